//! Constraints of input types as rules, so that every engine checks and words them in one way.
//!
//! Fields in, [`Rule`]s out: one per constraint, looping over the maps and lists on the way to it.
//! Types, unknown names and missing inputs are not rules: engines check those before any rule runs,
//! and [`crate::check_inputs`] does for the ones that do not.

use crate::constant::{Constant, Number};
use crate::expr::{Expr, all, any, input, key, list, not, text, value};
use crate::problem::Severity;
use crate::rule::{Loop, Place, Reach, Rule};
use crate::types::{Field, Pattern, Type};
use std::sync::Arc;

/// Names of the loops around a constraint, by depth.
pub(crate) const DEPTHS: [&str; 8] =
    ["item", "part", "detail", "inner", "piece", "grain", "speck", "atom"];

/// Rules for the constraints of these inputs.
pub(crate) fn of_fields(fields: &[Field]) -> Vec<Rule> {
    let mut rules = Vec::new();
    for field in fields {
        let here = At {
            place: vec![Place::Field(Arc::clone(&field.name))],
            loops: Vec::new(),
            subject: input(&field.name),
        };
        here.collect(&field.ty, &mut rules);
    }
    rules
}

/// A place on the way through the inputs.
#[derive(Clone)]
struct At {
    place: Vec<Place>,
    loops: Vec<Loop>,
    subject: Expr,
}

impl At {
    fn collect(&self, ty: &Type, rules: &mut Vec<Rule>) {
        match ty {
            Type::Bool => {}
            Type::Integer { minimum, maximum } => {
                let limits = [*minimum, *maximum].map(|limit| limit.map(Number::from));
                rules.extend(self.limits(limits, "a whole number"));
            }
            Type::Number { minimum, maximum } => {
                rules.extend(self.limits([*minimum, *maximum], "a number"));
            }
            Type::String { pattern, max_length } => {
                if let Some(pattern) = pattern {
                    rules.push(self.matches(pattern));
                    if pattern.is_range {
                        rules.push(self.begins());
                    }
                }
                rules.extend(max_length.and_then(|limit| self.short(limit)));
            }
            Type::Choice { values, .. } => rules.push(self.offered(values)),
            Type::Json { value } => self.collect(value, rules),
            Type::List { element, minimum, maximum, unique, .. } => {
                self.sizes(*minimum, *maximum, rules);
                if *unique {
                    rules.push(self.distinct(element));
                }
                self.inside(Place::Element, element, rules);
            }
            Type::Map { key: pattern, element, minimum, maximum, .. } => {
                self.sizes(*minimum, *maximum, rules);
                rules.extend(pattern.as_ref().and_then(|pattern| self.keys(pattern)));
                self.inside(Place::Entry, element, rules);
            }
            Type::Object { fields, .. } => {
                for field in fields {
                    let mut inner = self.clone();
                    inner.place.push(Place::Field(Arc::clone(&field.name)));
                    inner.subject = self.subject.clone().get(&field.name);
                    inner.collect(&field.ty, rules);
                }
            }
        }
    }

    /// A text is no longer than it may be.
    fn short(&self, limit: u64) -> Option<Rule> {
        let limit = i64::try_from(limit).ok()?;
        let allowed = format!(" characters, more than the {limit} allowed");
        Some(self.rule(
            "input/too-long",
            at_most(length(&self.subject), limit.into()),
            ["has ".into(), length(&self.subject), allowed.as_str().into()],
            &format!("shorten it to {limit} characters or fewer"),
        ))
    }

    /// A word is one of those that are offered.
    fn offered(&self, values: &[String]) -> Rule {
        let offered = list(values.iter().map(|value| value.as_str().into()));
        self.rule(
            "input/not-offered",
            offered.contains(self.subject.clone()),
            ["is `".into(), self.subject.clone(), "`, which is not offered".into()],
            &format!("use one of `{}`", values.join("`, `")),
        )
    }

    /// No entry of a list is there twice.
    fn distinct(&self, element: &Type) -> Rule {
        let repeated = self.subject.clone().repeated();
        let repeated = if element.is_scalar() { repeated.quoted() } else { repeated.to_json() };
        self.rule(
            "input/repeated",
            length(&self.subject).equals(length(&self.subject.clone().distinct())),
            ["names ".into(), repeated, " more than once".into()],
            "list each entry once",
        )
    }

    /// Keys of a map have the form that is asked for.
    fn keys(&self, pattern: &Pattern) -> Option<Rule> {
        let name = self.next_loop()?;
        let mut inner = self.clone();
        inner.loops.push(Loop { name, over: self.subject.clone() });
        inner.subject = key(name);
        Some(inner.rule(
            "input/key-form",
            key(name).matches(pattern.regex.as_str()),
            ["has the key `".into(), key(name), otherwise(&key(name), pattern)],
            &format!("use {}", pattern.what),
        ))
    }

    /// A number stays within limits.
    fn limits(&self, [minimum, maximum]: [Option<Number>; 2], noun: &str) -> Option<Rule> {
        let least =
            minimum.map(|limit| at_most(Constant::Number(limit).into(), self.subject.clone()));
        let most =
            maximum.map(|limit| at_most(self.subject.clone(), Constant::Number(limit).into()));
        let (wrong, help) = match (minimum, maximum) {
            (None, None) => return None,
            (Some(minimum), Some(maximum)) => (
                format!(", which is outside {minimum} to {maximum}"),
                format!("use {noun} from {minimum} to {maximum}"),
            ),
            (Some(minimum), None) => (
                format!(", which is less than {minimum}"),
                format!("use {noun} of at least {minimum}"),
            ),
            (None, Some(maximum)) => (
                format!(", which is more than {maximum}"),
                format!("use {noun} of at most {maximum}"),
            ),
        };
        let message = ["is ".into(), self.subject.clone(), wrong.as_str().into()];
        Some(self.rule("input/out-of-range", all(least.into_iter().chain(most)), message, &help))
    }

    fn inside(&self, place: fn(&'static str) -> Place, element: &Type, rules: &mut Vec<Rule>) {
        let Some(name) = self.next_loop() else { return };
        let mut inner = self.clone();
        inner.loops.push(Loop { name, over: self.subject.clone() });
        inner.place.push(place(name));
        inner.subject = value(name);
        inner.collect(element, rules);
    }

    fn next_loop(&self) -> Option<&'static str> {
        DEPTHS.get(self.loops.len()).copied()
    }

    fn matches(&self, pattern: &Pattern) -> Rule {
        self.rule(
            "input/form",
            self.subject.clone().matches(pattern.regex.as_str()),
            ["is `".into(), self.subject.clone(), otherwise(&self.subject, pattern)],
            &format!("use {}", pattern.what),
        )
    }

    /// A range is written with its first address: whoever stores it otherwise tells another text than was given.
    fn begins(&self) -> Rule {
        let range = || self.subject.clone().range();
        let message = [
            "is `".into(),
            self.subject.clone(),
            "`, which is not how its range is written".into(),
        ];
        let help = text(["use `".into(), range(), "`".into()]);
        let rule = self.rule("input/range-form", self.subject.clone().equals(range()), message, "");
        Rule { help, ..rule }
    }

    fn sizes(&self, minimum: Option<u64>, maximum: Option<u64>, rules: &mut Vec<Rule>) {
        if let Some(minimum) = minimum.and_then(|limit| i64::try_from(limit).ok()) {
            rules.push(self.rule(
                "input/too-few",
                at_most(minimum.into(), length(&self.subject)),
                [
                    "has ".into(),
                    length(&self.subject),
                    format!(" of the {minimum} entries needed").as_str().into(),
                ],
                &format!("give at least {minimum}"),
            ));
        }
        if let Some((maximum, limit)) =
            maximum.and_then(|maximum| Some((maximum, i64::try_from(maximum).ok()?)))
        {
            let (message, help) = too_many(maximum);
            rules.push(self.rule(
                TOO_MANY,
                at_most(length(&self.subject), limit.into()),
                ["has ".into(), length(&self.subject), message.as_str().into()],
                &help,
            ));
        }
    }

    /// A rule about this place; an absent value breaks none.
    fn rule<const N: usize>(&self, id: &str, must: Expr, message: [Expr; N], help: &str) -> Rule {
        Rule {
            id: id.to_owned(),
            severity: Severity::Error,
            place: self.place.clone(),
            loops: self.loops.clone(),
            must: any([not(self.subject.clone().is_set()), must]),
            message: text(message),
            help: help.into(),
            from_type: true,
            reach: Reach::Everywhere,
            source: None,
        }
    }
}

/// Id of the problem that a list or a map has more entries than it may have.
pub(crate) const TOO_MANY: &str = "input/too-many";

/// What is said of it: words after the number of entries, and help.
pub(crate) fn too_many(maximum: u64) -> (String, String) {
    let message = format!(" entries, more than the {maximum} allowed");
    (message, format!("give at most {maximum}"))
}

/// Says what a text is that does not have a form.
fn otherwise(subject: &Expr, pattern: &Pattern) -> Expr {
    let wrong = format!("`, which is not {}", pattern.noun());
    match &pattern.unlike {
        None => wrong.as_str().into(),
        Some(unlike) => {
            let named = format!("`, which is {}, not {}", unlike.what, pattern.noun());
            let is_other = not(subject.matches(unlike.regex.as_str()));
            is_other.choose(wrong.as_str(), named.as_str())
        }
    }
}

fn at_most(smaller: Expr, larger: Expr) -> Expr {
    smaller.at_most(larger)
}

fn length(subject: &Expr) -> Expr {
    subject.length()
}
