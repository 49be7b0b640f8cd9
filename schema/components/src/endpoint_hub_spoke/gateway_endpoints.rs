//! Gateway endpoints of the VPC itself: they are in its route tables and serve nobody else.

use crate::shared::Subject;
use crate::shared::endpoint_timeouts::{
    self as timeouts, EndpointTimeouts, EndpointTimeoutsFields,
};
use crate::shared::policy::{self, OrganizationPerimeter};
use crate::sources;
use privatelink_catalog::ec2;
use privatelink_catalog::facts::REGION;
use privatelink_ir::handle::{Draft, Handle, Late, List, Map, Text, here};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// A service that has gateway endpoints.
#[derive(Clone, Copy, Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(crate) enum GatewayService {
    /// Amazon S3.
    S3,
    /// Amazon DynamoDB.
    Dynamodb,
}

/// What the user says about them.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) services: Handle<List<GatewayService>>,
    pub(crate) route_table_ids: Handle<Map<Text, Late>>,
    pub(crate) perimeter: Handle<OrganizationPerimeter>,
    pub(crate) timeouts: Handle<EndpointTimeouts>,
}

/// The endpoints.
pub(crate) fn part(draft: &mut Draft, subject: Subject, given: Given) {
    let written = policy::part(draft, given.perimeter, here(REGION));
    let endpoints = draft.resources("gateway_endpoint", given.services, |key, _| {
        let region = here(REGION);
        let endpoint = ec2::VpcEndpoint::new()
            .vpc_id(subject.vpc_id)
            .vpc_endpoint_type("Gateway")
            .service_name(text!("com.amazonaws.{region}.{key}"))
            .route_table_ids(given.route_table_ids.values())
            .policy(written.of_short_name(key))
            .tags(subject.tags);
        timeouts::limit(endpoint, given.timeouts)
    });
    let timeouts = given.timeouts;
    let waits =
        timeouts.create().is_set() | timeouts.update().is_set() | timeouts.delete().is_set();
    let has_s3 = given.services.contains(GatewayService::S3);
    draft.rules([
        policy::owned_objects(given.perimeter, has_s3 | given.services.is_empty()),
        timeouts.rule("spoke/timeouts-unused").must(!waits | given.services.has_any()).otherwise(
            "is given, but there are no gateway endpoints to wait for",
            "remove it, or name services in `gatewayEndpoints`",
        ),
        given
            .services
            .rule("spoke/gateway-tables")
            .source(sources::GATEWAY_ENDPOINTS)
            .must(given.services.is_empty() | given.route_table_ids.has_any())
            .otherwise(
                "is given, but a gateway endpoint is in route tables, and `routeTableIds` is empty",
                "give the route tables of the clients' subnets",
            ),
        given
            .perimeter
            .rule("spoke/perimeter-unused")
            .must(given.perimeter.is_absent() | given.services.has_any())
            .otherwise(
                "is given, but there are no gateway endpoints, and the hub's endpoints have the policy \
                 of the hub",
                "remove it, or name services in `gatewayEndpoints`",
            ),
    ]);
    draft.output(
        "gatewayEndpointIds",
        "Ids of gateway endpoints, by the short name of the service.",
        endpoints.all().id(),
    );
}
