//! Works on a run from wherever it stands to its end.
//! Called by the run's job, again after every crash, or by whoever started the run and waits for it.

use kontor_contract::imports::{CustomerRow, ImportSink, PriceRow, ProductRow, StockRow};
use kontor_kernel::ImportId;
use kontor_store::Ctx;

use super::{
    Progress, Service,
    runs::{find_run, move_to},
};
use crate::{
    csv::Kind,
    entities::runs,
    error::ImportError,
    model::{row::Incoming, state::RunState},
};

impl Service {
    /// Whether somebody takes rows of a kind.
    pub(super) fn takes(&self, kind: Kind) -> bool {
        let ports = &self.boot.ports;
        match kind {
            Kind::Products => ports.find::<dyn ImportSink<ProductRow>>().is_some(),
            Kind::Prices => ports.find::<dyn ImportSink<PriceRow>>().is_some(),
            Kind::Customers => ports.find::<dyn ImportSink<CustomerRow>>().is_some(),
            Kind::Stock => ports.find::<dyn ImportSink<StockRow>>().is_some(),
        }
    }

    /// Works on a run until it has ended, and tidies up behind it. A run that can never go on is failed with its cause.
    pub(crate) async fn work(&self, ctx: &Ctx, id: ImportId, progress: &mut Progress<'_>) -> Result<(), ImportError> {
        match self.advance_run(ctx, id, progress).await {
            Ok(()) => self.delete_pieces(ctx, id).await,
            Err(ImportError::Lost | ImportError::JobEnded(_)) if self.run(ctx, id).await?.state.is_ended() => {
                // Somebody cancelled it.
                self.delete_pieces(ctx, id).await
            }
            // A job that was lost to another worker says nothing of the run, which goes on there.
            Err(error) if error.is_transient() || matches!(error, ImportError::JobEnded(_)) => Err(error),
            Err(error) => {
                tracing::warn!(run = %id, %error, "an import broke off");
                self.fail(ctx, id, error.sentence()).await?;
                Err(error)
            }
        }
    }

    async fn advance_run(&self, ctx: &Ctx, id: ImportId, progress: &mut Progress<'_>) -> Result<(), ImportError> {
        let run = self.run(ctx, id).await?;
        if run.state.is_ended() {
            return Ok(());
        }
        match run.kind() {
            Some(Kind::Products) => self.run_of::<ProductRow>(ctx, run, Kind::Products, progress).await,
            Some(Kind::Prices) => self.run_of::<PriceRow>(ctx, run, Kind::Prices, progress).await,
            Some(Kind::Customers) => self.run_of::<CustomerRow>(ctx, run, Kind::Customers, progress).await,
            Some(Kind::Stock) => self.run_of::<StockRow>(ctx, run, Kind::Stock, progress).await,
            None => Err(ImportError::Unreadable(format!("'{}' is no kind of file", run.kind))),
        }
    }

    async fn run_of<R: Incoming>(
        &self,
        ctx: &Ctx,
        mut run: runs::Model,
        kind: Kind,
        progress: &mut Progress<'_>,
    ) -> Result<(), ImportError> {
        let Some(sink) = self.boot.ports.find::<dyn ImportSink<R>>() else {
            return self.refuse(ctx, &run, &ImportError::NotTaken(kind)).await;
        };
        if run.state == RunState::Validating {
            if self.validate(ctx, &run, &*sink, progress).await? == RunState::Refused {
                return Ok(());
            }
            run = self.run(ctx, run.id).await?;
        }
        self.apply(ctx, run, &*sink, progress).await
    }

    /// Refuses a run of which nothing was written; one that has begun to write fails.
    async fn refuse(&self, ctx: &Ctx, run: &runs::Model, cause: &ImportError) -> Result<(), ImportError> {
        if run.state != RunState::Validating {
            return self.fail(ctx, run.id, cause.sentence()).await;
        }
        let tx = self.boot.store.write(ctx).await?;
        if move_to(&tx, run.id, RunState::Refused, Some(cause.sentence())).await? {
            self.record(&tx, "import.run_refused", &find_run(&tx, run.id).await?).await?;
        }
        Ok(tx.commit().await?)
    }
}
