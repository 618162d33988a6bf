//! Prints documents as PDF by genpdf, whose boxes of text and lines are drawn upon; pages, tables whose heads repeat, and
//! sums that are carried are made here, because it has none. Lengths are millimetres on paper and never money.
#![allow(clippy::float_arithmetic, reason = "lengths on paper are fractions of millimetres; amounts come as text")]

mod flow;
mod fonts;
mod ink;
mod subset;
mod table;

use genpdfi::render::Renderer;
use thiserror::Error;

use crate::model::block::Document;
use flow::Flow;
use fonts::Fonts;

/// A4, upright.
const PAPER: (f32, f32) = (210.0, 297.0);

/// Prints documents.
pub(crate) trait Press: Send + Sync {
    /// The bytes of a file. It takes a processor for a moment, so it is called where that holds nobody up.
    fn print(&self, document: &Document) -> Result<Vec<u8>, PressError>;
}

/// Why a document cannot be printed.
#[derive(Debug, Error)]
pub(crate) enum PressError {
    /// The build has no fonts.
    #[error("the server was built without fonts for documents; run `npm ci` in the folder themes and build it again")]
    NoFonts,
    /// A font is no font.
    #[error("a font for documents cannot be read: {0}")]
    BadFont(&'static str),
    /// The library refuses.
    #[error("the document cannot be printed: {0}")]
    Broken(#[from] genpdfi::error::Error),
}

/// The press of every deployment.
pub(crate) struct Genpdf;

impl Press for Genpdf {
    fn print(&self, document: &Document) -> Result<Vec<u8>, PressError> {
        let mut fonts = Fonts::for_letters(&document.letters())?;
        let renderer = Renderer::new(PAPER, &document.title)?;
        fonts.cache.load_pdf_fonts(&renderer)?;
        let mut flow = Flow::new(renderer, &fonts, document);
        flow.blocks(&document.blocks)?;
        flow.number_pages()?;
        let mut bytes = Vec::new();
        flow.into_renderer().write(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests;
