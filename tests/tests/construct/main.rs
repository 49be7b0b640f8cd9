//! A plugin constructs components against a fake engine: what it registers, and what it hands back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod concurrency;
mod defaults;
mod example;
mod failures;
mod functions;
mod goes_on;
mod hostile;
mod kinds;
mod lifecycle;
mod lookups;
mod notes;
mod options;
mod previews;
mod protocol;
mod renamed;
mod secret_shapes;
mod secrets;
mod slots;
mod stages;
mod timeouts;
mod values;
mod versions;
