//! Writes a tree down exactly as `terraform fmt` would leave it.
//!
//! The two rules of that formatter that need care: the `=` of neighbouring attributes on one line each stand under each
//! other, and an attribute over several lines ends such a run. Source: `hclwrite/format.go` of HCL 2.

use super::flat::{bound, brackets, grouped, header, line, quoted, spaced};
use super::hcl::{Block, Expression, For, Item};

/// Columns after which a list, an object or a call is spread over lines.
const WIDTH: usize = 110;
/// Blank columns per level.
const STEP: usize = 2;

/// The text of a file.
pub(super) fn print(items: &[Item]) -> String {
    let mut text = String::new();
    body(items, 0, &mut text);
    text
}

fn body(items: &[Item], indent: usize, text: &mut String) {
    let margin = " ".repeat(indent);
    let mut run: Vec<(&str, String)> = Vec::new();
    for item in items {
        let Item::Attribute(name, value) = item else {
            flush(&mut run, &margin, text);
            match item {
                Item::Block(inner) => block(inner, indent, text),
                Item::Comment(words) => text.push_str(&format!("{margin}# {words}\n")),
                _ => text.push('\n'),
            }
            continue;
        };
        let value = expression(value, indent, indent + name.len() + 3);
        if value.contains('\n') {
            flush(&mut run, &margin, text);
            text.push_str(&format!("{margin}{name} = {value}\n"));
        } else {
            run.push((name, value));
        }
    }
    flush(&mut run, &margin, text);
}

/// Writes a run of attributes on one line each.
fn flush(run: &mut Vec<(&str, String)>, margin: &str, text: &mut String) {
    let width = run.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    for (name, value) in run.drain(..) {
        text.push_str(&format!("{margin}{name:width$} = {value}\n"));
    }
}

fn block(block: &Block, indent: usize, text: &mut String) {
    let margin = " ".repeat(indent);
    text.push_str(&margin);
    text.push_str(block.word);
    for label in &block.labels {
        text.push_str(&format!(" {}", quoted(label)));
    }
    if block.body.is_empty() {
        text.push_str(" {}\n");
        return;
    }
    text.push_str(" {\n");
    body(&block.body, indent + STEP, text);
    text.push_str(&format!("{margin}}}\n"));
}

/// An expression whose first line starts in `column` and whose other lines stand at `indent` or deeper.
fn expression(value: &Expression, indent: usize, column: usize) -> String {
    let flat = line(value);
    if column + flat.chars().count() <= WIDTH && !wants_lines(value) {
        return flat;
    }
    let deeper = indent + STEP;
    match value {
        Expression::List(items) if !items.is_empty() => {
            let lines = items.iter().map(|item| expression(item, deeper, deeper) + ",");
            spread("[", lines, "]", indent)
        }
        Expression::Object(entries) if !entries.is_empty() => {
            let items: Vec<Item> = entries
                .iter()
                .map(|(key, value)| Item::Attribute(key.clone(), value.clone()))
                .collect();
            let mut inside = String::new();
            body(&items, deeper, &mut inside);
            format!("{{\n{inside}{}}}", " ".repeat(indent))
        }
        // A call around one thing that has brackets of its own opens both on one line.
        Expression::Call(name, arguments) => match arguments.split_last() {
            Some((last, before))
                if has_brackets(last) && before.iter().all(|argument| !has_brackets(argument)) =>
            {
                let mut head: String =
                    before.iter().map(|argument| line(argument) + ", ").collect();
                head.insert_str(0, &format!("{name}("));
                let last = expression(last, indent, column + head.len());
                format!("{head}{last})")
            }
            Some(_) => {
                let count = arguments.len();
                let lines = arguments.iter().enumerate().map(|(at, argument)| {
                    expression(argument, deeper, deeper) + if at + 1 < count { "," } else { "" }
                });
                spread(&format!("{name}("), lines, ")", indent)
            }
            None => flat,
        },
        Expression::Spread(name, before, list) => {
            let before: String = before.iter().map(|argument| line(argument) + ", ").collect();
            let column = column + name.len() + 1 + before.len();
            format!("{name}({before}{}...)", expression(list, indent, column))
        }
        Expression::For(inner) => comprehension(inner, indent),
        Expression::If(condition, then, otherwise) if has_brackets(otherwise) => {
            let head = format!("{} ? {} : ", bound(condition, 1), bound(then, 1));
            let otherwise = expression(otherwise, indent, column + head.len());
            format!("{head}{otherwise}")
        }
        Expression::If(condition, then, otherwise) if has_brackets(then) => {
            let head = format!("{} ? ", bound(condition, 1));
            let then = expression(then, indent, column + head.len());
            format!("{head}{then} : {}", bound(otherwise, 1))
        }
        _ => flat,
    }
}

fn spread(open: &str, lines: impl Iterator<Item = String>, close: &str, indent: usize) -> String {
    let margin = " ".repeat(indent + STEP);
    let inside: String = lines.map(|line| format!("{margin}{line}\n")).collect();
    format!("{open}\n{inside}{}{close}", " ".repeat(indent))
}

fn comprehension(inner: &For, indent: usize) -> String {
    let deeper = indent + STEP;
    let (open, close) = brackets(inner);
    let mut head = header(inner);
    if let Some(key) = &inner.result_key {
        head.push_str(&format!(" {} =>", line(key)));
    }
    let result = expression(&inner.result, deeper, deeper + head.len() + 1);
    let mut lines = vec![format!("{head} {result}{}", grouped(inner))];
    lines.extend(inner.condition.iter().map(|condition| spaced("if", condition)));
    spread(open, lines.into_iter(), close, indent)
}

/// Objects with several entries read better over lines, however short they are.
fn wants_lines(value: &Expression) -> bool {
    match value {
        Expression::Object(entries) => entries.len() > 1,
        Expression::Call("object" | "optional", arguments) => arguments.iter().any(wants_lines),
        Expression::Call(_, arguments) => arguments.iter().any(wants_lines),
        Expression::For(inner) => wants_lines(&inner.result),
        Expression::Spread(_, _, list) => wants_lines(list),
        _ => false,
    }
}

fn has_brackets(value: &Expression) -> bool {
    match value {
        Expression::List(items) => !items.is_empty(),
        Expression::Object(entries) => !entries.is_empty(),
        Expression::Call(..) | Expression::For(_) | Expression::Spread(..) => true,
        _ => false,
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
