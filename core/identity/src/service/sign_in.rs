//! Signing in and out, and changing the persona of a session.
//! A wrong address, a wrong password and a missing membership give the same answer in the same time.

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    identity::{
        ChannelView, CompanyName, LegalEntityView, NamedCode, OpenedSession, PersonaView, SessionView, SignIn, UserView,
    },
};
use kontor_kernel::{Clock, MembershipId, SessionId, UserId};
use kontor_store::{Ctx, Principal, Tx};
use kontor_web::{Authenticator, Credentials, RequestFacts};
use sea_orm::{ColumnTrait, Order};

use super::{Service, login::Login};
use crate::{
    entities::{companies, memberships, roles, sessions},
    error::IdentityError,
    model::{email::email_key, password, secret},
};

/// How long a session holds: a working day and the evening after it.
const SESSION_SECONDS: i64 = 14 * 60 * 60;

#[async_trait]
impl SignIn for Service {
    async fn sign_in(
        &self,
        ctx: &Ctx,
        email: &str,
        password: &str,
        membership: Option<MembershipId>,
    ) -> Result<OpenedSession, Fault> {
        Ok(self.open_session(ctx, email, password, membership).await?)
    }

    async fn sign_out(&self, ctx: &Ctx, secret: &str) -> Result<(), Fault> {
        Ok(self.close_session(ctx, secret).await?)
    }

    async fn session(&self, ctx: &Ctx, csrf_token: Option<&str>) -> Result<SessionView, Fault> {
        Ok(self.session_view(ctx, csrf_token.unwrap_or_default()).await?)
    }
}

impl Service {
    async fn open_session(
        &self,
        ctx: &Ctx,
        email: &str,
        password: &str,
        membership: Option<MembershipId>,
    ) -> Result<OpenedSession, IdentityError> {
        let user = match email_key(email) {
            Some(key) => self.user_by_key(&key).await?,
            None => None,
        };
        let is_right = password::verify(password, user.as_ref().map(|user| user.password_hash.as_str())).await?;
        let user = user.filter(|_| is_right).ok_or(IdentityError::WrongCredentials)?;
        let inside = self.inside(ctx, "sign-in");
        let (chosen, login) = self.choose_membership(&inside, user.id, membership).await?;
        let secret = secret::fresh("ks_");
        self.write_session(&inside, user.id, chosen, &secret).await?;
        let signed_in = self.context_of(ctx, &login);
        let view = self.session_view(&signed_in, &secret::csrf_token(&secret)).await?;
        Ok(OpenedSession { secret, max_age_seconds: SESSION_SECONDS, view })
    }

    /// The membership asked for, or the person's first one here that opens something: a company may be archived.
    async fn choose_membership(
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

    async fn write_session(
        &self,
        ctx: &Ctx,
        user: UserId,
        membership: MembershipId,
        secret: &str,
    ) -> Result<(), IdentityError> {
        let tx = self.boot.store.write(ctx).await?;
        tx.insert::<sessions::Entity>(sessions::Model {
            tenant_id: ctx.tenant(),
            id: SessionId::new(),
            secret_hash: secret::fingerprint(secret),
            user_id: user,
            membership_id: membership,
            created_at: ctx.now(),
            expires_at: Some(ctx.now().plus_seconds(SESSION_SECONDS)),
            revoked_at: None,
            ip: ctx.origin().and_then(|origin| origin.ip).map(|ip| ip.to_string()),
            user_agent: ctx.origin().and_then(|origin| origin.user_agent.clone()),
            last_seen_at: Some(ctx.now()),
            method: Some("password".to_owned()),
            acting_company_id: None,
            acting_until: None,
            acting_reason: None,
        })
        .await?;
        Ok(tx.commit().await?)
    }

    async fn close_session(&self, ctx: &Ctx, secret: &str) -> Result<(), IdentityError> {
        let fingerprint = secret::fingerprint(secret);
        let tx = self.boot.store.write(ctx).await?;
        tx.update::<sessions::Entity>()
            .set(sessions::Column::RevokedAt, ctx.now())
            .filter(sessions::Column::SecretHash.eq(&fingerprint))
            .run(&tx)
            .await?;
        self.forget_after(&tx, fingerprint).await;
        Ok(tx.commit().await?)
    }

    /// Lets a session act in another of its person's roles; the session before ends.
    pub(crate) async fn switch_persona(
        &self,
        ctx: &Ctx,
        secret: &str,
        membership: MembershipId,
    ) -> Result<OpenedSession, IdentityError> {
        let user = ctx.user().ok_or(IdentityError::WrongCredentials)?;
        let inside = self.inside(ctx, "sign-in");
        let (chosen, login) = self.choose_membership(&inside, user, Some(membership)).await?;
        let next = secret::fresh("ks_");
        self.write_session(&inside, user, chosen, &next).await?;
        self.close_session(ctx, secret).await?;
        let switched = self.context_of(ctx, &login);
        let view = self.session_view(&switched, &secret::csrf_token(&next)).await?;
        Ok(OpenedSession { secret: next, max_age_seconds: SESSION_SECONDS, view })
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
        let is_meant = |view: &&PersonaView| view.company.as_ref().map(|company| company.code.as_str()) == company;
        let persona = personas.iter().find(is_meant).ok_or(IdentityError::WrongCredentials)?;
        let inside = self.authority.system_context(&site.tenant, "acting", clock);
        let login = self.load_login(&inside, user.id, persona.membership_id).await?;
        let mut parts = self.context_of(&guest, &login.ok_or(IdentityError::WrongCredentials)?).parts();
        parts.clock = clock.clone();
        Ok(self.authority.context(parts))
    }

    async fn session_view(&self, ctx: &Ctx, csrf_token: &str) -> Result<SessionView, IdentityError> {
        let Principal::User { id, name, email } = ctx.principal().clone() else {
            return Err(IdentityError::WrongCredentials);
        };
        let (Some(persona), Some(channel)) = (ctx.persona(), ctx.channel()) else {
            return Err(IdentityError::WrongCredentials);
        };
        let personas = self.personas(ctx, id).await?;
        let current = personas.iter().find(|view| view.membership_id == persona.membership).cloned();
        Ok(SessionView {
            user: UserView { id, email, name },
            persona: current.ok_or(IdentityError::WrongCredentials)?,
            personas,
            permissions: ctx.permissions().iter().cloned().collect(),
            csrf_token: csrf_token.to_owned(),
            tenant: NamedCode { code: ctx.tenant_facts().code.clone(), name: ctx.tenant_facts().name.clone() },
            channel: ChannelView {
                code: channel.code.clone(),
                currency: channel.currency,
                languages: channel.languages.clone(),
            },
            legal_entity: LegalEntityView {
                name: channel.legal_entity.name.clone(),
                time_zone: channel.legal_entity.time_zone.clone(),
                country: channel.legal_entity.country.clone(),
            },
        })
    }

    /// The roles a person may act in here. One's own memberships, so the scope of the current role does not bind.
    async fn personas(&self, ctx: &Ctx, user: UserId) -> Result<Vec<PersonaView>, IdentityError> {
        let inside = self.inside(ctx, "sign-in");
        let tx = self.boot.store.read(&inside).await?;
        let find = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(user));
        let live = find.filter(memberships::Column::EndedAt.is_null());
        let own = live.order_by(memberships::Column::CreatedAt, Order::Asc).all(&tx).await?;
        let roles_held = tx.find::<roles::Entity>().all(&tx).await?;
        let ids: Vec<_> = own.iter().filter_map(|row| row.company_id).collect();
        let held = tx.find::<companies::Entity>().filter(companies::Column::Id.is_in(ids)).all(&tx).await?;
        tx.finish().await?;
        let persona = |row: &memberships::Model| {
            let role = roles_held.iter().find(|role| role.id == row.role_id)?;
            let company = held.iter().find(|company| Some(company.id) == row.company_id);
            Some(PersonaView {
                membership_id: row.id,
                audience: role.audience.clone(),
                role: NamedCode { code: role.code.clone(), name: role.name.clone() },
                company: company.map(|company| CompanyName {
                    id: company.id,
                    code: company.code.clone(),
                    name: company.name.clone(),
                }),
            })
        };
        Ok(own.iter().filter_map(persona).collect())
    }
}
