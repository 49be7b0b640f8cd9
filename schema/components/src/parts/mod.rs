//! Inputs, nodes and rules that make a sensible whole below a component.

pub(crate) mod acceptance;
pub(crate) mod accepted_connections;
pub(crate) mod alarms;
pub(crate) mod application_load_balancer;
pub(crate) mod application_rules;
pub(crate) mod application_security_group;
pub(crate) mod aws_buckets;
pub(crate) mod certificates;
pub(crate) mod connection;
pub(crate) mod endpoint;
pub(crate) mod endpoint_dns;
pub(crate) mod endpoint_policy;
pub(crate) mod endpoint_security_group;
pub(crate) mod endpoint_subnets;
pub(crate) mod endpoint_timeouts;
pub(crate) mod endpoint_type;
pub(crate) mod engine_only;
pub(crate) mod health_check;
pub(crate) mod listener_rules;
pub(crate) mod listeners;
pub(crate) mod log_bucket;
pub(crate) mod network_load_balancer;
pub(crate) mod notifications;
pub(crate) mod private_dns;
pub(crate) mod security_group;
pub(crate) mod security_group_rules;
pub(crate) mod service_choice;
pub(crate) mod service_outputs;
pub(crate) mod service_rules;
pub(crate) mod subnet_rules;
pub(crate) mod target_rules;
pub(crate) mod topic;

use privatelink_catalog::facts::{ACCOUNT_ID, PARTITION, REGION};
use privatelink_ir::Expr;
use privatelink_ir::expr::{here, input, list, merge, object, text};

/// How names that an engine makes up begin. Six characters are all that a load balancer takes, and Pulumi would
/// otherwise make names of labels and keys, which may be too long for it. The same for all services, because a change
/// of it replaces the load balancer.
const NAME_PREFIX: &str = "plink-";

/// ARN of a resource of this account in this Region.
fn arn(service: &str, resource: &str) -> Expr {
    text([
        "arn:".into(),
        here(PARTITION),
        format!(":{service}:").as_str().into(),
        here(REGION),
        ":".into(),
        here(ACCOUNT_ID),
        format!(":{resource}").as_str().into(),
    ])
}

/// The user's tags, and the name.
pub(crate) fn tags() -> Expr {
    merge(list([input("tags"), object([("Name", input("name"))])]))
}
