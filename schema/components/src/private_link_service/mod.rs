//! `PrivateLinkService`: offers an application to other VPCs and accounts.
//!
//! ```text
//! consumer's endpoint --> service <-- principal (one per allowed principal)
//!                            |
//!              topic <-- notification
//!                            |
//!                         network load balancer --> listener --> target group --> ALB, addresses, instances
//!                            |
//!                         security group
//! ```

mod accepted_connections;
mod alarms;
mod application;
mod certificates;
mod endpoint_service;
mod engine_only;
mod group_quota;
mod health_check;
mod listener;
mod listener_rules;
mod listener_target_rules;
mod listeners;
mod load_balancers;
mod log_bucket;
mod name_rules;
mod network_load_balancer;
mod offer;
mod principals;
mod private_dns;
mod regions;
mod second_group;
mod security_group;
mod security_group_rules;
mod target_rules;
mod targets;
mod traffic;
mod zone_rules;

use crate::forms::{
    AvailabilityZoneId, ComponentName, GatewayLoadBalancerArn, IpVersion, Key,
    NetworkLoadBalancerArn, Port, Principal, PrincipalArn, RegionCode, TagValue, Tags, VpcId,
};
use crate::shared::Subject;
use crate::shared::group_rules::{GroupQuotas, GroupQuotasFields};
use crate::shared::notifications;
use crate::shared::partitions;
use crate::shared::ports::PortRange;
use crate::shared::topic;
use application::load_balancer::Front;
use load_balancers::{Beside, LoadBalancers};
use network_load_balancer::LoadBalancerFields;
use private_dns::PrivateDnsFields;
use privatelink_catalog::ec2::vpc_endpoint_service::VpcEndpointServiceAttributes;
use privatelink_ir::handle::{Define, Draft, Handle, One};
use privatelink_ir::{Component, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

pub(crate) const COMPONENT: Component = Component::of::<Inputs>();

/// An endpoint service: offers an application to other VPCs and accounts without opening a network between them.
///
/// Puts a Network Load Balancer in front of an Application Load Balancer, of addresses, of instances or of an Auto
/// Scaling group, or takes load balancers that are already there, and lets the named principals connect.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Inputs {
    /// Value of the `Name` tag of every resource. Physical names are left to AWS, so that a replacement never collides.
    #[schemars(length(max = 32))]
    name: ComponentName,
    /// VPC of the load balancer. Needed with `loadBalancer`.
    vpc_id: Option<Value<VpcId>>,
    /// Makes a Network Load Balancer. Give this, `networkLoadBalancerArns` or `gatewayLoadBalancerArns`.
    load_balancer: Option<network_load_balancer::LoadBalancer>,
    /// What the load balancer takes and where it sends it. Key: a name for the listener, such as `https`. At most 50.
    #[schemars(extend("default" = {}))]
    listeners: listener::Listeners,
    /// Makes an Application Load Balancer behind the listeners that have the target type `alb` and no targets.
    application_load_balancer: Option<application::load_balancer::ApplicationLoadBalancer>,
    /// Certificates to be requested from ACM, for listeners and the Application Load Balancer. Key: a name for the
    /// certificate.
    #[schemars(extend("default" = {}))]
    certificates: Keyed<Key, certificates::Certificate>,
    /// Network Load Balancers that are already there. Give this, `loadBalancer` or `gatewayLoadBalancerArns`.
    #[schemars(extend("default" = []))]
    network_load_balancer_arns: Vec<Value<NetworkLoadBalancerArn>>,
    /// Gateway Load Balancers that are already there, for inspection of traffic. Give this, `loadBalancer` or
    /// `networkLoadBalancerArns`.
    #[schemars(extend("default" = []))]
    gateway_load_balancer_arns: Vec<Value<GatewayLoadBalancerArn>>,
    /// Availability Zone ids of load balancers that are already there or are made with `subnetIds`, handed on to consumers.
    /// Known by itself with `loadBalancer.subnets`.
    #[schemars(extend("default" = []))]
    availability_zone_ids: Vec<AvailabilityZoneId>,
    /// Ports of `networkLoadBalancerArns`, handed on to consumers. Known by itself with `loadBalancer`.
    #[schemars(extend("default" = []))]
    ports: Vec<Port>,
    /// Ranges of ports of `networkLoadBalancerArns`, beside `ports`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    port_ranges: Vec<PortRange>,
    /// Quotas that AWS raised for the account.
    #[schemars(extend("default" = {}))]
    quotas: GroupQuotas,
    /// Whether each connection has to be accepted by hand.
    #[schemars(extend("default" = true))]
    acceptance_required: bool,
    /// Who may connect: ARNs of accounts (`arn:aws:iam::111111111111:root`), of roles or users without a path, AWS services
    /// (`appflow.amazonaws.com`), or `*` for everybody.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_principals: Vec<Principal>,
    /// More of them, each by a name of your own: for ARNs that are known only once something else is there, such as that of a role
    /// which the same deployment makes. `*` is not one of them.
    #[schemars(extend("default" = {}))]
    allowed_principals_by_name: Keyed<Key, Value<PrincipalArn>>,
    /// What principals are called in the console: the tag `Name` of their permission. Key: one of `allowedPrincipals`. Not in
    /// CloudFormation.
    #[schemars(extend("default" = {}))]
    allowed_principal_names: Keyed<Principal, Value<TagValue>>,
    /// Allows `*` among `allowedPrincipals` although `acceptanceRequired` is false: the service is then open to every AWS account.
    #[schemars(extend("default" = false))]
    allow_any_principal: bool,
    /// Address types that endpoints may have. `ipv6` needs a `dualstack` load balancer.
    #[schemars(extend("default" = ["ipv4"], "uniqueItems" = true))]
    supported_ip_address_types: Vec<IpVersion>,
    /// Other Regions whose VPCs may connect. Needs two Availability Zones. The service's own Region is always one. Pulumi and
    /// Terraform leave Regions as they are when the list goes: name the service's own Region alone to close all others.
    /// Endpoints that are there stay.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    supported_regions: Vec<RegionCode>,
    /// Endpoints whose connections are accepted here. Key: a name for the consumer. Needs `acceptanceRequired`. A key that
    /// goes rejects the connection, and so does one that is renamed or gets another endpoint: to rename one and keep the
    /// connection, use a `moved` block in Terraform and `pulumi state rename` in Pulumi; CloudFormation has no way.
    #[schemars(extend("default" = {}))]
    accepted_endpoint_ids: accepted_connections::AcceptedEndpoints,
    /// Private DNS name that consumers may use for the service. Default: none. Pulumi and Terraform leave a name as it is when
    /// this goes, and the outputs show it: `aws ec2 modify-vpc-endpoint-service-configuration --service-id … --remove-private-dns-name`
    /// takes it away.
    private_dns: Option<private_dns::PrivateDns>,
    /// Messages about connections. Key: a name for the notification.
    #[schemars(extend("default" = {}))]
    connection_notifications: notifications::ServiceNotifications,
    /// Makes a topic for `connectionNotifications` and `alarms` that name none.
    topic: Option<topic::Topic>,
    /// Alarms of CloudWatch. Default: none.
    alarms: Option<alarms::Alarms>,
    /// Whether CloudWatch shows which endpoints send most. Only CloudFormation can set it.
    #[schemars(extend("default" = false))]
    contributor_insights: bool,
    /// `ServiceOwner` has the provider pay for the endpoints of consumers. Default: consumers pay. Only CloudFormation can
    /// set it, and AWS lets nobody set it back: confirm it with `allowPermanentPayer`.
    payer_responsibility: Option<engine_only::PayerResponsibility>,
    /// Confirms `payerResponsibility`, although it cannot be undone.
    #[schemars(extend("default" = false))]
    allow_permanent_payer: bool,
    /// Tags of every resource that takes tags, beside `Name`. At most 49; keys do not start with `aws:`.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<Tags>,
}

impl Define for Inputs {
    const NAME: &'static str = "PrivateLinkService";

    fn define(draft: &mut Draft, inputs: Handle<Self>) {
        let subject = Subject::of(inputs.name(), inputs.vpc_id(), inputs.tags());
        let (listeners, application) = (inputs.listeners(), inputs.application_load_balancer());
        let balancers = LoadBalancers {
            made: inputs.load_balancer(),
            network: inputs.network_load_balancer_arns(),
            gateway: inputs.gateway_load_balancer_arns(),
        };
        let (made, has_application) = (balancers.made, application.is_set());
        let security_group_id = security_group::part(
            draft,
            subject,
            made.security_group(),
            listeners,
            made.is_set(),
            has_application,
        );
        let balancer =
            network_load_balancer::part(draft, subject, made, listeners, security_group_id);
        let certificates = certificates::part(draft, subject, inputs.certificates());
        let regions = inputs.supported_regions();
        let with = listeners::With {
            subject,
            balancer_arn: balancer.arn(),
            certificates,
            application,
            regions,
        };
        let target_groups = listeners::part(draft, listeners, with);
        let front =
            Front { balancer: made, listeners, target_groups, security_group_id, certificates };
        application::load_balancer::part(draft, subject, application, front);
        let given = service_given(inputs);
        let service = endpoint_service::part(draft, subject, given, balancers, balancer.arn());
        let principals = principals_given(inputs);
        let allowed = principals::part(draft, principals, service.id());
        endpoint_service::outputs_of_identity(draft, service, allowed);
        let has_gateway = balancers.gateway.has_any();
        let name = inputs.private_dns();
        let verified = private_dns::part(draft, name, service, has_gateway);
        let accepted = inputs.accepted_endpoint_ids();
        let acceptance = inputs.acceptance_required();
        accepted_connections::part(draft, accepted, acceptance, service.id());
        let has_alarms = inputs.alarms().is_set();
        let topic = topic::part(draft, subject, inputs.topic(), service.arn(), has_alarms);
        let notifications = inputs.connection_notifications();
        notifications::of_service(draft, notifications, service.id(), topic);
        let watched = alarms::Watched {
            service_id: service.id(),
            has_balancer: made.is_set(),
            balancer: balancer.arn_suffix(),
            listeners,
            target_groups,
            topic,
        };
        alarms::part(draft, subject, inputs.alarms(), watched);
        offer::part(draft, offered(inputs, service, balancers), [&allowed, &verified]);
        rules(draft, inputs, balancers);
    }
}

/// What has to hold for inputs that belong to several parts.
fn rules(draft: &mut Draft, inputs: Handle<Inputs>, balancers: LoadBalancers) {
    let (listeners, regions) = (inputs.listeners(), inputs.supported_regions());
    let (made, certificates) = (balancers.made, inputs.certificates());
    let application = inputs.application_load_balancer();
    let beside = Beside {
        vpc_id: inputs.vpc_id(),
        listeners,
        zones: inputs.availability_zone_ids(),
        ports: inputs.ports(),
        port_ranges: inputs.port_ranges(),
        address_types: inputs.supported_ip_address_types(),
    };
    draft.rules(load_balancers::of_one_kind(balancers));
    draft.rules(load_balancers::of_made(balancers, beside));
    draft.rules(load_balancers::of_ports(balancers, beside));
    draft.rules(regions::rules(regions, balancers, inputs.availability_zone_ids()));
    draft.rules(security_group_rules::rules(made, listeners));
    let most_rules = inputs.quotas().rules_per_security_group();
    draft.rules(group_quota::rules(most_rules, made, listeners, application));
    draft.rules(application::rules::rules(application, made, listeners, certificates));
    draft.rules(listener_rules::rules(listeners, made, certificates, regions));
    let (own, others) = (made.subnets(), inputs.availability_zone_ids());
    let has_name = inputs.private_dns().is_set();
    draft.rule(partitions::private_names(own, own.keys(), has_name));
    draft.rule(partitions::private_names(others, others, has_name));
    draft.rule(partitions::public_zones(own, own.keys(), certificates.has_any()));
    draft.rules(zone_rules::rules(made, listeners, application));
    let name = inputs.private_dns();
    draft.rule(name_rules::covered(name, listeners, application, certificates));
}

fn service_given(inputs: Handle<Inputs>) -> endpoint_service::Given {
    endpoint_service::Given {
        acceptance_required: inputs.acceptance_required(),
        regions: inputs.supported_regions(),
        address_types: inputs.supported_ip_address_types(),
        private_dns_name: inputs.private_dns().name(),
        contributor_insights: inputs.contributor_insights(),
        payer: inputs.payer_responsibility(),
        payer_is_permanent: inputs.allow_permanent_payer(),
    }
}

fn principals_given(inputs: Handle<Inputs>) -> principals::Given {
    principals::Given {
        principals: inputs.allowed_principals(),
        by_name: inputs.allowed_principals_by_name(),
        names: inputs.allowed_principal_names(),
        allows_any: inputs.allow_any_principal(),
        acceptance_required: inputs.acceptance_required(),
    }
}

fn offered(
    inputs: Handle<Inputs>,
    service: VpcEndpointServiceAttributes<One>,
    balancers: LoadBalancers,
) -> offer::Offered {
    offer::Offered {
        service,
        balancers,
        listeners: inputs.listeners(),
        zones: inputs.availability_zone_ids(),
        ports: inputs.ports(),
        port_ranges: inputs.port_ranges(),
        private_dns: inputs.private_dns(),
        acceptance_required: inputs.acceptance_required(),
        address_types: inputs.supported_ip_address_types(),
    }
}
