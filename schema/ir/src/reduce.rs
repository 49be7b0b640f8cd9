//! The partial evaluator: an expression and what is known in, the same expression with all known parts computed out.
//!
//! What stays is a *residue*: constants, holes, attributes of existing nodes, ambient facts, and the calls,
//! conditionals, lists and objects over them. Inputs are gone, and so are loops over what is known.

use crate::expr::{Expr, For, Part, Step};
use crate::function::{Function, sorted};
use crate::graph::Model;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Keys of the instances of each node; `[None]` for a node without a loop.
pub(crate) type Instances = BTreeMap<&'static str, Vec<Option<String>>>;

/// What is known where an expression stands.
#[derive(Clone)]
pub(crate) struct Scope<'a> {
    inputs: &'a BTreeMap<String, Expr>,
    locals: &'a [(&'static str, Expr)],
    instances: Option<&'a Instances>,
    variables: Vec<(&'static str, Expr, Expr)>,
}

impl<'a> Scope<'a> {
    /// Only inputs are known.
    pub(crate) fn of_inputs(model: &'a Model, inputs: &'a BTreeMap<String, Expr>) -> Self {
        Self { inputs, locals: &model.locals, instances: None, variables: Vec::new() }
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
        let mut inner = self.clone();
        inner.variables.push((name, key, value));
        inner
    }

    /// Computes all that is known.
    pub(crate) fn reduce(&self, expr: &Expr) -> Expr {
        match expr {
            Expr::Literal(_) | Expr::Hole(_) | Expr::Ambient(_) => expr.clone(),
            Expr::Input(_) | Expr::Variable(..) | Expr::Local(_) => {
                self.find(expr).map_or(Expr::NULL, |found| settle(&found))
            }
            Expr::Get(object, field) => match self.find(expr) {
                Some(found) => settle(&found),
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
            Expr::Call(function, arguments) => self
                .entry(*function, arguments)
                .unwrap_or_else(|| call(*function, self.reduce_all(arguments))),
        }
    }

    /// What an input, a variable or a field of either is, without a copy of all that is around it.
    fn find(&self, expr: &Expr) -> Option<Cow<'_, Expr>> {
        match expr {
            Expr::Input(name) => self.inputs.get(name).map(Cow::Borrowed),
            Expr::Variable(name, part) => {
                let mut inside_out = self.variables.iter().rev();
                let (_, key, value) = inside_out.find(|(candidate, ..)| candidate == name)?;
                Some(Cow::Borrowed(match part {
                    Part::Key => key,
                    Part::Value => value,
                }))
            }
            Expr::Local(name) => {
                let (_, value) = self.locals.iter().find(|(known, _)| known == name)?;
                Some(match value {
                    Expr::Literal(_) => Cow::Borrowed(value),
                    open => Cow::Owned(Self { variables: Vec::new(), ..self.clone() }.reduce(open)),
                })
            }
            Expr::Get(object, field) => match self.find(object)? {
                Cow::Borrowed(Expr::Object(entries)) => {
                    let mut entries = entries.iter();
                    entries.find(|(name, _)| name == field).map(|(_, value)| Cow::Borrowed(value))
                }
                Cow::Borrowed(Expr::Literal(Json::Object(entries))) => {
                    let value = entries.get(field).cloned().unwrap_or_default();
                    Some(Cow::Owned(Expr::Literal(value)))
                }
                Cow::Borrowed(_) => None,
                Cow::Owned(object) => Some(Cow::Owned(get(object, field))),
            },
            _ => None,
        }
    }

    /// The entry of a constant map, without a copy of the others.
    fn entry(&self, function: Function, arguments: &[Expr]) -> Option<Expr> {
        let (Function::Lookup, [map, key]) = (function, arguments) else { return None };
        let map = self.find(map)?;
        match (&*map, self.reduce(key)) {
            (Expr::Literal(Json::Object(entries)), Expr::Literal(Json::String(key))) => {
                Some(Expr::Literal(entries.get(&key).cloned().unwrap_or_default()))
            }
            _ => None,
        }
    }

    fn reduce_all(&self, items: &[Expr]) -> Vec<Expr> {
        items.iter().map(|item| self.reduce(item)).collect()
    }

    fn exists(&self, node: &str, key: Option<&Expr>) -> bool {
        let key = match key {
            Some(Expr::Literal(Json::String(key))) => Some(key.clone()),
            Some(_) | None => None,
        };
        self.instances.and_then(|all| all.get(node)).is_some_and(|keys| keys.contains(&key))
    }

    fn comprehension(&self, inner: &For) -> Expr {
        let over = self.reduce(&inner.over);
        let Some(elements) = entries(&over) else {
            return match over {
                Expr::Literal(_) => Expr::NULL,
                over => self.open_loop(inner, over),
            };
        };
        let mut list = Vec::new();
        let mut map: Vec<(String, Expr)> = Vec::new();
        for (key, value) in elements {
            let scope = self.with(inner.name, key, value);
            match inner.condition.as_ref().map(|condition| scope.reduce(condition)) {
                None | Some(Expr::Literal(Json::Bool(true))) => {}
                Some(Expr::Literal(_)) => continue,
                // Which elements there are is not known, so nothing about the whole is.
                Some(_) => return self.open_loop(inner, over),
            }
            let value = scope.reduce(&inner.value);
            match inner.key.as_ref().map(|key| scope.reduce(key)) {
                None => list.push(value),
                Some(Expr::Literal(Json::String(key))) => {
                    map.retain(|(known, _)| *known != key);
                    map.push((key, value));
                }
                Some(_) => {}
            }
        }
        map.sort_by(|(first, _), (second, _)| first.cmp(second));
        if inner.key.is_some() { object(map) } else { self::list(list) }
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

/// Keys and values of a known shape, maps in the order of their keys. Key of a list element is its index.
pub(crate) fn entries(expr: &Expr) -> Option<Vec<(Expr, Expr)>> {
    let index = |position: usize| Expr::Literal(Json::from(position));
    match expr {
        Expr::Literal(Json::Null) => Some(Vec::new()),
        Expr::Literal(Json::Array(items)) => Some(
            items
                .iter()
                .enumerate()
                .map(|(position, item)| (index(position), Expr::Literal(item.clone())))
                .collect(),
        ),
        Expr::Literal(object @ Json::Object(_)) => Some(
            sorted(object)
                .into_iter()
                .map(|(key, value)| (key.as_str().into(), Expr::Literal(value.clone())))
                .collect(),
        ),
        Expr::List(items) => {
            Some(items.iter().cloned().enumerate().map(|(at, item)| (index(at), item)).collect())
        }
        Expr::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_key(|(key, _)| key);
            Some(
                entries
                    .into_iter()
                    .map(|(key, value)| (key.as_str().into(), value.clone()))
                    .collect(),
            )
        }
        _ => None,
    }
}

/// Turns lists and objects of constants into constants, at every depth.
fn settle(expr: &Expr) -> Expr {
    match expr {
        Expr::List(items) => list(items.iter().map(settle).collect()),
        Expr::Object(entries) => {
            object(entries.iter().map(|(key, value)| (key.clone(), settle(value))).collect())
        }
        other => other.clone(),
    }
}

/// A list of settled elements; a constant if all of them are.
fn list(items: Vec<Expr>) -> Expr {
    match literals(items) {
        Ok(values) => Expr::Literal(Json::Array(values)),
        Err(items) => Expr::List(items),
    }
}

/// An object of settled values; a constant if all of them are.
fn object(entries: Vec<(String, Expr)>) -> Expr {
    let (keys, values): (Vec<String>, Vec<Expr>) = entries.into_iter().unzip();
    match literals(values) {
        Ok(values) => Expr::Literal(Json::Object(keys.into_iter().zip(values).collect())),
        Err(values) => Expr::Object(keys.into_iter().zip(values).collect()),
    }
}

/// The values of constants, or the expressions as they were if not all of them are constants.
fn literals(items: Vec<Expr>) -> Result<Vec<Json>, Vec<Expr>> {
    if !items.iter().all(|item| matches!(item, Expr::Literal(_))) {
        return Err(items);
    }
    let value = |item| match item {
        Expr::Literal(value) => Some(value),
        _ => None,
    };
    Ok(items.into_iter().filter_map(value).collect())
}

fn get(object: Expr, field: &str) -> Expr {
    match object {
        Expr::Literal(value) => Expr::Literal(value.get(field).cloned().unwrap_or(Json::Null)),
        Expr::Object(entries) => entries
            .into_iter()
            .find(|(name, _)| name == field)
            .map_or(Expr::NULL, |(_, value)| settle(&value)),
        Expr::Hole(path) => Expr::Hole(path.then(Step::Field(field.to_owned()))),
        open => Expr::Get(Box::new(open), field.to_owned()),
    }
}

/// Computes a call as far as its arguments are known.
fn call(function: Function, arguments: Vec<Expr>) -> Expr {
    match literals(arguments) {
        Ok(values) => Expr::Literal(function.apply(&values)),
        Err(open) => partial(function, &open).unwrap_or(Expr::Call(function, open)),
    }
}

/// What can be said although an argument is open.
fn partial(function: Function, arguments: &[Expr]) -> Option<Expr> {
    let first = arguments.first()?;
    match function {
        Function::All => Some(junction(function, arguments, false)),
        Function::Any => Some(junction(function, arguments, true)),
        Function::IsSet => match first {
            // What is open was given, a node that exists has its attributes, lists and objects are there.
            Expr::Hole(_)
            | Expr::Attribute { .. }
            | Expr::Ambient(_)
            | Expr::List(_)
            | Expr::Object(_) => Some(true.into()),
            _ => None,
        },
        Function::Equal => {
            (first == arguments.get(1)? && !matches!(first, Expr::Literal(_))).then(|| true.into())
        }
        Function::Length | Function::Keys | Function::Values => {
            let parts = entries(first)?;
            Some(match function {
                Function::Length => Expr::Literal(Json::from(parts.len())),
                Function::Keys => {
                    settle(&Expr::List(parts.into_iter().map(|(key, _)| key).collect()))
                }
                _ => settle(&Expr::List(parts.into_iter().map(|(_, value)| value).collect())),
            })
        }
        Function::Lookup if entries(first).is_some_and(|all| all.is_empty()) => Some(Expr::NULL),
        Function::Lookup => match (first, arguments.get(1)?) {
            (Expr::Object(entries), Expr::Literal(Json::String(key))) => Some(
                entries
                    .iter()
                    .find(|(name, _)| name == key)
                    .map_or(Expr::NULL, |(_, value)| value.clone()),
            ),
            _ => None,
        },
        Function::Concat => {
            let mut all = Vec::new();
            for (_, part) in entries(first)? {
                all.extend(entries(&part)?.into_iter().map(|(_, value)| value));
            }
            Some(list(all))
        }
        Function::Merge => {
            let mut all: BTreeMap<String, Expr> = BTreeMap::new();
            for (_, part) in entries(first)? {
                for (key, value) in entries(&part)? {
                    let Expr::Literal(Json::String(key)) = key else { return None };
                    all.insert(key, value);
                }
            }
            Some(object(all.into_iter().collect()))
        }
        _ => None,
    }
}

/// `All` (decided by false) or `Any` (decided by true) over partly known conditions.
fn junction(function: Function, arguments: &[Expr], decisive: bool) -> Expr {
    let is = |expr: &Expr, value: bool| *expr == Expr::from(value);
    if arguments.iter().any(|part| is(part, decisive)) {
        return decisive.into();
    }
    let open: Vec<Expr> =
        arguments.iter().filter(|part| !matches!(part, Expr::Literal(_))).cloned().collect();
    match open.as_slice() {
        [only] => only.clone(),
        _ => Expr::Call(function, open),
    }
}
