//! Where attributes and expressions stand, and where they go on in the next line.
//!
//! The `=` of neighbouring attributes on one line each stand under each other; an attribute over several lines ends such a
//! run.
//!
//! Terraform takes a line break inside of brackets only, so what is no call, list or loop gets parentheses where it is too
//! long: conditions go on with `&&` or `||` at the beginning of a line, choices with `?` and `:`. No line both closes and
//! opens brackets, since the formatter would not know how far in it is.

use super::forms::{
    chain, has_brackets, is_junction, wants_lines, without_values, words_between_references,
};
use super::hcl::{Expression, For, Operator, Part};
use super::line::{
    STRONGEST, after, begin, bound, brackets, grouped, header, line, margin, write, write_within,
};

/// Blank columns per level.
pub(super) const STEP: usize = 2;
/// Bytes of most attributes.
const LINE: usize = 128;
/// Columns after which an expression is spread over lines.
const WIDTH: usize = 110;
/// Columns after which what stands in a text is taken out of it, which leaves one for a comma. The text itself is never
/// broken.
const TEXT_WIDTH: usize = 159;

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

/// Writes an expression whose first line starts in `column` and whose other lines stand at `indent` or deeper.
pub(super) fn expression(value: &Expression, indent: usize, column: usize, to: &mut String) {
    if flat(value, 0, column, to) {
        return;
    }
    match value {
        Expression::List(items) if !items.is_empty() => {
            list(items, indent, to);
        }
        Expression::Object(entries) if !entries.is_empty() => {
            spread(["{", "}"], indent, to, |to| {
                let mut run = Run::new(indent + STEP);
                for (key, value) in entries {
                    run.add(key, value, to);
                }
                run.flush(to);
            });
        }
        Expression::Call(name, arguments) => call(name, arguments, [indent, column], to),
        Expression::Spread(name, before, list) => {
            let before: String = before.iter().map(|argument| line(argument) + ", ").collect();
            to.extend([*name, "(", &before]);
            expression(list, indent, column + name.len() + 1 + before.len(), to);
            to.push_str("...)");
        }
        Expression::For(inner) => comprehension(inner, indent, to),
        Expression::Get(inner, _) | Expression::Index(inner, _) | Expression::Splat(inner) => {
            operand(inner, STRONGEST, [indent, column], to);
            match value {
                Expression::Get(_, name) => to.extend([".", name]),
                Expression::Index(_, key) => to.extend(["[", &line(key), "]"]),
                _ => to.push_str("[*]"),
            }
        }
        Expression::Not(inner) => {
            to.push('!');
            operand(inner, STRONGEST, [indent, column + 1], to);
        }
        Expression::Binary(operator, first, second) if !is_junction(*operator) => {
            if !comparison(*operator, [first, second], [indent, column], to) {
                parentheses(value, indent, to);
            }
        }
        Expression::Template(parts) => match without_values(parts) {
            Some(call) if is_too_long(value, parts, column) => {
                expression(&call, indent, column, to);
            }
            _ => write(value, to),
        },
        Expression::If(condition, then, otherwise) => {
            if !choice([condition, then, otherwise], [indent, column], to) {
                parentheses(value, indent, to);
            }
        }
        Expression::Binary(..) => parentheses(value, indent, to),
        Expression::Word(_) | Expression::List(_) | Expression::Object(_) => write(value, to),
    }
}

/// A list with a line for each item.
fn list(items: &[Expression], indent: usize, to: &mut String) {
    spread(["[", "]"], indent, to, |to| {
        for item in items {
            line_inside(item, indent, to);
            to.push_str(",\n");
        }
    });
}

/// Whether a text is too long because of the values in it: nothing is gained where its words alone are too long.
fn is_too_long(text: &Expression, parts: &[Part], column: usize) -> bool {
    let has_room = |text: &Expression| {
        write_within(text, 0, TEXT_WIDTH - column.min(TEXT_WIDTH), &mut String::new())
    };
    !has_room(text) && words_between_references(parts).is_none_or(|words| has_room(&words))
}

/// Writes an expression inside of brackets, where it may be spread over lines as it is.
fn inside(value: &Expression, indent: usize, column: usize, to: &mut String) {
    if flat(value, 0, column, to) {
        return;
    }
    let next = |sign: &str, to: &mut String| {
        to.push('\n');
        margin(indent, to);
        to.extend([sign, " "]);
    };
    match value {
        Expression::Binary(operator, ..) if is_junction(*operator) => {
            let mut parts = Vec::new();
            chain(*operator, value, &mut parts);
            let (strength, symbol) = (operator.strength() + 1, operator.symbol());
            for (at, part) in parts.into_iter().enumerate() {
                if at == 0 {
                    operand(part, strength, [indent, column], to);
                } else {
                    next(symbol, to);
                    operand(part, strength, [indent, indent + symbol.len() + 1], to);
                }
            }
        }
        Expression::Binary(operator, first, second) => {
            if comparison(*operator, [first, second], [indent, column], to) {
                return;
            }
            let (strength, symbol) = (operator.strength() + 1, operator.symbol());
            operand(first, strength, [indent, column], to);
            next(symbol, to);
            operand(second, strength, [indent, indent + symbol.len() + 1], to);
        }
        Expression::If(condition, then, otherwise) => {
            if choice([condition, then, otherwise], [indent, column], to) {
                return;
            }
            operand(condition, 1, [indent, column], to);
            next("?", to);
            operand(then, 1, [indent, indent + 2], to);
            next(":", to);
            match &**otherwise {
                more @ Expression::If(..) => inside(more, indent, indent + 2, to),
                last => operand(last, 1, [indent, indent + 2], to),
            }
        }
        other => expression(other, indent, column, to),
    }
}

/// A line of its own inside of brackets.
fn line_inside(value: &Expression, indent: usize, to: &mut String) {
    margin(indent + STEP, to);
    inside(value, indent + STEP, indent + STEP, to);
}

/// A part of a longer expression, in parentheses if it binds more weakly than `strength` or takes lines of its own.
fn operand(value: &Expression, strength: u8, [indent, column]: [usize; 2], to: &mut String) {
    if flat(value, strength, column, to) {
        return;
    }
    match value {
        Expression::If(..) => parentheses(value, indent, to),
        Expression::Binary(operator, ..)
            if is_junction(*operator) || operator.strength() < strength =>
        {
            parentheses(value, indent, to);
        }
        other => expression(other, indent, column, to),
    }
}

fn parentheses(value: &Expression, indent: usize, to: &mut String) {
    spread(["(", ")"], indent, to, |to| {
        line_inside(value, indent, to);
        to.push('\n');
    });
}

/// Writes a choice on one line but for the brackets of its last or only part that has some, unless that is too long.
fn choice(parts: [&Expression; 3], place: [usize; 2], to: &mut String) -> bool {
    let start = to.len();
    let is_written = try_choice(parts, place, to);
    if !is_written {
        to.truncate(start);
    }
    is_written
}

fn try_choice(
    [condition, then, otherwise]: [&Expression; 3],
    [indent, column]: [usize; 2],
    to: &mut String,
) -> bool {
    let (start, is_otherwise) = (to.len(), has_brackets(otherwise));
    if !(is_otherwise || has_brackets(then)) || !flat(condition, 1, column, to) {
        return false;
    }
    to.push_str(" ? ");
    if is_otherwise {
        to.extend([&*bound(then, 1), " : "]);
    }
    let head = width(to, start);
    if !fits(head, column + head) {
        return false;
    }
    if is_otherwise {
        expression(otherwise, indent, column + head, to);
        return true;
    }
    let tail = format!(" : {}", bound(otherwise, 1));
    let before = to.len();
    expression(then, indent, column + head, to);
    let end = end(to, before, column + head);
    to.push_str(&tail);
    fits(tail.chars().count(), end)
}

/// A comparison, whose longer side is spread over lines, unless the other one is too long for a line as well.
fn comparison(
    operator: Operator,
    [first, second]: [&Expression; 2],
    [indent, column]: [usize; 2],
    to: &mut String,
) -> bool {
    let (strength, symbol) = (operator.strength() + 1, operator.symbol());
    let (before, after) = (bound(first, strength), bound(second, strength));
    let start = to.len();
    let is_written = if before.len() < after.len() {
        let head = before.chars().count() + symbol.len() + 2;
        to.extend([&*before, " ", symbol, " "]);
        operand(second, strength, [indent, column + head], to);
        fits(head, column)
    } else {
        let tail = format!(" {symbol} {after}");
        let columns = tail.chars().count();
        operand(first, strength, [indent, column + columns], to);
        let end = end(to, start, column);
        to.push_str(&tail);
        fits(columns, end)
    };
    if !is_written {
        to.truncate(start);
    }
    is_written
}

fn call(name: &str, arguments: &[Expression], [indent, column]: [usize; 2], to: &mut String) {
    let start = to.len();
    to.extend([name, "("]);
    let Some((last, before)) = arguments.split_last() else { return to.push(')') };
    // A call around one thing that has brackets of its own opens both on one line.
    if has_brackets(last) && before.iter().all(|argument| !has_brackets(argument)) {
        for argument in before {
            write(argument, to);
            to.push_str(", ");
        }
        let head = width(to, start);
        if fits(head, column + head) {
            expression(last, indent, column + head, to);
            return to.push(')');
        }
        to.truncate(start + name.len() + 1);
    }
    spread(["", ")"], indent, to, |to| {
        for (at, argument) in arguments.iter().enumerate() {
            line_inside(argument, indent, to);
            to.push_str(if at + 1 < arguments.len() { ",\n" } else { "\n" });
        }
    });
}

fn comprehension(inner: &For, indent: usize, to: &mut String) {
    let deeper = indent + STEP;
    let (open, close) = brackets(inner);
    let mut head = header(inner);
    if !fits(head.chars().count(), deeper) {
        let (start, mut over) = (begin(inner), String::new());
        operand(&inner.over, 0, [deeper, deeper + start.len() + 4], &mut over);
        head = format!("{start} {} :", after("in", &over));
    }
    // A line that closes brackets opens none.
    let key = inner.result_key.iter().map(|key| format!("{} => ", line(key))).collect::<String>();
    let is_spread = head.contains('\n')
        || !key.is_empty() && !fits(head.chars().count() + key.chars().count() + 2, deeper);
    let before = if is_spread { deeper } else { head.chars().count() + 1 };
    let end = deeper + before + key.chars().count();
    spread([open, close], indent, to, |to| {
        margin(deeper, to);
        to.push_str(&head);
        if is_spread {
            to.push('\n');
            margin(deeper, to);
        } else {
            to.push(' ');
        }
        to.push_str(&key);
        if has_brackets(&inner.result) {
            expression(&inner.result, deeper, end, to);
        } else if !flat(&inner.result, 0, end, to) {
            to.truncate(to.trim_end().len());
            to.push('\n');
            line_inside(&inner.result, indent, to);
        }
        to.extend([grouped(inner), "\n"]);
        if let Some(condition) = &inner.condition {
            let mut text = String::new();
            self::inside(condition, deeper, deeper + 3, &mut text);
            margin(deeper, to);
            to.extend([&*after("if", &text), "\n"]);
        }
    });
}

/// Writes lines of their own between brackets.
fn spread(
    [open, close]: [&str; 2],
    indent: usize,
    to: &mut String,
    lines: impl FnOnce(&mut String),
) {
    to.extend([open, "\n"]);
    lines(to);
    margin(indent, to);
    to.push_str(close);
}

/// Writes an expression on one line, if that is where it is to be. What turns out to be too long is not written to its end.
fn flat(value: &Expression, strength: u8, column: usize, to: &mut String) -> bool {
    let Some(room) = WIDTH.checked_sub(column) else { return false };
    !wants_lines(value) && write_within(value, strength, room, to)
}

/// Columns that a text takes from a place on.
fn width(text: &str, start: usize) -> usize {
    text.get(start..).unwrap_or_default().chars().count()
}

/// The column that a text ends in which starts in `column`.
fn end(text: &str, start: usize, column: usize) -> usize {
    let written = text.get(start..).unwrap_or_default();
    match written.rsplit_once('\n') {
        Some((_, last)) => last.chars().count(),
        None => column + written.chars().count(),
    }
}

fn fits(columns: usize, column: usize) -> bool {
    column + columns <= WIDTH
}
