//! A scene with coordinates.

use super::grid::Grid;
use super::measure::{self, Area, MARGIN, NAME, SMALL, STACK, bold_width, width};
use super::routes::{self, Label, Straight};
use super::scene::Scene;
use super::stack::Stack;

/// Where everything is.
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    /// One for each frame.
    pub(super) frames: Vec<Area>,
    /// One for each card.
    pub(super) cards: Vec<Area>,
    /// One for each arrow: its straight parts.
    pub(super) arrows: Vec<Vec<Straight>>,
    pub(super) labels: Vec<Label>,
    /// The name of the picture.
    pub(super) title: Area,
    /// What its signs mean, one for each word.
    pub(super) legend: Vec<Area>,
}

/// Height of the name of the picture and what is below it.
const HEAD: f64 = 34.0;
/// Left of a word of the legend: its sign.
pub(super) const SIGN: f64 = 34.0;

impl Layout {
    /// Finds a place for everything.
    pub(super) fn new(scene: &Scene) -> Self {
        let cards = scene.cards.iter().enumerate();
        let sizes: Vec<(f64, f64)> = cards
            .map(|(position, card)| measure::card(card, routes::ports(scene, position).len()))
            .collect();
        let grid = Grid::new(scene, &sizes);
        let stack = Stack::new(scene, &grid, &sizes);
        let routes = routes::of(scene, &grid, &stack);
        let mut layout = Self {
            width: 0.0,
            height: 0.0,
            frames: stack.frames,
            cards: stack.cards,
            arrows: routes.arrows,
            labels: routes.labels,
            title: Area {
                x: MARGIN,
                y: MARGIN,
                width: bold_width(&scene.title, NAME + 3.0),
                height: 20.0,
            },
            legend: Vec::new(),
        };
        layout.shift(HEAD);
        let areas = layout.frames.iter().chain(&layout.cards).chain([&layout.title]);
        let right = areas.clone().map(|area| area.right()).fold(0.0, f64::max);
        let lines = layout.arrows.iter().flatten().map(|part| part.y);
        let bottom = areas.map(|area| area.bottom()).chain(lines).fold(0.0, f64::max);
        layout.place_legend(scene, right, bottom);
        let legend = layout.legend.iter();
        layout.width = legend.clone().map(|it| it.right()).fold(right, f64::max) + MARGIN + STACK;
        layout.height = legend.map(|it| it.bottom()).fold(bottom, f64::max) + MARGIN;
        layout
    }

    fn shift(&mut self, down: f64) {
        let labels = self.labels.iter_mut().map(|label| &mut label.area);
        let areas = self.frames.iter_mut().chain(&mut self.cards).chain(labels);
        areas.for_each(|area| area.y += down);
        self.arrows.iter_mut().flatten().for_each(|part| part.y += down);
    }

    fn place_legend(&mut self, scene: &Scene, right: f64, bottom: f64) {
        let (mut x, mut y) = (MARGIN, bottom + 22.0);
        for (_, word) in scene.legend() {
            let width = SIGN + width(word, SMALL);
            if x > MARGIN && x + width > right {
                (x, y) = (MARGIN, y + 20.0);
            }
            self.legend.push(Area { x, y, width, height: 16.0 });
            x += width + 20.0;
        }
    }
}
