//! Types of endpoints, and what each has: interfaces, subnets, route tables.

use crate::private_link_consumer::service_choice::Choice;
use crate::shared::services::FactsFields;
use crate::sources;
use privatelink_ir::handle::{Condition, Draft, Handle, Late, Map, Text};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Type of an endpoint.
#[derive(Input, JsonSchema)]
pub(crate) enum EndpointType {
    /// Network interfaces with addresses in subnets.
    Interface,
    /// Routes in route tables, to S3 or DynamoDB.
    Gateway,
    /// A target of routes, to appliances behind a Gateway Load Balancer.
    GatewayLoadBalancer,
    /// Network interfaces for a resource of VPC Lattice.
    Resource,
    /// Network interfaces for a service network of VPC Lattice.
    ServiceNetwork,
}

/// What decides about the type.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    /// The type that the user says.
    pub(crate) endpoint_type: Handle<EndpointType>,
    /// ARN of a resource configuration of VPC Lattice.
    pub(crate) resource_arn: Handle<Text, Late>,
    /// ARN of a service network of VPC Lattice.
    pub(crate) network_arn: Handle<Text, Late>,
    /// Route tables of gateway endpoints.
    pub(crate) route_table_ids: Handle<Map<Text, Late>>,
    /// Whether there are subnets.
    pub(crate) has_subnets: Condition,
    /// Region of the service, if it is another one.
    pub(crate) service_region: Handle<Text>,
}

/// The type of the endpoint. AWS's own default is `Gateway`, which is never what is meant without route tables, so it is
/// always said.
pub(crate) fn part(draft: &mut Draft, given: Given, choice: Choice) -> Handle<EndpointType> {
    let gateway = given.route_table_ids.has_any() & !choice.is_bundle & !given.has_subnets;
    let automatic = gateway.choose(EndpointType::Gateway, EndpointType::Interface);
    let endpoint_type = draft.named("endpoint_type", given.endpoint_type.or(automatic));
    draft.rules(rules(given, endpoint_type, choice));
    draft.rules(lattice(given, endpoint_type));
    endpoint_type
}

/// Whether an endpoint of this type has interfaces with security groups and DNS names.
pub(crate) fn has_interfaces(endpoint_type: Handle<EndpointType>) -> Condition {
    use EndpointType::{Interface, Resource, ServiceNetwork};
    endpoint_type.is_one_of([Interface, Resource, ServiceNetwork])
}

/// Whether an endpoint of this type leads to VPC Lattice.
pub(crate) fn is_lattice(endpoint_type: Handle<EndpointType>) -> Condition {
    endpoint_type.is(EndpointType::Resource) | endpoint_type.is(EndpointType::ServiceNetwork)
}

/// What has to hold for the type.
fn rules(given: Given, endpoint_type: Handle<EndpointType>, choice: Choice) -> Vec<Rule> {
    let said = given.endpoint_type;
    let tables = given.route_table_ids;
    let is_interface = endpoint_type.is(EndpointType::Interface);
    let is_gateway = endpoint_type.is(EndpointType::Gateway);
    let is_inspection = endpoint_type.is(EndpointType::GatewayLoadBalancer);
    vec![
        said.rule("type/gateway-service")
            .source(sources::GATEWAY_ENDPOINTS)
            .must(is_gateway.implies(choice.has_gateway()))
            .otherwise(
                "is `Gateway`, which the service does not have",
                "set it to `Interface`, or choose a `service` with gateway endpoints: `s3`, \
                 `dynamodb` or `s3express`",
            ),
        said.rule("type/interface-service")
            .must(!is_interface | !choice.is_aws_service | choice.facts.interface())
            .otherwise(
                "is `Interface`, but the service has gateway endpoints only",
                "set it to `Gateway`",
            ),
        said.rule("type/gateway-load-balancer")
            .source(sources::GATEWAY_LOAD_BALANCER)
            .must(!(is_inspection & (choice.is_aws_service | choice.is_bundle)))
            .otherwise(
                "is `GatewayLoadBalancer`, but AWS's own services are no such",
                "give the name of the inspection service in `serviceName`, or its `connection`",
            ),
        said.rule("type/bundle")
            .only_with(!choice.is_bundle)
            .otherwise("is given, but a bundle says the type of each endpoint", "remove it"),
        tables
            .rule("route-tables/none")
            .source(sources::GATEWAY_ENDPOINTS)
            .must(is_gateway.implies(tables.has_any()))
            .otherwise(
                "is empty, but a gateway endpoint is in route tables",
                "give the route tables of the subnets that use the service",
            ),
        tables
            .rule("route-tables/unused")
            .must(
                !tables.has_any()
                    | is_gateway
                    | (is_interface & choice.has_gateway())
                    | (choice.is_bundle & choice.gateway_members().has_any()),
            )
            .otherwise("is given, but there is no gateway endpoint to be in them", "remove it"),
        given
            .service_region
            .rule("region/interface-only")
            .source(sources::CROSS_REGION_SERVICES)
            .only_with(is_interface)
            .otherwise(
                "is given, but only interface endpoints reach other Regions",
                "remove it, or set `endpointType` to `Interface`",
            ),
    ]
}

/// The types of VPC Lattice go with its ARNs.
fn lattice(given: Given, endpoint_type: Handle<EndpointType>) -> Vec<Rule> {
    let said = given.endpoint_type;
    let pair = |is_type: Condition, name: &str, arn: Handle<Text, Late>, arn_name: &str| {
        [
            said.rule("type/lattice")
                .source(sources::RESOURCES)
                .must(arn.is_set().implies(is_type))
                .otherwise(
                    text!("is `{endpoint_type}`, but `{arn_name}` is given"),
                    &format!("set it to `{name}`, or remove `{arn_name}`"),
                ),
            said.rule("type/lattice-arn").must(is_type.implies(arn.is_set())).otherwise(
                text!("is `{name}`, but `{arn_name}` is missing"),
                &format!("give `{arn_name}`, or set another type"),
            ),
        ]
    };
    let resource = endpoint_type.is(EndpointType::Resource);
    let network = endpoint_type.is(EndpointType::ServiceNetwork);
    let of_resource = pair(resource, "Resource", given.resource_arn, "resourceConfigurationArn");
    let of_network = pair(network, "ServiceNetwork", given.network_arn, "serviceNetworkArn");
    of_resource.into_iter().chain(of_network).collect()
}
