//! `PrivateLink` patterns, each defined once.
//!
//! One component, one file, under `src/components`. Fragments that more than one could use are in `src/parts`.

mod components;
mod forms;
mod parts;
mod sources;

pub use components::COMPONENTS;

use privatelink_ir::{Component, nearest};

/// The component of this name.
pub fn find(name: &str) -> Option<&'static Component> {
    COMPONENTS.iter().find(|component| component.name == name)
}

/// The name that a mistyped one is meant to be.
pub fn nearest_name(name: &str) -> Option<&'static str> {
    let names: Vec<&'static str> = COMPONENTS.iter().map(|component| component.name).collect();
    nearest(name, &names)
}
