//! Shapes of the forms of expressions.

use super::context::Context;
use super::types::{Fields, Known, Shape, Ty};
use super::{Finding, Inference};
use crate::expr::{Expr, For};
use crate::function::Function;
use crate::names::{Name, Slot};
use std::sync::Arc;

/// Where findings go; `None`: nobody wants them.
pub(super) type Sink = Option<Vec<Finding>>;

/// Adds a finding, if somebody wants it.
pub(super) fn report(
    to: &mut Sink,
    id: &'static str,
    message: impl FnOnce() -> String,
    help: &'static str,
) {
    if let Some(findings) = to {
        findings.push(Finding { id, message: message(), help, late: None });
    }
}

impl Inference<'_> {
    /// What an expression gives; what makes no sense in it goes to `to`.
    pub(super) fn infer(&self, expr: &Expr, context: &Context, to: &mut Sink) -> Shape {
        use Expr::{Call, For, Get, If, List, Object};
        let is_kept = matches!(expr, Get(..) | List(_) | Object(_) | If(..) | For(_) | Call(..));
        if is_kept && let Some(shape) = context.known_shape(expr, to.is_some()) {
            return shape;
        }
        let found = to.as_ref().map(Vec::len);
        let mut shape = self.unassumed(expr, context, to);
        if shape.nullable && context.assumptions().is_set(expr) {
            shape = shape.present();
        }
        if is_kept {
            let is_sound = found.is_some() && found == to.as_ref().map(Vec::len);
            context.keep_shape(expr, &shape, is_sound);
        }
        shape
    }

    fn unassumed(&self, expr: &Expr, context: &Context, to: &mut Sink) -> Shape {
        match expr {
            Expr::Literal(value) => Shape::of_constant(value),
            Expr::Input(name) => self.inputs.get(name).cloned().unwrap_or_else(|| {
                let message = || format!("reads `{name}`, which is no input");
                report(to, "graph/no-input", message, "name an input of the component");
                Context::faulty()
            }),
            Expr::Local(name) => self.local(name).unwrap_or_else(|| {
                let message = || format!("reads `{name}`, which is no named value");
                report(to, "graph/no-local", message, "name a value of the graph");
                Context::faulty()
            }),
            Expr::Hole(_) => {
                let message = || "has a hole before it is specialised".to_owned();
                report(to, "graph/hole", message, "use an input");
                Context::faulty()
            }
            Expr::Variable(name, part) => context.variable(name, *part).unwrap_or_else(|| {
                let message = || format!("reads the loop `{name}` from outside of it");
                report(to, "graph/no-loop", message, "use it inside the loop");
                Context::faulty()
            }),
            Expr::Get(object, field) => self.field(object, field, context, to),
            Expr::Attribute { node, key, name } => {
                self.attribute(node, key.as_deref(), *name, context, to)
            }
            Expr::Instances { node, name } => self.instances(node, *name, to),
            Expr::Fact(fact, slot) => {
                if let Slot::Named(slot) = slot
                    && !self.model.slots().contains(slot)
                {
                    let message = || format!("reads `{}` of `{slot}`, which is no slot", fact.0);
                    report(to, "graph/no-slot", message, "name a slot that nodes are in");
                }
                let known = Known::Late(format!("the fact `{}`", fact.0).into());
                Shape::of(Ty::Text { may_be_empty: false }, known)
            }
            Expr::List(items) => {
                let shapes: Vec<Shape> =
                    items.iter().map(|item| self.infer(item, context, to)).collect();
                let element = Shape::of_elements(shapes.into_iter());
                Shape::of(Ty::List(Arc::new(element)), Known::Early)
            }
            Expr::Object(entries) => {
                let fields = entries
                    .iter()
                    .map(|(name, value)| (Arc::clone(name), self.infer(value, context, to)));
                Shape::of(Ty::Object(Arc::new(Fields::new(fields))), Known::Early)
            }
            Expr::If(condition, then, otherwise) => {
                self.choice([condition, then, otherwise], context, to)
            }
            Expr::For(inner) => self.comprehension(inner, context, to),
            Expr::Call(function, arguments) => self.call(*function, arguments, context, to),
        }
    }

    fn field(&self, object: &Expr, field: &Arc<str>, context: &Context, to: &mut Sink) -> Shape {
        let of = self.infer(object, context, to);
        of.field(field).unwrap_or_else(|| {
            match of.ty {
                Ty::Object(_) => report(
                    to,
                    "graph/no-field",
                    || format!("reads the field `{field}`, which is not there"),
                    "name a field of the object",
                ),
                ref other => report(
                    to,
                    "graph/type",
                    || format!("reads the field `{field}` of {}", other.noun()),
                    "read fields of objects, and entries of maps with `lookup`",
                ),
            }
            Context::faulty()
        })
    }

    /// A condition: true or false, or null, which is as good as false.
    pub(super) fn condition(&self, expr: &Expr, context: &Context, to: &mut Sink) -> Shape {
        let shape = self.infer(expr, context, to);
        if !(shape.ty == Ty::Bool || shape.ty.fits_everything()) {
            let message = || format!("takes {} for a condition", shape.ty.noun());
            report(to, "graph/type", message, "use something that is true or false");
        }
        shape
    }

    fn choice(
        &self,
        [condition, then, otherwise]: [&Expr; 3],
        context: &Context,
        to: &mut Sink,
    ) -> Shape {
        let decides = self.condition(condition, context, to);
        let then_shape = self.infer(then, &self.given(condition, true, context), to);
        let otherwise_shape = self.infer(otherwise, &self.given(condition, false, context), to);
        let chosen = then_shape.or(&otherwise_shape).unwrap_or_else(|| {
            report(
                to,
                "graph/type",
                || {
                    let [one, other] = [&then_shape, &otherwise_shape].map(|shape| shape.ty.noun());
                    if one == other {
                        format!("chooses between {one} and another one of a different type")
                    } else {
                        format!("chooses between {one} and {other}")
                    }
                },
                "give both branches one type",
            );
            Shape {
                ty: Ty::Mixed,
                nullable: then_shape.nullable || otherwise_shape.nullable,
                known: then_shape.deep().and(&otherwise_shape.deep()),
            }
        });
        chosen.later(&decides.known)
    }

    fn comprehension(&self, inner: &For, context: &Context, to: &mut Sink) -> Shape {
        let over = self.infer(&inner.over, context, to);
        if over.element().is_none() {
            let message = || format!("loops over {}", over.ty.noun());
            report(
                to,
                "graph/type",
                message,
                "loop over a list or a map whose values are of one type",
            );
        }
        if context.has(inner.name) {
            let message =
                || format!("has a loop `{}` inside of another one of that name", inner.name);
            report(
                to,
                "graph/loop-twice",
                message,
                "give each loop around an expression a name of its own",
            );
        }
        let inside = context.inside(inner.name, &inner.over, &over);
        let mut known = over.known.clone();
        let inside = match &inner.condition {
            Some(condition) => {
                known = known.and(&self.condition(condition, &inside, to).known);
                self.given(condition, true, &inside)
            }
            None => inside,
        };
        if let Some(key) = &inner.key {
            let key = self.infer(key, &inside, to);
            if !(matches!(key.ty, Ty::Text { .. }) || key.ty.fits_everything()) {
                let message = || format!("makes keys of {}", key.ty.noun());
                report(to, "graph/type", message, "make keys of text");
            } else if key.nullable {
                let message = || "makes keys of what may be null".to_owned();
                report(to, "graph/null-key", message, "leave such elements out with a condition");
            }
            known = known.and(&key.known);
        }
        let element = Arc::new(self.infer(&inner.value, &inside, to));
        let ty = if inner.key.is_some() { Ty::Map(element) } else { Ty::List(element) };
        Shape::of(ty, Known::Early).later(&known)
    }

    fn attribute(
        &self,
        label: &str,
        key: Option<&Expr>,
        name: Name,
        context: &Context,
        to: &mut Sink,
    ) -> Shape {
        let known = Known::Late(format!("an attribute of `{label}`").into());
        if let Some(key) = key {
            let key = self.infer(key, context, to);
            if let Known::Late(origin) = &key.known
                && let Some(findings) = to
            {
                findings.push(Finding {
                    id: "graph/stage",
                    message: format!("names an instance of `{label}` by {}", values_of(origin)),
                    help: "name instances by keys that are known from the start",
                    late: Some(Arc::clone(origin)),
                });
            }
            if !(matches!(key.ty, Ty::Text { .. }) || key.ty.fits_everything()) {
                let message = || format!("names an instance of `{label}` by {}", key.ty.noun());
                report(to, "graph/type", message, "name instances by text");
            }
        }
        let Some(node) = self.reference(label, Some(key.is_some()), to) else {
            return Shape::of(Ty::Anything, known).or_null();
        };
        let ty = (self.attributes)(node, name).unwrap_or(Ty::Anything);
        // Specialising reports an instance that is read and not there.
        let exists = key.is_some() || self.exists(label, context);
        let shape = Shape::of(ty, Known::Early).later(&known);
        Shape { nullable: !exists, ..shape }
    }

    fn instances(&self, label: &str, name: Name, to: &mut Sink) -> Shape {
        let known = Known::Late(format!("attributes of `{label}`").into());
        let node = self.reference(label, None, to);
        let ty = node.and_then(|node| (self.attributes)(node, name)).unwrap_or(Ty::Anything);
        let element = Arc::new(Shape::of(ty, Known::Early).later(&known));
        // Which instances there are is known early, but only once all conditions are: loops over nodes cannot wait for it.
        Shape::of(Ty::Map(element), known)
    }

    /// Whether the node of this label certainly exists here.
    pub fn exists(&self, label: &str, context: &Context) -> bool {
        let node = self.nodes.get(label);
        let condition = node.and_then(|node| node.condition.as_ref());
        condition.is_none_or(|condition| self.holds(condition, context))
    }

    /// Whether a condition certainly holds here.
    pub fn holds(&self, condition: &Expr, context: &Context) -> bool {
        self.outcome(condition, context) == Some(true)
    }

    /// What a condition comes to here, if that is certain.
    pub fn outcome(&self, condition: &Expr, context: &Context) -> Option<bool> {
        if let Some(known) = context.assumptions().find(condition) {
            return Some(known.is_true());
        }
        match condition {
            Expr::Literal(value) => Some(value.is_true()),
            Expr::Local(name) => {
                self.follow(name, |definition| self.outcome(definition, context)).flatten()
            }
            Expr::Call(function, parts) => {
                let mut outcomes = parts.iter().map(|part| self.outcome(part, context));
                let all =
                    |outcome| parts.iter().all(|part| self.outcome(part, context) == Some(outcome));
                match function {
                    Function::Not => outcomes.next().flatten().map(|outcome| !outcome),
                    Function::All if all(true) => Some(true),
                    Function::All => outcomes.any(|it| it == Some(false)).then_some(false),
                    Function::Any if all(false) => Some(false),
                    Function::Any => outcomes.any(|it| it == Some(true)).then_some(true),
                    Function::IsSet => {
                        let part = parts.first()?;
                        let shape = self.shape(part, context);
                        if part.is_null() { Some(false) } else { (!shape.nullable).then_some(true) }
                    }
                    _ => None,
                }
            }
            Expr::If(test, then, otherwise) => {
                let of = |branch: &Expr, outcome| {
                    self.outcome(branch, &self.given(test, outcome, context))
                };
                match self.outcome(test, context) {
                    Some(true) => of(then, true),
                    Some(false) => of(otherwise, false),
                    None => of(then, true).filter(|known| of(otherwise, false) == Some(*known)),
                }
            }
            _ => None,
        }
    }

    /// Whether an attribute may be read of a node. `keyed`: whether the reference names an instance; `None`: it means
    /// all of them.
    fn reference(
        &self,
        label: &str,
        keyed: Option<bool>,
        to: &mut Sink,
    ) -> Option<&crate::graph::Node> {
        let Some(node) = self.nodes.get(label).copied() else {
            let message = || format!("reads `{label}`, which is no node");
            report(to, "graph/no-node", message, "name a node of the graph");
            return None;
        };
        let looped = node.for_each.is_some();
        if keyed.is_some_and(|keyed| keyed != looped) || (keyed.is_none() && !looped) {
            let message =
                || format!("reads `{label}` as if it had {} loop", if looped { "no" } else { "a" });
            report(to, "graph/key", message, "name an instance of looped nodes, and of no other");
        }
        Some(node)
    }
}

/// Where late values come from, as part of a sentence.
pub(crate) fn values_of(origin: &str) -> String {
    format!("{}, which may not be known yet", quoted(origin))
}

/// A path in backticks; anything else as it is.
fn quoted(origin: &str) -> String {
    if origin.contains(' ') || origin.contains('`') {
        origin.to_owned()
    } else {
        format!("`{origin}`")
    }
}
