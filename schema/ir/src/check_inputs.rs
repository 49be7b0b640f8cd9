//! Takes inputs as a user gave them, fills in defaults and finds every problem.
//!
//! ```text
//! Given tree + Model --> Checked { inputs for `specialise`, problems, shape not known yet }
//! ```

mod checked;
mod fit;
mod open;
mod rules;
mod trees;
mod walk;

pub use checked::{Checked, Given, Open};
pub use fit::describe;

use crate::component::Model;
use crate::engine::Engine;
use std::sync::Arc;
use walk::Walk;

/// Checks inputs against a component, for an engine.
pub fn check_inputs(model: &Model, given: &[(Arc<str>, Given)], engine: &Engine) -> Checked {
    let mut walk = Walk::new(model, engine);
    let [flow, known, shown] = walk.inputs(given);
    let mut checked = walk.checked;
    rules::find(model, [&flow, &known, &shown], engine, &mut checked);
    checked.inputs = flow;
    checked
}
