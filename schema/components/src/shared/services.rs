//! AWS services of the catalogue as components see them: what is known about each, and what a bundle stands for.

use crate::forms::Port;
use privatelink_catalog::facts::PARTITION;
use privatelink_catalog::services::{self, Service, Template};
use privatelink_ir::handle::{Draft, Handle, Late, List, Map, Term, Text, When, each_rule, here};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;
use serde_json::{Map as Tree, Value as Json, json};
use std::collections::BTreeSet;

/// What is known about an AWS service. Field names are single words: every engine spells them alike.
#[derive(Input, JsonSchema)]
pub(crate) struct Facts {
    /// Full name before the Region.
    prefix: String,
    /// The same in China.
    china: String,
    /// Full name after the Region.
    suffix: String,
    /// Whether the name has the Region in it.
    regional: bool,
    /// TCP ports.
    ports: Vec<Range>,
    /// Whether it takes an endpoint policy.
    policy: bool,
    /// Form of the domains that private DNS names make private.
    domains: String,
    /// Whether it has private DNS names.
    named: bool,
    /// Whether endpoints in other Regions may connect.
    remote: bool,
    /// Whether it has gateway endpoints.
    gateway: bool,
    /// Whether it has interface endpoints.
    interface: bool,
}

/// A range of ports.
#[derive(Input, JsonSchema)]
pub(crate) struct Range {
    /// The first.
    first: Port,
    /// The last.
    last: Port,
}

/// What a bundle stands for.
#[derive(Input, JsonSchema)]
pub(crate) struct Bundle {
    /// Short names of the services that get an interface endpoint.
    interface: Vec<String>,
    /// Short names of the services that get a gateway endpoint.
    gateway: Vec<String>,
}

/// Form of no domain.
pub(crate) const NO_DOMAINS: &str = "^$";

/// The catalogue, as named values.
#[derive(Clone, Copy)]
pub(crate) struct Catalogue {
    /// Services by their short names.
    pub(crate) services: Handle<Map<Facts>>,
    /// Bundles by their names.
    pub(crate) bundles: Handle<Map<Bundle>>,
    /// What may be meant by names that no service has, in words.
    meant: Handle<Map<Text>>,
}

impl Catalogue {
    /// Services of these bundles that get an interface endpoint.
    pub(crate) fn members(self, bundles: Handle<List<Text>>) -> Handle<List<Text>> {
        bundles.flat_map(|name| {
            let bundle = self.bundles.lookup(name);
            bundle.is_set().then_all(bundle.interface())
        })
    }

    /// The rule with another help: the services that this name may mean, if it is known to mean some.
    pub(crate) fn suggest(self, name: Handle<Text>, rule: Rule) -> Rule {
        let meant = self.meant.lookup(name);
        let general = Handle::<Text>::of(&rule.help);
        let help = meant.is_absent().choose(general, text!("use {meant}"));
        Rule { help: help.expr(), ..rule }
    }

    /// Bundles are those of the catalogue.
    pub(crate) fn unknown_bundles(self, bundles: Handle<List<Text>>) -> Vec<Rule> {
        each_rule(bundles, |_, bundle| {
            [bundle.rule("bundle/unknown").must(self.bundles.has_key(bundle)).otherwise(
                text!("is `{bundle}`, which is no bundle"),
                &format!("use one of `{}`", bundle_names().join("`, `")),
            )]
        })
    }
}

/// Names the catalogue.
pub(crate) fn part(draft: &mut Draft) -> Catalogue {
    Catalogue {
        services: draft.named("services", Handle::of(table())),
        bundles: draft.named("bundles", Handle::of(bundles())),
        meant: draft.named("meant", Handle::of(meant())),
    }
}

/// The full name of a service of the catalogue in a Region.
pub(crate) fn full_name(service: Handle<Facts>, region: Handle<Text, Late>) -> Handle<Text, Late> {
    let prefix = here(PARTITION).is("aws-cn").choose(service.china(), service.prefix());
    let suffix = service.suffix();
    service.regional().choose(text!("{prefix}{region}{suffix}"), prefix)
}

/// What is known about a service of this short name, but for ports, policy, private names and other Regions: what the
/// catalogue says, else what the rule says that most services follow.
pub(crate) fn or_by_rule(known: Handle<Facts>, service: Handle<Text>) -> FactsObject {
    let is_known = known.is_set();
    Facts::object()
        .prefix(is_known.choose(known.prefix(), "com.amazonaws."))
        .china(is_known.choose(known.china(), "cn.com.amazonaws."))
        .suffix(is_known.choose(known.suffix(), text!(".{service}")))
        .regional(is_known.choose(known.regional(), true))
        .domains(is_known.choose(known.domains(), NO_DOMAINS))
        .gateway(is_known.choose(known.gateway(), false))
        .interface(is_known.choose(known.interface(), true))
}

/// A single port as a range.
pub(crate) fn range<W: When>(port: Handle<i64, W>) -> Handle<Range> {
    Range::object().first(port).last(port).handle()
}

/// The port of services that are not known to have another.
pub(crate) fn https() -> Handle<Range> {
    range(443.handle())
}

/// What expressions need of the catalogue. Field names are single words: every engine spells them alike.
fn table() -> Json {
    let entries = services::SERVICES.iter().map(|service| {
        let ports = service.ports.iter();
        let ports: Vec<_> =
            ports.map(|ports| json!({ "first": ports.from, "last": ports.to })).collect();
        let entry = json!({
            "prefix": service.endpoint.before,
            "suffix": service.endpoint.after.unwrap_or_default(),
            "china": service.china_endpoint.before,
            "regional": service.endpoint.after.is_some(),
            "ports": ports,
            "policy": service.policy,
            "domains": domains(service),
            "named": !service.private_dns.is_empty(),
            "remote": service.cross_region,
            "gateway": service.gateway,
            "interface": service.interface,
        });
        (service.name.to_owned(), entry)
    });
    Json::Object(entries.collect::<Tree<_, _>>())
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

/// What may be meant by names that no service has, in words.
fn meant() -> Json {
    let words = |services: &[&str]| format!("`{}`", services.join("` or `"));
    let entries = services::MEANT.iter();
    let entries = entries.map(|(name, services)| ((*name).to_owned(), Json::from(words(services))));
    Json::Object(entries.collect::<Tree<_, _>>())
}

fn bundles() -> Json {
    let entries = services::BUNDLES.iter().map(|bundle| {
        let entry = json!({ "interface": bundle.interface, "gateway": bundle.gateway });
        (bundle.name.to_owned(), entry)
    });
    Json::Object(entries.collect::<Tree<_, _>>())
}

/// What bundles there are.
pub(crate) fn bundle_names() -> Vec<&'static str> {
    services::BUNDLES.iter().map(|bundle| bundle.name).collect()
}
