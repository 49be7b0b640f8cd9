//! Kinds in which everything is wrong, and that each check says so.

use privatelink_catalog::{
    Attribute, AttributeForm, KINDS, KindEntry, KindForm, Property, PropertyForm, PropertyType,
};
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;

use crate::catalog::cloudformation;
use crate::catalog::mismatch::Mismatch;
use crate::catalog::pulumi::Package;
use crate::catalog::resource_types::ResourceTypes;
use crate::catalog::terraform as provider;

/// Every mismatch with the Terraform provider is found.
pub(crate) fn terraform(tools: &Toolchain) -> Result<(), Failure> {
    let provider = provider::provider(tools)?;
    let found = [&NOWHERE, &LISTENER].into_iter().flat_map(|kind| provider.check(kind));
    same(found, TERRAFORM)
}

/// Every mismatch with a version of `pulumi-aws` is found.
pub(crate) fn pulumi(package: &Package) -> Result<(), Failure> {
    let found = [&NOWHERE, &LISTENER].into_iter().flat_map(|kind| package.check(kind));
    same(found, PULUMI)
}

/// Every mismatch with `CloudFormation` is found, in each form.
pub(crate) fn cloudformation(tools: &Toolchain) -> Result<(), Failure> {
    let kinds = [
        &NOWHERE,
        &LISTENER,
        &LOAD_BALANCER,
        &PART,
        &PART_OF_NOTHING,
        &PART_OF_NO_LIST,
        &COLLECTED,
    ];
    let owners = KINDS.iter().copied();
    let types = ResourceTypes::read(tools, &owners.chain(kinds).collect::<Vec<_>>())?;
    let found = kinds.into_iter().flat_map(|kind| cloudformation::check(kind, &types));
    same(found, CLOUDFORMATION)
}

/// Compares messages with how each is expected to begin: versions spell types differently.
fn same(found: impl Iterator<Item = Mismatch>, expected: &str) -> Result<(), Failure> {
    let found: Vec<String> = found.map(|mismatch| mismatch.to_string()).collect();
    let expected = expected.trim();
    let same = found.len() == expected.lines().count()
        && found.iter().zip(expected.lines()).all(|(found, begin)| found.starts_with(begin));
    if same {
        return Ok(());
    }
    let found = found.join("\n");
    Err(Failure::new(format!("found:\n{found}\nexpected:\n{expected}")))
}

/// A correct property of a listener, for making wrong ones of it.
const PORT: Property = Property {
    name: "port",
    pulumi: "port",
    cloudformation: named("Port"),
    ty: PropertyType::Number,
    terraform_type: PropertyType::Number,
    required: false,
    fields: &[],
    echo: None,
    reason: "",
};

const NOWHERE: KindEntry = KindEntry {
    id: "wrong/nowhere",
    summary: "",
    terraform: "aws_no_such_thing",
    pulumi: "aws:lb/targetGroup:NoSuchThing",
    cloudformation: KindForm::Resource("AWS::EC2::NoSuchThing"),
    properties: &[],
    attributes: &[],
};

/// A listener without the load balancer it needs.
const LISTENER: KindEntry = KindEntry {
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
        Attribute { name: "dns_name", pulumi: "dnsName", ..ID },
        Attribute { name: "arn", pulumi: "arn", ty: PropertyType::Number, ..ID },
        Attribute { name: "ssl_policy", pulumi: "sslPolicy", ..ID },
    ],
    ..NOWHERE
};

/// Forms of properties that the resource does not have.
const LOAD_BALANCER: KindEntry = KindEntry {
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

const PART: KindEntry = KindEntry {
    id: "wrong/part",
    cloudformation: KindForm::Fold {
        into: "lb/target_group",
        through: "target_group_arn",
        list: "Targets",
    },
    properties: &[text(named("Port"))],
    attributes: &[ID],
    ..NOWHERE
};

const PART_OF_NOTHING: KindEntry = KindEntry {
    id: "wrong/part_of_nothing",
    cloudformation: KindForm::Fold { into: "lb/gate", through: "port", list: "Targets" },
    ..NOWHERE
};

const PART_OF_NO_LIST: KindEntry = KindEntry {
    id: "wrong/part_of_no_list",
    cloudformation: KindForm::Fold { into: "lb/target_group", through: "port", list: "VpcId" },
    properties: &[Property { required: true, ..text(named("Port")) }],
    ..NOWHERE
};

const COLLECTED: KindEntry = KindEntry {
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

const ID: Attribute = Attribute {
    name: "id",
    pulumi: "id",
    cloudformation: AttributeForm::Ref,
    ty: PropertyType::String,
    reason: "",
};

const fn text(cloudformation: PropertyForm) -> Property {
    let (ty, terraform_type) = (PropertyType::String, PropertyType::String);
    Property { cloudformation, ty, terraform_type, ..PORT }
}

const fn named(name: &'static str) -> PropertyForm {
    PropertyForm::Named { name, words: None, list: false, wrap: None }
}

const fn one_in_a_list(name: &'static str, wrap: Option<&'static str>) -> PropertyForm {
    PropertyForm::Named { name, words: None, list: true, wrap }
}

/// How the messages begin, one per line.
const TERRAFORM: &str = r#"
`wrong/nowhere`, Terraform type: the catalog says `aws_no_such_thing`, the source has no such resource
`wrong/listener`, property `sslPolicy`: the catalog says `sslPolicy`, the source lets nothing of this name be set
`wrong/listener`, property `protocol`: the catalog says number, the source says "string"
`wrong/listener`, property `arn`: the catalog says `arn`, the source lets nothing of this name be set
`wrong/listener`, property `default_action`: the catalog says block, the source says a nested block, "list"
`wrong/listener`, property `default_action`: the catalog says optional, the source requires `default_action`
`wrong/listener`, properties: the catalog says that `load_balancer_arn` can be left out, the source requires it
`wrong/listener`, property `protocol`: the catalog says required, the source does not require it, and `STRICTER` gives no reason
`wrong/listener`, property `default_action`: the catalog says that `type` can be left out, the source requires it
`wrong/listener`, attribute `dns_name`: the catalog says `dns_name`, the source computes nothing of this name
`wrong/listener`, attribute `arn`: the catalog says number, the source says "string"
"#;

const PULUMI: &str = r"
`wrong/nowhere`, Pulumi token: the catalog says `aws:lb/targetGroup:NoSuchThing`, the source has no such resource
`wrong/listener`, property `sslPolicy`: the catalog says `ssl_policy`, the source lets nothing of this name be set
`wrong/listener`, property `protocol`: the catalog says number, the source says `pulumi.Input<string
`wrong/listener`, property `arn`: the catalog says `arn`, the source lets nothing of this name be set
`wrong/listener`, property `default_action`: the catalog says optional, the source requires `defaultActions`
`wrong/listener`, properties: the catalog says that `loadBalancerArn` can be left out, the source requires it
`wrong/listener`, property `default_action.order`: the catalog says `Order`, the source lets nothing of this name be set
`wrong/listener`, property `default_action`: the catalog says that `type` can be left out, the source requires it
`wrong/listener`, property `protocol`: the catalog says that `nowhere` shows it, the source has no output of this name
`wrong/listener`, attribute `dns_name`: the catalog says `dnsName`, the source has no output of this name
`wrong/listener`, attribute `arn`: the catalog says number, the source says `pulumi.Output<string>`
";

const CLOUDFORMATION: &str = r#"
`wrong/nowhere`, CloudFormation type: the catalog says `AWS::EC2::NoSuchThing`, the source has no such resource type
`wrong/listener`, property `sslPolicy`: the catalog says `SSLPolicy`, the source has no such property
`wrong/listener`, property `protocol`: the catalog says number, the source says type "string", enum [
`wrong/listener`, property `arn`: the catalog says `ListenerArn`, the source says that it is read-only
`wrong/listener`, property `default_action.order`: the catalog says `order`, the source has no such property
`wrong/listener`, property `default_action`: the catalog says that `Type` can be left out, the source requires it
`wrong/listener`, properties: the catalog says that `LoadBalancerArn` can be left out, the source requires it
`wrong/listener`, properties: the catalog says that `DefaultActions` can be left out, the source requires it
`wrong/listener`, attribute `dns_name`: the catalog says `Ref`, the source returns `ListenerArn` for that
`wrong/listener`, attribute `arn`: the catalog says number, the source takes string in this form
`wrong/listener`, attribute `ssl_policy`: the catalog says `Ref`, the source returns `ListenerArn` for that
`wrong/load_balancer`, property `port`: the catalog says the key `cross_zone`, the source documents the keys [
`wrong/load_balancer`, property `port`: the catalog says a list of `Key` and `Value`, the source says type "array", items {"format":"AWS::EC2::Subnet.Id","type":"string"}
`wrong/load_balancer`, property `port`: the catalog says the key `deletion_protection.enabled`, the source documents the keys [
`wrong/load_balancer`, property `port`: the catalog says string, the source takes map(string) in this form
`wrong/load_balancer`, property `port`: the catalog says a list of `Key` and `Value`, the source says type "array", items {"format":"AWS::EC2::SecurityGroup.Id","type":"string"}
`wrong/load_balancer`, property `port`: the catalog says string, the source takes bool in this form
`wrong/load_balancer`, property `port`: the catalog says the word `external`, the source says type "string", enum [
`wrong/load_balancer`, property `port`: the catalog says a list of one, the source says type "string", enum [
`wrong/load_balancer`, property `port`: the catalog says an object of `AllocationId` alone, the source says type "object", required ["SubnetId"]
`wrong/load_balancer`, property `port`: the catalog says an object of `Subnet` alone, the source says type "object", required ["SubnetId"]
`wrong/load_balancer`, property `port.port`: the catalog says `Bucket`, the source has no such property
`wrong/load_balancer`, attribute `id`: the catalog says number, the source says that `DNSName` is string
`wrong/load_balancer`, attribute `id`: the catalog says `Dns`, the source has no such name for `Fn::GetAtt`
`wrong/load_balancer`, attribute `id`: the catalog says `AWS::Zone`, the source has no such pseudo parameter
`wrong/load_balancer`, attribute `id`: the catalog says `Cn`, the source has no such name for `Fn::GetAtt`
`wrong/load_balancer`, attribute `id`: the catalog says string, the source takes list(string) in this form
`wrong/part`, property `target_group_arn`: the catalog says a link between resources, the source needs a required string for that
`wrong/part`, property `port`: the catalog says string, the source says type "integer"
`wrong/part`, properties: the catalog says that `Id` can be left out, the source requires it
`wrong/part`, attribute `id`: the catalog says that it can be read, the source has no resource of its own for it
`wrong/part_of_nothing`, CloudFormation type: the catalog says a part of `lb/gate`, the source has no such resource type
`wrong/part_of_no_list`, CloudFormation type: the catalog says an element of `VpcId`, the source has no such list in `AWS::ElasticLoadBalancingV2::TargetGroup`
`wrong/collected`, property `port`: the catalog says string, the source says type "array", items {"type":"string"}
`wrong/collected`, property `principal`: the catalog says a link between resources, the source needs a required string for that
`wrong/collected`, property `principal`: the catalog says `Principals`, the source has no such property
`wrong/collected`, properties: the catalog says that `ServiceId` can be left out, the source requires it
`wrong/collected`, property `other`: the catalog says a property, the source has only the owner and the list
"#;
