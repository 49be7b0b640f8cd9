//! Traffic from other VPCs: it enters a VPC by an attachment, for what stands there in subnets.
//!
//! Whoever has nothing there that others may call sends by the attachment instead, which is how the arrows are drawn at first.

use super::source::{Item, Source};
use super::things::{Thing, Zones};
use super::traffic::Way;
use std::collections::BTreeSet;

/// The ways, with those of entries turned around, and led on to what they are entries for.
pub(super) fn turned(source: &Source, things: &[Thing], mut ways: BTreeSet<Way>) -> BTreeSet<Way> {
    let picture = |thing: &Thing| source.items.get(thing.beside).and_then(Item::picture);
    let is_entry =
        |thing: &Thing| !thing.outside && picture(thing).is_some_and(|picture| picture.entry);
    for (entry, found) in things.iter().enumerate().filter(|(_, thing)| is_entry(thing)) {
        let is_served = |thing: &Thing| {
            let is_called = picture(thing).is_some_and(|picture| picture.sender.is_some());
            let is_near = thing.slot == found.slot && thing.vpc == found.vpc;
            !thing.outside && is_called && is_near && thing.zones != Zones::None && !is_entry(thing)
        };
        let served: Vec<usize> =
            things.iter().enumerate().filter(|(_, it)| is_served(it)).map(|(it, _)| it).collect();
        if served.is_empty() {
            continue;
        }
        let (turned, kept): (BTreeSet<Way>, _) =
            ways.into_iter().partition(|way| way.from == entry && !way.control);
        ways = kept;
        ways.extend(turned.into_iter().map(|way| Way { from: way.to, to: entry, ..way }));
        let on = |to| Way { from: entry, to, label: String::new(), control: false };
        ways.extend(served.into_iter().map(on));
    }
    ways
}
