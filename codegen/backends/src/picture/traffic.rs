//! Which way traffic goes: arrows between things.

use super::entries;
use super::source::{Item, Source, elements};
use super::things::{self, Elsewhere, End, Neighbours, Thing, Zones};
use privatelink_catalog::picture::{Glyph, Lead, Outside, Picture, PictureForm, Standing};
use privatelink_ir::Expr;
use std::collections::{BTreeMap, BTreeSet};

/// An arrow between things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: String,
    /// Whether these are not the packets of clients.
    pub(super) control: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    from: End,
    to: End,
    label: String,
    control: bool,
}

/// Things and the arrows between them.
pub(super) struct Traffic {
    pub(super) things: Vec<Thing>,
    pub(super) ways: BTreeSet<Way>,
}

/// What a source shows.
pub(super) fn of(source: &Source) -> Traffic {
    let neighbours = Neighbours::of(source);
    let (things, of_item) = things::of_items(source, &neighbours);
    let elsewhere = Elsewhere::default();
    let mut reader = Reader { source, neighbours, things, of_item, elsewhere };
    let mut parts = BTreeSet::new();
    for (position, item) in source.items.iter().enumerate() {
        if let Some(picture) = item.picture() {
            reader.parts(position, item, picture, &mut parts);
        }
    }
    let ways = reader.joined(&parts);
    let ways = entries::turned(source, &reader.things, ways);
    let ways = reader.with_senders(ways);
    reader.write_notes();
    Traffic { things: reader.things, ways }
}

struct Reader<'a> {
    source: &'a Source,
    neighbours: Neighbours,
    things: Vec<Thing>,
    of_item: BTreeMap<usize, usize>,
    elsewhere: Elsewhere,
}

impl Reader<'_> {
    fn parts(
        &mut self,
        position: usize,
        item: &Item,
        picture: &Picture,
        parts: &mut BTreeSet<Part>,
    ) {
        let starts = match picture.form {
            PictureForm::Note => return,
            PictureForm::Box(_) | PictureForm::Through => self.end(position).into_iter().collect(),
            PictureForm::Arrow(from) => {
                let values = from.iter().filter_map(|name| item.property(name));
                let ends: BTreeSet<_> = values.flat_map(|value| self.ends(&value)).collect();
                match picture.sender.filter(|_| ends.is_empty()) {
                    Some(sender) => BTreeSet::from([self.made_elsewhere(position, &sender)]),
                    None => ends,
                }
            }
        };
        for lead in picture.leads {
            let Some(value) = item.property(lead.property) else { continue };
            let label = self.label(item, picture, lead);
            for from in &starts {
                // Logs and messages come from what is drawn, if there is something.
                let is_drawn = |end: &End| matches!(end, End::Thing(_));
                if lead.control && !is_drawn(from) && starts.iter().any(is_drawn) {
                    continue;
                }
                for to in self.goals(*from, position, lead, &value) {
                    if to != *from {
                        let control = lead.control;
                        parts.insert(Part { from: *from, to, label: label.clone(), control });
                    }
                }
            }
        }
    }

    /// What is made elsewhere, by the key of the item that names it.
    fn made_elsewhere(&mut self, item: usize, outside: &Outside) -> End {
        let like = self.like(outside, item, self.is_repeated(item));
        let known = (outside.name.to_owned(), self.key(item), None);
        End::Thing(self.elsewhere.find(&mut self.things, known, &like))
    }

    fn label(&self, item: &Item, picture: &Picture, lead: &Lead) -> String {
        if let Some(label) = things::chosen(self.source, item, lead.labels) {
            return label.to_owned();
        }
        if !matches!(picture.form, PictureForm::Arrow(_)) {
            return String::new();
        }
        let detail = self.detail(item);
        match (detail.is_empty(), lead.control || !picture.detail.is_empty()) {
            (false, _) => detail,
            (true, true) => picture.name.to_owned(),
            (true, false) => String::new(),
        }
    }

    fn end(&self, item: usize) -> Option<End> {
        match self.source.items.get(item)?.form()? {
            PictureForm::Box(_) => self.of_item.get(&item).copied().map(End::Thing),
            PictureForm::Through => Some(End::Through(item)),
            PictureForm::Arrow(_) | PictureForm::Note => None,
        }
    }

    fn ends(&self, value: &Expr) -> BTreeSet<End> {
        self.source.reached(value).into_iter().filter_map(|item| self.end(item)).collect()
    }

    /// Where a property leads.
    fn goals(&mut self, from: End, position: usize, lead: &Lead, value: &Expr) -> BTreeSet<End> {
        let made = self.ends(value);
        let Some(outside) = lead.outside.filter(|_| made.is_empty()) else { return made };
        let name = outside.name;
        let (name, group) = match from {
            End::Through(item) if name.is_empty() => (self.name(item), Some(from)),
            // What it says itself is the same thing for all that say so.
            End::Through(item) if item == position => (name.to_owned(), None),
            End::Through(_) => (name.to_owned(), Some(from)),
            // Everything that a box for several leads to is one box as well.
            End::Thing(thing) => {
                let is_several = self.things.get(thing).is_some_and(|thing| thing.repeated);
                (name.to_owned(), is_several.then_some(from))
            }
        };
        let is_several = elements(value).is_none() || self.is_repeated(position);
        let values = elements(value).unwrap_or_else(|| vec![Expr::NULL]);
        // A name that depends on something is shown by the key of what has it.
        let key = self.key(position);
        let text = |value| self.source.text(value).filter(|text| !text.is_empty());
        let lines = values.iter().map(|value| text(value).or_else(|| key.clone()));
        let lines: Vec<Option<String>> = lines.collect();
        let outside = Outside { glyph: glyph(&name).unwrap_or(outside.glyph), ..outside };
        let like = self.like(&outside, position, is_several);
        let mut goals = BTreeSet::new();
        for line in lines {
            let known = match &line {
                Some(_) if group.is_some() => (name.clone(), None, group),
                _ => (name.clone(), line.clone(), None),
            };
            let goal = self.elsewhere.find(&mut self.things, known, &like);
            if let (Some(thing), Some(line)) = (self.things.get_mut(goal), line)
                && !thing.lines.contains(&line)
            {
                thing.lines.push(line);
                if thing.lines.len() == 2 {
                    thing.repeated = true;
                    thing.name.push('s');
                }
            }
            goals.insert(End::Thing(goal));
        }
        goals
    }

    fn is_repeated(&self, position: usize) -> bool {
        self.source.items.get(position).is_some_and(|item| item.repeated)
    }

    fn name(&self, position: usize) -> String {
        let item = self.source.items.get(position);
        let named = item.and_then(|item| Some((item, item.picture()?)));
        named.map_or_else(String::new, |(item, picture)| things::name(self.source, item, picture))
    }

    /// A thing that is made elsewhere and stands beside an item.
    fn like(&self, outside: &Outside, beside: usize, repeated: bool) -> Thing {
        let item = self.source.items.get(beside);
        Thing {
            name: String::new(),
            lines: Vec::new(),
            notes: Vec::new(),
            glyph: outside.glyph,
            standing: outside.standing,
            vpc: self.neighbours.vpc(self.source, beside),
            slot: item.map_or(privatelink_ir::DEFAULT_SLOT, |item| item.slot),
            beside,
            zones: Zones::None,
            optional: item.is_some_and(|item| item.optional),
            repeated,
            outside: true,
        }
    }

    /// Arrows between things: what leads to something that is not drawn goes on from there.
    fn joined(&mut self, parts: &BTreeSet<Part>) -> BTreeSet<Way> {
        let throughs: Vec<usize> = (0..self.source.items.len())
            .filter(|item| self.end(*item) == Some(End::Through(*item)))
            .collect();
        let mut parts = parts.clone();
        for through in throughs {
            let end = End::Through(through);
            let (before, rest): (BTreeSet<_>, _) =
                parts.into_iter().partition(|part| part.to == end);
            let (mut after, rest): (BTreeSet<_>, _) =
                rest.into_iter().partition(|part: &Part| part.from == end);
            parts = rest;
            if after.is_empty() && !before.is_empty() {
                let name = self.name(through);
                let outside = Outside { name: "", standing: Standing::Vpc, glyph: Glyph::Machine };
                let like = self.like(&outside, through, self.is_repeated(through));
                let named = (name, self.key(through), None);
                let to = End::Thing(self.elsewhere.find(&mut self.things, named, &like));
                after.insert(Part { from: end, to, label: String::new(), control: false });
            }
            let own =
                self.source.items.get(through).map(|item| self.detail(item)).unwrap_or_default();
            for one in &before {
                parts.extend(after.iter().map(|other| {
                    let label = label_through(&one.label, &own, &other.label);
                    let control = one.control || other.control;
                    Part { from: one.from, to: other.to, label, control }
                }));
            }
        }
        let way = |part: Part| match (part.from, part.to) {
            (End::Thing(from), End::Thing(to)) if from != to => {
                Some(Way { from, to, label: part.label, control: part.control })
            }
            _ => None,
        };
        parts.into_iter().filter_map(way).collect()
    }

    /// What an item says of what goes through it, such as `TCP 80`.
    fn detail(&self, item: &Item) -> String {
        let names = item.picture().map(|picture| picture.detail).unwrap_or_default();
        let values = names.iter().filter_map(|name| self.source.text(&item.property(name)?));
        values.collect::<Vec<_>>().join(" ")
    }

    fn key(&self, item: usize) -> Option<String> {
        self.source.items.get(item)?.key.as_deref().map(str::to_owned)
    }

    /// Gives those a sender that nothing in the picture sends traffic to.
    fn with_senders(&mut self, mut ways: BTreeSet<Way>) -> BTreeSet<Way> {
        for thing in 0..self.things.len() {
            let Some(found) = self.things.get(thing).filter(|thing| !thing.outside) else {
                continue;
            };
            let beside = found.beside;
            let picture = self.source.items.get(beside).and_then(Item::picture);
            let Some(sender) = picture.and_then(|picture| picture.sender) else {
                continue;
            };
            if ways.iter().any(|way| way.to == thing && !way.control) {
                continue;
            }
            let mut like = self.like(&sender, beside, true);
            like.optional = false;
            let named = (sender.name.to_owned(), None, None);
            let from = self.elsewhere.find(&mut self.things, named, &like);
            let label = self.admitted(thing).into_iter().collect::<Vec<_>>().join(", ");
            ways.insert(Way { from, to: thing, label, control: false });
        }
        ways
    }

    /// What the notes of a thing let in, such as `TCP 443`.
    fn admitted(&self, thing: usize) -> BTreeSet<String> {
        let notes = self.source.items.iter().enumerate();
        let notes = notes.filter(|(_, item)| item.form() == Some(PictureForm::Note));
        let notes = notes.filter(|(note, _)| self.noted(*note).contains(&thing));
        notes.flat_map(|(_, item)| self.details(item)).collect()
    }

    /// The details of an item, one for each entry of a block.
    fn details(&self, item: &Item) -> Vec<String> {
        let names = item.picture().map(|picture| picture.detail).unwrap_or_default();
        let values = names.iter().filter_map(|name| elements(&item.property(name)?));
        let mut texts: Vec<Vec<String>> = Vec::new();
        for values in values {
            for (position, value) in values.iter().enumerate() {
                let Some(text) = self.source.text(value) else { continue };
                if texts.len() <= position {
                    texts.resize(position + 1, Vec::new());
                }
                if let Some(parts) = texts.get_mut(position) {
                    parts.push(text.to_uppercase());
                }
            }
        }
        texts.iter().map(|parts| parts.join(" ")).collect()
    }

    /// Writes what belongs to a thing into its box.
    fn write_notes(&mut self) {
        let mut notes: BTreeMap<(usize, &str), (usize, bool)> = BTreeMap::new();
        for (position, item) in self.source.items.iter().enumerate() {
            let Some(picture) = item.picture() else { continue };
            if picture.form != PictureForm::Note {
                continue;
            }
            for thing in self.noted(position) {
                let (count, repeated) = notes.entry((thing, picture.name)).or_default();
                *count += 1;
                *repeated |= item.repeated;
            }
        }
        for ((thing, note), (count, repeated)) in notes {
            let line = match (count, repeated) {
                (_, true) => format!("{note}s"),
                (1, false) => note.to_owned(),
                (count, false) => format!("{count} {note}s"),
            };
            if let Some(thing) = self.things.get_mut(thing) {
                thing.notes.push(line);
            }
        }
    }

    /// Things that a note refers to, or that refer to it, themselves or by an arrow from them.
    fn noted(&self, note: usize) -> BTreeSet<usize> {
        let own = self.source.items.get(note).into_iter().flat_map(|item| &item.properties);
        let mut values: Vec<Expr> = own.map(|(_, value)| value.clone()).collect();
        let mut found = BTreeSet::new();
        for (position, item) in self.source.items.iter().enumerate() {
            let refers = |(_, value): &(_, Expr)| self.source.reached(value).contains(&note);
            if !item.properties.iter().any(refers) {
                continue;
            }
            match item.form() {
                Some(PictureForm::Arrow(from)) => {
                    values.extend(from.iter().filter_map(|name| item.property(name)));
                }
                Some(PictureForm::Box(_)) => found.extend(self.of_item.get(&position).copied()),
                _ => {}
            }
        }
        let ends = values.iter().flat_map(|value| self.ends(value));
        found.extend(ends.filter_map(|end| match end {
            End::Thing(thing) => Some(thing),
            End::Through(_) => None,
        }));
        found
    }
}

/// The glyph of the kind that is called like this: what is made elsewhere looks like what would be made here.
fn glyph(name: &str) -> Option<Glyph> {
    let pictures = privatelink_catalog::KINDS.iter().filter_map(|kind| kind.picture.as_ref());
    let boxes = pictures.filter(|picture| matches!(picture.form, PictureForm::Box(_)));
    let is_called = |picture: &&Picture| {
        let names = picture.names.map(|(_, names)| names).unwrap_or_default();
        picture.name == name || names.iter().any(|(_, known)| *known == name)
    };
    boxes.into_iter().find(is_called).map(|picture| picture.glyph)
}

/// The label of an arrow that goes on behind what is not drawn: what comes there, and what goes on, if that is something else.
fn label_through(before: &str, own: &str, after: &str) -> String {
    match (before, own) {
        ("", "") => after.to_owned(),
        ("", own) => own.to_owned(),
        (before, own) if own.is_empty() || own == before => before.to_owned(),
        (before, own) => format!("{before} → {own}"),
    }
}
