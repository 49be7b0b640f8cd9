//! Numbers: the protocol has only 64-bit floating point, users think in integers.

/// Largest magnitude up to which every integer has its own number: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The integer that `number` is, if it is one that survives the protocol without rounding.
pub fn as_integer(number: f64) -> Option<i64> {
    let whole = number.fract() == 0.0 && number.abs() <= EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
    whole.then_some(number as i64)
}

/// A number as users write it: `5`, not `5.0`.
pub fn show_number(number: f64) -> String {
    as_integer(number).map_or_else(|| number.to_string(), |integer| integer.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_shown_without_a_point() {
        for (number, shown) in
            [(5.0, "5"), (-0.0, "0"), (0.5, "0.5"), (9_007_199_254_740_992.0, "9007199254740992")]
        {
            assert_eq!(show_number(number), shown);
        }
    }

    #[test]
    fn what_would_be_rounded_is_no_integer() {
        for number in [0.5, 1e300, f64::INFINITY, f64::NAN] {
            assert_eq!(as_integer(number), None);
        }
    }
}
