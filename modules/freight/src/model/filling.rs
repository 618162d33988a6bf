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

/// So many rooms with the same inside each.
type Rooms = (i64, Measured);

/// Fills rooms.
#[derive(Debug)]
pub(crate) struct Filler {
    room: Room,
    open: Vec<Rooms>,
    closed: Vec<Rooms>,
}

impl Filler {
    /// With rooms of one kind.
    pub(crate) fn new(room: Room) -> Self {
        Self { room, open: Vec::new(), closed: Vec::new() }
    }

    /// Puts so many of a thing in. One that no room is large enough for gets a room of its own.
    pub(crate) fn put(&mut self, each: Measured, count: i64) {
        let mut left = count;
        for rooms in std::mem::take(&mut self.open) {
            left -= self.fill(rooms, each, left);
        }
        let at_most = self.room.takes(Measured::default(), each).max(1);
        self.open(left / at_most, each.times(at_most));
        if left % at_most > 0 {
            self.open(1, each.times(left % at_most));
        }
        let too_many = self.open.len().saturating_sub(MOST_OPEN);
        self.closed.extend(self.open.drain(..too_many));
    }

    /// Puts as many of a thing as fit into rooms that are begun, one room after the other; tells how many did.
    fn fill(&mut self, (rooms, inside): Rooms, each: Measured, left: i64) -> i64 {
        let fits = self.room.takes(inside, each);
        if fits == 0 || left == 0 {
            self.open(rooms, inside);
            return 0;
        }
        let full = rooms.min(left / fits);
        self.open(full, inside.plus(each.times(fits)));
        let rest = if full < rooms { left - full * fits } else { 0 };
        let begun = i64::from(rest > 0);
        self.open(begun, inside.plus(each.times(rest)));
        self.open(rooms - full - begun, inside);
        full * fits + rest
    }

    fn open(&mut self, rooms: i64, inside: Measured) {
        if rooms > 0 {
            self.open.push((rooms, inside));
        }
    }

    /// So many rooms with so much in each.
    pub(crate) fn closed(mut self) -> Vec<Rooms> {
        self.closed.append(&mut self.open);
        self.closed
    }
}
