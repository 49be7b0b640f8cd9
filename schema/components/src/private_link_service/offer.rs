//! What a consumer takes whole: the connection, as a value and as JSON, once the service can be used.

use crate::forms::IpVersion;
use crate::private_link_service::listener::{
    Listener, ListenerFields, ListenerProtocol, takes_udp,
};
use crate::private_link_service::load_balancers::LoadBalancers;
use crate::private_link_service::network_load_balancer::LoadBalancerFields;
use crate::private_link_service::private_dns::{self, PrivateDns, PrivateDnsFields};
use crate::shared::connection::{Connection, ConnectionObject};
use crate::shared::ports::PortRange;
use privatelink_catalog::ec2::vpc_endpoint_service::VpcEndpointServiceAttributes;
use privatelink_catalog::engines::READING_BACK;
use privatelink_catalog::facts::REGION;
use privatelink_ir::handle::{
    Awaited, Condition, Draft, Handle, Late, List, Map, One, Term, Text, here,
};

/// What is offered.
#[derive(Clone, Copy)]
pub(crate) struct Offered {
    pub(crate) service: VpcEndpointServiceAttributes<One>,
    pub(crate) balancers: LoadBalancers,
    pub(crate) listeners: Handle<Map<Listener>>,
    /// Zones of load balancers that are already there.
    pub(crate) zones: Handle<List<Text>>,
    /// Ports of load balancers that are already there.
    pub(crate) ports: Handle<List<i64>>,
    /// Ranges of them.
    pub(crate) port_ranges: Handle<List<PortRange>>,
    pub(crate) private_dns: Handle<PrivateDns>,
    pub(crate) acceptance_required: Condition,
    pub(crate) address_types: Handle<List<IpVersion>>,
}

impl Offered {
    fn zones(self) -> Handle<List<Text>> {
        let made = self.balancers.made;
        (made.is_set() & made.subnets().has_any()).choose(made.subnets().keys(), self.zones)
    }

    fn connection(self, private_dns_name: Handle<Text, Late>) -> ConnectionObject {
        let is_made = self.balancers.made.is_set();
        let tcp = self.listeners.filter(|_, listener| listens_to_tcp(listener));
        let udp = self.listeners.filter(|_, listener| takes_udp(listener));
        Connection::object()
            .service_name(self.service.service_name())
            .service_id(self.service.id())
            .service_region(here(REGION))
            .availability_zone_ids(self.zones())
            .ports(is_made.choose(tcp.map(|_, listener| listener.port()), self.ports))
            .port_ranges(self.port_ranges)
            .udp_ports(is_made.then_all(udp.map(|_, listener| listener.port())))
            .private_dns_name(private_dns_name)
            .acceptance_required(self.acceptance_required)
            .supported_ip_address_types(self.address_types)
    }
}

fn listens_to_tcp(listener: Handle<Listener>) -> Condition {
    use ListenerProtocol::{Tcp, TcpUdp, Tls};
    listener.protocol().is_one_of([Tcp, Tls, TcpUdp])
}

/// The connection, and its ports and zones. It is there `after` the service can be used.
pub(crate) fn part(draft: &mut Draft, of: Offered, after: [&dyn Awaited; 2]) {
    let [allowed, verified] = after;
    draft.output(
        "availabilityZoneIds",
        "Availability Zone ids the service is in. Ids mean the same in every account; names do \
         not.",
        of.zones(),
    );
    let ports = of.listeners.map(|_, listener| listener.port());
    draft.output(
        "ports",
        "Ports that consumers may use.",
        of.balancers.made.is_set().choose(ports, of.ports),
    );
    draft.output(
        "portRanges",
        "Ranges of ports that consumers may use, beside `ports`.",
        of.port_ranges,
    );
    let name = private_dns::name_in_use(of.private_dns, of.service);
    // Without that, the input is all there is to know.
    let given_name = of.private_dns.name().late();
    let connection = of.connection(name).handle();
    let by_input = of.connection(given_name).handle();
    draft
        .output(
            "connection",
            "All that a `PrivateLinkConsumer` needs, to be handed to its input `connection` whole.",
            connection,
        )
        .on_engines_without(READING_BACK, by_input)
        .after(allowed)
        .after(verified);
    draft
        .output(
            "connectionJson",
            "The same as JSON, for a consumer in another account or by another engine: its input \
             `connectionJson`.",
            connection.to_json(),
        )
        .on_engines_without(READING_BACK, by_input.to_json())
        .after(allowed)
        .after(verified);
}
