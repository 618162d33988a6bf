//! Placing an order: one short transaction that checks, takes stock and writes everything, or nothing.
//! When the catalogue has moved on since the draft was computed, it is computed again from the newest state.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::{
    FieldFault, Sentence,
    audit::Change,
    catalog::{Pricing, ProductKind, TaxMode},
    discounts::{DiscountUse, DiscountUses},
    identity::{Address, CompanyFacts},
    inventory::{Stock, Taken, Taker},
    orders::{CheckoutData, ExternalId, OrderState, OrderView},
    quotas::{QuotaKind, Quotas},
};
use kontor_kernel::{CartId, Id, OrderId, ProductId, sort_key};
use kontor_store::{Ctx, Principal, StoreError, TaxRounding, Tx, WriteTx};
use kontor_web::remember_created;
use sea_orm::ColumnTrait;
use serde_json::json;

use super::{
    Service,
    compute::{ComputedLine, Draft, Intent, Taking, channel, short_lines, stock_wishes, unit_weight_g},
    orders::placed,
    terms::check_terms,
    views,
};
use crate::{
    entities::{carts, history, lines, orders},
    error::OrderError,
    model::machine::state_name,
};

/// An order that somebody wants to place.
#[derive(Debug, Clone)]
pub(crate) struct Placement {
    pub(crate) intent: Intent,
    /// What is agreed beside the lines.
    pub(crate) checkout: CheckoutData,
    pub(crate) external_id: Option<ExternalId>,
    pub(crate) on_behalf: bool,
    /// Names for lines, by place; the catalogue's where nothing is said.
    pub(crate) line_names: HashMap<usize, String>,
    /// What the buyer has seen and agrees to.
    pub(crate) seen: Seen,
    /// The cart it comes from, with the version that was computed.
    pub(crate) cart: Option<(CartId, i64)>,
}

/// What the buyer agrees to.
#[derive(Debug, Clone)]
pub(crate) enum Seen {
    /// Whatever it costs: the request names no totals.
    Anything,
    /// Exactly these lines and prices.
    Hash(String),
    /// This net total, decimal text.
    NetTotal(String),
}

const ATTEMPTS: u32 = 5;
/// Orders are numbered in this series.
const SERIES: &str = "orders";

/// What one attempt came to.
enum Attempt {
    Placed(Box<OrderView>),
    CatalogueMoved,
}

impl Service {
    /// Places an order and answers with it.
    pub(crate) async fn place(&self, ctx: &Ctx, placement: &Placement) -> Result<OrderView, OrderError> {
        if placement.intent.wishes.is_empty() {
            return Err(OrderError::NoLines);
        }
        if placement.intent.company.is_archived {
            return Err(OrderError::CustomerArchived(placement.intent.company.code.clone()));
        }
        check_texts(placement)?;
        let number = self.boot.store.next_number(ctx, SERIES).await?;
        for attempt in 1..=ATTEMPTS {
            let draft = self.checked_draft(ctx, placement).await?;
            match self.commit(ctx, placement, &draft, number).await {
                Ok(Attempt::Placed(order)) => return Ok(*order),
                Ok(Attempt::CatalogueMoved) => self.boot.ports.get::<dyn Pricing>()?.refresh(ctx).await?,
                Err(error) if error.as_ref().is_conflict() && attempt < ATTEMPTS => {}
                Err(error) => return Err(error),
            }
        }
        Err(OrderError::CatalogueInMotion)
    }

    /// A draft in which every line can be ordered, nobody objects and the buyer has seen the totals.
    async fn checked_draft(&self, ctx: &Ctx, placement: &Placement) -> Result<Draft, OrderError> {
        let draft = self.compute(ctx, &placement.intent).await?;
        if !draft.faults.is_empty() {
            return Err(OrderError::BadLines(self.field_faults(ctx, &draft)));
        }
        let is_agreed = match &placement.seen {
            Seen::Anything => true,
            Seen::Hash(hash) => *hash == draft.hash,
            Seen::NetTotal(net) => {
                let seen = kontor_kernel::Amount::parse(net, draft.currency).map_err(|cause| OrderError::BadField {
                    pointer: "/expected_net_total",
                    detail: cause.to_string(),
                })?;
                seen == draft.totals.net
            }
        };
        if !is_agreed {
            return Err(OrderError::TotalsChanged {
                net: draft.totals.net.to_text(draft.currency),
                gross: draft.totals.gross.to_text(draft.currency),
                hash: draft.hash,
            });
        }
        self.check_order(ctx, &placement.intent, &draft).await?;
        Ok(draft)
    }

    async fn commit(
        &self,
        ctx: &Ctx,
        placement: &Placement,
        draft: &Draft,
        number: i64,
    ) -> Result<Attempt, OrderError> {
        let pricing = self.boot.ports.get::<dyn Pricing>()?;
        let mut order = order_row(ctx, placement, draft, number)?;
        let terms = self.keep_terms(ctx, &mut order, placement, draft).await?;
        let rows: Vec<lines::Model> = draft.lines.iter().map(|line| line_row(&order, placement, line)).collect();
        // What kits are made of belongs to the same state of the catalogue: the commit finds out whether it still holds.
        let takings = self.takings(ctx, draft).await?;
        let products = draft.lines.iter().map(|line| line.priced.product);
        let products: Vec<ProductId> = products.chain(takings.iter().map(|taking| taking.part.product)).collect();
        let to_approve = self.approval_question(ctx, &placement.intent, draft, &order).await?;
        let tx = self.boot.store.write(ctx).await?;
        if !pricing.is_current(&tx, draft.epoch, &products).await? {
            return Ok(Attempt::CatalogueMoved);
        }
        let owes = self.take_stock(&tx, placement, order.id, draft, &takings).await?;
        if let Some((cart, version)) = placement.cart {
            close_cart(&tx, cart, version, order.id).await?;
        }
        // Stock, codes, budgets: an order that ends gives them back in the same order, so that no two wait for each other.
        self.count_discounts(&tx, &order, draft).await?;
        order.state = state_name(self.first_state(&tx, to_approve.as_ref()).await?).to_owned();
        let past = history_row(ctx, &order);
        write_order(&tx, &order, placement).await?;
        tx.insert_all::<lines::Entity>(rows.clone()).await?;
        terms.write(&tx).await?;
        tx.insert::<history::Entity>(past.clone()).await?;
        // Until it is approved, nobody is told of it.
        if order.state == state_name(OrderState::Placed) {
            tx.publish(&placed(&order)).await?;
        }
        self.record_entry(&tx, placement, &order, &rows).await?;
        if let Some(quotas) = self.boot.ports.find::<dyn Quotas>() {
            quotas.check(&tx, QuotaKind::OrdersPerDay, 1).await?;
        }
        let id = order.id;
        let mut view = views::order(ctx, self.boot.texts(), order, rows, terms, vec![past]);
        if owes {
            let waiting = self.boot.ports.get::<dyn Stock>()?.waiting_in(&tx, id).await?;
            self.tell_waiting(ctx, &mut view, &waiting).await?;
        }
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(Attempt::Placed(Box::new(view)))
    }

    /// Promotions and codes are used up in the commit of the order that they are taken off.
    async fn count_discounts(&self, tx: &WriteTx, order: &orders::Model, draft: &Draft) -> Result<(), OrderError> {
        if draft.discounts.is_empty() {
            return Ok(());
        }
        let used = draft.discounts.iter().map(|given| DiscountUse {
            source: given.source.clone(),
            code: given.code.clone(),
            amount: given.amount,
            currency: draft.currency,
        });
        let used: Vec<DiscountUse> = used.collect();
        for counter in self.boot.ports.all::<dyn DiscountUses>() {
            counter.take(tx, order.id, order.company_id, &used).await?;
        }
        Ok(())
    }

    /// What staff do for a customer goes on record; what customers do themselves stands in the order's own history.
    async fn record_entry(
        &self,
        tx: &WriteTx,
        placement: &Placement,
        order: &orders::Model,
        rows: &[lines::Model],
    ) -> Result<(), OrderError> {
        if !placement.on_behalf && tx.ctx().on_behalf_of().is_none() {
            return Ok(());
        }
        let entered = Change::new("orders.order_entered", "order", order.id, &order.number).after(&json!({
            "company": order.company_code, "order_date": order.order_date, "currency": order.currency.to_string(),
            "net_total": order.net_total.to_text(order.currency), "gross_total": order.gross_total.to_text(order.currency),
            "lines": rows.len(), "po_number": order.po_number, "external_system": order.external_system,
            "external_id": order.external_id,
        }));
        self.boot.record(tx, entered).await?;
        let by_hand = placement.intent.wishes.iter().zip(rows).filter(|(wish, _)| wish.manual_price.is_some());
        let price = |(_, row): (_, &lines::Model)| {
            (format!("{} {}", row.position, row.sku), row.unit_price.to_text(order.currency))
        };
        let prices: BTreeMap<String, String> = by_hand.map(price).collect();
        if prices.is_empty() {
            return Ok(());
        }
        let overridden = Change::new("orders.price_overridden", "order", order.id, &order.number).after(&prices);
        Ok(self.boot.record(tx, overridden).await?)
    }

    /// Reserves the stock; tells whether some of it has to come in first.
    async fn take_stock(
        &self,
        tx: &WriteTx,
        placement: &Placement,
        order: OrderId,
        draft: &Draft,
        takings: &[Taking],
    ) -> Result<bool, OrderError> {
        let Some(stock) = self.boot.ports.find::<dyn Stock>() else { return Ok(false) };
        let cart = placement.cart.map(|(cart, _)| cart);
        let taker = Taker { order, company: placement.intent.company.id, cart };
        let missing = match stock.take(tx, &taker, &stock_wishes(takings)).await? {
            Taken::All => return Ok(false),
            Taken::Owing => return Ok(true),
            Taken::Short(missing) => missing,
        };
        let short = short_lines(takings, &missing);
        let field = |line: &ComputedLine| {
            let (_, available) = short.iter().find(|(wish, _)| *wish == line.wish)?;
            let detail = Sentence::said(self.short_text(tx.ctx(), line, *available));
            Some(FieldFault { pointer: format!("/lines/{}/quantity", line.wish), code: "orders.out_of_stock", detail })
        };
        Err(OrderError::OutOfStock(draft.lines.iter().filter_map(field).collect()))
    }
}

fn check_texts(placement: &Placement) -> Result<(), OrderError> {
    check_terms(&placement.checkout)?;
    let is_good = |text: &str| (1..=LONGEST_EXTERNAL_ID).contains(&text.trim().chars().count());
    if placement.external_id.as_ref().is_some_and(|external| !is_good(&external.system) || !is_good(&external.id)) {
        let detail = format!("The other system and the id there have 1 to {LONGEST_EXTERNAL_ID} characters each.");
        return Err(OrderError::BadField { pointer: "/external_id", detail });
    }
    Ok(())
}

const LONGEST_EXTERNAL_ID: usize = 128;
const LONGEST_ADDRESS_LINE: usize = 200;

/// What a buyer writes on an order is as long as documents can show.
pub(crate) fn check_wording(
    po_number: Option<&str>,
    note: Option<&str>,
    address: Option<&Address>,
) -> Result<(), OrderError> {
    let too_long = |text: Option<&str>, most: usize| text.is_some_and(|text| text.chars().count() > most);
    if too_long(po_number, 60) {
        let detail = "Your order number may have at most 60 characters.".to_owned();
        return Err(OrderError::BadField { pointer: "/po_number", detail });
    }
    if too_long(note, 2_000) {
        let detail = "The note may have at most 2,000 characters.".to_owned();
        return Err(OrderError::BadField { pointer: "/note", detail });
    }
    let lines = address.map(|address| {
        [&address.name, &address.street, &address.postal_code, &address.city, &address.country].map(String::as_str)
    });
    if lines.into_iter().flatten().any(|line| too_long(Some(line), LONGEST_ADDRESS_LINE)) {
        let detail = format!("A line of an address may have at most {LONGEST_ADDRESS_LINE} characters.");
        return Err(OrderError::BadField { pointer: "/delivery_address", detail });
    }
    Ok(())
}

async fn write_order(tx: &WriteTx, order: &orders::Model, placement: &Placement) -> Result<(), OrderError> {
    match (tx.insert::<orders::Entity>(order.clone()).await, &placement.external_id) {
        (Err(StoreError::Duplicate(_)), Some(external)) => {
            Err(OrderError::ExternalIdTaken { system: external.system.clone(), id: external.id.clone() })
        }
        (outcome, _) => Ok(outcome?),
    }
}

async fn close_cart(tx: &WriteTx, cart: CartId, version: i64, order: OrderId) -> Result<(), OrderError> {
    let changed = tx
        .update::<carts::Entity>()
        .set(carts::Column::State, "placed")
        .set(carts::Column::OrderId, order)
        .set(carts::Column::UpdatedAt, tx.ctx().now())
        .filter(carts::Column::Id.eq(cart))
        .filter(carts::Column::State.eq("open"))
        .filter(carts::Column::Version.eq(version))
        .run(tx)
        .await?;
    if changed == 1 { Ok(()) } else { Err(OrderError::CartChanged) }
}

/// How a way of rounding is kept.
const fn rounding_name(rounding: TaxRounding) -> &'static str {
    match rounding {
        TaxRounding::ByLine => "by_line",
        TaxRounding::ByTotal => "by_total",
    }
}

/// The name and the e-mail address of whoever places an order.
fn placed_by(ctx: &Ctx) -> (String, String) {
    match ctx.principal() {
        Principal::User { name, email, .. } => (name.clone(), email.clone()),
        Principal::System(name) => ((*name).to_owned(), String::new()),
        Principal::Anonymous => (String::new(), String::new()),
    }
}

fn order_row(ctx: &Ctx, placement: &Placement, draft: &Draft, number: i64) -> Result<orders::Model, OrderError> {
    let channel = channel(ctx)?;
    let company = &placement.intent.company;
    let (name, email) = placed_by(ctx);
    let external = placement.external_id.clone();
    let text = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let mut row = orders::Model {
        tenant_id: ctx.tenant(),
        id: OrderId::new(),
        search_key: String::new(),
        number: number.to_string(),
        number_rank: number,
        state: state_name(OrderState::Placed).to_owned(),
        legal_entity_id: channel.legal_entity.id,
        channel_id: channel.id,
        company_id: company.id,
        company_code: company.code.clone(),
        company_name: company.name.clone(),
        buyer: json!({ "name": company.name, "code": company.code, "vat_id": tax_id(company), "address": company.address }),
        delivery_address: json!(placement.checkout.delivery_address.as_ref().unwrap_or(&company.address)),
        currency: draft.currency,
        accounting_currency: channel.legal_entity.currency,
        // The channel sells in the currency of its books so far; other currencies bring their rate and its date.
        exchange_rate_ppm: 1_000_000,
        tax_rounding: rounding_name(channel.legal_entity.tax_rounding).to_owned(),
        net_total: draft.totals.net,
        tax_total: draft.totals.tax,
        gross_total: draft.totals.gross,
        line_count: i32::try_from(draft.lines.len()).unwrap_or(i32::MAX),
        order_date: placement.intent.order_date,
        requested_date: placement.checkout.requested_date,
        po_number: text(&placement.checkout.po_number),
        note: text(&placement.checkout.note),
        shipping: None,
        payment: None,
        cost_centre: None,
        partial_delivery: None,
        held_from: None,
        external_system: external.as_ref().map(|external| external.system.clone()),
        external_id: external.map(|external| external.id),
        placed_by: ctx.user(),
        placed_by_name: name,
        placed_by_email: email,
        on_behalf: placement.on_behalf,
        attributes: json!({}),
        totals_hash: draft.hash.clone(),
        price_epoch: draft.epoch,
        placed_at: ctx.now(),
        version: 1,
    };
    row.search_key = sort_key(&searched_by(&row, Some(&row.company_name)));
    Ok(row)
}

/// The VAT id a company buys by, for the snapshot of the buyer.
fn tax_id(company: &CompanyFacts) -> Option<&str> {
    company.tax_id.as_ref().map(|tax_id| tax_id.vat_id.as_str()).or(company.vat_id.as_deref())
}

/// What an order is found by; by its customer's name only where it is given.
pub(crate) fn searched_by(row: &orders::Model, company_name: Option<&str>) -> String {
    let words = [
        Some(row.number.as_str()),
        row.po_number.as_deref(),
        company_name,
        Some(row.company_code.as_str()),
        row.external_id.as_deref(),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn line_row(order: &orders::Model, placement: &Placement, line: &ComputedLine) -> lines::Model {
    let priced = &line.priced;
    lines::Model {
        tenant_id: order.tenant_id,
        order_id: order.id,
        position: i32::try_from(line.wish + 1).unwrap_or(i32::MAX),
        product_id: priced.product,
        sku: priced.sku.clone(),
        name: placement.line_names.get(&line.wish).cloned().unwrap_or_else(|| priced.name.clone()),
        kind: if priced.kind == ProductKind::Goods { "goods".to_owned() } else { "service".to_owned() },
        quantity: priced.quantity,
        unit: priced.unit.clone(),
        unit_factor: priced.factor,
        base_quantity: priced.base_quantity,
        base_unit: Some(priced.base_unit.clone()),
        unit_price: priced.unit_price,
        price_per: priced.per,
        tax_mode: if priced.tax_mode == TaxMode::Net { "net".to_owned() } else { "gross".to_owned() },
        discount: Some(line.off),
        tax_rate: line.tax.rate,
        net: line.amounts.net,
        tax: line.amounts.tax,
        gross: line.amounts.gross,
        price_source: priced.source.clone(),
        weight_g: unit_weight_g(priced),
        configuration: None,
        tax_reason: Some(line.tax.reason.name().to_owned()),
        tax_rule: Some(line.tax.rule.clone()),
        tax_note: line.tax.note.clone(),
    }
}

fn history_row(ctx: &Ctx, order: &orders::Model) -> history::Model {
    history::Model {
        tenant_id: ctx.tenant(),
        id: Id::new(),
        order_id: order.id,
        event: "placed".to_owned(),
        actor: ctx.actor().to_owned(),
        actor_id: ctx.user(),
        note: None,
        at: order.placed_at,
    }
}
