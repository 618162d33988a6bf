//! Why a buyer pays what they pay, as far as it is theirs to know: where their price comes from and from how many on.
//! The price is the one of carts and orders; lists, rules, costs and everybody else's prices stay out of the answer.

use kontor_contract::catalog::{OwnPrice, OwnPriceExplanation, OwnPriceQuestion, PriceOrigin};
use kontor_kernel::{BusinessDate, Currency, Quantity, code_key};
use kontor_module::Value;
use kontor_store::Ctx;

use super::{
    Catalogue,
    browse::Eyes,
    explain::{AskedUnit, Question, amounts, refused},
    today,
};
use crate::{
    error::{CatalogError, CatalogResult},
    model::price::{Found, Level, Unit, Wish},
    read_model::{Buyer, Onlooker, Product},
};

impl Catalogue {
    /// Why the company that the context acts for pays what it pays.
    pub async fn explain_own_price(&self, ctx: &Ctx, asked: &OwnPriceQuestion) -> CatalogResult<OwnPriceExplanation> {
        let (Some(company), Some(channel)) = (ctx.company(), ctx.channel()) else {
            return Err(CatalogError::ForeignCompany);
        };
        let snapshot = self.cache.get(ctx).await?;
        let place = snapshot.place_of_sku(&code_key(&asked.sku));
        let seen = place.filter(|place| snapshot.is_visible(*place, &Onlooker::of(ctx)));
        let (place, product) =
            seen.and_then(|place| Some((place, snapshot.at(place)?))).ok_or(CatalogError::NotFound("product"))?;
        let date = checked_date(asked, product, today(ctx)?)?;
        let buyer = Buyer { company: Some(company), channel: Some(channel.id) };
        let (unit, amounts) = amounts(&snapshot, product, &question(asked, buyer))?;
        let lists = snapshot.lists_of(buyer);
        let found = lists.price(place, &Wish { amounts, currency: channel.currency, date });
        let eyes = Eyes::on(ctx, &snapshot, date)?;
        let named = asked.unit.as_deref().map(|named| snapshot.price_unit(product, &code_key(named)));
        let unit_seen = (named.unwrap_or(Unit::BASE), unit.factor);
        let tiers = eyes.as_ref().and_then(|eyes| eyes.price(place, &product.tax_class, unit_seen));
        let both = found.as_ref().zip(eyes.as_ref());
        let price = both.and_then(|(found, eyes)| own_price(found, eyes, product, &unit, channel.currency));
        Ok(OwnPriceExplanation {
            sku: product.sku.to_string(),
            name: product.text(ctx.locale()).name.to_string(),
            quantity: asked.quantity,
            base_quantity: amounts.base,
            base_unit: product.unit.to_string(),
            date,
            currency: channel.currency,
            reasons: self.reasons(ctx, found.as_ref(), price.as_ref()),
            tiers: tiers.map(|price| price.tiers).unwrap_or_default(),
            tax_rate: snapshot.taxes().rate(super::tax_country(ctx), &product.tax_class, date).ok(),
            unit: unit.code,
            price,
        })
    }

    fn reasons(&self, ctx: &Ctx, found: Option<&Found<'_>>, price: Option<&OwnPrice>) -> Vec<String> {
        let say = |key: &str, values: &[(&'static str, Value)]| self.boot.texts().say(ctx.locale(), key, values);
        let Some((found, price)) = found.zip(price) else { return vec![say("catalog-own-why-none", &[])] };
        let mut reasons = vec![say(sentence(price.origin), &[])];
        if found.min_quantity > Quantity::ONE {
            let values = [("from", found.min_quantity.to_string().into()), ("unit", price.min_unit.as_str().into())];
            reasons.push(say("catalog-own-why-tier", &values));
        }
        reasons
    }
}

/// The day that is asked for: today or a later one, and a quantity that can be ordered.
fn checked_date(question: &OwnPriceQuestion, product: &Product, now: BusinessDate) -> CatalogResult<BusinessDate> {
    let date = question.date.unwrap_or(now);
    if date < now {
        return Err(refused("date", "catalog.past_day", "Ask for today or for a later day.".into()));
    }
    let decimals = u32::from(product.quantity_decimals);
    let is_countable = question.unit.is_some() || question.quantity.fits_decimals(decimals);
    if !question.quantity.is_positive() || !is_countable {
        return Err(refused("quantity", "catalog.not_countable", NOT_COUNTABLE.into()));
    }
    Ok(date)
}

/// The price as its buyer is used to it, said of the unit that was asked for.
fn own_price(
    found: &Found<'_>,
    eyes: &Eyes<'_>,
    product: &Product,
    unit: &AskedUnit,
    currency: Currency,
) -> Option<OwnPrice> {
    let said = found.said(unit.factor)?;
    let (unit_price, tax_mode) = eyes.shown(&product.tax_class, found.tax_mode(), said.unit_price);
    Some(OwnPrice {
        unit_price: unit_price.to_text(currency),
        per: said.per,
        tax_mode,
        origin: origin(found.level),
        min_quantity: found.min_quantity,
        min_unit: if found.unit == Unit::BASE { product.unit.to_string() } else { unit.code.clone() },
    })
}

const NOT_COUNTABLE: &str = "So many units are nothing that can be ordered: too many decimals, or not above zero.";

fn question(question: &OwnPriceQuestion, buyer: Buyer) -> Question {
    Question {
        sku: question.sku.clone(),
        buyer,
        quantity: question.quantity,
        unit: question.unit.clone(),
        date: question.date,
        as_of: None,
        currency: None,
    }
}

const fn origin(level: Level) -> PriceOrigin {
    match level {
        Level::Contract => PriceOrigin::Agreement,
        Level::Company => PriceOrigin::Company,
        Level::Group => PriceOrigin::Group,
        Level::Channel => PriceOrigin::Channel,
        Level::Default => PriceOrigin::Usual,
    }
}

const fn sentence(origin: PriceOrigin) -> &'static str {
    match origin {
        PriceOrigin::Agreement => "catalog-own-why-agreement",
        PriceOrigin::Company => "catalog-own-why-company",
        PriceOrigin::Group => "catalog-own-why-group",
        PriceOrigin::Channel => "catalog-own-why-channel",
        PriceOrigin::Usual => "catalog-own-why-usual",
    }
}
