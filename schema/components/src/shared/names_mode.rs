//! How VPCs come to resolve the names of services to the endpoints of a hub.

use privatelink_ir::handle::{Condition, Handle};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// How names are resolved.
#[derive(Clone, Copy, Input, JsonSchema)]
#[schemars(rename = "HubDnsMode", rename_all = "camelCase")]
pub(crate) enum DnsMode {
    /// By private hosted zones.
    Zones,
    /// By a Route 53 Profile with the endpoints' own names.
    Profile,
    /// By a Route 53 Profile and by private hosted zones, which win over it.
    ProfileZones,
    /// Not by this deployment.
    None,
}

/// Whether there are zones.
pub(crate) fn has_zones(mode: Handle<DnsMode>) -> Condition {
    mode.is_one_of([DnsMode::Zones, DnsMode::ProfileZones])
}

/// Whether a profile shares the names.
pub(crate) fn has_profile(mode: Handle<DnsMode>) -> Condition {
    mode.is_one_of([DnsMode::Profile, DnsMode::ProfileZones])
}
