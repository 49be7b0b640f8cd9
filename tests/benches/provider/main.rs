//! What a deployment pays for the released plugin: its start, its schema, the construction of components.
//!
//! `cargo xtask bench` builds the plugin before it runs this. All benchmarks drive the plugin as a process of its own.

#![allow(clippy::unwrap_used, reason = "a benchmark stops by panicking")]

mod goals;
mod plugin;
mod timings;

use std::io::Write;

fn main() {
    divan::main();
    // Any other argument picks benchmarks, lists them, or only tests that they run.
    if std::env::args().skip(1).eq(["--bench"]) {
        let table = goals::table().unwrap();
        std::io::stdout().lock().write_all(table.as_bytes()).unwrap();
    }
}
