//! Making tenants and people: what the operator's commands, the demo and the tests start from.
//! Every step can be repeated; what exists already stays as it is.

use std::{collections::BTreeSet, sync::Arc};

use kontor_contract::identity::Address;
use kontor_kernel::{
    ChannelId, CompanyId, Currency, LegalEntityId, Locale, MembershipId, RoleId, TenantId, UserId, code_key, sort_key,
};
use kontor_module::Manifest;
use kontor_store::{Ctx, TenantFacts, Tx, WriteTx};
use sea_orm::ColumnTrait;
use serde_json::json;

use super::Service;
use crate::{
    entities::{channel_hosts, channels, companies, legal_entities, memberships, roles, user_tenants, users},
    error::IdentityError,
    model::{email::email_key, password},
};

/// What a tenant starts with.
#[derive(Debug, Clone)]
pub struct TenantSpec {
    /// Its short code: lower-case letters, digits and hyphens.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Registered name of its first legal entity.
    pub legal_name: String,
    /// VAT id of that.
    pub vat_id: Option<String>,
    /// Where that is registered.
    pub address: Address,
    /// IANA time zone of that.
    pub time_zone: String,
    /// Host names of the first channel, without port.
    pub hosts: Vec<String>,
    /// Currency of the books and of the first channel.
    pub currency: Currency,
    /// Languages of the first channel, the default first.
    pub languages: Vec<Locale>,
    /// Accent colour of the first channel, `#rrggbb`.
    pub accent: String,
    /// Whether guests see prices.
    pub guests_see_prices: bool,
}

/// A person and what they are to the tenant.
#[derive(Debug, Clone)]
pub struct UserSpec {
    /// Their e-mail address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their password, at least ten characters.
    pub password: String,
    /// Code of a role.
    pub role: String,
    /// Code of a company for buyers' roles.
    pub company: Option<String>,
}

/// Built-in roles: code, name, audience.
const ROLES: [(&str, &str, &str); 6] = [
    ("administrator", "Administrator", "staff"),
    ("order_desk", "Order desk", "staff"),
    ("warehouse", "Warehouse", "staff"),
    ("company_admin", "Company administrator", "buyer"),
    ("buyer", "Buyer", "buyer"),
    ("viewer", "Viewer", "buyer"),
];

/// The permissions a built-in role starts with.
#[must_use]
pub fn built_in_permissions(role: &str, manifests: &[&'static Manifest]) -> BTreeSet<&'static str> {
    let all = manifests.iter().flat_map(|manifest| manifest.permissions);
    let is_for_staff = |spec: &kontor_module::PermissionSpec| {
        let audience_of = |code: &str| ROLES.iter().find(|role| role.0 == code).map(|role| role.2);
        spec.roles.is_empty() || spec.roles.iter().any(|code| audience_of(code) == Some("staff"))
    };
    all.filter(|spec| if role == "administrator" { is_for_staff(spec) } else { spec.roles.contains(&role) })
        .map(|spec| spec.name)
        .collect()
}

/// The codes of the built-in roles with their audience, staff first.
#[must_use]
pub fn built_in_roles() -> Vec<(&'static str, &'static str)> {
    ROLES.iter().map(|(code, _, audience)| (*code, *audience)).collect()
}

impl Service {
    pub(crate) async fn create_tenant(&self, spec: &TenantSpec) -> Result<Arc<TenantFacts>, IdentityError> {
        let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if spec.code.is_empty() || spec.code.len() > 40 || !spec.code.chars().all(is_code) {
            let detail = format!("'{}' is not a tenant code; use lower-case letters, digits and hyphens.", spec.code);
            return Err(IdentityError::BadField { pointer: "/code", detail: detail.into() });
        }
        let existing = self.boot.store.tenants(&self.authority).await?;
        if let Some(tenant) = existing.into_iter().find(|tenant| tenant.code == spec.code) {
            return Ok(tenant);
        }
        let tenant = Arc::new(TenantFacts { id: TenantId::new(), code: spec.code.clone(), name: spec.name.clone() });
        let ctx = self.authority.system_context(&tenant, "operator", &self.boot.clock);
        let tx = self.boot.store.write(&ctx).await?;
        tx.insert_system::<kontor_store::tenants::Entity>(
            &self.authority,
            vec![kontor_store::tenants::Model {
                id: tenant.id,
                code: tenant.code.clone(),
                name: tenant.name.clone(),
                status: "active".to_owned(),
                created_at: ctx.now(),
            }],
        )
        .await?;
        let channel = write_channel(&tx, spec).await?;
        let hosts = spec.hosts.iter().map(|host| channel_hosts::Model {
            host: host.to_lowercase(),
            tenant_id: tenant.id,
            channel_id: channel,
        });
        tx.insert_system::<channel_hosts::Entity>(&self.authority, hosts.collect()).await?;
        self.write_roles(&tx).await?;
        tx.commit().await?;
        Ok(tenant)
    }

    async fn write_roles(&self, tx: &WriteTx) -> Result<(), IdentityError> {
        let rows = ROLES.iter().map(|(code, name, audience)| roles::Model {
            tenant_id: tx.tenant(),
            id: RoleId::new(),
            code: (*code).to_owned(),
            name: (*name).to_owned(),
            audience: (*audience).to_owned(),
            // Asked of the manifests whenever somebody acts in it, so that a new module's permissions reach everybody.
            permissions: json!([]),
            company_id: None,
            order_ceiling_minor: None,
            order_ceiling_currency: None,
            is_built_in: Some(true),
            deleted_at: None,
        });
        Ok(tx.insert_all::<roles::Entity>(rows.collect()).await?)
    }

    pub(crate) async fn create_user(&self, ctx: &Ctx, spec: &UserSpec) -> Result<UserId, IdentityError> {
        let key = email_key(&spec.email).ok_or_else(|| IdentityError::BadEmail(spec.email.clone()))?;
        let user = match self.user_by_key(&key).await? {
            Some(user) => user.id,
            None => self.write_user(ctx, spec, key).await?,
        };
        let tx = self.boot.store.write(ctx).await?;
        let role = tx.find::<roles::Entity>().filter(roles::Column::Code.eq(&spec.role)).one(&tx).await?;
        let role = role.ok_or_else(|| IdentityError::NoSuchRole(spec.role.clone()))?;
        let company = match (&spec.company, role.audience.as_str()) {
            (Some(code), "buyer") => Some(company_by_code(&tx, code).await?),
            (None, "staff") => None,
            _ => {
                let detail = format!("The role {} is for {}; say a company for buyers only.", spec.role, role.audience);
                return Err(IdentityError::BadField { pointer: "/company", detail: detail.into() });
            }
        };
        let is_same = |row: &memberships::Model| row.company_id == company && row.role_id == role.id;
        let own = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(user)).all(&tx).await?;
        if !own.iter().any(is_same) {
            tx.insert::<memberships::Entity>(memberships::Model {
                tenant_id: tx.tenant(),
                id: MembershipId::new(),
                user_id: user,
                company_id: company,
                role_id: role.id,
                created_at: ctx.now(),
                ended_at: None,
                scopes: None,
            })
            .await?;
        }
        self.know_in_tenant(&tx, user).await?;
        tx.commit().await?;
        Ok(user)
    }

    /// Notes that a person is known in the tenant, in the commit of their membership.
    pub(crate) async fn know_in_tenant(&self, tx: &WriteTx, user: UserId) -> Result<(), IdentityError> {
        let (tenant_id, since) = (tx.tenant(), tx.ctx().now());
        let row = user_tenants::Model { user_id: user, tenant_id, since, signed_in_at: None };
        Ok(tx.insert_missing_system::<user_tenants::Entity>(&self.authority, vec![row]).await?)
    }

    async fn write_user(&self, ctx: &Ctx, spec: &UserSpec, key: String) -> Result<UserId, IdentityError> {
        let row = users::Model {
            id: UserId::new(),
            email: spec.email.trim().to_owned(),
            email_key: key,
            name: spec.name.clone(),
            name_key: Some(sort_key(&spec.name)),
            password_hash: password::hash(&spec.password).await?,
            disabled_at: None,
            created_at: ctx.now(),
            locale: None,
            email_verified_at: None,
            credentials_changed_at: None,
            totp_sealed: None,
            totp_confirmed_at: None,
            totp_last_step: None,
            recovery_codes: None,
            erased_at: None,
        };
        let id = row.id;
        let tx = self.boot.store.system(&self.authority).await?;
        tx.insert::<users::Entity>(vec![row]).await?;
        tx.commit().await?;
        Ok(id)
    }
}

async fn write_channel(tx: &WriteTx, spec: &TenantSpec) -> Result<ChannelId, IdentityError> {
    let entity = legal_entities::Model {
        tenant_id: tx.tenant(),
        id: LegalEntityId::new(),
        code: "main".to_owned(),
        code_key: code_key("main"),
        name: spec.legal_name.clone(),
        vat_id: spec.vat_id.clone(),
        address: json!(spec.address),
        country: spec.address.country.clone(),
        currency: spec.currency,
        time_zone: spec.time_zone.clone(),
        tax_rounding: "by_line".to_owned(),
    };
    // A zone that does not exist would surface only with the first order.
    tx.ctx()
        .now()
        .date_in(&spec.time_zone)
        .map_err(|cause| IdentityError::BadField { pointer: "/time_zone", detail: cause.to_string().into() })?;
    let channel = channels::Model {
        tenant_id: tx.tenant(),
        id: ChannelId::new(),
        code: "web".to_owned(),
        code_key: code_key("web"),
        legal_entity_id: entity.id,
        currency: spec.currency,
        languages: json!(spec.languages),
        theme: "default".to_owned(),
        accent: spec.accent.clone(),
        guests_see_prices: spec.guests_see_prices,
        price_display: None,
    };
    let id = channel.id;
    tx.insert::<legal_entities::Entity>(entity).await?;
    tx.insert::<channels::Entity>(channel).await?;
    Ok(id)
}

async fn company_by_code(tx: &WriteTx, code: &str) -> Result<CompanyId, IdentityError> {
    let row = tx.find::<companies::Entity>().filter(companies::Column::CodeKey.eq(code_key(code))).one(tx).await?;
    row.map(|row| row.id).ok_or(IdentityError::NoSuchCompany)
}
