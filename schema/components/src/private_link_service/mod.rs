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
mod engine_only;
mod health_check;
mod listener_rules;
mod listeners;
mod log_bucket;
mod network_load_balancer;
mod outputs;
mod private_dns;
mod rules;
mod security_group;
mod security_group_rules;
mod target_rules;

use crate::forms::{
    AvailabilityZoneId, ComponentName, GatewayLoadBalancerArn, IpVersion, Key,
    NetworkLoadBalancerArn, Port, Principal, RegionCode, Tags, VpcId,
};
use crate::shared::connection;
use crate::shared::notifications;
use crate::shared::tags;
use crate::shared::topic;
use privatelink_catalog::ec2::security_group as group;
use privatelink_catalog::ec2::{
    vpc_endpoint_service as service, vpc_endpoint_service_allowed_principal as principal,
};
use privatelink_catalog::engines::READING_BACK;
use privatelink_catalog::facts::REGION;
use privatelink_catalog::lb::{listener, load_balancer, target_group};
use privatelink_ir::expr::{any, for_list, for_list_if, here, input, list, not, object, value};
use privatelink_ir::graph::{Node, Output, each, node, output};
use privatelink_ir::{Component, Expr, Graph, Keyed, Type, Value, type_of};
use privatelink_macros::Input;
use schemars::JsonSchema;

pub(crate) const COMPONENT: Component = Component::new::<Inputs>("PrivateLinkService", graph);

/// An endpoint service: offers an application to other VPCs and accounts without opening a network between them.
///
/// Puts a Network Load Balancer in front of an Application Load Balancer, of addresses, of instances or of an Auto
/// Scaling group, or takes load balancers that are already there, and lets the named principals connect.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
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
    listeners: listeners::Listeners,
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
    /// Availability Zone ids of load balancers that are already there, handed on to consumers. Known by itself with
    /// `loadBalancer`.
    #[schemars(extend("default" = []))]
    availability_zone_ids: Vec<AvailabilityZoneId>,
    /// Ports of `networkLoadBalancerArns`, handed on to consumers. Known by itself with `loadBalancer`.
    #[schemars(extend("default" = []))]
    ports: Vec<Port>,
    /// Whether each connection has to be accepted by hand.
    #[schemars(extend("default" = true))]
    acceptance_required: bool,
    /// Who may connect: ARNs of accounts (`arn:aws:iam::111111111111:root`), roles or users, or `*` for everybody.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_principals: Vec<Principal>,
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
    /// this goes, and the outputs tell it: `aws ec2 modify-vpc-endpoint-service-configuration --service-id … --remove-private-dns-name`
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
    /// set it.
    payer_responsibility: Option<engine_only::PayerResponsibility>,
    /// Tags of every resource that takes tags, beside `Name`. At most 49; keys do not start with `aws:`.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<Tags>,
}

fn graph() -> Graph {
    let made = || input("loadBalancer").is_set();

    let security = security_group::nodes(made, tags);
    let bucket = log_bucket::nodes(tags);
    let balancer = network_load_balancer::node(&security.group, &bucket, tags);
    let certificates = certificates::nodes(tags);
    let behind = listeners::nodes(&balancer, &certificates, tags);
    let application = application::load_balancer::nodes(
        &security.group,
        &behind.target_group,
        &certificates,
        tags,
    );
    let endpoint_service = node("service", service::KIND)
        .set(service::ACCEPTANCE_REQUIRED, input("acceptanceRequired"))
        .set(
            service::NETWORK_LOAD_BALANCER_ARNS,
            made().choose(
                list([balancer.attribute(load_balancer::ARN)]),
                not(input("networkLoadBalancerArns").is_empty())
                    .then(input("networkLoadBalancerArns")),
            ),
        )
        .set(
            service::GATEWAY_LOAD_BALANCER_ARNS,
            not(input("gatewayLoadBalancerArns").is_empty()).then(input("gatewayLoadBalancerArns")),
        )
        .set(service::SUPPORTED_REGIONS, outputs::names_regions().then(outputs::regions()))
        .set(service::SUPPORTED_IP_ADDRESS_TYPES, input("supportedIpAddressTypes"))
        .set(service::PRIVATE_DNS_NAME, private_dns::name())
        .set(service::TAGS, tags());
    let endpoint_service = engine_only::set(endpoint_service);
    let [verification_record, verification] = private_dns::nodes(&endpoint_service);
    let accepted = accepted_connections::nodes(endpoint_service.attribute(service::ID));
    let allowed = node("principal", principal::KIND)
        .for_each(input("allowedPrincipals"))
        .set(principal::VPC_ENDPOINT_SERVICE_ID, endpoint_service.attribute(service::ID))
        .set(principal::PRINCIPAL_ARN, each());

    let topic = topic::nodes(&endpoint_service, tags);
    let notification = notifications::of_service(endpoint_service.attribute(service::ID), &topic);
    let alarms = alarms::nodes(
        &alarms::Subjects {
            service: &endpoint_service,
            balancer: &balancer,
            target_group: &behind.target_group,
            topic: &topic.topic,
        },
        tags,
    );

    let of_service = |name| endpoint_service.attribute(name);
    // AWS refuses an endpoint whose principal is not allowed yet, so nobody learns of the service before that.
    let open_service = |name, doc, attribute| {
        output(name, Type::text(), doc, of_service(attribute)).after(&[allowed.label])
    };
    let outputs = Graph::default()
        .with_output(open_service("serviceId", "Id of the endpoint service.", service::ID))
        .with_output(open_service("serviceName", "Name that consumers connect to.", service::SERVICE_NAME))
        .with_output(open_service("serviceArn", "ARN of the endpoint service.", service::ARN))
        .output(
            "serviceRegion",
            Type::text(),
            "Region of the endpoint service.",
            here(REGION),
        )
        .output(
            "availabilityZoneIds",
            Type::list_of(Type::text()),
            "Availability Zone ids the service is in. Ids mean the same in every account; names do not.",
            made().choose(
                input("loadBalancer").get("subnets").keys(),
                input("availabilityZoneIds"),
            ),
        )
        .output(
            "ports",
            Type::list_of(Type::integer()),
            "Ports that consumers may use.",
            made().choose(
                for_list("listener", input("listeners"), value("listener").get("port")),
                input("ports"),
            ),
        )
        .output(
            "baseEndpointDnsNames",
            Type::list_of(Type::text()),
            "DNS names below which every endpoint of the service gets its own.",
            of_service(service::BASE_ENDPOINT_DNS_NAMES),
        )
        .output(
            "acceptanceRequired",
            Type::Bool,
            "Whether each connection has to be accepted.",
            input("acceptanceRequired"),
        )
        .optional_output(
            "loadBalancerArn",
            Type::text(),
            "ARN of the load balancer, if it was made here.",
            balancer.attribute(load_balancer::ARN),
        )
        .optional_output(
            "loadBalancerDnsName",
            Type::text(),
            "DNS name of the load balancer, if it was made here.",
            balancer.attribute(load_balancer::DNS_NAME),
        )
        .optional_output(
            "securityGroupId",
            Type::text(),
            "Id of the load balancer's security group, if it was made here.",
            security.group.attribute(group::ID),
        )
        .output(
            "listenerArns",
            Type::map_of(Type::text()),
            "ARN of each listener, by its key.",
            behind.listener.instances(listener::ARN),
        )
        .output(
            "targetGroupArns",
            Type::map_of(Type::text()),
            "ARN of each target group, by the key of its listener.",
            behind.target_group.instances(target_group::ARN),
        )
        .outputs;
    let outputs = outputs
        .into_iter()
        .chain(private_dns::outputs(&endpoint_service, &verification))
        .chain(outputs::of(&outputs::Subjects {
            service: &endpoint_service,
            balancer: &balancer,
            application: &application.balancer,
            application_group: &application.group,
            certificate: &certificates.certificate,
            validation: &certificates.validation,
            topic: &topic.topic,
            bucket: &bucket.bucket,
        }))
        .chain(connection_outputs(&endpoint_service, &[allowed.label, verification.label]))
        .collect();

    let nodes = security
        .all
        .into_iter()
        .chain(bucket.all)
        .chain([balancer])
        .chain(certificates.all)
        .chain(behind.all)
        .chain(application.all)
        .chain([
            endpoint_service,
            allowed,
            verification_record,
            verification,
            accepted,
            topic.topic,
            topic.policy,
            notification,
        ]);
    let nodes = nodes.chain(alarms);
    let rules = rules::rules()
        .into_iter()
        .chain(security_group_rules::rules())
        .chain(application::rules::rules())
        .chain(network_load_balancer::rules())
        .chain(listener_rules::rules())
        .chain(log_bucket::rules())
        .chain(accepted_connections::rules())
        .chain(private_dns::rules())
        .chain(engine_only::rules())
        .chain(notifications::rules())
        .chain(topic::rules())
        .chain(alarms::rules())
        .collect();
    Graph { nodes: nodes.collect(), rules, outputs, ..Graph::default() }
}

/// What a consumer takes whole, as a value and as JSON, once the service can be used.
fn connection_outputs(service: &Node, after: &[&'static str]) -> [Output; 2] {
    let made = || input("loadBalancer").is_set();
    let listener = |field: &str| value("listener").get(field);
    let ports = |protocols: [&str; 2], existing: Expr| {
        let speaks = list(protocols.map(Expr::from)).contains(listener("protocol"));
        let both = any([speaks, listener("protocol").equals("TCP_UDP")]);
        made().choose(for_list_if("listener", input("listeners"), both, listener("port")), existing)
    };
    let told = |private_dns_name| {
        let zones = made()
            .choose(input("loadBalancer").get("subnets").keys(), input("availabilityZoneIds"));
        object([
            ("serviceName", service.attribute(service::SERVICE_NAME)),
            ("serviceId", service.attribute(service::ID)),
            ("serviceRegion", here(REGION)),
            ("availabilityZoneIds", zones),
            ("ports", ports(["TCP", "TLS"], input("ports"))),
            ("udpPorts", ports(["UDP", "UDP"], list([]))),
            ("privateDnsName", private_dns_name),
            ("acceptanceRequired", input("acceptanceRequired")),
            ("supportedIpAddressTypes", input("supportedIpAddressTypes")),
        ])
    };
    let connection = told(private_dns::name_in_use(service));
    // Without that, the input is all there is to know.
    let by_input = told(private_dns::name());
    [
        output(
            "connection",
            type_of::<connection::Connection>(),
            "All that a `PrivateLinkConsumer` needs, to be handed to its input `connection` whole.",
            connection.clone(),
        )
        .on_engines_without(READING_BACK, by_input.clone())
        .after(after),
        output(
            "connectionJson",
            Type::text(),
            "The same as JSON, for a consumer in another account or by another engine: its input `connectionJson`.",
            connection.to_json(),
        )
        .on_engines_without(READING_BACK, by_input.to_json())
        .after(after),
    ]
}
