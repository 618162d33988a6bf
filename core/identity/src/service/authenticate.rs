//! From host and secret to a context, for every request.
//! What was looked up is remembered for a second, and dropped at once on the node where it is revoked.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use futures_util::future::BoxFuture;
use kontor_kernel::{CompanyId, Locale, MembershipId, TenantId, UserId};
use kontor_store::{
    ChannelFacts, Ctx, CtxParts, LegalEntityFacts, Persona, PersonaCompany, Principal, Scope, StoreError, TaxRounding,
    Tx,
};
use kontor_web::{AuthError, Authenticated, Authenticator, Credentials, RequestFacts, Site};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Service;
use crate::{
    entities::{api_tokens, channel_hosts, channels, companies, legal_entities, memberships, roles, sessions, users},
    model::secret,
};

const REMEMBERED: Duration = Duration::from_secs(1);
/// Hosts change rarely; an unknown one is never remembered.
const SITE_REMEMBERED: Duration = Duration::from_secs(5);
const REMEMBERED_AT_MOST: usize = 20_000;

type LoginKey = (TenantId, String);

/// What a secret opened a moment ago.
#[derive(Default)]
pub(crate) struct Logins {
    known: RwLock<HashMap<LoginKey, (Instant, Arc<Login>)>>,
    sites: RwLock<HashMap<String, (Instant, Arc<Site>)>>,
}

/// Who a secret stands for.
#[derive(Debug)]
pub(crate) struct Login {
    principal: Principal,
    persona: Persona,
    permissions: Arc<BTreeSet<String>>,
    scope: Scope,
}

impl Logins {
    fn find(&self, key: &LoginKey) -> Option<Arc<Login>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(key).filter(|(at, _)| at.elapsed() < REMEMBERED).map(|(_, login)| Arc::clone(login))
    }

    fn remember(&self, key: LoginKey, login: &Arc<Login>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED_AT_MOST {
            known.retain(|_, (at, _)| at.elapsed() < REMEMBERED);
        }
        known.insert(key, (Instant::now(), Arc::clone(login)));
    }

    /// Forgets a secret at once.
    pub(crate) fn forget(&self, tenant: TenantId, fingerprint: &str) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.remove(&(tenant, fingerprint.to_owned()));
    }

    fn site(&self, host: &str) -> Option<Arc<Site>> {
        let sites = self.sites.read().unwrap_or_else(PoisonError::into_inner);
        sites.get(host).filter(|(at, _)| at.elapsed() < SITE_REMEMBERED).map(|(_, site)| Arc::clone(site))
    }

    fn remember_site(&self, host: &str, site: &Arc<Site>) {
        let mut sites = self.sites.write().unwrap_or_else(PoisonError::into_inner);
        sites.insert(host.to_owned(), (Instant::now(), Arc::clone(site)));
    }
}

impl Authenticator for Service {
    fn site<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Option<Arc<Site>>, StoreError>> {
        Box::pin(async move {
            if let Some(site) = self.logins.site(host) {
                return Ok(Some(site));
            }
            let site = self.load_site(host).await?;
            if let Some(site) = &site {
                self.logins.remember_site(host, site);
            }
            Ok(site)
        })
    }

    fn authenticate<'a>(
        &'a self,
        site: &'a Arc<Site>,
        credentials: Credentials<'a>,
        request: RequestFacts<'a>,
    ) -> BoxFuture<'a, Result<Authenticated, AuthError>> {
        Box::pin(async move {
            let (login, csrf) = match credentials {
                Credentials::None => (None, None),
                Credentials::Session(secret) => {
                    (Some(self.login(site, secret, true).await?), Some(secret::csrf_token(secret)))
                }
                Credentials::Bearer(secret) => (Some(self.login(site, secret, false).await?), None),
            };
            let locale = choose_locale(&site.channel.languages, request.locale_cookie, request.accept_language);
            Ok(Authenticated { ctx: self.context(site, login.as_deref(), locale, request.request_id), csrf })
        })
    }
}

impl Service {
    fn context(&self, site: &Site, login: Option<&Login>, locale: Locale, request_id: &str) -> Ctx {
        self.authority.context(CtxParts {
            tenant: Arc::clone(&site.tenant),
            channel: Some(Arc::clone(&site.channel)),
            principal: login.map_or(Principal::Anonymous, |login| login.principal.clone()),
            persona: login.map(|login| login.persona.clone()),
            permissions: login.map(|login| Arc::clone(&login.permissions)).unwrap_or_default(),
            scope: login.map_or(Scope::Public, |login| login.scope.clone()),
            on_behalf_of: None,
            locale,
            clock: self.boot.clock.clone(),
            request_id: request_id.to_owned(),
        })
    }

    async fn load_site(&self, host: &str) -> Result<Option<Arc<Site>>, StoreError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let select = channel_hosts::Entity::find().filter(channel_hosts::Column::Host.eq(host));
        let Some(row) = system.one(select).await? else { return Ok(None) };
        drop(system);
        let tenants = self.boot.store.tenants(&self.authority).await?;
        let Some(tenant) = tenants.into_iter().find(|tenant| tenant.id == row.tenant_id) else { return Ok(None) };
        let ctx = self.authority.system_context(&tenant, "host", &self.boot.clock);
        let channel = self.load_channel(&ctx, row.channel_id).await?;
        Ok(channel.map(|channel| Arc::new(Site { tenant, channel: Arc::new(channel) })))
    }

    async fn load_channel(&self, ctx: &Ctx, id: kontor_kernel::ChannelId) -> Result<Option<ChannelFacts>, StoreError> {
        let tx = self.boot.store.read(ctx).await?;
        let channel = tx.find::<channels::Entity>().filter(channels::Column::Id.eq(id)).one(&tx).await?;
        let Some(channel) = channel else { return Ok(None) };
        let select = tx.find::<legal_entities::Entity>();
        let entity = select.filter(legal_entities::Column::Id.eq(channel.legal_entity_id)).one(&tx).await?;
        tx.finish().await?;
        Ok(entity.map(|entity| channel_facts(channel, entity)))
    }

    async fn login(&self, site: &Site, secret: &str, is_session: bool) -> Result<Arc<Login>, AuthError> {
        // What is remembered knows only the secret, and neither kind of it stands in for the other.
        if is_session == secret.starts_with(secret::TOKEN_PREFIX) {
            return Err(AuthError::Invalid);
        }
        let key = (site.tenant.id, secret::fingerprint(secret));
        if let Some(login) = self.logins.find(&key) {
            return Ok(login);
        }
        let ctx = self.authority.system_context(&site.tenant, "login", &self.boot.clock);
        let found = self.membership_behind(&ctx, &key.1, is_session).await.map_err(AuthError::Store)?;
        let (user, membership) = found.ok_or(AuthError::Invalid)?;
        let login = self.load_login(&ctx, user, membership).await.map_err(AuthError::Store)?;
        let login = Arc::new(login.ok_or(AuthError::Invalid)?);
        self.logins.remember(key, &login);
        Ok(login)
    }

    async fn membership_behind(
        &self,
        ctx: &Ctx,
        fingerprint: &str,
        is_session: bool,
    ) -> Result<Option<(UserId, MembershipId)>, StoreError> {
        let tx = self.boot.store.read(ctx).await?;
        let row = if is_session {
            let find = tx.find::<sessions::Entity>().filter(sessions::Column::SecretHash.eq(fingerprint));
            find.one(&tx).await?.map(|row| (row.user_id, row.membership_id, row.expires_at, row.revoked_at))
        } else {
            let find = tx.find::<api_tokens::Entity>().filter(api_tokens::Column::SecretHash.eq(fingerprint));
            find.one(&tx).await?.map(|row| (row.user_id, row.membership_id, row.expires_at, row.revoked_at))
        };
        tx.finish().await?;
        let holds = |(_, _, expires, revoked): &(_, _, Option<kontor_kernel::Timestamp>, Option<_>)| {
            revoked.is_none() && expires.is_none_or(|at| at > ctx.now())
        };
        Ok(row.filter(holds).map(|(user, membership, _, _)| (user, membership)))
    }

    /// Who a membership makes of a user: persona, permissions and scope. Nothing when any of it has ended.
    pub(crate) async fn load_login(
        &self,
        ctx: &Ctx,
        user: UserId,
        membership: MembershipId,
    ) -> Result<Option<Login>, StoreError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let person = system.one(users::Entity::find().filter(users::Column::Id.eq(user))).await?;
        drop(system);
        let Some(person) = person.filter(|person| person.disabled_at.is_none()) else { return Ok(None) };
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(membership));
        let Some(member) = find.filter(memberships::Column::UserId.eq(user)).one(&tx).await? else { return Ok(None) };
        let role = tx.find::<roles::Entity>().filter(roles::Column::Id.eq(member.role_id)).one(&tx).await?;
        let (Some(role), None) = (role, member.ended_at) else { return Ok(None) };
        let Some((company, scope)) = company_and_scope(&tx, member.company_id).await? else { return Ok(None) };
        tx.finish().await?;
        let permissions: BTreeSet<String> = serde_json::from_value(role.permissions).unwrap_or_default();
        Ok(Some(Login {
            principal: Principal::User { id: person.id, name: person.name, email: person.email },
            persona: Persona { membership, role_code: role.code, role_name: role.name, company },
            permissions: Arc::new(permissions),
            scope,
        }))
    }

    /// The context a person has after signing in.
    pub(crate) fn context_of(&self, ctx: &Ctx, login: &Login) -> Ctx {
        let mut parts = ctx.parts();
        parts.principal = login.principal.clone();
        parts.persona = Some(login.persona.clone());
        parts.permissions = Arc::clone(&login.permissions);
        parts.scope = login.scope.clone();
        self.authority.context(parts)
    }
}

/// Staff see the tenant; a buyer sees their company and those below it. Nothing when the company has been archived.
async fn company_and_scope(
    tx: &impl Tx,
    company: Option<CompanyId>,
) -> Result<Option<(Option<PersonaCompany>, Scope)>, StoreError> {
    let Some(id) = company else { return Ok(Some((None, Scope::Tenant))) };
    let own = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id)).one(tx).await?;
    let Some(own) = own.filter(|company| company.archived_at.is_none()) else { return Ok(None) };
    let below = tx.find::<companies::Entity>().filter(companies::Column::Path.starts_with(&own.path)).all(tx).await?;
    let ids: Vec<CompanyId> = below.into_iter().map(|company| company.id).collect();
    let company = PersonaCompany { id: own.id, code: own.code, name: own.name };
    Ok(Some((Some(company), Scope::Companies(ids.into()))))
}

fn channel_facts(channel: channels::Model, entity: legal_entities::Model) -> ChannelFacts {
    let languages: Vec<Locale> = serde_json::from_value(channel.languages).unwrap_or_default();
    ChannelFacts {
        id: channel.id,
        code: channel.code,
        legal_entity: LegalEntityFacts {
            id: entity.id,
            name: entity.name,
            country: entity.country,
            time_zone: entity.time_zone,
            currency: entity.currency,
            tax_rounding: if entity.tax_rounding == "by_total" { TaxRounding::ByTotal } else { TaxRounding::ByLine },
        },
        currency: channel.currency,
        languages: if languages.is_empty() { vec![Locale::En] } else { languages },
        theme: channel.theme,
        accent: channel.accent,
        guests_see_prices: channel.guests_see_prices,
    }
}

/// The reader's own choice first, then what the browser asks for, then the channel's first language.
fn choose_locale(offered: &[Locale], chosen: Option<&str>, accepted: Option<&str>) -> Locale {
    let is_offered = |text: &str| text.parse().ok().filter(|locale| offered.contains(locale));
    let from_browser = || {
        let tags =
            accepted.unwrap_or_default().split(',').map(|part| part.split(';').next().unwrap_or_default().trim());
        tags.filter(|tag| !tag.is_empty()).find_map(is_offered)
    };
    chosen.and_then(is_offered).or_else(from_browser).or_else(|| offered.first().copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_choice_wins_over_the_browser_and_the_channel() {
        let offered = [Locale::Pl, Locale::En];
        assert_eq!(choose_locale(&offered, Some("en"), Some("pl-PL,pl;q=0.9")), Locale::En);
        assert_eq!(choose_locale(&offered, None, Some("it,en-GB;q=0.8")), Locale::En);
        assert_eq!(choose_locale(&offered, Some("it"), Some("de")), Locale::Pl);
    }
}
