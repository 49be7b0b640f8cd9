//! Which routes decide about a range of addresses: the most specific ones, and about each part of the range by itself.

use super::cidr::Range;

/// The parts of a range with the routes that are the most specific for all of a part; none where there is no route.
/// Several routes of a part have the same range.
pub(super) fn decided<T>(range: Range, routes: &[(Range, T)]) -> Vec<(Range, Vec<&(Range, T)>)> {
    let is_inside =
        |(route, _): &(Range, T)| range.covers(route) && route.prefix() > range.prefix();
    if let Some(halves) = range.halves().filter(|_| routes.iter().any(is_inside)) {
        return halves.into_iter().flat_map(|half| decided(half, routes)).collect();
    }
    let covering = || routes.iter().filter(|(route, _)| route.covers(&range));
    let longest = covering().map(|(route, _)| route.prefix()).max();
    let best = covering().filter(|(route, _)| Some(route.prefix()) == longest);
    vec![(range, best.collect())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(range: &str, routes: &[(&str, &'static str)]) -> Vec<String> {
        let routes = routes.iter().map(|(range, word)| (range.parse().unwrap(), *word));
        let routes: Vec<(Range, &str)> = routes.collect();
        let parts = decided(range.parse().unwrap(), &routes);
        let words = parts.into_iter().map(|(part, best)| {
            let words: Vec<_> = best.into_iter().map(|(_, word)| *word).collect();
            format!("{part} {}", words.join("+"))
        });
        words.map(|word| word.trim_end().to_owned()).collect()
    }

    #[test]
    fn the_most_specific_route_of_an_address_decides() {
        let routes = [("10.0.0.0/8", "wide"), ("10.1.0.0/16", "narrow"), ("10.1.0.0/16", "same")];
        assert_eq!(shown("10.1.2.3", &routes), ["10.1.2.3 narrow+same"]);
        assert_eq!(shown("10.2.2.3", &routes), ["10.2.2.3 wide"]);
        assert_eq!(shown("11.2.2.3", &routes), ["11.2.2.3"]);
        assert_eq!(shown("::1", &routes), ["::1"]);
    }

    #[test]
    fn parts_of_a_range_are_decided_by_themselves() {
        let routes = [("10.0.0.0/8", "wide"), ("10.1.0.0/18", "narrow")];
        assert_eq!(
            shown("10.1.0.0/16", &routes),
            ["10.1.0.0/18 narrow", "10.1.64.0/18 wide", "10.1.128.0/17 wide"]
        );
        assert_eq!(shown("10.1.0.0/15", &routes[1..]).len(), 4);
    }
}
