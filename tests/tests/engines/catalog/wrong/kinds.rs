//! Kinds in which what all kinds have is wrong.

use privatelink_catalog::Segment::Field;
use privatelink_catalog::{
    Actions, Attribute, AttributeForm, Identifier, Identifiers, Import, KindEntry, KindForm,
    Property, PropertyForm, PropertyType, Segment,
};

/// A correct property of a listener, for making wrong ones of it.
pub(super) const PORT: Property = Property {
    name: "port",
    pulumi: "port",
    cloudformation: named("Port"),
    ty: PropertyType::Number,
    terraform_type: PropertyType::Number,
    required: false,
    fields: &[],
    needs: None,
    echo: None,
    set_once: None,
    reason: "",
};

pub(super) const NOWHERE: KindEntry = KindEntry {
    id: "wrong/nowhere",
    summary: "",
    terraform: "aws_no_such_thing",
    pulumi: "aws:lb/targetGroup:NoSuchThing",
    pulumi_formerly: &[],
    cloudformation: KindForm::Resource("AWS::EC2::NoSuchThing"),
    lookup: false,
    global: false,
    costs: &[],
    timeouts: &[],
    replaced_before: None,
    replaced_after: None,
    faults: &[],
    parallel: None,
    import: Import {
        terraform: Identifier::Absent(""),
        pulumi: Identifier::Absent(""),
        cloudformation: Identifiers::Absent(""),
    },
    picture: None,
    actions: Actions { create: &[], read: &[], update: &[], delete: &[], sometimes: &[] },
    properties: &[],
    attributes: &[],
};

/// A listener without the load balancer it needs.
pub(super) const LISTENER: KindEntry = KindEntry {
    id: "wrong/listener",
    terraform: "aws_lb_listener",
    pulumi: "aws:lb/listener:Listener",
    cloudformation: KindForm::Resource("AWS::ElasticLoadBalancingV2::Listener"),
    properties: &[
        PORT,
        Property {
            name: "sslPolicy",
            pulumi: "ssl_policy",
            cloudformation: named("SSLPolicy"),
            ..PORT
        },
        Property {
            name: "protocol",
            pulumi: "protocol",
            cloudformation: named("Protocol"),
            required: true,
            echo: Some("nowhere"),
            ..PORT
        },
        Property { name: "arn", pulumi: "arn", ..text(named("ListenerArn")) },
        Property {
            name: "default_action",
            pulumi: "defaultActions",
            cloudformation: named("DefaultActions"),
            ty: PropertyType::Blocks,
            terraform_type: PropertyType::Block,
            // Without the field `type`.
            fields: &[Property {
                name: "order",
                pulumi: "Order",
                cloudformation: named("order"),
                ..PORT
            }],
            ..PORT
        },
    ],
    attributes: &[
        attribute("dns_name", &[Field("dns_name")], &[Field("dnsName")]),
        Attribute {
            ty: PropertyType::Number,
            ..attribute("arn", &[Field("arn")], &[Field("arn")])
        },
        attribute("ssl_policy", &[Field("ssl_policy")], &[Field("sslPolicy")]),
    ],
    ..NOWHERE
};

/// Forms of properties that the resource does not have.
pub(super) const LOAD_BALANCER: KindEntry = KindEntry {
    id: "wrong/load_balancer",
    cloudformation: KindForm::Resource("AWS::ElasticLoadBalancingV2::LoadBalancer"),
    properties: &[
        text(PropertyForm::Attribute { list: "LoadBalancerAttributes", key: "cross_zone" }),
        text(PropertyForm::Attribute { list: "Subnets", key: "deletion_protection.enabled" }),
        text(PropertyForm::Tags("SecurityGroups")),
        text(PropertyForm::Named {
            name: "Scheme",
            words: Some(("internal", "external")),
            list: false,
            wrap: None,
            inside: None,
        }),
        text(one_in_a_list("Type", None)),
        text(one_in_a_list("SubnetMappings", Some("AllocationId"))),
        text(one_in_a_list("SubnetMappings", Some("Subnet"))),
        Property {
            ty: PropertyType::Block,
            fields: &[text(named("Bucket"))],
            ..text(PropertyForm::Spread)
        },
    ],
    attributes: &[
        Attribute { ty: PropertyType::Number, cloudformation: AttributeForm::Get("DNSName"), ..ID },
        Attribute {
            cloudformation: AttributeForm::Text {
                text: "${Dns}.${AWS::Zone}",
                china: Some("${Cn}"),
            },
            ..ID
        },
        Attribute { cloudformation: AttributeForm::Texts("${DNSName}"), ..ID },
    ],
    ..NOWHERE
};

pub(super) const PART: KindEntry = KindEntry {
    id: "wrong/part",
    cloudformation: KindForm::Fold {
        into: "lb/target_group",
        through: "target_group_arn",
        list: "Targets",
        element: None,
    },
    properties: &[text(named("Port"))],
    attributes: &[ID],
    ..NOWHERE
};

pub(super) const PART_OF_NOTHING: KindEntry = KindEntry {
    id: "wrong/part_of_nothing",
    cloudformation: KindForm::Fold {
        into: "lb/gate",
        through: "port",
        list: "Targets",
        element: None,
    },
    ..NOWHERE
};

pub(super) const PART_OF_NO_LIST: KindEntry = KindEntry {
    id: "wrong/part_of_no_list",
    cloudformation: KindForm::Fold {
        into: "lb/target_group",
        through: "port",
        list: "VpcId",
        element: None,
    },
    properties: &[Property { required: true, ..text(named("Port")) }],
    ..NOWHERE
};

/// A text where the list has objects, and more than the text.
pub(super) const PART_OF_TEXTS: KindEntry = KindEntry {
    id: "wrong/part_of_texts",
    cloudformation: KindForm::Fold {
        into: "lb/target_group",
        through: "port",
        list: "Targets",
        element: Some("target_id"),
    },
    properties: &[
        Property { required: true, ..text(named("Port")) },
        Property { name: "target_id", required: true, ..text(named("Id")) },
        Property { name: "other", ..PORT },
    ],
    ..NOWHERE
};

pub(super) const COLLECTED: KindEntry = KindEntry {
    id: "wrong/collected",
    cloudformation: KindForm::Collect {
        type_name: "AWS::EC2::VPCEndpointServicePermissions",
        owner: ("port", "AllowedPrincipals"),
        list: ("principal", "Principals"),
    },
    properties: &[
        Property { required: true, ..text(named("Port")) },
        Property { name: "other", ..PORT },
    ],
    ..NOWHERE
};

pub(super) const ID: Attribute = attribute("id", &[Field("id")], &[Field("id")]);

/// An attribute that stands at the end of these ways.
pub(super) const fn attribute(
    name: &'static str,
    terraform: &'static [Segment],
    pulumi: &'static [Segment],
) -> Attribute {
    let (ty, cloudformation) = (PropertyType::String, AttributeForm::Ref);
    Attribute { name, terraform, pulumi, cloudformation, ty, needs: None, reason: "" }
}

pub(super) const fn text(cloudformation: PropertyForm) -> Property {
    let (ty, terraform_type) = (PropertyType::String, PropertyType::String);
    Property { cloudformation, ty, terraform_type, ..PORT }
}

pub(super) const fn named(name: &'static str) -> PropertyForm {
    PropertyForm::Named { name, words: None, list: false, wrap: None, inside: None }
}

const fn one_in_a_list(name: &'static str, wrap: Option<&'static str>) -> PropertyForm {
    PropertyForm::Named { name, words: None, list: true, wrap, inside: None }
}
