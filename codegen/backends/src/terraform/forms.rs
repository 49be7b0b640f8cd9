//! Forms of expressions that the layout asks for.

use super::hcl::{Expression, Operator, Part};

/// The parts of a chain of `&&` or `||`.
pub(super) fn chain<'a>(operator: Operator, value: &'a Expression, to: &mut Vec<&'a Expression>) {
    match value {
        Expression::Binary(own, first, second) if *own == operator => {
            chain(operator, first, to);
            chain(operator, second, to);
        }
        part => to.push(part),
    }
}

/// Whether an operator joins conditions.
pub(super) fn is_junction(operator: Operator) -> bool {
    matches!(operator, Operator::And | Operator::Or)
}

/// Objects with several entries read better over lines, however short they are.
pub(super) fn wants_lines(value: &Expression) -> bool {
    match value {
        Expression::Object(entries) => entries.len() > 1,
        Expression::Call("object" | "optional", arguments) => arguments.iter().any(wants_lines),
        Expression::Call(_, arguments) => arguments.iter().any(wants_lines),
        Expression::For(inner) => wants_lines(&inner.result),
        Expression::Spread(_, _, list) => wants_lines(list),
        _ => false,
    }
}

/// Whether an expression has brackets of its own that can be opened at the end of a line.
pub(super) fn has_brackets(value: &Expression) -> bool {
    match value {
        Expression::List(items) => !items.is_empty(),
        Expression::Object(entries) => !entries.is_empty(),
        Expression::Call(..) | Expression::For(_) | Expression::Spread(..) => true,
        _ => false,
    }
}

/// The words of a text by themselves, if nothing stands between them but plain references.
pub(super) fn words_between_references(parts: &[Part]) -> Option<Expression> {
    let is_plain = |part: &Part| match part {
        Part::Text(_) | Part::Value(Expression::Word(_)) => true,
        Part::Value(value) => value.is_reference(),
    };
    let words = parts.iter().filter(|part| matches!(part, Part::Text(_)));
    parts.iter().all(is_plain).then(|| Expression::Template(words.cloned().collect()))
}

/// A text as a call of `format` or `join` that takes its values as arguments. `None` if it has no values.
pub(super) fn without_values(parts: &[Part]) -> Option<Expression> {
    let (mut words, mut values) = (String::new(), Vec::new());
    for part in parts {
        match part {
            Part::Text(text) => words.push_str(&text.replace('%', "%%")),
            Part::Value(value) => {
                words.push_str("%s");
                values.push(value.clone());
            }
        }
    }
    // What begins a template would need two escapes.
    if values.is_empty() || ["%{", "${"].iter().any(|begin| words.contains(begin)) {
        return None;
    }
    if words.len() == 2 * values.len() {
        return Some(Expression::Call(
            "join",
            vec![Expression::text(""), Expression::List(values)],
        ));
    }
    let arguments = std::iter::once(Expression::text(words)).chain(values);
    Some(Expression::Call("format", arguments.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::hcl::{Expression as E, Part};
    use super::super::line::line;
    use super::without_values;

    #[test]
    fn values_are_taken_out_of_texts() {
        let text = |words: &str| Part::Text(words.to_owned());
        let value = || Part::Value(E::word("a").get("b"));
        let call = |parts: &[Part]| without_values(parts).map(|call| line(&call));
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(call(&[text("c")]), None);
        assert_eq!(call(&[value(), value()]), some("join(\"\", [a.b, a.b])"));
        let percent = [text("5% of "), value(), text("%")];
        assert_eq!(call(&percent), some("format(\"5%% of %s%%\", a.b)"));
        assert_eq!(call(&[text("%{"), value()]), None);
    }
}
