//! Pictures and data sheets of some products of the demo, drawn from simple shapes: nothing is downloaded, nothing is a file.
//! Whole numbers only, so that every machine draws the same, and products that look alike share a picture.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use super::{ProductPlan, TenantPlan};

/// The sides of a picture in pixels; the shapes are drawn between -500 and 500.
const SIDE: u32 = 900;
/// How many products of a category have a picture.
const OF_EACH: usize = 24;
/// How many pictures there are of a shape.
const LOOKS: usize = 3;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A hexagon head bolt, lying.
    Bolt,
    /// A hexagon nut from above.
    Nut,
    /// A washer from above.
    Washer,
    /// A pan from above.
    Pan,
    /// A plate from above.
    Plate,
    /// A glass with a stem.
    Glass,
}

/// A picture that some products share.
#[derive(Debug)]
pub struct PicturePlan<'a> {
    /// What it shows.
    pub shape: Shape,
    /// Which of its looks.
    pub look: usize,
    /// The products that have it.
    pub products: Vec<&'a ProductPlan>,
}

impl Shape {
    fn of(category: &str) -> Option<Self> {
        Some(match category {
            "screws" => Self::Bolt,
            "nuts" => Self::Nut,
            "washers" => Self::Washer,
            "cookware" => Self::Pan,
            "porcelain" => Self::Plate,
            "glassware" => Self::Glass,
            _ => return None,
        })
    }

    /// The colour at a place, where there is something: a tone from 0 to 255.
    fn tone(self, look: i32, x: i32, y: i32) -> Option<i32> {
        let squared = x * x + y * y;
        let within = |radius: i32| squared <= radius * radius;
        match self {
            Self::Bolt => {
                let (half, end) = (60 + 12 * look, 300 + 20 * look);
                let is_head = (-340..-210).contains(&x) && y.abs() <= half * 2;
                let is_shank = (-210..end).contains(&x) && y.abs() <= half;
                let is_thread = x > -20 * look && (x + y / 3).rem_euclid(28) < 12;
                (is_head || is_shank).then(|| 205 - (y + half).abs() / 2 - if is_thread && is_shank { 45 } else { 0 })
            }
            Self::Nut => {
                let radius = 340;
                let is_hexagon = y.abs() * 1_000 <= radius * 866 && x.abs() * 866 + y.abs() * 500 <= radius * 866;
                let hole = 150 + 20 * look;
                (is_hexagon && !within(hole)).then(|| if within(hole + 34) { 150 } else { 200 - (x + y) / 12 })
            }
            Self::Washer => {
                let hole = 130 + 40 * look;
                (within(350) && !within(hole)).then(|| if within(hole + 16) { 160 } else { 205 - (x + y) / 12 })
            }
            Self::Pan => {
                let is_handle = (250..490).contains(&(x - y)) && (x + y).abs() <= 34 + 6 * look && x > 0;
                let rim = 290 - 20 * look;
                let is_pan = (x + 90) * (x + 90) + (y - 90) * (y - 90) <= rim * rim;
                let inner = rim - 36;
                let is_inner = (x + 90) * (x + 90) + (y - 90) * (y - 90) <= inner * inner;
                (is_pan || is_handle).then(|| if is_inner { 105 - x / 14 } else { 165 - y / 14 })
            }
            Self::Plate => within(370 - 25 * look).then(|| match () {
                () if within(225 - 15 * look) => 236 - (x + y) / 40,
                () if within(240 - 15 * look) => 205,
                () => 246 - (x + y) / 34,
            }),
            Self::Glass => {
                let bowl = 150 + 25 * look - (y + 80).abs() / (5 - look.min(2));
                let is_bowl = (-350..90).contains(&y) && x.abs() <= bowl;
                let is_stem = (90..310).contains(&y) && x.abs() <= 13;
                let is_base = (310..336).contains(&y) && x.abs() <= 135;
                (is_bowl || is_stem || is_base)
                    .then(|| if is_bowl && y > -170 && x.abs() < bowl - 14 { 150 } else { 214 - x.abs() / 6 })
            }
        }
    }

    /// The share of red, green and blue in what it is made of, of 256.
    const fn tint(self, look: usize) -> [i32; 3] {
        match (self, look) {
            (Self::Bolt | Self::Nut | Self::Washer, 0) => [236, 242, 250],
            (Self::Bolt | Self::Nut | Self::Washer, 1) => [252, 232, 178],
            (Self::Bolt | Self::Nut | Self::Washer, _) => [196, 204, 214],
            (Self::Pan, 1) => [250, 226, 208],
            (Self::Pan, _) => [226, 230, 236],
            (Self::Plate, 1) => [232, 240, 246],
            (Self::Plate, 2) => [246, 238, 222],
            (Self::Plate, _) => [254, 254, 252],
            (Self::Glass, 2) => [226, 244, 236],
            (Self::Glass, _) => [226, 238, 250],
        }
    }
}

/// The pictures of a tenant, each with the products that have it.
#[must_use]
pub fn pictures(plan: &TenantPlan) -> Vec<PicturePlan<'_>> {
    let mut pictures: Vec<PicturePlan<'_>> = Vec::new();
    for category in &plan.categories {
        let Some(shape) = Shape::of(category.code) else { continue };
        let products = plan.products.iter().filter(|product| product.category == category.code).take(OF_EACH);
        for (index, product) in products.enumerate() {
            let look = index % LOOKS;
            match pictures.iter_mut().find(|known| (known.shape, known.look) == (shape, look)) {
                Some(known) => known.products.push(product),
                None => pictures.push(PicturePlan { shape, look, products: vec![product] }),
            }
        }
    }
    pictures
}

/// A picture as a PNG; nothing where it cannot be encoded.
#[must_use]
pub fn draw(shape: Shape, look: usize) -> Option<Vec<u8>> {
    let picture = RgbImage::from_fn(SIDE, SIDE, |x, y| {
        // Four places of each pixel, so that edges are smooth.
        let mut sums = [0_i32; 3];
        for (right, down) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let at = |pixel: u32, step: i32| (i32::try_from(pixel).unwrap_or(0) * 2 + step) * 500 / 900 - 500;
            let found = shape.tone(i32::try_from(look).unwrap_or(0), at(x, right), at(y, down));
            let colour = found.map_or([255; 3], |tone| shape.tint(look).map(|share| tone.clamp(40, 255) * share / 256));
            sums = std::array::from_fn(|channel| sums[channel] + colour[channel]);
        }
        Rgb(sums.map(|sum| u8::try_from(sum / 4).unwrap_or(u8::MAX)))
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).ok()?;
    Some(bytes.into_inner())
}

/// A data sheet of one page, with lines of plain letters.
#[must_use]
pub fn data_sheet(lines: &[String]) -> Vec<u8> {
    let mut text = String::from("BT /F1 14 Tf 18 TL 60 770 Td");
    for line in lines {
        let plain: String = line.chars().map(|letter| if letter.is_ascii_graphic() { letter } else { ' ' }).collect();
        let escaped = plain.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        text.push_str(&format!(" ({escaped}) Tj T*"));
    }
    text.push_str(" ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_drawn_and_its_looks_differ() {
        for shape in [Shape::Bolt, Shape::Nut, Shape::Washer, Shape::Pan, Shape::Plate, Shape::Glass] {
            let looks: Vec<Vec<u8>> = (0..LOOKS).filter_map(|look| draw(shape, look)).collect();
            assert_eq!(looks.len(), LOOKS);
            assert!(looks[0] != looks[1] && looks[1] != looks[2], "{shape:?}");
            let picture = image::load_from_memory(&looks[0]).unwrap().into_rgb8();
            let ink = picture.pixels().filter(|pixel| pixel.0 != [255; 3]).count();
            assert!(ink > 40_000 && ink < 600_000, "{shape:?} covers {ink} pixels");
        }
    }

    #[test]
    fn a_data_sheet_is_a_pdf_whose_objects_are_where_it_says() {
        let file = String::from_utf8(data_sheet(&["Bolt (M8)".to_owned()])).unwrap();
        assert!(file.starts_with("%PDF-1.4") && file.ends_with("%%EOF\n") && file.contains("(Bolt \\(M8\\)) Tj"));
        for (number, line) in file.lines().filter(|line| line.ends_with(" n ")).enumerate() {
            let place: usize = line[..10].parse().unwrap();
            assert!(file[place..].starts_with(&format!("{} 0 obj", number + 1)));
        }
    }
}
