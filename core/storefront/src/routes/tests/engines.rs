//! Stand-ins for the engines behind the ports: a catalogue of sixty products, one cart, the orders placed from it.
//! They answer like the real ones as far as pages can tell, and remember everything in memory.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use kontor_contract::{
    Fault, FaultKind, FieldFault, Outcome,
    account::*,
    catalog::*,
    companies::CompanyKind,
    identity::*,
    inventory::{Availability, AvailabilityState},
    orders::*,
};
use kontor_hooks::TaxReason;
use kontor_kernel::*;
use kontor_module::{Manifest, Module, Registrar, Words};
use kontor_store::Ctx;

/// What a page must print literally.
pub(super) const CANARY: &str = "<script>alert(1)</script>{{sku}}";

#[derive(Default)]
struct State {
    cart: CartId,
    lines: Vec<(CartLineId, usize, Quantity)>,
    checkout: CheckoutData,
    orders: Vec<OrderView>,
}

/// All engines at once.
#[derive(Clone, Default)]
pub(super) struct Engines(Arc<Mutex<State>>);

impl Module for Engines {
    fn manifest(&self) -> &'static Manifest {
        static MANIFEST: Manifest = Manifest {
            id: "engines",
            words: Words::NONE,
            is_core: true,
            permissions: &[],
            events: &[],
            hooks: &[],
            zones: &[],
            settings: None,
        };
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn Browse>(Arc::new(self.clone()));
        registrar.offer::<dyn Ordering>(Arc::new(self.clone()));
        registrar.offer::<dyn SignIn>(Arc::new(self.clone()));
        registrar.offer::<dyn Companies>(Arc::new(self.clone()));
    }
}

const COUNT: usize = 60;

fn q(text: &str) -> Quantity {
    text.parse().unwrap()
}

fn currency() -> Currency {
    "PLN".parse().unwrap()
}

fn sku(index: usize) -> String {
    format!("BF/{index:03}")
}

fn name(index: usize) -> String {
    if index == 1 { CANARY.to_owned() } else { format!("Bolt M8 × {index}") }
}

fn category(index: usize) -> CategoryRef {
    let code = if index.is_multiple_of(2) { "bolts" } else { "nuts" };
    CategoryRef { code: code.to_owned(), name: code.to_uppercase() }
}

fn price() -> PriceView {
    PriceView {
        unit_price: "2.55".to_owned(),
        currency: currency(),
        per: Quantity::ONE,
        tax_mode: TaxMode::Net,
        tiers: vec![TierView { min_quantity: q("100"), unit_price: "2.30".to_owned() }],
        source: PriceSource { price_list: "standard".to_owned() },
    }
}

const STOCK: Availability = Availability::of(AvailabilityState::InStock, Some(Quantity::from_millionths(500_000_000)));

fn card(index: usize) -> ProductCard {
    ProductCard {
        id: ProductId::from_uuid(uuid::Uuid::from_u128(index as u128)),
        sku: sku(index),
        name: name(index),
        kind: ProductKind::Goods,
        unit: "pcs".to_owned(),
        category: Some(category(index)),
        price: Some(price()),
        availability: STOCK,
        variants: 0,
        packagings: Vec::new(),
        picture: None,
    }
}

/// A line of the cart at its place, counted from zero.
fn line((position, (id, index, quantity)): (usize, &(CartLineId, usize, Quantity))) -> CartLineView {
    let net = times(255, *quantity);
    CartLineView {
        id: *id,
        position: u32::try_from(position + 1).unwrap(),
        product_id: card(*index).id,
        sku: sku(*index),
        name: name(*index),
        kind: ProductKind::Goods,
        quantity: *quantity,
        unit: "pcs".to_owned(),
        factor: Quantity::ONE,
        base_quantity: *quantity,
        base_unit: "pcs".to_owned(),
        units: Vec::new(),
        unit_price: Some("2.55".to_owned()),
        tax_mode: TaxMode::Net,
        per: Quantity::ONE,
        discount: amount(0),
        net: amount(net),
        tax_rate: "23".parse().unwrap(),
        tax_reason: TaxReason::Standard,
        tax: amount(net * 23 / 100),
        gross: amount(net * 123 / 100),
        availability: STOCK,
    }
}

#[async_trait]
impl Browse for Engines {
    async fn products(&self, _: &Ctx, query: &ProductQuery, page: &PageRequest) -> Outcome<Page<ProductCard>> {
        let text = query.text.clone().unwrap_or_default();
        let matches = |index: &usize| {
            let in_category = query.categories.is_empty() || query.categories.contains(&category(*index).code);
            in_category && (sku(*index).contains(&text) || name(*index).contains(&text))
        };
        let all: Vec<usize> = (0..COUNT).filter(matches).collect();
        let offset = usize::try_from(page.offset()).unwrap();
        let items = all.iter().skip(offset).take(page.limit() as usize).map(|index| card(*index)).collect();
        Ok(Page { items, next_cursor: None, total: Some(all.len() as u64) })
    }

    async fn product(&self, _: &Ctx, wanted: &str) -> Outcome<Option<ProductDetail>> {
        let found = (0..COUNT).find(|index| sku(*index) == wanted).map(card);
        Ok(found.map(|card| ProductDetail {
            id: card.id,
            sku: card.sku,
            name: card.name,
            kind: card.kind,
            unit: card.unit,
            quantity_decimals: 0,
            category: card.category,
            price: card.price,
            availability: card.availability,
            description: format!("First.\n\n{CANARY}"),
            attributes: serde_json::json!({ "Thread": "M8", CANARY: CANARY }),
            attribute_units: std::collections::BTreeMap::new(),
            weight_g: 19,
            tax_rate: "23".parse().unwrap(),
            packagings: Vec::new(),
            codes: Vec::new(),
            sold: true,
            style: None,
            related: Vec::new(),
            kit_parts: Vec::new(),
            pictures: Vec::new(),
            documents: Vec::new(),
        }))
    }

    async fn categories(&self, _: &Ctx) -> Outcome<Vec<CategoryView>> {
        let view = |index| {
            let CategoryRef { code, name } = category(index);
            CategoryView { id: CategoryId::new(), code, name, parent: None, level: 0, products: 30 }
        };
        Ok(vec![view(0), view(1)])
    }

    async fn search(&self, ctx: &Ctx, query: &ProductQuery, page: &PageRequest) -> Outcome<FoundPage> {
        let found = self.products(ctx, query, page).await?;
        let narrowed = query.attributes.iter().any(|(_, value)| value == "M8");
        let thread = |value: &str, products, selected| FacetValue {
            value: value.to_owned(),
            label: value.to_owned(),
            products,
            selected,
        };
        let is_nothing = found.total == Some(0);
        Ok(FoundPage {
            items: found.items,
            next_cursor: None,
            total: found.total.unwrap_or(0),
            found_by: if is_nothing { FoundBy::Nothing } else { FoundBy::AllWords },
            did_you_mean: is_nothing.then(|| "bolt & nut".to_owned()),
            sorted: match query.sort {
                ProductSort::Price => SortedBy::NotByPriceTooMany,
                _ => SortedBy::AsAsked,
            },
            facets: vec![Facet {
                attribute: Some("thread".to_owned()),
                label: "Thread".to_owned(),
                values: vec![thread("M8", 60, narrowed), thread("M10 & more", 7, false)],
            }],
            is_complete: true,
        })
    }

    async fn suggest(&self, _: &Ctx, _: &str) -> Outcome<Vec<Suggestion>> {
        Ok(Vec::new())
    }
}

fn times(price_hundredths: i64, quantity: Quantity) -> i64 {
    price_hundredths * (quantity.millionths() / 1_000_000)
}

fn amount(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A line of a cart as that of the order it became.
fn ordered(line: CartLineView) -> OrderLineView {
    OrderLineView {
        waiting: None,
        position: line.position,
        product_id: line.product_id,
        sku: line.sku,
        name: line.name,
        kind: line.kind,
        quantity: line.quantity,
        unit: line.unit,
        factor: line.factor,
        base_quantity: line.base_quantity,
        base_unit: line.base_unit,
        unit_price: line.unit_price.unwrap(),
        tax_mode: line.tax_mode,
        per: line.per,
        discount: line.discount,
        net: line.net,
        tax_rate: line.tax_rate,
        tax_reason: line.tax_reason,
        tax_rule: String::new(),
        tax: line.tax,
        gross: line.gross,
        price_source: "standard".to_owned(),
    }
}

impl Engines {
    fn view(state: &State) -> CartView {
        let net: i64 = state.lines.iter().map(|(_, _, quantity)| times(255, *quantity)).sum();
        CartView {
            id: state.cart,
            name: String::new(),
            is_shared: false,
            version: 1,
            company: company_name(),
            currency: currency(),
            lines: state.lines.iter().enumerate().map(line).collect(),
            totals: TotalsView {
                net: amount(net),
                tax: amount(net * 23 / 100),
                gross: amount(net * 123 / 100),
                weight_g: 0,
                hash: format!("hash-{net}"),
            },
            taxes: vec![TaxShare {
                rate: "23".parse().unwrap(),
                reason: TaxReason::Standard,
                note: None,
                net: amount(net),
                tax: amount(net * 23 / 100),
            }],
            shown: TaxMode::Net,
            checkout: state.checkout.clone(),
            terms: CartTerms::default(),
            messages: Vec::new(),
            can_place: !state.lines.is_empty(),
        }
    }

    fn order(state: &State, now: Timestamp) -> OrderView {
        let cart = Self::view(state);
        OrderView {
            id: OrderId::new(),
            number: format!("SO-{:04}", state.orders.len() + 1),
            state: OrderState::Placed,
            actions: Vec::new(),
            company: company_name(),
            currency: currency(),
            net_total: cart.totals.net,
            tax_total: cart.totals.tax,
            gross_total: cart.totals.gross,
            line_count: u32::try_from(state.lines.len()).unwrap(),
            placed_at: now,
            order_date: now.date_in("Europe/Warsaw").unwrap(),
            requested_date: state.checkout.requested_date,
            po_number: state.checkout.po_number.clone(),
            external_id: None,
            lines: cart.lines.into_iter().map(ordered).collect(),
            taxes: cart.taxes,
            shown: cart.shown,
            delivery_address: state.checkout.delivery_address.clone().unwrap_or_default(),
            note: state.checkout.note.clone(),
            terms: OrderTerms::default(),
            placed_by: PlacedBy { name: "Ola".to_owned(), email: "ola@x.example".to_owned() },
            on_behalf: false,
            history: vec![OrderHistoryEntry { at: now, event: "placed".to_owned(), by: "Ola".to_owned(), note: None }],
        }
    }
}

#[async_trait]
impl Ordering for Engines {
    async fn current_cart(&self, _: &Ctx) -> Outcome<CartView> {
        Ok(Self::view(&self.0.lock().unwrap()))
    }

    async fn current_cart_lines(&self, _: &Ctx) -> Outcome<u32> {
        Ok(u32::try_from(self.0.lock().unwrap().lines.len()).unwrap())
    }

    async fn add_to_cart(&self, _: &Ctx, wanted: &str, quantity: Quantity, _: Option<&str>) -> Outcome<CartView> {
        let Some(index) = (0..COUNT).find(|index| sku(*index).eq_ignore_ascii_case(wanted)) else {
            let detail = format!("There is no product {wanted}.");
            return Err(Fault::field("orders.unknown_product", "/lines/0/sku", detail));
        };
        if !quantity.fits_decimals(0) {
            let field =
                FieldFault { pointer: "/quantity".into(), code: "bad_quantity", detail: "Whole pieces only.".into() };
            return Err(Fault::fields("orders.bad_lines", "Some lines cannot be ordered.", vec![field]));
        }
        let mut state = self.0.lock().unwrap();
        state.lines.push((CartLineId::new(), index, quantity));
        Ok(Self::view(&state))
    }

    async fn change_line(
        &self,
        _: &Ctx,
        _: CartId,
        line: CartLineId,
        quantity: Quantity,
        _: Option<&str>,
    ) -> Outcome<CartView> {
        if quantity > q("500") {
            return Err(Fault::new(FaultKind::Conflict, "orders.out_of_stock", "Only 500 are left."));
        }
        let mut state = self.0.lock().unwrap();
        if quantity == Quantity::ZERO {
            state.lines.retain(|(id, _, _)| *id != line);
        }
        for (id, _, known) in &mut state.lines {
            if *id == line {
                *known = quantity;
            }
        }
        Ok(Self::view(&state))
    }

    async fn set_checkout(&self, _: &Ctx, cart: CartId, checkout: CheckoutData) -> Outcome<CartView> {
        let mut state = self.0.lock().unwrap();
        if state.cart != cart {
            return Err(Fault::not_found("open cart"));
        }
        state.checkout = checkout;
        Ok(Self::view(&state))
    }

    async fn place_cart(&self, ctx: &Ctx, cart: CartId, totals_hash: &str) -> Outcome<OrderView> {
        let mut state = self.0.lock().unwrap();
        if state.cart != cart {
            return Err(Fault::not_found("open cart"));
        }
        if Self::view(&state).totals.hash != totals_hash {
            return Err(Fault::new(FaultKind::Conflict, "orders.totals_changed", "The totals have changed."));
        }
        let order = Self::order(&state, ctx.now());
        state.orders.push(order.clone());
        state.lines.clear();
        state.cart = CartId::new();
        Ok(order)
    }

    async fn orders(&self, _: &Ctx, query: &OrderQuery, page: &PageRequest) -> Outcome<Page<OrderSummary>> {
        let state = self.0.lock().unwrap();
        let summary = |order: &OrderView| OrderSummary {
            id: order.id,
            number: order.number.clone(),
            state: order.state,
            company: order.company.clone(),
            currency: order.currency,
            net_total: order.net_total.clone(),
            tax_total: order.tax_total.clone(),
            gross_total: order.gross_total.clone(),
            line_count: order.line_count,
            placed_at: order.placed_at,
            order_date: order.order_date,
            po_number: order.po_number.clone(),
            external_id: None,
        };
        let wanted = state.orders.iter().filter(|order| query.state.is_none_or(|state| state == order.state));
        let all: Vec<_> = wanted.map(summary).collect();
        let total = Some(all.len() as u64);
        Ok(Page { items: all.into_iter().take(page.limit() as usize).collect(), next_cursor: None, total })
    }

    async fn order(&self, _: &Ctx, id: OrderId) -> Outcome<Option<OrderView>> {
        Ok(self.0.lock().unwrap().orders.iter().find(|order| order.id == id).cloned())
    }
}

fn company_name() -> CompanyName {
    CompanyName { id: CompanyId::from_uuid(uuid::Uuid::nil()), code: "K-1".into(), name: "Stocznia Północ".into() }
}

#[async_trait]
impl Companies for Engines {
    async fn company(&self, _: &Ctx, _: &CompanyRef) -> Outcome<Option<CompanyFacts>> {
        let CompanyName { id, code, name } = company_name();
        let address = Address {
            name: String::new(),
            street: "ul. Doki 1".into(),
            postal_code: "80-958".into(),
            city: "Gdańsk".into(),
            country: "PL".into(),
        };
        Ok(Some(CompanyFacts {
            id,
            code,
            name,
            vat_id: None,
            kind: CompanyKind::Company,
            tax_id: None,
            country: "PL".into(),
            address,
            is_archived: false,
        }))
    }
}

#[async_trait]
impl SignIn for Engines {
    async fn sign_in(&self, ctx: &Ctx, attempt: SignInAttempt<'_>) -> Outcome<SignInStep> {
        match attempt.password {
            "right" => Ok(SignInStep::Opened(Box::new(self.opened(ctx).await?))),
            "half" => {
                let methods = vec!["totp", "recovery_code"];
                Ok(SignInStep::SecondFactor(SecondFactorView { step: "second_factor", ticket: "half".into(), methods }))
            }
            _ => Err(Fault::new(FaultKind::Unauthenticated, "identity.wrong_credentials", "Wrong.")),
        }
    }

    async fn second_factor(&self, ctx: &Ctx, ticket: &str, code: &str) -> Outcome<OpenedSession> {
        if (ticket, code) != ("half", "123456") {
            return Err(Fault::field("identity.wrong_code", "/code", "Wrong."));
        }
        self.opened(ctx).await
    }

    async fn passkey_challenge(&self, _: &Ctx) -> Outcome<PasskeyChallenge> {
        Err(Fault::not_found("passkey"))
    }

    async fn sign_in_with_passkey(
        &self,
        _: &Ctx,
        _: &str,
        _: &serde_json::Value,
        _: Option<MembershipId>,
    ) -> Outcome<OpenedSession> {
        Err(Fault::not_found("passkey"))
    }

    async fn switch_persona(&self, ctx: &Ctx, _: MembershipId) -> Outcome<OpenedSession> {
        self.opened(ctx).await
    }

    async fn hand_over(&self, _: &Ctx, _: &str) -> Outcome<HandoverView> {
        Err(Fault::not_found("shop"))
    }

    async fn accept_handover(&self, _: &Ctx, _: &str) -> Outcome<OpenedSession> {
        Err(Fault::not_found("way"))
    }

    async fn sign_out(&self, _: &Ctx, _: &str) -> Outcome<()> {
        Ok(())
    }

    async fn session(&self, _: &Ctx, _: Option<&str>) -> Outcome<SessionView> {
        let code = |text: &str| NamedCode { code: text.into(), name: text.into() };
        let persona = PersonaView {
            membership_id: MembershipId::new(),
            audience: "buyer".into(),
            role: code("buyer"),
            company: Some(company_name()),
        };
        Ok(SessionView {
            user: UserView { id: UserId::new(), email: "ola@x.example".into(), name: "Ola".into() },
            personas: vec![persona.clone()],
            persona,
            permissions: Vec::new(),
            csrf_token: String::new(),
            tenant: code("baltic"),
            channel: ChannelView { code: "web".into(), currency: currency(), languages: vec![Locale::Pl] },
            legal_entity: LegalEntityView {
                name: String::new(),
                time_zone: "Europe/Warsaw".into(),
                country: "PL".into(),
            },
            acting: None,
            elsewhere: Vec::new(),
            needs_second_factor: false,
        })
    }
}

impl Engines {
    async fn opened(&self, ctx: &Ctx) -> Outcome<OpenedSession> {
        let view = self.session(ctx, None).await?;
        Ok(OpenedSession { secret: "buyer".to_owned(), max_age_seconds: 3_600, device: None, view })
    }
}
