//! Conditions: what a template decides when it is deployed, from parameters and pseudo parameters.
//!
//! A boolean residue in, a tree of `Fn::Equals`, `Fn::Not`, `Fn::And` and `Fn::Or` out. The same trees serve the
//! `Conditions` section, where each gets a readable name once, and the assertions of `Rules`.

use super::intrinsics::{call, equals, junction, not, pseudo_parameter, reference};
use super::names::{Names, words};
use super::refusal::{Lowered, Refusal};
use super::sources::Sources;
use privatelink_ir::{Constant, Expr, Function};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// Where a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// `Conditions`: may read pseudo parameters; has no `Fn::Contains`.
    Conditions,
    /// `Rules`: reads parameters only.
    Rules,
}

/// The `Conditions` section: each tree once.
#[derive(Debug)]
pub(super) struct Conditions<'a> {
    /// What conditions read.
    pub(super) sources: Sources<'a>,
    names: Names,
    entries: Map<String, Json>,
    /// Names by the text of the tree.
    known: HashMap<String, String>,
}

impl<'a> Conditions<'a> {
    /// None yet.
    pub(super) fn new(sources: Sources<'a>) -> Self {
        let (names, entries, known) = (Names::default(), Map::new(), HashMap::new());
        Self { sources, names, entries, known }
    }

    /// Name of the condition with this tree.
    pub(super) fn name(&mut self, tree: Json, wanted: String) -> String {
        let text = tree.to_string();
        if let Some(name) = self.known.get(&text) {
            return name.clone();
        }
        let name = self.names.take(wanted, &text);
        self.known.insert(text, name.clone());
        self.entries.insert(name.clone(), tree);
        name
    }

    /// The section.
    pub(super) fn section(&self) -> &Map<String, Json> {
        &self.entries
    }

    /// Name of a condition that holds when the expression does.
    pub(super) fn name_of(&mut self, expr: &Expr) -> Result<String, Refusal> {
        let tree = self.tree(expr, Section::Conditions)?;
        let wanted = self.readable(expr);
        Ok(self.name(tree, wanted))
    }

    /// The expression as a condition.
    pub(super) fn tree(&mut self, expr: &Expr, section: Section) -> Lowered {
        match expr {
            Expr::Literal(value) => Ok(equals("true".into(), value.is_true().to_string().into())),
            Expr::Hole(_) => Ok(equals(self.operand(expr, section)?, "true".into())),
            Expr::If(condition, then, otherwise) => {
                let condition = self.tree(condition, section)?;
                let then = self.tree(then, section)?;
                let otherwise = self.tree(otherwise, section)?;
                Ok(junction(
                    "Fn::Or",
                    vec![
                        junction("Fn::And", vec![condition.clone(), then]),
                        junction("Fn::And", vec![not(condition), otherwise]),
                    ],
                ))
            }
            Expr::Call(function, arguments) => self.of_call(expr, *function, arguments, section),
            _ => Err(Refusal::of(
                expr,
                "decides by something that is only known after a resource is made",
            )),
        }
    }

    fn of_call(
        &mut self,
        whole: &Expr,
        function: Function,
        arguments: &[Expr],
        section: Section,
    ) -> Lowered {
        match (function, arguments) {
            (Function::All, _) => Ok(junction("Fn::And", self.trees(arguments, section)?)),
            (Function::Any, _) => Ok(junction("Fn::Or", self.trees(arguments, section)?)),
            (Function::Not, [inner]) => Ok(not(self.tree(inner, section)?)),
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

    fn trees(&mut self, parts: &[Expr], section: Section) -> Result<Vec<Json>, Refusal> {
        parts.iter().map(|part| self.tree(part, section)).collect()
    }

    fn contains(&mut self, list: &Expr, element: &Expr, section: Section) -> Lowered {
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
    fn operand(&mut self, expr: &Expr, section: Section) -> Lowered {
        match expr {
            Expr::Literal(Constant::Text(text)) => Ok((**text).into()),
            Expr::Literal(value @ (Constant::Bool(_) | Constant::Number(_))) => {
                Ok(value.to_string().into())
            }
            Expr::Hole(path) => {
                let parameter = self.sources.parameter(path)?;
                // Rules take a name in the Parameter Store for the value.
                if section == Section::Rules && parameter.kind.is_stored() {
                    return Err(Refusal::of(expr, "is read from the Parameter Store"));
                }
                Ok(reference(&parameter.id))
            }
            Expr::Fact(fact, slot) if section == Section::Conditions => {
                Ok(self.sources.fact(*fact, *slot))
            }
            _ => Err(Refusal::of(expr, "is compared with something that is no parameter")),
        }
    }

    /// A name for a condition: what it asks.
    fn readable(&self, expr: &Expr) -> String {
        let subject = |expr: &Expr| match expr {
            Expr::Hole(path) => {
                let parameter = self.sources.parameter(path);
                parameter.map(|parameter| parameter.id.clone()).unwrap_or_default()
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
