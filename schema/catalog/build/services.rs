//! Reads `services/` and writes it as constants. Says everything that is wrong with the data at once.

#[path = "services_files.rs"]
mod files;
#[path = "services_meant.rs"]
mod meant;
#[path = "services_names.rs"]
mod names;
#[path = "services_write.rs"]
mod write;

pub use files::Files;

use files::{
    Bundle, China, Evidence, Exception, Lists, OneOrMany, Port, ServicesFile, WithoutPolicy,
};
use names::{REGION, china_name, is_dotted, is_template, is_zone, suffix};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How the name of an endpoint service begins by rule.
const RULE: &str = "com.amazonaws.";

/// A service with the rule filled in.
struct Entry {
    endpoint: String,
    private_dns: Vec<String>,
    ports: Vec<(u16, u16)>,
    interface: bool,
    gateway: bool,
    policy: bool,
    evidence: &'static str,
    sources: Vec<String>,
}

/// Every problem found so far.
#[derive(Default)]
struct Problems(Vec<String>);

impl Problems {
    fn require(&mut self, holds: bool, problem: impl FnOnce() -> String) {
        if !holds {
            self.0.push(problem());
        }
    }

    /// A list that people search with their eyes: sorted, and nothing twice.
    fn sorted(&mut self, what: &str, list: &[String]) {
        for pair in list.windows(2) {
            if let [before, after] = pair {
                self.require(before < after, || {
                    format!(
                        "{what}: `{after}` stands after `{before}`; sort, and name nothing twice"
                    )
                });
            }
        }
    }

    fn zones(&mut self, what: &str, zones: &[String]) {
        self.sorted(what, zones);
        for zone in zones {
            self.require(is_zone(zone), || format!("{what}: `{zone}` is no id of a zone"));
        }
    }

    fn source(&mut self, what: &str, source: &str) {
        self.require(!source.trim().is_empty(), || format!("{what}: says no source"));
    }
}

/// The catalog in a folder as Rust. Tells cargo everything that is wrong with it.
pub fn catalog(folder: &Path) -> Result<String, Box<dyn std::error::Error>> {
    generate(&Files::read(folder)?).map_err(|problems| {
        for problem in problems.lines() {
            println!("cargo::error={problem}");
        }
        "the data in `services/` is not well formed".into()
    })
}

/// The catalog as Rust, or all that is wrong with it, one problem a line.
pub fn generate(files: &Files) -> Result<String, String> {
    let observed: ServicesFile = parse("observed.toml", &files.observed)?;
    let listed: ServicesFile = parse("listed.toml", &files.listed)?;
    let lists: Lists = parse("lists.toml", &files.lists)?;
    let bundles: BTreeMap<String, Bundle> = parse("bundles.toml", &files.bundles)?;
    let mut problems = Problems::default();
    let mut entries = BTreeMap::new();
    gather("observed.toml", &observed, &mut entries, &mut problems);
    gather("listed.toml", &listed, &mut entries, &mut problems);
    check_dns(&entries, &lists.china, &mut problems);
    check_lists(&entries, &lists, &mut problems);
    meant::check(&entries, &lists.meant, &mut problems);
    check_bundles(&entries, &bundles, &mut problems);
    if problems.0.is_empty() {
        let checked = [observed.checked.as_str(), &listed.checked];
        write::catalog(&entries, &lists, &bundles, checked).map_err(|error| error.to_string())
    } else {
        Err(problems.0.join("\n"))
    }
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error| format!("{file}: {error}"))
}

/// Fills the rule into the services of one file.
fn gather(
    file: &str,
    services: &ServicesFile,
    entries: &mut BTreeMap<String, Entry>,
    problems: &mut Problems,
) {
    problems.source(&format!("{file}: `checked`"), &services.checked);
    problems.sorted(&format!("{file}: `by_rule`"), &services.by_rule);
    problems.sorted(&format!("{file}: `names_unknown`"), &services.names_unknown);
    let mut found = BTreeMap::new();
    for name in &services.by_rule {
        found.insert(name.clone(), by_rule(name, services.evidence));
        problems.require(!services.services.contains_key(name), || {
            format!("{file}: `{name}` is by rule and an exception; remove it from one of them")
        });
    }
    for name in &services.names_unknown {
        found.entry(name.clone()).or_insert_with(|| by_rule(name, services.evidence));
    }
    for (name, exception) in &services.services {
        found.insert(name.clone(), except(file, name, exception, services.evidence, problems));
    }
    for name in &services.names_unknown {
        let stated = services.services.get(name).is_some_and(|entry| entry.private_dns.is_some());
        problems.require(!stated && !services.by_rule.contains(name), || {
            format!("{file}: `{name}`: its private DNS names are both known and unknown")
        });
        if let Some(entry) = found.get_mut(name) {
            entry.private_dns.clear();
            entry.evidence = "Unknown";
        }
    }
    let without_policy = services.without_policy.as_ref();
    if let Some(WithoutPolicy { services, .. }) = without_policy {
        problems.sorted(&format!("{file}: `without_policy`"), services);
        for name in services {
            match found.get_mut(name) {
                Some(entry) => entry.policy = false,
                None => problems.0.push(format!("{file}: `without_policy`: no service `{name}`")),
            }
        }
    }
    cite(file, services, &mut found, problems);
    for (name, entry) in found {
        if !is_dotted(&name) {
            problems.0.push(format!("{file}: `{name}` is no name of a service"));
        } else if entries.insert(name.clone(), entry).is_some() {
            problems.0.push(format!("{file}: `{name}` stands in another file too"));
        }
    }
}

/// Every exception has a source, and every source a use.
fn cite(
    file: &str,
    services: &ServicesFile,
    found: &mut BTreeMap<String, Entry>,
    problems: &mut Problems,
) {
    let mut citations: Vec<(&String, &String)> = Vec::new();
    for (name, exception) in &services.services {
        let keys = match &exception.source {
            OneOrMany::One(key) => std::slice::from_ref(key),
            OneOrMany::Many(keys) => keys,
        };
        problems.require(!keys.is_empty(), || format!("{file}: `{name}`: says no source"));
        citations.extend(keys.iter().map(|key| (name, key)));
    }
    if let Some(WithoutPolicy { source, services }) = &services.without_policy {
        citations.extend(services.iter().map(|name| (name, source)));
    }
    let used: BTreeSet<_> = citations.iter().map(|(_, key)| *key).collect();
    for (name, key) in citations {
        match (services.sources.get(key), found.get_mut(name)) {
            (None, _) => problems.0.push(format!("{file}: `{name}`: `sources` has no `{key}`")),
            (Some(text), Some(entry)) if !entry.sources.contains(text) => {
                entry.sources.push(text.clone());
            }
            _ => {}
        }
    }
    for (key, text) in &services.sources {
        problems.source(&format!("{file}: `sources.{key}`"), text);
        problems.require(used.contains(key), || format!("{file}: nothing uses the source `{key}`"));
    }
}

fn by_rule(name: &str, evidence: Evidence) -> Entry {
    let labels: Vec<_> = name.split('.').rev().collect();
    Entry {
        endpoint: format!("com.amazonaws.{REGION}.{name}"),
        private_dns: vec![format!("{}.{REGION}.amazonaws.com", labels.join("."))],
        ports: vec![(443, 443)],
        interface: true,
        gateway: false,
        policy: true,
        evidence: match evidence {
            Evidence::Observed => "Observed",
            Evidence::Stated => "Stated",
        },
        sources: Vec::new(),
    }
}

/// An exception has to differ from the rule in everything that it says.
fn except(
    file: &str,
    name: &str,
    exception: &Exception,
    evidence: Evidence,
    problems: &mut Problems,
) -> Entry {
    let mut entry = by_rule(name, evidence);
    let mut said = 0;
    let mut differ = |field: &str, differs: bool| {
        said += 1;
        problems.require(differs, || {
            format!("{file}: `{name}`: `{field}` says what the rule says; leave it out")
        });
    };
    if let Some(endpoint) = &exception.name {
        differ("name", *endpoint != entry.endpoint);
        entry.endpoint.clone_from(endpoint);
    }
    if let Some(private_dns) = &exception.private_dns {
        differ("private_dns", *private_dns != entry.private_dns);
        entry.private_dns.clone_from(private_dns);
    }
    if let Some(interface) = exception.interface {
        differ("interface", interface != entry.interface);
        entry.interface = interface;
    }
    if let Some(gateway) = exception.gateway {
        differ("gateway", gateway != entry.gateway);
        entry.gateway = gateway;
    }
    let ports = exception.ports.as_ref().map(|ports| ports.iter().map(range).collect::<Vec<_>>());
    if let Some(ports) = &ports {
        differ("ports", *ports != [Some((443, 443))]);
    }
    problems.require(said > 0, || format!("{file}: `{name}`: says nothing; add it to `by_rule`"));
    if let Some(ports) = ports {
        let read: Vec<_> = ports.iter().copied().flatten().collect();
        let rising = read.windows(2).all(|pair| matches!(pair, [a, b] if a.1 < b.0));
        problems.require(read.len() == ports.len() && !read.is_empty() && rising, || {
            format!("{file}: `{name}`: `ports` are ports, or ranges such as \"1024-1064\", rising")
        });
        entry.ports = read;
    }
    problems.require(is_template(&entry.endpoint), || {
        format!("{file}: `{name}`: `{}` is no name of an endpoint service", entry.endpoint)
    });
    problems.require(entry.interface || entry.gateway, || {
        format!("{file}: `{name}`: no endpoint reaches it; remove it")
    });
    entry
}

fn range(port: &Port) -> Option<(u16, u16)> {
    let (from, to) = match port {
        Port::One(port) => (*port, *port),
        Port::Range(text) => {
            let (from, to) = text.split_once('-')?;
            let (from, to) = (from.parse().ok()?, to.parse().ok()?);
            (from < to).then_some((from, to))?
        }
    };
    (from > 0).then_some((from, to))
}

/// Names are well formed, end in a suffix that China spells too, and lead to one service.
fn check_dns(entries: &BTreeMap<String, Entry>, china: &China, problems: &mut Problems) {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, entry) in entries {
        for dns in &entry.private_dns {
            let plain = dns.strip_prefix("*.").unwrap_or(dns);
            problems.require(is_template(plain), || {
                format!("`{name}`: `{dns}` is no DNS name; `*.` stands first, {REGION} once")
            });
            problems.require(suffix(dns, china).is_some(), || {
                format!("lists.toml: `china.dns` does not say how `{dns}` ends there")
            });
            problems.require(dns.contains(REGION) == entry.endpoint.contains(REGION), || {
                format!("`{name}`: `{dns}` and `{}` disagree on {REGION}", entry.endpoint)
            });
            if let Some(other) = owners.insert(dns, name) {
                problems
                    .0
                    .push(format!("`{name}` and `{other}` share the private DNS name `{dns}`"));
            }
        }
    }
}

fn check_lists(entries: &BTreeMap<String, Entry>, lists: &Lists, problems: &mut Problems) {
    let cross_region = &lists.cross_region;
    problems.source("lists.toml: `cross_region`", &cross_region.source);
    problems.source("lists.toml: `lattice`", &lists.lattice.source);
    problems.source("lists.toml: `china`", &lists.china.source);
    problems.source("lists.toml: `shadows`", &lists.shadows.source);
    problems.zones("lists.toml: `cross_region`", &cross_region.excluded_zones);
    problems.zones("lists.toml: `lattice`", &lists.lattice.excluded_zones);
    problems.sorted("lists.toml: `cross_region`", &cross_region.services);
    problems.sorted("lists.toml: `china.prefixed`", &lists.china.prefixed);
    let named = cross_region.services.iter().chain(&lists.china.prefixed);
    let named = named
        .chain(lists.shadows.hides.keys())
        .chain(lists.china.suffixes.keys())
        .chain(lists.china.private_dns.keys());
    for name in named {
        problems.require(entries.contains_key(name), || {
            format!("lists.toml: no service `{name}`; add it to `listed.toml` or correct the name")
        });
    }
    for name in &lists.china.prefixed {
        let by_rule = entries.get(name).is_none_or(|entry| entry.endpoint.starts_with(RULE));
        problems.require(by_rule, || format!("lists.toml: `{name}` has a prefix of its own"));
    }
    for (name, dns) in &lists.china.private_dns {
        let fits = entries.get(name).is_none_or(|entry| match entry.private_dns.as_slice() {
            [one] => {
                one.contains(REGION) == dns.contains(REGION)
                    && china_name(one, &lists.china) != *dns
            }
            _ => false,
        });
        problems.require(fits && is_template(dns), || {
            format!(
                "lists.toml: `china.private_dns`: `{name}` has no one name that `{dns}` replaces"
            )
        });
    }
}

fn check_bundles(
    entries: &BTreeMap<String, Entry>,
    bundles: &BTreeMap<String, Bundle>,
    problems: &mut Problems,
) {
    for (name, bundle) in bundles {
        let what = format!("bundles.toml: `{name}`");
        problems.source(&what, &bundle.source);
        problems.require(is_dotted(name), || format!("{what} is no name of a bundle"));
        problems.require(bundle.interface.len() + bundle.gateway.len() > 1, || {
            format!("{what}: one service is no bundle")
        });
        problems.sorted(&what, &bundle.interface);
        problems.sorted(&what, &bundle.gateway);
        for member in &bundle.interface {
            problems.require(entries.get(member).is_some_and(|entry| entry.interface), || {
                format!("{what}: no interface endpoint reaches `{member}`")
            });
        }
        for member in &bundle.gateway {
            problems.require(entries.get(member).is_some_and(|entry| entry.gateway), || {
                format!("{what}: no gateway endpoint reaches `{member}`")
            });
        }
    }
}
