//! What an expression means, by definition: every part is computed when it is needed, from values that are all known.
//!
//! No partial evaluation, nothing shared, nothing clever; functions alone are those of the graph. On the way, each value
//! is checked against the shape that the inference gives to the part it comes from.

use super::case::Case;
use super::conforms::conforms;
use super::graph;
use super::left_out::is_left_out;
use super::outside::{attribute, fact_of};
use super::show::Show;
use privatelink_ir::expr::{EACH, Half};
use privatelink_ir::infer::Inference;
use privatelink_ir::{
    Constant, Context, DEFAULT_SLOT, Engine, Expr, Fact, Function, Name, Node, Slot, check_inputs,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that expressions of a case can read.
pub(super) struct World<'a> {
    case: &'a Case,
    inference: Inference<'a>,
    inputs: BTreeMap<Arc<str>, Constant>,
    instances: BTreeMap<&'static str, Vec<Instance>>,
}

/// Key, if the node has a loop, and value of an instance.
pub(super) type Instance = (Option<Arc<str>>, Constant);

/// Where an expression stands.
#[derive(Clone)]
pub(super) struct Place {
    /// What the inference knows there.
    context: Context,
    slot: &'static str,
    loops: Vec<(&'static str, Constant, Constant)>,
}

impl Place {
    fn outside() -> Self {
        Self { context: Context::default(), slot: DEFAULT_SLOT, loops: Vec::new() }
    }

    fn with(&self, context: Context) -> Self {
        Self { context, ..self.clone() }
    }

    fn inside(&self, context: Context, name: &'static str, key: Constant, value: Constant) -> Self {
        let mut inner = self.with(context);
        inner.loops.push((name, key, value));
        inner
    }
}

/// Computes every expression of a case.
///
/// # Errors
///
/// A value that is not of the shape which the inference says it has.
pub(super) fn sound(case: &Case) -> Result<(), String> {
    match all(case) {
        Err(Stop::Wrong(why)) => Err(why),
        Ok(()) | Err(Stop::Missing) => Ok(()),
    }
}

/// Why something has no value.
#[derive(Debug)]
pub(super) enum Stop {
    /// It names an instance that is not there, which rules of a component have to exclude; or it computes what is
    /// [left out](super::left_out) of the language.
    Missing,
    /// Something is not as it should be.
    Wrong(String),
}

impl From<String> for Stop {
    fn from(why: String) -> Self {
        Self::Wrong(why)
    }
}

fn all(case: &Case) -> Result<(), Stop> {
    let world = World::new(case)?;
    let outside = Place::outside();
    for (_, value) in &case.model.locals {
        world.value(value, &outside)?;
    }
    for node in &case.model.nodes {
        for instance in world.instances(node.label) {
            let place = world.inside(node, instance)?;
            for expr in node.properties.iter().map(|(_, value)| value) {
                world.value(expr, &place)?;
            }
        }
    }
    for output in &case.model.outputs {
        world.value(&output.value, &outside)?;
    }
    for rule in &case.model.rules {
        world.verdicts(rule, &mut |_, _| {})?;
    }
    Ok(())
}

impl<'a> World<'a> {
    /// What a case says, its inputs being known.
    ///
    /// # Errors
    ///
    /// See [`sound`].
    pub(super) fn new(case: &'a Case) -> Result<Self, Stop> {
        let checked = check_inputs(&case.model, &case.plain(), &Engine::COMPLETE);
        if checked.has_errors() || !checked.undecided.is_empty() {
            return Err(format!("the inputs are refused: {:?}", checked.problems).into());
        }
        let constant = |(name, tree): (Arc<str>, Expr)| match tree {
            Expr::Literal(value) => Ok((name, value)),
            open => Err(format!("`{name}` stays open: {open:?}")),
        };
        let mut world = Self {
            case,
            inference: Inference::with_attributes(&case.model, &graph::attribute),
            inputs: checked.inputs.into_iter().map(constant).collect::<Result<_, String>>()?,
            instances: BTreeMap::new(),
        };
        for node in &case.model.nodes {
            let instances = world.instances_of(node)?;
            world.instances.insert(node.label, instances);
        }
        Ok(world)
    }

    /// The instances of the node of a label.
    pub(super) fn instances(&self, label: &str) -> &[Instance] {
        self.instances.get(label).map(Vec::as_slice).unwrap_or_default()
    }

    fn has(&self, label: &str, key: &str) -> bool {
        self.instances(label).iter().any(|(known, _)| known.as_deref() == Some(key))
    }

    /// The value of an output.
    ///
    /// # Errors
    ///
    /// See [`sound`].
    pub(super) fn output(&self, value: &Expr) -> Result<Constant, Stop> {
        self.value(value, &Place::outside())
    }

    /// The value of a property of an instance.
    ///
    /// # Errors
    ///
    /// See [`sound`].
    pub(super) fn property(
        &self,
        node: &Node,
        instance: &Instance,
        value: &Expr,
    ) -> Result<Constant, Stop> {
        self.value(value, &self.inside(node, instance)?)
    }

    fn instances_of(&self, node: &Node) -> Result<Vec<Instance>, Stop> {
        let outside = Place::outside();
        if let Some(condition) = &node.condition
            && !self.value(condition, &outside)?.is_true()
        {
            return Ok(Vec::new());
        }
        let Some(over) = &node.for_each else { return Ok(vec![(None, Constant::Null)]) };
        let outside = match &node.condition {
            Some(condition) => {
                outside.with(self.inference.given(condition, true, &outside.context))
            }
            None => outside,
        };
        let mut all = BTreeMap::new();
        for (key, value) in elements(&self.value(over, &outside)?) {
            let key = if let Constant::Text(key) = &key { Some(key) } else { None };
            let text = if let Constant::Text(text) = &value { Some(text) } else { None };
            if let Some(key) = key.or(text) {
                all.insert(Arc::clone(key), value);
            }
        }
        Ok(all.into_iter().map(|(key, value)| (Some(key), value)).collect())
    }

    /// Where the properties of an instance stand.
    fn inside(&self, node: &Node, (key, value): &Instance) -> Result<Place, Stop> {
        let outside = Place::outside();
        let is_own = match &node.slot_unless {
            Some(condition) => !self.value(condition, &outside)?.is_true(),
            None => true,
        };
        let slot = if is_own { node.slot } else { DEFAULT_SLOT };
        let mut place = outside.with(graph::inside(&self.inference, node));
        if let Some(key) = key {
            place.loops.push((EACH, Constant::Text(Arc::clone(key)), value.clone()));
        }
        Ok(Place { slot, ..place })
    }

    /// Calls `each` with whether a rule holds and what it says, for each element it is about.
    ///
    /// # Errors
    ///
    /// See [`sound`].
    pub(super) fn verdicts(
        &self,
        rule: &privatelink_ir::Rule,
        each: &mut dyn FnMut(bool, Constant),
    ) -> Result<(), Stop> {
        let mut places = vec![Place::outside()];
        for outer in &rule.loops {
            let mut inner = Vec::new();
            for place in places {
                let shape = self.inference.shape(&outer.over, &place.context);
                let context = place.context.inside(outer.name, &outer.over, &shape);
                for (key, value) in elements(&self.value(&outer.over, &place)?) {
                    inner.push(place.inside(context.clone(), outer.name, key, value));
                }
            }
            places = inner;
        }
        for place in places {
            let must = self.value(&rule.must, &place)?;
            each(must != Constant::Bool(false), self.value(&rule.message, &place)?);
        }
        Ok(())
    }

    /// The value of an expression, which has to be of its shape.
    fn value(&self, expr: &Expr, place: &Place) -> Result<Constant, Stop> {
        let value = self.compute(expr, place)?;
        let shape = self.inference.shape(expr, &place.context);
        if conforms(&shape, &value) {
            return Ok(value);
        }
        Err(Stop::Wrong(format!("{} is {value} and not {shape:?}", Show(expr))))
    }

    fn compute(&self, expr: &Expr, place: &Place) -> Result<Constant, Stop> {
        Ok(match expr {
            Expr::Literal(value) => value.clone(),
            Expr::Input(name) => self.inputs.get(name).cloned().unwrap_or_default(),
            Expr::Local(name) => self.local(name, place.slot)?,
            Expr::Hole(path) => return Err(format!("`{path}` is a hole").into()),
            Expr::Get(object, field) => self.value(object, place)?.get(field),
            Expr::Variable(name, part) => {
                let found = place.loops.iter().rev().find(|(known, ..)| known == name);
                let (_, key, value) = found.ok_or_else(|| format!("no loop `{name}`"))?;
                if *part == Half::Key { key.clone() } else { value.clone() }
            }
            Expr::Attribute { node, key: None, name } => match self.instances(node) {
                [] => Constant::Null,
                _ => attribute(node, None, *name),
            },
            Expr::Attribute { node, key: Some(key), name } => match self.value(key, place)? {
                Constant::Text(key) if self.has(node, &key) => attribute(node, Some(&key), *name),
                _ => return Err(Stop::Missing),
            },
            Expr::Instances { node, name } => self.attribute_of_all(node, *name),
            Expr::Fact(Fact(fact), Slot::Here) => fact_of(fact, place.slot),
            Expr::Fact(Fact(fact), Slot::Named(slot)) => fact_of(fact, slot),
            Expr::List(items) => {
                let items = items.iter().map(|item| self.value(item, place));
                items.collect::<Result<Vec<_>, _>>()?.into_iter().collect()
            }
            Expr::Object(entries) => {
                let entry = |(name, value): &(Arc<str>, Expr)| {
                    Ok((Arc::clone(name), self.value(value, place)?))
                };
                Constant::object(entries.iter().map(entry).collect::<Result<_, Stop>>()?)
            }
            Expr::If(condition, then, otherwise) => {
                let holds = self.value(condition, place)?.is_true();
                let branch = if holds { then } else { otherwise };
                let context = self.inference.given(condition, holds, &place.context);
                self.value(branch, &place.with(context))?
            }
            Expr::For(inner) => self.comprehension(inner, place)?,
            Expr::Call(Function::All, conditions) => self.junction(conditions, false, place)?,
            Expr::Call(Function::Any, conditions) => self.junction(conditions, true, place)?,
            Expr::Call(function, arguments) => {
                let arguments = arguments.iter().map(|argument| self.value(argument, place));
                let arguments = arguments.collect::<Result<Vec<_>, _>>()?;
                let value = function.apply(&arguments);
                if is_left_out(*function, &arguments) {
                    return Err(Stop::Missing);
                }
                value
            }
        })
    }

    fn local(&self, name: &str, slot: &'static str) -> Result<Constant, Stop> {
        match self.case.model.find_local(name) {
            Some(value) => self.value(value, &Place { slot, ..Place::outside() }),
            None => Ok(Constant::Null),
        }
    }

    /// An attribute of every instance of a node, by key.
    fn attribute_of_all(&self, node: &'static str, name: Name) -> Constant {
        let keys = self.instances(node).iter().filter_map(|(key, _)| key.as_ref());
        let entry = |key: &Arc<str>| (Arc::clone(key), attribute(node, Some(key), name));
        Constant::object(keys.map(entry).collect())
    }

    /// Conditions one after another, until one of them is `decisive`.
    fn junction(
        &self,
        conditions: &[Expr],
        decisive: bool,
        place: &Place,
    ) -> Result<Constant, Stop> {
        let mut place = place.clone();
        for condition in conditions {
            if self.value(condition, &place)?.is_true() == decisive {
                return Ok(decisive.into());
            }
            place.context = self.inference.given(condition, !decisive, &place.context);
        }
        Ok((!decisive).into())
    }

    fn comprehension(
        &self,
        inner: &privatelink_ir::expr::For,
        place: &Place,
    ) -> Result<Constant, Stop> {
        let over = self.value(&inner.over, place)?;
        let shape = self.inference.shape(&inner.over, &place.context);
        let context = place.context.inside(inner.name, &inner.over, &shape);
        let mut list = Vec::new();
        let mut map: BTreeMap<Arc<str>, Constant> = BTreeMap::new();
        for (key, value) in elements(&over) {
            let mut here = place.inside(context.clone(), inner.name, key, value);
            if let Some(condition) = &inner.condition {
                if !self.value(condition, &here)?.is_true() {
                    continue;
                }
                here.context = self.inference.given(condition, true, &here.context);
            }
            match inner.key.as_ref().map(|key| self.value(key, &here)).transpose()? {
                None => list.push(self.value(&inner.value, &here)?),
                Some(Constant::Text(key)) => {
                    map.insert(key, self.value(&inner.value, &here)?);
                }
                Some(_) => {}
            }
        }
        Ok(if inner.key.is_some() {
            Constant::object(map.into_iter().collect())
        } else {
            list.into_iter().collect()
        })
    }
}

/// Keys and values of a collection, maps in the order of their keys.
fn elements(collection: &Constant) -> Vec<(Constant, Constant)> {
    let index = |at: usize| i64::try_from(at).map_or(Constant::Null, Constant::from);
    match collection {
        Constant::List(items) => {
            items.iter().enumerate().map(|(at, item)| (index(at), item.clone())).collect()
        }
        Constant::Object(entries) => entries
            .sorted()
            .map(|(key, value)| (Constant::Text(Arc::clone(key)), value.clone()))
            .collect(),
        _ => Vec::new(),
    }
}
