//! Rows of quick order as the page shows them.
//! A quantity that is no number never reached the engine; its row says so.

use kontor_contract::{
    catalog::{LineUnit, TaxMode},
    orders::{QuickLine, QuickOrderView, QuickState},
};

use super::{availability, per};
use crate::{
    locale::Locale,
    views::{QuickOrderPage, QuickOrderRow, Suggested, Tone, UnitChoice},
};

pub(crate) fn quick_order(locale: &Locale, view: QuickOrderView) -> QuickOrderPage {
    let count = u32::try_from(view.lines.len()).unwrap_or(u32::MAX);
    QuickOrderPage {
        count,
        good: count.saturating_sub(view.refused),
        refused: view.refused,
        currency: view.currency.to_string(),
        amount: view.amount,
        shows_gross: view.shown == TaxMode::Gross,
        rows: view.lines.into_iter().enumerate().map(|(index, line)| row(locale, index, line)).collect(),
        ..QuickOrderPage::default()
    }
}

fn row(locale: &Locale, index: usize, line: QuickLine) -> QuickOrderRow {
    let is_other = line.sku.as_ref().is_some_and(|sku| sku.to_lowercase() != line.code.trim().to_lowercase());
    let unit = line.unit.unwrap_or_default();
    let is_refused = line.state == QuickState::Refused;
    QuickOrderRow {
        index,
        place: index + 1,
        sku: line.sku.unwrap_or_else(|| line.code.clone()),
        is_other_code: is_other,
        code: line.code,
        name: line.name,
        quantity_typed: locale.typed(&line.quantity.to_string()),
        asked: (line.asked != line.quantity).then(|| line.asked.to_string()),
        units: line.units.iter().map(|choice| unit_choice(choice, &unit)).collect(),
        field: format!("unit[{index}]"),
        unit_typed: Some(unit.clone()).filter(|unit| is_refused && !unit.is_empty()),
        unit,
        tone: tone(line.state),
        message: line.message,
        suggestions: line
            .suggestions
            .into_iter()
            .map(|product| Suggested {
                choice: format!("{index}:{}", product.sku),
                sku: product.sku,
                name: product.name,
            })
            .collect(),
        unit_price: line.unit_price,
        per: per(line.per),
        amount: line.amount,
        availability: line.availability.as_ref().map(availability).unwrap_or_default(),
    }
}

const fn tone(state: QuickState) -> Tone {
    match state {
        QuickState::Good => Tone::Good,
        QuickState::Adjusted => Tone::Info,
        QuickState::Short => Tone::Warn,
        QuickState::Refused => Tone::Bad,
    }
}

fn unit_choice(unit: &LineUnit, chosen: &str) -> UnitChoice {
    UnitChoice {
        selected: unit.unit == chosen,
        unit: unit.unit.clone(),
        name: unit.name.clone(),
        holds: per(unit.factor),
        base_unit: String::new(),
        price: None,
    }
}
