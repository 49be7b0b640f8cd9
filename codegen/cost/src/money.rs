//! Amounts of money and of what is counted, as whole numbers.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

/// Millionths of a dollar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i128);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many millionths.
    pub const fn millionths(count: i128) -> Self {
        Self(count)
    }

    /// How many millionths it is.
    pub const fn as_millionths(self) -> i128 {
        self.0
    }

    /// The part that is more than nothing.
    #[must_use]
    pub fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// Dollars, for documents whose numbers are doubles.
    #[expect(
        clippy::cast_precision_loss,
        reason = "sums beyond 2^53 millionths lose what nobody counts"
    )]
    pub fn dollars(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// With all digits that are not zero, at least two: `0.01`, `0.0225`.
    pub fn exact(self) -> String {
        let text = format!("{}.{:06}", grouped(self.0 / 1_000_000), self.0.abs() % 1_000_000);
        let (kept, cut) = text.split_at(text.len() - 4);
        let sign = if self.0 < 0 && self.0 > -1_000_000 { "-" } else { "" };
        format!("{sign}{kept}{}", cut.trim_end_matches('0'))
    }
}

impl fmt::Display for Money {
    /// To the cent, halves away from zero: `4,278.82`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = (self.0.abs() + 5_000) / 10_000;
        let sign = if self.0 < 0 && cents > 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}.{:02}", grouped(cents / 100), cents % 100))
    }
}

/// A whole number with a comma before each three digits.
pub(crate) fn grouped(number: i128) -> String {
    let digits = number.abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<u64> for Money {
    type Output = Self;
    fn mul(self, count: u64) -> Self {
        Self(self.0 * i128::from(count))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// Thousandths of what is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u128);

impl Quantity {
    /// So many of them.
    pub const fn whole(count: u64) -> Self {
        Self(count as u128 * 1_000)
    }

    /// So many thousandths.
    pub const fn thousandths(count: u128) -> Self {
        Self(count)
    }

    /// How many thousandths it is.
    pub const fn as_thousandths(self) -> u128 {
        self.0
    }

    /// So many times as much.
    #[must_use]
    pub const fn times(self, count: u64) -> Self {
        Self(self.0 * count as u128)
    }

    /// The number, for documents whose numbers are doubles.
    #[expect(clippy::cast_precision_loss, reason = "numbers that users give are below 2^53")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 1e3
    }
}

impl fmt::Display for Quantity {
    /// With a fraction only if there is one: `32,435`, `5,058.9`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = grouped(i128::try_from(self.0 / 1_000).unwrap_or(i128::MAX));
        let fraction = format!(".{:03}", self.0 % 1_000);
        f.pad(&format!("{whole}{}", fraction.trim_end_matches('0').trim_end_matches('.')))
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, Quantity};

    #[test]
    fn money_is_written_to_the_cent() {
        let text = |count| Money::millionths(count).to_string();
        assert_eq!(text(4_278_822_000), "4,278.82");
        assert_eq!([text(5_000), text(4_999), text(0)], ["0.01", "0.00", "0.00"]);
        assert_eq!([text(-1_234_567_890_000), text(-4_999)], ["-1,234,567.89", "0.00"]);
        assert_eq!(format!("{:>8}", Money::millionths(7_300_000)), "    7.30");
        let exact = |count| Money::millionths(count).exact();
        assert_eq!([exact(10_000), exact(22_500), exact(1_400)], ["0.01", "0.0225", "0.0014"]);
        assert_eq!([exact(500_000), exact(0), exact(-20_000)], ["0.50", "0.00", "-0.02"]);
    }

    #[test]
    fn quantities_have_a_fraction_only_if_there_is_one() {
        let text = |count| Quantity::thousandths(count).to_string();
        assert_eq!([text(32_435_000), text(5_058_900), text(1)], ["32,435", "5,058.9", "0.001"]);
        assert_eq!(Quantity::whole(3).times(730).to_string(), "2,190");
    }
}
