//! What approvals hold of a person: orders of theirs that waited, what they decided, and whom they stood in for.
//! Decisions on orders are kept as long as the orders are; the person's name is taken out of them.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    privacy::{DataSubject, Erased, PersonalData, PersonalSection, StandIn},
};
use kontor_store::{Ctx, StoreResult, Tx, WriteTx, mentions};
use sea_orm::{ColumnTrait, Condition, Order};
use serde_json::{Value, json};

use super::Service;
use crate::{
    entities::{decisions, delegations, requests},
    error::ApprovalsError,
};

const REQUESTS: &str = "approval_requests";
const DECISIONS: &str = "approval_decisions";

#[async_trait]
impl PersonalData for Service {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>> {
        let tx = self.boot.store.read(ctx).await?;
        let (asked, decided) = (requests_of(&tx, subject).await?, decisions_of(&tx, subject).await?);
        tx.finish().await?;
        let asked: Vec<Value> = asked
            .iter()
            .map(|row| json!({ "at": row.opened_at, "order": row.order_number, "state": row.state, "reason": row.reason }))
            .collect();
        let decided: Vec<Value> = decided
            .iter()
            .map(|row| json!({ "at": row.at, "verdict": row.verdict, "for": row.for_name, "comment": row.comment }))
            .collect();
        Ok(vec![
            PersonalSection { name: REQUESTS, data: json!(asked) },
            PersonalSection { name: DECISIONS, data: json!(decided) },
        ])
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Outcome<Vec<Erased>> {
        let requests = erase_requests(tx, subject, stand_in).await.map_err(ApprovalsError::from)?;
        let decisions = erase_decisions(tx, subject, stand_in).await.map_err(ApprovalsError::from)?;
        let substitutes = tx.update::<delegations::Entity>().set(delegations::Column::EndedAt, tx.ctx().now());
        let theirs = Condition::any()
            .add(delegations::Column::MembershipId.is_in(subject.memberships.iter().copied()))
            .add(delegations::Column::SubstituteId.is_in(subject.memberships.iter().copied()));
        let open = substitutes.filter(theirs).filter(delegations::Column::EndedAt.is_null());
        open.run(tx).await?;
        let gone = |name, erased| Erased { name, erased, kept: 0, reason: "" };
        Ok(vec![gone(REQUESTS, requests), gone(DECISIONS, decisions)])
    }
}

async fn requests_of(tx: &impl Tx, subject: &DataSubject) -> StoreResult<Vec<requests::Model>> {
    use requests::Column;
    let words = [subject.name.as_str(), &subject.email];
    let named = mentions(Column::Buyer, &words).add(mentions(Column::Reason, &words));
    let find = tx.find::<requests::Entity>().filter(named.add(Column::UserId.eq(subject.user)));
    find.order_by(Column::OpenedAt, Order::Asc).all(tx).await
}

async fn decisions_of(tx: &impl Tx, subject: &DataSubject) -> StoreResult<Vec<decisions::Model>> {
    use decisions::Column;
    let words = [subject.name.as_str(), &subject.email];
    let named = mentions(Column::Name, &words).add(mentions(Column::ForName, &words));
    let named = named.add(mentions(Column::Comment, &words)).add(Column::UserId.eq(subject.user));
    tx.find::<decisions::Entity>().filter(named).order_by(Column::At, Order::Asc).all(tx).await
}

/// A text without the person.
fn without(text: Option<&String>, subject: &DataSubject, stand_in: &StandIn) -> Option<String> {
    text.map(|text| subject.taken_out_of(text, stand_in).unwrap_or_else(|| text.clone()))
}

async fn erase_requests(tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> StoreResult<u64> {
    use requests::Column;
    let mut erased = 0;
    for row in requests_of(tx, subject).await? {
        let is_own = row.user_id == Some(subject.user);
        let buyer = if is_own { Some(stand_in.name.clone()) } else { without(Some(&row.buyer), subject, stand_in) };
        let user = if is_own { Some(stand_in.user) } else { row.user_id };
        let update = tx.update::<requests::Entity>().set(Column::Buyer, buyer.unwrap_or_default());
        let update = update.set(Column::UserId, user);
        let update = update.set(Column::Reason, without(row.reason.as_ref(), subject, stand_in));
        erased += update.filter(Column::Id.eq(row.id)).run(tx).await?;
    }
    Ok(erased)
}

async fn erase_decisions(tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> StoreResult<u64> {
    use decisions::Column;
    let mut erased = 0;
    for row in decisions_of(tx, subject).await? {
        let is_own = row.user_id == subject.user;
        let name = if is_own { Some(stand_in.name.clone()) } else { without(Some(&row.name), subject, stand_in) };
        let update = tx.update::<decisions::Entity>().set(Column::Name, name.unwrap_or_default());
        let update = update.set(Column::UserId, if is_own { stand_in.user } else { row.user_id });
        let update = update.set(Column::ForName, without(row.for_name.as_ref(), subject, stand_in));
        let update = update.set(Column::Comment, without(row.comment.as_ref(), subject, stand_in));
        erased += update.filter(Column::Id.eq(row.id)).run(tx).await?;
    }
    Ok(erased)
}
