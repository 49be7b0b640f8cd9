//! Ranges of addresses.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

/// A range with its first address; `None` if the text is none.
pub(super) fn range(text: &str) -> Option<String> {
    Some(parse(text)?.to_string())
}

/// The subnet with this number of those that are `bits` longer than the range.
pub(super) fn subnet(text: &str, bits: i64, number: i64) -> Option<String> {
    let range = parse(text)?;
    let bits = u8::try_from(bits).ok()?;
    let length =
        range.prefix_len().checked_add(bits).filter(|length| *length <= range.max_prefix_len())?;
    let number = u128::try_from(number).ok()?;
    if bits < 128 && number >> bits != 0 {
        return None;
    }
    let beyond = u32::from(range.max_prefix_len() - length);
    // What is shifted out by a whole width was zero before: a subnet of that size is the only one.
    let offset = number.checked_shl(beyond).unwrap_or(0);
    let subnet = match range {
        IpNet::V4(range) => {
            let address = u128::from(u32::from(range.network())) | offset;
            IpNet::V4(Ipv4Net::new(Ipv4Addr::from(u32::try_from(address).ok()?), length).ok()?)
        }
        IpNet::V6(range) => {
            let address = u128::from(range.network()) | offset;
            IpNet::V6(Ipv6Net::new(Ipv6Addr::from(address), length).ok()?)
        }
    };
    Some(subnet.to_string())
}

/// The ranges that contain all of a range, as they were written.
pub(super) fn covering<'a>(
    ranges: impl Iterator<Item = &'a Arc<str>>,
    of: &str,
) -> Vec<&'a Arc<str>> {
    let Some(of) = parse(of) else { return Vec::new() };
    ranges.filter(|range| parse(range).is_some_and(|range| range.contains(&of))).collect()
}

/// The ranges that share addresses with another one, each once, where it first stood.
///
/// Two ranges are apart or one contains the other. So in the order of their first addresses, wider ones first, a range
/// shares addresses with an earlier one exactly if the widest of those still open contains it.
pub(super) fn overlapping<'a>(ranges: impl Iterator<Item = &'a Arc<str>>) -> Vec<&'a Arc<str>> {
    let ranges: Vec<&Arc<str>> = ranges.collect();
    let mut sorted: Vec<(IpNet, usize)> = ranges
        .iter()
        .enumerate()
        .filter_map(|(position, range)| Some((parse(range)?, position)))
        .collect();
    sorted.sort_by_key(|(range, position)| (range.network(), range.prefix_len(), *position));
    let mut found = vec![false; ranges.len()];
    let mut mark = |position: usize| {
        if let Some(found) = found.get_mut(position) {
            *found = true;
        }
    };
    let mut widest: Option<(IpNet, usize)> = None;
    for (range, position) in sorted {
        match widest {
            Some((open, first)) if open.contains(&range) => {
                mark(first);
                mark(position);
            }
            _ => widest = Some((range, position)),
        }
    }
    let mut seen: BTreeMap<&str, ()> = BTreeMap::new();
    let chosen = ranges.into_iter().zip(found).filter(|(_, found)| *found).map(|(range, _)| range);
    chosen.filter(|range| seen.insert(range, ()).is_none()).collect()
}

/// A range, with its first address.
fn parse(text: &str) -> Option<IpNet> {
    Some(text.parse::<IpNet>().ok()?.trunc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_begins_with_its_first_address() {
        for (text, first) in [
            ("10.0.0.5/8", "10.0.0.0/8"),
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("203.0.113.77/0", "0.0.0.0/0"),
            ("203.0.113.77/27", "203.0.113.64/27"),
            ("203.0.113.77/32", "203.0.113.77/32"),
            ("2001:DB8:0::1/32", "2001:db8::/32"),
            ("::1/0", "::/0"),
            ("2001:db8::1/128", "2001:db8::1/128"),
        ] {
            assert_eq!(range(text).as_deref(), Some(first));
        }
    }

    #[test]
    fn other_text_is_no_range() {
        for text in ["", "10.0.0.0", "10.0.0.0/33", "::/129", "10.0.0/8", "a/b", "/", "1::2::3/9"] {
            assert_eq!(range(text), None);
        }
    }

    #[test]
    fn subnets_are_counted_from_zero() {
        for (text, bits, number, expected) in [
            ("10.0.0.0/16", 8, 0, Some("10.0.0.0/24")),
            ("10.0.0.0/16", 8, 255, Some("10.0.255.0/24")),
            ("10.0.0.0/16", 8, 256, None),
            ("10.0.0.7/16", 0, 0, Some("10.0.0.0/16")),
            ("10.0.0.0/31", 1, 1, Some("10.0.0.1/32")),
            ("10.0.0.0/31", 2, 0, None),
            ("2001:db8::/56", 8, 3, Some("2001:db8:0:3::/64")),
            ("::/0", 128, 1, Some("::1/128")),
            ("0.0.0.0/0", 0, 0, Some("0.0.0.0/0")),
            ("::/0", 0, 0, Some("::/0")),
            ("10.0.0.0/16", -1, 0, None),
            ("10.0.0.0/16", 8, -1, None),
        ] {
            assert_eq!(subnet(text, bits, number).as_deref(), expected, "{text} {bits} {number}");
        }
    }

    #[test]
    fn ranges_cover_what_is_inside_of_them() {
        let ranges =
            ["10.0.0.0/8", "10.1.0.0/16", "::/0", "10.2.0.0/16", "10.1.2.0/24"].map(Arc::from);
        let covering =
            |of| covering(ranges.iter(), of).into_iter().map(|range| &**range).collect::<Vec<_>>();
        assert_eq!(covering("10.1.2.0/24"), ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24"]);
        assert_eq!(covering("2001:db8::/32"), ["::/0"]);
        assert_eq!(covering("0.0.0.0/0"), [""; 0]);
        assert_eq!(covering("team-a"), [""; 0]);
    }

    #[test]
    fn ranges_overlap_if_they_share_addresses() {
        let overlapping = |ranges: &[&str]| {
            let ranges: Vec<Arc<str>> = ranges.iter().map(|range| Arc::from(*range)).collect();
            overlapping(ranges.iter()).into_iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(overlapping(&["10.0.0.0/16", "10.1.0.0/16", "::/0"]), [""; 0]);
        assert_eq!(
            overlapping(&["10.1.2.0/24", "10.9.0.0/16", "10.0.0.0/8", "11.0.0.0/8"]),
            ["10.1.2.0/24", "10.9.0.0/16", "10.0.0.0/8"]
        );
        assert_eq!(overlapping(&["10.0.0.0/8", "x", "10.0.0.0/8", "x"]), ["10.0.0.0/8"]);
        assert_eq!(overlapping(&["10.0.0.0/8", "10.0.0.1/8"]), ["10.0.0.0/8", "10.0.0.1/8"]);
    }
}
