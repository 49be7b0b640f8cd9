//! Takes inputs as a user gave them, fills in defaults and finds every problem.
//!
//! ```text
//! Given tree + Model --> Checked { inputs for `specialise`, problems, shape not known yet }
//! ```

mod checked;
mod fit;
mod rules;
mod trees;
mod walk;

pub use checked::{Checked, Given, Open, Purpose};

use crate::component::Model;
use std::sync::Arc;
use walk::Walk;

/// Checks inputs against a component.
pub fn check_inputs(model: &Model, given: &[(Arc<str>, Given)], purpose: Purpose) -> Checked {
    let mut walk = Walk::new(model, purpose);
    let [flow, known, shown] = walk.inputs(given);
    let mut checked = walk.checked;
    rules::find(model, [&flow, &known, &shown], purpose, &mut checked);
    checked.inputs = flow;
    checked
}
