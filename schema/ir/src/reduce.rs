//! The partial evaluator: an expression and what is known in, the same expression with all known parts computed out.
//!
//! What stays is a *residue*: constants, holes, attributes of existing nodes, facts, and the calls, conditionals, lists
//! and objects over them. Once inputs are known, they are gone from it, and so are loops over what is known.
//!
//! Time grows with what a graph says, not with its square: named values and the elements of inputs are computed once,
//! loops share them, what is computed is marked so that nobody computes it again, and a part of an input is read in its
//! place.

mod calls;
mod loops;
mod reveal;
pub(crate) mod values;

pub(crate) use values::{Elements, entries};

use crate::assume::Assumptions;
use crate::component::Model;
use crate::constant::Constant;
use crate::expr::{Expr, Half, Path, Step};
use crate::function::Function;
use crate::names::{DEFAULT_SLOT, Fact, Name, Slot};
use crate::plaintexts::Plaintexts;
use calls::{call, junction};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;
use values::{list, member, object};

/// The same expression without detours: what is read from a value that was just put together is the value, and what the
/// assumptions decide is decided. Inputs, named values and attributes stay.
pub fn simplify(model: &Model, expr: &Expr, assumptions: &Assumptions) -> Expr {
    Scope::of_nothing(model, assumptions.clone()).reduce(expr)
}

/// [`simplify`] where only counts whether the expression is true: null is as good as false.
pub fn simplify_condition(model: &Model, expr: &Expr, assumptions: &Assumptions) -> Expr {
    Scope::of_nothing(model, assumptions.clone()).condition(expr)
}

/// Keys of the instances of each node, in their order; one that is `None` for a node without a loop.
pub(crate) type Instances = HashMap<&'static str, Vec<Option<Arc<str>>>>;

/// What is known where an expression stands.
#[derive(Clone)]
pub(crate) struct Scope<'a> {
    world: Rc<World<'a>>,
    innermost: Option<Rc<Loop>>,
    slot: &'static str,
    assumptions: Assumptions,
}

/// What is known wherever an expression stands.
struct World<'a> {
    model: &'a Model,
    /// `None`: inputs and named values stay as they are, under their names.
    inputs: Option<&'a BTreeMap<Arc<str>, Expr>>,
    /// `None`: it is not known yet which instances there are.
    instances: Option<&'a Instances>,
    /// Places of named values.
    locals: HashMap<&'static str, usize>,
    /// What named values come to, by their place and the slot whose facts they read.
    values: RefCell<HashMap<(usize, &'static str), Expr>>,
    /// Elements of inputs, of named values and of fields of either.
    elements: RefCell<HashMap<(Expr, &'static str), Elements>>,
    /// Secrets that decide; `None`: none does.
    plaintexts: Option<&'a Plaintexts>,
}

/// A loop that an expression stands in.
struct Loop {
    name: &'static str,
    key: Expr,
    value: Expr,
    around: Option<Rc<Loop>>,
}

impl<'a> Scope<'a> {
    fn new(model: &'a Model, inputs: Option<&'a BTreeMap<Arc<str>, Expr>>) -> Self {
        // Without inputs, nobody reads what named values come to.
        let known = inputs.map(|_| model.locals.iter().enumerate()).into_iter().flatten();
        let locals = known.map(|(at, (name, _))| (*name, at)).collect();
        let (values, elements) = (RefCell::default(), RefCell::default());
        let (instances, plaintexts) = (None, None);
        let world = World { model, inputs, instances, locals, values, elements, plaintexts };
        let (slot, assumptions) = (DEFAULT_SLOT, Assumptions::default());
        Self { world: Rc::new(world), innermost: None, slot, assumptions }
    }

    /// Only inputs are known.
    pub(crate) fn of_inputs(model: &'a Model, inputs: &'a BTreeMap<Arc<str>, Expr>) -> Self {
        Self::new(model, Some(inputs))
    }

    /// Which instances exist is known, too. What has been worked out stays: named values and elements of inputs read none.
    pub(crate) fn with_instances(&self, instances: &'a Instances) -> Self {
        let World { model, inputs, locals, values, elements, plaintexts, .. } = &*self.world;
        let (locals, values, elements) = (locals.clone(), values.clone(), elements.clone());
        let (inputs, instances, plaintexts) = (*inputs, Some(instances), *plaintexts);
        let world = World { model, inputs, instances, locals, values, elements, plaintexts };
        Self { world: Rc::new(world), ..self.clone() }
    }

    /// Nothing is known but what is assumed.
    pub(crate) fn of_nothing(model: &'a Model, assumptions: Assumptions) -> Self {
        Self { assumptions, ..Self::new(model, None) }
    }

    /// Where facts are those of a slot.
    pub(crate) fn in_slot(&self, slot: &'static str) -> Self {
        Self { slot, ..self.clone() }
    }

    /// The slot that facts are of.
    pub(crate) fn slot(&self) -> &'static str {
        self.slot
    }

    /// One loop further in.
    pub(crate) fn with(&self, name: &'static str, key: Expr, value: Expr) -> Self {
        let innermost = Some(Rc::new(Loop { name, key, value, around: self.innermost.clone() }));
        Self { innermost, ..self.clone() }
    }

    /// One loop further in, at whatever element: its variables stay.
    pub(crate) fn inside(&self, name: &'static str) -> Self {
        let variable = |part| Expr::Variable(name, part);
        self.with(name, variable(Half::Key), variable(Half::Value))
    }

    /// Computes all that is known.
    pub(crate) fn reduce(&self, expr: &Expr) -> Expr {
        if let Some(known) = self.assumptions.find(expr) {
            return Expr::Literal(known);
        }
        match expr {
            Expr::Literal(_) => expr.clone(),
            Expr::Hole(path) => self.spread(path).unwrap_or_else(|| expr.clone()),
            Expr::Fact(fact, slot) => self.fact(*fact, *slot),
            Expr::Input(_) | Expr::Variable(..) | Expr::Local(_) => {
                self.find(expr).map_or_else(|| expr.clone(), Cow::into_owned)
            }
            Expr::Get(object, field) => match self.find(expr) {
                Some(found) => found.into_owned(),
                None => self.field(self.reduce(object), field),
            },
            // An instance that is named has to be there: specialising reports one that is not.
            Expr::Attribute { node, key: Some(key), name } => {
                Expr::Attribute { node, key: Some(Arc::new(self.reduce(key))), name: *name }
            }
            Expr::Attribute { node, key: None, .. } => {
                if self.exists(node) {
                    expr.clone()
                } else {
                    Expr::NULL
                }
            }
            Expr::Instances { node, name } => {
                self.instances(node, *name).unwrap_or_else(|| expr.clone())
            }
            Expr::List(items) if items.is_settled() && !self.reveals() => expr.clone(),
            Expr::List(items) => list(self.reduce_all(items)),
            Expr::Object(entries) if entries.is_settled() && !self.reveals() => expr.clone(),
            Expr::Object(entries) => object(
                entries.iter().map(|(key, value)| (Arc::clone(key), self.reduce(value))).collect(),
            ),
            Expr::If(condition, then, otherwise) => self.choice(condition, then, otherwise),
            Expr::For(inner) => self.comprehension(inner),
            Expr::Call(function @ (Function::All | Function::Any), parts) => {
                self.junction(*function, parts)
            }
            Expr::Call(Function::Not, parts) => {
                match parts.first().map_or(Expr::NULL, |part| self.condition(part)) {
                    Expr::Literal(value) => (!value.is_true()).into(),
                    open => call(Function::Not, vec![open]),
                }
            }
            Expr::Call(Function::IsSet, arguments) => {
                arguments.first().map_or_else(|| false.into(), |argument| self.is_set(argument))
            }
            Expr::Call(function, arguments) => match self.find(expr) {
                Some(found) => found.into_owned(),
                None => self.call(*function, arguments),
            },
        }
    }

    /// An attribute of every instance of a node, by key, if it is known which there are.
    fn instances(&self, node: &'static str, name: Name) -> Option<Expr> {
        let keys =
            self.world.instances?.get(node).into_iter().flat_map(|keys| keys.iter().flatten());
        let instance = |key: &Arc<str>| {
            let literal = Expr::Literal(Constant::Text(Arc::clone(key)));
            let instance = Expr::Attribute { node, key: Some(Arc::new(literal)), name };
            (Arc::clone(key), instance)
        };
        Some(object(keys.map(instance).collect()))
    }

    /// The branch that is taken, or both, each under what its condition says.
    fn choice(&self, condition: &Expr, then: &Expr, otherwise: &Expr) -> Expr {
        match self.revealed(self.condition(condition)) {
            Expr::Literal(value) if value.is_true() => self.reduce(then),
            Expr::Literal(_) => self.reduce(otherwise),
            open => {
                let then = self.given(&open, true).reduce(then);
                values::choice(open.clone(), then, self.given(&open, false).reduce(otherwise))
            }
        }
    }

    /// Most calls are of one or two constants, which need no list of their own.
    fn call(&self, function: Function, arguments: &[Expr]) -> Expr {
        match arguments {
            [one] => match self.reduce(one) {
                Expr::Literal(one) => Expr::Literal(function.apply(&[one])),
                open => call(function, vec![open]),
            },
            [one, two] => match (self.reduce(one), self.reduce(two)) {
                (Expr::Literal(one), Expr::Literal(two)) => {
                    Expr::Literal(function.apply(&[one, two]))
                }
                (one, two) => call(function, vec![one, two]),
            },
            many => call(function, self.reduce_all(many)),
        }
    }

    /// The same for an expression of which only counts whether it is true: null is as good as false.
    pub(crate) fn condition(&self, expr: &Expr) -> Expr {
        match self.reduce(expr) {
            Expr::Call(Function::All | Function::Any, parts) if parts.len() == 1 => {
                parts.first().cloned().unwrap_or(Expr::NULL)
            }
            reduced if self.world.inputs.is_none() => calls::as_condition(reduced),
            reduced => reduced,
        }
    }

    /// What is known where a condition has come out as `outcome`. Only where nothing else is known: for the residues of
    /// known inputs, engines decide conditions themselves.
    fn given(&self, condition: &Expr, outcome: bool) -> Self {
        if self.world.inputs.is_some() {
            return self.clone();
        }
        Self { assumptions: self.assumptions.given(condition, outcome), ..self.clone() }
    }

    fn fact(&self, fact: Fact, slot: Slot) -> Expr {
        match slot {
            Slot::Here if self.world.inputs.is_some() => Expr::Fact(fact, Slot::Named(self.slot)),
            slot => Expr::Fact(fact, slot),
        }
    }

    /// What stands at a place in inputs, named values and loops. Objects on the way there are looked into, not copied.
    fn find(&self, expr: &Expr) -> Option<Cow<'_, Expr>> {
        match expr {
            Expr::Input(name) => self.world.inputs?.get(name).map(Cow::Borrowed),
            Expr::Variable(name, part) => {
                let inside_out =
                    std::iter::successors(self.innermost.as_ref(), |inner| inner.around.as_ref());
                let found = inside_out.into_iter().find(|candidate| candidate.name == *name)?;
                Some(Cow::Borrowed(match part {
                    Half::Key => &found.key,
                    Half::Value => &found.value,
                }))
            }
            Expr::Local(name) => self.local(name).map(Cow::Owned),
            Expr::Get(object, field) => inside(self.find(object)?, field),
            Expr::Call(Function::Lookup, arguments) => {
                let [map, key] = &**arguments else { return None };
                let map = self.find(map)?;
                inside(map, self.reduce(key).as_text()?)
            }
            _ => None,
        }
    }

    /// What a named value comes to. It reads inputs and facts only, so it is the same in all loops.
    fn local(&self, name: &'static str) -> Option<Expr> {
        self.world.inputs?;
        let at = *self.world.locals.get(name)?;
        let (_, value) = self.world.model.locals.get(at)?;
        if matches!(value, Expr::Literal(_)) {
            return Some(value.clone());
        }
        let place = (at, self.slot);
        if let Some(known) = self.world.values.borrow().get(&place) {
            return Some(known.clone());
        }
        let computed = Self { innermost: None, ..self.clone() }.reduce(value);
        self.world.values.borrow_mut().insert(place, computed.clone());
        Some(computed)
    }

    /// Whether a value is there, as far as it is known.
    fn is_set(&self, expr: &Expr) -> Expr {
        let question = || Expr::call(Function::IsSet, [expr.clone()]);
        if !self.assumptions.is_empty()
            && let Some(known) = self.assumptions.find(&question())
        {
            return Expr::Literal(known);
        }
        let value = self.find(expr).unwrap_or_else(|| Cow::Owned(self.reduce(expr)));
        match &*value {
            Expr::Literal(value) => (!value.is_null()).into(),
            // A node that exists has its attributes.
            Expr::Attribute { .. } if self.world.instances.is_some() => true.into(),
            Expr::Fact(..) | Expr::List(_) | Expr::Object(_) => true.into(),
            Expr::Hole(path) if self.is_given(path) => true.into(),
            _ => call(Function::IsSet, vec![value.into_owned()]),
        }
    }

    /// Whether an open value was given itself: what may be inside of one may be absent.
    fn is_given(&self, path: &Path) -> bool {
        let mut steps = path.0.iter();
        let Some(Step::Field(first)) = steps.next() else { return false };
        let Some(inputs) = self.world.inputs else { return false };
        let found = steps.fold(inputs.get(first), |here, step| match (here?, step) {
            (Expr::Object(entries), Step::Field(name) | Step::Key(name)) => entries.get(name),
            (Expr::List(items), Step::Index(index)) => items.get(*index),
            _ => None,
        });
        matches!(found, Some(Expr::Hole(found)) if **found == *path)
    }

    fn field(&self, object: Expr, field: &Arc<str>) -> Expr {
        let read = values::get(object, field);
        if self.assumptions.is_empty() {
            return read;
        }
        self.assumptions.find(&read).map_or(read, Expr::Literal)
    }

    fn reduce_all(&self, items: &[Expr]) -> Vec<Expr> {
        items.iter().map(|item| self.reduce(item)).collect()
    }

    /// `All` (decided by the first that does not hold) or `Any` (by the first that does) over partly known conditions.
    fn junction(&self, function: Function, conditions: &[Expr]) -> Expr {
        let decisive = function == Function::Any;
        let mut open = Vec::new();
        for condition in conditions {
            match self.condition(condition) {
                Expr::Literal(value) if value.is_true() == decisive => return decisive.into(),
                Expr::Literal(_) => {}
                other => open.push(other),
            }
        }
        junction(function, open)
    }

    /// Whether a node without a loop exists, as far as is known.
    fn exists(&self, node: &str) -> bool {
        self.world.instances.is_none_or(|all| all.get(node).is_some_and(|keys| !keys.is_empty()))
    }

    /// Keys and values of a collection, maps in the order of their keys; the collection if its shape is open.
    pub(crate) fn elements(&self, collection: &Expr) -> Result<Elements, Expr> {
        let is_shared = self.world.inputs.is_some() && is_outside_of_loops(collection);
        if is_shared {
            let memory = self.world.elements.borrow();
            if let Some(elements) = memory.get(&(collection.clone(), self.slot)) {
                return Ok(Rc::clone(elements));
            }
        }
        let reduced = self.spread_out(self.reduce(collection));
        let told = entries(&reduced).or_else(|| self.counted(&reduced));
        let Some(elements) = told else { return Err(reduced) };
        if is_shared {
            let known = (collection.clone(), self.slot);
            self.world.elements.borrow_mut().insert(known, Rc::clone(&elements));
        }
        Ok(elements)
    }
}

/// A field of an object or an entry of a map, null if there is none; `None` if that is not known.
fn inside<'a>(object: Cow<'a, Expr>, name: &str) -> Option<Cow<'a, Expr>> {
    match object {
        Cow::Borrowed(Expr::Object(entries)) => {
            Some(entries.get(name).map_or(Cow::Owned(Expr::NULL), Cow::Borrowed))
        }
        object => member(&object, name).map(Cow::Owned),
    }
}

/// Whether a collection is the same in every loop.
fn is_outside_of_loops(collection: &Expr) -> bool {
    match collection {
        Expr::Input(_) | Expr::Local(_) => true,
        Expr::Get(object, _) => is_outside_of_loops(object),
        _ => false,
    }
}
