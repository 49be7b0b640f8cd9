//! An Application Load Balancer behind a listener of the Network Load Balancer.

pub(super) mod load_balancer;
pub(super) mod rules;
pub(super) mod security_group;

use privatelink_ir::Expr;
use privatelink_ir::expr::{all, for_list_if, input, key, not, value};

/// Settings of the load balancer.
pub(crate) fn settings() -> Expr {
    input("applicationLoadBalancer")
}

/// Whether this listener leads to the load balancer that is made here.
pub(crate) fn gets(listener: impl Fn() -> Expr) -> Expr {
    all([
        settings().is_set(),
        listener().get("targetType").equals("alb"),
        listener().get("targets").is_empty(),
    ])
}

/// Whether a listener leads to the load balancer that is made here.
pub(crate) fn is_led_to() -> Expr {
    let leading =
        for_list_if("listener", input("listeners"), gets(|| value("listener")), key("listener"));
    not(leading.is_empty())
}
