//! Where AWS writes down what rules repeat.
//!
//! Several rules come from one chapter, so a rule names its chapter. A rule without one is the component's own: it says how
//! inputs go together, not what AWS takes.

use privatelink_ir::rule::Source;

/// Makes constants for the chapters of one document: what is before the page in its address, then a line for each.
macro_rules! chapters {
    ($start:literal, $document:literal, $($name:ident $page:literal $title:literal;)*) => {$(
        pub(crate) const $name: Source = Source {
            title: concat!($document, ", ", $title),
            url: concat!("https://docs.aws.amazon.com/", $start, $page, ".html"),
        };
    )*};
}

chapters! { "vpc/latest/privatelink/", "AWS PrivateLink Guide",
    CONFIGURE_SERVICE "configure-endpoint-service" "Configure an endpoint service";
    CREATE_CONFIGURATION_GUIDE "create-resource-configuration" "Create a resource configuration in VPC Lattice";
    CREATE_SERVICE "create-endpoint-service" "Create a service powered by AWS PrivateLink";
    CROSS_REGION_SERVICES "aws-services-cross-region-privatelink-support" "Cross-Region enabled AWS services";
    ENDPOINT_POLICIES "vpc-endpoints-access" "Control access to VPC endpoints using endpoint policies";
    GATEWAY_ENDPOINTS "gateway-endpoints" "Gateway endpoints";
    GATEWAY_LOAD_BALANCER "gateway-load-balancer-endpoints" "Access an inspection system using a Gateway Load Balancer endpoint";
    INTERFACE_ENDPOINT "create-interface-endpoint" "Access an AWS service using an interface VPC endpoint";
    QUOTAS "vpc-limits-endpoints" "AWS PrivateLink quotas";
    PRIVATE_NAMES "manage-dns-names" "Manage DNS names for VPC endpoint services";
    RESOURCES "privatelink-access-resources" "Access VPC resources through AWS PrivateLink";
    SERVICES "aws-services-privatelink-support" "AWS services that integrate with AWS PrivateLink";
    SHARE "privatelink-share-your-services" "Share your services through AWS PrivateLink";
}

chapters! { "elasticloadbalancing/latest/network/", "User Guide for Network Load Balancers",
    ACCESS_LOGS "load-balancer-access-logs" "Access logs";
    ALB_TARGETS "application-load-balancer-target" "Use Application Load Balancers as targets";
    LISTENERS "load-balancer-listeners" "Listeners";
    LOAD_BALANCERS "network-load-balancers" "Network Load Balancers";
    SECURITY_GROUPS "load-balancer-security-groups" "Update the security groups";
    TARGET_ATTRIBUTES "edit-target-group-attributes" "Edit target group attributes";
    TARGET_CHECKS "target-group-health-checks" "Health checks for target groups";
    CREATE_LISTENER "create-listener" "Create a listener";
    CREATE_TARGET_GROUP "create-target-group" "Create a target group";
    TARGET_GROUPS "load-balancer-target-groups" "Target groups";
    TARGET_HEALTH "target-group-health" "Target group health";
}

chapters! { "elasticloadbalancing/latest/application/", "User Guide for Application Load Balancers",
    APPLICATION "application-load-balancers" "Application Load Balancers";
    APPLICATION_CHECKS "target-group-health-checks" "Health checks for target groups";
    APPLICATION_HTTPS "create-https-listener" "Create an HTTPS listener";
    APPLICATION_TARGETS "load-balancer-target-groups" "Target groups";
}

chapters! { "elasticloadbalancing/latest/userguide/", "Elastic Load Balancing User Guide",
    LISTENER_LIMIT "load-balancer-vpc-endpoints" "Access Elastic Load Balancing using an interface endpoint";
}

chapters! { "AmazonS3/latest/userguide/", "Amazon S3 User Guide",
    S3_RESOLVER "privatelink-interface-endpoints" "AWS PrivateLink for Amazon S3";
}

chapters! { "vpc/latest/userguide/", "Amazon VPC User Guide",
    ROUTES "VPC_Route_Tables" "Configure route tables";
    GROUP_RULES "security-group-rules" "Security group rules";
    VPC_QUOTAS "amazon-vpc-limits" "Amazon VPC quotas";
    SUBNETS "configure-subnets" "Subnets for your VPC";
    VPCS "how-it-works" "How Amazon VPC works";
}

chapters! { "sns/latest/dg/", "Amazon SNS Developer Guide",
    TOPIC_KEYS "sns-key-management" "Managing Amazon SNS encryption keys and costs";
}

chapters! { "Route53/latest/DeveloperGuide/", "Amazon Route 53 Developer Guide",
    ZONE_QUOTAS "DNSLimitations" "Quotas";
    PRIVATE_ZONES "hosted-zones-private" "Working with private hosted zones";
    PROFILES "profiles" "What are Amazon Route 53 Profiles";
    RESOLVER "resolver-choose-vpc" "Considerations when creating inbound and outbound endpoints";
}

chapters! { "vpc/latest/tgw/", "AWS Transit Gateway Guide",
    GATEWAYS "tgw-transit-gateways" "Transit gateways";
    INSPECTION "transit-gateway-appliance-scenario" "Example: Appliance in a shared services VPC";
    GATEWAY_ATTACHMENTS "tgw-vpc-attachments" "Amazon VPC attachments";
    GATEWAY_PEERINGS "tgw-peering" "Transit gateway peering attachments";
}

chapters! { "AWSEC2/latest/UserGuide/", "Amazon EC2 User Guide",
    TAGS "Using_Tags" "Tag your Amazon EC2 resources";
}

chapters! { "AWSEC2/latest/APIReference/", "Amazon EC2 API Reference",
    PAYER "API_ModifyVpcEndpointServicePayerResponsibility" "ModifyVpcEndpointServicePayerResponsibility";
    PERMISSIONS "API_ModifyVpcEndpointServicePermissions" "ModifyVpcEndpointServicePermissions";
}

/// Makes constants for issues and pages outside of AWS's documentation.
macro_rules! pages {
    ($($name:ident $url:literal $title:literal;)*) => {$(
        pub(crate) const $name: Source = Source { title: $title, url: $url };
    )*};
}

pages! {
    ENDPOINT_NAMES "https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts"
        "AWS CDK, names of interface endpoints by Region";
    ISOLATED_INTERNET "https://github.com/hashicorp/terraform-provider-aws/issues/19033"
        "hashicorp/terraform-provider-aws#19033";
    ISOLATED_NAMES "https://github.com/hashicorp/terraform-provider-aws/issues/19031"
        "hashicorp/terraform-provider-aws#19031";
    PROFILE_REGIONS "https://github.com/boto/botocore/blob/develop/botocore/data/endpoints.json"
        "botocore, endpoints of services";
    S3_OPTION "https://github.com/hashicorp/terraform-provider-aws/issues/46404"
        "hashicorp/terraform-provider-aws#46404";
}

chapters! { "vpc-lattice/latest/ug/", "Amazon VPC Lattice User Guide",
    RESOURCE_CONFIGURATIONS "resource-configuration" "Resource configurations for VPC resources";
    RESOURCE_GATEWAYS "resource-gateway" "Resource gateways in VPC Lattice";
}

chapters! { "vpc-lattice/latest/APIReference/", "Amazon VPC Lattice API Reference",
    CREATE_CONFIGURATION "API_CreateResourceConfiguration" "CreateResourceConfiguration";
}

chapters! { "ram/latest/userguide/", "AWS RAM User Guide",
    SHARES "getting-started-sharing" "Sharing your AWS resources";
}
