//! A second target group of a listener, for a change from one version of an application to the next.

use crate::forms::Key;
use crate::private_link_service::listener::{Listener, ListenerFields, Target};
use crate::sources;
use privatelink_catalog::lb::listener::{DefaultAction, Forward, TargetGroup};
use privatelink_ir::handle::{Condition, Handle, Late, List, Map, Text, list};
use privatelink_ir::rule::Rule;
use privatelink_ir::{Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A second target group of a listener. Its port, protocol, target type, health check and all other settings are those of the
/// listener's own.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SecondTargetGroup {
    /// Its part of new connections, beside `weight` of the listener: 10 beside 90 gets one of ten, and 0 none.
    weight: Value<Weight>,
    /// Targets. Key: a name for the target. Default: none; with `alb` too, for the Application Load Balancer of
    /// `applicationLoadBalancer` is a target of the listener's own group only.
    #[schemars(extend("default" = {}))]
    targets: Keyed<Key, Target>,
    /// Names of Auto Scaling groups whose instances become targets. Key: a name for the group. Needs the target type `instance`.
    #[schemars(extend("default" = {}))]
    auto_scaling_groups: Keyed<Key, Value<String>>,
}

/// A part of new connections.
#[derive(Input, JsonSchema)]
#[schemars(inline)]
pub(crate) struct Weight(#[schemars(range(min = 0, max = 999))] u16);

/// Listeners that have a second target group.
pub(crate) fn with_second(listeners: Handle<Map<Listener>>) -> Handle<Map<Listener>> {
    listeners.filter(|_, listener| has_second(listener))
}

/// Whether a listener has a second target group.
pub(crate) fn has_second(listener: Handle<Listener>) -> Condition {
    listener.second_target_group().is_set()
}

/// What a listener does that has one target group or two, with these ARNs. With one it is what it always was: Terraform's
/// provider takes an ARN of its own or a list, and shows a change that never ends when both are given.
pub(crate) fn forward(
    listener: Handle<Listener>,
    first: Handle<Text, Late>,
    second: Handle<Text, Late>,
) -> Handle<List<DefaultAction>> {
    let has_second = has_second(listener);
    let of_first = TargetGroup::new().arn(first).weight(listener.weight());
    let of_second = TargetGroup::new().arn(second).weight(listener.second_target_group().weight());
    let both = Forward::new().target_group(list([of_first, of_second]));
    list([DefaultAction::new()
        .type_("forward")
        .target_group_arn((!has_second).then(first))
        .forward(has_second.then(both))])
}

/// What has to hold for the weights of a listener.
pub(crate) fn rules(listener: Handle<Listener>) -> [Rule; 3] {
    let (first, second) = (listener.weight(), listener.second_target_group().weight());
    let has_second = has_second(listener);
    [
        first
            .rule("listeners/weight-missing")
            .source(sources::LISTENERS)
            .must(has_second.implies(first.is_set()))
            .otherwise(
                "is missing, but there is a `secondTargetGroup`",
                "give the weight of the listener's own target group, such as 100",
            ),
        first.rule("listeners/weight-alone").only_with(has_second).otherwise(
            "is given, but the listener has one target group, which gets everything",
            "remove it, or give `secondTargetGroup`",
        ),
        first
            .rule("listeners/weights-zero")
            .must(!(has_second & first.is(0) & second.is(0)))
            .otherwise(
                "is 0, and that of `secondTargetGroup` too: nobody gets connections",
                "give one of them a weight",
            ),
    ]
}
