//! What has to hold for security groups and the traffic they let through.

use crate::private_link_service::listeners;
use crate::sources;
use privatelink_ir::Expr;
use privatelink_ir::expr::{all, any, concat, for_list_if, input, key, list, not, value};
use privatelink_ir::rule::{Rule, rule};

fn listener() -> Expr {
    value("listener")
}

/// What has to hold for the groups of a Network Load Balancer.
pub(crate) fn rules() -> Vec<Rule> {
    let place = ["loadBalancer", "securityGroup"];
    let settings = || input("loadBalancer").get("securityGroup");
    let made = || input("loadBalancer").is_set();
    // Whether a rule lets the protocol in on the port of the listener.
    let lets_in = |protocol: &str| {
        let of = |field: &str| value("rule").get(field);
        let port = || listener().get("port");
        let fits = all([
            of("protocol").equals(protocol),
            of("fromPort").at_most(port()),
            port().at_most(of("toPort").or_else(of("fromPort"))),
        ]);
        not(for_list_if("rule", settings().get("ingress"), fits, key("rule")).is_empty())
    };
    let mut rules = vec![
        rule("security-group/none", &place)
            .source(sources::SECURITY_GROUPS)
            .must(any([
                not(made()),
                settings().get("create"),
                not(settings().get("ids").is_empty()),
            ]))
            .otherwise(
                ["leaves the load balancer without a group, and it could never get one".into()],
                "set `create`, or name groups in `ids`",
            ),
        rule("security-group/unused", &place)
            .must(any([
                not(made()),
                settings().get("create"),
                all([settings().get("ingress").is_empty(), settings().get("egress").is_empty()]),
            ]))
            .otherwise(
                ["has rules, but no group is made to hold them".into()],
                "set `create`, or remove `ingress` and `egress`",
            ),
        rule("security-group/open-allowed", &[place[0], place[1], "ingress"])
            .each("rule", settings().get("ingress"))
            .must(settings().get("allowOpenIngress").implies(not(is_open())))
            .otherwise(["lets everybody in".into()], "name a narrower range unless this is meant")
            .warning(),
        rule("security-group/enforced-without-rule", &["listeners"])
            .source(sources::SECURITY_GROUPS)
            .each("listener", input("listeners"))
            .must(any([
                not(made()),
                not(input("loadBalancer").get("enforceInboundRulesOnPrivateLinkTraffic")),
                not(settings().get("ids").is_empty()),
                all([
                    listeners::takes_tcp(listener).implies(lets_in("tcp")),
                    listeners::takes_udp(listener).implies(lets_in("udp")),
                ]),
            ]))
            .otherwise(
                ["cannot be reached: inbound rules are enforced, and none is for its port".into()],
                "add a rule to `loadBalancer.securityGroup.ingress`, or leave `enforceInboundRulesOnPrivateLinkTraffic` false",
            ),
    ];
    rules.extend(rules_of_traffic(&place, settings, &|| settings().get("allowOpenIngress")));
    rules
}

/// Whether a rule lets everybody in.
fn is_open() -> Expr {
    any([
        value("rule").get("cidrIpv4").equals("0.0.0.0/0"),
        value("rule").get("cidrIpv6").equals("::/0"),
    ])
}

/// What has to hold for the [`TrafficRule`]s in `ingress` and `egress` of `settings`, which stand at `place`.
/// `may_be_open`: whether everybody may be let in.
pub(crate) fn rules_of_traffic(
    place: &[&str],
    settings: impl Fn() -> Expr,
    may_be_open: &dyn Fn() -> Expr,
) -> Vec<Rule> {
    let ends = || {
        let end =
            |field: &str| value("rule").get(field).is_set().choose(list([1.into()]), list([]));
        concat(["cidrIpv4", "cidrIpv6", "prefixListId", "securityGroupId"].map(end))
    };
    let each_rule = |id: &str, direction: &'static str| {
        let fields: Vec<&str> = place.iter().copied().chain([direction]).collect();
        rule(id, &fields).each("rule", settings().get(direction))
    };
    let one_end = |direction| {
        each_rule("security-group/one-end", direction).must(ends().length().equals(1)).otherwise(
            ["has ".into(), ends().length(), " ends".into()],
            "give exactly one of `cidrIpv4`, `cidrIpv6`, `prefixListId` and `securityGroupId`",
        )
    };
    let port_order = |direction| {
        let to_port = || value("rule").get("toPort");
        each_rule("security-group/port-order", direction)
            .field("toPort")
            .must(to_port().is_set().implies(value("rule").get("fromPort").at_most(to_port())))
            .otherwise(["is before `fromPort`".into()], "give the higher port, or leave it out")
    };
    let consent = if may_be_open() == false.into() {
        "name a narrower range"
    } else {
        "name a narrower range, or confirm with `allowOpenIngress`"
    };
    vec![
        one_end("ingress"),
        one_end("egress"),
        port_order("ingress"),
        port_order("egress"),
        each_rule("security-group/open", "ingress")
            .must(any([may_be_open(), not(is_open())]))
            .otherwise(["lets everybody in".into()], consent),
    ]
}
