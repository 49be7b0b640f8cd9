//! Writes a tree down exactly as `terraform fmt` would leave it.
//!
//! The two rules of that formatter that need care: the `=` of neighbouring attributes on one line each stand under each
//! other, and an attribute over several lines ends such a run. Source: `hclwrite/format.go` of HCL 2.
//!
//! Terraform takes a line break inside of brackets only, so what is no call, list or loop gets parentheses where it is too
//! long: conditions go on with `&&` or `||` at the beginning of a line, choices with `?` and `:`. No line both closes and
//! opens brackets, since the formatter would not know how far in it is.

use super::hcl::{Block, Expression, For, Item, Operator};
use super::line::{STRONGEST, after, begin, bound, brackets, grouped, header, line, quoted};

/// Columns after which an expression is spread over lines. Texts never are.
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
    if let Some(flat) = flat(value, 0, column) {
        return flat;
    }
    match value {
        Expression::List(items) if !items.is_empty() => {
            let deeper = indent + STEP;
            let lines = items.iter().map(|item| inside(item, deeper, deeper) + ",");
            spread("[", lines, "]", indent)
        }
        Expression::Object(entries) if !entries.is_empty() => {
            let items: Vec<Item> = entries
                .iter()
                .map(|(key, value)| Item::Attribute(key.clone(), value.clone()))
                .collect();
            let mut inside = String::new();
            body(&items, indent + STEP, &mut inside);
            format!("{{\n{inside}{}}}", " ".repeat(indent))
        }
        Expression::Call(name, arguments) => call(name, arguments, indent, column),
        Expression::Spread(name, before, list) => {
            let before: String = before.iter().map(|argument| line(argument) + ", ").collect();
            let column = column + name.len() + 1 + before.len();
            format!("{name}({before}{}...)", expression(list, indent, column))
        }
        Expression::For(inner) => comprehension(inner, indent),
        Expression::Get(inner, name) => {
            format!("{}.{name}", operand(inner, STRONGEST, indent, column))
        }
        Expression::Index(inner, key) => {
            format!("{}[{}]", operand(inner, STRONGEST, indent, column), line(key))
        }
        Expression::Splat(inner) => {
            format!("{}[*]", operand(inner, STRONGEST, indent, column))
        }
        Expression::Not(inner) => format!("!{}", operand(inner, STRONGEST, indent, column + 1)),
        Expression::Binary(operator, first, second) if !is_junction(*operator) => {
            comparison(*operator, first, second, [indent, column])
        }
        Expression::If(condition, then, otherwise) => {
            choice(condition, then, otherwise, [indent, column])
                .unwrap_or_else(|| parentheses(value, indent))
        }
        Expression::Binary(..) => parentheses(value, indent),
        Expression::Word(_)
        | Expression::Template(_)
        | Expression::List(_)
        | Expression::Object(_) => line(value),
    }
}

/// An expression inside of brackets, where it may be spread over lines as it is.
fn inside(value: &Expression, indent: usize, column: usize) -> String {
    if let Some(flat) = flat(value, 0, column) {
        return flat;
    }
    let margin = " ".repeat(indent);
    match value {
        Expression::Binary(operator, ..) if is_junction(*operator) => {
            let mut parts = Vec::new();
            chain(*operator, value, &mut parts);
            let strength = operator.strength() + 1;
            let symbol = operator.symbol();
            let mut text = String::new();
            for (at, part) in parts.into_iter().enumerate() {
                if at == 0 {
                    text.push_str(&operand(part, strength, indent, column));
                } else {
                    let column = indent + symbol.len() + 1;
                    let part = operand(part, strength, indent, column);
                    text.push_str(&format!("\n{margin}{symbol} {part}"));
                }
            }
            text
        }
        Expression::If(condition, then, otherwise) => {
            choice(condition, then, otherwise, [indent, column]).unwrap_or_else(|| {
                let condition = operand(condition, 1, indent, column);
                let then = operand(then, 1, indent, indent + 2);
                let otherwise = match &**otherwise {
                    more @ Expression::If(..) => inside(more, indent, indent + 2),
                    last => operand(last, 1, indent, indent + 2),
                };
                format!("{condition}\n{margin}? {then}\n{margin}: {otherwise}")
            })
        }
        other => expression(other, indent, column),
    }
}

/// A part of a longer expression, in parentheses if it binds more weakly than `strength` or takes lines of its own.
fn operand(value: &Expression, strength: u8, indent: usize, column: usize) -> String {
    if let Some(flat) = flat(value, strength, column) {
        return flat;
    }
    match value {
        Expression::If(..) => parentheses(value, indent),
        Expression::Binary(operator, ..)
            if is_junction(*operator) || operator.strength() < strength =>
        {
            parentheses(value, indent)
        }
        other => expression(other, indent, column),
    }
}

fn parentheses(value: &Expression, indent: usize) -> String {
    let deeper = indent + STEP;
    spread("(", [inside(value, deeper, deeper)].into_iter(), ")", indent)
}

/// A choice on one line but for the brackets of its last or only part that has some; `None` if that is too long.
fn choice(
    condition: &Expression,
    then: &Expression,
    otherwise: &Expression,
    [indent, column]: [usize; 2],
) -> Option<String> {
    let condition = flat(condition, 1, column)?;
    if has_brackets(otherwise) {
        let head = format!("{condition} ? {} : ", bound(then, 1));
        let column = column + head.chars().count();
        return fits(&head, column)
            .then(|| format!("{head}{}", expression(otherwise, indent, column)));
    }
    let head = format!("{condition} ? ");
    let column = column + head.chars().count();
    let tail = format!(" : {}", bound(otherwise, 1));
    (has_brackets(then) && fits(&head, column) && fits(&tail, indent))
        .then(|| format!("{head}{}{tail}", expression(then, indent, column)))
}

/// A comparison, whose longer side is spread over lines.
fn comparison(
    operator: Operator,
    first: &Expression,
    second: &Expression,
    [indent, column]: [usize; 2],
) -> String {
    let (strength, symbol) = (operator.strength() + 1, operator.symbol());
    let (before, after) = (bound(first, strength), bound(second, strength));
    if before.len() < after.len() {
        let column = column + before.chars().count() + symbol.len() + 2;
        return format!("{before} {symbol} {}", operand(second, strength, indent, column));
    }
    format!("{} {symbol} {after}", operand(first, strength, indent, column))
}

fn call(name: &str, arguments: &[Expression], indent: usize, column: usize) -> String {
    let Some((last, before)) = arguments.split_last() else { return format!("{name}()") };
    let mut head: String = before.iter().map(|argument| line(argument) + ", ").collect();
    head.insert_str(0, &format!("{name}("));
    let column = column + head.chars().count();
    // A call around one thing that has brackets of its own opens both on one line.
    let is_last = has_brackets(last) && before.iter().all(|argument| !has_brackets(argument));
    if is_last && fits(&head, column) {
        return format!("{head}{})", expression(last, indent, column));
    }
    let deeper = indent + STEP;
    let lines = arguments.iter().enumerate().map(|(at, argument)| {
        inside(argument, deeper, deeper) + if at + 1 < arguments.len() { "," } else { "" }
    });
    spread(&format!("{name}("), lines, ")", indent)
}

fn comprehension(inner: &For, indent: usize) -> String {
    let deeper = indent + STEP;
    let (open, close) = brackets(inner);
    let mut head = header(inner);
    if !fits(&head, deeper) {
        let start = begin(inner);
        let over = operand(&inner.over, 0, deeper, deeper + start.len() + 4);
        head = format!("{start} {} :", after("in", &over));
    }
    let margin = " ".repeat(deeper);
    // A line that closes brackets opens none.
    let blank = if head.contains('\n') { format!("\n{margin}") } else { " ".to_owned() };
    let key = inner.result_key.iter().map(|key| format!("{} => ", line(key))).collect::<String>();
    let key = format!("{blank}{key}");
    let before = if head.contains('\n') { deeper } else { deeper + head.chars().count() };
    let end = before + key.trim_start_matches('\n').chars().count();
    let result = if has_brackets(&inner.result) || flat(&inner.result, 0, end).is_some() {
        key + &expression(&inner.result, deeper, end)
    } else {
        format!("{}\n{margin}{}", key.trim_end(), self::inside(&inner.result, deeper, deeper))
    };
    let mut lines = vec![format!("{head}{result}{}", grouped(inner))];
    lines.extend(
        inner
            .condition
            .iter()
            .map(|condition| after("if", &self::inside(condition, deeper, deeper + 3))),
    );
    spread(open, lines.into_iter(), close, indent)
}

fn spread(open: &str, lines: impl Iterator<Item = String>, close: &str, indent: usize) -> String {
    let margin = " ".repeat(indent + STEP);
    let inside: String = lines.map(|line| format!("{margin}{line}\n")).collect();
    format!("{open}\n{inside}{}{close}", " ".repeat(indent))
}

/// The parts of a chain of `&&` or `||`.
fn chain<'a>(operator: Operator, value: &'a Expression, to: &mut Vec<&'a Expression>) {
    match value {
        Expression::Binary(own, first, second) if *own == operator => {
            chain(operator, first, to);
            chain(operator, second, to);
        }
        part => to.push(part),
    }
}

fn is_junction(operator: Operator) -> bool {
    matches!(operator, Operator::And | Operator::Or)
}

/// An expression on one line, if that is where it is to be.
fn flat(value: &Expression, strength: u8, column: usize) -> Option<String> {
    let mut room = WIDTH.checked_sub(column)?;
    if wants_lines(value) || is_longer(value, &mut room) {
        return None;
    }
    let text = bound(value, strength);
    fits(&text, column).then_some(text)
}

/// Whether an expression certainly is longer than the room that is left: most are seen to be long before they are written.
fn is_longer(value: &Expression, room: &mut usize) -> bool {
    let least = match value {
        Expression::Word(word) => word.chars().count(),
        Expression::Get(_, name) => name.chars().count() + 1,
        Expression::Call(name, _) | Expression::Spread(name, ..) => name.len() + 2,
        _ => 2,
    };
    match room.checked_sub(least) {
        Some(left) => *room = left,
        None => return true,
    }
    value.parts().into_iter().any(|part| is_longer(part, room))
}

fn fits(text: &str, column: usize) -> bool {
    column + text.chars().count() <= WIDTH
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
