//! How many rows one unit of work writes, found from how long the last one took.
//! SQLite has one writer: whoever writes in bulk lets the others in after some 20 ms.

use std::time::Duration;

/// The size of the next batch, in rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pace {
    rows: usize,
}

impl Pace {
    /// Below this the cost of a commit outweighs everything.
    pub(crate) const FEWEST: usize = 50;
    /// Above this statements hit the databases' limits on values.
    pub(crate) const MOST: usize = 2_000;
    /// How long one unit of work may hold the writer.
    pub(crate) const TARGET: Duration = Duration::from_millis(20);

    /// Begins carefully.
    pub(crate) const fn new() -> Self {
        Self { rows: 100 }
    }

    /// Rows of the next batch.
    pub(crate) const fn rows(self) -> usize {
        self.rows
    }

    /// Learns how long a batch of `rows` held the writer. It at most doubles or halves, so that one hiccup decides little.
    pub(crate) fn learn(&mut self, rows: usize, held: Duration) {
        let micros = held.as_micros().max(1);
        let fitting = rows as u128 * Self::TARGET.as_micros() / micros;
        let fitting = usize::try_from(fitting).unwrap_or(Self::MOST);
        // The last batch of a file is small; what it says of larger ones is no reason to shrink.
        let fewest = if held > Self::TARGET { self.rows / 2 } else { self.rows };
        self.rows = fitting.clamp(fewest, self.rows * 2).clamp(Self::FEWEST, Self::MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(steps: &[(usize, u64)]) -> usize {
        let mut pace = Pace::new();
        for (rows, millis) in steps {
            pace.learn(*rows, Duration::from_millis(*millis));
        }
        pace.rows()
    }

    #[test]
    fn quick_batches_grow_and_slow_ones_shrink_within_bounds() {
        assert_eq!(after(&[(100, 10)]), 200);
        assert_eq!(after(&[(100, 16)]), 125);
        assert_eq!(after(&[(100, 40)]), 50);
        assert_eq!(after(&[(100, 4_000), (50, 4_000)]), Pace::FEWEST);
        assert_eq!(after(&[(100, 0), (200, 0), (400, 0), (800, 0), (1_600, 0), (2_000, 0)]), Pace::MOST);
    }

    #[test]
    fn a_small_last_batch_does_not_slow_the_others_down() {
        assert_eq!(after(&[(100, 10), (3, 19)]), 200);
    }
}
