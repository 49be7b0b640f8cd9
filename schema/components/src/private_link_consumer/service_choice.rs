//! Which service an endpoint is for: an AWS service of the catalogue, a bundle of them, or any other by name.

use crate::forms::Port;
use crate::shared::connection;
use crate::sources;
use privatelink_catalog::facts::{PARTITION, REGION};
use privatelink_catalog::services::{self, Service, Template};
use privatelink_ir::Expr;
use privatelink_ir::expr::{
    all, any, for_list, here, input, list, local, not, object, text, value,
};
use privatelink_ir::rule::{Rule, one_of, rule};
use privatelink_macros::Input;
use schemars::JsonSchema;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// What the catalogue of AWS services does not say, or says wrongly, about `service`.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct ServiceOverride {
    /// TCP ports of the service. Default: those of the catalogue, else 443.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    ports: Vec<Port>,
    /// Whether the service takes an endpoint policy.
    supports_policy: Option<bool>,
    /// Whether the service has private DNS names.
    has_private_dns: Option<bool>,
    /// Whether endpoints in other Regions may connect to the service.
    cross_region: Option<bool>,
}

/// Name in the graph of the catalogue of AWS services.
const SERVICES: &str = "services";
/// Name in the graph of what bundles stand for.
const BUNDLES: &str = "bundles";
/// Name in the graph of what the bundle stands for.
const BUNDLE: &str = "bundle";
/// Name in the graph of what the catalogue says about `service`.
const KNOWN: &str = "service_known";
/// Name in the graph of what is known about `service`.
const SERVICE: &str = "service";
/// Name in the graph of the name that the endpoint connects to.
const SERVICE_NAME: &str = "service_name";

/// How the full names of AWS services begin, and no short name does.
const FULL_NAME: &str = r"^((cn\.)?com\.amazonaws|aws|api\.aws)\.";

/// Form of no domain.
const NO_DOMAINS: &str = "^$";

/// Inputs that say what the endpoint is for; exactly one is given.
const CHOICES: [&str; 7] = [
    "service",
    "bundle",
    "serviceName",
    "connection",
    "connectionJson",
    "resourceConfigurationArn",
    "serviceNetworkArn",
];

/// Named values: the catalogue, bundles, what is known about the service, and its name.
pub(crate) fn locals() -> [(&'static str, Expr); 6] {
    let own = |name: &str| input("serviceOverride").get(name);
    let known = |name: &str| local(KNOWN).get(name);
    let is_known = || local(KNOWN).is_set();
    let described = object([
        ("prefix", is_known().choose(known("prefix"), "com.amazonaws.")),
        ("china", is_known().choose(known("china"), "cn.com.amazonaws.")),
        ("suffix", is_known().choose(known("suffix"), text([".".into(), input("service")]))),
        ("regional", is_known().choose(known("regional"), true)),
        (
            "ports",
            any([not(input("serviceOverride").is_set()), own("ports").is_empty()]).choose(
                is_known().choose(known("ports"), list([https()])),
                for_list("port", own("ports"), range(value("port"))),
            ),
        ),
        ("policy", own("supportsPolicy").or_else(is_known().choose(known("policy"), true))),
        ("domains", is_known().choose(known("domains"), NO_DOMAINS)),
        ("named", own("hasPrivateDns").or_else(is_known().choose(known("named"), true))),
        ("remote", own("crossRegion").or_else(is_known().choose(known("remote"), false))),
        ("gateway", is_known().choose(known("gateway"), false)),
        ("interface", is_known().choose(known("interface"), true)),
    ]);
    [
        (SERVICES, table().into()),
        (BUNDLES, bundles().into()),
        (BUNDLE, is_bundle().then(local(BUNDLES).lookup(input("bundle")))),
        (KNOWN, input("service").is_set().then(local(SERVICES).lookup(input("service")))),
        (SERVICE, input("service").is_set().then(described)),
        (SERVICE_NAME, name()),
    ]
}

/// A single port as a range.
pub(crate) fn range(port: Expr) -> Expr {
    object([("first", port.clone()), ("last", port)])
}

/// The port of services that are not known to have another.
pub(crate) fn https() -> Expr {
    range(443.into())
}

fn name() -> Expr {
    let of_service = full_name(&|field| local(SERVICE).get(field));
    connection::is_given().choose(
        connection::field("serviceName"),
        local(SERVICE).is_set().choose(of_service, input("serviceName")),
    )
}

/// The full name of a service of the catalogue. `service` reads a field of its entry.
pub(crate) fn full_name(service: &dyn Fn(&str) -> Expr) -> Expr {
    let region = input("serviceRegion").or_else(here(REGION));
    let prefix = || here(PARTITION).equals("aws-cn").choose(service("china"), service("prefix"));
    service("regional").choose(text([prefix(), region, service("suffix")]), prefix())
}

/// The name that the endpoint connects to; null for VPC Lattice.
pub(crate) fn service_name() -> Expr {
    local(SERVICE_NAME)
}

/// What is known about `service`; null for any other choice.
pub(crate) fn about(field: &str) -> Expr {
    local(SERVICE).get(field)
}

/// Whether `service` is given.
pub(crate) fn is_aws_service() -> Expr {
    local(SERVICE).is_set()
}

/// Whether `service` is given and has gateway endpoints.
pub(crate) fn has_gateway() -> Expr {
    all([is_aws_service(), about("gateway")])
}

/// Whether a bundle is given.
pub(crate) fn is_bundle() -> Expr {
    input("bundle").is_set()
}

/// Short names of the services of the bundle, by the type of endpoint they get: `interface` or `gateway`.
pub(crate) fn members(endpoint_type: &str) -> Expr {
    local(BUNDLE).is_set().choose(local(BUNDLE).get(endpoint_type), list([]))
}

/// What the catalogue says about the service of this short name.
pub(crate) fn entry(short_name: Expr) -> Expr {
    local(SERVICES).lookup(short_name)
}

/// What expressions need of the catalogue. Field names are single words: every engine spells them alike.
fn table() -> Json {
    let entries = services::SERVICES.iter().map(|service| {
        let entry = json!({
            "prefix": service.endpoint.before,
            "suffix": service.endpoint.after.unwrap_or_default(),
            "china": service.china_endpoint.before,
            "regional": service.endpoint.after.is_some(),
            "ports": service.ports.iter().map(|ports| json!({ "first": ports.from, "last": ports.to })).collect::<Vec<_>>(),
            "policy": service.policy,
            "domains": domains(service),
            "named": !service.private_dns.is_empty(),
            "remote": service.cross_region,
            "gateway": service.gateway,
            "interface": service.interface,
        });
        (service.name.to_owned(), entry)
    });
    Json::Object(entries.collect::<Map<_, _>>())
}

/// Form of the domains that private DNS names of the service make private, whatever the Region.
fn domains(service: &Service) -> String {
    let domain = |name: Template| {
        let plain = |text: &str| text.trim_start_matches("*.").replace('.', "[.]");
        match name.after {
            Some(after) => format!("{}[a-z0-9-]+{}", plain(name.before), after.replace('.', "[.]")),
            None => plain(name.before),
        }
    };
    let names = service.private_dns.iter().flat_map(|dns| [domain(dns.name), domain(dns.china)]);
    let names: BTreeSet<String> = names.collect();
    match names.len() {
        0 => NO_DOMAINS.to_owned(),
        _ => format!("^({})$", names.into_iter().collect::<Vec<_>>().join("|")),
    }
}

fn bundles() -> Json {
    let entries = services::BUNDLES.iter().map(|bundle| {
        let entry = json!({ "interface": bundle.interface, "gateway": bundle.gateway });
        (bundle.name.to_owned(), entry)
    });
    Json::Object(entries.collect::<Map<_, _>>())
}

fn bundle_names() -> Vec<&'static str> {
    services::BUNDLES.iter().map(|bundle| bundle.name).collect()
}

/// A short name is one of the catalogue, or described.
fn unknown_service(must: Expr) -> Rule {
    rule("service/unknown", &["service"]).must(must).otherwise(
        ["is `".into(), input("service"), "`, which the catalogue does not have".into()],
        "correct it, describe the service in `serviceOverride`, or give its full name in `serviceName`",
    )
}

/// What has to hold for the choice.
pub(crate) fn rules() -> Vec<Rule> {
    let known = || local(KNOWN).is_set();
    let no_service = || not(input("service").is_set());
    let is_full_name = || input("service").matches(FULL_NAME);
    let own = [
        unknown_service(any([
            no_service(),
            known(),
            input("serviceOverride").is_set(),
            is_full_name(),
        ])),
        rule("service/full-name", &["service"])
            .must(any([no_service(), not(is_full_name())]))
            .otherwise(
                ["is the full name of a service".into()],
                "give it as `serviceName`, or give the short name: what follows the Region in it",
            ),
        rule("bundle/unknown", &["bundle"])
            .must(is_bundle().implies(local(BUNDLE).is_set()))
            .otherwise(
                ["is `".into(), input("bundle"), "`, which is no bundle".into()],
                &format!("use one of `{}`", bundle_names().join("`, `")),
            ),
        rule("service/override-unused", &["serviceOverride"])
            .only_with(input("service").is_set())
            .otherwise(["is given, but there is no `service` to describe".into()], "remove it"),
        rule("service/region", &["serviceRegion"])
            .source(sources::CROSS_REGION_SERVICES)
            .must(any([not(input("serviceRegion").is_set()), no_service(), about("remote")]))
            .otherwise(
                ["is given, but `".into(), input("service"), "` serves its own Region only".into()],
                "remove it, or set `serviceOverride.crossRegion` if AWS offers it by now",
            ),
        rule("service/region-bundle", &["serviceRegion"])
            .must(not(all([input("serviceRegion").is_set(), is_bundle()])))
            .otherwise(
                ["is given, but the services of a bundle serve their own Region only".into()],
                "remove it",
            ),
    ];
    one_of("service", CHOICES, "what the endpoint is for").into_iter().chain(own).collect()
}
