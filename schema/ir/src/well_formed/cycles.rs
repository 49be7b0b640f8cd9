//! Nodes that wait for themselves.

use crate::component::Model;
use crate::graph::Node;
use std::collections::{BTreeMap, BTreeSet};

/// The labels along each cycle, one for each node that one is found at.
pub(super) fn labels(model: &Model) -> Vec<Vec<&'static str>> {
    let mut walk = Walk { nodes: BTreeMap::new(), done: BTreeSet::new(), found: Vec::new() };
    for node in model.nodes.iter().rev() {
        walk.nodes.insert(node.label, node);
    }
    for node in &model.nodes {
        walk.visit(node, &mut Vec::new());
    }
    walk.found
}

struct Walk<'a> {
    nodes: BTreeMap<&'static str, &'a Node>,
    done: BTreeSet<&'static str>,
    found: Vec<Vec<&'static str>>,
}

impl Walk<'_> {
    fn visit(&mut self, node: &Node, open: &mut Vec<&'static str>) {
        if let Some(start) = open.iter().position(|label| *label == node.label) {
            self.found.push(open.iter().skip(start).copied().collect());
            return;
        }
        if !self.done.insert(node.label) {
            return;
        }
        open.push(node.label);
        for label in node.needs() {
            if let Some(next) = self.nodes.get(label).copied() {
                self.visit(next, open);
            }
        }
        open.pop();
    }
}
