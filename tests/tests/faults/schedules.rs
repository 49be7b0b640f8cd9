//! Which calls are broken: every one in every way, and many at random.

use std::collections::BTreeMap;
use std::env;
use std::sync::{Arc, Mutex, PoisonError};

use fastrand::Rng;
use privatelink_tests::fake_engine::Plugin;

use crate::case::{Case, Which, cases};
use crate::fault::Fault;
use crate::judge::{refused, wrong};
use crate::relay::{Plan, counted};
use crate::trial::{Came, construct, only, peace, plugin};

/// Random schedules, of which each breaks some calls.
const SCHEDULES: u64 = 300;

/// Those of a thorough run.
const MANY: u64 = 10_000;

/// Failures after which a run ends.
const ENOUGH: usize = 20;

/// Without optimisation that many would take too long.
fn is_thorough() -> bool {
    env::var_os("PRIVATELINK_THOROUGH").is_some() && !cfg!(debug_assertions)
}

/// What comes of a component in peace; `None` if it does not succeed here, such as one with providers in two places.
async fn in_peace(plugin: &Plugin, case: &Case, preview: bool) -> Option<Came> {
    let outcome = construct(plugin, case, preview, peace()).await;
    matches!(outcome.answer, Some(Ok(_))).then_some(outcome)
}

#[tokio::test]
async fn every_call_may_break_in_every_way() {
    let plugin = plugin().await;
    let mut failures = Vec::new();
    let mut tried = 0;
    for case in cases(if is_thorough() { Which::All } else { Which::Smallest }) {
        for preview in [false, true] {
            let Some(whole) = in_peace(&plugin, &case, preview).await else {
                assert!(is_thorough(), "{} fails in peace", case.name);
                continue;
            };
            for call in counted(&whole.asked).into_keys() {
                for fault in Fault::all(is_thorough()) {
                    let outcome = construct(&plugin, &case, preview, only(&call, fault)).await;
                    tried += 1;
                    for wrong in wrong(&outcome, &whole) {
                        failures.push(format!("{} {call:?} {fault:?}: {wrong}", case.name));
                    }
                }
            }
            assert!(failures.len() < ENOUGH, "{tried} tried\n{}", failures.join("\n"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[tokio::test]
async fn an_answer_without_a_name_ends_the_component() {
    let plugin = plugin().await;
    for case in cases(Which::Smallest) {
        let whole = in_peace(&plugin, &case, false).await.unwrap();
        let calls = counted(&whole.asked).into_keys();
        for call in calls.filter(|call| call.method == "RegisterResource") {
            let outcome = construct(&plugin, &case, false, only(&call, Fault::Nameless)).await;
            assert_eq!(refused(&outcome.asked), Vec::<String>::new(), "{call:?}");
            assert!(!matches!(outcome.answer, Some(Ok(_))), "{call:?}");
        }
    }
}

#[tokio::test]
async fn many_calls_may_break_at_once() {
    let plugin = plugin().await;
    let mut whole = Vec::new();
    for case in cases(if is_thorough() { Which::All } else { Which::Usual }) {
        for preview in [false, true] {
            if let Some(outcome) = in_peace(&plugin, &case, preview).await {
                whole.push((case.clone(), preview, outcome));
            }
        }
    }
    let mut failures = Vec::new();
    for seed in 0..if is_thorough() { MANY } else { SCHEDULES } {
        let mut rng = Rng::with_seed(seed);
        let (case, preview, peace) = rng.choice(&whole).unwrap();
        let outcome = construct(&plugin, case, *preview, random(rng)).await;
        for wrong in wrong(&outcome, peace) {
            let broken = outcome.asked.iter().filter_map(|asked| Some((&asked.call, asked.fault?)));
            let broken: Vec<_> = broken.collect();
            failures.push(format!("{seed}: {}: {wrong}\n  {broken:?}", case.name));
        }
        assert!(failures.len() < ENOUGH, "{}", failures.join("\n"));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Breaks some of the calls, the same ones whatever their order.
fn random(mut rng: Rng) -> Plan {
    let (seed, rare) = (rng.u64(..), rng.u8(2..12));
    let count = Mutex::new(BTreeMap::new());
    Arc::new(move |call| {
        let mut count = count.lock().unwrap_or_else(PoisonError::into_inner);
        let time = count.entry(call.clone()).and_modify(|time| *time += 1).or_insert(0_u64);
        let text = format!("{}{}{time}", call.method, call.about);
        let own = text.bytes().fold(seed, |sum, byte| {
            sum.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(byte)
        });
        let mut rng = Rng::with_seed(own);
        (rng.u8(..rare) == 0).then(|| Fault::any(&mut rng))
    })
}
