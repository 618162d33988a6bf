//! Several carts: made, named, shared within the company, chosen, and thrown away.
//! Whoever made a cart decides on it as such; what is in it is everybody's to whom it is shared.

use std::collections::HashMap;

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    orders::{CartChange, CartSummary, CartView, Carts, CheckoutData},
};
use kontor_kernel::CartId;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Condition, Order};
use serde_json::json;

use super::{Service, carts::buyer};
use crate::{
    entities::{cart_lines, carts, chosen_carts},
    error::OrderError,
};

/// Carts of a list.
const MOST_LISTED: u64 = 100;
/// Characters of a name.
const LONGEST_NAME: usize = 100;

fn name_of(name: &str) -> Result<String, OrderError> {
    let name = name.trim();
    if name.chars().count() > LONGEST_NAME {
        let detail = format!("The name of a cart may have at most {LONGEST_NAME} characters.");
        return Err(OrderError::BadField { pointer: "/name", detail });
    }
    Ok(name.to_owned())
}

/// Open carts that somebody may fill: their own, and those that others of their company share.
fn reachable(ctx: &Ctx) -> Result<Condition, OrderError> {
    let (membership, company) = buyer(ctx)?;
    let own_or_shared =
        Condition::any().add(carts::Column::MembershipId.eq(membership)).add(carts::Column::IsShared.eq(true));
    let in_company = Condition::all().add(carts::Column::CompanyId.eq(company));
    Ok(in_company.add(carts::Column::State.eq("open")).add(own_or_shared))
}

impl Service {
    /// Makes an empty cart.
    pub(crate) async fn make_cart(&self, tx: &WriteTx, name: Option<&str>) -> Result<carts::Model, OrderError> {
        let (membership, company) = buyer(tx.ctx())?;
        let now = tx.ctx().now();
        let row = carts::Model {
            tenant_id: tx.tenant(),
            id: CartId::new(),
            company_id: company,
            membership_id: membership,
            name: name_of(name.unwrap_or_default())?,
            state: "open".to_owned(),
            version: 1,
            checkout: json!(CheckoutData::default()),
            order_id: None,
            is_shared: Some(false),
            created_at: now,
            updated_at: now,
        };
        tx.insert::<carts::Entity>(row.clone()).await?;
        Ok(row)
    }

    /// An open cart that the caller may fill.
    pub(crate) async fn open_cart(&self, tx: &impl Tx, id: CartId) -> Result<carts::Model, OrderError> {
        let find = tx.find::<carts::Entity>().filter(carts::Column::Id.eq(id)).filter(reachable(tx.ctx())?);
        find.one(tx).await?.ok_or(OrderError::NoSuchCart)
    }

    /// An open cart that the caller made.
    async fn own_cart(&self, tx: &impl Tx, id: CartId) -> Result<carts::Model, OrderError> {
        let (membership, _) = buyer(tx.ctx())?;
        let cart = self.open_cart(tx, id).await?;
        if cart.membership_id == membership { Ok(cart) } else { Err(OrderError::NotYourCart) }
    }

    /// The cart the caller fills: the one they chose, or their own that was changed last.
    pub(crate) async fn latest_cart(&self, tx: &impl Tx) -> Result<Option<carts::Model>, OrderError> {
        let (membership, _) = buyer(tx.ctx())?;
        let chosen = tx.find::<chosen_carts::Entity>().filter(chosen_carts::Column::MembershipId.eq(membership));
        if let Some(chosen) = chosen.one(tx).await? {
            match self.open_cart(tx, chosen.cart_id).await {
                Err(OrderError::NoSuchCart) => {}
                found => return found.map(Some),
            }
        }
        let own = tx.find::<carts::Entity>().filter(reachable(tx.ctx())?);
        let own = own.filter(carts::Column::MembershipId.eq(membership));
        Ok(own.order_by(carts::Column::UpdatedAt, Order::Desc).one(tx).await?)
    }

    /// The carts that the caller may fill, the latest first.
    pub(crate) async fn list_carts(&self, ctx: &Ctx) -> Result<Vec<CartSummary>, OrderError> {
        let (membership, _) = buyer(ctx)?;
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<carts::Entity>().filter(reachable(ctx)?);
        let rows = find.order_by(carts::Column::UpdatedAt, Order::Desc).limit(MOST_LISTED).all(&tx).await?;
        let current = self.latest_cart(&tx).await?.map(|cart| cart.id);
        let lines = line_counts(&tx, &rows).await?;
        tx.finish().await?;
        let summary = |cart: carts::Model| CartSummary {
            line_count: lines.get(&cart.id).copied().unwrap_or(0),
            is_shared: cart.is_shared == Some(true),
            is_own: cart.membership_id == membership,
            is_current: current == Some(cart.id),
            id: cart.id,
            name: cart.name,
            updated_at: cart.updated_at,
        };
        Ok(rows.into_iter().map(summary).collect())
    }

    /// Says which cart the caller is filling.
    pub(crate) async fn choose_cart(&self, tx: &WriteTx, id: CartId) -> Result<(), OrderError> {
        let (membership, _) = buyer(tx.ctx())?;
        let cart = self.open_cart(tx, id).await?;
        let row = chosen_carts::Model {
            tenant_id: tx.tenant(),
            membership_id: membership,
            cart_id: cart.id,
            chosen_at: tx.ctx().now(),
        };
        let keys = [chosen_carts::Column::TenantId, chosen_carts::Column::MembershipId];
        let changes = [chosen_carts::Column::CartId, chosen_carts::Column::ChosenAt];
        tx.upsert_all::<chosen_carts::Entity>(vec![row], keys, changes).await?;
        Ok(())
    }

    /// Names a cart, or shares it.
    pub(crate) async fn change_cart(&self, tx: &WriteTx, id: CartId, change: &CartChange) -> Result<(), OrderError> {
        let cart = self.own_cart(tx, id).await?;
        let name = change.name.as_deref().map(name_of).transpose()?.unwrap_or_else(|| cart.name.clone());
        let is_shared = change.is_shared.or(cart.is_shared).unwrap_or(false);
        self.touch(tx, &cart).await?;
        let update = tx.update::<carts::Entity>().set(carts::Column::Name, name);
        let update = update.set(carts::Column::IsShared, is_shared);
        update.filter(carts::Column::Id.eq(id)).run(tx).await?;
        Ok(())
    }

    /// Throws an open cart away.
    pub(crate) async fn discard_cart(&self, tx: &WriteTx, id: CartId) -> Result<(), OrderError> {
        let cart = self.own_cart(tx, id).await?;
        self.touch(tx, &cart).await?;
        let update = tx.update::<carts::Entity>().set(carts::Column::State, "discarded");
        update.filter(carts::Column::Id.eq(id)).run(tx).await?;
        Ok(())
    }
}

async fn line_counts(tx: &impl Tx, rows: &[carts::Model]) -> Result<HashMap<CartId, u32>, OrderError> {
    let mut counts = HashMap::new();
    for cart in rows {
        let find = tx.find::<cart_lines::Entity>().filter(cart_lines::Column::CartId.eq(cart.id));
        counts.insert(cart.id, u32::try_from(find.count(tx).await?).unwrap_or(u32::MAX));
    }
    Ok(counts)
}

#[async_trait]
impl Carts for Service {
    async fn list(&self, ctx: &Ctx) -> Result<Vec<CartSummary>, Fault> {
        Ok(self.list_carts(ctx).await?)
    }

    async fn make(&self, ctx: &Ctx, name: &str) -> Result<CartView, Fault> {
        let tx = self.boot.store.write(ctx).await?;
        let cart = self.make_cart(&tx, Some(name)).await?;
        self.choose_cart(&tx, cart.id).await?;
        tx.commit().await?;
        Ok(self.empty_view(ctx, &cart).await?)
    }

    async fn choose(&self, ctx: &Ctx, cart: CartId) -> Result<(), Fault> {
        let tx = self.boot.store.write(ctx).await?;
        self.choose_cart(&tx, cart).await?;
        Ok(tx.commit().await?)
    }

    async fn change(&self, ctx: &Ctx, cart: CartId, change: &CartChange) -> Result<(), Fault> {
        let tx = self.boot.store.write(ctx).await?;
        self.change_cart(&tx, cart, change).await?;
        Ok(tx.commit().await?)
    }

    async fn discard(&self, ctx: &Ctx, cart: CartId) -> Result<(), Fault> {
        let tx = self.boot.store.write(ctx).await?;
        self.discard_cart(&tx, cart).await?;
        Ok(tx.commit().await?)
    }
}
