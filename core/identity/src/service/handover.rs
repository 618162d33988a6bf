//! Going on in another tenant of the same person without signing in anew.
//! The way is a ticket that is good once and for a minute; it carries how and when the person proved who they are.

use kontor_contract::account::{HandoverView, OpenedSession};
use kontor_kernel::Timestamp;
use kontor_store::{Ctx, Tx};
use serde::{Deserialize, Serialize};

use super::{
    Service,
    sessions::NewSession,
    tickets::{NewTicket, Purpose},
};
use crate::error::{AccountError, IdentityError};

/// What goes along.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Luggage {
    method: String,
    proven_at: Timestamp,
    ends_at: Timestamp,
}

impl Service {
    /// The way to another tenant. A provider's word counts in its own tenant only, so it takes a session of our own.
    pub(crate) async fn way_elsewhere(&self, ctx: &Ctx, tenant_code: &str) -> Result<HandoverView, IdentityError> {
        let session = self.proven_session(ctx).await?;
        let tenants = self.boot.store.tenants(&self.authority).await?;
        let there = tenants.iter().find(|tenant| tenant.code == tenant_code && tenant.id != ctx.tenant());
        let there = there.ok_or(AccountError::NotElsewhere)?;
        let inside = self.authority.system_context(there, "handover", &self.boot.clock);
        let member = self.choose_membership(&inside, session.user_id, None).await;
        member.map_err(|_| AccountError::NotElsewhere)?;
        let address = self.address_of(there.id).await?.ok_or(AccountError::NotElsewhere)?;
        let data = Luggage {
            method: session.method.unwrap_or_default(),
            proven_at: session.created_at,
            ends_at: session.expires_at.unwrap_or_else(|| ctx.now()),
        };
        let new = NewTicket { purpose: Purpose::Handover, user: Some(session.user_id), tenant: Some(there.id), data };
        let ticket = self.make_ticket(new).await?;
        Ok(HandoverView { url: format!("{address}/session/handover?ticket={ticket}") })
    }

    /// The end of the way, on the other tenant's host.
    pub(crate) async fn arrive_from_elsewhere(&self, ctx: &Ctx, ticket: &str) -> Result<OpenedSession, IdentityError> {
        let kept = self.see_ticket::<Luggage>(Purpose::Handover, ticket).await?;
        let kept = kept.filter(|kept| kept.tenant == Some(ctx.tenant())).ok_or(AccountError::TicketOver)?;
        let (user, luggage) = (kept.user.ok_or(AccountError::TicketOver)?, kept.data);
        let inside = self.inside(ctx, "handover");
        let (membership, _) = self.choose_membership(&inside, user, None).await?;
        let person = self.person(user).await?.ok_or(AccountError::TicketOver)?;
        let tx = self.boot.store.write(&self.as_person(ctx, &person)).await?;
        self.lock_proven(&tx, user, luggage.proven_at).await?;
        if !self.take_ticket_in(&tx, ticket).await? {
            return Err(AccountError::TicketOver.into());
        }
        debug_assert_eq!(tx.tenant(), ctx.tenant());
        let new = NewSession {
            user,
            membership,
            method: luggage.method,
            proven_at: luggage.proven_at,
            ends_at: luggage.ends_at,
        };
        let arrived = self.welcome(&tx, ctx, &person, new).await?;
        tx.commit().await?;
        self.opened(ctx, arrived.fresh, arrived.device).await
    }
}
