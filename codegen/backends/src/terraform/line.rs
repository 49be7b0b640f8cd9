//! Expressions on one line, spaced as `terraform fmt` spaces them.

use super::hcl::{Expression, For, Operator, Part};
use std::borrow::Cow;

/// How strongly `!` and everything stronger binds.
pub(super) const STRONGEST: u8 = 7;

/// An expression on one line.
pub(super) fn line(value: &Expression) -> String {
    bound(value, 0)
}

/// An expression on one line, in parentheses if it binds more weakly than `strength`.
pub(super) fn bound(value: &Expression, strength: u8) -> String {
    let mut text = String::new();
    write_within(value, strength, usize::MAX, &mut text);
    text
}

/// Adds an expression on one line to a text.
pub(super) fn write(value: &Expression, to: &mut String) {
    write_within(value, 0, usize::MAX, to);
}

/// Adds [`bound`] to a text if it has room in as many columns.
pub(super) fn write_within(value: &Expression, strength: u8, room: usize, to: &mut String) -> bool {
    let start = to.len();
    let mut line = Line { text: to, room: Some(room) };
    write_bound(value, strength, &mut line);
    let has_room = line.room.is_some();
    if !has_room {
        to.truncate(start);
    }
    has_room
}

/// A text that an expression is added to, instead of joining texts of its parts, which would copy each part once a level.
struct Line<'t> {
    text: &'t mut String,
    /// Columns that are left; `None`: it is too long, and the rest need not be written.
    room: Option<usize>,
}

impl Line<'_> {
    fn push_str(&mut self, text: &str) {
        let columns = if text.is_ascii() { text.len() } else { text.chars().count() };
        self.room = self.room.and_then(|room| room.checked_sub(columns));
        if self.room.is_some() {
            self.text.push_str(text);
        }
    }
}

fn write_bound(value: &Expression, strength: u8, to: &mut Line<'_>) {
    let own = match value {
        Expression::If(..) => 0,
        Expression::Binary(operator, ..) => operator.strength(),
        _ => STRONGEST,
    };
    if own < strength {
        to.push_str("(");
        write_flat(value, to);
        to.push_str(")");
    } else {
        write_flat(value, to);
    }
}

fn write_flat(value: &Expression, to: &mut Line<'_>) {
    if to.room.is_none() {
        return;
    }
    match value {
        Expression::Word(word) => to.push_str(word),
        Expression::Template(parts) => write_template(parts, to),
        Expression::Get(inner, name) => {
            write_bound(inner, STRONGEST, to);
            to.push_str(".");
            to.push_str(name);
        }
        Expression::Index(inner, key) => {
            write_bound(inner, STRONGEST, to);
            to.push_str("[");
            write_bound(key, 0, to);
            to.push_str("]");
        }
        Expression::Splat(inner) => {
            write_bound(inner, STRONGEST, to);
            to.push_str("[*]");
        }
        Expression::List(items) => {
            to.push_str("[");
            write_commas(items, to);
            to.push_str("]");
        }
        Expression::Object(entries) if entries.is_empty() => to.push_str("{}"),
        Expression::Object(entries) => write_entries(entries, to),
        Expression::Call(name, arguments) => {
            to.push_str(name);
            to.push_str("(");
            write_commas(arguments, to);
            to.push_str(")");
        }
        Expression::Spread(name, before, list) => {
            to.push_str(name);
            to.push_str("(");
            for argument in before {
                write_bound(argument, 0, to);
                to.push_str(", ");
            }
            write_bound(list, 0, to);
            to.push_str("...)");
        }
        Expression::Not(inner) => {
            to.push_str("!");
            write_bound(inner, STRONGEST, to);
        }
        Expression::Binary(operator, first, second) => write_binary(*operator, first, second, to),
        Expression::If(condition, then, otherwise) => {
            write_bound(condition, 1, to);
            to.push_str(" ? ");
            write_bound(then, 1, to);
            to.push_str(" : ");
            write_bound(otherwise, 0, to);
        }
        Expression::For(inner) => write_for(inner, to),
    }
}

fn write_entries(entries: &[(String, Expression)], to: &mut Line<'_>) {
    for (at, (key, value)) in entries.iter().enumerate() {
        to.push_str(if at == 0 { "{ " } else { ", " });
        to.push_str(key);
        to.push_str(" = ");
        write_bound(value, 0, to);
    }
    to.push_str(" }");
}

fn write_binary(operator: Operator, first: &Expression, second: &Expression, to: &mut Line<'_>) {
    let strength = operator.strength();
    // `a == b == c` and the like are legal but unreadable; only `&&` and `||` chain.
    write_bound(first, strength + u8::from(strength > 2), to);
    to.push_str(" ");
    to.push_str(operator.symbol());
    to.push_str(" ");
    write_bound(second, strength + 1, to);
}

fn write_for(inner: &For, to: &mut Line<'_>) {
    let (open, close) = brackets(inner);
    let blank = if inner.result_key.is_some() { " " } else { "" };
    to.push_str(open);
    to.push_str(blank);
    to.push_str(&begin(inner));
    to.push_str(" in");
    write_after(&inner.over, to);
    to.push_str(" : ");
    if let Some(key) = &inner.result_key {
        write_bound(key, 0, to);
        to.push_str(" => ");
    }
    write_bound(&inner.result, 0, to);
    to.push_str(grouped(inner));
    if let Some(condition) = &inner.condition {
        to.push_str(" if");
        write_after(condition, to);
    }
    to.push_str(blank);
    to.push_str(close);
}

/// Adds what stands behind a word of a loop: [`spaced`], of which nothing is written that has no room.
fn write_after(value: &Expression, to: &mut Line<'_>) {
    if !opens(value, 0) {
        to.push_str(" ");
    }
    write_bound(value, 0, to);
}

/// Whether an expression on one line begins with a parenthesis.
fn opens(value: &Expression, strength: u8) -> bool {
    match value {
        Expression::If(condition, ..) => strength > 0 || opens(condition, 1),
        Expression::Binary(operator, first, _) => {
            let own = operator.strength();
            own < strength || opens(first, own + u8::from(own > 2))
        }
        Expression::Get(inner, _) | Expression::Index(inner, _) | Expression::Splat(inner) => {
            opens(inner, STRONGEST)
        }
        _ => false,
    }
}

/// A word of a loop with what stands behind it. `terraform fmt` takes `if (` and `in (` for calls, and leaves no blank.
pub(super) fn spaced(word: &str, expression: &Expression) -> String {
    after(word, &line(expression))
}

/// [`spaced`], for a text.
pub(super) fn after(word: &str, text: &str) -> String {
    let blank = if text.starts_with('(') { "" } else { " " };
    format!("{word}{blank}{text}")
}

fn write_commas(items: &[Expression], to: &mut Line<'_>) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            to.push_str(", ");
        }
        write_bound(item, 0, to);
    }
}

fn write_template(parts: &[Part], to: &mut Line<'_>) {
    to.push_str("\"");
    let mut text = Cow::Borrowed("");
    for part in parts {
        match part {
            Part::Text(more) if text.is_empty() => text = Cow::Borrowed(more),
            Part::Text(more) => text.to_mut().push_str(more),
            Part::Value(value) => {
                // `$${` would be an escape.
                let sign = text.chars().next_back().filter(|last| ['$', '%'].contains(last));
                let before = sign.map_or(&*text, |sign| text.trim_end_matches(sign));
                let signs = text.get(before.len()..).unwrap_or_default();
                write_escaped(before, to);
                if !signs.is_empty() {
                    for part in ["${\"", signs, "\"}"] {
                        to.push_str(part);
                    }
                }
                to.push_str("${");
                write_bound(value, 0, to);
                to.push_str("}");
                text = Cow::Borrowed("");
            }
        }
    }
    write_escaped(&text, to);
    to.push_str("\"");
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    let mut line = Line { text: &mut quoted, room: Some(usize::MAX) };
    line.push_str("\"");
    write_escaped(text, &mut line);
    line.push_str("\"");
    quoted
}

fn write_escaped(text: &str, to: &mut Line<'_>) {
    let is_special = |byte| matches!(byte, b'\\' | b'"' | b'\n' | b'\t' | b'\r' | b'$' | b'%');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        let (before, special) = rest.split_at(at);
        to.push_str(before);
        let (letter, after) = special.split_at(1);
        to.push_str(match letter {
            "\\" => "\\\\",
            "\"" => "\\\"",
            "\n" => "\\n",
            "\t" => "\\t",
            "\r" => "\\r",
            // A template would begin here.
            "$" if after.starts_with('{') => "$$",
            "%" if after.starts_with('{') => "%%",
            other => other,
        });
        rest = after;
    }
    to.push_str(rest);
}

/// What a loop stands in.
pub(super) fn brackets(inner: &For) -> (&'static str, &'static str) {
    if inner.result_key.is_some() { ("{", "}") } else { ("[", "]") }
}

/// What stands behind results of which several may have one key.
pub(super) fn grouped(inner: &For) -> &'static str {
    if inner.grouped { "..." } else { "" }
}

/// How a loop begins.
pub(super) fn header(inner: &For) -> String {
    format!("{} {} :", begin(inner), spaced("in", &inner.over))
}

/// What a loop calls the parts of each element.
pub(super) fn begin(inner: &For) -> String {
    let key = inner.key.iter().map(|key| format!("{key}, ")).collect::<String>();
    format!("for {key}{}", inner.value)
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
    use super::super::hcl::{Expression as E, Operator};
    use super::{line, spaced};

    #[test]
    fn words_of_loops_are_spaced_as_terraform_fmt_does() {
        let a = || E::word("a");
        let either = E::binary(Operator::Or, a(), a());
        assert_eq!(spaced("if", &E::binary(Operator::And, either, a())), "if(a || a) && a");
        assert_eq!(spaced("in", &a()), "in a");
    }

    #[test]
    fn parentheses_stand_only_where_they_are_needed() {
        let a = || E::word("a");
        let either = E::binary(Operator::Or, a(), a());
        let both = E::binary(Operator::And, either.clone(), a());
        assert_eq!(line(&both), "(a || a) && a");
        assert_eq!(line(&E::binary(Operator::Or, both, a())), "(a || a) && a || a");
        assert_eq!(line(&E::Not(Box::new(either))), "!(a || a)");
        let choice = E::choose(a(), a(), E::choose(a(), a(), a()));
        assert_eq!(line(&choice), "a ? a : a ? a : a");
        assert_eq!(line(&choice.get("b")), "(a ? a : a ? a : a).b");
    }
}
