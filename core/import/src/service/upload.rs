//! Takes a file in: piece by piece into the database, each in a short write of its own, and then the run with its job.
//! What breaks off before the end leaves nothing behind; a run exists only with its whole file.

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use kontor_kernel::{ImportId, JobId};
use kontor_store::Ctx;
use serde::{Deserialize, Serialize};

use super::Service;
use crate::{
    csv::Kind,
    entities::{chunks, runs},
    error::ImportError,
    jobs::RUN_JOB,
    model::{
        options::{ImportOptions, Usual},
        state::RunState,
    },
};

/// The largest file, in bytes.
pub(crate) const FILE_LIMIT_BYTES: usize = 200 * 1024 * 1024;
/// How much of a file one write brings, in bytes.
const PIECE_BYTES: usize = 256 * 1024;
const FILE_NAME_CHARS: usize = 200;

/// An import to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    /// What the file holds.
    pub kind: Kind,
    /// How it is read.
    pub options: ImportOptions,
    /// What it is called, for people; at most 200 characters.
    pub file_name: Option<String>,
}

/// What the job of a run is asked to do.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct RunOrder {
    pub(crate) run_id: ImportId,
}

/// Who works on a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Worker {
    /// A job, queued with the run.
    Job,
    /// Whoever started it.
    Caller,
}

/// The pieces of a file that have been written.
struct Received {
    id: ImportId,
    chunks: i32,
    bytes: usize,
}

impl Service {
    /// Takes a file in and begins its run.
    pub(crate) async fn receive<S>(
        &self,
        ctx: &Ctx,
        new: &NewImport,
        file: S,
        worker: Worker,
    ) -> Result<runs::Model, ImportError>
    where
        S: Stream<Item = Result<Bytes, ImportError>> + Send + Unpin,
    {
        check_file_name(new.file_name.as_deref())?;
        if !self.takes(new.kind) {
            return Err(ImportError::NotTaken(new.kind));
        }
        let mut received = Received { id: ImportId::new(), chunks: 0, bytes: 0 };
        let outcome = match self.write_pieces(ctx, &mut received, file).await {
            Ok(()) => self.begin_run(ctx, new, &received, worker).await,
            Err(error) => Err(error),
        };
        if outcome.is_err()
            && let Err(error) = self.delete_pieces(ctx, received.id).await
        {
            // The sweep finds them later.
            tracing::warn!(%error, "pieces of a file that did not arrive whole could not be deleted");
        }
        outcome
    }

    async fn write_pieces<S>(&self, ctx: &Ctx, received: &mut Received, mut file: S) -> Result<(), ImportError>
    where
        S: Stream<Item = Result<Bytes, ImportError>> + Send + Unpin,
    {
        let mut waiting = BytesMut::with_capacity(PIECE_BYTES);
        while let Some(bytes) = file.next().await {
            let mut bytes = bytes?;
            received.bytes = received.bytes.saturating_add(bytes.len());
            if received.bytes > self.file_limit_bytes {
                return Err(ImportError::TooLarge(self.file_limit_bytes));
            }
            while !bytes.is_empty() {
                let room = PIECE_BYTES - waiting.len();
                waiting.extend_from_slice(&bytes.split_to(room.min(bytes.len())));
                if waiting.len() == PIECE_BYTES {
                    self.write_piece(ctx, received, waiting.to_vec()).await?;
                    waiting.clear();
                }
            }
        }
        if waiting.is_empty() { Ok(()) } else { self.write_piece(ctx, received, waiting.to_vec()).await }
    }

    async fn write_piece(&self, ctx: &Ctx, received: &mut Received, content: Vec<u8>) -> Result<(), ImportError> {
        let piece = chunks::Model {
            tenant_id: ctx.tenant(),
            run_id: received.id,
            number: received.chunks,
            content,
            created_at: ctx.now(),
        };
        let tx = self.boot.store.write(ctx).await?;
        tx.insert::<chunks::Entity>(piece).await?;
        tx.commit().await?;
        received.chunks += 1;
        Ok(())
    }

    /// The run and its job in one commit: from here on the import happens, whoever stops.
    async fn begin_run(
        &self,
        ctx: &Ctx,
        new: &NewImport,
        received: &Received,
        worker: Worker,
    ) -> Result<runs::Model, ImportError> {
        let tx = self.boot.store.write(ctx).await?;
        let job_id = match worker {
            Worker::Caller => None,
            Worker::Job => tx.enqueue(RUN_JOB, &RunOrder { run_id: received.id }, ctx.now(), None).await?,
        };
        let run = new_run(ctx, new, received, job_id)?;
        tx.insert::<runs::Entity>(run.clone()).await?;
        self.record(&tx, "import.run_started", &run).await?;
        tx.commit().await?;
        Ok(run)
    }
}

fn new_run(ctx: &Ctx, new: &NewImport, received: &Received, job_id: Option<JobId>) -> Result<runs::Model, ImportError> {
    let json = |value: serde_json::Result<serde_json::Value>| {
        value.map_err(|cause| ImportError::Unreadable(cause.to_string()))
    };
    let mut options = json(serde_json::to_value(new.options))?;
    options[runs::Model::USUAL] = json(serde_json::to_value(Usual::of(ctx)))?;
    Ok(runs::Model {
        tenant_id: ctx.tenant(),
        id: received.id,
        kind: new.kind.as_str().to_owned(),
        state: RunState::Validating,
        file_name: new.file_name.clone(),
        options,
        chunks: received.chunks,
        file_bytes: i64::try_from(received.bytes).unwrap_or(i64::MAX),
        job_id,
        rows_total: 0,
        rows_applied: 0,
        rows_bad: 0,
        problems: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        position: 0,
        started_by: ctx.actor().to_owned(),
        started_by_id: ctx.user(),
        message: None,
        created_at: ctx.now(),
        started_at: None,
        finished_at: None,
    })
}

fn check_file_name(name: Option<&str>) -> Result<(), ImportError> {
    let is_good =
        |name: &str| (1..=FILE_NAME_CHARS).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if name.is_none_or(is_good) { Ok(()) } else { Err(ImportError::BadFileName) }
}
