//! Instances of nodes, one by one, and everything about them.

use super::{Address, Awaited, Limit, Resource, Specialised, Told, read};
use crate::component::Model;
use crate::constant::Constant;
use crate::expr::{EACH, Expr, Part};
use crate::graph::{Node, Timeout, Wait};
use crate::names::{DEFAULT_SLOT, Name, Operation};
use crate::problem::Problem;
use crate::reduce::{Instances, Scope, entries};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Key, if the node has a loop, and value of one instance of a node.
type Instance = (Option<Arc<str>>, Expr);

/// Fixes the shape of a component.
///
/// `inputs` is [`crate::Checked::inputs`] of inputs without errors and with nothing undecided.
///
/// # Errors
///
/// A problem for each condition, loop, key and time limit that is still open. [`crate::check`] finds components that can
/// come to that, so no input does.
pub fn specialise(
    model: &Model,
    inputs: &BTreeMap<Arc<str>, Expr>,
) -> Result<Specialised, Vec<Problem>> {
    let by_inputs = Scope::of_inputs(model, inputs);
    let mut problems = Vec::new();
    let shapes: Vec<Vec<Instance>> = model
        .nodes
        .iter()
        .map(|node| {
            shape(node, &by_inputs).unwrap_or_else(|problem| {
                problems.push(problem);
                Vec::new()
            })
        })
        .collect();
    let instances: Instances = model
        .nodes
        .iter()
        .zip(&shapes)
        .map(|(node, shape)| (node.label, shape.iter().map(|(key, _)| key.clone()).collect()))
        .collect();
    let scope = Scope::of_graph(model, inputs, &instances);
    let mut resources = Vec::with_capacity(shapes.iter().map(Vec::len).sum());
    let mut members = HashMap::new();
    for (node, shape) in model.nodes.iter().zip(shapes) {
        let first = resources.len();
        match of_node(node, shape, &by_inputs, &scope, &mut resources) {
            Ok(()) => {}
            Err(problem) => problems.push(problem),
        }
        members.insert(node.label, first..resources.len());
    }
    let mut outputs = Vec::with_capacity(model.outputs.len());
    for output in &model.outputs {
        match waits(&output.waits, output.name, &scope) {
            Ok(waits) => outputs.push(Told {
                name: output.name,
                value: scope.reduce(&output.value),
                otherwise: output
                    .otherwise
                    .iter()
                    .map(|(capability, value)| (*capability, scope.reduce(value)))
                    .collect(),
                waits,
            }),
            Err(problem) => problems.push(problem),
        }
    }
    let positions: HashMap<Address, usize> = resources
        .iter()
        .enumerate()
        .map(|(position, resource): (usize, &Resource)| (resource.address.clone(), position))
        .collect();
    problems.extend(missing(&resources, &outputs, &positions));
    if problems.is_empty() {
        Ok(Specialised { resources, outputs, positions, members })
    } else {
        Err(problems)
    }
}

/// Instances that are read or waited for by their keys, and are not there.
fn missing(
    resources: &[Resource],
    outputs: &[Told],
    positions: &HashMap<Address, usize>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut check = |by: &str, address: &Address| {
        if !positions.contains_key(address) {
            let key = address.key.as_deref().unwrap_or_default();
            let message = format!("reads `{}` under `{key}`, which is not there", address.label);
            let help =
                "report it: a rule of the component has to refuse the inputs that lead there";
            problems.push(Problem::error("graph/no-instance", by, message, help));
        }
    };
    let one = |awaited: &Awaited| match awaited {
        Awaited::One(address) => Some(address.clone()),
        Awaited::All(_) => None,
    };
    for resource in resources {
        let waits = resource.waits.iter().filter_map(one);
        for address in resource.reads.iter().cloned().chain(waits) {
            check(resource.address.label, &address);
        }
    }
    for output in outputs {
        let mut reads = BTreeSet::new();
        read(&output.value, &mut reads);
        for address in reads.into_iter().chain(output.waits.iter().filter_map(one)) {
            check(output.name, &address);
        }
    }
    problems
}

/// Keys and values of the instances of a node.
fn shape(node: &Node, scope: &Scope<'_>) -> Result<Vec<Instance>, Problem> {
    if let Some(condition) = &node.condition
        && !decided(node, "its condition", scope, condition)?
    {
        return Ok(Vec::new());
    }
    let Some(collection) = &node.for_each else { return Ok(vec![(None, Expr::NULL)]) };
    let reduced = scope.reduce(collection);
    let open = || undecided(node.label, "what it loops over");
    let elements = entries(&reduced).ok_or_else(open)?;
    let mut all = BTreeMap::new();
    for (key, value) in &*elements {
        let key = match (key, value) {
            (Expr::Literal(Constant::Text(key)), _) => key,
            // A list of text is a set: each element is its own key.
            (_, Expr::Literal(Constant::Text(element))) => element,
            _ => return Err(open()),
        };
        all.insert(Arc::clone(key), value.clone());
    }
    Ok(all.into_iter().map(|(key, value)| (Some(key), value)).collect())
}

/// Adds the resources of a node.
fn of_node(
    node: &Node,
    shape: Vec<Instance>,
    by_inputs: &Scope<'_>,
    scope: &Scope<'_>,
    all: &mut Vec<Resource>,
) -> Result<(), Problem> {
    if shape.is_empty() {
        return Ok(());
    }
    let slot = match &node.slot_unless {
        Some(condition) if decided(node, "its slot", by_inputs, condition)? => DEFAULT_SLOT,
        _ => node.slot,
    };
    let scope = scope.in_slot(slot);
    // Most of a property is the same for all instances, so that is computed once.
    let prepared = prepare(node, &scope);
    let of_all = |instance: &Prepared| instance.map(|part| (part.clone(), part.any(&is_of_loop)));
    let prepared = of_all(&prepared);
    let shared_waits: Option<Arc<[Awaited]>> = if node.waits.iter().any(|wait| wait.key.is_some()) {
        None
    } else {
        Some(waits(&node.waits, node.label, &scope)?.into())
    };
    for (key, value) in shape {
        let scope = match &key {
            Some(key) => {
                let value = scope.reduce(&value);
                scope.with(EACH, Expr::Literal(Constant::Text(Arc::clone(key))), value)
            }
            None => scope.clone(),
        };
        let finish = |(part, is_open): &(Expr, bool)| {
            if *is_open { scope.reduce(part) } else { part.clone() }
        };
        let mut properties = Vec::with_capacity(prepared.properties.len());
        let mut reads = BTreeSet::new();
        for (name, value) in &prepared.properties {
            let value = finish(value);
            if !value.is_null() {
                read(&value, &mut reads);
                properties.push((*name, value));
            }
        }
        let limits = limits(node, &prepared, &finish)?;
        let waits = match &shared_waits {
            Some(waits) => Arc::clone(waits),
            None => waits(&node.waits, node.label, &scope)?.into(),
        };
        let address = Address { label: node.label, key };
        let set_once = node.set_once.clone();
        all.push(Resource {
            address,
            kind: node.kind,
            slot,
            properties,
            reads,
            waits,
            limits,
            set_once,
        });
    }
    Ok(())
}

/// Parts of a node that every instance has.
struct PreparedOf<T> {
    properties: Vec<(Name, T)>,
    /// What the user says, and what holds otherwise.
    timeouts: Vec<(Operation, [T; 2])>,
}

type Prepared = PreparedOf<Expr>;

impl<T> PreparedOf<T> {
    fn map<U>(&self, with: impl Fn(&T) -> U) -> PreparedOf<U> {
        let properties = self.properties.iter().map(|(name, part)| (*name, with(part))).collect();
        let both = |[given, default]: &[T; 2]| [with(given), with(default)];
        let timeouts =
            self.timeouts.iter().map(|(operation, parts)| (*operation, both(parts))).collect();
        PreparedOf { properties, timeouts }
    }
}

/// Computes what does not depend on the instance.
fn prepare(node: &Node, scope: &Scope<'_>) -> Prepared {
    let scope = if node.for_each.is_some() { scope.inside(EACH) } else { scope.clone() };
    let timeout = |Timeout { operation, given, default }: &Timeout| {
        (*operation, [scope.reduce(given), scope.reduce(default)])
    };
    PreparedOf {
        properties: node
            .properties
            .iter()
            .map(|(name, expr)| (*name, scope.reduce(expr)))
            .collect(),
        timeouts: node.timeouts.iter().map(timeout).collect(),
    }
}

/// Whether a part still has to be computed for each instance.
fn is_of_loop(part: &Expr) -> bool {
    matches!(part, Expr::Variable(EACH, Part::Key | Part::Value))
}

fn limits(
    node: &Node,
    prepared: &PreparedOf<(Expr, bool)>,
    finish: &dyn Fn(&(Expr, bool)) -> Expr,
) -> Result<Vec<Limit>, Problem> {
    let mut limits = Vec::new();
    for (operation, [given, default]) in &prepared.timeouts {
        let known = |part| match finish(part) {
            Expr::Literal(Constant::Text(duration)) => Ok(Some((*duration).to_owned())),
            Expr::Literal(_) => Ok(None),
            _ => Err(undecided(node.label, "how long to wait for it")),
        };
        let given = known(given)?;
        let is_given = given.is_some();
        let duration = match given {
            Some(given) => Some(given),
            None => known(default)?,
        };
        limits.extend(duration.map(|duration| Limit { operation: *operation, duration, is_given }));
    }
    Ok(limits)
}

/// What a node or an output waits for.
fn waits(waits: &[Wait], label: &str, scope: &Scope<'_>) -> Result<Vec<Awaited>, Problem> {
    let awaited = |wait: &Wait| {
        let Some(key) = &wait.key else { return Ok(Awaited::All(wait.label)) };
        match scope.reduce(key) {
            Expr::Literal(Constant::Text(key)) => {
                Ok(Awaited::One(Address { label: wait.label, key: Some(key) }))
            }
            _ => Err(undecided(label, "which instance it waits for")),
        }
    };
    waits.iter().map(awaited).collect()
}

/// Whether a condition that decides about a node holds.
fn decided(node: &Node, what: &str, scope: &Scope<'_>, condition: &Expr) -> Result<bool, Problem> {
    match scope.reduce(condition) {
        Expr::Literal(value) => Ok(value.is_true()),
        _ => Err(undecided(node.label, what)),
    }
}

fn undecided(label: &str, what: &str) -> Problem {
    Problem::error(
        "graph/undecided",
        label,
        format!("cannot be made: {what} is not known from the structural inputs"),
        "report it: the check of the component has to refuse it",
    )
}
