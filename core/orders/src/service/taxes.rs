//! Asking which tax each line bears: the question for the whole cart at once, the answers checked, and what readers are told.
//! Country, rates and confirmations come from the server; a buyer says no more than where the goods go.

use kontor_contract::{
    catalog::{PricedLine, ProductKind, Taxation},
    companies::CompanyKind,
    identity::{Address, CompanyFacts},
};
use kontor_hooks::{
    BuyerKind, Destination, LineTax, TaxBuyer, TaxLine, TaxPlace, TaxQuestion, TaxReason, TaxSeller, TaxesCompute,
};
use kontor_kernel::{Amount, Locale, is_country, line_net};
use kontor_module::HookFault;
use kontor_store::Ctx;
use kontor_words::Texts;

use super::{
    Service,
    compute::{Intent, TaxedLine, channel},
};
use crate::{
    error::OrderError,
    model::{
        taxes::{Missing, take, untaxed},
        totals::{freed, freed_off},
    },
};

/// Where goods go: the country said, or that of the company where none is said or there is no such country.
pub(crate) fn destination(company: &CompanyFacts, delivery: Option<&Address>) -> Destination {
    let address = delivery.unwrap_or(&company.address);
    let said = country(address);
    let country = if is_country(&said) { said } else { company.country.clone() };
    Destination { country, postal_code: address.postal_code.clone(), city: address.city.clone() }
}

/// Goods go to a country there is; what is left empty is the company's.
pub(crate) fn check_country(delivery: Option<&Address>) -> Result<(), OrderError> {
    let said = delivery.map(country).filter(|said| !said.is_empty());
    if said.is_none_or(|said| is_country(&said)) {
        return Ok(());
    }
    let detail = "Give the country of the delivery address as two letters of ISO 3166-1, such as PL.".to_owned();
    Err(OrderError::BadField { pointer: "/delivery_address/country", detail })
}

fn country(address: &Address) -> String {
    address.country.trim().to_uppercase()
}

impl Service {
    /// Priced lines, of which so much is taken off, with the tax of each, in order.
    pub(super) async fn taxed(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        lines: Vec<(usize, PricedLine)>,
        off: &[Amount],
    ) -> Result<Vec<TaxedLine>, OrderError> {
        let currency = channel(ctx)?.currency;
        let line = |((wish, line), off): (&(usize, PricedLine), &Amount)| {
            Ok(TaxLine {
                position: u32::try_from(wish + 1).unwrap_or(u32::MAX),
                sku: line.sku.clone(),
                class: line.tax_class.clone(),
                is_goods: line.kind == ProductKind::Goods,
                amount: line_net(line.unit_price, line.quantity, line.per, currency)?.minus(*off)?,
                tax_mode: line.tax_mode,
                tax: None,
            })
        };
        let asked = lines.iter().zip(off).map(line).collect::<Result<_, OrderError>>()?;
        let taxes = self.taxes_of(ctx, intent, asked).await?;
        let taxed = |(((wish, line), off), tax): (((usize, PricedLine), &Amount), LineTax)| {
            let off = freed_off(*off, &line, &tax)?;
            Ok(TaxedLine { wish, priced: freed(line, &tax)?, off, tax })
        };
        lines.into_iter().zip(off).zip(taxes).map(taxed).collect()
    }

    /// The tax of each of these, in order.
    pub(super) async fn taxes_of(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        lines: Vec<TaxLine>,
    ) -> Result<Vec<LineTax>, OrderError> {
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let (mut question, mut missing) = (self.question(ctx, intent, lines).await?, Missing::new());
        let taken = |question: &mut TaxQuestion, answers| {
            take(question, &mut missing, answers).map_err(|cause| HookFault(cause.to_string()))
        };
        let asked = self.boot.hooks.relay::<TaxesCompute>(ctx, &self.boot.modules, &mut question, taken).await;
        asked.map_err(|_| OrderError::Unchecked)?;
        if let Some((country, class)) = missing.into_iter().flatten().next() {
            return Err(OrderError::NoTaxRate { country, class });
        }
        Ok(question.lines.into_iter().map(|line| line.tax.unwrap_or_else(untaxed)).collect())
    }

    async fn question(&self, ctx: &Ctx, intent: &Intent, lines: Vec<TaxLine>) -> Result<TaxQuestion, OrderError> {
        let (channel, company) = (channel(ctx)?, &intent.company);
        let exemptions = match self.boot.ports.find::<dyn Taxation>() {
            Some(taxation) => taxation.exemptions(ctx, company.id, intent.order_date).await?,
            None => Vec::new(),
        };
        let Destination { country, postal_code, .. } = intent.destination.clone();
        Ok(TaxQuestion {
            seller: TaxSeller {
                country: channel.legal_entity.country.clone(),
                vat_id: channel.legal_entity.vat_id.clone(),
            },
            buyer: buyer(company),
            exemptions,
            ship_to: TaxPlace { country, postal_code },
            date: intent.order_date,
            currency: channel.currency,
            locale: ctx.locale(),
            lines,
        })
    }
}

fn buyer(company: &CompanyFacts) -> TaxBuyer {
    TaxBuyer {
        company: company.id,
        country: company.country.clone(),
        vat_id: company.tax_id.as_ref().map(|tax_id| tax_id.vat_id.clone()),
        vat_id_is_confirmed: company.tax_id.as_ref().is_some_and(|tax_id| tax_id.is_confirmed),
        kind: if company.kind == CompanyKind::Consumer { BuyerKind::Consumer } else { BuyerKind::Firm },
    }
}

/// What documents print about a line's tax in the reader's language: its own words, or those of the reason.
pub(crate) fn note(texts: &Texts, reader: Locale, reason: TaxReason, own: Option<&str>) -> Option<String> {
    match (own, reason) {
        (Some(own), _) => Some(own.to_owned()),
        (None, TaxReason::Standard | TaxReason::Reduced | TaxReason::Zero) => None,
        (None, reason) => Some(texts.word(reader, &format!("orders-tax-{}", reason.name().replace('_', "-")))),
    }
}
