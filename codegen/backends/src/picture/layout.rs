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

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::{Area, Layout, SIGN};
    use crate::picture::measure::{
        FIRST, LINE, NAME, SMALL, STACK, TEXT, bold_width, count, title, width,
    };
    use crate::picture::scene::Scene;

    /// What a text takes, and the box that it has to stay in, if there is one.
    struct Text {
        text: String,
        area: Area,
        parent: Option<Area>,
    }

    fn texts(scene: &Scene, layout: &Layout) -> Vec<Text> {
        let mut texts = vec![Text { text: scene.title.clone(), area: layout.title, parent: None }];
        for (frame, area) in scene.frames.iter().zip(&layout.frames) {
            let name = Area { width: title(frame), height: 20.0, ..*area };
            texts.push(Text { text: frame.title.clone(), area: name, parent: Some(*area) });
        }
        for (card, area) in scene.cards.iter().zip(&layout.cards) {
            let lines = card.lines.iter().chain(&card.notes).map(|line| (line, width(line, SMALL)));
            let name = (&card.name, bold_width(&card.name, NAME));
            for (position, (text, width)) in [name].into_iter().chain(lines).enumerate() {
                let y = area.y + FIRST - 11.0 + count(position) * LINE;
                let of_text = Area { x: area.x + TEXT, y, width, height: 14.0 };
                texts.push(Text { text: text.clone(), area: of_text, parent: Some(*area) });
            }
        }
        for label in &layout.labels {
            texts.push(Text { text: label.text.clone(), area: label.area, parent: None });
        }
        for ((_, word), area) in scene.legend().into_iter().zip(&layout.legend) {
            let own = Area { x: area.x + SIGN, width: width(word, SMALL), ..*area };
            texts.push(Text { text: word.to_owned(), area: own, parent: Some(*area) });
        }
        texts
    }

    fn is_within(inner: Area, outer: Area) -> bool {
        inner.x >= outer.x
            && inner.y >= outer.y
            && inner.right() <= outer.right()
            && inner.bottom() <= outer.bottom()
    }

    fn assert_readable(scene: &Scene) {
        let layout = Layout::new(scene);
        let paper = Area { width: layout.width, height: layout.height, ..Area::default() };
        let name = &scene.title;
        let texts = texts(scene, &layout);
        for (position, one) in texts.iter().enumerate() {
            let parent = one.parent.unwrap_or(paper);
            assert!(is_within(one.area, parent), "{name}: `{}` leaves its box", one.text);
            for other in &texts[position + 1..] {
                let meet = one.area.meets(other.area);
                assert!(!meet, "{name}: `{}` is on `{}`", one.text, other.text);
            }
            for (card, area) in scene.cards.iter().zip(&layout.cards) {
                let is_own = one.parent == Some(*area);
                assert!(
                    is_own || !one.area.meets(*area),
                    "{name}: `{}` is on {}",
                    one.text,
                    card.name
                );
            }
        }
        assert_boxes_fit(scene, &layout, paper);
        assert_arrows_keep_clear(scene, &layout, &texts);
    }

    /// Boxes stand in their frames, beside each other.
    fn assert_boxes_fit(scene: &Scene, layout: &Layout, paper: Area) {
        let frames = scene.frames.iter().zip(&layout.frames);
        let frames = frames.map(|(frame, area)| (frame.inside, *area, frame.title.as_str()));
        let cards = scene.cards.iter().zip(&layout.cards);
        let cards = cards.map(|(card, area)| (card.inside, *area, card.name.as_str()));
        let all: Vec<_> = frames.chain(cards).collect();
        for (position, (inside, area, text)) in all.iter().enumerate() {
            let outer = inside.map_or(paper, |frame| layout.frames[frame]);
            let stacked = Area {
                y: area.y - STACK,
                width: area.width + STACK,
                height: area.height + STACK,
                ..*area
            };
            assert!(is_within(stacked, outer), "{}: {text} leaves its frame", scene.title);
            for (other, beside, name) in &all[position + 1..] {
                let meet = inside == other && area.meets(*beside);
                assert!(!meet, "{}: {text} is on {name}", scene.title);
            }
        }
    }

    /// Arrows are on no card but their own two, and on no text.
    fn assert_arrows_keep_clear(scene: &Scene, layout: &Layout, texts: &[Text]) {
        for (arrow, parts) in scene.arrows.iter().zip(&layout.arrows) {
            assert!(parts.len() > 1, "{}: an arrow has no way", scene.title);
            for part in parts {
                let (left, right) = (part.from.min(part.to), part.from.max(part.to));
                let line = Area { x: left, y: part.y, width: right - left, height: 0.1 };
                for (position, area) in layout.cards.iter().enumerate() {
                    let is_own = position == arrow.from || position == arrow.to;
                    assert!(is_own || !area.meets(line), "{}: {arrow:?}", scene.title);
                }
                for text in texts {
                    let meets = text.area.meets(line);
                    assert!(!meets, "{}: {arrow:?} is on `{}`", scene.title, text.text);
                }
            }
        }
    }

    #[test]
    fn texts_and_boxes_keep_clear_of_each_other() {
        let pictures = samples::all();
        assert!(pictures.len() > 10);
        for picture in pictures {
            assert_readable(&picture.0);
        }
    }
}
