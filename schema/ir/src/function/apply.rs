//! What each function computes, all of its arguments being known.

use super::{Function, cidr, forms, structural};
use crate::constant::{Constant, Number};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

impl Function {
    /// Computes the function.
    #[expect(clippy::too_many_lines, reason = "a table: one arm for each function")]
    pub fn apply(self, arguments: &[Constant]) -> Constant {
        let first = arguments.first().unwrap_or(&Constant::Null);
        let second = arguments.get(1).unwrap_or(&Constant::Null);
        match self {
            Self::Concat
            | Self::Merge
            | Self::IsSet
            | Self::Lookup
            | Self::Keys
            | Self::Values
            | Self::Zip => structural(self, arguments).unwrap_or_default(),
            Self::Length => match first {
                Constant::Text(text) => whole(text.chars().count()),
                other => structural(self, std::slice::from_ref(other)).unwrap_or_else(|| whole(0)),
            },
            Self::Text => text(arguments).map_or(Constant::Null, Constant::from),
            Self::Equal => (first == second).into(),
            Self::AtMost => match (first.as_number(), second.as_number()) {
                (Some(first), Some(second)) => (first <= second).into(),
                _ => false.into(),
            },
            Self::Not => (!first.is_true()).into(),
            Self::All => arguments.iter().all(Constant::is_true).into(),
            Self::Any => arguments.iter().any(Constant::is_true).into(),
            Self::Distinct => {
                let mut seen = HashSet::new();
                items(first).filter(|item| seen.insert(*item)).cloned().collect()
            }
            Self::Repeated => repeated(first),
            Self::Contains => (!second.is_null() && items(first).any(|item| item == second)).into(),
            Self::Matches => match (first, second) {
                (Constant::Text(text), Constant::Text(regex)) => forms::fits(text, regex).into(),
                _ => false.into(),
            },
            Self::Quoted => quoted(first).map_or(Constant::Null, Constant::from),
            Self::Json => first.to_canonical_json().into(),
            Self::FromJson => first.as_text().map(from_json).unwrap_or_default(),
            Self::Find => match second {
                Constant::Text(regex) => {
                    forms::first(texts(first), regex).map_or(Constant::Null, shared)
                }
                _ => Constant::Null,
            },
            Self::Before => match (first.as_text(), second.as_text()) {
                (Some(text), Some(separator)) => {
                    text.split_once(separator).map_or(text, |(before, _)| before).into()
                }
                _ => Constant::Null,
            },
            Self::Without => match (first.as_text(), second.as_text()) {
                (Some(text), Some(start)) => text.strip_prefix(start).unwrap_or(text).into(),
                _ => Constant::Null,
            },
            Self::Range => {
                let text = first.as_text();
                text.map_or(Constant::Null, |text| {
                    cidr::range(text).map_or_else(|| first.clone(), Constant::from)
                })
            }
            Self::Subnet | Self::PlannedSubnet => {
                let number = |at: usize| arguments.get(at)?.as_number()?.as_i64();
                let subnet = || cidr::subnet(first.as_text()?, number(1)?, number(2)?);
                subnet().map_or(Constant::Null, Constant::from)
            }
            Self::Covering => {
                let covering = second.as_text().map(|range| cidr::covering(texts(first), range));
                covering.into_iter().flatten().map(shared).collect()
            }
            Self::Overlapping => cidr::overlapping(texts(first)).into_iter().map(shared).collect(),
            Self::Sum => {
                computed(items(first).try_fold(0, |sum: i128, item| sum.checked_add(exact(item)?)))
            }
            Self::Product => computed(product(arguments)),
            Self::Quotient => match (exact(first), exact(second)) {
                (Some(dividend), Some(divisor)) if divisor != 0 => {
                    computed(Some(floor(dividend, divisor)))
                }
                _ => Constant::Null,
            },
        }
    }
}

/// The product of whole numbers, if all of them are and it is not too large.
fn product(factors: &[Constant]) -> Option<i128> {
    let factors: Vec<i128> = factors.iter().map(exact).collect::<Option<_>>()?;
    // However large the others are together.
    if factors.contains(&0) {
        return Some(0);
    }
    factors.into_iter().try_fold(1, i128::checked_mul)
}

fn floor(dividend: i128, divisor: i128) -> i128 {
    let (quotient, rest) = (dividend / divisor, dividend % divisor);
    if rest != 0 && (rest < 0) != (divisor < 0) { quotient - 1 } else { quotient }
}

/// Elements of a list; nothing for anything else.
fn items(value: &Constant) -> impl Iterator<Item = &Constant> {
    value.as_list().into_iter().flatten()
}

/// Texts of a list.
fn texts(value: &Constant) -> impl Iterator<Item = &Arc<str>> {
    items(value).filter_map(|item| match item {
        Constant::Text(text) => Some(text),
        _ => None,
    })
}

fn shared(text: &Arc<str>) -> Constant {
    Constant::Text(Arc::clone(text))
}

fn whole(count: usize) -> Constant {
    i64::try_from(count).map_or(Constant::Null, Constant::from)
}

fn exact(value: &Constant) -> Option<i128> {
    value.as_number()?.as_i64().map(i128::from)
}

/// A number, or null if it is too large for the language.
fn computed(value: Option<i128>) -> Constant {
    value.and_then(Number::whole).map_or(Constant::Null, Constant::Number)
}

fn text(parts: &[Constant]) -> Option<String> {
    let mut all =
        String::with_capacity(parts.iter().filter_map(Constant::as_text).map(str::len).sum());
    for part in parts {
        all.push_str(&part.to_plain_text()?);
    }
    Some(all)
}

fn quoted(list: &Constant) -> Option<String> {
    let set = items(list).filter(|item| !item.is_null());
    let words = set.map(|item| Some(format!("`{}`", item.to_plain_text()?)));
    let words = words.collect::<Option<Vec<_>>>()?;
    Some(if words.is_empty() { "none".to_owned() } else { words.join(", ") })
}

fn repeated(list: &Constant) -> Constant {
    let mut times: HashMap<&Constant, usize> = HashMap::new();
    for item in items(list) {
        *times.entry(item).or_default() += 1;
    }
    items(list).filter(|item| times.remove(item).is_some_and(|times| times > 1)).cloned().collect()
}

fn from_json(text: &str) -> Constant {
    serde_json::from_str::<serde_json::Value>(text).map_or(Constant::Null, Constant::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn apply(function: Function, arguments: Json) -> Json {
        let Constant::List(arguments) = Constant::from(arguments) else { panic!() };
        function.apply(&arguments).to_json()
    }

    #[test]
    fn what_is_repeated_is_found_once() {
        let repeated = |list| apply(Function::Repeated, json!([list]));
        assert_eq!(repeated(json!(["b", "a", "b", "c", "a", "b"])), json!(["b", "a"]));
        assert_eq!(repeated(json!([1, "1", 2])), json!([]));
        assert_eq!(repeated(json!(null)), json!([]));
    }

    #[test]
    fn elements_are_words_of_a_message() {
        let quoted = |list| apply(Function::Quoted, json!([list]));
        assert_eq!(quoted(json!(["ecr.api", null, "ecr.dkr"])), "`ecr.api`, `ecr.dkr`");
        assert_eq!(quoted(json!([443, true])), "`443`, `true`");
        assert_eq!(quoted(json!([])), "none");
        assert_eq!(quoted(json!(null)), "none");
        assert_eq!(quoted(json!([[]])), json!(null));
    }

    #[test]
    fn before_a_separator() {
        let before = |text: &str| apply(Function::Before, json!([text, "-"]));
        assert_eq!(before("use1-az1"), "use1");
        assert_eq!(before("use1"), "use1");
    }

    #[test]
    fn without_a_beginning() {
        let without = |text| apply(Function::Without, json!([text, "*."]));
        assert_eq!(without(json!("*.example.com")), "example.com");
        assert_eq!(without(json!("example.com")), "example.com");
        assert_eq!(without(json!(null)), json!(null));
    }

    #[test]
    fn numbers_are_computed_exactly_or_not_at_all() {
        let largest = 1_i64 << 53;
        assert_eq!(apply(Function::Sum, json!([[1, 2, -5]])), json!(-2));
        assert_eq!(apply(Function::Sum, json!([null])), json!(0));
        assert_eq!(apply(Function::Sum, json!([[largest, 1]])), json!(null));
        assert_eq!(apply(Function::Product, json!([3, 4, 5])), json!(60));
        assert_eq!(apply(Function::Product, json!([3, null])), json!(null));
        assert_eq!(apply(Function::Product, json!([largest, largest, largest])), json!(null));
        assert_eq!(apply(Function::Product, json!([largest, largest, largest, 0])), json!(0));
        for (dividend, divisor, quotient) in
            [(7, 2, 3), (-7, 2, -4), (7, -2, -4), (-7, -2, 3), (6, 3, 2)]
        {
            assert_eq!(apply(Function::Quotient, json!([dividend, divisor])), json!(quotient));
        }
        assert_eq!(apply(Function::Quotient, json!([1, 0])), json!(null));
    }

    #[test]
    fn what_a_template_is_told_of_a_subnet_changes_nothing() {
        for (range, bits, number) in
            [("10.16.4.0/22", 4, 3), ("2001:db8:a:100::/56", 8, 131), ("10.16.4.0/22", 11, 0)]
        {
            let subnet = apply(Function::Subnet, json!([range, bits, number]));
            for own in [json!(6), json!(64), json!(null)] {
                let planned = json!([range, bits, number, own]);
                assert_eq!(apply(Function::PlannedSubnet, planned), subnet);
            }
        }
    }

    #[test]
    fn null_does_what_the_signature_says() {
        for function in Function::ALL {
            let signature = function.signature();
            let count = signature.parameters.len().max(usize::from(signature.rest.is_some()));
            for position in 0..count {
                let Some(parameter) = signature.parameter(position) else { panic!() };
                let arguments = vec![Constant::Null; count];
                let result = function.apply(&arguments);
                let expected = match parameter.on_null {
                    super::super::OnNull::GivesNull => Constant::Null,
                    super::super::OnNull::GivesFalse => false.into(),
                    super::super::OnNull::GivesNoElements => Constant::empty_list(),
                    _ => continue,
                };
                // Other nulls among the arguments may decide first, and to the same effect.
                let others = (0..count)
                    .filter_map(|at| signature.parameter(at))
                    .any(|other| other != parameter);
                assert!(others || result == expected, "{function:?} {position}");
            }
        }
    }
}
