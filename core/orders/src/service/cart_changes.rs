//! Changing the lines of a cart: decide on what is there, compute what the buyer will see, then write both in one commit.
//! Prices and hooks are asked before the write begins; a cart that changed in between is looked at again.

use kontor_contract::{
    catalog::{LineFault, LineWish, ProductRef},
    orders::CartView,
};
use kontor_kernel::{CartId, CartLineId, MoneyError, ProductId, Quantity};
use kontor_store::{Ctx, WriteTx};
use kontor_web::remember_created;
use sea_orm::ColumnTrait;

use super::{
    Service,
    carts::today,
    compute::{Intent, MOST_LINES},
};
use crate::{
    entities::{cart_lines, carts},
    error::OrderError,
};

/// What happens to the lines of a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    /// A line is new.
    Insert(cart_lines::Model),
    /// A line has another quantity.
    Set(CartLineId, Quantity),
    /// A line goes.
    Remove(CartLineId),
}

impl Change {
    fn apply_to(&self, lines: &mut Vec<cart_lines::Model>) {
        match self {
            Self::Insert(line) => lines.push(line.clone()),
            Self::Set(id, quantity) => {
                for line in lines.iter_mut().filter(|line| line.id == *id) {
                    line.quantity = *quantity;
                }
            }
            Self::Remove(id) => lines.retain(|line| line.id != *id),
        }
    }

    async fn write(self, tx: &WriteTx) -> Result<(), OrderError> {
        match self {
            Self::Insert(line) => tx.insert::<cart_lines::Entity>(line).await?,
            Self::Set(id, quantity) => {
                let update = tx.update::<cart_lines::Entity>().set(cart_lines::Column::Quantity, quantity);
                update.filter(cart_lines::Column::Id.eq(id)).run(tx).await?;
            }
            Self::Remove(id) => {
                tx.delete::<cart_lines::Entity>().filter(cart_lines::Column::Id.eq(id)).run(tx).await?;
            }
        }
        Ok(())
    }
}

/// Decides on a change from what is in the cart.
type Decide<'a> = dyn Fn(&carts::Model, &[cart_lines::Model]) -> Result<Change, OrderError> + Send + Sync + 'a;

const ATTEMPTS: u32 = 4;

impl Service {
    /// Adds a product; one that is in the cart already grows.
    pub(crate) async fn add_line(
        &self,
        ctx: &Ctx,
        id: CartId,
        sku: &str,
        quantity: Quantity,
    ) -> Result<CartView, OrderError> {
        let product = self.orderable(ctx, sku, quantity).await?;
        self.change_lines(ctx, id, &|cart, lines| add(cart, lines, product, quantity)).await
    }

    /// Changes the quantity of a line; zero removes it.
    pub(crate) async fn change_quantity(
        &self,
        ctx: &Ctx,
        id: CartId,
        line: CartLineId,
        quantity: Quantity,
    ) -> Result<CartView, OrderError> {
        self.change_lines(ctx, id, &|_, lines| set(lines, line, quantity)).await
    }

    async fn change_lines(&self, ctx: &Ctx, id: CartId, decide: &Decide<'_>) -> Result<CartView, OrderError> {
        for attempt in 1..=ATTEMPTS {
            let tx = self.boot.store.read(ctx).await?;
            let cart = self.open_cart(&tx, id).await?;
            let mut lines = self.lines_of(&tx, id).await?;
            tx.finish().await?;
            let change = decide(&cart, &lines)?;
            change.apply_to(&mut lines);
            // Amounts that do not fit are an error here, before such a cart is written: it could never be shown again.
            let view = self.view(ctx, carts::Model { version: cart.version + 1, ..cart.clone() }, &lines).await?;
            let tx = self.boot.store.write(ctx).await?;
            match self.touch(&tx, &cart).await {
                Err(OrderError::CartChanged) if attempt < ATTEMPTS => continue,
                other => other?,
            }
            change.write(&tx).await?;
            remember_created(&tx, &view).await?;
            tx.commit().await?;
            return Ok(view);
        }
        Err(OrderError::CartChanged)
    }

    /// The product of a code, when the caller may order this quantity of it.
    async fn orderable(&self, ctx: &Ctx, sku: &str, quantity: Quantity) -> Result<ProductId, OrderError> {
        let company = self.buying_company(ctx).await?;
        let wish = LineWish { product: ProductRef::Sku(sku.to_owned()), quantity, manual_price: None };
        let intent = Intent::new(company, vec![wish], today(ctx)?, None);
        let draft = self.compute(ctx, &intent).await?;
        if let Some((_, fault)) = draft.faults.first() {
            let (_, detail) = self.fault_text(ctx, fault);
            let is_quantity = matches!(fault, LineFault::BadQuantity { .. } | LineFault::QuantityRule { .. });
            return Err(OrderError::BadField { pointer: if is_quantity { "/quantity" } else { "/sku" }, detail });
        }
        draft.lines.first().map(|line| line.priced.product).ok_or(OrderError::NoLines)
    }
}

fn add(
    cart: &carts::Model,
    lines: &[cart_lines::Model],
    product: ProductId,
    quantity: Quantity,
) -> Result<Change, OrderError> {
    if let Some(line) = lines.iter().find(|line| line.product_id == product) {
        let sum = line.quantity.checked_add(quantity).ok_or(MoneyError::Overflow)?;
        return Ok(Change::Set(line.id, sum));
    }
    if lines.len() >= MOST_LINES {
        return Err(OrderError::TooManyLines(MOST_LINES));
    }
    Ok(Change::Insert(cart_lines::Model {
        tenant_id: cart.tenant_id,
        id: CartLineId::new(),
        cart_id: cart.id,
        position: lines.last().map_or(1, |last| last.position + 1),
        product_id: product,
        quantity,
    }))
}

fn set(lines: &[cart_lines::Model], id: CartLineId, quantity: Quantity) -> Result<Change, OrderError> {
    let line = lines.iter().find(|line| line.id == id).ok_or(OrderError::NoSuchLine)?;
    if quantity < Quantity::ZERO {
        let detail = "A quantity cannot be negative; write 0 to remove the line.".to_owned();
        return Err(OrderError::BadField { pointer: "/quantity", detail });
    }
    Ok(if quantity == Quantity::ZERO { Change::Remove(line.id) } else { Change::Set(line.id, quantity) })
}
