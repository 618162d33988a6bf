//! What can go wrong at the door to the database, one variant per cause.
//! Conflicts that the database resolves by itself when asked again are told apart, and [`retry`] asks again.

use std::{future::Future, time::Duration};

use sea_orm::{DbErr, RuntimeErr};
use thiserror::Error;

/// A result of the store.
pub type StoreResult<T> = Result<T, StoreError>;

/// Why the store could not do what was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database does not answer, is full, or the group this write belonged to failed; nothing was written.
    #[error("the database cannot take this now: {0}")]
    Unavailable(String),
    /// Two transactions met; asking again resolves it.
    #[error("another change was made at the same time")]
    Conflict,
    /// A row with this key exists.
    #[error("a row with this key exists already ({0})")]
    Duplicate(String),
    /// A row that this one refers to does not exist.
    #[error("a row that is referred to does not exist")]
    MissingReference,
    /// The row belongs to a company outside the context's scope.
    #[error("the row lies outside what this context may see")]
    OutOfScope,
    /// A cursor that no list of ours gave.
    #[error("the cursor is not one that this list gave; begin again without it")]
    BadCursor,
    /// The database is not what this version expects.
    #[error("{0}")]
    Setup(String),
    /// Anything else the database says.
    #[error("the database refused a statement: {0}")]
    Database(DbErr),
}

impl StoreError {
    /// Whether asking again may succeed at once.
    #[must_use]
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}

fn of_sqlx(error: &sqlx::Error, text: String) -> Option<StoreError> {
    match error {
        sqlx::Error::Database(cause) => {
            let code = cause.code().unwrap_or_default();
            match code.as_ref() {
                "40001" | "40P01" | "5" | "261" | "517" => Some(StoreError::Conflict),
                "53100" | "53200" | "53300" | "57P01" | "57P02" | "57P03" | "7" | "13" | "10" | "11" => {
                    Some(StoreError::Unavailable(text))
                }
                // SQLite's extended I/O errors share their low byte with SQLITE_IOERR.
                other if other.parse::<u32>().is_ok_and(|number| number > 255 && matches!(number & 0xff, 10 | 13)) => {
                    Some(StoreError::Unavailable(text))
                }
                _ if cause.is_unique_violation() => Some(StoreError::Duplicate(cause.message().to_owned())),
                _ if cause.is_foreign_key_violation() => Some(StoreError::MissingReference),
                _ => None,
            }
        }
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
            Some(StoreError::Unavailable(text))
        }
        _ => None,
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let mapped = match &error {
            DbErr::Conn(RuntimeErr::SqlxError(cause))
            | DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Query(RuntimeErr::SqlxError(cause)) => of_sqlx(cause, error.to_string()),
            DbErr::ConnectionAcquire(_) => Some(Self::Unavailable(error.to_string())),
            _ => None,
        };
        mapped.unwrap_or(Self::Database(error))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let text = error.to_string();
        of_sqlx(&error, text).unwrap_or_else(|| Self::Database(DbErr::Exec(RuntimeErr::SqlxError(error.into()))))
    }
}

const ATTEMPTS: u32 = 8;

/// Runs a whole unit of work again while the database says that two transactions met.
pub async fn retry<T, E, F, Fut>(mut work: F) -> Result<T, E>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<T, E>>,
    E: AsRef<StoreError>,
{
    let mut attempt = 0;
    loop {
        attempt += 1;
        match work().await {
            Err(error) if error.as_ref().is_conflict() && attempt < ATTEMPTS => {
                let jitter = rand::random_range(0..=u64::from(attempt) * 4);
                tokio::time::sleep(Duration::from_millis(jitter)).await;
            }
            other => return other,
        }
    }
}

impl AsRef<Self> for StoreError {
    fn as_ref(&self) -> &Self {
        self
    }
}
