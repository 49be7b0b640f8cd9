//! Tests that wait until they are asked for: `cargo xtask test --thorough`, or a filter that names them.
//!
//! Which cases of a component do so stands in its `corpus.toml`.

/// Names of the others.
pub(crate) const LONG: &[&str] = &[
    "cloudformation_accepts_the_endpoint_of_terraform",
    "cloudformation_custom_endpoint",
    "cloudformation_overlapping_networks",
    "cloudformation_shared_service",
    "pulumi_accepts_the_endpoint_of_cloudformation",
    "python_custom_endpoint",
    "python_shared_service",
    "python_tls_service",
    "terraform_accepts_the_endpoint_of_pulumi",
    "terraform_custom_endpoint",
    "terraform_overlapping_networks",
    "terraform_takes_over_application_https",
    "terraform_takes_over_profile",
    "terraform_tls_service",
    "typescript_overlapping_networks",
    "typescript_shared_service",
    "typescript_tls_service",
];
