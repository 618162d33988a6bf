//! The place after which a page of a list begins, as text that callers hand back unread.
//! It names keys rather than numbers of rows, so that a list that grows in between repeats and skips nothing.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Separates the parts; control characters never occur in keys.
const SEPARATOR: char = '\u{1f}';

/// A place in an ordered list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// Names the order it belongs to; in another one it has no meaning.
    pub order: &'static str,
    /// The last item's first key.
    pub key: String,
    /// What tells it from others with the same first key.
    pub tie: String,
}

impl Cursor {
    /// As text.
    pub fn encode(&self) -> String {
        let Self { order, key, tie } = self;
        URL_SAFE_NO_PAD.encode(format!("{order}{SEPARATOR}{key}{SEPARATOR}{tie}"))
    }

    /// Reads it for the order it must belong to.
    pub fn decode(text: &str, order: &'static str) -> Option<Self> {
        // PostgreSQL's texts hold no U+0000, and so no key does.
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok().filter(|text| !text.contains('\0'))?;
        let mut parts = text.split(SEPARATOR);
        let (of, key, tie) = (parts.next()?, parts.next()?, parts.next()?);
        (of == order && parts.next().is_none()).then(|| Self { order, key: key.to_owned(), tie: tie.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_only_in_its_own_order() {
        let cursor = Cursor { order: "name", key: "sruba m8".to_owned(), tie: "SR-8".to_owned() };
        assert_eq!(Cursor::decode(&cursor.encode(), "name"), Some(cursor.clone()));
        assert_eq!(Cursor::decode(&cursor.encode(), "sku"), None);
        let null = Cursor { order: "name", key: "a\0".to_owned(), tie: String::new() };
        assert_eq!(Cursor::decode(&null.encode(), "name"), None);
        for nonsense in ["", "!", "AAAA", "bmFtZR8"] {
            assert_eq!(Cursor::decode(nonsense, "name"), None, "{nonsense}");
        }
    }
}
