//! What may be done through an endpoint. The policy is always written: removing one would not bring full access back.

use crate::private_link_consumer::service_choice::Choice;
use crate::shared::connection::Handed;
use crate::shared::policy::{self, OrganizationPerimeter, Written};
use crate::shared::services::{Facts, FactsFields};
use crate::sources;
use privatelink_ir::handle::{Condition, Draft, Handle, Late, Text, When};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// Policies of the endpoints.
#[derive(Clone, Copy)]
pub(crate) struct Policies {
    given: Handle<Text, Late>,
    written: Written,
    /// The policy of the endpoint as JSON; null where the service takes none.
    pub(crate) of_endpoint: Handle<Text, Late>,
}

impl Policies {
    /// The policy of an endpoint for a service of the catalogue as JSON; null where it takes none.
    pub(crate) fn of_member(self, service: Handle<Facts>) -> Handle<Text, Late> {
        service.policy().then(self.of(service))
    }

    fn of(self, service: Handle<Facts>) -> Handle<Text, Late> {
        self.given.or(self.written.of(service))
    }
}

/// The policies, and those that are written where the user gives none.
pub(crate) fn part(
    draft: &mut Draft,
    given: Handle<Text, Late>,
    perimeter: Handle<OrganizationPerimeter>,
    choice: Choice,
    has_tables: Condition,
    is_gateway: Condition,
    handed: Handed,
) -> Policies {
    let of_name = choice.name.is_set() & choice.name.matches(OF_CUSTOMERS);
    let is_others = handed.is_given | (!choice.is_aws_service & of_name);
    let written = policy::part(draft, perimeter, choice.home);
    let mut policies = Policies { given, written, of_endpoint: given };
    // AWS's own services take one by the catalogue, others only if one is given.
    let is_asked = given.is_set() | perimeter.is_set();
    let takes_one = choice.is_aws_service.choose(choice.facts.policy(), is_asked);
    policies.of_endpoint = takes_one.then(policies.of(choice.facts));
    draft.rules(unsupported(given, choice));
    draft.rules(unsupported(perimeter, choice));
    draft.rules(of_others(given, is_others));
    draft.rules(of_others(perimeter, is_others));
    draft.rules(rules(given, perimeter, choice));
    let of_bundle = has_tables & choice.gateway_members().contains("s3");
    let has_gateway = choice.has_gateway() & (is_gateway | has_tables);
    draft.rule(policy::of_gateway(given, has_gateway));
    draft.rule(policy::owned_objects(perimeter, choice.service.is("s3") | of_bundle));
    policies
}

/// Names of services that are not AWS's own.
const OF_CUSTOMERS: &str = r"[.]vpce-svc-";

/// AWS applies policies to its own services only.
fn of_others<T, W: When>(input: Handle<T, W>, is_others: Handle<bool, Late>) -> [Rule; 1] {
    [input
        .rule("policy/not-applied")
        .source(sources::ENDPOINT_POLICIES)
        .must(input.is_absent() | !is_others)
        .otherwise(
            "protects nothing: AWS allows full access to a service that is not its own",
            "remove it, and narrow the ports and ranges of `securityGroup`, or have the provider check who calls",
        )
        .warning()]
}

/// A service that takes no policy is given none.
fn unsupported<T, W: When>(input: Handle<T, W>, choice: Choice) -> [Rule; 1] {
    let Choice { service, facts, is_aws_service, .. } = choice;
    [input
        .rule("policy/unsupported")
        .source(sources::SERVICES)
        .must(input.is_set().implies(!(is_aws_service & !facts.policy())))
        .otherwise(
            text!("is given, but `{service}` takes no policy"),
            "remove it, or set `serviceOverride.supportsPolicy` if AWS offers it by now",
        )]
}

/// What has to hold for policies.
fn rules(
    given: Handle<Text, Late>,
    perimeter: Handle<OrganizationPerimeter>,
    choice: Choice,
) -> Vec<Rule> {
    let mut rules = vec![policy::one_of_both(given, perimeter)];
    rules.extend(policy::of_text(given));
    rules.push(given.rule("policy/bundle").must(!(given.is_set() & choice.is_bundle)).otherwise(
        "is given, but the services of a bundle have actions of their own",
        "make an endpoint for each service, or use `organizationPerimeter`",
    ));
    rules
}
