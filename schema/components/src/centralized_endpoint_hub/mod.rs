//! `CentralizedEndpointHub`: endpoints for AWS's services once, in one VPC, for many VPCs that reach them through a transit
//! gateway.
//!
//! ```text
//!            transit gateway
//! spokes --> table of their domain --> hub's attachment --> security group --> endpoints --> AWS services
//!            |  the hub's range only     (own subnets)      |  clientCidrs,
//!   names <--+                                              |  ports of services
//!   zones or a profile                                    return routes to clientCidrs
//! ```

mod automatic;
mod endpoint_service_rules;
mod endpoint_services;
mod endpoints;
mod flow_logs;
mod inspection;
mod members;
mod names;
mod network;
mod network_rules;
mod offer;
mod private_apis;
mod quotas;
mod ranges;
mod resolver;
mod resolver_rules;
mod route_domains;
mod routes;
mod security_group;
mod service_rules;
mod shadows;
mod share;
mod spoke_rules;
mod spokes;
mod static_routes;
mod transit_gateway;

use crate::forms::{
    AvailabilityZoneId, ComponentName, Ipv4Cidr, Ipv6Cidr, Key, SharePrincipal, Tags,
};
use crate::shared::Subject;
use crate::shared::endpoint_timeouts::EndpointTimeouts;
use crate::shared::names_mode::DnsMode;
use crate::shared::policy::{self, OrganizationPerimeter};
use crate::shared::services;
use crate::shared::sharing;
use privatelink_catalog::engines::COMPUTING;
use privatelink_catalog::facts::REGION;
use privatelink_ir::handle::{Define, Draft, Handle, here};
use privatelink_ir::{Component, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

pub(crate) const COMPONENT: Component = Component::of::<Inputs>();

/// A VPC with endpoints for AWS's services that many VPCs share through a transit gateway.
///
/// Each service has one endpoint instead of one in every VPC. An `EndpointHubSpoke` attaches a VPC to the hub, lets it
/// resolve the names of services, and routes to the endpoints. Spokes do not reach each other unless their route domain says so.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Inputs {
    /// Value of the `Name` tag of every resource. A Region can have several hubs; each has a name of its own.
    #[schemars(length(max = 32))]
    name: ComponentName,
    /// Range of the hub's own VPC, with a length of /16 to /22. Give this, `ipam` or `existingVpc`.
    cidr_block: Option<Ipv4Cidr>,
    /// A pool of IPAM that the range of the hub's own VPC is taken from. Give this, `cidrBlock` or `existingVpc`.
    ipam: Option<ranges::Ipam>,
    /// Zones of the hub's own VPC, by id. Each gets a subnet for endpoints and a small one for the transit gateway. Which
    /// addresses they get depends on the number of the zone alone, so adding a zone moves no other.
    #[schemars(extend("default" = [], "maxItems" = 6, "uniqueItems" = true))]
    availability_zone_ids: Vec<AvailabilityZoneId>,
    /// A VPC that is already there, with subnets for both roles. Give this, `cidrBlock` or `ipam`.
    existing_vpc: Option<network::ExistingVpc>,
    /// Whether the hub serves clients by IPv6 too: its own VPC gets a range of Amazon's, its endpoints addresses of both kinds,
    /// and names `AAAA` records. Cannot be changed later: AWS changes no IPv6 options of an attachment.
    #[schemars(extend("default" = false))]
    ipv6: bool,
    /// Services that get an endpoint. Key: the short name of the service, such as `ssm` or `ecr.dkr`, or any name if
    /// `service` or `serviceName` says which one it is. Cannot be changed to another service later.
    #[schemars(extend("default" = {}))]
    services: Keyed<members::MemberKey, members::HubService>,
    /// Several AWS services that only work together, by the name of the bundle, such as `ssm` or `ecr`. Each gets an
    /// endpoint, as if it stood in `services`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    bundles: Vec<String>,
    /// Other endpoint services that get an endpoint: your own, or those of somebody else. Key: a name for the service. Cannot
    /// be changed to another service later.
    #[schemars(extend("default" = {}))]
    endpoint_services: Keyed<members::MemberKey, endpoint_services::EndpointService>,
    /// How VPCs resolve the names of services to the endpoints. `zones`: private hosted zones, with which each VPC is
    /// associated. `profile`: a Route 53 Profile with the endpoints' own names. `profileZones`: a profile with zones. `none`:
    /// nothing is made. A service can say its own.
    #[schemars(extend("default" = "zones"))]
    dns: DnsMode,
    /// A Route 53 Profile that is already there, instead of one that is made.
    existing_profile: Option<names::ExistingProfile>,
    /// Ranges of all VPCs that may use the hub, now and later: the endpoints' security group lets them in, and routes lead
    /// back to them. A few wide ranges serve better than one for each VPC, for no spoke changes them then.
    #[schemars(extend("minItems" = 1, "maxItems" = 20, "uniqueItems" = true))]
    client_cidrs: Vec<Ipv4Cidr>,
    /// The same for IPv6, where `ipv6` is true.
    #[schemars(extend("default" = [], "maxItems" = 20, "uniqueItems" = true))]
    client_ipv6_cidrs: Vec<Ipv6Cidr>,
    /// Names across the border of AWS: who asks the hub's VPC, and which domains it asks for outside.
    #[schemars(extend("default" = {}))]
    resolver: resolver::Resolver,
    /// How spokes reach the hub. There is one way so far: `transitGateway`.
    #[schemars(extend("default" = "transitGateway"))]
    transport: crate::shared::hub::Transport,
    /// Settings of the transit gateway that is made, unless `existingTransitGateway` is given.
    #[schemars(extend("default" = {}))]
    transit_gateway: transit_gateway::NewTransitGateway,
    /// A transit gateway of this account that is already there. Its default association and propagation have to be off.
    existing_transit_gateway: Option<transit_gateway::ExistingTransitGateway>,
    /// Groups of spokes with one route table each. Key: the name of the domain, which spokes name.
    #[schemars(extend("default" = {"spokes": {}}, "minProperties" = 1, "maxProperties" = 19))]
    route_domains: Keyed<Key, route_domains::RouteDomain>,
    /// Route domain that attachments of spokes join by themselves, so that a spoke with `admission` `automatic` needs nothing of the
    /// hub's account. Its `reach` has to be `hubOnly`. Every attachment joins it, so all other spokes have to be `automatic` too.
    /// For a transit gateway that is made with it: switched on later, it has Terraform and Pulumi make the gateway anew.
    automatic_domain: Option<Key>,
    /// Other routes of the hub's own route table.
    #[schemars(extend("default" = {}))]
    hub_table: static_routes::HubTable,
    /// A firewall that all traffic between spokes and the hub passes, in both directions.
    inspection: Option<inspection::Inspection>,
    /// Spokes that this deployment admits, beside those that admit themselves. Key: a name for the spoke.
    #[schemars(extend("default" = {}))]
    spokes: Keyed<Key, spokes::AdmittedSpoke>,
    /// Who may attach VPCs and use the profile: accounts, organizations or organizational units. Default: this account only.
    /// Within an organization whose sharing is on, nobody has to accept.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    share_with: Vec<SharePrincipal>,
    /// Whether accounts outside of the organization may be named in `shareWith`. They have to accept the share.
    #[schemars(extend("default" = false))]
    allow_external_principals: bool,
    /// Policy of all endpoints as JSON, unless a service has its own. Default: full access, written down; nothing where the
    /// service takes no policy.
    #[schemars(extend("needs" = COMPUTING.0), length(max = 20480))]
    policy: Option<Value<String>>,
    /// Policy that lets the own organization through only: its principals, to its own resources. Instead of `policy`.
    organization_perimeter: Option<OrganizationPerimeter>,
    /// Flow logs of the hub's VPC. Default: none.
    flow_logs: Option<flow_logs::FlowLogs>,
    /// Quotas that AWS raised for the hub's account. What would go beyond one is a warning that names it; rules of a security
    /// group beyond it are refused.
    #[schemars(extend("default" = {}))]
    quotas: quotas::Quotas,
    /// How long Pulumi and Terraform wait for each endpoint before the deployment fails. CloudFormation itself decides how
    /// long it waits.
    #[schemars(extend("default" = {}))]
    timeouts: EndpointTimeouts,
    /// Tags of every resource that takes tags, beside `Name`. At most 49; keys do not start with `aws:`.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<Tags>,
}

impl Define for Inputs {
    const NAME: &'static str = "CentralizedEndpointHub";

    fn define(draft: &mut Draft, inputs: Handle<Self>) {
        let catalogue = services::part(draft);
        let written = policy::part(draft, inputs.organization_perimeter(), here(REGION));
        let members = members::part(draft, members_given(inputs), catalogue);
        let network = network::part(draft, network_given(inputs));
        let subject = Subject::of(inputs.name(), network.vpc_id, inputs.tags());
        let (group, openings) = security_group::part(draft, subject, clients(inputs), members);
        let (quotas, spokes) = (inputs.quotas(), inputs.spokes());
        let servers = resolver::name_servers(inputs.resolver());
        let given = members_given(inputs);
        draft.rules(quotas::rules(quotas, given, members, openings, spokes, servers));
        flow_logs::part(draft, subject, inputs.flow_logs());
        let with = endpoints::With { subject, network, group, written };
        let endpoints = endpoints::part(draft, endpoints_given(inputs), with, members);
        let accepted = endpoint_services::accept(draft, members_given(inputs), endpoints);
        let names = names_given(inputs);
        let names = names::part(draft, subject, names, members, (endpoints, accepted));
        let resolver = resolver::Given {
            resolver: inputs.resolver(),
            client_cidrs: inputs.client_cidrs(),
            network,
        };
        let forwarding = resolver::part(draft, subject, resolver);
        let gateway = transit_gateway::part(draft, subject, gateway_given(inputs), network);
        let domains = inputs.route_domains();
        let tables = route(draft, subject, inputs, network, gateway);
        let share = sharing::Given {
            principals: inputs.share_with(),
            allow_external: inputs.allow_external_principals(),
        };
        let (share_arn, shared_with) =
            share::part(draft, subject, share, (gateway, names, forwarding));
        let admitted = spokes::Given {
            spokes: inputs.spokes(),
            domains,
            clients: clients(inputs),
            acceptance: gateway.acceptance,
            tables,
            zone_keys: names.zone_keys,
            usual_keys: names.own_keys,
            zones: names.zones,
        };
        spokes::part(draft, subject, admitted);
        let offered = offer::Offered {
            network,
            gateway,
            tables,
            names,
            members,
            domains,
            automatic_domain: inputs.automatic_domain(),
            client_cidrs: inputs.client_cidrs(),
            acceptance: gateway.acceptance,
            dns: inputs.dns(),
            transport: inputs.transport(),
            share_arn,
            forwarding,
        };
        offer::part(draft, offered, shared_with);
    }
}

/// Route tables of the transit gateway, and routes back to clients.
fn route(
    draft: &mut Draft,
    subject: Subject,
    inputs: Handle<Inputs>,
    network: network::Network,
    gateway: transit_gateway::Gateway,
) -> route_domains::Tables {
    let given = route_domains::Given {
        domains: inputs.route_domains(),
        automatic_domain: inputs.automatic_domain(),
        inspection: inputs.inspection(),
        clients: clients(inputs),
        network,
        ipv6: inputs.ipv6(),
    };
    let tables = route_domains::part(draft, subject, given, gateway);
    static_routes::part(draft, given.domains, inputs.hub_table(), tables);
    draft.rules(inspection::rules(given, inputs.hub_table()));
    let beside = automatic::Beside {
        domains: given.domains,
        existing: inputs.existing_transit_gateway(),
        acceptance: gateway.acceptance,
        inspection: given.inspection,
        spokes: inputs.spokes(),
    };
    draft.rules(automatic::rules(given.automatic_domain, beside));
    routes::part(draft, given.clients, network, gateway);
    tables
}

fn members_given(inputs: Handle<Inputs>) -> members::Given {
    members::Given {
        services: inputs.services(),
        endpoint_services: inputs.endpoint_services(),
        bundles: inputs.bundles(),
        dns: inputs.dns(),
        ipv6: inputs.ipv6(),
        zones: inputs.availability_zone_ids(),
        existing_vpc: inputs.existing_vpc(),
        tags: inputs.tags(),
    }
}

fn names_given(inputs: Handle<Inputs>) -> names::Given {
    names::Given { profile: inputs.existing_profile(), dns: inputs.dns() }
}

fn network_given(inputs: Handle<Inputs>) -> network::Given {
    network::Given {
        name: inputs.name(),
        tags: inputs.tags(),
        cidr_block: inputs.cidr_block(),
        ipam: inputs.ipam(),
        ipv6: inputs.ipv6(),
        zones: inputs.availability_zone_ids(),
        existing: inputs.existing_vpc(),
        clients: clients(inputs),
    }
}

fn clients(inputs: Handle<Inputs>) -> ranges::Clients {
    ranges::Clients { ipv4: inputs.client_cidrs(), ipv6: inputs.client_ipv6_cidrs() }
}

fn gateway_given(inputs: Handle<Inputs>) -> transit_gateway::Given {
    transit_gateway::Given {
        made: inputs.transit_gateway(),
        existing: inputs.existing_transit_gateway(),
        ipv6: inputs.ipv6(),
        automatic_domain: inputs.automatic_domain(),
    }
}

fn endpoints_given(inputs: Handle<Inputs>) -> endpoints::Given {
    endpoints::Given {
        policy: inputs.policy(),
        perimeter: inputs.organization_perimeter(),
        timeouts: inputs.timeouts(),
    }
}
