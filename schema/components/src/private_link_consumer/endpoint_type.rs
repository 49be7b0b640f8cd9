//! Types of endpoints, and what each has: interfaces, subnets, route tables.

use crate::private_link_consumer::service_choice::{self, has_gateway};
use crate::sources;
use privatelink_ir::Expr;
use privatelink_ir::expr::{all, any, input, list, local, not};
use privatelink_ir::rule::{Rule, rule};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Type of an endpoint.
#[derive(Input, JsonSchema)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum EndpointType {
    Interface,
    Gateway,
    GatewayLoadBalancer,
    Resource,
    ServiceNetwork,
}

/// Name in the graph of the type of the endpoint.
const TYPE: &str = "endpoint_type";

/// Named values: the type of the endpoint. AWS's own default is `Gateway`, which is never what is meant without route
/// tables, so it is always said.
pub(crate) fn locals() -> [(&'static str, Expr); 1] {
    let gateway = all([
        not(input("routeTableIds").is_empty()),
        not(service_choice::is_bundle()),
        input("subnets").is_empty(),
    ]);
    [(TYPE, input("endpointType").or_else(gateway.choose("Gateway", "Interface")))]
}

/// The type of the endpoint.
pub(crate) fn endpoint_type() -> Expr {
    local(TYPE)
}

/// Whether the endpoint is of this type.
pub(crate) fn is(name: &str) -> Expr {
    local(TYPE).equals(name)
}

/// Whether the endpoint has interfaces with security groups and DNS names.
pub(crate) fn has_interfaces() -> Expr {
    list(["Interface".into(), "Resource".into(), "ServiceNetwork".into()]).contains(local(TYPE))
}

/// What has to hold for the type.
pub(crate) fn rules() -> Vec<Rule> {
    let tables = || not(input("routeTableIds").is_empty());
    let lattice = |name: &str, arn: &'static str| {
        let word = |text: String| Expr::from(text.as_str());
        let of_arn = rule("type/lattice", &["endpointType"])
            .source(sources::RESOURCES)
            .must(input(arn).is_set().implies(is(name)))
            .otherwise(
                ["is `".into(), endpoint_type(), word(format!("`, but `{arn}` is given"))],
                &format!("set it to `{name}`, or remove `{arn}`"),
            );
        let without_arn = rule("type/lattice-arn", &["endpointType"])
            .must(is(name).implies(input(arn).is_set()))
            .otherwise(
                [word(format!("is `{name}`, but `{arn}` is missing"))],
                &format!("give `{arn}`, or set another type"),
            );
        [of_arn, without_arn]
    };
    let lattice = [
        lattice("Resource", "resourceConfigurationArn"),
        lattice("ServiceNetwork", "serviceNetworkArn"),
    ];
    let mut rules = vec![
        rule("type/gateway-service", &["endpointType"])
            .source(sources::GATEWAY_ENDPOINTS)
            .must(is("Gateway").implies(has_gateway()))
            .otherwise(
                ["is `Gateway`, which the service does not have".into()],
                "set it to `Interface`, or choose a `service` with gateway endpoints: `s3`, `dynamodb` or `s3express`",
            ),
        rule("type/interface-service", &["endpointType"])
            .must(any([
                not(is("Interface")),
                not(service_choice::is_aws_service()),
                service_choice::about("interface"),
            ]))
            .otherwise(
                ["is `Interface`, but the service has gateway endpoints only".into()],
                "set it to `Gateway`",
            ),
        rule("type/gateway-load-balancer", &["endpointType"])
            .source(sources::GATEWAY_LOAD_BALANCER)
            .must(not(all([
                is("GatewayLoadBalancer"),
                any([service_choice::is_aws_service(), service_choice::is_bundle()]),
            ])))
            .otherwise(
                ["is `GatewayLoadBalancer`, but AWS's own services are no such".into()],
                "give the name of the inspection service in `serviceName`, or its `connection`",
            ),
        rule("type/bundle", &["endpointType"])
            .only_with(not(service_choice::is_bundle()))
            .otherwise(
                ["is given, but a bundle says the type of each endpoint".into()],
                "remove it",
            ),
        rule("route-tables/none", &["routeTableIds"])
            .source(sources::GATEWAY_ENDPOINTS)
            .must(is("Gateway").implies(tables()))
            .otherwise(
                ["is empty, but a gateway endpoint is in route tables".into()],
                "give the route tables of the subnets that use the service",
            ),
        rule("route-tables/unused", &["routeTableIds"])
            .must(any([
                not(tables()),
                is("Gateway"),
                all([is("Interface"), has_gateway()]),
                all([service_choice::is_bundle(), not(service_choice::members("gateway").is_empty())]),
            ]))
            .otherwise(
                ["is given, but there is no gateway endpoint to be in them".into()],
                "remove it",
            ),
        rule("region/interface-only", &["serviceRegion"])
            .source(sources::CROSS_REGION_SERVICES)
            .only_with(is("Interface"))
            .otherwise(
                ["is given, but only interface endpoints reach other Regions".into()],
                "remove it, or set `endpointType` to `Interface`",
            ),
    ];
    rules.extend(lattice.into_iter().flatten());
    rules
}
