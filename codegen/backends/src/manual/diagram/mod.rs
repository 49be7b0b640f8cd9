//! Diagrams of a resource graph, drawn from the graph: text for Mermaid, and a picture.
//!
//! An arrow points from a resource to what it needs. What is there only sometimes is dashed, what there is several of is
//! stacked, and what is only read has round ends. Resources of another account or Region stand in a frame of their own.

mod layout;
mod mermaid;
mod svg;

pub use mermaid::print as mermaid;
pub use svg::print as svg;

use privatelink_ir::DEFAULT_SLOT;
use privatelink_ir::Model;
use std::collections::BTreeSet;

/// A resource graph as far as it can be seen.
struct Picture {
    boxes: Vec<Figure>,
    /// Positions of a box and of one that it needs.
    arrows: BTreeSet<(usize, usize)>,
    /// Slots with boxes. One frame is drawn for each, unless there is only one.
    slots: Vec<&'static str>,
}

/// A resource.
struct Figure {
    label: &'static str,
    kind: &'static str,
    /// Whether it is there only when an input asks for it.
    optional: bool,
    /// Whether there is one for each entry of an input.
    repeated: bool,
    /// Whether it is only read.
    lookup: bool,
    /// Position in `slots`.
    slot: usize,
}

impl Picture {
    fn of(model: &Model) -> Self {
        let slots: Vec<&'static str> =
            model.slots().into_iter().filter(|slot| in_use(model, slot)).collect();
        let boxes = model.nodes.iter().map(|node| Figure {
            label: node.label,
            kind: node.kind.0,
            optional: node.condition.is_some(),
            repeated: node.for_each.is_some(),
            lookup: privatelink_catalog::find(node.kind).is_some_and(|kind| kind.lookup),
            slot: slots.iter().position(|slot| *slot == node.slot).unwrap_or_default(),
        });
        let position = |label| model.nodes.iter().position(|node| node.label == label);
        let arrows = model.nodes.iter().enumerate().flat_map(|(from, node)| {
            let needed = node.needs().into_iter().filter_map(position);
            needed.filter(move |to| *to != from).map(move |to| (from, to))
        });
        Self { boxes: boxes.collect(), arrows: arrows.collect(), slots }
    }

    /// Whether resources stand in frames.
    fn framed(&self) -> bool {
        self.slots.len() > 1
    }
}

/// What the frame of a slot is called.
fn title(slot: &str) -> String {
    match slot {
        DEFAULT_SLOT => "this account and Region".to_owned(),
        other => format!("provider `{other}`"),
    }
}

fn in_use(model: &Model, slot: &str) -> bool {
    model.nodes.iter().any(|node| node.slot == slot)
}

#[cfg(test)]
mod samples {
    use privatelink_ir::expr::input;
    use privatelink_ir::graph::{Graph, node};
    use privatelink_ir::{Component, Kind, Model, Name};

    /// Nothing.
    #[derive(schemars::JsonSchema)]
    struct Inputs {}

    fn graph() -> Graph {
        let end = node("end", Kind("a/end")).only_if(input("wanted"));
        let rule = node("rule", Kind("a/rule"))
            .for_each(input("rules"))
            .set(Name("of"), end.attribute(Name("id")));
        Graph::new([end, rule])
    }

    fn two_slots() -> Graph {
        let mut graph = graph();
        let far = node("far", Kind("a/far")).in_slot("provider").after(&["rule"]);
        let near = node("near", Kind("a/near")).after(&["far", "end"]);
        graph.nodes.extend([far, near]);
        graph
    }

    /// An optional resource, and several that need it.
    pub(super) fn small() -> Model {
        Component::new::<Inputs>("C", graph).model()
    }

    /// The same with resources of another account between them.
    pub(super) fn framed() -> Model {
        Component::new::<Inputs>("C", two_slots).model()
    }
}
