//! Sizes. Unit: pixels.

use super::scene::{Card, Frame};

/// Sizes of letters.
pub(super) const NAME: f64 = 13.0;
pub(super) const SMALL: f64 = 11.0;

/// Room for the name of a frame.
pub(super) const TITLE: f64 = 26.0;
/// Room between a frame and what is in it.
pub(super) const PAD: f64 = 18.0;
/// Room between things one above the other.
pub(super) const GAP: f64 = 18.0;
/// Room around the picture.
pub(super) const MARGIN: f64 = 20.0;
/// Room for arrows to change their height.
pub(super) const BEND: f64 = 36.0;
/// Room for the head of an arrow.
pub(super) const POINT: f64 = 12.0;
/// Room between a card and a label.
pub(super) const NEAR: f64 = 8.0;
/// How far arrows that leave a card are apart.
pub(super) const PORT: f64 = 22.0;
/// How far the second of a stack stands out.
pub(super) const STACK: f64 = 4.0;

/// Left of the texts of a card, with room for the glyph.
pub(super) const TEXT: f64 = 48.0;
/// First line of a card, from its top, and how far the lines are apart.
pub(super) const FIRST: f64 = 23.0;
pub(super) const LINE: f64 = 16.0;

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    pub(super) fn right(self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> f64 {
        self.y + self.height
    }

    pub(super) fn middle(self) -> f64 {
        self.y + self.height / 2.0
    }

    /// Whether both have more than a border in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// How wide a text is, at most: the widest usual sans-serif font counts.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let letter = |letter: char| match letter {
        'i' | 'l' | 'j' | '\'' | '|' => 0.29,
        ' ' | '.' | ',' | ':' | ';' => 0.33,
        't' | 'f' | 'r' | '(' | ')' | '/' | '-' => 0.41,
        'm' | 'M' | 'W' | '…' => 0.98,
        'w' => 0.83,
        'A'..='Z' => 0.74,
        _ => 0.63,
    };
    text.chars().map(letter).sum::<f64>() * size
}

/// How wide a text in bold letters is, at most.
pub(super) fn bold_width(text: &str, size: f64) -> f64 {
    width(text, size) * 1.12
}

/// The size of a card with so many arrows that leave it.
pub(super) fn card(card: &Card, ports: usize) -> (f64, f64) {
    let lines = card.lines.iter().chain(&card.notes);
    let lines = lines.map(|line| width(line, SMALL)).fold(0.0, f64::max);
    let texts = bold_width(&card.name, NAME).max(lines);
    let height = FIRST + count(card.lines.len() + card.notes.len()) * LINE + 13.0;
    ((TEXT + texts + 12.0).ceil(), height.max(count(ports) * PORT + 10.0).max(46.0))
}

/// How wide a frame has to be for its name.
pub(super) fn title(frame: &Frame) -> f64 {
    (bold_width(&frame.title, SMALL) + 2.0 * 10.0).ceil()
}

/// A number of things, to be multiplied with a size.
pub(super) fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(0.0, f64::from)
}
