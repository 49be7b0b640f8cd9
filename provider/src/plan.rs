//! What a component consists of, found out of its inputs before anything is registered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use privatelink_catalog::engines::PULUMI;
use privatelink_ir::{
    Checked, Model, Path, Problem, Severity, Specialised, check_inputs, deciding, missing,
    specialise_revealing,
};
use privatelink_wire::prost_types::Struct;
use privatelink_wire::pulumi::construct_request::PropertyDependencies;
use privatelink_wire::value::{self, Properties};
use tonic::Status;

use crate::facts;
use crate::slots::Slots;
use crate::{defaults, inputs, status};

/// What a component with given inputs consists of.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Inputs as they were given.
    pub(crate) given: Properties,
    /// Resources and outputs; `None` as long as an input that decides about resources, or makes them, is unknown.
    pub(crate) component: Option<Specialised>,
    /// URNs of resources without which the component would have another shape.
    pub(crate) origins: BTreeSet<String>,
    pub(crate) facts: BTreeSet<facts::FactAt>,
    pub(crate) slots: Slots,
    /// Inputs of the graph.
    pub(crate) inputs: Properties,
    pub(crate) warnings: Vec<Problem>,
    /// A problem for each unknown input without which there are no resources.
    pub(crate) undecided: Vec<Problem>,
}

impl Plan {
    /// Reads the inputs of a request, with the dependencies beside them.
    ///
    /// # Errors
    ///
    /// Inputs that do not follow the protocol, or are wrong.
    pub(crate) fn read(
        model: &Model,
        inputs: Struct,
        beside: BTreeMap<String, PropertyDependencies>,
    ) -> Result<Self, Status> {
        let mut inputs = value::decode(inputs).map_err(|error| status::of_decode(&error))?;
        inputs::remove_internals(&mut inputs);
        inputs::trace(&mut inputs, beside);
        Self::new(model, inputs)
    }

    /// Checks inputs, and finds out what there is with them.
    ///
    /// # Errors
    ///
    /// Inputs that are wrong.
    pub(crate) fn new(model: &Model, inputs: Properties) -> Result<Self, Status> {
        let slots = Slots::of(model, &inputs);
        let is_own = |name: &str| !slots.has_input(name);
        let mut given = inputs::given(&inputs);
        given.retain(|(name, _)| is_own(name));
        let mut checked = check_inputs(model, &given, &PULUMI);
        drop(given);
        let decided = (!checked.has_errors())
            .then(|| specialise_revealing(model, &checked.inputs, &checked.plaintexts));
        let (component, mut undecided) = match decided {
            Some(Ok(component)) => (Some(component), Vec::new()),
            Some(Err(problems)) => {
                let (secret, unknown) = blame(model, &checked);
                let is_known = secret.is_empty() && unknown.is_empty();
                checked.problems.extend(if is_known { problems } else { secret });
                (None, unknown)
            }
            None => (None, blame(model, &checked).1),
        };
        let unplaced = component.as_ref().map(|component| slots.check(component));
        let unplaced = unplaced.unwrap_or_default();
        let component = component.filter(|_| unplaced.is_empty());
        let (unknown, wrong): (Vec<_>, Vec<_>) =
            unplaced.into_iter().partition(|problem| problem.severity == Severity::Warning);
        undecided.extend(unknown);
        checked.problems.extend(wrong);
        if let Some(status) = status::of_problems(&checked.problems, &inputs) {
            return Err(status);
        }
        // Only what passes the check is worth a copy.
        let mut own = inputs.clone();
        own.retain(|name, _| is_own(name));
        let facts = component.as_ref().map(facts::mentioned).unwrap_or_default();
        let origins = origins(model, &checked, &own);
        defaults::fill(&model.inputs, &mut own);
        let (given, inputs, warnings) = (inputs, own, checked.problems);
        Ok(Self { given, component, origins, facts, slots, inputs, warnings, undecided })
    }

    /// The error for unknown inputs, of a run that would remove what it leaves out; `None` if there are none.
    pub(crate) fn refusal(&self) -> Option<Status> {
        let errors = self.undecided.iter().cloned();
        let errors = errors.map(|problem| Problem { severity: Severity::Error, ..problem });
        status::of_problems(&errors.collect::<Vec<_>>(), &self.given)
    }

    /// What is to be said in a run that may leave out what is undecided, such as a `preview`.
    pub(crate) fn warnings(&self, run: &str) -> Vec<String> {
        let undecided = self.undecided.iter().map(|problem| {
            let message = format!("{}, so this {run} leaves them out", problem.message);
            Problem { message, ..problem.clone() }.to_string()
        });
        self.warnings.iter().map(ToString::to_string).chain(undecided).collect()
    }
}

/// What the inputs depend on that decided which resources there are.
fn origins(model: &Model, checked: &Checked, inputs: &Properties) -> BTreeSet<String> {
    let known = checked.decided.iter();
    let mut urns: BTreeSet<String> =
        known.flat_map(|path| inputs::find(inputs, path).dependencies).collect();
    if !checked.plaintexts.is_empty() {
        let deciding = deciding(model, &checked.inputs);
        let is_read = |path: &&Arc<Path>| deciding.iter().any(|at| at.0.starts_with(&path.0));
        for path in checked.secret.iter().filter(is_read) {
            inputs::find(inputs, path).collect_dependencies(&mut urns);
        }
    }
    urns
}

/// Why there is no telling which resources there are: problems of secrets that would be in names, and of inputs that are
/// just not known yet.
fn blame(model: &Model, checked: &Checked) -> (Vec<Problem>, Vec<Problem>) {
    let missing = missing(model, &checked.inputs, &checked.plaintexts);
    let is_in = |paths: &[Arc<Path>], path: &Path| paths.iter().any(|at| at.0.starts_with(&path.0));
    let mut secret: BTreeSet<&Arc<Path>> = checked.secret.iter().collect();
    let mut unknown: BTreeSet<&Arc<Path>> = checked.undecided.iter().collect();
    let is_told = secret.iter().chain(&unknown).any(|path| is_in(&missing.inputs, path));
    // Where none of them is to blame by itself, all are.
    if is_told {
        secret.retain(|path| is_in(&missing.names, path));
        unknown.retain(|path| !secret.contains(path) && is_in(&missing.inputs, path));
    } else {
        unknown.retain(|path| !secret.contains(path));
    }
    let secret = secret.into_iter().map(|path| {
        Problem::error(
            "input/secret-shape",
            path.to_string(),
            "is secret, but the name or the time limit of a resource is made of it, which everybody can read",
            "pass it as a plain value; of a map, make the values secret instead of all of it",
        )
    });
    let unknown = unknown.into_iter().map(|path| {
        let message = "determines which resources exist but is not known yet";
        let help = "give a value that does not come from another resource";
        let problem = Problem::error("input/undecided", path.to_string(), message, help);
        Problem { severity: Severity::Warning, ..problem }
    });
    (secret.collect(), unknown.collect())
}
