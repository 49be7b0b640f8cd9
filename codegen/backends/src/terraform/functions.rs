//! Functions of the graph for which Terraform has no single one.

use super::hcl::{Expression, For, Operator, Part};

/// A range of addresses with its first one; any other text as it is.
pub(super) fn range(text: Expression) -> Expression {
    let [same, first] = ["0", "0"].map(Expression::word);
    let range = Expression::Call("cidrsubnet", vec![text.clone(), same, first]);
    Expression::Call("try", vec![range, text])
}

/// The elements of a list that stand in it more than once, each once.
pub(super) fn repeated(list: &Expression) -> Expression {
    let walk = |value: &str, over: Expression, condition: Expression| {
        Expression::For(Box::new(For {
            key: None,
            value: value.to_owned(),
            over,
            result_key: None,
            result: Expression::word(value),
            condition: Some(condition),
        }))
    };
    let [other, twice] = ["other", "twice"].map(Expression::word);
    let is_same = Expression::binary(Operator::Equal, other, twice);
    let same = Expression::Call("length", vec![walk("other", list.clone(), is_same)]);
    let is_repeated = Expression::binary(Operator::More, same, Expression::word("1"));
    walk("twice", Expression::Call("distinct", vec![list.clone()]), is_repeated)
}

/// The texts of a list that are one letter away from a text: the list is searched as lines, since a regular expression
/// is the only loop over letters that Terraform has.
pub(super) fn near(text: Expression, list: Expression) -> Expression {
    let part = |of: Expression, from: Expression, length: &str| {
        Expression::Call("substr", vec![of, from, Expression::word(length)])
    };
    let at = || Expression::word("at");
    let before = Expression::Call("substr", vec![text.clone(), Expression::word("0"), at()]);
    let rest = part(text.clone(), at(), "-1");
    let after = part(rest.clone(), Expression::word("1"), "-1");
    let say = |words: &str| Part::Text(words.to_owned());
    let letters = Expression::Call("length", vec![text.clone()]);
    let forms = Expression::For(Box::new(For {
        key: None,
        value: "at".to_owned(),
        over: Expression::Call("range", vec![letters]),
        result_key: None,
        result: Expression::Template(vec![
            Part::Value(before),
            say("(?:."),
            Part::Value(rest),
            say("|.?"),
            Part::Value(after),
            say(")"),
        ]),
        condition: None,
    }));
    let forms = Expression::Call("join", vec![Expression::text("|"), forms]);
    let form = Expression::Template(vec![
        say("(?m)^(?:"),
        Part::Value(text),
        say(".|"),
        Part::Value(forms),
        say(")$"),
    ]);
    let lines = Expression::Call("join", vec![Expression::text("\n"), list]);
    let found = Expression::Call("regexall", vec![form, lines]);
    Expression::Call("try", vec![found, Expression::List(Vec::new())])
}
