//! Threads of their own for hashing passwords: few, giving way to everybody else, and with a short queue before them.
//! Hashing is made to be slow, so whoever guesses passwords would otherwise take the processor from everybody else.

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
    sync::{Arc, Condvar, LazyLock, Mutex, PoisonError},
    thread,
};

use tokio::sync::oneshot;

use super::password;

/// Browsers that are not known wait here; at thirty milliseconds each nobody waits for long.
const STRANGERS_AT_MOST: usize = 96;
/// So do those who are known, in a queue of their own; their bounds keep it short, and this keeps it bounded.
const KNOWN_AT_MOST: usize = 512;

/// How a hashing is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Whoever is known to be no guesser: a known device, a person signed in, an operator. Served first.
    Known,
    /// Everybody else; refused where too many wait.
    Strangers,
}

/// Too many wait already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Busy;

type Work = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queues {
    known: VecDeque<Work>,
    strangers: VecDeque<Work>,
}

impl Queues {
    /// The oldest work of the first lane that has any.
    fn next(&mut self) -> Option<(Lane, Work)> {
        let known = self.known.pop_front().map(|work| (Lane::Known, work));
        known.or_else(|| Some((Lane::Strangers, self.strangers.pop_front()?)))
    }
}

/// The threads and what they have to do.
struct Hashers {
    queues: Mutex<Queues>,
    wake: Condvar,
}

static HASHERS: LazyLock<Arc<Hashers>> = LazyLock::new(|| Hashers::start(threads()));

impl Hashers {
    fn start(threads: usize) -> Arc<Self> {
        let hashers = Arc::new(Self { queues: Mutex::default(), wake: Condvar::new() });
        for number in 0..threads {
            let shared = Arc::clone(&hashers);
            let made = thread::Builder::new().name(format!("hasher-{number}")).spawn(move || shared.work());
            if let Err(cause) = made {
                tracing::error!(%cause, "a thread that hashes passwords cannot be started");
            }
        }
        hashers
    }

    fn work(&self) {
        let mut served = Lane::Known;
        loop {
            let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
            let (lane, work) = loop {
                match queues.next() {
                    Some(work) => break work,
                    None => queues = self.wake.wait(queues).unwrap_or_else(PoisonError::into_inner),
                }
            };
            drop(queues);
            if lane != served {
                give_way(lane == Lane::Strangers);
                served = lane;
            }
            // A thread that ended would leave everybody waiting who comes after.
            if panic::catch_unwind(AssertUnwindSafe(work)).is_err() {
                tracing::error!("hashing a password panicked");
            }
        }
    }

    fn push(&self, lane: Lane, work: Work) -> Result<(), Busy> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        match lane {
            Lane::Known if queues.known.len() >= KNOWN_AT_MOST => return Err(Busy),
            Lane::Known => queues.known.push_back(work),
            Lane::Strangers if queues.strangers.len() >= STRANGERS_AT_MOST => return Err(Busy),
            Lane::Strangers => queues.strangers.push_back(work),
        }
        drop(queues);
        self.wake.notify_one();
        Ok(())
    }

    /// Does something on one of the threads; nothing when it came to nothing.
    async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Option<T>, Busy> {
        let (answer, answered) = oneshot::channel();
        let work = move || {
            // Whoever asked may be gone; then nothing is computed for nobody.
            if !answer.is_closed() {
                let _ = answer.send(work());
            }
        };
        self.push(lane, Box::new(work))?;
        Ok(answered.await.ok())
    }
}

/// Lets this thread run only while nobody else wants its processor, or like everybody else again. A thread of low priority
/// is not enough: it keeps the processor to the end of its slice, and each step of a request would wait for that.
#[cfg(target_os = "linux")]
fn give_way(gives_way: bool) {
    use preempt_rt::sched::{Pid, Scheduler, SchedulerParams, set_scheduler};
    let scheduler = if gives_way { Scheduler::SCHED_IDLE } else { Scheduler::SCHED_NORMAL };
    if let Err(cause) = set_scheduler(Pid::current_thread(), scheduler, SchedulerParams { priority: 0 }) {
        tracing::warn!(%cause, "a thread that hashes passwords cannot give way to others");
    }
}

#[cfg(not(target_os = "linux"))]
const fn give_way(_gives_way: bool) {}

/// One thread for two processors.
fn threads() -> usize {
    thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2))
}

/// How many hashings the threads do in a second, about: for budgets.
pub(crate) fn per_second() -> u32 {
    u32::try_from(threads()).unwrap_or(1).saturating_mul(30)
}

/// Hashes a password; nothing when the computation failed.
pub(crate) async fn hash(lane: Lane, password: String) -> Result<Option<String>, Busy> {
    Ok(HASHERS.run(lane, move || password::hash_now(&password)).await?.flatten())
}

/// What comparing a password with a stored hash tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) is_right: bool,
    /// The hash was made with other parameters than those of today.
    pub(crate) is_outdated: bool,
}

/// Compares a password with a stored hash; an unknown person costs the same time.
pub(crate) async fn verify(lane: Lane, password: String, stored: Option<String>) -> Result<Verdict, Busy> {
    let verdict = HASHERS.run(lane, move || password::verify_now(&password, stored.as_deref())).await?;
    Ok(verdict.unwrap_or(Verdict { is_right: false, is_outdated: false }))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn waiting(hashers: &Hashers) -> usize {
        let queues = hashers.queues.lock().unwrap();
        queues.known.len() + queues.strangers.len()
    }

    async fn until(hashers: &Hashers, many: usize) {
        while waiting(hashers) != many {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn known_ones_are_served_before_strangers_and_of_those_only_so_many_wait() {
        let hashers = Hashers::start(1);
        let (go_on, blocked) = mpsc::channel::<()>();
        let mut tasks = Vec::new();
        let served = Arc::new(Mutex::new(Vec::new()));
        let ask = |lane: Lane, name: &'static str| {
            let (hashers, served) = (Arc::clone(&hashers), Arc::clone(&served));
            tokio::spawn(async move { hashers.run(lane, move || served.lock().unwrap().push(name)).await })
        };
        let blocker = Arc::clone(&hashers);
        let block = move || {
            let _ = blocked.recv();
        };
        tasks.push(tokio::spawn(async move { blocker.run(Lane::Known, block).await }));
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        until(&hashers, 0).await;
        tasks.extend((0..STRANGERS_AT_MOST).map(|_| ask(Lane::Strangers, "stranger")));
        until(&hashers, STRANGERS_AT_MOST).await;
        assert_eq!(hashers.run(Lane::Strangers, || ()).await, Err(Busy));
        tasks.push(ask(Lane::Known, "known"));
        until(&hashers, STRANGERS_AT_MOST + 1).await;
        drop(go_on);
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(served.lock().unwrap().first(), Some(&"known"));
    }
}
