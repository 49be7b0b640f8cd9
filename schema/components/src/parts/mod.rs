//! Inputs, nodes and rules that make a sensible whole below a component.

pub(crate) mod listeners;
pub(crate) mod network_load_balancer;
pub(crate) mod notifications;
pub(crate) mod security_group;

/// How names that an engine makes up begin. Six characters are all that a load balancer takes, and Pulumi would
/// otherwise make names of labels and keys, which may be too long for it. The same for all services, because a change
/// of it replaces the load balancer.
const NAME_PREFIX: &str = "plink-";
