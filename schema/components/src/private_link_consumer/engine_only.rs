//! Settings that not every engine has so far.

use crate::private_link_consumer::endpoint_type;
use crate::shared::engine_only::only;
use privatelink_catalog::engines::LATTICE_DNS;
use privatelink_ir::expr::{all, any, input, list, not};
use privatelink_ir::rule::{Rule, rule};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Which private DNS names of VPC Lattice are taken over.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum PrivateDnsPreference {
    VerifiedDomainsOnly,
    AllDomains,
    VerifiedDomainsAndSpecifiedDomains,
    SpecifiedDomainsOnly,
}

/// What has to hold for them.
pub(crate) fn rules() -> Vec<Rule> {
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
