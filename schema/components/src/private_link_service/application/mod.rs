//! An Application Load Balancer behind a listener of the Network Load Balancer.

pub(super) mod load_balancer;
pub(super) mod rules;
pub(super) mod security_group;
