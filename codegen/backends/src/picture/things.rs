//! What is drawn: the things of a source, and those outside of it that its traffic comes from and goes to.

use super::source::{Item, Source, elements};
use privatelink_catalog::picture::{Glyph, Picture, PictureForm, Standing};
use privatelink_ir::Expr;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// One box, or one in each of its zones.
pub(super) struct Thing {
    pub(super) name: String,
    pub(super) lines: Vec<String>,
    /// What belongs to it.
    pub(super) notes: Vec<String>,
    pub(super) glyph: Glyph,
    pub(super) standing: Standing,
    pub(super) slot: &'static str,
    /// The VPC that it stands in or next to, if there is one.
    pub(super) vpc: Option<Expr>,
    /// The item that it is, or has to do with.
    pub(super) beside: usize,
    pub(super) zones: Zones,
    pub(super) optional: bool,
    pub(super) repeated: bool,
    /// Whether it is made elsewhere.
    pub(super) outside: bool,
}

/// In which zones something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Zones {
    /// In none.
    None,
    /// In one for each entry of an input.
    Each,
    /// In these.
    Named(Vec<String>),
}

/// The things that items are, in the order of the items.
pub(super) fn of_items(
    source: &Source,
    neighbours: &Neighbours,
) -> (Vec<Thing>, BTreeMap<usize, usize>) {
    let (mut things, mut of_item) = (Vec::<Thing>::new(), BTreeMap::new());
    let mut merged: BTreeMap<(&str, Option<Expr>), usize> = BTreeMap::new();
    for (position, item) in source.items.iter().enumerate() {
        let Some(picture) = item.picture() else { continue };
        let PictureForm::Box(standing) = picture.form else { continue };
        let zones = zones(source, item, picture);
        let key = item.key.as_deref();
        let vpc = neighbours.vpc(source, position);
        // In one VPC, a box for all instances of a node is easier to read than one for each.
        let same = (item.label, vpc.clone());
        if let (Some(key), Some(known)) = (key, merged.get(&same)) {
            if let Some(thing) = things.get_mut(*known) {
                thing.lines.push(key.to_owned());
                if !thing.repeated {
                    thing.repeated = true;
                    thing.name.push('s');
                }
            }
            of_item.insert(position, *known);
            continue;
        }
        if key.is_some() {
            merged.insert(same, things.len());
        }
        of_item.insert(position, things.len());
        let details = picture.detail.iter().filter_map(|name| source.text(&item.property(name)?));
        things.push(Thing {
            name: name(source, item, picture),
            lines: key.map(str::to_owned).into_iter().chain(details).collect(),
            notes: Vec::new(),
            glyph: picture.glyph,
            standing,
            slot: item.slot,
            vpc,
            beside: position,
            zones,
            optional: item.optional,
            repeated: item.repeated,
            outside: false,
        });
    }
    tell_apart(source, &mut things);
    (things, of_item)
}

/// Gives nodes that would look alike their labels.
fn tell_apart(source: &Source, things: &mut [Thing]) {
    let names: Vec<String> = things.iter().map(|thing| thing.name.clone()).collect();
    for (thing, name) in things.iter_mut().zip(&names) {
        let has_twin = names.iter().filter(|other| *other == name).count() > 1;
        if thing.lines.is_empty() && has_twin {
            let item = source.items.get(thing.beside);
            thing.lines.extend(item.map(|item| item.label.replace('_', " ")));
        }
    }
}

/// The name of an item for a person.
pub(super) fn name(source: &Source, item: &Item, picture: &Picture) -> String {
    chosen(source, item, picture.names).unwrap_or(picture.name).to_owned()
}

/// The word that the value of a property decides.
pub(super) fn chosen(
    source: &Source,
    item: &Item,
    words: Option<(&str, &[(&str, &'static str)])>,
) -> Option<&'static str> {
    let (by, words) = words?;
    let value = source.text(&item.property(by)?)?;
    words.iter().find(|(word, _)| *word == value).map(|(_, chosen)| *chosen)
}

fn zones(source: &Source, item: &Item, picture: &Picture) -> Zones {
    let Some(value) = picture.zones.iter().find_map(|name| item.property(name)) else {
        return Zones::None;
    };
    let Some(subnets) = elements(&value) else { return Zones::Each };
    let names: Option<Vec<String>> = subnets.iter().map(|one| source.zone(one)).collect();
    match names {
        Some(names) if names.is_empty() => Zones::None,
        Some(names) => Zones::Named(names),
        None => Zones::Each,
    }
}

/// Things that are made elsewhere, each once.
#[derive(Default)]
pub(super) struct Elsewhere(BTreeMap<(Known, &'static str, Option<Expr>), usize>);

/// Name, line, and where those come from that are one box.
type Known = (String, Option<String>, Option<End>);

/// Where an arrow begins or ends before those that lead through something are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    Thing(usize),
    /// An item that is not drawn itself.
    Through(usize),
}

impl Elsewhere {
    /// The thing that is known as this, in the account and the VPC of another one; made if it is missing.
    pub(super) fn find(&mut self, things: &mut Vec<Thing>, known: Known, like: &Thing) -> usize {
        let vpc = like.vpc.clone().filter(|_| like.standing == Standing::Vpc);
        let key = (known, like.slot, vpc);
        if let Some(known) = self.0.get(&key) {
            return *known;
        }
        let ((name, text, _), ..) = key.clone();
        let (lines, vpc) = (text.into_iter().collect(), like.vpc.clone());
        things.push(Thing { name, lines, notes: Vec::new(), vpc, zones: Zones::None, ..*like });
        self.0.insert(key, things.len() - 1);
        things.len() - 1
    }
}

/// Which items have to do with each other.
pub(super) struct Neighbours(Vec<BTreeSet<usize>>);

impl Neighbours {
    pub(super) fn of(source: &Source) -> Self {
        let mut all = vec![BTreeSet::new(); source.items.len()];
        for (position, item) in source.items.iter().enumerate() {
            for (_, value) in &item.properties {
                for other in source.mentioned(value) {
                    for (one, two) in [(position, other), (other, position)] {
                        if let Some(known) = all.get_mut(one) {
                            known.insert(two);
                        }
                    }
                }
            }
        }
        Self(all)
    }

    /// The VPC of an item: its own, or the one of the nearest item that has one.
    pub(super) fn vpc(&self, source: &Source, start: usize) -> Option<Expr> {
        let slot = source.items.get(start)?.slot;
        let (mut seen, mut open) = (BTreeSet::from([start]), VecDeque::from([start]));
        while let Some(position) = open.pop_front() {
            let item = source.items.get(position).filter(|item| item.slot == slot);
            let vpc = item.and_then(|item| item.property(item.picture()?.vpc?));
            if vpc.is_some() {
                return vpc;
            }
            let next = self.0.get(position).into_iter().flatten();
            open.extend(next.copied().filter(|other| seen.insert(*other)));
        }
        None
    }
}
