//! What orders hold of a person: carts, orders they placed or are the customer of, and what they did with others' orders.
//!
//! An order is a commercial document: who bought, where it went and what it cost stays until the law lets go of it. Who
//! clicked is no part of that, and neither is their name in a note; a stand-in takes their place.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    privacy::{DataSubject, Erased, PersonalData, PersonalSection, StandIn},
};
use kontor_kernel::{CartId, OrderId, sort_key};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Condition, Order};
use serde_json::{Value, json};

use super::{Service, place::searched_by};
use crate::{
    entities::{cart_lines, carts, chosen_carts, history, lines, orders},
    error::OrderError,
};

/// Why orders stay.
const KEPT: &str = "Orders with their parties, addresses and amounts are commercial and tax records and are kept for as \
                    long as tax and commercial law demand (GDPR, article 17, paragraph 3, point b). Of a firm's orders \
                    nothing is left of the person; of a private customer's, the buyer and the address are.";
/// Orders looked at together.
const AT_ONCE: u64 = 500;

#[async_trait]
impl PersonalData for Service {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>> {
        let tx = self.boot.store.read(ctx).await?;
        let carts = told_carts(&tx, subject).await?;
        let orders = told_orders(&tx, subject).await?;
        let done = told_acts(&tx, subject).await?;
        tx.finish().await?;
        Ok(vec![
            PersonalSection { name: "carts", data: carts },
            PersonalSection { name: "orders", data: orders },
            PersonalSection { name: "order_history", data: done },
        ])
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Outcome<Vec<Erased>> {
        let carts = erase_carts(tx, subject).await?;
        let carts = Erased { name: "carts", erased: carts, kept: 0, reason: "" };
        Ok(vec![carts, erase_orders(tx, subject, stand_in).await?])
    }
}

/// Orders that a person placed or is the customer of.
fn theirs(subject: &DataSubject) -> Condition {
    Condition::any()
        .add(orders::Column::PlacedBy.eq(subject.user))
        .add(orders::Column::CompanyId.is_in(subject.companies.iter().copied()))
}

/// What a person did with orders. Rows from before ids were kept know the name only.
fn done_by(subject: &DataSubject) -> Condition {
    let nameless =
        Condition::all().add(history::Column::ActorId.is_null()).add(history::Column::Actor.eq(&subject.name));
    Condition::any().add(history::Column::ActorId.eq(subject.user)).add(nameless)
}

/// The next of a person's orders after one.
async fn next_orders(
    tx: &impl Tx,
    subject: &DataSubject,
    after: Option<OrderId>,
) -> Result<Vec<orders::Model>, OrderError> {
    let find = tx.find::<orders::Entity>().filter(theirs(subject));
    let find = find.filter_some(after.map(|after| orders::Column::Id.gt(after)));
    Ok(find.order_by(orders::Column::Id, Order::Asc).limit(AT_ONCE).all(tx).await?)
}

async fn told_carts(tx: &impl Tx, subject: &DataSubject) -> Result<Value, OrderError> {
    let own = carts::Column::MembershipId.is_in(subject.memberships.iter().copied());
    let rows = tx.find::<carts::Entity>().filter(own).order_by(carts::Column::CreatedAt, Order::Asc).all(tx).await?;
    let ids = rows.iter().map(|row| row.id);
    let held = tx.find::<cart_lines::Entity>().filter(cart_lines::Column::CartId.is_in(ids)).all(tx).await?;
    let told = rows.iter().map(|row| {
        let lines = held.iter().filter(|line| line.cart_id == row.id);
        let lines: Vec<_> =
            lines.map(|line| json!({ "product_id": line.product_id, "quantity": line.quantity.to_string() })).collect();
        json!({ "name": row.name, "state": row.state, "checkout": row.checkout, "created_at": row.created_at,
            "updated_at": row.updated_at, "lines": lines })
    });
    Ok(told.collect())
}

async fn told_orders(tx: &impl Tx, subject: &DataSubject) -> Result<Value, OrderError> {
    let (mut told, mut after) = (Vec::new(), None);
    loop {
        let rows = next_orders(tx, subject, after).await?;
        let Some(last) = rows.last() else { return Ok(Value::Array(told)) };
        after = Some(last.id);
        let ids: Vec<OrderId> = rows.iter().map(|row| row.id).collect();
        let bought = tx.find::<lines::Entity>().filter(lines::Column::OrderId.is_in(ids.iter().copied()));
        let bought = bought.order_by(lines::Column::Position, Order::Asc).all(tx).await?;
        let past = tx.find::<history::Entity>().filter(history::Column::OrderId.is_in(ids));
        let past = past.order_by(history::Column::At, Order::Asc).all(tx).await?;
        told.extend(rows.iter().map(|row| told_order(row, &bought, &past, subject)));
    }
}

fn told_order(row: &orders::Model, bought: &[lines::Model], past: &[history::Model], subject: &DataSubject) -> Value {
    let amount = |amount: kontor_kernel::Amount| amount.to_text(row.currency);
    let lines = bought.iter().filter(|line| line.order_id == row.id);
    let lines: Vec<_> = lines
        .map(|line| {
            json!({ "sku": line.sku, "name": line.name, "quantity": line.quantity.to_string(),
            "unit": line.unit, "net": amount(line.net), "gross": amount(line.gross) })
        })
        .collect();
    let past = past.iter().filter(|entry| entry.order_id == row.id);
    let past: Vec<_> = past.map(|entry| json!({ "at": entry.at, "event": entry.event, "note": entry.note })).collect();
    let placed_by = (row.placed_by == Some(subject.user))
        .then(|| json!({ "name": row.placed_by_name, "email": row.placed_by_email }));
    json!({
        "number": row.number, "state": row.state, "placed_at": row.placed_at, "order_date": row.order_date,
        "requested_date": row.requested_date, "company_code": row.company_code, "company_name": row.company_name,
        "buyer": row.buyer, "delivery_address": row.delivery_address, "po_number": row.po_number, "note": row.note,
        "external_system": row.external_system, "external_id": row.external_id, "currency": row.currency.to_string(),
        "net_total": amount(row.net_total), "gross_total": amount(row.gross_total), "attributes": row.attributes,
        "placed_by": placed_by, "lines": lines, "history": past,
    })
}

async fn told_acts(tx: &impl Tx, subject: &DataSubject) -> Result<Value, OrderError> {
    let done = tx.find::<history::Entity>().filter(done_by(subject)).order_by(history::Column::At, Order::Asc);
    let told = done.all(tx).await?.into_iter().map(
        |row| json!({ "order_id": row.order_id, "at": row.at, "event": row.event, "by": row.actor, "note": row.note }),
    );
    Ok(told.collect())
}

/// An order has all that its cart said, so carts go as a whole.
async fn erase_carts(tx: &WriteTx, subject: &DataSubject) -> Result<u64, OrderError> {
    let own = carts::Column::MembershipId.is_in(subject.memberships.iter().copied());
    let held = tx.find::<carts::Entity>().filter(own).all(tx).await?;
    let chosen = chosen_carts::Column::MembershipId.is_in(subject.memberships.iter().copied());
    tx.delete::<chosen_carts::Entity>().filter(chosen).run(tx).await?;
    let ids: Vec<CartId> = held.into_iter().map(|cart| cart.id).collect();
    for some in ids.chunks(1_000) {
        let lines = cart_lines::Column::CartId.is_in(some.iter().copied());
        tx.delete::<cart_lines::Entity>().filter(lines).run(tx).await?;
        tx.delete::<carts::Entity>().filter(carts::Column::Id.is_in(some.iter().copied())).run(tx).await?;
    }
    Ok(ids.len() as u64)
}

async fn erase_orders(tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Result<Erased, OrderError> {
    let (mut kept, mut after) = (0, None);
    loop {
        let rows = next_orders(tx, subject, after).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        kept += rows.len() as u64;
        for row in &rows {
            rewrite_order(tx, row, subject, stand_in).await?;
        }
        rewrite_notes(tx, rows.iter().map(|row| row.id).collect(), subject, stand_in).await?;
    }
    let acts = tx.update::<history::Entity>().set(history::Column::Actor, stand_in.name.clone());
    let acts = acts.set(history::Column::ActorId, stand_in.user).filter(done_by(subject)).run(tx).await?;
    // Last, because an order is found by who placed it.
    let placed = tx
        .update::<orders::Entity>()
        .set(orders::Column::PlacedBy, stand_in.user)
        .set(orders::Column::PlacedByName, stand_in.name.clone())
        .set(orders::Column::PlacedByEmail, stand_in.email.clone())
        .filter(orders::Column::PlacedBy.eq(subject.user))
        .run(tx)
        .await?;
    let reason = if kept > 0 { KEPT } else { "" };
    Ok(Erased { name: "orders", erased: placed + acts, kept, reason })
}

/// Takes the person out of what was written on an order. Who bought and where it went stays where that is the person.
async fn rewrite_order(
    tx: &WriteTx,
    row: &orders::Model,
    subject: &DataSubject,
    stand_in: &StandIn,
) -> Result<(), OrderError> {
    let without = |text: &Option<String>| {
        let changed = text.as_deref().and_then(|text| subject.taken_out_of(text, stand_in));
        changed.or_else(|| text.clone())
    };
    let without_all = |value: &Value| subject.taken_out_of_all(value, stand_in).unwrap_or_else(|| value.clone());
    let is_customer = subject.companies.contains(&row.company_id);
    let mut after = orders::Model {
        note: without(&row.note),
        po_number: without(&row.po_number),
        external_id: without(&row.external_id),
        attributes: without_all(&row.attributes),
        ..row.clone()
    };
    if !is_customer {
        after.buyer = without_all(&row.buyer);
        after.delivery_address = without_all(&row.delivery_address);
    }
    // Nobody finds the orders of somebody who was forgotten by their name.
    let name = (!is_customer).then_some(row.company_name.as_str());
    after.search_key = sort_key(&searched_by(&after, name));
    if after == *row {
        return Ok(());
    }
    tx.update::<orders::Entity>()
        .set(orders::Column::Note, after.note)
        .set(orders::Column::PoNumber, after.po_number)
        .set(orders::Column::ExternalId, after.external_id)
        .set(orders::Column::Attributes, after.attributes)
        .set(orders::Column::Buyer, after.buyer)
        .set(orders::Column::DeliveryAddress, after.delivery_address)
        .set(orders::Column::SearchKey, after.search_key)
        .filter(orders::Column::Id.eq(row.id))
        .run(tx)
        .await?;
    Ok(())
}

/// The same for what was noted in the histories of orders.
async fn rewrite_notes(
    tx: &WriteTx,
    of: Vec<OrderId>,
    subject: &DataSubject,
    stand_in: &StandIn,
) -> Result<(), OrderError> {
    let noted = tx.find::<history::Entity>().filter(history::Column::OrderId.is_in(of));
    for row in noted.filter(history::Column::Note.is_not_null()).all(tx).await? {
        let without = row.note.as_deref().and_then(|note| subject.taken_out_of(note, stand_in));
        if let Some(note) = without {
            let update = tx.update::<history::Entity>().set(history::Column::Note, note);
            update.filter(history::Column::Id.eq(row.id)).run(tx).await?;
        }
    }
    Ok(())
}
