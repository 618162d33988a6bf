//! "Why this price" on the page of a product, for buyers whose company lets them ask.
//! A form that is sent with GET: it works without scripts, and its address can be sent to a colleague.

use kontor_contract::{
    Fault,
    catalog::{EXPLAIN_OWN_PRICES, OwnPriceQuestion, OwnPrices},
};
use kontor_kernel::{BusinessDate, Quantity};
use kontor_store::Ctx;
use kontor_web::Problem;
use serde::Deserialize;

use super::{cart::quantity_of, mendable};
use crate::{
    present,
    shop::Shop,
    views::{Field, OwnPrice, ProductRow},
    visit::Visit,
};

/// What is asked of a price. Other parameters are passed over.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct WhyQuery {
    /// There once the form was sent.
    why: Option<String>,
    quantity: Option<String>,
    unit: Option<String>,
    date: Option<String>,
}

/// The form, for whoever may ask; nothing for others, and where nothing is sold.
pub(super) fn question(ctx: &Ctx, product: &ProductRow) -> Option<OwnPrice> {
    let is_buyer = ctx.persona().is_some_and(|persona| persona.company.is_some());
    let today = ctx.today().ok().filter(|_| is_buyer && ctx.allows(EXPLAIN_OWN_PRICES))?.to_string();
    Some(OwnPrice {
        quantity: Field::of("1"),
        units: product.units.clone(),
        field: "unit".to_owned(),
        unit: product.unit.clone(),
        date: Field::of(today.clone()),
        first_date: today,
        ..OwnPrice::default()
    })
}

/// Answers what was asked; what was typed stays in the form.
pub(super) async fn answer(
    shop: &Shop,
    visit: &Visit,
    sku: &str,
    asked: &WhyQuery,
    view: &mut OwnPrice,
) -> Result<(), Problem> {
    if asked.why.is_none() {
        return Ok(());
    }
    view.asked = true;
    let unit = asked.unit.clone().filter(|unit| !unit.trim().is_empty());
    if let Some(unit) = &unit {
        view.units.iter_mut().for_each(|choice| choice.selected = choice.unit == *unit);
    }
    let Some((quantity, date)) = typed(shop, visit, asked, view) else { return Ok(()) };
    let question = OwnPriceQuestion { sku: sku.to_owned(), quantity, unit, date };
    match shop.port::<dyn OwnPrices>()?.explain(&visit.ctx, &question).await {
        Ok(told) => view.answer = Some(present::own_price(told)),
        Err(fault) => {
            let field = first_field(&fault);
            let sentence = mendable(shop.locale(&visit.ctx), shop.told(&visit.ctx, fault))?;
            let place = match field.as_deref() {
                Some("quantity") => &mut view.quantity.error,
                Some("date") => &mut view.date.error,
                _ => &mut view.error,
            };
            *place = Some(sentence);
        }
    }
    Ok(())
}

fn first_field(fault: &Fault) -> Option<String> {
    let Fault::Refused { fields, .. } = fault else { return None };
    fields.first().map(|field| field.pointer.trim_start_matches('/').to_owned())
}

/// Quantity and day as they were typed; nothing where one of them cannot be read, which its field then says.
fn typed(
    shop: &Shop,
    visit: &Visit,
    asked: &WhyQuery,
    view: &mut OwnPrice,
) -> Option<(Quantity, Option<BusinessDate>)> {
    let locale = shop.locale(&visit.ctx);
    let quantity = match asked.quantity.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => Some(Quantity::ONE),
        Some(text) => {
            view.quantity = Field::of(text);
            quantity_of(locale, Some(text)).map_err(|error| view.quantity.error = Some(error)).ok()
        }
    };
    let date = match asked.date.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => Some(None),
        Some(text) => {
            view.date = Field::of(text);
            let date = text.parse::<BusinessDate>().map(Some);
            date.map_err(|_| view.date.error = Some(locale.text("date-invalid"))).ok()
        }
    };
    quantity.zip(date)
}
