//! `PrivateLinkResource`: lets other VPCs and accounts reach resources of a VPC without a load balancer, by VPC Lattice.
//!
//! ```text
//! consumer's endpoint --> resource (one per resource) --> gateway --> address, domain name, database
//!                    \--> group --> resource ------------/
//!
//!              principal (one per account or organization) --> share --> resource, group
//! ```

mod domains;
mod gateway;
mod resource;
mod rules;
mod share;

use crate::forms::{LatticeKey, LatticeName, SecurityGroupId, SharePrincipal, Tags, VpcId};
use crate::shared::Subject;
use crate::shared::sharing;
use privatelink_ir::handle::{Define, Draft, Handle};
use privatelink_ir::{Component, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

pub(crate) const COMPONENT: Component = Component::of::<Inputs>();

/// Resources of a VPC that other VPCs and accounts reach without a load balancer: addresses, domain names, databases of RDS.
///
/// Puts a resource gateway of VPC Lattice into the VPC, makes a resource configuration for each resource or group of them, and
/// shares them by AWS RAM. Consumers take the ARN of one as `resourceConfigurationArn` of a `PrivateLinkConsumer`.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Inputs {
    /// Name of the gateway and of the share, beginning of the names of all resource configurations, and `Name` tag. AWS takes a name
    /// once in an account and Region.
    #[schemars(length(min = 3, max = 32))]
    name: LatticeName,
    /// VPC of the resources.
    vpc_id: Value<VpcId>,
    /// Subnets of the gateway, one per Availability Zone. Key: the zone's id, such as `use1-az1`. Endpoints of consumers need a
    /// zone in common with them. A change makes a new gateway and new resource configurations; names are taken until the old ones
    /// are gone, so in CloudFormation it needs a new `name`, too.
    #[schemars(extend("minProperties" = 1))]
    subnets: gateway::Subnets,
    /// Address type of the gateway, which has to be that of the resources; `dualstack` reaches both. It is independent of the type
    /// of the consumers' endpoints. A change makes a new gateway, as one of `subnets` does.
    #[schemars(extend("default" = "ipv4"))]
    ip_address_type: gateway::AddressType,
    /// Security groups of the gateway. Their outbound rules decide what it reaches, so they have to allow the ports of the
    /// resources; resources see addresses of the gateway's subnets as the clients.
    #[schemars(extend("minItems" = 1, "maxItems" = 5, "uniqueItems" = true))]
    security_group_ids: Vec<Value<SecurityGroupId>>,
    /// What consumers may reach. Key: a name for the resource.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 500))]
    resources: Keyed<LatticeKey, resource::Resource>,
    /// Groups of resources that consumers reach by one endpoint. Key: the name that members say as `group`.
    #[schemars(extend("default" = {}, "maxProperties" = 100))]
    groups: Keyed<LatticeKey, resource::Group>,
    /// Who may reach the resources: accounts, organizations or organizational units. Default: this account only. Within an
    /// organization whose sharing is on, nobody has to accept.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    share_with: Vec<SharePrincipal>,
    /// Whether accounts outside of the organization may be named in `shareWith`. They have to accept the share.
    #[schemars(extend("default" = false))]
    allow_external_principals: bool,
    /// Tags of every resource that takes tags, beside `Name`. At most 49; keys do not start with `aws:`.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<Tags>,
}

impl Define for Inputs {
    const NAME: &'static str = "PrivateLinkResource";

    fn define(draft: &mut Draft, inputs: Handle<Self>) {
        let subject = Subject::of(inputs.name(), inputs.vpc_id(), inputs.tags());
        let of_gateway = gateway::Given {
            subnets: inputs.subnets(),
            address_type: inputs.ip_address_type(),
            security_group_ids: inputs.security_group_ids(),
        };
        let gateway_id = gateway::part(draft, subject, of_gateway);
        let given = resource::Given {
            resources: inputs.resources(),
            groups: inputs.groups(),
            address_type: inputs.ip_address_type(),
        };
        let made = resource::part(draft, subject, given, gateway_id);
        let shared = sharing::Given {
            principals: inputs.share_with(),
            allow_external: inputs.allow_external_principals(),
        };
        let shared_with = share::part(draft, subject, shared, given, made);
        resource::output(draft, given, made, shared_with);
        draft.rules(rules::rules(inputs.name(), given));
        draft.rules(domains::rules(given));
    }
}
