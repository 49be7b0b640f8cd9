//! Settings that not every engine has so far.

use crate::parts::endpoint_type;
use privatelink_catalog::ec2::vpc_endpoint_service as service;
use privatelink_catalog::engines::{LATTICE_DNS, SERVICE_SETTINGS};
use privatelink_ir::expr::{all, any, input, list, not};
use privatelink_ir::graph::Node;
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Capability, Expr};
use schemars::JsonSchema;

/// Who pays for the endpoints of a service.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum PayerResponsibility {
    ServiceOwner,
}

/// Which private DNS names of VPC Lattice are taken over.
#[derive(JsonSchema)]
#[schemars(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum PrivateDnsPreference {
    VerifiedDomainsOnly,
    AllDomains,
    VerifiedDomainsAndSpecifiedDomains,
    SpecifiedDomainsOnly,
}

/// Sets them on the service. What is off is said too: a template that left it out would leave it on.
pub(crate) fn set(service: Node) -> Node {
    service
        .set(service::CONTRIBUTOR_INSIGHTS_ENABLED, input("contributorInsights"))
        .set(service::PAYER_RESPONSIBILITY, input("payerResponsibility"))
}

/// An error about an input that is given although the engine cannot set it.
fn only(name: &str, absent: Expr, capability: Capability) -> Rule {
    rule("input/template-only", &[name])
        .must(absent)
        .otherwise(["is given".into()], "remove it")
        .on_engines_without(capability)
}

/// What has to hold for those of a service.
pub(crate) fn of_service() -> Vec<Rule> {
    vec![
        only("contributorInsights", not(input("contributorInsights")), SERVICE_SETTINGS),
        only("payerResponsibility", not(input("payerResponsibility").is_set()), SERVICE_SETTINGS),
    ]
}

/// What has to hold for those of an endpoint.
pub(crate) fn of_endpoint() -> Vec<Rule> {
    let domains = || input("privateDnsSpecifiedDomains");
    let preference = || input("privateDnsPreference");
    let lattice = || any([endpoint_type::is("Resource"), endpoint_type::is("ServiceNetwork")]);
    let specified =
        list(["VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS".into(), "SPECIFIED_DOMAINS_ONLY".into()]);
    vec![
        only("privateDnsPreference", not(preference().is_set()), LATTICE_DNS),
        only("privateDnsSpecifiedDomains", domains().is_empty(), LATTICE_DNS),
        rule("private-dns/preference-type", &["privateDnsPreference"])
            .must(preference().is_set().implies(all([lattice(), input("privateDnsEnabled").equals(true)])))
            .otherwise(
                ["is given, but it is about private DNS of VPC Lattice".into()],
                "remove it, or set `endpointType` to `Resource` or `ServiceNetwork` and `privateDnsEnabled` to true",
            )
            .on_engines_with(LATTICE_DNS),
        rule("private-dns/specified-domains", &["privateDnsSpecifiedDomains"])
            .must(specified.contains(preference()).equals(not(domains().is_empty())))
            .otherwise(
                ["has to be given exactly when `privateDnsPreference` speaks of specified domains".into()],
                "give both, or neither",
            )
            .on_engines_with(LATTICE_DNS),
    ]
}
