//! Who a secret stands for: the membership behind it, its role's permissions, and how far it reaches.
//! Everything is read anew for each request that finds nothing remembered, so what was taken away opens nothing.

use std::{collections::BTreeSet, sync::Arc};

use kontor_contract::companies::CompanyKind;
use kontor_kernel::{CompanyId, MembershipId, Timestamp, UserId};
use kontor_store::{Credential, Ctx, Persona, PersonaCompany, Principal, Reach, Scope, SessionNews, StoreError, Tx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Service, provision::built_in_permissions};
use crate::{
    entities::{api_tokens, companies, memberships, roles, sessions, users},
    manifest::{ACT_FOR, OWN_COMPANY_MANAGE},
};

/// How often the last use of a session or token is written down, in seconds.
const SEEN_EVERY: i64 = 300;

/// Who a secret stands for.
#[derive(Debug)]
pub(crate) struct Login {
    pub(crate) principal: Principal,
    pub(crate) persona: Persona,
    pub(crate) permissions: Arc<BTreeSet<String>>,
    pub(crate) scope: Scope,
    pub(crate) on_behalf_of: Option<CompanyId>,
    pub(crate) credential: Credential,
    pub(crate) news: Option<Arc<SessionNews>>,
    user: UserId,
}

impl Login {
    pub(crate) const fn user(&self) -> UserId {
        self.user
    }
}

/// A session or token that has neither ended nor been revoked.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) credential: Credential,
    pub(crate) user: UserId,
    pub(crate) membership: MembershipId,
    pub(crate) created_at: Timestamp,
    last_seen_at: Option<Timestamp>,
    /// What a token may do of what its owner may.
    only: Option<BTreeSet<String>>,
    /// For which company a member of staff acts with this session.
    acting: Option<CompanyId>,
    /// For which company they acted until when, where they have not read yet that it is over.
    acting_over: Option<(CompanyId, Timestamp)>,
    /// How the person of a session proved who they are; nothing for a token.
    method: Option<String>,
}

impl Service {
    /// The session or token that a secret opens.
    pub(crate) async fn held(
        &self,
        ctx: &Ctx,
        fingerprint: &str,
        is_session: bool,
    ) -> Result<Option<Held>, StoreError> {
        let tx = self.boot.store.read(ctx).await?;
        let now = ctx.now();
        let is_open = |expires: Option<Timestamp>, revoked: Option<Timestamp>| {
            revoked.is_none() && expires.is_none_or(|at| at > now)
        };
        let held = if is_session {
            let find = tx.find::<sessions::Entity>().filter(sessions::Column::SecretHash.eq(fingerprint));
            let row = find.one(&tx).await?.filter(|row| is_open(row.expires_at, row.revoked_at));
            row.map(|row| of_session(&row, now))
        } else {
            let find = tx.find::<api_tokens::Entity>().filter(api_tokens::Column::SecretHash.eq(fingerprint));
            find.one(&tx).await?.filter(|row| is_open(row.expires_at, row.revoked_at)).map(of_token)
        };
        tx.finish().await?;
        Ok(held)
    }

    /// Who a session or token stands for; nothing when the person, the membership or the company has ended, or when the
    /// person's credentials were changed since.
    pub(crate) async fn login_of(&self, ctx: &Ctx, held: &Held) -> Result<Option<Login>, StoreError> {
        let Some(person) = self.person(held.user).await? else { return Ok(None) };
        if person.credentials_changed_at.is_some_and(|changed| held.created_at < changed) {
            return Ok(None);
        }
        let lacks_factor = match &held.method {
            Some(method) => self.lacks_second_factor(ctx, &person, Some(method)).await?,
            None => false,
        };
        let Some(mut login) = self.login_as(ctx, person, held.membership).await? else { return Ok(None) };
        login.credential = held.credential;
        if lacks_factor && login.persona.company.is_none() {
            // Signed in, and good for nothing but one's own account until the second factor is set up.
            login.permissions = Arc::default();
            login.news = Some(Arc::new(SessionNews::SecondFactorNeeded));
        } else if let Some((company, until)) = held.acting_over {
            let company = self.company_called(ctx, company).await?;
            login.news = Some(Arc::new(SessionNews::ActingOver { company, until }));
        }
        if let Some(only) = &held.only {
            login.permissions = Arc::new(login.permissions.intersection(only).cloned().collect());
        }
        match held.acting {
            Some(company) => self.act_for(ctx, login, company).await.map(Some),
            None => Ok(Some(login)),
        }
    }

    /// Who a membership makes of a person: persona, permissions and scope. Nothing when any of it has ended.
    pub(crate) async fn load_login(
        &self,
        ctx: &Ctx,
        user: UserId,
        membership: MembershipId,
    ) -> Result<Option<Login>, StoreError> {
        match self.person(user).await? {
            Some(person) => self.login_as(ctx, person, membership).await,
            None => Ok(None),
        }
    }

    /// A person who may sign in at all.
    pub(crate) async fn person(&self, user: UserId) -> Result<Option<users::Model>, StoreError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let person = system.one(users::Entity::find().filter(users::Column::Id.eq(user))).await?;
        Ok(person.filter(|person| person.disabled_at.is_none() && person.erased_at.is_none()))
    }

    async fn login_as(
        &self,
        ctx: &Ctx,
        person: users::Model,
        membership: MembershipId,
    ) -> Result<Option<Login>, StoreError> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(membership));
        let Some(member) = find.filter(memberships::Column::UserId.eq(person.id)).one(&tx).await? else {
            return Ok(None);
        };
        let role = tx.find::<roles::Entity>().filter(roles::Column::Id.eq(member.role_id)).one(&tx).await?;
        let (Some(role), None) = (role, member.ended_at) else { return Ok(None) };
        let company = match member.company_id {
            Some(id) => match live_company(&tx, id).await? {
                Some(company) => Some(company),
                None => return Ok(None),
            },
            None => None,
        };
        let scope = self.scope_of(&tx, &member, company.as_ref()).await?;
        tx.finish().await?;
        let mut permissions = self.permissions_of(&role);
        if let Some(more) = company.as_ref().and_then(by_buying_for_oneself) {
            Arc::make_mut(&mut permissions).insert(more.to_owned());
        }
        Ok(Some(Login {
            user: person.id,
            principal: Principal::User { id: person.id, name: person.name, email: person.email },
            permissions,
            persona: Persona { membership, role_code: role.code, role_name: role.name, company: company.map(facts) },
            scope,
            on_behalf_of: None,
            credential: Credential::None,
            news: None,
        }))
    }

    /// What a role grants. Built-in roles follow the manifests of the modules that are there.
    pub(crate) fn permissions_of(&self, role: &roles::Model) -> Arc<BTreeSet<String>> {
        if role.is_built_in == Some(true) {
            let granted = built_in_permissions(&role.code, self.boot.modules.manifests());
            return Arc::new(granted.into_iter().map(str::to_owned).collect());
        }
        // What cannot be read grants nothing.
        Arc::new(serde_json::from_value(role.permissions.clone()).unwrap_or_default())
    }

    /// A member of staff acting for a company: its persona, of its reach what they reach themselves, and what a buyer may do
    /// who manages nobody. Where they may not any more, they are themselves again.
    async fn act_for(&self, ctx: &Ctx, login: Login, company: CompanyId) -> Result<Login, StoreError> {
        let may = login.persona.company.is_none() && login.permissions.contains(ACT_FOR);
        if !may || !login.scope.holds_company(company) {
            return Ok(login);
        }
        let tx = self.boot.store.read(ctx).await?;
        let Some(row) = live_company(&tx, company).await? else { return Ok(login) };
        let below =
            tx.find::<companies::Entity>().filter(companies::Column::Path.starts_with(&row.path)).all(&tx).await?;
        tx.finish().await?;
        let reached = below.into_iter().map(|company| company.id).filter(|id| login.scope.holds_company(*id));
        let scope = Scope { companies: Reach::only(reached), ..login.scope.clone() };
        let granted = built_in_permissions("company_admin", self.boot.modules.manifests());
        let granted = granted.into_iter().filter(|name| !name.starts_with("identity.")).map(str::to_owned);
        Ok(Login {
            persona: Persona { company: Some(facts(row)), ..login.persona },
            permissions: Arc::new(granted.collect()),
            scope,
            on_behalf_of: Some(company),
            ..login
        })
    }

    /// The name of a company, whether or not it still buys.
    async fn company_called(&self, ctx: &Ctx, id: CompanyId) -> Result<String, StoreError> {
        let tx = self.boot.store.read(ctx).await?;
        let row = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id)).one(&tx).await?;
        tx.finish().await?;
        Ok(row.map(|company| company.name).unwrap_or_default())
    }

    /// Writes down that a session or token was used, every five minutes at the most and without anybody waiting for it.
    pub(crate) fn mark_seen(&self, ctx: &Ctx, held: &Held, ip: Option<String>, agent: Option<String>) {
        let now = ctx.now();
        if held.last_seen_at.is_some_and(|at| at.plus_seconds(SEEN_EVERY) > now) {
            return;
        }
        let (service, ctx, credential) = (self.clone(), ctx.clone(), held.credential);
        tokio::spawn(async move {
            if let Err(cause) = service.write_seen(&ctx, credential, ip, agent).await {
                tracing::debug!(%cause, "the last use of a session was not written down");
            }
        });
    }

    async fn write_seen(
        &self,
        ctx: &Ctx,
        credential: Credential,
        ip: Option<String>,
        agent: Option<String>,
    ) -> Result<(), StoreError> {
        let tx = self.boot.store.write(ctx).await?;
        match credential {
            Credential::Session(id) => {
                let update = tx.update::<sessions::Entity>().set(sessions::Column::LastSeenAt, ctx.now());
                let update = update.set(sessions::Column::Ip, ip).set(sessions::Column::UserAgent, agent);
                update.filter(sessions::Column::Id.eq(id)).run(&tx).await?;
            }
            Credential::Token(id) => {
                let update = tx.update::<api_tokens::Entity>().set(api_tokens::Column::LastSeenAt, ctx.now());
                let update = update.set(api_tokens::Column::Ip, ip).set(api_tokens::Column::UserAgent, agent);
                update.filter(api_tokens::Column::Id.eq(id)).run(&tx).await?;
            }
            Credential::None => {}
        }
        tx.commit().await
    }
}

/// What members of a company may do whatever their role is: a private consumer looks after their own name and address.
pub(crate) fn by_buying_for_oneself(company: &companies::Model) -> Option<&'static str> {
    (company.kind() == CompanyKind::Consumer).then_some(OWN_COMPANY_MANAGE)
}

fn of_session(row: &sessions::Model, now: Timestamp) -> Held {
    let is_acting = row.acting_until.is_some_and(|until| until > now);
    Held {
        credential: Credential::Session(row.id),
        user: row.user_id,
        membership: row.membership_id,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        only: None,
        acting: row.acting_company_id.filter(|_| is_acting),
        acting_over: row.acting_company_id.zip(row.acting_until).filter(|_| !is_acting),
        method: Some(row.method.clone().unwrap_or_default()),
    }
}

fn of_token(row: api_tokens::Model) -> Held {
    Held {
        credential: Credential::Token(row.id),
        user: row.user_id,
        membership: row.membership_id,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        // What cannot be read grants nothing.
        only: row.permissions.map(|names| serde_json::from_value(names).unwrap_or_default()),
        acting: None,
        acting_over: None,
        method: None,
    }
}

async fn live_company(tx: &impl Tx, id: CompanyId) -> Result<Option<companies::Model>, StoreError> {
    let row = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id)).one(tx).await?;
    Ok(row.filter(|company| company.archived_at.is_none()))
}

fn facts(company: companies::Model) -> PersonaCompany {
    PersonaCompany {
        is_consumer: company.kind() == CompanyKind::Consumer,
        id: company.id,
        code: company.code,
        name: company.name,
    }
}
