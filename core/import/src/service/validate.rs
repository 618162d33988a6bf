//! The first pass over a file: every row is read, and where one bad row is to stop all, checked by its owner, too.
//! Nothing is written but the report; a worker that takes the run up again begins this pass anew.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kontor_contract::{
    Sentence,
    imports::ImportSink,
    quotas::{QuotaKind, Quotas},
};
use kontor_store::Ctx;
use sea_orm::ColumnTrait;

use super::{
    Progress, Service,
    issues::{KEPT, WRITTEN_AT_ONCE, write_issues},
    rows::{Bundle, ReadRow},
    runs::{find_run, move_to},
};
use crate::{
    entities::runs,
    error::ImportError,
    model::{issue::Issue, options::Layout, row::Incoming, state::RunState},
};

/// What the first pass found.
#[derive(Default)]
struct Findings {
    rows: i64,
    bad_rows: i64,
    problems: i64,
    kept: Vec<Issue>,
    /// Why the file could not be read to its end.
    fatal: Option<Issue>,
}

/// The first rows of the file that later ones must agree with, by what they share: an owner sees one bundle at a time.
struct Firsts<R>(HashMap<String, R>);

impl<R: Incoming> Firsts<R> {
    /// Those that the given rows must agree with.
    fn before(&self, rows: &[R]) -> Vec<R> {
        let shared: BTreeSet<String> = rows.iter().filter_map(R::shares).collect();
        shared.iter().filter_map(|key| self.0.get(key).cloned()).collect()
    }

    fn take(&mut self, row: R) {
        if let Some(key) = row.shares() {
            self.0.entry(key).or_insert(row);
        }
    }
}

impl Findings {
    /// Takes what is wrong with one row.
    fn add(&mut self, issues: Vec<Issue>) {
        self.bad_rows += 1;
        self.keep(issues);
    }

    fn keep(&mut self, issues: Vec<Issue>) {
        self.problems += i64::try_from(issues.len()).unwrap_or(0);
        let room = usize::try_from(KEPT).unwrap_or(0).saturating_sub(self.kept.len());
        self.kept.extend(issues.into_iter().take(room));
    }

    /// Counts the rows of a bundle and gives those that could be read, with their lines.
    fn take_read<R>(&mut self, bundle: Vec<ReadRow<R>>) -> (Vec<u64>, Vec<R>) {
        let mut good = (Vec::with_capacity(bundle.len()), Vec::with_capacity(bundle.len()));
        for ReadRow { line, row, notes } in bundle {
            self.rows += 1;
            self.keep(notes);
            match row {
                Ok(row) => {
                    good.0.push(line);
                    good.1.push(row);
                }
                Err(issues) => self.add(issues),
            }
        }
        good
    }

    fn verdict(&self, run: &runs::Model, most: Option<u64>) -> (RunState, Option<Sentence>) {
        let rows = u64::try_from(self.rows).unwrap_or(0);
        if let Some(issue) = &self.fatal {
            return (RunState::Refused, Some(unreadable(issue)));
        }
        if let Some(most) = most.filter(|most| rows > *most) {
            let text = format!(
                "The file has {rows} rows and this shop may import {most} at a time; split it, or ask the operator of the \
                 platform for more. Nothing was written."
            );
            let values = [("rows", rows.into()), ("most", most.into())];
            return (RunState::Refused, Some(Sentence::new(text).keyed("import-message-too-many-rows").of(values)));
        }
        if self.bad_rows > 0 && !run.skips() {
            let what = if self.rows == 1 { "row" } else { "rows" };
            let text = format!("{} of {rows} {what} cannot be taken; nothing was written.", self.bad_rows);
            let bad = u64::try_from(self.bad_rows).unwrap_or(0);
            let values = [("bad", bad.into()), ("rows", rows.into())];
            return (RunState::Refused, Some(Sentence::new(text).keyed("import-message-bad-rows").of(values)));
        }
        (RunState::Applying, None)
    }
}

/// Why a file could not be read to its end.
fn unreadable(issue: &Issue) -> Sentence {
    let text = format!("The file cannot be read: {}", issue.sentence());
    let values = [("line", issue.line.to_string().into()), ("problem", issue.sentence().into())];
    Sentence::new(text).keyed("import-message-unreadable").of(values)
}

impl Service {
    /// Reads and checks the whole file, and tells how the run stands then: applying or refused.
    pub(super) async fn validate<R: Incoming>(
        &self,
        ctx: &Ctx,
        run: &runs::Model,
        sink: &dyn ImportSink<R>,
        progress: &mut Progress<'_>,
    ) -> Result<RunState, ImportError> {
        self.begin_validating(ctx, run).await?;
        let (mut findings, mut firsts) = (Findings::default(), Firsts(HashMap::new()));
        let (layout, mut rows) = (run.layout(), self.rows::<R>(ctx, run));
        loop {
            match rows.next().await? {
                Bundle::Rows(bundle) => {
                    let good = findings.take_read(bundle);
                    // Where bad rows are left out, their owner is asked once, just before the others are written.
                    if !run.skips() {
                        self.look_through(ctx, (sink, &layout), good, &mut firsts, &mut findings).await?;
                    }
                }
                Bundle::Notes(notes) => findings.keep(notes),
                Bundle::Fatal(issues) => {
                    findings.fatal = issues.first().cloned();
                    findings.add(issues);
                    break;
                }
                Bundle::End => break,
            }
            progress.tell(ctx, findings.rows, rows.expected(findings.rows)).await?;
        }
        self.settle(ctx, run, findings).await
    }

    /// Notes that work has begun. Problems of a check that was interrupted would otherwise be told twice.
    async fn begin_validating(&self, ctx: &Ctx, run: &runs::Model) -> Result<(), ImportError> {
        if run.started_at.is_some() {
            return self.forget_issues(ctx, run.id).await;
        }
        let tx = self.boot.store.write(ctx).await?;
        let started = tx
            .update::<runs::Entity>()
            .set(runs::Column::StartedAt, ctx.now())
            .filter(runs::Column::Id.eq(run.id))
            .filter(runs::Column::State.eq(RunState::Validating))
            .run(&tx)
            .await?;
        tx.commit().await?;
        if started == 1 { Ok(()) } else { Err(ImportError::Lost) }
    }

    /// Asks the owner what is wrong with rows, given with their lines.
    async fn look_through<R: Incoming>(
        &self,
        ctx: &Ctx,
        (sink, layout): (&dyn ImportSink<R>, &Layout),
        (good_lines, good): (Vec<u64>, Vec<R>),
        firsts: &mut Firsts<R>,
        findings: &mut Findings,
    ) -> Result<(), ImportError> {
        if good.is_empty() {
            return Ok(());
        }
        let mut rows = firsts.before(&good);
        let known = rows.len();
        let lines: Vec<u64> = std::iter::repeat_n(0, known).chain(good_lines).collect();
        rows.extend(good);
        let mut found = self.check(ctx, sink, layout, &lines, &rows).await?;
        for (index, row) in rows.into_iter().enumerate().skip(known) {
            match found.remove(&index) {
                Some(issues) => findings.add(issues),
                None => firsts.take(row),
            }
        }
        Ok(())
    }

    /// What the owner says of rows: the index of every row at fault with all that is wrong with it.
    pub(super) async fn check<R: Incoming>(
        &self,
        ctx: &Ctx,
        sink: &dyn ImportSink<R>,
        layout: &Layout,
        lines: &[u64],
        rows: &[R],
    ) -> Result<BTreeMap<usize, Vec<Issue>>, ImportError> {
        let mut found = BTreeMap::<usize, Vec<Issue>>::new();
        for fault in sink.check(ctx, rows).await? {
            let (Some(line), Some(row)) = (lines.get(fault.row), rows.get(fault.row)) else { continue };
            let value = row.cell(fault.column);
            let issue = Issue::of_fault(*line, &value, layout.column_of(fault.column), &fault);
            found.entry(fault.row).or_default().push(issue);
        }
        Ok(found)
    }

    /// Writes the report and then the verdict.
    async fn settle(&self, ctx: &Ctx, run: &runs::Model, findings: Findings) -> Result<RunState, ImportError> {
        let mut ordinal = 0;
        let kept = &findings.kept;
        for issues in kept.chunks(WRITTEN_AT_ONCE) {
            let tx = self.boot.store.write(ctx).await?;
            write_issues(&tx, run.id, ordinal, issues).await?;
            tx.commit().await?;
            ordinal += i64::try_from(issues.len()).unwrap_or(0);
        }
        let most = match self.boot.ports.find::<dyn Quotas>() {
            Some(quotas) => quotas.limit(ctx, QuotaKind::ImportRows).await?,
            None => None,
        };
        let (state, message) = findings.verdict(run, most);
        let tx = self.boot.store.write(ctx).await?;
        if !move_to(&tx, run.id, state, message).await? {
            return Err(ImportError::Lost);
        }
        let applying_at = (state == RunState::Applying).then(|| ctx.now());
        tx.update::<runs::Entity>()
            .set(runs::Column::ApplyingAt, applying_at)
            .set(runs::Column::RowsTotal, findings.rows)
            .set(runs::Column::RowsBad, findings.bad_rows)
            .set(runs::Column::Problems, findings.problems)
            .filter(runs::Column::Id.eq(run.id))
            .run(&tx)
            .await?;
        if state == RunState::Refused {
            self.record(&tx, "import.run_refused", &find_run(&tx, run.id).await?).await?;
        }
        tx.commit().await?;
        Ok(state)
    }
}
