//! Finds the rules that the inputs break.

use crate::expr::{Expr, Part};
use crate::given::{Checked, Purpose};
use crate::graph::Model;
use crate::problem::Problem;
use crate::reduce::{Scope, entries};
use crate::rule::{Loop, Place, Rule};
use serde_json::Value as Json;
use std::collections::BTreeMap;

type Inputs = BTreeMap<String, Expr>;

/// Adds a problem for each broken rule, and in templates the rules that an open input decides.
///
/// `trees` are the inputs as they flow, as far as they are known, and as they may be shown.
pub(crate) fn find(model: &Model, trees: [&Inputs; 3], purpose: Purpose, to: &mut Checked) {
    for rule in &model.rules {
        Walk { rule, purpose, to }.loops(&rule.loops, trees.map(Scope::of_inputs));
    }
}

struct Walk<'a> {
    rule: &'a Rule,
    purpose: Purpose,
    to: &'a mut Checked,
}

impl Walk<'_> {
    fn loops(&mut self, loops: &[Loop], scopes: [Scope<'_>; 3]) {
        let Some((first, rest)) = loops.split_first() else { return self.decide(&scopes) };
        let [flow, known, shown] =
            scopes.each_ref().map(|scope| entries(&scope.reduce(&first.over)).unwrap_or_default());
        for (((key, flow), (_, known)), (_, shown)) in flow.iter().zip(&known).zip(&shown) {
            let [outer_flow, outer_known, outer_shown] = &scopes;
            self.loops(
                rest,
                [
                    outer_flow.with(first.name, key.clone(), flow.clone()),
                    outer_known.with(first.name, key.clone(), known.clone()),
                    outer_shown.with(first.name, key.clone(), shown.clone()),
                ],
            );
        }
    }

    fn decide(&mut self, [flow, known, shown]: &[Scope<'_>; 3]) {
        let problem = || Problem {
            id: self.rule.id.clone(),
            severity: self.rule.severity,
            path: place(&self.rule.place, shown),
            message: words(&self.rule.message, shown),
            help: words(&self.rule.help, shown),
        };
        if known.reduce(&self.rule.must) == Expr::from(false) {
            let problem = problem();
            self.to.problems.push(problem);
        } else if self.purpose == Purpose::Template && !self.rule.from_type {
            let must = flow.reduce(&self.rule.must);
            if !matches!(must, Expr::Literal(_)) {
                let problem = problem();
                self.to.open_rules.push((must, problem));
            }
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
