//! A theme: templates compiled once, messages, assets and a few settings, ready to render pages in each language.
//! What is wrong with a theme is found here, when it is loaded, and named by file.

pub mod assets;
pub mod brand;
pub mod check;
mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::locale::{Locale, LocaleError};
use crate::mail::{self, MAIL_LAYOUT};
use crate::render::{HELPERS, Renderer};
use crate::views;

use assets::Assets;
use brand::{Brand, Colour};
use check::{Checked, Refusal};
use files::Files;

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// A file or folder cannot be read.
    #[error("theme file {file} cannot be read")]
    Read {
        /// Path of the file.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that has to be text is not UTF-8.
    #[error("theme file {file} is not UTF-8 text")]
    NotText {
        /// Path inside the theme.
        file: String,
    },
    /// `theme.toml` is missing or says something it should not.
    #[error("theme.toml: {0}")]
    Manifest(String),
    /// A template is refused.
    #[error("template {file} {refusal}")]
    Template {
        /// Path inside the theme.
        file: String,
        /// Why.
        #[source]
        refusal: Refusal,
    },
    /// A page or layout that the storefront needs is not there.
    #[error("the theme lacks {0}")]
    Missing(String),
    /// A file of messages is refused.
    #[error("theme file {file}: {source}")]
    Locale {
        /// Path inside the theme.
        file: String,
        /// Why.
        source: LocaleError,
    },
}

/// `theme.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    /// The theme's name for people.
    title: String,
    /// Languages in order; the first one lends its messages to the others.
    languages: Vec<String>,
    brand: ManifestBrand,
    #[serde(default)]
    glyphs: Glyphs,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestBrand {
    accent: String,
    radius: u8,
}

/// Which picture stands for a product without a photo.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Glyphs {
    /// Glyphs for categories whose code contains none of the words below, chosen by the code's letters.
    #[serde(default)]
    fallback: Vec<String>,
    /// Glyph by a word in the category's code.
    #[serde(default)]
    words: BTreeMap<String, String>,
}

impl Glyphs {
    /// The glyph for a category's code: the longest word that the code contains, else one that stays the same.
    pub(crate) fn of<'a>(&'a self, category_code: &str) -> &'a str {
        let code = category_code.to_lowercase();
        let contains = |word: &str| code.as_bytes().windows(word.len().max(1)).any(|part| part == word.as_bytes());
        let known = self.words.iter().filter(|(word, _)| contains(word));
        if let Some((_, glyph)) = known.max_by_key(|(word, _)| word.len()) {
            return glyph;
        }
        let sum: usize = code.bytes().map(usize::from).sum();
        sum.checked_rem(self.fallback.len()).map_or("", |index| &self.fallback[index])
    }
}

/// A loaded theme; cheap to share, nothing in it changes after loading.
pub struct Theme {
    title: String,
    brand: Brand,
    assets: Assets,
    languages: Vec<Renderer>,
    mails: BTreeMap<String, BTreeSet<String>>,
}

impl Theme {
    /// Loads the built-in theme, with files of `overrides` in place of built-in files of the same path.
    ///
    /// # Errors
    /// [`ThemeError`], naming the file at fault.
    pub fn load(overrides: Option<&Path>) -> Result<Self, ThemeError> {
        Self::of(&files::collect(overrides)?)
    }

    pub(crate) fn of(files: &Files) -> Result<Self, ThemeError> {
        let manifest = manifest(files)?;
        let accent: Colour = manifest.brand.accent.parse().map_err(manifest_error)?;
        let templates = templates(files)?;
        let assets = Assets::of(files);
        let languages = manifest
            .languages
            .iter()
            .map(|language| {
                let locale = locale(files, &manifest.languages, language)?;
                Ok(Renderer::new(locale, &templates, &assets, &manifest.glyphs))
            })
            .collect::<Result<Vec<_>, ThemeError>>()?;
        let brand = Brand { accent, radius: manifest.brand.radius };
        Ok(Self { title: manifest.title, brand, assets, languages, mails: mails(files)? })
    }

    /// The theme's name for people.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Colour and radius of tenants that have set none.
    #[must_use]
    pub fn brand(&self) -> &Brand {
        &self.brand
    }

    /// What the theme serves under `/assets/`.
    #[must_use]
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// The templates of mails and the members of data that each of them shows.
    pub(crate) fn mails(&self) -> &BTreeMap<String, BTreeSet<String>> {
        &self.mails
    }

    /// The language tags the theme speaks, its first language first.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|renderer| renderer.locale().language())
    }

    /// The renderer for a language tag, or for the theme's first language.
    #[must_use]
    pub fn speaking(&self, language: &str) -> &Renderer {
        let spoken = self.languages.iter().find(|renderer| renderer.locale().language() == language);
        spoken.unwrap_or_else(|| self.first())
    }

    /// The renderer for the theme's first language.
    #[must_use]
    pub fn first(&self) -> &Renderer {
        &self.languages[0]
    }
}

fn manifest(files: &Files) -> Result<Manifest, ThemeError> {
    let source = text(files, "theme.toml")?.ok_or_else(|| ThemeError::Missing("theme.toml".to_owned()))?;
    let manifest: Manifest = toml::from_str(source).map_err(manifest_error)?;
    if manifest.languages.is_empty() {
        return Err(ThemeError::Manifest("`languages` names none; name at least one".to_owned()));
    }
    Ok(manifest)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn manifest_error(error: impl ToString) -> ThemeError {
    ThemeError::Manifest(error.to_string())
}

fn templates(files: &Files) -> Result<Checked, ThemeError> {
    let mut sources = BTreeMap::new();
    for path in files.keys() {
        let Some(name) = path.strip_suffix(".hbs") else { continue };
        let source = text(files, path)?.unwrap_or_default();
        sources.insert(name.to_owned(), source.to_owned());
    }
    let checked = check::check(&sources, HELPERS)
        .map_err(|(name, refusal)| ThemeError::Template { file: format!("{name}.hbs"), refusal })?;
    match check::missing(&checked, views::TEMPLATES).first() {
        Some(name) => Err(ThemeError::Missing(format!("{name}.hbs"))),
        None => Ok(checked),
    }
}

fn mails(files: &Files) -> Result<BTreeMap<String, BTreeSet<String>>, ThemeError> {
    let mut mails = BTreeMap::new();
    for path in files.keys().filter(|path| path.starts_with("mail/") && !path.starts_with(MAIL_LAYOUT)) {
        if let (Some(name), Some(source)) = (path.strip_suffix(".hbs"), text(files, path)?) {
            mails.insert(name.to_owned(), mail::needed(source));
        }
    }
    Ok(mails)
}

fn locale(files: &Files, languages: &[String], language: &str) -> Result<Locale, ThemeError> {
    let mut sources = Vec::new();
    for tag in [languages[0].as_str(), language] {
        let file = format!("locales/{tag}.ftl");
        let source = text(files, &file)?.ok_or(ThemeError::Missing(file))?;
        sources.push(source);
        sources.extend(text(files, &format!("mail/locales/{tag}.ftl"))?);
    }
    let failed = |source| ThemeError::Locale { file: format!("locales/{language}.ftl"), source };
    Locale::new(language, &sources).map_err(failed)
}

fn text<'a>(files: &'a Files, file: &str) -> Result<Option<&'a str>, ThemeError> {
    let Some(content) = files.get(file) else { return Ok(None) };
    let text = std::str::from_utf8(content).map_err(|_| ThemeError::NotText { file: file.to_owned() })?;
    Ok(Some(text))
}

/// The built-in files, for tests that change one of them.
#[cfg(test)]
pub(crate) fn built_in_files() -> Files {
    files::collect(None).unwrap_or_default()
}
