//! Conditions: what a template decides when it is deployed, from parameters and pseudo parameters.
//!
//! A boolean residue in, a tree of `Fn::Equals`, `Fn::Not`, `Fn::And` and `Fn::Or` out. The same trees serve the
//! `Conditions` section, where each gets a readable name once, and the assertions of `Rules`.

use super::lower::{Lower, Lowered, Refusal, call, pseudo_parameter, reference};
use super::names::{Names, words};
use privatelink_ir::{Constant, Expr, Function};
use serde_json::{Map, Value as Json};

/// Most arguments of `Fn::And` and `Fn::Or`. Source: AWS `CloudFormation` Template Reference, "Condition functions".
const MOST_ARGUMENTS: usize = 10;

/// Where a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// `Conditions`: may read pseudo parameters; has no `Fn::Contains`.
    Conditions,
    /// `Rules`: reads parameters only.
    Rules,
}

/// The `Conditions` section: each tree once.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    names: Names,
    entries: Vec<(String, Json)>,
}

impl Conditions {
    /// Name of the condition with this tree.
    pub(super) fn name(&mut self, tree: Json, wanted: String) -> String {
        if let Some((name, _)) = self.entries.iter().find(|(_, known)| *known == tree) {
            return name.clone();
        }
        let name = self.names.take(wanted, &tree.to_string());
        self.entries.push((name.clone(), tree));
        name
    }

    /// The section.
    pub(super) fn section(&self) -> Map<String, Json> {
        self.entries.iter().cloned().collect()
    }
}

impl Lower<'_> {
    /// Name of a condition that holds when the expression does.
    pub(super) fn condition_name(&mut self, expr: &Expr) -> Result<String, Refusal> {
        let tree = self.condition(expr, Section::Conditions)?;
        let wanted = self.readable(expr);
        Ok(self.conditions.name(tree, wanted))
    }

    /// The expression as a condition.
    pub(super) fn condition(&self, expr: &Expr, section: Section) -> Lowered {
        match expr {
            Expr::Literal(value) => Ok(equals("true".into(), value.is_true().to_string().into())),
            Expr::Hole(_) => Ok(equals(self.operand(expr, section)?, "true".into())),
            Expr::If(condition, then, otherwise) => {
                let condition = self.condition(condition, section)?;
                let then = self.condition(then, section)?;
                let otherwise = self.condition(otherwise, section)?;
                Ok(junction(
                    "Fn::Or",
                    vec![
                        junction("Fn::And", vec![condition.clone(), then]),
                        junction("Fn::And", vec![not(condition), otherwise]),
                    ],
                ))
            }
            Expr::Call(function, arguments) => {
                self.condition_call(expr, *function, arguments, section)
            }
            _ => Err(Refusal::of(
                expr,
                "decides by something that is only known after a resource is made",
            )),
        }
    }

    fn condition_call(
        &self,
        whole: &Expr,
        function: Function,
        arguments: &[Expr],
        section: Section,
    ) -> Lowered {
        let parts = || {
            arguments
                .iter()
                .map(|part| self.condition(part, section))
                .collect::<Result<Vec<_>, _>>()
        };
        match (function, arguments) {
            (Function::All, _) => Ok(junction("Fn::And", parts()?)),
            (Function::Any, _) => Ok(junction("Fn::Or", parts()?)),
            (Function::Not, [inner]) => Ok(not(self.condition(inner, section)?)),
            (Function::Equal, [first, second]) => {
                Ok(equals(self.operand(first, section)?, self.operand(second, section)?))
            }
            (Function::Contains, [list, element]) => self.contains(list, element, section),
            (Function::AtMost, _) => Err(Refusal::of(whole, "compares numbers")),
            (Function::Matches, _) => Err(Refusal::of(whole, "matches a regular expression")),
            (Function::IsSet, _) => {
                Err(Refusal::of(whole, "asks whether a computed value is there"))
            }
            _ => Err(Refusal::of(whole, "computes with values that are not known yet")),
        }
    }

    fn contains(&self, list: &Expr, element: &Expr, section: Section) -> Lowered {
        let known: Option<Vec<Expr>> = match list {
            Expr::List(items) => Some(items.to_vec()),
            Expr::Literal(Constant::List(items)) => {
                Some(items.iter().cloned().map(Expr::Literal).collect())
            }
            _ => None,
        };
        let element = self.operand(element, section)?;
        match known {
            Some(items) => {
                let options = items
                    .iter()
                    .map(|item| Ok(equals(self.operand(item, section)?, element.clone())))
                    .collect::<Result<Vec<_>, Refusal>>()?;
                Ok(junction("Fn::Or", options))
            }
            None if section == Section::Rules => {
                Ok(call("Fn::Contains", Json::Array(vec![self.operand(list, section)?, element])))
            }
            None => Err(Refusal::of(list, "is searched for an element")),
        }
    }

    /// One side of a comparison. Everything is text.
    fn operand(&self, expr: &Expr, section: Section) -> Lowered {
        match expr {
            Expr::Literal(Constant::Text(text)) => Ok((**text).into()),
            Expr::Literal(value @ (Constant::Bool(_) | Constant::Number(_))) => {
                Ok(value.to_string().into())
            }
            Expr::Hole(path) => Ok(reference(&self.plan.parameter(path)?.id)),
            Expr::Fact(fact, _) if section == Section::Conditions => {
                Ok(reference(pseudo_parameter(*fact)))
            }
            _ => Err(Refusal::of(expr, "is compared with something that is no parameter")),
        }
    }

    /// A name for a condition: what it asks.
    fn readable(&self, expr: &Expr) -> String {
        let subject = |expr: &Expr| match expr {
            Expr::Hole(path) => {
                self.plan.parameter(path).map(|parameter| parameter.id.clone()).unwrap_or_default()
            }
            Expr::Literal(Constant::Text(text)) => words(text),
            Expr::Literal(value) => words(&value.to_string()),
            Expr::Fact(fact, _) => words(pseudo_parameter(*fact)),
            _ => "Value".to_owned(),
        };
        let joined = |parts: &[Expr], word: &str| {
            parts.iter().map(|part| self.readable(part)).collect::<Vec<_>>().join(word)
        };
        match expr {
            Expr::Hole(_) => format!("{}IsTrue", subject(expr)),
            Expr::Call(Function::Not, parts) => format!("Not{}", joined(parts, "")),
            Expr::Call(Function::All, parts) => joined(parts, "And"),
            Expr::Call(Function::Any, parts) => joined(parts, "Or"),
            Expr::Call(Function::Equal, parts) => {
                parts.iter().map(subject).collect::<Vec<_>>().join("Is")
            }
            _ => "Decision".to_owned(),
        }
    }
}

/// `Fn::Equals`.
pub(super) fn equals(first: Json, second: Json) -> Json {
    call("Fn::Equals", Json::Array(vec![first, second]))
}

/// `Fn::Not`.
pub(super) fn not(condition: Json) -> Json {
    call("Fn::Not", Json::Array(vec![condition]))
}

/// `Fn::And` or `Fn::Or` of any number of conditions: a single one needs none, more than ten are nested.
fn junction(name: &str, mut parts: Vec<Json>) -> Json {
    while parts.len() > MOST_ARGUMENTS {
        parts = parts.chunks(MOST_ARGUMENTS).map(|chunk| junction(name, chunk.to_vec())).collect();
    }
    match parts.as_slice() {
        [only] => only.clone(),
        // Nothing is asked: all of nothing holds, any of nothing does not.
        [] => equals("true".into(), (name == "Fn::And").to_string().into()),
        _ => call(name, Json::Array(parts)),
    }
}
