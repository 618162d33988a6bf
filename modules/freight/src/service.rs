//! Quotes and surcharges for a shipment, from memory, in the words of whoever asks.
//! The hook points and the tester of the admin ask the same here.

use std::sync::Arc;

use kontor_hooks::{ChosenShipping, Shipment, ShippingOffer, Surcharge};
use kontor_module::Boot;
use kontor_store::Ctx;

use crate::{
    error::FreightError,
    memory::Memory,
    model::{
        quote::{Answer, Book, Question, quote},
        rule::Buyer,
        surcharge::surcharges,
    },
    settings::Settings,
    words::Speaker,
};

/// What hooks and handlers work with.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) boot: Boot,
    pub(crate) memory: Memory,
}

/// What a question is answered from.
pub(crate) struct Known {
    pub(crate) book: Arc<Book>,
    pub(crate) buyer: Arc<Buyer>,
    pub(crate) settings: Settings,
}

impl Known {
    pub(crate) fn question<'a>(&'a self, shipment: &'a Shipment) -> Question<'a> {
        Question { shipment, buyer: &self.buyer, units: &self.settings.units }
    }

    /// What is said of every way.
    pub(crate) fn answers(&self, shipment: &Shipment) -> Result<Vec<Answer<'_>>, FreightError> {
        Ok(quote(&self.book, self.question(shipment))?)
    }
}

impl Desk {
    pub(crate) fn new(boot: Boot) -> Self {
        let memory = Memory::new(boot.store.clone());
        Self { boot, memory }
    }

    /// What is known of a tenant's freight and of who buys.
    pub(crate) async fn known(&self, ctx: &Ctx, shipment: &Shipment) -> Result<Known, FreightError> {
        let book = self.memory.book(ctx).await?;
        let buyer = self.memory.buyer(ctx, shipment.company.id, &book).await?;
        let state = self.boot.modules.state(ctx, "freight").await?;
        Ok(Known { book, buyer, settings: Settings::of(&state.settings) })
    }

    /// The ways a shipment can go, and what each costs.
    pub(crate) async fn offers(&self, ctx: &Ctx, shipment: &Shipment) -> Result<Vec<ShippingOffer>, FreightError> {
        if shipment.lines.is_empty() {
            return Ok(Vec::new());
        }
        let known = self.known(ctx, shipment).await?;
        let answers = known.answers(shipment)?;
        Ok(answers.iter().filter_map(|answer| self.offer(&known, shipment, answer)).collect())
    }

    /// A way as it is offered; nothing where it is not.
    pub(crate) fn offer(&self, known: &Known, shipment: &Shipment, answer: &Answer<'_>) -> Option<ShippingOffer> {
        let speaker = self.speaker(shipment);
        let told = if known.settings.tells_missing { answer.notes.as_slice() } else { &[] };
        let pieces = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        Some(ShippingOffer {
            code: answer.way.code.clone(),
            name: answer.way.name.of(shipment.locale).to_owned(),
            net: answer.cost?,
            is_charged: answer.way.is_charged && known.settings.is_shown_at_checkout,
            tax_class: answer.way.tax_class.clone(),
            notes: told.iter().map(|note| speaker.note(note)).collect(),
            steps: answer.steps.iter().map(|step| speaker.step(step)).collect(),
            parcels: pieces(answer.parcels),
            pallets: pieces(answer.pallets),
            weight_g: answer.measured.weight_g,
        })
    }

    /// What is charged beyond a way's own price. Of ways of other modules nothing is known here.
    pub(crate) async fn surcharges(&self, ctx: &Ctx, chosen: &ChosenShipping) -> Result<Vec<Surcharge>, FreightError> {
        let known = self.known(ctx, &chosen.shipment).await?;
        Self::surcharges_of(&known, chosen)
    }

    /// The same from what is known already.
    pub(crate) fn surcharges_of(known: &Known, chosen: &ChosenShipping) -> Result<Vec<Surcharge>, FreightError> {
        let shipment = &chosen.shipment;
        let Some(way) = known.book.ways.iter().find(|way| way.code == chosen.offer.code) else { return Ok(Vec::new()) };
        let charged = surcharges(&known.book, way, known.question(shipment), chosen)?;
        let surcharge = |charged: crate::model::surcharge::Charged<'_>| Surcharge {
            code: charged.extra.code.clone(),
            name: charged.rule.name.of(shipment.locale).to_owned(),
            net: charged.net,
            tax_class: charged.extra.tax_class.clone(),
        };
        Ok(charged.into_iter().map(surcharge).collect())
    }

    pub(crate) fn speaker(&self, shipment: &Shipment) -> Speaker<'_> {
        Speaker { texts: self.boot.texts(), locale: shipment.locale, currency: shipment.currency }
    }
}
