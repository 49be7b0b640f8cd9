//! Tests that need the tools of `cargo xtask setup`: real engines, linters, schemas.
//!
//! One program, so that all of them share one emulator and wait for load balancers at the same time.

mod bad_input;
mod blueprints;
mod catalog;
mod certificates;
mod equivalence;
mod examples;
mod install;
mod lint;
mod long;
mod meaning;
mod obstacles;
mod pairs;
mod private_dns;
mod reachability;
mod secrets;
mod timeouts;

use std::process::ExitCode;

use privatelink_tests::trial;

fn main() -> ExitCode {
    let modules = [
        // The slowest first.
        ("equivalence", equivalence::trials()),
        ("pairs", pairs::trials()),
        ("blueprints", blueprints::trials()),
        ("reachability", reachability::trials()),
        ("examples", examples::trials()),
        ("install", install::trials()),
        ("certificates", certificates::trials()),
        ("private_dns", private_dns::trials()),
        ("secrets", secrets::trials()),
        ("timeouts", timeouts::trials()),
        ("bad_input", bad_input::trials()),
        ("obstacles", obstacles::trials()),
        ("lint", lint::trials()),
        ("meaning", meaning::trials()),
        ("catalog", catalog::trials()),
    ];
    trial::run(modules, long::LONG)
}
