//! Tests that need the tools of `cargo xtask setup`: real engines, linters, schemas.
//!
//! One program, so that all of them share one emulator and wait for load balancers at the same time.

mod bad_input;
mod beside;
mod blueprints;
mod catalog;
mod certificates;
mod equivalence;
mod examples;
mod functions;
mod goes_on;
mod guides;
mod hub_and_spokes;
mod install;
mod lint;
mod long;
mod meaning;
mod obstacles;
mod pairs;
mod parameters;
mod peering_parts;
mod private_dns;
mod reachability;
mod region;
mod renamed;
mod replaced;
mod resources;
mod secrets;
mod taken_over;
mod there_and_back;
mod timeouts;
mod vpc;

use std::process::ExitCode;

use libtest_mimic::{Failed, Trial};
use privatelink_corpus_reader::Corpus;
use privatelink_tests::trial;

fn main() -> ExitCode {
    let (corpora, unreadable) = match Corpus::all() {
        Ok(corpora) => (corpora, Vec::new()),
        Err(wrong) => (Vec::new(), vec![failing("the_corpus_can_be_read", wrong.to_string())]),
    };
    let long = long::LONG.iter().map(|name| (*name).to_owned());
    let long: Vec<String> = long.chain(equivalence::long(&corpora)).collect();
    let modules = [
        // The slowest first.
        ("install", install::trials()),
        ("equivalence", equivalence::trials(&corpora)),
        ("pairs", pairs::trials()),
        ("blueprints", blueprints::trials()),
        ("reachability", reachability::trials()),
        ("hub_and_spokes", hub_and_spokes::trials()),
        ("peering_parts", peering_parts::trials()),
        ("examples", examples::trials()),
        ("guides", guides::trials()),
        ("region", region::trials()),
        ("renamed", renamed::trials()),
        ("replaced", replaced::trials(&corpora)),
        ("taken_over", taken_over::trials(&corpora)),
        ("resources", resources::trials()),
        ("functions", functions::trials()),
        ("vpc", vpc::trials()),
        ("parameters", parameters::trials()),
        ("certificates", certificates::trials()),
        ("private_dns", private_dns::trials()),
        ("secrets", secrets::trials()),
        ("goes_on", goes_on::trials()),
        ("there_and_back", there_and_back::trials()),
        ("timeouts", timeouts::trials()),
        ("bad_input", bad_input::trials(&corpora)),
        ("obstacles", obstacles::trials()),
        ("lint", lint::trials(&corpora)),
        ("meaning", meaning::trials()),
        ("catalog", catalog::trials()),
        ("corpus", unreadable),
    ];
    trial::run(modules, &long)
}

fn failing(name: &str, why: String) -> Trial {
    Trial::test(name, move || Err(Failed::from(why)))
}
