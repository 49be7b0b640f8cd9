//! From an endpoint through its interfaces to the service behind it. An endpoint in another VPC is reached, and answers,
//! through transit gateways or over a peering.

use super::groups::{CLIENT, ENDPOINT, Peer};
use super::hop::{Direction, Hop, Stage};
use super::names::Destination;
use super::networks::Subnet;
use super::state::{Endpoint, Interface, Item, Service, by_id};
use super::walk::{Stop, Walk, stop};

/// Types of endpoints that have interfaces with security groups.
const WITH_INTERFACES: [&str; 3] = ["Interface", "Resource", "ServiceNetwork"];

/// An interface with its subnet.
type Placed<'a> = (&'a Item<Interface>, &'a Item<Subnet>);

impl<'a> Walk<'a> {
    /// Goes on from the name.
    pub(super) fn reach_endpoint(&mut self, destination: &Destination<'a>) -> Result<(), Stop> {
        let endpoint = destination.endpoint;
        let (id, facts) = (endpoint.id(), &endpoint.facts);
        if !WITH_INTERFACES.contains(&facts.vpc_endpoint_type.as_str()) {
            let why = format!("endpoint {id} is of the type {}", facts.vpc_endpoint_type);
            return stop(Stage::Endpoint, why);
        }
        if facts.state != "available" {
            return stop(Stage::Endpoint, format!("endpoint {id} is {}", facts.state));
        }
        let family = if self.is_ipv6() { "ipv6" } else { "ipv4" };
        if facts.ip_address_type != family && facts.ip_address_type != "dualstack" {
            let why = format!("endpoint {id} has {} addresses only", facts.ip_address_type);
            return stop(Stage::Endpoint, why);
        }
        self.pass(Hop::Endpoint { id: id.to_owned() });
        let interfaces = self.interfaces(destination)?;
        let mut zones = Vec::new();
        for (interface, subnet) in interfaces {
            let ways = self.go_there(interface)?;
            self.reach_interface(interface, subnet)?;
            self.come_back(interface, subnet, &ways)?;
            zones.push(subnet);
        }
        self.reach_service(endpoint, &zones)
    }

    /// The interfaces that the name leads to, with their subnets.
    fn interfaces(&self, destination: &Destination<'a>) -> Result<Vec<Placed<'a>>, Stop> {
        let endpoint = destination.endpoint;
        let mut found = Vec::new();
        for id in &endpoint.facts.network_interface_ids {
            let interface = by_id(&self.state.interfaces, id);
            let subnet = interface
                .and_then(|interface| by_id(&self.state.subnets, &interface.facts.subnet_id));
            let (Some(interface), Some(subnet)) = (interface, subnet) else {
                let why = format!("interface {id} of endpoint {} is not there", endpoint.id());
                return stop(Stage::Interface, why);
            };
            let in_zone =
                destination.zone.is_none_or(|zone| subnet.facts.availability_zone == zone);
            let has_address = destination
                .address
                .is_none_or(|address| interface.facts.addresses.contains(&address));
            if in_zone && has_address {
                found.push((interface, subnet));
            }
        }
        if found.is_empty() {
            let place = destination.zone.map(|zone| format!(" in {zone}")).unwrap_or_default();
            let why = format!("endpoint {} has no interface{place}", endpoint.id());
            return stop(Stage::Interface, why);
        }
        Ok(found)
    }

    fn reach_interface(
        &mut self,
        interface: &Item<Interface>,
        subnet: &Item<Subnet>,
    ) -> Result<(), Stop> {
        let id = interface.id().to_owned();
        self.pass(Hop::Interface { id, zone: subnet.facts.availability_zone_id.clone() });
        let client = self.client;
        // Rules that name a group of another VPC do not count for endpoints.
        // <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html>
        let is_local = self.is_local(interface);
        let known = |groups: &[String]| if is_local { groups.to_vec() } else { Vec::new() };
        let there =
            Peer { ranges: self.addresses(interface), groups: known(&interface.facts.groups) };
        if !client.security_groups.is_empty() {
            let groups = &client.security_groups;
            self.through_groups(CLIENT, groups, Direction::Out, self.opening, &there)?;
        }
        let ranges = if is_local { client.source.into_iter().collect() } else { self.sources() };
        let here = Peer { ranges, groups: known(&client.security_groups) };
        let groups = &interface.facts.groups;
        self.through_groups(ENDPOINT, groups, Direction::In, self.opening, &here)
    }

    fn reach_service(
        &mut self,
        endpoint: &Item<Endpoint>,
        subnets: &[&'a Item<Subnet>],
    ) -> Result<(), Stop> {
        let name = &endpoint.facts.service_name;
        let Some(service) = self.state.services.iter().find(|item| item.called("name") == name)
        else {
            if name.contains(".vpce-svc-") {
                return stop(Stage::Service, format!("endpoint service {name} is not there"));
            }
            let name = if name.is_empty() { "VPC Lattice" } else { name };
            self.pass(Hop::ServiceOfAws { name: name.to_owned() });
            return Ok(());
        };
        check_service(service, endpoint)?;
        self.pass(Hop::Service { id: service.id().to_owned() });
        let is_remote = service.region() != endpoint.region();
        let zones = subnets.iter().map(|subnet| subnet.facts.availability_zone_id.as_str());
        let zones: Vec<&str> = zones.filter(|_| !is_remote).collect();
        self.reach_balancers(service, &zones)
    }
}

fn check_service(service: &Item<Service>, endpoint: &Item<Endpoint>) -> Result<(), Stop> {
    let (id, account) = (service.id(), endpoint.account());
    let of_account = format!("::{account}:");
    let allows = |principal: &String| principal == "*" || principal.contains(&of_account);
    let principals = &service.facts.allowed_principals;
    if service.account() != account && !principals.iter().any(allows) {
        let why = format!("endpoint service {id} does not allow account {account}");
        return stop(Stage::Service, why);
    }
    let region = endpoint.region();
    let mut others = service.facts.supported_regions.iter();
    if service.region() != region && !others.any(|other| other.region == region) {
        let why = format!("endpoint service {id} is not offered in {region}");
        return stop(Stage::Service, why);
    }
    if endpoint.facts.service_region != service.region() {
        let why = format!(
            "endpoint {} looks for its service in {}, but {id} is in {}",
            endpoint.id(),
            endpoint.facts.service_region,
            service.region()
        );
        return stop(Stage::Service, why);
    }
    Ok(())
}
