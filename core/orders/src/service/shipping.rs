//! Asking in which ways goods can be sent, and what the way that was chosen costs.
//! Nobody is asked where no module sends anything, and services are not sent.

use kontor_contract::{
    catalog::ProductKind,
    orders::{ChargeKind, ShippingWay},
};
use kontor_hooks::{
    ChosenShipping, LineTax, Party, Shipment, ShipmentLine, ShippingOffer, ShippingQuote, ShippingSurcharge, Surcharge,
    TaxLine, TaxMode,
};
use kontor_kernel::{Amount, Currency};
use kontor_store::Ctx;

use super::{
    Service,
    compute::{Intent, TaxedLine, channel, line_weight_g},
};
use crate::{
    error::OrderError,
    model::{
        shipping::{self, check_offers, check_surcharges},
        totals::{Item, LineAmounts},
    },
};

/// The ways of a cart or order, and which it goes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shipping {
    pub(crate) offers: Vec<ShippingOffer>,
    /// The place of the one that is chosen.
    pub(crate) chosen: Option<usize>,
    /// Whether a way was asked for that is not offered.
    pub(crate) is_other: bool,
    pub(crate) charges: Vec<Charge>,
}

/// Something that is charged beside the lines, before and after it is summed up.
#[derive(Debug, Clone)]
pub(crate) struct Charge {
    pub(crate) kind: ChargeKind,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) net: Amount,
    pub(crate) tax: LineTax,
    pub(crate) amounts: LineAmounts,
}

impl Shipping {
    /// The way that is chosen.
    pub(crate) fn way(&self) -> Option<&ShippingOffer> {
        self.offers.get(self.chosen?)
    }

    /// The ways as buyers see them.
    pub(crate) fn ways(&self, currency: Currency) -> Vec<ShippingWay> {
        let way = |(place, offer): (usize, &ShippingOffer)| ShippingWay {
            code: offer.code.clone(),
            name: offer.name.clone(),
            net: offer.is_charged.then(|| offer.net.to_text(currency)),
            notes: offer.notes.clone(),
            is_chosen: self.chosen == Some(place),
        };
        self.offers.iter().enumerate().map(way).collect()
    }
}

impl Charge {
    /// What is charged for it.
    pub(super) fn item(&self) -> Item {
        Item { amount: self.net, mode: TaxMode::Net, rate: self.tax.rate }
    }
}

/// What is to be taxed beside the lines.
struct Untaxed {
    kind: ChargeKind,
    code: String,
    name: String,
    net: Amount,
    tax_class: String,
}

impl Service {
    /// The ways to send these lines, and what the chosen one is charged.
    pub(super) async fn shipping(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        lines: &[TaxedLine],
        amounts: &[LineAmounts],
    ) -> Result<Shipping, OrderError> {
        let is_sent = lines.iter().any(|line| line.priced.kind == ProductKind::Goods);
        if !is_sent || intent.is_of_lines || !self.boot.hooks.is_asked::<ShippingQuote>(ctx, &self.boot.modules).await {
            return Ok(Shipping::default());
        }
        let shipment = self.shipment(ctx, intent, lines, amounts).await?;
        let answers = self.boot.hooks.ask::<ShippingQuote>(ctx, &self.boot.modules, &shipment).await;
        let offers: Vec<ShippingOffer> =
            answers.map_err(|_| OrderError::Unchecked)?.given.into_iter().flatten().collect();
        check_offers(&offers).map_err(|cause| unfit(&cause))?;
        let asked = intent.shipping_method.as_deref();
        let chosen = shipping::choose(&offers, asked);
        let is_other = asked.is_some() && chosen.is_none_or(|place| Some(offers[place].code.as_str()) != asked);
        let mut shipping = Shipping { offers, chosen, is_other, charges: Vec::new() };
        if let Some(offer) = shipping.way().filter(|offer| offer.is_charged).cloned() {
            shipping.charges = self.charges(ctx, intent, shipment, offer).await?;
        }
        Ok(shipping)
    }

    async fn shipment(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        lines: &[TaxedLine],
        amounts: &[LineAmounts],
    ) -> Result<Shipment, OrderError> {
        let (channel, company) = (channel(ctx)?, &intent.company);
        let goods = || lines.iter().zip(amounts).filter(|(line, _)| line.priced.kind == ProductKind::Goods);
        let products: Vec<_> = goods().map(|(line, _)| line.priced.product).collect();
        let facts = self.facts(ctx, &products).await?;
        let line = |(line, amounts): (&TaxedLine, &LineAmounts)| {
            let known = facts.get(&line.priced.product).cloned().unwrap_or_default();
            ShipmentLine {
                position: u32::try_from(line.wish + 1).unwrap_or(u32::MAX),
                product: line.priced.product,
                sku: line.priced.sku.clone(),
                categories: known.categories,
                quantity: line.priced.base_quantity,
                unit: line.priced.unit.clone(),
                net: amounts.net,
                weight_g: line_weight_g(&line.priced),
                packings: known.packings,
            }
        };
        Ok(Shipment {
            company: Party { id: company.id, code: company.code.clone(), country: company.country.clone() },
            channel: channel.id,
            destination: intent.destination.clone(),
            currency: channel.currency,
            date: intent.order_date,
            locale: ctx.locale(),
            lines: goods().map(line).collect(),
            goods_net: Amount::sum(goods().map(|(_, amounts)| amounts.net))?,
        })
    }

    async fn charges(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        shipment: Shipment,
        offer: ShippingOffer,
    ) -> Result<Vec<Charge>, OrderError> {
        let chosen = ChosenShipping { shipment, offer };
        let answers = self.boot.hooks.ask::<ShippingSurcharge>(ctx, &self.boot.modules, &chosen).await;
        let surcharges: Vec<Surcharge> =
            answers.map_err(|_| OrderError::Unchecked)?.given.into_iter().flatten().collect();
        check_surcharges(&surcharges).map_err(|cause| unfit(&cause))?;
        let ShippingOffer { code, name, net, tax_class, .. } = chosen.offer;
        let freight = Untaxed { kind: ChargeKind::Freight, code, name, net, tax_class };
        let others = surcharges.into_iter().map(|surcharge| Untaxed {
            kind: ChargeKind::Surcharge,
            code: surcharge.code,
            name: surcharge.name,
            net: surcharge.net,
            tax_class: surcharge.tax_class,
        });
        let all: Vec<Untaxed> = std::iter::once(freight).chain(others).collect();
        // Freight is part of delivering goods, and is taxed where they go.
        let taxed = (1..).zip(&all).map(|(position, charge)| TaxLine {
            position,
            sku: charge.code.clone(),
            class: charge.tax_class.clone(),
            is_goods: true,
            amount: charge.net,
            tax_mode: TaxMode::Net,
            tax: None,
        });
        let taxes = self.taxes_of(ctx, intent, taxed.collect()).await?;
        let charge = |(untaxed, tax): (Untaxed, LineTax)| {
            let Untaxed { kind, code, name, net, .. } = untaxed;
            Charge { kind, code, name, net, tax, amounts: LineAmounts::default() }
        };
        Ok(all.into_iter().zip(taxes).map(charge).collect())
    }
}

/// What a module answered cannot be used: nothing is sold for a price that makes no sense.
fn unfit(cause: &shipping::BadOffer) -> OrderError {
    tracing::error!(%cause, "a way to send goods that a module offers cannot be used");
    OrderError::Unchecked
}
