//! What more than one component is made of.

pub(crate) mod connection;
pub(crate) mod engine_only;
pub(crate) mod notifications;
pub(crate) mod subnet_rules;
pub(crate) mod topic;

use privatelink_catalog::facts::{ACCOUNT_ID, PARTITION, REGION};
use privatelink_ir::Expr;
use privatelink_ir::expr::{here, input, list, merge, object, text};

/// How names that an engine makes up begin. Six characters are all that a load balancer takes, and Pulumi would
/// otherwise make names of labels and keys, which may be too long for it. The same for all services, because a change
/// of it replaces the load balancer.
pub(crate) const NAME_PREFIX: &str = "plink-";

/// ARN of a resource of this account in this Region.
pub(crate) fn arn(service: &str, resource: &str) -> Expr {
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
