//! Computing a draft: price the lines, sum them up, ask the hooks. No transaction is open here.
//! The result names the state of the catalogue it was computed in, which the commit checks.

use std::collections::HashMap;

use kontor_contract::{
    FieldFault, Sentence,
    catalog::{KitPart, Kits, LineFault, LineWish, PricedLine, Pricing, ProductKind},
    identity::CompanyFacts,
    inventory::{Availability, Stock},
};
use kontor_hooks::{CartValidate, DraftLine, DraftTotals, Finding, OrderDraft, OrdersValidate, Party, Severity};
use kontor_kernel::{Amount, BusinessDate, Currency, MoneyError, ProductId, Quantity};
use kontor_store::{ChannelFacts, Ctx, TaxRounding};

use super::Service;
use crate::{
    error::OrderError,
    model::totals::{self, LineAmounts, Totals},
};

/// What is to be computed.
#[derive(Debug, Clone)]
pub(crate) struct Intent {
    pub(crate) company: CompanyFacts,
    pub(crate) wishes: Vec<LineWish>,
    pub(crate) order_date: BusinessDate,
}

/// A computed line: its place among the wishes, its price and its amounts.
#[derive(Debug, Clone)]
pub(crate) struct ComputedLine {
    pub(crate) wish: usize,
    pub(crate) priced: PricedLine,
    pub(crate) amounts: LineAmounts,
}

/// What a line takes from stock of one product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taking {
    /// The line's place among the wishes.
    pub(crate) wish: usize,
    /// The product, and how many of it one unit of the line holds.
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
        draft(good, faults, channel.currency, channel.legal_entity.tax_rounding, priced.epoch)
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
                let quantity = totals::times(line.priced.quantity, part.quantity).ok_or(MoneyError::Overflow)?;
                takings.push(Taking { wish: line.wish, part: *part, quantity });
            }
        }
        Ok(takings)
    }

    /// A sentence on a line that cannot be ordered.
    pub(crate) fn fault_text(&self, ctx: &Ctx, fault: &LineFault) -> (&'static str, String) {
        let (code, key, sku, decimals) = match fault {
            LineFault::UnknownProduct(sku) => ("orders.unknown_product", "orders-unknown-product", sku, 0),
            LineFault::NoPrice(sku) => ("orders.no_price", "orders-no-price", sku, 0),
            LineFault::BadQuantity { sku, decimals } => ("orders.bad_quantity", "orders-bad-quantity", sku, *decimals),
        };
        (code, self.boot.texts().say(ctx.locale(), key, &[("sku", sku.into()), ("decimals", decimals.into())]))
    }

    /// The faults of a draft as fields of a request.
    pub(crate) fn field_faults(&self, ctx: &Ctx, draft: &Draft) -> Vec<FieldFault> {
        let field = |(wish, fault): &(usize, LineFault)| {
            let (code, detail) = self.fault_text(ctx, fault);
            let name = if matches!(fault, LineFault::BadQuantity { .. }) { "quantity" } else { "sku" };
            FieldFault { pointer: format!("/lines/{wish}/{name}"), code, detail: Sentence::said(detail) }
        };
        draft.faults.iter().map(field).collect()
    }
}

fn draft(
    good: Vec<(usize, PricedLine)>,
    faults: Vec<(usize, LineFault)>,
    currency: Currency,
    rounding: TaxRounding,
    epoch: i64,
) -> Result<Draft, OrderError> {
    let priced: Vec<&PricedLine> = good.iter().map(|(_, line)| line).collect();
    let amounts = totals::amounts(&priced, currency, rounding)?;
    let (hash, sums) = (totals::hash(&priced, &amounts, currency), totals::total(&amounts)?);
    let weight_g = priced.iter().map(|line| line_weight_g(line)).fold(0, i64::saturating_add);
    let line = |((wish, priced), amounts)| ComputedLine { wish, priced, amounts };
    let lines = good.into_iter().zip(amounts).map(line).collect();
    Ok(Draft { currency, lines, faults, totals: sums, weight_g, hash, epoch })
}

/// Weight of a whole line in grams, rounded up: a parcel is never lighter than what is in it.
pub(crate) fn line_weight_g(line: &PricedLine) -> i64 {
    if line.kind == ProductKind::Service {
        return 0;
    }
    let millionths = i128::from(line.weight_g) * i128::from(line.quantity.millionths());
    let one = i128::from(Quantity::ONE.millionths());
    i64::try_from((millionths + one - 1) / one).unwrap_or(i64::MAX)
}

fn draft_for_hooks(ctx: &Ctx, intent: &Intent, draft: &Draft) -> OrderDraft {
    let line = |line: &ComputedLine| DraftLine {
        position: u32::try_from(line.wish + 1).unwrap_or(u32::MAX),
        product: line.priced.product,
        sku: line.priced.sku.clone(),
        is_goods: line.priced.kind == ProductKind::Goods,
        quantity: line.priced.quantity,
        unit: line.priced.unit.clone(),
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
