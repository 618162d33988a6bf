//! What the demo consists of, as plain data: tenants, products, prices, companies, people, stock and orders.
//! Money is in minor units of the tenant's currency and quantities are whole sales units, so that nothing is ever rounded on the way into the services.

use jiff::civil::Date;

/// A text in the tenant's first language and in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// In the first of [`ShopPlan::languages`].
    pub native: String,
    /// In English.
    pub english: String,
}

impl Text {
    /// A text from its two languages.
    #[must_use]
    pub fn new(texts: [&str; 2]) -> Self {
        let [native, english] = texts.map(str::to_owned);
        Self { native, english }
    }
}

/// A shop of the demo with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantPlan {
    /// Who and where.
    pub shop: ShopPlan,
    /// What it asks of whoever wants to buy.
    pub newcomers: NewcomersPlan,
    /// What attributes of its products are called, in the order of pages.
    pub facts: Vec<AttributePlan>,
    /// Categories, in the order of the shop's menu.
    pub categories: Vec<CategoryPlan>,
    /// Products by category, then by SKU.
    pub products: Vec<ProductPlan>,
    /// Price lists: `standard`, `dealer`, and one for each contract.
    pub price_lists: Vec<PriceListPlan>,
    /// Companies that buy; a parent stands before its subsidiaries.
    pub companies: Vec<CompanyPlan>,
    /// Divisions and sites of some of them; a division stands before its sites.
    pub sites: Vec<SitePlan>,
    /// Territories with the companies placed in them; the one above stands before those below.
    pub territories: Vec<TerritoryPlan>,
    /// Staff, then buyers.
    pub users: Vec<UserPlan>,
    /// Warehouses; the first is the one orders are served from.
    pub warehouses: Vec<WarehousePlan>,
    /// Stock before the sample orders are placed.
    pub stock: Vec<StockPlan>,
    /// Logistic minimums of the freight module.
    pub freight_minimums: Vec<FreightMinimumPlan>,
    /// Sample orders, oldest first. Stock in the first warehouse suffices for all of them.
    pub orders: Vec<OrderPlan>,
}

/// What a tenant is, before it sells anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopPlan {
    /// Short name in addresses, such as `baltic`.
    pub code: &'static str,
    /// Name on the shop's pages.
    pub name: &'static str,
    /// Who sells.
    pub legal_entity: LegalEntityPlan,
    /// ISO 4217.
    pub currency: &'static str,
    /// IANA time zone of business dates.
    pub time_zone: &'static str,
    /// ISO 3166-1.
    pub country: &'static str,
    /// Language tags; the first is the tenant's own, the other English.
    pub languages: [&'static str; 2],
    /// Colour of the shop's theme, `#rrggbb`.
    pub accent_colour: &'static str,
    /// Tax classes of the products.
    pub tax_classes: [TaxClassPlan; 2],
}

/// The company behind a shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalEntityPlan {
    /// Registered name.
    pub name: &'static str,
    /// VAT id with its country, fictitious.
    pub vat_id: String,
    /// Registered office.
    pub address: AddressPlan,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressPlan {
    /// Street and number.
    pub street: String,
    /// Postal code as the country writes it.
    pub postal_code: String,
    /// Town.
    pub city: &'static str,
    /// ISO 3166-1.
    pub country: &'static str,
}

/// A tax class and its rate in the tenant's country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxClassPlan {
    /// `standard` or `reduced`.
    pub code: &'static str,
    /// Basis points: 2300 is 23 %.
    pub rate_bp: u32,
}

/// What a shop asks of whoever registers, and what its companies have answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewcomersPlan {
    /// Branches to choose from.
    pub entries: Vec<EntryPlan>,
    /// Attributes, in the order of the form.
    pub attributes: Vec<AttributePlan>,
    /// Company's code, code of its branch, and how many people work there.
    pub answers: Vec<(String, &'static str, i64)>,
}

/// An entry of a dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPlan {
    /// Its code.
    pub code: &'static str,
    /// What it is called.
    pub name: Text,
}

/// A custom attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributePlan {
    /// `company`, `person` or `product`.
    pub thing: &'static str,
    /// Its code.
    pub code: &'static str,
    /// What may stand there; a `choice` is of the dictionary of branches.
    pub kind: &'static str,
    /// What it is called.
    pub label: Text,
    /// Whether the form insists.
    pub is_required: bool,
}

/// A category of products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryPlan {
    /// Stable code in addresses and imports.
    pub code: &'static str,
    /// Name in the menu.
    pub name: Text,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductPlan {
    /// Article number, unique without regard to case.
    pub sku: String,
    /// Name with its sizes.
    pub name: Text,
    /// One or two sentences.
    pub description: Text,
    /// Code of its category.
    pub category: &'static str,
    /// Work rather than goods: without stock, weight and EAN.
    pub service: bool,
    /// Sales unit as printed.
    pub unit: &'static str,
    /// Decimal places of an ordered quantity: 0 for pieces, more for kilograms and metres.
    pub quantity_scale: u8,
    /// Grams of one sales unit; 0 for services.
    pub weight_g: i64,
    /// Sales units in an outer carton.
    pub carton: i64,
    /// Code of its tax class.
    pub tax_class: &'static str,
    /// Names and values, the barcode `ean` among them; values are in the tenant's language.
    pub attributes: Vec<(&'static str, String)>,
    /// How many sales units [`ProductPlan::cost_minor`] and all prices are for.
    pub per: i64,
    /// What the tenant pays, in minor units; no price of any list is below it.
    pub cost_minor: i64,
    /// The price of the standard list for the smallest quantity, in minor units.
    pub price_minor: i64,
}

/// A price list, net of tax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceListPlan {
    /// `standard`, `dealer` or `contract-…`.
    pub code: String,
    /// Name for staff.
    pub name: Text,
    /// Where a product is looked up that this list does not price; see [`TenantPlan::prices_of`].
    pub fallback: Option<&'static str>,
    /// By product in the plan's order, then by quantity.
    pub prices: Vec<PricePlan>,
}

/// A price of a product from a quantity on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricePlan {
    /// The product.
    pub sku: String,
    /// The smallest quantity it holds for; 1 for the first.
    pub min_quantity: i64,
    /// Minor units for `per` sales units.
    pub unit_price_minor: i64,
    /// How many sales units the price is for.
    pub per: i64,
}

/// A company that buys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyPlan {
    /// Customer number.
    pub code: String,
    /// Registered name.
    pub name: String,
    /// VAT id with its country, fictitious.
    pub vat_id: String,
    /// Address for documents, at a domain that cannot exist.
    pub email: String,
    /// Registered office and delivery address.
    pub address: AddressPlan,
    /// Code of the company above it.
    pub parent: Option<String>,
    /// Code of its price list.
    pub price_list: String,
    /// Address of the member of the order desk who looks after it; a subsidiary's is its group's.
    pub account_manager: Option<String>,
}

/// A division or site of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitePlan {
    /// Customer number: the company's with an ending.
    pub code: String,
    /// What it is and where.
    pub name: String,
    /// `division` or `site`.
    pub kind: &'static str,
    /// Code of the company or division above it.
    pub parent: String,
    /// Where it is.
    pub address: AddressPlan,
}

/// An area of the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryPlan {
    /// Stable code.
    pub code: &'static str,
    /// Its name in the tenant's own language.
    pub name: &'static str,
    /// Code of the territory above it.
    pub parent: Option<&'static str>,
    /// Codes of the companies placed in it.
    pub companies: Vec<String>,
}

/// A built-in role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Staff: everything.
    Administrator,
    /// Staff: takes and confirms orders.
    OrderDesk,
    /// Staff: stock.
    Warehouse,
    /// Buyer: orders, and manages the company's users.
    CompanyAdmin,
    /// Buyer: orders.
    Buyer,
    /// Buyer: looks, does not order.
    Viewer,
}

impl Role {
    /// The role's stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::OrderDesk => "order_desk",
            Self::Warehouse => "warehouse",
            Self::CompanyAdmin => "company_admin",
            Self::Buyer => "buyer",
            Self::Viewer => "viewer",
        }
    }

    /// Whether its holders work for the tenant rather than for a customer.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Administrator | Self::OrderDesk | Self::Warehouse)
    }
}

/// A person who signs in, with [`super::PASSWORD`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserPlan {
    /// Address to sign in with.
    pub email: String,
    /// First name and surname.
    pub name: String,
    /// What the person acts as; one has two.
    pub memberships: Vec<MembershipPlan>,
}

/// One persona of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipPlan {
    /// The role.
    pub role: Role,
    /// Code of the company, for buyers.
    pub company: Option<String>,
}

/// A place with stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarehousePlan {
    /// Short code.
    pub code: &'static str,
    /// Name for staff.
    pub name: &'static str,
}

/// What lies in a warehouse; products without a level there have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockPlan {
    /// The product.
    pub sku: String,
    /// Code of the warehouse.
    pub warehouse: &'static str,
    /// Whole sales units.
    pub on_hand: i64,
}

/// What a logistic minimum is measured in, and its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Net value in minor units.
    NetValue(i64),
    /// Kilograms.
    WeightKg(i64),
    /// Sales units of the product.
    Quantity(i64),
}

/// What happens below a logistic minimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The order cannot be placed.
    Block,
    /// The buyer is told.
    Warn,
}

/// A logistic minimum for a company, a product or a product of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreightMinimumPlan {
    /// Code of the company, or every company.
    pub company: Option<String>,
    /// The product, or the whole order.
    pub sku: Option<String>,
    /// What is measured and how much of it is needed.
    pub measure: Measure,
    /// What happens below it.
    pub severity: Severity,
}

/// Where a sample order has got to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrderState {
    /// Waits for staff.
    Placed,
    /// Confirmed by staff.
    Confirmed,
    /// Cancelled by staff.
    Cancelled,
}

/// A sample order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPlan {
    /// Code of the company.
    pub company: String,
    /// E-mail of who places it: a buyer of the company, or somebody of the order desk on its behalf.
    pub placed_by: String,
    /// Whether `placed_by` is staff.
    pub on_behalf: bool,
    /// Business day, from 90 days before the plan's date to the day before it.
    pub placed_on: Date,
    /// Minutes since midnight in the tenant's time zone.
    pub minute_of_day: u16,
    /// Where it ends up.
    pub state: OrderState,
    /// The buyer's own number.
    pub po_number: Option<String>,
    /// A word to the order desk.
    pub note: Option<&'static str>,
    /// Why it was cancelled, where it was.
    pub cancel_reason: Option<&'static str>,
    /// At least one; no product twice.
    pub lines: Vec<OrderLinePlan>,
}

/// A line of a sample order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLinePlan {
    /// The product.
    pub sku: String,
    /// Whole sales units.
    pub quantity: i64,
}
