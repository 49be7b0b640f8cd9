//! The worked examples, and that no other split of services is cheaper.

mod teams;

use super::{Answer, Decision, Limit, Numbers, ServiceNumbers, decide, model, read};
use crate::decision::sides::Sides;
use crate::{Money, Prices};
use privatelink_catalog::PRICES;
use privatelink_ir::{Given, check};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::sync::Arc;

fn of(numbers: Json) -> Decision {
    decide(&read(&Given::inputs(&numbers)).unwrap().unwrap())
}

fn problems(numbers: Json) -> Vec<String> {
    let found = read(&Given::inputs(&numbers)).unwrap_err();
    found.iter().map(ToString::to_string).collect()
}

/// So many services of which every VPC uses every one, with a zone each.
fn alike(vpcs: u64, services: u64, zones: u64, gateway: &str, dns: &str) -> Json {
    let all = (0..services).map(|at| (format!("service-{at}"), json!({ "hostedZones": 1 })));
    json!({
        "region": "us-east-1", "vpcs": vpcs, "availabilityZones": zones, "gateway": gateway, "dns": dns,
        "services": all.collect::<serde_json::Map<_, _>>(),
    })
}

fn even(decision: &Decision) -> String {
    decision.break_even.to_string()
}

#[test]
fn the_numbers_make_a_model_without_faults() {
    assert_eq!(check(&model()), []);
}

#[test]
fn a_hundred_vpcs_with_two_services_in_three_zones() {
    for (gateway, dns, exact, gb) in [
        ("new", "zones", 3_731_300_000, "32,435"),
        ("existing", "zones", 81_300_000, "214,935"),
        ("new", "profile", 4_278_822_000, "5,058.9"),
        ("existing", "profile", 628_822_000, "187,558.9"),
    ] {
        let decision = of(alike(100, 2, 3, gateway, dns));
        assert_eq!(decision.local.to_string(), "4,380.00");
        assert_eq!(decision.central, Money::millionths(exact), "{gateway} {dns}");
        assert_eq!(even(&decision), gb, "{gateway} {dns}");
        assert_eq!(decision.answer, Answer::Central);
        assert_eq!(decision.lines[0].how, "600 / 6 interfaces × 7.30");
        assert_eq!(decision.lines[0].central.to_string(), "43.80");
    }
    let decision = of(alike(100, 2, 3, "new", "zones"));
    assert_eq!(decision.lines[1].how, "101 × 36.50");
    assert_eq!(decision.lines[1].decides.as_deref(), Some("36.50 if the VPCs are attached anyway"));
}

#[test]
fn the_layout_of_the_design() {
    let mut numbers = alike(100, 2, 3, "new", "zones");
    numbers["services"]["service-0"]["gb"] = json!(10_000);
    numbers["services"]["service-1"]["gb"] = json!(0);
    let decision = of(numbers);
    let columns = |part: fn(&super::Line) -> Money| {
        decision.lines.iter().map(|line| part(line).to_string()).collect::<Vec<_>>()
    };
    assert_eq!(columns(|line| line.local), ["4,380.00", "0.00", "0.00", "100.00"]);
    assert_eq!(columns(|line| line.central), ["43.80", "3,686.50", "1.00", "300.00"]);
    assert_eq!(decision.local.to_string(), "4,480.00");
    assert_eq!(decision.central.to_string(), "4,031.30");
    assert_eq!(decision.saves().to_string(), "448.70");
    assert_eq!(even(&decision), "32,435");
}

#[test]
fn each_service_has_a_threshold_and_so_has_one_vpc() {
    let threshold = |vpcs, zones| {
        let decision = of(alike(vpcs, 1, zones, "existing", "zones"));
        decision.services[0].threshold.to_string()
    };
    assert_eq!(threshold(100, 3), "108,380");
    assert_eq!(threshold(3, 2), "1,435");
    let one = |zones| of(alike(5, 1, zones, "new", "zones")).one_vpc.to_string();
    assert_eq!([one(1), one(3)], ["365", "1,095"]);
}

#[test]
fn the_seven_rows() {
    for (vpcs, services, zones, local, [new, there, profile]) in [
        (2, 6, 2, "175.20", [("200.10", "never"), ("127.10", "2,405"), ("671.60", "never")]),
        (3, 3, 2, "131.40", [("191.30", "never"), ("81.80", "2,480"), ("627.80", "never")]),
        (3, 10, 2, "438.00", [("297.00", "7,050"), ("187.50", "12,525"), ("730.00", "never")]),
        (5, 10, 3, "1,095.00", [("443.00", "32,600"), ("260.50", "41,725"), ("803.00", "14,600")]),
        (10, 10, 3, "2,190.00", [("625.50", "78,225"), ("260.50", "96,475"), ("803.00", "69,350")]),
        (
            20,
            15,
            3,
            "6,570.00",
            [("1,102.50", "273,375"), ("372.50", "309,875"), ("912.50", "282,875")],
        ),
        (
            50,
            18,
            3,
            "19,710.00",
            [("2,264.70", "872,265"), ("439.70", "963,515"), ("978.20", "936,590")],
        ),
    ] {
        let cases =
            [("new", "zones", new), ("existing", "zones", there), ("existing", "profile", profile)];
        for (gateway, dns, (central, gb)) in cases {
            let decision = of(alike(vpcs, services, zones, gateway, dns));
            let found = (decision.local.to_string(), decision.central.to_string(), even(&decision));
            assert_eq!(found, (local.to_owned(), central.to_owned(), gb.to_owned()));
            let pays = decision.answer != Answer::Local;
            assert_eq!(pays, gb != "never", "{vpcs} {services} {gateway} {dns}");
        }
    }
}

#[test]
fn four_accounts_with_seven_endpoints() {
    let all = ["ssm", "ssmmessages", "ec2messages", "sqs", "kms", "logs", "sns"];
    let services: serde_json::Map<_, _> =
        all.iter().map(|name| ((*name).to_owned(), json!({ "hostedZones": 1 }))).collect();
    let decision = of(json!({
        "region": "us-east-1", "vpcs": 4, "availabilityZones": 3, "services": services,
    }));
    assert_eq!(decision.lines[0].how, "84 / 21 interfaces × 7.30");
    assert_eq!(decision.lines[0].central.to_string(), "153.30");
}

#[test]
fn what_a_gateway_endpoint_serves_stays_where_it_is() {
    let numbers = |interface: bool| {
        json!({
            "region": "us-east-1", "vpcs": 100, "availabilityZones": 3,
            "services": { "s3": { "gb": 50_000, "interface": interface }, "sqs": { "gb": 10 } },
        })
    };
    let decision = of(numbers(false));
    assert_eq!(decision.lines[0].local.to_string(), "2,190.00");
    assert!(!decision.services[0].is_central && decision.services[0].threshold == Limit::Never);
    assert_eq!(decision.services[0].why, "a gateway endpoint in each VPC costs nothing");
    // With an interface it is a service like others.
    assert_eq!(of(numbers(true)).lines[0].local.to_string(), "4,380.00");
}

#[test]
fn data_decides_what_goes_into_the_hub() {
    let decision = of(json!({
        "region": "us-east-1", "vpcs": 100, "availabilityZones": 3, "gateway": "existing",
        "services": {
            "kms": { "gb": 100, "hostedZones": 1 }, "logs": { "gb": 200_000, "hostedZones": 1 },
            "sqs": { "gb": 10, "vpcs": 1, "hostedZones": 1 },
        },
    }));
    assert_eq!(decision.answer, Answer::Split(vec!["kms".into()]));
    assert!(decision.best < decision.local && decision.best < decision.central);
    let why: Vec<&str> = decision.services.iter().map(|it| &*it.why).collect();
    assert_eq!(why[0], "a hub serves it for less up to 108,380 GB a month");
    assert!(why[1].starts_with("above 108,380 GB a month the way through a hub"));
    assert_eq!(why[2], "its interfaces cost less than its zones in a hub");
}

#[test]
fn alternatives_say_what_turns_the_answer() {
    let decision = of(alike(3, 3, 2, "new", "zones"));
    assert_eq!(decision.answer, Answer::Local);
    let turned: Vec<&str> =
        decision.alternatives.iter().filter(|it| it.changes).map(|it| &*it.what).collect();
    assert_eq!(turned, ["a gateway that is there"]);
    // Nothing turns an answer that is far from the border.
    assert!(of(alike(50, 18, 3, "new", "zones")).alternatives.iter().all(|it| !it.changes));
}

#[test]
fn traffic_from_other_regions_pays_for_its_way() {
    let numbers = |far: u64| {
        json!({
            "region": "us-east-1", "vpcs": 100, "availabilityZones": 3,
            "services": { "sqs": { "gb": 10_000, "otherRegionsGb": far, "hostedZones": 1 } },
        })
    };
    let (near, far) = (of(numbers(0)), of(numbers(10_000)));
    assert_eq!((far.central - near.central).to_string(), "200.00");
    assert_eq!(near.services[0].threshold.to_string(), "108,380");
    assert_eq!(far.services[0].threshold.to_string(), "54,190");
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let numbers = json!({
        "region": "eu-west-1", "vpcs": 3, "availabilityZones": 7, "dns": "none",
        "services": { "sqs": { "gbs": 1 } },
    });
    let found = problems(numbers);
    assert_eq!(found.len(), 3, "{found:#?}");
    let numbers = json!({
        "region": "eu-west-1", "vpcs": 3, "availabilityZones": 2,
        "services": { "sqs": { "vpcs": 4, "gb": 1, "otherRegionsGb": 2 } },
    });
    let found = problems(numbers);
    assert!(
        found[0].starts_with("`services[\"sqs\"].vpcs` is 4, but there are 3 VPCs; "),
        "{}",
        found[0]
    );
    assert!(found[1].starts_with("`services[\"sqs\"].otherRegionsGb` is more than `gb`"));
    assert!(
        found[2]
            .starts_with("`region` is `eu-west-1`, for which no price with a source is known of")
    );
    assert!(found[2].contains("`prices.interfaceEndpointHour`"));
}

#[test]
fn amounts_of_ones_own_come_first() {
    let mut numbers = alike(100, 2, 3, "new", "zones");
    numbers["region"] = json!("eu-west-1");
    numbers["prices"] = json!({
        "interfaceEndpointHour": 0.011, "transitGatewayAttachmentHour": 0.05, "transitGatewayData": 0.02,
    });
    let decision = of(numbers.clone());
    assert_eq!(decision.local.to_string(), "4,818.00");
    let caption = decision.numbers.prices.caption(&decision.price_ids());
    assert_eq!(caption, "eu-west-1, second-hand, read 2026-06-12 to 2026-09-20, 3 of your own");
    numbers["prices"]["transitGatewayData"] = json!(0.000_000_1);
    let found = problems(numbers);
    assert_eq!(
        found,
        ["`prices.transitGatewayData` has more than 6 digits after the point; round it to 6"]
    );
}

#[test]
fn a_curve_meets_the_sums_and_crosses_where_the_break_even_is() {
    let decision = of(alike(100, 2, 3, "new", "zones"));
    let curve = decision.curve();
    let (gb, money) = curve.crossing.unwrap();
    assert_eq!((gb.to_string(), money.to_string()), ("32,435".to_owned(), "4,704.35".to_owned()));
    for point in &curve.points {
        assert_eq!(point.central < point.local, u128::from(point.gb) * 1_000 < gb.as_thousandths());
        assert!(point.central_band[0] <= point.central && point.central <= point.central_band[1]);
    }
    assert!(curve.points.is_sorted_by(|one, next| one.gb < next.gb));
    assert_eq!(curve.varied, "interface_endpoint_hour");
    // No crossing, no GB: still something to draw.
    assert!(of(alike(2, 1, 1, "new", "zones")).curve().points.len() > 10);
}

#[test]
fn tiers_that_the_best_hub_depends_on_become_cheaper() {
    for region in PRICES.region_names() {
        for id in [super::ZONE_MONTH, super::GATEWAY_DATA, super::TRANSFER] {
            let tiers = PRICES.amount(region, id).map_or(&[][..], |amount| amount.tiers);
            assert!(tiers.is_sorted_by(|one, next| one.amount >= next.amount), "{region} {id}");
        }
    }
}

#[test]
fn data_that_costs_nothing_has_no_limit() {
    let mut numbers = alike(100, 2, 3, "new", "zones");
    numbers["prices"] = json!({ "transitGatewayData": 0 });
    let decision = of(numbers);
    assert_eq!((decision.break_even, decision.one_vpc), (Limit::Always, Limit::Always));
    assert_eq!(decision.services[0].why, "a hub serves it for less, whatever goes through it");
}

fn service() -> impl Strategy<Value = (u64, u64, u64, u64)> {
    (0_u64..60_000, 1_u64..=40, 0_u64..20, 0_u64..=100)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_other_split_is_cheaper(
        services in prop::collection::vec(service(), 1..7),
        zones in 1_u64..4,
        is_attached: bool,
        has_profile: bool,
    ) {
        let services = services.into_iter().enumerate().map(|(at, (gb, vpcs, hosted_zones, far))| ServiceNumbers {
            name: Arc::from(at.to_string()),
            gb: Some(gb),
            vpcs,
            other_regions_gb: gb * far / 100,
            hosted_zones,
            is_free: false,
        });
        let numbers = Numbers {
            vpcs: 40,
            availability_zones: zones,
            services: services.collect(),
            is_attached,
            has_profile,
            teams: Vec::new(),
            prices: Prices::of_region("us-east-1"),
        };
        let sides = Sides::new(&numbers);
        let count = numbers.services.len();
        let split = |set: u32| {
            let has = |service: &ServiceNumbers| set >> service.name.parse::<u32>().unwrap() & 1 == 1;
            sides.bill(&has).total()
        };
        let least = (0..1_u32 << count).map(split).min().unwrap();
        let decision = decide(&numbers);
        prop_assert_eq!(decision.best, least);
        prop_assert_eq!(split(0), decision.local);
        prop_assert_eq!(split((1 << count) - 1), decision.central);
    }
    #[test]
    fn any_numbers_have_an_answer(
        (vpcs, zones) in (1_u32..=100_000, 1_u32..=6),
        gbs in prop::collection::vec(prop_oneof![Just(0), 0_u64..1_000, Just(1_000_000_000_000)], 1..5),
        prices in prop::collection::vec(prop_oneof![Just(0.0), Just(0.000_001), Just(1_000_000.0)], 5),
        (is_attached, has_profile) in any::<(bool, bool)>(),
    ) {
        let services = gbs.iter().enumerate().map(|(at, gb)| {
            (at.to_string(), json!({ "gb": gb, "otherRegionsGb": gb / 2, "hostedZones": 100 }))
        });
        let decision = of(json!({
            "region": "us-east-1", "vpcs": vpcs, "availabilityZones": zones,
            "gateway": if is_attached { "existing" } else { "new" },
            "dns": if has_profile { "profile" } else { "zones" },
            "services": services.collect::<serde_json::Map<_, _>>(),
            "prices": {
                "interfaceEndpointHour": prices[0], "transitGatewayAttachmentHour": prices[1],
                "transitGatewayData": prices[2], "interRegionTransfer": prices[3], "hostedZoneMonth": prices[4],
            },
        }));
        prop_assert!(decision.best <= decision.local && decision.best <= decision.central);
        prop_assert!(!decision.curve().points.is_empty());
        prop_assert!(decision.document().is_object());
    }
}
