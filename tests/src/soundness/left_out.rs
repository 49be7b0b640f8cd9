//! What the language leaves out, because engines disagree about it: a value that is made of it counts as none.

use privatelink_ir::{Constant, Function, Number};

/// Whether a function comes to a number, or takes a range of addresses, that the language does not have.
pub(super) fn is_left_out(function: Function, arguments: &[Constant]) -> bool {
    is_too_large(function, arguments) || takes_loose_range(function, arguments)
}

/// Whether whole numbers that are all there come to one that the language does not have.
fn is_too_large(function: Function, arguments: &[Constant]) -> bool {
    let (numbers, is_product) = match (function, arguments) {
        (Function::Product, numbers) => (Some(numbers), true),
        (Function::Sum, [list]) => (list.as_list(), false),
        _ => (None, false),
    };
    let whole = |number: &Constant| number.as_number().and_then(Number::as_i64).map(i128::from);
    let Some(numbers) = numbers.and_then(|all| all.iter().map(whole).collect::<Option<Vec<_>>>())
    else {
        return false;
    };
    // Where the number is beyond what 128 bits hold, it is beyond 2^53; zero makes it small again.
    let exact = if !is_product {
        numbers.iter().try_fold(0_i128, |sum, number| sum.checked_add(*number))
    } else if numbers.contains(&0) {
        Some(0)
    } else {
        numbers.iter().try_fold(1_i128, |product, number| product.checked_mul(*number))
    };
    exact.and_then(Number::whole).is_none()
}

/// Whether a function of ranges takes a text that is a range for Terraform and not for `ipnet`, or another one.
///
/// Patterns of inputs that are ranges refuse such texts before anything is computed from them.
fn takes_loose_range(function: Function, arguments: &[Constant]) -> bool {
    match function {
        Function::Range
        | Function::Subnet
        | Function::PlannedSubnet
        | Function::Covering
        | Function::Overlapping => {}
        _ => return false,
    }
    let texts = arguments.iter().flat_map(|argument| match argument {
        Constant::List(items) => items.to_vec(),
        other => vec![other.clone()],
    });
    texts.into_iter().any(|text| matches!(&text, Constant::Text(text) if is_loose(text)))
}

/// Whether numbers in a range begin with more zeros than they may, which Terraform reads over, or an IPv4 address is in an
/// IPv6 range, which Terraform takes for one of IPv4.
fn is_loose(range: &str) -> bool {
    let Some((address, length)) = range.split_once('/') else { return false };
    let begins_with_zero = |number: &str| number.len() > 1 && number.starts_with('0');
    let is_number_loose = if address.contains(':') {
        let is_inside = address.contains('.') || address.to_lowercase().starts_with("::ffff:");
        is_inside || address.split(':').any(|number| number.len() > 4)
    } else {
        address.split('.').any(begins_with_zero)
    };
    is_number_loose || begins_with_zero(length)
}
