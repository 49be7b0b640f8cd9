//! Reads YAML: one document, whose keys are text.

use super::Refusal;
use super::scalar::{self, NoNumber};
use super::tree::{Builder, Content, Node, Tree, too_deep};
use crate::report::Span;
use granit_parser::{
    ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle, Tag, options,
};
use std::borrow::Cow;
use std::collections::HashMap;

/// What to do about text that is no YAML.
const HELP: &str = "correct the YAML at this place";

/// Tags that belong to YAML itself begin with this.
const OF_YAML: &str = "tag:yaml.org,2002:";

/// Values that aliases may repeat. A few lines of aliases to aliases would otherwise be more values than there is memory.
const REPEATED: u64 = 100_000;

/// Reads all there is.
pub(super) fn read(text: &str) -> Result<Tree, Refusal> {
    let mut reader = Reader { text, ..Reader::default() };
    let options = options! { block_scalar_eof_without_line_feed: true };
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, place) = next.map_err(|error| reader.refusal(&error))?;
        let span = place.byte_range().unwrap_or_default();
        let tag = place.tag_span().and_then(|tag| tag.byte_range());
        reader.take(event, span, tag)?;
    }
    Ok(reader.builder.finish())
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    builder: Builder,
    documents: usize,
    /// Anchors of the lists and maps that are open.
    open: Vec<usize>,
    anchors: HashMap<usize, Node>,
    repeated: u64,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, span: Span, tag_at: Option<Span>) -> Result<(), Refusal> {
        let tag_at = tag_at.unwrap_or_else(|| span.clone());
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let help = "give each document a file of its own";
                    return Err(Refusal::syntax("there is more than one document", help, span));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.as_deref().map(|tag| (tag, tag_at));
                return self.scalar(text, style, anchor, tag, span);
            }
            Event::Alias(anchor) => return self.alias(anchor, span),
            Event::SequenceStart(style, anchor, tag) => {
                self.open(anchor, tag.as_deref(), tag_at, &span)?;
                let start = match style {
                    StructureStyle::Block => self.dash(span.start),
                    StructureStyle::Flow => span.start,
                };
                self.builder.open_list(start..span.end.max(start))?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.open(anchor, tag.as_deref(), tag_at, &span)?;
                self.builder.open_map(span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                // The end of what has no brackets is where something else begins.
                let end = if span.is_empty() { None } else { Some(span.end) };
                let node = self.builder.close(end)?;
                self.remember(self.open.last().copied().unwrap_or_default(), node);
                self.open.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn open(
        &mut self,
        anchor: usize,
        tag: Option<&Tag>,
        tag_at: Span,
        span: &Span,
    ) -> Result<(), Refusal> {
        if self.builder.wants_key() {
            return Err(no_key(span.clone()));
        }
        if let Some(tag) = tag.filter(|tag| tag.handle() != OF_YAML) {
            return Err(unknown_tag(tag, tag_at));
        }
        self.open.push(anchor);
        Ok(())
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<(&Tag, Span)>,
        span: Span,
    ) -> Result<(), Refusal> {
        if self.builder.wants_key() {
            // The parser calls a key that is not there `~`.
            let text = if span.is_empty() { Cow::default() } else { text };
            self.remember(anchor, Some(Node::scalar(span.clone(), Content::Text((*text).into()))));
            self.builder.key(text.into_owned(), span);
            return Ok(());
        }
        let content = match tag {
            Some((tag, at)) => tagged(&text, tag, at, &span)?,
            None if style == ScalarStyle::Plain => plain(&text, &span)?,
            None => Content::Text((*text).into()),
        };
        let node = Node::scalar(self.value(span, style), content);
        self.remember(anchor, Some(node.clone()));
        self.builder.add(node)
    }

    /// Where a value stands. The parser places one that is not there before the colon that it is missing after, and ends
    /// a text of several lines after the empty lines that follow.
    fn value(&self, span: Span, style: ScalarStyle) -> Span {
        let text = self.text.get(span.start..).unwrap_or_default();
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let text = text.get(..span.len()).unwrap_or_default();
                span.start..span.start + text.trim_end().len()
            }
            ScalarStyle::Plain if span.is_empty() && text.starts_with(':') => {
                span.start + 1..span.start + 1
            }
            _ => span,
        }
    }

    /// Where the first dash of a list is. The parser begins a list that is not indented, as below a key, after it.
    fn dash(&self, start: usize) -> usize {
        let (before, after) = self.text.split_at_checked(start).unwrap_or_default();
        let is_dash = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
        if after.strip_prefix('-').is_some_and(is_dash) {
            return start;
        }
        let before = before.trim_end_matches([' ', '\t']);
        before.strip_suffix('-').map_or(start, str::len)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Refusal> {
        let Some(node) = self.anchors.get(&anchor) else {
            let message = "the alias is inside of what it stands for";
            return Err(Refusal::syntax(message, "write the value in its place", span));
        };
        if self.builder.wants_key() {
            let Content::Text(text) = &node.content else { return Err(no_key(span)) };
            self.builder.key(text.to_string(), span);
            return Ok(());
        }
        self.repeated = self.repeated.saturating_add(node.weight);
        if self.repeated > REPEATED {
            let message = format!("aliases repeat more than {REPEATED} values");
            return Err(Refusal::syntax(message, "use fewer of them", span));
        }
        let is_collection = node.is_collection();
        let mut node = node.clone();
        // What is missing in an alias is missing where the alias is.
        node.opening = if is_collection { span.start..span.start } else { span.clone() };
        node.span = span;
        self.builder.add(node)
    }

    /// What the parser refuses, and the character at which it stopped.
    fn refusal(&self, error: &ScanError) -> Refusal {
        let start = error.marker().byte_offset().unwrap_or_default().min(self.text.len());
        let start = self.text.floor_char_boundary(start);
        let rest = self.text.get(start..).unwrap_or_default();
        let first = rest.chars().next().filter(|first| !matches!(first, '\n' | '\r'));
        let span = start..start + first.map_or(0, char::len_utf8);
        // The parser looks ahead, and may meet its own limit before the tree is so deep.
        if *error.kind() == ErrorKind::RecursionLimitExceeded {
            return too_deep(span);
        }
        let bracket = self.builder.bracket().filter(|bracket| *bracket != span);
        Refusal { bracket, ..Refusal::syntax(error.info(), HELP, span) }
    }

    /// Keeps what an alias may stand for.
    fn remember(&mut self, anchor: usize, node: Option<Node>) {
        if let Some(node) = node.filter(|_| anchor > 0) {
            self.anchors.insert(anchor, node);
        }
    }
}

/// What a word without quotes and without a tag is.
fn plain(word: &str, span: &Span) -> Result<Content, Refusal> {
    scalar::plain(word).map_err(|error| no_number(word, error, span))
}

/// What a word is that has a tag.
fn tagged(word: &str, tag: &Tag, at: Span, span: &Span) -> Result<Content, Refusal> {
    let number = |found: Result<_, _>| {
        found
            .map(|number| Option::map(number, Content::Number))
            .map_err(|error| no_number(word, error, span))
    };
    let (content, wanted) = match tag.core_suffix() {
        Some("null") => (scalar::is_null(word).then_some(Content::Null), "null"),
        Some("bool") => (scalar::boolean(word).map(Content::Bool), "true or false"),
        Some("int") => (number(scalar::integer(word))?, "a whole number"),
        Some("float") => (number(scalar::float(word))?, "a number"),
        _ if tag.handle() == OF_YAML => (Some(Content::Text(word.into())), "text"),
        _ => return Err(unknown_tag(tag, at)),
    };
    content.ok_or_else(|| {
        let message = format!("`{word}` is not {wanted}, as its tag says");
        Refusal::syntax(message, "remove the tag", span.clone())
    })
}

fn no_number(word: &str, why: NoNumber, span: &Span) -> Refusal {
    let why = match why {
        NoNumber::TooLong => "a number of more than 64 bits",
        NoNumber::NotFinite => "a number without a value",
    };
    let message = format!("`{word}` is {why}");
    Refusal::syntax(
        message,
        "write another number, or put it in quotes if it is text",
        span.clone(),
    )
}

fn unknown_tag(tag: &Tag, span: Span) -> Refusal {
    Refusal::syntax(format!("inputs have no tag `{}`", tag.original()), "remove the tag", span)
}

fn no_key(span: Span) -> Refusal {
    Refusal::syntax("a key is not text", "write a text in its place", span)
}
