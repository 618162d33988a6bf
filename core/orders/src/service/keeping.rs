//! Several carts and shopping lists: made, named, shared within the company, chosen, and thrown away.
//! Whoever made one decides on it as such; what is in it is everybody's to whom it is shared.

use std::collections::HashMap;

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    orders::{CartChange, CartKind, CartSummary, CartView, Carts, CheckoutData, QuickRow},
};
use kontor_kernel::CartId;
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::remember_created;
use sea_orm::{ColumnTrait, Condition, Order};
use serde_json::json;

use super::{
    Service,
    cart_changes::{add_all, replace_all},
    carts::buyer,
};
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

/// The state of what is kept: a shopping list is never placed.
const fn state_of(kind: CartKind) -> &'static str {
    match kind {
        CartKind::Cart => "open",
        CartKind::ShoppingList => "list",
    }
}

const fn no_such(kind: CartKind) -> OrderError {
    match kind {
        CartKind::Cart => OrderError::NoSuchCart,
        CartKind::ShoppingList => OrderError::NoSuchList,
    }
}

/// What somebody may fill: their own, and what others of their company share.
fn reachable(ctx: &Ctx, kind: CartKind) -> Result<Condition, OrderError> {
    let (membership, company) = buyer(ctx)?;
    let own_or_shared =
        Condition::any().add(carts::Column::MembershipId.eq(membership)).add(carts::Column::IsShared.eq(true));
    let in_company = Condition::all().add(carts::Column::CompanyId.eq(company));
    Ok(in_company.add(carts::Column::State.eq(state_of(kind))).add(own_or_shared))
}

/// An empty one that is not written yet.
fn new(ctx: &Ctx, kind: CartKind, name: &str) -> Result<carts::Model, OrderError> {
    let (membership, company) = buyer(ctx)?;
    let now = ctx.now();
    Ok(carts::Model {
        tenant_id: ctx.tenant(),
        id: CartId::new(),
        company_id: company,
        membership_id: membership,
        name: name_of(name)?,
        state: state_of(kind).to_owned(),
        version: 1,
        checkout: json!(CheckoutData::default()),
        order_id: None,
        is_shared: Some(false),
        created_at: now,
        updated_at: now,
    })
}

impl Service {
    /// Makes an empty cart.
    pub(crate) async fn make_cart(&self, tx: &WriteTx, name: Option<&str>) -> Result<carts::Model, OrderError> {
        let row = new(tx.ctx(), CartKind::Cart, name.unwrap_or_default())?;
        tx.insert::<carts::Entity>(row.clone()).await?;
        Ok(row)
    }

    /// An open cart that the caller may fill.
    pub(crate) async fn open_cart(&self, tx: &impl Tx, id: CartId) -> Result<carts::Model, OrderError> {
        self.kept(tx, CartKind::Cart, id).await
    }

    /// A cart or shopping list that the caller may fill.
    pub(crate) async fn kept(&self, tx: &impl Tx, kind: CartKind, id: CartId) -> Result<carts::Model, OrderError> {
        let find = tx.find::<carts::Entity>().filter(carts::Column::Id.eq(id)).filter(reachable(tx.ctx(), kind)?);
        find.one(tx).await?.ok_or(no_such(kind))
    }

    /// One that the caller made.
    async fn own_kept(&self, tx: &impl Tx, kind: CartKind, id: CartId) -> Result<carts::Model, OrderError> {
        let (membership, _) = buyer(tx.ctx())?;
        let cart = self.kept(tx, kind, id).await?;
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
        let own = tx.find::<carts::Entity>().filter(reachable(tx.ctx(), CartKind::Cart)?);
        let own = own.filter(carts::Column::MembershipId.eq(membership));
        Ok(own.order_by(carts::Column::UpdatedAt, Order::Desc).one(tx).await?)
    }

    /// What the caller may fill, the latest first.
    pub(crate) async fn list_kept(&self, ctx: &Ctx, kind: CartKind) -> Result<Vec<CartSummary>, OrderError> {
        let (membership, _) = buyer(ctx)?;
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<carts::Entity>().filter(reachable(ctx, kind)?);
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

    /// Names one, or shares it.
    async fn change_kept(
        &self,
        tx: &WriteTx,
        kind: CartKind,
        id: CartId,
        change: &CartChange,
    ) -> Result<(), OrderError> {
        let cart = self.own_kept(tx, kind, id).await?;
        let name = change.name.as_deref().map(name_of).transpose()?.unwrap_or_else(|| cart.name.clone());
        let is_shared = change.is_shared.or(cart.is_shared).unwrap_or(false);
        self.touch(tx, &cart).await?;
        let update = tx.update::<carts::Entity>().set(carts::Column::Name, name);
        let update = update.set(carts::Column::IsShared, is_shared);
        update.filter(carts::Column::Id.eq(id)).run(tx).await?;
        Ok(())
    }

    /// Throws one away.
    async fn discard_kept(&self, tx: &WriteTx, kind: CartKind, id: CartId) -> Result<(), OrderError> {
        let cart = self.own_kept(tx, kind, id).await?;
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
    async fn list(&self, ctx: &Ctx, kind: CartKind) -> Result<Vec<CartSummary>, Fault> {
        Ok(self.list_kept(ctx, kind).await?)
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

    async fn change(&self, ctx: &Ctx, kind: CartKind, id: CartId, change: &CartChange) -> Result<(), Fault> {
        let tx = self.boot.store.write(ctx).await?;
        self.change_kept(&tx, kind, id, change).await?;
        Ok(tx.commit().await?)
    }

    async fn discard(&self, ctx: &Ctx, kind: CartKind, id: CartId) -> Result<(), Fault> {
        let tx = self.boot.store.write(ctx).await?;
        self.discard_kept(&tx, kind, id).await?;
        Ok(tx.commit().await?)
    }

    async fn shopping_list(&self, ctx: &Ctx, id: CartId) -> Result<CartView, Fault> {
        let tx = self.boot.store.read(ctx).await?;
        let list = self.kept(&tx, CartKind::ShoppingList, id).await?;
        let lines = self.lines_of(&tx, id).await?;
        tx.finish().await?;
        Ok(self.view(ctx, list, &lines).await?)
    }

    async fn make_shopping_list(&self, ctx: &Ctx, name: &str, rows: &[QuickRow]) -> Result<CartView, Fault> {
        let list = new(ctx, CartKind::ShoppingList, name)?;
        let wanted = self.wanted(ctx, rows).await?;
        let mut lines = Vec::new();
        add_all(&list, &[], &wanted)?.iter().for_each(|change| change.apply_to(&mut lines));
        let view = self.view(ctx, list.clone(), &lines).await?;
        let tx = self.boot.store.write(ctx).await?;
        tx.insert::<carts::Entity>(list).await?;
        tx.insert_all::<cart_lines::Entity>(lines).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    async fn fill_shopping_list(&self, ctx: &Ctx, id: CartId, rows: &[QuickRow]) -> Result<CartView, Fault> {
        let wanted = self.wanted(ctx, rows).await?;
        Ok(self.change_lines(ctx, CartKind::ShoppingList, id, &|list, lines| replace_all(list, lines, &wanted)).await?)
    }
}
