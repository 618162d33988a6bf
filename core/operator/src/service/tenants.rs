//! Tenants: looked at, made, renamed, suspended and resumed, limited, and given host names.
//! A change is one commit, and the tenant's own audit trail says what the operator did.

use std::sync::Arc;

use kontor_contract::{
    audit::Change,
    tenants::{NewTenant, Tenants},
};
use kontor_kernel::{Id, PageRequest, Position, Timestamp};
use kontor_store::{Tx, WriteTx, tenants as rows};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use serde_json::json;

use super::{
    Service,
    senders::{SenderDomainsChange, change_sender_domains, sender_domains},
    views::{self, TenantList, TenantStatus, TenantSummary, TenantView},
};
use crate::{
    entities::{erasures, quotas, suspensions},
    error::OperatorError,
    limits::LimitsChange,
    standing::limits_of,
};

const LONGEST_NAME: usize = 200;
const LONGEST_REASON: usize = 500;

/// How a tenant is to change; what is left out stays.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TenantChange {
    /// Its name.
    pub name: Option<String>,
    /// `active` or `suspended`.
    pub status: Option<TenantStatus>,
    /// Why it is suspended.
    pub reason: Option<String>,
    /// Its limits.
    pub quotas: Option<LimitsChange>,
    /// Its host names.
    pub hosts: Option<HostsChange>,
    /// Domains that its mails may come from.
    pub sender_domains: Option<SenderDomainsChange>,
}

/// Host names that come and go.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostsChange {
    /// Names that lead to one of its channels from now on.
    #[serde(default)]
    pub add: Vec<HostChange>,
    /// Names that no longer do.
    #[serde(default)]
    pub remove: Vec<String>,
}

/// A host name for a channel.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostChange {
    /// The name, without port.
    pub host: String,
    /// Code of the channel; the only one where nothing is said.
    pub channel: Option<String>,
}

impl Service {
    /// Tenants in the order of their codes.
    pub(crate) async fn list(&self, request: &PageRequest) -> Result<TenantList, OperatorError> {
        let mut select =
            rows::Entity::find().order_by(rows::Column::Code, Order::Asc).limit(u64::from(request.limit()) + 1);
        match request.position() {
            Position::Cursor(Some(after)) => select = select.filter(rows::Column::Code.gt(after.as_str())),
            Position::Cursor(None) => {}
            Position::Number(_) => select = select.offset(request.offset()),
        }
        let mut found = self.boot.store.read_system(&self.authority).await?.all(select).await?;
        let most = usize::try_from(request.limit()).unwrap_or(usize::MAX);
        let has_more = found.len() > most;
        found.truncate(most);
        let next_cursor = found.last().filter(|_| has_more).map(|last| last.code.clone());
        let summary = |row: rows::Model| TenantSummary {
            status: TenantStatus::of(&row.status),
            code: row.code,
            name: row.name,
            created_at: row.created_at,
        };
        Ok(TenantList { items: found.into_iter().map(summary).collect(), next_cursor })
    }

    /// The row of a tenant, whatever its status.
    pub(super) async fn row(&self, code: &str) -> Result<Option<rows::Model>, OperatorError> {
        let select = rows::Entity::find().filter(rows::Column::Code.eq(code));
        Ok(self.boot.store.read_system(&self.authority).await?.one(select).await?)
    }

    pub(super) async fn known(&self, code: &str) -> Result<rows::Model, OperatorError> {
        self.row(code).await?.ok_or_else(|| OperatorError::NoSuchTenant(code.to_owned()))
    }

    /// A tenant, or what is on record of one that was erased.
    pub(crate) async fn view(&self, code: &str) -> Result<TenantView, OperatorError> {
        let Some(row) = self.row(code).await? else {
            let past = erasures::Entity::find()
                .filter(erasures::Column::Code.eq(code))
                .order_by(erasures::Column::RequestedAt, Order::Desc);
            let past = self.boot.store.read_system(&self.authority).await?.one(past).await?;
            return past.as_ref().map(views::erased).ok_or_else(|| OperatorError::NoSuchTenant(code.to_owned()));
        };
        let tx = self.boot.store.read(&self.context(&row)).await?;
        let suspension = present_suspension(&tx).await?;
        let erasure = erasures::Entity::find().filter(erasures::Column::Id.eq(row.id));
        let erasure = tx.all_system(&self.authority, erasure).await?.pop();
        let view = TenantView {
            status: TenantStatus::of(&row.status),
            reason: suspension.as_ref().map(|row| row.reason.clone()),
            suspended_at: suspension.map(|row| row.suspended_at),
            created_at: Some(row.created_at),
            hosts: self.identity()?.hosts(&tx).await?,
            sender_domains: sender_domains(&tx).await?,
            quotas: limits_of(&tx).await?,
            erasure: erasure.as_ref().map(Into::into),
            code: row.code,
            name: row.name,
        };
        tx.finish().await?;
        Ok(view)
    }

    /// Makes a tenant.
    pub(crate) async fn create(&self, new: &NewTenant, limits: &LimitsChange) -> Result<TenantView, OperatorError> {
        check_name(&new.name)?;
        let limits = limits.checked()?;
        if self.row(&new.code).await?.is_some() {
            return Err(OperatorError::CodeTaken(new.code.clone()));
        }
        self.identity()?.create(new).await?;
        let row = self.known(&new.code).await?;
        let tx = self.boot.store.write(&self.context(&row)).await?;
        set_limits(&tx, limits).await?;
        let change = Change::new("operator.tenant_created", "tenant", row.id, &row.name);
        self.boot.record(&tx, change.after(&json!({ "code": row.code, "name": row.name, "hosts": new.hosts }))).await?;
        tx.commit().await?;
        tracing::info!(tenant = row.code, "the operator made a tenant");
        self.view(&new.code).await
    }

    /// Changes what is given of a tenant, all of it or nothing.
    pub(crate) async fn change(&self, code: &str, change: &TenantChange) -> Result<TenantView, OperatorError> {
        let row = self.known(code).await?;
        let before = self.view(code).await?;
        if before.status == TenantStatus::Erasing {
            return Err(OperatorError::IsErasing(code.to_owned()));
        }
        let tx = self.boot.store.write(&self.context(&row)).await?;
        if let Some(name) = &change.name {
            self.rename(&tx, name).await?;
        }
        if let Some(status) = change.status {
            self.set_status(&tx, status, change.reason.as_deref()).await?;
        }
        if let Some(quotas) = &change.quotas {
            set_limits(&tx, quotas.checked()?).await?;
        }
        if let Some(hosts) = &change.hosts {
            change_hosts(&tx, self.identity()?.as_ref(), hosts).await?;
        }
        if let Some(domains) = &change.sender_domains {
            change_sender_domains(&tx, domains).await?;
        }
        self.boot.record(&tx, recorded(&row, &before, change)).await?;
        let (standings, tenant) = (Arc::clone(&self.standings), row.id);
        tx.after_commit(move || standings.forget(tenant)).await;
        tx.commit().await?;
        tracing::info!(tenant = code, status = ?change.status, "the operator changed a tenant");
        self.view(code).await
    }

    async fn rename(&self, tx: &WriteTx, name: &str) -> Result<(), OperatorError> {
        check_name(name)?;
        let update = rows::Entity::update_many().col_expr(rows::Column::Name, name.trim().into());
        tx.update_system(&self.authority, update.filter(rows::Column::Id.eq(tx.tenant()))).await?;
        Ok(())
    }

    async fn set_status(&self, tx: &WriteTx, to: TenantStatus, reason: Option<&str>) -> Result<(), OperatorError> {
        match to {
            TenantStatus::Suspended => {
                let reason = reason.map(str::trim).filter(|text| (1..=LONGEST_REASON).contains(&text.chars().count()));
                let reason = reason.ok_or(OperatorError::NoReason)?;
                if self.move_status(tx, "active", "suspended").await? {
                    suspend(tx, reason).await?;
                }
            }
            TenantStatus::Active => {
                if self.move_status(tx, "suspended", "active").await? {
                    resume(tx).await?;
                }
            }
            TenantStatus::Erasing | TenantStatus::Erased => {
                let detail = "A tenant becomes active or suspended; it is erased with DELETE.".to_owned();
                return Err(OperatorError::BadField { pointer: "/status".to_owned(), detail });
            }
        }
        Ok(())
    }

    /// Moves the status on, unless it is another one by now; tells whether it did.
    pub(super) async fn move_status(&self, tx: &WriteTx, from: &str, to: &str) -> Result<bool, OperatorError> {
        let update = rows::Entity::update_many()
            .col_expr(rows::Column::Status, to.into())
            .filter(rows::Column::Id.eq(tx.tenant()))
            .filter(rows::Column::Status.eq(from));
        Ok(tx.update_system(&self.authority, update).await? == 1)
    }
}

fn check_name(name: &str) -> Result<(), OperatorError> {
    if (1..=LONGEST_NAME).contains(&name.trim().chars().count()) {
        return Ok(());
    }
    let detail = format!("A tenant's name has 1 to {LONGEST_NAME} characters.");
    Err(OperatorError::BadField { pointer: "/name".to_owned(), detail })
}

/// The suspension that was not ended.
pub(super) async fn present_suspension(tx: &impl Tx) -> Result<Option<suspensions::Model>, OperatorError> {
    let find = tx.find::<suspensions::Entity>().filter(suspensions::Column::ResumedAt.is_null());
    Ok(find.order_by(suspensions::Column::SuspendedAt, Order::Desc).one(tx).await?)
}

async fn suspend(tx: &WriteTx, reason: &str) -> Result<(), OperatorError> {
    let row = suspensions::Model {
        tenant_id: tx.tenant(),
        id: Id::new(),
        reason: reason.to_owned(),
        suspended_at: tx.ctx().now(),
        resumed_at: None,
    };
    Ok(tx.insert::<suspensions::Entity>(row).await?)
}

async fn resume(tx: &WriteTx) -> Result<(), OperatorError> {
    let now: Timestamp = tx.ctx().now();
    let update = tx.update::<suspensions::Entity>().set(suspensions::Column::ResumedAt, now);
    update.filter(suspensions::Column::ResumedAt.is_null()).run(tx).await?;
    Ok(())
}

async fn set_limits(tx: &WriteTx, limits: Vec<(crate::limits::Limited, Option<u64>)>) -> Result<(), OperatorError> {
    for (limited, most) in limits {
        let kind = limited.name();
        match most {
            None => {
                tx.delete::<quotas::Entity>().filter(quotas::Column::Kind.eq(kind)).run(tx).await?;
            }
            Some(most) => {
                let most = i64::try_from(most).unwrap_or(i64::MAX);
                let row = quotas::Model { tenant_id: tx.tenant(), kind: kind.to_owned(), most };
                let keys = [quotas::Column::TenantId, quotas::Column::Kind];
                tx.upsert_all::<quotas::Entity>(vec![row], keys, [quotas::Column::Most]).await?;
            }
        }
    }
    Ok(())
}

async fn change_hosts(tx: &WriteTx, identity: &dyn Tenants, hosts: &HostsChange) -> Result<(), OperatorError> {
    for host in &hosts.remove {
        identity.remove_host(tx, host).await?;
    }
    for added in &hosts.add {
        identity.add_host(tx, &added.host, added.channel.as_deref()).await?;
    }
    Ok(())
}

/// What the tenant's audit trail says of a change: the first of what was done, and everything before and after.
fn recorded(row: &rows::Model, before: &TenantView, change: &TenantChange) -> Change {
    let action = match change.status {
        Some(TenantStatus::Suspended) => "operator.tenant_suspended",
        Some(TenantStatus::Active) => "operator.tenant_resumed",
        _ => "operator.tenant_changed",
    };
    let added = change.hosts.iter().flat_map(|hosts| &hosts.add).map(|host| host.host.as_str());
    let removed = change.hosts.iter().flat_map(|hosts| &hosts.remove).map(String::as_str);
    let senders = change.sender_domains.as_ref();
    let after = json!({
        "name": change.name, "status": change.status, "reason": change.reason,
        "quotas": change.quotas.as_ref().and_then(|quotas| quotas.checked().ok()).map(|quotas| {
            quotas.into_iter().map(|(limited, most)| (limited.name(), most)).collect::<std::collections::BTreeMap<_, _>>()
        }),
        "hosts_added": added.collect::<Vec<_>>(), "hosts_removed": removed.collect::<Vec<_>>(),
        "sender_domains_added": senders.map(|domains| &domains.add),
        "sender_domains_removed": senders.map(|domains| &domains.remove),
    });
    Change::new(action, "tenant", row.id, &row.name).before(before).after(&after)
}
