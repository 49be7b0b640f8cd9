//! The endpoint service itself.

use crate::forms::IpVersion;
use crate::private_link_service::engine_only::{self, PayerResponsibility};
use crate::private_link_service::load_balancers::LoadBalancers;
use crate::private_link_service::regions;
use crate::shared::Subject;
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::vpc_endpoint_service::VpcEndpointServiceAttributes;
use privatelink_catalog::engines::READING_BACK;
use privatelink_catalog::facts::REGION;
use privatelink_ir::handle::{
    Awaited, Condition, Draft, Handle, Late, List, One, Text, here, list,
};

/// What the user says about the service.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    /// Whether each connection has to be accepted.
    pub(crate) acceptance_required: Condition,
    /// Regions of other consumers.
    pub(crate) regions: Handle<List<Text>>,
    /// Address types that endpoints may have.
    pub(crate) address_types: Handle<List<IpVersion>>,
    /// Its private name.
    pub(crate) private_dns_name: Handle<Text>,
    /// Whether CloudWatch shows who sends most.
    pub(crate) contributor_insights: Condition,
    /// Who pays for endpoints.
    pub(crate) payer: Handle<PayerResponsibility>,
    /// Whether the user knows that this cannot be undone.
    pub(crate) payer_is_permanent: Condition,
}

/// The service, in front of these load balancers. What is off is written down too: a template that left it out would leave
/// it on.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Given,
    balancers: LoadBalancers,
    balancer_arn: Handle<Text, Late>,
) -> VpcEndpointServiceAttributes<One> {
    let made = list([balancer_arn]);
    let network = balancers.made.is_set().choose(made, balancers.network.unless_empty());
    let names_regions = given.regions.has_any();
    let service = ec2::VpcEndpointService::new()
        .acceptance_required(given.acceptance_required)
        .network_load_balancer_arns(network)
        .gateway_load_balancer_arns(balancers.gateway.unless_empty())
        .supported_regions(names_regions.then(regions::all(given.regions)))
        .supported_ip_address_types(given.address_types)
        .private_dns_name(given.private_dns_name)
        .contributor_insights_enabled(given.contributor_insights)
        .payer_responsibility(given.payer)
        .tags(subject.tags);
    let service = draft.resource("service", service);
    draft.rules(engine_only::rules(
        given.contributor_insights,
        given.payer,
        given.payer_is_permanent,
    ));
    outputs(draft, given, service);
    service
}

/// What consumers connect to. AWS refuses an endpoint whose principal is not allowed yet, so nobody learns of the service
/// before that.
pub(crate) fn outputs_of_identity(
    draft: &mut Draft,
    service: VpcEndpointServiceAttributes<One>,
    allowed: impl Awaited + Copy,
) {
    draft.output("serviceId", "Id of the endpoint service.", service.id()).after(allowed);
    draft
        .output("serviceName", "Name that consumers connect to.", service.service_name())
        .after(allowed);
    draft.output("serviceArn", "ARN of the endpoint service.", service.arn()).after(allowed);
}

fn outputs(draft: &mut Draft, given: Given, service: VpcEndpointServiceAttributes<One>) {
    draft.output("serviceRegion", "Region of the endpoint service.", here(REGION));
    draft.output(
        "baseEndpointDnsNames",
        "DNS names below which every endpoint of the service gets its own.",
        service.base_endpoint_dns_names(),
    );
    draft.output(
        "acceptanceRequired",
        "Whether each connection has to be accepted.",
        given.acceptance_required,
    );
    draft
        .output(
            "serviceState",
            "State of the endpoint service, such as `Available`. Not in CloudFormation.",
            service.state(),
        )
        .optional();
    draft
        .output(
            "availabilityZones",
            "Names of the Availability Zones the service is in, as its own account has them. Not \
             in CloudFormation.",
            service.availability_zones(),
        )
        .optional();
    let all = regions::all(given.regions);
    // Without names of Regions, no engine but CloudFormation closes one.
    let are_supported = given.regions.has_any().choose(all, service.supported_regions());
    draft
        .output("supportedRegions", "Regions whose VPCs may connect.", are_supported)
        .on_engines_without(READING_BACK, all);
}
