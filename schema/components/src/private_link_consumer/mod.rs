//! `PrivateLinkConsumer`: reaches a service from a VPC, without a way out to the internet.
//!
//! ```text
//! clients --> security group --> endpoint --> service
//!               |  ports of the     |  accepted, then private DNS, then read again
//!               |  service only     |
//!             VPC's ranges        zone, records, profiles
//! ```

mod acceptance;
mod address_types;
mod custom_dns;
mod endpoint;
mod endpoint_type;
mod engine_only;
mod names;
mod policy;
mod private_dns;
mod profiles;
mod security_group;
mod service_choice;
mod subnets;

use crate::forms::{
    AvailabilityZoneId, ComponentName, DomainName, EndpointServiceName, Key, RegionCode,
    ResourceConfigurationArn, RouteTableId, ServiceNetworkArn, ServiceShortName, SubnetId, Tags,
    VpcId,
};
use crate::shared::Subject;
use crate::shared::acceptance::Acceptance;
use crate::shared::connection;
use crate::shared::endpoint_timeouts::EndpointTimeouts;
use crate::shared::group_rules::{GroupQuotas, GroupQuotasFields};
use crate::shared::notifications;
use crate::shared::partitions;
use crate::shared::policy::OrganizationPerimeter;
use privatelink_catalog::engines::COMPUTING;
use privatelink_ir::handle::{Define, Draft, Handle, one_of};
use privatelink_ir::rule::Rule;
use privatelink_ir::{Component, Json, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;
use service_choice::ServiceOverrideFields;

pub(crate) const COMPONENT: Component = Component::of::<Inputs>();

/// An endpoint: reaches a service from a VPC without opening a network between them.
///
/// Connects to AWS's own services by their short names, to a `PrivateLinkService` by its `connection`, to any other
/// service by its full name, and to resources and service networks of VPC Lattice.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Inputs {
    /// Value of the `Name` tag of every resource. Physical names are left to AWS.
    #[schemars(length(max = 32))]
    name: ComponentName,
    /// VPC of the clients. Private DNS and `customDns` need its DNS support and DNS hostnames on; no engine looks at them before
    /// AWS refuses.
    vpc_id: Value<VpcId>,
    /// An AWS service by its short name, such as `ssm` or `ecr.dkr`. One of seven ways to say what the endpoint is for.
    service: Option<ServiceShortName>,
    /// What the catalogue of AWS services does not know about `service`.
    service_override: Option<service_choice::ServiceOverride>,
    /// Several AWS services that only work together, by the name of the bundle, such as `ssm` or `ecr`.
    bundle: Option<String>,
    /// Any service by its full name.
    service_name: Option<Value<EndpointServiceName>>,
    /// A service by what its provider hands over: the output `connection` of a `PrivateLinkService`.
    #[schemars(extend("needs" = COMPUTING.0))]
    connection: Option<Value<connection::Connection>>,
    /// The same as JSON, from another account or engine: the output `connectionJson` of a `PrivateLinkService`.
    #[schemars(extend("needs" = COMPUTING.0))]
    connection_json: Option<Value<Json<connection::Connection>>>,
    /// A resource of another VPC, by the ARN of its VPC Lattice resource configuration.
    resource_configuration_arn: Option<Value<ResourceConfigurationArn>>,
    /// A VPC Lattice service network by its ARN.
    service_network_arn: Option<Value<ServiceNetworkArn>>,
    /// Type of the endpoint. Default: `Gateway` if `routeTableIds` are given without `subnets`, else `Interface`.
    /// `Resource` and `ServiceNetwork` go with the ARNs of VPC Lattice.
    endpoint_type: Option<endpoint_type::EndpointType>,
    /// Region of the service, if it is another one. Only interface endpoints, and only services that are offered there.
    service_region: Option<RegionCode>,
    /// Subnets of the endpoint, one per Availability Zone. Key: the zone's id, such as `use1-az1`. Not for gateway
    /// endpoints. Give this or `subnetIds`.
    #[schemars(extend("default" = {}))]
    subnets: subnets::Subnets,
    /// Subnets of the endpoint as a plain list of ids, which may be known late: what most modules and components that make a
    /// VPC hand over. Give this or `subnets`. Zones are not known then: there are no fixed addresses, no `zonalDnsNames` and
    /// no `privateIpv4Addresses`, records of `customDns` lead to all zones, and nothing checks that the service is in the
    /// zones of the subnets. With `routeTableIds`, say `endpointType` too.
    #[schemars(extend("uniqueItems" = true, "minItems" = 1, "maxItems" = 50))]
    subnet_ids: Option<Value<Vec<SubnetId>>>,
    /// Availability Zone ids the service is in. Default: those of the connection, else every zone.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    supported_availability_zone_ids: Vec<AvailabilityZoneId>,
    /// What to do with subnets in other zones: `error` rejects them, `skip` leaves them out and lists them in
    /// `skippedAvailabilityZoneIds`.
    #[schemars(extend("default" = "error"))]
    availability_zone_mismatch: subnets::ZoneMismatch,
    /// Route tables of a gateway endpoint. Key: a name for the table. Beside an interface endpoint, they get a gateway
    /// endpoint for the same service.
    #[schemars(extend("default" = {}))]
    route_table_ids: Keyed<Key, Value<RouteTableId>>,
    /// Address type of the endpoint, and of gateway endpoints for the same service. Every subnet has to have addresses of that
    /// type. Pulumi and Terraform leave a gateway endpoint as it is when this goes back to `ipv4`.
    #[schemars(extend("default" = "ipv4"))]
    ip_address_type: address_types::AddressType,
    /// Type of the DNS records of the endpoint. Default: the address type; of a gateway endpoint, what the service says. Only
    /// CloudFormation can set it for a gateway endpoint of S3.
    dns_record_ip_type: Option<address_types::DnsRecordIpType>,
    /// Whether the service's own names lead to the endpoint inside the VPC. Default: true if the service has such names
    /// and there is no `customDns`; from when the connection is accepted. They stay on if `acceptance` is taken away later.
    private_dns_enabled: Option<bool>,
    /// Whether those names are for clients on premises only, which ask by an inbound resolver endpoint, while the VPC
    /// itself goes through a gateway endpoint.
    #[schemars(extend("default" = false))]
    private_dns_only_for_inbound_resolver_endpoint: bool,
    /// Which private DNS names of VPC Lattice resources lead to the endpoint. Default: AWS's own choice. Only
    /// CloudFormation can set it. Cannot be changed later.
    private_dns_preference: Option<engine_only::PrivateDnsPreference>,
    /// Domains that `privateDnsPreference` speaks of. At most 10. Only CloudFormation can set it.
    #[schemars(extend("default" = [], "maxItems" = 10, "uniqueItems" = true))]
    private_dns_specified_domains: Vec<DomainName>,
    /// Says that the VPC already has a gateway endpoint for the service.
    #[schemars(extend("default" = false))]
    existing_gateway_endpoint: bool,
    /// Security groups.
    #[schemars(extend("default" = {}))]
    security_group: security_group::SecurityGroup,
    /// Quotas that AWS raised for the account.
    #[schemars(extend("default" = {}))]
    quotas: GroupQuotas,
    /// Policy of the endpoint as JSON. Default: full access, written down; nothing where the service takes no policy.
    #[schemars(extend("needs" = COMPUTING.0), length(max = 20480))]
    policy: Option<Value<String>>,
    /// Policy that lets the own organization through only: its principals, to its own resources. Instead of `policy`.
    organization_perimeter: Option<OrganizationPerimeter>,
    /// How the connection comes to be accepted. Not needed for services that accept every connection, but left as it is
    /// when the service comes to accept every connection later.
    acceptance: Option<Acceptance>,
    /// A private zone with records for the endpoint.
    custom_dns: Option<custom_dns::CustomDns>,
    /// Route 53 profiles that share the endpoint's private names. Key: a name for the association.
    #[schemars(extend("default" = {}))]
    profile_associations: profiles::Profiles,
    /// Messages about the connection. Key: a name for the notification.
    #[schemars(extend("default" = {}))]
    connection_notifications: notifications::Notifications,
    /// How long Pulumi and Terraform wait for each endpoint before the deployment fails. CloudFormation itself decides how
    /// long it waits.
    #[schemars(extend("default" = {}))]
    timeouts: EndpointTimeouts,
    /// Tags of every resource that takes tags, beside `Name`. At most 49; keys do not start with `aws:`.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<Tags>,
}

impl Define for Inputs {
    const NAME: &'static str = "PrivateLinkConsumer";

    fn define(draft: &mut Draft, inputs: Handle<Self>) {
        let subject = Subject::of(inputs.name(), inputs.vpc_id(), inputs.tags());
        let address_type = inputs.ip_address_type();
        let handed = connection::handed(draft, inputs.connection(), inputs.connection_json());
        draft.rules(ways(inputs));
        draft.rules(address_types::rules(address_type, inputs.dns_record_ip_type(), handed));
        let choice = service_choice::part(draft, choices(inputs), handed);
        let endpoint_type = endpoint_type::part(draft, type_given(inputs), choice);
        let subnets = subnets::part(draft, places(inputs), endpoint_type, address_type, handed);
        let is_elsewhere = subnets.are_elsewhere;
        let acceptance = inputs.acceptance();
        let accepted =
            acceptance::part(draft, acceptance, endpoint_type, is_elsewhere, choice, handed);
        let group = security_group::Given {
            settings: inputs.security_group(),
            endpoint_type,
            override_ports: inputs.service_override().ports(),
            override_ranges: inputs.service_override().port_ranges(),
            most_rules: inputs.quotas().rules_per_security_group(),
        };
        draft.rules(service_choice::about_override(choices(inputs), endpoint_type));
        let security_group_ids = security_group::part(draft, subject, group, choice, handed);
        let perimeter = inputs.organization_perimeter();
        let has_tables = inputs.route_table_ids().has_any();
        let is_gateway = endpoint_type.is(endpoint_type::EndpointType::Gateway);
        let policies =
            policy::part(draft, inputs.policy(), perimeter, choice, has_tables, is_gateway, handed);
        let (names, zones) = (names_given(inputs), inputs.subnets().keys());
        let names = private_dns::part(draft, names, endpoint_type, accepted, choice, zones, handed);
        let with = endpoint::With {
            subject,
            choice,
            handed,
            endpoint_type,
            subnets,
            security_group_ids,
            policies,
            names,
            accepted,
        };
        let endpoint = endpoint::part(draft, endpoint_given(inputs), with);
        let is_bundle = choice.is_bundle;
        let of = names::Of {
            endpoint,
            endpoint_type,
            subnets,
            accepted,
            private_names: names,
            is_bundle,
        };
        let endpoint_names = names::part(draft, of);
        custom_dns::part(draft, subject, inputs.custom_dns(), address_type, endpoint_names);
        let custom = custom_dns::Of { endpoint_type, subnets, accepted, choice, handed };
        draft.rules(custom_dns::rules(inputs.custom_dns(), inputs.private_dns_enabled(), custom));
        profiles::part(draft, inputs.profile_associations(), endpoint.arn(), endpoint_names);
        draft.rules(profiles::rules(inputs.profile_associations(), names, choice));
        notifications::of_endpoint(draft, inputs.connection_notifications(), endpoint.id());
        draft.rules(of_partition(inputs));
        let notifications = inputs.connection_notifications();
        draft.rule(service_choice::alone(notifications, notifications.is_empty(), choice));
    }
}

/// What the partition has.
fn of_partition(inputs: Handle<Inputs>) -> [Rule; 3] {
    let (service, bundle, zones) = (inputs.service(), inputs.bundle(), inputs.subnets().keys());
    let profiles = inputs.profile_associations();
    let help = "give full names as `serviceName`, an endpoint for each service";
    [
        partitions::service_names(service, service.is_absent(), zones, help),
        partitions::service_names(bundle, bundle.is_absent(), zones, help),
        partitions::profiles(profiles, profiles.is_empty(), zones),
    ]
}

/// The ways to say what the endpoint is for.
fn ways(inputs: Handle<Inputs>) -> Vec<Rule> {
    let ways = [
        inputs.service().way(),
        inputs.bundle().way(),
        inputs.service_name().way(),
        inputs.connection().way(),
        inputs.connection_json().way(),
        inputs.resource_configuration_arn().way(),
        inputs.service_network_arn().way(),
    ];
    one_of("service", ways, "what the endpoint is for")
}

fn choices(inputs: Handle<Inputs>) -> service_choice::Choices {
    service_choice::Choices {
        service: inputs.service(),
        service_override: inputs.service_override(),
        bundle: inputs.bundle(),
        service_name: inputs.service_name(),
        service_region: inputs.service_region(),
    }
}

fn type_given(inputs: Handle<Inputs>) -> endpoint_type::Given {
    endpoint_type::Given {
        endpoint_type: inputs.endpoint_type(),
        resource_arn: inputs.resource_configuration_arn(),
        network_arn: inputs.service_network_arn(),
        route_table_ids: inputs.route_table_ids(),
        has_subnets: inputs.subnets().has_any(),
        service_region: inputs.service_region(),
    }
}

fn places(inputs: Handle<Inputs>) -> subnets::Given {
    subnets::Given {
        subnets: inputs.subnets(),
        subnet_ids: inputs.subnet_ids(),
        mismatch: inputs.availability_zone_mismatch(),
        supported: inputs.supported_availability_zone_ids(),
        service_region: inputs.service_region(),
    }
}

fn names_given(inputs: Handle<Inputs>) -> private_dns::Given {
    private_dns::Given {
        enabled: inputs.private_dns_enabled(),
        resolver_only: inputs.private_dns_only_for_inbound_resolver_endpoint(),
        existing_gateway: inputs.existing_gateway_endpoint(),
        route_table_ids: inputs.route_table_ids(),
        has_custom: inputs.custom_dns().is_set(),
        preference: inputs.private_dns_preference(),
        specified_domains: inputs.private_dns_specified_domains(),
        record_type: inputs.dns_record_ip_type(),
        address_type: inputs.ip_address_type(),
    }
}

fn endpoint_given(inputs: Handle<Inputs>) -> endpoint::Given {
    endpoint::Given {
        route_table_ids: inputs.route_table_ids(),
        resource_arn: inputs.resource_configuration_arn(),
        network_arn: inputs.service_network_arn(),
        address_type: inputs.ip_address_type(),
        private_dns_enabled: inputs.private_dns_enabled(),
        timeouts: inputs.timeouts(),
    }
}
