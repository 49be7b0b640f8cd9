//! Bills of the components, added up by hand.

use super::{Bill, Count, Quantities, model, of, read};
use privatelink_components::find;
use privatelink_ir::{Given, check};
use serde_json::{Value as Json, json};

fn bill(component: &str, inputs: Json, quantities: Json) -> Bill {
    let quantities = read(&Given::inputs(&quantities), "us-east-1").unwrap();
    of(&find(component).unwrap().model(), &Given::inputs(&inputs), &quantities).unwrap()
}

/// Price, resources and cost of each line.
fn lines(bill: &Bill) -> Vec<(&str, u64, String)> {
    let cost = |line: &super::Line| line.cost.map_or("?".to_owned(), |cost| cost.to_string());
    bill.lines.iter().map(|line| (line.price.id, line.resources, cost(line))).collect()
}

fn owned(lines: &[(&'static str, u64, &str)]) -> Vec<(&'static str, u64, String)> {
    lines.iter().map(|(id, count, cost)| (*id, *count, (*cost).to_owned())).collect()
}

fn consumer() -> Json {
    json!({
        "name": "ssm", "vpcId": "vpc-0a1b2c3d4e5f67890", "bundle": "ssm",
        "subnets": {
            "use1-az1": { "subnetId": "subnet-0a1b2c3d4e5f67890" },
            "use1-az2": { "subnetId": "subnet-0a1b2c3d4e5f67891" },
        },
    })
}

fn hub(dns: &str) -> Json {
    json!({
        "name": "shared", "cidrBlock": "10.0.0.0/20", "clientCidrs": ["10.0.0.0/8"],
        "availabilityZoneIds": ["use1-az1", "use1-az2"], "services": { "sqs": {}, "kms": {} }, "dns": dns,
    })
}

#[test]
fn quantities_make_a_model_without_faults() {
    assert_eq!(check(&model()), []);
}

#[test]
fn ids_of_zones_say_the_region() {
    let region = |inputs: Json| super::region_of(&Given::inputs(&inputs));
    assert_eq!(region(consumer()).as_deref(), Some("us-east-1"));
    assert_eq!(region(hub("zones")).as_deref(), Some("us-east-1"));
    assert_eq!(region(json!({ "name": "x" })), None);
}

#[test]
fn endpoints_are_paid_by_zone_and_hour() {
    let found = bill("PrivateLinkConsumer", consumer(), json!({ "gb": 500 }));
    let [hours, data] = &found.lines[..] else { panic!("{:?}", lines(&found)) };
    // Interfaces of every endpoint of the bundle in two zones.
    assert_eq!(hours.count, Count::Known(crate::Quantity::whole(hours.resources * 2)));
    assert_eq!(hours.cost.unwrap().as_millionths(), i128::from(hours.resources) * 14_600_000);
    assert_eq!(data.cost.unwrap().to_string(), "5.00");
    assert_eq!(found.total, hours.cost.unwrap() + data.cost.unwrap());
    assert!(found.free > 0 && found.unknown().next().is_none());
}

#[test]
fn what_nobody_said_is_said_and_not_nothing() {
    let found = bill("PrivateLinkConsumer", consumer(), json!({}));
    let data = found.lines.iter().find(|line| line.price.usage == Some("gb")).unwrap();
    assert_eq!((data.count, data.cost), (Count::NotGiven, None));
    assert!(data.unknown.as_deref().unwrap().starts_with("data: not given; say `gb`: "));
    let document = found.document();
    assert_eq!(document["isWhole"], false);
    assert_eq!(document["notGiven"], json!(["gb"]));
    assert_eq!(document["lines"][1]["monthly"], Json::Null);
    // Nothing is something that can be said.
    let found = bill("PrivateLinkConsumer", consumer(), json!({ "gb": 0 }));
    assert_eq!(found.document()["isWhole"], true);
}

#[test]
fn a_region_without_an_amount_asks_for_it() {
    let quantities = json!({ "gb": 500, "region": "eu-west-1" });
    let found = bill("PrivateLinkConsumer", consumer(), quantities);
    let unknown: Vec<&str> = found.unknown().map(|line| line.unknown.as_deref().unwrap()).collect();
    assert_eq!(
        unknown,
        ["no price with a source for eu-west-1: say `prices.interfaceEndpointHour`"]
    );
    let quantities =
        json!({ "gb": 500, "region": "eu-west-1", "prices": { "interfaceEndpointHour": 0.011 } });
    let found = bill("PrivateLinkConsumer", consumer(), quantities);
    assert!(found.unknown().next().is_none());
}

#[test]
fn a_gateway_endpoint_costs_nothing() {
    let inputs = json!({
        "name": "s3", "vpcId": "vpc-0a1b2c3d4e5f67890", "service": "s3", "endpointType": "Gateway",
        "routeTableIds": { "private": "rtb-0a1b2c3d4e5f67890" },
    });
    let found = bill("PrivateLinkConsumer", inputs, json!({}));
    assert_eq!(lines(&found), owned(&[("gateway_endpoint", 1, "0.00")]));
    assert_eq!(found.lines[0].how(&found.quantities), "free");
}

#[test]
fn a_hub_pays_for_endpoints_its_attachment_and_names() {
    let found = bill("CentralizedEndpointHub", hub("zones"), json!({ "gb": 10_000 }));
    let zones = found.lines.iter().find(|line| line.price.id == "hosted_zone_month").unwrap();
    let names = format!("{}.00", zones.resources / 2);
    assert_eq!(zones.cost.unwrap().to_string(), names);
    let wanted = [
        ("interface_endpoint_hour", 2, "29.20"),
        ("interface_endpoint_data", 2, "100.00"),
        ("hosted_zone_month", zones.resources, &*names),
        ("transit_gateway_attachment_hour", 1, "36.50"),
        ("transit_gateway_data", 1, "200.00"),
    ];
    let mut found = lines(&found);
    let mut wanted = owned(&wanted);
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);

    let found = bill("CentralizedEndpointHub", hub("profile"), json!({ "gb": 0 }));
    let profile = lines(&found).into_iter().find(|(id, ..)| *id == "profile_hour").unwrap();
    assert_eq!(profile.2, "547.50");
}

#[test]
fn a_service_pays_for_its_load_balancer() {
    let inputs = json!({
        "name": "api", "vpcId": "vpc-0a1b2c3d4e5f67890",
        "loadBalancer": { "subnets": { "use1-az1": { "subnetId": "subnet-0a1b2c3d4e5f67890" } } },
        "listeners": { "http": { "port": 80, "targets": { "one": { "id": "10.0.1.10" } } } },
        "allowedPrincipals": ["arn:aws:iam::222222222222:root"],
    });
    let found = bill("PrivateLinkService", inputs.clone(), json!({ "nlcu": 0.5 }));
    let wanted = owned(&[("nlb_hour", 1, "16.43"), ("nlb_capacity", 1, "2.19")]);
    let mut found = lines(&found);
    found.sort_by(|one, other| other.cmp(one));
    assert_eq!(found, wanted);
    let none = of(
        &find("PrivateLinkService").unwrap().model(),
        &Given::inputs(&inputs),
        &Quantities::none("us-east-1"),
    );
    assert!(none.unwrap().lines.iter().any(|line| line.count == Count::NotGiven));
}

#[test]
fn what_is_wrong_with_quantities_is_said() {
    let problems = |given: Json| {
        let found = read(&Given::inputs(&given), "us-east-1").unwrap_err();
        found.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let found = problems(json!({ "GB": 1, "nlcu": -1 }));
    assert_eq!(found.len(), 2, "{found:#?}");
    let found = problems(json!({ "gb": 0.0001, "prices": { "nlbHour": 0.000_000_5 } }));
    assert_eq!(
        found,
        [
            "`gb` has more than 3 digits after the point; round it to 3",
            "`prices.nlbHour` has more than 6 digits after the point; round it to 6",
        ]
    );
}
