//! Changing the lines of a cart: decide on what is there, compute what the buyer will see, then write both in one commit.
//! Prices and hooks are asked before the write begins; a cart that changed in between is looked at again.

use kontor_contract::{
    catalog::{LineWish, PricedLine, ProductRef},
    orders::{CartKind, CartView},
};
use kontor_kernel::{CartId, CartLineId, MoneyError, ProductId, Quantity, code_key};
use kontor_store::{Ctx, WriteTx};
use kontor_web::remember_created;
use sea_orm::ColumnTrait;

use super::{
    Service,
    carts::today,
    compute::{Intent, MOST_LINES, field_of},
};
use crate::{
    entities::{cart_lines, carts},
    error::OrderError,
};

/// What happens to the lines of a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// A line is new.
    Insert(cart_lines::Model),
    /// A line has another quantity, or is in another unit.
    Set(CartLineId, Quantity, Option<String>),
    /// A line goes.
    Remove(CartLineId),
}

impl Change {
    pub(super) fn apply_to(&self, lines: &mut Vec<cart_lines::Model>) {
        match self {
            Self::Insert(line) => lines.push(line.clone()),
            Self::Set(id, quantity, unit) => {
                for line in lines.iter_mut().filter(|line| line.id == *id) {
                    line.quantity = *quantity;
                    line.unit.clone_from(unit);
                }
            }
            Self::Remove(id) => lines.retain(|line| line.id != *id),
        }
    }
}

/// New lines go in together.
async fn write(tx: &WriteTx, changes: Vec<Change>) -> Result<(), OrderError> {
    let mut new = Vec::new();
    for change in changes {
        match change {
            Change::Insert(line) => new.push(line),
            Change::Set(id, quantity, unit) => {
                let update = tx.update::<cart_lines::Entity>().set(cart_lines::Column::Quantity, quantity);
                let update = update.set(cart_lines::Column::Unit, unit);
                update.filter(cart_lines::Column::Id.eq(id)).run(tx).await?;
            }
            Change::Remove(id) => {
                tx.delete::<cart_lines::Entity>().filter(cart_lines::Column::Id.eq(id)).run(tx).await?;
            }
        }
    }
    Ok(tx.insert_all::<cart_lines::Entity>(new).await?)
}

/// Decides on changes from what is in the cart.
pub(super) type Decide<'a> =
    dyn Fn(&carts::Model, &[cart_lines::Model]) -> Result<Vec<Change>, OrderError> + Send + Sync + 'a;

const ATTEMPTS: u32 = 4;

/// A product in a unit, as a cart keeps it.
pub(super) struct Orderable {
    product: ProductId,
    /// The packaging unit; nothing for the product's own one.
    unit: Option<String>,
}

impl Orderable {
    fn is(&self, line: &cart_lines::Model) -> bool {
        let key = |unit: Option<&String>| unit.map(|unit| code_key(unit));
        line.product_id == self.product && key(line.unit.as_ref()) == key(self.unit.as_ref())
    }
}

impl Service {
    /// Adds a product; one that is in the cart already in the same unit grows.
    pub(crate) async fn add_line(
        &self,
        ctx: &Ctx,
        id: CartId,
        sku: &str,
        quantity: Quantity,
        unit: Option<&str>,
    ) -> Result<CartView, OrderError> {
        let wanted = self.orderable(ctx, ProductRef::Sku(sku.to_owned()), quantity, unit).await?;
        self.change_lines(ctx, CartKind::Cart, id, &|cart, lines| add(cart, lines, &wanted, quantity)).await
    }

    /// Changes the quantity of a line, and its unit where one is named; zero removes it.
    pub(crate) async fn change_quantity(
        &self,
        ctx: &Ctx,
        id: CartId,
        line: CartLineId,
        quantity: Quantity,
        unit: Option<&str>,
    ) -> Result<CartView, OrderError> {
        let wanted = match unit.filter(|_| quantity.is_positive()) {
            Some(unit) => {
                let product = ProductRef::Id(self.product_of(ctx, id, line).await?);
                Some(self.orderable(ctx, product, quantity, Some(unit)).await?)
            }
            None => None,
        };
        self.change_lines(ctx, CartKind::Cart, id, &|_, lines| set(lines, line, quantity, wanted.as_ref())).await
    }

    async fn product_of(&self, ctx: &Ctx, id: CartId, line: CartLineId) -> Result<ProductId, OrderError> {
        let tx = self.boot.store.read(ctx).await?;
        let cart = self.open_cart(&tx, id).await?;
        let lines = self.lines_of(&tx, cart.id).await?;
        tx.finish().await?;
        lines.iter().find(|known| known.id == line).map(|known| known.product_id).ok_or(OrderError::NoSuchLine)
    }

    pub(super) async fn change_lines(
        &self,
        ctx: &Ctx,
        kind: CartKind,
        id: CartId,
        decide: &Decide<'_>,
    ) -> Result<CartView, OrderError> {
        for attempt in 1..=ATTEMPTS {
            let tx = self.boot.store.read(ctx).await?;
            let cart = self.kept(&tx, kind, id).await?;
            let mut lines = self.lines_of(&tx, id).await?;
            tx.finish().await?;
            let changes = decide(&cart, &lines)?;
            changes.iter().for_each(|change| change.apply_to(&mut lines));
            // Amounts that do not fit are an error here, before such a cart is written: it could never be shown again.
            let view = self.view(ctx, carts::Model { version: cart.version + 1, ..cart.clone() }, &lines).await?;
            let tx = self.boot.store.write(ctx).await?;
            match self.touch(&tx, &cart).await {
                Err(OrderError::CartChanged) if attempt < ATTEMPTS => continue,
                other => other?,
            }
            write(&tx, changes).await?;
            remember_created(&tx, &view).await?;
            tx.commit().await?;
            return Ok(view);
        }
        Err(OrderError::CartChanged)
    }

    /// A product in a unit, when the caller may order this quantity of it.
    async fn orderable(
        &self,
        ctx: &Ctx,
        product: ProductRef,
        quantity: Quantity,
        unit: Option<&str>,
    ) -> Result<Orderable, OrderError> {
        let company = self.buying_company(ctx).await?;
        let wish = LineWish { product, quantity, unit: unit.map(str::to_owned), manual_price: None };
        let intent = Intent::of_lines(company, vec![wish], today(ctx)?);
        let draft = self.compute(ctx, &intent).await?;
        if let Some((_, fault)) = draft.faults.first() {
            let (_, detail) = self.fault_text(ctx, fault);
            let pointer = match field_of(fault) {
                "quantity" => "/quantity",
                "unit" => "/unit",
                _ => "/sku",
            };
            return Err(OrderError::BadField { pointer, detail });
        }
        Ok(orderable(&draft.lines.first().ok_or(OrderError::NoLines)?.priced))
    }
}

/// What of a priced line a cart keeps.
pub(super) fn orderable(priced: &PricedLine) -> Orderable {
    let is_own = code_key(&priced.unit) == code_key(&priced.base_unit);
    Orderable { product: priced.product, unit: (!is_own).then(|| priced.unit.clone()) }
}

/// Adds many products. What is in the cart already, or stands among them twice, grows.
pub(super) fn add_all(
    cart: &carts::Model,
    lines: &[cart_lines::Model],
    wanted: &[(Orderable, Quantity)],
) -> Result<Vec<Change>, OrderError> {
    let mut all = lines.to_vec();
    for (orderable, quantity) in wanted {
        for change in add(cart, &all, orderable, *quantity)? {
            change.apply_to(&mut all);
        }
    }
    let new = all.split_off(lines.len());
    let grown = all.into_iter().zip(lines).filter(|(now, before)| now.quantity != before.quantity);
    let set = grown.map(|(now, _)| Change::Set(now.id, now.quantity, now.unit));
    Ok(set.chain(new.into_iter().map(Change::Insert)).collect())
}

/// Puts many products in the place of all that is there.
pub(super) fn replace_all(
    cart: &carts::Model,
    lines: &[cart_lines::Model],
    wanted: &[(Orderable, Quantity)],
) -> Result<Vec<Change>, OrderError> {
    let gone = lines.iter().map(|line| Change::Remove(line.id));
    Ok(gone.chain(add_all(cart, &[], wanted)?).collect())
}

fn add(
    cart: &carts::Model,
    lines: &[cart_lines::Model],
    wanted: &Orderable,
    quantity: Quantity,
) -> Result<Vec<Change>, OrderError> {
    if let Some(line) = lines.iter().find(|line| wanted.is(line)) {
        return Ok(vec![grow(line, quantity)?]);
    }
    if lines.len() >= MOST_LINES {
        return Err(OrderError::TooManyLines(MOST_LINES));
    }
    Ok(vec![Change::Insert(cart_lines::Model {
        tenant_id: cart.tenant_id,
        id: CartLineId::new(),
        cart_id: cart.id,
        position: lines.last().map_or(1, |last| last.position + 1),
        product_id: wanted.product,
        quantity,
        unit: wanted.unit.clone(),
    })])
}

fn grow(line: &cart_lines::Model, quantity: Quantity) -> Result<Change, OrderError> {
    let sum = line.quantity.checked_add(quantity).ok_or(MoneyError::Overflow)?;
    Ok(Change::Set(line.id, sum, line.unit.clone()))
}

/// A line that comes to be in the unit of another one becomes part of that.
fn set(
    lines: &[cart_lines::Model],
    id: CartLineId,
    quantity: Quantity,
    wanted: Option<&Orderable>,
) -> Result<Vec<Change>, OrderError> {
    let line = lines.iter().find(|line| line.id == id).ok_or(OrderError::NoSuchLine)?;
    if quantity < Quantity::ZERO {
        let detail = "A quantity cannot be negative; write 0 to remove the line.".to_owned();
        return Err(OrderError::BadField { pointer: "/quantity", detail });
    }
    if quantity == Quantity::ZERO {
        return Ok(vec![Change::Remove(line.id)]);
    }
    let Some(wanted) = wanted else { return Ok(vec![Change::Set(line.id, quantity, line.unit.clone())]) };
    match lines.iter().find(|other| other.id != id && wanted.is(other)) {
        Some(other) => Ok(vec![Change::Remove(line.id), grow(other, quantity)?]),
        None => Ok(vec![Change::Set(line.id, quantity, wanted.unit.clone())]),
    }
}
