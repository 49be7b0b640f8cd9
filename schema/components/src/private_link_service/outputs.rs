//! What an endpoint service tells of itself and of what was made beside it.

use privatelink_catalog::acm::certificate;
use privatelink_catalog::ec2::{security_group, vpc_endpoint_service as service};
use privatelink_catalog::engines::READING_BACK;
use privatelink_catalog::facts::REGION;
use privatelink_catalog::lb::load_balancer;
use privatelink_catalog::s3::bucket;
use privatelink_catalog::sns::topic;
use privatelink_ir::expr::{concat, flatten, for_list, here, input, list, not, value};
use privatelink_ir::graph::{Node, Output, output};
use privatelink_ir::{Expr, Type};

/// What outputs are about.
pub(crate) struct Subjects<'a> {
    /// The endpoint service.
    pub(crate) service: &'a Node,
    /// The Network Load Balancer.
    pub(crate) balancer: &'a Node,
    /// The Application Load Balancer.
    pub(crate) application: &'a Node,
    /// Its security group.
    pub(crate) application_group: &'a Node,
    /// The certificates.
    pub(crate) certificate: &'a Node,
    /// What has to be there before a certificate can be used.
    pub(crate) validation: &'a Node,
    /// The topic.
    pub(crate) topic: &'a Node,
    /// The bucket for access logs.
    pub(crate) bucket: &'a Node,
}

/// Whether the user says which Regions may connect. Otherwise no engine but CloudFormation closes one.
pub(crate) fn names_regions() -> Expr {
    not(input("supportedRegions").is_empty())
}

/// Regions that are to connect: the service's own first, and once, even if the user names it too.
pub(crate) fn regions() -> Expr {
    let own = || here(REGION);
    let other = value("region").equals(own()).choose(list([]), list([value("region")]));
    concat([list([own()]), flatten(for_list("region", input("supportedRegions"), other))])
}

/// The outputs.
pub(crate) fn of(subjects: &Subjects<'_>) -> Vec<Output> {
    let optional = |name, doc, value| output(name, Type::text(), doc, value).optional();
    let texts = || Type::list_of(Type::text());
    vec![
        optional(
            "serviceState",
            "State of the endpoint service, such as `Available`. Not in CloudFormation.",
            subjects.service.attribute(service::STATE),
        ),
        output(
            "availabilityZones",
            texts(),
            "Names of the Availability Zones the service is in, as its own account has them. Not in CloudFormation.",
            subjects.service.attribute(service::AVAILABILITY_ZONES),
        )
        .optional(),
        output(
            "supportedRegions",
            texts(),
            "Regions whose VPCs may connect.",
            names_regions().choose(regions(), subjects.service.attribute(service::SUPPORTED_REGIONS)),
        )
        .on_engines_without(READING_BACK, regions()),
        output("allowedPrincipals", texts(), "Who may connect.", input("allowedPrincipals")),
        optional(
            "loadBalancerHostedZoneId",
            "Hosted zone id of the load balancer's DNS name, for alias records, if it was made here.",
            subjects.balancer.attribute(load_balancer::ZONE_ID),
        ),
        optional(
            "applicationLoadBalancerArn",
            "ARN of the Application Load Balancer, if one was made.",
            subjects.application.attribute(load_balancer::ARN),
        ),
        optional(
            "applicationLoadBalancerDnsName",
            "DNS name of the Application Load Balancer, if one was made.",
            subjects.application.attribute(load_balancer::DNS_NAME),
        ),
        optional(
            "applicationSecurityGroupId",
            "Id of the Application Load Balancer's security group, if one was made.",
            subjects.application_group.attribute(security_group::ID),
        ),
        output(
            "certificateArns",
            Type::map_of(Type::text()),
            "ARN of each certificate that was made, by its key.",
            subjects.certificate.instances(certificate::ARN),
        )
        .after(&[subjects.validation.label]),
        optional(
            "topicArn",
            "ARN of the topic, if one was made.",
            subjects.topic.attribute(topic::ARN),
        ),
        optional(
            "accessLogsBucket",
            "Name of the bucket for access logs, if one was made.",
            subjects.bucket.attribute(bucket::BUCKET),
        ),
    ]
}
