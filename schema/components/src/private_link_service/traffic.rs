//! Traffic that security groups let through.

use crate::forms::{Ipv4Cidr, Ipv6Cidr, Port, PrefixListId, SecurityGroupId};
use crate::shared::group_rules::Count;
use privatelink_catalog::ec2;
use privatelink_ir::Value;
use privatelink_ir::handle::{
    Condition, Draft, Handle, Late, List, Map, Resource, Text, each_rule,
};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Traffic that a security group lets through. Exactly one of the four ends is given.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TrafficRule {
    /// Protocol.
    #[schemars(extend("default" = "tcp"))]
    protocol: TransportProtocol,
    /// First port.
    from_port: Port,
    /// Last port. Default: the first.
    to_port: Option<Port>,
    /// IPv4 range at the other end.
    cidr_ipv4: Option<Value<Ipv4Cidr>>,
    /// IPv6 range at the other end.
    cidr_ipv6: Option<Value<Ipv6Cidr>>,
    /// Prefix list at the other end.
    prefix_list_id: Option<Value<PrefixListId>>,
    /// Most entries that the prefix list may have: AWS counts each as a rule. Default: 1. The id does not say it; who made the
    /// list does, and the guide of Amazon VPC for AWS's own.
    #[schemars(range(min = 1, max = 1000))]
    prefix_list_entries: Option<u32>,
    /// Security group at the other end. Does not work for consumers: endpoints are not in your groups.
    security_group_id: Option<Value<SecurityGroupId>>,
    /// What the traffic is.
    #[schemars(length(max = 255))]
    description: Option<Value<String>>,
}

/// Protocol of traffic.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(crate) enum TransportProtocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
}

/// A rule of the group with this id out of a [`TrafficRule`]. Kinds for both directions name their properties alike.
macro_rules! traffic {
    ($resource:expr, $group_id:expr, $rule:expr) => {{
        use $crate::private_link_service::traffic::TrafficRuleFields as _;
        let rule = $rule;
        $resource
            .security_group_id($group_id)
            .ip_protocol(rule.protocol())
            .from_port(rule.from_port())
            .to_port(rule.to_port().or(rule.from_port()))
            .cidr_ipv4(rule.cidr_ipv4())
            .cidr_ipv6(rule.cidr_ipv6())
            .prefix_list_id(rule.prefix_list_id())
            .referenced_security_group_id(rule.security_group_id())
            .description(rule.description())
    }};
}
pub(crate) use traffic;

/// Rules that let the group with this id connect anywhere on these ports: targets can be anywhere the VPC routes to, so
/// only the ports can be narrowed here.
pub(crate) fn to_targets(
    draft: &mut Draft,
    label: &'static str,
    is_made: Condition,
    group_id: Handle<Text, Late>,
    protocol: &str,
    ports: Handle<List<i64>>,
) {
    draft.resources(label, ports.to_map(|port| (text!("{port}"), port)), |_, port| {
        ec2::SecurityGroupEgressRule::new()
            .only_if(is_made)
            .security_group_id(group_id)
            .ip_protocol(protocol)
            .from_port(port)
            .to_port(port)
            .cidr_ipv4("0.0.0.0/0")
            .description(text!("Targets on port {port}"))
    });
}

/// The same for targets with IPv6 addresses.
pub(crate) fn to_ipv6_targets(
    draft: &mut Draft,
    label: &'static str,
    is_made: Condition,
    group_id: Handle<Text, Late>,
    protocol: &str,
    ports: Handle<List<i64>>,
) {
    draft.resources(label, ports.to_map(|port| (text!("{port}"), port)), |_, port| {
        ec2::SecurityGroupEgressRule::new()
            .only_if(is_made)
            .security_group_id(group_id)
            .ip_protocol(protocol)
            .from_port(port)
            .to_port(port)
            .cidr_ipv6("::/0")
            .description(text!("Targets on port {port}"))
    });
}

/// Whether a rule lets everybody in.
pub(crate) fn is_open(rule: Handle<TrafficRule>) -> Handle<bool, Late> {
    rule.cidr_ipv4().is("0.0.0.0/0") | rule.cidr_ipv6().is("::/0")
}

/// How many rules AWS counts for a direction.
pub(crate) fn count(direction: Handle<Map<TrafficRule>>) -> Count {
    let of_family = |has: fn(Handle<TrafficRule>) -> Handle<bool, Late>| {
        direction.filter(|_, rule| has(rule)).length()
    };
    let one_each = direction.filter(|_, rule| rule.security_group_id().is_set()).length();
    let lists = direction.filter(|_, rule| rule.prefix_list_id().is_set());
    let entries = lists.map(|_, rule| rule.prefix_list_entries().or(1)).sum();
    let both = one_each.plus(entries);
    Count {
        ipv4: of_family(|rule| rule.cidr_ipv4().is_set()).plus(both),
        ipv6: of_family(|rule| rule.cidr_ipv6().is_set()).plus(both),
    }
}

/// What has to hold for traffic in both directions. `may_be_open`: whether everybody may be let in, where somebody can
/// say so.
pub(crate) fn rules(
    ingress: Handle<Map<TrafficRule>>,
    egress: Handle<Map<TrafficRule>>,
    may_be_open: Option<Condition>,
) -> Vec<Rule> {
    let consent = match may_be_open {
        None => "name a narrower range",
        Some(_) => "name a narrower range, or confirm with `allowOpenIngress`",
    };
    let is_narrow = |rule| match may_be_open {
        None => !is_open(rule),
        Some(may_be_open) => may_be_open | !is_open(rule),
    };
    let not_open = each_rule(ingress, |_, rule| {
        [rule
            .rule("security-group/open")
            .must(is_narrow(rule))
            .otherwise("lets everybody in", consent)]
    });
    of_each(ingress).into_iter().chain(of_each(egress)).chain(not_open).collect()
}

/// What has to hold for each rule of a direction.
fn of_each(direction: Handle<Map<TrafficRule>>) -> Vec<Rule> {
    each_rule(direction, |_, rule| {
        let one = |is_given: Handle<bool, Late>| is_given.then_one(1);
        let ends = one(rule.cidr_ipv4().is_set())
            + one(rule.cidr_ipv6().is_set())
            + one(rule.prefix_list_id().is_set())
            + one(rule.security_group_id().is_set());
        let to_port = rule.to_port();
        [
            rule.prefix_list_entries()
                .rule("security-group/prefix-list-entries")
                .only_with(rule.prefix_list_id().is_set())
                .otherwise("is given, but no prefix list is let in", "remove it"),
            rule.rule("security-group/one-end").must(ends.length().is(1)).otherwise(
                text!("has {} ends", ends.length()),
                "give exactly one of `cidrIpv4`, `cidrIpv6`, `prefixListId` and `securityGroupId`",
            ),
            to_port
                .rule("security-group/port-order")
                .only_with(rule.from_port().at_most(to_port))
                .otherwise("is before `fromPort`", "give the higher port, or leave it out"),
        ]
    })
}
