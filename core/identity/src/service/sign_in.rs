//! Signing in with a password, and what all ways of signing in have in common.
//! A wrong address, a wrong password and a missing membership give the same answer in the same time.

use kontor_contract::account::{OpenedSession, SignInAttempt, SignInStep};
use kontor_kernel::{Clock, MembershipId, UserId};
use kontor_store::{Ctx, StoreError, Tx};
use kontor_web::{Authenticator, Credentials, RequestFacts};
use sea_orm::{ColumnTrait, Order};

use super::{
    Service,
    login::Login,
    second_factor::Pending,
    sessions::{NewSession, REMEMBERED_SECONDS, SESSION_SECONDS},
};
use crate::{
    entities::{memberships, sessions, users},
    error::IdentityError,
    model::email::email_key,
};

impl Service {
    /// The first step: a password. It opens the session where nothing more is asked for.
    pub(crate) async fn sign_in_by_password(
        &self,
        ctx: &Ctx,
        attempt: SignInAttempt<'_>,
    ) -> Result<SignInStep, IdentityError> {
        let key = email_key(attempt.email);
        let device = key.as_deref().and_then(|key| self.device_of(ctx, key));
        let known_by = device.as_ref().map(|device| device.id.as_str());
        let proven = self.prove(ctx, key.as_deref(), attempt.password, known_by).await?;
        let inside = self.inside(ctx, "sign-in");
        let (membership, _) = self.choose_membership(&inside, proven.person.id, attempt.membership).await?;
        let proven_at = proven.at;
        let person = self.proven(proven);
        let ends_at = ctx.now().plus_seconds(if attempt.remember { REMEMBERED_SECONDS } else { SESSION_SECONDS });
        if person.totp_confirmed_at.is_some() {
            let pending = Pending { membership, proven_at, ends_at };
            return Ok(SignInStep::SecondFactor(self.ask_for_second_factor(ctx, &person, pending).await?));
        }
        let new = NewSession { user: person.id, membership, method: "password".to_owned(), proven_at, ends_at };
        Ok(SignInStep::Opened(Box::new(self.arrive(ctx, &person, new).await?)))
    }

    /// Opens a session for whoever has proven who they are.
    async fn arrive(&self, ctx: &Ctx, person: &users::Model, new: NewSession) -> Result<OpenedSession, IdentityError> {
        let tx = self.boot.store.write(&self.as_person(ctx, person)).await?;
        let arrived = self.welcome(&tx, ctx, person, new).await?;
        tx.commit().await?;
        self.opened(ctx, arrived.fresh, arrived.device).await
    }

    /// The same for a person who has just proven by some method who they are.
    pub(crate) async fn open_session_as(
        &self,
        ctx: &Ctx,
        user: UserId,
        membership: Option<MembershipId>,
        method: &str,
    ) -> Result<OpenedSession, IdentityError> {
        let (membership, _) = self.choose_membership(&self.inside(ctx, "sign-in"), user, membership).await?;
        let person = self.person(user).await?.ok_or(IdentityError::WrongCredentials)?;
        let (proven_at, ends_at) = (ctx.now(), ctx.now().plus_seconds(SESSION_SECONDS));
        let new = NewSession { user, membership, method: method.to_owned(), proven_at, ends_at };
        self.arrive(ctx, &person, new).await
    }

    /// The membership asked for, or the one acted in last, or the person's first one here, whichever opens something: a
    /// company may be archived.
    pub(crate) async fn choose_membership(
        &self,
        ctx: &Ctx,
        user: UserId,
        asked: Option<MembershipId>,
    ) -> Result<(MembershipId, Login), IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(user));
        let live = find.filter(memberships::Column::EndedAt.is_null());
        let asked = asked.map(|id| memberships::Column::Id.eq(id));
        let mut held = live.filter_some(asked).order_by(memberships::Column::CreatedAt, Order::Asc).all(&tx).await?;
        if held.len() > 1 {
            let last = last_persona(&tx, user).await?;
            held.sort_by_key(|row| Some(row.id) != last);
        }
        tx.finish().await?;
        for row in held {
            if let Some(login) = self.load_login(ctx, user, row.id).await? {
                return Ok((row.id, login));
            }
        }
        Err(IdentityError::WrongCredentials)
    }

    /// The context a person has on a host, without a session.
    pub(crate) async fn acting_context(
        &self,
        host: &str,
        email: &str,
        company: Option<&str>,
        clock: &Clock,
    ) -> Result<Ctx, IdentityError> {
        let site = self.site(host).await?.ok_or(IdentityError::WrongCredentials)?;
        let key = email_key(email).ok_or_else(|| IdentityError::BadEmail(email.to_owned()))?;
        let user = self.user_by_key(&key).await?.ok_or(IdentityError::WrongCredentials)?;
        let origin = std::sync::Arc::default();
        let facts = RequestFacts { request_id: "acting", accept_language: None, locale_cookie: None, origin: &origin };
        let guest = self.authenticate(&site, Credentials::None, facts).await;
        let guest = guest.map_err(|_| IdentityError::WrongCredentials)?.ctx;
        let personas = self.personas(&guest, user.id).await?;
        let persona = personas
            .iter()
            .find(|view| view.company.as_ref().map(|company| company.code.as_str()) == company)
            .ok_or(IdentityError::WrongCredentials)?;
        let inside = self.authority.system_context(&site.tenant, "acting", clock);
        let login = self.load_login(&inside, user.id, persona.membership_id).await?;
        let mut parts = self.context_of(&guest, &login.ok_or(IdentityError::WrongCredentials)?).parts();
        parts.clock = clock.clone();
        Ok(self.authority.context(parts))
    }
}

/// In which membership a person acted last here, as far as their sessions tell.
async fn last_persona(tx: &impl Tx, user: UserId) -> Result<Option<MembershipId>, StoreError> {
    let own = tx.find::<sessions::Entity>().filter(sessions::Column::UserId.eq(user));
    let used = own.filter(sessions::Column::LastSeenAt.is_not_null());
    let last = used.order_by(sessions::Column::LastSeenAt, Order::Desc).limit(1).all(tx).await?;
    Ok(last.first().map(|row| row.membership_id))
}
