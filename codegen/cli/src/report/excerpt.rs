//! The few lines around a place, as a terminal may show them.
//!
//! miette gets these instead of the file: lines that are short enough, without anything that a terminal obeys, and at once
//! however long the file is.

use super::harmless::{Harmless, is_harmful};
use super::source::{Place, Source, Span};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

/// Columns from one tab stop to the next.
const TAB: usize = 4;

/// What stands for the part of a line that is left out.
const CUT: &str = "...";

/// Lines shown before and after the marked one.
const AROUND: usize = 1;

/// Lines around one or two places, and the marks in them.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    /// Neighbouring lines, in the order of the file. Offsets of marks count through all of them.
    blocks: Vec<Block>,
    /// The place that matters first.
    pub(super) marks: Vec<Mark>,
}

/// Lines that follow each other.
#[derive(Debug)]
struct Block {
    start: usize,
    text: String,
    /// Number of the first line, from 0.
    line: usize,
    lines: usize,
}

/// What is marked.
#[derive(Debug)]
pub(super) struct Mark {
    /// Bytes of the excerpt.
    pub(super) span: Span,
    place: Place,
}

/// One line, shown as far as there is room.
#[derive(Debug, Default)]
struct Line {
    text: String,
    /// Where each span of the file that was asked for is in the text.
    marks: Vec<Option<Span>>,
    /// Whether the beginning is left out.
    is_cut: bool,
}

impl Excerpt {
    /// The lines around `spans`, the most important one first, in so many columns.
    pub(super) fn new(source: &Source, places: &[&Span], room: usize) -> Self {
        let shown: Vec<Span> = places.iter().map(|place| in_line(source, place)).collect();
        let spans: &[&Span] = &shown.iter().collect::<Vec<_>>();
        let mut shown: Vec<usize> = spans.iter().map(|span| source.line_of(span.start)).collect();
        let cut = |line| show(source, line, spans, room).is_some_and(|line| line.is_cut);
        // Lines that begin at another column would only confuse.
        let around = if shown.iter().any(|line| cut(*line)) { 0 } else { AROUND };
        let last = source.last_line();
        shown = shown
            .iter()
            .flat_map(|line| line.saturating_sub(around)..=(line + around).min(last.max(*line)))
            .collect();
        shown.sort_unstable();
        shown.dedup();
        let mut excerpt = Self {
            name: Harmless(&source.name).to_string(),
            blocks: Vec::new(),
            marks: Vec::new(),
        };
        let mut found: Vec<Option<Span>> = vec![None; spans.len()];
        for line in shown {
            let Some(shown) = show(source, line, spans, room) else { continue };
            let start = excerpt.line(line, &shown.text);
            for (found, mark) in found.iter_mut().zip(shown.marks) {
                *found = found.take().or(mark.map(|mark| mark.start + start..mark.end + start));
            }
        }
        let marks = found.into_iter().zip(places);
        excerpt.marks = marks
            .filter_map(|(found, span)| Some(Mark { span: found?, place: source.place(span) }))
            .collect();
        excerpt
    }

    /// Adds a line and tells where it begins.
    fn line(&mut self, number: usize, text: &str) -> usize {
        let end = self.blocks.last().map_or(0, |block| block.start + block.text.len());
        let joins = |block: &Block| block.line + block.lines == number;
        if !self.blocks.last().is_some_and(joins) {
            // Blocks do not touch, or a mark at the end of one could be in the next.
            self.blocks.push(Block { start: end + 1, text: String::new(), line: number, lines: 0 });
        }
        let Some(block) = self.blocks.last_mut() else { return end };
        let start = block.start + block.text.len();
        block.text.push_str(text);
        block.text.push('\n');
        block.lines += 1;
        start
    }
}

impl SourceCode for Excerpt {
    /// What miette shows for a mark: the lines around it, or, if it asks for none, only where it is.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        around: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let is_in =
            |block: &&Block| (block.start..block.start + block.text.len()).contains(&span.offset());
        let block = self.blocks.iter().find(is_in).ok_or(MietteError::OutOfBounds)?;
        let mark = self.marks.iter().find(|mark| mark.span.start == span.offset());
        let (line, column) = match mark {
            Some(mark) if around == 0 => (mark.place.line - 1, mark.place.column - 1),
            _ => (block.line, 0),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            block.text.as_bytes(),
            (block.start, block.text.len()).into(),
            line,
            column,
            block.lines,
        )))
    }
}

/// A place that begins in the end of a line, which is not shown, is moved to before it.
fn in_line(source: &Source, place: &Span) -> Span {
    let line = source.line(source.line_of(place.start));
    let start = line.map_or(place.start, |line| place.start.min(line.end));
    start..place.end
}

/// A line of the file in so many columns. If it is longer, the part around the first of the spans that begin in it.
fn show(source: &Source, number: usize, spans: &[&Span], room: usize) -> Option<Line> {
    let whole = source.line(number)?;
    let text = source.text.get(whole.clone())?;
    let first = spans.iter().find(|span| (whole.start..=whole.end).contains(&span.start));
    let start = first.map_or(0, |span| beginning(text, span.start - whole.start, room));
    let rest = text.get(start..)?;
    let mut line = Line { is_cut: start > 0, marks: vec![None; spans.len()], ..Line::default() };
    if line.is_cut {
        line.text.push_str(CUT);
    }
    let mut column = line.text.len();
    let is_whole = fits(rest, column, room);
    let room = if is_whole { usize::MAX } else { room.saturating_sub(CUT.len()) };
    let mut at = whole.start + start;
    for letter in rest.chars() {
        line.mark(spans, at);
        let width = width(letter, column);
        if column + width.max(1) > room {
            line.text.push_str(CUT);
            return Some(line);
        }
        if letter == '\t' {
            line.text.extend(std::iter::repeat_n(' ', width));
        } else if is_harmful(letter) {
            line.text.extend(letter.escape_unicode());
        } else {
            line.text.push(letter);
        }
        column += width.max(1);
        at += letter.len_utf8();
    }
    line.mark(spans, at);
    Some(line)
}

impl Line {
    /// Notes that the text so far is the file up to here.
    fn mark(&mut self, spans: &[&Span], at: usize) {
        let here = self.text.len();
        for (mark, span) in self.marks.iter_mut().zip(spans) {
            match mark {
                None if span.start == at => *mark = Some(here..here),
                Some(mark) if at <= span.end => mark.end = here,
                _ => {}
            }
        }
    }
}

/// Where to begin a line so that what is at `first` can be seen, with something before it.
fn beginning(text: &str, first: usize, room: usize) -> usize {
    let before = text.get(..first).unwrap_or_default();
    if fits(text, 0, room) || fits(before, 0, room / 2) {
        return 0;
    }
    let mut column = 0;
    let fitting = before.char_indices().rev().take_while(|(_, letter)| {
        column += width(*letter, 0).max(1);
        column <= room / 4
    });
    fitting.last().map_or(first, |(at, _)| at)
}

/// Whether a text that begins at a column has room; looks no further than the room goes.
fn fits(text: &str, mut column: usize, room: usize) -> bool {
    text.chars().all(|letter| {
        column += width(letter, column).max(1);
        column <= room
    })
}

/// How many columns a letter takes at this one.
fn width(letter: char, column: usize) -> usize {
    match letter {
        '\t' => TAB - column % TAB,
        _ if is_harmful(letter) => letter.escape_unicode().count(),
        _ => letter.width().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The lines, each with its number, and what is marked in them.
    fn shown(text: &str, spans: &[&Span], room: usize) -> (Vec<String>, Vec<String>) {
        let source = Source::new("name", text.to_owned());
        let excerpt = Excerpt::new(&source, spans, room);
        let block = |block: &Block| -> Vec<String> {
            let lines = block.text.lines().enumerate();
            lines.map(|(at, text)| format!("{} {text}", block.line + at + 1)).collect()
        };
        let marked = |mark: &Mark| {
            let found = excerpt.blocks.iter().find_map(|block| {
                block
                    .text
                    .get(mark.span.start.checked_sub(block.start)?..mark.span.end - block.start)
            });
            found.unwrap().to_owned()
        };
        (
            excerpt.blocks.iter().flat_map(block).collect(),
            excerpt.marks.iter().map(marked).collect(),
        )
    }

    #[test]
    fn lines_around_are_shown() {
        let text = "a\nb: 1\r\nc\nd\n\ne\n";
        assert_eq!(
            shown(text, &[&(5..6)], 80),
            (vec!["1 a".into(), "2 b: 1".into(), "3 c".into()], vec!["1".into()])
        );
        // The end of a line, an empty line, the end of the file.
        assert_eq!(shown(text, &[&(6..6)], 80).1, [""]);
        assert_eq!(shown(text, &[&(12..12)], 80).0, ["4 d", "5 ", "6 e"]);
        assert_eq!(shown(text, &[&(15..15)], 80).0, ["6 e", "7 "]);
        assert_eq!(shown("", &[&(0..0)], 80).0, ["1 "]);
        // Of several lines, the first is marked.
        assert_eq!(shown(text, &[&(2..9)], 80).1, ["b: 1"]);
    }

    #[test]
    fn two_places_are_shown_together_if_they_are_close() {
        let text = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\na: 7\n";
        let (lines, marked) = shown(text, &[&(30..31), &(0..1)], 80);
        assert_eq!(lines, ["1 a: 1", "2 b: 2", "6 f: 6", "7 a: 7"]);
        assert_eq!(marked, ["a", "a"]);
        let (lines, marked) = shown(text, &[&(20..21), &(10..11)], 80);
        assert_eq!(lines, ["2 b: 2", "3 c: 3", "4 d: 4", "5 e: 5", "6 f: 6"]);
        assert_eq!(marked, ["e", "c"]);
    }

    #[test]
    fn what_is_no_picture_is_an_escape() {
        let (lines, marked) = shown("\tk\u{1b}: \u{202e}x\ty", &[&(5..8)], 80);
        assert_eq!(lines, ["1     k\\u{1b}: \\u{202e}x  y"]);
        assert_eq!(marked, ["\\u{202e}"]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("first\n{}key{}\nlast", "a".repeat(500_000), "b".repeat(500_000));
        let at = 6 + 500_000;
        let (lines, marked) = shown(&text, &[&(at..at + 3)], 40);
        assert_eq!(lines, ["2 ...aaaaaaaaaakeybbbbbbbbbbbbbbbbbbbbb..."]);
        assert_eq!(marked, ["key"]);
        // At its beginning, with the lines around it; a mark that is too long; the second of two too far away.
        let (lines, marked) = shown(&text, &[&(6..at + 9), &(at..at + 3)], 20);
        assert_eq!(lines, ["1 first", "2 aaaaaaaaaaaaaaaaa...", "3 last"]);
        assert_eq!(marked, ["aaaaaaaaaaaaaaaaa"]);
        let wide = "\u{4e2d}".repeat(100);
        assert_eq!(shown(&wide, &[&(297..300)], 23).0, [format!("1 ...{}", "\u{4e2d}".repeat(3))]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_place_is_shown_in_the_room_there_is(
            text in "([ -~\n\r\t]|[äé中\u{1f600}\u{301}\u{1b}\u{202e}]|[a-z]{30}){0,40}",
            at in any::<[prop::sample::Index; 4]>(),
            room in 24_usize..60,
        ) {
            let place = |index: &prop::sample::Index| text.floor_char_boundary(index.index(text.len() + 1));
            let mut ends = at.iter().map(place);
            let mut span = || {
                let (one, other) = (ends.next().unwrap(), ends.next().unwrap());
                one.min(other)..one.max(other)
            };
            let (first, second) = (span(), span());
            let (lines, marked) = shown(&text, &[&first, &second], room);
            prop_assert!(!marked.is_empty());
            for line in &lines {
                let (_, line) = line.split_once(' ').unwrap();
                prop_assert!(line.chars().all(|letter| !is_harmful(letter)));
                let width: usize = line.chars().map(|letter| letter.width().unwrap()).sum();
                prop_assert!(width <= room, "{line}");
            }
        }
    }
}
