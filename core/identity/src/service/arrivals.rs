//! What all ways of signing in end with: the session, its entry in the audit trail, and a mark for the browser. Whoever has
//! signed in before and comes from a browser without a mark is told by mail, because it may not be they.

use kontor_contract::{account::KnownDevice, audit::Change, messages::NewMessage};
use kontor_kernel::UserId;
use kontor_store::{Ctx, StoreResult, Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

use super::{
    Service,
    sessions::{Fresh, NewSession},
};
use crate::{
    entities::{
        user_tenants::{self, Column},
        users,
    },
    error::IdentityError,
    model::device::{Device, KNOWN_SECONDS},
};

/// Where a person sees from where they are signed in.
const SESSIONS_PAGE: &str = "/account/devices";

/// Somebody who has just come in: their session, and what their browser keeps.
pub(crate) struct Arrived {
    pub(crate) fresh: Fresh,
    pub(crate) device: Option<KnownDevice>,
}

impl Service {
    /// Opens the session of a person who has proven who they are, with the caller's commit. The unit of work is
    /// theirs; the request, `ctx`, may have brought another session, which ends.
    pub(crate) async fn welcome(
        &self,
        tx: &WriteTx,
        ctx: &Ctx,
        person: &users::Model,
        new: NewSession,
    ) -> Result<Arrived, IdentityError> {
        let (method, membership) = (new.method.clone(), new.membership);
        let fresh = self.begin_session(tx, ctx, new).await?;
        let failed_before = self.failures.settled_by(tx, &person.email_key).await;
        let change = Change::new("identity.signed_in", "person", person.id, &person.name);
        let how = json!({ "session_id": fresh.id, "membership_id": membership, "method": method,
            "failed_before": failed_before });
        self.boot.record(tx, change.after(&how)).await?;
        let is_known = self.device_of(tx.ctx(), &person.email_key).is_some();
        let is_first = self.is_first_sign_in(tx, person.id).await?;
        if !is_known && !is_first && self.guard.may_tell_of_browser(&person.email_key) {
            self.tell_of_browser(tx, person).await?;
        }
        let device = (!is_known).then(|| self.new_device(tx.ctx(), person));
        Ok(Arrived { fresh, device })
    }

    /// The browser of a request, where it has a mark that is good for an account.
    pub(crate) fn device_of(&self, ctx: &Ctx, email_key: &str) -> Option<Device> {
        let mark = ctx.origin()?.device.as_deref()?;
        Device::open(&self.vault, mark, email_key, ctx.now())
    }

    /// A mark for a browser on which a person signs in for the first time.
    fn new_device(&self, ctx: &Ctx, person: &users::Model) -> KnownDevice {
        let mark = Device::new(&person.email_key, ctx.now()).sealed(&self.vault);
        KnownDevice { mark, max_age_seconds: KNOWN_SECONDS }
    }

    /// Whether a person has never signed in to this tenant before; from here on they have.
    async fn is_first_sign_in(&self, tx: &WriteTx, user: UserId) -> StoreResult<bool> {
        let note = user_tenants::Entity::update_many().col_expr(Column::SignedInAt, Expr::val(tx.ctx().now()));
        let note = note.filter(Column::UserId.eq(user)).filter(Column::TenantId.eq(tx.tenant()));
        Ok(tx.update_system(&self.authority, note.filter(Column::SignedInAt.is_null())).await? == 1)
    }

    async fn tell_of_browser(&self, tx: &WriteTx, person: &users::Model) -> Result<(), IdentityError> {
        let ip = tx.ctx().origin().and_then(|origin| origin.ip).map(|ip| ip.to_string());
        let message = NewMessage {
            link: Some(SESSIONS_PAGE.to_owned()),
            data: json!({ "ip": ip }),
            ..NewMessage::new("identity/new-sign-in", &person.email)
        };
        self.write_to(tx, person, message).await
    }
}
