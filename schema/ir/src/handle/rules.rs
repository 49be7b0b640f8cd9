//! Rules begin at the handle they are about: their place and the loops around them are those of the handle.

use super::loops::{within, without_shadows};
use super::{Collection, Condition, Handle, Text, When, at_most_one};
use crate::expr::{Expr, Half};
use crate::rule::{Loop, Place, Rule, rule};
use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    /// Elements that rules are being written about, outermost first: the loop, and where the element stands.
    static ELEMENTS: RefCell<Vec<(Loop, Vec<Place>)>> = const { RefCell::new(Vec::new()) };
}

impl<T, W> Handle<T, W> {
    /// An error about this input unless a later [`Rule::must`] holds.
    pub fn rule(self, id: &str) -> Rule {
        let (place, loops) = place(&self.expr());
        Rule { place, loops, ..rule(id, &[]) }
    }
}

/// Where an input stands, and the loops around it.
fn place(expr: &Expr) -> (Vec<Place>, Vec<Loop>) {
    match expr {
        Expr::Input(name) => (vec![Place::Field(Arc::clone(name))], Vec::new()),
        Expr::Get(object, field) => {
            let (mut steps, loops) = place(object);
            steps.push(Place::Field(Arc::clone(field)));
            (steps, loops)
        }
        Expr::Variable(name, Half::Value) => ELEMENTS.with_borrow(|elements| {
            let at = elements.iter().position(|(outer, _)| outer.name == *name);
            let known = at.and_then(|at| Some((elements.get(at)?, elements.get(..=at)?)));
            known.map_or_else(Default::default, |((_, steps), around)| {
                (steps.clone(), around.iter().map(|(outer, _)| outer.clone()).collect())
            })
        }),
        _ => Default::default(),
    }
}

/// Rules about each element of an input.
pub fn each_rule<C: Collection, W: When, R: IntoIterator<Item = Rule>>(
    over: Handle<C, W>,
    write: impl FnOnce(Handle<Text, W>, Handle<C::Item, W::And<C::Known>>) -> R,
) -> Vec<Rule> {
    let over = over.expr();
    within(&over, |name| {
        let (mut steps, _) = place(&over);
        steps.push(if C::KEYED { Place::Entry(name) } else { Place::Element(name) });
        let element = (Loop { name, over: over.clone() }, steps);
        ELEMENTS.with_borrow_mut(|elements| elements.push(element));
        let of = |part| Expr::Variable(name, part);
        let rules = write(Handle::of(of(Half::Key)), Handle::of(of(Half::Value)));
        let tidy = |rule: Rule| Rule {
            must: without_shadows(&rule.must, name),
            message: without_shadows(&rule.message, name),
            ..rule
        };
        let rules = rules.into_iter().map(tidy).collect();
        ELEMENTS.with_borrow_mut(Vec::pop);
        rules
    })
}

/// One of several inputs that say the same in different ways.
#[derive(Debug)]
pub struct Way {
    rule: Rule,
    given: Expr,
}

impl<T, W: When> Handle<T, W> {
    /// This input as one of several ways to say the same.
    pub fn way(self) -> Way {
        Way { rule: self.rule(""), given: self.is_set().expr() }
    }
}

impl Way {
    fn name(&self) -> &str {
        match self.rule.place.last() {
            Some(Place::Field(name)) => name,
            _ => "",
        }
    }
}

/// Rules that say that exactly one of some inputs is given: `<area>/none` speaks of the first of them, `<area>/several` of
/// each that is given. `what` is what all of them say: `what the endpoint is for`.
pub fn one_of<const N: usize>(area: &str, inputs: [Way; N], what: &str) -> Vec<Rule> {
    let names: Vec<String> = inputs.iter().map(|way| format!("`{}`", way.name())).collect();
    let ways = names.join(", ");
    let given = inputs.each_ref().map(|way| way.given.clone());
    let one = at_most_one(given.clone().map(Condition::of)).expr();
    let none = inputs.first().map(|way| {
        Rule { id: format!("{area}/none"), ..way.rule.clone() }
            .must(crate::expr::any(given))
            .otherwise(
                format!("is missing, and so is every other way to say {what}").as_str(),
                &format!("give one of {ways}"),
            )
    });
    let several = inputs.iter().map(|way| {
        Rule { id: format!("{area}/several"), ..way.rule.clone() }.only_with(one.clone()).otherwise(
            format!("is given beside another way to say {what}").as_str(),
            &format!("leave one of {ways}"),
        )
    });
    none.into_iter().chain(several).collect()
}
