//! Checked inputs as constants.

use privatelink_ir::{Constant, Expr};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::money::Quantity;

/// Checked inputs of which nothing is open.
#[derive(Clone, Debug)]
pub(crate) struct Checked(BTreeMap<Arc<str>, Expr>);

impl Checked {
    pub(crate) fn new(inputs: BTreeMap<Arc<str>, Expr>) -> Self {
        Self(inputs)
    }

    /// An input; null if it is not given.
    pub(crate) fn get(&self, name: &str) -> Constant {
        self.0.get(name).map_or(Constant::Null, constant)
    }
}

/// An expression without anything open, as the constant that it is.
fn constant(expr: &Expr) -> Constant {
    match expr {
        Expr::Literal(value) => value.clone(),
        Expr::List(items) => items.iter().map(constant).collect(),
        Expr::Object(entries) => Constant::object(
            entries.iter().map(|(key, value)| (Arc::clone(key), constant(value))).collect(),
        ),
        _ => Constant::Null,
    }
}

/// The whole number of a value that is one and is not negative.
pub(crate) fn whole(value: &Constant) -> Option<u64> {
    value.as_number().and_then(|number| u64::try_from(number.as_i64()?).ok())
}

/// A number with at most three digits after the point; none of a finer one.
pub(crate) fn quantity(value: &Constant) -> Option<Quantity> {
    scaled(value, 1e3).map(Quantity::thousandths)
}

/// Dollars with at most six digits after the point, as millionths; none of a finer amount.
pub(crate) fn millionths(value: &Constant) -> Option<u64> {
    scaled(value, 1e6).and_then(|count| u64::try_from(count).ok())
}

/// So many times the number, if that is whole, as it is but for what a double cannot carry.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the type of the input bounds the number, which is not negative"
)]
fn scaled(value: &Constant, by: f64) -> Option<u128> {
    let scaled = value.as_number()?.as_f64() * by;
    let near = scaled.round();
    let is_whole = (scaled - near).abs() <= near.abs().max(1.0) * 1e-9;
    (is_whole && near >= 0.0).then_some(near as u128)
}
