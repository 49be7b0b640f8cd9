//! The smallest case that still fails: every part is left out or made simpler as long as that goes.

mod smaller;

use super::case::Case;
use privatelink_ir::{Expr, Graph, Model};
use smaller::{simpler, value_of};

/// A case with less of everything for which `fails` still says why it does, and what it says; at most `limit` cases are
/// tried.
pub fn smallest(
    case: Case,
    limit: usize,
    fails: &dyn Fn(&Case) -> Option<String>,
) -> (Case, String) {
    let mut why = fails(&case).unwrap_or_default();
    let (mut case, mut tries) = (case, 0);
    loop {
        let found = candidates(&case).into_iter().map(renewed).find_map(|candidate| {
            tries += 1;
            if tries > limit || !candidate.is_valid() {
                return None;
            }
            fails(&candidate).map(|why| (candidate, why))
        });
        let Some((smaller, says)) = found else { return (case, why) };
        (case, why) = (smaller, says);
    }
}

/// The case with the rules that its types ask for.
fn renewed(case: Case) -> Case {
    let Model { name, doc, inputs, locals, nodes, rules, outputs, .. } = case.model;
    let rules = rules.into_iter().filter(|rule| !rule.from_type).collect();
    let model = Model::new(name, doc, inputs, Graph { locals, nodes, rules, outputs });
    Case { model, ..case }
}

/// Cases with one thing less, those that leave out most first.
fn candidates(case: &Case) -> Vec<Case> {
    let mut all = Vec::new();
    let mut add = |change: &dyn Fn(&mut Case)| {
        let mut smaller = case.clone();
        change(&mut smaller);
        all.push(smaller);
    };
    let model = &case.model;
    for at in 0..model.outputs.len() {
        add(&|case| drop(case.model.outputs.remove(at)));
    }
    for at in 0..model.nodes.len() {
        add(&|case| drop(case.model.nodes.remove(at)));
    }
    for at in (0..model.rules.len()).rev() {
        if model.rules.get(at).is_some_and(|rule| rule.from_type) {
            break;
        }
        add(&|case| drop(case.model.rules.remove(at)));
    }
    for at in 0..model.locals.len() {
        add(&|case| drop(case.model.locals.remove(at)));
    }
    for at in 0..model.inputs.len() {
        add(&|case| drop(case.model.inputs.remove(at)));
    }
    for path in case.marks.keys() {
        add(&|case| case.marks.retain(|known, _| known != path));
    }
    for at in 0..model.nodes.len() {
        let mut of = |change: &dyn Fn(&mut privatelink_ir::Node)| {
            add(&|case| case.model.nodes.get_mut(at).into_iter().for_each(change));
        };
        of(&|node| node.condition = None);
        of(&|node| node.for_each = None);
        of(&|node| node.slot_unless = None);
        of(&|node| node.timeouts.clear());
        of(&|node| drop(node.waits.pop()));
        of(&|node| drop(node.properties.pop()));
        of(&|node| drop((!node.properties.is_empty()).then(|| node.properties.remove(0))));
    }
    all.retain(|smaller| smaller.model != case.model || smaller.marks != case.marks);
    for at in 0..expressions(&mut model.clone()).len() {
        let mut with = |expr: Expr| {
            let mut smaller = case.clone();
            if let Some(place) = expressions(&mut smaller.model).into_iter().nth(at) {
                *place = expr;
                all.push(smaller);
            }
        };
        let mut copy = model.clone();
        let Some(expr) = expressions(&mut copy).into_iter().nth(at).cloned() else { continue };
        simpler(&expr).into_iter().for_each(&mut with);
    }
    for values in value_of(&case.values) {
        all.push(Case { values, ..case.clone() });
    }
    all.extend(smaller::fields(case));
    all
}

/// Places of all expressions.
fn expressions(model: &mut Model) -> Vec<&mut Expr> {
    let mut all: Vec<&mut Expr> = Vec::new();
    all.extend(model.locals.iter_mut().map(|(_, value)| value));
    for node in &mut model.nodes {
        all.extend(node.condition.iter_mut());
        all.extend(node.for_each.iter_mut());
        all.extend(node.slot_unless.iter_mut());
        all.extend(node.properties.iter_mut().map(|(_, value)| value));
        all.extend(node.waits.iter_mut().filter_map(|wait| wait.key.as_mut()));
        all.extend(node.timeouts.iter_mut().flat_map(|it| [&mut it.given, &mut it.default]));
    }
    for rule in model.rules.iter_mut().filter(|rule| !rule.from_type) {
        all.extend(rule.loops.iter_mut().map(|outer| &mut outer.over));
        all.extend([&mut rule.must, &mut rule.message]);
    }
    all.extend(model.outputs.iter_mut().map(|output| &mut output.value));
    all
}
