//! Chargeable weight: light goods that take much room are charged by their volume.
//! Every rounding is upwards, since carriers charge what is begun.

use kontor_hooks::PackingSize;

/// How heavy room counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Volumetric {
    /// So many cubic centimetres count as a kilogram: 5000 with most couriers, 6000 and 4000 with others.
    Cm3PerKg(u32),
    /// A cubic metre counts as so many kilograms: 333 in European road freight, 200 or 250 elsewhere.
    KgPerM3(u32),
}

/// What is carried, measured: its weight in grams and its room in cubic millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Measured {
    pub(crate) weight_g: i64,
    pub(crate) volume_mm3: i64,
}

impl Measured {
    /// Both together.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            weight_g: self.weight_g.saturating_add(other.weight_g),
            volume_mm3: self.volume_mm3.saturating_add(other.volume_mm3),
        }
    }

    /// So many of it.
    pub(crate) const fn times(self, count: i64) -> Self {
        Self { weight_g: self.weight_g.saturating_mul(count), volume_mm3: self.volume_mm3.saturating_mul(count) }
    }

    /// The greater of the real and the volumetric weight, in grams.
    pub(crate) fn chargeable_g(self, volumetric: Option<Volumetric>) -> i64 {
        self.weight_g.max(volumetric.map_or(0, |by| by.weight_g(self.volume_mm3)))
    }
}

impl Volumetric {
    /// What so much room weighs in grams, rounded up.
    pub(crate) fn weight_g(self, volume_mm3: i64) -> i64 {
        let volume = i128::from(volume_mm3);
        let grams = match self {
            // 1 cm³ is 1000 mm³ and 1 kg is 1000 g: the thousands cancel.
            Self::Cm3PerKg(divisor) => div_up(volume, i128::from(divisor)),
            Self::KgPerM3(density) => div_up(volume * i128::from(density), 1_000_000),
        };
        i64::try_from(grams).unwrap_or(i64::MAX)
    }
}

/// The quotient of what is not negative, rounded up.
pub(crate) const fn div_up(numerator: i128, denominator: i128) -> i128 {
    if denominator <= 0 { numerator } else { (numerator + denominator - 1) / denominator }
}

/// The next multiple of a step, upwards.
pub(crate) fn step_up(value: i64, step: i64) -> i64 {
    if step <= 1 {
        return value;
    }
    i64::try_from(div_up(i128::from(value), i128::from(step)) * i128::from(step)).unwrap_or(i64::MAX)
}

/// The room that something of a size takes.
pub(crate) fn volume_mm3(size: PackingSize) -> i64 {
    let volume = i128::from(size.length_mm) * i128::from(size.width_mm) * i128::from(size.height_mm);
    i64::try_from(volume).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_weighs_as_carriers_say() {
        // 60 × 40 × 30 cm are 72,000 cm³.
        let box_mm3 = volume_mm3(PackingSize { length_mm: 600, width_mm: 400, height_mm: 300 });
        assert_eq!(Volumetric::Cm3PerKg(5000).weight_g(box_mm3), 14_400);
        assert_eq!(Volumetric::Cm3PerKg(6000).weight_g(box_mm3), 12_000);
        assert_eq!(Volumetric::KgPerM3(333).weight_g(box_mm3), 23_976);
        assert_eq!(Volumetric::KgPerM3(200).weight_g(box_mm3), 14_400);
        assert_eq!(Volumetric::Cm3PerKg(5000).weight_g(1), 1);
    }

    #[test]
    fn the_greater_weight_is_charged() {
        let feathers = Measured { weight_g: 2_000, volume_mm3: 72_000_000 };
        assert_eq!(feathers.chargeable_g(Some(Volumetric::Cm3PerKg(5000))), 14_400);
        assert_eq!(feathers.chargeable_g(None), 2_000);
        let lead = Measured { weight_g: 20_000, volume_mm3: 72_000_000 };
        assert_eq!(lead.chargeable_g(Some(Volumetric::Cm3PerKg(5000))), 20_000);
    }

    #[test]
    fn a_step_is_charged_when_it_is_begun() {
        assert_eq!((step_up(1, 1_000), step_up(1_000, 1_000), step_up(1_001, 1_000)), (1_000, 1_000, 2_000));
        assert_eq!((step_up(0, 1_000), step_up(7, 0)), (0, 7));
    }
}
