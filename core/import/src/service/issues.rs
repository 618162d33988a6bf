//! Keeps what was wrong with rows, up to a bound, and writes the report of it.
//! One per cent of a million rows fits; beyond that problems are counted only, since nobody corrects them one by one.

use std::io;

use kontor_kernel::ImportId;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};

use super::Service;
use crate::{
    csv::ReportWriter,
    entities::problems,
    error::ImportError,
    formats::xlsx::write::{Book, Cell},
    model::issue::Issue,
    view::said,
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
        column_name: issue.column.as_deref().map(str::to_owned),
        value: issue.value.clone(),
        code: issue.code.to_owned(),
        detail: issue.detail.clone(),
        words: issue.words.as_ref().and_then(|words| serde_json::to_value(words).ok()),
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

    /// The report of a run, by line, in the language of whoever asks.
    pub(crate) async fn report(&self, ctx: &Ctx, id: ImportId, format: ReportFormat) -> Result<Vec<u8>, ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let run = super::runs::find_run(&tx, id).await?;
        let rows = self.first_issues(&tx, &[id], KEPT).await?;
        tx.finish().await?;
        let more = run.problems - KEPT;
        let english = format!("{more} more problems are counted but not listed");
        let count = [("count", more.to_string().into())];
        let texts = self.boot.texts();
        let remark = texts.find(ctx.locale(), "import-more-problems", &count).unwrap_or(english);
        let details = rows.iter().map(|row| said(texts, ctx.locale(), row.words.as_ref(), &row.detail)).collect();
        let report = Report { rows, details, remark: (more > 0).then_some(remark) };
        let written = match format {
            ReportFormat::Csv => report.as_csv(),
            ReportFormat::Xlsx => report.as_xlsx(),
        };
        written.map_err(|cause| ImportError::Unreadable(cause.to_string()))
    }
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    Csv,
    Xlsx,
}

/// What was wrong with rows, and what is said of each.
struct Report {
    rows: Vec<problems::Model>,
    details: Vec<String>,
    /// What is said of problems that are not listed.
    remark: Option<String>,
}

const MORE_PROBLEMS: &str = "import.more_problems";

impl Report {
    fn as_csv(&self) -> io::Result<Vec<u8>> {
        let mut report = ReportWriter::new(Vec::with_capacity(64 + self.rows.len() * 128))?;
        for (row, detail) in self.rows.iter().zip(&self.details) {
            let line = u64::try_from(row.line).unwrap_or_default();
            report.add_line(line, row.column_name.as_deref().unwrap_or_default(), &row.value, &row.code, detail)?;
        }
        if let Some(remark) = &self.remark {
            report.add_remark(MORE_PROBLEMS, remark)?;
        }
        report.finish()
    }

    fn as_xlsx(&self) -> io::Result<Vec<u8>> {
        let mut book = Book::begin(Vec::new(), "report")?;
        book.row(ReportWriter::<Vec<u8>>::COLUMNS.map(Cell::Text))?;
        for (row, detail) in self.rows.iter().zip(&self.details) {
            let line = row.line.to_string();
            let column = row.column_name.as_deref().unwrap_or_default();
            book.row([
                Cell::Number(&line),
                Cell::Text(column),
                Cell::Text(&row.value),
                Cell::Text(&row.code),
                Cell::Text(detail),
            ])?;
        }
        if let Some(remark) = &self.remark {
            book.row([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Text(MORE_PROBLEMS), Cell::Text(remark)])?;
        }
        book.finish()
    }
}
