//! What the caller declares about a file: its encoding, delimiter, decimal mark and how much of it may be read.
//! Nothing of it is guessed but the delimiter, because a wrong guess at the others changes values in silence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The declared text encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ImportEncoding")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// The usual export of western Windows programs.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// ISO-8859-1 proper: the bytes 0x80–0x9F are control characters there, and refused.
    #[serde(rename = "iso-8859-1")]
    Iso88591,
}

impl Encoding {
    /// The encoding of a name, whatever its case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Utf8, Self::Windows1252, Self::Iso88591].into_iter().find(|one| name.eq_ignore_ascii_case(one.as_str()))
    }

    /// The name in parameters and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Windows1252 => "windows-1252",
            Self::Iso88591 => "iso-8859-1",
        }
    }
}

/// What stands between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ImportDelimiter")]
pub enum Delimiter {
    /// Whichever of the three the header row has most of; comma where it has none.
    #[default]
    #[serde(rename = "auto")]
    Sniff,
    /// `,`
    #[serde(rename = ",", alias = "comma")]
    Comma,
    /// `;`, what spreadsheets write where the comma is the decimal mark.
    #[serde(rename = ";", alias = "semicolon")]
    Semicolon,
    /// The tab character.
    #[serde(rename = "\t", alias = "tab")]
    Tab,
}

/// What stands before the decimals of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ImportDecimalMark")]
pub enum DecimalMark {
    /// `12.50`
    #[default]
    #[serde(rename = ".")]
    Point,
    /// `12,50`
    #[serde(rename = ",")]
    Comma,
}

impl DecimalMark {
    /// The mark itself.
    #[must_use]
    pub const fn as_char(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// How much of a file is read before it is refused; both keep memory bounded whatever the file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record, its quotes and line breaks included. Default 1 MiB.
    pub record_bytes: usize,
    /// Data rows of one file. Default 1,000,000; the duplicate check keeps about 50 bytes for each.
    pub rows: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { record_bytes: 1 << 20, rows: 1_000_000 }
    }
}

/// Everything declared about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The text encoding; UTF-8 unless declared otherwise.
    pub encoding: Encoding,
    /// The field delimiter; sniffed unless declared.
    pub delimiter: Delimiter,
    /// The decimal mark; a point unless declared otherwise.
    pub decimal_mark: DecimalMark,
    /// Bounds on memory.
    pub limits: Limits,
}
