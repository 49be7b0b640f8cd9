//! Flow logs of the hub's VPC: which connections its endpoints had.

use crate::forms::BucketArn;
use crate::shared::Subject;
use privatelink_catalog::ec2;
use privatelink_ir::Value;
use privatelink_ir::handle::{Draft, Handle, Resource};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Flow logs in a bucket.
#[derive(Input, JsonSchema)]
#[schemars(rename = "HubFlowLogs", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct FlowLogs {
    /// Bucket that the logs are delivered to. Its policy has to let `delivery.logs.amazonaws.com` write.
    bucket_arn: Value<BucketArn>,
    /// Which connections are written down: those that were accepted, those that were rejected, or `all`.
    #[schemars(extend("default" = "all"))]
    traffic: LoggedTraffic,
    /// How many seconds of a connection are one record at most: 60 or 600.
    #[schemars(extend("default" = 600))]
    aggregation_seconds: AggregationSeconds,
}

/// Which connections are written down.
#[derive(Clone, Copy, Input, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub(crate) enum LoggedTraffic {
    /// Those that were accepted.
    Accepted,
    /// Those that were rejected.
    Rejected,
    /// All of them.
    All,
}

/// Seconds that one record is about.
#[derive(Input, JsonSchema)]
#[schemars(inline)]
pub(crate) struct AggregationSeconds(#[schemars(range(min = 60, max = 600))] u16);

/// The flow log, if it is asked for.
pub(crate) fn part(draft: &mut Draft, subject: Subject, given: Handle<FlowLogs>) {
    let traffic = given.traffic();
    let word = traffic
        .is(LoggedTraffic::Accepted)
        .choose("ACCEPT", traffic.is(LoggedTraffic::Rejected).choose("REJECT", "ALL"));
    let log = ec2::FlowLog::new()
        .only_if(given.is_set())
        .vpc_id(subject.vpc_id)
        .traffic_type(word)
        .log_destination(given.bucket_arn())
        .log_destination_type("s3")
        .max_aggregation_interval(given.aggregation_seconds())
        .tags(subject.tags);
    draft.resource("flow_log", log);
    let seconds = given.aggregation_seconds();
    draft.rule(
        seconds
            .rule("hub/aggregation-seconds")
            .must(seconds.is_absent() | seconds.is(60) | seconds.is(600))
            .otherwise("is neither 60 nor 600", "use one of the two"),
    );
}
