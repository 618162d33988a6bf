//! The indexes of all tenants: how many are open, how many are written at once, and where they lie.
//! A folder belongs to one process; another process on the same machine takes the next one.

use std::{
    collections::HashMap,
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, atomic::Ordering},
    time::Instant,
};

use uuid::Uuid;

use crate::shelf::Shelf;

/// How many processes may keep indexes below one folder.
const MOST_PROCESSES: usize = 16;

/// Where indexes lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In folders below this one.
    Below(PathBuf),
    /// Nowhere: they go with the process.
    Memory,
}

/// How much all indexes may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShelvesLimits {
    /// So many tenants' indexes are open at once.
    pub most_open: usize,
    /// So many are written at once.
    pub most_writers: usize,
    /// So many bytes each writer may collect before it writes.
    pub writer_bytes: usize,
    /// So many changed things of a tenant wait in memory before a search waits for its index.
    pub most_in_memory: usize,
}

impl Default for ShelvesLimits {
    fn default() -> Self {
        Self { most_open: 100, most_writers: 2, writer_bytes: 20_000_000, most_in_memory: 1_000 }
    }
}

/// Lets so many write at once.
pub(crate) struct Writers {
    free: Mutex<usize>,
    freed: Condvar,
}

/// A turn to write; ends when it is dropped.
pub(crate) struct Turn<'a>(&'a Writers);

impl Writers {
    fn new(most: usize) -> Self {
        Self { free: Mutex::new(most.max(1)), freed: Condvar::new() }
    }

    /// Waits for a turn.
    pub fn turn(&self) -> Turn<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.freed.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

/// The indexes of all tenants.
pub struct Shelves {
    root: Option<PathBuf>,
    /// Held for as long as the folder is used.
    _lock: Option<File>,
    limits: ShelvesLimits,
    writers: Arc<Writers>,
    shelves: Mutex<HashMap<Uuid, Arc<Shelf>>>,
    born: Instant,
}

impl Shelves {
    /// Indexes at a place. Where no folder can be had, they are kept in memory.
    #[must_use]
    pub fn open(place: &Place, limits: ShelvesLimits) -> Self {
        let claimed = match place {
            Place::Memory => None,
            Place::Below(folder) => claim(folder),
        };
        let (root, lock) = claimed.map_or((None, None), |(root, lock)| (Some(root), Some(lock)));
        Self {
            root,
            _lock: lock,
            limits,
            writers: Arc::new(Writers::new(limits.most_writers)),
            shelves: Mutex::default(),
            born: Instant::now(),
        }
    }

    /// A tenant's index.
    #[must_use]
    pub fn shelf(&self, tenant: Uuid) -> Arc<Shelf> {
        let mut shelves = self.lock();
        let shelf = shelves.entry(tenant).or_insert_with(|| {
            let folder = self.root.as_ref().map(|root| folder_of(root, tenant));
            Arc::new(Shelf::new(folder, self.limits, Arc::clone(&self.writers)))
        });
        let shelf = Arc::clone(shelf);
        drop(shelves);
        shelf.touch(u64::try_from(self.born.elapsed().as_micros()).unwrap_or(u64::MAX));
        shelf
    }

    /// Closes those that nobody has asked for longest where too many are open; never the one of `kept`.
    pub fn close_idle(&self, kept: Uuid) {
        let mut open: Vec<(u64, Arc<Shelf>)> = {
            let shelves = self.lock();
            let used_at = |shelf: &Shelf| shelf.used_at.load(Ordering::Relaxed);
            let others = shelves.iter().filter(|(tenant, shelf)| **tenant != kept && shelf.is_in_use());
            others.map(|(_, shelf)| (used_at(shelf), Arc::clone(shelf))).collect()
        };
        let too_many = (open.len() + 1).saturating_sub(self.limits.most_open.max(1));
        open.sort_unstable_by_key(|(used_at, _)| *used_at);
        open.iter().take(too_many).for_each(|(_, shelf)| shelf.close());
    }

    /// How many are open.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lock().values().filter(|shelf| shelf.is_in_use()).count()
    }

    /// Deletes a tenant's index, in memory and on disk.
    pub fn erase(&self, tenant: Uuid) {
        let known = self.lock().remove(&tenant);
        match (known, &self.root) {
            (Some(shelf), _) => shelf.erase(),
            (None, Some(root)) => {
                let _ = fs::remove_dir_all(folder_of(root, tenant));
            }
            (None, None) => {}
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Arc<Shelf>>> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn folder_of(root: &Path, tenant: Uuid) -> PathBuf {
    root.join(tenant.simple().to_string())
}

/// The first folder that no other process uses.
fn claim(folder: &Path) -> Option<(PathBuf, File)> {
    let claim = |number: usize| {
        let root = if number == 1 { folder.to_owned() } else { folder.join(format!("process-{number}")) };
        fs::create_dir_all(&root).ok()?;
        let lock = File::create(root.join("lock")).ok()?;
        lock.try_lock().ok()?;
        Some((root, lock))
    };
    let claimed = (1..=MOST_PROCESSES).find_map(claim);
    if claimed.is_none() {
        tracing::warn!(folder = %folder.display(), "search indexes are kept in memory: their folder cannot be used");
    }
    claimed
}
