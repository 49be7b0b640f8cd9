//! `PrivateLink` patterns, each defined once.
//!
//! One component, one folder, with its inputs and its graph in `mod.rs` and its parts beside it. What more than one
//! component is made of is in `shared`.

#![allow(
    clippy::redundant_closure_for_method_calls,
    clippy::struct_excessive_bools,
    reason = "closures name the element they read; inputs are what users say, never filled"
)]

mod centralized_endpoint_hub;
mod cross_region_peering;
mod endpoint_hub_spoke;
mod forms;
mod private_link_consumer;
mod private_link_resource;
mod private_link_service;
mod shared;
mod sources;

use privatelink_ir::{Component, nearest};

/// Every component, in the order of their names.
pub static COMPONENTS: &[Component] = &[
    centralized_endpoint_hub::COMPONENT,
    cross_region_peering::COMPONENT,
    endpoint_hub_spoke::COMPONENT,
    private_link_consumer::COMPONENT,
    private_link_resource::COMPONENT,
    private_link_service::COMPONENT,
];

/// The component of this name.
pub fn find(name: &str) -> Option<&'static Component> {
    COMPONENTS.iter().find(|component| component.name == name)
}

/// The name that a mistyped one is meant to be.
pub fn nearest_name(name: &str) -> Option<&'static str> {
    let names: Vec<&'static str> = COMPONENTS.iter().map(|component| component.name).collect();
    nearest(name, &names)
}
