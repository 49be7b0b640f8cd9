//! What a preview shows and what the update then does, compared step by step.
//!
//! Read from the engine's event log, and compared for every resource:
//!
//! - the steps, such as `same`, `update`, or the three of a replacement;
//! - which properties are changed;
//! - the inputs, at every depth, and of components and the stack the outputs too.
//!
//! A preview need not know everything, so these alone may differ:
//!
//! - a value that the preview shows as unknown is anything in the update, and a property with such a value that the
//!   preview shows as changed may turn out to be what it was;
//! - the id of a resource that is yet to come is empty in a reference to it, and anything in the update;
//! - a name that a provider makes up, `<resource>-` and seven random digits, is made up again;
//! - what is listed in `expected.rs`, each with its reason and with what has to happen beside it. A step that differs has to be
//!   there, even if the reason is an unknown value.
//!
//! Outputs of other resources are not compared: a provider plans what it computes as it is today.

mod expected;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::failure::{Context, Failure};

use expected::{Cause, What};

/// What the engine writes for a value that is not known yet.
const UNKNOWN: &str = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/// The member by which a reference to a resource is known, and its value there.
const REFERENCE: (&str, &str) =
    ("4dabf18193072939515e22adb298388d", "5cf8f73096256a8f31e491e813e4eb8e");

/// Random digits at the end of a name that a provider makes up.
const DIGITS: usize = 7;

/// What one run of the engine does, or would do.
#[derive(Debug, Default)]
pub struct Run {
    /// By URN.
    steps: BTreeMap<String, Vec<Step>>,
    /// Outputs of components and the stack, by URN.
    outputs: BTreeMap<String, Value>,
}

#[derive(Debug)]
struct Step {
    op: String,
    token: String,
    changed: BTreeSet<String>,
    inputs: Value,
}

/// One line of the log. There are others, of no concern here.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    resource_pre_event: Option<ResourceEvent>,
    res_outputs_event: Option<ResourceEvent>,
}

#[derive(Deserialize)]
struct ResourceEvent {
    metadata: Metadata,
    #[serde(default)]
    planning: bool,
}

#[derive(Deserialize)]
struct Metadata {
    op: String,
    urn: String,
    r#type: String,
    new: Option<State>,
    diffs: Option<BTreeSet<String>>,
}

#[derive(Deserialize)]
struct State {
    #[serde(default)]
    custom: bool,
    #[serde(default)]
    inputs: Value,
    #[serde(default)]
    outputs: Value,
}

impl Run {
    /// The preview and the update that an event log tells of. One of them is empty if there was none.
    pub(crate) fn read(log: &[String]) -> Result<[Self; 2], Failure> {
        let [mut preview, mut update] = [Self::default(), Self::default()];
        for line in log {
            let event: Event =
                serde_json::from_str(line).context(|| format!("this is no event: {line}"))?;
            for (event, is_step) in
                [(event.resource_pre_event, true), (event.res_outputs_event, false)]
            {
                let Some(ResourceEvent { metadata, planning }) = event else { continue };
                let run = if planning { &mut preview } else { &mut update };
                if is_step { run.add_step(metadata) } else { run.add_outputs(metadata) }
            }
        }
        Ok([preview, update])
    }

    fn add_step(&mut self, Metadata { op, urn, r#type, new, diffs }: Metadata) {
        let inputs = new.map(|new| new.inputs).unwrap_or_default();
        let step = Step { op, token: r#type, changed: diffs.unwrap_or_default(), inputs };
        self.steps.entry(urn).or_default().push(step);
    }

    fn add_outputs(&mut self, Metadata { urn, new, .. }: Metadata) {
        if let Some(State { custom: false, outputs, .. }) = new {
            self.outputs.insert(urn, outputs);
        }
    }

    /// What happens to resources of AWS, one line for each step: what, and the type.
    pub fn changes(&self) -> Vec<String> {
        let steps = self.steps.values().flatten();
        // The state of a component has its inputs, so it changes with them; AWS does not see it.
        let seen = steps.filter(|step| step.op != "same" && step.token.starts_with("aws:"));
        seen.map(|step| format!("{} {}", step.op, step.token)).collect()
    }

    /// Succeeds if this, a preview, showed what the update then did.
    pub(crate) fn assert_done_by(&self, update: &Self) -> Result<(), Failure> {
        if self.steps.is_empty() || update.steps.is_empty() {
            return Err(Failure::new("there was no preview, or no update"));
        }
        let mut found = Differences { preview: self, text: String::new() };
        let urns = [self, update].map(|run| run.steps.keys().chain(run.outputs.keys()));
        for urn in urns.into_iter().flatten().collect::<BTreeSet<_>>() {
            let [shown, done] = [self, update].map(|run| run.steps.get(urn));
            let [shown, done] = [shown, done].map(|steps| steps.map(Vec::as_slice));
            found.add_steps(urn, shown.unwrap_or_default(), done.unwrap_or_default());
            let [shown, done] = [self, update].map(|run| run.outputs.get(urn));
            let [shown, done] = [shown, done].map(|outputs| outputs.unwrap_or(&Value::Null));
            found.add_values(urn, What::Output, shown, done);
        }
        if found.text.is_empty() {
            return Ok(());
        }
        let what = "the preview showed something else than the update did";
        Err(Failure::new(format!("{what}:\n{}", found.text)))
    }

    fn shows(&self, token: &str, cause: &Cause) -> bool {
        let mut steps = self.steps.values().flatten().filter(|step| step.token == token);
        steps.any(|step| match cause {
            Cause::Created => step.op == "create" || step.op == "create-replacement",
            Cause::Changed(property) => step.changed.contains(*property),
        })
    }
}

/// What differs, for the developer who reads it.
struct Differences<'a> {
    preview: &'a Run,
    text: String,
}

impl Differences<'_> {
    fn add(&mut self, urn: &str, what: &str) {
        // Writing to a text does not fail.
        let _ = writeln!(self.text, "{urn}: {what}");
    }

    fn is_expected(&self, urn: &str, what: &What<'_>) -> bool {
        let (token, name) = subject(urn);
        let mut reasons = expected::causes(token, name, what);
        reasons.any(|(token, cause)| self.preview.shows(token, cause))
    }

    fn add_steps(&mut self, urn: &str, shown: &[Step], done: &[Step]) {
        let [shown, done] = [shown, done].map(|steps| {
            let mut steps: Vec<&Step> = steps.iter().collect();
            steps.sort_by(|left, right| left.op.cmp(&right.op));
            steps
        });
        let [shown_ops, done_ops] = [&shown, &done]
            .map(|steps| steps.iter().map(|step| step.op.as_str()).collect::<Vec<_>>());
        if shown_ops != done_ops {
            if !self.is_expected(urn, &What::Steps(&shown_ops, &done_ops)) {
                self.add(urn, &format!("the steps {done_ops:?} instead of {shown_ops:?}"));
            }
            return;
        }
        for (shown, done) in shown.iter().zip(&done) {
            let missed = done.changed.difference(&shown.changed);
            missed.for_each(|name| self.add(urn, &format!("`{name}` changes unseen")));
            let known = |name: &&String| !shown.inputs.get(*name).is_some_and(contains_unknown);
            let stayed = shown.changed.difference(&done.changed).filter(known);
            stayed.for_each(|name| self.add(urn, &format!("`{name}` does not change")));
            self.add_values(urn, What::Input, &shown.inputs, &done.inputs);
        }
    }

    /// Adds what differs in two objects.
    fn add_values<'v>(
        &mut self,
        urn: &str,
        place: fn(&'v str) -> What<'v>,
        shown: &'v Value,
        done: &'v Value,
    ) {
        let objects = [shown, done].into_iter().filter_map(Value::as_object);
        for name in objects.flat_map(Map::keys).collect::<BTreeSet<_>>() {
            let values = [shown, done].map(|object| object.get(name).unwrap_or(&Value::Null));
            let made_up = name == "name" && values.iter().all(|value| is_made_up(urn, value));
            let [shown, done] = values;
            let what = place(name);
            if !fits(shown, done) && !made_up && !self.is_expected(urn, &what) {
                let kind = if matches!(what, What::Output(_)) { "output" } else { "input" };
                self.add(urn, &format!("the {kind} `{name}` is {done} instead of {shown}"));
            }
        }
    }
}

/// The type and the name of a resource. The name may have the separator of a URN in it.
fn subject(urn: &str) -> (&str, &str) {
    let mut parts = urn.splitn(4, "::").skip(2);
    let [types, name] = [parts.next(), parts.next()].map(Option::unwrap_or_default);
    (types.rsplit('$').next().unwrap_or_default(), name)
}

/// Whether a value may be what a preview shows.
fn fits(shown: &Value, done: &Value) -> bool {
    match (shown, done) {
        (Value::String(text), _) if text == UNKNOWN => true,
        (Value::Array(shown), Value::Array(done)) => {
            shown.len() == done.len() && shown.iter().zip(done).all(|(a, b)| fits(a, b))
        }
        (Value::Object(shown), Value::Object(done)) => {
            let names: BTreeSet<_> = shown.keys().chain(done.keys()).collect();
            let get =
                |object: &Map<String, Value>, name| object.get(name).cloned().unwrap_or_default();
            let known = |name: &&String| *name != "id" || !is_to_come(shown);
            names.into_iter().filter(known).all(|name| fits(&get(shown, name), &get(done, name)))
        }
        _ => shown == done,
    }
}

/// Whether this is a reference to a resource that has no id yet.
fn is_to_come(object: &Map<String, Value>) -> bool {
    let (name, value) = REFERENCE;
    object.get(name).is_some_and(|of| of == value) && object.get("id").is_some_and(|id| id == "")
}

fn contains_unknown(value: &Value) -> bool {
    match value {
        Value::String(text) => text == UNKNOWN,
        Value::Array(items) => items.iter().any(contains_unknown),
        Value::Object(members) => members.values().any(contains_unknown),
        _ => false,
    }
}

/// Whether a value is a name that a provider made up for a resource.
fn is_made_up(urn: &str, value: &Value) -> bool {
    let (_, resource) = subject(urn);
    let end = value.as_str().and_then(|name| name.strip_prefix(resource)?.strip_prefix('-'));
    end.is_some_and(|end| end.len() == DIGITS && end.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests;
