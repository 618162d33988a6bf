//! The second pass over a file: rows are written in batches, each with the run's position in one commit.
//! Whoever takes the run up again reads up to that position without writing, and so no row is lost or counted twice.

use std::time::{Duration, Instant};

use kontor_contract::{
    events::ImportFinished,
    imports::{Applied, ImportSink},
};
use kontor_store::{Ctx, Tx, WriteTx, retry};
use sea_orm::ColumnTrait;

use super::{
    Progress, Service,
    issues::write_issues,
    rows::{Bundle, RowStream},
    runs::{find_run, move_to},
};
use crate::{
    entities::runs,
    error::ImportError,
    model::{issue::Issue, pace::Pace, row::Incoming, state::RunState},
};

/// Rows that are written together.
struct Batch<R> {
    /// Rows their owner takes.
    rows: Vec<R>,
    /// How many rows it takes no.
    bad_rows: i64,
    /// What is wrong with those.
    issues: Vec<Issue>,
}

impl<R> Batch<R> {
    fn len(&self) -> i64 {
        i64::try_from(self.rows.len()).unwrap_or(i64::MAX)
    }
}

/// Rows of the file that wait to be written.
struct Waiting<R> {
    stream: RowStream<R>,
    /// Rows that were dealt with before.
    behind: i64,
    lines: Vec<u64>,
    rows: Vec<R>,
    is_read: bool,
}

impl<R: Incoming> Waiting<R> {
    /// Reads until `wanted` rows wait, or the file ends.
    async fn fill(&mut self, wanted: usize) -> Result<(), ImportError> {
        while self.rows.len() < wanted && !self.is_read {
            match self.stream.next().await? {
                Bundle::Rows(bundle) => {
                    // Rows that could not be read were told and counted by the first pass.
                    let good = bundle.into_iter().filter_map(|read| Some((read.line, read.row.ok()?)));
                    for (line, row) in good {
                        if self.behind > 0 {
                            self.behind -= 1;
                        } else {
                            self.lines.push(line);
                            self.rows.push(row);
                        }
                    }
                    if self.rows.is_empty() {
                        // Rows are passed over: whoever waits here reports in between.
                        return Ok(());
                    }
                }
                Bundle::Fatal(issues) => {
                    let sentence = issues.first().map(Issue::sentence).unwrap_or_default();
                    return Err(ImportError::Unreadable(sentence));
                }
                // They were told by the first pass.
                Bundle::Notes(_) => {}
                Bundle::End => self.is_read = true,
            }
        }
        Ok(())
    }

    fn take(&mut self, most: usize) -> (Vec<u64>, Vec<R>) {
        let count = most.min(self.rows.len());
        (self.lines.drain(..count).collect(), self.rows.drain(..count).collect())
    }
}

impl Service {
    /// Writes what has not been written yet and ends the run.
    pub(super) async fn apply<R: Incoming>(
        &self,
        ctx: &Ctx,
        mut run: runs::Model,
        sink: &dyn ImportSink<R>,
        progress: &mut Progress<'_>,
    ) -> Result<(), ImportError> {
        let stream = self.rows::<R>(ctx, &run);
        let mut waiting = Waiting { stream, behind: run.position, lines: Vec::new(), rows: Vec::new(), is_read: false };
        let mut pace = Pace::new();
        while !waiting.is_read || !waiting.rows.is_empty() {
            waiting.fill(pace.rows()).await?;
            let (lines, rows) = waiting.take(pace.rows());
            if !rows.is_empty() {
                let count = rows.len();
                let batch = self.batch(ctx, &run, sink, &lines, rows).await?;
                let held = retry(|| self.write_batch(ctx, &run, sink, &batch)).await?;
                run = held.run;
                pace.learn(count, held.writing);
            }
            progress.tell(ctx, run.position, run.rows_total).await?;
        }
        if waiting.behind > 0 {
            return Err(ImportError::Unreadable("it has fewer rows than were written before".to_owned()));
        }
        self.finish(ctx, &run).await
    }

    /// Sorts out rows that their owner takes no, where such rows are left out.
    async fn batch<R: Incoming>(
        &self,
        ctx: &Ctx,
        run: &runs::Model,
        sink: &dyn ImportSink<R>,
        lines: &[u64],
        rows: Vec<R>,
    ) -> Result<Batch<R>, ImportError> {
        if !run.skips() {
            return Ok(Batch { rows, bad_rows: 0, issues: Vec::new() });
        }
        let found = self.check(ctx, sink, &run.layout(), lines, &rows).await?;
        let is_good = |index: &usize| !found.contains_key(index);
        let rows = rows.into_iter().enumerate().filter(|(index, _)| is_good(index)).map(|(_, row)| row).collect();
        let bad_rows = i64::try_from(found.len()).unwrap_or(0);
        Ok(Batch { rows, bad_rows, issues: found.into_values().flatten().collect() })
    }

    async fn write_batch<R: Incoming>(
        &self,
        ctx: &Ctx,
        run: &runs::Model,
        sink: &dyn ImportSink<R>,
        batch: &Batch<R>,
    ) -> Result<Held, ImportError> {
        let tx = self.boot.store.write(ctx).await?;
        let begun = Instant::now();
        // Of two workers on one run the second waits here, and then finds that the position has moved.
        tx.lock(tx.find::<runs::Entity>().filter(runs::Column::Id.eq(run.id))).await?;
        let applied = if batch.rows.is_empty() { Applied::default() } else { sink.apply(&tx, &batch.rows).await? };
        write_issues(&tx, run.id, run.problems, &batch.issues).await?;
        let run = advance(&tx, run, batch, applied).await?;
        let writing = begun.elapsed();
        tx.commit().await?;
        Ok(Held { run, writing })
    }

    async fn finish(&self, ctx: &Ctx, run: &runs::Model) -> Result<(), ImportError> {
        let tx = self.boot.store.write(ctx).await?;
        if !move_to(&tx, run.id, RunState::Done, None).await? {
            return Err(ImportError::Lost);
        }
        self.record(&tx, "import.run_finished", &find_run(&tx, run.id).await?).await?;
        tx.publish(&ImportFinished {
            import_id: run.id,
            kind: run.kind.clone(),
            rows_applied: run.rows_applied,
            rows_bad: run.rows_bad,
        })
        .await?;
        Ok(tx.commit().await?)
    }
}

/// A batch that was written: the run after it, and how long the writer was held.
struct Held {
    run: runs::Model,
    writing: Duration,
}

/// Moves the run's position and counters, unless somebody else has done so or has ended the run.
async fn advance<R>(
    tx: &WriteTx,
    before: &runs::Model,
    batch: &Batch<R>,
    applied: Applied,
) -> Result<runs::Model, ImportError> {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let run = runs::Model {
        position: before.position + batch.len() + batch.bad_rows,
        rows_applied: before.rows_applied + batch.len(),
        rows_bad: before.rows_bad + batch.bad_rows,
        problems: before.problems + i64::try_from(batch.issues.len()).unwrap_or(0),
        created: before.created + count(applied.created),
        updated: before.updated + count(applied.updated),
        unchanged: before.unchanged + count(applied.unchanged),
        ..before.clone()
    };
    let moved = tx
        .update::<runs::Entity>()
        .set(runs::Column::Position, run.position)
        .set(runs::Column::RowsApplied, run.rows_applied)
        .set(runs::Column::RowsBad, run.rows_bad)
        .set(runs::Column::Problems, run.problems)
        .set(runs::Column::Created, run.created)
        .set(runs::Column::Updated, run.updated)
        .set(runs::Column::Unchanged, run.unchanged)
        .filter(runs::Column::Id.eq(run.id))
        .filter(runs::Column::State.eq(RunState::Applying))
        .filter(runs::Column::Position.eq(before.position))
        .run(tx)
        .await?;
    if moved == 1 { Ok(run) } else { Err(ImportError::Lost) }
}
