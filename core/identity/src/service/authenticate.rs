//! From host and secret to a context, for every request.
//! What was looked up is remembered for a second, and dropped at once on the node where it is revoked.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use kontor_kernel::{ChannelId, Locale};
use kontor_store::{
    ChannelFacts, Credential, Ctx, CtxParts, LegalEntityFacts, Origin, Principal, Scope, StoreError, TaxRounding, Tx,
};
use kontor_web::{AuthError, Authenticated, Authenticator, Credentials, RequestFacts, Site};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    Service,
    login::Login,
    roles::{built_in_key, is_built_in},
};
use crate::{
    entities::{channel_hosts, channels, legal_entities},
    model::secret,
};

impl Authenticator for Service {
    fn site<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Option<Arc<Site>>, StoreError>> {
        Box::pin(async move {
            if let Some(site) = self.logins.site(host) {
                return Ok(Some(site));
            }
            let generation = self.logins.generation();
            let site = self.load_site(host).await?;
            if let Some(site) = &site {
                self.logins.remember_site(generation, host, site);
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
                    (Some(self.login(site, secret, true, request.origin).await?), Some(secret::csrf_token(secret)))
                }
                Credentials::Bearer(secret) => (Some(self.login(site, secret, false, request.origin).await?), None),
            };
            Ok(Authenticated { ctx: self.context(site, login.as_deref(), request), csrf })
        })
    }
}

impl Service {
    fn context(&self, site: &Site, login: Option<&Login>, request: RequestFacts<'_>) -> Ctx {
        // The shop speaks its channel's languages; the admin speaks all of Kontor's to those who work there.
        let is_staff = login.is_some_and(|login| login.persona.company.is_none());
        let offered = if is_staff { &Locale::ALL[..] } else { &site.channel.languages };
        let locale = choose_locale(offered, request.locale_cookie, request.accept_language);
        let locale = locale.or_else(|| site.channel.languages.first().copied()).unwrap_or_default();
        let guest = self.authority.context(CtxParts {
            tenant: Arc::clone(&site.tenant),
            channel: Some(Arc::clone(&site.channel)),
            principal: Principal::Anonymous,
            persona: None,
            permissions: Arc::default(),
            scope: Scope::public(),
            on_behalf_of: None,
            credential: Credential::None,
            origin: Some(Arc::clone(request.origin)),
            locale,
            clock: self.boot.clock.clone(),
            request_id: request.request_id.to_owned(),
        });
        match login {
            Some(login) => self.context_of(&guest, login),
            None => guest,
        }
    }

    /// The context that a login makes of one that knows nobody yet.
    pub(crate) fn context_of(&self, ctx: &Ctx, login: &Login) -> Ctx {
        let mut parts = ctx.parts();
        parts.principal = login.principal.clone();
        let mut persona = login.persona.clone();
        if is_built_in(&persona.role_code) {
            persona.role_name = self.boot.texts().word(parts.locale, &built_in_key(&persona.role_code));
        }
        parts.persona = Some(persona);
        parts.permissions = Arc::clone(&login.permissions);
        parts.scope = login.scope.clone();
        parts.on_behalf_of = login.on_behalf_of;
        parts.credential = login.credential;
        self.authority.context(parts).with_news(login.news.clone())
    }

    /// Kontor's own context on a site, for what identity looks up before it knows who asks. It has the site's calendar.
    pub(crate) fn inside(&self, ctx: &Ctx, name: &'static str) -> Ctx {
        let mut parts = self.authority.system_context(ctx.tenant_facts(), name, &self.boot.clock).parts();
        parts.channel = ctx.channel().map(Arc::clone);
        parts.origin = ctx.parts().origin;
        self.authority.context(parts)
    }

    async fn load_site(&self, host: &str) -> Result<Option<Arc<Site>>, StoreError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let select = channel_hosts::Entity::find().filter(channel_hosts::Column::Host.eq(host));
        let Some(row) = system.one(select).await? else { return Ok(None) };
        drop(system);
        // A suspended tenant has its site, too: the gate closes the door and says so in the shop's look.
        let Some(tenant) = self.boot.store.tenant(&self.authority, row.tenant_id).await? else { return Ok(None) };
        let ctx = self.authority.system_context(&tenant, "host", &self.boot.clock);
        let channel = self.load_channel(&ctx, row.channel_id).await?;
        Ok(channel.map(|channel| Arc::new(Site { tenant, channel: Arc::new(channel) })))
    }

    async fn load_channel(&self, ctx: &Ctx, id: ChannelId) -> Result<Option<ChannelFacts>, StoreError> {
        let tx = self.boot.store.read(ctx).await?;
        let channel = tx.find::<channels::Entity>().filter(channels::Column::Id.eq(id)).one(&tx).await?;
        let Some(channel) = channel else { return Ok(None) };
        let select = tx.find::<legal_entities::Entity>();
        let entity = select.filter(legal_entities::Column::Id.eq(channel.legal_entity_id)).one(&tx).await?;
        tx.finish().await?;
        Ok(entity.map(|entity| channel_facts(channel, entity)))
    }

    async fn login(
        &self,
        site: &Site,
        secret: &str,
        is_session: bool,
        origin: &Arc<Origin>,
    ) -> Result<Arc<Login>, AuthError> {
        // What is remembered knows only the secret, and neither kind of it stands in for the other.
        if is_session == secret.starts_with(secret::TOKEN_PREFIX) {
            return Err(AuthError::Invalid);
        }
        let key = (site.tenant.id, secret::fingerprint(secret));
        if let Some(login) = self.logins.find(&key) {
            return Ok(login);
        }
        let generation = self.logins.generation();
        let mut parts = self.authority.system_context(&site.tenant, "login", &self.boot.clock).parts();
        parts.channel = Some(Arc::clone(&site.channel));
        let ctx = self.authority.context(parts);
        let held = self.held(&ctx, &key.1, is_session).await?.ok_or(AuthError::Invalid)?;
        let login = Arc::new(self.login_of(&ctx, &held).await?.ok_or(AuthError::Invalid)?);
        self.mark_seen(&ctx, &held, origin.ip.map(|ip| ip.to_string()), origin.user_agent.clone());
        self.logins.remember(generation, key, &login);
        Ok(login)
    }
}

fn channel_facts(channel: channels::Model, entity: legal_entities::Model) -> ChannelFacts {
    let price_display = channel.price_display();
    let languages: Vec<Locale> = serde_json::from_value(channel.languages).unwrap_or_default();
    ChannelFacts {
        id: channel.id,
        code: channel.code,
        legal_entity: LegalEntityFacts {
            id: entity.id,
            name: entity.name,
            country: entity.country,
            vat_id: entity.vat_id,
            time_zone: entity.time_zone,
            currency: entity.currency,
            tax_rounding: if entity.tax_rounding == "by_total" { TaxRounding::ByTotal } else { TaxRounding::ByLine },
        },
        currency: channel.currency,
        languages: if languages.is_empty() { vec![Locale::En] } else { languages },
        theme: channel.theme,
        accent: channel.accent,
        guests_see_prices: channel.guests_see_prices,
        price_display,
    }
}

/// The reader's own choice first, then what the browser asks for; nothing where neither is offered.
fn choose_locale(offered: &[Locale], chosen: Option<&str>, accepted: Option<&str>) -> Option<Locale> {
    let is_offered = |locale: &Locale| offered.contains(locale);
    let chosen = chosen.and_then(|text| text.parse().ok()).filter(is_offered);
    chosen.or_else(|| Locale::accepted(accepted.unwrap_or_default()).find(is_offered))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_choice_wins_over_the_browser_and_only_what_is_offered_counts() {
        let offered = [Locale::Pl, Locale::En];
        assert_eq!(choose_locale(&offered, Some("en"), Some("pl-PL,pl;q=0.9")), Some(Locale::En));
        assert_eq!(choose_locale(&offered, None, Some("it,en-GB;q=0.8")), Some(Locale::En));
        assert_eq!(choose_locale(&offered, Some("it"), Some("de")), None);
    }
}
