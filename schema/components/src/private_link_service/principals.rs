//! Who may connect.

use crate::sources;
use privatelink_catalog::ec2;
use privatelink_catalog::engines::PERMISSION_TAGS;
use privatelink_ir::handle::{
    Condition, Draft, Each, Handle, Late, List, Map, Text, each_rule, list,
};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What follows from letting everybody in.
const OPEN: &str = "consumers in every AWS account can reach the load balancer as if it were public, even if it has no public IP address";

/// Form of an ARN with a path before the name of the role or user.
const WITH_PATH: &str = "^arn:[^:]*:iam:[^/]*/[^/]*/";

/// What the user says about principals.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    /// Who may connect.
    pub(crate) principals: Handle<List<Text>>,
    /// Who else may, by names that say nothing of them.
    pub(crate) by_name: Handle<Map<Text, Late>>,
    /// What they are called.
    pub(crate) names: Handle<Map<Text, Late>>,
    /// Whether everybody may.
    pub(crate) allows_any: Condition,
    /// Whether each connection has to be accepted.
    pub(crate) acceptance_required: Condition,
}

impl Given {
    /// Everybody, by what tells them apart: a principal is its own name, unless it is given by one.
    fn all(self) -> Handle<Map<Text, Late>> {
        // Terraform shows every broken rule, but stops where a map has a key twice.
        let of_list = self.principals.distinct().to_map(|principal| (principal, principal.late()));
        list([of_list, self.by_name]).merged()
    }
}

/// One permission for each principal, to connect to the service with this id.
pub(crate) fn part(
    draft: &mut Draft,
    given: Given,
    service_id: Handle<Text, Late>,
) -> Each<ec2::VpcEndpointServiceAllowedPrincipal> {
    draft.rules(rules(given));
    draft.rules(each_rule(given.principals, |_, principal| [without_path(principal)]));
    draft.rules(each_rule(given.by_name, |_, principal| [only_once(principal, given.principals)]));
    let all = given.all();
    let of_list = given.principals.map(|principal| principal.late());
    let everybody = list([of_list, given.by_name.values()]).flat_map(|some| some);
    draft.output("allowedPrincipals", "Who may connect.", everybody);
    let allowed = draft.resources("principal", all, |_, principal| {
        ec2::VpcEndpointServiceAllowedPrincipal::new()
            .vpc_endpoint_service_id(service_id)
            .principal_arn(principal)
    });
    draft.resources("principal_name", given.names, |principal, name| {
        ec2::Tag::new().resource_id(allowed.at(principal).id()).key("Name").value(name)
    });
    draft.rules(of_names(given));
    draft
        .output(
            "permissionIds",
            "Id of each permission to connect, by its principal or the name in `allowedPrincipalsByName`. Not in CloudFormation.",
            allowed.all().id(),
        )
        .optional();
    allowed
}

/// Names are those of principals, where an engine can tag permissions.
fn of_names(given: Given) -> [Rule; 2] {
    let names = given.names;
    let unknown = names.keys().filter(|principal| !given.principals.contains(principal));
    [
        names
            .rule("principals/names")
            .must(names.is_empty())
            .otherwise("is given", "remove it")
            .on_engines_without(PERMISSION_TAGS),
        names.rule("principals/name-unknown").must(unknown.is_empty()).otherwise(
            text!("names {}, which `allowedPrincipals` does not have", unknown.quoted()),
            "add it to `allowedPrincipals`, or remove its name",
        ),
    ]
}

fn rules(given: Given) -> [Rule; 5] {
    let Given { principals, by_name, allows_any, acceptance_required, .. } = given;
    let is_open = principals.contains("*");
    let repeated = by_name.values().repeated();
    [
        by_name.rule("principals/repeated").must(repeated.is_empty()).otherwise(
            text!("has {} under several names", repeated.quoted()),
            "leave it under one name",
        ),
        principals
            .rule("principals/nobody")
            .source(sources::CONFIGURE_SERVICE)
            .must(principals.has_any() | by_name.has_any())
            .otherwise(
                "is empty: no consumer may connect until somebody is allowed",
                "name who may connect, such as `arn:aws:iam::111111111111:root`",
            )
            .warning(),
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

/// Two permissions for one principal are the same to AWS: deleting the one would delete the other.
fn only_once(principal: Handle<Text, Late>, others: Handle<List<Text>>) -> Rule {
    principal.rule("principals/twice").must(!others.contains(principal)).otherwise(
        text!("is `{principal}`, which is in `allowedPrincipals`, too"),
        "remove the one or the other",
    )
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
