//! Decodes a picture within limits and encodes it anew in several sizes: nothing of the bytes that came is kept.
//! So what hides in a picture — programs, places, a second file behind it — is gone, and what cannot be decoded is refused.

use std::io::{BufRead, Seek};

use fast_image_resize::{PixelType, ResizeOptions, Resizer, images::Image};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
    metadata::Orientation,
};
use kontor_contract::files::{MediaType, PixelSize};

use super::sizes;
use crate::error::FilesError;

/// The largest picture that is taken, in pixels.
pub(crate) const MOST_PIXELS: u32 = 32_000_000;
/// The longest side of a picture that is taken, in pixels.
pub(crate) const MOST_SIDE: u32 = 12_000;
/// What a decoder may take, in bytes: four of each pixel; pictures with sixteen bits a colour have fewer pixels.
pub(crate) const MOST_MEMORY_BYTES: u64 = 4 * MOST_PIXELS as u64;

/// How much of a photo is kept, of 100: beyond this, nobody sees the difference and files become twice as large.
const JPEG_QUALITY: u8 = 84;

/// A picture encoded anew.
pub(crate) struct Picture {
    /// What it is now.
    pub media_type: MediaType,
    /// Each size with its bytes, narrow ones first.
    pub sizes: Vec<(PixelSize, Vec<u8>)>,
}

/// Decodes a picture and encodes it anew in all its sizes. Busy for up to some seconds.
pub(crate) fn render<F: BufRead + Seek>(file: F, format: ImageFormat) -> Result<Picture, FilesError> {
    let (picture, orientation) = decode(file, format)?;
    let size = PixelSize { width: picture.width(), height: picture.height() };
    let mut picture = Pixels::of(picture).scaled(sizes::largest(size))?.turned(orientation);
    let mut done = Vec::new();
    for size in sizes::all(picture.size) {
        // Each is made of the one above it, which is quicker and looks the same.
        picture = picture.scaled(size)?;
        done.push((size, picture.encode()?));
    }
    done.reverse();
    Ok(Picture { media_type: picture.media_type(), sizes: done })
}

/// The picture, the first one where there are many, and how it is to be turned.
fn decode<F: BufRead + Seek>(file: F, format: ImageFormat) -> Result<(DynamicImage, Orientation), FilesError> {
    let mut reader = ImageReader::with_format(file, format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(bad)?;
    let (width, height) = decoder.dimensions();
    let is_too_large = width.max(height) > MOST_SIDE
        || u64::from(width) * u64::from(height) > u64::from(MOST_PIXELS)
        || decoder.total_bytes() > MOST_MEMORY_BYTES;
    if is_too_large {
        return Err(FilesError::TooManyPixels { width, height });
    }
    if width == 0 || height == 0 {
        return Err(FilesError::BadPicture("it has no pixels".to_owned()));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(bad)?, orientation))
}

fn bad(error: ImageError) -> FilesError {
    FilesError::BadPicture(match error {
        ImageError::Limits(_) => "it takes too much memory".to_owned(),
        ImageError::IoError(_) => "it breaks off".to_owned(),
        ImageError::Unsupported(_) => "it uses a part of its format that is not read".to_owned(),
        other => {
            tracing::debug!(%other, "a picture was refused");
            "it is damaged".to_owned()
        }
    })
}

/// Pixels of eight bits a colour, with or without transparency.
struct Pixels {
    size: PixelSize,
    is_clear: bool,
    bytes: Vec<u8>,
}

impl Pixels {
    fn of(picture: DynamicImage) -> Self {
        let size = PixelSize { width: picture.width(), height: picture.height() };
        if !picture.color().has_alpha() {
            return Self { size, is_clear: false, bytes: picture.into_rgb8().into_raw() };
        }
        let clear = picture.into_rgba8();
        if clear.pixels().any(|pixel| pixel.0[3] != u8::MAX) {
            return Self { size, is_clear: true, bytes: clear.into_raw() };
        }
        let bytes = DynamicImage::ImageRgba8(clear).into_rgb8().into_raw();
        Self { size, is_clear: false, bytes }
    }

    const fn media_type(&self) -> MediaType {
        if self.is_clear { MediaType::Webp } else { MediaType::Jpeg }
    }

    const fn pixel_type(&self) -> PixelType {
        if self.is_clear { PixelType::U8x4 } else { PixelType::U8x3 }
    }

    /// The same in another size.
    fn scaled(self, to: PixelSize) -> Result<Self, FilesError> {
        if to == self.size {
            return Ok(self);
        }
        let (is_clear, pixel_type) = (self.is_clear, self.pixel_type());
        let from = Image::from_vec_u8(self.size.width, self.size.height, self.bytes, pixel_type);
        let from = from.map_err(FilesError::unkept)?;
        let mut scaled = Image::new(to.width, to.height, pixel_type);
        Resizer::new().resize(&from, &mut scaled, &ResizeOptions::new()).map_err(FilesError::unkept)?;
        Ok(Self { size: to, is_clear, bytes: scaled.into_vec() })
    }

    /// The same as whoever held the camera saw it.
    fn turned(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let PixelSize { width, height } = self.size;
        let picture = if self.is_clear {
            RgbaImage::from_raw(width, height, self.bytes).map(DynamicImage::ImageRgba8)
        } else {
            RgbImage::from_raw(width, height, self.bytes).map(DynamicImage::ImageRgb8)
        };
        let mut picture = picture.unwrap_or_else(|| DynamicImage::new_rgb8(width, height));
        picture.apply_orientation(orientation);
        let size = PixelSize { width: picture.width(), height: picture.height() };
        Self { size, is_clear: self.is_clear, bytes: picture.into_bytes() }
    }

    fn encode(&self) -> Result<Vec<u8>, FilesError> {
        let PixelSize { width, height } = self.size;
        let mut encoded = Vec::new();
        let done = if self.is_clear {
            WebPEncoder::new_lossless(&mut encoded).encode(&self.bytes, width, height, ExtendedColorType::Rgba8)
        } else {
            JpegEncoder::new_with_quality(&mut encoded, JPEG_QUALITY).encode(
                &self.bytes,
                width,
                height,
                ExtendedColorType::Rgb8,
            )
        };
        done.map(|()| encoded).map_err(FilesError::unkept)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn rendered(bytes: &[u8], format: ImageFormat) -> Result<Picture, FilesError> {
        render(Cursor::new(bytes.to_vec()), format)
    }

    #[test]
    fn a_picture_is_made_anew_in_every_size() {
        let photo = DynamicImage::ImageRgb8(RgbImage::from_fn(1000, 500, |x, y| {
            image::Rgb([u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 90])
        }));
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let picture = rendered(&encoded(&photo, format), format).unwrap();
            assert_eq!(picture.media_type, MediaType::Jpeg, "{format:?}");
            let sizes: Vec<(u32, u32)> = picture.sizes.iter().map(|(size, _)| (size.width, size.height)).collect();
            assert_eq!(sizes, [(160, 80), (480, 240), (960, 480), (1000, 500)]);
            for (size, bytes) in picture.sizes {
                let again = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap();
                assert_eq!((again.width(), again.height()), (size.width, size.height));
            }
        }
    }

    #[test]
    fn what_is_transparent_stays_so() {
        let logo = DynamicImage::ImageRgba8(RgbaImage::from_pixel(200, 200, image::Rgba([10, 20, 30, 40])));
        let picture = rendered(&encoded(&logo, ImageFormat::Png), ImageFormat::Png).unwrap();
        assert_eq!(picture.media_type, MediaType::Webp);
        let again = image::load_from_memory_with_format(&picture.sizes[1].1, ImageFormat::WebP).unwrap();
        assert_eq!(again.into_rgba8().get_pixel(100, 100).0[3], 40);
        let solid = DynamicImage::ImageRgba8(RgbaImage::from_pixel(20, 20, image::Rgba([10, 20, 30, 255])));
        let picture = rendered(&encoded(&solid, ImageFormat::Png), ImageFormat::Png).unwrap();
        assert_eq!(picture.media_type, MediaType::Jpeg);
    }

    #[test]
    fn bombs_and_ruins_are_refused() {
        let wide = DynamicImage::new_luma8(12_001, 1);
        let problem = rendered(&encoded(&wide, ImageFormat::Png), ImageFormat::Png).err().unwrap();
        assert!(matches!(problem, FilesError::TooManyPixels { width: 12_001, height: 1 }), "{problem}");
        let mut half = encoded(&DynamicImage::new_rgb8(600, 600), ImageFormat::Png);
        half.truncate(half.len() / 2);
        assert!(matches!(rendered(&half, ImageFormat::Png), Err(FilesError::BadPicture(_))));
        let program = b"GIF89a/*".as_slice();
        assert!(matches!(rendered(program, ImageFormat::Gif), Err(FilesError::BadPicture(_))));
    }

    #[test]
    fn what_comes_along_with_a_picture_is_gone() {
        let mut jpeg = encoded(&DynamicImage::new_rgb8(50, 50), ImageFormat::Jpeg);
        let comment = b"<script>alert(1)</script>";
        let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
        let segment = [&[0xff, 0xfe], length.as_slice(), comment].concat();
        jpeg.splice(2..2, segment);
        jpeg.extend_from_slice(b"<script>alert(2)</script>");
        let picture = rendered(&jpeg, ImageFormat::Jpeg).unwrap();
        for (_, bytes) in picture.sizes {
            assert!(!bytes.windows(8).any(|window| window == b"<script>"));
        }
    }

    #[test]
    fn a_photo_stands_upright() {
        let mut jpeg = encoded(&DynamicImage::new_rgb8(300, 200), ImageFormat::Jpeg);
        // Exif with one entry: the camera was held a quarter turned.
        let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        jpeg.splice(2..2, [&[0xff, 0xe1], length.as_slice(), exif].concat());
        let picture = rendered(&jpeg, ImageFormat::Jpeg).unwrap();
        let size = picture.sizes.last().unwrap().0;
        assert_eq!((size.width, size.height), (200, 300));
    }
}
