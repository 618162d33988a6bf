//! Reads the rows of a run's file on a thread of its own and hands them over in bundles.
//! The channel holds a few bundles at the most, so that memory stays flat however large the file is.

use kontor_store::Ctx;
use tokio::sync::mpsc;

use super::{
    Service,
    pieces::{Broken, FileReader},
};
use crate::{
    csv::{self, Options, Row, RowError},
    entities::runs,
    error::ImportError,
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
}

/// What comes next in a file.
pub(super) enum Bundle<R> {
    /// Rows.
    Rows(Vec<ReadRow<R>>),
    /// Nothing can be read any more, for these reasons.
    Fatal(Vec<Issue>),
    /// The file is at its end.
    End,
}

type Sender<R> = mpsc::Sender<Result<Bundle<R>, ImportError>>;

/// The rows of a file.
pub(super) struct RowStream<R> {
    bundles: mpsc::Receiver<Result<Bundle<R>, ImportError>>,
}

impl<R: Incoming> RowStream<R> {
    /// The next bundle. After [`Bundle::Fatal`] and [`Bundle::End`] there are no more.
    pub(super) async fn next(&mut self) -> Result<Bundle<R>, ImportError> {
        // A thread that ended without a last word must not look like the end of the file.
        self.bundles.recv().await.unwrap_or(Err(ImportError::Interrupted))
    }
}

impl Service {
    /// Begins to read the file of a run. Reading stops when the stream is dropped.
    pub(super) fn rows<R: Incoming>(&self, ctx: &Ctx, run: &runs::Model) -> RowStream<R> {
        let broken = Broken::default();
        let file = FileReader::of(&self.boot.store, ctx, run, &broken);
        let (options, usual) = (run.options().for_reading(), run.usual());
        let (sender, bundles) = mpsc::channel(BUNDLES);
        tokio::task::spawn_blocking(move || {
            let last = match read_all(file, options, &usual, &sender) {
                Ok(()) => Ok(Bundle::End),
                Err(error) => match broken.take() {
                    Some(cause) => Err(cause),
                    None => Ok(Bundle::Fatal(issues(error))),
                },
            };
            // Nobody listens any more when the run was stopped.
            let _ = sender.blocking_send(last);
        });
        RowStream { bundles }
    }
}

/// Reads until the end, until nothing can be read any more, or until nobody listens.
fn read_all<R: Incoming>(
    file: FileReader,
    options: Options,
    usual: &Usual,
    sender: &Sender<R>,
) -> Result<(), RowError> {
    let mut bundle = Vec::with_capacity(BUNDLE_ROWS);
    for read in csv::read::<R::Read, _>(file, options)? {
        let row = match read {
            Ok(row) => converted(row, usual),
            Err(error) if error.is_fatal() => {
                // What was read before counts, too.
                let _ = sender.blocking_send(Ok(Bundle::Rows(bundle)));
                return Err(error);
            }
            Err(error) => ReadRow { line: error.line, row: Err(issues(error)) },
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
    Ok(())
}

fn converted<R: Incoming>(row: R::Read, usual: &Usual) -> ReadRow<R> {
    let line = row.line();
    ReadRow { line, row: R::of(row, usual).map_err(|problem| vec![problem.into()]) }
}

fn issues(error: RowError) -> Vec<Issue> {
    error.problems.into_iter().map(Issue::from).collect()
}
