//! `Hub`: a component for benchmarks, shaped like a network hub with hundreds of spokes.
//!
//! ```text
//! endpoint (services) <-- record (services x zones x records) --> zone (services x zones) <-- use (spokes x zones)
//! group <-- allow (spokes x tables x ranges) --after the same spoke--> notice (spokes) --after all--> zone
//! ```
//!
//! Included by its path, so that every crate can measure the same component.

use privatelink_catalog::ec2::{
    security_group as group, security_group_ingress_rule as ingress, vpc_endpoint as endpoint,
};
use privatelink_catalog::facts::REGION;
use privatelink_catalog::route53::{profile_resource_association as association, record, zone};
use privatelink_catalog::sns::topic;
use privatelink_ir::expr::{
    for_list, for_map, here, input, key, list, local, merge, object, text, value,
};
use privatelink_ir::graph::{each, each_key, node};
use privatelink_ir::{Component, Expr, Graph, Type, Value};
use schemars::JsonSchema;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// The component.
pub(crate) const COMPONENT: Component = Component::new::<Inputs>("Hub", graph);

/// Zones of a service, records of a zone.
const ZONES: usize = 3;
const RECORDS: usize = 4;
/// Zones that a spoke uses, its tables, ranges of a table.
const USES: usize = 4;
const TABLES: usize = 2;
const RANGES: usize = 4;

const PER_SERVICE: usize = 1 + ZONES + ZONES * RECORDS;
const PER_SPOKE: usize = 1 + USES + TABLES * RANGES;

/// A hub and its spokes.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Name of the hub.
    name: String,
    /// VPC of the hub.
    vpc_id: Value<String>,
    /// Profile that spokes use zones by.
    profile_id: Value<String>,
    /// Services of the hub.
    services: BTreeMap<String, Service>,
    /// Networks that use the services.
    spokes: BTreeMap<String, Spoke>,
    /// Tags of all resources.
    #[schemars(extend("default" = {}))]
    tags: Value<BTreeMap<String, String>>,
}

/// A service.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Service {
    /// Its name.
    service_name: Value<String>,
    /// Zones for its names.
    zones: BTreeMap<String, Zone>,
}

/// A zone.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Zone {
    /// Its domain.
    domain: String,
    /// Names in it.
    records: BTreeMap<String, Record>,
}

/// A record.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Record {
    /// Its type.
    r#type: String,
}

/// A spoke.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Spoke {
    /// Its account.
    account_id: Value<String>,
    /// Zones that it uses, by their keys.
    zones: Vec<String>,
    /// Its tables, and the ranges of each.
    tables: BTreeMap<String, Vec<String>>,
}

fn graph() -> Graph {
    let tags = |name: Expr| merge(list([input("tags"), object([("Name", name)])]));
    let named = |suffix: Expr| tags(text([input("name"), "-".into(), suffix]));
    let group = node("group", group::KIND)
        .set(group::VPC_ID, input("vpcId"))
        .set(group::DESCRIPTION, text([input("name"), " endpoints".into()]))
        .set(group::TAGS, tags(input("name")));
    let endpoint = node("endpoint", endpoint::KIND)
        .for_each(input("services"))
        .set(endpoint::VPC_ID, input("vpcId"))
        .set(endpoint::SERVICE_NAME, each().get("serviceName"))
        .set(endpoint::VPC_ENDPOINT_TYPE, "Interface")
        .set(endpoint::SECURITY_GROUP_IDS, list([group.attribute(group::ID)]))
        .set(endpoint::TAGS, named(each_key()));
    let zone = node("zone", zone::KIND)
        .for_each(local("zones"))
        .set(zone::NAME, text([each().get("domain"), ".".into(), here(REGION)]))
        .set(zone::VPC, list([object([("vpc_id", input("vpcId")), ("vpc_region", here(REGION))])]))
        .set(zone::TAGS, named(each_key()));
    let of_service = |name| endpoint.instance(each().get("service"), name);
    let record = node("record", record::KIND)
        .for_each(local("records"))
        .set(record::ZONE_ID, zone.instance(each().get("zone"), zone::ZONE_ID))
        .set(record::NAME, text([each().get("name"), ".".into(), each().get("domain")]))
        .set(record::TYPE, each().get("type"))
        .set(
            record::ALIAS,
            list([object([
                ("name", of_service(endpoint::REGIONAL_DNS_NAME)),
                ("zone_id", of_service(endpoint::REGIONAL_ZONE_ID)),
                ("evaluate_target_health", false.into()),
            ])]),
        );
    let notice = node("notice", topic::KIND)
        .for_each(input("spokes"))
        .set(topic::TAGS, named(text([each_key(), "-".into(), each().get("accountId")])))
        .after(&["zone"]);
    let uses = node("use", association::KIND)
        .for_each(local("uses"))
        .set(association::NAME, each_key())
        .set(association::PROFILE_ID, input("profileId"))
        .set(association::RESOURCE_ARN, zone.instance(each().get("zone"), zone::ARN));
    let allow = node("allow", ingress::KIND)
        .for_each(local("ranges"))
        .set(ingress::SECURITY_GROUP_ID, group.attribute(group::ID))
        .set(ingress::IP_PROTOCOL, "tcp")
        .set(ingress::FROM_PORT, 443)
        .set(ingress::TO_PORT, 443)
        .set(ingress::CIDR_IPV4, each().get("range"))
        .set(ingress::DESCRIPTION, text([each_key(), " of ".into(), input("name")]))
        .after_instance("notice", each().get("spoke"));
    let ids = endpoint.instances(endpoint::ID);
    let group_id = group.attribute(group::ID);
    Graph::new([group, endpoint, zone, record, notice, uses, allow])
        .local("zones", zones())
        .local("records", records())
        .local("uses", of_spokes("zones", value("part"), object([("zone", value("part"))])))
        .local("ranges", ranges())
        .output("endpointIds", Type::map_of(Type::text()), "Endpoints by service.", ids)
        .output("groupId", Type::text(), "Group of the endpoints.", group_id)
}

/// Zones by `service/zone`.
fn zones() -> Expr {
    let zone = object([
        ("service", key("service")),
        ("domain", value("zone").get("domain")),
        ("records", value("zone").get("records")),
    ]);
    let path = text([key("service"), "/".into(), key("zone")]);
    let of_service = for_map("zone", value("service").get("zones"), path, zone);
    merge(for_list("service", input("services"), of_service))
}

/// Records by `service/zone/record`.
fn records() -> Expr {
    let record = object([
        ("service", value("zone").get("service")),
        ("zone", key("zone")),
        ("domain", value("zone").get("domain")),
        ("name", key("record")),
        ("type", value("record").get("type")),
    ]);
    let path = text([key("zone"), "/".into(), key("record")]);
    let of_zone = for_map("record", value("zone").get("records"), path, record);
    merge(for_list("zone", local("zones"), of_zone))
}

/// A map of the parts of all spokes, by `spoke/part`.
fn of_spokes(field: &str, name: Expr, entry: Expr) -> Expr {
    let path = text([key("spoke"), "/".into(), name]);
    let of_spoke = for_map("part", value("spoke").get(field), path, entry);
    merge(for_list("spoke", input("spokes"), of_spoke))
}

/// Ranges by `spoke/table/range`.
fn ranges() -> Expr {
    let path = text([key("table"), "/".into(), value("range")]);
    let range = object([("spoke", value("table").get("spoke")), ("range", value("range"))]);
    let of_table = for_map("range", value("table").get("ranges"), path, range);
    let table = object([("spoke", key("spoke")), ("ranges", value("part"))]);
    merge(for_list("table", of_spokes("tables", key("part"), table), of_table))
}

/// Inputs that come to about as many resources.
pub(crate) fn inputs(resources: usize) -> Json {
    let services = (resources / 2 / PER_SERVICE).max(1);
    let spokes = (resources / 2 / PER_SPOKE).max(1);
    let service = |number: usize| {
        let zone = |zone: usize| {
            let records = (0..RECORDS).map(|at| (format!("name{at}"), json!({ "type": "A" })));
            let records: Map<String, Json> = records.collect();
            json!({ "domain": format!("zone{zone}.service{number}.example.com"), "records": records })
        };
        let zones: Map<String, Json> = (0..ZONES).map(|at| (format!("z{at}"), zone(at))).collect();
        json!({ "serviceName": format!("com.amazonaws.us-east-1.service{number}"), "zones": zones })
    };
    let spoke = |number: usize| {
        let zone = |at: usize| format!("s{}/z{}", (number + at) % services, at % ZONES);
        let range = |table: usize, at: usize| {
            format!("10.{}.{}.{}/32", number / 250, number % 250, table * RANGES + at)
        };
        let ranges = |table: usize| (0..RANGES).map(|at| range(table, at)).collect::<Json>();
        let tables = (0..TABLES).map(|table| (format!("t{table}"), ranges(table)));
        let tables: Map<String, Json> = tables.collect();
        let zones: Json = (0..USES).map(zone).collect();
        json!({ "accountId": format!("{number:012}"), "zones": zones, "tables": tables })
    };
    let services: Map<String, Json> =
        (0..services).map(|number| (format!("s{number}"), service(number))).collect();
    let spokes: Map<String, Json> =
        (0..spokes).map(|number| (format!("spoke{number}"), spoke(number))).collect();
    json!({
        "name": "network",
        "vpcId": "vpc-0a1b2c3d4e5f67890",
        "profileId": "rp-0a1b2c3d4e5f67890",
        "services": services,
        "spokes": spokes,
        "tags": { "team": "network", "cost": "shared" },
    })
}
