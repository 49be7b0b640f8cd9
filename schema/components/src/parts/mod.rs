//! Inputs, nodes and rules that make a sensible whole below a component.

pub(crate) mod listeners;
pub(crate) mod network_load_balancer;
pub(crate) mod security_group;
