//! The typed rows of the four kinds of file.
//! A row is complete and within the ranges of its columns; what an empty optional cell means is for the service that applies it.

use crate::csv::cells::Cells;
use crate::csv::kind::Kind;
use crate::csv::number::{NumberRule, Zero};
use kontor_contract::imports::{OwnedCode, PackagingRow, owned_codes, texts_of_cell};
use kontor_kernel::BusinessDate;
use rust_decimal::Decimal;

const CODE_CHARS: usize = 64;
const NAME_CHARS: usize = 200;
/// As long as the catalogue takes them, so that what goes out comes back.
const PRODUCT_NAME_CHARS: usize = 300;
const EXTERNAL_ID_CHARS: usize = 128;
const GROUPS_CHARS: usize = 3_200;
/// Several codes or owners in one cell.
const SEVERAL_CHARS: usize = 20_000;

/// A type of row that a file can be read into. Sealed: its cells can only be read here.
pub trait Row: Sized + sealed::Parse {
    /// The kind of file it is a row of.
    const KIND: Kind;

    /// The line of the file the row begins at, 1-based.
    fn line(&self) -> u64;
}

pub(crate) mod sealed {
    use crate::csv::cells::Cells;

    /// How a row is read from its cells, and by what it must be unique in its file.
    pub trait Parse: Sized {
        /// `None` where a mandatory cell was bad; the problems are then in `cells`.
        fn parse(cells: &mut Cells<'_>) -> Option<Self>;

        /// Keys that no other row of the file may have, each with the column to name in the error.
        fn keys(&self) -> Vec<Key<'_>>;
    }

    /// One unique key; a row without a value has no key.
    pub struct Key<'a> {
        pub column: &'static str,
        pub parts: Vec<std::borrow::Cow<'a, str>>,
    }

    impl<'a> Key<'a> {
        pub(crate) fn new(column: &'static str, parts: impl IntoIterator<Item = &'a str>) -> Self {
            Self { column, parts: parts.into_iter().map(Into::into).collect() }
        }
    }
}

use sealed::Key;

/// What a product is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductKind {
    /// Something with stock and weight.
    Goods,
    /// Work, postage, fees: never in stock, never out of it.
    Service,
}

/// A row of a products file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRow {
    /// The line the row begins at.
    pub line: u64,
    /// Article number, 1–64 characters; unique in the file without regard to case.
    pub sku: String,
    /// Name in the shop's first language, 1–300 characters.
    pub name: String,
    /// Names by language (`pl`, `it`, `en`), where given.
    pub translations: Vec<(&'static str, String)>,
    /// Plain text, up to 20,000 characters.
    pub description: Option<String>,
    /// Goods or service.
    pub kind: Option<ProductKind>,
    /// Sales unit as printed.
    pub unit: Option<String>,
    /// Decimal places of a quantity, 0–6.
    pub quantity_scale: Option<u8>,
    /// Grams of one sales unit.
    pub weight_g: Option<u32>,
    /// Code of a tax class.
    pub tax_class: Option<String>,
    /// Code of a category.
    pub category: Option<String>,
    /// Id in another system; unique in the file.
    pub external_id: Option<String>,
    /// GTINs of its own unit, as they are printed; each unique in the file.
    pub gtins: Option<Vec<String>>,
    /// Numbers of makers.
    pub manufacturer_codes: Option<Vec<OwnedCode>>,
    /// Numbers of suppliers.
    pub supplier_codes: Option<Vec<OwnedCode>>,
    /// Packaging units.
    pub packagings: Option<Vec<PackagingRow>>,
    /// Attributes that are added to those it has.
    pub attributes: Option<serde_json::Map<String, serde_json::Value>>,
    /// Stock in sales units, not below zero.
    pub on_hand: Option<Decimal>,
}

impl sealed::Parse for ProductRow {
    fn parse(cells: &mut Cells<'_>) -> Option<Self> {
        let sku = cells.text("sku", CODE_CHARS);
        let name = cells.text("name", PRODUCT_NAME_CHARS);
        let mut translations = Vec::new();
        for (language, column) in [("pl", "name_pl"), ("it", "name_it"), ("en", "name_en")] {
            translations.extend(cells.text(column, PRODUCT_NAME_CHARS).map(|name| (language, name)));
        }
        let description = cells.long_text("description", 20_000);
        let kind = cells.formed("kind", "goods or service", |text| match text.to_lowercase().as_str() {
            "goods" => Some(ProductKind::Goods),
            "service" => Some(ProductKind::Service),
            _ => None,
        });
        let unit = cells.text("unit", 40);
        let scale = cells.whole("quantity_scale", NumberRule::whole(Zero::Allowed, 6));
        let weight_g = cells.whole("weight_g", NumberRule::whole(Zero::Allowed, 1_000_000_000));
        let tax_class = cells.text("tax_class", CODE_CHARS);
        let category = cells.text("category", PRODUCT_NAME_CHARS);
        let external_id = cells.text("external_id", PRODUCT_NAME_CHARS);
        let gtins = cells.text("gtin", SEVERAL_CHARS).map(|cell| texts_of_cell(&cell));
        let manufacturer_codes = owned(cells, "manufacturer_code", "manufacturer");
        let supplier_codes = owned(cells, "supplier_code", "supplier");
        let packagings =
            cells.formed("packagings", "packaging units such as box=12 | pallet=480", PackagingRow::of_cell);
        let attributes = cells.formed("attributes", "a JSON object of attributes", attributes);
        let on_hand = cells.number("on_hand", NumberRule::STOCK);
        Some(Self {
            line: cells.line(),
            sku: sku?,
            name: name?,
            translations,
            description,
            kind,
            unit,
            quantity_scale: scale.and_then(|scale| u8::try_from(scale).ok()),
            weight_g,
            tax_class,
            category,
            external_id,
            gtins,
            manufacturer_codes,
            supplier_codes,
            packagings,
            attributes,
            on_hand,
        })
    }

    fn keys(&self) -> Vec<Key<'_>> {
        let external = self.external_id.as_deref().map(|id| Key::new("external_id", [id]));
        let on_packagings = self.packagings.iter().flatten().filter_map(|packaging| packaging.gtin.as_deref());
        let gtins = self.gtins.iter().flatten().map(String::as_str).chain(on_packagings);
        let gtins = gtins.map(|gtin| Key { column: "gtin", parts: vec![all_digits(gtin).into()] });
        let owned = |column, codes: &'_ Option<Vec<OwnedCode>>| {
            let key = |one: &OwnedCode| Key { column, parts: vec![one.owner.clone().into(), one.code.clone().into()] };
            codes.iter().flatten().map(key).collect::<Vec<_>>()
        };
        let makers = owned("manufacturer_code", &self.manufacturer_codes);
        let suppliers = owned("supplier_code", &self.supplier_codes);
        let own = [Key::new("sku", [self.sku.as_str()])].into_iter().chain(external);
        own.chain(gtins).chain(makers).chain(suppliers).collect()
    }
}

/// A GTIN as it is compared: fourteen digits, whichever of its lengths was printed.
fn all_digits(gtin: &str) -> String {
    let digits: String = gtin.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
    format!("{digits:0>14}")
}

/// Codes and whose they are, from two columns.
fn owned(cells: &mut Cells<'_>, column: &'static str, owners: &'static str) -> Option<Vec<OwnedCode>> {
    let owners = cells.text(owners, SEVERAL_CHARS);
    cells.formed(column, "codes of one owner, or with as many owners as codes", |cell| {
        owned_codes(cell, owners.as_deref())
    })
}

/// A row of a prices file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRow {
    /// The line the row begins at.
    pub line: u64,
    /// Code of a price list.
    pub price_list: String,
    /// Article number.
    pub sku: String,
    /// The smallest quantity the price holds for, in sales units; 1 where the file does not say.
    pub min_quantity: Decimal,
    /// The price of [`PriceRow::per`] sales units, above zero, up to 6 decimals.
    pub unit_price: Decimal,
    /// How many sales units the price is for, 1–1,000,000; 1 where the file does not say.
    pub per: u32,
    /// Code of a packaging unit, which quantity and price are in.
    pub unit: Option<String>,
    /// First day on which the price holds.
    pub valid_from: Option<BusinessDate>,
    /// Last day on which the price holds.
    pub valid_to: Option<BusinessDate>,
    /// ISO 4217 code; must be the price list's where given.
    pub currency: Option<String>,
}

impl sealed::Parse for PriceRow {
    fn parse(cells: &mut Cells<'_>) -> Option<Self> {
        let price_list = cells.text("price_list", CODE_CHARS);
        let sku = cells.text("sku", CODE_CHARS);
        let min_quantity = cells.number("min_quantity", NumberRule::QUANTITY);
        let unit_price = cells.number("unit_price", NumberRule::PRICE);
        let per = cells.whole("per", NumberRule::whole(Zero::Refused, 1_000_000));
        let unit = cells.text("unit", CODE_CHARS);
        let currency = cells.formed("currency", "a currency of three capital letters", |text| capitals(text, 3));
        let (valid_from, valid_to) = (cells.date("valid_from"), cells.date("valid_to"));
        Some(Self {
            line: cells.line(),
            price_list: price_list?,
            sku: sku?,
            min_quantity: min_quantity.unwrap_or(Decimal::ONE),
            unit_price: unit_price?,
            per: per.unwrap_or(1),
            unit,
            valid_from,
            valid_to,
            currency,
        })
    }

    fn keys(&self) -> Vec<Key<'_>> {
        let mut key = Key::new("sku", [self.price_list.as_str(), self.sku.as_str()]);
        key.parts.push(self.min_quantity.normalize().to_string().into());
        key.parts.push(self.unit.as_deref().unwrap_or_default().into());
        key.parts.push(self.valid_from.map(|from| from.to_string()).unwrap_or_default().into());
        vec![key]
    }
}

/// A row of a customers file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// The line the row begins at.
    pub line: u64,
    /// Customer number, 1–64 characters; unique in the file without regard to case.
    pub code: String,
    /// Name of the company.
    pub name: String,
    /// VAT id as written; its checksum is the service's to judge, by country.
    pub vat_id: Option<String>,
    /// ISO 3166-1 code of two capital letters.
    pub country: Option<String>,
    /// Address for documents; its form is checked, not its existence.
    pub email: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// Codes of the customer's own price lists, with | between them.
    pub price_list: Option<String>,
    /// Id in another system; unique in the file.
    pub external_id: Option<String>,
    /// What it is: a company, division, site or consumer.
    pub kind: Option<String>,
    /// Code of the company above.
    pub parent: Option<String>,
    /// Address of the member of the staff who looks after it.
    pub account_manager: Option<String>,
    /// Codes of the groups it is in, with | between them.
    pub groups: Option<String>,
}

impl sealed::Parse for CustomerRow {
    fn parse(cells: &mut Cells<'_>) -> Option<Self> {
        let code = cells.text("code", CODE_CHARS);
        let name = cells.text("name", NAME_CHARS);
        let vat_id = cells.text("vat_id", 32);
        let country = cells.formed("country", "a country of two capital letters", |text| capitals(text, 2));
        let mail = cells.formed("email", "an e-mail address", email);
        let street = cells.text("street", NAME_CHARS);
        let postal_code = cells.text("postal_code", 16);
        let city = cells.text("city", 100);
        let price_list = cells.text("price_list", GROUPS_CHARS);
        let external_id = cells.text("external_id", EXTERNAL_ID_CHARS);
        let kind = cells.formed("kind", "company, division, site or consumer", customer_kind);
        let parent = cells.text("parent", CODE_CHARS);
        let account_manager = cells.formed("account_manager", "an e-mail address", email);
        let groups = cells.text("groups", GROUPS_CHARS);
        let line = cells.line();
        Some(Self {
            line,
            code: code?,
            name: name?,
            vat_id,
            country,
            email: mail,
            street,
            postal_code,
            city,
            price_list,
            external_id,
            kind,
            parent,
            account_manager,
            groups,
        })
    }

    fn keys(&self) -> Vec<Key<'_>> {
        let external = self.external_id.as_deref().map(|id| Key::new("external_id", [id]));
        [Key::new("code", [self.code.as_str()])].into_iter().chain(external).collect()
    }
}

/// A row of a stock file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockRow {
    /// The line the row begins at.
    pub line: u64,
    /// Article number.
    pub sku: String,
    /// Code of a warehouse; the main one where the file does not say.
    pub warehouse: Option<String>,
    /// Stock in sales units, not below zero.
    pub on_hand: Decimal,
}

impl sealed::Parse for StockRow {
    fn parse(cells: &mut Cells<'_>) -> Option<Self> {
        let sku = cells.text("sku", CODE_CHARS);
        let warehouse = cells.text("warehouse", CODE_CHARS);
        let on_hand = cells.number("on_hand", NumberRule::STOCK);
        Some(Self { line: cells.line(), sku: sku?, warehouse, on_hand: on_hand? })
    }

    fn keys(&self) -> Vec<Key<'_>> {
        vec![Key::new("sku", [self.warehouse.as_deref().unwrap_or_default(), self.sku.as_str()])]
    }
}

macro_rules! row {
    ($($row:ty => $kind:ident),+) => {$(
        impl Row for $row {
            const KIND: Kind = Kind::$kind;

            fn line(&self) -> u64 {
                self.line
            }
        }
    )+};
}

row!(ProductRow => Products, PriceRow => Prices, CustomerRow => Customers, StockRow => Stock);

fn capitals(text: &str, count: usize) -> Option<String> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| text.to_owned())
}

fn customer_kind(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    ["company", "division", "site", "consumer"].contains(&text.as_str()).then_some(text)
}

fn attributes(text: &str) -> Option<serde_json::Map<String, serde_json::Value>> {
    serde_json::from_str(text).ok()
}

/// Form only: one `@` with something on both sides, no blanks, within the length of RFC 5321.
fn email(text: &str) -> Option<String> {
    let (local, domain) = text.split_once('@')?;
    let good = !local.is_empty()
        && !domain.is_empty()
        && !domain.contains('@')
        && text.len() <= 254
        && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    good.then(|| text.to_owned())
}
