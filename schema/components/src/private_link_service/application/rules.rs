//! What has to hold for an Application Load Balancer.

use crate::private_link_service::application::{gets, is_led_to, settings};
use crate::private_link_service::certificates;
use crate::private_link_service::health_check::{self, Checker};
use crate::private_link_service::listeners;
use crate::private_link_service::security_group_rules;
use crate::private_link_service::target_rules;
use crate::shared::subnet_rules;
use crate::sources;
use privatelink_ir::Expr;
use privatelink_ir::expr::{all, any, input, not, value};
use privatelink_ir::rule::{Rule, rule};

const PLACE: &str = "applicationLoadBalancer";

fn given() -> Expr {
    settings().is_set()
}

fn of(field: &str) -> Expr {
    settings().get(field)
}

/// What has to hold for the load balancer.
pub(crate) fn rules() -> Vec<Rule> {
    let encrypts = || all([given(), of("protocol").equals("HTTPS")]);
    let about = |id: &str| rule(&format!("application-load-balancer/{id}"), &[PLACE]);
    let mut rules = own();
    rules.extend(certificates::rules(
        about,
        settings,
        encrypts,
        "load balancer",
        ["HTTPS", "HTTP"],
        sources::APPLICATION_HTTPS,
    ));
    rules.extend(security_group_rules::rules_of_traffic(
        &[PLACE, "securityGroup"],
        || of("securityGroup"),
        &|| false.into(),
    ));
    rules.extend(target_rules::rules(
        || about("target-id").source(sources::APPLICATION_TARGETS).field("targets"),
        settings,
        &["ip", "instance"],
    ));
    rules.extend([
        health_check::in_time(
            Checker::Application,
            about("health-check-timeout").source(sources::APPLICATION_CHECKS).field("healthCheck"),
            || of("healthCheck"),
        ),
        subnet_rules::not_too_many(&[PLACE, "subnets"], || of("subnets")),
        subnet_rules::one_region(&[PLACE, "subnets"], || of("subnets")),
        subnet_rules::each_once(&[PLACE, "subnets"], || of("subnets"), None),
    ]);
    rules
}

fn own() -> Vec<Rule> {
    let about = |id: &str| rule(&format!("application-load-balancer/{id}"), &[PLACE]);
    let balancer = || input("loadBalancer");
    let zones = of("subnets")
        .is_empty()
        .choose(balancer().get("subnets").keys().length(), of("subnets").keys().length());
    let check = || of("healthCheck");
    let port = || listeners::target_port(|| value("listener"));
    let front_check = || value("listener").get("healthCheck").get("port");
    let speaks_http = || not(check().get("protocol").equals("TCP"));
    vec![
        about("unused")
            .must(given().implies(balancer().is_set()))
            .otherwise(
                ["is given, but there is no `loadBalancer` in front of it".into()],
                "give `loadBalancer`, or remove it",
            ),
        rule("application-load-balancer/no-listener", &["listeners"])
            .must(any([not(given()), not(balancer().is_set()), is_led_to()]))
            .otherwise(
                ["has no entry that forwards to `applicationLoadBalancer`".into()],
                "add one with the target type `alb` and no `targets`, or remove `applicationLoadBalancer`",
            ),
        rule("application-load-balancer/port", &["listeners"])
            .source(sources::ALB_TARGETS)
            .each("listener", input("listeners"))
            .field("targetPort")
            .must(gets(|| value("listener")).implies(port().equals(of("port"))))
            .otherwise(
                [
                    "leads to port ".into(),
                    port(),
                    ", but the Application Load Balancer listens on ".into(),
                    of("port"),
                ],
                "set it to the port of `applicationLoadBalancer`",
            ),
        rule("application-load-balancer/health-check-port", &["listeners"])
            .each("listener", input("listeners"))
            .field("healthCheck")
            .field("port")
            .must(any([
                not(gets(|| value("listener"))),
                not(front_check().is_set()),
                front_check().equals(of("port")),
            ]))
            .otherwise(
                [
                    "is ".into(),
                    front_check(),
                    ", but the Application Load Balancer listens on ".into(),
                    of("port"),
                    " only".into(),
                ],
                "remove it: checks take the port of `applicationLoadBalancer`",
            ),
        // Source: Application Load Balancer guide, "Application Load Balancers", 2026-11-21.
        about("one-zone")
            .source(sources::APPLICATION)
            .field("subnets")
            .must(any([not(given()), not(balancer().is_set()), not(zones.at_most(1))]))
            .otherwise(
                ["leaves an Application Load Balancer in one Availability Zone, and it needs two".into()],
                "add a subnet in another zone, here or to `loadBalancer.subnets`",
            ),
        about("no-source")
            .field("securityGroup")
            .must(any([
                not(given()),
                not(balancer().is_set()),
                balancer().get("securityGroup").get("create"),
                not(of("securityGroup").get("ingress").is_empty()),
                not(of("securityGroup").get("ids").is_empty()),
            ]))
            .otherwise(
                ["lets nobody in: the Network Load Balancer has no group made here to name".into()],
                "add a rule to `ingress`, or set `loadBalancer.securityGroup.create`",
            ),
        about("auto-scaling-type")
            .field("autoScalingGroups")
            .must(any([
                not(given()),
                of("autoScalingGroups").is_empty(),
                of("targetType").equals("instance"),
            ]))
            .otherwise(
                ["is given, but targets are not instances".into()],
                "set `targetType` to `instance`, or remove it",
            ),
        about("health-check")
            .source(sources::APPLICATION_CHECKS)
            .field("healthCheck")
            .field("protocol")
            .must(given().implies(speaks_http()))
            .otherwise(
                ["is `TCP`, but targets of an Application Load Balancer are checked by `HTTP` or `HTTPS`".into()],
                "use one of `HTTP`, `HTTPS`",
            ),
    ]
}
