//! Starting a run whose file has arrived already and was looked at.
//! How it is read is decided here at the latest, and no more after.

use kontor_kernel::ImportId;
use kontor_store::Ctx;
use sea_orm::ColumnTrait;

use super::{
    Service,
    runs::find_run,
    upload::{RunOrder, options_of},
};
use crate::{
    csv::{DecimalMark, Delimiter, Encoding, Kind},
    entities::runs,
    error::ImportError,
    jobs::RUN_JOB,
    model::{
        mapping::Mapping,
        options::{ImportOptions, Layout, OnError},
        state::RunState,
    },
};

/// How a file shall be read: what is `None` stays as the upload said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    pub(crate) encoding: Option<Encoding>,
    pub(crate) delimiter: Option<Delimiter>,
    pub(crate) decimal_mark: Option<DecimalMark>,
    pub(crate) on_error: Option<OnError>,
    pub(crate) sheet: Option<String>,
    /// The name of one that is kept.
    pub(crate) mapping_name: Option<String>,
    pub(crate) mapping: Option<Mapping>,
}

impl Service {
    /// Options and layout of a file after a wish. What a mapping says of its files counts where the wish says nothing.
    pub(crate) async fn decided(
        &self,
        ctx: &Ctx,
        kind: Kind,
        (options, layout): (ImportOptions, Layout),
        wish: Reading,
    ) -> Result<(ImportOptions, Layout), ImportError> {
        let mapping = match (&wish.mapping, &wish.mapping_name) {
            (Some(mapping), _) => Some(mapping.clone()),
            (None, Some(name)) => Some(self.mapping_named(ctx, kind, name).await?),
            (None, None) => layout.mapping.clone(),
        };
        let is_new = wish.mapping.is_some() || wish.mapping_name.is_some();
        let usual = mapping.clone().filter(|_| is_new).unwrap_or_default();
        let options = ImportOptions {
            encoding: wish.encoding.or(usual.encoding).unwrap_or(options.encoding),
            delimiter: wish.delimiter.or(usual.delimiter).unwrap_or(options.delimiter),
            decimal_mark: wish.decimal_mark.or(usual.decimal_mark).unwrap_or(options.decimal_mark),
            on_error: wish.on_error.unwrap_or(options.on_error),
            format: options.format,
        };
        let mapping_name = if is_new { wish.mapping_name } else { layout.mapping_name };
        let layout = Layout { sheet: wish.sheet.or(usual.sheet).or(layout.sheet), mapping_name, mapping };
        layout.check(kind)?;
        Ok((options, layout))
    }

    /// Starts a run that waits for it.
    pub(crate) async fn start(&self, ctx: &Ctx, id: ImportId, wish: Reading) -> Result<runs::Model, ImportError> {
        let run = self.run(ctx, id).await?;
        if run.state != RunState::Uploaded {
            return Err(ImportError::HasStarted);
        }
        let kind = run.kind().ok_or(ImportError::NoSuchRun)?;
        let (options, layout) = self.decided(ctx, kind, (run.options(), run.layout()), wish).await?;
        let kept = options_of(options, &layout, &run.usual())?;
        let tx = self.boot.store.write(ctx).await?;
        let job = tx.enqueue(RUN_JOB, &RunOrder { run_id: id }, ctx.now(), None).await?;
        let started = tx
            .update::<runs::Entity>()
            .set(runs::Column::State, RunState::Validating)
            .set(runs::Column::Options, kept)
            .set(runs::Column::JobId, job)
            .filter(runs::Column::Id.eq(id))
            .filter(runs::Column::State.eq(RunState::Uploaded))
            .run(&tx)
            .await?;
        if started != 1 {
            return Err(ImportError::HasStarted);
        }
        let run = find_run(&tx, id).await?;
        self.record(&tx, "import.run_begun", &run).await?;
        tx.commit().await?;
        Ok(run)
    }
}
