//! A run as the API and the operator's command show it.
//! What is wrong with a file is told with its first places; the report has all of them.

use std::collections::HashMap;

use kontor_kernel::{ImportId, Locale, Timestamp};
use kontor_module::Texts;
use kontor_store::{Ctx, jobs::job_state};
use kontor_words::Kept;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    csv::Encoding,
    entities::{problems, runs},
    error::ImportError,
    formats::Format,
    model::{issue::Issue, options::OnError, state::RunState},
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
    /// How its file is written.
    pub format: Format,
    /// The sheet that is read, where one was named.
    pub sheet: Option<String>,
    /// The mapping it uses, by name.
    pub mapping_name: Option<String>,
    /// The encoding its file was declared to have.
    pub encoding: Encoding,
    /// What happens with bad rows.
    pub on_error: OnError,
    /// Rows of the file; 0 until it has been checked.
    pub rows_total: i64,
    /// Rows that have been read and checked so far.
    pub rows_checked: i64,
    /// How many rows the file is expected to have, as far as it has been read; 0 while nothing can be said.
    pub rows_expected: i64,
    /// Rows a second, of the work that is being done.
    pub rows_per_second: i64,
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
    /// When rows began to be written.
    pub applying_at: Option<Timestamp>,
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
        let mut checking = HashMap::new();
        for run in runs.iter().filter(|run| run.state == RunState::Validating) {
            if let Some(job) = run.job_id
                && let Some(state) = job_state(&tx, job).await?
            {
                checking.insert(run.id, (state.done, state.total));
            }
        }
        tx.finish().await?;
        let saying = Saying { texts: self.boot.texts(), locale: ctx.locale(), now: ctx.now() };
        let of =
            |run: ImportId| problems.iter().filter(|row| row.run_id == run).map(|row| saying.problem(row)).collect();
        let told = |run: runs::Model| saying.view(of(run.id), checking.get(&run.id).copied(), run);
        Ok(runs.into_iter().map(told).collect())
    }
}

/// In which language things are said, and when.
struct Saying<'a> {
    texts: &'a Texts,
    locale: Locale,
    now: Timestamp,
}

/// A sentence that was kept, in a language, or its English.
pub(crate) fn said(texts: &Texts, locale: Locale, words: Option<&serde_json::Value>, english: &str) -> String {
    let kept = words.and_then(|words| serde_json::from_value::<Kept>(words.clone()).ok());
    kept.and_then(|kept| kept.say(texts, locale)).unwrap_or_else(|| english.to_owned())
}

impl ImportProblemView {
    /// A problem that is not kept.
    pub(crate) fn of_issue(issue: Issue, texts: &Texts, locale: Locale) -> Self {
        let detail = issue.words.as_ref().and_then(|kept| kept.say(texts, locale)).unwrap_or(issue.detail);
        let line = i64::try_from(issue.line).unwrap_or(i64::MAX);
        let column = issue.column.map(std::borrow::Cow::into_owned);
        Self { line, column, value: issue.value, code: issue.code.to_owned(), detail }
    }
}

impl Saying<'_> {
    fn problem(&self, row: &problems::Model) -> ImportProblemView {
        ImportProblemView {
            line: row.line,
            column: row.column_name.clone(),
            value: row.value.clone(),
            code: row.code.clone(),
            detail: said(self.texts, self.locale, row.words.as_ref(), &row.detail),
        }
    }

    /// Rows a second since an instant.
    fn rate(&self, rows: i64, since: Option<Timestamp>, until: Option<Timestamp>) -> i64 {
        let Some(since) = since else { return 0 };
        let micros = until.unwrap_or(self.now).micros() - since.micros();
        // Below a tenth of a second nothing can be said.
        if micros < 100_000 { 0 } else { rows.saturating_mul(1_000_000) / micros }
    }

    fn view(&self, first_errors: Vec<ImportProblemView>, checking: Option<(i64, i64)>, run: runs::Model) -> ImportView {
        let (options, layout) = (run.options(), run.layout());
        let message = run.message.as_deref();
        let (checked, expected) = match run.state {
            RunState::Validating => checking.unwrap_or_default(),
            _ => (run.rows_total, run.rows_total),
        };
        let rate = match run.state {
            RunState::Uploaded => 0,
            RunState::Validating => self.rate(checked, run.started_at, None),
            _ => self.rate(run.position, run.applying_at, run.finished_at),
        };
        ImportView {
            id: run.id,
            state: run.state,
            message: message.map(|text| said(self.texts, self.locale, run.message_words.as_ref(), text)),
            kind: run.kind,
            file_name: run.file_name,
            format: options.format,
            sheet: layout.sheet,
            mapping_name: layout.mapping_name,
            encoding: options.encoding,
            on_error: options.on_error,
            rows_total: run.rows_total,
            rows_checked: checked,
            rows_expected: expected,
            rows_per_second: rate,
            rows_applied: run.rows_applied,
            rows_bad: run.rows_bad,
            created: run.created,
            updated: run.updated,
            unchanged: run.unchanged,
            started_by: run.started_by,
            created_at: run.created_at,
            started_at: run.started_at,
            applying_at: run.applying_at,
            finished_at: run.finished_at,
            first_errors,
        }
    }
}
