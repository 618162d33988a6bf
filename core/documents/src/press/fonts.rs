//! The two faces that documents are set in, cut down to the letters of one document before they are embedded.
//! They are those of the screens; npm brings them beside the themes, and the server has them built in.

use std::collections::BTreeSet;

use genpdfi::{
    fonts::{FontCache, FontData, FontFamily},
    style::{Color, Style},
};

use super::{PressError, subset::subset};
use crate::model::block::Colour;

/// What npm put beside the themes when the server was built.
#[derive(rust_embed::Embed)]
#[folder = "../../themes"]
#[include = "node_modules/@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"]
#[include = "node_modules/@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"]
struct Faces;

const REGULAR: &str = "node_modules/@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf";
const STRONG: &str = "node_modules/@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf";

/// The colours of text.
pub(super) const INK: Colour = Colour(0x17, 0x18, 0x1a);
pub(super) const QUIET: Colour = Colour(0x5b, 0x5d, 0x63);

/// The fonts of one document.
pub(super) struct Fonts {
    pub(super) cache: FontCache,
    family: FontFamily<genpdfi::fonts::Font>,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Setting {
    /// In points.
    pub(super) size: u8,
    pub(super) is_strong: bool,
    pub(super) colour: Colour,
}

impl Setting {
    pub(super) const fn new(size: u8) -> Self {
        Self { size, is_strong: false, colour: INK }
    }

    pub(super) const fn strong(self) -> Self {
        Self { is_strong: true, ..self }
    }

    pub(super) const fn quiet(self) -> Self {
        Self { colour: QUIET, ..self }
    }

    /// From one line to the next, in millimetres: a point is 0.3528 of one, and lines stand 1.35 of their size apart.
    pub(super) fn leading(self) -> f32 {
        f32::from(self.size) * 0.3528 * 1.35
    }
}

impl Fonts {
    /// With these letters and no others.
    pub(super) fn for_letters(letters: &BTreeSet<char>) -> Result<Self, PressError> {
        let face = |path: &str| -> Result<FontData, PressError> {
            let whole = Faces::get(path).ok_or(PressError::NoFonts)?;
            Ok(FontData::new(subset(&whole.data, letters).map_err(PressError::BadFont)?, None)?)
        };
        let (regular, strong) = (face(REGULAR)?, face(STRONG)?);
        // Nothing is set in italics; the library wants four faces, and embeds those that share their bytes once.
        let cache =
            FontCache::new(FontFamily { italic: regular.clone(), bold_italic: strong.clone(), regular, bold: strong });
        Ok(Self { family: cache.default_font_family(), cache })
    }

    /// A setting in the library's words.
    pub(super) fn style(&self, setting: Setting) -> Style {
        let Colour(red, green, blue) = setting.colour;
        let style = Style::new()
            .with_font_family(self.family)
            .with_font_size(setting.size)
            .with_color(Color::Rgb(red, green, blue));
        if setting.is_strong { style.bold() } else { style }
    }

    /// How wide a text is, in millimetres.
    pub(super) fn width(&self, text: &str, setting: Setting) -> f32 {
        self.style(setting).text_width(&self.cache, text).into()
    }

    /// A text as lines that are no wider than so many millimetres. Words stay whole as long as they fit on a line.
    pub(super) fn lines(&self, text: &str, setting: Setting, width: f32) -> Vec<String> {
        text.lines().flat_map(|line| self.broken(line, setting, width)).collect()
    }

    fn broken(&self, line: &str, setting: Setting, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut current = String::new();
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let longer = if current.is_empty() { word.to_owned() } else { format!("{current} {word}") };
            if self.width(&longer, setting) <= width {
                current = longer;
                continue;
            }
            if !current.is_empty() {
                lines.push(std::mem::take(&mut current));
            }
            current = self.torn(word, setting, width, &mut lines);
        }
        lines.push(current);
        lines
    }

    /// Tears a word that is wider than a line; what is left of it is returned.
    fn torn(&self, word: &str, setting: Setting, width: f32, lines: &mut Vec<String>) -> String {
        let mut piece = String::new();
        for letter in word.chars() {
            piece.push(letter);
            if self.width(&piece, setting) > width && piece.chars().count() > 1 {
                piece.pop();
                lines.push(std::mem::replace(&mut piece, letter.to_string()));
            }
        }
        piece
    }
}
