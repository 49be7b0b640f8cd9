//! Where everything of a picture goes: columns of boxes, arrows between the columns.
//!
//! Ranks, the order within them and coordinates are dagre's. Arrows are drawn anew: each moves up or down between columns
//! only, so that it passes no box that it has nothing to do with.

use super::Picture;
use dagre::graph::{Graph, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

/// Width of a letter of the label and of the kind, and what is left and right of them. Unit: pixels, as everything here.
const LETTER: f64 = 7.9;
const SMALL_LETTER: f64 = 6.1;
const PADDING: f64 = 28.0;

/// Height of a box.
pub(super) const HEIGHT: f64 = 46.0;

/// How far the second box of a stack stands out.
pub(super) const STACK: f64 = 5.0;

/// Room around the picture.
const MARGIN: f64 = 16.0;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    fn around(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x: x - width / 2.0, y: y - height / 2.0, width, height }
    }

    fn right(self) -> f64 {
        self.x + self.width
    }

    fn middle(self) -> f64 {
        self.y + self.height / 2.0
    }

    /// Whether both have a point in common.
    #[cfg(test)]
    pub(super) fn meets(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

/// A part of an arrow that goes straight, from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Straight {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) y: f64,
}

/// A picture with coordinates.
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    /// One for each box.
    pub(super) boxes: Vec<Area>,
    /// One for each slot, if there are frames.
    pub(super) frames: Vec<Area>,
    /// One for each arrow: its straight parts, in order.
    pub(super) arrows: Vec<Vec<Straight>>,
}

/// Finds a place for everything.
pub(super) fn of(picture: &Picture) -> Layout {
    let graph = arranged(picture);
    let area = |name: &str| {
        let node = graph.node(name);
        node.map_or(Area::around(0.0, 0.0, 0.0, 0.0), |node| {
            let (x, y) = (node.x.unwrap_or_default(), node.y.unwrap_or_default());
            Area::around(x, y, node.width, node.height)
        })
    };
    let boxes: Vec<Area> = (0..picture.boxes.len()).map(|position| area(&id(position))).collect();
    let slots = if picture.framed() { picture.slots.len() } else { 0 };
    let frames: Vec<Area> = (0..slots).map(|slot| area(&frame(slot))).collect();
    let columns = columns(&boxes);
    let arrows = picture
        .arrows
        .iter()
        .map(|(from, to)| {
            let edge = graph.edge(&id(*from), &id(*to), None);
            let points = edge.map_or(&[][..], |edge| &edge.points);
            let passed = points.iter().map(|point| (point.x, point.y)).collect::<Vec<_>>();
            match (boxes.get(*from), boxes.get(*to)) {
                (Some(from), Some(to)) => arrow(*from, *to, &passed, &columns),
                _ => Vec::new(),
            }
        })
        .collect();
    let all = boxes.iter().chain(&frames);
    let width = all.clone().map(|area| area.right()).fold(0.0, f64::max) + MARGIN + STACK;
    let height = all.map(|area| area.y + area.height).fold(0.0, f64::max) + MARGIN;
    Layout { width, height, boxes, frames, arrows }
}

fn arranged(picture: &Picture) -> Graph<NodeLabel, EdgeLabel> {
    let options = GraphOptions { directed: true, multigraph: false, compound: true };
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(options);
    if picture.framed() {
        for slot in 0..picture.slots.len() {
            graph.set_node(frame(slot), Some(NodeLabel::default()));
        }
    }
    for (position, shape) in picture.boxes.iter().enumerate() {
        let width = (letters(shape.label) * LETTER).max(letters(shape.kind) * SMALL_LETTER);
        let label =
            NodeLabel { width: (width + PADDING).ceil(), height: HEIGHT, ..NodeLabel::default() };
        graph.set_node(id(position), Some(label));
        if picture.framed() {
            graph.set_parent(&id(position), Some(&frame(shape.slot)));
        }
    }
    for (from, to) in &picture.arrows {
        graph.set_edge(id(*from), id(*to), Some(EdgeLabel::default()), None);
    }
    dagre::layout(
        &mut graph,
        Some(LayoutOptions {
            rankdir: RankDir::LR,
            nodesep: 22.0,
            edgesep: 14.0,
            ranksep: 64.0,
            marginx: MARGIN,
            marginy: MARGIN + STACK,
            ..LayoutOptions::default()
        }),
    );
    graph
}

fn id(position: usize) -> String {
    format!("n{position}")
}

fn frame(slot: usize) -> String {
    format!("s{slot}")
}

fn letters(text: &str) -> f64 {
    u32::try_from(text.chars().count()).map_or(0.0, f64::from)
}

/// Left and right end of each column, from left to right.
fn columns(boxes: &[Area]) -> Vec<(f64, f64)> {
    let mut ends: Vec<(f64, f64)> = boxes.iter().map(|area| (area.x, area.right())).collect();
    ends.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for (left, right) in ends {
        match columns.last_mut() {
            Some(last) if left < last.1 => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    columns
}

/// The straight parts of an arrow: out of the column of one box, through those between, into the column of the other.
fn arrow(from: Area, to: Area, points: &[(f64, f64)], columns: &[(f64, f64)]) -> Vec<Straight> {
    let column = |x: f64| columns.iter().copied().find(|(left, right)| *left <= x && x <= *right);
    let mut parts = Vec::new();
    let (_, edge) = column(from.right()).unwrap_or((from.x, from.right()));
    parts.push(Straight { from: from.right(), to: edge, y: from.middle() });
    let inner = points.iter().skip(1).rev().skip(1).rev();
    for (x, y) in inner {
        // A point between columns is no more than a bend.
        let Some((left, right)) = column(*x) else { continue };
        if left >= edge && right <= to.x {
            parts.push(Straight { from: left, to: right, y: *y });
        }
    }
    let (edge, _) = column(to.x).unwrap_or((to.x, to.x));
    parts.push(Straight { from: edge, to: to.x, y: to.middle() });
    parts
}

#[cfg(test)]
mod tests {
    use super::super::{Picture, samples};
    use super::{Area, Layout, of};
    use privatelink_ir::Model;

    fn assert_readable(model: &Model) {
        let picture = Picture::of(model);
        let Layout { width, height, boxes, frames, arrows } = of(&picture);
        for (position, area) in boxes.iter().enumerate() {
            let label = picture.boxes[position].label;
            assert!(area.x > 0.0 && area.y > 0.0, "{label} is outside");
            assert!(area.right() < width && area.y + area.height < height, "{label} is outside");
            for (other, shape) in boxes.iter().zip(&picture.boxes).skip(position + 1) {
                assert!(!area.meets(*other), "{}: {label} and {}", model.name, shape.label);
            }
            if let Some(frame) = frames.get(picture.boxes[position].slot) {
                assert!(frame.x < area.x && area.right() < frame.right(), "{label}");
            }
        }
        for ((from, to), parts) in picture.arrows.iter().zip(&arrows) {
            let steps = parts.windows(2).all(|pair| pair[0].to < pair[1].from);
            assert!(steps, "{}: an arrow turns back: {parts:?}", model.name);
            for part in parts {
                let line =
                    Area { x: part.from, y: part.y, width: part.to - part.from, height: 0.0 };
                let mut others = (0..boxes.len()).filter(|other| other != from && other != to);
                assert!(
                    others.all(|other| !boxes[other].meets(line)),
                    "{}: {} -> {} crosses a box",
                    model.name,
                    picture.boxes[*from].label,
                    picture.boxes[*to].label
                );
            }
        }
    }

    #[test]
    fn boxes_and_arrows_keep_clear_of_each_other() {
        for model in [samples::small(), samples::framed()] {
            assert_readable(&model);
        }
        for component in privatelink_components::COMPONENTS {
            assert_readable(&component.model());
        }
    }
}
