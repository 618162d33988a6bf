//! Use cases of documents: issuing one, handing it out, and telling buyers of their orders.
//! A document is made before a transaction begins; in it, it is only taken into use.

mod announce;
mod issue;
mod persons;

use std::sync::Arc;

use kontor_contract::{
    letterheads::Letterheads,
    orders::{OrderPaper, OrderPapers},
};
use kontor_kernel::{Locale, OrderId};
use kontor_module::Boot;
use kontor_store::Ctx;

pub(crate) use issue::Handout;

use crate::{
    confirmation::Facts,
    error::DocumentsError,
    press::{Genpdf, Press},
};

/// What the use cases work with.
#[derive(Clone)]
pub(crate) struct Service {
    boot: Boot,
    press: Arc<dyn Press>,
}

impl Service {
    pub(crate) fn new(boot: Boot) -> Self {
        Self { boot, press: Arc::new(Genpdf) }
    }

    /// An order that the context sees.
    async fn order(&self, ctx: &Ctx, id: OrderId, language: Locale) -> Result<OrderPaper, DocumentsError> {
        let found = self.boot.ports.get::<dyn OrderPapers>()?.paper(ctx, id, language).await?;
        found.ok_or(DocumentsError::NoSuchOrder)
    }

    /// An order with its seller's letterhead.
    async fn with_seller(&self, ctx: &Ctx, order: OrderPaper) -> Result<Facts, DocumentsError> {
        let letterheads = self.boot.ports.get::<dyn Letterheads>()?;
        let seller = letterheads.letterhead(ctx, order.legal_entity, order.channel).await?;
        Ok(Facts { order, seller: seller.ok_or(DocumentsError::NoLetterhead)? })
    }
}
