//! Forms that no component uses yet, with kinds and a bridge of this test where they need more than shipped ones have: one
//! custom resource for all instances, an object that several properties stand in, a property beside one that is always the
//! same, a limit on how many are made at once, and elements that are texts.
//!
//! ```text
//! zone_use (one per zone) <-- record (one per zone, one of them in another slot)    attachment (one per key)    log
//! share <-- shared (one per profile), principal (one per account) <-- told
//! ```

use super::told;
use crate::cloudformation::{Compiled, Format, compile_with, read_inputs};
use privatelink_catalog::ec2::flow_log;
use privatelink_catalog::engines::FUNCTIONS;
use privatelink_catalog::ram::{principal_association, resource_association, resource_share};
use privatelink_catalog::route53::{profile, record};
use privatelink_catalog::{
    Actions, Attribute, AttributeForm, Bridge, Catalog, Identifier, Identifiers, Import, KindEntry,
    KindForm, Parallel, Property, PropertyForm, PropertyType, Segment,
};
use privatelink_ir::expr::{input, list, text};
use privatelink_ir::graph::{each, each_key, node};
use privatelink_ir::{Component, Graph, Kind, Name, Problem, Value};
use schemars::JsonSchema;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::num::NonZeroU32;

const CATALOG: Catalog = Catalog { kinds, bridges };

const ZONE_USE: Kind = Kind("route53/zone_association");
const ATTACHMENT: Kind = Kind("ec2/limited_attachment");
const ZONE_ID: Name = Name("zone_id");
const VPC_ID: Name = Name("vpc_id");

fn kinds(kind: Kind) -> Option<&'static KindEntry> {
    let own = [&ASSOCIATION, &TRANSIT].into_iter().find(|entry| entry.id == kind.0);
    own.or_else(|| privatelink_catalog::find(kind))
}

fn bridges(name: &str) -> Option<&'static Bridge> {
    (name == BRIDGE.name).then_some(&BRIDGE)
}

static BRIDGE: Bridge = Bridge {
    name: "associate_zones",
    summary: "Makes the names of zones resolve in a VPC.",
    code: "def handler(event, context):\n    return event\n",
    properties: &["Zones"],
    lists: &[("Zones", &["ZoneId", "VPCId", "Kept"])],
    attributes: &[],
    permissions: &[(&["route53:AssociateVPCWithHostedZone"], "*")],
    timeout_seconds: 300,
};

static ASSOCIATION: KindEntry = KindEntry {
    id: ZONE_USE.0,
    terraform: "aws_route53_zone_association",
    pulumi: "aws:route53/zoneAssociation:ZoneAssociation",
    cloudformation: KindForm::Together { bridge: "associate_zones", list: "Zones" },
    properties: &[
        Property { name: "zone_id", required: true, ..TEXT },
        Property { name: "vpc_id", cloudformation: named("VPCId", None), ..TEXT },
        Property {
            name: "kept",
            cloudformation: named("Kept", None),
            ty: PropertyType::Bool,
            needs: Some(FUNCTIONS),
            ..TEXT
        },
    ],
    attributes: &[Attribute {
        name: "zone_id",
        terraform: &[Segment::Field("zone_id")],
        pulumi: &[Segment::Field("zoneId")],
        cloudformation: AttributeForm::Property("zone_id"),
        ty: PropertyType::String,
        needs: None,
        reason: "what all are made together with tells nothing about one",
    }],
    ..NOTHING
};

static TRANSIT: KindEntry = KindEntry {
    id: ATTACHMENT.0,
    terraform: "aws_ec2_transit_gateway_vpc_attachment",
    pulumi: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    cloudformation: KindForm::Resource("AWS::EC2::TransitGatewayAttachment"),
    faults: &[],
    parallel: Some(Parallel { most: 2, reason: "AWS refuses more", source: "this test" }),
    properties: &[
        Property { name: "vpc_id", cloudformation: named("VpcId", None), ..TEXT },
        Property { name: "dns_support", cloudformation: named("DnsSupport", OPTIONS), ..TEXT },
        Property { name: "ipv6_support", cloudformation: named("Ipv6Support", OPTIONS), ..TEXT },
    ],
    ..NOTHING
};

const OPTIONS: Option<&str> = Some("Options");

const TEXT: Property = Property {
    name: "",
    pulumi: "",
    cloudformation: named("ZoneId", None),
    ty: PropertyType::String,
    terraform_type: PropertyType::String,
    required: false,
    fields: &[],
    needs: None,
    echo: None,
    set_once: None,
    reason: "",
};

const NOTHING: KindEntry = KindEntry {
    id: "",
    summary: "",
    terraform: "",
    pulumi: "",
    pulumi_formerly: &[],
    cloudformation: KindForm::Implied(""),
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

const fn named(name: &'static str, inside: Option<&'static str>) -> PropertyForm {
    PropertyForm::Named { name, words: None, list: false, wrap: None, inside }
}

const COMPONENT: Component = Component::new::<Inputs>("Forms", graph);

/// Zones and attachments.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Zones that resolve in the VPC, by any name.
    #[schemars(extend("default" = {}))]
    zones: BTreeMap<String, Value<String>>,
    /// The VPC.
    vpc_id: Value<String>,
    /// Whether the VPC resolves them.
    #[schemars(extend("default" = true))]
    resolves: Value<bool>,
    /// A zone with a record in another account.
    far: Option<String>,
    /// Attachments, by any name; each says whether it has IPv6.
    #[schemars(extend("default" = {}))]
    attachments: BTreeMap<String, Value<String>>,
    /// Name of a share.
    share: Option<String>,
    /// Profiles to share, by any name, with their own names.
    #[schemars(extend("default" = {}))]
    profiles: BTreeMap<String, Value<String>>,
    /// Accounts to share them with, by any name.
    #[schemars(extend("default" = {}))]
    accounts: BTreeMap<String, Value<String>>,
    /// Names of the DNS setting.
    dns: Option<Value<String>>,
}

fn graph() -> Graph {
    let uses = node("zone_use", ZONE_USE)
        .for_each(input("zones"))
        .set(ZONE_ID, each())
        .set(VPC_ID, input("resolves").then(input("vpcId")))
        .set(Name("kept"), true);
    let name = |of| text([of, ".example.com".into()]);
    let a = |node: privatelink_ir::Node| {
        node.set(record::TYPE, "A").set(record::RECORDS, list(["10.0.0.1".into()]))
    };
    let records = a(node("record", record::KIND))
        .for_each(input("zones"))
        .set(record::ZONE_ID, uses.instance(each_key(), ZONE_ID))
        .set(record::NAME, name(each_key()));
    let far = a(node("far", record::KIND))
        .in_slot("peer")
        .only_if(input("far").is_set())
        .set(record::ZONE_ID, uses.instance(input("far"), ZONE_ID))
        .set(record::NAME, name(input("far")));
    let attachments = node("attachment", ATTACHMENT)
        .for_each(input("attachments"))
        .set(VPC_ID, input("vpcId"))
        .set(Name("dns_support"), input("dns"))
        .set(Name("ipv6_support"), each().equals("yes").then("enable"));
    let log = node("log", flow_log::KIND).set(VPC_ID, input("vpcId"));
    let nodes = [uses, records, far, attachments, log].into_iter().chain(shares());
    Graph::new(nodes)
}

/// A share of profiles, and a profile that is made once it is complete.
fn shares() -> [privatelink_ir::Node; 5] {
    let share = node("share", resource_share::KIND)
        .only_if(input("share").is_set())
        .set(resource_share::NAME, input("share"));
    let profiles =
        node("profile", profile::KIND).for_each(input("profiles")).set(profile::NAME, each());
    let arn = || share.attribute(resource_share::ARN);
    let shared = node("shared", resource_association::KIND)
        .for_each(input("profiles"))
        .set(resource_association::RESOURCE_SHARE_ARN, arn())
        .set(resource_association::RESOURCE_ARN, profiles.instance(each_key(), profile::ARN));
    let principals = node("principal", principal_association::KIND)
        .for_each(input("accounts"))
        .set(principal_association::RESOURCE_SHARE_ARN, arn())
        .set(principal_association::PRINCIPAL, each());
    let told = node("told", profile::KIND)
        .only_if(input("share").is_set())
        .set(profile::NAME, "told")
        .after(&["principal"]);
    [share, profiles, shared, principals, told]
}

fn compiled(inputs: &Json) -> Result<Compiled, Vec<Problem>> {
    compile_with(
        CATALOG,
        &COMPONENT.model(),
        &read_inputs(inputs),
        &[Format::Json],
        NonZeroU32::MIN,
    )
}

fn template(inputs: &Json, file: &str) -> Json {
    let compiled = compiled(inputs).unwrap_or_else(|problems| panic!("{}", told(&problems)));
    serde_json::from_str(&compiled.files.0[file]).unwrap()
}

fn zones() -> Json {
    json!({ "vpcId": "vpc-1", "zones": { "one": "Z1", "two": "Z2" }, "far": "two" })
}

#[test]
fn all_instances_are_one_custom_resource_with_a_list() {
    let template = template(&zones(), "template.json");
    let resources = template["Resources"].as_object().unwrap();
    let ids: Vec<&String> = resources.keys().collect();
    let machinery = ["AssociateZonesFunction", "AssociateZonesRole"];
    assert_eq!(ids.len(), 4 + machinery.len(), "{ids:?}");
    let vpc =
        json!({ "Fn::If": ["ResolvesIsTrue", { "Ref": "VpcId" }, { "Ref": "AWS::NoValue" }] });
    let zone = |id: &str| json!({ "ZoneId": { "Ref": id }, "VPCId": vpc, "Kept": "true" });
    assert_eq!(
        resources["ZoneUse"],
        json!({
            "Type": "Custom::AssociateZones",
            "Properties": {
                "ServiceToken": { "Fn::GetAtt": ["AssociateZonesFunction", "Arn"] },
                "ServiceTimeout": 360,
                "Zones": [zone("ZonesOne"), zone("ZonesTwo")],
            },
        })
    );
}

#[test]
fn an_attribute_repeats_a_property_and_waits_for_all() {
    let here = template(&zones(), "template.json");
    for (record, zone) in [("RecordOne", "ZonesOne"), ("RecordTwo", "ZonesTwo")] {
        let record = &here["Resources"][record];
        assert_eq!(record["Properties"]["HostedZoneId"], json!({ "Ref": zone }));
        assert_eq!(record["DependsOn"], json!(["ZoneUse"]));
    }
    // Another stack is made after the one with the list, and reads the property without it.
    let there = template(&zones(), "template-peer.json");
    let far = &there["Resources"]["Far"];
    assert_eq!(far["Properties"]["HostedZoneId"], json!({ "Ref": "ZonesTwo" }));
    assert!(there["Description"].as_str().unwrap().contains("Stack 2 of 2"));
}

#[test]
fn properties_inside_of_one_object_stand_beside_each_other() {
    let attachment = |more: Json| {
        let mut inputs = json!({ "vpcId": "vpc-1" });
        let (inputs_of, more) = (inputs.as_object_mut().unwrap(), more.as_object().unwrap());
        inputs_of.extend(more.clone());
        template(&inputs, "template.json")["Resources"]["AttachmentA"]["Properties"].clone()
    };
    let dns = json!({ "Ref": "Dns" });
    let on = json!({ "Fn::If": ["AttachmentsAIsYes", "enable", { "Ref": "AWS::NoValue" }] });
    let both = attachment(json!({ "attachments": { "a": "yes" }, "dns": "enable" }));
    assert_eq!(both["Options"], json!({ "DnsSupport": dns, "Ipv6Support": on }), "{both:#}");
}

#[test]
fn a_property_has_one_beside_it_that_is_always_the_same() {
    let template = template(&zones(), "template.json");
    let expected = json!({ "ResourceId": { "Ref": "VpcId" }, "ResourceType": "VPC" });
    assert_eq!(template["Resources"]["Log"]["Properties"], expected);
}

#[test]
fn elements_that_are_texts_stand_in_the_lists_of_their_owner() {
    let inputs = json!({
        "vpcId": "vpc-1",
        "share": "names",
        "profiles": { "a": "one", "b": "two" },
        "accounts": { "x": "111111111111" },
    });
    let template = template(&inputs, "template.json");
    let arn = |id: &str| json!({ "Fn::GetAtt": [id, "Arn"] });
    assert_eq!(
        template["Resources"]["Share"],
        json!({
            "Type": "AWS::RAM::ResourceShare",
            "Properties": {
                "Name": "names",
                "ResourceArns": [arn("ProfileA"), arn("ProfileB")],
                "Principals": [{ "Ref": "AccountsX" }],
            },
        })
    );
    // Who waits for a part waits for the whole.
    assert_eq!(template["Resources"]["Told"]["DependsOn"], json!(["Share"]));
}

#[test]
fn no_more_are_made_at_once_than_may_be() {
    let inputs = json!({
        "vpcId": "vpc-1",
        "attachments": { "a": "no", "b": "no", "c": "no", "d": "no", "e": "no" },
    });
    let template = template(&inputs, "template.json");
    let before =
        |id: &str| template["Resources"][format!("Attachment{id}")].get("DependsOn").cloned();
    assert_eq!([before("A"), before("B")], [None, None]);
    for (id, waits) in [("C", "AttachmentA"), ("D", "AttachmentB"), ("E", "AttachmentC")] {
        assert_eq!(before(id), Some(json!([waits])));
    }
}

#[test]
fn two_resources_with_one_id_are_refused() {
    // The second key is made to look like what becomes of the first.
    let print = privatelink_catalog::identity::fingerprint("a-b");
    let alike = format!("aB{print}");
    let inputs = json!({ "vpcId": "vpc-1", "attachments": { "a-b": "no", alike.as_str(): "no" } });
    let said = compiled(&inputs).map(|_| ()).map_err(|problems| told(&problems));
    let expected = format!(
        "[cloudformation/same-id]: `attachment[\"{alike}\"]` would have the logical id `AttachmentAB{print}`, which \
         another resource has; choose another key\n"
    );
    assert_eq!(said, Err(expected));
}
