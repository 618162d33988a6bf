//! Recording: the entry and its two parts, in the commit of what was done.
//! Actor, company, credential and origin come from the context of the unit of work; the caller only says what was done.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    audit::{AuditTrail, Change},
};
use kontor_kernel::AuditEntryId;
use kontor_store::{Credential, Ctx, Principal, Tx, WriteTx};
use serde_json::Value;
use uuid::Uuid;

use super::Service;
use crate::{
    entities::{details, entries},
    error::AuditError,
    model::{
        content::{first_secret, masked, within_limit},
        detail::{ACTOR, ActorBody, CONTENT, ContentBody, part},
    },
};

/// Whether an entry tells who its actor is beyond ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    Named,
    /// Somebody who has just been forgotten.
    Forgotten,
}

#[async_trait]
impl AuditTrail for Service {
    async fn record(&self, tx: &WriteTx, change: Change) -> Outcome<()> {
        write(tx, change, Actor::Named).await?;
        Ok(self.queue_sealing(tx).await?)
    }
}

/// Writes an entry in the commit of `tx`.
pub(super) async fn write(tx: &WriteTx, change: Change, actor: Actor) -> Result<AuditEntryId, AuditError> {
    let (ctx, id) = (tx.ctx(), AuditEntryId::new());
    let (of_actor, actor_hash) = actor_part(ctx, id, actor)?;
    let (of_content, content_hash) = content_part(id, &change)?;
    let entry = entries::Model { actor_hash, content_hash, ..entry(ctx, id, change) };
    tx.insert::<entries::Entity>(entry).await?;
    tx.insert_all::<details::Entity>(vec![of_actor, of_content]).await?;
    Ok(id)
}

fn actor_part(ctx: &Ctx, id: AuditEntryId, actor: Actor) -> serde_json::Result<(details::Model, String)> {
    if actor == Actor::Forgotten {
        return part(id, ACTOR, "", &ActorBody::default(), &[]);
    }
    let body = ActorBody::of(ctx);
    let searched = [Some(ctx.actor()), body.email.as_deref(), body.ip.as_deref()];
    part(id, ACTOR, ctx.actor(), &body, &searched.into_iter().flatten().collect::<Vec<_>>())
}

fn content_part(id: AuditEntryId, change: &Change) -> Result<(details::Model, String), AuditError> {
    let Change { action, subject, subject_id, label, before, after } = change;
    let body = ContentBody { before: fit(action, before.clone())?, after: fit(action, after.clone())? };
    let mut searched = vec![*action, *subject, subject_id, label];
    searched.extend(body.addresses());
    Ok(part(id, CONTENT, label, &body, &searched)?)
}

/// A state as it may be kept.
fn fit(action: &'static str, state: Option<Value>) -> Result<Option<Value>, AuditError> {
    let Some(state) = state.filter(|state| !state.is_null()) else { return Ok(None) };
    match first_secret(&state) {
        Some(pointer) if cfg!(debug_assertions) => Err(AuditError::Secret { action, pointer }),
        Some(pointer) => {
            tracing::error!(action, pointer, "what looks like a secret was masked in the audit trail");
            Ok(Some(within_limit(masked(state))))
        }
        None => Ok(Some(within_limit(state))),
    }
}

fn entry(ctx: &Ctx, id: AuditEntryId, change: Change) -> entries::Model {
    let (actor_kind, actor_user_id) = match ctx.principal() {
        Principal::User { id, .. } => ("user", Some(*id)),
        Principal::System(_) => ("system", None),
        Principal::Anonymous => ("guest", None),
    };
    let (signed_in_by, signed_in_id) = signed_in(ctx.credential());
    entries::Model {
        tenant_id: ctx.tenant(),
        id,
        at: ctx.now(),
        actor_kind: actor_kind.to_owned(),
        actor_user_id,
        actor_membership_id: ctx.persona().map(|persona| persona.membership),
        company_id: ctx.company(),
        on_behalf_of: ctx.on_behalf_of(),
        signed_in_by: signed_in_by.to_owned(),
        signed_in_id,
        action: change.action.to_owned(),
        subject: change.subject.to_owned(),
        subject_id: change.subject_id,
        request_id: ctx.request_id().to_owned(),
        actor_hash: String::new(),
        content_hash: String::new(),
        position: None,
        previous_hash: None,
        hash: None,
    }
}

fn signed_in(credential: Credential) -> (&'static str, Option<Uuid>) {
    match credential {
        Credential::None => ("none", None),
        Credential::Session(id) => ("session", Some(id.uuid())),
        Credential::Token(id) => ("token", Some(id.uuid())),
    }
}
