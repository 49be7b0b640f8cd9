//! Resources under construction.

use super::properties::Body;
use privatelink_ir::Awaited;
use std::collections::{BTreeSet, HashMap};

/// A resource of the template under construction.
#[derive(Debug)]
pub(super) struct Built<'a> {
    /// Its logical id.
    pub(super) id: &'a str,
    /// Its type.
    pub(super) type_name: String,
    /// Its properties.
    pub(super) body: Body,
    /// Positions of the resources that it reads.
    pub(super) reads: BTreeSet<usize>,
    /// What has to exist first although no property shows it.
    pub(super) waits: BTreeSet<&'a Awaited>,
    /// Id of the resource whose turn comes before.
    pub(super) turns: BTreeSet<&'a str>,
}

impl<'a> Built<'a> {
    /// One that waits for nothing that it does not show.
    pub(super) fn new(id: &'a str, type_name: &str, body: Body) -> Self {
        let (reads, waits, turns) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { id, type_name: type_name.to_owned(), body, reads, waits, turns }
    }
}

/// The resources of a template by their ids.
#[derive(Debug, Default)]
pub(super) struct All<'a> {
    /// In the order of the definition.
    pub(super) list: Vec<Built<'a>>,
    places: HashMap<&'a str, usize>,
}

impl<'a> All<'a> {
    /// Adds one.
    pub(super) fn push(&mut self, built: Built<'a>) {
        self.places.insert(built.id, self.list.len());
        self.list.push(built);
    }

    /// The resource of this id.
    pub(super) fn find(&mut self, id: &str) -> Option<&mut Built<'a>> {
        self.list.get_mut(*self.places.get(id)?)
    }

    /// The resource of this id, made first if it is not there.
    pub(super) fn entry(
        &mut self,
        id: &'a str,
        make: impl FnOnce() -> Built<'a>,
    ) -> Option<&mut Built<'a>> {
        if !self.places.contains_key(id) {
            self.push(make());
        }
        self.find(id)
    }
}
