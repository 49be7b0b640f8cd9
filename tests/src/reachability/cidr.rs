//! Address ranges.

use std::fmt::{self, Display, Formatter};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::Deserialize;

use crate::failure::Failure;

/// A range of addresses such as `10.1.0.0/16`, or a single one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Range {
    first: IpAddr,
    prefix: u8,
}

impl Range {
    /// Whether these are IPv6 addresses.
    pub fn is_ipv6(&self) -> bool {
        self.first.is_ipv6()
    }

    /// Whether this is every address of its kind.
    pub(super) fn is_everybody(&self) -> bool {
        self.prefix == 0
    }

    /// Whether every address of `other` is in this range.
    pub(super) fn covers(&self, other: &Self) -> bool {
        self.is_ipv6() == other.is_ipv6()
            && self.prefix <= other.prefix
            && self.network(other.first) == self.network(self.first)
    }

    /// Whether an address is in both ranges.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.covers(other) || other.covers(self)
    }

    /// How many bits its addresses share: the more, the more specific is a route.
    pub(super) fn prefix(&self) -> u8 {
        self.prefix
    }

    /// The two halves of a range; none of a single address.
    pub(super) fn halves(&self) -> Option<[Self; 2]> {
        let width = Self::from(self.first).prefix;
        if self.prefix == width {
            return None;
        }
        let rest = u32::from(width - self.prefix);
        let low = self.network(self.first).checked_shl(rest).unwrap_or(0);
        let half = |bits: u128| {
            let first = if self.is_ipv6() {
                IpAddr::V6(Ipv6Addr::from_bits(bits))
            } else {
                IpAddr::V4(Ipv4Addr::from_bits(u32::try_from(bits).unwrap_or_default()))
            };
            Self { first, prefix: self.prefix + 1 }
        };
        Some([half(low), half(low | (1 << (rest - 1)))])
    }

    /// The bits of an address that say in which network of this size it is.
    fn network(&self, address: IpAddr) -> u128 {
        let (bits, width) = match address {
            IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
            IpAddr::V6(address) => (address.to_bits(), 128),
        };
        bits.checked_shr(width - u32::from(self.prefix)).unwrap_or(0)
    }
}

impl From<IpAddr> for Range {
    fn from(first: IpAddr) -> Self {
        Self { first, prefix: if first.is_ipv6() { 128 } else { 32 } }
    }
}

impl FromStr for Range {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        let wrong = || Failure::new(format!("`{text}` is no address and no range of addresses"));
        let Some((first, prefix)) = text.split_once('/') else {
            return text.parse::<IpAddr>().map(Self::from).map_err(|_| wrong());
        };
        let first: IpAddr = first.parse().map_err(|_| wrong())?;
        let prefix: u8 = prefix.parse().map_err(|_| wrong())?;
        let most = Self::from(first).prefix;
        if prefix <= most { Ok(Self { first, prefix }) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Range {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map_err(|failure: Failure| failure.to_string())
    }
}

impl Display for Range {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if self.prefix == Self::from(self.first).prefix {
            return write!(formatter, "{}", self.first);
        }
        write!(formatter, "{}/{}", self.first, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_covers_what_is_inside_it() {
        let covers = |outer: &str, inner: &str| {
            outer.parse::<Range>().unwrap().covers(&inner.parse().unwrap())
        };
        assert!(covers("10.1.0.0/16", "10.1.2.3"));
        assert!(covers("10.1.0.0/16", "10.1.0.0/16"));
        assert!(covers("0.0.0.0/0", "10.1.0.0/16"));
        assert!(covers("2001:db8::/32", "2001:db8:1::/48"));
        assert!(!covers("10.1.0.0/16", "10.2.0.1"));
        assert!(!covers("10.1.0.0/24", "10.1.0.0/16"));
        assert!(!covers("::/0", "10.1.0.0/16"));
        assert!(!covers("10.1.2.3", "10.1.2.4"));
    }

    #[test]
    fn a_range_has_two_halves_and_an_address_none() {
        let halves = |range: &str| {
            let halves = range.parse::<Range>().unwrap().halves();
            halves.map(|halves| halves.map(|half| half.to_string()))
        };
        let of = |low: &str, high: &str| Some([low.to_owned(), high.to_owned()]);
        assert_eq!(halves("10.0.0.0/8"), of("10.0.0.0/9", "10.128.0.0/9"));
        assert_eq!(halves("10.1.2.3/31"), of("10.1.2.2", "10.1.2.3"));
        assert_eq!(halves("0.0.0.0/0"), of("0.0.0.0/1", "128.0.0.0/1"));
        assert_eq!(halves("::/0"), of("::/1", "8000::/1"));
        assert_eq!(halves("10.1.2.3"), None);
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for text in ["", "10.1.0.0/33", "10.1.0.0/x", "ten", "10.1.0/8"] {
            assert!(text.parse::<Range>().is_err(), "{text}");
        }
        assert_eq!("10.1.0.0/32".parse::<Range>().unwrap().to_string(), "10.1.0.0");
    }
}
