//! Which open inputs decide about resources.

use crate::component::Model;
use crate::expr::{EACH, Expr, Path};
use crate::graph::Node;
use crate::reduce::{Scope, entries};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The open inputs that conditions, loops, keys, slots and time limits of nodes read, as far as other inputs leave that to
/// them. `inputs` is [`crate::Checked::inputs`].
///
/// Only these have to be known for [`specialise`](crate::specialise()); everything else just flows.
pub fn deciding(model: &Model, inputs: &BTreeMap<Arc<str>, Expr>) -> Vec<Arc<Path>> {
    let scope = Scope::of_inputs(model, inputs);
    let mut found = Vec::new();
    for node in &model.nodes {
        of_node(node, &scope, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

fn of_node(node: &Node, scope: &Scope<'_>, to: &mut Vec<Arc<Path>>) {
    // Even a node without instances has a slot.
    node.slot_unless.iter().for_each(|condition| holes(&scope.reduce(condition), to));
    if let Some(condition) = &node.condition {
        let reduced = scope.reduce(condition);
        if reduced.is_false() {
            return;
        }
        holes(&reduced, to);
    }
    if let Some(collection) = &node.for_each {
        names(&scope.reduce(collection), to);
    }
    let inside = if node.for_each.is_some() { scope.inside(EACH) } else { scope.clone() };
    let timeouts = node.timeouts.iter().flat_map(|timeout| [&timeout.given, &timeout.default]);
    let keys = node.waits.iter().filter_map(|wait| wait.key.as_ref());
    for expr in timeouts.chain(keys) {
        holes(&inside.reduce(expr), to);
    }
}

/// The holes that names of instances are made of: keys of a map are, its values are not.
fn names(collection: &Expr, to: &mut Vec<Arc<Path>>) {
    let Some(elements) = entries(collection) else { return holes(collection, to) };
    for (key, value) in &*elements {
        // A list of text is a set: each element is its own key.
        let is_element = !matches!(key, Expr::Literal(crate::Constant::Text(_)));
        holes(if is_element { value } else { key }, to);
    }
}

fn holes(expr: &Expr, to: &mut Vec<Arc<Path>>) {
    expr.walk(&mut |part| {
        if let Expr::Hole(path) = part {
            to.push(Arc::clone(path));
        }
    });
}
