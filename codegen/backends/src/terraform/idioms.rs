//! Turns of phrase in Terraform that several places use.

use super::hcl::{Expression, For};

/// A loop over a list that keeps the elements for which a condition holds.
pub(super) fn filter(name: &str, over: Expression, condition: Expression) -> Expression {
    Expression::For(Box::new(For {
        key: None,
        value: name.to_owned(),
        over,
        result_key: None,
        result: Expression::word(name),
        condition: Some(condition),
        grouped: false,
    }))
}

/// `try(value, otherwise)`.
pub(super) fn attempt(value: Expression, otherwise: Expression) -> Expression {
    Expression::Call("try", vec![value, otherwise])
}

/// One of two values, neither of which is null, whatever their types: each is in a conditional of its own. `name` is that
/// of a variable.
pub(super) fn one_of(
    name: &str,
    condition: Expression,
    [then, otherwise]: [Expression; 2],
) -> Expression {
    let is_set = Expression::word(name).equals_null().negate();
    let both = Expression::List(vec![
        Expression::choose(condition.clone(), then, Expression::null()),
        Expression::choose(condition, Expression::null(), otherwise),
    ]);
    Expression::Call("one", vec![filter(name, both, is_set)])
}

/// A loop over a list.
pub(super) fn each(name: &str, over: Expression, result: Expression) -> Expression {
    Expression::For(Box::new(For {
        key: None,
        value: name.to_owned(),
        over,
        result_key: None,
        result,
        condition: None,
        grouped: false,
    }))
}
