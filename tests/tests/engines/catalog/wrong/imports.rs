//! Kinds with identifiers that are wrong.

use privatelink_catalog::Segment::Field;
use privatelink_catalog::{
    Attribute, AttributeForm, Identifier, Identifiers, Import, KindEntry, KindForm, Piece, Property,
};

use crate::catalog::wrong::kinds::{ID, NOWHERE, PORT, attribute, named, text};

/// No ARN, and an ARN that is somebody else's.
pub(super) const OTHER: KindEntry = KindEntry {
    id: "wrong/import_of_another",
    pulumi: "aws:lb/listener:Listener",
    cloudformation: KindForm::Resource("AWS::ElasticLoadBalancingV2::Listener"),
    import: Import {
        terraform: Identifier::Text(&[Piece::Value("port")]),
        pulumi: Identifier::Text(&[Piece::Value("load_balancer_arn")]),
        // A property that identifies nothing, and one that is left out.
        cloudformation: Identifiers::Properties(&[("Port", &[Piece::Value("port")])]),
    },
    properties: &[PORT],
    ..NOWHERE
};

/// The right parts in the wrong order, and between the wrong signs.
pub(super) const PARTS: KindEntry = KindEntry {
    id: "wrong/import_of_parts",
    pulumi: "aws:route53/record:Record",
    cloudformation: KindForm::Resource("AWS::Route53::RecordSetGroup"),
    import: Import {
        terraform: Identifier::Text(&[
            Piece::Value("zone_id"),
            Piece::Text("_"),
            Piece::Value("type"),
            Piece::Text("_"),
            Piece::Value("name"),
        ]),
        pulumi: Identifier::Text(&[
            Piece::Value("zone_id"),
            Piece::Text(","),
            Piece::Value("name"),
            Piece::Text(","),
            Piece::Value("type"),
        ]),
        // Nothing of this type is imported.
        cloudformation: Identifiers::Properties(&[("Id", &[Piece::Value("id")])]),
    },
    properties: &[
        Property { name: "name", required: true, ..text(named("Name")) },
        Property { name: "type", required: true, ..text(named("Type")) },
    ],
    attributes: &[ID],
    ..NOWHERE
};

/// One part of two, and of the wrong example.
pub(super) const HALF: KindEntry = KindEntry {
    id: "wrong/import_of_half",
    pulumi: "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter",
    cloudformation: KindForm::Resource("AWS::S3::Bucket"),
    import: Import {
        terraform: Identifier::Text(&[Piece::Value("vpc_endpoint_id")]),
        pulumi: Identifier::Text(&[
            Piece::Value("owner_id"),
            Piece::Text("_"),
            Piece::Value("vpc_endpoint_id"),
        ]),
        // The right property, but not its value.
        cloudformation: Identifiers::Properties(&[("BucketName", &[Piece::Value("arn")])]),
    },
    attributes: &[Attribute {
        cloudformation: AttributeForm::Get("Arn"),
        ..attribute("arn", &[Field("arn")], &[Field("arn")])
    }],
    ..NOWHERE
};

/// It can be imported after all.
pub(super) const REFUSED: KindEntry = KindEntry {
    id: "wrong/import_refused",
    pulumi: "aws:ec2/vpcEndpoint:VpcEndpoint",
    cloudformation: KindForm::Resource("AWS::S3::Bucket"),
    import: Import {
        terraform: Identifier::Absent("nobody does"),
        pulumi: Identifier::Absent("nobody does"),
        cloudformation: Identifiers::Absent("nobody does"),
    },
    ..NOWHERE
};

/// It cannot.
pub(super) const WANTED: KindEntry = KindEntry {
    id: "wrong/import_wanted",
    pulumi: "aws:acm/certificateValidation:CertificateValidation",
    cloudformation: KindForm::Collect {
        type_name: "AWS::EC2::VPCEndpointServicePermissions",
        owner: ("service_id", "ServiceId"),
        list: ("principal", "AllowedPrincipals"),
    },
    import: Import {
        terraform: Identifier::Text(&[Piece::Value("arn")]),
        pulumi: Identifier::Text(&[Piece::Value("arn")]),
        // The one, but what is in the list of the other.
        cloudformation: Identifiers::Properties(&[("ServiceId", &[Piece::Value("principal")])]),
    },
    properties: &[
        Property { name: "service_id", required: true, ..text(named("ServiceId")) },
        Property { name: "principal", required: true, ..text(named("")) },
    ],
    ..NOWHERE
};
