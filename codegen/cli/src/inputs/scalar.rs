//! What a word in YAML is: null, true or false, a number, or text.
//!
//! The core schema of YAML 1.2 (<https://yaml.org/spec/1.2.2/#103-core-schema>), in which `yes` and `012` are text, and
//! binary numbers such as `0b101` beside it.

use super::tree::Content;
use serde_json::Number;

/// Why a word that looks like a number is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoNumber {
    /// It is hexadecimal, octal or binary, and has more than 64 bits.
    TooLong,
    /// It is infinite, or "not a number".
    NotFinite,
}

/// What a word without quotes is.
pub(super) fn plain(word: &str) -> Result<Content, NoNumber> {
    if word.is_empty() || is_null(word) {
        return Ok(Content::Null);
    }
    if let Some(value) = boolean(word) {
        return Ok(Content::Bool(value));
    }
    let number = match integer(word)? {
        Some(number) => Some(number),
        None => float(word)?,
    };
    Ok(number.map_or_else(|| Content::Text(word.into()), Content::Number))
}

pub(super) fn is_null(word: &str) -> bool {
    matches!(word, "null" | "Null" | "NULL" | "~")
}

pub(super) fn boolean(word: &str) -> Option<bool> {
    match word {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// A whole number, if the word is one. Decimal ones of more than 64 bits are left to [`float`], as in JSON.
pub(super) fn integer(word: &str) -> Result<Option<Number>, NoNumber> {
    let (is_negative, digits) = match word.as_bytes().first() {
        Some(b'-') => (true, word.get(1..).unwrap_or_default()),
        Some(b'+') => (false, word.get(1..).unwrap_or_default()),
        _ => (false, word),
    };
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, digits.get(2..).unwrap_or_default()),
        Some("0o") => (8, digits.get(2..).unwrap_or_default()),
        Some("0b") => (2, digits.get(2..).unwrap_or_default()),
        _ if starts_with_zeros(digits) => return Ok(None),
        _ => (10, digits),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Ok(None);
    }
    let size = i128::from_str_radix(digits, radix).ok();
    let number = size.and_then(|size| Number::from_i128(if is_negative { -size } else { size }));
    if number.is_none() && radix != 10 { Err(NoNumber::TooLong) } else { Ok(number) }
}

/// A number with a fraction or an exponent, if the word is one.
pub(super) fn float(word: &str) -> Result<Option<Number>, NoNumber> {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(word, ".nan" | ".NaN" | ".NAN") {
        return Err(NoNumber::NotFinite);
    }
    let is_number = unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    if !is_number || starts_with_zeros(unsigned) {
        return Ok(None);
    }
    // What is too large for a number is text, as it always was.
    Ok(word.parse().ok().and_then(Number::from_f64))
}

/// `007` is text.
fn starts_with_zeros(digits: &str) -> bool {
    digits.len() > 1
        && digits.starts_with('0')
        && digits.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use proptest::prelude::*;
    use serde_json::Value as Json;

    /// What a reader that knows nothing of places makes of a word.
    fn by_another(word: &str) -> Option<Json> {
        let mut tree: Json = serde_yaml_ng::from_str(&format!("a: {word}\n")).ok()?;
        Some(tree["a"].take())
    }

    fn by_this(word: &str) -> Option<Json> {
        let mut tree = yaml::read(&format!("a: {word}\n")).ok()?.root.to_json();
        Some(tree["a"].take())
    }

    #[test]
    fn words_are_what_they_are_elsewhere() {
        let words = "null Null NULL ~ nULL true True TRUE tRUE false False FALSE yes no on off y n 0 -0 \
                     +0 00 007 -007 +7 7. .7 -.7 +.7 . - + +- +-7 -+7 --7 7e1 7e+1 7e-1 7e 7e999 1_000 \
                     0x 0x1f 0x1F 0xg -0x1f +0x1f 0x-1 0X1F 0o 0o17 -0o17 0o8 0b 0b101 -0b101 0b2 1:30 \
                     2026-01-01 .infinity inf nan infinity -inf 9223372036854775807 9223372036854775808 \
                     -9223372036854775808 18446744073709551615 !!str~5 !!int~5 !!float~5 !!bool~true \
                     !!null~null !!int~x 'x' \"x\" 007.5 12e03 1e5 0.1 -0.0 \
                     999999999999999999999999999999999999999999999";
        for word in words.split_whitespace() {
            let word = word.replace('~', if word.len() > 1 { " " } else { "~" });
            assert_eq!(by_this(&word), by_another(&word), "{word}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_word_is_what_it_is_elsewhere(word in "[-+]?[0-9a-fxo.E_+-]{1,12}") {
            // Numbers that JSON cannot have are refused here, and null or text there.
            if let Some(content) = by_this(&word) {
                prop_assert_eq!(Some(content), by_another(&word));
            }
        }
    }
}
