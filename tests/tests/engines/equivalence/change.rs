//! The change that a case sees on the way, and the resources that it may touch.

use std::collections::BTreeMap;
use std::fs;

use privatelink_tests::deployment::Engine;
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::inputs;
use privatelink_tests::scratch::checkout;
use serde::Deserialize;
use serde_json::Value;

/// A change: `changes/<case>.json` of the component's corpus, or `change.json` for all cases without one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    /// What is put over the inputs: objects are merged, lists get longer, null removes, anything else replaces.
    change: Value,
    /// By engine, the lines of its plan.
    touches: BTreeMap<String, Touched>,
}

/// How each line of a plan ends: `update` or `create`, and what.
#[derive(Deserialize)]
#[serde(untagged)]
enum Touched {
    /// The only line.
    One(String),
    /// Several lines, in any order.
    Several(Vec<String>),
    /// There is none.
    Nothing(()),
}

impl Touched {
    fn ends(&self) -> &[String] {
        match self {
            Self::One(end) => std::slice::from_ref(end),
            Self::Several(ends) => ends,
            Self::Nothing(()) => &[],
        }
    }
}

impl Change {
    /// The change of a case, with `$Name` replaced by the output `Name` of the surroundings.
    pub(super) fn read(
        folder: &str,
        case: &str,
        surroundings: &BTreeMap<String, String>,
    ) -> Result<Self, Failure> {
        let folder = checkout().join("tests/corpus").join(folder);
        let own = folder.join(format!("changes/{case}.json"));
        let file = if own.exists() { own } else { folder.join("change.json") };
        let text =
            fs::read_to_string(&file).context(|| format!("cannot read `{}`", file.display()))?;
        serde_json::from_str(&inputs::fill_in(text, surroundings))
            .context(|| format!("`{}` is no change", file.display()))
    }

    /// The inputs after the change.
    pub(super) fn of(&self, inputs: &Value) -> Value {
        patched(inputs, &self.change)
    }

    /// Succeeds if the plan has the right lines and no others.
    pub(super) fn assert_alone(&self, engine: Engine, plan: &[String]) -> Result<(), Failure> {
        let wanted = self.touches.get(&format!("{engine:?}"));
        let wanted = wanted.ok_or_else(|| Failure::new(format!("no line for {engine:?}")))?.ends();
        let mut open: Vec<&String> = plan.iter().collect();
        let are_there = wanted.iter().all(|end| {
            let fits = |line: &&String| *line == end || line.ends_with(&format!(" {end}"));
            open.iter().position(fits).is_some_and(|at| {
                open.swap_remove(at);
                true
            })
        });
        if are_there && open.is_empty() {
            return Ok(());
        }
        let wanted = if wanted.is_empty() { "nothing".to_owned() } else { wanted.join("`, `") };
        Err(Failure::new(format!("instead of `{wanted}`, the change would: {plan:?}")))
    }
}

fn patched(value: &Value, change: &Value) -> Value {
    match (value, change) {
        (Value::Object(entries), Value::Object(changes)) => {
            let mut entries = entries.clone();
            for (key, change) in changes {
                if change.is_null() {
                    entries.shift_remove(key);
                } else {
                    let old = entries.get(key).unwrap_or(&Value::Null);
                    let new = patched(old, change);
                    entries.insert(key.clone(), new);
                }
            }
            Value::Object(entries)
        }
        (Value::Array(items), Value::Array(more)) => items.iter().chain(more).cloned().collect(),
        _ => change.clone(),
    }
}
