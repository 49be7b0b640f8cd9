//! Targets of the listeners, and Auto Scaling groups whose instances become targets.

use crate::private_link_service::listener::{
    Listener, ListenerFields, Target, TargetFields, target_port,
};
use crate::private_link_service::listeners::TargetGroups;
use crate::private_link_service::second_group::{SecondTargetGroupFields, with_second};
use privatelink_catalog::autoscaling;
use privatelink_catalog::lb;
use privatelink_ir::Value;
use privatelink_ir::handle::{Draft, Each, Handle, Late, Map, Text};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A target of any listener.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct TargetOfListener {
    listener: String,
    id: Value<String>,
    port: u16,
    availability_zone: Option<Value<String>>,
}

/// An Auto Scaling group of any listener.
#[derive(Input, JsonSchema)]
struct GroupOfListener {
    listener: String,
    name: Value<String>,
}

/// Targets and Auto Scaling groups of all listeners, in one target group or the other.
pub(crate) fn part(draft: &mut Draft, listeners: Handle<Map<Listener>>, into: TargetGroups) {
    let twofold = with_second(listeners);
    targets(draft, "target", listeners, |listener| listener.targets(), into.first);
    let seconds = |listener: Handle<Listener>| listener.second_target_group().targets();
    targets(draft, "second_target", twofold, seconds, into.second);
    auto_scaling(
        draft,
        "auto_scaling",
        listeners,
        |listener| listener.auto_scaling_groups(),
        into.first,
    );
    let seconds = |listener: Handle<Listener>| listener.second_target_group().auto_scaling_groups();
    auto_scaling(draft, "second_auto_scaling", twofold, seconds, into.second);
}

fn targets(
    draft: &mut Draft,
    label: &'static str,
    listeners: Handle<Map<Listener>>,
    of: impl FnOnce(Handle<Listener>) -> Handle<Map<Target>>,
    into: Each<lb::TargetGroup>,
) {
    let targets = listeners.product(
        |_, listener| of(listener),
        |(name, listener), (_, target)| {
            TargetOfListener::object()
                .listener(name)
                .id(target.id())
                .port(target.port().or(target_port(listener)))
                .availability_zone(target.availability_zone())
        },
    );
    draft.resources(label, targets, |_, target| {
        lb::TargetGroupAttachment::new()
            .target_group_arn(into.at(target.listener()).arn())
            .target_id(target.id())
            .port(target.port())
            .availability_zone(target.availability_zone())
    });
}

fn auto_scaling(
    draft: &mut Draft,
    label: &'static str,
    listeners: Handle<Map<Listener>>,
    of: impl FnOnce(Handle<Listener>) -> Handle<Map<Text, Late>>,
    into: Each<lb::TargetGroup>,
) {
    let groups = listeners.product(
        |_, listener| of(listener),
        |(name, _), (_, group)| GroupOfListener::object().listener(name).name(group),
    );
    draft.resources(label, groups, |_, group| {
        autoscaling::Attachment::new()
            .lb_target_group_arn(into.at(group.listener()).arn())
            .autoscaling_group_name(group.name())
    });
}
