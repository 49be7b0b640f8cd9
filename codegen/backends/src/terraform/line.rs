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
    let own = match value {
        Expression::If(..) => 0,
        Expression::Binary(operator, ..) => operator.strength(),
        _ => STRONGEST,
    };
    let text = flat(value);
    if own < strength { format!("({text})") } else { text }
}

fn flat(value: &Expression) -> String {
    match value {
        Expression::Word(word) => word.clone(),
        Expression::Template(parts) => template(parts),
        Expression::Get(inner, name) => format!("{}.{name}", bound(inner, STRONGEST)),
        Expression::Index(inner, key) => format!("{}[{}]", bound(inner, STRONGEST), line(key)),
        Expression::Splat(inner) => format!("{}[*]", bound(inner, STRONGEST)),
        Expression::List(items) => format!("[{}]", commas(items)),
        Expression::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Expression::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{key} = {}", line(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Expression::Call(name, arguments) => format!("{name}({})", commas(arguments)),
        Expression::Spread(name, before, list) => {
            let before: String = before.iter().map(|argument| line(argument) + ", ").collect();
            format!("{name}({before}{}...)", line(list))
        }
        Expression::Not(inner) => format!("!{}", bound(inner, STRONGEST)),
        Expression::Binary(operator, first, second) => {
            let strength = operator.strength();
            // `a == b == c` and the like are legal but unreadable; only `&&` and `||` chain.
            let chain = strength + u8::from(strength > 2);
            format!("{} {} {}", bound(first, chain), operator.symbol(), bound(second, strength + 1))
        }
        Expression::If(condition, then, otherwise) => {
            format!("{} ? {} : {}", bound(condition, 1), bound(then, 1), bound(otherwise, 0))
        }
        Expression::For(inner) => {
            let (open, close) = brackets(inner);
            let blank = if inner.result_key.is_some() { " " } else { "" };
            let key =
                inner.result_key.iter().map(|key| format!("{} => ", line(key))).collect::<String>();
            let condition = inner
                .condition
                .iter()
                .map(|condition| format!(" {}", spaced("if", condition)))
                .collect::<String>();
            format!(
                "{open}{blank}{} {key}{}{}{condition}{blank}{close}",
                header(inner),
                line(&inner.result),
                grouped(inner)
            )
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

fn commas(items: &[Expression]) -> String {
    items.iter().map(line).collect::<Vec<_>>().join(", ")
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
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\t', "\\t")
        .replace('\r', "\\r")
        .replace("${", "$${")
        .replace("%{", "%%{")
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
