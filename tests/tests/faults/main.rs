//! Whatever the engine does, a component ends: whole, or with an error, and never with a secret that shows.
//!
//! Between the plugin and a fake engine stands a [`relay`] that breaks calls as a [`fault`] says: refuses them, loses
//! their answers, or garbles them. [`judge`] says what must be so afterwards. Every call of a component is broken in
//! every way once, and many at a time at random.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod case;
mod fault;
mod garbled;
mod judge;
mod relay;
mod schedules;
mod trial;
