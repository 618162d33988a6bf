//! Pictures and documents of products as pages and lists show them.
//! Addresses begin at the root of the host; what they lead to never changes, and only whoever may see the product gets it.

use kontor_kernel::Locale;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::files::MediaType;

/// What a file is to a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MediaRole {
    /// It is shown; the first one stands for the product in lists.
    Picture,
    /// It is offered for saving.
    Document,
}

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// What the product is and does, in figures.
    DataSheet,
    /// What to mind when handling it.
    SafetySheet,
    /// What somebody vouches for.
    Certificate,
    /// How it is used.
    Manual,
    /// Its shape and measures.
    Drawing,
    /// Anything else.
    Other,
}

/// Who is shown a file, among those who see the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MediaAudience {
    /// Everybody, guests among them.
    Everyone,
    /// Whoever is signed in.
    SignedIn,
}

/// A picture as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PictureView {
    /// What it shows, in the language of the request or another one; the product's name where nobody has said.
    pub alt: String,
    /// The address of a middling size.
    pub src: String,
    /// The addresses of all sizes with their widths, as the attribute `srcset` takes them.
    pub srcset: String,
    /// The width of the largest size, in pixels.
    pub width: u32,
    /// The height of the largest size, in pixels.
    pub height: u32,
}

/// A document as a page offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DocumentView {
    /// What it is called in the language of the request, or its file's name.
    pub title: String,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The language it is written in, where somebody has said.
    pub language: Option<Locale>,
    /// What its file is.
    pub media_type: MediaType,
    /// How large it is, in bytes.
    pub bytes: i64,
    /// Its address; it is saved rather than shown.
    pub href: String,
}
