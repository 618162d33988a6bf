//! Acting for a customer: for a time, for a reason, and to be seen by the customer.
//! The session stays its owner's; what it may do and see is the customer's until the time is over.

use kontor_contract::{account::StartActing, audit::Change, identity::SessionView};
use kontor_kernel::ActingId;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Value, sea_query::Expr};
use serde_json::json;

use super::Service;
use crate::{
    entities::{acting, companies, sessions},
    error::{AccountError, IdentityError},
    manifest::ACT_FOR,
};

const USUAL_MINUTES: u32 = 60;
const MINUTES: std::ops::RangeInclusive<u32> = 5..=480;
const REASON: std::ops::RangeInclusive<usize> = 3..=500;

impl Service {
    /// Begins to act for a customer that the caller sees.
    pub(crate) async fn begin_acting(
        &self,
        ctx: &Ctx,
        start: &StartActing,
        csrf_token: &str,
    ) -> Result<SessionView, IdentityError> {
        let reason = checked(start)?;
        if !ctx.is_staff() || !ctx.allows(ACT_FOR) {
            return Err(AccountError::CannotAct.into());
        }
        let tx = self.boot.store.write(ctx).await?;
        let session = self.own_session(&tx, ctx).await?;
        let find = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(start.company_id));
        let company = find.one(&tx).await?.filter(|company| company.archived_at.is_none());
        let company = company.ok_or(IdentityError::NoSuchCompany)?;
        let minutes = start.minutes.unwrap_or(USUAL_MINUTES);
        let until = ctx.now().plus_seconds(i64::from(minutes) * 60);
        let update = tx.update::<sessions::Entity>().set(sessions::Column::ActingCompanyId, company.id);
        let update = update.set(sessions::Column::ActingUntil, until).set(sessions::Column::ActingReason, reason);
        update.filter(sessions::Column::Id.eq(session.id)).run(&tx).await?;
        let row = acting::Model {
            tenant_id: ctx.tenant(),
            id: ActingId::new(),
            company_id: company.id,
            membership_id: session.membership_id,
            user_id: session.user_id,
            name: ctx.actor().to_owned(),
            reason: reason.to_owned(),
            started_at: ctx.now(),
            until,
            ended_at: None,
        };
        tx.insert::<acting::Entity>(row).await?;
        let change = Change::new("identity.acting_started", "company", company.id, &company.name);
        self.boot.record(&tx, change.after(&json!({ "reason": reason, "until": until }))).await?;
        self.forget_after(&tx, session.secret_hash.clone()).await;
        tx.commit().await?;
        self.view_anew(ctx, &session.secret_hash, csrf_token).await
    }

    /// Is oneself again; nothing happens where nobody acts.
    pub(crate) async fn stop_acting(&self, ctx: &Ctx, csrf_token: &str) -> Result<SessionView, IdentityError> {
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let session = self.own_session(&tx, ctx).await?;
        if session.acting_company_id.is_some() {
            self.end_acting_of(&tx, &session).await?;
        }
        // Whose time was over has stopped already, and only says here that they have read so.
        if let Some(company) = session.acting_company_id.filter(|_| session.acting_until > Some(ctx.now())) {
            let find = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(company));
            let name = find.one(&tx).await?.map(|company| company.name).unwrap_or_default();
            self.boot.record(&tx, Change::new("identity.acting_ended", "company", company, name)).await?;
        }
        self.forget_after(&tx, session.secret_hash.clone()).await;
        tx.commit().await?;
        self.view_anew(ctx, &session.secret_hash, csrf_token).await
    }

    async fn end_acting_of(&self, tx: &WriteTx, session: &sessions::Model) -> Result<(), IdentityError> {
        let update = tx.update::<sessions::Entity>();
        let update = update.set_expr(sessions::Column::ActingCompanyId, Expr::val(Value::Uuid(None)));
        let update = update.set_expr(sessions::Column::ActingUntil, Expr::val(Value::BigInt(None)));
        let update = update.set_expr(sessions::Column::ActingReason, Expr::val(Value::String(None)));
        update.filter(sessions::Column::Id.eq(session.id)).run(tx).await?;
        match session.acting_company_id {
            Some(company) => self.close_acting(tx, session.membership_id, company).await,
            None => Ok(()),
        }
    }

    /// The session as its next request will find it.
    async fn view_anew(&self, ctx: &Ctx, secret_hash: &str, csrf_token: &str) -> Result<SessionView, IdentityError> {
        let inside = self.inside(ctx, "session");
        let held = self.held(&inside, secret_hash, true).await?.ok_or(IdentityError::WrongCredentials)?;
        let login = self.login_of(&inside, &held).await?.ok_or(IdentityError::WrongCredentials)?;
        self.session_view(&self.context_of(ctx, &login), csrf_token).await
    }
}

/// The reason, once it and the time are such that the customer may be told.
fn checked(start: &StartActing) -> Result<&str, IdentityError> {
    if start.minutes.is_some_and(|minutes| !MINUTES.contains(&minutes)) {
        let detail = format!("Act for {} to {} minutes at a time.", MINUTES.start(), MINUTES.end());
        return Err(IdentityError::BadField { pointer: "/minutes", detail });
    }
    let reason = start.reason.trim();
    if !REASON.contains(&reason.chars().count()) {
        let detail = format!("Say why in {} to {} characters; the customer sees it.", REASON.start(), REASON.end());
        return Err(IdentityError::BadField { pointer: "/reason", detail });
    }
    Ok(reason)
}
