//! A Network Load Balancer made for an endpoint service: always internal, always with a security group.

use crate::forms::{AvailabilityZoneId, Ipv4Address, Ipv6Address, SubnetId};
use crate::private_link_service::listeners;
use crate::private_link_service::log_bucket;
use crate::private_link_service::security_group;
use crate::shared::subnet_rules;
use crate::sources;
use privatelink_catalog::ec2::security_group as group;
use privatelink_catalog::lb::load_balancer as nlb;
use privatelink_catalog::lb::load_balancer::{
    access_logs, minimum_load_balancer_capacity as capacity, subnet_mapping,
};
use privatelink_catalog::s3::bucket as log_bucket_kind;
use privatelink_ir::expr::{concat, for_list, for_list_if, input, list, not, object, value};
use privatelink_ir::graph::Node;
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Keyed, Value, expr};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// The Network Load Balancer of an endpoint service. Internal.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct LoadBalancer {
    /// Subnets, one per Availability Zone. Key: the zone's id, such as `use1-az1`. Two or more keep the service up when a zone fails.
    #[schemars(extend("minProperties" = 1))]
    subnets: Keyed<AvailabilityZoneId, Subnet>,
    /// Address type. `dualstack` needs subnets with IPv6.
    #[schemars(extend("default" = "ipv4"))]
    ip_address_type: IpAddressType,
    /// Whether a zone's traffic may go to targets in other zones. Costs transfer between zones.
    #[schemars(extend("default" = false))]
    cross_zone: Value<bool>,
    /// Whether clients in a zone are sent to the load balancer's address in that zone: to `any_availability_zone`, mostly
    /// their own (`partial_availability_zone_affinity`) or only their own (`availability_zone_affinity`).
    #[schemars(extend("default" = "any_availability_zone"))]
    dns_record_client_routing_policy: ClientRoutingPolicy,
    /// Whether AWS refuses to delete the load balancer.
    #[schemars(extend("default" = false))]
    deletion_protection: Value<bool>,
    /// Security groups. A load balancer made without one can never get one, so there is always at least one.
    #[schemars(extend("default" = {}))]
    security_group: security_group::SecurityGroup,
    /// Whether inbound rules apply to traffic from endpoints too. AWS's own default is true, which silently drops it unless a rule
    /// allows the consumers' addresses; here `allowedPrincipals` decide who gets in.
    #[schemars(extend("default" = false))]
    enforce_inbound_rules_on_private_link_traffic: Value<bool>,
    /// Writes access logs to a bucket. AWS logs TLS listeners only. Default: none.
    access_logs: Option<AccessLogs>,
    /// Capacity that is kept ready for traffic that comes all at once. Billed by the hour. Unit: load balancer capacity
    /// units. Default: the load balancer grows with its traffic.
    #[schemars(range(min = 1, max = 1_000_000))]
    minimum_capacity_units: Option<u32>,
}

/// Which zone's address the load balancer's DNS name gives to a client.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum ClientRoutingPolicy {
    AnyAvailabilityZone,
    PartialAvailabilityZoneAffinity,
    AvailabilityZoneAffinity,
}

/// A subnet of a load balancer.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Subnet {
    /// Id of the subnet.
    subnet_id: Value<SubnetId>,
    /// Fixed IPv4 address in the subnet. Default: AWS picks one.
    private_ipv4_address: Option<Value<Ipv4Address>>,
    /// Fixed IPv6 address in the subnet. Needs `dualstack`. Default: AWS picks one.
    ipv6_address: Option<Value<Ipv6Address>>,
}

/// Address type of a load balancer.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum IpAddressType {
    Ipv4,
    Dualstack,
}

/// Where access logs go.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct AccessLogs {
    /// Name of a bucket that is there and lets the load balancer write. Give this or `create`.
    #[schemars(length(max = 63))]
    bucket: Option<Value<String>>,
    /// Makes a bucket. Give this or `bucket`.
    create: Option<log_bucket::LogBucket>,
    /// Folder in the bucket, without `AWSLogs`. Default: its root.
    prefix: Option<String>,
    /// Whether logs are written.
    #[schemars(extend("default" = true))]
    enabled: Value<bool>,
}

/// The load balancer, behind `security_group` and with logs in `bucket` if those exist.
pub(crate) fn node(
    security_group: &Node,
    bucket: &log_bucket::Nodes,
    tags: impl Fn() -> Expr,
) -> Node {
    let takes_udp = for_list_if(
        "listener",
        input("listeners"),
        listeners::takes_udp(|| value("listener")),
        expr::key("listener"),
    );
    let of = |field: &str| input("loadBalancer").get(field);
    let logs = || of("accessLogs");
    let subnet = |field: &str| value("subnet").get(field);
    privatelink_ir::graph::node("load_balancer", nlb::KIND)
        .only_if(input("loadBalancer").is_set())
        .set(nlb::NAME_PREFIX, crate::shared::NAME_PREFIX)
        .set(nlb::LOAD_BALANCER_TYPE, "network")
        .set(nlb::INTERNAL, true)
        .set(nlb::IP_ADDRESS_TYPE, of("ipAddressType"))
        .set(
            nlb::SUBNET_MAPPING,
            for_list(
                "subnet",
                of("subnets"),
                object([
                    (subnet_mapping::SUBNET_ID, subnet("subnetId")),
                    (subnet_mapping::PRIVATE_IPV4_ADDRESS, subnet("privateIpv4Address")),
                    (subnet_mapping::IPV6_ADDRESS, subnet("ipv6Address")),
                ]),
            ),
        )
        .set(
            nlb::SECURITY_GROUPS,
            concat([
                of("securityGroup")
                    .get("create")
                    .choose(list([security_group.attribute(group::ID)]), list([])),
                of("securityGroup").get("ids"),
            ]),
        )
        .set(
            nlb::ENFORCE_SECURITY_GROUP_INBOUND_RULES_ON_PRIVATE_LINK_TRAFFIC,
            of("enforceInboundRulesOnPrivateLinkTraffic").choose("on", "off"),
        )
        .set(nlb::ENABLE_CROSS_ZONE_LOAD_BALANCING, of("crossZone"))
        .set(nlb::DNS_RECORD_CLIENT_ROUTING_POLICY, of("dnsRecordClientRoutingPolicy"))
        .set(nlb::ENABLE_DELETION_PROTECTION, of("deletionProtection"))
        .set(
            nlb::ACCESS_LOGS,
            // Without it, logs that were on stay on: every engine leaves alone what is no longer written down.
            object([
                (
                    access_logs::BUCKET,
                    logs()
                        .get("bucket")
                        .or_else(bucket.bucket.attribute(log_bucket_kind::BUCKET).or_else("")),
                ),
                (access_logs::PREFIX, logs().get("prefix")),
                (access_logs::ENABLED, logs().is_set().choose(logs().get("enabled"), false)),
            ]),
        )
        .set(
            nlb::MINIMUM_LOAD_BALANCER_CAPACITY,
            of("minimumCapacityUnits")
                .is_set()
                .then(object([(capacity::CAPACITY_UNITS, of("minimumCapacityUnits"))])),
        )
        .set(nlb::ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT, not(takes_udp.is_empty()).then("on"))
        .set(nlb::TAGS, tags())
        // AWS tries whether it may write.
        .after(&[bucket.policy.label])
}

/// What has to hold for the load balancer.
pub(crate) fn rules() -> Vec<Rule> {
    let place = ["loadBalancer", "subnets"];
    let subnets = || input("loadBalancer").get("subnets");
    let subnet = |field: &str| value("subnet").get(field);
    vec![
        subnet_rules::not_too_many(&place, subnets),
        subnet_rules::one_region(&place, subnets),
        subnet_rules::each_once(&place, subnets, Some("subnetId")),
        subnet_rules::each_once(&place, subnets, Some("privateIpv4Address")),
        subnet_rules::each_once(&place, subnets, Some("ipv6Address")),
        rule("subnets/one-zone", &place)
            .source(sources::SHARE)
            .must(expr::any([
                expr::not(input("loadBalancer").is_set()),
                expr::not(for_list("subnet", subnets(), expr::key("subnet")).length().equals(1)),
            ]))
            .otherwise(
                ["has one Availability Zone: the service fails with it".into()],
                "add a subnet in another zone",
            )
            .warning(),
        rule("subnets/ipv6-address", &place)
            .source(sources::LOAD_BALANCERS)
            .each("subnet", subnets())
            .field("ipv6Address")
            .must(expr::any([
                expr::not(subnet("ipv6Address").is_set()),
                input("loadBalancer").get("ipAddressType").equals("dualstack"),
            ]))
            .otherwise(
                ["is given, but the load balancer has IPv4 addresses only".into()],
                "set `loadBalancer.ipAddressType` to `dualstack`, or remove it",
            ),
    ]
}
