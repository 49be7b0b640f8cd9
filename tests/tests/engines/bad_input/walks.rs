//! Which problems a plan of Terraform shows.
//!
//! Terraform walks a configuration twice. On the first walk a validation knows its own variable and no other; the second,
//! on which all are known, it takes only if nothing failed on the first. On both, the validations of a variable wait for
//! those of all variables that one of them mentions, and are left out if one of those fails.

use std::collections::BTreeSet;

use privatelink_backends::terraform::placement;
use privatelink_ir::rule::Place;
use privatelink_ir::{Expr, Model, Problem, Rule, Type};

/// Those of the problems that a plan shows, given that no input comes from a resource.
pub(crate) fn shown<'a>(model: &Model, problems: &'a [Problem]) -> Vec<&'a Problem> {
    let validations = placement(model);
    let placed: Vec<(&Problem, &str, bool)> = problems
        .iter()
        .filter_map(|problem| {
            let is_broken = |rule: &Rule| rule.id == problem.id && speaks_of(rule, &problem.path);
            let of_rule = validations.iter().find(|(_, rule)| is_broken(rule));
            let of_rule = of_rule.map(|(variable, rule)| {
                (variable.as_str(), mentions(rule).iter().all(|input| input == variable))
            });
            let of_json = || Some((json_input(model, &problem.path)?, true));
            let (variable, is_alone) = of_rule.or_else(of_json)?;
            Some((problem, variable, is_alone))
        })
        .collect();
    let walk = |only_alone: bool| -> Vec<&'a Problem> {
        let failing: Vec<_> =
            placed.iter().filter(|(.., is_alone)| *is_alone || !only_alone).collect();
        let fails = |input: &str| failing.iter().any(|(_, variable, _)| *variable == input);
        failing
            .iter()
            .filter(|(_, variable, _)| !waits(&validations, variable, &fails))
            .filter_map(|(found, ..)| problems.iter().find(|problem| problem == found))
            .collect()
    };
    let first = walk(true);
    if first.is_empty() { walk(false) } else { first }
}

/// The input that is JSON in which a path is. The module checks its types; those of other inputs Terraform itself checks.
fn json_input<'a>(model: &'a Model, path: &str) -> Option<&'a str> {
    let (name, _) = path.split_once(['.', '[']).unwrap_or((path, ""));
    let input = model.find_input(name)?;
    matches!(input.ty, Type::Json { .. }).then_some(&*input.name)
}

/// Rules that stop a deployment of Terraform.
pub(crate) fn errors(model: &Model) -> impl Iterator<Item = Rule> {
    placement(model).into_iter().map(|(_, rule)| rule)
}

/// Whether the validations of this variable wait for one that fails.
fn waits(validations: &[(String, Rule)], variable: &str, fails: &impl Fn(&str) -> bool) -> bool {
    let own = validations.iter().filter(|(place, _)| place == variable);
    let others: BTreeSet<String> =
        own.flat_map(|(_, rule)| mentions(rule)).filter(|name| name != variable).collect();
    others.iter().any(|other| fails(other) || waits(validations, other, fails))
}

/// Inputs that the rule reads.
fn mentions(rule: &Rule) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let loops = rule.loops.iter().map(|around| &around.over);
    for expr in loops.chain([&rule.must, &rule.message, &rule.help]) {
        expr.walk(&mut |part| {
            if let Expr::Input(name) = part {
                names.insert((**name).to_owned());
            }
        });
    }
    names
}

/// Whether the rule speaks of the place of this path, whatever the keys in it.
fn speaks_of(rule: &Rule, path: &str) -> bool {
    let names = rule.place.iter().filter_map(|step| match step {
        Place::Field(name) => Some(&**name),
        Place::Entry(_) | Place::Element(_) => None,
    });
    let after_key =
        |part: &str| part.split_once(']').map_or(part.to_owned(), |(_, rest)| rest.to_owned());
    let path: String = path.split('[').map(after_key).collect();
    names.eq(path.split('.'))
}
