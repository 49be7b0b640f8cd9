//! How many rules the groups of load balancers get.

use crate::forms::IpVersion;
use crate::private_link_service::application::load_balancer::{
    ApplicationLoadBalancer, ApplicationLoadBalancerFields, target_ports,
};
use crate::private_link_service::application::security_group::SecurityGroupsFields;
use crate::private_link_service::listener::{Listener, any_leads_to_application, of_family};
use crate::private_link_service::network_load_balancer::{LoadBalancer, LoadBalancerFields};
use crate::private_link_service::security_group::{SecurityGroupFields, tcp_ports, udp_ports};
use crate::private_link_service::traffic::count;
use crate::shared::group_rules::{Count, within};
use privatelink_ir::handle::{Condition, Handle, Map};
use privatelink_ir::rule::Rule;

/// The quota of rules that each direction of a group has to fit into.
pub(crate) fn rules(
    most: Handle<i64>,
    balancer: Handle<LoadBalancer>,
    listeners: Handle<Map<Listener>>,
    application: Handle<ApplicationLoadBalancer>,
) -> [Rule; 4] {
    let id = "security-group/quota";
    let has_application = application.is_set();
    let front = balancer.security_group();
    let front_is_made = balancer.is_set() & front.create();
    let to_targets = |family: IpVersion| {
        let listeners = of_family(listeners, family);
        let ports = tcp_ports(listeners, has_application).length();
        ports.plus(udp_ports(listeners).length())
    };
    let path = any_leads_to_application(listeners, has_application);
    let unsaid = front.egress().is_empty();
    let out = count(front.egress())
        .and(Count {
            ipv4: unsaid.choose(to_targets(IpVersion::Ipv4), 0).late(),
            ipv6: unsaid.choose(to_targets(IpVersion::Ipv6), 0).late(),
        })
        .and(Count::of_both(path.choose(1, 0)));
    let own = application.security_group();
    let (groups, ports) = (own.targets().length(), target_ports(application).length());
    let own_unsaid = has_application & own.egress().is_empty();
    let anywhere = (own_unsaid & own.targets().is_empty()).choose(ports, 0);
    let own_out = count(own.egress())
        .and(Count::of_both(own_unsaid.choose(ports.times(groups), 0)))
        .and(Count::of_ipv4(anywhere));
    let own_in = count(own.ingress()).and(Count::of_both(front_is_made.choose(1, 0).late()));
    let rule = |is_made: Condition, what: &'static str, count: Count| {
        within(most, id, what, count.each(is_made.choose(1, 0).late()))
    };
    [
        rule(front_is_made, "`loadBalancer.securityGroup`, inwards,", count(front.ingress())),
        rule(front_is_made, "`loadBalancer.securityGroup`, outwards,", out),
        rule(has_application, "`applicationLoadBalancer.securityGroup`, inwards,", own_in),
        rule(has_application, "`applicationLoadBalancer.securityGroup`, outwards,", own_out),
    ]
}
