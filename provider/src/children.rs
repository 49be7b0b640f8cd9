//! The resources of a component that have been registered, and what can be read from them.

use std::collections::{BTreeMap, BTreeSet};

use privatelink_catalog::{KindEntry, Segment};
use privatelink_ir::expr::Part;
use privatelink_ir::{Address, Fact, Name, Path, Slot};
use privatelink_wire::pulumi::RegisterResourceResponse;
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
    /// What was asked for: what an output is taken to be if the provider does not tell it.
    inputs: Properties,
    /// What is not told is not known, rather than as asked for.
    open: bool,
}

impl Registered {
    /// Reads what the engine answered.
    pub(crate) fn new(
        kind: &'static KindEntry,
        inputs: Properties,
        answer: RegisterResourceResponse,
        dry_run: bool,
    ) -> Result<Self, DecodeError> {
        // Outside of previews, outputs are unknown in runs that are limited to other resources.
        let open = dry_run || answer.unknown;
        let id = if answer.unknown || (open && answer.id.is_empty()) {
            Output::unknown()
        } else {
            Output::known(answer.id)
        };
        let outputs = value::decode(answer.object.unwrap_or_default())?;
        Ok(Self { urns: BTreeSet::from([answer.urn]), kind, id, outputs, inputs, open })
    }

    /// What a look-up found; `None` is not known yet.
    pub(crate) fn found(
        kind: &'static KindEntry,
        urns: BTreeSet<String>,
        outputs: Option<Properties>,
    ) -> Self {
        let open = outputs.is_none();
        let outputs = outputs.unwrap_or_default();
        let id = if open {
            Output::unknown()
        } else {
            outputs.get("id").cloned().unwrap_or(Output::known(Value::Null))
        };
        Self { urns, kind, id, outputs, inputs: Properties::new(), open }
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
        let output = match (*name, self.outputs.get(*name)) {
            ("id", _) => self.id.clone(),
            // In a preview, null is what a provider says that does not know yet.
            (_, Some(output)) if !(self.open && output.is_null()) => output.clone(),
            _ if self.open => Output::unknown(),
            (name, _) => self.inputs.get(name).cloned().unwrap_or(Output::known(Value::Null)),
        };
        follow(output, path).depending_on(&self.urns)
    }
}

/// What stands further in; null if there is no such thing.
fn follow(output: Output, path: &[Segment]) -> Output {
    let Some((step, rest)) = path.split_first() else { return output };
    let Output { value, secret, dependencies } = output;
    let inner = match (step, value) {
        (_, None) => Output::unknown(),
        (Segment::Field(name), Some(Value::Object(mut members))) => {
            members.remove(*name).map_or(Output::known(Value::Null), |inner| follow(inner, rest))
        }
        (Segment::Index(index), Some(Value::List(items))) => items
            .into_iter()
            .nth(*index)
            .map_or(Output::known(Value::Null), |inner| follow(inner, rest)),
        (Segment::Each, Some(Value::List(items))) => {
            Output::known(items.into_iter().map(|item| follow(item, rest)).collect::<Vec<Output>>())
        }
        _ => Output::known(Value::Null),
    };
    let inner = inner.depending_on(&dependencies);
    if secret { inner.into_secret() } else { inner }
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

    fn variable(&self, _: &str, _: Part) -> Output {
        Output::known(Value::Null)
    }
}
