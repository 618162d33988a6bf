//! What the inventory holds of a person: movements they booked, stock they held for others, and words that name them.
//! Nothing of it has to be kept by law; that goods were moved, and when, stays without saying whose work it was.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    privacy::{DataSubject, Erased, PersonalData, PersonalSection, StandIn},
};
use kontor_store::{Ctx, StoreResult, Tx, WriteTx, mentions};
use sea_orm::{ColumnTrait, Order};
use serde_json::{Value, json};

use super::Warehousing;
use crate::{
    entities::{hold, movement},
    error::InventoryResult,
};

const MOVEMENTS: &str = "stock_movements";
const HOLDS: &str = "stock_holds";

#[async_trait]
impl PersonalData for Warehousing {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>> {
        let tx = self.boot.store.read(ctx).await?;
        let (moved, held) = (movements_of(&tx, subject).await?, holds_of(&tx, subject).await?);
        tx.finish().await?;
        let moved: Vec<Value> = moved
            .iter()
            .map(|row| json!({ "at": row.at, "kind": row.kind, "reason": row.reason, "reference": row.reference }))
            .collect();
        let held: Vec<Value> = held
            .iter()
            .map(|row| json!({ "at": row.created_at, "company": row.company_code, "note": row.note }))
            .collect();
        Ok(vec![
            PersonalSection { name: MOVEMENTS, data: json!(moved) },
            PersonalSection { name: HOLDS, data: json!(held) },
        ])
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Outcome<Vec<Erased>> {
        let movements = erase_movements(tx, subject, stand_in).await?;
        let holds = erase_holds(tx, subject, stand_in).await?;
        let gone = |name, erased| Erased { name, erased, kept: 0, reason: "" };
        Ok(vec![gone(MOVEMENTS, movements), gone(HOLDS, holds)])
    }
}

/// What they booked, and what names them.
async fn movements_of(tx: &impl Tx, subject: &DataSubject) -> StoreResult<Vec<movement::Model>> {
    use movement::Column;
    let words = [subject.name.as_str(), &subject.email];
    let named = mentions(Column::Reason, &words).add(mentions(Column::Reference, &words));
    let rows = tx.find::<movement::Entity>().filter(named.add(Column::ActorId.eq(subject.user)));
    rows.order_by(Column::Id, Order::Asc).all(tx).await
}

/// What they held for others, and what names them.
async fn holds_of(tx: &impl Tx, subject: &DataSubject) -> StoreResult<Vec<hold::Model>> {
    use hold::Column;
    let named = mentions(Column::Note, &[subject.name.as_str(), &subject.email]);
    let rows = tx.find::<hold::Entity>().filter(named.add(Column::HeldById.eq(subject.user)));
    rows.order_by(Column::CreatedAt, Order::Asc).all(tx).await
}

/// A text without the person.
fn without(text: Option<&String>, subject: &DataSubject, stand_in: &StandIn) -> Option<String> {
    text.map(|text| subject.taken_out_of(text, stand_in).unwrap_or_else(|| text.clone()))
}

async fn erase_movements(tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> InventoryResult<u64> {
    use movement::Column;
    let mut erased = 0;
    for row in movements_of(tx, subject).await? {
        let mut after = movement::Model {
            reason: without(row.reason.as_ref(), subject, stand_in),
            reference: without(row.reference.as_ref(), subject, stand_in),
            ..row.clone()
        };
        if row.actor_id == Some(subject.user) {
            after.actor.clone_from(&stand_in.name);
            after.actor_id = Some(stand_in.user);
        }
        if after != row {
            let update = tx.update::<movement::Entity>().set(Column::Reason, after.reason);
            let update = update.set(Column::Reference, after.reference).set(Column::Actor, after.actor);
            let update = update.set(Column::ActorId, after.actor_id).filter(Column::ProductId.eq(row.product_id));
            erased += update.filter(Column::Id.eq(row.id)).run(tx).await?;
        }
    }
    Ok(erased)
}

async fn erase_holds(tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> InventoryResult<u64> {
    use hold::Column;
    let mut erased = 0;
    for row in holds_of(tx, subject).await? {
        let mut after = hold::Model { note: without(row.note.as_ref(), subject, stand_in), ..row.clone() };
        if row.held_by_id == Some(subject.user) {
            after.held_by.clone_from(&stand_in.name);
            after.held_by_id = Some(stand_in.user);
        }
        if after != row {
            let update = tx.update::<hold::Entity>().set(Column::Note, after.note).set(Column::HeldBy, after.held_by);
            erased += update.set(Column::HeldById, after.held_by_id).filter(Column::Id.eq(row.id)).run(tx).await?;
        }
    }
    Ok(erased)
}
