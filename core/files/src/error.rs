//! Why the files engine refuses, one variant per cause; each says what may be sent instead.
//! What is wrong with a file is said of its content: its name and declared type are never asked.

use kontor_contract::{Fault, FaultKind, Sentence};
use kontor_store::StoreError;
use kontor_web::{Problem, StatusCode};
use thiserror::Error;

use crate::model::picture::{MOST_MEMORY_BYTES, MOST_PIXELS, MOST_SIDE};

/// Why the files engine refuses.
#[derive(Debug, Error)]
pub enum FilesError {
    /// No such file, or none of this tenant.
    #[error("There is no such file.")]
    NoSuchFile,
    /// Its bytes are of none of the kinds that are taken.
    #[error(
        "By its content this file is neither a JPEG, PNG, WebP or GIF picture nor a PDF document. SVG drawings and office \
         files are not taken: save drawings as PNG and texts as PDF."
    )]
    UnknownKind,
    /// It has no bytes.
    #[error("The file is empty.")]
    Empty,
    /// It is too large.
    #[error("A picture may have 20 MB and a document 50 MB at the most; this file has more than {0} bytes.")]
    TooLarge(usize),
    /// A picture would take too much room once decoded.
    #[error(
        "The picture has {width} × {height} pixels. At most {MOST_PIXELS} pixels are taken, {MOST_SIDE} on a side; make it \
         smaller."
    )]
    TooManyPixels {
        /// From left to right.
        width: u32,
        /// From top to bottom.
        height: u32,
    },
    /// A picture that cannot be decoded, or only with more memory than it may take.
    #[error("The picture cannot be read: {0}. Save it anew in an image editor and upload that.")]
    BadPicture(String),
    /// A document that does not end as one.
    #[error("The document begins as a PDF but does not end as one; save it anew and upload that.")]
    BadPdf,
    /// The stream that brings the file broke off; nothing of it stays.
    #[error("The file did not arrive whole: {0}")]
    Broken(String),
    /// What keeps the bytes has failed.
    #[error("files cannot be kept: {0}")]
    Unkept(String),
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

const _: () = assert!(MOST_MEMORY_BYTES / 4 >= MOST_PIXELS as u64, "what may have so many pixels can be decoded");

impl FilesError {
    /// Something of the object store or of the disk has failed.
    pub(crate) fn unkept(cause: impl std::fmt::Display) -> Self {
        Self::Unkept(cause.to_string())
    }

    /// Whether the same work may go well later.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Unkept(_) => true,
            Self::Store(error) | Self::Elsewhere(Fault::Store(error)) => {
                matches!(error, StoreError::Unavailable(_) | StoreError::Conflict)
            }
            _ => false,
        }
    }

    /// The sentence with its values, for other languages.
    fn told(&self) -> Sentence {
        let sentence = Sentence::new(self.to_string());
        match self {
            Self::TooLarge(most) => sentence.of([("most", (*most).into())]),
            Self::TooManyPixels { width, height } => sentence.of([
                ("width", (*width).into()),
                ("height", (*height).into()),
                ("most", MOST_PIXELS.into()),
                ("side", MOST_SIDE.into()),
            ]),
            Self::BadPicture(cause) => sentence.of([("cause", cause.into())]),
            _ => sentence,
        }
    }
}

impl From<FilesError> for Fault {
    fn from(error: FilesError) -> Self {
        let detail = error.told();
        let invalid = |code| Self::new(FaultKind::Invalid, code, detail.clone());
        match error {
            FilesError::NoSuchFile => Self::not_found("file"),
            FilesError::UnknownKind => invalid("files.unknown_kind"),
            FilesError::Empty => invalid("files.empty"),
            FilesError::TooLarge(_) => invalid("files.too_large"),
            FilesError::TooManyPixels { .. } => invalid("files.too_many_pixels"),
            FilesError::BadPicture(_) => invalid("files.bad_picture"),
            FilesError::BadPdf => invalid("files.bad_pdf"),
            FilesError::Broken(_) => invalid("request.body_broken"),
            FilesError::Unkept(cause) => Self::Store(StoreError::Setup(cause)),
            FilesError::Elsewhere(fault) => fault,
            FilesError::Store(error) => Self::Store(error),
        }
    }
}

impl From<FilesError> for Problem {
    fn from(error: FilesError) -> Self {
        match error {
            FilesError::TooLarge(_) => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "files.too_large", "The file is too large")
                    .detail(error.told())
            }
            FilesError::Broken(_) => Self::bad_request().code("request.body_broken").detail(error.to_string()),
            other => Fault::from(other).into(),
        }
    }
}
