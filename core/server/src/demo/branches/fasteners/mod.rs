//! Metric fasteners by their standards: weight from the volume of steel, cost from weight, material and work.
//! Diameters are in tenths of a millimetre, weights in milligrams and costs in thousandths of a grosz, since a washer costs less than one.

mod finishes;
mod norms;

use super::{Draft, decimal};
use crate::demo::plan::Text;
use finishes::Finish;
use norms::{NORMS, Norm, Shape};

const LENGTHS_MM: &[i64] = &[
    6, 8, 10, 12, 16, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 180, 200,
    220, 240, 260, 280, 300,
];

/// Every fastener that could be stocked: first the staples no fastener house is without, then the rest.
pub(super) fn drafts() -> (Vec<Draft>, Vec<Draft>) {
    let pieces = NORMS.iter().flat_map(|norm| norm.pieces().into_iter().map(move |piece| (norm, piece)));
    let (staples, others): (Vec<_>, Vec<_>) = pieces.partition(|(norm, piece)| piece.is_staple(norm));
    let drafts = |pieces: Vec<(&Norm, Piece)>| {
        pieces.into_iter().map(|(norm, piece)| draft(norm, piece.finish, piece.diameter, piece.length)).collect()
    };
    (drafts(staples), drafts(others))
}

/// A point of a standard's grid.
#[derive(Clone, Copy)]
struct Piece {
    finish: &'static Finish,
    diameter: i64,
    length: Option<i64>,
}

impl Piece {
    /// The everyday sizes in the everyday surface, which a standard lists first.
    fn is_staple(&self, norm: &Norm) -> bool {
        let everyday = norm.finishes.first().is_some_and(|first| first.code == self.finish.code);
        let length = self.length.is_none_or(|length| [16, 20, 30, 40, 50, 60, 80, 100].contains(&length));
        everyday && length && norm.thread == "M" && (50..=120).contains(&self.diameter)
    }
}

impl Norm {
    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for &finish in self.finishes {
            for &diameter in self.diameters {
                match self.lengths {
                    None => pieces.push(Piece { finish, diameter, length: None }),
                    Some((shortest, longest)) => {
                        let range = shortest * diameter..=longest * diameter;
                        let lengths = LENGTHS_MM.iter().filter(|length| range.contains(&(**length * 100)));
                        pieces.extend(lengths.map(|&length| Piece { finish, diameter, length: Some(length) }));
                    }
                }
            }
        }
        pieces
    }
}

fn draft(norm: &Norm, finish: &Finish, diameter: i64, length: Option<i64>) -> Draft {
    let mass_mg = norm.shape.mass_mg(diameter, length.unwrap_or(0));
    // Larger pieces take longer strokes and slower machines.
    let piece = mass_mg * finish.per_kg / 1000 + norm.work * (diameter + 80) / 160;
    let sold = Sold::by_mass(mass_mg);
    let named = |mark: char| size_text(norm, diameter, length, mark);
    let name = |language: usize, mark: char| {
        format!("{} {} {} {}", norm.name[language], norm.standard, named(mark), finish.name[language])
    };
    let describe = |language: usize| format!("{} {}", norm.text[language], finish.text[language]);
    let size = length.map_or_else(|| format!("{diameter:03}"), |length| format!("{diameter:03}{length:03}"));
    Draft {
        family: norm.code,
        sku: format!("{}-{size}-{}", norm.code, finish.code),
        category: norm.category,
        name: Text { native: name(0, ','), english: name(1, '.') },
        description: Text { native: describe(0), english: describe(1) },
        unit: sold.unit,
        weight_g: (mass_mg * sold.pieces + 500) / 1000,
        carton: sold.carton,
        per: sold.per,
        cost_minor: piece * sold.pieces * sold.per / 1000,
        tax_class: "standard",
        attributes: attributes(norm, finish, diameter, length, sold.pieces),
    }
}

/// `M8×40`, `Ø 4`, `5,0×80`.
fn size_text(norm: &Norm, diameter: i64, length: Option<i64>, mark: char) -> String {
    let diameter = match norm.thread {
        "M" | "Ø" if diameter % 10 == 0 => format!("{}{}", norm.thread, diameter / 10),
        thread => format!("{thread}{}", decimal(diameter, 1, mark)),
    };
    match length {
        Some(length) => format!("{diameter}×{length}"),
        None => diameter,
    }
}

fn attributes(
    norm: &Norm,
    finish: &Finish,
    diameter: i64,
    length: Option<i64>,
    pieces: i64,
) -> Vec<(&'static str, String)> {
    let size_key = if norm.thread == "M" { "thread" } else { "diameter" };
    // Property classes are of bolts and nuts; a washer or a wood screw has none.
    let grade = if matches!(norm.category, "screws" | "nuts") { finish.grade } else { "-" };
    let mut attributes = vec![
        ("standard", norm.standard.to_owned()),
        ("iso", norm.iso.to_owned()),
        (size_key, size_text(norm, diameter, None, ',')),
        ("material", finish.material.to_owned()),
        ("grade", grade.to_owned()),
        ("pieces", pieces.to_string()),
    ];
    attributes.extend(length.map(|length| ("length", format!("{length} mm"))));
    attributes.retain(|(_, value)| value != "-");
    attributes
}

/// In what units a fastener is sold: small ones by the pack, large ones by the piece and priced by the hundred.
struct Sold {
    unit: &'static str,
    /// Pieces in a sales unit.
    pieces: i64,
    per: i64,
    carton: i64,
}

impl Sold {
    fn by_mass(mass_mg: i64) -> Self {
        let (unit, pieces, per, carton) = match mass_mg {
            ..3_000 => ("op.", 500, 1, 20),
            3_000..12_000 => ("op.", 200, 1, 12),
            12_000..40_000 => ("op.", 100, 1, 10),
            40_000..100_000 => ("op.", 50, 1, 8),
            100_000..300_000 => ("szt.", 1, 100, 50),
            _ => ("szt.", 1, 100, 25),
        };
        Self { unit, pieces, per, carton }
    }
}

impl Shape {
    fn mass_mg(self, diameter: i64, length: i64) -> i64 {
        // A cylinder of steel weighs 6.17 mg per mm³ of its enclosing box; a thread takes off a tenth of that.
        let mass = match self {
            Self::Screw(head) => diameter * diameter * (length * 1000 + head * diameter) * 56 / 1_000_000,
            Self::Nut(share) => diameter * diameter * diameter * share / 10_000,
            Self::Ring(share) => diameter * diameter * (200 + diameter) * share / 100_000,
        };
        mass.max(50)
    }
}
