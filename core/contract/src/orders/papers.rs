//! An order as documents print it: with its parties, and in amounts rather than in what one reader is used to.
//! What is printed is what was placed, so it is the same for whoever asks; only its sentences are in their language.

use async_trait::async_trait;
use kontor_kernel::{
    Amount, BusinessDate, ChannelId, CompanyId, Currency, LegalEntityId, Locale, OrderId, Quantity, Rate, UnitPrice,
    UserId,
};
use kontor_store::Ctx;

use super::{OrderState, OrderTerms, PlacedBy, TaxShare};
use crate::{fault::Outcome, identity::Address};

/// Who buys, as they were when the order was placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperBuyer {
    /// The company.
    pub company: CompanyId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The VAT id it bought by.
    pub vat_id: Option<String>,
    /// Where it is.
    pub address: Address,
}

/// A line as documents print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// Its place, from 1.
    pub position: u32,
    /// Its code when it was ordered.
    pub sku: String,
    /// Its name when it was ordered.
    pub name: String,
    /// How many of the unit.
    pub quantity: Quantity,
    /// The unit it was ordered in.
    pub unit: String,
    /// How many of the product's own unit that is, where it was ordered in another one.
    pub base: Option<(Quantity, String)>,
    /// Without tax.
    pub unit_price: UnitPrice,
    /// For how many of the unit the price stands.
    pub per: Quantity,
    /// What is taken off, without tax.
    pub discount: Amount,
    /// The tax rate.
    pub tax_rate: Rate,
    /// Net, after that.
    pub net: Amount,
}

/// Something that is charged beside the lines, as documents print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperCharge {
    /// What it was called.
    pub name: String,
    /// The tax rate.
    pub tax_rate: Rate,
    /// Net.
    pub net: Amount,
}

/// An order as documents print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPaper {
    /// Its id.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: OrderState,
    /// Who sells.
    pub legal_entity: LegalEntityId,
    /// Where it was placed.
    pub channel: ChannelId,
    /// Who buys.
    pub buyer: PaperBuyer,
    /// Where to deliver.
    pub delivery_address: Address,
    /// Its date in the legal entity's zone.
    pub order_date: BusinessDate,
    /// When the goods are wanted.
    pub requested_date: Option<BusinessDate>,
    /// The buyer's own order number.
    pub po_number: Option<String>,
    /// A note to the seller.
    pub note: Option<String>,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The lines in their order.
    pub lines: Vec<PaperLine>,
    /// What is charged beside them.
    pub charges: Vec<PaperCharge>,
    /// How it is sent, how it is paid, and what was taken off by which code.
    pub terms: OrderTerms,
    /// The sums by rate and reason, the highest rate first; what must be printed about them is in the asked language.
    pub taxes: Vec<TaxShare>,
    /// Net.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
    /// Gross.
    pub gross: Amount,
    /// Who placed it.
    pub placed_by: PlacedBy,
    /// The person behind that; nothing once they were erased.
    pub placed_by_id: Option<UserId>,
    /// Whether staff placed it for the company.
    pub on_behalf: bool,
}

/// Orders for documents.
#[async_trait]
pub trait OrderPapers: Send + Sync {
    /// An order within the context's scope, with its sentences in a language.
    async fn paper(&self, ctx: &Ctx, id: OrderId, locale: Locale) -> Outcome<Option<OrderPaper>>;
}
