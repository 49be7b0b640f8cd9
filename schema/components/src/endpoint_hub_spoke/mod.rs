//! `EndpointHubSpoke`: lets a VPC use the endpoints of a `CentralizedEndpointHub`.
//!
//! ```text
//! spoke's account (default slot)                 hub's account (slot `hub`)
//!   attachment -------------------------------->   accepted, associated with the table of its domain,
//!     |                                            propagated to the hub's table and to those of domains
//!   routes to the hub (after the attachment)
//!   zone associations <------------------------    authorizations, one for each zone
//!   profile association
//! ```

mod admission;
mod attachment;
mod automatic_rules;
mod gateway_endpoints;
mod names;
mod routes;
mod rules;

use crate::forms::{ComponentName, Ipv4Cidr, Ipv6Cidr, Key, RouteTableId, Tags, VpcId};
use crate::shared::Subject;
use crate::shared::endpoint_timeouts::EndpointTimeouts;
use crate::shared::hub::{self, Hub};
use crate::shared::names_mode::DnsMode;
use crate::shared::policy::OrganizationPerimeter;
use privatelink_catalog::engines::COMPUTING;
use privatelink_ir::handle::{Define, Draft, Handle};
use privatelink_ir::{Component, Json, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

pub(crate) const COMPONENT: Component = Component::of::<Inputs>();

/// The slot of the hub's account.
const HUB: &str = "hub";

/// Attaches a VPC to a `CentralizedEndpointHub`: routes to its endpoints, and names that lead to them.
///
/// All that it needs to know about the hub is the hub's output `hub`, or `hubJson` from another account or engine. What only the
/// hub's account can do is done there: by this deployment with a provider for that account, or by an entry of the hub's `spokes`.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Inputs {
    /// Value of the `Name` tag of every resource.
    #[schemars(length(max = 32))]
    name: ComponentName,
    /// The hub, by what it hands over: the output `hub` of a `CentralizedEndpointHub`.
    #[schemars(extend("needs" = COMPUTING.0))]
    hub: Option<Value<Hub>>,
    /// The same as JSON, from another account or engine: the output `hubJson` of a `CentralizedEndpointHub`.
    #[schemars(extend("needs" = COMPUTING.0))]
    hub_json: Option<Value<Json<Hub>>>,
    /// VPC of the clients. Both of its DNS attributes have to be on.
    vpc_id: Value<VpcId>,
    /// Subnets that the transit gateway enters by, one per Availability Zone. Key: the zone's id, such as `use1-az1`. Clients in
    /// a zone without one do not reach the hub.
    #[schemars(extend("minProperties" = 1))]
    subnets: attachment::Subnets,
    /// Route tables of the clients' subnets, which get routes to the hub. Key: a name for the table.
    #[schemars(extend("default" = {}))]
    route_table_ids: Keyed<Key, Value<RouteTableId>>,
    /// Ranges that routes lead to through the transit gateway. Default: the range of the hub.
    #[schemars(extend("default" = [], "maxItems" = 20, "uniqueItems" = true))]
    destination_cidrs: Vec<Ipv4Cidr>,
    /// Whether the VPC reaches the hub by IPv6 too. The attachment's subnets have IPv6 ranges then. Cannot be changed later: AWS
    /// changes no IPv6 options of an attachment.
    #[schemars(extend("default" = false))]
    ipv6: bool,
    /// IPv6 ranges that routes lead to through the transit gateway, where `ipv6` is true. Default: the IPv6 range of the hub.
    #[schemars(extend("default" = [], "maxItems" = 20, "uniqueItems" = true))]
    destination_ipv6_cidrs: Vec<Ipv6Cidr>,
    /// Route domain of the hub that the VPC belongs to.
    #[schemars(extend("default" = "spokes"))]
    domain: Key,
    /// Domains of the hub to whose tables the VPC is propagated, so that their spokes reach it: those that the hub lists for
    /// `domain`. Default: none, which is right where every domain's `reach` is `hubOnly`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    propagate_to: Vec<Key>,
    /// Who does the hub's half. `here`: this deployment, with a provider for the hub's account. `hub`: the hub's deployment, by
    /// an entry in its `spokes`. `automatic`: the transit gateway itself, where the hub has an `automaticDomain`; nothing is
    /// touched in the hub's account. Default: `here` if `sameAccount` is true, else `hub`.
    admission: Option<admission::Admission>,
    /// Whether the VPC is in the hub's account. Nothing is authorized then, and the hub's half needs no other provider.
    #[schemars(extend("default" = false))]
    same_account: bool,
    /// Whether this deployment accepts the attachment in the hub's account: for a hub whose `acceptance` is `manual`, with
    /// `admission` `here`.
    #[schemars(extend("default" = false))]
    accept_attachment: bool,
    /// Whether the share of a hub outside of the organization is accepted here. Within one, nobody has to. At most one spoke
    /// of an account may say so: the account leaves the share when that spoke goes.
    #[schemars(extend("default" = false))]
    accept_share: bool,
    /// How the VPC resolves the names of services: `zones`, by associations with the hub's private zones; `profile`, by an
    /// association with its Route 53 Profile; `profileZones`, by both, where zones win over the profile: for a hub some of whose
    /// services are in each, and on the way from one to the other; `none`, not by this deployment.
    #[schemars(extend("default" = "zones"))]
    dns: DnsMode,
    /// Services that the VPC resolves to the hub, by their short names; with `dns` `zones` or `profileZones`. A VPC with an endpoint of its own
    /// for a service leaves that one out.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    services: Vec<String>,
    /// The same for bundles of services, by the name of the bundle.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    bundles: Vec<String>,
    /// Other zones of the hub that the VPC resolves, by the keys that its output `zoneKeys` shows.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    zones: Vec<names::ZoneKey>,
    /// Rules of the hub that the VPC follows for domains outside of AWS: keys of the hub's `resolver.forward`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    resolver_rules: Vec<Key>,
    /// Services that the VPC gets a gateway endpoint of its own for, in `routeTableIds`: `s3`, `dynamodb`. They cost nothing and
    /// cannot be shared.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    gateway_endpoints: Vec<gateway_endpoints::GatewayService>,
    /// Policy of those that lets the own organization through only. Default: full access, written down.
    organization_perimeter: Option<OrganizationPerimeter>,
    /// Whether both ways of a connection enter the VPC in the same zone: for VPCs that inspect traffic.
    #[schemars(extend("default" = false))]
    appliance_mode: bool,
    /// Whether names of public addresses resolve to private ones for instances of other attached VPCs.
    #[schemars(extend("default" = true))]
    dns_support: bool,
    /// Whether security groups of this VPC may name groups of other attached VPCs. Default: as the transit gateway says.
    security_group_referencing: Option<bool>,
    /// How long Pulumi and Terraform wait for each gateway endpoint before the deployment fails.
    #[schemars(extend("default" = {}))]
    timeouts: EndpointTimeouts,
    /// Tags of every resource that takes tags, beside `Name`. At most 49; keys do not start with `aws:`.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<Tags>,
}

impl Define for Inputs {
    const NAME: &'static str = "EndpointHubSpoke";

    fn define(draft: &mut Draft, inputs: Handle<Self>) {
        let subject = Subject::of(inputs.name(), inputs.vpc_id(), inputs.tags());
        let hub = hub::handed(draft, inputs.hub(), inputs.hub_json());
        let admission = admission::given(draft, inputs.admission(), inputs.same_account());
        let of_attachment = attachment_given(inputs, admission);
        let (attachment, share) = attachment::part(draft, subject, of_attachment, hub);
        let names = names::part(draft, subject, names_given(inputs), admission, share, hub);
        let given = admission::Given {
            domain: inputs.domain(),
            propagate_to: inputs.propagate_to(),
            accept_attachment: inputs.accept_attachment(),
        };
        let accepted = admission::part(draft, subject, given, admission, attachment, hub);
        let tables = inputs.route_table_ids();
        let ways = routes::Ways {
            tables,
            destinations: inputs.destination_cidrs(),
            ipv6: inputs.ipv6(),
            ipv6_destinations: inputs.destination_ipv6_cidrs(),
        };
        routes::part(draft, ways, (attachment, accepted), hub);
        gateway_endpoints::part(draft, subject, gateway_given(inputs));
        draft.rules(rules::rules(inputs, admission, names, hub));
    }
}

fn attachment_given(inputs: Handle<Inputs>, admitted: admission::Admitted) -> attachment::Given {
    attachment::Given {
        subnets: inputs.subnets(),
        same_account: inputs.same_account(),
        is_automatic: admitted.is_automatic,
        accept_share: inputs.accept_share(),
        ipv6: inputs.ipv6(),
        appliance_mode: inputs.appliance_mode(),
        dns_support: inputs.dns_support(),
        security_group_referencing: inputs.security_group_referencing(),
    }
}

fn names_given(inputs: Handle<Inputs>) -> names::Given {
    names::Given {
        dns: inputs.dns(),
        services: inputs.services(),
        bundles: inputs.bundles(),
        zones: inputs.zones(),
        resolver_rules: inputs.resolver_rules(),
    }
}

fn gateway_given(inputs: Handle<Inputs>) -> gateway_endpoints::Given {
    gateway_endpoints::Given {
        services: inputs.gateway_endpoints(),
        route_table_ids: inputs.route_table_ids(),
        perimeter: inputs.organization_perimeter(),
        timeouts: inputs.timeouts(),
    }
}
