//! Steps and notes as sentences in a reader's language.
//! The model says what was found; nobody else puts it into words.

use kontor_kernel::{Amount, Currency, Locale, format_scaled};
use kontor_module::{Texts, Value};

use crate::model::{
    step::{Note, Step, Threshold},
    table::{Bracket, Each, Measure, Per},
};

/// Speaks a language, of amounts in a currency.
#[derive(Clone, Copy)]
pub(crate) struct Speaker<'a> {
    pub(crate) texts: &'a Texts,
    pub(crate) locale: Locale,
    pub(crate) currency: Currency,
}

type Said = (&'static str, Vec<(&'static str, Value)>);

impl Speaker<'_> {
    /// A sentence on a step.
    pub(crate) fn step(self, step: &Step) -> String {
        let (key, values) = self.of_packing(step).or_else(|| self.of_price(step)).unwrap_or_else(|| of_way(step));
        self.texts.say(self.locale, key, &values)
    }

    /// A sentence on what is missing to an advantage.
    pub(crate) fn note(self, note: &Note) -> String {
        let (key, missing) = match note {
            Note::ValueToFree(missing) => ("freight-note-value", self.money(*missing)),
            Note::WeightToFree(missing) => ("freight-note-weight", kilograms(*missing)),
            Note::WeightToFreePallet(missing) => ("freight-note-pallet-weight", kilograms(*missing)),
            Note::PalletsToFree(missing) => ("freight-note-pallets", count(*missing)),
        };
        self.texts.say(self.locale, key, &[("missing", missing)])
    }

    fn money(self, amount: Amount) -> Value {
        amount.in_currency(self.currency).into()
    }

    fn of_packing(self, step: &Step) -> Option<Said> {
        Some(match step {
            Step::WholePallets { count: pallets, sku, unit } => (
                "freight-step-whole-pallets",
                vec![("count", count(*pallets)), ("sku", sku.into()), ("unit", unit.into())],
            ),
            Step::OwnParcels { count: parcels, sku, unit } => (
                "freight-step-own-parcels",
                vec![("count", count(*parcels)), ("sku", sku.into()), ("unit", unit.into())],
            ),
            Step::MixedParcels(parcels) => ("freight-step-mixed-parcels", vec![("count", count(*parcels))]),
            Step::MixedPallets(pallets) => ("freight-step-mixed-pallets", vec![("count", count(*pallets))]),
            Step::Oversize { sku, places } => {
                ("freight-step-oversize", vec![("sku", sku.into()), ("count", count(*places))])
            }
            Step::TooLarge { sku, unit } => {
                ("freight-step-too-large", vec![("sku", sku.into()), ("unit", unit.into())])
            }
            Step::TooManyParcels(parcels) => ("freight-step-too-many-parcels", vec![("count", count(*parcels))]),
            Step::NoSize(sku) => ("freight-step-no-size", vec![("sku", sku.into())]),
            _ => return None,
        })
    }

    fn of_price(self, step: &Step) -> Option<Said> {
        Some(match step {
            Step::BeyondTable { measure, amount } => {
                ("freight-step-beyond-table", vec![("amount", self.measured(*measure, *amount))])
            }
            Step::Bracket { measure, amount, bracket, times, cost } => {
                let amount = self.measured(*measure, *amount);
                let mut values = vec![("amount", amount), ("times", count(*times)), ("cost", self.money(*cost))];
                let key = self.of_bracket(bracket, &mut values);
                (key, values)
            }
            Step::AtLeast(least) => ("freight-step-at-least", vec![("cost", self.money(*least))]),
            Step::AtMost(most) => ("freight-step-at-most", vec![("cost", self.money(*most))]),
            Step::FreeFrom(threshold) => ("freight-step-free-from", vec![("from", self.threshold(*threshold))]),
            Step::GoodsAside { sku, rule, cost } => {
                let values = vec![("sku", sku.into()), ("rule", rule.into()), ("cost", self.money(*cost))];
                ("freight-step-goods-aside", values)
            }
            Step::Fixed { rule, cost } => {
                ("freight-step-fixed", vec![("rule", rule.into()), ("cost", self.money(*cost))])
            }
            Step::Percent { rule, rate, cost } => {
                let rate = ("rate", rate.to_string().into());
                ("freight-step-percent", vec![("rule", rule.into()), rate, ("cost", self.money(*cost))])
            }
            Step::Total(cost) => ("freight-step-total", vec![("cost", self.money(*cost))]),
            _ => return None,
        })
    }

    fn of_bracket(self, bracket: &Bracket, values: &mut Vec<(&'static str, Value)>) -> &'static str {
        values.push(("price", self.money(bracket.price)));
        let Some(each) = bracket.each else { return "freight-step-bracket" };
        values.push(("each", self.money(each.price)));
        values.push(("per", Value::Word(format!("freight-per-{}", name_of(each.per)))));
        values.push(("included", included(each)));
        "freight-step-bracket-each"
    }

    fn measured(self, measure: Measure, amount: i64) -> Value {
        match measure {
            Measure::Weight | Measure::PieceWeight => kilograms(amount),
            Measure::Volume => cubic_metres(amount),
            Measure::Value => self.money(Amount::from_minor(amount)),
            Measure::Parcels => self.pieces("freight-parcels", amount),
            Measure::Pallets => self.pieces("freight-pallets", amount),
        }
    }

    fn pieces(self, key: &str, amount: i64) -> Value {
        self.texts.say(self.locale, key, &[("count", count(amount))]).into()
    }

    fn threshold(self, threshold: Threshold) -> Value {
        match threshold {
            Threshold::Value(value) => self.money(value),
            Threshold::WeightG(grams) => kilograms(grams),
            Threshold::Pallets(pallets) => self.pieces("freight-pallets", pallets),
        }
    }
}

fn of_way(step: &Step) -> Said {
    match step {
        Step::NotInChannel => ("freight-step-not-in-channel", Vec::new()),
        Step::NotInCountry(country) => ("freight-step-not-in-country", vec![("country", country.into())]),
        Step::Withheld(rule) => ("freight-step-withheld", vec![("rule", rule.into())]),
        Step::InZone(zone) => ("freight-step-in-zone", vec![("zone", zone.into())]),
        Step::NoTable => ("freight-step-no-table", Vec::new()),
        Step::Chargeable { real_g, volumetric_g } => {
            let values = vec![("real", kilograms(*real_g)), ("volumetric", kilograms(*volumetric_g))];
            ("freight-step-chargeable", values)
        }
        _ => ("freight-step-inactive", Vec::new()),
    }
}

const fn name_of(per: Per) -> &'static str {
    match per {
        Per::Kg => "kg",
        Per::HundredKg => "100-kg",
        Per::CubicMetre => "m3",
        Per::Parcel => "parcel",
        Per::Pallet => "pallet",
    }
}

fn included(each: Each) -> Value {
    match each.per {
        Per::Kg | Per::HundredKg => kilograms(each.included),
        Per::CubicMetre => cubic_metres(each.included),
        Per::Parcel | Per::Pallet => count(each.included),
    }
}

/// Grams as kilograms.
pub(crate) fn kilograms(grams: i64) -> Value {
    Value::Measure { decimal: format_scaled(grams, 3, 0), unit: "kg".to_owned() }
}

fn cubic_metres(mm3: i64) -> Value {
    Value::Measure { decimal: format_scaled(mm3, 9, 0), unit: "m³".to_owned() }
}

fn count(count: i64) -> Value {
    Value::Count(u64::try_from(count).unwrap_or(0))
}
