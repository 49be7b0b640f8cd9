//! Several engines that do the same, each in a thread of its own, and whether they leave the same behind.

use std::thread;

use privatelink_tests::emulator::assert_same_state;
use privatelink_tests::failure::Failure;
use serde_json::Value;

/// What everybody ends with, by name. If any fail, the failure says what happened to each of them.
pub(crate) fn beside<T: Send>(
    everybody: impl IntoIterator<Item = (String, impl FnOnce() -> Result<T, Failure> + Send)>,
) -> Result<Vec<(String, T)>, Failure> {
    let ends: Vec<_> = thread::scope(|scope| {
        let start = |(name, life)| (name, scope.spawn(life));
        let running: Vec<_> = everybody.into_iter().map(start).collect();
        let end = |(name, thread): (String, thread::ScopedJoinHandle<'_, Result<T, Failure>>)| {
            let panicked = |_| Err(Failure::new("the thread panicked"));
            (name, thread.join().unwrap_or_else(panicked))
        };
        running.into_iter().map(end).collect()
    });
    let (mut well, mut failures) = (Vec::new(), Vec::new());
    for (name, end) in ends {
        match end {
            Ok(end) => well.push((name, end)),
            Err(why) => failures.push(format!("{name}: {why}")),
        }
    }
    if failures.is_empty() { Ok(well) } else { Err(Failure::new(failures.join("\n"))) }
}

/// Succeeds if everybody left the same, at each of the times at which they were looked at.
pub(crate) fn assert_all_same<const N: usize>(
    states: &[(String, [Value; N])],
) -> Result<(), Failure> {
    for pair in states.windows(2) {
        let [(left, of_left), (right, of_right)] = pair else { continue };
        for (one, other) in of_left.iter().zip(of_right) {
            assert_same_state((left, one), (right, other))?;
        }
    }
    Ok(())
}
