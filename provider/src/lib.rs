//! A Pulumi provider of components, for any set of components.
//!
//! The engine starts the plugin, reads its port, and calls `Construct` for each component of the program.
//! The plugin checks the inputs, specialises the graph of the component, and registers its resources with
//! the engine's resource monitor. It knows no component: those are a parameter, see [`Package`]. What it asks of the package
//! `aws` stands in [`facts`] and [`configuration`].
//!
//! ```text
//! Construct --inputs--> check, specialise --graph--> interpret --registrations--> Monitor
//!     ^                                                  |
//!     '------------------- outputs ----------------------'
//! ```
//!
//! What stands between the inputs of an engine and the values of resources is public, so that tests compare it with what
//! expressions mean: [`inputs`], [`defaults`], [`evaluate`].
//!
//! Invariants
//! - Nothing that belongs to a deployment is global: one process may serve several.
//! - A request may end at any `await`; whatever it started ends with it.
//! - What is secret stays secret in inputs, outputs, messages and errors.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may fail")
)]

mod aliases;
mod arguments;
mod aside;
mod changed;
mod children;
mod configuration;
mod configured;
pub mod defaults;
mod engine;
pub mod evaluate;
mod facts;
pub mod inputs;
mod interpret;
mod lookup;
mod monitor;
mod notes;
mod orphan;
mod package;
mod panics;
mod plan;
mod registration;
mod rpc;
mod serve;
mod session;
mod slots;
mod spelling;
mod status;
mod turns;

pub use arguments::Arguments;
pub use package::{Answer, Function, Package, Passed};
pub use serve::{ServeError, serve, serve_on};
