//! `shared-service`: a load balancer that is there already, shared with one other account on port 80 alone; the connection
//! waits until it is accepted by code.

use libtest_mimic::Trial;
use privatelink_tests::trial;
use serde_json::json;

use super::accepted::Blueprint;
use super::program::LANGUAGES;

/// Rules that carry the traffic: out of the client, into the endpoint, from load balancer to load balancer at both ends,
/// and the same to the web servers. The one into the second load balancer lets in all of the service's VPC, as before.
const BLUEPRINT: Blueprint = Blueprint { name: "shared-service", provider: "service", rules: 6 };

/// The tests of this module.
pub(super) fn trials() -> Vec<Trial> {
    let mut trials: Vec<_> = LANGUAGES
        .map(|language| {
            let name = format!("{language}_shared_service");
            trial::with_emulator(&name, move |tools, aws| {
                let whom = |account: &str| {
                    ("allowedPrincipals", json!([format!("arn:aws:iam::{account}:root")]))
                };
                BLUEPRINT.programs(tools, aws, language, whom)
            })
        })
        .into();
    let stacks = trial::with_emulator("cloudformation_shared_service", |tools, aws| {
        BLUEPRINT.stacks(tools, aws)
    });
    trials.push(stacks);
    trials
}
