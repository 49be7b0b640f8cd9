//! Instances of nodes, one by one, and everything about them.

use super::shape::{Instance, Revealing, shape, slot, undecided, waits_of};
use super::{Address, Awaited, Limit, Resource, Specialised, Told, address_of};
use crate::component::Model;
use crate::constant::Constant;
use crate::expr::{EACH, Expr, Half};
use crate::formerly::Former;
use crate::graph::{Node, Output, Timeout, Wait};
use crate::names::{Name, Operation};
use crate::plaintexts::Plaintexts;
use crate::problem::Problem;
use crate::reduce::{Instances, Scope};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// Fixes the shape of a component.
///
/// `inputs` is [`crate::Checked::inputs`] of inputs without errors.
///
/// # Errors
///
/// A problem for each condition, loop, key and time limit that is still open. [`crate::check`] finds components that can
/// come to that, so only structural inputs that stay open do: [`crate::deciding`] names them.
pub fn specialise(
    model: &Model,
    inputs: &BTreeMap<Arc<str>, Expr>,
) -> Result<Specialised, Vec<Problem>> {
    specialise_revealing(model, inputs, &Plaintexts::default())
}

/// The same where secrets decide. `plaintexts` is [`crate::Checked::plaintexts`]; what is there stays a hole wherever it flows,
/// and no key and no time limit is made of it.
///
/// # Errors
///
/// A problem for each condition, loop, key and time limit that is still open, or would show a secret: [`crate::missing`] tells
/// which. None of them shows one.
pub fn specialise_revealing(
    model: &Model,
    inputs: &BTreeMap<Arc<str>, Expr>,
    plaintexts: &Plaintexts,
) -> Result<Specialised, Vec<Problem>> {
    let by_inputs = Scope::of_inputs(model, inputs);
    let revealing = Revealing::new(&by_inputs, plaintexts);
    let mut problems = Vec::new();
    let shapes: Vec<Vec<Instance>> = model
        .nodes
        .iter()
        .map(|node| {
            shape(node, &by_inputs, &revealing).unwrap_or_else(|problem| {
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
    let slots_of: Vec<Result<&'static str, Problem>> =
        model.nodes.iter().map(|node| slot(node, &by_inputs, &revealing)).collect();
    let scope = by_inputs.with_instances(&instances);
    let (positions, members) = places(model, &shapes);
    let mut reader = Reader { positions: &positions, revealing: &revealing, problems: Vec::new() };
    let mut resources = Vec::with_capacity(positions.len());
    let mut slots = HashMap::new();
    for ((node, shape), slot) in model.nodes.iter().zip(shapes).zip(slots_of) {
        let made = slot.and_then(|slot| {
            slots.insert(node.label, slot);
            of_node(node, shape, &scope.in_slot(slot), &mut reader, &mut resources)
        });
        problems.extend(made.err());
    }
    let mut outputs = Vec::with_capacity(model.outputs.len());
    for output in &model.outputs {
        match of_output(output, &scope, &mut reader) {
            Ok(told) => outputs.push(told),
            Err(problem) => problems.push(problem),
        }
    }
    problems.append(&mut reader.problems);
    if problems.is_empty() {
        Ok(Specialised { resources, outputs, positions, members, slots })
    } else {
        Err(problems)
    }
}

/// Where each instance stands among all, and those of each node.
fn places(
    model: &Model,
    shapes: &[Vec<Instance>],
) -> (HashMap<Address, usize>, HashMap<&'static str, Range<usize>>) {
    let mut positions = HashMap::with_capacity(shapes.iter().map(Vec::len).sum());
    let mut members = HashMap::new();
    for (node, shape) in model.nodes.iter().zip(shapes) {
        let first = positions.len();
        for (key, _) in shape {
            positions.insert(Address { label: node.label, key: key.clone() }, positions.len());
        }
        members.insert(node.label, first..positions.len());
    }
    (positions, members)
}

/// An output, once it is known which instances there are.
fn of_output(output: &Output, scope: &Scope<'_>, reader: &mut Reader<'_>) -> Result<Told, Problem> {
    let waits = reader.waits(&output.waits, output.name, scope)?;
    let value = scope.reduce(&output.value);
    reader.read(output.name, &value, &mut Vec::new());
    let otherwise = output.otherwise.iter();
    let otherwise = otherwise.map(|(engines, value)| (*engines, scope.reduce(value))).collect();
    Ok(Told { name: output.name, value, otherwise, waits })
}

/// Finds the resources that are read or waited for by their keys, and reports those that are read and not there.
struct Reader<'a> {
    positions: &'a HashMap<Address, usize>,
    revealing: &'a Revealing<'a>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Adds where the resources stand that a residue mentions.
    fn read(&mut self, by: &str, expr: &Expr, to: &mut Vec<usize>) {
        // What secrets decide against is not read, and a key that they choose is that of one instance.
        match self.revealing.decided(expr) {
            Some(decided) => self.collect(by, &decided, to),
            None => self.collect(by, expr, to),
        }
    }

    fn collect(&mut self, by: &str, expr: &Expr, to: &mut Vec<usize>) {
        match expr {
            Expr::Literal(_) | Expr::Hole(_) | Expr::Fact(..) => {}
            Expr::Attribute { .. } => {
                to.extend(address_of(expr).and_then(|address| self.find(by, &address)));
            }
            other => other.for_each_child(&mut |child| self.collect(by, child, to)),
        }
    }

    /// What a node or an output waits for. There is nothing to wait for where an instance is not there: a wait is about order,
    /// and reads nothing.
    fn waits(&self, waits: &[Wait], by: &str, scope: &Scope<'_>) -> Result<Vec<Awaited>, Problem> {
        let mut awaited = waits_of(waits, by, scope, self.revealing)?;
        awaited.retain(|awaited| match awaited {
            Awaited::One(address) => self.positions.contains_key(address),
            Awaited::All(_) => true,
        });
        Ok(awaited)
    }

    /// What an instance was, without what others are today: an engine would not know which of them it has made.
    fn formerly(&self, node: &Node, now: &Address) -> Vec<Former> {
        let was = node.formerly.iter().filter_map(|was| {
            let (address, kind) = (was.address(now)?, was.kind.unwrap_or(node.kind));
            Some(Former { address, kind })
        });
        let is_free = |address: &Address| address == now || !self.positions.contains_key(address);
        was.filter(|former| is_free(&former.address)).collect()
    }

    fn find(&mut self, by: &str, address: &Address) -> Option<usize> {
        let position = self.positions.get(address).copied();
        if position.is_none() {
            // The key may be a secret.
            let key = address.key.as_deref().filter(|_| self.revealing.is_nothing());
            let key = key.map_or_else(|| "a key".to_owned(), |key| format!("`{key}`"));
            let message = format!("reads `{}` under {key}, which is not there", address.label);
            let help =
                "report it: a rule of the component has to refuse the inputs that lead there";
            self.problems.push(Problem::error("graph/no-instance", by, message, help));
        }
        position
    }
}

/// Adds the resources of a node.
fn of_node(
    node: &Node,
    shape: Vec<Instance>,
    scope: &Scope<'_>,
    reader: &mut Reader<'_>,
    all: &mut Vec<Resource>,
) -> Result<(), Problem> {
    if shape.is_empty() {
        return Ok(());
    }
    let slot = scope.slot();
    // Most of a property is the same for all instances, so that is computed once.
    let prepared = prepare(node, scope);
    let of_all = |instance: &Prepared| instance.map(|part| (part.clone(), part.any(&is_of_loop)));
    let prepared = of_all(&prepared);
    let shared_waits: Option<Arc<[Awaited]>> = if node.waits.iter().any(|wait| wait.key.is_some()) {
        None
    } else {
        Some(reader.waits(&node.waits, node.label, scope)?.into())
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
        let mut reads = Vec::new();
        for (name, value) in &prepared.properties {
            let value = finish(value);
            if !value.is_null() {
                reader.read(node.label, &value, &mut reads);
                properties.push((*name, value));
            }
        }
        reads.sort_unstable();
        reads.dedup();
        let limits = limits(node, &prepared, &finish, reader.revealing)?;
        let waits = match &shared_waits {
            Some(waits) => Arc::clone(waits),
            None => reader.waits(&node.waits, node.label, &scope)?.into(),
        };
        let address = Address { label: node.label, key };
        let set_once = node.set_once.clone();
        let replaced_after = prepared.replaced_after.as_ref().map(finish);
        let formerly = reader.formerly(node, &address);
        all.push(Resource {
            address,
            kind: node.kind,
            slot,
            properties,
            reads,
            waits,
            limits,
            set_once,
            replaced_after: replaced_after.filter(|condition| !is_no(condition)),
            formerly,
        });
    }
    Ok(())
}

/// Parts of a node that every instance has.
struct PreparedOf<T> {
    properties: Vec<(Name, T)>,
    /// What the user says, and what holds otherwise.
    timeouts: Vec<(Operation, [T; 2])>,
    replaced_after: Option<T>,
}

type Prepared = PreparedOf<Expr>;

impl<T> PreparedOf<T> {
    fn map<U>(&self, with: impl Fn(&T) -> U) -> PreparedOf<U> {
        let properties = self.properties.iter().map(|(name, part)| (*name, with(part))).collect();
        let both = |[given, default]: &[T; 2]| [with(given), with(default)];
        let timeouts =
            self.timeouts.iter().map(|(operation, parts)| (*operation, both(parts))).collect();
        let replaced_after = self.replaced_after.as_ref().map(with);
        PreparedOf { properties, timeouts, replaced_after }
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
        replaced_after: node.replaced_after.as_ref().map(|condition| scope.reduce(condition)),
    }
}

/// Whether a condition is known not to hold.
fn is_no(condition: &Expr) -> bool {
    matches!(condition, Expr::Literal(value) if !value.is_true())
}

/// Whether a part still has to be computed for each instance.
fn is_of_loop(part: &Expr) -> bool {
    matches!(part, Expr::Variable(EACH, Half::Key | Half::Value))
}

fn limits(
    node: &Node,
    prepared: &PreparedOf<(Expr, bool)>,
    finish: &dyn Fn(&(Expr, bool)) -> Expr,
    revealing: &Revealing<'_>,
) -> Result<Vec<Limit>, Problem> {
    let mut limits = Vec::new();
    for (operation, [given, default]) in &prepared.timeouts {
        let known = |part| match revealing.named(finish(part)) {
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
