//! The files a theme is made of: those built into the server, with an optional folder whose files take their place.
//! Everything is read once at start, so that no request waits for a disk.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::ThemeError;

/// The default theme, the shared tokens, and what npm put beside them when the server was built.
#[derive(rust_embed::Embed)]
#[folder = "../../themes"]
#[include = "tokens.css"]
#[include = "default/**"]
#[include = "node_modules/htmx.org/dist/htmx.min.js"]
#[include = "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"]
#[include = "node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2"]
struct BuiltIn;

/// Where files from outside the theme's own folder appear among its assets.
const GUESTS: &[(&str, &str)] = &[
    ("tokens.css", "assets/tokens.css"),
    ("node_modules/htmx.org/dist/htmx.min.js", "assets/htmx.min.js"),
    ("node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", "assets/inter-latin.woff2"),
    ("node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2", "assets/inter-latin-ext.woff2"),
];

/// A theme's files by their path inside the theme, e.g. `pages/cart.hbs`.
pub type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// The built-in files, each replaced by the file of the same path in `overrides` where there is one.
///
/// # Errors
/// [`ThemeError::Read`] when the folder or one of its files cannot be read.
pub fn collect(overrides: Option<&Path>) -> Result<Files, ThemeError> {
    let mut files = built_in();
    if let Some(folder) = overrides {
        add_folder(folder, folder, &mut files)?;
    }
    Ok(files)
}

fn built_in() -> Files {
    let place = |embedded: &str| {
        let guest = GUESTS.iter().find(|(from, _)| *from == embedded).map(|(_, to)| (*to).to_owned());
        guest.or_else(|| embedded.strip_prefix("default/").map(str::to_owned))
    };
    BuiltIn::iter().filter_map(|embedded| Some((place(&embedded)?, BuiltIn::get(&embedded)?.data))).collect()
}

fn add_folder(root: &Path, folder: &Path, files: &mut Files) -> Result<(), ThemeError> {
    let failed = |path: &Path| {
        let file = path.display().to_string();
        move |source| ThemeError::Read { file, source }
    };
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let entry = entry.map_err(failed(folder))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(failed(&path))?;
        // Links are left alone: a theme is what lies in its folder, and a folder that contains itself never ends.
        if kind.is_dir() {
            add_folder(root, &path, files)?;
        } else if kind.is_file() {
            let content = fs::read(&path).map_err(failed(&path))?;
            files.insert(name_within(root, &path), Cow::Owned(content));
        }
    }
    Ok(())
}

fn name_within(root: &Path, path: &Path) -> String {
    let inside: PathBuf = path.strip_prefix(root).unwrap_or(path).into();
    inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
