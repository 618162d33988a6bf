//! How much a role may order for: asked whenever a cart is shown and before an order is written.
//! Remembered for a second, and read anew at once where a role or membership changes.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use kontor_contract::approvals::AboveCeiling;
use kontor_hooks::{CartValidate, Finding, OrderDraft, OrdersValidate, Severity};
use kontor_kernel::{MembershipId, Money, TenantId};
use kontor_module::{Hook, HookFault};
use kontor_store::{Ctx, StoreError, Tx};
use sea_orm::ColumnTrait;

use super::{Service, grants::ceiling_of};
use crate::entities::{memberships, roles};

const REMEMBERED: Duration = Duration::from_secs(1);
const AT_MOST: usize = 20_000;

type Key = (TenantId, MembershipId);

/// What was read, when, and in which generation of the memory of logins: whatever is dropped there starts a new one.
#[derive(Clone, Copy)]
struct Known {
    at: Instant,
    generation: u64,
    ceiling: Option<Money>,
}

/// What was read a moment ago.
#[derive(Default)]
pub(crate) struct Ceilings {
    known: RwLock<HashMap<Key, Known>>,
}

impl Ceilings {
    fn find(&self, generation: u64, key: &Key) -> Option<Option<Money>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let fresh = known.get(key).filter(|known| known.generation == generation && known.at.elapsed() < REMEMBERED);
        fresh.map(|known| known.ceiling)
    }

    fn remember(&self, generation: u64, key: Key, ceiling: Option<Money>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= AT_MOST {
            known.retain(|_, known| known.at.elapsed() < REMEMBERED);
        }
        known.insert(key, Known { at: Instant::now(), generation, ceiling });
    }
}

impl Service {
    /// The most that an order of whoever acts may come to.
    async fn ceiling(&self, ctx: &Ctx) -> Result<Option<Money>, StoreError> {
        let Some(persona) = ctx.persona() else { return Ok(None) };
        let key = (ctx.tenant(), persona.membership);
        let generation = self.logins.generation();
        if let Some(known) = self.ceilings.find(generation, &key) {
            return Ok(known);
        }
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(persona.membership));
        let role = match find.one(&tx).await? {
            Some(member) => tx.find::<roles::Entity>().filter(roles::Column::Id.eq(member.role_id)).one(&tx).await?,
            None => None,
        };
        tx.finish().await?;
        let ceiling = role.as_ref().and_then(ceiling_of);
        self.ceilings.remember(generation, key, ceiling);
        Ok(ceiling)
    }

    async fn above_ceiling(&self, ctx: &Ctx, draft: &OrderDraft) -> Result<Vec<Finding>, HookFault> {
        let ceiling = self.ceiling(ctx).await.map_err(|cause| HookFault(cause.to_string()))?;
        let Some(ceiling) = ceiling else { return Ok(Vec::new()) };
        let role = ctx.persona().map(|persona| persona.role_name.as_str()).unwrap_or_default();
        let texts = self.boot.texts();
        let (code, text) = if ceiling.currency() != draft.currency {
            let currency = draft.currency.to_string().into();
            let values = [("role", role.into()), ("ceiling", ceiling.into()), ("currency", currency)];
            ("identity.ceiling_currency", texts.say(draft.locale, "identity-order-ceiling-currency", &values))
        } else if draft.totals.net > ceiling.amount() {
            let total = draft.totals.net.in_currency(draft.currency).into();
            let values = [("role", role.into()), ("ceiling", ceiling.into()), ("total", total)];
            ("identity.above_ceiling", texts.say(draft.locale, "identity-order-above-ceiling", &values))
        } else {
            return Ok(Vec::new());
        };
        if self.is_asked_for(ctx).await? {
            let values = [("role", role.into()), ("ceiling", ceiling.into())];
            let text = texts.say(draft.locale, "identity-order-above-ceiling-waits", &values);
            return Ok(vec![Finding { severity: Severity::Warning, code: code.to_owned(), text, position: None }]);
        }
        Ok(vec![Finding { severity: Severity::Error, code: code.to_owned(), text, position: None }])
    }

    /// Whether somebody is asked about orders above the ceiling, so that they are not refused here.
    async fn is_asked_for(&self, ctx: &Ctx) -> Result<bool, HookFault> {
        let Some(approvals) = self.boot.ports.find::<dyn AboveCeiling>() else { return Ok(false) };
        approvals.is_asked_for(ctx).await.map_err(|cause| HookFault(cause.to_string()))
    }
}

#[async_trait]
impl Hook<CartValidate> for Service {
    async fn call(&self, ctx: &Ctx, input: &OrderDraft) -> Result<Vec<Finding>, HookFault> {
        self.above_ceiling(ctx, input).await
    }
}

#[async_trait]
impl Hook<OrdersValidate> for Service {
    async fn call(&self, ctx: &Ctx, input: &OrderDraft) -> Result<Vec<Finding>, HookFault> {
        self.above_ceiling(ctx, input).await
    }
}
