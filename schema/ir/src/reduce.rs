//! The partial evaluator: an expression and what is known in, the same expression with all known parts computed out.
//!
//! What stays is a *residue*: constants, holes, attributes of existing nodes, ambient facts, and the calls,
//! conditionals, lists and objects over them. Inputs are gone, and so are loops over what is known.
//!
//! Time grows with what a graph says, not with its square: named values and the elements of inputs are computed once,
//! loops share them, and a part of an input is read in its place.

mod partial;
mod values;

pub(crate) use values::entries;

use crate::expr::{Expr, For, Part, Path, Step};
use crate::function::Function;
use crate::graph::Model;
use partial::call;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use values::{get, list, object, settle};

/// Keys of the instances of each node; `[None]` for a node without a loop.
pub(crate) type Instances = BTreeMap<&'static str, Vec<Option<String>>>;

/// Keys and values of a list or a map.
pub(crate) type Elements = Rc<[(Rc<Expr>, Rc<Expr>)]>;

/// What is known where an expression stands.
#[derive(Clone)]
pub(crate) struct Scope<'a> {
    inputs: &'a BTreeMap<String, Expr>,
    locals: &'a [(&'static str, Expr)],
    instances: Option<&'a Instances>,
    innermost: Option<Rc<Loop>>,
    memory: Rc<Memory>,
}

/// A loop that an expression stands in.
struct Loop {
    name: &'static str,
    key: Rc<Expr>,
    value: Rc<Expr>,
    around: Option<Rc<Loop>>,
}

/// What is the same wherever it is read, because no loop has a part in it.
struct Memory {
    /// Each named value, in the order of the definition.
    locals: Vec<OnceCell<Expr>>,
    /// Elements of inputs, of named values and of fields of either.
    elements: RefCell<Vec<(Expr, Elements)>>,
}

impl<'a> Scope<'a> {
    /// Only inputs are known.
    pub(crate) fn of_inputs(model: &'a Model, inputs: &'a BTreeMap<String, Expr>) -> Self {
        let locals = vec![OnceCell::new(); model.locals.len()];
        Self {
            inputs,
            locals: &model.locals,
            instances: None,
            innermost: None,
            memory: Rc::new(Memory { locals, elements: RefCell::default() }),
        }
    }

    /// Inputs and which nodes exist are known.
    pub(crate) fn of_graph(
        model: &'a Model,
        inputs: &'a BTreeMap<String, Expr>,
        instances: &'a Instances,
    ) -> Self {
        Self { instances: Some(instances), ..Self::of_inputs(model, inputs) }
    }

    /// One loop further in.
    pub(crate) fn with(&self, name: &'static str, key: Expr, value: Expr) -> Self {
        self.at(name, &(Rc::new(key), Rc::new(value)))
    }

    /// One loop further in, at one of its elements.
    pub(crate) fn at(&self, name: &'static str, (key, value): &(Rc<Expr>, Rc<Expr>)) -> Self {
        let (key, value) = (Rc::clone(key), Rc::clone(value));
        let innermost = Some(Rc::new(Loop { name, key, value, around: self.innermost.clone() }));
        Self { innermost, ..self.clone() }
    }

    /// Computes all that is known.
    pub(crate) fn reduce(&self, expr: &Expr) -> Expr {
        match expr {
            Expr::Literal(_) | Expr::Hole(_) | Expr::Ambient(_) => expr.clone(),
            Expr::Input(_) | Expr::Variable(..) | Expr::Local(_) => {
                self.find(expr).map_or(Expr::NULL, settled)
            }
            Expr::Get(object, field) => match self.find(expr) {
                Some(found) => settled(found),
                None => get(self.reduce(object), field),
            },
            Expr::Attribute { node, key, name } => {
                let key = key.as_ref().map(|key| self.reduce(key));
                if self.exists(node, key.as_ref()) {
                    Expr::Attribute { node, key: key.map(Box::new), name: *name }
                } else {
                    Expr::NULL
                }
            }
            Expr::Instances { node, name } => Expr::Object(
                self.instances
                    .and_then(|all| all.get(node))
                    .into_iter()
                    .flatten()
                    .flatten()
                    .map(|key| {
                        let instance = Expr::Attribute {
                            node,
                            key: Some(Box::new(key.as_str().into())),
                            name: *name,
                        };
                        (key.clone(), instance)
                    })
                    .collect(),
            ),
            Expr::List(items) => list(self.reduce_all(items)),
            Expr::Object(entries) => object(
                entries.iter().map(|(key, value)| (key.clone(), self.reduce(value))).collect(),
            ),
            Expr::If(condition, then, otherwise) => match self.reduce(condition) {
                Expr::Literal(Json::Bool(true)) => self.reduce(then),
                Expr::Literal(_) => self.reduce(otherwise),
                open => {
                    let (then, otherwise) = (self.reduce(then), self.reduce(otherwise));
                    if then == otherwise {
                        return then;
                    }
                    Expr::If(Box::new(open), Box::new(then), Box::new(otherwise))
                }
            },
            Expr::For(inner) => self.comprehension(inner),
            Expr::Call(Function::All, parts) => self.junction(Function::All, parts),
            Expr::Call(Function::Any, parts) => self.junction(Function::Any, parts),
            Expr::Call(Function::IsSet, arguments) => {
                arguments.first().map_or_else(|| false.into(), |argument| self.is_set(argument))
            }
            Expr::Call(function, arguments) => match self.find(expr) {
                Some(found) => settled(found),
                None => call(*function, self.reduce_all(arguments)),
            },
        }
    }

    /// What stands at a place in inputs, named values and loops, without a copy of all that is around it.
    fn find(&self, expr: &Expr) -> Option<Cow<'_, Expr>> {
        match expr {
            Expr::Input(name) => self.inputs.get(name).map(Cow::Borrowed),
            Expr::Variable(name, part) => {
                let inside_out =
                    std::iter::successors(self.innermost.as_ref(), |inner| inner.around.as_ref());
                let found = inside_out.into_iter().find(|candidate| candidate.name == *name)?;
                Some(Cow::Borrowed(match part {
                    Part::Key => &found.key,
                    Part::Value => &found.value,
                }))
            }
            Expr::Local(name) => {
                let (at, (_, value)) =
                    self.locals.iter().enumerate().find(|(_, (known, _))| known == name)?;
                if matches!(value, Expr::Literal(_)) {
                    return Some(Cow::Borrowed(value));
                }
                let place = self.memory.locals.get(at)?;
                if place.get().is_none() {
                    // Only what is there first counts, and both are the same.
                    place.set(Self { innermost: None, ..self.clone() }.reduce(value)).ok();
                }
                place.get().map(Cow::Borrowed)
            }
            Expr::Get(object, field) => member(self.find(object)?, field),
            Expr::Call(Function::Lookup, arguments) => {
                let [map, key] = arguments.as_slice() else { return None };
                let map = self.find(map)?;
                let Expr::Literal(Json::String(key)) = self.reduce(key) else { return None };
                member(map, &key)
            }
            _ => None,
        }
    }

    /// Whether a value is there, as far as it is known.
    fn is_set(&self, expr: &Expr) -> Expr {
        let value = self.find(expr).unwrap_or_else(|| Cow::Owned(self.reduce(expr)));
        match &*value {
            Expr::Literal(value) => (!value.is_null()).into(),
            // A node that exists has its attributes; lists and objects are there.
            Expr::Attribute { .. } | Expr::Ambient(_) | Expr::List(_) | Expr::Object(_) => {
                true.into()
            }
            Expr::Hole(path) if self.is_given(path) => true.into(),
            open => Expr::Call(Function::IsSet, vec![settle(open)]),
        }
    }

    /// Whether an open value was given itself: what may be inside of one may be absent.
    fn is_given(&self, path: &Path) -> bool {
        let mut steps = path.0.iter();
        let Some(Step::Field(first)) = steps.next() else { return false };
        let found = steps.fold(self.inputs.get(first), |here, step| match (here?, step) {
            (Expr::Object(entries), Step::Field(name) | Step::Key(name)) => {
                entries.iter().find(|(known, _)| known == name).map(|(_, value)| value)
            }
            (Expr::List(items), Step::Index(index)) => items.get(*index),
            _ => None,
        });
        matches!(found, Some(Expr::Hole(found)) if found == path)
    }

    fn reduce_all(&self, items: &[Expr]) -> Vec<Expr> {
        items.iter().map(|item| self.reduce(item)).collect()
    }

    /// `All` (decided by the first that does not hold) or `Any` (by the first that does) over partly known conditions.
    fn junction(&self, function: Function, conditions: &[Expr]) -> Expr {
        let decisive = function == Function::Any;
        let mut open = Vec::new();
        for condition in conditions {
            match self.reduce(condition) {
                Expr::Literal(value) if (value == Json::Bool(true)) == decisive => {
                    return decisive.into();
                }
                Expr::Literal(_) => {}
                other => open.push(other),
            }
        }
        match open.as_slice() {
            [] => (!decisive).into(),
            [only] => only.clone(),
            _ => Expr::Call(function, open),
        }
    }

    fn exists(&self, node: &str, key: Option<&Expr>) -> bool {
        let key = match key {
            Some(Expr::Literal(Json::String(key))) => Some(key.as_str()),
            Some(_) | None => None,
        };
        let keys = self.instances.and_then(|all| all.get(node));
        keys.is_some_and(|keys| keys.iter().any(|known| known.as_deref() == key))
    }

    /// Keys and values of a collection, maps in the order of their keys; the collection if its shape is open.
    pub(crate) fn elements(&self, collection: &Expr) -> Result<Elements, Expr> {
        let is_shared = is_outside_of_loops(collection);
        if is_shared {
            let memory = self.memory.elements.borrow();
            if let Some((_, elements)) = memory.iter().find(|(known, _)| known == collection) {
                return Ok(Rc::clone(elements));
            }
        }
        let reduced = self.reduce(collection);
        let Some(elements) = entries(&reduced) else { return Err(reduced) };
        let elements: Elements =
            elements.into_iter().map(|(key, value)| (Rc::new(key), Rc::new(value))).collect();
        if is_shared {
            let known = (collection.clone(), Rc::clone(&elements));
            self.memory.elements.borrow_mut().push(known);
        }
        Ok(elements)
    }

    fn comprehension(&self, inner: &For) -> Expr {
        let elements = match self.elements(&inner.over) {
            Ok(elements) => elements,
            Err(Expr::Literal(_)) => return Expr::NULL,
            Err(open) => return self.open_loop(inner, open),
        };
        let mut list = Vec::new();
        let mut map: BTreeMap<String, Expr> = BTreeMap::new();
        for element in &*elements {
            let scope = self.at(inner.name, element);
            match inner.condition.as_ref().map(|condition| scope.reduce(condition)) {
                None | Some(Expr::Literal(Json::Bool(true))) => {}
                Some(Expr::Literal(_)) => continue,
                // Which elements there are is not known, so nothing about the whole is.
                Some(_) => return self.open_loop(inner, self.reduce(&inner.over)),
            }
            match inner.key.as_ref().map(|key| scope.reduce(key)) {
                None => list.push(scope.reduce(&inner.value)),
                Some(Expr::Literal(Json::String(key))) => {
                    map.insert(key, scope.reduce(&inner.value));
                }
                Some(Expr::Literal(_)) => {}
                Some(_) => return self.open_loop(inner, self.reduce(&inner.over)),
            }
        }
        if inner.key.is_some() { object(map.into_iter().collect()) } else { self::list(list) }
    }

    /// A loop whose elements are not known yet: its own variables stay.
    fn open_loop(&self, inner: &For, over: Expr) -> Expr {
        let variable = |part| Expr::Variable(inner.name, part);
        let scope = self.with(inner.name, variable(Part::Key), variable(Part::Value));
        Expr::For(Box::new(For {
            name: inner.name,
            over,
            condition: inner.condition.as_ref().map(|part| scope.reduce(part)),
            key: inner.key.as_ref().map(|part| scope.reduce(part)),
            value: scope.reduce(&inner.value),
        }))
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

/// A field of an object or an entry of a map, null if there is none; `None` if that is not known.
fn member<'a>(object: Cow<'a, Expr>, name: &str) -> Option<Cow<'a, Expr>> {
    let is_it = |(known, _): &(String, Expr)| known == name;
    let found = match object {
        Cow::Borrowed(Expr::Object(entries)) => {
            let value = entries.iter().find(|(known, _)| known == name);
            value.map(|(_, value)| Cow::Borrowed(value))
        }
        Cow::Owned(Expr::Object(entries)) => {
            entries.into_iter().find(is_it).map(|(_, value)| Cow::Owned(value))
        }
        Cow::Borrowed(Expr::Literal(value)) => {
            value.get(name).map(|value| Cow::Owned(Expr::Literal(value.clone())))
        }
        Cow::Owned(Expr::Literal(mut value)) => {
            value.get_mut(name).map(|value| Cow::Owned(Expr::Literal(value.take())))
        }
        _ => return None,
    };
    Some(found.unwrap_or(Cow::Owned(Expr::NULL)))
}

fn settled(found: Cow<'_, Expr>) -> Expr {
    match found {
        Cow::Owned(constant @ Expr::Literal(_)) => constant,
        found => settle(&found),
    }
}
