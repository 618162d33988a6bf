//! The catalogue on real databases: SQLite and PostgreSQL.
//! Every check has a tenant of its own.

mod admin;
mod assortments;
mod browsing;
mod explaining;
mod imports;
mod packagings;
mod pricing;
mod publication;
mod resolver;
mod searching;
mod taxes;
mod trees;
mod variants;

use std::{collections::BTreeSet, sync::Arc};

use kontor_contract::{
    catalog::{LineWish, PricedLine, ProductRef, TaxRateRow},
    imports::{PriceRow, ProductRow},
};
use kontor_kernel::{
    BusinessDate, ChannelId, Clock, CompanyId, Currency, LegalEntityId, Locale, MembershipId, Quantity, TenantId,
    Timestamp, UserId,
};
use kontor_module::{Boot, Hooks, Modules, Ports};
use kontor_search::{Place, Shelves, ShelvesLimits};
use kontor_store::{
    Authority, ChannelFacts, Credential, Ctx, CtxParts, LegalEntityFacts, Persona, PersonaCompany, Principal, Scope,
    Store, StoreConfig, TaxRounding, TenantFacts,
};
use kontor_testkit::Database;

use crate::service::Catalogue;

/// A tenant with an empty catalogue.
pub(crate) struct Shop {
    pub catalogue: Catalogue,
    store: Store,
    authority: Authority,
    tenant: Arc<TenantFacts>,
    pub clock: Clock,
    _folder: tempfile::TempDir,
}

/// The catalogue by itself, without engines that it could ask.
fn catalogue(store: &Store) -> Catalogue {
    let boot = Boot {
        store: store.clone(),
        ports: Ports::default(),
        hooks: Hooks::default(),
        modules: Modules::new(Vec::new(), store.clone()),
        clock: Clock::System,
    };
    Catalogue::new(boot, Arc::new(Shelves::open(&Place::Memory, ShelvesLimits::default())))
}

/// The shop of a seller in Poland.
fn channel(guests_see_prices: bool) -> ChannelFacts {
    let legal_entity = LegalEntityFacts {
        id: LegalEntityId::new(),
        name: "Baltic sp. z o.o.".into(),
        country: "PL".into(),
        vat_id: None,
        time_zone: "Europe/Warsaw".into(),
        currency: Currency::PLN,
        tax_rounding: TaxRounding::ByLine,
    };
    ChannelFacts {
        id: ChannelId::new(),
        code: "web".into(),
        legal_entity,
        currency: Currency::PLN,
        languages: vec![Locale::Pl, Locale::En],
        theme: "default".into(),
        accent: "#336699".into(),
        guests_see_prices,
        price_display: kontor_store::PriceDisplay::ByCustomer,
    }
}

impl Shop {
    /// An empty shop in a database of its own.
    pub(crate) async fn open(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig { connections: 4, ..StoreConfig::new(database.fresh(folder.path())) };
        let (store, authority) = Store::open(config).await.unwrap();
        store.migrate::<kontor_migrations::Migrator>().await.unwrap();
        let tenant = Arc::new(TenantFacts { id: TenantId::new(), code: "baltic".into(), name: "Baltic".into() });
        let clock = Clock::fixed("2026-11-21T10:00:00Z".parse::<Timestamp>().unwrap());
        Self { catalogue: catalogue(&store), store, authority, tenant, clock, _folder: folder }
    }

    fn ctx(&self, principal: Principal, company: Option<CompanyId>, guests_see_prices: bool, locale: Locale) -> Ctx {
        let is_guest = principal == Principal::Anonymous;
        let persona = Persona {
            membership: MembershipId::new(),
            role_code: "any".into(),
            role_name: "Any".into(),
            company: company.map(|id| PersonaCompany { id, code: "C".into(), name: "C".into(), is_consumer: false }),
        };
        let scope = match company {
            Some(company) => Scope::of_companies(vec![company]),
            None if is_guest => Scope::public(),
            None => Scope::tenant(),
        };
        self.authority.context(CtxParts {
            tenant: Arc::clone(&self.tenant),
            channel: Some(Arc::new(channel(guests_see_prices))),
            principal,
            persona: (!is_guest).then_some(persona),
            permissions: Arc::new(BTreeSet::new()),
            scope,
            on_behalf_of: None,
            credential: Credential::None,
            origin: None,
            locale,
            clock: self.clock.clone(),
            request_id: "test".into(),
        })
    }

    fn person() -> Principal {
        Principal::User { id: UserId::new(), name: "Anna".into(), email: "anna@example.com".into() }
    }

    /// A member of staff.
    pub fn staff(&self) -> Ctx {
        self.ctx(Self::person(), None, false, Locale::Pl)
    }

    /// A member of staff with permissions.
    pub fn staff_who_may(&self, permissions: &[&str]) -> Ctx {
        let mut parts = self.staff().parts();
        parts.permissions = Arc::new(permissions.iter().map(|name| (*name).to_owned()).collect());
        self.authority.context(parts)
    }

    /// The same shop later.
    pub fn at(&mut self, instant: &str) {
        self.clock = Clock::fixed(instant.parse::<Timestamp>().unwrap());
    }

    /// A job, which comes through no channel.
    pub fn worker(&self) -> Ctx {
        self.authority.system_context(&self.tenant, "worker", &self.clock)
    }

    /// A buyer of a company, reading in a language.
    pub fn buyer(&self, company: CompanyId, locale: Locale) -> Ctx {
        self.ctx(Self::person(), Some(company), false, locale)
    }

    /// Somebody who is not signed in.
    pub fn guest(&self, sees_prices: bool) -> Ctx {
        self.ctx(Principal::Anonymous, None, sees_prices, Locale::Pl)
    }

    /// Another node on the same database.
    pub fn other_node(&self) -> Catalogue {
        catalogue(&self.store)
    }

    pub async fn write(&self) -> kontor_store::WriteTx {
        self.store.write(&self.staff()).await.unwrap()
    }

    /// Brings products in.
    pub async fn products(&self, rows: &[ProductRow]) -> kontor_contract::imports::Applied {
        let tx = self.write().await;
        let applied = self.catalogue.apply_products(&tx, rows).await.unwrap();
        tx.commit().await.unwrap();
        applied
    }

    /// Brings prices in.
    pub async fn prices(&self, rows: &[PriceRow]) -> kontor_contract::imports::Applied {
        let tx = self.write().await;
        let applied = self.catalogue.apply_prices(&tx, rows).await.unwrap();
        tx.commit().await.unwrap();
        applied
    }

    /// Gives a company lists.
    pub async fn assign(&self, company: CompanyId, lists: &[&str]) {
        let price_lists = lists.iter().map(|list| (*list).to_owned()).collect();
        let tx = self.write().await;
        let wanted = [kontor_contract::catalog::AssignedLists { company, price_lists }];
        self.catalogue.assign_lists(&tx, &wanted).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Sets the standard rate of Poland.
    pub async fn standard_tax(&self) {
        let rate = TaxRateRow {
            country: "PL".into(),
            class: "standard".into(),
            rate: "23".parse().unwrap(),
            valid_from: BusinessDate::from_ymd(2011, 1, 1).unwrap(),
        };
        let tx = self.write().await;
        self.catalogue.set_tax_rates(&tx, &[rate]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The line of one product for a company today.
    pub async fn line(&self, company: CompanyId, sku: &str, quantity: &str) -> Result<PricedLine, String> {
        let ctx = self.buyer(company, Locale::Pl);
        let wish = wish(sku, quantity);
        let priced = self.catalogue.price_lines(&ctx, company, today(), Currency::PLN, &[wish]).await.unwrap();
        priced.lines.into_iter().next().unwrap().map_err(|fault| format!("{fault:?}"))
    }
}

pub(crate) fn today() -> BusinessDate {
    BusinessDate::from_ymd(2026, 11, 21).unwrap()
}

pub(crate) fn wish(sku: &str, quantity: &str) -> LineWish {
    LineWish {
        product: ProductRef::Sku(sku.into()),
        quantity: quantity.parse().unwrap(),
        unit: None,
        manual_price: None,
    }
}

pub(crate) fn product(sku: &str, name: &str) -> ProductRow {
    ProductRow { sku: sku.into(), name: name.into(), ..ProductRow::default() }
}

pub(crate) fn price(list: &str, sku: &str, min: i64, unit_price: &str) -> PriceRow {
    PriceRow {
        price_list: list.into(),
        sku: sku.into(),
        min_quantity: Quantity::from_units(min).unwrap(),
        unit_price: unit_price.parse().unwrap(),
        per: Quantity::ONE,
        unit: None,
        valid_from: None,
        valid_to: None,
        currency: None,
        usual_currency: None,
    }
}
