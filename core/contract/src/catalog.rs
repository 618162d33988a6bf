//! What the catalogue offers: browsing for pages, exact pricing for carts and orders.
//! Browsing may be a second old; pricing names the epoch it was computed in, and the commit checks it.

mod media;
mod own_price;
mod product;

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
pub use kontor_hooks::TaxMode;
use kontor_hooks::{Packing, TaxExemption};
use kontor_kernel::{
    BusinessDate, CategoryId, CompanyId, Currency, Page, PageRequest, ProductId, Quantity, Rate, UnitPrice,
};
use kontor_store::{Ctx, WriteTx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::media::{DocumentKind, DocumentView, MediaAudience, MediaRole, PictureView};
pub use self::own_price::{
    EXPLAIN_OWN_PRICES, OwnPrice, OwnPriceExplanation, OwnPriceQuestion, OwnPrices, PriceOrigin,
};
pub use self::product::{
    AxisView, CodeKind, CodeView, FoundByCode, KitPartView, PackagingView, RelatedView, RelationKind, StyleView,
    VariantView,
};
use crate::{fault::Outcome, inventory::Availability};

/// Goods or a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProductKind {
    /// Has weight and may have stock.
    Goods,
    /// Postage, handling, a manual charge.
    Service,
}

/// A category of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CategoryRef {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A category in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CategoryView {
    /// Its id.
    pub id: CategoryId,
    /// Its code.
    pub code: String,
    /// Its name in the language of the request.
    pub name: String,
    /// The code of the category above it.
    pub parent: Option<String>,
    /// How deep it stands; roots stand at 0.
    pub level: usize,
    /// How many products it and what stands below it hold.
    pub products: u64,
}

/// A price from a quantity on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TierView {
    /// From how many on.
    pub min_quantity: Quantity,
    /// The price, decimal text in the currency's decimals or more.
    pub unit_price: String,
}

/// Where a price comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PriceSource {
    /// The price list's code; `manual` where the order desk set the price.
    pub price_list: String,
}

/// A price as shown to a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PriceView {
    /// Decimal text.
    pub unit_price: String,
    /// The currency.
    pub currency: Currency,
    /// For how many units the price stands.
    pub per: Quantity,
    /// Without or with tax.
    pub tax_mode: TaxMode,
    /// Prices of larger quantities, rising.
    pub tiers: Vec<TierView>,
    /// Where it comes from.
    pub source: PriceSource,
}

/// A product in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProductCard {
    /// Its id.
    pub id: ProductId,
    /// Its code.
    pub sku: String,
    /// Its name in the language of the request.
    pub name: String,
    /// Goods or a service.
    pub kind: ProductKind,
    /// Its unit of measure.
    pub unit: String,
    /// Its category.
    pub category: Option<CategoryRef>,
    /// The customer's price; nothing where the customer has none or may not see it.
    pub price: Option<PriceView>,
    /// Whether it is to be had.
    pub availability: Availability,
    /// As how many variants it is sold; 0 where it is sold itself.
    pub variants: usize,
    /// The units in which it can be ordered, where that is not its own one only.
    pub packagings: Vec<PackagingView>,
    /// The first of its pictures.
    pub picture: Option<PictureView>,
}

/// A product on its own page.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProductDetail {
    /// Its id.
    pub id: ProductId,
    /// Its code.
    pub sku: String,
    /// Its name in the language of the request.
    pub name: String,
    /// Goods or a service.
    pub kind: ProductKind,
    /// Its unit of measure.
    pub unit: String,
    /// How many decimals a quantity may have, 0 to 6.
    pub quantity_decimals: u8,
    /// Its category.
    pub category: Option<CategoryRef>,
    /// The customer's price.
    pub price: Option<PriceView>,
    /// Whether it is to be had.
    pub availability: Availability,
    /// What it is.
    pub description: String,
    /// Attributes by name.
    pub attributes: serde_json::Value,
    /// In which unit of measure attributes are, by their code.
    pub attribute_units: BTreeMap<String, String>,
    /// Weight of one unit in grams.
    pub weight_g: i64,
    /// The tax rate in per cent.
    pub tax_rate: Rate,
    /// The units in which it can be ordered.
    pub packagings: Vec<PackagingView>,
    /// Its codes, as far as the caller may see them.
    pub codes: Vec<CodeView>,
    /// Whether it can be ordered: neither a style nor archived.
    pub sold: bool,
    /// The style it is, or whose variant it is.
    pub style: Option<StyleView>,
    /// Other products that belong to it.
    pub related: Vec<RelatedView>,
    /// Its parts, where it is a kit.
    pub kit_parts: Vec<KitPartView>,
    /// Its pictures in their order.
    pub pictures: Vec<PictureView>,
    /// Its documents in their order.
    pub documents: Vec<DocumentView>,
}

/// How a list of products is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProductSort {
    /// What fits the words best stands first; by name where no words are looked for.
    #[default]
    Relevance,
    /// By name.
    Name,
    /// By name, backwards.
    NameDescending,
    /// By code.
    Sku,
    /// By code, backwards.
    SkuDescending,
    /// Newest first.
    Newest,
    /// By the caller's own price, where what is found is not too much.
    Price,
    /// By the caller's own price, dearest first.
    PriceDescending,
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct ProductQuery {
    /// Words that name, code, category, attributes or description contain.
    pub text: Option<String>,
    /// Codes of categories, any of which will do; all where there are none.
    pub categories: Vec<String>,
    /// Attributes with their values. Of one attribute any of the values will do; all attributes must fit.
    pub attributes: Vec<(String, String)>,
    /// The order.
    pub sort: ProductSort,
}

/// Which words what was found has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// No words were looked for.
    Everything,
    /// All words, in some form.
    AllWords,
    /// Nothing has all words; these products have most of them.
    MostWords,
    /// Nothing was found.
    Nothing,
}

/// What a list was really ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SortedBy {
    /// As it was asked for.
    AsAsked,
    /// Not by price: the caller sees no prices here.
    NotByPriceUnseen,
    /// Not by price: too much was found. Narrow the search, and it will be.
    NotByPriceTooMany,
}

/// A value by which a search can be narrowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FacetValue {
    /// The value, as it is sent back to narrow by it.
    pub value: String,
    /// What it is called in the language of the request.
    pub label: String,
    /// How many products would be found with it, were nothing else of this facet chosen.
    pub products: u64,
    /// Whether the search is narrowed by it.
    pub selected: bool,
}

/// Something by which a search can be narrowed: the category, or an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Facet {
    /// The attribute's code; nothing for the category.
    pub attribute: Option<String>,
    /// The attribute's name in the language of the request.
    pub label: String,
    /// Its values, those with the most products first.
    pub values: Vec<FacetValue>,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FoundPage {
    /// The products.
    pub items: Vec<ProductCard>,
    /// Names the next page where one exists.
    pub next_cursor: Option<String>,
    /// How many products were found.
    pub total: u64,
    /// Which words they have.
    pub found_by: FoundBy,
    /// What may have been meant, where a word is not known.
    pub did_you_mean: Option<String>,
    /// Whether the order is the one asked for.
    pub sorted: SortedBy,
    /// By what the search can be narrowed.
    pub facets: Vec<Facet>,
    /// False where time ran out before everything was looked at.
    pub is_complete: bool,
}

/// What kind of thing is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// Other words to look for.
    Words,
    /// A category.
    Category,
    /// A product.
    Product,
}

/// Something that whoever is typing may be looking for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// The words, or the name of the category or product.
    pub text: String,
    /// The code of the category or product; nothing for words.
    pub code: Option<String>,
}

/// Browsing, as the caller's company sees the catalogue.
#[async_trait]
pub trait Browse: Send + Sync {
    /// A page of products.
    async fn products(&self, ctx: &Ctx, query: &ProductQuery, page: &PageRequest) -> Outcome<Page<ProductCard>>;
    /// One product by its code, whatever its case.
    async fn product(&self, ctx: &Ctx, sku: &str) -> Outcome<Option<ProductDetail>>;
    /// All categories that hold products.
    async fn categories(&self, ctx: &Ctx) -> Outcome<Vec<CategoryView>>;
    /// A page of what was found, with what it can be narrowed by.
    async fn search(&self, ctx: &Ctx, query: &ProductQuery, page: &PageRequest) -> Outcome<FoundPage>;
    /// What whoever is typing may be looking for, ten things at the most.
    async fn suggest(&self, ctx: &Ctx, text: &str) -> Outcome<Vec<Suggestion>>;
}

/// A product named by id or code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProductRef {
    /// By id.
    Id(ProductId),
    /// By code, whatever its case.
    Sku(String),
}

/// A line to be priced.
#[derive(Debug, Clone)]
pub struct LineWish {
    /// The product.
    pub product: ProductRef,
    /// How many of the unit.
    pub quantity: Quantity,
    /// The code of the unit, whatever its case; the product's own one where none is named.
    pub unit: Option<String>,
    /// A price of one unit that somebody with the right to do so has set.
    pub manual_price: Option<UnitPrice>,
}

/// A priced line.
#[derive(Debug, Clone)]
pub struct PricedLine {
    /// The product.
    pub product: ProductId,
    /// Its code as the catalogue writes it.
    pub sku: String,
    /// Its name in the language of the request.
    pub name: String,
    /// Goods or a service.
    pub kind: ProductKind,
    /// The unit it is ordered in.
    pub unit: String,
    /// How many of that unit.
    pub quantity: Quantity,
    /// The product's own unit.
    pub base_unit: String,
    /// How many of the product's own unit are in one of the unit it is ordered in.
    pub factor: Quantity,
    /// How many of the product's own unit that is in all.
    pub base_quantity: Quantity,
    /// The units it can be ordered in; none where there is nothing to choose.
    pub units: Vec<LineUnit>,
    /// The price of `per` units that it is ordered in.
    pub unit_price: UnitPrice,
    /// For how many units the price stands.
    pub per: Quantity,
    /// Without or with tax.
    pub tax_mode: TaxMode,
    /// Its tax class.
    pub tax_class: String,
    /// The rate that the seller's own country charges for the class: what a gross price holds.
    pub tax_rate: Rate,
    /// Where the price comes from.
    pub source: String,
    /// Weight of one of the product's own unit in grams.
    pub weight_g: i64,
    /// Weight of one of the unit it is ordered in, where that is said of the unit itself.
    pub packed_weight_g: Option<i64>,
}

/// A unit to choose for a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineUnit {
    /// The unit's code.
    pub unit: String,
    /// Its name in the language of the request.
    pub name: String,
    /// How many of the product's own unit it holds.
    pub factor: Quantity,
}

/// Why a line cannot be priced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineFault {
    /// No such product, or not for this customer.
    UnknownProduct(String),
    /// The customer has no price for it.
    NoPrice(String),
    /// The quantity is zero, negative, too large or has too many decimals.
    BadQuantity {
        /// The product's code.
        sku: String,
        /// How many decimals its unit takes.
        decimals: u8,
    },
    /// It cannot be ordered in this unit.
    UnknownUnit {
        /// The product's code.
        sku: String,
        /// The unit that was named.
        unit: String,
        /// The units it can be ordered in.
        units: Vec<String>,
    },
    /// So many units hold a part of the product's own unit that is not sold.
    NotWhole {
        /// The product's code.
        sku: String,
        /// The unit it was to be ordered in.
        unit: String,
        /// The product's own unit.
        base_unit: String,
        /// How many decimals that takes.
        decimals: u8,
    },
    /// The customer may not order it in this quantity.
    QuantityRule {
        /// The product's code.
        sku: String,
        /// The product's own unit, which all of these are in, where it was to be ordered in another one.
        unit: Option<String>,
        /// At least so many.
        minimum: Option<Quantity>,
        /// At most so many.
        maximum: Option<Quantity>,
        /// A multiple of this.
        increment: Option<Quantity>,
        /// What may be ordered instead: the next larger quantity, or the largest one.
        nearest: Option<Quantity>,
    },
    /// A price set by hand leaves less than the tenant's least margin, and whoever set it may not go below.
    BelowMargin(String),
}

/// Lines priced at one state of the catalogue.
#[derive(Debug, Clone)]
pub struct Priced {
    /// One answer per wish, in order.
    pub lines: Vec<Result<PricedLine, LineFault>>,
    /// The state they were computed in.
    pub epoch: i64,
}

/// Pricing for carts and orders.
#[async_trait]
pub trait Pricing: Send + Sync {
    /// Prices lines for a company on a date in a currency. `fresh` reads the newest state first.
    async fn price(
        &self,
        ctx: &Ctx,
        company: CompanyId,
        date: BusinessDate,
        currency: Currency,
        wishes: &[LineWish],
    ) -> Outcome<Priced>;

    /// Whether all that is known of these products in the state `epoch` still holds, within the caller's commit. What has
    /// changed of other products does not matter, so that an import of many keeps nobody from ordering what it leaves alone.
    async fn is_current(&self, tx: &WriteTx, epoch: i64, products: &[ProductId]) -> Outcome<bool>;

    /// Drops what is remembered, so that the next price is computed from the newest state.
    async fn refresh(&self, ctx: &Ctx) -> Outcome<()>;
}

/// The price lists of a company, the one asked first at the beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignedLists {
    /// The company.
    pub company: CompanyId,
    /// Codes of its lists; with none of them it has the tenant's default.
    pub price_lists: Vec<String>,
}

/// Which price lists a company has.
#[async_trait]
pub trait PriceListAssignment: Send + Sync {
    /// Gives a company a price list by code, or only the tenant's default.
    async fn assign(&self, tx: &WriteTx, company: CompanyId, price_list: Option<&str>) -> Outcome<()>;
    /// Gives many companies their price lists in as few statements as possible.
    async fn assign_all(&self, tx: &WriteTx, lists: &[AssignedLists]) -> Outcome<()>;
    /// Of these codes those that no price list has, whatever their case.
    async fn unknown(&self, ctx: &Ctx, codes: &[String]) -> Outcome<Vec<String>>;
    /// Says in the commit of a change that companies inherit from others than before: they stand elsewhere in their tree, are
    /// new in it, or are in other groups. A company without lists or groups of its own has those of the nearest company
    /// above that has some.
    async fn inheritance_changed(&self, tx: &WriteTx) -> Outcome<()>;
    /// The codes of companies' own price lists, those asked first before the others.
    async fn assigned(&self, ctx: &Ctx, companies: &[CompanyId]) -> Outcome<Vec<(CompanyId, String)>>;
}

/// What a code of any kind stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeMatch {
    /// The product.
    pub product: ProductId,
    /// The packaging unit that the code is on; nothing for the product's own unit.
    pub unit: Option<String>,
    /// Whose code it is.
    pub kind: CodeKind,
}

/// Finding products by their codes.
#[async_trait]
pub trait ProductLookup: Send + Sync {
    /// What codes of any kind stand for, by code key: own codes, barcodes, numbers of makers, and those that only the caller's
    /// company or only staff know. Codes that name no product on sale for the caller are left out.
    async fn by_codes(&self, ctx: &Ctx, codes: &[String]) -> Outcome<HashMap<String, CodeMatch>>;
    /// Ids by code key (see [`kontor_kernel::code_key`]); codes that nobody knows are left out.
    async fn ids(&self, ctx: &Ctx, skus: &[String]) -> Outcome<HashMap<String, ProductId>>;
}

/// A part of a kit, as orders take it from stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KitPart {
    /// The part.
    pub product: ProductId,
    /// How many one kit holds.
    pub quantity: Quantity,
}

/// Kits: products that are taken from stock as their parts.
#[async_trait]
pub trait Kits: Send + Sync {
    /// The parts of those of these products that are kits, but for optional ones.
    async fn parts(&self, ctx: &Ctx, products: &[ProductId]) -> Outcome<HashMap<ProductId, Vec<KitPart>>>;
    /// How much is to be had of products, kits among them; products without an entry are not tracked. May be a second old.
    async fn availability(&self, ctx: &Ctx, products: &[ProductId]) -> Outcome<HashMap<ProductId, Availability>>;
}

/// What discounts and freight go by of a product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProductFacts {
    /// The codes of its categories, with those above them.
    pub categories: Vec<String>,
    /// In which units it is packed, the largest first; its own unit is the last one. Nothing for services.
    pub packings: Vec<Packing>,
}

/// What is known of products beyond their prices.
#[async_trait]
pub trait ProductKnowledge: Send + Sync {
    /// Of those of these products that exist. May be a second old.
    async fn facts(&self, ctx: &Ctx, products: &[ProductId]) -> Outcome<HashMap<ProductId, ProductFacts>>;
}

/// A tax rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRateRow {
    /// ISO 3166-1 alpha-2, or a part of a country that is taxed otherwise: `PT-20`.
    pub country: String,
    /// The class that products name, `standard` or another.
    pub class: String,
    /// The rate.
    pub rate: Rate,
    /// The first day on which it holds.
    pub valid_from: BusinessDate,
}

/// What the catalogue knows of buyers when their lines are taxed; answered from memory.
#[async_trait]
pub trait Taxation: Send + Sync {
    /// The certificates by which a company is exempt on a date, its own and those of companies above.
    async fn exemptions(&self, ctx: &Ctx, company: CompanyId, date: BusinessDate) -> Outcome<Vec<TaxExemption>>;
}

/// Setting tax rates on behalf of others: the demo and whoever sets up a tenant.
#[async_trait]
pub trait TaxKeeping: Send + Sync {
    /// Sets rates; others stay as they are.
    async fn set_rates(&self, tx: &WriteTx, rates: &[TaxRateRow]) -> Outcome<()>;
}
