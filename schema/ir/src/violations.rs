//! Finds the rules that the inputs break.

use crate::expr::{Expr, Part};
use crate::given::{Checked, Purpose};
use crate::graph::Model;
use crate::problem::Problem;
use crate::reduce::{Scope, entries};
use crate::rule::{Loop, Place, Reach, Rule};
use serde_json::Value as Json;
use std::collections::BTreeMap;

type Inputs = BTreeMap<String, Expr>;

/// Adds a problem for each broken rule, and in templates the rules that an open input decides.
///
/// `trees` are the inputs as they flow, as far as they are known, and as they may be shown.
pub(crate) fn find(model: &Model, trees: [&Inputs; 3], purpose: Purpose, to: &mut Checked) {
    // Neighbours mostly are about fields of the same entries, which are then looked up once.
    for rules in model.rules.chunk_by(|first, second| first.loops == second.loops) {
        let loops = rules.first().map(|rule| rule.loops.as_slice()).unwrap_or_default();
        let places = places(loops, trees.map(|tree| Scope::of_inputs(model, tree)));
        for rule in rules {
            for scopes in &places {
                decide(rule, scopes, purpose, to);
            }
        }
    }
}

/// What is known at each place that the loops lead to.
fn places<'a>(loops: &[Loop], scopes: [Scope<'a>; 3]) -> Vec<[Scope<'a>; 3]> {
    let Some((first, rest)) = loops.split_first() else { return vec![scopes] };
    let [flow, known, shown] = scopes.each_ref().map(|scope| entries(&scope.reduce(&first.over)));
    let (known, shown) = (known.unwrap_or_default(), shown.unwrap_or_default());
    // A collection that flows as a whole shows its elements only as far as they are known.
    let flow = flow.unwrap_or_else(|| known.clone());
    let [outer_flow, outer_known, outer_shown] = &scopes;
    let mut all = Vec::new();
    for (((key, flow), (_, known)), (_, shown)) in flow.into_iter().zip(known).zip(shown) {
        let inner = [
            outer_flow.with(first.name, key.clone(), flow),
            outer_known.with(first.name, key.clone(), known),
            outer_shown.with(first.name, key, shown),
        ];
        all.extend(places(rest, inner));
    }
    all
}

fn decide(rule: &Rule, [flow, known, shown]: &[Scope<'_>; 3], purpose: Purpose, to: &mut Checked) {
    let spared = if purpose == Purpose::Template { Reach::Outside } else { Reach::Templates };
    if rule.reach == spared {
        return;
    }
    let problem = || Problem {
        id: rule.id.clone(),
        severity: rule.severity,
        path: place(&rule.place, shown),
        message: words(&rule.message, shown),
        help: words(&rule.help, shown),
    };
    if known.reduce(&rule.must) == Expr::from(false) {
        to.problems.push(problem());
    } else if purpose == Purpose::Template && !rule.from_type {
        let must = flow.reduce(&rule.must);
        if !matches!(must, Expr::Literal(_)) {
            to.open_rules.push((must, problem()));
        }
    }
}

fn words(expr: &Expr, scope: &Scope<'_>) -> String {
    match scope.reduce(expr) {
        Expr::Literal(Json::String(text)) => text,
        // A part of the text is not known; that the rule is broken is.
        _ => "has a value that does not fit".to_owned(),
    }
}

fn place(steps: &[Place], scope: &Scope<'_>) -> String {
    let mut path = String::new();
    for step in steps {
        let at = |name| match scope.reduce(&Expr::Variable(name, Part::Key)) {
            Expr::Literal(Json::String(key)) => format!("[\"{key}\"]"),
            Expr::Literal(Json::Number(index)) => format!("[{index}]"),
            _ => String::new(),
        };
        match step {
            Place::Field(name) if path.is_empty() => path.push_str(name),
            Place::Field(name) => {
                path.push('.');
                path.push_str(name);
            }
            Place::Entry(name) | Place::Element(name) => path.push_str(&at(name)),
        }
    }
    path
}
