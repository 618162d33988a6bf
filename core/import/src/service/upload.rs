//! Takes a file in: piece by piece into the database, each in a short write of its own, and then the run with its job.
//! What breaks off before the end leaves nothing behind; a run exists only with its whole file.

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use kontor_kernel::{ImportId, JobId};
use kontor_store::{Ctx, Tx};
use sea_orm::ColumnTrait;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Service;
use crate::{
    csv::Kind,
    entities::{chunks, runs, upload_keys},
    error::ImportError,
    jobs::RUN_JOB,
    model::{
        options::{ImportOptions, Layout, Usual},
        state::RunState,
    },
};

/// The largest file, in bytes.
pub(crate) const FILE_LIMIT_BYTES: usize = 200 * 1024 * 1024;
/// How much of a file one write brings, in bytes.
pub(super) const PIECE_BYTES: usize = 256 * 1024;
const FILE_NAME_CHARS: usize = 200;

/// An import to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    /// What the file holds.
    pub kind: Kind,
    /// How it is read.
    pub options: ImportOptions,
    /// Where in it the rows are, and what its columns are.
    pub layout: Layout,
    /// What it is called, for people; at most 200 characters.
    pub file_name: Option<String>,
    /// The key under which it is sent, where it may be sent again.
    pub key: Option<String>,
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
    /// Nobody until it is started: its file is looked at before.
    Nobody,
}

/// The pieces of a file that have been written.
struct Received {
    id: ImportId,
    chunks: i32,
    bytes: usize,
    hash: Sha256,
}

impl Received {
    /// What makes this upload the same as another one.
    fn fingerprint(&self, new: &NewImport) -> Result<String, ImportError> {
        let read_as =
            serde_json::to_string(&(new.kind, new.options, &new.layout)).map_err(|cause| unwritable(&cause))?;
        let mut hash = self.hash.clone();
        hash.update(read_as.as_bytes());
        Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

fn unwritable(cause: &serde_json::Error) -> ImportError {
    ImportError::Unreadable(cause.to_string())
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
        new.layout.check(new.kind)?;
        let mut received = Received { id: ImportId::new(), chunks: 0, bytes: 0, hash: Sha256::new() };
        let outcome = match self.write_pieces(ctx, &mut received, file).await {
            Ok(()) => self.begin_run(ctx, new, &received, worker).await,
            Err(error) => Err(error),
        };
        // The file of a run that was begun before under the same key is there already.
        if !outcome.as_ref().is_ok_and(|run| run.id == received.id)
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
            received.hash.update(&bytes);
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
        if let Some(key) = &new.key {
            let row = upload_key(ctx, key, received, new)?;
            if tx.insert_missing::<upload_keys::Entity>(vec![row.clone()]).await? == 0 {
                drop(tx);
                return self.begun_before(ctx, &row).await;
            }
        }
        let job_id = match worker {
            Worker::Caller | Worker::Nobody => None,
            Worker::Job => tx.enqueue(RUN_JOB, &RunOrder { run_id: received.id }, ctx.now(), None).await?,
        };
        let state = if worker == Worker::Nobody { RunState::Uploaded } else { RunState::Validating };
        let run = runs::Model { state, ..new_run(ctx, new, received, job_id)? };
        tx.insert::<runs::Entity>(run.clone()).await?;
        self.record(&tx, "import.run_started", &run).await?;
        tx.commit().await?;
        Ok(run)
    }

    /// The run that was begun under the same key with the same file.
    async fn begun_before(&self, ctx: &Ctx, row: &upload_keys::Model) -> Result<runs::Model, ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<upload_keys::Entity>().filter(upload_keys::Column::Principal.eq(&row.principal));
        let known = find.filter(upload_keys::Column::UploadKey.eq(&row.upload_key)).one(&tx).await?;
        tx.finish().await?;
        match known {
            Some(known) if known.fingerprint == row.fingerprint => self.run(ctx, known.run_id).await,
            _ => Err(ImportError::KeyReused),
        }
    }
}

/// Keys belong to whoever uses them.
fn upload_key(ctx: &Ctx, key: &str, received: &Received, new: &NewImport) -> Result<upload_keys::Model, ImportError> {
    Ok(upload_keys::Model {
        tenant_id: ctx.tenant(),
        principal: ctx.user().map_or_else(|| ctx.actor().to_owned(), |user| user.to_string()),
        upload_key: key.to_owned(),
        run_id: received.id,
        fingerprint: received.fingerprint(new)?,
        created_at: ctx.now(),
    })
}

fn new_run(ctx: &Ctx, new: &NewImport, received: &Received, job_id: Option<JobId>) -> Result<runs::Model, ImportError> {
    let options = options_of(new.options, &new.layout, &Usual::of(ctx))?;
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
        message_words: None,
        created_at: ctx.now(),
        started_at: None,
        applying_at: None,
        finished_at: None,
    })
}

/// What is kept with a run of how its file is read.
pub(super) fn options_of(
    options: ImportOptions,
    layout: &Layout,
    usual: &Usual,
) -> Result<serde_json::Value, ImportError> {
    let mut kept = serde_json::to_value(options).map_err(|cause| unwritable(&cause))?;
    kept[runs::Model::LAYOUT] = serde_json::to_value(layout).map_err(|cause| unwritable(&cause))?;
    kept[runs::Model::USUAL] = serde_json::to_value(usual).map_err(|cause| unwritable(&cause))?;
    Ok(kept)
}

fn check_file_name(name: Option<&str>) -> Result<(), ImportError> {
    let is_good =
        |name: &str| (1..=FILE_NAME_CHARS).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if name.is_none_or(is_good) { Ok(()) } else { Err(ImportError::BadFileName) }
}
