//! Functions of the graph in Terraform.
//!
//! Arguments are not null where the function does not take null: the caller has seen to that.

use super::hcl::{Expression, For, Operator, Part};
use super::idioms::{attempt, each, filter};
use super::scope::Scope;
use privatelink_ir::Function;

/// Whether a function is written so that null among its arguments comes to what it means, because it fails and is tried.
pub(super) fn is_tried(function: Function, argument: usize) -> bool {
    match function {
        Function::Matches
        | Function::Find
        | Function::FromJson
        | Function::Range
        | Function::Subnet
        | Function::PlannedSubnet => true,
        Function::Covering => argument == 1,
        Function::Concat
        | Function::Merge
        | Function::Text
        | Function::Equal
        | Function::AtMost
        | Function::Not
        | Function::All
        | Function::Any
        | Function::IsSet
        | Function::Lookup
        | Function::Keys
        | Function::Values
        | Function::Distinct
        | Function::Repeated
        | Function::Length
        | Function::Contains
        | Function::Quoted
        | Function::Json
        | Function::Zip
        | Function::Before
        | Function::Without
        | Function::Overlapping
        | Function::Sum
        | Function::Product
        | Function::Quotient => false,
    }
}

/// A range of addresses with its first one, which fails for any other text.
fn with_first_address(range: Expression) -> Expression {
    let [same, first] = ["0", "0"].map(Expression::word);
    Expression::Call("cidrsubnet", vec![range, same, first])
}

/// A range of addresses with its first one; any other text as it is.
pub(super) fn range(text: Expression) -> Expression {
    attempt(with_first_address(text.clone()), text)
}

/// The subnet of a range with this number; null if there is none. `is_counted`: neither number is negative, for which
/// Terraform has subnets that the range does not contain.
pub(super) fn subnet(parts: [Expression; 3], is_counted: bool) -> Expression {
    let [_, bits, number] = parts.clone();
    let subnet = Expression::Call("cidrsubnet", parts.to_vec());
    if is_counted {
        return attempt(subnet, Expression::null());
    }
    let [bits, number] = [bits, number]
        .map(|part| Expression::binary(Operator::AtLeast, part, Expression::word("0")));
    let both = Expression::binary(Operator::And, bits, number);
    attempt(Expression::choose(both, subnet, Expression::null()), Expression::null())
}

/// Whether a range contains another one: with the length of the first, the second begins like the first.
fn covers(outer: &Expression, inner: &Expression) -> Expression {
    let part = |of: &Expression, at: &str| {
        let parts = Expression::Call("split", vec![Expression::text("/"), of.clone()]);
        parts.index(Expression::word(at))
    };
    let length = |of: &Expression| Expression::Call("tonumber", vec![part(of, "1")]);
    let widened = Expression::Template(vec![
        Part::Value(part(inner, "0")),
        Part::Text("/".to_owned()),
        Part::Value(part(outer, "1")),
    ]);
    let begins_alike = Expression::binary(
        Operator::Equal,
        with_first_address(widened),
        with_first_address(outer.clone()),
    );
    // Of the range with its first address, so that what is no range has no length: `10.0.0.0/33`.
    let of_inner = length(&with_first_address(inner.clone()));
    let is_longer = Expression::binary(Operator::AtMost, length(outer), of_inner);
    let both = Expression::junction(Operator::And, vec![begins_alike, is_longer]);
    attempt(both, Expression::bool(false))
}

/// The ranges of a list that contain all of a range.
pub(super) fn covering(scope: &Scope<'_>, list: Expression, range: &Expression) -> Expression {
    let name = scope.free("range");
    let condition = covers(&Expression::word(&*name), range);
    filter(&name, list, condition)
}

/// The ranges that share addresses with another one of the list, each once.
pub(super) fn overlapping(scope: &Scope<'_>, list: &Expression) -> Expression {
    let names = ["range", "other"].map(|name| scope.free(name));
    let [range, other] = names.each_ref().map(|name| Expression::word(&**name));
    let [range_name, other_name] = names;
    let either =
        Expression::junction(Operator::Or, vec![covers(&range, &other), covers(&other, &range)]);
    let sharing = Expression::Call("length", vec![filter(&other_name, list.clone(), either)]);
    let is_shared = Expression::binary(Operator::More, sharing, Expression::word("1"));
    filter(&range_name, Expression::Call("distinct", vec![list.clone()]), is_shared)
}

/// The elements of a list as text, which have one type whatever theirs are.
pub(super) fn texts(scope: &Scope<'_>, list: &Expression) -> Expression {
    let item = scope.free("item");
    let text = Expression::Call("jsonencode", vec![Expression::word(&*item)]);
    each(&item, list.clone(), text)
}

/// The elements of a list, each once, found by their texts.
pub(super) fn distinct_as_text(scope: &Scope<'_>, list: &Expression) -> Expression {
    let text = scope.free("text");
    let value = Expression::Call("jsondecode", vec![Expression::word(&*text)]);
    each(&text, Expression::Call("distinct", vec![texts(scope, list)]), value)
}

/// The elements of a list that stand in it more than once, each once. `of_texts`: they are texts of what is meant.
pub(super) fn repeated(scope: &Scope<'_>, list: &Expression, of_texts: bool) -> Expression {
    let [other, twice] = ["other", "twice"].map(|name| scope.free(name));
    let [one, two] = [&other, &twice].map(|name| Expression::word(&**name));
    let is_same = Expression::binary(Operator::Equal, one, two.clone());
    let same = Expression::Call("length", vec![filter(&other, list.clone(), is_same)]);
    let is_repeated = Expression::binary(Operator::More, same, Expression::word("1"));
    let distinct = Expression::Call("distinct", vec![list.clone()]);
    let result = if of_texts { Expression::Call("jsondecode", vec![two]) } else { two };
    Expression::For(Box::new(For {
        key: None,
        value: twice,
        over: distinct,
        result_key: None,
        result,
        condition: Some(is_repeated),
        grouped: false,
    }))
}

/// The first text of a list that has a form; null if there is none.
pub(super) fn find(scope: &Scope<'_>, list: Expression, regex: Expression) -> Expression {
    let name = scope.free("text");
    let found = Expression::Call("regex", vec![regex, Expression::word(&*name)]);
    let fitting = filter(&name, list, Expression::Call("can", vec![found]));
    attempt(fitting.index(Expression::word("0")), Expression::null())
}

/// The elements of a list in backticks, with commas between.
pub(super) fn quoted(list: Expression) -> Expression {
    let words = Expression::Call("formatlist", vec![Expression::text("`%s`"), list]);
    let none = Expression::List(vec![Expression::text("none")]);
    let words = Expression::Call("coalescelist", vec![words, none]);
    Expression::Call("join", vec![Expression::text(", "), words])
}

/// The sum of a list of numbers, which has none if it is empty.
pub(super) fn sum(list: Expression) -> Expression {
    let zero = Expression::List(vec![Expression::word("0")]);
    Expression::Call("sum", vec![Expression::Call("concat", vec![zero, list])])
}

/// A number that was multiplied or divided. `is_counted`: by no negative one, for which zero would have a sign.
pub(super) fn signed(number: Expression, is_counted: bool) -> Expression {
    if is_counted {
        number
    } else {
        Expression::binary(Operator::Add, number, Expression::word("0"))
    }
}

/// How often a whole number fits into another one, rounded down; null if it is zero.
pub(super) fn quotient(dividend: Expression, divisor: Expression, is_counted: bool) -> Expression {
    let is_zero = Expression::binary(Operator::Equal, divisor.clone(), Expression::word("0"));
    let quotient = Expression::binary(Operator::Divide, dividend, divisor);
    let rounded = signed(Expression::Call("floor", vec![quotient]), is_counted);
    Expression::choose(is_zero, Expression::null(), rounded)
}
