//! Settings that not every engine has so far.

use crate::shared::engine_only::only;
use privatelink_catalog::ec2::vpc_endpoint_service as service;
use privatelink_catalog::engines::SERVICE_SETTINGS;
use privatelink_ir::expr::{input, not};
use privatelink_ir::graph::Node;
use privatelink_ir::rule::Rule;
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Who pays for the endpoints of a service.
#[derive(Input, JsonSchema)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum PayerResponsibility {
    ServiceOwner,
}

/// Sets them on the service. What is off is said too: a template that left it out would leave it on.
pub(crate) fn set(service: Node) -> Node {
    service
        .set(service::CONTRIBUTOR_INSIGHTS_ENABLED, input("contributorInsights"))
        .set(service::PAYER_RESPONSIBILITY, input("payerResponsibility"))
}

/// What has to hold for them.
pub(crate) fn rules() -> Vec<Rule> {
    vec![
        only("contributorInsights", not(input("contributorInsights")), SERVICE_SETTINGS),
        only("payerResponsibility", not(input("payerResponsibility").is_set()), SERVICE_SETTINGS),
    ]
}
