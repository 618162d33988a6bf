//! Closed-loop load: so many connections, each with one request on its way, for a fixed time.
//! One thread per core, each with a runtime of its own, so that the driver spends nothing on moving work about.

use std::{
    net::SocketAddr,
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use futures_util::stream::{FuturesUnordered, StreamExt};

use crate::{
    http::Connection,
    options::Pace,
    outcome::{Because, Outcome},
    process::{Cores, Watch},
};

/// A worker gives up after so many errors in a row; they are counted, and the figure is marked.
const ERRORS_IN_A_ROW: u32 = 20;

/// What each worker does again and again. An error means that the answer was not the right one.
pub trait Step: Sync {
    /// Does it once.
    async fn step(&self, worker: &mut Worker) -> Outcome;
}

/// One connection and its own choice of what to ask.
pub struct Worker {
    /// Its number, from 0.
    pub index: usize,
    /// Its connection.
    pub connection: Connection,
    /// How often it has stepped.
    pub steps: u64,
    /// Names its measurement, unlike all others of any run.
    measurement: u128,
    seed: u64,
}

/// What one measurement found.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// Steps per second that ended rightly within the measured time.
    pub rate: f64,
    /// Median time of a step in milliseconds.
    pub p50_ms: f64,
    /// Time of a step that one in a hundred exceeds.
    pub p99_ms: f64,
    /// Cores in use.
    pub cores: Cores,
    /// Steps that ended rightly at any time, the warm-up included.
    pub acknowledged: u64,
    /// Steps that went wrong at any time.
    pub errors: u64,
    /// What the first of them said.
    pub first_error: Option<String>,
}

/// When a measurement begins and ends.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: Instant,
    to: Instant,
    measurement: u128,
}

#[derive(Default)]
struct Tally {
    micros: Vec<u32>,
    acknowledged: u64,
    errors: u64,
    first_error: Option<String>,
}

impl Worker {
    /// For worker `index`; the same index makes the same choices.
    pub const fn new(index: usize, address: SocketAddr, measurement: u128) -> Self {
        let seed = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(index as u64 + 1);
        Self { index, connection: Connection::new(address), steps: 0, measurement, seed }
    }

    /// A key for what it does in this step; no other worker, step or measurement has it.
    pub fn key(&self) -> String {
        format!("{}-{}-{}", self.measurement, self.index, self.steps)
    }

    /// A number below `bound`, evenly spread (splitmix64).
    pub fn below(&mut self, bound: usize) -> usize {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % bound.max(1) as u64).unwrap_or(0)
    }

    async fn work<S: Step>(mut self, step: &S, span: Span) -> Tally {
        let mut tally = Tally::default();
        let mut errors_in_a_row = 0;
        loop {
            let started = Instant::now();
            if started >= span.to || errors_in_a_row >= ERRORS_IN_A_ROW {
                return tally;
            }
            let outcome = step.step(&mut self).await;
            let ended = Instant::now();
            self.steps += 1;
            match outcome {
                Ok(()) => {
                    errors_in_a_row = 0;
                    tally.acknowledged += 1;
                    if ended >= span.from && ended < span.to {
                        let micros = ended.duration_since(started).as_micros();
                        tally.micros.push(u32::try_from(micros).unwrap_or(u32::MAX));
                    }
                }
                Err(message) => {
                    errors_in_a_row += 1;
                    tally.errors += 1;
                    tally.first_error.get_or_insert(message);
                }
            }
        }
    }
}

/// Microseconds since 1970: no two measurements begin in the same one.
pub fn name_of_measurement() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros())
}

/// Runs `connections` workers against an address and measures after the warm-up.
pub fn drive<S: Step>(step: &S, address: SocketAddr, connections: usize, pace: Pace, watch: Watch) -> Outcome<Run> {
    let from = Instant::now() + pace.warm_up;
    let span = Span { from, to: from + pace.measure, measurement: name_of_measurement() };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(connections);
    thread::scope(|scope| {
        let shares = (0..threads).map(|thread| (thread..connections).step_by(threads));
        let handles: Vec<_> =
            shares.map(|share| scope.spawn(move || on_one_thread(step, address, share.collect(), span))).collect();
        sleep_until(span.from);
        let before = watch.read();
        sleep_until(span.to);
        let cores = watch.read().since(before, pace.measure.as_secs_f64());
        let mut tally = Tally::default();
        for handle in handles {
            tally.add(handle.join().map_err(|_| "a thread of the driver broke".to_owned())??);
        }
        Ok(tally.into_run(cores, pace.measure))
    })
}

fn on_one_thread<S: Step>(step: &S, address: SocketAddr, workers: Vec<usize>, span: Span) -> Outcome<Tally> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().because("runtime")?;
    let tally = runtime.block_on(async {
        let mut running: FuturesUnordered<_> =
            workers.into_iter().map(|index| Worker::new(index, address, span.measurement).work(step, span)).collect();
        let mut tally = Tally::default();
        while let Some(part) = running.next().await {
            tally.add(part);
        }
        tally
    });
    Ok(tally)
}

#[allow(clippy::disallowed_methods, reason = "a thread of its own that has nothing else to do")]
fn sleep_until(instant: Instant) {
    thread::sleep(instant.saturating_duration_since(Instant::now()));
}

impl Tally {
    fn add(&mut self, part: Self) {
        self.micros.extend(part.micros);
        self.acknowledged += part.acknowledged;
        self.errors += part.errors;
        if self.first_error.is_none() {
            self.first_error = part.first_error;
        }
    }

    fn into_run(mut self, cores: Cores, measured: Duration) -> Run {
        let times = Times::of(&mut self.micros);
        Run {
            rate: times.count / measured.as_secs_f64(),
            p50_ms: times.p50_ms,
            p99_ms: times.p99_ms,
            cores,
            acknowledged: self.acknowledged,
            errors: self.errors,
            first_error: self.first_error,
        }
    }
}

/// How long steps took.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Times {
    /// How many there were.
    pub count: f64,
    /// The median in milliseconds.
    pub p50_ms: f64,
    /// What one in a hundred exceeds, in milliseconds.
    pub p99_ms: f64,
}

impl Times {
    /// Of times in microseconds, which are sorted by this.
    pub fn of(micros: &mut [u32]) -> Self {
        micros.sort_unstable();
        let at = |percent: usize| {
            let place = (micros.len() * percent / 100).min(micros.len().saturating_sub(1));
            micros.get(place).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
        };
        #[allow(clippy::cast_precision_loss, reason = "a count of steps is far below 2^52")]
        Self { count: micros.len() as f64, p50_ms: at(50), p99_ms: at(99) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_read_from_the_sorted_times() {
        let mut micros: Vec<u32> = (1..=1000).rev().collect();
        assert_eq!(Times::of(&mut micros), Times { count: 1000.0, p50_ms: 0.501, p99_ms: 0.991 });
        assert_eq!(Times::of(&mut []), Times::default());
    }

    #[test]
    fn choices_are_below_their_bound_and_differ_between_workers() {
        let address = SocketAddr::from(([127, 0, 0, 1], 1));
        let choices = |index| {
            let mut worker = Worker::new(index, address, 0);
            (0..50).map(|_| worker.below(10)).collect::<Vec<_>>()
        };
        assert!(choices(0).iter().all(|choice| *choice < 10));
        assert_ne!(choices(0), choices(1));
        assert_eq!(choices(0), choices(0));
    }
}
