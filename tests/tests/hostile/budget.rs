//! How much time and memory inputs may take.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::MEMORY;

/// Processor time for every `PER` bytes of inputs, begun ones included.
const TIME: Duration = Duration::from_millis(50);
const PER: usize = 10_000;

/// Bytes that inputs may take while they are looked at.
const BYTES: usize = 100_000_000;

/// How much slower code is without optimisation, and on a machine that is busy with other tests.
const SLACK: u32 = if cfg!(debug_assertions) { 30 } else { 1 };

/// What something took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Taken {
    pub(crate) time: Duration,
    pub(crate) bytes: usize,
}

impl Taken {
    /// Runs something and measures it. Nothing else may run in this process meanwhile.
    pub(crate) fn by<T>(run: impl FnOnce() -> T) -> (T, Self) {
        MEMORY.reset_peak_usage();
        let (before, start) = (MEMORY.current_usage(), now());
        let result = run();
        let time = now().saturating_sub(start);
        (result, Self { time, bytes: MEMORY.peak_usage().saturating_sub(before) })
    }

    /// What is too much for inputs of this size.
    pub(crate) fn excess(self, size: usize) -> Option<String> {
        let parts = u32::try_from(size / PER + 1).unwrap_or(u32::MAX);
        let allowed = TIME * parts * SLACK;
        if self.time > allowed {
            return Some(format!("{:?} for {size} bytes; {allowed:?} are allowed", self.time));
        }
        let bytes = self.bytes;
        (bytes > BYTES).then(|| format!("{bytes} bytes of memory; {BYTES} are allowed"))
    }

    pub(crate) fn most(self, other: Self) -> Self {
        Self { time: self.time.max(other.time), bytes: self.bytes.max(other.bytes) }
    }
}

/// Processor time of this thread so far: what others do to the machine does not count.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
}
