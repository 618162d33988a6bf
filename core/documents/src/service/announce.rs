//! Tells the person who placed an order that it has arrived, and later that it is confirmed, with the confirmation.
//! Staff who enter orders for customers are told nothing: they know, and whom to write to at the customer they do not say.

use kontor_contract::{
    letterheads::Letterhead,
    messages::{Attachment, Messages, NewMessage},
    orders::{OrderPaper, OrderState},
};
use kontor_kernel::{Locale, OrderId};
use kontor_store::Ctx;
use serde_json::{Value, json};

use super::Service;
use crate::{
    confirmation::Facts,
    entities::issued::Format,
    error::DocumentsError,
    jobs::News,
    manifest::{MAIL_WHEN_CONFIRMED, MAIL_WHEN_PLACED, MANIFEST},
};

impl News {
    /// The setting that switches it off, the mail's template, and the state in which it is still true.
    const fn facts(self) -> (&'static str, &'static str, OrderState) {
        match self {
            Self::Placed => (MAIL_WHEN_PLACED, "documents/order-placed", OrderState::Placed),
            Self::Confirmed => (MAIL_WHEN_CONFIRMED, "documents/order-confirmed", OrderState::Confirmed),
        }
    }
}

impl Service {
    /// Queues the mail, once for each order and piece of news.
    pub(crate) async fn announce(&self, ctx: &Ctx, id: OrderId, news: News) -> Result<(), DocumentsError> {
        let (setting, template, state) = news.facts();
        let order = self.order(ctx, id, Locale::default()).await?;
        // What has been confirmed since was still placed; what was cancelled is no news any more.
        let is_true = order.state == state || order.state == OrderState::Confirmed;
        if !is_true || order.on_behalf || order.placed_by_id.is_none() || !self.is_wanted(ctx, setting).await? {
            return Ok(());
        }
        let Facts { order, seller } = self.with_seller(ctx, order).await?;
        let attachments = match news {
            News::Placed => Vec::new(),
            News::Confirmed => vec![self.attached(ctx, id, seller.locale).await?],
        };
        let message = NewMessage { attachments, ..letter(template, &order, &seller) };
        let messages = self.boot.ports.get::<dyn Messages>()?;
        let tx = self.boot.store.write(ctx).await?;
        messages.send(&tx, message).await?;
        Ok(tx.commit().await?)
    }

    async fn is_wanted(&self, ctx: &Ctx, setting: &str) -> Result<bool, DocumentsError> {
        let settings = self.boot.modules.state(ctx, MANIFEST.id).await?.settings;
        Ok(settings.get(setting).and_then(Value::as_bool).unwrap_or(true))
    }

    async fn attached(&self, ctx: &Ctx, order: OrderId, language: Locale) -> Result<Attachment, DocumentsError> {
        let document = self.confirm(ctx, order, language, Format::Pdf).await?;
        Ok(Attachment { file: document.file_id, name: document.file_name, media_type: document.format.media_type() })
    }
}

fn letter(template: &'static str, order: &OrderPaper, seller: &Letterhead) -> NewMessage {
    let data = json!({
        "number": order.number,
        "po_number": order.po_number,
        "order_date": order.order_date,
        "total": order.gross.to_text(order.currency),
        "currency": order.currency,
    });
    NewMessage {
        to_name: Some(order.placed_by.name.clone()),
        locale: Some(seller.locale),
        data,
        link: Some(format!("/orders/{}", order.id)),
        once: Some(format!("{template}/{}", order.id)),
        subject: Some(("order", order.id.to_string())),
        channel: Some(order.channel),
        ..NewMessage::new(template, order.placed_by.email.clone())
    }
}
