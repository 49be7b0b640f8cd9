//! A text with its lines, in which places can be looked up without reading all of it each time.

use serde::Serialize;
use std::ops::Range;

/// Characters are counted once up to each multiple of so many bytes.
const STRIDE: usize = 256;

/// A place in a file: bytes from the start of the file.
pub(crate) type Span = Range<usize>;

/// The text of a file.
#[derive(Debug)]
pub(crate) struct Source {
    /// Name that messages show.
    pub(super) name: String,
    pub(super) text: String,
    /// Where each line begins.
    lines: Vec<usize>,
    /// How many characters begin before each multiple of [`STRIDE`].
    characters: Vec<usize>,
}

/// A place as editors and people count: lines and columns from 1, columns in characters; the end is exclusive. Offset and
/// length are in bytes, the offset from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) offset: usize,
    pub(super) length: usize,
}

impl Source {
    pub(crate) fn new(name: impl Into<String>, text: String) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            // Half of a line end of two.
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let counts = bytes.chunks(STRIDE).scan(0, |sum, chunk| {
            *sum += count(chunk);
            Some(*sum)
        });
        let characters = std::iter::once(0).chain(counts).collect();
        Self { name: name.into(), lines, characters, text }
    }

    /// Where a span begins and ends.
    pub(super) fn place(&self, span: &Span) -> Place {
        let (line, column) = self.position(span.start);
        let (end_line, end_column) = self.position(span.end);
        Place { line, column, end_line, end_column, offset: span.start, length: span.len() }
    }

    fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.lines.get(line).copied().unwrap_or_default();
        (line + 1, self.characters_before(offset) - self.characters_before(start) + 1)
    }

    /// The number, from 0, of the line that an offset is in.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The number, from 0, of the last line that has something in it.
    pub(super) fn last_line(&self) -> usize {
        self.line_of(self.text.len().saturating_sub(1))
    }

    /// A line without its end, if there is one of this number.
    pub(super) fn line(&self, number: usize) -> Option<Range<usize>> {
        let start = *self.lines.get(number)?;
        let next = self.lines.get(number + 1).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..next)?;
        Some(start..start + line.trim_end_matches(['\r', '\n']).len())
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / STRIDE;
        let before = self.characters.get(block).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(block * STRIDE..offset).unwrap_or_default();
        before + count(rest)
    }
}

/// How many characters begin in these bytes of UTF-8.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Line and column, found by reading everything.
    fn slow(text: &str, offset: usize) -> (usize, usize) {
        let before = text[..offset].replace("\r\n", "\n");
        let split = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
        // Between the halves of a line end the line goes on.
        let lines =
            before.strip_suffix('\r').filter(|_| split).unwrap_or(&before).replace('\r', "\n");
        let column = lines.rsplit('\n').next().unwrap_or_default().chars().count();
        (lines.matches('\n').count() + 1, column + 1 + usize::from(split))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn lines_and_columns_are_those_of_reading_everything(
            text in "([a-cäö中\u{1f600}]|\n|\r|\r\n|[a-z]{200}|ä{150}){0,12}",
        ) {
            let source = Source::new("", text.clone());
            for offset in (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)) {
                let Place { line, column, .. } = source.place(&(offset..offset));
                prop_assert_eq!((line, column), slow(&text, offset), "{}", offset);
                let line = source.line(source.line_of(offset)).unwrap();
                prop_assert!(line.start <= offset && !text[line].contains(['\r', '\n']));
            }
        }
    }
}
