//! `PrivateLinkService`: offers an application to other VPCs and accounts.
//!
//! ```text
//! consumer's endpoint --> service <-- principal (one per allowed principal)
//!                            |
//!              topic <-- notification
//!                            |
//!                         network load balancer --> listener --> target group --> ALB, addresses, instances
//!                            |
//!                         security group
//! ```

use crate::forms::{
    AvailabilityZoneId, ComponentName, GatewayLoadBalancerArn, NetworkLoadBalancerArn, Port,
    Principal, RegionCode, VpcId,
};
use crate::parts::{listeners, network_load_balancer, notifications, security_group};
use privatelink_catalog::ec2::security_group as group;
use privatelink_catalog::ec2::{
    vpc_endpoint_service as service, vpc_endpoint_service_allowed_principal as principal,
};
use privatelink_catalog::lb::{listener, load_balancer, target_group};
use privatelink_ir::expr::{all, any, for_list, input, list, not, object, value};
use privatelink_ir::graph::{each, node, output};
use privatelink_ir::rule::rule;
use privatelink_ir::{Ambient, Component, Expr, Graph, Type, Value, expr};
use schemars::JsonSchema;
use std::collections::BTreeMap;

pub(crate) const COMPONENT: Component = Component::new::<Inputs>("PrivateLinkService", graph);

/// An endpoint service: offers an application to other VPCs and accounts without opening a network between them.
///
/// Puts a Network Load Balancer in front of an Application Load Balancer, of addresses, of instances or of an Auto
/// Scaling group, or takes load balancers that are already there, and lets the named principals connect.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
struct Inputs {
    /// Value of the `Name` tag of every resource. Physical names are left to AWS, so that a replacement never collides.
    #[schemars(length(max = 32))]
    name: ComponentName,
    /// VPC of the load balancer. Needed with `loadBalancer`.
    vpc_id: Option<Value<VpcId>>,
    /// Makes a Network Load Balancer. Give this, `networkLoadBalancerArns` or `gatewayLoadBalancerArns`.
    load_balancer: Option<network_load_balancer::LoadBalancer>,
    /// What the load balancer takes and where it sends it. Key: a name for the listener, such as `https`. At most 50.
    #[schemars(extend("default" = {}))]
    listeners: listeners::Listeners,
    /// Network Load Balancers that are already there. Give this, `loadBalancer` or `gatewayLoadBalancerArns`.
    #[schemars(extend("default" = []))]
    network_load_balancer_arns: Vec<Value<NetworkLoadBalancerArn>>,
    /// Gateway Load Balancers that are already there, for inspection of traffic. Give this, `loadBalancer` or
    /// `networkLoadBalancerArns`.
    #[schemars(extend("default" = []))]
    gateway_load_balancer_arns: Vec<Value<GatewayLoadBalancerArn>>,
    /// Availability Zone ids of load balancers that are already there, handed on to consumers. Known by itself with
    /// `loadBalancer`.
    #[schemars(extend("default" = []))]
    availability_zone_ids: Vec<AvailabilityZoneId>,
    /// Ports of `networkLoadBalancerArns`, handed on to consumers. Known by itself with `loadBalancer`.
    #[schemars(extend("default" = []))]
    ports: Vec<Port>,
    /// Whether each connection has to be accepted by hand.
    #[schemars(extend("default" = true))]
    acceptance_required: bool,
    /// Who may connect: ARNs of accounts (`arn:aws:iam::111111111111:root`), roles or users, or `*` for everybody.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_principals: Vec<Principal>,
    /// Allows `*` among `allowedPrincipals` although `acceptanceRequired` is false: the service is then open to every AWS account.
    #[schemars(extend("default" = false))]
    allow_any_principal: bool,
    /// Address types that endpoints may have. `ipv6` needs a `dualstack` load balancer.
    #[schemars(extend("default" = ["ipv4"], "uniqueItems" = true))]
    supported_ip_address_types: Vec<IpVersion>,
    /// Other Regions whose VPCs may connect. Needs two Availability Zones. The service's own Region is always one.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    supported_regions: Vec<RegionCode>,
    /// Messages about connections. Key: a name for the notification.
    #[schemars(extend("default" = {}))]
    connection_notifications: notifications::Notifications,
    /// Tags of every resource that takes tags, beside `Name`. At most 49; keys do not start with `aws:`.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<BTreeMap<String, String>>,
}

/// Version of the internet protocol.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum IpVersion {
    Ipv4,
    Ipv6,
}

fn graph() -> Graph {
    let tags = || expr::merge(list([input("tags"), object([("Name", input("name"))])]));
    let made = || input("loadBalancer").is_set();

    let security = security_group::nodes(made, tags);
    let balancer = network_load_balancer::node(&security.group, tags);
    let behind = listeners::nodes(&balancer, tags);
    let endpoint_service = node("service", service::KIND)
        .set(service::ACCEPTANCE_REQUIRED, input("acceptanceRequired"))
        .set(
            service::NETWORK_LOAD_BALANCER_ARNS,
            made().choose(
                list([balancer.attribute(load_balancer::ARN)]),
                not(input("networkLoadBalancerArns").is_empty())
                    .then(input("networkLoadBalancerArns")),
            ),
        )
        .set(
            service::GATEWAY_LOAD_BALANCER_ARNS,
            not(input("gatewayLoadBalancerArns").is_empty()).then(input("gatewayLoadBalancerArns")),
        )
        .set(
            service::SUPPORTED_REGIONS,
            not(input("supportedRegions").is_empty()).then(expr::concat([
                list([Expr::Ambient(Ambient::Region)]),
                input("supportedRegions"),
            ])),
        )
        .set(service::SUPPORTED_IP_ADDRESS_TYPES, input("supportedIpAddressTypes"))
        .set(service::TAGS, tags());
    let allowed = node("principal", principal::KIND)
        .for_each(input("allowedPrincipals"))
        .set(principal::VPC_ENDPOINT_SERVICE_ID, endpoint_service.attribute(service::ID))
        .set(principal::PRINCIPAL_ARN, each());

    let notification = notifications::of_service(endpoint_service.attribute(service::ID));

    let of_service = |name| endpoint_service.attribute(name);
    // AWS refuses an endpoint whose principal is not allowed yet, so nobody learns of the service before that.
    let open_service = |name, doc, attribute| {
        output(name, Type::text(), doc, of_service(attribute)).after(&[allowed.label])
    };
    let outputs = Graph::default()
        .with_output(open_service("serviceId", "Id of the endpoint service.", service::ID))
        .with_output(open_service("serviceName", "Name that consumers connect to.", service::SERVICE_NAME))
        .with_output(open_service("serviceArn", "ARN of the endpoint service.", service::ARN))
        .output(
            "serviceRegion",
            Type::text(),
            "Region of the endpoint service.",
            Expr::Ambient(Ambient::Region),
        )
        .output(
            "availabilityZoneIds",
            Type::list_of(Type::text()),
            "Availability Zone ids the service is in. Ids mean the same in every account; names do not.",
            made().choose(
                input("loadBalancer").get("subnets").keys(),
                input("availabilityZoneIds"),
            ),
        )
        .output(
            "ports",
            Type::list_of(Type::integer()),
            "Ports that consumers may use.",
            made().choose(
                for_list("listener", input("listeners"), value("listener").get("port")),
                input("ports"),
            ),
        )
        .output(
            "baseEndpointDnsNames",
            Type::list_of(Type::text()),
            "DNS names below which every endpoint of the service gets its own.",
            of_service(service::BASE_ENDPOINT_DNS_NAMES),
        )
        .output(
            "acceptanceRequired",
            Type::Bool,
            "Whether each connection has to be accepted.",
            input("acceptanceRequired"),
        )
        .optional_output(
            "loadBalancerArn",
            Type::text(),
            "ARN of the load balancer, if it was made here.",
            balancer.attribute(load_balancer::ARN),
        )
        .optional_output(
            "loadBalancerDnsName",
            Type::text(),
            "DNS name of the load balancer, if it was made here.",
            balancer.attribute(load_balancer::DNS_NAME),
        )
        .optional_output(
            "securityGroupId",
            Type::text(),
            "Id of the load balancer's security group, if it was made here.",
            security.group.attribute(group::ID),
        )
        .output(
            "listenerArns",
            Type::map_of(Type::text()),
            "ARN of each listener, by its key.",
            behind.listener.instances(listener::ARN),
        )
        .output(
            "targetGroupArns",
            Type::map_of(Type::text()),
            "ARN of each target group, by the key of its listener.",
            behind.target_group.instances(target_group::ARN),
        )
        .outputs;

    let nodes = security.all.into_iter().chain([balancer]).chain(behind.all).chain([
        endpoint_service,
        allowed,
        notification,
    ]);
    let rules = own_rules()
        .into_iter()
        .chain(security_group::rules())
        .chain(network_load_balancer::rules())
        .chain(listeners::rules())
        .collect();
    Graph { nodes: nodes.collect(), rules, outputs }
}

fn own_rules() -> Vec<privatelink_ir::Rule> {
    let made = || input("loadBalancer").is_set();
    let existing = || not(input("networkLoadBalancerArns").is_empty());
    let gateway = || not(input("gatewayLoadBalancerArns").is_empty());
    let remote = || not(input("supportedRegions").is_empty());
    let open = || input("allowedPrincipals").contains("*");
    let warning = "consumers in every AWS account can reach the load balancer as if it were public, even if it has no public IP address";
    vec![
        rule("load-balancer/none", &["loadBalancer"])
            .must(any([made(), existing(), gateway()]))
            .otherwise(
                ["is missing, and so are `networkLoadBalancerArns` and `gatewayLoadBalancerArns`".into()],
                "give exactly one of them",
            ),
        rule("load-balancer/both", &["loadBalancer"])
            .must(not(all([made(), any([existing(), gateway()])])))
            .otherwise(
                ["is given beside load balancers that are already there".into()],
                "give `loadBalancer`, `networkLoadBalancerArns` or `gatewayLoadBalancerArns`, not several",
            ),
        rule("load-balancer/kinds", &["gatewayLoadBalancerArns"])
            .must(not(all([existing(), gateway()])))
            .otherwise(
                ["is given beside `networkLoadBalancerArns`, but a service has load balancers of one kind".into()],
                "make a service for each kind",
            ),
        rule("regions/gateway", &["supportedRegions"])
            .must(not(all([gateway(), remote()])))
            .otherwise(
                ["is given, but Gateway Load Balancers serve their own Region only".into()],
                "remove it, or offer the service from each Region",
            ),
        rule("regions/one-zone", &["supportedRegions"])
            .must(any([
                not(made()),
                not(remote()),
                not(input("loadBalancer").get("subnets").keys().length().at_most(1)),
            ]))
            .otherwise(
                ["is given, but the load balancer is in one Availability Zone".into()],
                "add a subnet in another zone to `loadBalancer.subnets`",
            ),
        rule("ports/gateway", &["ports"])
            .must(any([not(gateway()), input("ports").is_empty()]))
            .otherwise(
                ["is given, but Gateway Load Balancers take every port".into()],
                "remove it: it goes with `networkLoadBalancerArns`",
            ),
        rule("vpc/missing", &["vpcId"])
            .must(any([not(made()), input("vpcId").is_set()]))
            .otherwise(["is missing, but `loadBalancer` needs it".into()], "give the VPC of the load balancer"),
        rule("listeners/none", &["listeners"])
            .must(any([not(made()), not(input("listeners").is_empty())]))
            .otherwise(["is empty, but `loadBalancer` needs one".into()], "give at least one listener"),
        rule("listeners/unused", &["listeners"])
            .must(any([made(), input("listeners").is_empty()]))
            .otherwise(
                ["is given, but there is no `loadBalancer` to listen".into()],
                "remove it, or give `loadBalancer`",
            ),
        rule("zones/unused", &["availabilityZoneIds"])
            .must(any([not(made()), input("availabilityZoneIds").is_empty()]))
            .otherwise(
                ["is given, but `loadBalancer` knows its zones".into()],
                "remove it: it goes with `networkLoadBalancerArns`",
            ),
        rule("ports/unused", &["ports"])
            .must(any([not(made()), input("ports").is_empty()]))
            .otherwise(
                ["is given, but `listeners` has the ports".into()],
                "remove it: it goes with `networkLoadBalancerArns`",
            ),
        rule("principals/anybody", &["allowedPrincipals"])
            .must(any([not(open()), input("acceptanceRequired"), input("allowAnyPrincipal")]))
            .otherwise(
                [format!("has `*` while `acceptanceRequired` is false: {warning}").as_str().into()],
                "name the principals, or set `acceptanceRequired`, or confirm with `allowAnyPrincipal`",
            ),
        rule("principals/anybody-allowed", &["allowedPrincipals"])
            .must(any([not(open()), input("acceptanceRequired"), not(input("allowAnyPrincipal"))]))
            .otherwise(
                [format!("has `*` and `acceptanceRequired` is false: {warning}").as_str().into()],
                "name the principals unless this is meant",
            )
            .warning(),
        rule("principals/unused-consent", &["allowAnyPrincipal"])
            .must(any([not(input("allowAnyPrincipal")), open()]))
            .otherwise(
                ["is set, but `allowedPrincipals` has no `*`".into()],
                "remove it",
            )
            .warning(),
        rule("address-types/dualstack", &["supportedIpAddressTypes"])
            .must(any([
                not(made()),
                not(input("supportedIpAddressTypes").contains("ipv6")),
                input("loadBalancer").get("ipAddressType").equals("dualstack"),
            ]))
            .otherwise(
                ["has `ipv6`, but the load balancer has IPv4 addresses only".into()],
                "set `loadBalancer.ipAddressType` to `dualstack`",
            ),
        rule("address-types/none", &["supportedIpAddressTypes"])
            .must(not(input("supportedIpAddressTypes").is_empty()))
            .otherwise(["is empty".into()], "name `ipv4`, `ipv6` or both"),
    ]
}
