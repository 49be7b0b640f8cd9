//! Kinds in which ways to attributes, lookups, bridges and what is absent are wrong.

use privatelink_catalog::Segment::{Each, Field, Index};
use privatelink_catalog::engines::FUNCTIONS;
use privatelink_catalog::{
    Attribute, AttributeForm, Bridge, Identifiers, Import, KindEntry, KindForm, Piece, Property,
    PropertyForm, PropertyType,
};
use privatelink_ir::Operation;

use crate::catalog::wrong::kinds::{ID, NOWHERE, PORT, attribute, named, text};

/// Names that are a resource's, but no data source's or function's.
pub(super) const LOOKUP_OF_NOTHING: KindEntry = KindEntry {
    id: "wrong/lookup_of_nothing",
    terraform: "aws_vpc_endpoint_private_dns",
    pulumi: "aws:ec2/getVpcEndpoint:VpcEndpoint",
    lookup: true,
    ..NOWHERE
};

/// A data source asked by, and for, what only the resource has.
pub(super) const LOOKUP: KindEntry = KindEntry {
    id: "wrong/lookup",
    terraform: "aws_vpc_endpoint",
    pulumi: "aws:ec2/getVpcEndpoint:getVpcEndpoint",
    lookup: true,
    properties: &[Property { name: "vpc_endpoint_type", pulumi: "autoAccept", ..text(named("")) }],
    attributes: &[
        attribute("tags_all", &[Field("tags_all")], &[Field("tagsAll")]),
        attribute("vpc_id", &[Field("vpc_id")], &[Field("vpcId")]),
    ],
    ..NOWHERE
};

/// Ways that lead nowhere, and forms that the resource does not have.
pub(super) const ENDPOINT: KindEntry = KindEntry {
    id: "wrong/endpoint",
    terraform: "aws_vpc_endpoint",
    pulumi: "aws:ec2/vpcEndpoint:VpcEndpoint",
    cloudformation: KindForm::Resource("AWS::EC2::VPCEndpoint"),
    properties: &[
        Property { name: "vpc_id", pulumi: "vpcId", required: true, ..text(named("VpcId")) },
        Property { name: "policy", pulumi: "policy", ..text(PropertyForm::Document("DnsOptions")) },
        Property {
            name: "service_name",
            pulumi: "serviceName",
            ..text(PropertyForm::Document("ServiceName"))
        },
        // There is one.
        Property {
            name: "service_network_arn",
            pulumi: "serviceNetworkArn",
            needs: Some(FUNCTIONS),
            ..text(named("ServiceNetworkArn"))
        },
        Property { name: "subnet_ids", pulumi: "subnetIds", ..ABSENT_LIST },
        Property {
            name: "route_table_ids",
            pulumi: "routeTableIds",
            cloudformation: PropertyForm::Only("RouteTableIds"),
            ..ABSENT_LIST
        },
        Property {
            name: "service_region",
            pulumi: "serviceRegion",
            ..text(PropertyForm::Only("ServiceRegion"))
        },
        Property {
            name: "ip_address_type",
            pulumi: "ipAddressType",
            ..text(PropertyForm::Text("DnsOptions"))
        },
    ],
    attributes: &[
        Attribute {
            cloudformation: part("NetworkInterfaces"),
            ..attribute(
                "no_field",
                &[Field("dns_entry"), Index(0), Field("zone")],
                &[Field("dnsEntries"), Index(0), Field("zone")],
            )
        },
        Attribute {
            cloudformation: part("Id"),
            ..attribute("no_list", &[Field("arn"), Index(0)], &[Field("arn"), Index(0)])
        },
        Attribute {
            cloudformation: AttributeForm::Absent,
            ..attribute(
                "dns_entries",
                &[Field("dns_entry"), Field("dns_name")],
                &[Field("dnsEntries"), Field("dnsName")],
            )
        },
        Attribute {
            cloudformation: AttributeForm::Absent,
            ..attribute("each_of_one", &[Field("state"), Each], &[Field("state"), Each])
        },
        // A list of texts, not a text.
        Attribute {
            cloudformation: AttributeForm::Get("ServiceName"),
            ..attribute(
                "all",
                &[Field("dns_entry"), Each, Field("dns_name")],
                &[Field("dnsEntries"), Each, Field("dnsName")],
            )
        },
        // The provider has a set.
        Attribute {
            ty: PropertyType::StringList,
            cloudformation: part("DnsEntries"),
            ..attribute(
                "first_of_a_set",
                &[Field("subnet_configuration"), Index(0), Field("ipv4")],
                &[Field("subnetConfigurations"), Field("ipv4")],
            )
        },
    ],
    ..NOWHERE
};

/// Blocks that are arguments of Terraform and lists of one for Pulumi.
pub(super) const GROUP: KindEntry = KindEntry {
    id: "wrong/group",
    terraform: "aws_security_group",
    pulumi: "aws:ec2/securityGroup:SecurityGroup",
    cloudformation: KindForm::Resource("AWS::EC2::SecurityGroup"),
    // Groups are made and deleted with a timeout, but not changed.
    timeouts: &[Operation::Create, Operation::Update],
    properties: &[
        Property {
            name: "ingress",
            pulumi: "ingress",
            cloudformation: PropertyForm::Only("SecurityGroupIngress"),
            ty: PropertyType::Blocks,
            terraform_type: PropertyType::Blocks,
            fields: &[
                Property { name: "protocol", pulumi: "protocol", ..PORT },
                Property { name: "port", required: true, ..PORT },
            ],
            ..PORT
        },
        Property { name: "description", pulumi: "description", ..text(named("GroupDescription")) },
    ],
    attributes: &[Attribute { cloudformation: part("SecurityGroupIngress"), ..ID }],
    ..NOWHERE
};

/// What templates have after all.
pub(super) const SERVICE: KindEntry = KindEntry {
    id: "wrong/service",
    cloudformation: KindForm::Resource("AWS::EC2::VPCEndpointService"),
    properties: &[
        Property {
            name: "payer_responsibility",
            ..text(PropertyForm::Absent { message: "there is none", help: "leave it out" })
        },
        text(PropertyForm::Text("PayerResponsibility")),
        text(PropertyForm::Pairs("Tags")),
    ],
    attributes: &[Attribute { name: "service_id", cloudformation: AttributeForm::Absent, ..ID }],
    ..NOWHERE
};

/// A part of a resource that has no such property.
pub(super) const MERGED: KindEntry = KindEntry {
    id: "wrong/merged",
    cloudformation: KindForm::Merge {
        into: "lb/target_group",
        through: "port",
        property: "Target",
    },
    properties: &[Property { required: true, ..text(named("Port")) }],
    ..NOWHERE
};

/// Nothing that could be read.
pub(super) const IMPLIED: KindEntry = KindEntry {
    id: "wrong/implied",
    cloudformation: KindForm::Implied(""),
    attributes: &[ID],
    ..NOWHERE
};

/// A custom resource.
pub(super) const CUSTOM: KindEntry = KindEntry {
    id: "wrong/custom",
    cloudformation: KindForm::Bridge("endpoint_details"),
    properties: &[
        text(named("Port")),
        text(PropertyForm::Tags("EndpointId")),
        Property { name: "endpoint_id", ..ABSENT_LIST },
        Property { name: "accepted", ty: PropertyType::Blocks, ..text(named("Accepted")) },
    ],
    attributes: &[
        ID,
        Attribute { name: "zones", cloudformation: AttributeForm::Get("Zones"), ..ID },
        Attribute { ty: PropertyType::Number, cloudformation: AttributeForm::Get("State"), ..ID },
        Attribute { cloudformation: AttributeForm::Get("Zonal.*"), ..ID },
        Attribute { name: "state", cloudformation: AttributeForm::Absent, ..ID },
        Attribute {
            cloudformation: AttributeForm::Text { text: "${AWS::Zone}/${Arn}", china: None },
            ..ID
        },
    ],
    ..NOWHERE
};

/// A custom resource of a bridge that is not there.
pub(super) const CUSTOM_BY_NOBODY: KindEntry = KindEntry {
    id: "wrong/custom_by_nobody",
    cloudformation: KindForm::Bridge("magic"),
    properties: &[text(named("Port"))],
    ..NOWHERE
};

/// A list of a custom resource that the bridge does not have.
pub(super) const LISTED: KindEntry = KindEntry {
    id: "wrong/listed",
    cloudformation: KindForm::Together { bridge: "endpoint_details", list: "Endpoints" },
    ..NOWHERE
};

/// What the objects of the list of [`ZONES`] do not have, and what none of them returns.
pub(super) const ZONE: KindEntry = KindEntry {
    id: "wrong/zone",
    properties: &[text(named("Port")), Property { name: "zone_id", ..text(named("ZoneId")) }],
    attributes: &[
        ID,
        Attribute { name: "zone_id", cloudformation: AttributeForm::Property("zone_id"), ..ID },
        Attribute { cloudformation: AttributeForm::Property("vpc_id"), ..ID },
    ],
    ..NOWHERE
};

/// A bridge that takes a list.
pub(super) const ZONES: Bridge = Bridge {
    name: "zones",
    summary: "",
    code: "",
    properties: &["Zones"],
    lists: &[("Zones", &["ZoneId"])],
    attributes: &[],
    permissions: &[],
    timeout_seconds: 1,
};

/// A list of a bridge that is not there.
pub(super) const LISTED_BY_NOBODY: KindEntry = KindEntry {
    id: "wrong/listed_by_nobody",
    cloudformation: KindForm::Together { bridge: "magic", list: "Endpoints" },
    ..NOWHERE
};

/// Properties inside of objects that are not there, or lack something.
pub(super) const ATTACHMENT: KindEntry = KindEntry {
    id: "wrong/attachment",
    cloudformation: KindForm::Resource("AWS::S3::Bucket"),
    import: Import {
        cloudformation: Identifiers::Properties(&[("BucketName", &[Piece::Value("bucket")])]),
        ..NOWHERE.import
    },
    properties: &[
        Property { name: "bucket", ..text(named("BucketName")) },
        Property { name: "nowhere", ..text(inside("Nowhere", "Status")) },
        Property { name: "colour", ..text(inside("VersioningConfiguration", "Colour")) },
        Property {
            name: "log_prefix",
            ..text(inside("IntelligentTieringConfigurations", "Prefix"))
        },
        Property {
            name: "paint",
            ..text(PropertyForm::Beside { name: "Paint", constant: ("AccessControl", "Green") })
        },
        // Without the status that the object needs.
        Property { name: "mfa", ..text(inside("AccelerateConfiguration", "AccelerationStatus")) },
    ],
    attributes: &[Attribute { cloudformation: AttributeForm::Property("bucket"), ..ID }],
    ..NOWHERE
};

const ABSENT_LIST: Property = Property {
    ty: PropertyType::StringList,
    terraform_type: PropertyType::StringList,
    ..text(PropertyForm::Absent { message: "", help: "" })
};

const fn inside(object: &'static str, name: &'static str) -> PropertyForm {
    PropertyForm::Named { name, words: None, list: false, wrap: None, inside: Some(object) }
}

const fn part(list: &'static str) -> AttributeForm {
    AttributeForm::Part { list, index: 0, separator: ":", part: 0 }
}
