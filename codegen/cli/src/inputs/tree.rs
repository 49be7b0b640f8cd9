//! The tree of values in a file, each with its place.
//!
//! Readers of JSON and of YAML hand over what they meet to one [`Builder`], so both give the same tree, find the same keys
//! that are given twice, and stop at the same depth.

use super::Refusal;
use crate::report::Span;
use indexmap::IndexMap;
use privatelink_ir::{Given, Path, Step};
use serde_json::{Number, Value as Json};
use std::rc::Rc;

/// Lists and maps that may be inside each other. Walks over the tree call themselves at each.
const DEPTH: u32 = 128;

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// All of it; empty where a key has no value. Of an alias, the alias.
    pub(crate) span: Span,
    /// How a list or a map begins: with a bracket, or an empty place before its first entry. Otherwise the whole value.
    pub(crate) opening: Span,
    /// The value.
    pub(crate) content: Content,
    /// Lists and maps that are inside each other below this place, itself included.
    pub(super) height: u32,
    /// How much it is, aliases written out: values, and the length of texts.
    pub(super) weight: u64,
}

/// A value. Aliases share what they stand for.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Null,
    Bool(bool),
    Number(Number),
    Text(Rc<str>),
    List(Rc<[Node]>),
    Map(Rc<IndexMap<String, Entry>>),
}

/// An entry of a map.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Place of the key; where it is first given.
    pub(crate) key: Span,
    /// What is under it; the last of several.
    pub(crate) value: Node,
    /// Whether it has been reported that the key is given again.
    is_repeated: bool,
}

impl Node {
    /// A value that is neither a list nor a map.
    pub(super) fn scalar(span: Span, content: Content) -> Self {
        let length = match &content {
            Content::Text(text) => text.len(),
            _ => 0,
        };
        Self { opening: span.clone(), span, content, height: 0, weight: weight(length) }
    }

    /// Whether other values can be inside of it.
    pub(crate) fn is_collection(&self) -> bool {
        matches!(self.content, Content::List(_) | Content::Map(_))
    }

    /// The value as components take it.
    pub(super) fn to_given(&self) -> Given {
        match &self.content {
            Content::List(items) => Given::List(items.iter().map(Self::to_given).collect()),
            Content::Map(entries) => {
                let entry =
                    |(key, entry): (&String, &Entry)| (key.as_str().into(), entry.value.to_given());
                Given::Object(entries.iter().map(entry).collect())
            }
            _ => Given::Plain(self.to_json().into()),
        }
    }

    /// The value without places.
    pub(super) fn to_json(&self) -> Json {
        match &self.content {
            Content::Null => Json::Null,
            Content::Bool(value) => Json::Bool(*value),
            Content::Number(value) => Json::Number(value.clone()),
            Content::Text(value) => Json::from(&**value),
            Content::List(items) => items.iter().map(Self::to_json).collect(),
            Content::Map(entries) => {
                let entry = |(key, entry): (&String, &Entry)| (key.clone(), entry.value.to_json());
                Json::Object(entries.iter().map(entry).collect())
            }
        }
    }
}

/// How much a value or a key of this length counts.
fn weight(length: usize) -> u64 {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    1 + length / 32
}

/// What a file has.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) root: Node,
    pub(super) repeated: Vec<Repeated>,
}

/// A key that is given more than once in one map.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repeated {
    pub(super) path: Path,
    /// Where it is first given.
    pub(super) first: Span,
    /// Where it is given again.
    pub(super) again: Span,
}

/// Makes a tree of what a reader meets, in the order of the file.
#[derive(Default)]
pub(super) struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    repeated: Vec<Repeated>,
}

/// A list or a map whose end is still to come.
struct Open {
    opening: Span,
    items: Items,
    height: u32,
    weight: u64,
}

enum Items {
    List(Vec<Node>),
    /// The entries, and the key whose value comes next.
    Map(IndexMap<String, Entry>, Option<(String, Span)>),
}

impl Builder {
    pub(super) fn open_list(&mut self, opening: Span) -> Result<(), Refusal> {
        self.open(opening, Items::List(Vec::new()))
    }

    pub(super) fn open_map(&mut self, opening: Span) -> Result<(), Refusal> {
        self.open(opening, Items::Map(IndexMap::new(), None))
    }

    fn open(&mut self, opening: Span, items: Items) -> Result<(), Refusal> {
        self.check_depth(1, &opening)?;
        self.open.push(Open { opening, items, height: 1, weight: 1 });
        Ok(())
    }

    /// The bracket of the innermost list or map, if it has one and is still open.
    pub(super) fn bracket(&self) -> Option<Span> {
        self.open.last().map(|open| open.opening.clone()).filter(|opening| !opening.is_empty())
    }

    /// Whether a key comes next.
    pub(super) fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { items: Items::Map(_, None), .. }))
    }

    /// The key of the value that comes next.
    pub(super) fn key(&mut self, text: String, span: Span) {
        let path = |open: &[Open]| Path(open.iter().filter_map(Open::step).collect());
        let Some(Open { items: Items::Map(entries, key), weight: sum, .. }) = self.open.last_mut()
        else {
            return;
        };
        *sum += weight(text.len());
        let known = entries.get_mut(&text).filter(|entry| !entry.is_repeated);
        let first = known.map(|entry| {
            entry.is_repeated = true;
            entry.key.clone()
        });
        *key = Some((text, span.clone()));
        if let Some(first) = first {
            self.repeated.push(Repeated { path: path(&self.open), first, again: span });
        }
    }

    /// A whole value.
    pub(super) fn add(&mut self, node: Node) -> Result<(), Refusal> {
        self.check_depth(node.height, &node.span)?;
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        parent.height = parent.height.max(node.height + 1);
        parent.weight = parent.weight.saturating_add(node.weight);
        match &mut parent.items {
            Items::List(items) => items.push(node),
            Items::Map(entries, key) => {
                let Some((text, span)) = key.take() else { return Ok(()) };
                if let Some(entry) = entries.get_mut(&text) {
                    entry.value = node;
                } else {
                    entries.insert(text, Entry { key: span, value: node, is_repeated: false });
                }
            }
        }
        Ok(())
    }

    /// The end of the innermost list or map; `end` is where its last bracket ends, if it has one.
    pub(super) fn close(&mut self, end: Option<usize>) -> Result<Option<Node>, Refusal> {
        let Some(Open { opening, items, height, weight }) = self.open.pop() else {
            return Ok(None);
        };
        let (content, last) = match items {
            Items::List(items) => {
                let last = items.last().map(|item| item.span.end);
                (Content::List(items.into()), last)
            }
            Items::Map(mut entries, _) => {
                // Most maps are small, and room for more takes more than what is in them.
                entries.shrink_to_fit();
                let last = entries.values().map(|entry| entry.value.span.end).max();
                (Content::Map(Rc::new(entries)), last)
            }
        };
        let end = end.or(last).unwrap_or(opening.end).max(opening.end);
        let node = Node { span: opening.start..end, opening, content, height, weight };
        self.add(node.clone())?;
        Ok(Some(node))
    }

    /// The tree; a file with nothing in it has null.
    pub(super) fn finish(self) -> Tree {
        let root = self.root.unwrap_or_else(|| Node::scalar(0..0, Content::Null));
        Tree { root, repeated: self.repeated }
    }

    fn check_depth(&self, height: u32, place: &Span) -> Result<(), Refusal> {
        let open = u32::try_from(self.open.len()).unwrap_or(u32::MAX);
        if open.saturating_add(height) <= DEPTH {
            return Ok(());
        }
        Err(too_deep(place.clone()))
    }
}

/// The refusal of what is inside too many lists and maps.
pub(super) fn too_deep(place: Span) -> Refusal {
    let message = format!("more than {DEPTH} lists and maps are inside each other");
    Refusal::syntax(message, "write it with fewer of them", place)
}

impl Open {
    /// The step to the value that comes next.
    fn step(&self) -> Option<Step> {
        match &self.items {
            Items::List(items) => Some(Step::Index(items.len())),
            Items::Map(_, key) => key.as_ref().map(|(key, _)| step(key)),
        }
    }
}

/// How messages write a key: as a field where it could be the name of one.
fn step(key: &str) -> Step {
    let is_name = key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.chars().all(|letter| letter.is_ascii_alphanumeric());
    if is_name { Step::Field(key.into()) } else { Step::Key(key.into()) }
}
