//! Targets: addresses, instances and Application Load Balancers, with their security groups where those are known.

use super::cidr::Range;
use super::groups::Peer;
use super::hop::Stage;
use super::networks::Subnet;
use super::state::{Balancer, Item, Target, TargetGroup, by_arn, by_id};
use super::walk::{Stop, Walk, stop};

/// A target that is there.
pub(super) struct Found<'a> {
    pub(super) id: &'a str,
    pub(super) port: u16,
    /// How the load balancer's security groups see it.
    pub(super) peer: Peer,
    /// Its security groups; none if they are not known, as with an address outside AWS.
    pub(super) groups: Option<Vec<String>>,
    /// The load balancer that it is.
    pub(super) balancer: Option<&'a Item<Balancer>>,
    /// Its subnet, if that is known to be in another VPC than the load balancer's.
    pub(super) elsewhere: Option<&'a Item<Subnet>>,
}

impl<'a> Walk<'a> {
    /// Finds a target.
    pub(super) fn target(
        &self,
        group: &Item<TargetGroup>,
        row: &'a Target,
    ) -> Result<Found<'a>, Stop> {
        let id = row.id.as_str();
        let port = row.port.unwrap_or(group.facts.port);
        let found = |ranges: Vec<Range>, groups: Option<Vec<String>>, balancer| {
            let peer = Peer { ranges, groups: groups.clone().unwrap_or_default() };
            Ok(Found { id, port, peer, groups, balancer, elsewhere: None })
        };
        match group.facts.target_type.as_str() {
            "instance" => {
                let Some(instance) = by_id(&self.state.instances, id) else {
                    return stop(Stage::Target, format!("instance {id} is not there"));
                };
                let name = &instance.facts.state.name;
                if name != "running" {
                    return stop(Stage::Target, format!("instance {id} is {name}"));
                }
                let address = instance.called("address").parse().into_iter().collect();
                found(address, Some(instance.facts.groups.clone()), None)
            }
            "alb" => {
                let Some(balancer) = by_arn(&self.state.balancers, id) else {
                    return stop(Stage::Target, format!("load balancer {id} is not there"));
                };
                let groups = Some(balancer.facts.security_groups.clone());
                found(self.ranges_of(balancer), groups, Some(balancer))
            }
            "ip" => {
                let Ok(address) = id.parse::<Range>() else {
                    return stop(Stage::Target, format!("target {id} is no address"));
                };
                let elsewhere = self.elsewhere(&group.facts.vpc_id, id, address);
                let vpc = elsewhere.map_or(&group.facts.vpc_id, |subnet| &subnet.facts.vpc_id);
                let mut found = found(vec![address], self.groups_at(vpc, id, address), None)?;
                if elsewhere.is_some_and(|subnet| subnet.region() != group.region()) {
                    // Rules do not name groups of another Region.
                    found.peer.groups.clear();
                }
                Ok(Found { elsewhere, ..found })
            }
            _ => found(Vec::new(), None, None),
        }
    }

    /// The security groups of whoever has an address in a VPC.
    fn groups_at(&self, vpc: &str, id: &str, address: Range) -> Option<Vec<String>> {
        let interface = self.state.interfaces.iter().find(|interface| {
            interface.facts.vpc_id == vpc && interface.facts.addresses.contains(&address)
        });
        let instance = || {
            self.state
                .instances
                .iter()
                .find(|instance| instance.facts.vpc_id == vpc && instance.called("address") == id)
        };
        let of_interface = interface.map(|interface| interface.facts.groups.clone());
        of_interface.or_else(|| Some(instance()?.facts.groups.clone()))
    }

    /// The subnet of an address that the VPC itself does not have, and somebody in another one does. Nothing is known of addresses
    /// outside of AWS.
    fn elsewhere(&self, vpc: &str, id: &str, address: Range) -> Option<&'a Item<Subnet>> {
        let covers = |subnet: &Item<Subnet>| {
            subnet.facts.cidr_block.is_some_and(|block| block.covers(&address))
        };
        let mut covering = self.state.subnets.iter().filter(|subnet| covers(subnet));
        if covering.clone().any(|subnet| subnet.facts.vpc_id == vpc) {
            return None;
        }
        covering.find(|subnet| self.groups_at(&subnet.facts.vpc_id, id, address).is_some())
    }

    /// Ids of the zones in which a load balancer sends to a target; an empty text for all of them.
    pub(super) fn target_zones(&self, group: &Item<TargetGroup>, row: &Target) -> Vec<&'a str> {
        let of_subnet = |id: &str| by_id(&self.state.subnets, id).map(zone_id);
        match group.facts.target_type.as_str() {
            "instance" => {
                let instance = by_id(&self.state.instances, &row.id);
                instance.and_then(|found| of_subnet(&found.facts.subnet_id)).into_iter().collect()
            }
            "alb" => {
                let balancer = by_arn(&self.state.balancers, &row.id);
                balancer.map(|found| self.zones_of(found)).unwrap_or_default()
            }
            _ => {
                let address = row.id.parse::<Range>().ok();
                let covers = |subnet: &&Item<Subnet>| {
                    subnet.facts.vpc_id == group.facts.vpc_id
                        && address.is_some_and(|address| {
                            subnet.facts.cidr_block.is_some_and(|block| block.covers(&address))
                        })
                };
                vec![self.state.subnets.iter().find(covers).map_or("", zone_id)]
            }
        }
    }

    /// Ids of the zones of a load balancer.
    pub(super) fn zones_of(&self, balancer: &Item<Balancer>) -> Vec<&'a str> {
        self.subnets_with(balancer).into_iter().map(zone_id).collect()
    }

    /// The subnets of a load balancer.
    pub(super) fn subnets_with(&self, balancer: &Item<Balancer>) -> Vec<&'a Item<Subnet>> {
        let zones = balancer.facts.availability_zones.iter();
        zones.filter_map(|zone| by_id(&self.state.subnets, &zone.subnet_id)).collect()
    }

    /// Addresses that a load balancer may have: those it was given, else any of its subnets.
    pub(super) fn ranges_of(&self, balancer: &Item<Balancer>) -> Vec<Range> {
        let zones = balancer.facts.availability_zones.iter();
        zones
            .flat_map(|zone| {
                let given = zone.load_balancer_addresses.iter();
                let given: Vec<Range> = given.filter_map(|row| row.private_ipv4).collect();
                if !given.is_empty() {
                    return given;
                }
                let subnet = by_id(&self.state.subnets, &zone.subnet_id);
                subnet.and_then(|subnet| subnet.facts.cidr_block).into_iter().collect()
            })
            .collect()
    }
}

fn zone_id(subnet: &Item<Subnet>) -> &str {
    &subnet.facts.availability_zone_id
}
