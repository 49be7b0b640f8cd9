//! Where random cases come from: equal seeds make equal cases.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

use fastrand::Rng;

/// A source of choices.
#[derive(Clone, Debug)]
pub struct Chance(Rng);

impl Chance {
    /// The source that a seed stands for.
    pub fn new(seed: u64) -> Self {
        Self(Rng::with_seed(seed))
    }

    /// A number below `limit`; zero if there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { self.0.usize(..limit) }
    }

    /// Whether something that happens once in `times` happens.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of two.
    pub fn coin(&mut self) -> bool {
        self.0.bool()
    }

    /// One of these; `None` if there are none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// One of these words.
    pub fn word<const N: usize>(&mut self, from: &'static [&'static str; N]) -> &'static str {
        self.pick(from).copied().unwrap_or_default()
    }

    /// So many of these, each at most once, in their order.
    pub fn some_of<T: Clone>(&mut self, from: &[T], count: usize) -> Vec<T> {
        let mut left = count.min(from.len());
        let mut chosen = Vec::with_capacity(left);
        for (position, item) in from.iter().enumerate() {
            if self.below(from.len() - position) < left {
                chosen.push(item.clone());
                left -= 1;
            }
        }
        chosen
    }
}

/// How many cases to try: what `PRIVATELINK_CASES` says, or so many.
pub fn cases(otherwise: u64) -> u64 {
    asked("PRIVATELINK_CASES").unwrap_or(otherwise)
}

/// The seed to begin with: what `PRIVATELINK_SEED` says, or 0, or where nobody was before, which is for as many cases as
/// `fresh` says.
pub fn first_seed(fresh: Option<u64>) -> u64 {
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
    asked("PRIVATELINK_SEED").unwrap_or_else(|| fresh.map_or(0, |count| now() * count))
}

fn asked(variable: &str) -> Option<u64> {
    env::var(variable).ok()?.parse().ok()
}
