//! Packaging units: a box of twelve, a pallet of forty boxes. What is entered in one is counted in the product's own unit
//! by an exact factor: a quantity that would have to be rounded is refused.

use std::{collections::HashSet, fmt};

use kontor_kernel::Quantity;

/// How large a packaging unit is on the outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub length_mm: i32,
    pub width_mm: i32,
    pub height_mm: i32,
}

/// A packaging unit of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Packaging {
    /// The unit's code as the tenant writes it.
    pub unit: Box<str>,
    /// What the code is compared by.
    pub unit_key: Box<str>,
    /// How many of the product's own unit it holds, above zero.
    pub factor: Quantity,
    /// What it weighs in grams; the weight of what it holds where nothing is said.
    pub weight_g: Option<i64>,
    /// How large it is.
    pub size: Option<Size>,
    /// Whether it may be ordered.
    pub is_orderable: bool,
    /// Whether the shop offers it first.
    pub is_usual: bool,
}

/// Why a quantity cannot be taken in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QuantityFault {
    /// It is zero or below.
    NotPositive,
    /// The unit it was entered in takes fewer decimals.
    TooManyDecimals {
        /// How many it takes.
        decimals: u8,
    },
    /// In the product's own unit it would have more decimals than that takes.
    NotWhole {
        /// How many that takes.
        decimals: u8,
    },
    /// In the product's own unit it is more than can be counted.
    TooLarge,
}

/// What a quantity entered in a unit is in the product's own unit. `factor` is how many of that the unit holds.
pub(crate) fn base_quantity(
    entered: Quantity,
    decimals: u8,
    factor: Quantity,
    base_decimals: u8,
) -> Result<Quantity, QuantityFault> {
    if !entered.is_positive() || !factor.is_positive() {
        return Err(QuantityFault::NotPositive);
    }
    if !entered.fits_decimals(u32::from(decimals)) {
        return Err(QuantityFault::TooManyDecimals { decimals });
    }
    let one = i128::from(Quantity::ONE.millionths());
    let product = i128::from(entered.millionths()) * i128::from(factor.millionths());
    if product % one != 0 {
        return Err(QuantityFault::NotWhole { decimals: base_decimals });
    }
    let base = i64::try_from(product / one).map_err(|_| QuantityFault::TooLarge)?;
    let base = Quantity::from_millionths(base);
    if !base.fits_decimals(u32::from(base_decimals)) {
        return Err(QuantityFault::NotWhole { decimals: base_decimals });
    }
    Ok(base)
}

/// What is wrong with the packaging units of a product, and with which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SetFault {
    /// The unit stands in the list twice.
    Repeated(usize),
    /// The product's own unit holds exactly one.
    OwnUnit(usize),
    /// It holds nothing.
    Empty(usize),
    /// It holds a part of the product's own unit that cannot be counted.
    Uncountable(usize),
    /// Another one is offered first already.
    SecondUsual(usize),
    /// What cannot be ordered cannot be offered first.
    UsualNotOrderable(usize),
    /// None of them can be ordered.
    NoneOrderable,
}

impl SetFault {
    /// Where it is: the number in the list and the field there.
    pub const fn place(self) -> Option<(usize, &'static str)> {
        match self {
            Self::Repeated(at) => Some((at, "unit")),
            Self::OwnUnit(at) | Self::Empty(at) | Self::Uncountable(at) => Some((at, "factor")),
            Self::SecondUsual(at) | Self::UsualNotOrderable(at) => Some((at, "usual")),
            Self::NoneOrderable => None,
        }
    }

    /// Its code, which stays.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Repeated(_) => "catalog.packaging_twice",
            Self::OwnUnit(_) => "catalog.packaging_own_unit",
            Self::Empty(_) => "catalog.packaging_empty",
            Self::Uncountable(_) => "catalog.packaging_uncountable",
            Self::SecondUsual(_) => "catalog.packaging_second_usual",
            Self::UsualNotOrderable(_) => "catalog.packaging_usual_not_orderable",
            Self::NoneOrderable => "catalog.packaging_none_orderable",
        }
    }
}

impl fmt::Display for SetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Repeated(_) => "This unit stands in the list twice.",
            Self::OwnUnit(_) => "The product's own unit holds exactly one; choose another unit.",
            Self::Empty(_) => "A packaging unit holds more than nothing.",
            Self::Uncountable(_) => "The product's quantities have fewer decimals than this.",
            Self::SecondUsual(_) => "Only one packaging unit is offered first.",
            Self::UsualNotOrderable(_) => "What cannot be ordered cannot be offered first.",
            Self::NoneOrderable => "At least one unit must be orderable; archive the product to sell none of it.",
        })
    }
}

/// Checks all packaging units of a product together. Its own unit can be ordered unless a row of the list says otherwise.
pub(crate) fn check_set(own_unit_key: &str, own_decimals: u8, all: &[Packaging]) -> Result<(), SetFault> {
    let mut seen = HashSet::new();
    let mut has_usual = false;
    for (at, one) in all.iter().enumerate() {
        let is_own = &*one.unit_key == own_unit_key;
        let fault = [
            (!seen.insert(&one.unit_key), SetFault::Repeated(at)),
            (is_own && one.factor != Quantity::ONE, SetFault::OwnUnit(at)),
            (!one.factor.is_positive(), SetFault::Empty(at)),
            (!one.factor.fits_decimals(u32::from(own_decimals)), SetFault::Uncountable(at)),
            (one.is_usual && has_usual, SetFault::SecondUsual(at)),
            (one.is_usual && !one.is_orderable, SetFault::UsualNotOrderable(at)),
        ];
        if let Some((_, fault)) = fault.into_iter().find(|(is_wrong, _)| *is_wrong) {
            return Err(fault);
        }
        has_usual |= one.is_usual;
    }
    let own = all.iter().find(|one| &*one.unit_key == own_unit_key);
    let is_orderable = own.is_none_or(|own| own.is_orderable) || all.iter().any(|one| one.is_orderable);
    if is_orderable { Ok(()) } else { Err(SetFault::NoneOrderable) }
}

/// A unit in which a product can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OrderUnit<'a> {
    /// The unit's code as the tenant writes it.
    pub unit: &'a str,
    /// How many of the product's own unit it holds.
    pub factor: Quantity,
    /// How many decimals a quantity entered in it may have.
    pub decimals: u8,
    /// How many decimals the product's own unit takes.
    pub base_decimals: u8,
    /// What one of it weighs in grams; nothing where that is more than can be counted.
    pub weight_g: Option<i64>,
    /// How large it is.
    pub size: Option<Size>,
    /// Whether the shop offers it first.
    pub is_usual: bool,
}

impl OrderUnit<'_> {
    /// What a quantity entered in it is in the product's own unit.
    pub fn base(&self, entered: Quantity) -> Result<Quantity, QuantityFault> {
        base_quantity(entered, self.decimals, self.factor, self.base_decimals)
    }
}

/// The units in which a product can be ordered: its own one first unless it cannot be ordered, then those of its list.
/// `decimals_of` says how many decimals a unit takes by its key.
pub(crate) fn order_units<'a>(
    own: OrderUnit<'a>,
    own_key: &'a str,
    all: &'a [Packaging],
    decimals_of: impl Fn(&str) -> u8 + 'a,
) -> impl Iterator<Item = OrderUnit<'a>> + 'a {
    let row = all.iter().find(|one| &*one.unit_key == own_key);
    let is_any_usual = all.iter().any(|one| one.is_usual);
    let own = OrderUnit {
        weight_g: row.and_then(|row| row.weight_g).or(own.weight_g),
        size: row.and_then(|row| row.size),
        is_usual: row.is_some_and(|row| row.is_usual) || !is_any_usual,
        ..own
    };
    let packed = move |one: &'a Packaging| OrderUnit {
        unit: &one.unit,
        factor: one.factor,
        decimals: decimals_of(&one.unit_key),
        base_decimals: own.base_decimals,
        weight_g: one.weight_g.or_else(|| weight_of(own.weight_g?, one.factor)),
        size: one.size,
        is_usual: one.is_usual,
    };
    let others = all.iter().filter(move |one| &*one.unit_key != own_key && one.is_orderable);
    row.is_none_or(|row| row.is_orderable).then_some(own).into_iter().chain(others.map(packed))
}

/// The weight of what a packaging unit holds, in grams, halves up.
fn weight_of(unit_g: i64, factor: Quantity) -> Option<i64> {
    let one = i128::from(Quantity::ONE.millionths());
    let millionths = i128::from(unit_g) * i128::from(factor.millionths());
    i64::try_from((millionths + one / 2) / one).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quantity(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    fn packaging(unit: &str, factor: &str) -> Packaging {
        let factor = quantity(factor);
        let unit_key = kontor_kernel::code_key(unit).into();
        Packaging {
            unit: unit.into(),
            unit_key,
            factor,
            weight_g: None,
            size: None,
            is_orderable: true,
            is_usual: false,
        }
    }

    #[test]
    fn what_is_entered_is_counted_exactly_or_refused() {
        let check = |entered: &str, decimals: u8, factor: &str, base_decimals: u8| {
            base_quantity(quantity(entered), decimals, quantity(factor), base_decimals).map(|base| base.to_string())
        };
        assert_eq!(check("3", 0, "12", 0), Ok("36".to_owned()));
        assert_eq!(check("2", 0, "480", 0), Ok("960".to_owned()));
        assert_eq!(check("2.5", 1, "0.4", 0), Ok("1".to_owned()));
        assert_eq!(check("1.5", 0, "12", 0), Err(QuantityFault::TooManyDecimals { decimals: 0 }));
        assert_eq!(check("1", 0, "0.5", 0), Err(QuantityFault::NotWhole { decimals: 0 }));
        assert_eq!(check("0.000001", 6, "0.1", 6), Err(QuantityFault::NotWhole { decimals: 6 }));
        assert_eq!(check("0", 0, "12", 0), Err(QuantityFault::NotPositive));
        assert_eq!(check("-1", 0, "12", 0), Err(QuantityFault::NotPositive));
        assert_eq!(check("9000000000000", 0, "2", 0), Err(QuantityFault::TooLarge));
    }

    #[test]
    fn packaging_units_that_contradict_each_other_are_named() {
        let check = |all: &[Packaging]| check_set("PCS", 0, all);
        let usual = |one: Packaging| Packaging { is_usual: true, ..one };
        let kept = |one: Packaging| Packaging { is_orderable: false, ..one };
        assert_eq!(check(&[packaging("box", "12"), packaging("pallet", "480")]), Ok(()));
        assert_eq!(check(&[packaging("box", "12"), packaging("BOX", "6")]), Err(SetFault::Repeated(1)));
        assert_eq!(check(&[packaging("pcs", "2")]), Err(SetFault::OwnUnit(0)));
        assert_eq!(check(&[packaging("box", "0")]), Err(SetFault::Empty(0)));
        assert_eq!(check(&[packaging("box", "1.5")]), Err(SetFault::Uncountable(0)));
        let two = [usual(packaging("box", "12")), usual(packaging("pallet", "480"))];
        assert_eq!(check(&two), Err(SetFault::SecondUsual(1)));
        assert_eq!(check(&[usual(kept(packaging("box", "12")))]), Err(SetFault::UsualNotOrderable(0)));
        assert_eq!(check(&[kept(packaging("pcs", "1"))]), Err(SetFault::NoneOrderable));
        assert_eq!(check(&[kept(packaging("pcs", "1")), packaging("box", "12")]), Ok(()));
    }

    #[test]
    fn a_box_weighs_what_it_says_or_what_it_holds() {
        let own = OrderUnit {
            unit: "pcs",
            factor: Quantity::ONE,
            decimals: 0,
            base_decimals: 0,
            weight_g: Some(15),
            size: None,
            is_usual: true,
        };
        let heavy = Packaging { weight_g: Some(500), is_usual: true, ..packaging("pallet", "480") };
        let all = [packaging("box", "12"), heavy];
        let units: Vec<_> = order_units(own, "PCS", &all, |_| 0).map(|unit| (unit.weight_g, unit.is_usual)).collect();
        assert_eq!(units, [(Some(15), false), (Some(180), false), (Some(500), true)]);
    }

    proptest! {
        #[test]
        fn base_quantities_divide_back_to_what_was_entered(
            entered in 1_i64..1_000_000_000_000, factor in 1_i64..1_000_000_000_000, decimals in 0_u8..=6, base in 0_u8..=6,
        ) {
            let (entered, factor) = (Quantity::from_millionths(entered), Quantity::from_millionths(factor));
            if let Ok(counted) = base_quantity(entered, decimals, factor, base) {
                let exact = i128::from(counted.millionths()) * 1_000_000;
                prop_assert_eq!(exact, i128::from(entered.millionths()) * i128::from(factor.millionths()));
                prop_assert!(counted.is_positive() && counted.fits_decimals(u32::from(base)));
                prop_assert!(entered.fits_decimals(u32::from(decimals)));
            }
        }

        #[test]
        fn whole_boxes_of_whole_pieces_are_always_counted(boxes in 1_i64..1_000_000, pieces in 1_i64..1_000_000) {
            let units = |count| Quantity::from_units(count).unwrap();
            prop_assert_eq!(base_quantity(units(boxes), 0, units(pieces), 0), Ok(units(boxes * pieces)));
        }

        #[test]
        fn no_factor_overflows_unseen(entered in any::<i64>(), factor in any::<i64>()) {
            let (entered, factor) = (Quantity::from_millionths(entered), Quantity::from_millionths(factor));
            let counted = base_quantity(entered, 6, factor, 6);
            prop_assert!(counted.is_err() || counted.unwrap().is_positive());
        }
    }
}
