//! From top to bottom: what shares columns stands one above the other.

use super::grid::Grid;
use super::measure::{Area, GAP, MARGIN, PAD, TITLE};
use super::scene::Scene;

/// Where cards and frames stand.
pub(super) struct Stack {
    pub(super) frames: Vec<Area>,
    pub(super) cards: Vec<Area>,
    /// Bottom of the lowest one.
    pub(super) bottom: f64,
    /// How far up and down each card may go, if it is alone in its columns.
    room: Vec<Option<(f64, f64)>>,
    /// Which card comes above which, of those that are in one frame and column.
    order: Vec<f64>,
}

/// A card or a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Frame(usize),
    Card(usize),
}

/// Parts that share columns, with their places from the top of the group.
struct Group {
    span: (usize, usize),
    parts: Vec<(Part, (usize, usize), f64, f64)>,
    height: f64,
}

impl Stack {
    /// Places everything.
    pub(super) fn new(scene: &Scene, grid: &Grid, sizes: &[(f64, f64)]) -> Self {
        let area =
            |(left, right): &(f64, f64)| Area { x: *left, width: right - left, ..Area::default() };
        let cards = scene.cards.iter().zip(sizes).map(|(card, (_, height))| {
            let column = grid.columns.get(card.column).map(area).unwrap_or_default();
            Area { height: *height, ..column }
        });
        let mut stack = Self {
            frames: grid.frames.iter().map(area).collect(),
            cards: cards.collect(),
            bottom: 0.0,
            room: vec![None; scene.cards.len()],
            order: vec![0.0; scene.cards.len()],
        };
        // Once more with cards in the order of where their arrows come from, so that fewer arrows cross.
        for _ in 0..2 {
            let height = stack.measure(scene, grid, None);
            stack.settle(scene, grid, None, MARGIN, height);
            stack.bottom = MARGIN + height;
            // Twice, since neighbours move too.
            for _ in 0..2 {
                stack.align(scene);
            }
            stack.order = (0..scene.cards.len()).map(|card| stack.origin(scene, card)).collect();
        }
        stack
    }

    /// Sets the heights of all frames in a frame, and returns how much room they take.
    fn measure(&mut self, scene: &Scene, grid: &Grid, inside: Option<usize>) -> f64 {
        for (frame, _) in scene.frames.iter().enumerate().filter(|(_, it)| it.inside == inside) {
            let height = TITLE + self.measure(scene, grid, Some(frame)) + PAD;
            if let Some(area) = self.frames.get_mut(frame) {
                area.height = height;
            }
        }
        let groups = self.groups(scene, grid, inside);
        groups.iter().map(|group| group.height).fold(0.0, f64::max)
    }

    /// What is in a frame, in groups that share no columns.
    fn groups(&self, scene: &Scene, grid: &Grid, inside: Option<usize>) -> Vec<Group> {
        let frames = scene.frames.iter().enumerate().filter(|(_, it)| it.inside == inside);
        let frames = frames.filter_map(|(frame, _)| {
            let span = grid.spans.get(frame).copied()?;
            Some((Part::Frame(frame), span, self.frames.get(frame)?.height))
        });
        let cards = scene.cards.iter().enumerate().filter(|(_, it)| it.inside == inside);
        let mut cards: Vec<_> = cards.collect();
        let order = |card: usize| self.order.get(card).copied().unwrap_or_default();
        cards.sort_by(|(one, _), (other, _)| order(*one).total_cmp(&order(*other)));
        let cards = cards.into_iter().filter_map(|(position, card)| {
            let span = (card.column, card.column);
            Some((Part::Card(position), span, self.cards.get(position)?.height))
        });
        let mut groups: Vec<Group> = Vec::new();
        for (part, span, height) in frames.chain(cards) {
            let shares = |group: &Group| group.span.0 <= span.1 && span.0 <= group.span.1;
            let (joined, rest): (Vec<Group>, Vec<Group>) = groups.into_iter().partition(shares);
            groups = rest;
            let mut group = Group { span, parts: Vec::new(), height: 0.0 };
            for other in joined {
                group.span = (group.span.0.min(other.span.0), group.span.1.max(other.span.1));
                group.height = group.height.max(other.height);
                group.parts.extend(other.parts);
            }
            let above =
                group.parts.iter().filter(|(_, known, ..)| known.0 <= span.1 && span.0 <= known.1);
            let top = above.map(|(.., top, height)| top + height + GAP).fold(0.0, f64::max);
            group.height = group.height.max(top + height);
            group.parts.push((part, span, top, height));
            groups.push(group);
        }
        groups
    }

    /// Sets the tops of all that is in a frame.
    fn settle(&mut self, scene: &Scene, grid: &Grid, inside: Option<usize>, top: f64, height: f64) {
        for group in self.groups(scene, grid, inside) {
            let start = top + (height - group.height) / 2.0;
            let is_alone = group.parts.len() == 1;
            for (part, _, from_start, own) in group.parts {
                let y = start + from_start;
                match part {
                    Part::Card(card) => {
                        if let Some(area) = self.cards.get_mut(card) {
                            area.y = y;
                        }
                        if let Some(room) = self.room.get_mut(card).filter(|_| is_alone) {
                            *room = Some((top, top + height - own));
                        }
                    }
                    Part::Frame(frame) => {
                        if let Some(area) = self.frames.get_mut(frame) {
                            area.y = y;
                        }
                        let inner = own - TITLE - PAD;
                        self.settle(scene, grid, Some(frame), y + TITLE, inner);
                    }
                }
            }
        }
    }

    /// The mean height of what a card has arrows from.
    fn origin(&self, scene: &Scene, card: usize) -> f64 {
        let from = scene.arrows.iter().filter(|arrow| arrow.to == card);
        let from = from.filter_map(|arrow| self.cards.get(arrow.from));
        mean(from.map(|area| area.middle()).collect()).unwrap_or_default()
    }

    /// Moves cards that are alone in their columns to the height of what they have arrows with.
    fn align(&mut self, scene: &Scene) {
        for card in 0..self.cards.len() {
            let Some(Some((highest, lowest))) = self.room.get(card).copied() else { continue };
            let others = scene.arrows.iter().filter_map(|arrow| match (arrow.from, arrow.to) {
                (from, to) if from == card => Some(to),
                (from, to) if to == card => Some(from),
                _ => None,
            });
            let heights = others.filter_map(|other| self.cards.get(other));
            let mean = mean(heights.map(|area| area.middle()).collect());
            if let (Some(area), Some(mean)) = (self.cards.get_mut(card), mean) {
                area.y = (mean - area.height / 2.0).clamp(highest, lowest.max(highest));
            }
        }
    }
}

/// The mean of these numbers, if there are any.
pub(super) fn mean(numbers: Vec<f64>) -> Option<f64> {
    let number = super::measure::count(numbers.len());
    (number > 0.0).then(|| numbers.into_iter().sum::<f64>() / number)
}
