//! Residual expressions as values of a template.
//!
//! An [`Expr`] in, a tree of literals and intrinsic functions out. What a template cannot express is a [`Refusal`],
//! which becomes a problem of the input it comes from; nothing is dropped or approximated.

use super::conditions::Conditions;
use super::intrinsics::{call, choice, equals, join, no_value, not, reference, select};
use super::plan::Plan;
use super::refusal::{Lowered, Refusal};
use super::text::Text;
use privatelink_catalog::PropertyType;
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Constant, Expr, Function, Path, Type};
use serde_json::{Map, Value as Json, json};

/// Most ranges that `Fn::Cidr` gives. Source: AWS `CloudFormation` Template Reference, `Fn::Cidr`.
const MOST_SUBNETS: usize = 256;

/// Turns residues into trees for the template of one stack.
#[derive(Debug)]
pub(super) struct Lower<'a> {
    /// The whole component.
    pub(super) plan: &'a Plan<'a>,
    /// Whose template it is.
    pub(super) stack: usize,
    /// Conditions made so far.
    pub(super) conditions: Conditions<'a>,
}

impl<'a> Lower<'a> {
    /// Nothing lowered yet.
    pub(super) fn new(conditions: Conditions<'a>) -> Self {
        let sources = &conditions.sources;
        Self { plan: sources.plan, stack: sources.stack, conditions }
    }

    /// The expression as a value for a property of this type.
    pub(super) fn value(&mut self, expr: &Expr, ty: PropertyType) -> Lowered {
        self.branches(expr, &|lower, branch| lower.solid(branch, ty))
    }

    /// Lowers what an expression may come out as, one by one; what may be absent is `AWS::NoValue`.
    pub(super) fn branches(
        &mut self,
        expr: &Expr,
        leaf: &dyn Fn(&mut Self, &Expr) -> Lowered,
    ) -> Lowered {
        match expr {
            Expr::Literal(Constant::Null) => Ok(no_value()),
            Expr::If(condition, then, otherwise) => {
                let name = self.conditions.name_of(condition)?;
                let then = self.branches(then, leaf)?;
                let otherwise = self.branches(otherwise, leaf)?;
                Ok(choice(&name, then, otherwise))
            }
            solid => leaf(self, solid),
        }
    }

    /// A value that is there in any case.
    fn solid(&mut self, expr: &Expr, ty: PropertyType) -> Lowered {
        match expr {
            Expr::Literal(Constant::List(_)) | Expr::List(_) | Expr::Call(Function::Concat, _) => {
                let items = elements(expr)?;
                let item_type =
                    if ty == PropertyType::StringList { PropertyType::String } else { ty };
                items.iter().map(|item| self.value(item, item_type)).collect()
            }
            Expr::Literal(value) => Ok(literal(value, ty)),
            Expr::Hole(path) => self.parameter(path),
            Expr::Fact(fact, slot) => Ok(self.conditions.sources.fact(*fact, *slot)),
            Expr::Attribute { name, .. } => match address_of(expr) {
                Some(address) => self.attribute(&address, *name),
                None => Err(Refusal::of(expr, "reads a resource")),
            },
            Expr::Object(entries) => entries
                .iter()
                .map(|(key, value)| {
                    Ok(((**key).to_owned(), self.value(value, PropertyType::String)?))
                })
                .collect::<Result<Map<_, _>, _>>()
                .map(Json::Object),
            Expr::Call(Function::Text, parts) => {
                let mut text = Text::default();
                for part in &**parts {
                    text.push(self.value(part, PropertyType::String)?, expr)?;
                }
                Ok(text.finish())
            }
            Expr::Call(Function::Json, arguments) => {
                self.json(arguments.first().unwrap_or(&Expr::NULL))
            }
            _ if expr.is_condition() => {
                let name = self.conditions.name_of(expr)?;
                let [yes, no] = [true, false].map(|word| literal(&word.into(), ty));
                Ok(choice(&name, yes, no))
            }
            Expr::Call(Function::Lookup, arguments) => self.map_entry(expr, arguments),
            Expr::Call(Function::PlannedSubnet, arguments) => self.subnet(expr, arguments),
            Expr::Call(Function::Merge, _) => Err(Refusal::of(expr, "is joined with another map")),
            _ => Err(Refusal::of(expr, "is computed with")),
        }
    }

    /// A subnet of a range that is known while the stack is made: one of as many as it takes.
    fn subnet(&mut self, expr: &Expr, arguments: &[Expr]) -> Lowered {
        let [range, _, number, own] = arguments else {
            return Err(Refusal::of(expr, "is computed with"));
        };
        let whole = |part: &Expr| match part {
            Expr::Literal(value) => value.as_number()?.as_i64(),
            _ => None,
        };
        let fits = |number: &usize| *number < MOST_SUBNETS;
        let number = whole(number).and_then(|number| usize::try_from(number).ok()).filter(fits);
        let (Some(number), Some(own)) = (number, whole(own)) else {
            return Err(Refusal::of(expr, "is computed with"));
        };
        let range = self.value(range, PropertyType::String)?;
        Ok(select(number, call("Fn::Cidr", json!([range, number + 1, own]))))
    }

    /// The value of a parameter.
    fn parameter(&mut self, path: &Path) -> Lowered {
        let parameter = self.plan.parameter(path)?;
        let is_list = matches!(parameter.ty, Type::List { .. });
        Ok(if is_list && parameter.may_be_empty {
            self.or_nothing(&parameter.id)
        } else {
            reference(&parameter.id)
        })
    }

    /// The value of a list parameter. An empty list is left out: `CloudFormation` takes it for a list of one empty text.
    pub(super) fn or_nothing(&mut self, id: &str) -> Json {
        let given = not(equals(join("", reference(id)), "".into()));
        let name = self.conditions.name(given, format!("{id}IsGiven"));
        choice(&name, reference(id), no_value())
    }
}

/// Elements of a list whose length is known, once conditions are decided; absent ones may be among them.
pub(super) fn elements(expr: &Expr) -> Result<Vec<Expr>, Refusal> {
    match expr {
        Expr::List(items) => Ok(items.to_vec()),
        Expr::Literal(Constant::List(items)) => {
            Ok(items.iter().cloned().map(Expr::Literal).collect())
        }
        Expr::Literal(Constant::Null) => Ok(Vec::new()),
        // Each element is there or not on its own: `Fn::If` cannot give several elements.
        Expr::If(condition, then, otherwise) => {
            let (then, otherwise) = (elements(then)?, elements(otherwise)?);
            let present = |item| condition.then(item);
            let absent = |item| condition.choose(Expr::NULL, item);
            Ok(then.into_iter().map(present).chain(otherwise.into_iter().map(absent)).collect())
        }
        Expr::Call(Function::Concat, lists) => {
            let Some(lists) = lists.first() else { return Ok(Vec::new()) };
            let mut all = Vec::new();
            for list in elements(lists)? {
                all.extend(elements(&list)?);
            }
            Ok(all)
        }
        _ => Err(Refusal::of(expr, "is joined with other lists")),
    }
}

/// A constant, as the property wants it: text for text, numbers for numbers.
fn literal(value: &Constant, ty: PropertyType) -> Json {
    match (value, ty) {
        (Constant::Bool(_) | Constant::Number(_), PropertyType::String) => value.to_string().into(),
        _ => value.to_json(),
    }
}
