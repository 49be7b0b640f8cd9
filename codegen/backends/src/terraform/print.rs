//! Writes a tree down exactly as `terraform fmt` would leave it.
//!
//! Source: `hclwrite/format.go` of HCL 2.

use super::hcl::{Block, Item};
use super::layout::{Run, STEP};
use super::line::{margin, quoted};

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
