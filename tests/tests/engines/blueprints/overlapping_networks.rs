//! `overlapping-networks`: a provider and a consumer with the same addresses; the connection waits, is accepted by code,
//! and is available.

use libtest_mimic::Trial;
use privatelink_tests::trial;
use serde_json::json;

use super::accepted::Blueprint;
use super::program::LANGUAGES;

/// Rules that carry the traffic: out of the client, into the endpoint, out of the load balancer, into the web servers.
const BLUEPRINT: Blueprint =
    Blueprint { name: "overlapping-networks", provider: "provider", rules: 4 };

/// The tests of this module.
pub(super) fn trials() -> Vec<Trial> {
    let mut trials: Vec<_> = LANGUAGES
        .map(|language| {
            let name = format!("{language}_overlapping_networks");
            trial::with_emulator(&name, move |tools, aws| {
                let whom = |account: &str| ("consumerAccountId", json!(account));
                BLUEPRINT.programs(tools, aws, language, whom)
            })
        })
        .into();
    let stacks = trial::with_emulator("cloudformation_overlapping_networks", |tools, aws| {
        BLUEPRINT.stacks(tools, aws)
    });
    trials.push(stacks);
    trials
}
