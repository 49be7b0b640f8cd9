//! Where in a file a problem is.

use super::tree::{Content, Entry, Node};
use crate::report::Span;
use indexmap::IndexMap;
use privatelink_ir::{Model, Problem};

/// Problems about the name of an input.
const ABOUT_NAME: &str = "input/unknown";

/// Problems about a value, whatever it is. All others about a list or a map are about the entry that it is.
const ABOUT_VALUE: &str = "input/type";

/// How many ends of a key are tried. Messages have keys as they are, so one with `"]` in it seems to end there.
const ENDS: usize = 32;

/// The place of a problem: the name if it is unknown, the value if it is wrong, the key of a list or a map. Of what is
/// missing, the object that it is missing from. A problem that is not about an input has none.
pub(super) fn find(root: &Node, problem: &Problem, model: &Model) -> Option<Span> {
    let path = problem.path.as_str();
    if path.is_empty() && problem.id != ABOUT_NAME {
        return None;
    }
    let start = Found { node: root, key: None, rest: path };
    let Found { node, key, rest } = match &root.content {
        Content::Map(entries) => field(entries, path, start),
        _ => start,
    };
    let first = path.split(['.', '[']).next().unwrap_or_default();
    if key.is_none() && model.find_input(first).is_none() {
        return None;
    }
    let is_value = match problem.id.as_str() {
        ABOUT_NAME => false,
        ABOUT_VALUE if rest.is_empty() => true,
        _ => !node.is_collection(),
    };
    let of_entry = key.unwrap_or_else(|| node.opening.clone());
    Some(if is_value && !node.span.is_empty() { node.span.clone() } else { of_entry })
}

/// How far a path leads.
struct Found<'a> {
    /// Where it ends.
    node: &'a Node,
    /// The key of that, if it is an entry of a map.
    key: Option<Span>,
    /// What is left of the path.
    rest: &'a str,
}

impl<'a> Found<'a> {
    fn entry(entry: &'a Entry, rest: &'a str) -> Self {
        Self { node: &entry.value, key: Some(entry.key.clone()), rest }
    }

    /// The one that leads farther.
    fn or(self, other: Self) -> Self {
        if other.rest.len() < self.rest.len() { other } else { self }
    }

    /// Goes on as far as the path leads.
    fn follow(self) -> Self {
        match &self.node.content {
            _ if self.rest.is_empty() => self,
            Content::List(items) => {
                let index = self.rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
                let item = index.and_then(|(index, rest)| {
                    Some(Found { node: items.get(index.parse::<usize>().ok()?)?, key: None, rest })
                });
                item.map_or(self, Self::follow)
            }
            Content::Map(entries) => {
                match (self.rest.strip_prefix("[\""), self.rest.strip_prefix('.')) {
                    (Some(rest), _) => entry(entries, rest, self),
                    (_, Some(rest)) => field(entries, rest, self),
                    _ => self,
                }
            }
            _ => self,
        }
    }
}

/// Follows a path that begins with the name of a field. Only a name that nobody knows, which ends the path, may have dots
/// and brackets in it.
fn field<'a>(entries: &'a IndexMap<String, Entry>, path: &'a str, start: Found<'a>) -> Found<'a> {
    if let Some(found) = entries.get(path) {
        return Found::entry(found, "");
    }
    let (name, rest) = path.split_at(path.find(['.', '[']).unwrap_or(path.len()));
    entries.get(name).map_or(start, |found| Found::entry(found, rest).follow())
}

/// Follows a path that begins with a key and what closes it.
fn entry<'a>(entries: &'a IndexMap<String, Entry>, path: &'a str, start: Found<'a>) -> Found<'a> {
    let ends = path.match_indices("\"]").map(|(end, _)| end).take(ENDS);
    let found = ends.filter_map(|end| {
        let (key, rest) = (path.get(..end)?, path.get(end + 2..)?);
        Some(Found::entry(entries.get(key)?, rest).follow())
    });
    found.fold(start, Found::or)
}

#[cfg(test)]
mod tests;
