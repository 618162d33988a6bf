//! Pictures and documents for tests, drawn where they are needed, and how they are uploaded.
//! Another word makes another content, so that no two tests mean the same file.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use kontor_testkit::{Client, Reply};

/// A picture with soft colours that follow from a word.
pub(crate) fn drawn(width: u32, height: u32, word: &str) -> DynamicImage {
    let seed = word.bytes().fold(17_u32, |seed, byte| seed.wrapping_mul(31).wrapping_add(u32::from(byte)));
    let [red, green, blue, _] = seed.to_le_bytes();
    let shade = |x: u32, of: u32| u8::try_from(x * 255 / of.max(1)).unwrap_or(255);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        Rgb([red ^ shade(x, width), green ^ shade(y, height), blue])
    }))
}

/// The same in a format.
pub(crate) fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG that follows from a word.
pub(crate) fn png(width: u32, height: u32, word: &str) -> Vec<u8> {
    encoded(&drawn(width, height, word), ImageFormat::Png)
}

/// The least that is a PDF here.
pub(crate) fn document(word: &str) -> String {
    format!("%PDF-1.4\n% {word}\n%%EOF\n")
}

/// Uploads something under a name, without saying what it is.
pub(crate) async fn upload(client: &Client, name: &str, bytes: Vec<u8>) -> Reply {
    let name: String = name.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let path = format!("/api/v1/admin/files?name={name}");
    client.post(path).body("application/octet-stream", bytes).send().await
}

/// Uploads a document that follows from a word.
pub(crate) async fn upload_document(client: &Client, word: &str) -> Reply {
    upload(client, &format!("{word}.pdf"), document(word).into_bytes()).await
}
