//! What the documents engine hears of orders: that one was placed, and that one was confirmed.
//! The work is left to a job of the same commit, because printing takes a moment and the relay has more to deliver.

use futures_util::future::BoxFuture;
use kontor_contract::events::{OrderConfirmed, OrderPlaced};
use kontor_kernel::OrderId;
use kontor_store::{
    Tx, WriteTx,
    events::{Consumer, Envelope, Event},
};
use serde::Deserialize;

use crate::jobs::{ANNOUNCE_JOB, Announcement, News};

/// What is older is no news to anybody; histories that are loaded are told to nobody.
const NEWS_FOR_SECONDS: i64 = 2 * 86_400;

/// Has buyers told of their orders.
pub(crate) struct OrderNews;

/// The part of both events that is read here.
#[derive(Deserialize)]
struct Told {
    order_id: OrderId,
}

impl OrderNews {
    async fn hear(tx: &WriteTx, event: &Envelope) -> Result<(), String> {
        let news = if event.kind == OrderConfirmed::TYPE { News::Confirmed } else { News::Placed };
        if event.occurred_at.plus_seconds(NEWS_FOR_SECONDS) < tx.ctx().now() {
            return Ok(());
        }
        let told: Told = serde_json::from_value(event.payload.clone()).map_err(|cause| cause.to_string())?;
        let order = Announcement { order_id: told.order_id, news };
        let queued = tx.enqueue(ANNOUNCE_JOB, &order, tx.ctx().now(), None).await;
        queued.map(drop).map_err(|cause| cause.to_string())
    }
}

impl Consumer for OrderNews {
    fn name(&self) -> &'static str {
        "documents.order_news"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &[OrderPlaced::TYPE, OrderConfirmed::TYPE]
    }

    fn handle<'a>(&'a self, tx: &'a WriteTx, event: &'a Envelope) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(Self::hear(tx, event))
    }
}
