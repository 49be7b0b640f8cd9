//! The ways of arrows and the places of their labels.
//!
//! An arrow is straight beside cards and changes its height only between columns. Past a column it takes the nearest
//! height at which nothing is in its way.

use super::grid::Grid;
use super::measure::{Area, BEND, GAP, PORT, SMALL, TITLE, count, title, width};
use super::scene::{Arrow, Scene};
use super::stack::{Stack, mean};
use std::collections::BTreeSet;

/// A straight part of an arrow. Between two, an arrow changes its height in a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Straight {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) y: f64,
}

/// A label, with the area that it may take.
pub(super) struct Label {
    pub(super) text: String,
    pub(super) area: Area,
}

/// Ways of all arrows, and their labels.
pub(super) struct Routes {
    pub(super) arrows: Vec<Vec<Straight>>,
    pub(super) labels: Vec<Label>,
}

/// Ports of a card: arrows with one label leave it at one place.
pub(super) fn ports(scene: &Scene, card: usize) -> BTreeSet<(bool, &str)> {
    let leaving = scene.arrows.iter().filter(|arrow| arrow.from == card);
    leaving.map(|arrow| (arrow.control, arrow.label.as_str())).collect()
}

/// Finds ways for all arrows.
pub(super) fn of(scene: &Scene, grid: &Grid, stack: &Stack) -> Routes {
    let mut router = Router { scene, grid, stack, labels: Vec::new(), taken: Vec::new() };
    router.place_labels();
    let arrows = (0..scene.arrows.len()).map(|arrow| router.route(arrow).unwrap_or_default());
    let arrows = arrows.collect();
    Routes { arrows, labels: router.labels }
}

struct Router<'a> {
    scene: &'a Scene,
    grid: &'a Grid,
    stack: &'a Stack,
    labels: Vec<Label>,
    /// Ways past columns that are in use: arrows to the same card may share one.
    taken: Vec<(Area, usize)>,
}

impl Router<'_> {
    fn port(&self, card: usize, control: bool, label: &str) -> Option<f64> {
        let mut ports: Vec<(bool, &str)> = ports(self.scene, card).into_iter().collect();
        // From top to bottom as what they lead to.
        let goal = |(control, label): &(bool, &str)| {
            let arrows = self.scene.arrows.iter().filter(|arrow| arrow.from == card);
            let same = arrows.filter(|it| it.control == *control && it.label == **label);
            let goals = same.filter_map(|arrow| self.stack.cards.get(arrow.to));
            mean(goals.map(|area| area.middle()).collect()).unwrap_or_default()
        };
        ports.sort_by(|one, other| goal(one).total_cmp(&goal(other)));
        let position = ports.iter().position(|port| *port == (control, label))?;
        let area = self.stack.cards.get(card)?;
        let first = area.middle() - (count(ports.len()) - 1.0) * PORT / 2.0;
        Some(first + count(position) * PORT)
    }

    fn place_labels(&mut self) {
        for (card, shape) in self.scene.cards.iter().enumerate() {
            let Some(lane) = self.grid.lanes.get(shape.column) else { continue };
            for (control, text) in ports(self.scene, card) {
                let Some(y) = self.port(card, control, text).filter(|_| !text.is_empty()) else {
                    continue;
                };
                let area =
                    Area { x: lane.label, y: y - 16.0, width: width(text, SMALL), height: 14.0 };
                self.labels.push(Label { text: text.to_owned(), area });
            }
        }
    }

    fn route(&mut self, arrow: usize) -> Option<Vec<Straight>> {
        let scene = self.scene;
        let arrow = scene.arrows.get(arrow)?;
        let column = |card: usize| scene.cards.get(card).map(|card| card.column);
        let (from, to) = (column(arrow.from)?, column(arrow.to)?);
        let start = self.stack.cards.get(arrow.from)?;
        let goal = self.stack.cards.get(arrow.to)?;
        let y = self.port(arrow.from, arrow.control, &arrow.label)?;
        let bend = self.grid.lanes.get(from)?.bend;
        let before = match to.checked_sub(1) {
            Some(before) => self.grid.lanes.get(before)?.bend,
            None => goal.x - BEND,
        };
        let first = Straight { from: start.right(), to: bend, y };
        let end = goal.middle();
        let last = Straight { from: before + BEND, to: goal.x, y: end };
        if to == from + 1 {
            return Some(vec![first, last]);
        }
        // A way past other columns, to the right or, where traffic goes in a circle, back.
        let (left, right) = if to > from { (bend + BEND, before) } else { (before, bend) };
        let passed =
            (to.min(from)..=to.max(from)).filter(|it| to <= from || (*it != from && *it != to));
        let passed: BTreeSet<usize> = passed.collect();
        let lane = self.free(&passed, (left, right), (y, end), arrow);
        let area = Area { x: left, y: lane - 4.0, width: right - left, height: 8.0 };
        self.taken.push((area, arrow.to));
        let middle = if to > from {
            Straight { from: left, to: right, y: lane }
        } else {
            Straight { from: right, to: left, y: lane }
        };
        Some(vec![first, middle, last])
    }

    /// The nearest height at which nothing stands in the way.
    fn free(
        &self,
        passed: &BTreeSet<usize>,
        (left, right): (f64, f64),
        (start, end): (f64, f64),
        arrow: &Arrow,
    ) -> f64 {
        let cards = self.scene.cards.iter().zip(&self.stack.cards);
        let cards = cards.filter(|(card, _)| passed.contains(&card.column)).map(|(_, area)| *area);
        let around = |card: usize| {
            let inside = self.scene.cards.get(card).and_then(|card| card.inside);
            self.scene.around(inside)
        };
        let own: BTreeSet<usize> = around(arrow.from).chain(around(arrow.to)).collect();
        let frames = self.scene.frames.iter().zip(&self.stack.frames).enumerate();
        let frames = frames.flat_map(|(position, (frame, area))| {
            let name = Area { width: title(frame), height: TITLE - 4.0, ..*area };
            let top = Area { height: 1.0, ..*area };
            let bottom = Area { y: area.bottom() - 1.0, height: 1.0, ..*area };
            // Through its own frames an arrow may go, but not along their borders.
            if own.contains(&position) { [name, top, bottom] } else { [*area; 3] }
        });
        let labels = self.labels.iter().map(|label| label.area);
        let taken = self.taken.iter().filter(|(_, to)| *to != arrow.to).map(|(area, _)| *area);
        let obstacles: Vec<Area> = cards.chain(frames).chain(labels).chain(taken).collect();
        let is_free = |y: f64| {
            let line = Area { x: left, y: y - 5.0, width: right - left, height: 10.0 };
            !obstacles.iter().any(|area| area.meets(line))
        };
        let edges = obstacles.iter().flat_map(|area| [area.y - 9.0, area.bottom() + 9.0]);
        let below = self.stack.bottom + GAP;
        let heights: Vec<f64> = [start, end].into_iter().chain(edges).collect();
        let way = |y: f64| (y - start).abs() + (y - end).abs();
        let free = heights.into_iter().filter(|y| *y > 0.0 && is_free(*y));
        free.min_by(|one, other| way(*one).total_cmp(&way(*other))).unwrap_or(below)
    }
}
