//! Reads the rows of a run's file on a thread of its own and hands them over in bundles.
//! The channel holds a few bundles at the most, so that memory stays flat however large the file is.

use kontor_store::Ctx;
use tokio::sync::mpsc;

use super::{
    Service,
    pieces::{Broken, StoredFile},
};
use crate::{
    csv::{self, Row, RowError},
    entities::runs,
    error::ImportError,
    formats::open::Opening,
    model::{issue::Issue, options::Usual, row::Incoming},
};

/// Rows of one bundle.
const BUNDLE_ROWS: usize = 500;
/// Bundles that wait for whoever takes them.
const BUNDLES: usize = 2;

/// A row of a file, or everything that is wrong with it.
pub(super) struct ReadRow<R> {
    /// The line it begins at.
    pub(super) line: u64,
    /// The row.
    pub(super) row: Result<R, Vec<Issue>>,
    /// What of it is left out, though it is good.
    pub(super) notes: Vec<Issue>,
}

/// What comes next in a file.
pub(super) enum Bundle<R> {
    /// Rows.
    Rows(Vec<ReadRow<R>>),
    /// What was left out behind the last row.
    Notes(Vec<Issue>),
    /// Nothing can be read any more, for these reasons.
    Fatal(Vec<Issue>),
    /// The file is at its end.
    End,
}

type Sender<R> = mpsc::Sender<Result<Bundle<R>, ImportError>>;

/// The rows of a file.
pub(super) struct RowStream<R> {
    bundles: mpsc::Receiver<Result<Bundle<R>, ImportError>>,
    file: StoredFile,
}

impl<R: Incoming> RowStream<R> {
    /// The next bundle. After [`Bundle::Fatal`] and [`Bundle::End`] there are no more.
    pub(super) async fn next(&mut self) -> Result<Bundle<R>, ImportError> {
        // A thread that ended without a last word must not look like the end of the file.
        self.bundles.recv().await.unwrap_or(Err(ImportError::Interrupted))
    }

    /// How many rows the file may have, as far as it has been read; 0 where nothing can be said.
    pub(super) fn expected(&self, rows: i64) -> i64 {
        let (reached, pieces) = self.file.progress();
        if reached == 0 { 0 } else { rows.saturating_mul(pieces.into()) / i64::from(reached) }
    }
}

impl Service {
    /// Begins to read the file of a run. Reading stops when the stream is dropped.
    pub(super) fn rows<R: Incoming>(&self, ctx: &Ctx, run: &runs::Model) -> RowStream<R> {
        let broken = Broken::default();
        let file = StoredFile::of(&self.boot.store, ctx, run, &broken);
        let (opening, usual) = (run.opening(), run.usual());
        let (sender, bundles) = mpsc::channel(BUNDLES);
        let stored = file.clone();
        tokio::task::spawn_blocking(move || {
            let last = match read_all(stored, &opening, &usual, &sender) {
                Ok(()) => Ok(Bundle::End),
                Err(error) => match broken.take() {
                    Some(cause) => Err(cause),
                    None => Ok(Bundle::Fatal(issues(error))),
                },
            };
            // Nobody listens any more when the run was stopped.
            let _ = sender.blocking_send(last);
        });
        RowStream { bundles, file }
    }
}

/// Opens the rows of a file.
pub(super) fn open<R: Incoming>(file: StoredFile, opening: &Opening) -> Result<csv::Rows<'static, R::Read>, RowError> {
    let kind = <R::Read as Row>::KIND;
    let table = opening.table(kind, file)?;
    csv::rows_of(table, opening.mapping(kind).as_ref(), opening.options)
}

/// Reads until the end, until nothing can be read any more, or until nobody listens.
fn read_all<R: Incoming>(
    file: StoredFile,
    opening: &Opening,
    usual: &Usual,
    sender: &Sender<R>,
) -> Result<(), RowError> {
    let mut bundle = Vec::with_capacity(BUNDLE_ROWS);
    let mut rows = open::<R>(file, opening)?;
    while let Some(read) = rows.next() {
        let notes: Vec<Issue> = rows.take_notes().into_iter().map(Issue::from).collect();
        let row = match read {
            Ok(row) => converted(row, notes, usual),
            Err(error) if error.is_fatal() => {
                // What was read before counts, too.
                let _ = sender.blocking_send(Ok(Bundle::Rows(bundle)));
                return Err(error);
            }
            Err(error) => ReadRow { line: error.line, row: Err(issues(error)), notes },
        };
        bundle.push(row);
        if bundle.len() == BUNDLE_ROWS {
            let full = std::mem::replace(&mut bundle, Vec::with_capacity(BUNDLE_ROWS));
            if sender.blocking_send(Ok(Bundle::Rows(full))).is_err() {
                return Ok(());
            }
        }
    }
    let _ = sender.blocking_send(Ok(Bundle::Rows(bundle)));
    let notes = rows.take_notes().into_iter().map(Issue::from).collect();
    let _ = sender.blocking_send(Ok(Bundle::Notes(notes)));
    Ok(())
}

fn converted<R: Incoming>(row: R::Read, notes: Vec<Issue>, usual: &Usual) -> ReadRow<R> {
    let line = row.line();
    ReadRow { line, row: R::of(row, usual).map_err(|problem| vec![problem.into()]), notes }
}

pub(super) fn issues(error: RowError) -> Vec<Issue> {
    error.problems.into_iter().map(Issue::from).collect()
}
