//! Computing a draft: price the lines, tax them, sum them up, ask the hooks. No transaction is open here.
//! The result names the state of the catalogue it was computed in, which the commit checks.

use std::collections::HashMap;

use kontor_contract::{
    FieldFault, Sentence, Value,
    catalog::{KitPart, Kits, LineFault, LineWish, PricedLine, Pricing, ProductKind},
    identity::CompanyFacts,
    inventory::{Availability, Shortage, Stock, StockWish},
    orders::CheckoutData,
};
use kontor_hooks::{
    CartValidate, CodeVerdict, Destination, DraftLine, DraftTotals, Finding, LineTax, OrderDraft, OrdersValidate,
    Party, Severity,
};
use kontor_kernel::{Amount, BusinessDate, CartId, Currency, MoneyError, ProductId, Quantity};
use kontor_store::{ChannelFacts, Ctx, TaxRounding};

use super::{
    Service,
    discounts::Reduced,
    shipping::{Charge, Shipping},
    taxes,
};
use crate::{
    error::OrderError,
    model::{
        discounts::Given,
        totals::{self, Item, LineAmounts, Taxed, Totals},
    },
};

/// What is to be computed.
#[derive(Debug, Clone)]
pub(crate) struct Intent {
    pub(crate) company: CompanyFacts,
    pub(crate) wishes: Vec<LineWish>,
    pub(crate) order_date: BusinessDate,
    /// Where the goods go, which decides on their tax and their freight.
    pub(crate) destination: Destination,
    /// The code of the way to send them that was asked for.
    pub(crate) shipping_method: Option<String>,
    /// Codes for discounts.
    pub(crate) codes: Vec<String>,
    /// Whether only prices of lines are asked for, and neither discounts nor freight.
    pub(crate) is_of_lines: bool,
}

impl Intent {
    /// Goods go to the company's own address where nothing else is said.
    pub(crate) fn new(
        company: CompanyFacts,
        wishes: Vec<LineWish>,
        order_date: BusinessDate,
        checkout: &CheckoutData,
    ) -> Self {
        let destination = taxes::destination(&company, checkout.delivery_address.as_ref());
        let CheckoutData { shipping_method, codes, .. } = checkout.clone();
        Self { company, wishes, order_date, destination, shipping_method, codes, is_of_lines: false }
    }

    /// The same of lines alone, which are not all of a cart: neither discounts nor freight can be told.
    pub(crate) fn of_lines(company: CompanyFacts, wishes: Vec<LineWish>, order_date: BusinessDate) -> Self {
        Self { is_of_lines: true, ..Self::new(company, wishes, order_date, &CheckoutData::default()) }
    }
}

/// A priced line with what is taken off it and the tax it bears.
#[derive(Debug, Clone)]
pub(crate) struct TaxedLine {
    /// Its place among the wishes.
    pub(crate) wish: usize,
    pub(crate) priced: PricedLine,
    /// In the mode of its price.
    pub(crate) off: Amount,
    pub(crate) tax: LineTax,
}

impl TaxedLine {
    fn taxed(&self) -> Taxed<'_> {
        Taxed { line: &self.priced, off: self.off, tax: &self.tax }
    }
}

/// A computed line: its place among the wishes, its price, its tax and its amounts.
#[derive(Debug, Clone)]
pub(crate) struct ComputedLine {
    pub(crate) wish: usize,
    pub(crate) priced: PricedLine,
    /// What is taken off, in the mode of its price.
    pub(crate) off: Amount,
    pub(crate) tax: LineTax,
    pub(crate) amounts: LineAmounts,
}

/// What a line takes from stock of one product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taking {
    /// The line's place among the wishes.
    pub(crate) wish: usize,
    /// The product, and how many of it one of the line's product holds, counted in its own unit.
    pub(crate) part: KitPart,
    /// How many are taken.
    pub(crate) quantity: Quantity,
}

/// A computed cart or order that is not written yet.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) currency: Currency,
    pub(crate) lines: Vec<ComputedLine>,
    pub(crate) faults: Vec<(usize, LineFault)>,
    pub(crate) discounts: Vec<Given>,
    pub(crate) codes: Vec<CodeVerdict>,
    pub(crate) shipping: Shipping,
    pub(crate) totals: Totals,
    pub(crate) weight_g: i64,
    pub(crate) hash: String,
    pub(crate) epoch: i64,
}

/// How many lines one order takes.
pub(crate) const MOST_LINES: usize = 2_000;

/// The channel of a request; orders are never placed outside one.
pub(crate) fn channel(ctx: &Ctx) -> Result<&ChannelFacts, OrderError> {
    ctx.channel().map(AsRef::as_ref).ok_or(OrderError::NotABuyer)
}

impl Service {
    /// Prices the wishes of an intent and sums them up.
    pub(crate) async fn compute(&self, ctx: &Ctx, intent: &Intent) -> Result<Draft, OrderError> {
        if intent.wishes.len() > MOST_LINES {
            return Err(OrderError::TooManyLines(MOST_LINES));
        }
        let channel = channel(ctx)?;
        let pricing = self.boot.ports.get::<dyn Pricing>()?;
        let company = intent.company.id;
        let priced = pricing.price(ctx, company, intent.order_date, channel.currency, &intent.wishes).await?;
        let mut faults = Vec::new();
        let mut good = Vec::with_capacity(priced.lines.len());
        for (wish, line) in priced.lines.into_iter().enumerate() {
            match line {
                Ok(line) => good.push((wish, line)),
                Err(fault) => faults.push((wish, fault)),
            }
        }
        let reduced = self.reduced(ctx, intent, &good).await?;
        let lines = self.taxed(ctx, intent, good, &reduced.lines).await?;
        let (currency, rounding) = (channel.currency, channel.legal_entity.tax_rounding);
        let items = lines.iter().map(|line| line.taxed().item(currency)).collect::<Result<Vec<_>, _>>()?;
        let shipping = self.shipping(ctx, intent, &lines, &totals::amounts(&items, rounding)?).await?;
        Computed { lines, items, reduced, shipping }.draft(faults, currency, rounding, priced.epoch)
    }

    /// What modules find about a cart that is being shown.
    pub(crate) async fn cart_findings(&self, ctx: &Ctx, intent: &Intent, draft: &Draft) -> Vec<Finding> {
        let input = draft_for_hooks(ctx, intent, draft);
        let Ok(answers) = self.boot.hooks.ask::<CartValidate>(ctx, &self.boot.modules, &input).await else {
            return vec![self.check_missing(ctx)];
        };
        let mut findings: Vec<Finding> = answers.given.into_iter().flatten().collect();
        if !answers.missing.is_empty() {
            findings.push(self.check_missing(ctx));
        }
        findings
    }

    fn check_missing(&self, ctx: &Ctx) -> Finding {
        let text = self.boot.texts().word(ctx.locale(), "orders-check-missing");
        Finding { severity: Severity::Warning, code: "orders.check_missing".to_owned(), text, position: None }
    }

    /// Refuses a draft that modules object to.
    pub(crate) async fn check_order(&self, ctx: &Ctx, intent: &Intent, draft: &Draft) -> Result<(), OrderError> {
        let input = draft_for_hooks(ctx, intent, draft);
        let answers = self.boot.hooks.ask::<OrdersValidate>(ctx, &self.boot.modules, &input).await;
        let findings = answers.map_err(|_| OrderError::Unchecked)?.given;
        let errors: Vec<Finding> =
            findings.into_iter().flatten().filter(|finding| finding.severity == Severity::Error).collect();
        if errors.is_empty() { Ok(()) } else { Err(OrderError::Refused(errors)) }
    }

    /// Whether products are to be had; not tracked where no module keeps stock.
    pub(crate) async fn availability(
        &self,
        ctx: &Ctx,
        products: &[ProductId],
    ) -> Result<HashMap<ProductId, Availability>, OrderError> {
        if let Some(kits) = self.boot.ports.find::<dyn Kits>() {
            return Ok(kits.availability(ctx, products).await?);
        }
        match self.boot.ports.find::<dyn Stock>() {
            Some(stock) => Ok(stock.availability(ctx, products).await?),
            None => Ok(HashMap::new()),
        }
    }

    /// What would be missing if the customer ordered a draft now: lines by their place, and how much there is of each where
    /// that may be told.
    pub(crate) async fn shortages(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        cart: Option<CartId>,
        draft: &Draft,
    ) -> Result<Vec<(usize, Option<Quantity>)>, OrderError> {
        let Some(stock) = self.boot.ports.find::<dyn Stock>() else { return Ok(Vec::new()) };
        let takings = self.takings(ctx, draft).await?;
        let missing = stock.shortages(ctx, intent.company.id, cart, &stock_wishes(&takings)).await?;
        Ok(short_lines(&takings, &missing))
    }

    /// A sentence on a line of which there is not enough; how much there is only where it may be told.
    pub(crate) fn short_text(&self, ctx: &Ctx, line: &ComputedLine, available: Option<Quantity>) -> String {
        let sku = ("sku", (&line.priced.sku).into());
        match available {
            Some(available) => {
                let values = [sku, ("available", Value::quantity(available, &line.priced.base_unit))];
                self.boot.texts().say(ctx.locale(), "orders-short", &values)
            }
            None => self.boot.texts().say(ctx.locale(), "orders-short-unsaid", &[sku]),
        }
    }

    /// What lines of goods take from stock: a kit takes its parts, so many of them as it holds.
    pub(crate) async fn takings(&self, ctx: &Ctx, draft: &Draft) -> Result<Vec<Taking>, OrderError> {
        let goods = || draft.lines.iter().filter(|line| line.priced.kind == ProductKind::Goods);
        let ids: Vec<ProductId> = goods().map(|line| line.priced.product).collect();
        let kits = match self.boot.ports.find::<dyn Kits>() {
            Some(kits) => kits.parts(ctx, &ids).await?,
            None => HashMap::new(),
        };
        let mut takings = Vec::with_capacity(ids.len());
        for line in goods() {
            let own = [KitPart { product: line.priced.product, quantity: Quantity::ONE }];
            for part in kits.get(&line.priced.product).map_or(&own[..], Vec::as_slice) {
                let quantity = totals::times(line.priced.base_quantity, part.quantity).ok_or(MoneyError::Overflow)?;
                takings.push(Taking { wish: line.wish, part: *part, quantity });
            }
        }
        Ok(takings)
    }

    /// A sentence on a line that cannot be ordered.
    pub(crate) fn fault_text(&self, ctx: &Ctx, fault: &LineFault) -> (&'static str, String) {
        let say = |key: &str, values: &[(&'static str, Value)]| self.boot.texts().say(ctx.locale(), key, values);
        match fault {
            LineFault::UnknownProduct(sku) => {
                ("orders.unknown_product", say("orders-unknown-product", &[("sku", sku.into())]))
            }
            LineFault::NoPrice(sku) => ("orders.no_price", say("orders-no-price", &[("sku", sku.into())])),
            LineFault::BelowMargin(sku) => ("orders.below_margin", say("orders-below-margin", &[("sku", sku.into())])),
            LineFault::BadQuantity { sku, decimals } => {
                let values = [("sku", sku.into()), ("decimals", (*decimals).into())];
                ("orders.bad_quantity", say("orders-bad-quantity", &values))
            }
            LineFault::UnknownUnit { sku, unit, units } => {
                let values = [("sku", sku.into()), ("unit", unit.into()), ("units", units.join(", ").into())];
                ("orders.unknown_unit", say("orders-unknown-unit", &values))
            }
            LineFault::NotWhole { sku, unit, base_unit, decimals } => {
                let values = [
                    ("sku", sku.into()),
                    ("unit", unit.into()),
                    ("base", base_unit.into()),
                    ("decimals", (*decimals).into()),
                ];
                ("orders.not_whole", say("orders-not-whole", &values))
            }
            LineFault::QuantityRule { nearest, .. } => {
                let key = if nearest.is_some() { "orders-quantity-rule" } else { "orders-no-quantity" };
                ("orders.quantity_rule", say(key, &rule_values(fault)))
            }
        }
    }

    /// The faults of a draft as fields of a request.
    pub(crate) fn field_faults(&self, ctx: &Ctx, draft: &Draft) -> Vec<FieldFault> {
        let field = |(wish, fault): &(usize, LineFault)| {
            let (code, detail) = self.fault_text(ctx, fault);
            let name = match fault {
                LineFault::BelowMargin(_) => "unit_price",
                fault => field_of(fault),
            };
            FieldFault { pointer: format!("/lines/{wish}/{name}"), code, detail: Sentence::said(detail) }
        };
        draft.faults.iter().map(field).collect()
    }
}

/// What a draft is made of.
struct Computed {
    lines: Vec<TaxedLine>,
    /// What is charged for each line.
    items: Vec<Item>,
    reduced: Reduced,
    shipping: Shipping,
}

impl Computed {
    /// Sums everything up: taxes are rounded over lines and charges together.
    fn draft(
        self,
        faults: Vec<(usize, LineFault)>,
        currency: Currency,
        rounding: TaxRounding,
        epoch: i64,
    ) -> Result<Draft, OrderError> {
        let Self { lines, mut items, reduced, mut shipping } = self;
        items.extend(shipping.charges.iter().map(Charge::item));
        let mut amounts = totals::amounts(&items, rounding)?;
        let sums = totals::total(&amounts)?;
        let of_charges = amounts.split_off(lines.len());
        for (charge, amounts) in shipping.charges.iter_mut().zip(of_charges) {
            charge.amounts = amounts;
        }
        let taxed: Vec<Taxed<'_>> = lines.iter().map(TaxedLine::taxed).collect();
        let charges = shipping.charges.iter().map(|charge| (charge.code.as_str(), charge.amounts));
        let hash = totals::hash(&taxed, &amounts, charges, currency);
        let weight_g = lines.iter().map(|line| line_weight_g(&line.priced)).fold(0, i64::saturating_add);
        let line = |(line, amounts): (TaxedLine, LineAmounts)| {
            let TaxedLine { wish, priced, off, tax } = line;
            ComputedLine { wish, priced, off, tax, amounts }
        };
        let lines = lines.into_iter().zip(amounts).map(line).collect();
        let Reduced { given: discounts, codes, .. } = reduced;
        Ok(Draft { currency, lines, faults, discounts, codes, shipping, totals: sums, weight_g, hash, epoch })
    }
}

/// What the sentence on a quantity that may not be ordered is told.
fn rule_values(fault: &LineFault) -> Vec<(&'static str, Value)> {
    let LineFault::QuantityRule { sku, unit, minimum, maximum, increment, nearest } = fault else { return Vec::new() };
    let text = |quantity: &Option<Quantity>| match (quantity, unit) {
        (None, _) => Value::from("none".to_owned()),
        (Some(quantity), Some(unit)) => Value::quantity(*quantity, unit),
        (Some(quantity), None) => quantity.to_string().into(),
    };
    vec![
        ("sku", sku.into()),
        ("minimum", text(minimum)),
        ("maximum", text(maximum)),
        ("increment", text(increment)),
        ("nearest", text(nearest)),
    ]
}

/// The field of a line that a fault is about.
pub(crate) const fn field_of(fault: &LineFault) -> &'static str {
    match fault {
        LineFault::BadQuantity { .. } | LineFault::QuantityRule { .. } | LineFault::NotWhole { .. } => "quantity",
        LineFault::UnknownUnit { .. } => "unit",
        LineFault::UnknownProduct(_) | LineFault::NoPrice(_) | LineFault::BelowMargin(_) => "sku",
    }
}

/// Weight of a whole line in grams, rounded up: a parcel is never lighter than what is in it. A packaging weighs what is said
/// of it, or what it holds.
pub(crate) fn line_weight_g(line: &PricedLine) -> i64 {
    if line.kind == ProductKind::Service {
        return 0;
    }
    match line.packed_weight_g {
        Some(grams) => weight_up_g(grams, line.quantity),
        None => weight_up_g(line.weight_g, line.base_quantity),
    }
}

/// Weight of one of the unit that a line is ordered in, rounded up.
pub(crate) fn unit_weight_g(line: &PricedLine) -> i64 {
    line.packed_weight_g.unwrap_or_else(|| weight_up_g(line.weight_g, line.factor))
}

fn weight_up_g(grams_each: i64, quantity: Quantity) -> i64 {
    let millionths = i128::from(grams_each) * i128::from(quantity.millionths());
    let one = i128::from(Quantity::ONE.millionths());
    i64::try_from((millionths + one - 1) / one).unwrap_or(i64::MAX)
}

/// What lines take, as stock is asked for it.
pub(crate) fn stock_wishes(takings: &[Taking]) -> Vec<StockWish> {
    takings.iter().map(|taking| StockWish { product: taking.part.product, quantity: taking.quantity }).collect()
}

/// Lines that are short for want of something they take, by their place, and how much there is of each: of a kit as many as
/// are whole, and nothing said where the stock of something may not be told.
pub(crate) fn short_lines(takings: &[Taking], missing: &[Shortage]) -> Vec<(usize, Option<Quantity>)> {
    let mut lines: Vec<(usize, Option<Quantity>)> = Vec::new();
    for taking in takings {
        let Some(short) = missing.iter().find(|short| short.product == taking.part.product) else { continue };
        let available = short.available.and_then(|available| whole_parts(available, taking.part.quantity));
        match lines.iter_mut().find(|(wish, _)| *wish == taking.wish) {
            Some((_, known)) => *known = known.zip(available).map(|(one, other)| one.min(other)),
            None => lines.push((taking.wish, available)),
        }
    }
    lines
}

/// How many wholes there are of which each holds so much.
fn whole_parts(available: Quantity, of_each: Quantity) -> Option<Quantity> {
    if of_each == Quantity::ONE {
        return Some(available);
    }
    Quantity::from_units(available.millionths().max(0) / of_each.millionths().max(1))
}

fn draft_for_hooks(ctx: &Ctx, intent: &Intent, draft: &Draft) -> OrderDraft {
    let line = |line: &ComputedLine| DraftLine {
        position: u32::try_from(line.wish + 1).unwrap_or(u32::MAX),
        product: line.priced.product,
        sku: line.priced.sku.clone(),
        is_goods: line.priced.kind == ProductKind::Goods,
        quantity: line.priced.base_quantity,
        unit: line.priced.base_unit.clone(),
        net: line.amounts.net,
        weight_g: line_weight_g(&line.priced),
    };
    let goods = draft.lines.iter().filter(|line| line.priced.kind == ProductKind::Goods);
    let company = &intent.company;
    OrderDraft {
        company: Party { id: company.id, code: company.code.clone(), country: company.country.clone() },
        currency: draft.currency,
        order_date: intent.order_date,
        locale: ctx.locale(),
        lines: draft.lines.iter().map(line).collect(),
        totals: DraftTotals {
            net: draft.totals.net,
            goods_net: Amount::sum(goods.map(|line| line.amounts.net)).unwrap_or(draft.totals.net),
            weight_g: draft.weight_g,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packaging_weighs_what_is_said_of_it_or_what_it_holds() {
        let weight = |grams_each: i64, quantity: &str| weight_up_g(grams_each, quantity.parse().unwrap());
        assert_eq!(weight(15, "36"), 540);
        assert_eq!(weight(10, "0.04"), 1, "a parcel is never lighter than what is in it");
        assert_eq!(weight(10, "40"), 400);
        assert_eq!(weight(i64::MAX, "2"), i64::MAX);
    }
}
