//! Private zones that take over names of services.

use privatelink_catalog::facts::PARTITION;
use privatelink_catalog::services::{SERVICES, Zone};
use privatelink_ir::handle::{Draft, Early, Handle, Late, List, Map, Term, Text, here};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;
use serde_json::{Map as Tree, Value as Json, json};

/// A zone. Field names are single words: every engine spells them alike.
#[derive(Input, JsonSchema)]
pub(crate) struct ServiceZone {
    /// What it is called in every Region.
    key: String,
    /// Its name before the Region.
    prefix: String,
    /// Its name after the Region.
    suffix: String,
    /// Its name before the Region, in China.
    china: String,
    /// Its name after the Region, in China.
    ending: String,
    /// Whether the name has the Region in it.
    regional: bool,
    /// Whether names below it lead to the service too.
    wildcard: bool,
}

/// Zones of the catalogue, by the short name of the service.
pub(crate) fn part(draft: &mut Draft) -> Handle<Map<List<ServiceZone>>> {
    draft.named("service_zones", Handle::of(table()))
}

/// The zone of a name that users type.
pub(crate) fn of_name(name: Handle<Text>) -> impl Term<Is = ServiceZone, When = Early> {
    let domain = name.without("*.");
    ServiceZone::object()
        .key(domain)
        .prefix(domain)
        .suffix("")
        .china(domain)
        .ending("")
        .regional(false)
        .wildcard(name.matches(r"^\*\."))
}

/// The name of a zone in a Region.
pub(crate) fn domain(zone: Handle<ServiceZone>, region: Handle<Text, Late>) -> Handle<Text, Late> {
    let is_china = here(PARTITION).is("aws-cn");
    let before = is_china.choose(zone.china(), zone.prefix());
    let after = is_china.choose(zone.ending(), zone.suffix());
    zone.regional().choose(text!("{before}{region}{after}"), before)
}

fn table() -> Json {
    let entries = SERVICES.iter().map(|service| {
        let zones: Vec<_> = service.zones().iter().map(entry).collect();
        (service.name.to_owned(), Json::Array(zones))
    });
    Json::Object(entries.collect::<Tree<_, _>>())
}

fn entry(zone: &Zone) -> Json {
    json!({
        "key": zone.key,
        "prefix": zone.name.before,
        "suffix": zone.name.after.unwrap_or_default(),
        "china": zone.china.before,
        "ending": zone.china.after.unwrap_or_default(),
        "regional": zone.name.after.is_some(),
        "wildcard": zone.wildcard,
    })
}
