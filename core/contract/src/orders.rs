//! What the order engine shows and offers: carts and orders as their readers see them, and the buyer's journey.
//! The JSON routes and the storefront's pages use the same shapes.

mod carts;
mod papers;
mod quick;
mod terms;

use async_trait::async_trait;
use kontor_hooks::{Severity, TaxMode, TaxReason};
use kontor_kernel::{
    BusinessDate, CartId, CartLineId, Currency, OrderId, Page, PageRequest, ProductId, Quantity, Rate, Timestamp,
};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::carts::{CartChange, CartKind, CartSummary, Carts};
pub use self::papers::{OrderPaper, OrderPapers, PaperBuyer, PaperCharge, PaperLine};
pub use self::quick::{QuickLine, QuickOrder, QuickOrderView, QuickRow, QuickState, QuickSuggestion};
pub use self::terms::{
    CartTerms, ChargeKind, ChargeView, CheckoutData, DiscountView, OrderPayment, OrderShipping, OrderTerms, PaymentWay,
    ShippingWay,
};
use crate::{
    catalog::{LineUnit, ProductKind},
    fault::Outcome,
    identity::{Address, CompanyName, CompanyRef},
    inventory::Availability,
};

/// The states of an order; the table of transitions stands in the order engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Somebody of the buyer's company must approve it; stock is reserved.
    AwaitingApproval,
    /// Placed by the customer or the order desk; stock is reserved.
    Placed,
    /// Staff accepted it.
    Confirmed,
    /// Staff have stopped it until something is settled; stock stays reserved.
    OnHold,
    /// Ended without delivery; stock is given back.
    Cancelled,
}

/// A line of a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CartLineView {
    /// Its id.
    pub id: CartLineId,
    /// Its place, from 1.
    pub position: u32,
    /// The product.
    pub product_id: ProductId,
    /// Its code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Goods or a service.
    pub kind: ProductKind,
    /// How many of the unit.
    pub quantity: Quantity,
    /// The unit it is ordered in.
    pub unit: String,
    /// How many of the product's own unit are in one of that.
    pub factor: Quantity,
    /// How many of the product's own unit that is in all.
    pub base_quantity: Quantity,
    /// The product's own unit.
    pub base_unit: String,
    /// The units it can be ordered in; none where there is nothing to choose.
    pub units: Vec<LineUnit>,
    /// Decimal text; nothing while the line cannot be priced.
    pub unit_price: Option<String>,
    /// Whether the unit price stands without or with tax: as its reader is used to it.
    pub tax_mode: TaxMode,
    /// For how many units the price stands.
    pub per: Quantity,
    /// What is taken off, in the mode in which the price is listed; decimal text.
    pub discount: String,
    /// Net, decimal text.
    pub net: String,
    /// Tax rate in per cent.
    pub tax_rate: Rate,
    /// Why it is this rate.
    pub tax_reason: TaxReason,
    /// Tax, decimal text.
    pub tax: String,
    /// Gross, decimal text.
    pub gross: String,
    /// Whether it is to be had.
    pub availability: Availability,
}

/// What of a cart or order bears one rate for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TaxShare {
    /// The rate in per cent.
    pub rate: Rate,
    /// Why it is this rate.
    pub reason: TaxReason,
    /// What documents must print about it, such as that the buyer owes the tax.
    pub note: Option<String>,
    /// Net of these lines, decimal text.
    pub net: String,
    /// Their tax, decimal text.
    pub tax: String,
}

/// Sums of a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TotalsView {
    /// Net, decimal text.
    pub net: String,
    /// Tax, decimal text.
    pub tax: String,
    /// Gross, decimal text.
    pub gross: String,
    /// Weight in grams.
    pub weight_g: i64,
    /// Names exactly these lines and prices; placing sends it back.
    pub hash: String,
}

/// Something the buyer should know or mend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CartMessage {
    /// How grave it is.
    pub severity: Severity,
    /// A code that stays.
    pub code: String,
    /// A sentence that says what to do.
    pub text: String,
    /// The line it is about.
    pub line_id: Option<CartLineId>,
}

/// A cart, computed for this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CartView {
    /// Its id.
    pub id: CartId,
    /// Its name.
    pub name: String,
    /// Whether everybody of the company who may place orders has it.
    pub is_shared: bool,
    /// Rises with every change.
    pub version: i64,
    /// Who buys.
    pub company: CompanyName,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The lines.
    pub lines: Vec<CartLineView>,
    /// Their sums.
    pub totals: TotalsView,
    /// The sums by rate and reason, the highest rate first.
    pub taxes: Vec<TaxShare>,
    /// Whether the reader is used to amounts without or with tax.
    pub shown: TaxMode,
    /// What the buyer said beside the lines.
    pub checkout: CheckoutData,
    /// What can be agreed on beside the lines, and what it comes to.
    pub terms: CartTerms,
    /// What the buyer should know or mend.
    pub messages: Vec<CartMessage>,
    /// Whether it can be placed as it is.
    pub can_place: bool,
}

/// What a change of one line of a cart came to, without the lines beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CartLineChange {
    /// The line as it stands now; nothing where it is gone.
    pub line: Option<CartLineView>,
    /// How many lines the cart has.
    pub line_count: u32,
    /// The sums of all lines.
    pub totals: TotalsView,
    /// The sums by rate and reason, the highest rate first.
    pub taxes: Vec<TaxShare>,
    /// What the buyer should know or mend of this line and of the cart as a whole.
    pub messages: Vec<CartMessage>,
    /// Whether the cart can be placed as it is.
    pub can_place: bool,
    /// The version of the cart; it rises with every change.
    pub version: i64,
}

impl CartLineChange {
    /// What of a cart is about one line.
    #[must_use]
    pub fn of(cart: CartView, line: CartLineId) -> Self {
        let CartView { lines, totals, taxes, mut messages, can_place, version, .. } = cart;
        messages.retain(|message| message.line_id.is_none_or(|about| about == line));
        let line_count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let line = lines.into_iter().find(|known| known.id == line);
        Self { line, line_count, totals, taxes, messages, can_place, version }
    }
}

/// An order in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrderSummary {
    /// Its id.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: OrderState,
    /// Who bought.
    pub company: CompanyName,
    /// Currency of all amounts.
    pub currency: Currency,
    /// Net, decimal text.
    pub net_total: String,
    /// Tax, decimal text.
    pub tax_total: String,
    /// Gross, decimal text.
    pub gross_total: String,
    /// How many lines.
    pub line_count: u32,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Its date in the legal entity's zone.
    pub order_date: BusinessDate,
    /// The buyer's own order number.
    pub po_number: Option<String>,
    /// Its id in another system.
    pub external_id: Option<ExternalId>,
}

/// An id in another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExternalId {
    /// The system, such as `erp`.
    pub system: String,
    /// The id there.
    pub id: String,
}

/// The part of an order's line that waits for stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineWaiting {
    /// How many of the product's own unit; nothing where the shop tells no numbers of its stock.
    pub base_quantity: Option<Quantity>,
    /// From which day on they are to be had, where goods are expected and the shop tells it.
    pub expected_on: Option<BusinessDate>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrderLineView {
    /// Its place, from 1.
    pub position: u32,
    /// The product.
    pub product_id: ProductId,
    /// Its code when it was ordered.
    pub sku: String,
    /// Its name when it was ordered.
    pub name: String,
    /// Goods or a service.
    pub kind: ProductKind,
    /// How many of the unit.
    pub quantity: Quantity,
    /// The unit it was ordered in.
    pub unit: String,
    /// How many of the product's own unit are in one of that.
    pub factor: Quantity,
    /// How many of the product's own unit that is in all.
    pub base_quantity: Quantity,
    /// The product's own unit.
    pub base_unit: String,
    /// Decimal text.
    pub unit_price: String,
    /// Whether the unit price stands without or with tax: as its reader is used to it.
    pub tax_mode: TaxMode,
    /// For how many units the price stands.
    pub per: Quantity,
    /// What was taken off, in the mode in which the price was listed; decimal text.
    pub discount: String,
    /// Net, decimal text.
    pub net: String,
    /// Tax rate in per cent.
    pub tax_rate: Rate,
    /// Why it is this rate.
    pub tax_reason: TaxReason,
    /// By which rule it was decided; empty for orders from before rules were kept.
    pub tax_rule: String,
    /// Tax, decimal text.
    pub tax: String,
    /// Gross, decimal text.
    pub gross: String,
    /// Where the price came from: a price list's code, or `manual`.
    pub price_source: String,
    /// The part of it that waits for stock; nothing where all of it is there, or the shop tells nothing of its stock.
    pub waiting: Option<LineWaiting>,
}

/// Something that happened to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrderHistoryEntry {
    /// When.
    pub at: Timestamp,
    /// What: `placed`, `confirmed`, `cancelled`.
    pub event: String,
    /// Who.
    pub by: String,
    /// What they said.
    pub note: Option<String>,
}

/// Who placed an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlacedBy {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
}

/// An order on its own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrderView {
    /// Its id.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: OrderState,
    /// What may be done to it now: `confirm`, `cancel`.
    pub actions: Vec<String>,
    /// Who bought.
    pub company: CompanyName,
    /// Currency of all amounts.
    pub currency: Currency,
    /// Net, decimal text.
    pub net_total: String,
    /// Tax, decimal text.
    pub tax_total: String,
    /// Gross, decimal text.
    pub gross_total: String,
    /// How many lines.
    pub line_count: u32,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Its date in the legal entity's zone.
    pub order_date: BusinessDate,
    /// When the goods are wanted.
    pub requested_date: Option<BusinessDate>,
    /// The buyer's own order number.
    pub po_number: Option<String>,
    /// Its id in another system.
    pub external_id: Option<ExternalId>,
    /// The lines.
    pub lines: Vec<OrderLineView>,
    /// The sums by rate and reason, the highest rate first.
    pub taxes: Vec<TaxShare>,
    /// Whether the reader is used to amounts without or with tax.
    pub shown: TaxMode,
    /// Where to deliver.
    pub delivery_address: Address,
    /// What was agreed beside the lines.
    pub terms: OrderTerms,
    /// A note to the seller.
    pub note: Option<String>,
    /// Who placed it.
    pub placed_by: PlacedBy,
    /// Whether staff placed it for the company.
    pub on_behalf: bool,
    /// What happened to it.
    pub history: Vec<OrderHistoryEntry>,
}

/// How a list of orders is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderSort {
    /// Newest first.
    #[default]
    PlacedAtDescending,
    /// Oldest first.
    PlacedAt,
    /// By number.
    Number,
    /// By number, backwards.
    NumberDescending,
}

/// Which orders are looked for.
#[derive(Debug, Clone, Default)]
pub struct OrderQuery {
    /// In a state.
    pub state: Option<OrderState>,
    /// Words in number, the buyer's own number or the company's name.
    pub text: Option<String>,
    /// The order.
    pub sort: OrderSort,
}

/// An order as somebody with the right to do so enters it for a customer.
#[derive(Debug, Clone)]
pub struct DeskOrder {
    /// The customer.
    pub company: CompanyRef,
    /// Codes and quantities; prices are the customer's.
    pub lines: Vec<(String, Quantity)>,
    /// The customer's own order number.
    pub po_number: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// Whether staff enter it for the customer.
    pub on_behalf: bool,
}

/// Entering and deciding on orders, for whatever takes them by other ways than pages: the demo, later punchout and shops.
/// The caller has checked that the context may.
#[async_trait]
pub trait OrderDesk: Send + Sync {
    /// Places an order dated today in the context's clock.
    async fn enter(&self, ctx: &Ctx, order: &DeskOrder) -> Outcome<OrderView>;
    /// Confirms one.
    async fn confirm(&self, ctx: &Ctx, id: OrderId) -> Outcome<OrderView>;
    /// Cancels one.
    async fn cancel(&self, ctx: &Ctx, id: OrderId, reason: &str) -> Outcome<OrderView>;
}

/// The buyer's journey, for pages.
#[async_trait]
pub trait Ordering: Send + Sync {
    /// The cart the buyer used last; made where there is none.
    async fn current_cart(&self, ctx: &Ctx) -> Outcome<CartView>;
    /// How many lines the buyer's current cart has.
    async fn current_cart_lines(&self, ctx: &Ctx) -> Outcome<u32>;
    /// Adds a product to the current cart, in its own unit where none is named; what is in it already in that unit grows.
    async fn add_to_cart(&self, ctx: &Ctx, sku: &str, quantity: Quantity, unit: Option<&str>) -> Outcome<CartView>;
    /// Changes the quantity of a line, and its unit where one is named; zero removes it.
    async fn change_line(
        &self,
        ctx: &Ctx,
        cart: CartId,
        line: CartLineId,
        quantity: Quantity,
        unit: Option<&str>,
    ) -> Outcome<CartView>;
    /// Says where to deliver.
    async fn set_checkout(&self, ctx: &Ctx, cart: CartId, checkout: CheckoutData) -> Outcome<CartView>;
    /// Places a cart whose totals the buyer has seen.
    async fn place_cart(&self, ctx: &Ctx, cart: CartId, totals_hash: &str) -> Outcome<OrderView>;
    /// The orders of the buyer's companies.
    async fn orders(&self, ctx: &Ctx, query: &OrderQuery, page: &PageRequest) -> Outcome<Page<OrderSummary>>;
    /// One of them.
    async fn order(&self, ctx: &Ctx, id: OrderId) -> Outcome<Option<OrderView>>;
}
