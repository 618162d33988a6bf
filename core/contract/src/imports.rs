//! Rows that imports bring, and the port through which their owner takes them.
//! The import engine reads files and keeps the report; whoever owns a table writes it.

use async_trait::async_trait;
use bytes::Bytes;
use kontor_kernel::{BusinessDate, Currency, Quantity, UnitPrice};
pub use kontor_kernel::{OwnedCode, PackagingRow, in_one_cell, owned_codes, texts_of_cell};
use kontor_store::{Ctx, WriteTx};
use kontor_words::Sentence;
use serde::{Deserialize, Serialize};

use crate::{catalog::ProductKind, companies::CompanyKind, fault::Outcome, identity::Address};

/// A product; what is `None` stays as it is, or takes its usual value when the product is new.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductRow {
    /// Its code, unique whatever its case.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Names in other languages, by tag.
    pub names: Vec<(String, String)>,
    /// What it is.
    pub description: Option<String>,
    /// Goods or a service.
    pub kind: Option<ProductKind>,
    /// Its unit of measure.
    pub unit: Option<String>,
    /// How many decimals a quantity may have, 0 to 6.
    pub quantity_decimals: Option<u8>,
    /// Weight of one unit in grams.
    pub weight_g: Option<i64>,
    /// Its tax class, `standard` or another of the tenant's.
    pub tax_class: Option<String>,
    /// Its category by code or name; made where it does not exist.
    pub category: Option<String>,
    /// Attributes by name, added to those the product has.
    pub attributes: Option<serde_json::Value>,
    /// Its id in another system.
    pub external_id: Option<String>,
    /// All barcodes on its own unit: GTINs with a right check digit.
    #[serde(default)]
    pub gtins: Option<Vec<String>>,
    /// All numbers that makers have given to it.
    #[serde(default)]
    pub manufacturer_codes: Option<Vec<OwnedCode>>,
    /// All numbers that suppliers have given to it.
    #[serde(default)]
    pub supplier_codes: Option<Vec<OwnedCode>>,
    /// All its packaging units, in their order.
    #[serde(default)]
    pub packagings: Option<Vec<PackagingRow>>,
    /// Stock on hand in the main warehouse.
    pub on_hand: Option<Quantity>,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRow {
    /// The price list by code; made where it does not exist.
    pub price_list: String,
    /// The product by code.
    pub sku: String,
    /// From how many on.
    pub min_quantity: Quantity,
    /// The price.
    pub unit_price: UnitPrice,
    /// For how many units it stands.
    pub per: Quantity,
    /// The packaging unit that quantity and price are in; the product's own where none is named.
    #[serde(default)]
    pub unit: Option<String>,
    /// The first day on which it holds; it has held from the beginning where none is named.
    #[serde(default)]
    pub valid_from: Option<BusinessDate>,
    /// The last day on which it holds.
    #[serde(default)]
    pub valid_to: Option<BusinessDate>,
    /// The list's currency, where the row says it.
    pub currency: Option<Currency>,
    /// The currency of a list that is made for a row that says none: that of the shop through which it came.
    pub usual_currency: Option<Currency>,
}

/// A customer; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// Its code, unique whatever its case.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its VAT id.
    pub vat_id: Option<String>,
    /// Where it is; what is empty stays as it is.
    pub address: Address,
    /// The country of a new customer whose row says none: that of the shop through which it came.
    pub usual_country: Option<String>,
    /// Where mails go.
    pub email: Option<String>,
    /// All its own price lists by code, the one asked first at the beginning.
    pub price_lists: Option<Vec<String>>,
    /// Its id in another system.
    pub external_id: Option<String>,
    /// What it is in its tree; a new customer is a firm where nothing is said.
    #[serde(default)]
    pub kind: Option<CompanyKind>,
    /// The company above, by code. It must exist before.
    #[serde(default)]
    pub parent: Option<String>,
    /// The e-mail address of the member of the staff who looks after it.
    #[serde(default)]
    pub account_manager: Option<String>,
    /// The groups it is in by itself, by code; with none of them it is in those of the company above.
    #[serde(default)]
    pub groups: Option<Vec<String>>,
}

/// Stock on hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockRow {
    /// The product by code.
    pub sku: String,
    /// The warehouse by code; the main one where none is named.
    pub warehouse: Option<String>,
    /// How many there are.
    pub on_hand: Quantity,
}

/// Why one row cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Which of the given rows, from 0.
    pub row: usize,
    /// The column it is about.
    pub column: &'static str,
    /// A code that stays.
    pub code: &'static str,
    /// A sentence that says what to do.
    pub detail: Sentence,
}

/// What applying rows did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// New.
    pub created: u64,
    /// Changed.
    pub updated: u64,
    /// As they were.
    pub unchanged: u64,
}

/// Takes the rows of one kind of import. Rows carry their key, so applying them again changes nothing.
#[async_trait]
pub trait ImportSink<R>: Send + Sync {
    /// Says what is wrong with rows before anything is written.
    async fn check(&self, ctx: &Ctx, rows: &[R]) -> Outcome<Vec<RowFault>>;
    /// Writes rows that were checked, in the caller's commit.
    async fn apply(&self, tx: &WriteTx, rows: &[R]) -> Outcome<Applied>;
}

/// Small tables that somebody uploads to have them looked at at once: no run is made, and nothing of them is kept.
#[async_trait]
pub trait SmallTables: Send + Sync {
    /// The rows of a spreadsheet or of delimited text as text, the first one among them. More than `most` are refused.
    async fn rows(&self, file: Bytes, most: usize) -> Outcome<Vec<Vec<String>>>;
}
