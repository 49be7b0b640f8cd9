//! Alarms of an endpoint service and of the load balancer behind it.

use crate::forms::TopicArn;
use crate::private_link_service::listener::Listener;
use crate::private_link_service::listeners::TargetGroups;
use crate::private_link_service::second_group::with_second;
use crate::shared::{Subject, topic};
use privatelink_catalog::cloudwatch::MetricAlarm;
use privatelink_ir::Value;
use privatelink_ir::handle::{
    Condition, Draft, Handle, Late, List, Map, Resource, Text, list, map,
};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Alarms. Each is made only if it is given.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Alarms {
    /// Topic that gets a message when an alarm goes off and when it is over. Its policy has to let `cloudwatch.amazonaws.com`
    /// publish. Default: the topic of `topic`; nobody, if there is none.
    topic_arn: Option<Value<TopicArn>>,
    /// Targets that fail their health checks (`UnHealthyHostCount`), an alarm for each target group. Needs `loadBalancer`.
    unhealthy_hosts: Option<CountAlarm>,
    /// Connections that the load balancer turned away (`RejectedFlowCount`), in a minute. Needs `loadBalancer`.
    rejected_connections: Option<CountAlarm>,
    /// Resets that endpoints got from the service (`RstPacketsSent`), in a minute. More and more of them are a sign of
    /// unhealthy targets; some are usual.
    resets: Option<ResetAlarm>,
}

/// When an alarm goes off.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CountAlarm {
    /// More than this is too many.
    #[schemars(extend("default" = 0))]
    threshold: Value<Count>,
    /// For how many minutes in a row.
    #[schemars(extend("default" = 5))]
    minutes: Value<Minutes>,
}

/// When the alarm for resets goes off.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ResetAlarm {
    /// More than this is too many. How many are usual depends on the application, so there is no default.
    threshold: Value<Count>,
    /// For how many minutes in a row.
    #[schemars(extend("default" = 5))]
    minutes: Value<Minutes>,
}

/// How many.
#[derive(Input, JsonSchema)]
#[schemars(inline)]
pub(crate) struct Count(#[schemars(range(min = 0, max = 1_000_000_000))] u32);

/// Minutes that an alarm looks back.
#[derive(Input, JsonSchema)]
#[schemars(inline)]
pub(crate) struct Minutes(#[schemars(range(min = 1, max = 1440))] u16);

/// What alarms are about.
#[derive(Clone, Copy)]
pub(crate) struct Watched {
    pub(crate) service_id: Handle<Text, Late>,
    /// Whether the load balancer is made here.
    pub(crate) has_balancer: Condition,
    /// How CloudWatch calls the load balancer.
    pub(crate) balancer: Handle<Text, Late>,
    pub(crate) listeners: Handle<Map<Listener>>,
    pub(crate) target_groups: TargetGroups,
    pub(crate) topic: topic::Made,
}

/// The alarms that are asked for.
///
/// Names come of the id of the service: Terraform makes none up, and a name of ours could be taken.
pub(crate) fn part(draft: &mut Draft, subject: Subject, given: Handle<Alarms>, of: Watched) {
    let (name, id) = (subject.name, of.service_id);
    let actions = actions(given, of.topic);
    let unhealthy = given.unhealthy_hosts();
    let unhealthy_alarm =
        |name_of: Handle<Text>, whose: Handle<Text>, group: Handle<Text, Late>| {
            alarm(actions, "Maximum", "missing")
                .only_if(given.is_set() & unhealthy.is_set() & of.has_balancer)
                .alarm_name(text!("{name} {id} unhealthy hosts of {name_of}"))
                .alarm_description(text!("Targets of {whose} fail their health checks."))
                .namespace("AWS/NetworkELB")
                .metric_name("UnHealthyHostCount")
                .dimensions(map([("LoadBalancer", of.balancer), ("TargetGroup", group)]))
                .threshold(unhealthy.threshold())
                .evaluation_periods(unhealthy.minutes())
                .tags(subject.tags)
        };
    // Source: Network Load Balancer guide, "CloudWatch metrics", 2026-11-21.
    draft.resources("unhealthy_hosts_alarm", of.listeners, |listener, _| {
        let group = of.target_groups.first.at(listener).arn_suffix();
        unhealthy_alarm(listener, text!("the listener {listener}"), group)
    });
    draft.resources("second_unhealthy_hosts_alarm", with_second(of.listeners), |listener, _| {
        let group = of.target_groups.second.at(listener).arn_suffix();
        let whose = text!("the second target group of the listener {listener}");
        unhealthy_alarm(text!("{listener}, second target group"), whose, group)
    });
    let rejected = given.rejected_connections();
    let rejected_alarm = alarm(actions, "Sum", "notBreaching")
        .only_if(given.is_set() & rejected.is_set() & of.has_balancer)
        .alarm_name(text!("{name} {id} rejected connections"))
        .alarm_description("The load balancer turns connections away.")
        .namespace("AWS/NetworkELB")
        .metric_name("RejectedFlowCount")
        .dimensions(map([("LoadBalancer", of.balancer)]))
        .threshold(rejected.threshold())
        .evaluation_periods(rejected.minutes())
        .tags(subject.tags);
    draft.resource("rejected_connections_alarm", rejected_alarm);
    // Source: AWS PrivateLink guide, "CloudWatch metrics for AWS PrivateLink", 2026-11-21.
    let resets = given.resets();
    let resets_alarm = alarm(actions, "Sum", "notBreaching")
        .only_if(given.is_set() & resets.is_set())
        .alarm_name(text!("{name} {id} resets"))
        .alarm_description("The service resets connections of endpoints.")
        .namespace("AWS/PrivateLinkServices")
        .metric_name("RstPacketsSent")
        .dimensions(map([("Service Id", id)]))
        .threshold(resets.threshold())
        .evaluation_periods(resets.minutes())
        .tags(subject.tags);
    draft.resource("resets_alarm", resets_alarm);
    draft.rules(rules(given, of));
}

/// Topics that get messages: the user's, else the one that is made.
fn actions(given: Handle<Alarms>, topic: topic::Made) -> Handle<List<Text, Late>, Late> {
    let topic_arn = given.topic_arn();
    let own = list([topic_arn]);
    Handle::of(topic_arn.is_set().choose(own, topic.is_made.then(list([topic.arn]))))
}

/// What all alarms have in common.
fn alarm(actions: Handle<List<Text, Late>, Late>, statistic: &str, missing: &str) -> MetricAlarm {
    MetricAlarm::new()
        .statistic(statistic)
        .period(60)
        .comparison_operator("GreaterThanThreshold")
        .treat_missing_data(missing)
        .alarm_actions(actions)
        .ok_actions(actions)
}

/// What has to hold for the alarms.
fn rules(given: Handle<Alarms>, of: Watched) -> [Rule; 4] {
    let is_given = given.is_set();
    let hosts = given.unhealthy_hosts();
    let rejected = given.rejected_connections();
    let needs_balancer = |alarm: Handle<CountAlarm>| {
        alarm
            .rule("alarms/load-balancer")
            .must((is_given & alarm.is_set()).implies(of.has_balancer))
            .otherwise(
                "is given, but only a load balancer that is made here can be watched",
                "remove it, or give `loadBalancer`",
            )
    };
    let has_alarm = hosts.is_set() | rejected.is_set() | given.resets().is_set();
    [
        needs_balancer(hosts),
        needs_balancer(rejected),
        given.rule("alarms/none").must(!is_given | has_alarm).otherwise(
            "is given, but names no alarm",
            "give `unhealthyHosts`, `rejectedConnections` or `resets`, or remove it",
        ),
        given
            .rule("alarms/nobody-told")
            .must(!is_given | given.topic_arn().is_set() | of.topic.is_made)
            .otherwise(
                "notifies nobody: it has no `topicArn`, and there is no `topic`",
                "give `topicArn`, or make a topic with `topic`",
            )
            .warning(),
    ]
}
