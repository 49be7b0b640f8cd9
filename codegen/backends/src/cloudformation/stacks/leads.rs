//! What the keys of a node's instances begin with.
//!
//! Keys of nodes over several collections have parts between slashes: `service/zone`. The first one decides which part of
//! a stack an instance is in, so that what belongs together is together. Whether a node that reads `zone` under another key
//! stays in the part of that zone has to be known whatever the inputs are; so it is read from how the collections that
//! nodes loop over are made.
//!
//! ```text
//! for_map("zone", …, text([key("service"), "/", key("zone")]), object([("service", key("service")), …]))
//! ```
//!
//! In each entry, the field `service` is what the key begins with.

use privatelink_ir::expr::{EACH, Half};
use privatelink_ir::{Constant, Expr, Function, Model};

/// What stands between the parts of a key.
const SLASH: char = '/';

/// Stands between the place of a loop and the loops that make what it walks. No loop is called so.
const WALKED: &str = "/";

/// The first part of a key.
pub(in super::super) fn first_part(key: &str) -> &str {
    key.split(SLASH).next().unwrap_or(key)
}

/// Where the first part of a text comes from: the loops in each other whose key it is. Of one instance, equal origins are
/// equal texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin(Vec<&'static str>);

/// A loop around an expression.
#[derive(Clone)]
struct Loop<'a> {
    name: &'static str,
    over: &'a Expr,
    /// Where the loop is: the loops that made what it walks.
    place: Vec<&'static str>,
    around: Vec<Loop<'a>>,
}

/// How the entries of a collection are made.
struct Entry<'a> {
    key: &'a Expr,
    value: &'a Expr,
    loops: Vec<Loop<'a>>,
}

/// Reads keys of one node.
pub(super) struct Leads<'a> {
    model: &'a Model,
    each: Vec<Loop<'a>>,
}

impl<'a> Leads<'a> {
    /// Keys of a node that loops over a collection.
    pub(super) fn new(model: &'a Model, for_each: Option<&'a Expr>) -> Self {
        let each =
            for_each.map(|over| Loop { name: EACH, over, place: vec![EACH], around: Vec::new() });
        Self { model, each: each.into_iter().collect() }
    }

    /// Whether a key of the node begins like the key of its own loop.
    pub(super) fn is_own(&self, key: &Expr) -> bool {
        let own = self.origin(&Expr::Variable(EACH, Half::Key), &self.each);
        own.is_some() && self.origin(key, &self.each) == own
    }

    fn origin(&self, expr: &Expr, loops: &[Loop<'a>]) -> Option<Origin> {
        match expr {
            Expr::Variable(name, Half::Key) => {
                let inner = loops.iter().rev().find(|inner| inner.name == *name)?;
                match self.entry(inner) {
                    Some(entry) => self.origin(entry.key, &entry.loops),
                    None => Some(Origin(inner.place.clone())),
                }
            }
            Expr::Get(object, field) => {
                let Expr::Variable(name, Half::Value) = &**object else { return None };
                let inner = loops.iter().rev().find(|inner| inner.name == *name)?;
                let entry = self.entry(inner)?;
                let Expr::Object(fields) = entry.value else { return None };
                self.origin(fields.get(field)?, &entry.loops)
            }
            Expr::Call(Function::Text, parts) => match &**parts {
                [only] => self.origin(only, loops),
                [first, Expr::Literal(Constant::Text(next)), ..] if next.starts_with(SLASH) => {
                    self.origin(first, loops)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// How the entries that a loop walks are made, if they are all made in one way.
    fn entry(&self, of: &Loop<'a>) -> Option<Entry<'a>> {
        // Loops that make what is walked are told from those inside of the loop.
        let place: Vec<&'static str> = of.place.iter().copied().chain([WALKED]).collect();
        self.made(of.over, &of.around, &place)
    }

    fn made(
        &self,
        collection: &'a Expr,
        loops: &[Loop<'a>],
        place: &[&'static str],
    ) -> Option<Entry<'a>> {
        match collection {
            // Named values stand outside of all loops.
            Expr::Local(name) => self.made(self.model.find_local(name)?, &[], place),
            Expr::Call(Function::Merge, maps) => match &**maps {
                [Expr::For(each)] if each.key.is_none() => {
                    let (loops, place) = inside(each.name, &each.over, loops, place);
                    self.made(&each.value, &loops, &place)
                }
                _ => None,
            },
            Expr::For(each) => {
                let key = each.key.as_ref()?;
                let (loops, _) = inside(each.name, &each.over, loops, place);
                Some(Entry { key, value: &each.value, loops })
            }
            _ => None,
        }
    }
}

/// The loops one further in, and where that is.
fn inside<'a>(
    name: &'static str,
    over: &'a Expr,
    loops: &[Loop<'a>],
    place: &[&'static str],
) -> (Vec<Loop<'a>>, Vec<&'static str>) {
    let place: Vec<&'static str> = place.iter().copied().chain([name]).collect();
    let inner = Loop { name, over, place: place.clone(), around: loops.to_vec() };
    (loops.iter().cloned().chain([inner]).collect(), place)
}
