//! Columns: what traffic comes to stands right of where it comes from.

use super::things::Thing;
use super::traffic::Way;
use privatelink_catalog::picture::Standing;
use std::collections::BTreeSet;

/// The column of each thing, from the left. What is outside of all accounts stands at the borders of the picture.
pub(super) fn of(things: &[Thing], ways: &BTreeSet<Way>) -> Vec<usize> {
    let mut columns = by_traffic(things.len(), ways);
    let is_outside: Vec<bool> =
        things.iter().map(|thing| thing.standing == Standing::Outside).collect();
    let sends = |thing: usize| ways.iter().any(|way| way.from == thing);
    let inner = || columns.iter().zip(&is_outside).filter(|(_, outside)| !**outside);
    let last = inner().map(|(column, _)| *column).max().unwrap_or_default();
    let is_first_taken = inner().any(|(column, _)| *column == 0);
    let has_senders =
        is_outside.iter().enumerate().any(|(thing, outside)| *outside && sends(thing));
    let shift = usize::from(has_senders && is_first_taken);
    for (thing, (column, outside)) in columns.iter_mut().zip(&is_outside).enumerate() {
        *column = match (outside, sends(thing)) {
            (true, true) => 0,
            (true, false) => last + shift + 1,
            (false, _) => *column + shift,
        };
    }
    columns
}

fn by_traffic(things: usize, ways: &BTreeSet<Way>) -> Vec<usize> {
    let ways = without_circles(things, ways);
    let mut columns = vec![0; things];
    let get = |columns: &[usize], thing: usize| columns.get(thing).copied().unwrap_or_default();
    // Each round settles at least one more column of the longest path.
    for _ in 0..things {
        for (from, to) in &ways {
            let least = get(&columns, *from) + 1;
            if let Some(column) = columns.get_mut(*to) {
                *column = (*column).max(least);
            }
        }
    }
    // What nothing leads to stands as near as it can to what it leads to.
    for thing in 0..things {
        if ways.iter().any(|(_, to)| *to == thing) {
            continue;
        }
        let next = ways.iter().filter(|(from, _)| *from == thing).map(|(_, to)| get(&columns, *to));
        if let (Some(next), Some(column)) = (next.min(), columns.get_mut(thing)) {
            *column = next.saturating_sub(1);
        }
    }
    columns
}

/// Arrows from left to right, without those that would close a circle.
fn without_circles(things: usize, ways: &BTreeSet<Way>) -> BTreeSet<(usize, usize)> {
    // Packets first: a circle is closed by a message rather than by them.
    let (control, packets): (Vec<&Way>, Vec<&Way>) = ways.iter().partition(|way| way.control);
    let mut kept = BTreeSet::new();
    for way in packets.into_iter().chain(control) {
        if !leads(things, &kept, way.to, way.from) {
            kept.insert((way.from, way.to));
        }
    }
    kept
}

fn leads(things: usize, ways: &BTreeSet<(usize, usize)>, from: usize, to: usize) -> bool {
    let mut seen = vec![false; things];
    let mut open = vec![from];
    while let Some(thing) = open.pop() {
        if thing == to {
            return true;
        }
        if let Some(is_seen) = seen.get_mut(thing)
            && !*is_seen
        {
            *is_seen = true;
            open.extend(ways.range((thing, 0)..=(thing, usize::MAX)).map(|(_, next)| *next));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Way, by_traffic};

    fn way(from: usize, to: usize, control: bool) -> Way {
        Way { from, to, label: String::new(), control }
    }

    #[test]
    fn traffic_goes_to_the_right() {
        let ways = [way(0, 1, false), way(1, 2, false), way(0, 2, false), way(3, 2, true)];
        assert_eq!(by_traffic(4, &ways.into()), [0, 1, 2, 1]);
    }

    #[test]
    fn a_message_back_does_not_turn_the_picture_round() {
        let ways = [way(0, 1, false), way(1, 0, true)];
        assert_eq!(by_traffic(2, &ways.into()), [0, 1]);
    }
}
