//! The resources of a component that have been registered, and what can be read from them.

use std::collections::{BTreeMap, BTreeSet};

use privatelink_catalog::{KindEntry, Segment};
use privatelink_ir::expr::Half;
use privatelink_ir::{Address, Fact, Name, Path, Slot};
use privatelink_wire::pulumi::{RegisterResourceResponse, Result as Outcome};
use privatelink_wire::value::{self, DecodeError, Output, Properties, Value};

use crate::evaluate::Scope;
use crate::facts::{self, Facts};
use crate::inputs;

/// A resource that has been registered.
#[derive(Debug)]
pub(crate) struct Registered {
    /// URNs that whoever uses it depends on: its own, or of what a look-up waited for.
    pub(crate) urns: BTreeSet<String>,
    kind: &'static KindEntry,
    id: Output,
    outputs: Properties,
    /// What was asked for: what an output is taken to be if the provider does not say.
    inputs: Properties,
    /// The outputs are a plan: what is missing in them is not known, rather than as asked for or null.
    planned: bool,
    /// It was not made, or not changed, because it or what it needs failed.
    failed: bool,
}

impl Registered {
    /// Reads what the engine answered.
    pub(crate) fn new(
        kind: &'static KindEntry,
        inputs: Properties,
        answer: RegisterResourceResponse,
        dry_run: bool,
    ) -> Result<Self, DecodeError> {
        // Of a resource that failed, an id is that of the one that is there, and all else may still change.
        let failed = answer.result() != Outcome::Success;
        // A run that is limited to other resources does not make this one. Engines before 3.256 say so by the missing
        // id alone.
        let skipped = answer.unknown || answer.id.is_empty();
        let id = if skipped { Output::unknown() } else { Output::known(answer.id) };
        let outputs = value::decode(answer.object.unwrap_or_default())?;
        let urns = BTreeSet::from([answer.urn]);
        Ok(Self { urns, kind, id, outputs, inputs, planned: dry_run || skipped || failed, failed })
    }

    /// What a look-up found; `None` is not known yet.
    pub(crate) fn found(
        kind: &'static KindEntry,
        urns: BTreeSet<String>,
        outputs: Option<Properties>,
    ) -> Self {
        let planned = outputs.is_none();
        let outputs = outputs.unwrap_or_default();
        let id = if planned {
            Output::unknown()
        } else {
            outputs.get("id").cloned().unwrap_or(Output::known(Value::Null))
        };
        Self { urns, kind, id, outputs, inputs: Properties::new(), planned, failed: false }
    }

    /// The same, of a look-up that waits for something that failed.
    pub(crate) fn into_failed(self) -> Self {
        Self { failed: true, ..self }
    }

    /// Whether it does not exist yet, or is not known yet, or is not as asked for.
    pub(crate) fn is_pending(&self) -> bool {
        self.failed || self.id.value.is_none()
    }

    /// Whether it was not made, or not changed, because it or what it needs failed.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed
    }

    fn attribute(&self, name: Name) -> Output {
        // INVARIANT: the check of a component finds attributes that the catalog does not know.
        let Some(attribute) = self.kind.find_attribute(name.0) else {
            return Output::known(Value::Null);
        };
        // INVARIANT: the catalog's build script makes no path without a first field.
        let Some((Segment::Field(name), path)) = attribute.pulumi.split_first() else {
            return Output::known(Value::Null);
        };
        let asked = self.inputs.get(*name);
        let null = Output::known(Value::Null);
        let output = match self.outputs.get(*name) {
            _ if *name == "id" => &self.id,
            Some(output) => output,
            None => match asked {
                Some(asked) if self.planned => &not_known(asked),
                Some(asked) => asked,
                None if self.planned => &Output::unknown(),
                None => &null,
            },
        };
        // Something empty that was asked for is no gap in a plan.
        let as_asked = self.planned
            && path.is_empty()
            && !output.is_null()
            && asked.is_some_and(|asked| asked.value == output.value);
        let found = if as_asked { output.clone() } else { follow(output, path, self.planned) };
        found.depending_on(&self.urns)
    }
}

/// What stands further in. If there is no such thing, it is null, or unknown where the value is `planned`.
///
/// A planned update shows what a provider computes as it is today, so a list that the update fills is still empty in
/// the plan. Nothing there therefore means nothing known, whether it is missing, null, or an empty list or object.
fn follow(output: &Output, path: &[Segment], planned: bool) -> Output {
    let gap = || if planned { Output::unknown() } else { Output::known(Value::Null) };
    let inner = match (path.split_first(), &output.value) {
        (_, None) => Output::unknown(),
        (_, Some(value)) if planned && is_empty(value) => Output::unknown(),
        (None, Some(value)) => Output::known(value.clone()),
        (Some((Segment::Field(name), rest)), Some(Value::Object(members))) => {
            members.get(*name).map_or_else(gap, |inner| follow(inner, rest, planned))
        }
        (Some((Segment::Index(index), rest)), Some(Value::List(items))) => {
            items.get(*index).map_or_else(gap, |inner| follow(inner, rest, planned))
        }
        (Some((Segment::Each, rest)), Some(Value::List(items))) => {
            let items = items.iter().map(|item| follow(item, rest, planned));
            Output::known(items.collect::<Vec<Output>>())
        }
        _ => gap(),
    };
    let inner = inner.depending_on(&output.dependencies);
    if output.secret { inner.into_secret() } else { inner }
}

/// What is passed on by a value that stays away: whether it is secret, and where it comes from.
fn not_known(asked: &Output) -> Output {
    let (secret, dependencies) = (asked.contains_secret(), asked.all_dependencies());
    Output { value: None, secret, dependencies }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::List(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// What expressions of a component can read.
#[derive(Debug)]
pub(crate) struct Readable<'a> {
    pub(crate) inputs: &'a Properties,
    pub(crate) facts: &'a Facts,
    pub(crate) registered: BTreeMap<Address, Registered>,
}

impl Scope for Readable<'_> {
    fn input(&self, path: &Path) -> Output {
        inputs::find(self.inputs, path)
    }

    fn attribute(&self, address: &Address, name: Name) -> Output {
        let registered = self.registered.get(address);
        registered.map_or(Output::known(Value::Null), |resource| resource.attribute(name))
    }

    fn fact(&self, fact: Fact, slot: Slot) -> Output {
        self.facts.get(&(fact, facts::place(slot))).cloned().unwrap_or_default()
    }

    fn variable(&self, _: &str, _: Half) -> Output {
        Output::known(Value::Null)
    }
}
