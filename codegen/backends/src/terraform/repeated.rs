//! Expressions that stand in a module again and again become named values, as a person would write them.
//!
//! A person gives a name to what has one already. What has none stays where it stands.
//!
//! | What stands there again and again | Its name |
//! |---|---|
//! | condition of a resource or a data source | `create_<label>`, `read_<label>` |
//! | value of a property, of an output | the property, the output |
//! | value of a property that is another one elsewhere | `<label>_<property>` |
//! | condition under which an output reads a resource rather than another one | `use_<label>` |
//! | condition under which a property is set | `has_<property>` |
//!
//! This is done to the graph, whose expressions give a value everywhere: the named value is lowered where it stands by
//! itself, outside of all conditions and loops, so it gets the guards that it needs there. Validations are left alone. A
//! named value that is made of a variable waits for its validations.

use super::hcl::Expression;
use super::line::line;
use super::names::{Named, variable};
use super::scope::{Module, Scope};
use privatelink_catalog::engines::TERRAFORM;
use privatelink_catalog::spelling::snake_case;
use privatelink_catalog::{Property, PropertyType};
use privatelink_ir::infer::Ty;
use privatelink_ir::{Expr, Model, Node, Type};
use std::collections::{BTreeMap, BTreeSet};

/// How often an expression stands in a module that gets a name.
const OFTEN: usize = 3;
/// Columns of an expression that gets a name: shorter ones read better where they stand.
const LONG: usize = 36;

/// An expression that is worth a name, and the names it may have, best first.
struct Candidate {
    expr: Expr,
    /// Where it stands first as a whole.
    place: usize,
    names: Vec<Wanted>,
}

/// A name that an expression may have.
struct Wanted {
    /// Where it is wanted: names of values stand in the order in which they are read.
    place: usize,
    /// Of several names, that of the lowest rank is the best, and of those the one that is wanted most often.
    rank: u8,
    /// By which the graph knows the value.
    key: &'static str,
    /// As Terraform calls it.
    spoken: String,
}

/// Gives names to what stands in the module of a component again and again.
pub(super) fn named(model: &Model) -> Named {
    let mut named = Named { model: model.clone(), spoken: BTreeMap::new() };
    let (mut taken, slots) = (taken(model), model.slots());
    let mut places = BTreeMap::new();
    for Candidate { expr, place, names } in candidates(model) {
        // Those that are in a larger one which has a name by now stand there once.
        if count(&named.model, &expr) < OFTEN {
            continue;
        }
        let is_free = |wanted: &&Wanted| {
            named.model.find_local(wanted.key).is_none()
                && names_in(&wanted.spoken, &slots).all(|name| !taken.contains(&name))
        };
        let Some(wanted) = names.iter().find(is_free) else { continue };
        taken.extend(names_in(&wanted.spoken, &slots));
        named.spoken.insert(wanted.key, wanted.spoken.clone());
        replace(&mut named.model, &expr, wanted.key);
        places.insert(wanted.key, place);
        declare(&mut named.model, (wanted.key, expr), &places);
    }
    named
}

/// Names of values that a component has.
fn taken(model: &Model) -> BTreeSet<String> {
    let slots = model.slots();
    let of_json = model.inputs.iter().filter(|field| matches!(field.ty, Type::Json { .. }));
    let of_locals = model.locals.iter().flat_map(|(name, _)| names_in(name, &slots));
    of_locals.chain(of_json.map(|field| variable(&field.name))).collect()
}

/// What a named value may be called in the slots of a component.
fn names_in<'n>(name: &'n str, slots: &'n [&str]) -> impl Iterator<Item = String> + 'n {
    std::iter::once(name.to_owned()).chain(slots.iter().map(move |slot| format!("{name}_{slot}")))
}

/// Expressions that are worth a name, largest first.
fn candidates(model: &Model) -> Vec<Candidate> {
    let module = Module::new(model);
    let scope = Scope::new(&module);
    let is_worth_it = |expr: &Expr| {
        let is_worth_it = matches!(expr, Expr::If(..) | Expr::For(_) | Expr::Call(..))
            && is_closed(expr, &mut Vec::new())
            && is_plain(&scope.shape(expr).ty)
            && count(model, expr) >= OFTEN;
        is_worth_it && {
            let lowered = scope.lower(expr);
            !is_simple(&lowered) && line(&lowered).chars().count() >= LONG
        }
    };
    let found = wanted(model, &scope).into_iter().filter(|(expr, _)| is_worth_it(expr));
    let mut all: Vec<Candidate> = found
        .map(|(expr, names)| {
            let place = names.iter().map(|wanted| wanted.place).min().unwrap_or_default();
            Candidate { expr: expr.clone(), place, names: best_first(names) }
        })
        .collect();
    all.sort_by_key(|candidate| std::cmp::Reverse(size(&candidate.expr)));
    all
}

/// Expressions that are all of something that has a name.
fn wanted<'m>(model: &'m Model, scope: &Scope<'m>) -> BTreeMap<&'m Expr, Vec<Wanted>> {
    let mut found: BTreeMap<&Expr, Vec<Wanted>> = BTreeMap::new();
    let mut place = 0;
    let mut add = |expr, rank, key: &'static str, spoken: String| {
        place += 1;
        found.entry(expr).or_default().push(Wanted { place, rank, key, spoken });
    };
    // A property that is the same everywhere needs no other name.
    let mut values: BTreeMap<&str, BTreeSet<&Expr>> = BTreeMap::new();
    for (property, value) in model.nodes.iter().flat_map(printed) {
        values.entry(property.name).or_default().insert(value);
    }
    let is_same = |name: &str| values.get(name).is_some_and(|values| values.len() == 1);
    for node in &model.nodes {
        let Some(kind) = privatelink_catalog::find(node.kind) else { continue };
        if let Some(condition) = &node.condition {
            let verb = if kind.lookup { "read" } else { "create" };
            add(condition, 0, node.label, format!("{verb}_{}", node.label));
        }
        let inside = scope.inside_of(node);
        for (property, value) in printed(node).filter(|(property, _)| !is_block(property)) {
            if let Expr::If(condition, _, otherwise) = value
                && otherwise.is_null()
            {
                add(condition, 4, property.name, format!("has_{}", property.name));
            }
            // What is always there in the resource, but not outside of it, would need a check wherever it is read.
            if scope.may_be_null(value) && !inside.may_be_null(value) {
                continue;
            }
            if is_same(property.name) {
                add(value, 1, property.name, property.name.to_owned());
            } else {
                add(value, 2, node.label, format!("{}_{}", node.label, property.name));
            }
        }
    }
    for output in &model.outputs {
        add(output.on(&TERRAFORM), 1, output.name, snake_case(output.name));
        if let Expr::If(condition, then, _) = output.on(&TERRAFORM)
            && let Expr::Attribute { node, .. } = &**then
        {
            add(condition, 3, node, format!("use_{node}"));
        }
    }
    found
}

fn best_first(mut wanted: Vec<Wanted>) -> Vec<Wanted> {
    let mut often: BTreeMap<&'static str, usize> = BTreeMap::new();
    for one in &wanted {
        *often.entry(one.key).or_default() += 1;
    }
    wanted.sort_by_key(|one| (one.rank, std::cmp::Reverse(often.get(one.key).copied())));
    wanted
}

/// Whether an expression reads as well as its name would: a reference, or what it is compared with.
fn is_simple(lowered: &Expression) -> bool {
    match lowered {
        Expression::Not(inner) => is_simple(inner),
        Expression::Binary(_, first, second) => {
            [first, second].iter().all(|side| side.is_reference() || side.parts().is_empty())
        }
        other => other.is_reference(),
    }
}

/// Whether values of a type are the same wherever they stand: they have no names that are spelled otherwise elsewhere.
fn is_plain(ty: &Ty) -> bool {
    match ty {
        Ty::List(element) | Ty::Map(element) => element.ty.is_scalar(),
        ty => ty.is_scalar(),
    }
}

/// Whether an expression reads no variable of a loop around it.
fn is_closed(expr: &Expr, loops: &mut Vec<&'static str>) -> bool {
    match expr {
        Expr::Variable(name, _) => loops.contains(name),
        Expr::For(inner) => {
            if !is_closed(&inner.over, loops) {
                return false;
            }
            loops.push(inner.name);
            let mut parts = inner.condition.iter().chain(&inner.key).chain([&inner.value]);
            let is_closed = parts.all(|part| is_closed(part, loops));
            loops.pop();
            is_closed
        }
        // Instances of a node with a loop know theirs.
        other => other.children().into_iter().all(|part| is_closed(part, loops)),
    }
}

/// How many expressions an expression is made of.
fn size(expr: &Expr) -> usize {
    let mut size = 0;
    expr.walk(&mut |_| size += 1);
    size
}

/// Properties that the module has.
fn printed(node: &Node) -> impl Iterator<Item = (&'static Property, &Expr)> {
    let kind = privatelink_catalog::find(node.kind);
    node.properties.iter().filter_map(move |(name, value)| {
        let property = kind?.find_property(name.0)?;
        property.is_on(&TERRAFORM).then_some((property, value))
    })
}

fn is_block(property: &Property) -> bool {
    matches!(property.ty, PropertyType::Block | PropertyType::Blocks)
}

/// How often an expression stands in the files of a module, but for validations and checks.
fn count(model: &Model, wanted: &Expr) -> usize {
    let mut count = 0;
    let mut look = |expr: &Expr| {
        expr.walk(&mut |part| count += usize::from(part == wanted));
    };
    for node in &model.nodes {
        node.condition.iter().chain(&node.for_each).for_each(&mut look);
        printed(node).for_each(|(_, value)| look(value));
        node.timeouts.iter().for_each(|timeout| look(&timeout.duration()));
    }
    model.locals.iter().for_each(|(_, value)| look(value));
    model.outputs.iter().for_each(|output| look(output.on(&TERRAFORM)));
    count
}

/// Puts a named value where an expression stands.
fn replace(model: &mut Model, expr: &Expr, key: &'static str) {
    let replace = |value: &mut Expr| {
        *value = value.map(&|part| (part == expr).then_some(Expr::Local(key)));
    };
    for node in &mut model.nodes {
        node.condition.iter_mut().chain(&mut node.for_each).for_each(replace);
        node.properties.iter_mut().for_each(|(_, value)| replace(value));
        for timeout in &mut node.timeouts {
            [&mut timeout.given, &mut timeout.default].into_iter().for_each(replace);
        }
    }
    model.locals.iter_mut().for_each(|(_, value)| replace(value));
    for output in &mut model.outputs {
        replace(&mut output.value);
        output.otherwise.iter_mut().for_each(|(_, value)| replace(value));
    }
}

/// Adds a named value: behind those that it reads, before those that read it, and there in the order of `places`.
fn declare(model: &mut Model, new: (&'static str, Expr), places: &BTreeMap<&'static str, usize>) {
    let reads = |value: &Expr, name: &str| {
        value.any(&|part| matches!(part, Expr::Local(read) if *read == name))
    };
    let locals = &model.locals;
    let first = locals.iter().rposition(|(name, _)| reads(&new.1, name)).map_or(0, |at| at + 1);
    let last = locals.iter().position(|(_, value)| reads(value, new.0)).unwrap_or(locals.len());
    let place = places.get(new.0);
    let is_later = |(name, _): &&(&'static str, Expr)| places.get(name) > place;
    let between = locals.get(first..last).unwrap_or_default();
    let at = between.iter().position(|local| is_later(&local)).map_or(last, |at| first + at);
    model.locals.insert(at, new);
}
