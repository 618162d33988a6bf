//! A session as its owner sees it: who they are, as what they act, as what else they could, and where else they belong.
//! Everything is read as it is now, so that what was taken away is not shown either.

use kontor_contract::{
    account::{ActingView, ElsewhereView},
    identity::{ChannelView, CompanyName, LegalEntityView, NamedCode, PersonaView, SessionView, UserView},
};
use kontor_kernel::{TenantId, UserId};
use kontor_store::{Ctx, Principal, TenantFacts, Tx};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder};

use super::{Service, roles::role_title, sessions::BY_PROVIDER};
use crate::{
    entities::{channel_hosts, companies, memberships, roles, sessions, user_tenants},
    error::IdentityError,
};

impl Service {
    /// A session as its owner sees it.
    pub(crate) async fn session_view(&self, ctx: &Ctx, csrf_token: &str) -> Result<SessionView, IdentityError> {
        let Principal::User { id, name, email } = ctx.principal().clone() else {
            return Err(IdentityError::WrongCredentials);
        };
        let (Some(persona), Some(channel)) = (ctx.persona(), ctx.channel()) else {
            return Err(IdentityError::WrongCredentials);
        };
        let personas = self.personas(ctx, id).await?;
        let current = personas.iter().find(|view| view.membership_id == persona.membership).cloned();
        let session = self.session_behind(ctx).await?;
        let person = self.myself(ctx).await?;
        let method = session.as_ref().and_then(|row| row.method.as_deref());
        let needs_second_factor = persona.company.is_none() && self.lacks_second_factor(ctx, &person, method).await?;
        // A provider speaks for a person in its own tenant and a token for one of its roles; neither learns of others.
        let knows_here_only = session.is_none() || method == Some(BY_PROVIDER);
        Ok(SessionView {
            user: UserView { id, email, name },
            persona: current.ok_or(IdentityError::WrongCredentials)?,
            personas,
            permissions: ctx.permissions().iter().cloned().collect(),
            csrf_token: csrf_token.to_owned(),
            tenant: tenant_name(ctx.tenant_facts()),
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
            acting: acting_view(ctx, session),
            elsewhere: if knows_here_only { Vec::new() } else { self.elsewhere(ctx, id).await? },
            needs_second_factor,
        })
    }

    /// The session of a context; nothing for tokens, and before it is written.
    async fn session_behind(&self, ctx: &Ctx) -> Result<Option<sessions::Model>, IdentityError> {
        let kontor_store::Credential::Session(id) = ctx.credential() else { return Ok(None) };
        let tx = self.boot.store.read(&self.inside(ctx, "session")).await?;
        let row = tx.find::<sessions::Entity>().filter(sessions::Column::Id.eq(id)).one(&tx).await?;
        tx.finish().await?;
        Ok(row)
    }

    /// The roles a person may act in here. One's own memberships, so the scope of the current role does not bind.
    pub(crate) async fn personas(&self, ctx: &Ctx, user: UserId) -> Result<Vec<PersonaView>, IdentityError> {
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
                role: NamedCode { code: role.code.clone(), name: role_title(self.boot.texts(), ctx.locale(), role) },
                company: company.map(company_name),
            })
        };
        Ok(own.iter().filter_map(persona).collect())
    }

    /// Other tenants where a person is a member, by name.
    async fn elsewhere(&self, ctx: &Ctx, user: UserId) -> Result<Vec<ElsewhereView>, IdentityError> {
        let others = self.tenants_of(user).await?;
        let others: Vec<TenantId> = others.into_iter().filter(|id| *id != ctx.tenant()).collect();
        if others.is_empty() {
            return Ok(Vec::new());
        }
        let tenants = self.boot.store.tenants(&self.authority).await?;
        let mut found = Vec::new();
        for tenant in tenants.iter().filter(|tenant| others.contains(&tenant.id)) {
            let there = self.authority.system_context(tenant, "sign-in", &self.boot.clock);
            let is_member = self.choose_membership(&there, user, None).await.is_ok();
            if let (true, Some(address)) = (is_member, self.address_of(tenant.id).await?) {
                found.push(ElsewhereView { tenant: tenant_name(tenant), address });
            }
        }
        found.sort_by(|a, b| a.tenant.name.cmp(&b.tenant.name));
        Ok(found)
    }

    /// The tenants in which a person is known, whether or not they are still a member.
    pub(crate) async fn tenants_of(&self, user: UserId) -> Result<Vec<TenantId>, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let rows = system.all(user_tenants::Entity::find().filter(user_tenants::Column::UserId.eq(user))).await?;
        Ok(rows.into_iter().map(|row| row.tenant_id).collect())
    }

    /// The address of a tenant's site; nothing where it has no host.
    pub(crate) async fn address_of(&self, tenant: TenantId) -> Result<Option<String>, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let find = channel_hosts::Entity::find().filter(channel_hosts::Column::TenantId.eq(tenant));
        let row = system.one(find.order_by_asc(channel_hosts::Column::Host)).await?;
        Ok(row.map(|row| self.public.address(&row.host)))
    }
}

fn tenant_name(tenant: &TenantFacts) -> NamedCode {
    NamedCode { code: tenant.code.clone(), name: tenant.name.clone() }
}

pub(crate) fn company_name(company: &companies::Model) -> CompanyName {
    CompanyName { id: company.id, code: company.code.clone(), name: company.name.clone() }
}

/// For whom a session acts; nothing once the time is over.
fn acting_view(ctx: &Ctx, session: Option<sessions::Model>) -> Option<ActingView> {
    let (row, persona) = (session?, ctx.persona()?);
    let company = persona.company.as_ref().filter(|_| ctx.on_behalf_of().is_some())?;
    Some(ActingView {
        company: CompanyName { id: company.id, code: company.code.clone(), name: company.name.clone() },
        until: row.acting_until?,
        reason: row.acting_reason.unwrap_or_default(),
    })
}
