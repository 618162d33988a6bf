//! What a file is by its first bytes; what somebody says of it is never believed.
//! What has no beginning that is known here is refused, drawings that are programs among it.

use image::ImageFormat;

/// So many bytes tell what a file is.
pub(crate) const HEAD_BYTES: usize = 16;

/// The largest picture that is taken, in bytes.
pub(crate) const PICTURE_BYTES: usize = 20 * 1024 * 1024;
/// The largest document, in bytes.
pub(crate) const DOCUMENT_BYTES: usize = 50 * 1024 * 1024;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A picture of a format that is decoded.
    Picture(ImageFormat),
    /// A document.
    Pdf,
}

impl Kind {
    /// By the first bytes, [`HEAD_BYTES`] of them where the file has so many.
    pub fn of(head: &[u8]) -> Option<Self> {
        let is_webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
        match head {
            _ if is_webp => Some(Self::Picture(ImageFormat::WebP)),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Picture(ImageFormat::Png)),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Picture(ImageFormat::Jpeg)),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Picture(ImageFormat::Gif)),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ => None,
        }
    }

    /// How large it may be, in bytes.
    pub const fn most_bytes(self) -> usize {
        match self {
            Self::Picture(_) => PICTURE_BYTES,
            Self::Pdf => DOCUMENT_BYTES,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_beginning() {
        let known: [(&[u8], Option<Kind>); 8] = [
            (b"\x89PNG\r\n\x1a\n....", Some(Kind::Picture(ImageFormat::Png))),
            (b"\xff\xd8\xff\xe0..JFIF", Some(Kind::Picture(ImageFormat::Jpeg))),
            (b"GIF89a/*", Some(Kind::Picture(ImageFormat::Gif))),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Kind::Picture(ImageFormat::WebP))),
            (b"%PDF-1.7", Some(Kind::Pdf)),
            (b"<svg xmlns=\"http", None),
            (b"RIFF\x10\0\0\0WAVE", None),
            (b"", None),
        ];
        for (head, kind) in known {
            assert_eq!(Kind::of(head), kind, "{head:?}");
        }
    }
}
