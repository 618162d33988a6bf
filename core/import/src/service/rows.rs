//! Reads the rows of a run's file on a thread of its own and hands them over in bundles.
//! The channel holds a few bundles at the most, so that memory stays flat however large the file is.

use kontor_store::Ctx;
use tokio::sync::mpsc;

use super::{
    Service,
    pieces::{Broken, FileReader},
};
use crate::{
    csv::{self, Options, RowError},
    entities::runs,
    error::ImportError,
    model::{issue::Issue, row::Incoming},
};

/// Rows of one bundle.
const BUNDLE_ROWS: usize = 500;
/// Bundles that wait for whoever takes them.
const BUNDLES: usize = 2;

/// A row of a file, or everything that is wrong with it.
pub(super) struct ReadRow<R> {
    /// The line it begins at.
    pub(super) line: u64,
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

/// The rows of a file.
pub(super) struct RowStream<R> {
    bundles: mpsc::Receiver<Bundle<R>>,
    broken: Broken,
}

impl<R: Incoming> RowStream<R> {
    /// The next bundle. After [`Bundle::Fatal`] and [`Bundle::End`] there are no more.
    pub(super) async fn next(&mut self) -> Result<Bundle<R>, ImportError> {
        let bundle = self.bundles.recv().await;
        match (bundle, std::mem::take(&mut self.broken).get_mut_or_put_back(&mut self.broken)) {
            (_, Some(error)) => Err(error),
            (Some(bundle), None) => Ok(bundle),
            // The thread ended without a last word: it must not look like the end of the file.
            (None, None) => Err(ImportError::Interrupted),
        }
    }
}
