//! Tidies up what a crash left behind: pieces of uploads that broke off, and runs whose job has ended without them.
//! Done now and then for every tenant; finding nothing is the usual case.

use std::collections::HashMap;

use kontor_contract::Sentence;
use kontor_kernel::ImportId;
use kontor_store::{Ctx, Tx, jobs::job_state};
use sea_orm::ColumnTrait;

use super::Service;
use crate::{
    entities::{chunks, runs, upload_keys},
    error::ImportError,
    model::state::RunState,
};

/// An upload or a run without a job that is older than this is not under way any more.
const ABANDONED_AFTER_SECONDS: i64 = 24 * 3_600;

/// How long the same key leads to the same run.
const KEYS_KEPT_SECONDS: i64 = 7 * 24 * 3_600;

/// What is told of a run that nobody works on any more.
const BROKE_OFF: &str = "It broke off and could not be taken up again; import the file again.";

impl Service {
    /// Tidies up for one tenant.
    pub(crate) async fn sweep(&self, ctx: &Ctx) -> Result<(), ImportError> {
        self.fail_abandoned_runs(ctx).await?;
        self.forget_keys(ctx).await?;
        for run in self.abandoned_files(ctx).await? {
            self.delete_pieces(ctx, run).await?;
        }
        Ok(())
    }

    /// Files that no run reads any more. The first piece of a file is the last to be deleted.
    async fn abandoned_files(&self, ctx: &Ctx) -> Result<Vec<ImportId>, ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let old = ctx.now().plus_seconds(-ABANDONED_AFTER_SECONDS);
        let first_pieces = tx
            .find::<chunks::Entity>()
            .filter(chunks::Column::Number.eq(0))
            .filter(chunks::Column::CreatedAt.lt(old))
            .all(&tx)
            .await?;
        let ids: Vec<ImportId> = first_pieces.into_iter().map(|piece| piece.run_id).collect();
        let known = tx.find::<runs::Entity>().filter(runs::Column::Id.is_in(ids.iter().copied())).all(&tx).await?;
        tx.finish().await?;
        let states: HashMap<ImportId, RunState> = known.into_iter().map(|run| (run.id, run.state)).collect();
        Ok(ids.into_iter().filter(|id| states.get(id).is_none_or(|state| state.is_ended())).collect())
    }

    async fn forget_keys(&self, ctx: &Ctx) -> Result<(), ImportError> {
        let old = ctx.now().plus_seconds(-KEYS_KEPT_SECONDS);
        let tx = self.boot.store.write(ctx).await?;
        tx.delete::<upload_keys::Entity>().filter(upload_keys::Column::CreatedAt.lt(old)).run(&tx).await?;
        Ok(tx.commit().await?)
    }

    async fn fail_abandoned_runs(&self, ctx: &Ctx) -> Result<(), ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let open = tx.find::<runs::Entity>().filter(runs::Column::State.is_in(RunState::OPEN)).all(&tx).await?;
        let mut abandoned = Vec::new();
        for run in open {
            let is_abandoned = match run.job_id {
                Some(job) => job_state(&tx, job).await?.is_none_or(|job| has_ended(&job.state)),
                None => run.created_at < ctx.now().plus_seconds(-ABANDONED_AFTER_SECONDS),
            };
            if is_abandoned {
                abandoned.push(run.id);
            }
        }
        tx.finish().await?;
        for run in abandoned {
            self.fail(ctx, run, Sentence::new(BROKE_OFF).keyed("import-message-broke-off")).await?;
        }
        Ok(())
    }
}

fn has_ended(state: &str) -> bool {
    matches!(state, "failed" | "cancelled" | "done")
}
