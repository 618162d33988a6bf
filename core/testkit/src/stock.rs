//! Stock that is held for carts, as an engine holds, uses and ends it: each step in a commit of its own.
//! There is no public route by which a cart holds stock, so these go through the ports.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use kontor_contract::{
    Fault,
    inventory::{Held, Holder, NewHold, Stock, StockHolds, StockWish, Taken, Taker},
};
use kontor_kernel::{CartId, CompanyId, OrderId, ProductId, Quantity, Timestamp};

use crate::Shop;

/// A cart for which a unit is held.
#[derive(Debug, Clone, Copy)]
pub struct HeldCart {
    /// The cart.
    pub cart: CartId,
    /// Whose it is.
    pub company: CompanyId,
    /// Until when the unit is held.
    pub until: Timestamp,
}

impl Shop {
    /// Holds a unit of a product for new carts, each until a time, in one commit.
    pub async fn hold_for_carts(&self, product: &str, ends: Vec<Timestamp>) -> Vec<HeldCart> {
        let (app, facts, wish) = (Arc::clone(self.app.parts()), Arc::clone(&self.facts), one(product));
        let work = self.app.on_server(async move {
            let holds = app.boot.ports.get::<dyn StockHolds>().expect("stock is held");
            let tx = app.store.write(&app.identity.operator_context(&facts)).await.expect("the store is there");
            let mut held = Vec::with_capacity(ends.len());
            for until in ends {
                let (cart, company) = (CartId::new(), CompanyId::new());
                let (company_code, holder) = ("CART".to_owned(), Holder::Cart(cart));
                let new = NewHold { company, company_code, holder, until, note: None };
                let done = holds.hold(&tx, &new, &[wish]).await.expect("stock is kept of it");
                assert!(matches!(done, Held::All(_)), "there is a unit for every cart: {done:?}");
                held.push(HeldCart { cart, company, until });
            }
            tx.commit().await.expect("the store is there");
            held
        });
        work.await
    }

    /// Orders the unit of a cart, as soon as a time has come; whether the order got one.
    pub fn order_from_cart(
        &self,
        product: &str,
        held: HeldCart,
        at: Timestamp,
    ) -> impl Future<Output = bool> + Send + use<> {
        let (app, facts, wish) = (Arc::clone(self.app.parts()), Arc::clone(&self.facts), one(product));
        self.app.on_server(async move {
            let stock = app.boot.ports.get::<dyn Stock>().expect("stock is kept");
            let ctx = app.identity.operator_context(&facts);
            wait_until(&ctx, at).await;
            kontor_store::retry(|| async {
                let taker = Taker { order: OrderId::new(), company: held.company, cart: Some(held.cart) };
                let tx = app.store.write(&ctx).await?;
                let is_taken = stock.take(&tx, &taker, &[wish]).await? == Taken::All;
                if is_taken {
                    tx.commit().await?;
                }
                Ok::<_, Fault>(is_taken)
            })
            .await
            .expect("taking stock answers")
        })
    }

    /// Ends what has run out, as a worker does, until it is told that all is over; how many holds ended here.
    pub fn end_holds_until_told(&self, over: Arc<AtomicBool>) -> impl Future<Output = u64> + Send + use<> {
        let (app, facts) = (Arc::clone(self.app.parts()), Arc::clone(&self.facts));
        self.app.on_server(async move {
            let holds = app.boot.ports.get::<dyn StockHolds>().expect("stock is held");
            let ctx = app.identity.operator_context(&facts);
            let mut ended = 0;
            loop {
                let is_last = over.load(Ordering::Relaxed);
                ended += holds.end_overdue(&ctx).await.expect("holds end");
                if is_last {
                    return ended;
                }
                tokio::task::yield_now().await;
            }
        })
    }

    /// Waits until it is so late on the server.
    pub async fn wait_until(&self, at: Timestamp) {
        wait_until(&self.app.parts().identity.operator_context(&self.facts), at).await;
    }

    /// The time on the server, some milliseconds from now.
    pub fn in_milliseconds(&self, milliseconds: i64) -> Timestamp {
        let now = self.app.parts().identity.operator_context(&self.facts).now();
        Timestamp::from_micros(now.micros() + milliseconds * 1_000)
    }
}

fn one(product: &str) -> StockWish {
    StockWish { product: product.parse::<ProductId>().expect("it is an id"), quantity: Quantity::ONE }
}

async fn wait_until(ctx: &kontor_store::Ctx, at: Timestamp) {
    let left = u64::try_from(at.micros() - ctx.now().micros()).unwrap_or(0);
    tokio::time::sleep(std::time::Duration::from_micros(left)).await;
}
