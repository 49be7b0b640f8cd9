//! From left to right: where columns stand, and how far frames reach.
//!
//! Columns are the same in all frames. Between two of them there is room for the borders of frames, then for labels,
//! then for arrows that change their height, so that none of the three is ever on another.

use super::measure::{self, BEND, MARGIN, NEAR, PAD, POINT, SMALL, count, width};
use super::scene::Scene;
use std::collections::BTreeSet;

/// Columns and frames from left to right.
pub(super) struct Grid {
    /// Left and right end of the cards of each column.
    pub(super) columns: Vec<(f64, f64)>,
    /// Where labels begin, and where arrows change their height, right of each column.
    pub(super) lanes: Vec<Lane>,
    /// First and last column of each frame.
    pub(super) spans: Vec<(usize, usize)>,
    /// Left and right end of each frame.
    pub(super) frames: Vec<(f64, f64)>,
}

/// The room right of a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lane {
    pub(super) label: f64,
    pub(super) bend: f64,
}

impl Grid {
    /// The grid of a scene whose cards have these sizes.
    pub(super) fn new(scene: &Scene, sizes: &[(f64, f64)]) -> Self {
        let number = scene.cards.iter().map(|card| card.column + 1).max().unwrap_or_default();
        let mut widths = vec![0.0_f64; number];
        for (card, (width, _)) in scene.cards.iter().zip(sizes) {
            if let Some(known) = widths.get_mut(card.column) {
                *known = known.max(*width);
            }
        }
        let mut grid = Self::with(scene, &widths);
        // A frame that is too narrow for its name gets a wider last column.
        for _ in 0..scene.frames.len() {
            let mut narrow = scene.frames.iter().zip(&grid.frames).zip(&grid.spans);
            let narrow = narrow.find_map(|((frame, (left, right)), (_, last))| {
                let missing = measure::title(frame) - (right - left);
                (missing > 0.5).then_some((*last, missing))
            });
            let Some((last, missing)) = narrow else { break };
            if let Some(width) = widths.get_mut(last) {
                *width += missing.ceil();
            }
            grid = Self::with(scene, &widths);
        }
        grid
    }

    fn with(scene: &Scene, widths: &[f64]) -> Self {
        let spans = spans(scene);
        let (mut columns, mut lanes) = (Vec::new(), Vec::new());
        let mut pen = MARGIN;
        for (column, own) in widths.iter().enumerate() {
            pen += borders(scene, &spans, column, |(first, _)| first == column) * PAD;
            columns.push((pen, pen + own));
            pen += own + borders(scene, &spans, column, |(_, last)| last == column) * PAD;
            let label = pen + NEAR;
            pen = label + labels(scene, column);
            lanes.push(Lane { label, bend: pen });
            pen += BEND + POINT;
        }
        let frames = ends(scene, &columns);
        Self { columns, lanes, spans, frames }
    }
}

/// How many frames begin or end at a column, one in another.
fn borders(
    scene: &Scene,
    spans: &[(usize, usize)],
    column: usize,
    is_here: impl Fn((usize, usize)) -> bool,
) -> f64 {
    let cards = scene.cards.iter().filter(|card| card.column == column);
    let frames = cards.map(|card| {
        let around = scene.around(card.inside);
        around.filter(|frame| spans.get(*frame).is_some_and(|span| is_here(*span))).count()
    });
    count(frames.max().unwrap_or_default())
}

/// How much room the labels right of a column need.
fn labels(scene: &Scene, column: usize) -> f64 {
    let leaving = scene
        .arrows
        .iter()
        .filter(|arrow| scene.cards.get(arrow.from).is_some_and(|card| card.column == column));
    let widest = leaving.map(|arrow| width(&arrow.label, SMALL)).fold(0.0, f64::max);
    if widest > 0.0 { widest.ceil() + NEAR } else { 0.0 }
}

/// First and last column of each frame.
fn spans(scene: &Scene) -> Vec<(usize, usize)> {
    let mut spans = vec![(usize::MAX, 0); scene.frames.len()];
    for card in &scene.cards {
        for frame in scene.around(card.inside) {
            if let Some((first, last)) = spans.get_mut(frame) {
                *first = card.column.min(*first);
                *last = card.column.max(*last);
            }
        }
    }
    spans
}

/// Left and right end of each frame: around all that is in it.
fn ends(scene: &Scene, columns: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut ends = vec![(f64::MAX, 0.0_f64); scene.frames.len()];
    let places: BTreeSet<(Option<usize>, usize)> =
        scene.cards.iter().map(|card| (card.inside, card.column)).collect();
    for (inside, column) in places {
        let Some((mut left, mut right)) = columns.get(column).copied() else { continue };
        for frame in scene.around(inside) {
            (left, right) = (left - PAD, right + PAD);
            if let Some(known) = ends.get_mut(frame) {
                *known = (known.0.min(left), known.1.max(right));
                (left, right) = *known;
            }
        }
    }
    ends
}
