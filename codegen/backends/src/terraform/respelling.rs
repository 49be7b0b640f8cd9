//! Values whose names are spelled otherwise than their place wants.

use super::hcl::{Expression, For};
use super::names::object_key;
use super::scope::Scope;
use super::spelling::{element_in, name_in, part_in, read};
use privatelink_ir::Shape;
use privatelink_ir::infer::Ty;
use std::sync::Arc;

impl Scope<'_> {
    /// A value of one type as one of another type.
    pub(super) fn respelled(&self, value: Expression, from: &Shape, to: &Ty) -> Expression {
        if to.is_scalar() || from.ty == *to || !self.spellings().differs(&from.ty, to) {
            return value;
        }
        let item = self.free("item");
        let walk = |key: Option<&str>, of: &Shape| {
            Expression::For(Box::new(For {
                key: key.map(str::to_owned),
                value: item.clone(),
                over: value.clone(),
                result_key: key.map(Expression::word),
                result: self.respelled(Expression::word(&*item), of, element_in(to)),
                condition: None,
                grouped: false,
            }))
        };
        let made = match &from.ty {
            Ty::Object(fields) => {
                let field = |(name, field): &(Arc<str>, Shape)| {
                    let read = read(value.clone(), &name_in(&from.ty, name));
                    let key = object_key(&name_in(to, name));
                    (key, self.respelled(read, field, part_in(to, name)))
                };
                Expression::Object(fields.iter().map(field).collect())
            }
            Ty::List(element) => walk(None, element),
            Ty::Map(element) => walk(Some(&self.free("key")), element),
            _ => return value,
        };
        if from.nullable {
            return Expression::choose(value.equals_null(), Expression::null(), made);
        }
        made
    }
}
