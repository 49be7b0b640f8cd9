//! How long tests took, so that whoever wants a shorter run sees where to begin.
//!
//! Tests run beside each other, so a time is what was waited for, not what was computed.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many are shown.
const SHOWN: usize = 25;

static TAKEN: Mutex<Vec<(String, Duration)>> = Mutex::new(Vec::new());

/// Runs a test and remembers its time.
pub(crate) fn timed<T>(name: &str, test: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let outcome = test();
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    taken.push((name.to_owned(), start.elapsed()));
    outcome
}

/// Shows the slowest tests so far, one per line, if there were more than are shown.
#[allow(clippy::print_stderr, reason = "read by whoever runs the tests")]
pub(crate) fn show() {
    let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(table) = table(&taken) {
        eprint!("{table}");
    }
}

fn table(taken: &[(String, Duration)]) -> Option<String> {
    if taken.len() <= SHOWN {
        return None;
    }
    let mut slowest: Vec<_> = taken.iter().collect();
    slowest.sort_by_key(|(name, time)| (std::cmp::Reverse(*time), name));
    let whole: Duration = slowest.iter().map(|(_, time)| *time).sum();
    let lines = slowest.iter().take(SHOWN);
    let lines = lines.map(|(name, time)| format!("{:>6} s  {name}\n", time.as_secs()));
    let head = format!("The slowest of {} tests, {} s in all:\n", taken.len(), whole.as_secs());
    Some(std::iter::once(head).chain(lines).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(count: usize) -> Vec<(String, Duration)> {
        let time = |seconds| Duration::from_secs(seconds);
        (0..count).map(|number| (format!("test_{number:02}"), time(number as u64))).collect()
    }

    #[test]
    fn the_slowest_come_first() {
        let shown = table(&taken(30)).unwrap();
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(lines[0], "The slowest of 30 tests, 435 s in all:");
        assert_eq!(lines[1], "    29 s  test_29");
        assert_eq!(lines.len(), 26);
    }

    #[test]
    fn a_few_tests_need_no_table() {
        assert_eq!(table(&taken(25)), None);
    }
}
