//! How a load balancer finds its targets to be healthy.

use privatelink_catalog::lb::target_group::health_check;
use privatelink_ir::expr::{not, object, text};
use privatelink_ir::rule::Rule;
use privatelink_ir::{Expr, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// How targets are found to be healthy. Targets of `UDP` listeners are checked by TCP or HTTP too.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct HealthCheck {
    /// Protocol. Default: `TCP`, with `alb` targets `HTTP`.
    protocol: Option<HealthCheckProtocol>,
    /// Port. Default: the port that gets the traffic.
    port: Option<crate::forms::Port>,
    /// Path of an HTTP or HTTPS check. Default: `/`.
    #[schemars(length(max = 1024))]
    path: Option<Value<String>>,
    /// Answers of an HTTP or HTTPS check that count as healthy. Default: `200-399`.
    matcher: Option<Value<String>>,
    /// Time between checks. Unit: seconds.
    #[schemars(extend("default" = 30), range(min = 5, max = 300))]
    interval_seconds: u16,
    /// Time until a check counts as failed. Unit: seconds. At most `intervalSeconds`, and less than that for an Application
    /// Load Balancer. Default: 6 for HTTP, else 10; 4 if that does not fit.
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
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum HealthCheckProtocol {
    Tcp,
    Http,
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
    /// Whether a check of the inputs `check` may last this long.
    fn takes(self, timeout: Expr, check: &impl Fn() -> Expr) -> Expr {
        let interval = check().get("intervalSeconds");
        match self {
            Self::Network => timeout.at_most(interval),
            Self::Application => not(interval.at_most(timeout)),
        }
    }
}

/// The block of a target group, for the inputs `check`. Every value is sent, so that engines with defaults of their own
/// agree.
pub(crate) fn block(checker: Checker, check: impl Fn() -> Expr, default_protocol: Expr) -> Expr {
    let of = |field: &str| check().get(field);
    let protocol = || of("protocol").or_else(default_protocol.clone());
    let speaks_http = || not(protocol().equals("TCP"));
    let timeout = || protocol().equals("HTTP").choose(6, 10);
    // Less than the shortest interval.
    let default_timeout = checker.takes(timeout(), &check).choose(timeout(), 4);
    object([
        (health_check::PROTOCOL, protocol()),
        (health_check::PORT, of("port").is_set().choose(text([of("port")]), "traffic-port")),
        (health_check::PATH, speaks_http().then(of("path").or_else("/"))),
        (health_check::MATCHER, speaks_http().then(of("matcher").or_else("200-399"))),
        (health_check::INTERVAL, of("intervalSeconds")),
        (health_check::TIMEOUT, of("timeoutSeconds").or_else(default_timeout)),
        (health_check::HEALTHY_THRESHOLD, of("healthyThreshold")),
        (health_check::UNHEALTHY_THRESHOLD, of("unhealthyThreshold")),
    ])
}

/// A check is over in time. `about` begins the rule about the inputs `check`.
pub(crate) fn in_time(checker: Checker, about: Rule, check: impl Fn() -> Expr) -> Rule {
    let timeout = || check().get("timeoutSeconds");
    let length = match checker {
        Checker::Network => ", longer than the ",
        Checker::Application => ", not shorter than the ",
    };
    about
        .field("timeoutSeconds")
        .must(timeout().is_set().implies(checker.takes(timeout(), &check)))
        .otherwise(
            [
                "is ".into(),
                timeout(),
                length.into(),
                check().get("intervalSeconds"),
                " seconds between checks".into(),
            ],
            "give a shorter time, or a longer `intervalSeconds`",
        )
}
