//! Alarms of an endpoint service and of the load balancer behind it.

use crate::forms::TopicArn;
use privatelink_catalog::cloudwatch::metric_alarm as alarm;
use privatelink_catalog::ec2::vpc_endpoint_service as service;
use privatelink_catalog::lb::{load_balancer, target_group};
use privatelink_catalog::sns::topic;
use privatelink_ir::expr::{all, any, input, list, not, object, text};
use privatelink_ir::graph::{Node, each_key, node};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Alarms. Each is made only if it is given.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Alarms {
    /// Topic that is told when an alarm goes off and when it is over. Its policy has to let `cloudwatch.amazonaws.com`
    /// publish. Default: the topic of `topic`; nobody, if there is none.
    topic_arn: Option<Value<TopicArn>>,
    /// Targets that fail their health checks (`UnHealthyHostCount`), an alarm for each listener. Needs `loadBalancer`.
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
#[expect(dead_code, reason = "read by schemars, never filled")]
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
#[expect(dead_code, reason = "read by schemars, never filled")]
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
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Count(#[schemars(range(min = 0, max = 1_000_000_000))] u32);

/// Minutes that an alarm looks back.
#[derive(Input, JsonSchema)]
#[schemars(inline)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Minutes(#[schemars(range(min = 1, max = 1440))] u16);

fn settings() -> Expr {
    input("alarms")
}

/// Whether this alarm is asked for.
fn wanted(name: &str) -> Expr {
    all([settings().is_set(), settings().get(name).is_set()])
}

/// What alarms are about.
pub(crate) struct Subjects<'a> {
    /// The endpoint service.
    pub(crate) service: &'a Node,
    /// The load balancer.
    pub(crate) balancer: &'a Node,
    /// Target groups of the listeners.
    pub(crate) target_group: &'a Node,
    /// The topic.
    pub(crate) topic: &'a Node,
}

/// The alarms that are asked for.
///
/// Names come of the id of the service: Terraform makes none up, and a name of ours could be taken.
pub(crate) fn nodes(subjects: &Subjects<'_>, tags: impl Fn() -> Expr) -> [Node; 3] {
    let service_id = || subjects.service.attribute(service::ID);
    let balancer = || subjects.balancer.attribute(load_balancer::ARN_SUFFIX);
    let of_balancer = |name: &str| all([wanted(name), input("loadBalancer").is_set()]);
    let named = |what: Expr| text([input("name"), " ".into(), service_id(), " ".into(), what]);
    let told = || {
        settings().get("topicArn").is_set().choose(
            list([settings().get("topicArn")]),
            input("topic").is_set().then(list([subjects.topic.attribute(topic::ARN)])),
        )
    };
    let when = |node: Node, name: &str, statistic: &str, missing: &str| {
        node.set(alarm::STATISTIC, statistic)
            .set(alarm::PERIOD, 60)
            .set(alarm::COMPARISON_OPERATOR, "GreaterThanThreshold")
            .set(alarm::THRESHOLD, settings().get(name).get("threshold"))
            .set(alarm::EVALUATION_PERIODS, settings().get(name).get("minutes"))
            .set(alarm::TREAT_MISSING_DATA, missing)
            .set(alarm::ALARM_ACTIONS, told())
            .set(alarm::OK_ACTIONS, told())
            .set(alarm::TAGS, tags())
    };
    // Source: Network Load Balancer guide, "CloudWatch metrics", 2026-11-21.
    let unhealthy = node("unhealthy_hosts_alarm", alarm::KIND)
        .only_if(of_balancer("unhealthyHosts"))
        .for_each(input("listeners"))
        .set(alarm::ALARM_NAME, named(text(["unhealthy hosts of ".into(), each_key()])))
        .set(
            alarm::ALARM_DESCRIPTION,
            text([
                "Targets of the listener ".into(),
                each_key(),
                " fail their health checks.".into(),
            ]),
        )
        .set(alarm::NAMESPACE, "AWS/NetworkELB")
        .set(alarm::METRIC_NAME, "UnHealthyHostCount")
        .set(
            alarm::DIMENSIONS,
            object([
                ("LoadBalancer", balancer()),
                (
                    "TargetGroup",
                    subjects.target_group.instance(each_key(), target_group::ARN_SUFFIX),
                ),
            ]),
        );
    let rejected = node("rejected_connections_alarm", alarm::KIND)
        .only_if(of_balancer("rejectedConnections"))
        .set(alarm::ALARM_NAME, named("rejected connections".into()))
        .set(alarm::ALARM_DESCRIPTION, "The load balancer turns connections away.")
        .set(alarm::NAMESPACE, "AWS/NetworkELB")
        .set(alarm::METRIC_NAME, "RejectedFlowCount")
        .set(alarm::DIMENSIONS, object([("LoadBalancer", balancer())]));
    // Source: AWS PrivateLink guide, "CloudWatch metrics for AWS PrivateLink", 2026-11-21.
    let resets = node("resets_alarm", alarm::KIND)
        .only_if(wanted("resets"))
        .set(alarm::ALARM_NAME, named("resets".into()))
        .set(alarm::ALARM_DESCRIPTION, "The service resets connections of endpoints.")
        .set(alarm::NAMESPACE, "AWS/PrivateLinkServices")
        .set(alarm::METRIC_NAME, "RstPacketsSent")
        .set(alarm::DIMENSIONS, object([("Service Id", service_id())]));
    [
        when(unhealthy, "unhealthyHosts", "Maximum", "missing"),
        when(rejected, "rejectedConnections", "Sum", "notBreaching"),
        when(resets, "resets", "Sum", "notBreaching"),
    ]
}

/// What has to hold for the alarms.
pub(crate) fn rules() -> Vec<Rule> {
    let needs_balancer = |name: &str| {
        rule("alarms/load-balancer", &["alarms", name])
            .must(wanted(name).implies(input("loadBalancer").is_set()))
            .otherwise(
                ["is given, but only a load balancer that is made here can be watched".into()],
                "remove it, or give `loadBalancer`",
            )
    };
    vec![
        needs_balancer("unhealthyHosts"),
        needs_balancer("rejectedConnections"),
        rule("alarms/none", &["alarms"])
            .must(any([
                not(settings().is_set()),
                wanted("unhealthyHosts"),
                wanted("rejectedConnections"),
                wanted("resets"),
            ]))
            .otherwise(
                ["is given, but names no alarm".into()],
                "give `unhealthyHosts`, `rejectedConnections` or `resets`, or remove it",
            ),
        rule("alarms/nobody-told", &["alarms"])
            .must(any([
                not(settings().is_set()),
                settings().get("topicArn").is_set(),
                input("topic").is_set(),
            ]))
            .otherwise(
                ["tells nobody: it has no `topicArn`, and there is no `topic`".into()],
                "give `topicArn`, or make a topic with `topic`",
            )
            .warning(),
    ]
}
