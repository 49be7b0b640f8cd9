//! What a conditional does to its branches: Terraform converts them to one type, and elements of a list in them as well.
//!
//! While Terraform validates a module, what is computed from variables has no type yet if a loop or a look-up gives it.
//! Such a value has no type in common with an object beside it, although its own one will fit.

use super::scope::Scope;
use privatelink_ir::infer::Ty;
use privatelink_ir::{Expr, Shape};

impl Scope<'_> {
    /// Whether a conditional may change the value of an expression, or fail: elements of a list are converted to one type.
    pub(super) fn is_converted(&self, expr: &Expr) -> bool {
        let ty = self.shape(expr).ty;
        is_uneven_inside(&ty) || has_objects_in_lists(&ty) && self.lists_open_objects(expr)
    }

    /// Whether an object that is not written down may stand beside another one in a list.
    fn lists_open_objects(&self, expr: &Expr) -> bool {
        let is_written = |item: &Expr| {
            matches!(item, Expr::Object(_) | Expr::Literal(_))
                || !matches!(self.shape(item).ty, Ty::Object(_))
        };
        expr.any(&|part| match part {
            Expr::List(items) => !items.iter().all(is_written),
            Expr::Local(name) => {
                let value = self.model().find_local(name);
                value.is_some_and(|value| self.lists_open_objects(value))
            }
            _ => false,
        })
    }
}

fn is_uneven_inside(ty: &Ty) -> bool {
    match ty {
        // An empty list inside is one of anything, which is another type than the lists beside it. A map inside that is
        // written down is an object, and another one than those beside it; one that comes from a loop is neither.
        Ty::List(element) | Ty::Map(element) => {
            matches!(element.ty, Ty::List(_) | Ty::Map(_))
                || is_uneven(element)
                || is_uneven_inside(&element.ty)
        }
        Ty::Object(fields) => fields.iter().any(|(_, field)| is_uneven_inside(&field.ty)),
        _ => false,
    }
}

/// Whether values of a shape, beside each other in a list, may not have one type for Terraform.
fn is_uneven(shape: &Shape) -> bool {
    let is_structure = !shape.ty.is_scalar() && shape.ty != Ty::Nothing;
    shape.nullable && is_structure
        || match &shape.ty {
            Ty::Mixed => true,
            Ty::List(element) | Ty::Map(element) => is_uneven(element),
            Ty::Object(fields) => fields.iter().any(|(_, field)| is_uneven(field)),
            _ => false,
        }
}

/// Whether there are lists of objects in values of a type.
fn has_objects_in_lists(ty: &Ty) -> bool {
    match ty {
        Ty::List(element) => matches!(element.ty, Ty::Object(_)),
        Ty::Map(element) => has_objects_in_lists(&element.ty),
        Ty::Object(fields) => fields.iter().any(|(_, field)| has_objects_in_lists(&field.ty)),
        _ => false,
    }
}
