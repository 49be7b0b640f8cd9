//! Numbers of the language: whole ones up to 2^53, and fractions.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// Largest whole number that every engine carries exactly: Pulumi has doubles only.
const LARGEST: i64 = 1 << 53;

/// A finite number. `5` and `5.0` are the same.
#[derive(Clone, Copy, Debug)]
pub struct Number(f64);

impl Number {
    /// The number; `None` if it is not finite.
    pub fn new(value: f64) -> Option<Self> {
        // Adding zero turns the negative zero into the other one.
        value.is_finite().then_some(Self(value + 0.0))
    }

    /// The whole number; `None` if it is too large to be carried exactly.
    pub fn whole(value: i128) -> Option<Self> {
        let value = i64::try_from(value).ok()?;
        (-LARGEST..=LARGEST).contains(&value).then(|| Self::from(value))
    }

    /// The number.
    pub fn as_f64(self) -> f64 {
        self.0
    }

    /// The number, if it is a whole one that is carried exactly.
    #[expect(clippy::cast_possible_truncation, reason = "the value is whole and within the range")]
    pub fn as_i64(self) -> Option<i64> {
        let value = self.0 as i64;
        (self.0.fract() == 0.0 && (-LARGEST..=LARGEST).contains(&value)).then_some(value)
    }

    /// The number as JSON, without a fraction if it has none.
    pub fn to_json(self) -> serde_json::Number {
        self.as_i64().map_or_else(
            // INVARIANT: a finite number is one in JSON.
            || serde_json::Number::from_f64(self.0).unwrap_or_else(|| 0.into()),
            serde_json::Number::from,
        )
    }
}

impl From<i64> for Number {
    #[expect(clippy::cast_precision_loss, reason = "numbers of the language are at most 2^53")]
    fn from(value: i64) -> Self {
        Self(value as f64)
    }
}

impl fmt::Display for Number {
    /// Without an exponent, and without a fraction if there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let text = |value| Number::new(value).unwrap().to_string();
        assert_eq!(
            [text(443.0), text(0.5), text(-0.0), text(1e15)],
            ["443", "0.5", "0", "1000000000000000"]
        );
    }

    #[test]
    fn what_no_engine_carries_exactly_is_no_whole_number() {
        assert_eq!(Number::whole(1 << 53).and_then(Number::as_i64), Some(1 << 53));
        assert_eq!(Number::whole((1 << 53) + 1), None);
        assert_eq!(Number::new(0.5).and_then(Number::as_i64), None);
        assert_eq!(Number::new(f64::INFINITY), None);
    }
}
