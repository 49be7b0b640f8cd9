//! Which service is meant by a name that none has.

use super::files::Meant;
use super::{BTreeMap, Entry, Problems};

/// Names that no service has, and the services that may be meant: what the data says, and names with dots and hyphens mistaken or
/// with their parts in another order.
pub fn all(entries: &BTreeMap<String, Entry>, said: &Meant) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for service in entries.keys() {
        for slip in slips(service) {
            let is_free = !entries.contains_key(&slip) && !said.names.contains_key(&slip);
            if is_free {
                let meant = all.entry(slip).or_default();
                if !meant.contains(service) {
                    meant.push(service.clone());
                }
            }
        }
    }
    all.extend(said.names.clone());
    all
}

fn slips(service: &str) -> [String; 3] {
    let turned: Vec<&str> = service.rsplit('.').collect();
    [service.replace('.', "-"), service.replace('-', "."), turned.join(".")]
}

/// Names are not those of services, and mean some.
pub fn check(entries: &BTreeMap<String, Entry>, said: &Meant, problems: &mut Problems) {
    problems.source("lists.toml: `meant`", &said.source);
    for (name, services) in &said.names {
        let what = format!("lists.toml: `meant.names`: `{name}`");
        problems.require(!entries.contains_key(name), || format!("{what} is a service"));
        problems.require(!services.is_empty(), || format!("{what} means nothing"));
        problems.sorted(&what, services);
        for service in services {
            problems.require(entries.contains_key(service), || {
                format!("{what}: there is no service `{service}`")
            });
        }
    }
}
