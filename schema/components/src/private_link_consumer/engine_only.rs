//! Settings that not every engine has so far.

use crate::private_link_consumer::endpoint_type::{EndpointType, is_lattice};
use crate::shared::engine_only::only;
use privatelink_catalog::engines::LATTICE_DNS;
use privatelink_ir::handle::{Handle, List, Text};
use privatelink_ir::rule::Rule;
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Which private DNS names of VPC Lattice are taken over.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum PrivateDnsPreference {
    /// Names whose domain is verified.
    VerifiedDomainsOnly,
    /// All names.
    AllDomains,
    /// Names whose domain is verified, and those that `privateDnsSpecifiedDomains` names.
    VerifiedDomainsAndSpecifiedDomains,
    /// Names that `privateDnsSpecifiedDomains` names.
    SpecifiedDomainsOnly,
}

/// What has to hold for them.
pub(crate) fn rules(
    preference: Handle<PrivateDnsPreference>,
    domains: Handle<List<Text>>,
    is_private_dns_on: Handle<bool>,
    endpoint_type: Handle<EndpointType>,
) -> Vec<Rule> {
    use PrivateDnsPreference::{SpecifiedDomainsOnly, VerifiedDomainsAndSpecifiedDomains};
    let specified =
        preference.is_one_of([VerifiedDomainsAndSpecifiedDomains, SpecifiedDomainsOnly]);
    vec![
        only(preference, preference.is_absent(), LATTICE_DNS),
        only(domains, domains.is_empty(), LATTICE_DNS),
        preference
            .rule("private-dns/preference-type")
            .must(preference.is_set().implies(is_lattice(endpoint_type) & is_private_dns_on))
            .otherwise(
                "is given, but it is about private DNS of VPC Lattice",
                "remove it, or set `endpointType` to `Resource` or `ServiceNetwork` and \
                 `privateDnsEnabled` to true",
            )
            .on_engines_with(LATTICE_DNS),
        domains
            .rule("private-dns/specified-domains")
            .must(specified.is(domains.has_any()))
            .otherwise(
                "has to be given exactly when `privateDnsPreference` speaks of specified domains",
                "give both, or neither",
            )
            .on_engines_with(LATTICE_DNS),
    ]
}
