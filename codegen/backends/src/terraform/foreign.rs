//! Values that were read from JSON: they may be of any type, which Terraform does not know before it reads them.

use super::hcl::{Expression, For};
use super::scope::Scope;
use privatelink_ir::{Expr, Function};

impl Scope<'_> {
    /// Whether a value was read from JSON as a whole.
    pub(super) fn is_foreign(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Call(Function::FromJson, _) => true,
            Expr::If(_, then, otherwise) => self.is_foreign(then) || self.is_foreign(otherwise),
            Expr::Local(name) => {
                self.model.find_local(name).is_some_and(|value| self.is_foreign(value))
            }
            _ => false,
        }
    }

    /// The expression, if it is a field of what was read from JSON.
    pub(super) fn foreign_field<'e>(&self, expr: &'e Expr) -> Option<&'e Expr> {
        match expr {
            Expr::Call(Function::Lookup, parts) if self.is_foreign(parts.first()?) => Some(expr),
            _ => None,
        }
    }

    /// The elements of a list if the condition says that it is one, else none.
    ///
    /// Both results of a conditional have to be of one type, also the one that is not chosen: so elements are let through
    /// one by one, and what has none fails, which is tried.
    pub(super) fn elements(&self, list: &Expr, condition: &Expr) -> Expression {
        let element = Expression::word("element");
        let elements = Expression::For(Box::new(For {
            key: None,
            value: "element".to_owned(),
            over: self.lower(list),
            result_key: None,
            result: element,
            condition: Some(self.lower(condition)),
        }));
        Expression::Call("try", vec![elements, Expression::List(Vec::new())])
    }
}
