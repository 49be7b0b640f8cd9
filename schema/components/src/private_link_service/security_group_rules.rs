//! What has to hold for the security groups of a Network Load Balancer.

use crate::private_link_service::listener::{Listener, ListenerFields, takes_tcp, takes_udp};
use crate::private_link_service::network_load_balancer::{LoadBalancer, LoadBalancerFields};
use crate::private_link_service::security_group::SecurityGroupFields;
use crate::private_link_service::traffic::{self, TrafficRuleFields, TransportProtocol, is_open};
use crate::sources;
use privatelink_catalog::engines::COMPUTING;
use privatelink_ir::handle::{Condition, Handle, Map, each_rule};
use privatelink_ir::rule::Rule;

/// What has to hold for the groups of a Network Load Balancer.
pub(crate) fn rules(balancer: Handle<LoadBalancer>, listeners: Handle<Map<Listener>>) -> Vec<Rule> {
    let given = balancer.security_group();
    let (ingress, egress) = (given.ingress(), given.egress());
    let consent = given.allow_open_ingress();
    let own = [
        consent
            .rule("security-group/consent-unused")
            .must(consent.implies(ingress.any(|_, rule| is_open(rule))))
            .otherwise("is set, but no rule lets everybody in", "remove it")
            .on_engines_with(COMPUTING)
            .warning(),
        given
            .rule("security-group/none")
            .source(sources::SECURITY_GROUPS)
            .must(balancer.is_absent() | given.create() | given.ids().has_any())
            .otherwise(
                "leaves the load balancer without a group, and it could never get one",
                "set `create`, or name groups in `ids`",
            ),
        given
            .rule("security-group/unused")
            .must(balancer.is_absent() | given.create() | (ingress.is_empty() & egress.is_empty()))
            .otherwise(
                "has rules, but no group is made to hold them",
                "set `create`, or remove `ingress` and `egress`",
            ),
    ];
    let open = each_rule(ingress, |_, rule| {
        [rule
            .rule("security-group/open-allowed")
            .must(given.allow_open_ingress().implies(!is_open(rule)))
            .otherwise("lets everybody in", "name a narrower range unless this is meant")
            .warning()]
    });
    let of_traffic = traffic::rules(ingress, egress, Some(given.allow_open_ingress()));
    own.into_iter().chain(open).chain(of_traffic).chain(enforced(balancer, listeners)).collect()
}

/// Where rules apply to endpoints too, one is for the port of each listener.
fn enforced(balancer: Handle<LoadBalancer>, listeners: Handle<Map<Listener>>) -> Vec<Rule> {
    let given = balancer.security_group();
    let lets_in = |protocol: TransportProtocol, listener: Handle<Listener>| {
        given.ingress().any(|_, rule| {
            rule.protocol().is(protocol)
                & rule.from_port().at_most(listener.port())
                & listener.port().at_most(rule.to_port().or(rule.from_port()))
        })
    };
    each_rule(listeners, |_, listener| {
        let tcp: Condition = lets_in(TransportProtocol::Tcp, listener);
        let udp: Condition = lets_in(TransportProtocol::Udp, listener);
        [listener
            .rule("security-group/enforced-without-rule")
            .source(sources::SECURITY_GROUPS)
            .must(
                balancer.is_absent()
                    | !balancer.enforce_inbound_rules_on_private_link_traffic()
                    | given.ids().has_any()
                    | (takes_tcp(listener).implies(tcp) & takes_udp(listener).implies(udp)),
            )
            .otherwise(
                "cannot be reached: inbound rules are enforced, and none is for its port",
                "add a rule to `loadBalancer.securityGroup.ingress`, or leave \
                 `enforceInboundRulesOnPrivateLinkTraffic` false",
            )]
    })
}
