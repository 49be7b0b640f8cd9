//! Forms of text that inputs of several components have: ids, ARNs, addresses.
//!
//! `pattern` is the form in the regular expressions that RE2, Java and Rust share; `what` is the noun phrase of messages,
//! with an example after `, such as `. The mark `range` says that the text is a range of addresses, to be written with its
//! first one; the mark `parameter` names the type of a template's parameter that takes nothing else. Every form limits how
//! long the text is, so that no input can cost more than it is worth; where AWS publishes a limit, that is the one.

use privatelink_catalog::parameters;
use privatelink_ir::Keyed;
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A form, for rules.
pub(crate) struct Form {
    /// Noun phrase with an example.
    pub(crate) what: &'static str,
    /// Regular expression.
    pub(crate) pattern: &'static str,
}

/// Makes a form: a type that exists for its schema only.
macro_rules! form {
    ($(#[doc = $doc:literal] $name:ident, $what:literal, $pattern:literal $(, $mark:literal = $value:expr)?;)*) => {$(
        #[doc = $doc]
        #[derive(Input, JsonSchema)]
        #[schemars(inline, extend("what" = $what, "pattern" = $pattern $(, $mark = $value)?))]
        pub(crate) struct $name(String);

        impl $name {
            /// For rules that ask for this form in some cases only.
            #[allow(dead_code, reason = "few forms are asked for by rules")]
            pub(crate) const FORM: Form = Form { what: $what, pattern: $pattern };
        }
    )*};
}

form! {
    /// Base name of a component's resources.
    ComponentName, "a name of letters, digits and hyphens, such as payments-api",
        r"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$";
    /// Id of a VPC.
    VpcId, "a VPC id, such as vpc-0a1b2c3d4e5f67890",
        r"^vpc-[0-9a-f]{1,32}$",
        "parameter" = parameters::VPC_ID;
    /// Id of a VPC that may be in another account: a parameter of AWS's own type takes none of those.
    OtherVpcId, "a VPC id, such as vpc-0a1b2c3d4e5f67890", r"^vpc-[0-9a-f]{1,32}$";
    /// Id of a subnet.
    SubnetId, "a subnet id, such as subnet-0a1b2c3d4e5f67890",
        r"^subnet-[0-9a-f]{1,32}$",
        "parameter" = parameters::SUBNET_ID;
    /// Id of a security group.
    SecurityGroupId, "a security group id, such as sg-0a1b2c3d4e5f67890",
        r"^sg-[0-9a-f]{1,32}$",
        "parameter" = parameters::SECURITY_GROUP_ID;
    /// Id of a prefix list.
    PrefixListId, "a prefix list id, such as pl-0a1b2c3d4e5f67890", r"^pl-[0-9a-f]{1,32}$";
    /// One IPv4 address.
    Ipv4Address, "an IPv4 address, such as 10.0.1.10",
        r"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$";
    /// One address of either version.
    AnyAddress, "an IPv4 or IPv6 address, such as 10.0.1.10",
        r"^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7})$";
    /// One IPv6 address.
    Ipv6Address, "an IPv6 address, such as 2001:db8::10", r"^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$";
    /// A range of IPv4 addresses.
    Ipv4Cidr, "an IPv4 range, such as 10.0.0.0/16",
        r"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$",
        "range" = true;
    /// A range of IPv6 addresses.
    Ipv6Cidr, "an IPv6 range, such as 2001:db8::/56",
        r"^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$",
        "range" = true;
    /// A range of addresses of either version.
    AnyCidr, "an IPv4 or IPv6 range, such as 10.0.0.0/16",
        r"^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        "range" = true;
    /// Id of a pool of IPAM.
    IpamPoolId, "the id of an IPAM pool, such as ipam-pool-0a1b2c3d4e5f67890", r"^ipam-pool-[0-9a-f]{1,32}$";
    /// Id of an instance.
    InstanceId, "an instance id, such as i-0a1b2c3d4e5f67890", r"^i-[0-9a-f]{1,32}$";
    /// ARN of an Application Load Balancer.
    ApplicationLoadBalancerArn,
        "the ARN of an Application Load Balancer, such as arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/api/50dc6c495c0c9188",
        r"^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/app/[!-~]{1,128}$";
    /// ARN of a Network Load Balancer.
    NetworkLoadBalancerArn,
        "the ARN of a Network Load Balancer, such as arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/api/50dc6c495c0c9188",
        r"^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/net/[!-~]{1,128}$";
    /// ARN of a Gateway Load Balancer.
    GatewayLoadBalancerArn,
        "the ARN of a Gateway Load Balancer, such as arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/gwy/inspection/50dc6c495c0c9188",
        r"^arn:aws[a-z-]{0,16}:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}:loadbalancer/gwy/[!-~]{1,128}$";
    /// ARN of a bucket.
    BucketArn, "the ARN of a bucket, such as arn:aws:s3:::flow-logs", r"^arn:aws[a-z-]{0,16}:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$";
    /// ARN of a topic.
    TopicArn, "the ARN of an SNS topic, such as arn:aws:sns:us-east-1:111111111111:connections",
        r"^arn:aws[a-z-]{0,16}:sns:[a-z0-9-]{1,32}:[0-9]{12}:[A-Za-z0-9._-]{1,256}$";
    /// Key of the Key Management Service.
    KmsKey, "the id, alias or ARN of a key, such as alias/messages",
        r"^(alias/[A-Za-z0-9/_-]{1,250}|arn:aws[a-z-]{0,16}:kms:[a-z0-9-]{1,32}:[0-9]{12}:(key|alias)/[A-Za-z0-9/_-]{1,250}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$";
    /// Code of a Region.
    RegionCode, "the code of a Region, such as eu-west-1", r"^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$";
    /// ARN of a certificate.
    CertificateArn,
        "the ARN of a certificate, such as arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d",
        r"^arn:aws[a-z-]{0,16}:(acm:[a-z0-9-]{1,32}:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/[!-~]{1,640}$";
    /// Who may connect to an endpoint service.
    Principal,
        "a principal, such as arn:aws:iam::111111111111:root, a role or user of an account, a service such as appflow.amazonaws.com, or *",
        r"^(\*|arn:aws[a-z-]{0,16}:iam::[0-9]{12}:(root|(role|user)/[!-~]{1,576})|[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,3}\.amazonaws\.com(\.cn)?)$";
    /// Somebody who may connect to an endpoint service; never everybody.
    PrincipalArn,
        "a principal's ARN without a path, such as arn:aws:iam::111111111111:role/reader, or a service such as appflow.amazonaws.com",
        r"^(arn:aws[a-z-]{0,16}:iam::[0-9]{12}:(root|(role|user)/[!-.0-~]{1,64})|[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,3}\.amazonaws\.com(\.cn)?)$",
        "unlike" = [r"^arn:[^:]*:iam:[^/]*/[^/]*/", "an ARN with a path"];
    /// Id of an Availability Zone.
    AvailabilityZoneId, "an Availability Zone id, such as use1-az1", r"^[a-z]{3,5}[0-9]-az[0-9]{1,2}$",
        "unlike" = [r"^[a-z]{3,5}[0-9]-(wl[0-9]-)?[a-z]{3}[0-9]?-(az|wlz)[0-9]{1,2}$", "the id of a Local Zone or a Wavelength Zone"];
    /// Id of a route table.
    RouteTableId, "a route table id, such as rtb-0a1b2c3d4e5f67890", r"^rtb-[0-9a-f]{1,32}$";
    /// Id of a transit gateway.
    TransitGatewayId, "a transit gateway id, such as tgw-0a1b2c3d4e5f67890", r"^tgw-[0-9a-f]{1,32}$";
    /// Id of an account.
    AccountId, "an account id, such as 111111111111", r"^[0-9]{12}$";
    /// Id of a peering, of transit gateways or of VPCs.
    PeeringId, "the id of a peering, such as tgw-attach-0a1b2c3d4e5f67890 or pcx-0a1b2c3d4e5f67890",
        r"^(tgw-attach|pcx)-[0-9a-f]{1,32}$";
    /// Id of an attachment to a transit gateway.
    AttachmentId, "the id of an attachment, such as tgw-attach-0a1b2c3d4e5f67890", r"^tgw-attach-[0-9a-f]{1,32}$";
    /// Id of a route table of a transit gateway.
    GatewayRouteTableId, "the id of a route table of a transit gateway, such as tgw-rtb-0a1b2c3d4e5f67890",
        r"^tgw-rtb-[0-9a-f]{1,32}$";
    /// Who a resource is shared with.
    SharePrincipal,
        "an account id, or the ARN of an organization or organizational unit, such as arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5",
        r"^([0-9]{12}|arn:aws[a-z-]{0,16}:organizations::[0-9]{12}:(organization/o-[a-z0-9]{10,32}|ou/o-[a-z0-9]{10,32}/ou-[a-z0-9-]{1,68}))$";
    /// Id of an endpoint.
    EndpointId, "an endpoint id, such as vpce-0a1b2c3d4e5f67890", r"^vpce-[0-9a-f]{1,32}$";
    /// Id of an endpoint service.
    EndpointServiceId, "an endpoint service id, such as vpce-svc-0a1b2c3d4e5f67890", r"^vpce-svc-[0-9a-f]{1,32}$";
    /// Full name of a service that endpoints connect to.
    EndpointServiceName,
        "the full name of a service, such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890",
        r"^((cn\.)?com\.amazonaws|aws|eu\.amazonaws|gov\.ic\.c2s|gov\.ic\.hci\.csp|gov\.sgov\.sc2s|uk\.adc-e\.cloud)\.[A-Za-z0-9._-]{1,255}$";
    /// Short name of an AWS service.
    ServiceShortName, "the short name of an AWS service, such as ecr.dkr", r"^[a-z0-9][a-z0-9._-]{0,63}$";
    /// ARN of a resource configuration of VPC Lattice.
    ResourceConfigurationArn,
        "the ARN of a resource configuration, such as arn:aws:vpc-lattice:us-east-1:111111111111:resourceconfiguration/rcfg-0a1b2c3d4e5f67890",
        r"^arn:aws[a-z-]{0,16}:vpc-lattice:[a-z0-9-]{1,32}:[0-9]{12}:resourceconfiguration/[a-z0-9-]{1,64}$";
    /// ARN of a service network of VPC Lattice.
    ServiceNetworkArn,
        "the ARN of a service network, such as arn:aws:vpc-lattice:us-east-1:111111111111:servicenetwork/sn-0a1b2c3d4e5f67890",
        r"^arn:aws[a-z-]{0,16}:vpc-lattice:[a-z0-9-]{1,32}:[0-9]{12}:servicenetwork/[a-z0-9-]{1,64}$";
    /// Id of the verification of a domain in VPC Lattice.
    DomainVerificationId, "the id of a domain verification, such as dv-0a1b2c3d4e5f67890", r"^dv-[0-9a-fA-F]{17}$";
    /// Name of a resource of VPC Lattice.
    LatticeName, "a name of lower-case letters, digits and single hyphens, such as orders-db", r"^[a-z0-9]+(-[a-z0-9]+)*$";
    /// Key of such a resource: part of its name.
    LatticeKey, "a name of at most 36 lower-case letters and digits with single hyphens between them, such as orders-db",
        r"^[a-z0-9](-?[a-z0-9]){0,35}$";
    /// ARN of a database of RDS.
    DatabaseArn,
        "the ARN of a database or cluster of RDS, such as arn:aws:rds:us-east-1:111111111111:cluster:orders",
        r"^arn:aws[a-z-]{0,16}:rds:[a-z0-9-]{1,32}:[0-9]{12}:(db|cluster):[A-Za-z0-9-]{1,255}$";
    /// Id of a hosted zone.
    HostedZoneId, "a hosted zone id, such as Z0123456789ABCDEFGHIJ",
        r"^Z[A-Z0-9]{1,31}$",
        "parameter" = parameters::HOSTED_ZONE_ID;
    /// Id of a hosted zone that may be in another account: a parameter of AWS's own type takes none of those.
    OtherHostedZoneId, "a hosted zone id, such as Z0123456789ABCDEFGHIJ", r"^Z[A-Z0-9]{1,31}$";
    /// Id of a Route 53 profile.
    ProfileId, "the id of a Route 53 profile, such as rp-0a1b2c3d4e5f6789", r"^rp-[0-9a-z]{1,32}$";
    /// Id of an organization.
    OrganizationId, "an organization id, such as o-a1b2c3d4e5", r"^o-[a-z0-9]{10,32}$";
    /// Where units of an organization stand.
    OrganizationPath,
        "the path of an organizational unit, such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*",
        r"^o-[a-z0-9]{10,32}/(r-[a-z0-9]{4,32}/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}/){0,5})?\*?$";
    /// Name of a domain.
    DomainName, "a domain name without a dot at its end, such as api.example.com",
        r"^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+[A-Za-z0-9-]{1,63}$",
        "maxLength" = 253;
    /// Name of a domain, with all names below it if it begins with `*.`.
    PrivateDnsName, "a domain name without a dot at its end, such as api.example.com or *.example.com",
        r"^(\*\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+[A-Za-z0-9-]{1,63}$",
        "maxLength" = 253;
    /// Name of a record below its zone.
    RecordName, "the name of a record below its zone, such as api, *, or @ for the zone itself",
        r"^(@|\*|(\*\.)?[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63}){0,8})$";
    /// A time to wait.
    Duration, "a duration in hours, minutes and seconds, such as 30m or 1h30m",
        r"^([1-9][0-9]{0,4}h([0-9]{1,5}m)?([0-9]{1,5}s)?|[1-9][0-9]{0,4}m([0-9]{1,5}s)?|[1-9][0-9]{0,4}s)$";
    /// Key of a tag.
    TagKey, "a tag key of 1 to 128 characters that does not begin with aws:, such as team",
        r"^([^Aa].{0,127}|[Aa]([^Ww].{0,126})?|[Aa][Ww]([^Ss].{0,125})?|[Aa][Ww][Ss]([^:].{0,124})?)$";
    /// Key of a map: part of names, addresses and logical ids.
    Key, "a name of at most 64 letters, digits, hyphens and underscores, such as https",
        r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$";
}

/// A port.
#[derive(Input, JsonSchema)]
#[schemars(inline)]
pub(crate) struct Port(#[schemars(range(min = 1, max = 65535))] u16);

/// Value of a tag.
#[derive(Input, JsonSchema)]
#[schemars(inline)]
pub(crate) struct TagValue(#[schemars(length(max = 256))] String);

/// Tags of a resource.
pub(crate) type Tags = Keyed<TagKey, TagValue>;

/// Version of the internet protocol.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(crate) enum IpVersion {
    /// IPv4.
    Ipv4,
    /// IPv6.
    Ipv6,
}
