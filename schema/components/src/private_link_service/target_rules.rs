//! What has to hold for targets of a load balancer.

use crate::forms::{ApplicationLoadBalancerArn, Form, InstanceId, Ipv4Address};
use privatelink_ir::Expr;
use privatelink_ir::expr::{any, not, value};
use privatelink_ir::rule::Rule;

/// Target types with the form of their targets' ids.
const FORMS: [(&str, Form); 3] = [
    ("ip", Ipv4Address::FORM),
    ("instance", InstanceId::FORM),
    ("alb", ApplicationLoadBalancerArn::FORM),
];

/// Ids of targets are what the target type says. `about` begins a rule about the `targets` of `settings`, which take
/// these target types.
pub(crate) fn rules(
    about: impl Fn() -> Rule,
    settings: impl Fn() -> Expr,
    types: &[&str],
) -> Vec<Rule> {
    let id = || value("target").get("id");
    let taken = FORMS.iter().filter(|(name, _)| types.contains(name));
    let rules = taken.map(|(name, Form { what, pattern })| {
        let noun = what.split_once(", such as ").map_or(*what, |(noun, _)| noun);
        let is_other_type = not(settings().get("targetType").equals(*name));
        about()
            .each("target", settings().get("targets"))
            .field("id")
            .must(any([is_other_type, id().matches(*pattern)]))
            .otherwise(
                ["is `".into(), id(), format!("`, which is not {noun}").as_str().into()],
                &format!("use {what}, or another `targetType`"),
            )
    });
    rules.collect()
}
