//! `taxes/compute`: which tax does each line of a cart or order bear, and why?
//! Asked once for all lines. Each link of the chain is told what those before it have said and may leave, set or change it.

use kontor_kernel::{Amount, BusinessDate, CompanyId, Currency, Locale, Rate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FailurePolicy, HookPoint};

/// Asked whenever a cart or order is computed.
pub struct TaxesCompute;

impl HookPoint for TaxesCompute {
    type Input = TaxQuestion;
    type Output = Vec<TaxAnswer>;
    const NAME: &'static str = "taxes/compute";
    const ON_FAILURE: FailurePolicy = FailurePolicy::Refuse;
}

/// Whether prices stand without or with tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaxMode {
    /// Without tax.
    Net,
    /// With tax.
    Gross,
}

/// Who sells what to whom, and where it goes.
#[derive(Debug, Clone, Serialize)]
pub struct TaxQuestion {
    /// The legal entity that sells.
    pub seller: TaxSeller,
    /// Who buys.
    pub buyer: TaxBuyer,
    /// Certificates of the buyer that hold on the date.
    pub exemptions: Vec<TaxExemption>,
    /// Where goods are sent.
    pub ship_to: TaxPlace,
    /// The date of the order in the legal entity's zone.
    pub date: BusinessDate,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The language of notes.
    pub locale: Locale,
    /// The lines, in order.
    pub lines: Vec<TaxLine>,
}

/// The legal entity that sells.
#[derive(Debug, Clone, Serialize)]
pub struct TaxSeller {
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Its VAT id.
    pub vat_id: Option<String>,
}

/// Who buys.
#[derive(Debug, Clone, Serialize)]
pub struct TaxBuyer {
    /// Its id.
    pub company: CompanyId,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Its VAT id, its own or that of the firm above.
    pub vat_id: Option<String>,
    /// Whether staff have confirmed that exactly this id is valid.
    pub vat_id_is_confirmed: bool,
    /// A firm or a private person.
    pub kind: BuyerKind,
}

/// What a buyer is to the tax office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuyerKind {
    /// Buys for a business.
    Firm,
    /// Buys for private use.
    Consumer,
}

/// A certificate by which a buyer is exempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaxExemption {
    /// The number of the certificate.
    pub certificate: String,
    /// The classes it is for; every class where nothing is said.
    pub classes: Option<Vec<String>>,
    /// Why, as documents say it.
    pub reason: String,
}

/// A place as tax law sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaxPlace {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Tells special territories, such as islands, from the mainland.
    pub postal_code: String,
}

/// A line.
#[derive(Debug, Clone, Serialize)]
pub struct TaxLine {
    /// Its place, from 1.
    pub position: u32,
    /// The product's code.
    pub sku: String,
    /// The product's tax class.
    pub class: String,
    /// Goods are taxed where they go, services where buyer or seller are.
    pub is_goods: bool,
    /// What the line costs, in the mode.
    pub amount: Amount,
    /// Whether that is without or with tax.
    pub tax_mode: TaxMode,
    /// What has been said about it so far.
    pub tax: Option<LineTax>,
}

/// Why a line bears the tax it bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaxReason {
    /// The country's usual rate.
    Standard,
    /// A lower rate for such things.
    Reduced,
    /// Such things are taxed at nothing.
    Zero,
    /// Such things, or this buyer, are exempt.
    Exempt,
    /// The buyer owes the tax.
    ReverseCharge,
    /// Goods for a firm in another country of the union.
    IntraCommunity,
    /// Goods that leave the union, or the country.
    Export,
    /// The country's tax does not concern it.
    OutsideScope,
}

impl TaxReason {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Standard,
        Self::Reduced,
        Self::Zero,
        Self::Exempt,
        Self::ReverseCharge,
        Self::IntraCommunity,
        Self::Export,
        Self::OutsideScope,
    ];

    /// Its name, `reverse_charge`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Reduced => "reduced",
            Self::Zero => "zero",
            Self::Exempt => "exempt",
            Self::ReverseCharge => "reverse_charge",
            Self::IntraCommunity => "intra_community",
            Self::Export => "export",
            Self::OutsideScope => "outside_scope",
        }
    }

    /// The reason of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// Whether the seller's own tax is none of the buyer's to pay, so that it is taken out of prices that hold it.
    #[must_use]
    pub const fn frees_from_own_tax(self) -> bool {
        match self {
            Self::Standard | Self::Reduced | Self::Zero => false,
            Self::Exempt | Self::ReverseCharge | Self::IntraCommunity | Self::Export | Self::OutsideScope => true,
        }
    }

    /// Whether a rate may be charged for this reason at all.
    #[must_use]
    pub const fn is_taxed(self) -> bool {
        matches!(self, Self::Standard | Self::Reduced)
    }
}

/// The tax of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineTax {
    /// 0 to 100 per cent.
    pub rate: Rate,
    /// Why.
    pub reason: TaxReason,
    /// By which rule, for whoever looks into it later: `PL standard from 2011-01-01`.
    pub rule: String,
    /// What documents must print beyond the reason's own words, such as the number of a certificate.
    pub note: Option<String>,
}

/// What a link says about a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxAnswer {
    /// Whatever has been said stays.
    Unchanged,
    /// This is its tax.
    Tax(LineTax),
    /// It must be taxed and nobody has said how much: the line cannot be sold.
    NoRate {
        /// ISO 3166-1 alpha-2.
        country: String,
        /// The class without a rate.
        class: String,
    },
}
