//! The sizes in which a picture is kept: a few widths that pages choose from, none larger than the picture itself.
//! Whole numbers only, so that a size computed twice is the same.

use kontor_contract::files::PixelSize;

/// The widths that are kept besides the largest one, in pixels: a row of a table, a card, half a page, a page.
const WIDTHS: [u32; 4] = [160, 480, 960, 1600];
/// The longest side of the largest size, in pixels.
pub(crate) const LONGEST: u32 = 2_400;

/// The largest size that is kept of a picture.
pub(crate) fn largest(size: PixelSize) -> PixelSize {
    let longest = size.width.max(size.height);
    if longest <= LONGEST {
        return size;
    }
    PixelSize { width: scaled(size.width, LONGEST, longest), height: scaled(size.height, LONGEST, longest) }
}

/// All sizes of a picture whose largest size this is, wide ones first.
pub(crate) fn all(largest: PixelSize) -> Vec<PixelSize> {
    let narrower = WIDTHS.into_iter().rev().filter(|width| *width < largest.width);
    let size = |width| PixelSize { width, height: scaled(largest.height, width, largest.width) };
    std::iter::once(largest).chain(narrower.map(size)).collect()
}

/// A side in the proportion of two others, to the nearest pixel, one at least.
fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let from = u64::from(from.max(1));
    let pixels = (u64::from(side) * u64::from(to) + from / 2) / from;
    u32::try_from(pixels).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn widths(width: u32, height: u32) -> Vec<u32> {
        all(largest(PixelSize { width, height })).into_iter().map(|size| size.width).collect()
    }

    #[test]
    fn a_picture_is_kept_in_sizes_up_to_its_own() {
        assert_eq!(widths(6000, 4000), [2400, 1600, 960, 480, 160]);
        assert_eq!(widths(1200, 800), [1200, 960, 480, 160]);
        assert_eq!(widths(160, 90), [160]);
        assert_eq!(widths(1, 1), [1]);
        assert_eq!(largest(PixelSize { width: 10, height: 10_000 }), PixelSize { width: 2, height: 2_400 });
    }

    proptest! {
        #[test]
        fn no_size_is_larger_than_the_picture(width in 1..20_000_u32, height in 1..20_000_u32) {
            for size in all(largest(PixelSize { width, height })) {
                prop_assert!((1..=width.min(LONGEST)).contains(&size.width), "{size:?}");
                prop_assert!((1..=height.min(LONGEST)).contains(&size.height), "{size:?}");
            }
        }
    }
}
