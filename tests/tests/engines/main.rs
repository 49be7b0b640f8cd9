//! Tests that need the tools of `cargo xtask setup`: real engines, linters, schemas.
//!
//! One program, so that all of them share one emulator and wait for load balancers at the same time.

mod bad_input;
mod catalog;
mod equivalence;
mod examples;
mod lint;
mod obstacles;
mod secrets;

use std::process::ExitCode;

use privatelink_tests::trial;

fn main() -> ExitCode {
    trial::run([
        // The slowest first.
        ("equivalence", equivalence::trials()),
        ("examples", examples::trials()),
        ("secrets", secrets::trials()),
        ("bad_input", bad_input::trials()),
        ("obstacles", obstacles::trials()),
        ("lint", lint::trials()),
        ("catalog", catalog::trials()),
    ])
}
