//! What a connection passes on its way, and where it ends if it is refused.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::cidr::Range;

/// Something that a connection passes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hop {
    /// A hosted zone answered.
    Zone {
        /// Id of the zone.
        id: String,
        /// Name of the record.
        record: String,
    },
    /// A private DNS name of an endpoint answered.
    PrivateName {
        /// Id of the endpoint.
        endpoint: String,
        /// The name.
        name: String,
    },
    /// A DNS name that AWS gave to an endpoint answered.
    EndpointName {
        /// Id of the endpoint.
        endpoint: String,
        /// The name.
        name: String,
    },
    /// An endpoint that works.
    Endpoint {
        /// Id of the endpoint.
        id: String,
    },
    /// A route of a subnet's route table, to a transit gateway or a peering of VPCs.
    Route {
        /// Id of the route table.
        table: String,
        /// Range of the route.
        range: Range,
        /// Id of the transit gateway, or of the peering.
        gateway: String,
    },
    /// A peering of transit gateways, which the other one takes traffic from, or of VPCs.
    Peering {
        /// Id of the attachment or of the connection.
        id: String,
        /// Id of the gateway or VPC on this side.
        from: String,
        /// Id of that on the other side.
        into: String,
    },
    /// An attachment that takes traffic from a zone.
    Attachment {
        /// Id of the attachment.
        id: String,
        /// Id of the Availability Zone.
        zone: String,
    },
    /// A route in a route table of a transit gateway.
    GatewayTable {
        /// Id of the route table.
        id: String,
        /// Range of the route.
        range: Range,
        /// Id of the attachment that it leads to.
        attachment: String,
    },
    /// A VPC on the way, such as that of a firewall, which a transit gateway leads into and whose routes lead on.
    Inspection {
        /// Id of the VPC.
        vpc: String,
        /// Id of the attachment that leads into it.
        attachment: String,
        /// Id of the Availability Zone that it leads into.
        zone: String,
    },
    /// The same for an answer, from the endpoint to the client.
    WayBack(Box<Self>),
    /// A network interface of an endpoint.
    Interface {
        /// Id of the interface.
        id: String,
        /// Id of its Availability Zone.
        zone: String,
    },
    /// Security groups that let the connection through.
    SecurityGroups {
        /// Whose they are: `client`, `endpoint`, `Network Load Balancer`, `target`.
        of: &'static str,
        /// Ids of those that do.
        ids: Vec<String>,
        /// The way.
        direction: Direction,
        /// Protocol and port.
        opening: Opening,
    },
    /// A service of a customer, whose permissions allow the endpoint.
    Service {
        /// Id of the service.
        id: String,
    },
    /// A service of AWS: what is behind it is not ours to see.
    ServiceOfAws {
        /// Name of the service.
        name: String,
    },
    /// A load balancer that is active.
    LoadBalancer {
        /// ARN of the load balancer.
        arn: String,
    },
    /// A listener on the port.
    Listener {
        /// ARN of the listener.
        arn: String,
        /// Its port.
        port: u16,
    },
    /// A listener that answers by itself, such as with a redirect.
    Answer {
        /// What it does.
        action: String,
    },
    /// A target group with targets.
    TargetGroup {
        /// ARN of the target group.
        arn: String,
    },
    /// A target that takes the connection: the end of the way.
    Target {
        /// Address, instance, or ARN.
        id: String,
        /// Its port.
        port: u16,
    },
}

impl Display for Hop {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zone { id, record } => write!(formatter, "record {record} of zone {id}"),
            Self::PrivateName { endpoint, name } => {
                write!(formatter, "private DNS name {name} of {endpoint}")
            }
            Self::EndpointName { endpoint, name } => {
                write!(formatter, "DNS name {name} of {endpoint}")
            }
            Self::Endpoint { id } => write!(formatter, "endpoint {id}"),
            Self::Route { table, range, gateway } => {
                write!(formatter, "route table {table}: {range} to {gateway}")
            }
            Self::Attachment { id, zone } => write!(formatter, "attachment {id} in {zone}"),
            Self::GatewayTable { id, range, attachment } => {
                write!(formatter, "gateway's route table {id}: {range} to {attachment}")
            }
            Self::Peering { id, from, into } => write!(formatter, "peering {id}: {from} to {into}"),
            Self::Inspection { vpc, attachment, zone } => {
                write!(formatter, "VPC {vpc} by {attachment} in {zone}")
            }
            Self::WayBack(hop) => write!(formatter, "on the way back {hop}"),
            Self::Interface { id, zone } => write!(formatter, "interface {id} in {zone}"),
            Self::SecurityGroups { of, ids, direction, opening } => {
                write!(formatter, "{} of the {of}: {direction} {opening}", ids.join(", "))
            }
            Self::Service { id } => write!(formatter, "endpoint service {id}"),
            Self::ServiceOfAws { name } => write!(formatter, "AWS's own service {name}"),
            Self::LoadBalancer { arn } => write!(formatter, "load balancer {arn}"),
            Self::Listener { arn, port } => write!(formatter, "listener {arn} on {port}"),
            Self::Answer { action } => write!(formatter, "listener answers: {action}"),
            Self::TargetGroup { arn } => write!(formatter, "target group {arn}"),
            Self::Target { id, port } => write!(formatter, "target {id} on {port}"),
        }
    }
}

/// Protocol of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    /// TCP, with or without TLS.
    Tcp,
    /// UDP.
    Udp,
}

impl Display for Protocol {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
        })
    }
}

/// A port with its protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// Protocol.
    pub protocol: Protocol,
    /// Port.
    pub port: u16,
}

impl Opening {
    /// A TCP port.
    pub fn tcp(port: u16) -> Self {
        Self { protocol: Protocol::Tcp, port }
    }

    /// A UDP port.
    pub fn udp(port: u16) -> Self {
        Self { protocol: Protocol::Udp, port }
    }
}

impl Display for Opening {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.protocol, self.port)
    }
}

/// Which rules of a security group decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Those for connections to its members.
    In,
    /// Those for connections from its members.
    Out,
}

impl Display for Direction {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::In => "in",
            Self::Out => "out",
        })
    }
}

/// The part of the way that refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// The name leads nowhere, or not to an endpoint.
    Name,
    /// The endpoint does not work, or not for this client.
    Endpoint,
    /// The route table of the client's subnet does not lead to a transit gateway or a peering.
    Route,
    /// The client's VPC is not attached to it, or not in the client's zone.
    Attachment,
    /// The transit gateway does not lead to the endpoint.
    GatewayTable,
    /// A peering does not work, or does not lead there.
    Peering,
    /// A VPC on the way does not lead on, or drops connections of which it sees only half.
    Inspection,
    /// Answers do not get back to the client, or not by the firewall that the connection passed.
    WayBack,
    /// The endpoint has no interface where the name leads.
    Interface,
    /// Security groups of the client.
    ClientGroups,
    /// Security groups of the endpoint.
    EndpointGroups,
    /// The endpoint service does not take the endpoint.
    Service,
    /// The load balancer does not work, or is not in the zone.
    LoadBalancer,
    /// Security groups of the load balancer.
    LoadBalancerGroups,
    /// No listener takes the connection.
    Listener,
    /// The target group does not take it, or has no target.
    TargetGroup,
    /// The target is not there.
    Target,
    /// Security groups of the target.
    TargetGroups,
}

/// Why a connection does not get through: the first thing on its way that refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which part of the way it is.
    pub stage: Stage,
    /// A sentence that names it.
    pub why: String,
    /// What the connection passed before.
    pub passed: Vec<Hop>,
}

impl Display for Refusal {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.why)?;
        for hop in &self.passed {
            write!(formatter, "\n  after {hop}")?;
        }
        Ok(())
    }
}

impl Error for Refusal {}
