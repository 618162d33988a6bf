//! Keeps what was wrong with rows, up to a bound, and writes the report of it.
//! One per cent of a million rows fits; beyond that problems are counted only, since nobody corrects them one by one.

use kontor_kernel::ImportId;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};

use super::Service;
use crate::{
    csv::ReportWriter,
    entities::{problems, runs},
    error::ImportError,
    model::issue::Issue,
};

/// Problems kept of one run.
pub(super) const KEPT: i64 = 20_000;
/// Problems written or deleted by one write.
pub(super) const WRITTEN_AT_ONCE: usize = 1_000;

/// Writes problems with the given number and those after it, as far as they are kept.
pub(super) async fn write_issues(
    tx: &WriteTx,
    run: ImportId,
    first_ordinal: i64,
    issues: &[Issue],
) -> Result<(), ImportError> {
    let row = |(ordinal, issue): (i64, &Issue)| problems::Model {
        tenant_id: tx.tenant(),
        run_id: run,
        ordinal,
        line: i64::try_from(issue.line).unwrap_or(i64::MAX),
        column_name: issue.column.map(str::to_owned),
        value: issue.value.clone(),
        code: issue.code.to_owned(),
        detail: issue.detail.clone(),
    };
    let rows = (first_ordinal..KEPT).zip(issues).map(row).collect();
    // A worker that has lost the run may have written the same ones; they are found in the same order every time.
    tx.insert_missing::<problems::Entity>(rows).await?;
    Ok(())
}

impl Service {
    /// Forgets the problems of a check that did not come to its end.
    pub(super) async fn forget_issues(&self, ctx: &Ctx, run: ImportId) -> Result<(), ImportError> {
        let slice = WRITTEN_AT_ONCE as i64;
        let mut first = 0;
        loop {
            let tx = self.boot.store.write(ctx).await?;
            let deleted = tx
                .delete::<problems::Entity>()
                .filter(problems::Column::RunId.eq(run))
                .filter(problems::Column::Ordinal.between(first, first + slice - 1))
                .run(&tx)
                .await?;
            tx.commit().await?;
            if deleted == 0 {
                return Ok(());
            }
            first += slice;
        }
    }

    /// The first problems found in runs, at most `each` of every run.
    pub(crate) async fn first_issues(
        &self,
        tx: &impl Tx,
        runs: &[ImportId],
        each: i64,
    ) -> Result<Vec<problems::Model>, ImportError> {
        if runs.is_empty() {
            return Ok(Vec::new());
        }
        let find = tx
            .find::<problems::Entity>()
            .filter(problems::Column::RunId.is_in(runs.iter().copied()))
            .filter(problems::Column::Ordinal.lt(each))
            .order_by(problems::Column::Line, Order::Asc)
            .order_by(problems::Column::Ordinal, Order::Asc);
        Ok(find.all(tx).await?)
    }

    /// The report of a run as CSV, by line.
    pub(crate) async fn report(&self, ctx: &Ctx, id: ImportId) -> Result<Vec<u8>, ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let run = super::runs::find_run(&tx, id).await?;
        let rows = self.first_issues(&tx, &[id], KEPT).await?;
        tx.finish().await?;
        report_of(&run, &rows).map_err(|cause| ImportError::Unreadable(cause.to_string()))
    }
}

fn report_of(run: &runs::Model, rows: &[problems::Model]) -> std::io::Result<Vec<u8>> {
    let mut report = ReportWriter::new(Vec::with_capacity(64 + rows.len() * 128))?;
    for row in rows {
        let line = u64::try_from(row.line).unwrap_or_default();
        report.add_line(line, row.column_name.as_deref().unwrap_or_default(), &row.value, &row.code, &row.detail)?;
    }
    if run.problems > KEPT {
        let more = run.problems - KEPT;
        report.add_remark("import.more_problems", &format!("{more} more problems are counted but not listed"))?;
    }
    report.finish()
}
