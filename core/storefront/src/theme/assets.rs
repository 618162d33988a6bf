//! Styles, scripts, fonts and pictures of a theme, with the address under which a browser may keep them for good.
//! The address carries a mark of the content, so that a changed file is a new address.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::files::Files;

/// One file that the theme serves under `/assets/`.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The file's bytes.
    pub content: Cow<'static, [u8]>,
    /// Its media type, with the character set for text.
    pub content_type: &'static str,
    /// A mark of the content, for `ETag` and for the `v` of its address.
    pub version: String,
}

/// A theme's assets by name, e.g. `store.css`.
#[derive(Clone, Debug, Default)]
pub struct Assets(BTreeMap<String, Asset>);

impl Assets {
    /// Takes the files under `assets/`; files of a kind no page loads are left out.
    #[must_use]
    pub fn of(files: &Files) -> Self {
        let assets = files.iter().filter_map(|(path, content)| {
            let name = path.strip_prefix("assets/")?;
            let content_type = content_type(name)?;
            let asset = Asset { content: content.clone(), content_type, version: version(content) };
            Some((name.to_owned(), asset))
        });
        Self(assets.collect())
    }

    /// The asset of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Asset> {
        self.0.get(name)
    }

    /// All assets by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.0.iter().map(|(name, asset)| (name.as_str(), asset))
    }

    /// Its address with the mark of its content; `None` when the theme has no such asset.
    #[must_use]
    pub fn url(&self, name: &str) -> Option<String> {
        self.get(name).map(|asset| format!("/assets/{name}?v={}", asset.version))
    }
}

/// A short mark of some content. It only tells versions apart; nothing trusts it.
#[must_use]
pub fn version(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_changes_with_the_content_and_unknown_kinds_are_not_served() {
        let files = |css: &'static [u8]| {
            Files::from([
                ("assets/a.css".to_owned(), Cow::Borrowed(css)),
                ("assets/notes.txt".to_owned(), Cow::Borrowed(&b"x"[..])),
                ("pages/cart.hbs".to_owned(), Cow::Borrowed(&b"x"[..])),
            ])
        };
        let (one, two) = (Assets::of(&files(b"a{}")), Assets::of(&files(b"b{}")));
        assert_ne!(one.url("a.css"), two.url("a.css"));
        assert!(one.url("a.css").unwrap().starts_with("/assets/a.css?v="));
        assert!(one.get("notes.txt").is_none() && one.get("pages/cart.hbs").is_none());
    }
}
