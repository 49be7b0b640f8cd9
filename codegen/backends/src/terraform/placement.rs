//! Which variable's `validation` each rule becomes.
//!
//! A validation waits for every variable that it reads, validations included. So two variables cannot have rules that
//! read each other: of variables that would wait in a circle, the one that is declared last gets the rule. The words of a
//! rule name the input in any case.

use super::scope::Module;
use privatelink_catalog::engines::TERRAFORM;
use privatelink_ir::expr::Pool;
use privatelink_ir::rule::Place;
use privatelink_ir::{
    Assumptions, Expanded, Expr, Model, Rule, Severity, simplify, simplify_condition,
};
use std::collections::{BTreeMap, BTreeSet};

/// Rules that stop a deployment, without named values, each with the input whose variable gets it.
pub fn rules(model: &Model) -> Vec<(String, Rule)> {
    of_module(&Module::new(model))
}

/// [`rules`], for a module.
pub(super) fn of_module(module: &Module<'_>) -> Vec<(String, Rule)> {
    let model = module.model;
    let expanded = model.expanded();
    let mut pool = Pool::default();
    let errors = model.rules.iter().filter(|rule| rule.severity == Severity::Error);
    let read: Vec<(&str, Rule, BTreeSet<String>)> = errors
        .filter_map(|rule| {
            let Some(Place::Field(own)) = rule.place.first() else { return None };
            let rule = module.decided(&*rule.on(&TERRAFORM)?);
            let rule_without = expand(model, &expanded, &rule, &mut pool);
            let read = inputs(&rule_without);
            Some((&**own, rule_without, read))
        })
        .collect();
    let mut waits: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (own, _, read) in &read {
        waits.entry(own).or_default().extend(read.iter().map(String::as_str));
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        waits.keys().map(|start| (*start, reach(start, &waits))).collect();
    let in_circle = |one: &str, other: &str| {
        let to = |from: &str, to: &str| reached.get(from).is_some_and(|all| all.contains(to));
        to(one, other) && to(other, one)
    };
    let place = |own: &str, read: &BTreeSet<String>| {
        let last = model
            .inputs
            .iter()
            .rev()
            .map(|field| &*field.name)
            .find(|name| read.contains(*name) && (*name == own || in_circle(own, name)));
        last.unwrap_or(own).to_owned()
    };
    read.iter().map(|(own, rule, read)| (place(own, read), rule.clone())).collect()
}

/// The rule without named values: a `local` that is made of a variable waits for its validations. Named values are spelled
/// out, so a field is often read from an object or a choice that stands right there; Terraform would fail where such a
/// choice comes to null, so reading moves into the branches. Rules have much in common, which is worked out once if it is
/// in memory once.
fn expand(model: &Model, expanded: &Expanded<'_>, rule: &Rule, pool: &mut Pool) -> Rule {
    let nothing = Assumptions::default();
    let mut rule = rule.clone();
    rule.must = pool.share(&simplify_condition(model, &expanded.expand(&rule.must), &nothing));
    let mut plain = |expr: &Expr| pool.share(&simplify(model, &expanded.expand(expr), &nothing));
    rule.message = plain(&rule.message);
    for outer in &mut rule.loops {
        outer.over = plain(&outer.over);
    }
    rule
}

/// Inputs that a rule reads.
fn inputs(rule: &Rule) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for expr in rule.loops.iter().map(|outer| &outer.over).chain([&rule.must, &rule.message]) {
        expr.walk(&mut |part| {
            if let Expr::Input(name) = part {
                found.insert((**name).to_owned());
            }
        });
    }
    found
}

/// Everything that is waited for, in any number of steps.
fn reach<'a>(start: &str, waits: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(next) = open.pop() {
        for &name in waits.get(next).into_iter().flatten() {
            if found.insert(name) {
                open.push(name);
            }
        }
    }
    found
}
