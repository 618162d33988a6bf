//! Fills rooms of a limited weight and volume with things, many equal ones at a time.
//! What is left of a kind goes into rooms that others have left open, the ones opened first before the others.

use super::weight::Measured;

/// Rooms that are kept open; more would fill them a little better and cost more time than an answer may take.
const MOST_OPEN: usize = 64;

/// What one room holds. Nothing said, nothing limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Room {
    pub(crate) weight_g: Option<i64>,
    pub(crate) volume_mm3: Option<i64>,
}

impl Room {
    /// How many of a thing there is room for beside what is in already.
    fn takes(&self, inside: Measured, each: Measured) -> i64 {
        let by = |most: Option<i64>, inside: i64, each: i64| match most {
            Some(most) if each > 0 => (most - inside).max(0) / each,
            _ => i64::MAX,
        };
        let by_weight = by(self.weight_g, inside.weight_g, each.weight_g);
        by_weight.min(by(self.volume_mm3, inside.volume_mm3, each.volume_mm3))
    }
}

/// Fills rooms.
#[derive(Debug)]
pub(crate) struct Filler {
    room: Room,
    open: Vec<Measured>,
    closed: Vec<(i64, Measured)>,
}

impl Filler {
    /// With rooms of one kind.
    pub(crate) fn new(room: Room) -> Self {
        Self { room, open: Vec::new(), closed: Vec::new() }
    }

    /// Puts so many of a thing in. One that no room is large enough for gets a room of its own.
    pub(crate) fn put(&mut self, each: Measured, count: i64) {
        let mut left = count;
        for inside in &mut self.open {
            let more = self.room.takes(*inside, each).min(left);
            *inside = inside.plus(each.times(more));
            left -= more;
        }
        let at_most = self.room.takes(Measured::default(), each).max(1);
        if left / at_most > 0 {
            self.closed.push((left / at_most, each.times(at_most)));
        }
        if left % at_most > 0 {
            self.open.push(each.times(left % at_most));
        }
        if self.open.len() > MOST_OPEN {
            self.closed.push((1, self.open.remove(0)));
        }
    }

    /// So many rooms with so much in each.
    pub(crate) fn closed(mut self) -> Vec<(i64, Measured)> {
        self.closed.extend(self.open.into_iter().map(|inside| (1, inside)));
        self.closed
    }
}
