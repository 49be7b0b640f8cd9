//! Expressions on one line, spaced as `terraform fmt` spaces them.

use super::hcl::{Expression, For, Part};

/// How strongly `!` and everything stronger binds.
pub(super) const STRONGEST: u8 = 7;

/// An expression on one line.
pub(super) fn line(value: &Expression) -> String {
    bound(value, 0)
}

/// An expression on one line, in parentheses if it binds more weakly than `strength`.
pub(super) fn bound(value: &Expression, strength: u8) -> String {
    let mut text = String::new();
    write_bound(value, strength, &mut text);
    text
}

fn write_bound(value: &Expression, strength: u8, to: &mut String) {
    let own = match value {
        Expression::If(..) => 0,
        Expression::Binary(operator, ..) => operator.strength(),
        _ => STRONGEST,
    };
    if own < strength {
        to.push('(');
        write_flat(value, to);
        to.push(')');
    } else {
        write_flat(value, to);
    }
}

/// Adds an expression to one text instead of joining texts of its parts, which would copy each part once a level.
fn write_flat(value: &Expression, to: &mut String) {
    match value {
        Expression::Word(word) => to.push_str(word),
        Expression::Template(parts) => to.push_str(&template(parts)),
        Expression::Get(inner, name) => {
            write_bound(inner, STRONGEST, to);
            to.push('.');
            to.push_str(name);
        }
        Expression::Index(inner, key) => {
            write_bound(inner, STRONGEST, to);
            to.push('[');
            write_bound(key, 0, to);
            to.push(']');
        }
        Expression::Splat(inner) => {
            write_bound(inner, STRONGEST, to);
            to.push_str("[*]");
        }
        Expression::List(items) => {
            to.push('[');
            write_commas(items, to);
            to.push(']');
        }
        Expression::Object(entries) if entries.is_empty() => to.push_str("{}"),
        Expression::Object(entries) => {
            for (at, (key, value)) in entries.iter().enumerate() {
                to.push_str(if at == 0 { "{ " } else { ", " });
                to.push_str(key);
                to.push_str(" = ");
                write_bound(value, 0, to);
            }
            to.push_str(" }");
        }
        Expression::Call(name, arguments) => {
            to.push_str(name);
            to.push('(');
            write_commas(arguments, to);
            to.push(')');
        }
        Expression::Spread(name, before, list) => {
            to.push_str(name);
            to.push('(');
            for argument in before {
                write_bound(argument, 0, to);
                to.push_str(", ");
            }
            write_bound(list, 0, to);
            to.push_str("...)");
        }
        Expression::Not(inner) => {
            to.push('!');
            write_bound(inner, STRONGEST, to);
        }
        Expression::Binary(operator, first, second) => {
            let strength = operator.strength();
            // `a == b == c` and the like are legal but unreadable; only `&&` and `||` chain.
            write_bound(first, strength + u8::from(strength > 2), to);
            to.push(' ');
            to.push_str(operator.symbol());
            to.push(' ');
            write_bound(second, strength + 1, to);
        }
        Expression::If(condition, then, otherwise) => {
            write_bound(condition, 1, to);
            to.push_str(" ? ");
            write_bound(then, 1, to);
            to.push_str(" : ");
            write_bound(otherwise, 0, to);
        }
        Expression::For(inner) => {
            let (open, close) = brackets(inner);
            let blank = if inner.result_key.is_some() { " " } else { "" };
            to.push_str(&format!("{open}{blank}{} ", header(inner)));
            if let Some(key) = &inner.result_key {
                write_bound(key, 0, to);
                to.push_str(" => ");
            }
            write_bound(&inner.result, 0, to);
            to.push_str(grouped(inner));
            if let Some(condition) = &inner.condition {
                to.push(' ');
                to.push_str(&spaced("if", condition));
            }
            to.push_str(blank);
            to.push_str(close);
        }
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

fn write_commas(items: &[Expression], to: &mut String) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            to.push_str(", ");
        }
        write_bound(item, 0, to);
    }
}

fn template(parts: &[Part]) -> String {
    let (mut inside, mut text) = (String::new(), String::new());
    for part in parts {
        match part {
            Part::Text(more) => text.push_str(more),
            Part::Value(value) => {
                // `$${` would be an escape.
                let sign = text.chars().next_back().filter(|last| ['$', '%'].contains(last));
                let before = sign.map_or(text.as_str(), |sign| text.trim_end_matches(sign));
                let signs = text.get(before.len()..).unwrap_or_default();
                inside.push_str(&escaped(before));
                if !signs.is_empty() {
                    inside.push_str(&format!("${{\"{signs}\"}}"));
                }
                inside.push_str(&format!("${{{}}}", line(value)));
                text.clear();
            }
        }
    }
    inside.push_str(&escaped(&text));
    format!("\"{inside}\"")
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => escaped.push_str("\\\\"),
            '"' => escaped.push_str("\\\""),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            // A template would begin here.
            '$' | '%' if letters.peek() == Some(&'{') => escaped.extend([letter, letter]),
            other => escaped.push(other),
        }
    }
    escaped
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
