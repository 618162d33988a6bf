//! The tenants of `kontor demo`, made from a seed: what they sell, at which prices, to whom, and what has been ordered so far.
//! Nothing here does any IO or knows a service; the demo command feeds the plan through the same services that people use.

mod branches;
mod catalogue;
mod codes;
pub(crate) mod facts;
mod freight;
mod newcomers;
mod orders;
mod people;
pub(crate) mod pictures;
mod plan;
mod prices;
mod regions;
mod rng;
mod stock;
#[cfg(test)]
mod tests;

pub use plan::{
    AddressPlan, AttributePlan, CategoryPlan, CompanyPlan, EntryPlan, FreightMinimumPlan, LegalEntityPlan, Measure,
    MembershipPlan, NewcomersPlan, OrderLinePlan, OrderPlan, OrderState, PriceListPlan, PricePlan, ProductPlan, Role,
    Severity, ShopPlan, SitePlan, StockPlan, TaxClassPlan, TenantPlan, TerritoryPlan, Text, UserPlan, WarehousePlan,
};

use branches::Assortment;
use catalogue::Range;
use jiff::civil::Date;
use orders::{Trade, Words};
use people::{Circle, Country};
use prices::Terms;
use rng::Rng;

/// The password of every demo user; it is printed and written to `demo.json`, and must never be used elsewhere.
pub const PASSWORD: &str = "try-kontor-today";

/// The seed of the demo that the documentation shows.
pub const SEED: u64 = 2026;

/// Sample orders of each tenant.
const ORDERS: usize = 200;

/// What people write on orders at Baltic Fasteners.
const BALTIC_WORDS: Words = Words {
    notes: &[
        "Proszę o dostawę przed godz. 10.",
        "Odbiór własny.",
        "Proszę o świadectwo jakości 3.1.",
        "Dostawa na budowę, brama od północy.",
    ],
    cancel_reasons: &["Zamówiono dwa razy.", "Klient zrezygnował telefonicznie.", "Błędny adres dostawy."],
    po_prefix: "ZZ/",
};

/// What people write on orders at Verdi Ristorazione.
const VERDI_WORDS: Words = Words {
    notes: &[
        "Consegna dalle 15 alle 17, per favore.",
        "Chiuso il lunedì.",
        "Citofonare in cucina.",
        "Si prega di avvisare: c'è la ZTL, l'accesso è limitato.",
    ],
    cancel_reasons: &["Ordine inserito due volte.", "Il cliente ha rinunciato.", "Quantità errata."],
    po_prefix: "OA-",
};

/// Both tenants of the demo. The same seed and day give the same plan on every machine and with every version of any library.
#[must_use]
pub fn tenants(seed: u64, today: Date) -> [TenantPlan; 2] {
    [baltic(seed, today), verdi(seed, today)]
}

/// Baltic Fasteners of Gdańsk: 4,000 fasteners, tools and pieces of workwear, in złoty, in Polish and English.
#[must_use]
pub fn baltic(seed: u64, today: Date) -> TenantPlan {
    let shop = ShopPlan {
        code: "baltic",
        name: "Baltic Fasteners",
        legal_entity: LegalEntityPlan {
            name: "Baltic Fasteners Sp. z o.o.",
            vat_id: codes::polish_vat_id(100),
            address: office("ul. Nabrzeże Żurawi 14", "80-755", "Gdańsk", "PL"),
        },
        currency: "PLN",
        time_zone: "Europe/Warsaw",
        country: "PL",
        languages: ["pl", "en"],
        accent_colour: "#0b5394",
        tax_classes: [TaxClassPlan { code: "standard", rate_bp: 2300 }, TaxClassPlan { code: "reduced", rate_bp: 800 }],
    };
    let house = House {
        range: Range { ean_tenant: 1, count: 4_000 },
        assortment: branches::fasteners(),
        country: &people::POLAND,
        companies: 60,
        contracts: 4,
        numbers: ("K-", 1001),
        terms: Terms {
            dealer_discount: 18,
            standard: ["Cennik podstawowy", "Standard prices"],
            dealer: ["Cennik dla partnerów handlowych", "Dealer prices"],
            contract: ["Cennik indywidualny:", "Contract prices:"],
        },
        warehouses: &[("GDA", "Gdańsk, magazyn główny"), ("POZ", "Poznań, magazyn regionalny")],
        freight_value: 50_000,
        facts: facts::OF_FASTENERS,
        questions: newcomers::OF_FASTENERS,
        words: &BALTIC_WORDS,
    };
    house.build(shop, seed, today)
}

/// Verdi Ristorazione of Bologna: 2,500 things for kitchens and tables, in euro, in Italian and English.
#[must_use]
pub fn verdi(seed: u64, today: Date) -> TenantPlan {
    let shop = ShopPlan {
        code: "verdi",
        name: "Verdi Ristorazione",
        legal_entity: LegalEntityPlan {
            name: "Verdi Ristorazione S.r.l.",
            vat_id: codes::italian_vat_id(100),
            address: office("Via della Salubrità, 8", "40127", "Bologna", "IT"),
        },
        currency: "EUR",
        time_zone: "Europe/Rome",
        country: "IT",
        languages: ["it", "en"],
        accent_colour: "#2e6b4f",
        tax_classes: [
            TaxClassPlan { code: "standard", rate_bp: 2200 },
            TaxClassPlan { code: "reduced", rate_bp: 1000 },
        ],
    };
    let house = House {
        range: Range { ean_tenant: 2, count: 2_500 },
        assortment: branches::catering(),
        country: &people::ITALY,
        companies: 40,
        contracts: 3,
        numbers: ("C", 20_001),
        terms: Terms {
            dealer_discount: 15,
            standard: ["Listino base", "Standard prices"],
            dealer: ["Listino rivenditori", "Dealer prices"],
            contract: ["Listino riservato:", "Contract prices:"],
        },
        warehouses: &[("BO1", "Bologna, deposito centrale")],
        freight_value: 15_000,
        facts: facts::OF_CATERING,
        questions: newcomers::OF_CATERING,
        words: &VERDI_WORDS,
    };
    house.build(shop, seed, today)
}

fn office(street: &str, postal_code: &str, city: &'static str, country: &'static str) -> AddressPlan {
    AddressPlan { street: street.to_owned(), postal_code: postal_code.to_owned(), city, country }
}

/// What a tenant's plan is made from.
struct House {
    range: Range,
    assortment: Assortment,
    country: &'static Country,
    companies: usize,
    contracts: usize,
    numbers: (&'static str, usize),
    terms: Terms,
    warehouses: &'static [(&'static str, &'static str)],
    /// A sensible net value of an order, in minor units.
    freight_value: i64,
    facts: facts::Facts,
    questions: newcomers::Questions,
    words: &'static Words,
}

impl House {
    fn build(self, shop: ShopPlan, seed: u64, today: Date) -> TenantPlan {
        let rng = &Rng::new(seed).fork(shop.code);
        let Self { country, companies, contracts, numbers, .. } = self;
        let circle = Circle { tenant: shop.code, country, companies, contracts, numbers };
        let categories = self.assortment.categories.clone();
        let products = catalogue::products(self.assortment, &self.range, rng);
        let mut companies = people::companies(&circle, rng);
        let users = people::users(&circle, &companies, rng);
        let independent = companies.iter_mut().enumerate().filter(|(_, company)| company.parent.is_none());
        independent.for_each(|(number, company)| company.account_manager = regions::account_manager(&users, number));
        let contracts: Vec<_> =
            companies.iter().take(contracts).map(|company| (company.code.clone(), company.name.clone())).collect();
        let price_lists = prices::price_lists(&products, &self.terms, &contracts, rng);
        let warehouses: Vec<_> = self.warehouses.iter().map(|&(code, name)| WarehousePlan { code, name }).collect();
        let stock = stock::levels(&products, &warehouses, rng);
        let freight_minimums = freight::minimums(&companies, &products, self.freight_value, rng);
        let trade = Trade {
            products: &products,
            companies: &companies,
            users: &users,
            stock: &stock,
            minimums: &freight_minimums,
            words: self.words,
            today,
        };
        let orders = orders::orders(&trade, ORDERS, rng);
        let newcomers = newcomers::newcomers(self.questions, &companies, rng);
        TenantPlan {
            shop,
            facts: facts::plans(self.facts),
            newcomers,
            categories,
            products,
            price_lists,
            sites: regions::sites(country, &companies),
            territories: regions::territories(country, &companies),
            companies,
            users,
            warehouses,
            stock,
            freight_minimums,
            orders,
        }
    }
}
