//! What is known where an expression stands: loops around it, and conditions that hold there.
//!
//! Terraform fails when it reads a field of null, walks null, or puts null into a text; the graph's expressions give
//! null, nothing or false instead. So each lowering needs to know what cannot be null at its place: what has a
//! default, and what a condition around it has already asked for. [`Scope`] answers that.

use super::hcl::Expression;
use super::shape::Shape;
use privatelink_ir::expr::Part;
use privatelink_ir::{Expr, Function, Model};
use serde_json::Value as Json;

/// A loop around an expression.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    /// Name in the graph.
    pub(super) name: &'static str,
    /// Key in Terraform.
    pub(super) key: Expression,
    /// Element in Terraform.
    pub(super) value: Expression,
    /// Shape of the element.
    pub(super) shape: Shape,
}

/// What is known where an expression stands.
#[derive(Clone)]
pub(super) struct Scope<'a> {
    /// The component.
    pub(super) model: &'a Model,
    /// Loops, outermost first.
    pub(super) loops: Vec<Bound>,
    /// Whether names of objects are the user's, not the graph's: in tags and documents.
    pub(super) verbatim: bool,
    set: Vec<Expr>,
    holds: Vec<Expr>,
    stand_ins: Vec<(Expr, Expression)>,
}

impl<'a> Scope<'a> {
    /// Outside of everything.
    pub(super) fn new(model: &'a Model) -> Self {
        Self {
            model,
            loops: Vec::new(),
            verbatim: false,
            set: Vec::new(),
            holds: Vec::new(),
            stand_ins: Vec::new(),
        }
    }

    /// One loop further in.
    pub(super) fn inside(&self, bound: Bound) -> Self {
        let mut inner = self.clone();
        inner.loops.push(bound);
        inner
    }

    /// Where names of objects are the user's.
    pub(super) fn verbatim(&self) -> Self {
        let mut inner = self.clone();
        inner.verbatim = true;
        inner
    }

    /// Where `expr` is at hand as something shorter, and not null.
    pub(super) fn standing_in(&self, expr: &Expr, by: Expression) -> Self {
        let mut inner = self.knowing(expr);
        inner.stand_ins.push((expr.clone(), by));
        inner
    }

    /// What is at hand for an expression.
    pub(super) fn stand_in(&self, expr: &Expr) -> Option<&Expression> {
        self.stand_ins.iter().find(|(known, _)| known == expr).map(|(_, by)| by)
    }

    /// Where `expr` is not null, and so is nothing it was read from.
    pub(super) fn knowing(&self, expr: &Expr) -> Self {
        let mut inner = self.clone();
        let mut expr = expr;
        loop {
            inner.set.push(expr.clone());
            let Expr::Get(object, _) = expr else { return inner };
            expr = object;
        }
    }

    /// Where a condition has come out as `outcome`.
    pub(super) fn assuming(&self, condition: &Expr, outcome: bool) -> Self {
        let mut inner = self.clone();
        if outcome {
            inner.holds.push(condition.clone());
        }
        match (condition, outcome) {
            (Expr::Call(Function::IsSet, parts), true) => {
                parts.iter().fold(inner, |scope, part| scope.knowing(part))
            }
            (Expr::Call(Function::All, parts), true)
            | (Expr::Call(Function::Any, parts), false) => {
                parts.iter().fold(inner, |scope, part| scope.assuming(part, outcome))
            }
            (Expr::Call(Function::Not, parts), _) => {
                parts.iter().fold(inner, |scope, part| scope.assuming(part, !outcome))
            }
            (Expr::Call(Function::Equal, parts), true) => match parts.as_slice() {
                [subject, Expr::Literal(value)] if !value.is_null() => inner.knowing(subject),
                _ => inner,
            },
            (Expr::Get(..), true) => inner.knowing(condition),
            _ => inner,
        }
    }

    /// The outcome of a condition, if it is known here.
    pub(super) fn outcome(&self, condition: &Expr) -> Option<bool> {
        if self.holds.contains(condition) {
            return Some(true);
        }
        match condition {
            Expr::Literal(value) => Some(*value == Json::Bool(true)),
            Expr::Call(function, parts) => {
                let mut outcomes = parts.iter().map(|part| self.outcome(part));
                match function {
                    Function::Not => outcomes.next().flatten().map(|outcome| !outcome),
                    Function::All if outcomes.clone().all(|outcome| outcome == Some(true)) => {
                        Some(true)
                    }
                    Function::All => {
                        outcomes.any(|outcome| outcome == Some(false)).then_some(false)
                    }
                    Function::Any if outcomes.clone().any(|outcome| outcome == Some(true)) => {
                        Some(true)
                    }
                    Function::Any => {
                        outcomes.all(|outcome| outcome == Some(false)).then_some(false)
                    }
                    Function::IsSet => parts
                        .iter()
                        .all(|part| self.hazards(part).is_empty() && !self.may_be_null(part))
                        .then_some(true),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether the node of this label certainly exists here.
    pub(super) fn exists(&self, label: &str) -> bool {
        self.model
            .find_node(label)
            .and_then(|node| node.condition.as_ref())
            .is_none_or(|condition| self.outcome(condition) == Some(true))
    }

    /// Whether an expression may give null here, given that what it reads from is there.
    pub(super) fn may_be_null(&self, expr: &Expr) -> bool {
        if self.set.contains(expr) || self.holds.contains(expr) {
            return false;
        }
        match expr {
            Expr::Literal(value) => value.is_null(),
            Expr::Input(name) => {
                self.model.find_input(name).is_some_and(privatelink_ir::Field::nullable)
            }
            Expr::Local(name) => self.model.find_local(name).is_some_and(|value| {
                let outside = Self::new(self.model);
                outside.may_be_null(value) || !outside.hazards(value).is_empty()
            }),
            Expr::Get(object, field) => self.shape(object).field(field).1,
            Expr::Attribute { node, .. } => !self.exists(node),
            Expr::If(condition, then, otherwise) => {
                self.assuming(condition, true).may_be_null(then)
                    || self.assuming(condition, false).may_be_null(otherwise)
            }
            Expr::Call(Function::Lookup | Function::Find | Function::FromJson, _) => true,
            Expr::Call(Function::Text | Function::Range, parts) => {
                parts.iter().any(|part| self.may_be_null(part))
            }
            _ => false,
        }
    }

    /// Shape of the value of an expression.
    pub(super) fn shape(&self, expr: &Expr) -> Shape {
        match expr {
            Expr::Literal(value) => Shape::of_constant(value),
            Expr::Ambient(_) => Shape::Scalar,
            Expr::Local(name) => {
                let value = self.model.find_local(name);
                value.map_or(Shape::Unknown, |value| Self::new(self.model).shape(value))
            }
            Expr::Input(name) => {
                self.model.find_input(name).map_or(Shape::Unknown, |field| Shape::of(&field.ty))
            }
            Expr::Get(object, field) => self.shape(object).field(field).0,
            Expr::Variable(_, Part::Key) => Shape::Scalar,
            Expr::Variable(name, Part::Value) => {
                self.find_loop(name).map_or(Shape::Unknown, |bound| bound.shape.clone())
            }
            Expr::Instances { .. } => Shape::Map(Box::new(Shape::Unknown)),
            Expr::List(items) => {
                Shape::List(Box::new(items.first().map_or(Shape::Unknown, |item| self.shape(item))))
            }
            Expr::Object(entries) => Shape::Object(
                entries
                    .iter()
                    .map(|(name, value)| {
                        let nullable = self.may_be_null(value) || !self.hazards(value).is_empty();
                        (name.clone(), self.shape(value), nullable)
                    })
                    .collect(),
            ),
            Expr::If(_, then, otherwise) => match self.shape(then) {
                Shape::Unknown => self.shape(otherwise),
                shape => shape,
            },
            Expr::For(inner) => {
                let bound = self.bind(inner.name, &inner.over);
                let element = Box::new(self.inside(bound).shape(&inner.value));
                if inner.key.is_some() { Shape::Map(element) } else { Shape::List(element) }
            }
            Expr::Call(function, arguments) => self.shape_of_call(*function, arguments),
            Expr::Hole(_) | Expr::Attribute { .. } => Shape::Unknown,
        }
    }

    fn shape_of_call(&self, function: Function, arguments: &[Expr]) -> Shape {
        let first = || arguments.first().map_or(Shape::Unknown, |argument| self.shape(argument));
        match function {
            Function::Concat => first().element(),
            Function::Merge => match first().element() {
                shape @ Shape::Map(_) => shape,
                _ => Shape::Map(Box::new(Shape::Unknown)),
            },
            Function::Keys | Function::Near => Shape::List(Box::new(Shape::Scalar)),
            Function::Values => Shape::List(Box::new(first().element())),
            Function::Distinct | Function::Repeated => first(),
            Function::Lookup => first().entry(),
            Function::Zip => Shape::Map(Box::new(Shape::Text)),
            Function::FromJson => Shape::Unknown,
            Function::Text
            | Function::Json
            | Function::Find
            | Function::Before
            | Function::Without
            | Function::Range => Shape::Text,
            _ => Shape::Scalar,
        }
    }

    /// The loop of this name.
    pub(super) fn find_loop(&self, name: &str) -> Option<&Bound> {
        self.loops.iter().rev().find(|bound| bound.name == name)
    }

    /// A loop over `over`, with variables named after it.
    pub(super) fn bind(&self, name: &'static str, over: &Expr) -> Bound {
        let shape = self.shape(over);
        let suffix = if matches!(shape, Shape::List(_)) { "index" } else { "key" };
        Bound {
            name,
            key: Expression::word(format!("{name}_{suffix}")),
            value: Expression::word(name),
            shape: shape.element(),
        }
    }

    /// Everything in an expression that must not be null for Terraform to compute it, but may be; what is read first
    /// comes first. What only inner loops know is left out.
    pub(super) fn hazards(&self, expr: &Expr) -> Vec<Expr> {
        let mut found = Vec::new();
        self.collect(expr, &mut found);
        found
    }

    fn collect(&self, expr: &Expr, found: &mut Vec<Expr>) {
        if self.stand_in(expr).is_some() {
            return;
        }
        match expr {
            Expr::If(condition, then, otherwise) => {
                self.demand(condition, found);
                if self.outcome(condition) != Some(false) {
                    self.assuming(condition, true).collect(then, found);
                }
                self.assuming(condition, false).collect(otherwise, found);
            }
            Expr::For(inner) => {
                self.demand(&inner.over, found);
                let mut scope = self.inside(self.bind(inner.name, &inner.over));
                let mut within = Vec::new();
                if let Some(condition) = &inner.condition {
                    scope.collect(condition, &mut within);
                    scope = scope.assuming(condition, true);
                }
                inner
                    .key
                    .iter()
                    .chain([&inner.value])
                    .for_each(|part| scope.collect(part, &mut within));
                found.extend(within.into_iter().filter(|hazard| !mentions(hazard, inner.name)));
            }
            Expr::Get(object, _) => self.demand(object, found),
            Expr::Call(function, arguments) => {
                for (at, argument) in arguments.iter().enumerate() {
                    let tried = *function == Function::Lookup && self.is_foreign(argument);
                    if demands(*function, at) && !tried {
                        self.demand(argument, found);
                    } else {
                        self.collect(argument, found);
                    }
                }
            }
            other => other.children().into_iter().for_each(|child| self.collect(child, found)),
        }
    }

    /// Collects from an expression that must not be null itself.
    fn demand(&self, expr: &Expr, found: &mut Vec<Expr>) {
        self.collect(expr, found);
        if self.may_be_null(expr)
            && self.stand_in(expr).is_none()
            && is_path(expr)
            && !found.contains(expr)
        {
            found.push(expr.clone());
        }
    }
}

/// Whether Terraform fails when this argument of the function is null.
fn demands(function: Function, at: usize) -> bool {
    match function {
        Function::Equal
        | Function::IsSet
        | Function::Json
        | Function::Matches
        | Function::Merge
        | Function::Near
        | Function::Range => false,
        Function::Text
        | Function::AtMost
        | Function::All
        | Function::Any
        | Function::Contains
        | Function::Lookup => true,
        _ => at == 0,
    }
}

/// Whether the expression is an input, a loop variable, an entry, or a field of one.
fn is_path(expr: &Expr) -> bool {
    match expr {
        Expr::Input(_)
        | Expr::Local(_)
        | Expr::Variable(..)
        | Expr::Attribute { .. }
        | Expr::Call(Function::Lookup | Function::FromJson, _) => true,
        Expr::Get(object, _) => is_path(object),
        _ => false,
    }
}

fn mentions(expr: &Expr, name: &str) -> bool {
    let mut found = false;
    expr.walk(&mut |part| {
        found |= matches!(part, Expr::Variable(candidate, _) if *candidate == name);
    });
    found
}
