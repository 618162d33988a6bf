//! How many wrong attempts are let through before anything is computed for them, in memory of a size that is fixed.
//! Each key falls into one cell of a table; two that share one are both held to its bound, which errs on the safe side.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    sync::atomic::{AtomicU64, Ordering},
};

/// Cells of a table: half a megabyte.
const CELLS: usize = 1 << 16;

/// So many at once, then one after the other at a pace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) at_once: u32,
    /// Milliseconds until another one is let through.
    pub(crate) every_ms: u64,
}

/// A table of cells, each with the instant at which it will be empty again (the generic cell rate algorithm, as in ATM
/// networks). The hash is keyed anew in every process, so that nobody can aim at another one's cell.
pub(crate) struct Attempts {
    pace: Pace,
    cells: Box<[AtomicU64]>,
    hasher: RandomState,
}

/// An attempt that was let through; given back when it proves to be none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    cell: usize,
}

/// How long to wait before another attempt, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wait(pub(crate) u64);

impl Attempts {
    pub(crate) fn new(pace: Pace) -> Self {
        Self { pace, cells: (0..CELLS).map(|_| AtomicU64::new(0)).collect(), hasher: RandomState::new() }
    }

    /// One cell for everybody.
    pub(crate) fn for_all(pace: Pace) -> Self {
        Self { pace, cells: Box::new([AtomicU64::new(0)]), hasher: RandomState::new() }
    }

    /// Lets an attempt through at an instant, or says how long to wait.
    pub(crate) fn take(&self, key: &impl Hash, now_ms: u64) -> Result<Taken, Wait> {
        let cell = self.cell(key);
        let room = u64::from(self.pace.at_once).saturating_mul(self.pace.every_ms);
        let mut empty_at = self.cells[cell].load(Ordering::Relaxed);
        loop {
            let next = empty_at.max(now_ms) + self.pace.every_ms;
            if next - now_ms > room {
                return Err(Wait(next - now_ms - room));
            }
            match self.cells[cell].compare_exchange_weak(empty_at, next, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return Ok(Taken { cell }),
                Err(other) => empty_at = other,
            }
        }
    }

    /// Whether nothing that was let through for a key counts any more.
    pub(crate) fn is_empty(&self, key: &impl Hash, now_ms: u64) -> bool {
        self.cells[self.cell(key)].load(Ordering::Relaxed) <= now_ms
    }

    /// Takes an attempt back that was none.
    pub(crate) fn give_back(&self, taken: Taken) {
        let less = |empty_at: u64| Some(empty_at.saturating_sub(self.pace.every_ms));
        // The closure always has an answer.
        let _ = self.cells[taken.cell].fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
    }

    fn cell(&self, key: &impl Hash) -> usize {
        let hash = self.hasher.hash_one(key) % u64::try_from(self.cells.len()).unwrap_or(1);
        usize::try_from(hash).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace { at_once: 3, every_ms: 1_000 };

    #[test]
    fn so_many_are_let_through_at_once_and_then_one_at_a_time() {
        let attempts = Attempts::new(PACE);
        let take = |at: u64| attempts.take(&"anna", at).map(drop);
        assert_eq!((0..5).filter(|_| take(10_000).is_ok()).count(), 3);
        assert_eq!(take(10_000), Err(Wait(1_000)));
        assert_eq!(take(10_999), Err(Wait(1)));
        assert_eq!(take(11_000), Ok(()));
        assert_eq!(take(11_000), Err(Wait(1_000)));
        assert_eq!((0..5).filter(|_| take(1_000_000).is_ok()).count(), 3, "a long pause fills it up and no more");
    }

    #[test]
    fn what_is_given_back_counts_no_more() {
        let attempts = Attempts::new(PACE);
        for _ in 0..100 {
            let taken = attempts.take(&"anna", 5_000).unwrap();
            attempts.give_back(taken);
        }
        assert_eq!((0..5).filter(|_| attempts.take(&"anna", 5_000).is_ok()).count(), 3);
    }

    #[test]
    fn a_key_is_empty_until_an_attempt_counts_and_once_it_counts_no_more() {
        let attempts = Attempts::new(PACE);
        assert!(attempts.is_empty(&"anna", 5_000));
        let taken = attempts.take(&"anna", 5_000).unwrap();
        assert!(!attempts.is_empty(&"anna", 5_999) && attempts.is_empty(&"anna", 6_000));
        attempts.give_back(taken);
        assert!(attempts.is_empty(&"anna", 5_000));
    }

    #[test]
    fn of_many_at_once_no_more_are_let_through_than_of_few() {
        let attempts = Attempts::new(PACE);
        let through = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..16).map(|_| scope.spawn(|| attempts.take(&"anna", 5_000).is_ok())).collect();
            tries.into_iter().filter_map(|one| one.join().ok()).filter(|passed| *passed).count()
        });
        assert_eq!(through, 3);
    }

    #[test]
    fn memory_stays_the_same_however_many_keys_there_are() {
        let attempts = Attempts::new(PACE);
        let refused = (0..10_000).filter(|key: &u32| attempts.take(key, 5_000).is_err()).count();
        assert!(refused < 10, "{refused} of ten thousand strangers share a full cell");
        assert_eq!(attempts.cells.len(), CELLS);
    }
}
