//! Expressions of the graph as Terraform expressions.
//!
//! The graph's expressions are total, Terraform's are not: where something may be null, the smallest expression whose
//! value is then a constant gets a guard; where null does not decide, it is replaced by what it counts as. `&&` and `||`
//! evaluate both sides in Terraform before 1.12, so guards are conditionals, never operators. References to plain values
//! get `try` instead, which reads better; it is not used on lists, maps and objects, since `try` turns a value that is
//! known in part into one that is not known at all.

use super::functions;
use super::hcl::{Expression, For, Operator};
use super::json::declared;
use super::names::{object_key, variable};
use super::scope::Scope;
use privatelink_catalog::identity::terraform_steps;
use privatelink_catalog::spelling::snake_case;
use privatelink_catalog::{Attribute, PropertyType, Segment, facts};
use privatelink_ir::expr::{EACH, Part as Half};
use privatelink_ir::function::OnNull;
use privatelink_ir::infer::Ty;
use privatelink_ir::{Constant, DEFAULT_SLOT, Expr, Fact, Function, Name};

impl Scope<'_> {
    /// Lowers an expression.
    pub(super) fn lower(&self, expr: &Expr) -> Expression {
        if let Some(stand_in) = self.stand_in(expr) {
            return stand_in.clone();
        }
        if let Some(guarded) = self.guard(expr) {
            return guarded;
        }
        match expr {
            Expr::Literal(value) => literal(value),
            Expr::Input(name) => match self.json(expr) {
                Some(value) => value,
                None if declared(self.model(), name).is_some() => {
                    Expression::word("local").get(variable(name))
                }
                None => Expression::word("var").get(variable(name)),
            },
            Expr::Local(name) => Expression::word("local").get(self.local(name)),
            // INVARIANT: holes only come out of specialising, and this backend keeps the graph whole.
            Expr::Hole(_) => Expression::null(),
            Expr::Get(object, field) => match self.json(expr) {
                Some(value) => value,
                None => self.lower(object).get(snake_case(field)),
            },
            Expr::Variable(name, half) => self.variable(name, *half),
            Expr::Attribute { node, key, name } => self.attribute(node, key.as_deref(), *name),
            Expr::Instances { node, name } => self.instances(node, *name),
            Expr::Fact(fact, slot) => fact_in(*fact, self.slot_of(*slot)),
            Expr::List(items) => {
                Expression::List(items.iter().map(|item| self.lower(item)).collect())
            }
            Expr::Object(entries) => Expression::Object(
                entries
                    .iter()
                    .map(|(name, value)| {
                        let name =
                            if self.verbatim { (**name).to_owned() } else { snake_case(name) };
                        (object_key(&name), self.lower(value))
                    })
                    .collect(),
            ),
            Expr::If(condition, then, otherwise) => self.choice(expr, condition, then, otherwise),
            Expr::For(inner) => self.comprehension(inner),
            Expr::Call(function, arguments) => self.call(*function, arguments),
        }
    }

    /// The expression behind a check for the first thing that may be null and then decides the value.
    fn guard(&self, expr: &Expr) -> Option<Expression> {
        if !matches!(expr, Expr::Get(..) | Expr::If(..) | Expr::For(_) | Expr::Call(..)) {
            return None;
        }
        let (hazard, value) = self.hazards(expr).into_iter().find_map(|hazard| {
            match self.without(expr, &hazard) {
                Expr::Literal(value) => Some((hazard, value)),
                _ => None,
            }
        })?;
        let inner = self.knowing(&hazard).lower(expr);
        let is_scalar = !matches!(value, Constant::List(_) | Constant::Object(_))
            && self.shape(expr).ty.is_scalar();
        if is_scalar && inner.is_reference() {
            return Some(functions::attempt(inner, literal(&value)));
        }
        Some(Expression::choose(self.is_null(&hazard), literal(&value), inner))
    }

    /// Whether an expression is null. Of an input, its variable says it, whatever is read from it.
    pub(super) fn is_null(&self, expr: &Expr) -> Expression {
        match expr {
            Expr::Input(name) if self.stand_in(expr).is_none() => {
                Expression::word("var").get(variable(name)).equals_null()
            }
            _ => self.lower(expr).equals_null(),
        }
    }

    /// Lowers a condition that null does not fulfil.
    pub(super) fn condition(&self, expr: &Expr) -> Expression {
        match self.outcome(expr) {
            Some(outcome) => Expression::bool(outcome),
            None => self.or(expr, || Expression::bool(false)),
        }
    }

    /// Lowers what counts as something else where it is null.
    fn or(&self, expr: &Expr, otherwise: impl FnOnce() -> Expression) -> Expression {
        let lowered = self.lower(expr);
        if !self.may_be_null(expr) || self.stand_in(expr).is_some() {
            return lowered;
        }
        match otherwise() {
            Expression::Word(word) if word == "false" => {
                Expression::binary(Operator::Equal, lowered, Expression::bool(true))
            }
            otherwise => Expression::choose(lowered.clone().equals_null(), otherwise, lowered),
        }
    }

    /// Lowers an argument of a function that takes no null.
    pub(super) fn argument(&self, expr: &Expr, on_null: OnNull) -> Expression {
        match on_null {
            OnNull::CountsAsFalse => self.condition(expr),
            OnNull::CountsAsNoElements => self.or(expr, || Expression::List(Vec::new())),
            OnNull::CountsAsNoEntries => self.or(expr, || Expression::Object(Vec::new())),
            // Null would have decided, so a guard is there.
            OnNull::IsFine | OnNull::GivesNull | OnNull::GivesFalse | OnNull::GivesNoElements => {
                self.lower(expr)
            }
        }
    }

    fn variable(&self, name: &str, half: Half) -> Expression {
        match (self.find_loop(name), half) {
            (Some([key, _]), Half::Key) => key.clone(),
            (Some([_, value]), Half::Value) => value.clone(),
            (None, Half::Key) => Expression::word(EACH).get("key"),
            (None, Half::Value) => Expression::word(EACH).get("value"),
        }
    }

    /// `aws_lb.load_balancer`.
    pub(super) fn address(&self, label: &str) -> Expression {
        let node = self.model().find_node(label);
        let kind = node.and_then(|node| privatelink_catalog::find(node.kind));
        // INVARIANT: the check of a component finds labels and kinds that are not there.
        let mut steps = kind.into_iter().flat_map(|kind| terraform_steps(kind, label));
        let first = Expression::word(steps.next().unwrap_or("null"));
        steps.fold(first, Expression::get)
    }

    fn attribute(&self, label: &str, key: Option<&Expr>, name: Name) -> Expression {
        let address = self.address(label);
        let conditional =
            self.model().find_node(label).is_some_and(|node| node.condition.is_some());
        match key {
            Some(key) => self.follow(address.index(self.lower(key)), label, name),
            None if !conditional => self.follow(address, label, name),
            None if self.exists(label) => {
                self.follow(address.index(Expression::word("0")), label, name)
            }
            None => Expression::Call("one", vec![self.follow(address.splat(), label, name)]),
        }
    }

    /// Where the attribute of a node stands.
    fn segments(&self, label: &str, name: Name) -> &'static [Segment] {
        self.found(label, name).map_or(&[], |attribute| attribute.terraform)
    }

    fn found(&self, label: &str, name: Name) -> Option<&'static Attribute> {
        let node = self.model().find_node(label)?;
        privatelink_catalog::find(node.kind)?.find_attribute(name.0)
    }

    /// The attribute of the instance at `address`.
    ///
    /// A single value below `[*]` is that of the only element. Counting to `[0]` instead would give a null without a type
    /// while there is no element, and Terraform takes a null that gets a type for a change of the output.
    fn follow(&self, address: Expression, label: &str, name: Name) -> Expression {
        let segments = self.segments(label, name);
        let read = segments.iter().fold(address, |inner, segment| match segment {
            Segment::Field(field) => inner.get(*field),
            Segment::Index(index) => inner.index(Expression::word(index.to_string())),
            Segment::Each => inner.splat(),
        });
        let is_text = self.found(label, name).is_some_and(|it| it.ty == PropertyType::String);
        if is_text && segments.contains(&Segment::Each) {
            return Expression::Call("one", vec![read]);
        }
        read
    }

    fn instances(&self, label: &str, name: Name) -> Expression {
        Expression::For(Box::new(For {
            key: Some("key".to_owned()),
            value: label.to_owned(),
            over: self.address(label),
            result_key: Some(Expression::word("key")),
            result: self.follow(Expression::word(label), label, name),
            condition: None,
        }))
    }

    fn choice(&self, whole: &Expr, condition: &Expr, then: &Expr, otherwise: &Expr) -> Expression {
        match self.outcome(condition) {
            Some(true) => return self.lower(then),
            Some(false) => return self.lower(otherwise),
            None => {}
        }
        if let (Expr::List(items), Expr::List(none)) = (then, otherwise)
            && let ([Expr::Attribute { node, key: None, name }], []) = (&***items, &***none)
            && self.exists_exactly(node, condition)
        {
            return self.address(node).splat().get(name.0);
        }
        let inside = self.assuming(condition, true);
        if let Expr::Call(Function::IsSet, subject) = condition
            && let [subject] = &**subject
        {
            // The text of nothing is nothing in Terraform too.
            if *then == Expr::call(Function::Text, [subject.clone()]) && otherwise.is_null() {
                return inside.lower(then);
            }
            // `coalesce` passes over empty text, which the graph does not.
            let shape = self.shape(subject);
            let is_never_empty = shape.ty.is_scalar() && shape.ty != Ty::TEXT;
            if then == subject && is_never_empty && !self.may_be_null(otherwise) {
                debug_assert!(self.shape(whole).ty.is_scalar());
                return Expression::coalesce(self.lower(subject), self.lower(otherwise));
            }
        }
        Expression::choose(
            self.condition(condition),
            inside.lower(then),
            self.assuming(condition, false).lower(otherwise),
        )
    }

    /// Whether a node exists exactly when `condition` holds, as far as can be told here.
    fn exists_exactly(&self, label: &str, condition: &Expr) -> bool {
        let node = self.model().find_node(label).and_then(|node| node.condition.as_ref());
        node.is_some_and(|node| {
            node == condition
                || self.assuming(condition, true).outcome(node) == Some(true)
                    && self.assuming(node, true).outcome(condition) == Some(true)
        })
    }

    fn comprehension(&self, inner: &privatelink_ir::expr::For) -> Expression {
        let own_key = Expr::Variable(inner.name, Half::Key);
        let own_value = Expr::Variable(inner.name, Half::Value);
        let over = || self.argument(&inner.over, OnNull::CountsAsNoElements);
        if !self.is_list(&inner.over) && inner.condition.is_none() && inner.key.is_none() {
            if inner.value == own_key {
                return Expression::Call("keys", vec![over()]);
            }
            if inner.value == own_value {
                return Expression::Call("values", vec![over()]);
            }
        }
        let parts = || inner.condition.iter().chain(&inner.key).chain([&inner.value]);
        let uses_key = parts().any(|part| part.any(&|part| *part == own_key));
        let variables = self.variables(inner.name, &inner.over);
        let key = uses_key.then(|| super::print::line(&variables[0]));
        let scope = self.inside(inner.name, &inner.over, variables);
        let known =
            inner.condition.as_ref().map_or_else(|| scope.clone(), |it| scope.assuming(it, true));
        Expression::For(Box::new(For {
            key,
            value: inner.name.to_owned(),
            over: over(),
            result_key: inner.key.as_ref().map(|key| known.lower(key)),
            result: known.lower(&inner.value),
            condition: inner.condition.as_ref().map(|condition| scope.condition(condition)),
        }))
    }
}

/// A constant.
pub(super) fn literal(value: &Constant) -> Expression {
    match value {
        Constant::Text(text) => Expression::text(&**text),
        Constant::List(items) => Expression::List(items.iter().map(literal).collect()),
        Constant::Object(entries) => Expression::Object(
            entries.iter().map(|(key, value)| (object_key(key), literal(value))).collect(),
        ),
        Constant::Null | Constant::Bool(_) | Constant::Number(_) => {
            Expression::word(value.to_string())
        }
    }
}

/// Name of the data source of a fact, which there is once for each slot.
pub(super) fn source_name(slot: &str) -> &str {
    if slot == DEFAULT_SLOT { "current" } else { slot }
}

fn fact_in(fact: Fact, slot: &str) -> Expression {
    // INVARIANT: the check of a component finds facts that the catalog does not know.
    let (source, attribute) = facts::find(fact).map_or(("", ""), |fact| fact.terraform);
    Expression::word("data").get(source).get(source_name(slot)).get(attribute)
}
