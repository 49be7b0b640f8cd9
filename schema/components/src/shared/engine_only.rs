//! Settings that not every engine has so far.

use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Capability, Expr};

/// An error about an input that is given although the engine cannot set it.
pub(crate) fn only(name: &str, absent: Expr, capability: Capability) -> Rule {
    rule("input/template-only", &[name])
        .must(absent)
        .otherwise(["is given".into()], "remove it")
        .on_engines_without(capability)
}
