//! The tenant's outside providers: setting them up, changing and removing them.
//! A provider is asked for its own description before it is kept, and its secret is never shown again.

use async_trait::async_trait;
use kontor_contract::{
    Fault, Outcome,
    audit::Change,
    identity::NamedCode,
    outside_sign_in::{Connecting, ExternalIdentityView, OutsideSignIn, OwnProvider, WayOut},
};
use kontor_kernel::{RoleId, SignInProviderId, Timestamp};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Service, ports::in_person, provider_sign_in::connection_view};
use crate::{
    entities::{roles, sign_in_providers as providers},
    error::{IdentityError, ProviderError},
    model::scopes::Scopes,
    oidc::Party,
};

const LONGEST_CODE: usize = 40;
const LONGEST_NAME: usize = 100;
const MOST_DOMAINS: usize = 50;
const MOST_SCOPES: usize = 20;
/// What is asked for where nothing is said.
const USUAL_SCOPES: [&str; 2] = ["email", "profile"];

/// A mail domain that a provider is said to answer for. The tenant says so; the operator makes sure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Domain {
    pub(crate) name: String,
    pub(crate) verified_at: Option<Timestamp>,
}

/// A provider as it is to be set up; what is not said stays, or is as usual for a new one.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProviderChange {
    pub(crate) name: Option<String>,
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<String>,
    pub(crate) scopes: Option<Vec<String>>,
    pub(crate) domains: Option<Vec<String>>,
    /// The inner nothing takes the role away.
    pub(crate) default_role: Option<Option<RoleId>>,
    pub(crate) is_enabled: Option<bool>,
}

#[async_trait]
impl OutsideSignIn for Service {
    async fn offered(&self, ctx: &Ctx) -> Outcome<Vec<NamedCode>> {
        let rows = self.sign_in_providers(&self.inside(ctx, "sign-in")).await.map_err(Fault::from)?;
        let enabled = rows.into_iter().filter(|row| row.is_enabled);
        Ok(enabled.map(|row| NamedCode { code: row.code, name: row.name }).collect())
    }

    async fn own_providers(&self, ctx: &Ctx) -> Outcome<Vec<OwnProvider>> {
        Ok(self.providers_of_myself(ctx).await?)
    }

    async fn begin_connecting(&self, ctx: &Ctx, connecting: Connecting<'_>) -> Outcome<WayOut> {
        Ok(self.connect_own(ctx, connecting).await?)
    }

    async fn connections(&self, ctx: &Ctx) -> Outcome<Vec<ExternalIdentityView>> {
        in_person(ctx)?;
        Ok(self.own_connections(ctx).await?.iter().map(connection_view).collect())
    }

    async fn disconnect(&self, ctx: &Ctx, id: &str) -> Outcome<bool> {
        Ok(self.disconnect_own(ctx, id).await?)
    }
}

impl Service {
    /// All providers of the tenant.
    pub(crate) async fn sign_in_providers(&self, ctx: &Ctx) -> Result<Vec<providers::Model>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let rows = tx.find::<providers::Entity>().order_by(providers::Column::CodeKey, Order::Asc).all(&tx).await?;
        tx.finish().await?;
        Ok(rows)
    }

    /// A provider that is switched on, by its code.
    pub(crate) async fn enabled_provider(&self, ctx: &Ctx, code: &str) -> Result<providers::Model, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<providers::Entity>().filter(providers::Column::CodeKey.eq(code.to_lowercase()));
        let row = find.one(&tx).await?;
        tx.finish().await?;
        row.filter(|row| row.is_enabled).ok_or_else(no_such_provider)
    }

    /// Asks an issuer for its description, outside of any unit of work, so that one that cannot be used is not kept.
    pub(crate) async fn try_issuer(&self, issuer: &str) -> Result<(), IdentityError> {
        let read = self.providers.read(issuer).await;
        Ok(read.map(drop).map_err(|cause| ProviderError::Unusable(cause.to_string()))?)
    }

    /// Sets up a provider whose issuer was tried.
    pub(crate) async fn make_provider(
        &self,
        tx: &WriteTx,
        code: &str,
        issuer: &str,
        change: ProviderChange,
    ) -> Result<providers::Model, IdentityError> {
        let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if code.is_empty() || code.len() > LONGEST_CODE || !code.chars().all(is_code) {
            return Err(bad(
                "/code",
                "Write the code in lower-case letters, digits and hyphens; it stands in addresses.",
            ));
        }
        let now = tx.ctx().now();
        let blank = providers::Model {
            tenant_id: tx.tenant(),
            id: SignInProviderId::new(),
            code: code.to_owned(),
            code_key: code.to_lowercase(),
            name: String::new(),
            issuer: issuer.to_owned(),
            client_id: String::new(),
            client_secret_sealed: String::new(),
            scopes: json!(USUAL_SCOPES),
            domains: json!([]),
            default_role_id: None,
            is_enabled: true,
            created_at: now,
            updated_at: now,
        };
        let row = self.changed(tx, blank, change).await?;
        match tx.insert::<providers::Entity>(row.clone()).await {
            Err(StoreError::Duplicate(_)) => return Err(ProviderError::CodeTaken(row.code).into()),
            other => other?,
        }
        let made = Change::new("identity.sign_in_provider_made", "sign_in_provider", row.id, &row.name);
        self.boot.record(tx, made.after(&on_record(&row))).await?;
        Ok(row)
    }

    /// Changes a provider. Its issuer stays: another issuer is another provider.
    pub(crate) async fn change_provider(
        &self,
        tx: &WriteTx,
        id: SignInProviderId,
        change: ProviderChange,
    ) -> Result<providers::Model, IdentityError> {
        let before = provider(tx, id).await?;
        let row = self.changed(tx, before.clone(), change).await?;
        tx.upsert_all::<providers::Entity>(
            vec![row.clone()],
            [providers::Column::TenantId, providers::Column::Id],
            CHANGING,
        )
        .await?;
        let changed = Change::new("identity.sign_in_provider_changed", "sign_in_provider", row.id, &row.name);
        self.boot.record(tx, changed.before(&on_record(&before)).after(&on_record(&row))).await?;
        Ok(row)
    }

    /// Removes a provider. Who came through it keeps what they are here, and finds no way in by it.
    pub(crate) async fn remove_provider(&self, tx: &WriteTx, id: SignInProviderId) -> Result<(), IdentityError> {
        let before = provider(tx, id).await?;
        tx.delete::<providers::Entity>().filter(providers::Column::Id.eq(id)).run(tx).await?;
        let gone = Change::new("identity.sign_in_provider_removed", "sign_in_provider", id, &before.name);
        Ok(self.boot.record(tx, gone.before(&on_record(&before))).await?)
    }

    /// Notes that the operator has made sure that a provider answers for a mail domain.
    pub(crate) async fn verify_domain(&self, ctx: &Ctx, code: &str, domain: &str) -> Result<(), IdentityError> {
        let before = self.enabled_provider(ctx, code).await?;
        let tx = self.boot.store.write(ctx).await?;
        let mut row = provider(&tx, before.id).await?;
        let mut claimed = domains(&row);
        let key = domain.trim().to_lowercase();
        let meant = claimed.iter_mut().find(|claimed| claimed.name == key);
        meant.ok_or_else(|| bad("/domain", "The provider's list does not hold this domain."))?.verified_at =
            Some(ctx.now());
        row.domains = json!(claimed);
        let update = tx.update::<providers::Entity>().set(providers::Column::Domains, row.domains.clone());
        update.filter(providers::Column::Id.eq(row.id)).run(&tx).await?;
        let change = Change::new("identity.sign_in_domain_verified", "sign_in_provider", row.id, key);
        self.boot.record(&tx, change).await?;
        Ok(tx.commit().await?)
    }

    /// Who we are to a provider, its secret opened.
    pub(crate) fn party(&self, row: &providers::Model, redirect_uri: String) -> Result<Party, IdentityError> {
        let client_secret = self.vault.open(&place(row), &row.client_secret_sealed).ok_or_else(|| {
            tracing::error!(provider = %row.code, "a client secret does not open: KONTOR_SECRET_KEY is another one");
            ProviderError::Refused
        })?;
        let (issuer, client_id) = (row.issuer.clone(), row.client_id.clone());
        Ok(Party { issuer, client_id, client_secret, redirect_uri })
    }

    async fn changed(
        &self,
        tx: &WriteTx,
        mut row: providers::Model,
        change: ProviderChange,
    ) -> Result<providers::Model, IdentityError> {
        if let Some(name) = change.name {
            row.name = filled("/name", &name, LONGEST_NAME)?;
        }
        if let Some(client_id) = change.client_id {
            row.client_id = filled("/client_id", &client_id, 500)?;
        }
        if let Some(secret) = change.client_secret {
            row.client_secret_sealed = self.vault.seal(&place(&row), &filled("/client_secret", &secret, 2_000)?);
        }
        if let Some(scopes) = change.scopes {
            row.scopes = json!(checked_scopes(scopes)?);
        }
        if let Some(names) = change.domains {
            row.domains = json!(claimed_domains(names, &domains(&row))?);
        }
        if let Some(role) = change.default_role {
            row.default_role_id = self.grantable(tx, role).await?;
        }
        row.is_enabled = change.is_enabled.unwrap_or(row.is_enabled);
        row.updated_at = tx.ctx().now();
        Ok(row)
    }

    /// A role of staff that the caller could give to anybody in the whole tenant: nothing narrows whoever comes by it.
    async fn grantable(&self, tx: &WriteTx, role: Option<RoleId>) -> Result<Option<RoleId>, IdentityError> {
        let Some(id) = role else { return Ok(None) };
        let row = tx.find::<roles::Entity>().filter(roles::Column::Id.eq(id)).one(tx).await?;
        let row = row.filter(|role| role.audience == "staff" && role.company_id.is_none() && role.deleted_at.is_none());
        let row = row.ok_or_else(|| bad("/default_role_id", "There is no such role of staff."))?;
        let grantor = self.grantor(tx).await?;
        let given =
            grantor.may_give(&row, &self.permissions_of(&row)).and_then(|()| grantor.may_reach(&Scopes::default()));
        match given {
            Ok(()) => Ok(Some(id)),
            Err(IdentityError::People(_)) => {
                Err(bad("/default_role_id", "The role may do more than you may, so you cannot give it."))
            }
            Err(other) => Err(other),
        }
    }
}

const CHANGING: [providers::Column; 8] = [
    providers::Column::Name,
    providers::Column::ClientId,
    providers::Column::ClientSecretSealed,
    providers::Column::Scopes,
    providers::Column::Domains,
    providers::Column::DefaultRoleId,
    providers::Column::IsEnabled,
    providers::Column::UpdatedAt,
];

async fn provider(tx: &WriteTx, id: SignInProviderId) -> Result<providers::Model, IdentityError> {
    let found = tx.find::<providers::Entity>().filter(providers::Column::Id.eq(id)).one(tx).await?;
    found.ok_or_else(no_such_provider)
}

fn no_such_provider() -> IdentityError {
    IdentityError::Elsewhere(Fault::not_found("sign-in provider"))
}

fn bad(pointer: &'static str, detail: &str) -> IdentityError {
    IdentityError::BadField { pointer, detail: detail.into() }
}

/// A sealed secret opens for this provider of this tenant only.
fn place(row: &providers::Model) -> String {
    format!("identity_sign_in_providers:{}:{}:client_secret", row.tenant_id, row.id)
}

/// What cannot be read is verified for nothing.
pub(crate) fn domains(row: &providers::Model) -> Vec<Domain> {
    serde_json::from_value(row.domains.clone()).unwrap_or_default()
}

/// The scopes asked for besides `openid`.
pub(crate) fn scopes(row: &providers::Model) -> Vec<String> {
    serde_json::from_value(row.scopes.clone()).unwrap_or_default()
}

fn filled(pointer: &'static str, text: &str, longest: usize) -> Result<String, IdentityError> {
    let text = text.trim();
    let fits = !text.is_empty() && text.len() <= longest && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(bad(pointer, &format!("Give 1 to {longest} characters."))) }
}

fn checked_scopes(scopes: Vec<String>) -> Result<Vec<String>, IdentityError> {
    let is_scope = |scope: &String| {
        !scope.is_empty()
            && scope.len() <= 100
            && scope.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"\\".contains(&byte))
    };
    if scopes.len() <= MOST_SCOPES && scopes.iter().all(is_scope) {
        return Ok(scopes);
    }
    Err(bad("/scopes", "Give scopes as the provider names them, at most twenty."))
}

/// A domain that was verified stays so; every other one waits for the operator.
fn claimed_domains(names: Vec<String>, before: &[Domain]) -> Result<Vec<Domain>, IdentityError> {
    let is_label = |label: &str| {
        !label.is_empty() && label.len() <= 63 && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_domain = |name: &str| name.len() <= 253 && name.contains('.') && name.split('.').all(is_label);
    let mut claimed: Vec<Domain> = Vec::new();
    for name in names {
        let name = name.trim().to_lowercase();
        if !is_domain(&name) || claimed.len() == MOST_DOMAINS {
            return Err(bad("/domains", "Give mail domains such as example.com, at most fifty."));
        }
        let verified_at = before.iter().find(|domain| domain.name == name).and_then(|domain| domain.verified_at);
        claimed.push(Domain { name, verified_at });
    }
    Ok(claimed)
}

/// A provider as the audit trail keeps it: without its secret.
fn on_record(row: &providers::Model) -> serde_json::Value {
    json!({
        "code": row.code, "name": row.name, "issuer": row.issuer, "client_id": row.client_id, "scopes": row.scopes,
        "domains": row.domains, "default_role_id": row.default_role_id, "is_enabled": row.is_enabled,
    })
}
