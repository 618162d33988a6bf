//! API tokens: made in a session and shown once, listed without their secret, revoked at once.
//! A token acts in the role in which it was made, never beyond it, and no longer than a year.

use kontor_contract::{
    account::{NewToken, TokenView},
    audit::Change,
};
use kontor_kernel::{ApiTokenId, CompanyId, MembershipId, Timestamp, UserId};
use kontor_store::{Ctx, Reach, Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter};
use serde_json::json;

use super::Service;
use crate::{
    entities::{api_tokens, memberships, users},
    error::{AccountError, IdentityError},
    model::secret::{self, TOKEN_PREFIX},
};

const LONGEST_NAME: usize = 100;
const DAY: i64 = 24 * 3_600;
const USUAL_DAYS: i64 = 90;
const MOST_DAYS: i64 = 366;
/// More than a tenant's staff looks through.
const LISTED_AT_MOST: u64 = 500;

/// A token as staff see it.
pub(crate) struct OwnedToken {
    pub(crate) token: TokenView,
    pub(crate) user: UserId,
    pub(crate) name: String,
    pub(crate) email: String,
}

impl Service {
    /// Makes a token for the role of the context, which must be a session's: a token makes no others.
    pub(crate) async fn make_token(&self, tx: &WriteTx, new: &NewToken) -> Result<TokenView, IdentityError> {
        let ctx = tx.ctx();
        let session = self.own_session(tx, ctx).await?;
        let name = checked_name(&new.name)?;
        let expires_at = checked_end(ctx, new.expires_at)?;
        if let Some(names) = &new.permissions {
            check_held(ctx, names)?;
        }
        let person = self.lock_proven(tx, session.user_id, session.created_at).await?;
        let secret = secret::fresh(TOKEN_PREFIX);
        let row = api_tokens::Model {
            tenant_id: ctx.tenant(),
            id: ApiTokenId::new(),
            secret_hash: secret::fingerprint(&secret),
            user_id: person.id,
            membership_id: session.membership_id,
            created_at: ctx.now(),
            expires_at: Some(expires_at),
            revoked_at: None,
            name: name.to_owned(),
            ip: None,
            user_agent: None,
            last_seen_at: None,
            permissions: new.permissions.as_ref().map(|names| json!(names)),
        };
        let made = TokenView { token: Some(secret), ..token_view(&row) };
        tx.insert::<api_tokens::Entity>(row).await?;
        let change = Change::new("identity.token_made", "api_token", made.id, name);
        let after = json!({ "expires_at": expires_at, "permissions": new.permissions });
        self.boot.record(tx, change.after(&after)).await?;
        Ok(made)
    }

    /// One's own tokens that have not been revoked.
    pub(crate) async fn own_tokens(&self, ctx: &Ctx) -> Result<Vec<TokenView>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let own = ctx.user().map(|user| api_tokens::Column::UserId.eq(user));
        let find = tx.find::<api_tokens::Entity>().filter_some(own).filter(api_tokens::Column::RevokedAt.is_null());
        let rows = find.order_by(api_tokens::Column::CreatedAt, Order::Desc).all(&tx).await?;
        tx.finish().await?;
        Ok(rows.iter().map(token_view).collect())
    }

    /// Revokes one's own token.
    pub(crate) async fn revoke_own_token(&self, ctx: &Ctx, id: ApiTokenId) -> Result<(), IdentityError> {
        let user = ctx.user().ok_or(IdentityError::Unknown("token"))?;
        let tx = self.boot.store.write(ctx).await?;
        let find = tx.find::<api_tokens::Entity>().filter(api_tokens::Column::Id.eq(id));
        let row = find.filter(api_tokens::Column::UserId.eq(user)).one(&tx).await?;
        self.revoke(&tx, row).await?;
        Ok(tx.commit().await?)
    }

    /// Everybody's tokens whose role the caller's reach holds, the newest first.
    pub(crate) async fn tokens_of_all(
        &self,
        ctx: &Ctx,
        user: Option<UserId>,
    ) -> Result<Vec<OwnedToken>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let open = tx.find::<api_tokens::Entity>().filter(api_tokens::Column::RevokedAt.is_null());
        let open = open.filter_some(user.map(|user| api_tokens::Column::UserId.eq(user)));
        let rows = open.order_by(api_tokens::Column::CreatedAt, Order::Desc).limit(LISTED_AT_MOST).all(&tx).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.membership_id).collect();
        let members = tx.find::<memberships::Entity>().filter(memberships::Column::Id.is_in(ids)).all(&tx).await?;
        tx.finish().await?;
        let is_seen =
            |id: MembershipId| members.iter().any(|member| member.id == id && reaches(ctx, member.company_id));
        let rows: Vec<_> = rows.into_iter().filter(|row| is_seen(row.membership_id)).collect();
        let people = self.owners_of(rows.iter().map(|row| row.user_id).collect()).await?;
        let owned = |row: &api_tokens::Model| {
            let person = people.iter().find(|person| person.id == row.user_id)?;
            let (name, email) = (person.name.clone(), person.email.clone());
            Some(OwnedToken { token: token_view(row), user: person.id, name, email })
        };
        Ok(rows.iter().filter_map(owned).collect())
    }

    async fn owners_of(&self, ids: Vec<UserId>) -> Result<Vec<users::Model>, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        Ok(system.all(users::Entity::find().filter(users::Column::Id.is_in(ids))).await?)
    }

    /// Revokes somebody's token.
    pub(crate) async fn revoke_any_token(&self, ctx: &Ctx, id: ApiTokenId) -> Result<(), IdentityError> {
        let tx = self.boot.store.write(ctx).await?;
        let row = tx.find::<api_tokens::Entity>().filter(api_tokens::Column::Id.eq(id)).one(&tx).await?;
        let member = match &row {
            Some(row) => {
                let find = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(row.membership_id));
                find.one(&tx).await?
            }
            None => None,
        };
        let is_seen = member.is_some_and(|member| reaches(ctx, member.company_id));
        self.revoke(&tx, row.filter(|_| is_seen)).await?;
        Ok(tx.commit().await?)
    }

    async fn revoke(&self, tx: &WriteTx, row: Option<api_tokens::Model>) -> Result<(), IdentityError> {
        let open = row.filter(|row| row.revoked_at.is_none());
        let row = open.ok_or(IdentityError::Unknown("token"))?;
        let end = tx.update::<api_tokens::Entity>().set(api_tokens::Column::RevokedAt, tx.ctx().now());
        end.filter(api_tokens::Column::Id.eq(row.id)).run(tx).await?;
        self.boot.record(tx, Change::new("identity.token_revoked", "api_token", row.id, &row.name)).await?;
        self.forget_after(tx, row.secret_hash).await;
        Ok(())
    }
}

/// Whether a context reaches the role of a company, or of staff.
fn reaches(ctx: &Ctx, company: Option<CompanyId>) -> bool {
    match company {
        Some(company) => ctx.scope().holds_company(company),
        None => matches!(ctx.scope().companies, Reach::All),
    }
}

fn token_view(row: &api_tokens::Model) -> TokenView {
    TokenView {
        id: row.id,
        name: row.name.clone(),
        token: None,
        permissions: row.permissions.clone().map(|names| serde_json::from_value(names).unwrap_or_default()),
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_seen_at: row.last_seen_at,
    }
}

fn checked_name(name: &str) -> Result<&str, IdentityError> {
    let name = name.trim();
    let is_good = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    let detail = format!("Name the token in 1 to {LONGEST_NAME} characters, so that you know it again.");
    if is_good { Ok(name) } else { Err(IdentityError::BadField { pointer: "/name", detail: detail.into() }) }
}

fn checked_end(ctx: &Ctx, end: Option<Timestamp>) -> Result<Timestamp, IdentityError> {
    let refused = |detail: &str| {
        let detail = detail.to_owned();
        Err(IdentityError::BadField { pointer: "/expires_at", detail: detail.into() })
    };
    let end = end.unwrap_or_else(|| ctx.now().plus_seconds(USUAL_DAYS * DAY));
    if end <= ctx.now() {
        return refused("The token would have expired already; give a later instant.");
    }
    if end > ctx.now().plus_seconds(MOST_DAYS * DAY) {
        return refused("A token holds for 366 days at the most; give an earlier instant and make a new one in time.");
    }
    Ok(end)
}

fn check_held(ctx: &Ctx, names: &[String]) -> Result<(), IdentityError> {
    if names.is_empty() {
        let detail = "Name at least one permission, or leave the field out for all of yours.".to_owned();
        return Err(IdentityError::BadField { pointer: "/permissions", detail: detail.into() });
    }
    match names.iter().find(|name| !ctx.permissions().contains(*name)) {
        Some(name) => Err(AccountError::NotHeld(name.clone()).into()),
        None => Ok(()),
    }
}
