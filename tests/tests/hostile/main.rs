//! No inputs make the command or the plugin panic, abort, hang or grow.
//!
//! Inputs are made up: from the types of each component, and out of the cases and the sets of bad inputs of its corpus by
//! changing them, in JSON and in YAML. Each goes through `privatelink check` and through `Construct` of the plugin, in this
//! process, and has to be answered within 50 ms of processor time per 10 KB and within 100 MB of memory.
//!
//! A run takes some thousand cases. `cargo xtask test --thorough` takes 100,000 of each component either way, with
//! `PRIVATELINK_THOROUGH=1 cargo test --profile hostile -p privatelink-tests --test hostile`; only there, with
//! optimisation, the bound of time is the one above. Cases are numbered, and equal numbers give equal cases:
//! `PRIVATELINK_CASE=<number>` runs one alone. What fails is kept in `target/tmp`; if the process dies, the number of its
//! last case is there in `hostile-*.number`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it has found before a later case brings the process down"
)]

mod budget;
mod cases;
mod check;
mod construct;
mod mutations;
mod run;
mod spelling;
mod texts;
mod values;

use peak_alloc::PeakAlloc;

/// Counts what is allocated.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;
