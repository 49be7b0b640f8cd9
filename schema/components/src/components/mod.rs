//! The list of components: every file of this folder is in it, in the order of names, as a test checks.

mod private_link_consumer;
mod private_link_service;

use privatelink_ir::Component;

/// Every component, in the order of their names.
pub static COMPONENTS: &[Component] =
    &[private_link_consumer::COMPONENT, private_link_service::COMPONENT];
