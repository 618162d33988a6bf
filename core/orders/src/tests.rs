//! The order engine on a database of its own, with a catalogue of one product and a customer in memory.
//! What a cart or a request may hold, and that a cart becomes one order.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use kontor_contract::{
    Fault, Outcome,
    catalog::{LineFault, LineWish, Priced, PricedLine, Pricing, ProductKind, ProductRef, TaxMode},
    companies::CompanyKind,
    identity::{Address, Companies, CompanyFacts, CompanyRef},
    orders::{CheckoutData, ExternalId, Ordering},
};
use kontor_hooks::{LineTax, TaxAnswer, TaxQuestion, TaxReason, TaxesCompute};
use kontor_kernel::{
    BusinessDate, ChannelId, Clock, CompanyId, Currency, LegalEntityId, Locale, MembershipId, ProductId, Quantity,
    Rate, TenantId, UnitPrice, UserId,
};
use kontor_module::{Boot, Hook, HookFault, Hooks, Manifest, Module, Modules, Parts, Ports, Registrar, Words};
use kontor_store::{
    ChannelFacts, Credential, Ctx, CtxParts, LegalEntityFacts, Persona, PersonaCompany, Principal, Scope, Store,
    StoreConfig, TaxRounding, TenantFacts, WriteTx,
};

use crate::{
    MANIFEST, Orders,
    error::OrderError,
    service::{
        Service,
        carts::today,
        compute::Intent,
        place::{Placement, Seen},
    },
};

/// One customer, and one product at a million a piece.
struct Outside {
    company: CompanyId,
    product: ProductId,
    second: Arc<Second>,
}

/// A hook that has its say about taxes after the first one.
#[derive(Default)]
struct Second {
    says: Mutex<Says>,
    /// The rate it was told of.
    was_told: Mutex<Option<String>>,
}

/// What it says.
#[derive(Debug, Clone, Default)]
enum Says {
    #[default]
    Nothing,
    These(Vec<TaxAnswer>),
    NoWord,
}

#[async_trait]
impl Hook<TaxesCompute> for Second {
    async fn call(&self, _: &Ctx, question: &TaxQuestion) -> Result<Vec<TaxAnswer>, HookFault> {
        let told = question.lines[0].tax.as_ref().map(|tax| tax.rate.to_string());
        *self.was_told.lock().unwrap() = told;
        match self.says.lock().unwrap().clone() {
            Says::Nothing => Ok(vec![TaxAnswer::Unchanged; question.lines.len()]),
            Says::These(answers) => Ok(answers),
            Says::NoWord => Err(HookFault("out of order".to_owned())),
        }
    }
}

impl Outside {
    fn facts(&self) -> CompanyFacts {
        CompanyFacts {
            id: self.company,
            code: "K-1".to_owned(),
            name: "K-1".to_owned(),
            vat_id: None,
            kind: CompanyKind::Company,
            tax_id: None,
            country: "PL".to_owned(),
            address: Address::default(),
            is_archived: false,
        }
    }

    fn line(&self, wish: &LineWish) -> Result<PricedLine, LineFault> {
        let sku = "GOLD".to_owned();
        if !wish.quantity.is_positive() {
            return Err(LineFault::BadQuantity { sku, decimals: 0 });
        }
        Ok(PricedLine {
            product: self.product,
            name: sku.clone(),
            sku,
            kind: ProductKind::Goods,
            unit: "pcs".to_owned(),
            quantity: wish.quantity,
            base_unit: "pcs".to_owned(),
            factor: Quantity::ONE,
            base_quantity: wish.quantity,
            units: Vec::new(),
            unit_price: UnitPrice::from_millionths(1_000_000_000_000),
            per: Quantity::ONE,
            tax_mode: TaxMode::Net,
            tax_class: "standard".to_owned(),
            tax_rate: "23".parse().unwrap(),
            source: "standard".to_owned(),
            weight_g: 0,
            packed_weight_g: None,
        })
    }
}

#[async_trait]
impl Companies for Outside {
    async fn company(&self, _: &Ctx, _: &CompanyRef) -> Outcome<Option<CompanyFacts>> {
        Ok(Some(self.facts()))
    }
}

#[async_trait]
impl Pricing for Outside {
    async fn price(&self, _: &Ctx, _: CompanyId, _: BusinessDate, _: Currency, wishes: &[LineWish]) -> Outcome<Priced> {
        Ok(Priced { lines: wishes.iter().map(|wish| self.line(wish)).collect(), epoch: 1 })
    }

    async fn is_current(&self, _: &WriteTx, epoch: i64, _: &[ProductId]) -> Outcome<bool> {
        Ok(epoch == 1)
    }

    async fn refresh(&self, _: &Ctx) -> Outcome<()> {
        Ok(())
    }
}

/// Everything bears 23 %.
#[async_trait]
impl Hook<TaxesCompute> for Outside {
    async fn call(&self, _: &Ctx, question: &TaxQuestion) -> Result<Vec<TaxAnswer>, HookFault> {
        let (rate, reason) = ("23".parse().unwrap(), TaxReason::Standard);
        let tax = || TaxAnswer::Tax(LineTax { rate, reason, rule: "test".to_owned(), note: None });
        Ok(question.lines.iter().map(|_| tax()).collect())
    }
}

static OUTSIDE: Manifest = Manifest {
    id: "outside",
    words: Words::NONE,
    is_core: true,
    permissions: &[],
    events: &[],
    hooks: &[],
    zones: &[],
    settings: None,
};

struct OutsideModule(Arc<Outside>);

impl Module for OutsideModule {
    fn manifest(&self) -> &'static Manifest {
        &OUTSIDE
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn Companies>(Arc::<Outside>::clone(&self.0));
        registrar.offer::<dyn Pricing>(Arc::<Outside>::clone(&self.0));
        registrar.hook::<TaxesCompute>(500, Arc::<Outside>::clone(&self.0));
        registrar.hook::<TaxesCompute>(600, Arc::<Second>::clone(&self.0.second));
    }
}

struct World {
    _folder: tempfile::TempDir,
    service: Service,
    outside: Arc<Outside>,
    buyer: Ctx,
}

fn channel() -> ChannelFacts {
    ChannelFacts {
        id: ChannelId::new(),
        code: "web".to_owned(),
        legal_entity: LegalEntityFacts {
            id: LegalEntityId::new(),
            name: "Baltic sp. z o.o.".to_owned(),
            country: "PL".to_owned(),
            vat_id: None,
            time_zone: "Europe/Warsaw".to_owned(),
            currency: Currency::PLN,
            tax_rounding: TaxRounding::ByLine,
        },
        currency: Currency::PLN,
        languages: vec![Locale::En],
        theme: "default".to_owned(),
        accent: "#336699".to_owned(),
        guests_see_prices: false,
        price_display: kontor_store::PriceDisplay::ByCustomer,
    }
}

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("kontor.db").display());
    let (store, authority) = Store::open(StoreConfig::new(url)).await.unwrap();
    store.migrate::<kontor_migrations::Migrator>().await.unwrap();
    let clock = Clock::fixed("2026-11-21T10:00:00Z".parse().unwrap());
    let outside = Arc::new(Outside { company: CompanyId::new(), product: ProductId::new(), second: Arc::default() });
    let tenant = TenantFacts { id: TenantId::new(), code: "baltic".to_owned(), name: "Baltic".to_owned() };
    let company =
        PersonaCompany { id: outside.company, code: "K-1".to_owned(), name: "K-1".to_owned(), is_consumer: false };
    let buyer = authority.context(CtxParts {
        tenant: Arc::new(tenant),
        channel: Some(Arc::new(channel())),
        principal: Principal::User { id: UserId::new(), name: "Anna".to_owned(), email: "anna@x.example".to_owned() },
        persona: Some(Persona {
            membership: MembershipId::new(),
            role_code: "buyer".to_owned(),
            role_name: "Buyer".to_owned(),
            company: Some(company),
        }),
        permissions: Arc::new(BTreeSet::new()),
        scope: Scope::of_companies(vec![outside.company]),
        on_behalf_of: None,
        credential: Credential::None,
        origin: None,
        locale: Locale::En,
        clock: clock.clone(),
        request_id: "test".to_owned(),
    });
    let modules = Modules::new(vec![&MANIFEST, &OUTSIDE], store.clone());
    let boot = Boot { store, ports: Ports::default(), hooks: Hooks::default(), modules, clock };
    let orders = Orders::new(boot.clone());
    let service = orders.service.clone();
    drop(Parts::collect(&boot, &[Box::new(orders), Box::new(OutsideModule(Arc::clone(&outside)))]));
    World { _folder: folder, service, outside, buyer }
}

impl World {
    fn placement(&self) -> Placement {
        let product = ProductRef::Id(self.outside.product);
        let wishes = vec![LineWish { product, quantity: Quantity::ONE, unit: None, manual_price: None }];
        let order_date = today(&self.buyer).unwrap();
        Placement {
            intent: Intent::new(self.outside.facts(), wishes, order_date, &CheckoutData::default()),
            checkout: CheckoutData::default(),
            external_id: None,
            on_behalf: false,
            line_names: std::collections::HashMap::new(),
            seen: Seen::Anything,
            cart: None,
        }
    }

    /// The field at fault where a placement is refused for one.
    async fn refused(&self, placement: &Placement) -> Option<&'static str> {
        match self.service.place(&self.buyer, placement).await {
            Err(OrderError::BadField { pointer, .. }) => Some(pointer),
            _ => None,
        }
    }
}

fn units(count: i64) -> Quantity {
    Quantity::from_units(count).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_never_holds_what_cannot_be_summed_up() {
    let world = world().await;
    let cart = world.service.add_to_cart(&world.buyer, "GOLD", units(1_000), None).await.unwrap();
    let line = cart.lines[0].id;
    let refused = world.service.change_line(&world.buyer, cart.id, line, units(9_000_000_000_000), None).await;
    assert!(matches!(refused, Err(Fault::Refused { code: "orders.amount_too_large", .. })));
    let most = units(70_000_000_000);
    let full = world.service.change_line(&world.buyer, cart.id, line, most, None).await.unwrap();
    assert_eq!(full.lines[0].quantity, most);
    let refused = world.service.add_to_cart(&world.buyer, "GOLD", most, None).await;
    assert!(matches!(refused, Err(Fault::Refused { code: "orders.amount_too_large", .. })));
    let shown = world.service.current_cart(&world.buyer).await.unwrap();
    assert_eq!((shown.lines[0].quantity, shown.version), (most, full.version), "a refused change left something");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_that_is_placed_many_times_at_once_becomes_one_order() {
    let world = world().await;
    let cart = world.service.add_to_cart(&world.buyer, "GOLD", units(1), None).await.unwrap();
    let attempts = (0..8).map(|_| {
        let (service, buyer, hash) = (world.service.clone(), world.buyer.clone(), cart.totals.hash.clone());
        tokio::spawn(async move { service.place_cart(&buyer, cart.id, &hash).await.is_ok() })
    });
    let mut placed = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        placed += usize::from(attempt.await.unwrap());
    }
    assert_eq!(placed, 1);
    assert_eq!(world.service.current_cart_lines(&world.buyer).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_on_an_order_is_as_long_as_documents_can_show() {
    let world = world().await;
    let long = Address { street: "x".repeat(201), ..Address::default() };
    let checkout = CheckoutData { delivery_address: Some(long.clone()), ..CheckoutData::default() };
    let placement = Placement { checkout, ..world.placement() };
    assert_eq!(world.refused(&placement).await, Some("/delivery_address"));
    for (system, id) in [("", "1"), ("erp", " "), ("erp", "x".repeat(129).as_str())] {
        let external = ExternalId { system: system.to_owned(), id: id.to_owned() };
        let placement = Placement { external_id: Some(external), ..world.placement() };
        assert_eq!(world.refused(&placement).await, Some("/external_id"), "{system} {id}");
    }
    let placement = Placement { seen: Seen::NetTotal("1,0".to_owned()), ..world.placement() };
    assert_eq!(world.refused(&placement).await, Some("/expected_net_total"));
    let cart = world.service.add_to_cart(&world.buyer, "GOLD", units(1), None).await.unwrap();
    let checkout = CheckoutData { delivery_address: Some(long), ..CheckoutData::default() };
    assert!(world.service.set_checkout(&world.buyer, cart.id, checkout).await.is_err());
    assert!(world.service.place(&world.buyer, &world.placement()).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_hook_knows_what_was_said_and_has_the_last_word() {
    let world = world().await;
    let placed = async |says| {
        *world.outside.second.says.lock().unwrap() = says;
        world.service.place(&world.buyer, &world.placement()).await
    };
    let usual = placed(Says::Nothing).await.unwrap();
    assert_eq!((usual.tax_total.as_str(), usual.lines[0].tax_reason), ("230000.00", TaxReason::Standard));
    assert_eq!(world.outside.second.was_told.lock().unwrap().as_deref(), Some("23"));
    let note = Some("Embassy (C-1)".to_owned());
    let free = LineTax { rate: Rate::ZERO, reason: TaxReason::Exempt, rule: "second".to_owned(), note: note.clone() };
    let freed = placed(Says::These(vec![TaxAnswer::Tax(free)])).await.unwrap();
    assert_eq!((freed.tax_total.as_str(), freed.lines[0].tax_rule.as_str()), ("0.00", "second"));
    assert_eq!(freed.taxes[0].note, note);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sold_on_an_answer_about_taxes_that_cannot_be() {
    let world = world().await;
    let tax = |rate: i64, reason| {
        let rate = Rate::from_ppm(rate);
        TaxAnswer::Tax(LineTax { rate, reason, rule: "second".to_owned(), note: None })
    };
    let wrong = [
        Says::NoWord,
        Says::These(Vec::new()),
        Says::These(vec![TaxAnswer::Unchanged, TaxAnswer::Unchanged]),
        Says::These(vec![tax(1_000_001, TaxReason::Standard)]),
        Says::These(vec![tax(-1, TaxReason::Standard)]),
        Says::These(vec![tax(1, TaxReason::Export)]),
    ];
    for says in wrong {
        *world.outside.second.says.lock().unwrap() = says.clone();
        let refused = world.service.place(&world.buyer, &world.placement()).await;
        assert!(matches!(refused, Err(OrderError::Unchecked)), "{says:?}");
    }
    let no_rate = TaxAnswer::NoRate { country: "DE".to_owned(), class: "standard".to_owned() };
    *world.outside.second.says.lock().unwrap() = Says::These(vec![no_rate]);
    let refused = world.service.place(&world.buyer, &world.placement()).await;
    assert!(matches!(refused, Err(OrderError::NoTaxRate { .. })));
}
