//! Which problems a plan of Terraform shows.
//!
//! Terraform walks a configuration twice. On the first walk a validation knows its own variable and no other; the second,
//! on which all are known, it takes only if nothing failed on the first. On both, the validations of a variable wait for
//! those of all variables that one of them mentions, and are left out if one of those fails.

use std::collections::BTreeSet;

use privatelink_ir::rule::Place;
use privatelink_ir::{Expr, Model, Problem, Rule, Severity};

/// Those of the problems that a plan shows, given that no input comes from a resource.
pub(crate) fn shown<'a>(model: &Model, problems: &'a [Problem]) -> Vec<&'a Problem> {
    let is_own = |problem: &&Problem| {
        let is_broken = |rule: &&Rule| rule.id == problem.id && speaks_of(rule, &problem.path);
        let input = root(&problem.path);
        errors(model)
            .find(is_broken)
            .is_some_and(|rule| mentions(rule).iter().all(|it| it == input))
    };
    let first = without_waiting(model, problems.iter().filter(is_own).collect());
    if first.is_empty() { without_waiting(model, problems.iter().collect()) } else { first }
}

/// Rules that stop a deployment.
pub(crate) fn errors(model: &Model) -> impl Iterator<Item = &Rule> {
    model.rules.iter().filter(|rule| rule.severity == Severity::Error)
}

fn without_waiting<'a>(model: &Model, failing: Vec<&'a Problem>) -> Vec<&'a Problem> {
    let fails = |input: &str| failing.iter().any(|problem| root(&problem.path) == input);
    let runs = |problem: &&&Problem| !waits(model, root(&problem.path), &fails);
    failing.iter().filter(runs).copied().collect()
}

/// Whether the validations of this input wait for one that fails.
fn waits(model: &Model, input: &str, fails: &impl Fn(&str) -> bool) -> bool {
    let own = errors(model)
        .filter(|rule| matches!(rule.place.first(), Some(Place::Field(name)) if name == input));
    let others: BTreeSet<String> = own.flat_map(mentions).filter(|name| name != input).collect();
    others.iter().any(|other| fails(other) || waits(model, other, fails))
}

/// Inputs that the rule reads.
fn mentions(rule: &Rule) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let loops = rule.loops.iter().map(|around| &around.over);
    for expr in loops.chain([&rule.must, &rule.message, &rule.help]) {
        expr.walk(&mut |part| {
            if let Expr::Input(name) = part {
                names.insert(name.clone());
            }
        });
    }
    names
}

/// Whether the rule speaks of the place of this path, whatever the keys in it.
fn speaks_of(rule: &Rule, path: &str) -> bool {
    let names = rule.place.iter().filter_map(|step| match step {
        Place::Field(name) => Some(name.as_str()),
        Place::Entry(_) | Place::Element(_) => None,
    });
    let after_key =
        |part: &str| part.split_once(']').map_or(part.to_owned(), |(_, rest)| rest.to_owned());
    let path: String = path.split('[').map(after_key).collect();
    names.eq(path.split('.'))
}

/// The input at the head of a path.
fn root(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}
