//! What has to hold for targets of a load balancer.

use crate::forms::Form;
use privatelink_ir::handle::{Condition, Handle, Late, Text};
use privatelink_ir::rule::{Rule, Source};
use privatelink_macros::text;

/// The id of a target is what its target type says: for each type that the load balancer takes, whether it is this one,
/// and the form of ids.
pub(crate) fn of_id(
    rule_id: &str,
    source: Source,
    id: Handle<Text, Late>,
    types: &[(Condition, Form)],
) -> Vec<Rule> {
    let rules = types.iter().map(|(is_type, Form { what, pattern })| {
        let noun = what.split_once(", such as ").map_or(*what, |(noun, _)| noun);
        id.rule(rule_id).source(source).must(!*is_type | id.matches(*pattern)).otherwise(
            text!("is `{id}`, which is not {noun}"),
            &format!("use {what}, or another `targetType`"),
        )
    });
    rules.collect()
}
