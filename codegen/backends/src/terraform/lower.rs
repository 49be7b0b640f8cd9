//! Expressions of the graph as Terraform expressions.
//!
//! The graph's expressions are total, Terraform's are not: where something may be null, the smallest expression whose
//! value is then a constant gets a guard. `&&` and `||` evaluate both sides in Terraform before 1.12, so guards are
//! conditionals, never operators. References to plain values get `try` instead, which reads better; it is not used on
//! lists, maps and objects, since `try` turns a value that is known in part into one that is not known at all.

use super::fold::without;
use super::functions;
use super::hcl::{Expression, For, Operator, Part};
use super::names::{object_key, variable};
use super::scope::Scope;
use super::shape::Shape;
use privatelink_catalog::identity::terraform_steps;
use privatelink_catalog::spelling::snake_case;
use privatelink_catalog::{Attribute, PropertyType, Segment};
use privatelink_ir::expr::{EACH, Part as Half};
use privatelink_ir::{Ambient, Expr, Function, Name};
use serde_json::Value as Json;

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
            Expr::Input(name) => Expression::word("var").get(variable(name)),
            Expr::Local(name) => Expression::word("local").get(*name),
            // INVARIANT: holes only come out of specialising, and this backend keeps the graph whole.
            Expr::Hole(_) => Expression::null(),
            Expr::Get(object, field) => self.lower(object).get(snake_case(field)),
            Expr::Variable(name, half) => self.variable(name, *half),
            Expr::Attribute { node, key, name } => self.attribute(node, key.as_deref(), *name),
            Expr::Instances { node, name } => self.instances(node, *name),
            Expr::Ambient(ambient) => ambient_value(*ambient),
            Expr::List(items) => {
                Expression::List(items.iter().map(|item| self.lower(item)).collect())
            }
            Expr::Object(entries) => Expression::Object(
                entries
                    .iter()
                    .map(|(name, value)| {
                        let name = if self.verbatim { name.clone() } else { snake_case(name) };
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
        let (hazard, value) =
            self.hazards(expr).into_iter().find_map(|hazard| match without(expr, &hazard) {
                Expr::Literal(value) => Some((hazard, value)),
                _ => None,
            })?;
        let inner = self.knowing(&hazard).lower(expr);
        let is_scalar =
            !matches!(value, Json::Array(_) | Json::Object(_)) && self.shape(expr).is_scalar();
        if is_scalar && inner.is_reference() {
            return Some(Expression::Call("try", vec![inner, literal(&value)]));
        }
        Some(Expression::choose(self.lower(&hazard).equals_null(), literal(&value), inner))
    }

    fn variable(&self, name: &str, half: Half) -> Expression {
        match (self.find_loop(name), half) {
            (Some(bound), Half::Key) => bound.key.clone(),
            (Some(bound), Half::Value) => bound.value.clone(),
            (None, Half::Key) => Expression::word(EACH).get("key"),
            (None, Half::Value) => Expression::word(EACH).get("value"),
        }
    }

    /// `aws_lb.load_balancer`.
    pub(super) fn address(&self, label: &str) -> Expression {
        let kind =
            self.model.find_node(label).and_then(|node| privatelink_catalog::find(node.kind));
        // INVARIANT: the check of a component finds labels and kinds that are not there.
        let mut steps = kind.into_iter().flat_map(|kind| terraform_steps(kind, label));
        let first = Expression::word(steps.next().unwrap_or("null"));
        steps.fold(first, Expression::get)
    }

    fn attribute(&self, label: &str, key: Option<&Expr>, name: Name) -> Expression {
        let address = self.address(label);
        let conditional = self.model.find_node(label).is_some_and(|node| node.condition.is_some());
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
        let node = self.model.find_node(label)?;
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
            && let ([Expr::Attribute { node, key: None, name }], []) =
                (items.as_slice(), none.as_slice())
            && self.exists_exactly(node, condition)
        {
            return self.address(node).splat().get(name.0);
        }
        if let (Some(field), Expr::List(none)) = (self.foreign_field(then), otherwise)
            && none.is_empty()
        {
            return self.elements(field, condition);
        }
        let inside = self.assuming(condition, true);
        if let Expr::Call(Function::IsSet, subject) = condition
            && let [subject] = subject.as_slice()
        {
            // The text of nothing is nothing in Terraform too.
            if *then == Expr::Call(Function::Text, vec![subject.clone()])
                && *otherwise == Expr::NULL
            {
                return inside.lower(then);
            }
            // `coalesce` passes over empty text, which the graph does not.
            let is_default = then == subject && self.shape(subject) == Shape::Scalar;
            if is_default && !self.may_be_null(otherwise) && self.shape(whole).is_scalar() {
                return Expression::coalesce(self.lower(subject), self.lower(otherwise));
            }
        }
        Expression::choose(
            self.lower(condition),
            inside.lower(then),
            self.assuming(condition, false).lower(otherwise),
        )
    }

    /// Whether a node exists exactly when `condition` holds, as far as can be told here.
    fn exists_exactly(&self, label: &str, condition: &Expr) -> bool {
        let node = self.model.find_node(label).and_then(|node| node.condition.as_ref());
        node.is_some_and(|node| {
            node == condition
                || self.assuming(condition, true).outcome(node) == Some(true)
                    && self.assuming(node, true).outcome(condition) == Some(true)
        })
    }

    fn comprehension(&self, inner: &privatelink_ir::expr::For) -> Expression {
        let bound = self.bind(inner.name, &inner.over);
        let is_map = matches!(self.shape(&inner.over), Shape::Map(_));
        let own_key = Expr::Variable(inner.name, Half::Key);
        let own_value = Expr::Variable(inner.name, Half::Value);
        if is_map && inner.condition.is_none() && inner.key.is_none() {
            if inner.value == own_key {
                return Expression::Call("keys", vec![self.lower(&inner.over)]);
            }
            if inner.value == own_value {
                return Expression::Call("values", vec![self.lower(&inner.over)]);
            }
        }
        let uses_key = inner
            .condition
            .iter()
            .chain(&inner.key)
            .chain([&inner.value])
            .any(|part| uses(part, &own_key));
        let outer = self.lower(&inner.over);
        let key = uses_key.then(|| super::print::line(&bound.key));
        let scope = self.inside(bound);
        let known =
            inner.condition.as_ref().map_or_else(|| scope.clone(), |it| scope.assuming(it, true));
        Expression::For(Box::new(For {
            key,
            value: inner.name.to_owned(),
            over: outer,
            result_key: inner.key.as_ref().map(|key| known.lower(key)),
            result: known.lower(&inner.value),
            condition: inner.condition.as_ref().map(|condition| scope.lower(condition)),
        }))
    }

    fn call(&self, function: Function, arguments: &[Expr]) -> Expression {
        let all = || arguments.iter().map(|argument| self.lower(argument)).collect::<Vec<_>>();
        match (function, arguments) {
            (Function::Concat, [Expr::List(lists)]) => match lists.as_slice() {
                [only] => self.lower(only),
                lists => {
                    Expression::Call("concat", lists.iter().map(|list| self.lower(list)).collect())
                }
            },
            (Function::Concat, _) => Expression::Call("flatten", all()),
            (Function::Merge, [Expr::List(maps)]) => {
                let scope = self.verbatim();
                Expression::Call("merge", maps.iter().map(|map| scope.lower(map)).collect())
            }
            (Function::Merge, [maps]) => Expression::Spread("merge", Box::new(self.lower(maps))),
            (Function::Text, parts) => self.text(parts),
            (Function::Equal, [first, second]) => {
                Expression::binary(Operator::Equal, self.lower(first), self.lower(second))
            }
            (Function::AtMost, [first @ Expr::Literal(_), second]) => {
                Expression::binary(Operator::AtLeast, self.lower(second), self.lower(first))
            }
            (Function::AtMost, [first, second]) => {
                Expression::binary(Operator::AtMost, self.lower(first), self.lower(second))
            }
            (Function::IsSet, [subject]) => {
                match self.outcome(&Expr::Call(function, arguments.to_vec())) {
                    Some(outcome) => Expression::bool(outcome),
                    None => self.lower(subject).equals_null().negate(),
                }
            }
            (Function::Not, [condition]) => match self.outcome(condition) {
                Some(outcome) => Expression::bool(!outcome),
                None => self.lower(condition).negate(),
            },
            (Function::All, parts) => self.junction(Operator::And, parts),
            (Function::Any, parts) => self.junction(Operator::Or, parts),
            (Function::Lookup, [map, key]) => {
                let (of, key) = (self.lower(map), self.lower(key));
                match (self.is_foreign(map), of) {
                    (false, of) => Expression::Call("lookup", vec![of, key, Expression::null()]),
                    (true, Expression::Call("try", read)) => {
                        let entry = |of: Expression| of.index(key.clone());
                        let (last, read) = read
                            .split_last()
                            .map_or((None, &[][..]), |(last, read)| (Some(last), read));
                        let tried = read.iter().cloned().map(entry).chain(last.cloned());
                        Expression::Call("try", tried.collect())
                    }
                    (true, of) => Expression::Call("try", vec![of.index(key), Expression::null()]),
                }
            }
            (Function::Matches, [subject, regex]) => {
                let found = Expression::Call("regex", vec![self.lower(regex), self.lower(subject)]);
                Expression::Call("can", vec![found])
            }
            (Function::Json, _) => {
                let scope = self.verbatim();
                Expression::Call(
                    "jsonencode",
                    arguments.iter().map(|part| scope.lower(part)).collect(),
                )
            }
            (Function::FromJson, _) => {
                let value = Expression::Call("jsondecode", all());
                Expression::Call("try", vec![value, Expression::null()])
            }
            (Function::Before, [text, separator]) => {
                let parts = vec![self.lower(separator), self.lower(text)];
                Expression::Call("split", parts).index(Expression::word("0"))
            }
            (Function::Without, _) => Expression::Call("trimprefix", all()),
            (Function::Range, [text]) => functions::range(self.lower(text)),
            (Function::Near, [text, list]) => functions::near(self.lower(text), self.lower(list)),
            (Function::Zip, _) => Expression::Call("zipmap", all()),
            (Function::Find, [list, regex]) => {
                let text = Expression::word("text");
                let found = Expression::Call("regex", vec![self.lower(regex), text.clone()]);
                let fitting = Expression::For(Box::new(For {
                    key: None,
                    value: "text".to_owned(),
                    over: self.lower(list),
                    result_key: None,
                    result: text,
                    condition: Some(Expression::Call("can", vec![found])),
                }));
                let first = fitting.index(Expression::word("0"));
                Expression::Call("try", vec![first, Expression::null()])
            }
            (Function::Keys, _) => Expression::Call("keys", all()),
            (Function::Values, _) => Expression::Call("values", all()),
            (Function::Repeated, [list]) => functions::repeated(&self.lower(list)),
            (Function::Distinct, _) => Expression::Call("distinct", all()),
            (Function::Length, _) => Expression::Call("length", all()),
            (Function::Contains, _) => Expression::Call("contains", all()),
            // INVARIANT: builders of the graph give every function its number of arguments.
            _ => Expression::null(),
        }
    }

    /// Conditions under one operator, without those whose outcome is known.
    fn junction(&self, operator: Operator, parts: &[Expr]) -> Expression {
        let decisive = operator == Operator::Or;
        let outcomes = || parts.iter().map(|part| self.outcome(part));
        if outcomes().any(|outcome| outcome == Some(decisive)) {
            return Expression::bool(decisive);
        }
        let open = parts.iter().filter(|part| self.outcome(part).is_none());
        Expression::junction(operator, open.map(|part| self.lower(part)).collect())
    }

    /// A text; a single value is converted.
    pub(super) fn text(&self, parts: &[Expr]) -> Expression {
        if let [only] = parts
            && !matches!(only, Expr::Literal(_))
        {
            return Expression::Call("tostring", vec![self.lower(only)]);
        }
        let mut template = Vec::new();
        for part in parts {
            match self.lower(part) {
                Expression::Template(inner) => template.extend(inner),
                Expression::Word(word) if matches!(part, Expr::Literal(_)) => {
                    template.push(Part::Text(word));
                }
                value => template.push(Part::Value(value)),
            }
        }
        Expression::Template(template)
    }
}

fn uses(expr: &Expr, wanted: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |part| found |= part == wanted);
    found
}

/// A constant.
pub(super) fn literal(value: &Json) -> Expression {
    match value {
        Json::String(text) => Expression::text(text),
        Json::Array(items) => Expression::List(items.iter().map(literal).collect()),
        Json::Object(entries) => Expression::Object(
            entries.iter().map(|(key, value)| (object_key(key), literal(value))).collect(),
        ),
        scalar => Expression::word(scalar.to_string()),
    }
}

/// Data source and attribute of a fact.
///
/// `id` of the Region is its name in every version of the provider; `name` is deprecated from 6 on.
pub(super) fn ambient_source(ambient: Ambient) -> (&'static str, &'static str) {
    match ambient {
        Ambient::Region => ("aws_region", "id"),
        Ambient::AccountId => ("aws_caller_identity", "account_id"),
        Ambient::Partition => ("aws_partition", "partition"),
    }
}

fn ambient_value(ambient: Ambient) -> Expression {
    let (source, attribute) = ambient_source(ambient);
    Expression::word("data").get(source).get("current").get(attribute)
}
