//! Settings that not every engine has so far.

use privatelink_ir::Capability;
use privatelink_ir::handle::{Condition, Handle};
use privatelink_ir::rule::Rule;

/// An error about an input that is given although the engine cannot set it.
pub(crate) fn only<T>(input: Handle<T>, is_absent: Condition, capability: Capability) -> Rule {
    input
        .rule("input/template-only")
        .must(is_absent)
        .otherwise("is given", "remove it")
        .on_engines_without(capability)
}
