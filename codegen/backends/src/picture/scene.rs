//! A picture without coordinates: frames in frames, cards in them, arrows between cards.

use super::things::{Thing, Zones};
use super::traffic::Traffic;
use super::{columns, source::Source};
use privatelink_catalog::picture::{Glyph, Standing};
use privatelink_ir::{DEFAULT_SLOT, Expr};
use std::collections::BTreeMap;

/// Everything that is drawn.
pub(super) struct Scene {
    /// Name of the component.
    pub(super) title: String,
    pub(super) frames: Vec<Frame>,
    pub(super) cards: Vec<Card>,
    pub(super) arrows: Vec<Arrow>,
}

/// A box around others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) level: Level,
    pub(super) title: String,
    /// The frame that it is in.
    pub(super) inside: Option<usize>,
    /// Whether it stands for several.
    pub(super) repeated: bool,
}

/// What a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Account,
    Region,
    Vpc,
    Zone,
}

/// A box with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) name: String,
    /// What else is to be said about it, one line each.
    pub(super) lines: Vec<String>,
    /// What belongs to it, one line each.
    pub(super) notes: Vec<String>,
    pub(super) glyph: Glyph,
    /// The frame that it is in.
    pub(super) inside: Option<usize>,
    /// From the left; what traffic comes to stands right of where it comes from.
    pub(super) column: usize,
    pub(super) optional: bool,
    pub(super) repeated: bool,
    /// Whether it is made elsewhere.
    pub(super) outside: bool,
}

/// An arrow between cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: String,
    /// Whether these are not the packets of clients.
    pub(super) control: bool,
}

/// Lines of a card; more are counted only.
const MOST_LINES: usize = 5;

/// Letters of a line, a title or a label; longer ones are cut.
const MOST_LETTERS: usize = 56;

impl Scene {
    /// The scene of what a source shows.
    pub(super) fn new(title: &str, source: &Source, traffic: &Traffic) -> Self {
        let columns = columns::of(&traffic.things, &traffic.ways);
        let mut scene =
            Self { title: title.to_owned(), frames: vec![], cards: vec![], arrows: vec![] };
        let mut pieces = Vec::new();
        let mut known = BTreeMap::new();
        for (thing, column) in traffic.things.iter().zip(columns) {
            let frame = scene.frame_of(source, thing, &mut known);
            let zones: Vec<Option<usize>> = match &thing.zones {
                Zones::None => vec![frame],
                Zones::Each => vec![Some(scene.zone(frame, "Each zone", true, &mut known))],
                Zones::Named(names) => names
                    .iter()
                    .map(|name| Some(scene.zone(frame, &cut(name), false, &mut known)))
                    .collect(),
            };
            let first = scene.cards.len();
            scene.cards.extend(zones.into_iter().map(|inside| card(thing, inside, column)));
            pieces.push(first..scene.cards.len());
        }
        for way in &traffic.ways {
            let (Some(from), Some(to)) = (pieces.get(way.from), pieces.get(way.to)) else {
                continue;
            };
            let (from, to) = (from.clone(), to.clone());
            let mut pairs = scene.pairs(from, to);
            // A log or a message comes from the thing, not from its piece in each zone.
            if way.control {
                pairs.drain(..pairs.len().saturating_sub(1));
            }
            for (from, to) in pairs {
                scene.connect(Arrow { from, to, label: cut(&way.label), control: way.control });
            }
        }
        scene
    }

    /// The picture in words, for those who do not see it.
    pub(super) fn description(&self) -> String {
        let named = |card: usize| {
            self.cards.get(card).map_or_else(String::new, |card| {
                let frame = card.inside.and_then(|frame| self.frames.get(frame));
                let place = frame.map_or(String::new(), |frame| format!(" ({})", frame.title));
                format!("{}{place}", card.name)
            })
        };
        let sentences = self.arrows.iter().map(|arrow| {
            let label = match arrow.label.as_str() {
                "" => String::new(),
                label => format!(": {label}"),
            };
            format!("{} to {}{label}.", named(arrow.from), named(arrow.to))
        });
        sentences.collect::<Vec<_>>().join(" ")
    }

    /// What the signs of this picture mean, of those that it has.
    pub(super) fn legend(&self) -> Vec<(&'static str, &'static str)> {
        let any = |wanted: &dyn Fn(&Card) -> bool| self.cards.iter().any(wanted);
        let arrow = |control| self.arrows.iter().any(|arrow| arrow.control == control);
        let signs = [
            ("traffic", "traffic", arrow(false)),
            ("control", "logs, messages, names", arrow(true)),
            ("optional", "only if an input asks for it", any(&|it| it.optional && !it.outside)),
            ("repeated", "one or more", any(&|it| it.repeated)),
            ("outside", "already there, or made elsewhere", any(&|it| it.outside)),
        ];
        let shown = signs.into_iter().filter(|(.., is_shown)| *is_shown);
        shown.map(|(sign, word, _)| (sign, word)).collect()
    }

    /// A frame and those around it, from the inside.
    pub(super) fn around(&self, frame: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(frame, |frame| self.frames.get(*frame)?.inside)
    }

    /// Which pieces of two things an arrow connects: those in the same zones, or all.
    fn pairs(
        &self,
        from: std::ops::Range<usize>,
        to: std::ops::Range<usize>,
    ) -> Vec<(usize, usize)> {
        let all: Vec<(usize, usize)> =
            from.flat_map(|from| to.clone().map(move |to| (from, to))).collect();
        let zone = |card: usize| self.cards.get(card).and_then(|card| card.inside);
        let same = all.iter().copied().filter(|(from, to)| zone(*from) == zone(*to));
        let is_zone = |frame: Option<usize>| {
            frame.and_then(|it| self.frames.get(it)).is_some_and(|it| it.level == Level::Zone)
        };
        let same: Vec<(usize, usize)> = same.filter(|(from, _)| is_zone(zone(*from))).collect();
        if same.is_empty() { all } else { same }
    }

    /// Adds an arrow; several from one card to another are one with all labels.
    fn connect(&mut self, arrow: Arrow) {
        let Arrow { from, to, control, .. } = arrow;
        let same =
            |known: &&mut Arrow| (known.from, known.to, known.control) == (from, to, control);
        match self.arrows.iter_mut().find(same) {
            Some(known) if known.label.split(", ").any(|label| label == arrow.label) => {}
            Some(known) => known.label = cut(&format!("{}, {}", known.label, arrow.label)),
            None => self.arrows.push(arrow),
        }
    }

    /// The innermost frame around a thing, leaving zones aside.
    fn frame_of(
        &mut self,
        source: &Source,
        thing: &Thing,
        known: &mut BTreeMap<Key, usize>,
    ) -> Option<usize> {
        if thing.standing == Standing::Outside {
            return None;
        }
        let slot = thing.slot;
        let account = match slot {
            DEFAULT_SLOT => "Account".to_owned(),
            other => format!("Account: {other}"),
        };
        let mut frame = self.frame(None, Level::Account, &account, (slot, None), known);
        if thing.standing >= Standing::Region {
            frame = self.frame(Some(frame), Level::Region, "Region", (slot, None), known);
        }
        if thing.standing == Standing::Vpc {
            let text = thing.vpc.as_ref().and_then(|vpc| source.text(vpc));
            let title = text.map_or("VPC".to_owned(), |text| cut(&format!("VPC {text}")));
            let key = (slot, thing.vpc.clone());
            frame = self.frame(Some(frame), Level::Vpc, &title, key, known);
        }
        Some(frame)
    }

    fn frame(
        &mut self,
        inside: Option<usize>,
        level: Level,
        title: &str,
        (slot, vpc): (&'static str, Option<Expr>),
        known: &mut BTreeMap<Key, usize>,
    ) -> usize {
        let next = self.frames.len();
        let found = *known.entry((level, slot.to_owned(), vpc)).or_insert(next);
        if found == next {
            let title = title.to_owned();
            self.frames.push(Frame { level, title, inside, repeated: false });
        }
        found
    }

    fn zone(
        &mut self,
        inside: Option<usize>,
        title: &str,
        repeated: bool,
        known: &mut BTreeMap<Key, usize>,
    ) -> usize {
        let next = self.frames.len();
        let name = format!("{}/{title}", inside.unwrap_or(next));
        let found = *known.entry((Level::Zone, name, None)).or_insert(next);
        if found == next {
            self.frames.push(Frame {
                level: Level::Zone,
                title: title.to_owned(),
                inside,
                repeated,
            });
        }
        found
    }
}

/// What frames are known by: what they are, in which slot or frame, and which VPC.
type Key = (Level, String, Option<Expr>);

fn card(thing: &Thing, inside: Option<usize>, column: usize) -> Card {
    let mut lines: Vec<String> = thing.lines.iter().map(|line| cut(line)).collect();
    if lines.len() > MOST_LINES {
        let more = lines.len() + 1 - MOST_LINES;
        lines.truncate(MOST_LINES - 1);
        lines.push(format!("and {more} more"));
    }
    Card {
        name: thing.name.clone(),
        lines,
        notes: thing.notes.clone(),
        glyph: thing.glyph,
        inside,
        column,
        optional: thing.optional,
        repeated: thing.repeated,
        outside: thing.outside,
    }
}

/// A text that is not too long: its end says more than its middle.
fn cut(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= MOST_LETTERS {
        return text.to_owned();
    }
    let half = (MOST_LETTERS - 1) / 2;
    let start = letters.iter().take(half);
    let end = letters.iter().skip(letters.len() - half);
    start.chain([&'…']).chain(end).collect()
}
