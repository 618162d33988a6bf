//! Carts: a buyer's open carts, changed line by line and computed anew whenever they are shown.
//! Every change raises the version; placing checks it, so that two windows cannot place two different carts.

use kontor_contract::{
    catalog::{LineWish, ProductKind, ProductRef, TaxMode},
    identity::{Companies, CompanyFacts, CompanyName, CompanyRef},
    inventory::Availability,
    orders::{CartLineView, CartMessage, CartView, CheckoutData, OrderView, TaxShare, TotalsView},
};
use kontor_hooks::{Finding, Severity, TaxReason};
use kontor_kernel::{Amount, CartId, CompanyId, MembershipId, ProductId, Quantity, Rate};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{
    ColumnTrait, Order,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    Service,
    compute::{ComputedLine, Draft, Intent},
    place::{Placement, Seen},
    taxes,
    terms::check_terms,
    views::{self, Borne},
};
use crate::{
    entities::{cart_lines, carts},
    error::OrderError,
    model::totals::shown_price,
};

/// Who has carts: a membership in a company.
pub(super) fn buyer(ctx: &Ctx) -> Result<(MembershipId, CompanyId), OrderError> {
    let membership = ctx.persona().map(|persona| persona.membership).ok_or(OrderError::NotABuyer)?;
    Ok((membership, ctx.company().ok_or(OrderError::NotABuyer)?))
}

impl Service {
    /// The company a context buys for.
    pub(crate) async fn buying_company(&self, ctx: &Ctx) -> Result<CompanyFacts, OrderError> {
        let (_, company) = buyer(ctx)?;
        let found = self.boot.ports.get::<dyn Companies>()?.company(ctx, &CompanyRef::Id(company)).await?;
        found.ok_or(OrderError::NotABuyer)
    }

    pub(crate) async fn lines_of(&self, tx: &impl Tx, cart: CartId) -> Result<Vec<cart_lines::Model>, OrderError> {
        let find = tx.find::<cart_lines::Entity>().filter(cart_lines::Column::CartId.eq(cart));
        Ok(find.order_by(cart_lines::Column::Position, Order::Asc).all(tx).await?)
    }

    /// Raises the version of an open cart; of two changes to the same state one is told to look again.
    pub(super) async fn touch(&self, tx: &WriteTx, cart: &carts::Model) -> Result<(), OrderError> {
        let changed = tx
            .update::<carts::Entity>()
            .set_expr(carts::Column::Version, Expr::col(carts::Column::Version).add(1))
            .set(carts::Column::UpdatedAt, tx.ctx().now())
            .filter(carts::Column::Id.eq(cart.id))
            .filter(carts::Column::State.eq(cart.state.clone()))
            .filter(carts::Column::Version.eq(cart.version))
            .run(tx)
            .await?;
        if changed == 1 { Ok(()) } else { Err(OrderError::CartChanged) }
    }

    /// Says where and when to deliver, and what else is agreed beside the lines.
    pub(crate) async fn say_terms(&self, ctx: &Ctx, id: CartId, checkout: &CheckoutData) -> Result<(), OrderError> {
        self.check_requested_date(ctx, checkout.requested_date).await?;
        let tx = self.boot.store.write(ctx).await?;
        self.write_checkout(&tx, id, checkout).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn write_checkout(&self, tx: &WriteTx, id: CartId, checkout: &CheckoutData) -> Result<(), OrderError> {
        check_terms(checkout)?;
        let cart = self.open_cart(tx, id).await?;
        self.touch(tx, &cart).await?;
        tx.update::<carts::Entity>()
            .set(carts::Column::Checkout, json!(checkout))
            .filter(carts::Column::Id.eq(id))
            .run(tx)
            .await?;
        Ok(())
    }

    /// A cart computed for this moment.
    pub(crate) async fn view_cart(&self, ctx: &Ctx, id: CartId) -> Result<CartView, OrderError> {
        let tx = self.boot.store.read(ctx).await?;
        let cart = self.open_cart(&tx, id).await?;
        let lines = self.lines_of(&tx, id).await?;
        tx.finish().await?;
        self.view(ctx, cart, &lines).await
    }

    /// A cart nothing has been put into yet.
    pub(crate) async fn empty_view(&self, ctx: &Ctx, cart: &carts::Model) -> Result<CartView, OrderError> {
        self.view(ctx, cart.clone(), &[]).await
    }

    /// Computes what the buyer sees of a cart and its lines.
    pub(crate) async fn view(
        &self,
        ctx: &Ctx,
        cart: carts::Model,
        lines: &[cart_lines::Model],
    ) -> Result<CartView, OrderError> {
        let company = self.buying_company(ctx).await?;
        let checkout: CheckoutData = serde_json::from_value(cart.checkout).unwrap_or_default();
        let intent = Intent::new(company, wishes(lines), today(ctx)?, &checkout);
        let draft = self.compute(ctx, &intent).await?;
        let products: Vec<ProductId> = lines.iter().map(|line| line.product_id).collect();
        let stock = self.availability(ctx, &products).await?;
        let availability = |product: &ProductId| stock.get(product).copied().unwrap_or(Availability::NOT_TRACKED);
        let findings = if lines.is_empty() { Vec::new() } else { self.cart_findings(ctx, &intent, &draft).await };
        let short = self.shortages(ctx, &intent, Some(cart.id), &draft).await?;
        let (terms, of_terms) = self.terms(ctx, &checkout, &draft).await?;
        let mut messages = self.line_messages(ctx, &draft, lines, &short);
        messages.extend(of_terms);
        messages.extend(self.approval_message(ctx, &intent, &draft, checkout.cost_centre.clone()).await?);
        messages.extend(findings.into_iter().map(|finding| message(finding, lines)));
        let is_free = messages.iter().all(|message| message.severity != Severity::Error);
        let line_view = |(index, row): (usize, &cart_lines::Model)| {
            let computed = draft.lines.iter().find(|line| line.wish == index);
            line_view(ctx, row, computed, &draft, availability(&row.product_id))
        };
        Ok(CartView {
            id: cart.id,
            name: cart.name,
            is_shared: cart.is_shared == Some(true),
            version: cart.version,
            company: CompanyName {
                id: intent.company.id,
                code: intent.company.code.clone(),
                name: intent.company.name.clone(),
            },
            currency: draft.currency,
            lines: lines.iter().enumerate().map(line_view).collect(),
            totals: TotalsView {
                net: draft.totals.net.to_text(draft.currency),
                tax: draft.totals.tax.to_text(draft.currency),
                gross: draft.totals.gross.to_text(draft.currency),
                weight_g: draft.weight_g,
                hash: draft.hash.clone(),
            },
            taxes: self.tax_shares(ctx, &draft),
            shown: views::shown(ctx),
            checkout,
            terms,
            can_place: is_free && !lines.is_empty(),
            messages,
        })
    }

    fn tax_shares(&self, ctx: &Ctx, draft: &Draft) -> Vec<TaxShare> {
        let bear = |line: &ComputedLine| Borne {
            rate: line.tax.rate,
            reason: line.tax.reason,
            note: taxes::note(self.boot.texts(), ctx.locale(), line.tax.reason, line.tax.note.as_deref()),
            net: line.amounts.net,
            tax: line.amounts.tax,
        };
        let charged = draft.shipping.charges.iter().map(|charge| Borne {
            rate: charge.tax.rate,
            reason: charge.tax.reason,
            note: taxes::note(self.boot.texts(), ctx.locale(), charge.tax.reason, charge.tax.note.as_deref()),
            net: charge.amounts.net,
            tax: charge.amounts.tax,
        });
        views::shares(draft.lines.iter().map(bear).chain(charged), draft.currency)
    }

    fn line_messages(
        &self,
        ctx: &Ctx,
        draft: &Draft,
        lines: &[cart_lines::Model],
        missing: &[(usize, Option<Quantity>)],
    ) -> Vec<CartMessage> {
        let fault = |(wish, fault): &(usize, kontor_contract::catalog::LineFault)| {
            let (code, text) = self.fault_text(ctx, fault);
            let line_id = lines.get(*wish).map(|line| line.id);
            CartMessage { severity: Severity::Error, code: code.to_owned(), text, line_id }
        };
        let short = |line: &ComputedLine| {
            let (_, available) = missing.iter().find(|(wish, _)| *wish == line.wish)?;
            let text = self.short_text(ctx, line, *available);
            let line_id = lines.get(line.wish).map(|line| line.id);
            Some(CartMessage { severity: Severity::Error, code: "orders.out_of_stock".to_owned(), text, line_id })
        };
        draft.faults.iter().map(fault).chain(draft.lines.iter().filter_map(short)).collect()
    }

    /// Places a cart whose totals the buyer has seen.
    pub(crate) async fn place_open_cart(&self, ctx: &Ctx, id: CartId, hash: &str) -> Result<OrderView, OrderError> {
        let tx = self.boot.store.read(ctx).await?;
        let cart = self.open_cart(&tx, id).await?;
        let lines = self.lines_of(&tx, id).await?;
        tx.finish().await?;
        let checkout: CheckoutData = serde_json::from_value(cart.checkout).unwrap_or_default();
        let company = self.buying_company(ctx).await?;
        self.check_requested_date(ctx, checkout.requested_date).await?;
        let placement = Placement {
            intent: Intent::new(company, wishes(&lines), today(ctx)?, &checkout),
            checkout,
            external_id: None,
            on_behalf: ctx.on_behalf_of().is_some(),
            line_names: std::collections::HashMap::new(),
            seen: Seen::Hash(hash.to_owned()),
            cart: Some((id, cart.version)),
        };
        self.place(ctx, &placement).await
    }
}

/// The date of an order placed now.
pub(crate) fn today(ctx: &Ctx) -> Result<kontor_kernel::BusinessDate, OrderError> {
    ctx.today().map_err(|cause| OrderError::BadField { pointer: "/order_date", detail: cause.to_string() })
}

pub(super) fn wishes(lines: &[cart_lines::Model]) -> Vec<LineWish> {
    let wish = |line: &cart_lines::Model| LineWish {
        product: ProductRef::Id(line.product_id),
        quantity: line.quantity,
        unit: line.unit.clone(),
        manual_price: None,
    };
    lines.iter().map(wish).collect()
}

fn message(finding: Finding, lines: &[cart_lines::Model]) -> CartMessage {
    let index = finding.position.and_then(|position| usize::try_from(position).ok()).and_then(|at| at.checked_sub(1));
    CartMessage {
        severity: finding.severity,
        code: finding.code,
        text: finding.text,
        line_id: index.and_then(|index| lines.get(index)).map(|line| line.id),
    }
}

fn line_view(
    ctx: &Ctx,
    row: &cart_lines::Model,
    computed: Option<&ComputedLine>,
    draft: &Draft,
    availability: Availability,
) -> CartLineView {
    let priced = computed.map(|line| &line.priced);
    let amounts = computed.map(|line| line.amounts).unwrap_or_default();
    let text = |amount: Amount| amount.to_text(draft.currency);
    let shown = computed.map(|line| {
        let (price, mode) = (line.priced.unit_price, line.priced.tax_mode);
        shown_price(price, mode, line.tax.rate, ctx.shows_tax()).unwrap_or((price, mode))
    });
    CartLineView {
        id: row.id,
        position: u32::try_from(row.position).unwrap_or(0),
        product_id: row.product_id,
        sku: priced.map(|line| line.sku.clone()).unwrap_or_default(),
        name: priced.map(|line| line.name.clone()).unwrap_or_default(),
        kind: priced.map_or(ProductKind::Goods, |line| line.kind),
        quantity: row.quantity,
        unit: priced.map(|line| line.unit.clone()).or_else(|| row.unit.clone()).unwrap_or_default(),
        factor: priced.map_or(Quantity::ONE, |line| line.factor),
        base_quantity: priced.map_or(row.quantity, |line| line.base_quantity),
        base_unit: priced.map(|line| line.base_unit.clone()).unwrap_or_default(),
        units: priced.map(|line| line.units.clone()).unwrap_or_default(),
        unit_price: shown.map(|(price, _)| price.to_text(draft.currency)),
        tax_mode: shown.map_or(TaxMode::Net, |(_, mode)| mode),
        per: priced.map_or(Quantity::ONE, |line| line.per),
        discount: text(computed.map_or(Amount::ZERO, |line| line.off)),
        net: text(amounts.net),
        tax_rate: computed.map_or(Rate::ZERO, |line| line.tax.rate),
        tax_reason: computed.map_or(TaxReason::OutsideScope, |line| line.tax.reason),
        tax: text(amounts.tax),
        gross: text(amounts.gross),
        availability,
    }
}
