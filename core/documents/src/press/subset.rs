//! Cuts a TrueType font down to the letters of one document, so that a file holds some kilobytes of it and not all.
//! Outlines are copied, the tables around them written anew; digits become those of equal width, so that amounts line up.

use std::collections::{BTreeMap, BTreeSet};

use ttf_parser::{Face, RawFace, Tag};

/// Components of a glyph that is put together from others (OpenType, table `glyf`).
const ARGS_ARE_WORDS: u16 = 0x0001;
const HAS_SCALE: u16 = 0x0008;
const MORE_COMPONENTS: u16 = 0x0020;
const HAS_TWO_SCALES: u16 = 0x0040;
const HAS_MATRIX: u16 = 0x0080;

const UNREADABLE: &str = "a table is missing or ends too early";

/// A font with the glyphs of these letters; a letter that the font does not know is shown as its empty box.
pub(super) fn subset(font: &[u8], letters: &BTreeSet<char>) -> Result<Vec<u8>, &'static str> {
    let face = Face::parse(font, 0).map_err(|_| UNREADABLE)?;
    let source = Source::of(face.raw_face())?;
    let wanted = letters.iter().filter_map(|letter| Some((*letter, glyph_of(&face, *letter)?)));
    let by_letter: BTreeMap<char, u16> = wanted.collect();
    let glyphs = source.with_components(by_letter.values().copied())?;
    let numbers: BTreeMap<u16, u16> = glyphs.iter().zip(0..).map(|(old, new)| (*old, new)).collect();
    let (glyf, loca) = source.outlines(&glyphs, &numbers)?;
    let count = u16::try_from(glyphs.len()).map_err(|_| "too many letters")?;
    let tables = BTreeMap::from([
        (*b"cmap", mapping(&by_letter, &numbers)),
        (*b"glyf", glyf),
        (*b"head", patched(source.head, &[(8, &[0; 4]), (50, &[0, 1])])?),
        (*b"hhea", patched(source.hhea, &[(34, &count.to_be_bytes())])?),
        (*b"hmtx", source.metrics(&glyphs)?),
        (*b"loca", loca),
        (*b"maxp", patched(source.maxp, &[(4, &count.to_be_bytes())])?),
    ]);
    Ok(file(&tables))
}

/// The glyph of a letter. Inter keeps its digits of equal width under names of their own.
fn glyph_of(face: &Face<'_>, letter: char) -> Option<u16> {
    const NAMES: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let digit = letter.to_digit(10).and_then(|digit| NAMES.get(digit as usize));
    let tabular = digit.and_then(|name| face.glyph_index_by_name(&format!("{name}.tf")));
    Some(tabular.or_else(|| face.glyph_index(letter))?.0)
}

/// The tables that are read.
struct Source<'a> {
    head: &'a [u8],
    hhea: &'a [u8],
    maxp: &'a [u8],
    hmtx: &'a [u8],
    loca: &'a [u8],
    glyf: &'a [u8],
    has_long_offsets: bool,
}

impl<'a> Source<'a> {
    fn of(raw: &RawFace<'a>) -> Result<Self, &'static str> {
        let table = |name: &[u8; 4]| raw.table(Tag::from_bytes(name)).ok_or(UNREADABLE);
        let head = table(b"head")?;
        Ok(Self {
            has_long_offsets: u16_at(head, 50)? == 1,
            head,
            hhea: table(b"hhea")?,
            maxp: table(b"maxp")?,
            hmtx: table(b"hmtx")?,
            loca: table(b"loca")?,
            glyf: table(b"glyf")?,
        })
    }

    /// The outline of a glyph; empty for a space.
    fn outline(&self, glyph: u16) -> Result<&'a [u8], &'static str> {
        let at = usize::from(glyph);
        let (start, end) = if self.has_long_offsets {
            (u32_at(self.loca, at * 4)?, u32_at(self.loca, at * 4 + 4)?)
        } else {
            (u32::from(u16_at(self.loca, at * 2)?) * 2, u32::from(u16_at(self.loca, at * 2 + 2)?) * 2)
        };
        self.glyf.get(start as usize..end as usize).ok_or(UNREADABLE)
    }

    /// Glyphs in their order, the empty box first, with all that they are put together from.
    fn with_components(&self, wanted: impl Iterator<Item = u16>) -> Result<BTreeSet<u16>, &'static str> {
        let mut open: Vec<u16> = std::iter::once(0).chain(wanted).collect();
        let mut known = BTreeSet::new();
        while let Some(glyph) = open.pop() {
            if known.insert(glyph) {
                let outline = self.outline(glyph)?;
                for at in components(outline)? {
                    open.push(u16_at(outline, at)?);
                }
            }
        }
        Ok(known)
    }

    /// The outlines of glyphs, and where each begins.
    fn outlines(
        &self,
        glyphs: &BTreeSet<u16>,
        numbers: &BTreeMap<u16, u16>,
    ) -> Result<(Vec<u8>, Vec<u8>), &'static str> {
        let (mut glyf, mut loca) = (Vec::new(), Vec::new());
        for glyph in glyphs {
            loca.extend(length_of(&glyf).to_be_bytes());
            let mut outline = self.outline(*glyph)?.to_vec();
            for at in components(&outline)? {
                let number = numbers.get(&u16_at(&outline, at)?).ok_or(UNREADABLE)?;
                outline[at..at + 2].copy_from_slice(&number.to_be_bytes());
            }
            glyf.extend(outline);
            glyf.resize(glyf.len().next_multiple_of(4), 0);
        }
        loca.extend(length_of(&glyf).to_be_bytes());
        Ok((glyf, loca))
    }

    /// Width and left margin of each glyph. Glyphs at the end of a font may share the last width.
    fn metrics(&self, glyphs: &BTreeSet<u16>) -> Result<Vec<u8>, &'static str> {
        let full = usize::from(u16_at(self.hhea, 34)?);
        let mut metrics = Vec::with_capacity(glyphs.len() * 4);
        for glyph in glyphs.iter().map(|glyph| usize::from(*glyph)) {
            let last = full.checked_sub(1).ok_or(UNREADABLE)?;
            let margin = if glyph < full { glyph * 4 + 2 } else { full * 4 + (glyph - full) * 2 };
            metrics.extend(u16_at(self.hmtx, glyph.min(last) * 4)?.to_be_bytes());
            metrics.extend(u16_at(self.hmtx, margin)?.to_be_bytes());
        }
        Ok(metrics)
    }
}

/// Where in an outline the numbers of its components stand; nowhere in one that has lines of its own.
fn components(outline: &[u8]) -> Result<Vec<usize>, &'static str> {
    let mut found = Vec::new();
    let is_put_together = outline.first().is_some_and(|first| first & 0x80 != 0);
    let (mut at, mut goes_on) = (10, is_put_together);
    while goes_on {
        let flags = u16_at(outline, at)?;
        found.push(at + 2);
        let arguments = if flags & ARGS_ARE_WORDS != 0 { 4 } else { 2 };
        let scale = match flags {
            _ if flags & HAS_SCALE != 0 => 2,
            _ if flags & HAS_TWO_SCALES != 0 => 4,
            _ if flags & HAS_MATRIX != 0 => 8,
            _ => 0,
        };
        at += 4 + arguments + scale;
        goes_on = flags & MORE_COMPONENTS != 0;
    }
    Ok(found)
}

/// The table from letters to glyphs (`cmap`, format 12: groups of one letter each).
fn mapping(by_letter: &BTreeMap<char, u16>, numbers: &BTreeMap<u16, u16>) -> Vec<u8> {
    let groups: Vec<(u32, u32)> = by_letter
        .iter()
        .filter_map(|(letter, glyph)| Some((u32::from(*letter), u32::from(*numbers.get(glyph)?))))
        .collect();
    let count = length_of(&groups);
    let mut table = Vec::new();
    // Version 0 with one table: Windows, Unicode, which begins after these twelve bytes.
    table.extend([0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12]);
    table.extend([0, 12, 0, 0]);
    table.extend((16 + 12 * count).to_be_bytes());
    table.extend(0_u32.to_be_bytes());
    table.extend(count.to_be_bytes());
    for (letter, glyph) in groups {
        [letter, letter, glyph].into_iter().for_each(|number| table.extend(number.to_be_bytes()));
    }
    table
}

/// A font file of these tables.
fn file(tables: &BTreeMap<[u8; 4], Vec<u8>>) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let power = count.max(1).ilog2();
    let range = 16 * (1_u16 << power);
    let mut font = vec![0, 1, 0, 0];
    let last = u16::try_from(power).unwrap_or_default();
    [count, range, last, 16 * count - range].into_iter().for_each(|number| font.extend(number.to_be_bytes()));
    let mut at = 12 + 16 * tables.len();
    for (name, table) in tables {
        font.extend(name);
        [checksum(table), u32::try_from(at).unwrap_or(u32::MAX), length_of(table)]
            .into_iter()
            .for_each(|number| font.extend(number.to_be_bytes()));
        at += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        font.extend(table);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    font
}

fn checksum(table: &[u8]) -> u32 {
    let word =
        |bytes: &[u8]| bytes.iter().zip([24, 16, 8, 0]).fold(0, |word, (byte, by)| word | u32::from(*byte) << by);
    table.chunks(4).map(word).fold(0, u32::wrapping_add)
}

fn patched(table: &[u8], patches: &[(usize, &[u8])]) -> Result<Vec<u8>, &'static str> {
    let mut table = table.to_vec();
    for (at, bytes) in patches {
        table.get_mut(*at..*at + bytes.len()).ok_or(UNREADABLE)?.copy_from_slice(bytes);
    }
    Ok(table)
}

fn length_of<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

fn u16_at(table: &[u8], at: usize) -> Result<u16, &'static str> {
    let bytes = table.get(at..at + 2).ok_or(UNREADABLE)?;
    Ok(u16::from_be_bytes([bytes[0], bytes[1]]))
}

fn u32_at(table: &[u8], at: usize) -> Result<u32, &'static str> {
    Ok(u32::from(u16_at(table, at)?) << 16 | u32::from(u16_at(table, at + 2)?))
}
