//! Who may connect.

use crate::sources;
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Condition, Draft, Each, Handle, Late, List, Text, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What follows from letting everybody in.
const OPEN: &str = "consumers in every AWS account can reach the load balancer as if it were public, even if it has no public IP address";

/// Form of an ARN with a path before the name of the role or user.
const WITH_PATH: &str = "^arn:[^/]*/[^/]*/";

/// What the user says about principals.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    /// Who may connect.
    pub(crate) principals: Handle<List<Text>>,
    /// Whether everybody may.
    pub(crate) allows_any: Condition,
    /// Whether each connection has to be accepted.
    pub(crate) acceptance_required: Condition,
}

/// One permission for each principal, to connect to the service with this id.
pub(crate) fn part(
    draft: &mut Draft,
    given: Given,
    service_id: Handle<Text, Late>,
) -> Each<ec2::VpcEndpointServiceAllowedPrincipal> {
    draft.rules(rules(given));
    draft.rules(each_rule(given.principals, |_, principal| [without_path(principal)]));
    draft.output("allowedPrincipals", "Who may connect.", given.principals);
    draft.resources("principal", given.principals, |_, principal| {
        ec2::VpcEndpointServiceAllowedPrincipal::new()
            .vpc_endpoint_service_id(service_id)
            .principal_arn(principal)
    })
}

fn rules(given: Given) -> [Rule; 3] {
    let Given { principals, allows_any, acceptance_required } = given;
    let is_open = principals.contains("*");
    [
        principals
            .rule("principals/anybody")
            .source(sources::CONFIGURE_SERVICE)
            .must(!is_open | acceptance_required | allows_any)
            .otherwise(
                text!("has `*` while `acceptanceRequired` is false: {OPEN}"),
                "name the principals, or set `acceptanceRequired`, or confirm with \
                 `allowAnyPrincipal`",
            ),
        principals
            .rule("principals/anybody-allowed")
            .source(sources::CONFIGURE_SERVICE)
            .must(!is_open | acceptance_required | !allows_any)
            .otherwise(
                text!("has `*` and `acceptanceRequired` is false: {OPEN}"),
                "name the principals unless this is meant",
            )
            .warning(),
        allows_any
            .rule("principals/unused-consent")
            .must(allows_any.implies(is_open & !acceptance_required))
            .otherwise(
                "is set, but `allowedPrincipals` has no `*`, or each connection has to be accepted",
                "remove it",
            )
            .warning(),
    ]
}

/// AWS takes roles and users without a path. A role with one cannot be named by itself: its account can.
fn without_path(principal: Handle<Text>) -> Rule {
    let account = principal.before(":role/").before(":user/");
    let rule = principal
        .rule("principals/path")
        .source(sources::PERMISSIONS)
        .must(!principal.matches(WITH_PATH))
        .otherwise(text!("is `{principal}`, an ARN with a path, which AWS refuses"), "");
    Rule { help: text!("allow the account: `{account}:root`").expr(), ..rule }
}
