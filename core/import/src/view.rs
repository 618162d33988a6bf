//! A run as the API and the operator's command show it.
//! What is wrong with a file is told with its first places; the report has all of them.

use kontor_kernel::{ImportId, Timestamp};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    csv::Encoding,
    entities::{problems, runs},
    error::ImportError,
    model::{options::OnError, state::RunState},
    service::Service,
};

/// Problems shown with a run.
const SHOWN: i64 = 20;
/// Problems shown with each run of a list.
const SHOWN_IN_LISTS: i64 = 5;

/// A run of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportView {
    /// Its id.
    pub id: ImportId,
    /// What it brings: products, prices, customers or stock.
    pub kind: String,
    /// How it stands.
    pub state: RunState,
    /// What its file is called.
    pub file_name: Option<String>,
    /// The encoding its file was declared to have.
    pub encoding: Encoding,
    /// What happens with bad rows.
    pub on_error: OnError,
    /// Rows of the file; 0 until it has been checked.
    pub rows_total: i64,
    /// Rows written so far, those that changed nothing among them.
    pub rows_applied: i64,
    /// Rows that cannot be taken; where the file cannot be read to its end, the place where it broke off is one of them.
    pub rows_bad: i64,
    /// Things made.
    pub created: i64,
    /// Things changed.
    pub updated: i64,
    /// Things that were as the file says.
    pub unchanged: i64,
    /// Who uploaded the file.
    pub started_by: String,
    /// Why it ended, unless it is done.
    pub message: Option<String>,
    /// When its file had arrived.
    pub created_at: Timestamp,
    /// When work on it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// The first things that are wrong, by line.
    pub first_errors: Vec<ImportProblemView>,
}

/// One thing that is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ImportProblem")]
pub struct ImportProblemView {
    /// The line, the header being line 1.
    pub line: i64,
    /// The column it is about.
    pub column: Option<String>,
    /// What stands there, cut to 80 characters.
    pub value: String,
    /// A code that stays.
    pub code: String,
    /// A sentence that says what to do.
    pub detail: String,
}

impl Service {
    /// A run with its first problems.
    pub(crate) async fn view(&self, ctx: &Ctx, run: runs::Model) -> Result<ImportView, ImportError> {
        let shown = self.views(ctx, vec![run], SHOWN).await?;
        shown.into_iter().next().ok_or(ImportError::NoSuchRun)
    }

    /// Runs of a list with their first problems.
    pub(crate) async fn views_of_list(
        &self,
        ctx: &Ctx,
        runs: Vec<runs::Model>,
    ) -> Result<Vec<ImportView>, ImportError> {
        self.views(ctx, runs, SHOWN_IN_LISTS).await
    }

    async fn views(&self, ctx: &Ctx, runs: Vec<runs::Model>, each: i64) -> Result<Vec<ImportView>, ImportError> {
        let with_problems: Vec<ImportId> = runs.iter().filter(|run| run.problems > 0).map(|run| run.id).collect();
        let tx = self.boot.store.read(ctx).await?;
        let problems = self.first_issues(&tx, &with_problems, each).await?;
        tx.finish().await?;
        let of = |run: ImportId| problems.iter().filter(|row| row.run_id == run).map(problem).collect();
        Ok(runs.into_iter().map(|run| view(of(run.id), run)).collect())
    }
}

fn problem(row: &problems::Model) -> ImportProblemView {
    ImportProblemView {
        line: row.line,
        column: row.column_name.clone(),
        value: row.value.clone(),
        code: row.code.clone(),
        detail: row.detail.clone(),
    }
}

fn view(first_errors: Vec<ImportProblemView>, run: runs::Model) -> ImportView {
    let options = run.options();
    ImportView {
        id: run.id,
        kind: run.kind,
        state: run.state,
        file_name: run.file_name,
        encoding: options.encoding,
        on_error: options.on_error,
        rows_total: run.rows_total,
        rows_applied: run.rows_applied,
        rows_bad: run.rows_bad,
        created: run.created,
        updated: run.updated,
        unchanged: run.unchanged,
        started_by: run.started_by,
        message: run.message,
        created_at: run.created_at,
        started_at: run.started_at,
        finished_at: run.finished_at,
        first_errors,
    }
}
