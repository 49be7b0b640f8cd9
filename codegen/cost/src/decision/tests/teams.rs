//! What teams pay, and that it is all there is to pay.

use super::{alike, of, problems};
use crate::decision::teams::{TeamNumbers, Use};
use crate::decision::{Answer, Numbers, ServiceNumbers, decide};
use crate::{Money, Prices};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// Two teams of a hub with SQS and KMS: one uses both, one SQS in a part of its VPCs.
fn shared(dns: &str) -> Json {
    json!({
        "region": "us-east-1", "vpcs": 100, "availabilityZones": 3, "gateway": "existing", "dns": dns,
        "services": {
            "sqs": { "gb": 1000, "hostedZones": 1 },
            "kms": { "gb": 500, "vpcs": 50, "hostedZones": 1 },
        },
        "teams": {
            "data": { "vpcs": 40, "services": { "sqs": { "gb": 600, "vpcs": 25 }, "kms": { "gb": 500 } } },
            "orders": { "vpcs": 10, "services": { "sqs": { "gb": 400 } } },
        },
    })
}

#[test]
fn teams_share_what_is_cheapest() {
    let decision = of(shared("zones"));
    assert_eq!(decision.answer, Answer::Central);
    let rows = decision.shares.iter().map(|share| {
        let bill = share.bill;
        let amounts = [bill.endpoints, bill.attachments, bill.names, bill.data()];
        let team = share.team.as_deref().unwrap_or("-").to_owned();
        (team, amounts.map(Money::exact))
    });
    // SQS: 21.90 for 100 VPCs; KMS: 21.90 for 50; the hub's attachment 36.50 for 100; zones 0.50 each; data 0.01 + 0.02.
    let row = |team: &str, amounts: [&str; 4]| (team.to_owned(), amounts.map(str::to_owned));
    let expected = [
        row("data", ["22.995", "14.60", "0.525", "33.00"]),
        row("orders", ["2.19", "3.65", "0.05", "12.00"]),
        row("-", ["18.615", "18.25", "0.425", "0.00"]),
    ];
    assert_eq!(rows.collect::<Vec<_>>(), expected);
    let profile = of(shared("profile"));
    let names: Vec<_> = profile.shares.iter().map(|share| share.bill.names.exact()).collect();
    // 0.75 an hour, and 0.0014 for the 101st VPC: 548.522 a month, by VPCs.
    assert_eq!(names, ["219.4088", "54.8522", "274.261"]);
    assert!(of(alike(100, 2, 3, "new", "zones")).shares.is_empty());
}

#[test]
fn teams_have_no_more_than_there_is() {
    let mut numbers = shared("zones");
    numbers["teams"]["data"]["vpcs"] = json!(95);
    numbers["teams"]["orders"]["services"]["sqs"] = json!({ "gb": 500, "vpcs": 11 });
    numbers["teams"]["orders"]["services"]["sns"] = json!({});
    assert_eq!(
        problems(numbers),
        [
            "`teams` have 105 VPCs together, but there are 100; make `vpcs` larger, or those of a team smaller",
            "`teams[\"orders\"].services[\"sns\"]` is not in `services`; name it there too, with the GB of all teams",
            "`teams[\"orders\"].services[\"sqs\"].vpcs` is 11, but the team has 10 VPCs; make it smaller, or `vpcs` of the team larger",
            "`services[\"sqs\"].gb` is 1000, but teams have 1100 GB of it; make it the GB of all VPCs",
            "`services[\"kms\"].vpcs` is 50, but 95 VPCs of teams use it; make it larger",
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_are_the_whole(
        services in prop::collection::vec((0_u64..100_000, 1_u64..=40, 0_u64..4), 1..6),
        teams in prop::collection::vec((1_u64..=10, 0_u64..=25), 1..5),
        has_profile: bool,
    ) {
        let services: Vec<ServiceNumbers> = services.into_iter().enumerate().map(|(at, (gb, vpcs, hosted_zones))| {
            let name = Arc::from(at.to_string());
            let other_regions_gb = gb / 2;
            ServiceNumbers { name, gb: Some(gb), vpcs, other_regions_gb, hosted_zones, is_free: false }
        }).collect();
        let teams = teams.into_iter().enumerate().map(|(at, (vpcs, percent))| {
            let used = |service: &ServiceNumbers| {
                let gb = service.gb.unwrap_or_default() * percent / 100;
                (Arc::clone(&service.name), Use { vpcs: vpcs.min(service.vpcs / 4), gb })
            };
            TeamNumbers { name: Arc::from(at.to_string()), vpcs, uses: services.iter().map(used).collect() }
        });
        let numbers = Numbers {
            vpcs: 40,
            availability_zones: 3,
            teams: teams.collect(),
            services,
            is_attached: false,
            has_profile,
            prices: Prices::of_region("us-east-1"),
        };
        let decision = decide(&numbers);
        let sum: Money = decision.shares.iter().map(|share| share.bill.total()).sum();
        prop_assert_eq!(sum, decision.best);
        prop_assert!(decision.shares.iter().all(|share| share.bill.total() >= Money::ZERO));
    }
}
