//! Simpler expressions, values and types.

use super::super::case::Case;
use privatelink_ir::expr::For;
use privatelink_ir::{Constant, Expr, Field, Stage, Type};
use std::sync::Arc;

/// Expressions that one step makes simpler, those with the largest step first.
pub(super) fn simpler(expr: &Expr) -> Vec<Expr> {
    if let Expr::Literal(value) = expr {
        return value_of(value).into_iter().map(Expr::Literal).collect();
    }
    let children: Vec<Expr> = expr.children().into_iter().cloned().collect();
    let mut all = children.clone();
    let constants = [Constant::Null, false.into(), 0.into(), "".into(), Constant::empty_list()];
    all.extend(constants.into_iter().chain([Constant::empty_object()]).map(Expr::Literal));
    all.extend(without_a_part(expr));
    for (at, child) in children.iter().enumerate() {
        for other in simpler(child) {
            let with = |(position, child): (usize, &Expr)| {
                if position == at { other.clone() } else { child.clone() }
            };
            let changed = children.iter().enumerate().map(with).collect();
            all.push(with_children(expr, changed));
        }
    }
    all
}

/// The expression without one of its parts, where it may have fewer.
fn without_a_part(expr: &Expr) -> Vec<Expr> {
    match expr {
        Expr::List(items) => (0..items.len()).map(|at| Expr::list(without(items, at))).collect(),
        Expr::Call(function, parts) => {
            (0..parts.len()).map(|at| Expr::call(*function, without(parts, at))).collect()
        }
        Expr::Object(entries) => {
            let list: Vec<_> = entries.iter().cloned().collect();
            (0..list.len()).map(|at| Expr::object(without(&list, at))).collect()
        }
        Expr::For(inner) => {
            let inner = || (**inner).clone();
            [For { condition: None, ..inner() }, For { key: None, ..inner() }]
                .into_iter()
                .map(|inner| Expr::For(Arc::new(inner)))
                .filter(|other| other != expr)
                .collect()
        }
        _ => Vec::new(),
    }
}

fn without<T: Clone>(list: &[T], at: usize) -> Vec<T> {
    let others = list.iter().enumerate().filter(|(position, _)| *position != at);
    others.map(|(_, item)| item.clone()).collect()
}

/// The same form with other parts, in the order of [`Expr::children`].
fn with_children(expr: &Expr, children: Vec<Expr>) -> Expr {
    let mut next = children.clone().into_iter();
    let mut one = || next.next().unwrap_or(Expr::NULL);
    match expr {
        Expr::Get(_, field) => Expr::Get(Arc::new(one()), Arc::clone(field)),
        Expr::Attribute { node, key: Some(_), name } => {
            Expr::Attribute { node, key: Some(Arc::new(one())), name: *name }
        }
        Expr::List(_) => Expr::list(children),
        Expr::Call(function, _) => Expr::call(*function, children),
        Expr::Object(entries) => {
            let names = entries.iter().map(|(name, _)| Arc::clone(name));
            Expr::object(names.zip(children).collect())
        }
        Expr::If(..) => Expr::choice(one(), one(), one()),
        Expr::For(inner) => {
            let (over, value) = (one(), one());
            let condition = inner.condition.is_some().then(&mut one);
            let key = inner.key.is_some().then(&mut one);
            Expr::For(Arc::new(For { name: inner.name, over, condition, key, value }))
        }
        other => other.clone(),
    }
}

/// Values that one step makes simpler.
pub(super) fn value_of(value: &Constant) -> Vec<Constant> {
    match value {
        Constant::Null => Vec::new(),
        Constant::Bool(value) => {
            if *value {
                vec![false.into()]
            } else {
                Vec::new()
            }
        }
        Constant::Number(_) => {
            let simple = [0, 1].map(Constant::from);
            let position = simple.iter().position(|simple| simple == value);
            simple.into_iter().take(position.unwrap_or(2)).collect()
        }
        Constant::Text(_) => {
            let simple = ["", "a", "b"].map(Constant::from);
            let position = simple.iter().position(|simple| simple == value);
            simple.into_iter().take(position.unwrap_or(3)).collect()
        }
        Constant::List(items) => {
            let fewer = (0..items.len()).map(|at| without(items, at).into_iter().collect());
            let inner = items.iter().enumerate().flat_map(|(at, item)| {
                value_of(item).into_iter().map(move |simpler| {
                    let mut items = items.to_vec();
                    items.splice(at..=at, [simpler]);
                    items.into_iter().collect()
                })
            });
            fewer.chain(inner).collect()
        }
        Constant::Object(entries) => {
            let list: Vec<_> = entries.iter().cloned().collect();
            let fewer = (0..list.len()).map(|at| Constant::object(without(&list, at)));
            let inner = list.iter().enumerate().flat_map(|(at, (key, item))| {
                let list = &list;
                value_of(item).into_iter().map(move |simpler| {
                    let mut list = list.clone();
                    list.splice(at..=at, [(Arc::clone(key), simpler)]);
                    Constant::object(list)
                })
            });
            fewer.chain(inner).collect()
        }
    }
}

/// Cases with simpler inputs.
pub(super) fn fields(case: &Case) -> Vec<Case> {
    let mut all = Vec::new();
    for (at, field) in case.model.inputs.iter().enumerate() {
        for simpler in simpler_field(field) {
            let mut smaller = case.clone();
            smaller.model.inputs.splice(at..=at, [simpler]);
            all.push(smaller);
        }
    }
    all
}

fn simpler_field(field: &Field) -> Vec<Field> {
    let mut all = Vec::new();
    if field.default.is_some() {
        all.push(Field { default: None, ..field.clone() });
    }
    if field.stage == Stage::Value {
        all.push(Field { stage: Stage::Structural, ..field.clone() });
    }
    if !field.required {
        all.push(Field { required: true, default: None, ..field.clone() });
    }
    all.extend(simpler_type(&field.ty).into_iter().map(|ty| Field { ty, ..field.clone() }));
    all
}

fn simpler_type(ty: &Type) -> Vec<Type> {
    match ty {
        Type::Choice { .. } | Type::String { pattern: Some(_), .. } => vec![Type::text()],
        Type::List { element, element_stage, .. } => {
            let list = |element: Type, element_stage| Type::List {
                element: Box::new(element),
                element_stage,
                minimum: None,
                maximum: None,
                unique: false,
            };
            let plain = (*element_stage == Stage::Value)
                .then(|| list((**element).clone(), Stage::Structural));
            let inner = simpler_type(element).into_iter().map(|ty| list(ty, *element_stage));
            plain.into_iter().chain(inner).collect()
        }
        Type::Map { element, element_stage, .. } => {
            let map = |element: Type, element_stage| Type::Map {
                key: None,
                element: Box::new(element),
                element_stage,
                minimum: None,
                maximum: None,
            };
            let plain = (*element_stage == Stage::Value)
                .then(|| map((**element).clone(), Stage::Structural));
            let inner = simpler_type(element).into_iter().map(|ty| map(ty, *element_stage));
            plain.into_iter().chain(inner).collect()
        }
        Type::Object { name, doc, fields } => {
            let object =
                |fields: Vec<Field>| Type::Object { name: name.clone(), doc: doc.clone(), fields };
            let fewer = (0..fields.len()).map(|at| object(without(fields, at)));
            let inner = fields.iter().enumerate().flat_map(|(at, field)| {
                simpler_field(field).into_iter().map(move |simpler| {
                    let mut fields = fields.clone();
                    fields.splice(at..=at, [simpler]);
                    object(fields)
                })
            });
            fewer.chain(inner).collect()
        }
        _ => Vec::new(),
    }
}
