//! `docs/troubleshooting.md`: symptom, cause, check and fix.
//!
//! Rules are read from the components; what AWS prints, what is seen after a deployment, and what the tools print about
//! any component is data, `schema/troubleshooting.toml`.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use handlebars::{Handlebars, no_escape};
use privatelink_backends::manual;
use privatelink_ir::{Model, Problem, Severity};
use serde::Deserialize;
use serde_json::{Value as Json, json};

const PAGE: &str = include_str!("troubleshooting.md.hbs");

/// The data.
pub(crate) const DATA: &str = include_str!("../../../schema/troubleshooting.toml");

/// Path of the committed page.
pub(crate) const PATH: &str = "docs/troubleshooting.md";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Troubleshooting {
    symptom: Vec<Symptom>,
    problem: Vec<Described>,
}

/// What AWS or an engine prints, or what is seen after a deployment.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Symptom {
    title: String,
    seen: String,
    cause: String,
    check: String,
    fix: String,
    /// Rules that find it before the deployment.
    rules: Vec<String>,
    sources: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    title: String,
    url: String,
}

/// A problem that the tools print about any component.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    id: String,
    message: String,
    cause: String,
    fix: String,
}

/// Everything that components say under one id.
#[derive(Default)]
struct Entry {
    /// Components and whether it is an error or a warning, each once.
    heads: Vec<String>,
    /// Messages with their fixes, and the inputs that they are about.
    cases: Vec<(String, String, Vec<String>)>,
    sources: Vec<String>,
}

/// The page.
///
/// # Errors
///
/// The data cannot be read, or does not fit the layout.
pub(crate) fn compile(text: &str, models: &[Model]) -> Result<String, Problem> {
    let data = read(text)?;
    let mut layout = Handlebars::new();
    layout.register_escape_fn(no_escape);
    layout.set_strict_mode(true);
    layout
        .render_template(PAGE, &content(&data, models))
        .map_err(|error| problem(&error.to_string()))
}

fn read(text: &str) -> Result<Troubleshooting, Problem> {
    toml::from_str(text).map_err(|error| problem(&error.to_string()))
}

fn problem(message: &str) -> Problem {
    Problem::error("troubleshooting/data", "troubleshooting.toml", message, "correct the file")
}

fn content(data: &Troubleshooting, models: &[Model]) -> Json {
    let symptoms = data.symptom.iter().map(|symptom| {
        let rules = symptom.rules.iter().map(|id| format!("[`{id}`](#{})", anchor(id)));
        let sources = symptom.sources.iter().map(|Link { title, url }| link(title, url));
        json!({
            "title": symptom.title,
            "seen": symptom.seen,
            "cause": symptom.cause,
            "check": symptom.check,
            "fix": symptom.fix,
            "rules": joined(rules),
            "sources": joined(sources),
        })
    });
    let problems = data.problem.iter().map(|described| {
        let Described { id, message, cause, fix } = described;
        json!({ "id": id, "message": message, "cause": cause, "fix": fix })
    });
    let rules = entries(models).into_iter().map(|(id, entry)| {
        let seen = data.symptom.iter().filter(|symptom| symptom.rules.contains(&id));
        let seen = seen.map(|Symptom { title, .. }| format!("[{title}](#{})", anchor(title)));
        let cases = entry.cases.iter().map(|(message, help, places)| {
            let end = if message.ends_with('…') { "" } else { "." };
            json!({ "message": format!("{} {message}{end}", any_of(places)), "help": help })
        });
        json!({
            "id": id,
            "where": entry.heads.join("; "),
            "cases": cases.collect::<Vec<_>>(),
            "sources": joined(entry.sources.iter().cloned()),
            "seen": joined(seen),
        })
    });
    json!({
        "symptoms": symptoms.collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
        "rules": rules.collect::<Vec<_>>(),
    })
}

/// The rules of all components by their ids. Those that say the same of several inputs are one case.
fn entries(models: &[Model]) -> BTreeMap<String, Entry> {
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for model in models {
        for (severity, name) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
            for rule in manual::rules(model, severity) {
                let text = |field: &str| {
                    rule.get(field).and_then(Json::as_str).unwrap_or_default().to_owned()
                };
                let entry = entries.entry(text("id")).or_default();
                keep(&mut entry.heads, format!("{}, {name}", model.name));
                add(&mut entry.cases, text("message"), text("help"), text("place"));
                let source = rule.get("source").filter(|source| !source.is_null());
                let part = |field| source.and_then(|source| source.get(field)?.as_str());
                if let (Some(title), Some(url)) = (part("title"), part("url")) {
                    keep(&mut entry.sources, link(title, url));
                }
            }
        }
    }
    entries
}

fn add(
    cases: &mut Vec<(String, String, Vec<String>)>,
    message: String,
    help: String,
    place: String,
) {
    let same = cases.iter_mut().find(|(known, fix, _)| *known == message && *fix == help);
    match same {
        Some((_, _, places)) => keep(places, place),
        None => cases.push((message, help, vec![place])),
    }
}

/// Adds what is not there yet.
fn keep(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}

/// Inputs that a message may begin with: `` `a`, `b` or `c` ``.
fn any_of(places: &[String]) -> String {
    let places: Vec<String> = places.iter().map(|place| format!("`{place}`")).collect();
    match places.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        few => few.concat(),
    }
}

fn link(title: &str, url: &str) -> String {
    format!("[{title}]({url})")
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// What a link to a heading has behind `#`.
fn anchor(heading: &str) -> String {
    let letters = heading.to_lowercase();
    let kept = letters.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}
