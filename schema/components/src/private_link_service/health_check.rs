//! How a load balancer finds its targets to be healthy.

use privatelink_catalog::lb::target_group::HealthCheck as Block;
use privatelink_ir::Value;
use privatelink_ir::handle::{Condition, Handle, Term, Text, When};
use privatelink_ir::rule::{Rule, Source};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// How targets are found to be healthy. Targets of `UDP` listeners are checked by TCP or HTTP too.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct HealthCheck {
    /// Protocol. Default: `TCP`, with `alb` targets `HTTP`.
    protocol: Option<HealthCheckProtocol>,
    /// Port. Default: the port that gets the traffic.
    port: Option<crate::forms::Port>,
    /// Path of an HTTP or HTTPS check. Default: `/`.
    #[schemars(length(max = 1024))]
    path: Option<Value<String>>,
    /// Answers of an HTTP or HTTPS check that count as healthy. Default: `200-399`; `200` for targets of an Application Load
    /// Balancer.
    matcher: Option<Value<String>>,
    /// Time between checks. Unit: seconds.
    #[schemars(extend("default" = 30), range(min = 5, max = 300))]
    interval_seconds: u16,
    /// Time until a check counts as failed. Unit: seconds. At most `intervalSeconds`, and less than that for an Application
    /// Load Balancer. Default: 6 for HTTP, else 10; 5 for targets of an Application Load Balancer; 4 if that does not fit.
    #[schemars(range(min = 2, max = 120))]
    timeout_seconds: Option<u16>,
    /// Checks in a row until a target is healthy.
    #[schemars(extend("default" = 5), range(min = 2, max = 10))]
    healthy_threshold: u8,
    /// Checks in a row until a target is unhealthy.
    #[schemars(extend("default" = 2), range(min = 2, max = 10))]
    unhealthy_threshold: u8,
}

/// Protocol of a health check.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "UPPERCASE")]
pub(crate) enum HealthCheckProtocol {
    /// Whether a connection opens.
    Tcp,
    /// What a path answers over HTTP.
    Http,
    /// What a path answers over HTTPS; the certificate is not verified.
    Https,
}

/// Whose targets are checked.
#[derive(Clone, Copy)]
pub(crate) enum Checker {
    /// A Network Load Balancer: a check may last until the next one.
    Network,
    /// An Application Load Balancer: a check is over before the next one.
    Application,
}

impl Checker {
    /// How long a check lasts unless the user says so, and which answers are healthy then: what AWS takes.
    /// Source: User Guides for Network and for Application Load Balancers, "Health checks for target groups", 2026-11-30.
    fn defaults(self, protocol: Handle<Text>) -> (Handle<i64>, &'static str) {
        match self {
            Self::Network => {
                (Handle::of(protocol.is(HealthCheckProtocol::Http).choose(6, 10)), "200-399")
            }
            Self::Application => (Handle::of(5.handle()), "200"),
        }
    }

    /// Whether a check may last this long.
    fn takes<W: When>(
        self,
        timeout: Handle<i64, W>,
        check: Handle<HealthCheck>,
    ) -> Handle<bool, W> {
        let interval = check.interval_seconds();
        Handle::of(match self {
            Self::Network => timeout.at_most(interval).expr(),
            Self::Application => (!interval.at_most(timeout)).expr(),
        })
    }
}

/// The block of a target group. Every value is sent, so that engines with defaults of their own agree.
pub(crate) fn block(
    checker: Checker,
    check: Handle<HealthCheck>,
    default_protocol: Handle<Text>,
) -> Block {
    let protocol = check.protocol().word().or(default_protocol);
    let speaks_http = !protocol.is(HealthCheckProtocol::Tcp);
    let (timeout, healthy) = checker.defaults(protocol);
    // Less than the shortest interval.
    let default_timeout = checker.takes(timeout, check).choose(timeout, 4);
    let port = check.port();
    Block::new()
        .protocol(protocol)
        .port(port.is_set().choose(text!("{port}"), "traffic-port"))
        .path(speaks_http.then(check.path().or("/")))
        .matcher(speaks_http.then(check.matcher().or(healthy)))
        .interval(check.interval_seconds())
        .timeout(check.timeout_seconds().or(default_timeout))
        .healthy_threshold(check.healthy_threshold())
        .unhealthy_threshold(check.unhealthy_threshold())
}

/// A check is over in time.
pub(crate) fn in_time(
    id: &str,
    source: Source,
    checker: Checker,
    check: Handle<HealthCheck>,
) -> Rule {
    let (timeout, interval) = (check.timeout_seconds(), check.interval_seconds());
    let length = match checker {
        Checker::Network => "longer than the",
        Checker::Application => "not shorter than the",
    };
    let is_in_time: Condition = checker.takes(timeout, check);
    timeout.rule(id).source(source).must(timeout.is_set().implies(is_in_time)).otherwise(
        text!("is {timeout}, {length} {interval} seconds between checks"),
        "give a shorter time, or a longer `intervalSeconds`",
    )
}
