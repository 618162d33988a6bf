//! Trying what comes of the rules: lines, an address and a customer in; ways, surcharges, packing and the steps out.
//! Nothing is kept. Prices are the customer's own, unless a value is said.

use axum::extract::State;
use kontor_contract::{
    Sentence,
    catalog::{LineWish, PricedLine, Pricing, ProductKind, ProductKnowledge, ProductRef, TaxMode},
};
use kontor_hooks::{ChosenShipping, Destination, Party, Shipment, ShipmentLine};
use kontor_kernel::{Amount, BusinessDate, Currency, MoneyError, Quantity, format_scaled, line_net};
use kontor_store::Ctx;
use kontor_web::{Access, Caller, Json, Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::customer;
use crate::{
    error::FreightError,
    manifest::RATES_READ,
    model::{quote::Answer, weight::div_up},
    service::{Desk, Known},
};

/// Lines of one try.
const MOST_LINES: usize = 500;

/// What is to be sent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Trial {
    /// Who buys.
    company_code: String,
    /// Where it goes, ISO 3166-1 alpha-2; the customer's own country where nothing is said.
    country: Option<String>,
    /// The postal code there; that of the customer where no country is said.
    postal_code: Option<String>,
    /// The date of the order; today where nothing is said.
    date: Option<BusinessDate>,
    /// The goods.
    lines: Vec<TrialLine>,
}

/// Goods of one product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TrialLine {
    sku: String,
    /// How many of the unit.
    quantity: Quantity,
    /// The unit's code; the product's own one where nothing is said.
    unit: Option<String>,
}

/// What comes of it.
#[derive(Debug, Serialize, JsonSchema)]
struct TrialView {
    currency: Currency,
    /// What the goods cost without tax.
    goods_net: String,
    /// What they weigh in kilograms.
    weight_kg: String,
    /// Every way, those that are offered and those that are not.
    ways: Vec<TriedWay>,
}

/// What is said of one way.
#[derive(Debug, Serialize, JsonSchema)]
struct TriedWay {
    code: String,
    name: String,
    /// What it costs without tax; nothing where it is not offered.
    net: Option<String>,
    /// Whether that is shown at checkout and charged.
    is_charged: bool,
    surcharges: Vec<TriedSurcharge>,
    parcels: i64,
    pallets: i64,
    /// What is sent weighs in kilograms, with pallets.
    weight_kg: String,
    /// What the buyer is told.
    notes: Vec<String>,
    /// Why, step by step.
    steps: Vec<String>,
}

/// What is charged beyond the way's own price.
#[derive(Debug, Serialize, JsonSchema)]
struct TriedSurcharge {
    code: String,
    name: String,
    net: String,
}

pub(super) fn add(routes: &mut Routes, desk: &Desk) {
    routes
        .post("/api/v1/admin/freight/test", Access::Staff(RATES_READ))
        .summary("Try what sending goods would cost, and why")
        .repeatable("nothing of it is kept")
        .body::<Trial>()
        .returns::<TrialView>(200)
        .handle(desk.clone(), try_rules);
}

async fn try_rules(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Json(trial): Json<Trial>,
) -> Result<Json<TrialView>, Problem> {
    let shipment = shipment(&desk, &ctx, &trial).await?;
    let known = desk.known(&ctx, &shipment).await?;
    let answers = known.answers(&shipment)?;
    let ways: Result<Vec<TriedWay>, FreightError> =
        answers.iter().map(|answer| tried(&desk, &known, &shipment, answer)).collect();
    let weight_g = shipment.lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.weight_g));
    Ok(Json(TrialView {
        currency: shipment.currency,
        goods_net: shipment.goods_net.to_text(shipment.currency),
        weight_kg: format_scaled(weight_g, 3, 0),
        ways: ways?,
    }))
}

fn tried(desk: &Desk, known: &Known, shipment: &Shipment, answer: &Answer<'_>) -> Result<TriedWay, FreightError> {
    let speaker = desk.speaker(shipment);
    let text = |amount: Amount| amount.to_text(shipment.currency);
    let offer = desk.offer(known, shipment, answer);
    let chosen = offer.map(|offer| ChosenShipping { shipment: shipment.clone(), offer });
    let surcharges = match &chosen {
        Some(chosen) => Desk::surcharges_of(known, chosen)?,
        None => Vec::new(),
    };
    let surcharge =
        |one: kontor_hooks::Surcharge| TriedSurcharge { code: one.code, name: one.name, net: text(one.net) };
    Ok(TriedWay {
        code: answer.way.code.clone(),
        name: answer.way.name.of(shipment.locale).to_owned(),
        net: answer.cost.map(text),
        is_charged: chosen.as_ref().is_some_and(|chosen| chosen.offer.is_charged),
        surcharges: surcharges.into_iter().map(surcharge).collect(),
        parcels: answer.parcels,
        pallets: answer.pallets,
        weight_kg: format_scaled(answer.measured.weight_g, 3, 0),
        notes: chosen.map(|chosen| chosen.offer.notes).unwrap_or_default(),
        steps: answer.steps.iter().map(|step| speaker.step(step)).collect(),
    })
}

/// What is to be sent, as the order engine would say it.
async fn shipment(desk: &Desk, ctx: &Ctx, trial: &Trial) -> Result<Shipment, FreightError> {
    let company = customer(desk, ctx, Some(&trial.company_code)).await?;
    let company = company.ok_or_else(|| FreightError::NoSuchCustomer(trial.company_code.clone()))?;
    let missing =
        || FreightError::field("/company_code", "freight.no_channel", "This works on the host of a shop only.");
    let channel = ctx.channel().ok_or_else(missing)?;
    let date = match trial.date {
        Some(date) => date,
        None => ctx.now().date_in(&channel.legal_entity.time_zone).unwrap_or(BusinessDate::FIRST),
    };
    let lines = lines(desk, ctx, company.id, date, channel.currency, trial).await?;
    let destination = match &trial.country {
        Some(country) => (country.to_uppercase(), trial.postal_code.clone().unwrap_or_default()),
        None => (company.country.clone(), trial.postal_code.clone().unwrap_or(company.address.postal_code)),
    };
    Ok(Shipment {
        company: Party { id: company.id, code: company.code, country: company.country },
        channel: channel.id,
        destination: Destination { country: destination.0, postal_code: destination.1, city: company.address.city },
        currency: channel.currency,
        date,
        locale: ctx.locale(),
        goods_net: Amount::sum(lines.iter().map(|line| line.net))?,
        lines,
    })
}

async fn lines(
    desk: &Desk,
    ctx: &Ctx,
    company: kontor_kernel::CompanyId,
    date: BusinessDate,
    currency: Currency,
    trial: &Trial,
) -> Result<Vec<ShipmentLine>, FreightError> {
    if trial.lines.is_empty() || trial.lines.len() > MOST_LINES {
        let detail = Sentence::new(format!("Give 1 to {MOST_LINES} lines.")).of([("most", MOST_LINES.into())]);
        return Err(FreightError::field("/lines", "freight.bad_lines", detail));
    }
    let pricing = desk.boot.ports.get::<dyn Pricing>()?;
    let priced = pricing.price(ctx, company, date, currency, &trial.wishes()).await?;
    let mut goods = Vec::new();
    for (index, line) in priced.lines.into_iter().enumerate() {
        let line = line.map_err(|_| cannot_be_ordered(index, &trial.lines[index]))?;
        if line.kind == ProductKind::Goods {
            goods.push((index, line));
        }
    }
    let products: Vec<_> = goods.iter().map(|(_, line)| line.product).collect();
    let mut facts = desk.boot.ports.get::<dyn ProductKnowledge>()?.facts(ctx, &products).await?;
    let line = |(index, priced): (usize, PricedLine)| {
        let facts = facts.remove(&priced.product).unwrap_or_default();
        Ok(ShipmentLine { categories: facts.categories, packings: facts.packings, ..line(index, priced, currency)? })
    };
    goods.into_iter().map(line).collect::<Result<_, MoneyError>>().map_err(FreightError::from)
}

impl Trial {
    fn wishes(&self) -> Vec<LineWish> {
        let wish = |line: &TrialLine| LineWish {
            product: ProductRef::Sku(line.sku.clone()),
            quantity: line.quantity,
            unit: line.unit.clone(),
            manual_price: None,
        };
        self.lines.iter().map(wish).collect()
    }
}

fn cannot_be_ordered(index: usize, line: &TrialLine) -> FreightError {
    let detail = Sentence::new(format!(
        "{} cannot be ordered so: the customer does not see it, has no price for it, or may not order that quantity.",
        line.sku
    ));
    let detail = detail.of([("sku", (&line.sku).into())]);
    FreightError::field(format!("/lines/{index}/sku"), "freight.not_ordered", detail)
}

/// A priced line without what is known of its product.
fn line(index: usize, priced: PricedLine, currency: Currency) -> Result<ShipmentLine, MoneyError> {
    let amount = line_net(priced.unit_price, priced.quantity, priced.per, currency)?;
    let net = match priced.tax_mode {
        TaxMode::Net => amount,
        TaxMode::Gross => amount.minus(priced.tax_rate.within(amount)?)?,
    };
    let (grams, quantity) = match priced.packed_weight_g {
        Some(grams) => (grams, priced.quantity),
        None => (priced.weight_g, priced.base_quantity),
    };
    let millionths = i128::from(grams) * i128::from(quantity.millionths());
    let weight = div_up(millionths, i128::from(Quantity::ONE.millionths()));
    Ok(ShipmentLine {
        position: u32::try_from(index + 1).unwrap_or(u32::MAX),
        product: priced.product,
        sku: priced.sku,
        categories: Vec::new(),
        quantity: priced.base_quantity,
        unit: priced.unit,
        net,
        weight_g: i64::try_from(weight).unwrap_or(i64::MAX),
        packings: Vec::new(),
    })
}
