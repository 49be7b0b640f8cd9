//! Tests that wait until they are asked for: `cargo xtask test --thorough`, or a filter that names them.
//!
//! Which cases of a component do so stands in its `corpus.toml`.

/// Names of the others.
pub(crate) const LONG: &[&str] = &[
    "a_hub_accepts_the_attachment_that_waits",
    "cloudformation_accepts_the_endpoint_of_terraform",
    "cloudformation_custom_endpoint",
    "cloudformation_overlapping_networks",
    "cloudformation_shared_service",
    "hub_of_cloudformation_admits_a_spoke_of_terraform",
    "hub_of_cloudformation_shares_its_profile_with_a_spoke_of_terraform",
    "hub_of_pulumi_admits_a_spoke_of_cloudformation",
    "hub_of_pulumi_grows_without_touching_others",
    "hub_of_pulumi_shares_its_profile_with_a_spoke_of_cloudformation",
    "hub_of_terraform_admits_a_spoke_of_pulumi",
    "hub_of_terraform_grows_without_touching_others",
    "hub_of_terraform_shares_its_profile_with_a_spoke_of_pulumi",
    "hubs_with_spokes_are_the_same_by_every_engine",
    "pulumi_accepts_the_endpoint_of_cloudformation",
    "python_central_endpoints",
    "python_custom_endpoint",
    "python_local_endpoints",
    "python_shared_service",
    "python_tls_service",
    "terraform_accepts_the_endpoint_of_pulumi",
    "terraform_central_endpoints",
    "terraform_custom_endpoint",
    "terraform_overlapping_networks",
    "terraform_takes_over_application_https",
    "terraform_takes_over_profile",
    "terraform_tls_service",
    "typescript_central_endpoints",
    "typescript_local_endpoints",
    "typescript_overlapping_networks",
    "typescript_shared_service",
    "typescript_tls_service",
];
