//! The buyer's journey as a port: what the storefront's pages call.
//! Each step opens its own unit of work and answers with what the buyer sees next.

use std::collections::HashMap;

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    catalog::{LineWish, ProductRef},
    identity::Companies,
    orders::{CartView, CheckoutData, DeskOrder, OrderDesk, OrderQuery, OrderSummary, OrderView, Ordering},
};
use kontor_kernel::{CartId, CartLineId, OrderId, Page, PageRequest, Quantity};
use kontor_store::Ctx;

use super::{
    Service,
    carts::today,
    compute::Intent,
    orders::StaffFilter,
    place::{Placement, Seen},
};
use crate::{error::OrderError, model::machine::Action};

#[async_trait]
impl Ordering for Service {
    async fn current_cart(&self, ctx: &Ctx) -> Result<CartView, Fault> {
        let id = self.current_id(ctx).await?;
        Ok(self.view_cart(ctx, id).await?)
    }

    async fn current_cart_lines(&self, ctx: &Ctx) -> Result<u32, Fault> {
        Ok(self.count_lines(ctx).await?)
    }

    async fn add_to_cart(
        &self,
        ctx: &Ctx,
        sku: &str,
        quantity: Quantity,
        unit: Option<&str>,
    ) -> Result<CartView, Fault> {
        let id = self.current_id(ctx).await?;
        Ok(self.add_line(ctx, id, sku, quantity, unit).await?)
    }

    async fn change_line(
        &self,
        ctx: &Ctx,
        cart: CartId,
        line: CartLineId,
        quantity: Quantity,
        unit: Option<&str>,
    ) -> Result<CartView, Fault> {
        Ok(self.change_quantity(ctx, cart, line, quantity, unit).await?)
    }

    async fn set_checkout(&self, ctx: &Ctx, cart: CartId, checkout: CheckoutData) -> Result<CartView, Fault> {
        self.say_terms(ctx, cart, &checkout).await?;
        Ok(self.view_cart(ctx, cart).await?)
    }

    async fn place_cart(&self, ctx: &Ctx, cart: CartId, totals_hash: &str) -> Result<OrderView, Fault> {
        Ok(self.place_open_cart(ctx, cart, totals_hash).await?)
    }

    async fn orders(&self, ctx: &Ctx, query: &OrderQuery, page: &PageRequest) -> Result<Page<OrderSummary>, Fault> {
        Ok(self.list_orders(ctx, query, &StaffFilter::default(), page).await?)
    }

    async fn order(&self, ctx: &Ctx, id: OrderId) -> Result<Option<OrderView>, Fault> {
        Ok(self.find_order(ctx, id).await?)
    }
}

#[async_trait]
impl OrderDesk for Service {
    async fn enter(&self, ctx: &Ctx, order: &DeskOrder) -> Result<OrderView, Fault> {
        let found = self.boot.ports.get::<dyn Companies>()?.company(ctx, &order.company).await?;
        let company = found.ok_or_else(|| OrderError::NoSuchCustomer(format!("{:?}", order.company)))?;
        let wish = |(sku, quantity): &(String, Quantity)| LineWish {
            product: ProductRef::Sku(sku.clone()),
            quantity: *quantity,
            unit: None,
            manual_price: None,
        };
        let checkout =
            CheckoutData { po_number: order.po_number.clone(), note: order.note.clone(), ..CheckoutData::default() };
        let placement = Placement {
            intent: Intent::new(company, order.lines.iter().map(wish).collect(), today(ctx)?, &checkout),
            checkout,
            external_id: None,
            on_behalf: order.on_behalf,
            line_names: HashMap::new(),
            seen: Seen::Anything,
            cart: None,
        };
        Ok(self.place(ctx, &placement).await?)
    }

    async fn confirm(&self, ctx: &Ctx, id: OrderId) -> Result<OrderView, Fault> {
        Ok(self.act(ctx, id, Action::Confirm, None).await?)
    }

    async fn cancel(&self, ctx: &Ctx, id: OrderId, reason: &str) -> Result<OrderView, Fault> {
        Ok(self.act(ctx, id, Action::Cancel, Some(reason.to_owned())).await?)
    }
}

impl Service {
    pub(super) async fn current_id(&self, ctx: &Ctx) -> Result<CartId, OrderError> {
        let tx = self.boot.store.read(ctx).await?;
        let latest = self.latest_cart(&tx).await?;
        tx.finish().await?;
        if let Some(cart) = latest {
            return Ok(cart.id);
        }
        let tx = self.boot.store.write(ctx).await?;
        // Another window may have made one while this one waited for its turn.
        let cart = match self.latest_cart(&tx).await? {
            Some(cart) => cart,
            None => self.make_cart(&tx, None).await?,
        };
        tx.commit().await?;
        Ok(cart.id)
    }

    async fn count_lines(&self, ctx: &Ctx) -> Result<u32, OrderError> {
        let tx = self.boot.store.read(ctx).await?;
        let lines = match self.latest_cart(&tx).await? {
            Some(cart) => self.lines_of(&tx, cart.id).await?.len(),
            None => 0,
        };
        tx.finish().await?;
        Ok(u32::try_from(lines).unwrap_or(u32::MAX))
    }
}
