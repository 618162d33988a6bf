//! Runs as they stand: found, listed, moved from state to state, cancelled.
//! Every change of state names the state it comes from, so that two who act at once cannot both win.

use kontor_contract::{Sentence, audit::Change};
use kontor_kernel::{ImportId, Page, PageRequest};
use kontor_store::{Ctx, Keyset, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};
use serde_json::json;

use super::Service;
use crate::{csv::Kind, entities::runs, error::ImportError, model::state::RunState};

/// Which runs.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RunQuery {
    pub(crate) kind: Option<Kind>,
    pub(crate) state: Option<RunState>,
}

/// A run of the tenant.
pub(super) async fn find_run(tx: &impl Tx, id: ImportId) -> Result<runs::Model, ImportError> {
    let run = tx.find::<runs::Entity>().filter(runs::Column::Id.eq(id)).one(tx).await?;
    run.ok_or(ImportError::NoSuchRun)
}

/// Moves a run to a state, with a message, unless it is in a state from which it may not go there.
pub(super) async fn move_to(
    tx: &WriteTx,
    id: ImportId,
    state: RunState,
    message: Option<Sentence>,
) -> Result<bool, ImportError> {
    let mut update = tx
        .update::<runs::Entity>()
        .set(runs::Column::State, state)
        .filter(runs::Column::Id.eq(id))
        .filter(runs::Column::State.is_in(state.sources()));
    if state.is_ended() {
        let words = message.as_ref().and_then(|message| message.kept("")).map(|kept| json!(kept));
        update = update.set(runs::Column::Message, message.map(|message| message.to_string()));
        update = update.set(runs::Column::MessageWords, words).set(runs::Column::FinishedAt, tx.ctx().now());
    }
    Ok(update.run(tx).await? == 1)
}

impl Service {
    /// Puts a run on record as it stands: how many rows it wrote, and not which. Who cancelled it, the entry tells anyway.
    pub(super) async fn record(
        &self,
        tx: &WriteTx,
        action: &'static str,
        run: &runs::Model,
    ) -> Result<(), ImportError> {
        let message = run.message.as_ref().filter(|_| run.state != RunState::Cancelled);
        let label = run.file_name.clone().unwrap_or_else(|| run.kind.clone());
        let change = Change::new(action, "import", run.id, label).after(&json!({
            "kind": run.kind, "state": run.state, "file_bytes": run.file_bytes, "rows_total": run.rows_total,
            "rows_applied": run.rows_applied, "rows_bad": run.rows_bad, "created": run.created,
            "updated": run.updated, "unchanged": run.unchanged, "message": message,
        }));
        Ok(self.boot.record(tx, change).await?)
    }

    /// A run.
    pub(crate) async fn run(&self, ctx: &Ctx, id: ImportId) -> Result<runs::Model, ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let run = find_run(&tx, id).await?;
        tx.finish().await?;
        Ok(run)
    }

    /// A page of runs, the newest first.
    pub(crate) async fn list_runs(
        &self,
        ctx: &Ctx,
        query: RunQuery,
        page: &PageRequest,
    ) -> Result<Page<runs::Model>, ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx
            .find::<runs::Entity>()
            .filter_some(query.kind.map(|kind| runs::Column::Kind.eq(kind.as_str())))
            .filter_some(query.state.map(|state| runs::Column::State.eq(state)));
        let keys = Keyset { column: runs::Column::CreatedAt, id: runs::Column::Id, order: Order::Desc };
        let rows = find.page(&tx, keys, page).await?;
        tx.finish().await?;
        Ok(rows)
    }

    /// Stops a run that has not ended. Rows that were written stay.
    pub(crate) async fn cancel(&self, ctx: &Ctx, id: ImportId) -> Result<runs::Model, ImportError> {
        let tx = self.boot.store.write(ctx).await?;
        let run = find_run(&tx, id).await?;
        let message = Sentence::new(format!("Cancelled by {}.", ctx.actor()));
        let message = message.keyed("import-message-cancelled").of([("who", ctx.actor().into())]);
        if !move_to(&tx, id, RunState::Cancelled, Some(message)).await? {
            return Err(ImportError::HasEnded);
        }
        if let Some(job) = run.job_id {
            tx.cancel_job(job).await?;
        }
        let run = find_run(&tx, id).await?;
        self.record(&tx, "import.run_cancelled", &run).await?;
        tx.commit().await?;
        self.delete_pieces(ctx, id).await?;
        Ok(run)
    }

    /// Ends a run that cannot go on. One that has ended stays as it is.
    pub(crate) async fn fail(&self, ctx: &Ctx, id: ImportId, cause: Sentence) -> Result<(), ImportError> {
        let tx = self.boot.store.write(ctx).await?;
        if move_to(&tx, id, RunState::Failed, Some(cause)).await? {
            self.record(&tx, "import.run_failed", &find_run(&tx, id).await?).await?;
        }
        tx.commit().await?;
        self.delete_pieces(ctx, id).await
    }
}
