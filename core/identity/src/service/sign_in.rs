//! Signing in with a password, and what all ways of signing in have in common.
//! A wrong address, a wrong password and a missing membership give the same answer in the same time.

use kontor_contract::account::{KnownDevice, OpenedSession, SignInAttempt, SignInStep};
use kontor_kernel::{Clock, MembershipId, Timestamp, UserId};
use kontor_store::{Ctx, Tx};
use kontor_web::{Authenticator, Credentials, RequestFacts};
use sea_orm::{ColumnTrait, Order};

use super::{
    Service,
    login::Login,
    second_factor::Pending,
    sessions::{NewSession, REMEMBERED_SECONDS, SESSION_SECONDS},
};
use crate::{
    entities::{memberships, users},
    error::IdentityError,
    model::{
        device::{Device, KNOWN_SECONDS},
        email::email_key,
    },
};

/// A person who has proven who they are, and what they want their session to be.
pub(crate) struct Arrival<'a> {
    pub(crate) user: UserId,
    pub(crate) membership: Option<MembershipId>,
    pub(crate) method: &'a str,
    pub(crate) proven_at: Timestamp,
    pub(crate) ends_at: Timestamp,
    pub(crate) device: Option<KnownDevice>,
}

impl Service {
    /// The first step: a password. It opens the session where nothing more is asked for.
    pub(crate) async fn sign_in_by_password(
        &self,
        ctx: &Ctx,
        attempt: SignInAttempt<'_>,
    ) -> Result<SignInStep, IdentityError> {
        let key = email_key(attempt.email);
        let device = self.device_of(ctx, key.as_deref(), attempt.device);
        let known_by = device.as_ref().map(|device| device.id.as_str());
        let proven = self.prove(ctx, key.as_deref(), attempt.password, known_by).await?;
        let inside = self.inside(ctx, "sign-in");
        let (membership, _) = self.choose_membership(&inside, proven.person.id, attempt.membership).await?;
        let proven_at = proven.at;
        let person = self.proven(proven);
        let ends_at = ctx.now().plus_seconds(if attempt.remember { REMEMBERED_SECONDS } else { SESSION_SECONDS });
        if person.totp_confirmed_at.is_some() {
            let pending = Pending { membership, proven_at, ends_at, is_device_known: device.is_some() };
            return Ok(SignInStep::SecondFactor(self.ask_for_second_factor(ctx, &person, pending).await?));
        }
        let mark = if device.is_some() { None } else { Some(self.new_device(ctx, &person)) };
        let arrival = Arrival {
            user: person.id,
            membership: Some(membership),
            method: "password",
            proven_at,
            ends_at,
            device: mark,
        };
        Ok(SignInStep::Opened(Box::new(self.arrive(ctx, arrival).await?)))
    }

    /// What the browser's mark says, where it is good for this account.
    fn device_of(&self, ctx: &Ctx, key: Option<&str>, mark: Option<&str>) -> Option<Device> {
        Device::open(&self.vault, mark?, key?, ctx.now())
    }

    /// A mark for a browser on which a person signs in for the first time.
    pub(crate) fn new_device(&self, ctx: &Ctx, person: &users::Model) -> KnownDevice {
        let mark = Device::new(&person.email_key, ctx.now()).sealed(&self.vault);
        KnownDevice { mark, max_age_seconds: KNOWN_SECONDS }
    }

    /// Opens a session for whoever has proven who they are.
    pub(crate) async fn arrive(&self, ctx: &Ctx, arrival: Arrival<'_>) -> Result<OpenedSession, IdentityError> {
        let inside = self.inside(ctx, "sign-in");
        let (membership, _) = self.choose_membership(&inside, arrival.user, arrival.membership).await?;
        let tx = self.boot.store.write(&inside).await?;
        let new = NewSession {
            user: arrival.user,
            membership,
            method: arrival.method.to_owned(),
            proven_at: arrival.proven_at,
            ends_at: arrival.ends_at,
        };
        let fresh = self.begin_session(&tx, ctx, new).await?;
        tx.commit().await?;
        self.opened(ctx, fresh, arrival.device).await
    }

    /// The same for a person who has just proven by some method who they are.
    pub(crate) async fn open_session_as(
        &self,
        ctx: &Ctx,
        user: UserId,
        membership: Option<MembershipId>,
        method: &str,
    ) -> Result<OpenedSession, IdentityError> {
        let now = ctx.now();
        let ends_at = now.plus_seconds(SESSION_SECONDS);
        self.arrive(ctx, Arrival { user, membership, method, proven_at: now, ends_at, device: None }).await
    }

    /// The membership asked for, or the person's first one here that opens something: a company may be archived.
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
        let held = live.filter_some(asked).order_by(memberships::Column::CreatedAt, Order::Asc).all(&tx).await?;
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
