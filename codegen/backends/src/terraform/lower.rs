//! Expressions of the graph as Terraform expressions.
//!
//! The graph's expressions are total, Terraform's are not: where something may be null, the smallest expression whose
//! value is then a constant gets a guard; where null does not decide, it is replaced by what it counts as. `&&` and `||`
//! evaluate both sides in Terraform before 1.12, so guards are conditionals, never operators. References to plain values
//! get `try` instead, which reads better; it is not used on lists, maps and objects, since `try` turns a value that is
//! known in part into one that is not known at all.

use super::facts;
use super::hcl::{Expression, For, Operator};
use super::idioms;
use super::json::declared;
use super::names::{object_key, variable};
use super::scope::Scope;
use super::spelling::{element_in, literal, name_in, part_in, read};
use privatelink_catalog::identity::terraform_steps;
use privatelink_catalog::{Attribute, PropertyType, Segment};
use privatelink_ir::expr::{EACH, Half};
use privatelink_ir::function::OnNull;
use privatelink_ir::infer::Ty;
use privatelink_ir::{Expr, Function, Name};

impl Scope<'_> {
    /// Lowers an expression, its names being those of its own type.
    pub(super) fn lower(&self, expr: &Expr) -> Expression {
        self.lower_as(expr, &self.shape(expr).ty)
    }

    /// Lowers an expression, its names being those of a type that it can stand for.
    pub(super) fn lower_as(&self, expr: &Expr, wanted: &Ty) -> Expression {
        if let Some(stand_in) = self.stand_in(expr) {
            return self.as_wanted(stand_in.clone(), expr, wanted);
        }
        if let Some(guarded) = self.guard(expr, wanted) {
            return guarded;
        }
        match expr {
            Expr::Literal(value) => literal(value, wanted),
            Expr::Input(name) => self.as_wanted(self.input(expr, name), expr, wanted),
            Expr::Local(name) => {
                self.as_wanted(Expression::word("local").get(self.local(name)), expr, wanted)
            }
            // INVARIANT: holes only come out of specialising, and this backend keeps the graph whole.
            Expr::Hole(_) => Expression::null(),
            Expr::Get(object, field) => {
                let value = self.json(expr).unwrap_or_else(|| self.field(object, field));
                self.as_wanted(value, expr, wanted)
            }
            Expr::Variable(name, half) => self.as_wanted(self.variable(name, *half), expr, wanted),
            Expr::Attribute { node, key, name } => self.attribute(node, key.as_deref(), *name),
            Expr::Instances { node, name } => self.instances(node, *name),
            Expr::Fact(fact, slot) => facts::read(*fact, self.slot_of(*slot)),
            Expr::List(items) => {
                let item = |item| self.lower_as(item, element_in(wanted));
                Expression::List(items.iter().map(item).collect())
            }
            Expr::Object(entries) => {
                let entry = |(name, value): &(std::sync::Arc<str>, Expr)| {
                    let value = self.lower_as(value, part_in(wanted, name));
                    (object_key(&name_in(wanted, name)), value)
                };
                Expression::Object(entries.iter().map(entry).collect())
            }
            Expr::If(condition, then, otherwise) => {
                self.choice(expr, [condition, then, otherwise], wanted)
            }
            Expr::For(inner) => self.comprehension(inner, wanted),
            Expr::Call(function, arguments) => self.call(*function, arguments, wanted),
        }
    }

    /// What is at hand for an expression, with the names that are wanted.
    fn as_wanted(&self, value: Expression, expr: &Expr, wanted: &Ty) -> Expression {
        if wanted.is_scalar() { value } else { self.respelled(value, &self.shape(expr), wanted) }
    }

    fn is_map(&self, expr: &Expr) -> bool {
        matches!(self.shape(expr).ty, Ty::Map(_) | Ty::Object(_))
    }

    fn input(&self, expr: &Expr, name: &str) -> Expression {
        let root = if declared(self.model(), name).is_some() { "local" } else { "var" };
        self.json(expr).unwrap_or_else(|| Expression::word(root).get(variable(name)))
    }

    fn field(&self, object: &Expr, field: &str) -> Expression {
        let ty = self.shape(object).ty;
        read(self.lower_as(object, &ty), &name_in(&ty, field))
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
            None => self.or(expr, &Ty::Bool, Expression::bool(false)),
        }
    }

    /// Lowers what counts as something else where it is null.
    fn or(&self, expr: &Expr, wanted: &Ty, otherwise: Expression) -> Expression {
        let lowered = self.lower_as(expr, wanted);
        if !self.may_be_null(expr) || self.stand_in(expr).is_some() {
            return lowered;
        }
        match otherwise {
            Expression::Word(word) if word == "false" => {
                Expression::binary(Operator::Equal, lowered, Expression::bool(true))
            }
            otherwise => self.choose(lowered.clone().equals_null(), [otherwise, lowered], expr),
        }
    }

    /// One of two values, which an expression comes to.
    ///
    /// Terraform converts both branches of a conditional to one type, which turns numbers beside texts into texts and
    /// fails for null beside objects. Where that could be, each value is in a conditional of its own.
    pub(super) fn choose(
        &self,
        condition: Expression,
        [then, otherwise]: [Expression; 2],
        whole: &Expr,
    ) -> Expression {
        let null = Expression::null;
        if then == null() || otherwise == null() || !self.is_converted(whole) {
            return Expression::choose(condition, then, otherwise);
        }
        idioms::one_of(&self.free("item"), condition, [then, otherwise])
    }

    /// Lowers an argument of a function that takes no null.
    pub(super) fn argument(&self, expr: &Expr, on_null: OnNull, wanted: &Ty) -> Expression {
        match on_null {
            OnNull::CountsAsFalse => self.condition(expr),
            // Text has a length too.
            OnNull::CountsAsNoElements if matches!(self.shape(expr).ty, Ty::Text { .. }) => {
                self.or(expr, wanted, Expression::text(""))
            }
            OnNull::CountsAsNoElements if !self.is_map(expr) => {
                self.or(expr, wanted, Expression::List(Vec::new()))
            }
            OnNull::CountsAsNoElements | OnNull::CountsAsNoEntries => {
                self.or(expr, wanted, Expression::Object(Vec::new()))
            }
            // Null would have decided, so a guard is there.
            OnNull::IsFine | OnNull::GivesNull | OnNull::GivesFalse | OnNull::GivesNoElements => {
                self.lower_as(expr, wanted)
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
            Some(key) => self.follow(address.index(self.lower_as(key, &Ty::TEXT)), label, name),
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

    /// Whether two attributes of a node are of the same blocks, one of each block.
    pub(super) fn are_beside(&self, label: &str, first: Name, second: Name) -> bool {
        let blocks = |name| {
            let segments = self.segments(label, name);
            let each = segments.iter().position(|segment| *segment == Segment::Each)?;
            segments.get(..=each)
        };
        blocks(first).is_some() && blocks(first) == blocks(second)
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
            grouped: false,
        }))
    }

    fn choice(
        &self,
        whole: &Expr,
        [condition, then, otherwise]: [&Expr; 3],
        wanted: &Ty,
    ) -> Expression {
        match self.outcome(condition) {
            Some(true) => return self.lower_as(then, wanted),
            Some(false) => return self.lower_as(otherwise, wanted),
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
                return inside.lower_as(then, wanted);
            }
            // `coalesce` passes over empty text, which the graph does not, and fails if nothing else is left.
            let shapes = [subject, otherwise].map(|part| self.shape(part));
            let is_never_empty =
                shapes.iter().all(|shape| shape.ty.is_scalar() && shape.ty != Ty::TEXT);
            if then == subject && is_never_empty && !self.may_be_null(otherwise) {
                let [first, second] = [subject, otherwise].map(|it| self.lower_as(it, wanted));
                return Expression::coalesce(first, second);
            }
        }
        let then = inside.lower_as(then, wanted);
        let otherwise = self.assuming(condition, false).lower_as(otherwise, wanted);
        self.choose(self.condition(condition), [then, otherwise], whole)
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
}
