//! Use cases of imports: taking a file in, checking it, writing its rows, and telling how it went.
//! A run goes upload → validate → apply; each step can be repeated from what is in the database.

mod apply;
pub(crate) mod export;
pub(crate) mod issues;
pub(crate) mod mappings;
mod persons;
mod pieces;
pub(crate) mod preview;
mod rows;
pub(crate) mod runs;
mod small;
pub(crate) mod start;
mod sweep;
pub(crate) mod upload;
mod validate;
mod work;

use std::time::{Duration, Instant};

use kontor_module::Boot;
use kontor_store::{Ctx, jobs::JobRun};

use crate::error::ImportError;

/// What the use cases work with.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) boot: Boot,
    /// The largest file taken.
    pub(crate) file_limit_bytes: usize,
}

impl Service {
    pub(crate) fn new(boot: Boot) -> Self {
        Self { boot, file_limit_bytes: upload::FILE_LIMIT_BYTES }
    }
}

/// How often a run reports: often enough to keep its lease and to notice that it was cancelled.
const REPORT_EVERY: Duration = Duration::from_secs(1);

/// Tells the job of a run how far it is; a run without a job tells nobody.
pub(crate) struct Progress<'a> {
    job: Option<&'a JobRun>,
    told: Instant,
}

impl<'a> Progress<'a> {
    pub(crate) fn of_job(job: &'a JobRun) -> Self {
        Self { job: Some(job), told: Instant::now() }
    }

    pub(crate) fn to_nobody() -> Self {
        Self { job: None, told: Instant::now() }
    }

    /// Reports where the last report is a while ago; `total` is 0 while unknown.
    async fn tell(&mut self, ctx: &Ctx, done: i64, total: i64) -> Result<(), ImportError> {
        let Some(job) = self.job else { return Ok(()) };
        if self.told.elapsed() < REPORT_EVERY {
            return Ok(());
        }
        self.told = Instant::now();
        Ok(job.progress(ctx, done, total).await?)
    }
}
