//! Writes a tree down exactly as `terraform fmt` would leave it.
//!
//! The two rules of that formatter that need care: the `=` of neighbouring attributes on one line each stand under each
//! other, and an attribute over several lines ends such a run. Source: `hclwrite/format.go` of HCL 2.

use super::hcl::{Block, Expression, Item};
use super::layout::expression;
use super::line::quoted;

/// Blank columns per level.
pub(super) const STEP: usize = 2;
/// Bytes of most attributes.
const LINE: usize = 128;

/// The text of a file.
pub(super) fn print(items: &[Item]) -> String {
    let mut text = String::new();
    body(items, 0, &mut text);
    text
}

fn body(items: &[Item], indent: usize, to: &mut String) {
    let mut run = Run::new(indent);
    for item in items {
        if let Item::Attribute(name, value) = item {
            run.add(name, value, to);
            continue;
        }
        run.flush(to);
        match item {
            Item::Block(inner) => block(inner, indent, to),
            Item::Comment(words) => {
                margin(indent, to);
                to.extend(["# ", words, "\n"]);
            }
            _ => to.push('\n'),
        }
    }
    run.flush(to);
}

/// Attributes on one line each, whose `=` stand under each other.
pub(super) struct Run<'a> {
    indent: usize,
    lines: Vec<(&'a str, String)>,
}

impl<'a> Run<'a> {
    /// No attributes yet.
    pub(super) fn new(indent: usize) -> Self {
        Self { indent, lines: Vec::new() }
    }

    /// Adds an attribute, or writes it down after the run if it takes several lines.
    pub(super) fn add(&mut self, name: &'a str, value: &Expression, to: &mut String) {
        let mut text = String::with_capacity(LINE);
        expression(value, self.indent, self.indent + name.len() + 3, &mut text);
        if !text.contains('\n') {
            self.lines.push((name, text));
            return;
        }
        self.flush(to);
        margin(self.indent, to);
        to.extend([name, " = ", &text, "\n"]);
    }

    /// Writes the run down.
    pub(super) fn flush(&mut self, to: &mut String) {
        let width = self.lines.iter().map(|(name, _)| name.chars().count()).max();
        for (name, value) in self.lines.drain(..) {
            margin(self.indent, to);
            to.push_str(name);
            margin(width.unwrap_or_default() - name.chars().count(), to);
            to.extend([" = ", &value, "\n"]);
        }
    }
}

fn block(block: &Block, indent: usize, to: &mut String) {
    margin(indent, to);
    to.push_str(block.word);
    for label in &block.labels {
        to.extend([" ", &quoted(label)]);
    }
    if block.body.is_empty() {
        to.push_str(" {}\n");
        return;
    }
    to.push_str(" {\n");
    body(&block.body, indent + STEP, to);
    margin(indent, to);
    to.push_str("}\n");
}

/// Writes blanks.
pub(super) fn margin(columns: usize, to: &mut String) {
    const BLANKS: &str = "                                                                ";
    let mut left = columns;
    while left > 0 {
        let some = left.min(BLANKS.len());
        to.push_str(BLANKS.get(..some).unwrap_or_default());
        left -= some;
    }
}

#[cfg(test)]
mod tests {
    use super::super::hcl::{Block, Expression as E, Item, attribute};
    use super::print;

    #[test]
    fn equal_signs_stand_under_each_other_within_a_run() {
        let items = [Item::Block(Block::new(
            "variable",
            ["a"],
            vec![
                attribute("type", E::word("string")),
                attribute("description", E::text("A \"${b}\".")),
                attribute(
                    "default",
                    E::Object(vec![("a".into(), E::null()), ("long".into(), E::null())]),
                ),
                attribute("nullable", E::bool(false)),
            ],
        ))];
        let expected = "variable \"a\" {\n  type        = string\n  description = \"A \\\"$${b}\\\".\"\n  default = {\n    a    = null\n    long = null\n  }\n  nullable = false\n}\n";
        assert_eq!(print(&items), expected);
    }
}
