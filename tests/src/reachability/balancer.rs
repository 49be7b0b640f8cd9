//! From an endpoint service through load balancers to targets.
//!
//! Traffic of endpoints comes to targets from the addresses of the Network Load Balancer, even where it keeps client
//! addresses for others. Source: Elastic Load Balancing User Guide for Network Load Balancers, "Client IP preservation".

use super::groups::{APPLICATION, NETWORK, Owner, Peer, TARGET};
use super::hop::{Direction, Hop, Opening, Protocol, Stage};
use super::state::{Action, Balancer, Item, Listener, Service, TargetGroup, by_arn};
use super::target::Found;
use super::walk::{Stop, Walk, stop};

/// Attribute of load balancers and target groups.
const CROSS_ZONE: &str = "load_balancing.cross_zone.enabled";

impl<'a> Walk<'a> {
    /// Goes through every load balancer of a service. `zones` are those of the endpoint, by id; none with a service of
    /// another Region, which takes whatever zone it likes.
    pub(super) fn reach_balancers(
        &mut self,
        service: &Item<Service>,
        zones: &[&str],
    ) -> Result<(), Stop> {
        let arns = &service.facts.network_load_balancer_arns;
        if arns.is_empty() {
            let why = format!("endpoint service {} has no Network Load Balancer", service.id());
            return stop(Stage::LoadBalancer, why);
        }
        let mut balancers = Vec::new();
        for arn in arns {
            match by_arn(&self.state.balancers, arn) {
                Some(balancer) => balancers.push(balancer),
                None => {
                    return stop(Stage::LoadBalancer, format!("load balancer {arn} is not there"));
                }
            }
        }
        for zone in zones {
            if !balancers.iter().any(|balancer| self.zones_of(balancer).contains(zone)) {
                let why = format!("endpoint service {} is not in zone {zone}", service.id());
                return stop(Stage::LoadBalancer, why);
            }
        }
        for balancer in balancers {
            let own = self.zones_of(balancer);
            let shared: Vec<&str> = own
                .iter()
                .copied()
                .filter(|zone| zones.is_empty() || zones.contains(zone))
                .collect();
            if !shared.is_empty() {
                self.through_network(balancer, &shared)?;
            }
        }
        Ok(())
    }

    fn through_network(
        &mut self,
        balancer: &'a Item<Balancer>,
        zones: &[&str],
    ) -> Result<(), Stop> {
        self.is_active(balancer)?;
        let facts = &balancer.facts;
        let enforced = &facts.enforce_security_group_inbound_rules_on_private_link_traffic;
        if !facts.security_groups.is_empty() && enforced.as_deref() != Some("off") {
            // Groups of the client mean nothing on the other side.
            let from = Peer { ranges: self.sources(), groups: Vec::new() };
            let groups = &facts.security_groups;
            self.through_groups(NETWORK, groups, Direction::In, self.opening, &from)?;
        }
        let speaks: &[&str] = match self.opening.protocol {
            Protocol::Tcp => &["TCP", "TLS", "TCP_UDP"],
            Protocol::Udp => &["UDP", "TCP_UDP"],
        };
        let listener = self.listener(balancer, self.opening, speaks)?;
        self.forward(balancer, listener, zones)
    }

    fn is_active(&mut self, balancer: &Item<Balancer>) -> Result<(), Stop> {
        let (arn, code) = (balancer.arn(), &balancer.facts.state.code);
        if code != "active" {
            return stop(Stage::LoadBalancer, format!("load balancer {arn} is {code}"));
        }
        self.pass(Hop::LoadBalancer { arn: arn.to_owned() });
        Ok(())
    }

    fn listener(
        &mut self,
        balancer: &Item<Balancer>,
        opening: Opening,
        speaks: &[&str],
    ) -> Result<&'a Item<Listener>, Stop> {
        let found = self.state.listeners.iter().find(|item| {
            item.facts.load_balancer_arn == balancer.arn()
                && item.facts.port == opening.port
                && speaks.contains(&item.facts.protocol.as_str())
        });
        let Some(listener) = found else {
            let why = format!("load balancer {} has no listener on {opening}", balancer.arn());
            return stop(Stage::Listener, why);
        };
        self.pass(Hop::Listener { arn: listener.arn().to_owned(), port: opening.port });
        Ok(listener)
    }

    /// Follows all that a listener may do: its default action and those of its rules.
    fn forward(
        &mut self,
        balancer: &'a Item<Balancer>,
        listener: &'a Item<Listener>,
        zones: &[&str],
    ) -> Result<(), Stop> {
        let facts = &listener.facts;
        let of_rules = facts.rules.iter().flat_map(|rule| &rule.actions);
        for action in facts.default_actions.iter().chain(of_rules) {
            if action.r#type != "forward" {
                self.pass(Hop::Answer { action: action.r#type.clone() });
            }
            for arn in target_groups(action) {
                let Some(group) = by_arn(&self.state.target_groups, arn) else {
                    return stop(Stage::TargetGroup, format!("target group {arn} is not there"));
                };
                self.reach_targets(balancer, group, zones)?;
            }
        }
        Ok(())
    }

    fn reach_targets(
        &mut self,
        balancer: &'a Item<Balancer>,
        group: &'a Item<TargetGroup>,
        zones: &[&str],
    ) -> Result<(), Stop> {
        let arn = group.arn();
        if group.facts.targets.is_empty() {
            return stop(Stage::TargetGroup, format!("target group {arn} has no target"));
        }
        let own = group.facts.attributes.get(CROSS_ZONE).map(String::as_str);
        let of_balancer = balancer.facts.attributes.get(CROSS_ZONE).map(String::as_str);
        let crosses = match own {
            Some("true" | "false") => own,
            _ => of_balancer,
        };
        if crosses != Some("true") {
            let reached: Vec<&str> =
                group.facts.targets.iter().flat_map(|row| self.target_zones(group, row)).collect();
            // A target outside the VPC is in every zone.
            let everywhere = reached.contains(&"");
            let missing = zones.iter().find(|zone| !everywhere && !reached.contains(zone));
            if let Some(zone) = missing {
                let why = format!(
                    "target group {arn} has no target in zone {zone}, and load balancing does not cross zones"
                );
                return stop(Stage::TargetGroup, why);
            }
        }
        self.pass(Hop::TargetGroup { arn: arn.to_owned() });
        for row in &group.facts.targets {
            let target = self.target(group, row)?;
            self.reach_target(balancer, group, &target)?;
        }
        Ok(())
    }

    fn reach_target(
        &mut self,
        balancer: &Item<Balancer>,
        group: &Item<TargetGroup>,
        target: &Found<'a>,
    ) -> Result<(), Stop> {
        if let (Some(subnet), [address]) = (target.elsewhere, target.peer.ranges.as_slice()) {
            self.go_to_target(&self.subnets_with(balancer), subnet, *address)?;
        }
        let protocol = match group.facts.protocol.as_str() {
            "UDP" => Protocol::Udp,
            "TCP_UDP" => self.opening.protocol,
            _ => Protocol::Tcp,
        };
        let traffic = Opening { protocol, port: target.port };
        let mut openings = vec![traffic];
        if group.facts.health_check_enabled {
            let port = group.facts.health_check_port.parse().unwrap_or(target.port);
            openings.push(Opening::tcp(port));
        }
        openings.dedup();
        let from =
            Peer { ranges: self.ranges_of(balancer), groups: named_at(balancer, target).to_vec() };
        for opening in openings {
            let groups = &balancer.facts.security_groups;
            if !groups.is_empty() {
                self.through_groups(
                    owner(balancer),
                    groups,
                    Direction::Out,
                    opening,
                    &target.peer,
                )?;
            }
            if let Some(groups) = &target.groups {
                let owner = target.balancer.map_or(TARGET, owner);
                self.through_groups(owner, groups, Direction::In, opening, &from)?;
            }
        }
        let Some(application) = target.balancer else {
            self.pass(Hop::Target { id: target.id.to_owned(), port: target.port });
            return Ok(());
        };
        self.is_active(application)?;
        let listener = self.listener(application, traffic, &["HTTP", "HTTPS"])?;
        self.forward(application, listener, &[])
    }
}

/// The groups of a load balancer as rules of a target may name them: not in another Region.
/// <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html>
fn named_at<'b>(balancer: &'b Item<Balancer>, target: &Found<'_>) -> &'b [String] {
    let is_far = target.elsewhere.is_some_and(|subnet| subnet.region() != balancer.region());
    if is_far { &[] } else { &balancer.facts.security_groups }
}

fn owner(balancer: &Item<Balancer>) -> Owner {
    if balancer.facts.r#type == "application" { APPLICATION } else { NETWORK }
}

/// The target groups of an action, which may say them in two ways.
fn target_groups(action: &Action) -> Vec<&str> {
    let listed = action.forward_config.target_groups.iter();
    let mut arns: Vec<&str> = listed.map(|group| group.target_group_arn.as_str()).collect();
    if let Some(arn) = action.target_group_arn.as_deref().filter(|arn| !arns.contains(arn)) {
        arns.push(arn);
    }
    arns
}
