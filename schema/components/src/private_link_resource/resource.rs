//! What consumers may reach: single resources, databases, and groups of resources.

use crate::forms::{
    AnyAddress, DatabaseArn, DomainName, DomainVerificationId, IpVersion, LatticeKey, Port,
};
use crate::private_link_resource::gateway::AddressType;
use crate::shared::Subject;
use crate::shared::ports::{PortRange, in_words};
use privatelink_catalog::ram;
use privatelink_catalog::vpclattice;
use privatelink_catalog::vpclattice::resource_configuration::{
    ArnResource, DnsResource, IpResource, ResourceConfigurationDefinition as Definition,
};
use privatelink_ir::Value;
use privatelink_ir::handle::{Draft, Each, Handle, Late, List, Map, Text, list};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// A resource of the VPC. Give `ipAddress`, `domainName` or `databaseArn`.
#[derive(Input, JsonSchema)]
#[schemars(rename = "SharedResource", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Resource {
    /// Address of the resource: a private IPv4 address, or an IPv6 address of the VPC. It can be changed later.
    ip_address: Option<Value<AnyAddress>>,
    /// Domain name of the resource, which has to resolve in public, to an address that the VPC reaches. Terraform and Pulumi make a
    /// new resource configuration if it changes, with another ARN; CloudFormation changes the one that is there.
    domain_name: Option<Value<DomainName>>,
    /// Which addresses of `domainName` are used. Default: those that the gateway has, of a `dualstack` one `ipv4`.
    domain_ip_address_type: Option<IpVersion>,
    /// ARN of a database or a cluster of Amazon RDS that is not publicly accessible. Its ports are those of the database. Terraform
    /// and Pulumi make a new resource configuration if it changes, with another ARN.
    database_arn: Option<Value<DatabaseArn>>,
    /// TCP ports that consumers may use.
    #[schemars(extend("default" = [], "maxItems" = 50, "uniqueItems" = true))]
    ports: Vec<Port>,
    /// Ranges of TCP ports that consumers may use, beside `ports`.
    #[schemars(extend("default" = [], "maxItems" = 50))]
    port_ranges: Vec<PortRange>,
    /// Key in `groups` of the group that the resource belongs to. It is reached by an endpoint of the group then, and shared with it. A
    /// change makes a new resource configuration of the same name, which CloudFormation refuses.
    group: Option<LatticeKey>,
    /// Name by which consumers may reach the resource. In a group, it is below the domain of the group. Only CloudFormation can set
    /// it so far.
    custom_domain: Option<CustomDomain>,
}

/// A group of resources.
#[derive(Input, JsonSchema)]
#[schemars(rename = "ResourceGroup", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Group {
    /// Domain that the names of all members are below. Only CloudFormation can set it so far.
    domain: Option<CustomDomain>,
}

/// A domain name of the provider's own.
#[derive(Input, JsonSchema)]
#[schemars(rename = "ResourceDomain", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CustomDomain {
    /// The name.
    name: DomainName,
    /// Id of the verification in VPC Lattice that the domain is yours. Default: not verified, so that consumers who take verified
    /// names only do not resolve it.
    verification_id: Option<Value<DomainVerificationId>>,
}

/// What the user says about resources.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) resources: Handle<Map<Resource>>,
    pub(crate) groups: Handle<Map<Group>>,
    pub(crate) address_type: Handle<AddressType>,
}

impl Given {
    /// Resources that consumers reach by endpoints of their own.
    pub(crate) fn alone(self) -> Handle<Map<Resource>> {
        self.resources.filter(|_, resource| resource.group().is_absent())
    }
}

/// The resource configurations.
#[derive(Clone, Copy)]
pub(crate) struct Made {
    pub(crate) resources: Each<vpclattice::ResourceConfiguration>,
    pub(crate) groups: Each<vpclattice::ResourceConfiguration>,
}

/// Name of the resource configuration with this key.
pub(crate) fn name_of(name: Handle<Text>, key: Handle<Text>) -> Handle<Text> {
    text!("{name}-{key}")
}

/// Ports and ranges of them, as AWS writes them.
pub(crate) fn ranges(resource: Handle<Resource>) -> Handle<List<Text>> {
    resource.ports().map(|port| text!("{port}")) + written(resource.port_ranges())
}

/// Ranges as AWS writes them.
pub(crate) fn written(ranges: Handle<List<PortRange>>) -> Handle<List<Text>> {
    ranges.map(in_words)
}

/// A configuration for each resource and each group.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Given,
    gateway_id: Handle<Text, Late>,
) -> Made {
    let groups = draft.resources("group", given.groups, |key, group| {
        let (name, domain) = (name_of(subject.name, key), group.domain());
        vpclattice::ResourceConfiguration::new()
            .name(name)
            .type_("GROUP")
            .protocol("TCP")
            .resource_gateway_identifier(gateway_id)
            .group_domain(domain.name())
            .domain_verification_id(domain.verification_id())
            .tags(subject.tags_of(name))
    });
    let resources = draft.resources("resource", given.resources, |key, resource| {
        let (name, domain) = (name_of(subject.name, key), resource.custom_domain());
        let (is_database, group) = (resource.database_arn().is_set(), resource.group());
        let is_member = group.is_set();
        vpclattice::ResourceConfiguration::new()
            .name(name)
            .type_(is_member.choose("CHILD", is_database.choose("ARN", "SINGLE")))
            .port_ranges(ranges(resource).unless_empty())
            .protocol((!is_member & !is_database).then("TCP"))
            .resource_gateway_identifier((!is_member).then(gateway_id))
            .resource_configuration_group_id(is_member.then(groups.at(group).id()))
            .resource_configuration_definition(definition(resource, given.address_type))
            .custom_domain_name(domain.name())
            .domain_verification_id(domain.verification_id())
            .tags(subject.tags_of(name))
    });
    Made { resources, groups }
}

/// What is meant.
fn definition(resource: Handle<Resource>, of_gateway: Handle<AddressType>) -> Definition {
    let (address, database) = (resource.ip_address(), resource.database_arn());
    let domain = resource.domain_name();
    let usual = of_gateway.is(AddressType::Ipv6).choose("IPV6", "IPV4");
    let wanted = resource.domain_ip_address_type();
    let chosen = wanted.is(IpVersion::Ipv6).choose("IPV6", "IPV4");
    let dns = DnsResource::new()
        .domain_name(domain)
        .ip_address_type(wanted.is_set().choose(chosen, usual));
    Definition::new()
        .ip_resource(address.is_set().then(IpResource::new().ip_address(address)))
        .dns_resource(domain.is_set().then(dns))
        .arn_resource(database.is_set().then(ArnResource::new().arn(database)))
}

/// What consumers take. They are not let in before it is shared with them.
pub(crate) fn output(
    draft: &mut Draft,
    given: Given,
    made: Made,
    shared_with: Each<ram::PrincipalAssociation>,
) {
    let arns = given.alone().map_values(|key, _| made.resources.at(key).arn());
    let of_groups = given.groups.map_values(|key, _| made.groups.at(key).arn());
    draft
        .output(
            "resourceConfigurationArns",
            "ARNs of what endpoints can reach, resources and groups, by their keys: \
             `resourceConfigurationArn` of a `PrivateLinkConsumer`.",
            list([arns.late(), of_groups.late()]).merged(),
        )
        .after(shared_with);
}
