//! A Network Load Balancer made for an endpoint service: always internal, always with a security group.

use crate::forms::{AvailabilityZoneId, Ipv4Address, Ipv6Address, SubnetId};
use crate::private_link_service::listener::{
    Listener, ListenerFields, ListenerProtocol, takes_udp,
};
use crate::private_link_service::log_bucket::{self, LogBucket};
use crate::private_link_service::security_group::{SecurityGroup, SecurityGroupFields};
use crate::shared::{NAME_PREFIX, Subject, subnet_rules};
use crate::sources;
use privatelink_catalog::lb;
use privatelink_catalog::lb::load_balancer::{
    AccessLogs as LogsBlock, LoadBalancerAttributes, MinimumLoadBalancerCapacity, SubnetMapping,
};
use privatelink_ir::handle::{
    Condition, Draft, Handle, Late, List, Map, One, Resource, Term, Text, When, each_rule,
};
use privatelink_ir::rule::Rule;
use privatelink_ir::{Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// The Network Load Balancer of an endpoint service. Internal.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct LoadBalancer {
    /// Subnets, one per Availability Zone. Key: the zone's id, such as `use1-az1`. Two or more keep the service up when a
    /// zone fails. Give this or `subnetIds`.
    #[schemars(extend("default" = {}))]
    subnets: Keyed<AvailabilityZoneId, Subnet>,
    /// Subnets as a plain list of ids, which may be known late: what most modules and components that make a VPC hand over.
    /// Give this or `subnets`. Zones are not known then: there are no fixed addresses, and consumers learn of the zones in
    /// `availabilityZoneIds` only.
    #[schemars(extend("uniqueItems" = true, "minItems" = 1, "maxItems" = 50))]
    subnet_ids: Option<Value<Vec<SubnetId>>>,
    /// Address type. `dualstack` needs subnets with IPv6.
    #[schemars(extend("default" = "ipv4"))]
    ip_address_type: IpAddressType,
    /// Whether a zone's traffic may go to targets in other zones. Costs transfer between zones.
    #[schemars(extend("default" = false))]
    cross_zone: Value<bool>,
    /// Whether traffic may be led away from a zone that is in trouble, by hand or by AWS (zonal shift).
    #[schemars(extend("default" = false))]
    zonal_shift: Value<bool>,
    /// Whether clients in a zone are sent to the load balancer's address in that zone: to `any_availability_zone`, mostly
    /// their own (`partial_availability_zone_affinity`) or only their own (`availability_zone_affinity`).
    #[schemars(extend("default" = "any_availability_zone"))]
    dns_record_client_routing_policy: ClientRoutingPolicy,
    /// Whether AWS refuses to delete the load balancer.
    #[schemars(extend("default" = false))]
    deletion_protection: Value<bool>,
    /// Security groups. A load balancer made without one can never get one, so there is always at least one.
    #[schemars(extend("default" = {}))]
    security_group: SecurityGroup,
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
pub(crate) enum ClientRoutingPolicy {
    /// The address of any zone.
    AnyAvailabilityZone,
    /// Mostly the address in the client's own zone.
    PartialAvailabilityZoneAffinity,
    /// Only the address in the client's own zone.
    AvailabilityZoneAffinity,
}

/// A subnet of a load balancer.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Subnet {
    /// Id of the subnet.
    subnet_id: Value<SubnetId>,
    /// Fixed IPv4 address in the subnet. Default: AWS picks one. Another address replaces the load balancer; its subnets have to get
    /// other addresses too then, for the new one comes before the old one goes.
    private_ipv4_address: Option<Value<Ipv4Address>>,
    /// Fixed IPv6 address in the subnet. Needs `dualstack`. Default: AWS picks one. A change is like that of an IPv4 address.
    ipv6_address: Option<Value<Ipv6Address>>,
}

/// Address type of a load balancer.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(crate) enum IpAddressType {
    /// IPv4 only.
    Ipv4,
    /// IPv4 and IPv6.
    Dualstack,
}

/// Where access logs go.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct AccessLogs {
    /// Name of a bucket that is there and lets the load balancer write. Give this or `create`.
    #[schemars(length(max = 63))]
    bucket: Option<Value<String>>,
    /// Makes a bucket. Give this or `bucket`.
    create: Option<LogBucket>,
    /// Folder in the bucket, without `AWSLogs`. Default: its root.
    prefix: Option<String>,
    /// Whether logs are written.
    #[schemars(extend("default" = true))]
    enabled: Value<bool>,
}

/// The load balancer, behind the security group with this id, and the bucket for its logs if one is made.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Handle<LoadBalancer>,
    listeners: Handle<Map<Listener>>,
    security_group_id: Handle<Text, Late>,
) -> LoadBalancerAttributes<One> {
    let logs = given.access_logs();
    let bucket = log_bucket::part(draft, subject, logs.create(), logs.prefix());
    let own_groups = given.security_group();
    let groups = own_groups.create().then_one(security_group_id) + own_groups.ids();
    let balancer = described(given, listeners)
        .security_groups(groups)
        .access_logs(logs_block(logs, bucket.name))
        .tags(subject.tags)
        // AWS tries whether it may write.
        .after(bucket.policy);
    let balancer = draft.resource("load_balancer", balancer);
    draft.rules(rules(given));
    draft.rules(about_logs(given, listeners));
    outputs(draft, balancer);
    balancer
}

fn described(given: Handle<LoadBalancer>, listeners: Handle<Map<Listener>>) -> lb::LoadBalancer {
    let subnets = given.subnets().map(|_, subnet| {
        SubnetMapping::new()
            .subnet_id(subnet.subnet_id())
            .private_ipv4_address(subnet.private_ipv4_address())
            .ipv6_address(subnet.ipv6_address())
    });
    let capacity = given.minimum_capacity_units();
    let reserved = MinimumLoadBalancerCapacity::new().capacity_units(capacity);
    let enforces = given.enforce_inbound_rules_on_private_link_traffic();
    let has_udp = listeners.any(|_, listener| takes_udp(listener));
    lb::LoadBalancer::new()
        .only_if(given.is_set())
        .name_prefix(NAME_PREFIX)
        .load_balancer_type("network")
        .internal(true)
        .ip_address_type(given.ip_address_type())
        .subnet_mapping(subnets)
        .subnets(given.subnet_ids())
        .enforce_security_group_inbound_rules_on_private_link_traffic(enforces.choose("on", "off"))
        .enable_cross_zone_load_balancing(given.cross_zone())
        .enable_zonal_shift(given.zonal_shift())
        .dns_record_client_routing_policy(given.dns_record_client_routing_policy())
        .enable_deletion_protection(given.deletion_protection())
        .minimum_load_balancer_capacity(capacity.is_set().then(reserved))
        .enable_prefix_for_ipv6_source_nat(has_udp.then("on"))
}

/// Without it, logs that were on stay on: every engine leaves alone what is no longer written down.
fn logs_block(logs: Handle<AccessLogs>, made: Handle<Text, Late>) -> LogsBlock {
    LogsBlock::new()
        .bucket(logs.bucket().or(made.or("")))
        .prefix(logs.prefix())
        .enabled(logs.is_set().choose(logs.enabled(), false.handle().late()))
}

/// How many subnets the load balancer is in.
pub(crate) fn count_of_subnets(given: Handle<LoadBalancer>) -> Handle<i64, Late> {
    let (subnets, ids) = (given.subnets(), given.subnet_ids());
    subnets.has_any().choose(subnets.length(), ids.length())
}

/// Ids of the subnets that the load balancer is in.
pub(crate) fn subnet_ids(given: Handle<LoadBalancer>) -> Handle<List<Text, Late>, Late> {
    let ids = given.subnets().map(|_, subnet| subnet.subnet_id());
    given.subnets().has_any().choose(ids, given.subnet_ids())
}

fn outputs(draft: &mut Draft, balancer: LoadBalancerAttributes<One>) {
    draft
        .output("loadBalancerArn", "ARN of the load balancer, if it was made here.", balancer.arn())
        .optional();
    draft
        .output(
            "loadBalancerDnsName",
            "DNS name of the load balancer, if it was made here.",
            balancer.dns_name(),
        )
        .optional();
    draft
        .output(
            "loadBalancerHostedZoneId",
            "Hosted zone id of the load balancer's DNS name, for alias records, if it was made \
             here.",
            balancer.zone_id(),
        )
        .optional();
}

/// What has to hold for the subnets of the load balancer.
fn rules(given: Handle<LoadBalancer>) -> Vec<Rule> {
    let (subnets, ids) = (given.subnets(), given.subnet_ids());
    let is_dualstack: Condition = given.ip_address_type().is(IpAddressType::Dualstack);
    let of_all = [
        subnets
            .rule("subnets/load-balancer-none")
            .must(given.is_absent() | subnets.has_any() | ids.is_set())
            .otherwise(
                "is empty, but the load balancer needs one",
                "give a subnet in two Availability Zones, here or in `subnetIds`",
            ),
        ids.rule("subnets/both").only_with(subnets.is_empty()).otherwise(
            "is given beside `subnets`",
            "give `subnets` where zones are known, else `subnetIds`",
        ),
        subnet_rules::not_too_many(subnets),
        subnet_rules::one_region(subnets),
        not_alone(subnets.rule("subnets/one-zone"), !subnets.length().is(1)),
        not_alone(ids.rule("subnets/one-zone"), !ids.length().is(1)),
    ];
    let of_each = each_rule(subnets, |_, subnet| {
        let address = subnet.ipv6_address();
        [address
            .rule("subnets/ipv6-address")
            .source(sources::LOAD_BALANCERS)
            .must(address.is_absent() | is_dualstack)
            .otherwise(
                "is given, but the load balancer has IPv4 addresses only",
                "set `loadBalancer.ipAddressType` to `dualstack`, or remove it",
            )]
    });
    of_all
        .into_iter()
        .chain(of_each)
        .chain(subnet_rules::each_once(subnets, |subnet| subnet.subnet_id()))
        .chain(subnet_rules::each_once(subnets, |subnet| subnet.private_ipv4_address()))
        .chain(subnet_rules::each_once(subnets, |subnet| subnet.ipv6_address()))
        .collect()
}

/// A load balancer is in several zones.
fn not_alone(rule: Rule, is_in_several: Handle<bool, impl When>) -> Rule {
    rule.source(sources::SHARE)
        .must(is_in_several)
        .otherwise(
            "has one Availability Zone: the service fails with it",
            "add a subnet in another zone",
        )
        .warning()
}

/// What has to hold for access logs.
fn about_logs(given: Handle<LoadBalancer>, listeners: Handle<Map<Listener>>) -> Vec<Rule> {
    let logs = given.access_logs();
    let wants_logs = given.is_set() & logs.is_set();
    let (existing, is_made) = (logs.bucket().is_set(), logs.create().is_set());
    let prefix = logs.prefix();
    let has_tls = listeners.any(|_, listener| listener.protocol().is(ListenerProtocol::Tls));
    vec![
        logs.rule("access-logs/no-bucket").must(!wants_logs | existing | is_made).otherwise(
            "has no bucket to write to",
            "name one in `bucket`, or make one with `create`",
        ),
        logs.rule("access-logs/two-buckets")
            .must(!(wants_logs & existing & is_made))
            .otherwise("names a bucket and makes one", "give `bucket` or `create`, not both"),
        prefix
            .rule("access-logs/prefix")
            .source(sources::ACCESS_LOGS)
            .must(!wants_logs | prefix.is_absent() | !prefix.matches("AWSLogs|^/|/$"))
            .otherwise(
                "begins or ends with `/`, or has `AWSLogs` in it",
                "give the folder alone: AWS adds `AWSLogs` and what follows",
            ),
        logs.rule("access-logs/no-tls")
            .source(sources::ACCESS_LOGS)
            .must(wants_logs.implies(has_tls))
            .otherwise(
                "is given, but no listener speaks TLS, and AWS logs no others",
                "set `protocol` of a listener to `TLS`, or remove it",
            )
            .warning(),
    ]
}
