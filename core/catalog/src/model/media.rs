//! Pictures and documents as memory keeps them, and the addresses under which their bytes are asked for.
//! An address names the product, the content and a size, so that what it leads to never changes.

use std::collections::BTreeMap;

use kontor_contract::{
    catalog::{DocumentKind, DocumentView, MediaAudience, MediaRole, PictureView},
    files::{FilePart, MediaType, PixelSize},
};
use kontor_kernel::{FileId, Locale, ProductId};

/// The width that is shown where nothing else is said: that of a card.
const MIDDLING: u32 = 480;

/// A picture or document of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Medium {
    /// Its file.
    pub file: FileId,
    /// SHA-256 of its content, in hexadecimal.
    pub hash: Box<str>,
    /// What its file is.
    pub media_type: MediaType,
    /// How large its file is.
    pub bytes: i64,
    /// The sizes of a picture, narrow ones first.
    pub sizes: Box<[PixelSize]>,
    /// The name of its file.
    pub name: Box<str>,
    /// What it is to the product.
    pub role: MediaRole,
    /// Who is shown it.
    pub audience: MediaAudience,
    /// What kind of document it is.
    pub kind: Option<DocumentKind>,
    /// The language a document is written in.
    pub language: Option<Locale>,
    /// What it shows or is called, by language.
    pub texts: BTreeMap<Locale, Box<str>>,
}

impl Medium {
    /// Whether somebody who sees the product is shown it.
    pub fn is_shown(&self, is_guest: bool) -> bool {
        !is_guest || self.audience == MediaAudience::Everyone
    }

    /// What it shows or is called, in a language or else in another one.
    fn text(&self, locale: Locale) -> Option<&str> {
        self.texts.get(&locale).or_else(|| self.texts.values().next()).map(AsRef::as_ref)
    }

    /// The last part of the address of its bytes.
    fn part_name(&self, width: Option<u32>) -> String {
        let ending = self.media_type.ending();
        width.map_or_else(|| format!("document.{ending}"), |width| format!("{width}.{ending}"))
    }

    /// What the last part of an address asks for; nothing where there is none of that name.
    pub fn part(&self, name: &str) -> Option<FilePart> {
        if self.sizes.is_empty() {
            return (name == self.part_name(None)).then_some(FilePart::Document);
        }
        let size = self.sizes.iter().find(|size| name == self.part_name(Some(size.width)))?;
        Some(FilePart::Width(size.width))
    }

    fn address(&self, product: ProductId, width: Option<u32>) -> String {
        format!("/media/{product}/{}/{}", self.hash, self.part_name(width))
    }

    /// As a page shows it; nothing for what is no picture.
    pub fn picture(&self, product: ProductId, name: &str, locale: Locale) -> Option<PictureView> {
        let largest = self.sizes.last().filter(|_| self.role == MediaRole::Picture)?;
        let middling = self.sizes.iter().find(|size| size.width >= MIDDLING).unwrap_or(largest);
        let source = |size: &PixelSize| format!("{} {}w", self.address(product, Some(size.width)), size.width);
        Some(PictureView {
            alt: self.text(locale).unwrap_or(name).to_owned(),
            src: self.address(product, Some(middling.width)),
            srcset: self.sizes.iter().map(source).collect::<Vec<_>>().join(", "),
            width: largest.width,
            height: largest.height,
        })
    }

    /// As a page offers it; nothing for what is no document.
    pub fn document(&self, product: ProductId, locale: Locale) -> Option<DocumentView> {
        (self.role == MediaRole::Document).then(|| DocumentView {
            title: self.text(locale).unwrap_or(&self.name).to_owned(),
            kind: self.kind.unwrap_or(DocumentKind::Other),
            language: self.language,
            media_type: self.media_type,
            bytes: self.bytes,
            href: self.address(product, self.sizes.last().map(|size| size.width)),
        })
    }

    /// Bytes it takes in memory, roughly.
    pub fn memory(&self) -> usize {
        let texts: usize = self.texts.values().map(|text| text.len() + 32).sum();
        size_of::<Self>() + self.hash.len() + self.name.len() + self.sizes.len() * size_of::<PixelSize>() + texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo() -> Medium {
        let sizes = [(160, 120), (480, 360), (600, 450)].map(|(width, height)| PixelSize { width, height });
        Medium {
            file: FileId::new(),
            hash: "abc".into(),
            media_type: MediaType::Jpeg,
            bytes: 9,
            sizes: sizes.into(),
            name: "bolt.jpg".into(),
            role: MediaRole::Picture,
            audience: MediaAudience::Everyone,
            kind: None,
            language: None,
            texts: BTreeMap::from([(Locale::Pl, "Śruba".into())]),
        }
    }

    #[test]
    fn a_picture_names_all_its_sizes() {
        let (photo, product) = (photo(), ProductId::new());
        let view = photo.picture(product, "Bolt", Locale::Pl).unwrap();
        assert_eq!((view.width, view.height, view.alt.as_str()), (600, 450, "Śruba"));
        assert_eq!(view.src, format!("/media/{product}/abc/480.jpg"));
        let at = |width: u32| format!("/media/{product}/abc/{width}.jpg {width}w");
        assert_eq!(view.srcset, [at(160), at(480), at(600)].join(", "));
        for source in view.srcset.split(", ") {
            let name = source.split(' ').next().and_then(|address| address.rsplit('/').next()).unwrap();
            assert!(matches!(photo.part(name), Some(FilePart::Width(_))), "{name}");
        }
        assert_eq!(
            photo.picture(product, "Bolt", Locale::It).unwrap().alt,
            "Śruba",
            "another language before the name"
        );
        let silent = Medium { texts: BTreeMap::new(), ..photo };
        assert_eq!(silent.picture(product, "Bolt", Locale::It).unwrap().alt, "Bolt");
    }

    #[test]
    fn only_what_there_is_has_an_address() {
        let photo = photo();
        for name in ["481.jpg", "480.webp", "480", "", "document.pdf", "0480.jpg", "480.jpg/.."] {
            assert_eq!(photo.part(name), None, "{name}");
        }
        let sheet = Medium { media_type: MediaType::Pdf, sizes: Box::default(), role: MediaRole::Document, ..photo };
        assert_eq!(sheet.part("document.pdf"), Some(FilePart::Document));
        assert_eq!(sheet.part("480.jpg"), None);
        assert_eq!(sheet.picture(ProductId::new(), "Bolt", Locale::En), None);
    }

    #[test]
    fn guests_are_shown_what_is_for_everyone() {
        let open = photo();
        let closed = Medium { audience: MediaAudience::SignedIn, ..photo() };
        assert!(open.is_shown(true) && open.is_shown(false) && closed.is_shown(false) && !closed.is_shown(true));
    }
}
