//! Why the import engine refuses or breaks off, one variant per cause.
//! What is wrong with a file is no error of the engine: it is in the report of the run.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence};
use kontor_store::{StoreError, jobs::JobFailure};
use kontor_web::{Problem, StatusCode};
use thiserror::Error;

use crate::csv::Kind;

/// Why the import engine refuses or breaks off.
#[derive(Debug, Error)]
pub enum ImportError {
    /// No such run, or none of this tenant.
    #[error("There is no such import.")]
    NoSuchRun,
    /// It has ended already.
    #[error("The import has ended already.")]
    HasEnded,
    /// Nobody takes such rows in this deployment.
    #[error("No module of this deployment takes {}; nothing was imported.", .0.as_str())]
    NotTaken(Kind),
    /// The file is too large.
    #[error("A file may have {0} bytes at the most; split it.")]
    TooLarge(usize),
    /// The name of the file cannot be shown.
    #[error("A file name has 1 to 200 characters and no control characters.")]
    BadFileName,
    /// The declared character set is none that is read.
    #[error("'{0}' is none of the encodings utf-8, windows-1252 and iso-8859-1.")]
    UnknownEncoding(String),
    /// The stream that brings the file broke off; nothing of it stays.
    #[error("The file did not arrive whole: {0}")]
    Broken(String),
    /// A piece of the file is missing in the database.
    #[error("piece {0} of the file is missing")]
    MissingPiece(i32),
    /// The file cannot be read a second time as it was read the first time.
    #[error("the file could not be read again: {0}")]
    Unreadable(String),
    /// The thread that reads the file ended before the file did.
    #[error("reading the file was interrupted")]
    Interrupted,
    /// The run was cancelled, or another worker has taken it.
    #[error("the run is no longer this worker's")]
    Lost,
    /// Its job has ended.
    #[error("the job of the run has ended: {0}")]
    JobEnded(String),
    /// The mapping makes no sense.
    #[error("The mapping cannot be used as it is.")]
    BadMapping(Vec<FieldFault>),
    /// No such mapping, or none of this tenant.
    #[error("There is no such mapping.")]
    NoSuchMapping,
    /// There is no mapping of this name.
    #[error("There is no mapping with the name {0} for such files.")]
    UnknownMapping(String),
    /// Another mapping of the kind has the name.
    #[error("There is a mapping with the name {0} already.")]
    MappingExists(String),
    /// The name of a mapping cannot be shown.
    #[error("A mapping has a name of 1 to 100 characters.")]
    BadMappingName,
    /// It has been started already.
    #[error("The import has been started already.")]
    HasStarted,
    /// Nobody gives such rows in this deployment.
    #[error("No module of this deployment has such rows.")]
    NothingToExport,
    /// A file that goes out cannot be written.
    #[error("the file cannot be written: {0}")]
    Unwritable(String),
    /// The key was used for another file.
    #[error("This key was used for another file.")]
    KeyReused,
    /// The owner of the rows refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ImportError {
    /// What people are told of a run that broke off; what only an operator understands stays in the log and the job.
    pub(crate) fn sentence(&self) -> Sentence {
        let key = match self {
            Self::Store(_) | Self::Elsewhere(Fault::Store(_)) => {
                let detail = "Something went wrong on our side; import the file again.";
                return Sentence::new(detail).keyed("import-message-our-side");
            }
            Self::NotTaken(kind) => {
                let kind = ("kind", kind.as_str().into());
                return Sentence::new(self.to_string()).keyed("problem-import-kind_not_taken").of([kind]);
            }
            Self::Elsewhere(Fault::Refused { detail, code, .. }) => return detail.clone().of_code(code),
            _ => "import-message-broke-off",
        };
        Sentence::new(self.to_string()).keyed(key)
    }

    /// Whether the same work may go well later.
    pub(crate) fn is_transient(&self) -> bool {
        let store = match self {
            Self::Store(error) | Self::Elsewhere(Fault::Store(error)) => error,
            other => return matches!(other, Self::Interrupted | Self::Lost),
        };
        matches!(store, StoreError::Unavailable(_) | StoreError::Conflict)
    }
}

impl From<JobFailure> for ImportError {
    fn from(failure: JobFailure) -> Self {
        match failure {
            JobFailure::Transient(cause) => Self::Store(StoreError::Unavailable(cause)),
            JobFailure::Permanent(cause) => Self::JobEnded(cause),
        }
    }
}

impl AsRef<StoreError> for ImportError {
    fn as_ref(&self) -> &StoreError {
        const NOT_OF_THE_STORE: StoreError = StoreError::OutOfScope;
        match self {
            Self::Store(error) => error,
            Self::Elsewhere(fault) => fault.as_ref(),
            _ => &NOT_OF_THE_STORE,
        }
    }
}

impl From<ImportError> for Fault {
    fn from(error: ImportError) -> Self {
        let detail = error.to_string();
        match error {
            ImportError::NoSuchRun => Self::not_found("import"),
            ImportError::HasEnded => Self::new(FaultKind::Conflict, "import.has_ended", detail),
            ImportError::NothingToExport => Self::not_found("export"),
            ImportError::HasStarted => Self::new(FaultKind::Conflict, "import.has_started", detail),
            ImportError::KeyReused => Self::new(FaultKind::Invalid, "idempotency.key_reused", detail),
            ImportError::NoSuchMapping => Self::not_found("import mapping"),
            ImportError::BadMapping(fields) => Self::fields("import.bad_mapping", detail, fields),
            ImportError::BadMappingName => Self::field("import.bad_mapping_name", "/name", detail),
            ImportError::MappingExists(name) => {
                let detail = Sentence::new(detail).of([("name", name.into())]);
                Self::new(FaultKind::Conflict, "import.mapping_exists", detail)
            }
            ImportError::UnknownMapping(name) => {
                let detail = Sentence::new(detail).of([("name", name.into())]);
                Self::field("import.unknown_mapping", "mapping_name", detail)
            }
            ImportError::NotTaken(_) => Self::new(FaultKind::Conflict, "import.kind_not_taken", detail),
            ImportError::TooLarge(_) => Self::new(FaultKind::Invalid, "import.too_large", detail),
            ImportError::BadFileName => Self::field("import.bad_file_name", "file_name", detail),
            ImportError::UnknownEncoding(name) => {
                let detail = Sentence::new(detail).of([("encoding", name.into())]);
                Self::field("import.unknown_encoding", "encoding", detail)
            }
            ImportError::Broken(_) => Self::new(FaultKind::Invalid, "request.body_broken", detail),
            ImportError::Lost | ImportError::JobEnded(_) => Self::new(FaultKind::Conflict, "import.lost", detail),
            ImportError::MissingPiece(_)
            | ImportError::Unreadable(_)
            | ImportError::Unwritable(_)
            | ImportError::Interrupted => Self::Store(StoreError::Setup(detail)),
            ImportError::Elsewhere(fault) => fault,
            ImportError::Store(error) => Self::Store(error),
        }
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::TooLarge(limit) => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "import.too_large", "The file is too large")
                    .detail(Sentence::new(error.to_string()).of([("most", limit.into())]))
            }
            ImportError::Broken(_) => Self::bad_request().code("request.body_broken").detail(error.to_string()),
            other => Fault::from(other).into(),
        }
    }
}
