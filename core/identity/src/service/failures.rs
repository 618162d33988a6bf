//! Failed sign-ins on record. Strangers write nothing but what is bounded: for an account that belongs to the tenant, the
//! first failure of a quarter of an hour is an entry, and the others are counted in memory and told by one more.
//!
//! Entries are written after the answer, so that it takes no longer where there is an account to be told of.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use kontor_contract::audit::Change;
use kontor_kernel::{TenantId, Timestamp};
use kontor_store::{Ctx, Principal, Tx, WriteTx};
use serde_json::json;

use super::Service;
use crate::{entities::users, error::IdentityError};

/// How long failures are counted together.
const WINDOW: Duration = Duration::from_secs(15 * 60);
/// Accounts counted at a time on a node. Each took a comparison, which the guard bounds.
const ACCOUNTS_AT_MOST: usize = 10_000;

type Account = (TenantId, String);

/// Failures of an account since the first one that was written down.
#[derive(Debug, Clone, Copy)]
struct Window {
    /// Tells windows of the same account apart.
    number: u64,
    since: Timestamp,
    /// Failures after the first.
    more: u64,
}

/// What is being counted. Each node of a deployment counts for itself.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    open: Mutex<HashMap<Account, Window>>,
    opened: AtomicU64,
}

impl Failures {
    /// Counts a failure; the number of the window that it opens, where it is the first.
    fn count(&self, account: Account, now: Timestamp) -> Option<u64> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = open.get_mut(&account) {
            window.more += 1;
            return None;
        }
        if open.len() >= ACCOUNTS_AT_MOST {
            return None;
        }
        let number = self.opened.fetch_add(1, Ordering::Relaxed);
        open.insert(account, Window { number, since: now, more: 0 });
        Some(number)
    }

    /// Counts an attempt that was refused unseen, where something has failed before.
    pub(crate) fn count_refused(&self, tenant: TenantId, email_key: &str) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = open.get_mut(&(tenant, email_key.to_owned())) {
            window.more += 1;
        }
    }

    /// Ends a window; what was counted in it.
    fn close(&self, account: &Account, number: u64) -> Option<Window> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = open.get(account).is_some_and(|window| window.number == number);
        if is_same { open.remove(account) } else { None }
    }

    /// How many failures came after the one on record, now that the person themselves is in. Counting begins anew with
    /// the commit.
    pub(crate) async fn settled_by(self: &Arc<Self>, tx: &WriteTx, email_key: &str) -> u64 {
        let account = (tx.tenant(), email_key.to_owned());
        let window = self.open.lock().unwrap_or_else(PoisonError::into_inner).get(&account).copied();
        let Some(window) = window else { return 0 };
        let this = Arc::clone(self);
        tx.after_commit(move || {
            this.close(&account, window.number);
        })
        .await;
        window.more
    }
}

impl Service {
    /// Notes that somebody failed to sign in as a person; nobody waits for it.
    pub(crate) fn note_failure(&self, ctx: &Ctx, person: &users::Model, method: &'static str) {
        let account = (ctx.tenant(), person.email_key.clone());
        let Some(number) = self.failures.count(account.clone(), ctx.now()) else { return };
        let (service, ctx, person) = (self.clone(), self.stranger(ctx), person.clone());
        tokio::spawn(async move {
            let told = service.tell_failure(&ctx, &person, json!({ "method": method, "attempts": 1 })).await;
            tokio::time::sleep(WINDOW).await;
            let window = service.failures.close(&account, number);
            let told = match (told, window) {
                (Ok(true), Some(Window { more, since, .. })) if more > 0 => {
                    service.tell_failure(&ctx, &person, json!({ "attempts": more, "since": since })).await
                }
                (told, _) => told,
            };
            if let Err(cause) = told {
                tracing::error!(%cause, "a failed sign-in is not on record");
            }
        });
    }

    /// Writes an entry, where the person belongs to the tenant; says whether they do.
    async fn tell_failure(
        &self,
        ctx: &Ctx,
        person: &users::Model,
        what: serde_json::Value,
    ) -> Result<bool, IdentityError> {
        if self.choose_membership(&self.inside(ctx, "sign-in"), person.id, None).await.is_err() {
            return Ok(false);
        }
        let tx = self.boot.store.write(ctx).await?;
        let change = Change::new("identity.sign_in_failed", "person", person.id, &person.name);
        self.boot.record(&tx, change.after(&what)).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The context of whoever asks, who has proven nothing; whoever is signed in already stays themselves.
    fn stranger(&self, ctx: &Ctx) -> Ctx {
        if ctx.user().is_some() {
            return self.personal(ctx);
        }
        let mut parts = self.inside(ctx, "sign-in").parts();
        parts.principal = Principal::Anonymous;
        parts.request_id = ctx.request_id().to_owned();
        self.authority.context(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_opens_one_window_however_often_it_is_tried() {
        let (failures, now) = (Failures::default(), Timestamp::from_micros(1));
        let account = || (TenantId::new(), "anna@baltic.example".to_owned());
        let (own, elsewhere) = (account(), account());
        failures.count_refused(own.0, &own.1);
        let number = failures.count(own.clone(), now).unwrap();
        for _ in 0..500 {
            assert_eq!(failures.count(own.clone(), now), None);
        }
        failures.count_refused(own.0, &own.1);
        assert!(failures.count(elsewhere, now).is_some_and(|other| other != number));
        assert_eq!(failures.close(&own, number).map(|window| window.more), Some(501));
        assert!(failures.close(&own, number).is_none());
        let next = failures.count(own.clone(), now).unwrap();
        assert!(failures.close(&own, number).is_none(), "a window is closed by its own end only");
        assert!(failures.close(&own, next).is_some());
    }

    #[test]
    fn memory_does_not_grow_with_the_number_of_accounts() {
        let (failures, now, tenant) = (Failures::default(), Timestamp::from_micros(1), TenantId::new());
        for number in 0..ACCOUNTS_AT_MOST {
            assert!(failures.count((tenant, number.to_string()), now).is_some());
        }
        assert_eq!(failures.count((tenant, "one more".to_owned()), now), None);
        assert_eq!(failures.open.lock().unwrap().len(), ACCOUNTS_AT_MOST);
    }
}
