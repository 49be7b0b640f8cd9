//! What is known of hazards of expressions.

use privatelink_ir::expr::ByIdentity;
use privatelink_ir::{Context, Expr};
use std::cell::RefCell;
use std::rc::Rc;

/// Hazards of expressions where they stand. Each expression would be looked through again from each one around it, and for
/// each guard.
#[derive(Default)]
pub(super) struct Memo(RefCell<ByIdentity<Entry>>);

struct Entry {
    number: u64,
    expr: Expr,
    hazards: Rc<[(Expr, usize)]>,
}

impl Memo {
    /// Those of an expression, if they are known.
    pub(super) fn find(&self, context: &Context, expr: &Expr) -> Option<Rc<[(Expr, usize)]>> {
        let entries = self.0.borrow();
        let entry = entries.get(&context.key(expr.identity()))?;
        (entry.number == context.number() && entry.expr == *expr).then(|| Rc::clone(&entry.hazards))
    }

    /// Keeps those of an expression.
    pub(super) fn keep(&self, context: &Context, expr: &Expr, hazards: &Rc<[(Expr, usize)]>) {
        let entry =
            Entry { number: context.number(), expr: expr.clone(), hazards: Rc::clone(hazards) };
        self.0.borrow_mut().insert(context.key(expr.identity()), entry);
    }
}
