//! What the operator sees of tenants.
//! Nothing of a tenant's trade is in it.

use std::collections::BTreeMap;

use kontor_contract::tenants::HostView;
use kontor_kernel::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{entities::erasures, limits::Limits};

/// How a tenant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TenantStatus {
    /// It is served.
    Active,
    /// It is not served, and nothing of it is lost.
    Suspended,
    /// Its rows are being erased.
    Erasing,
    /// It is gone.
    Erased,
}

impl TenantStatus {
    /// As the row says it; what it does not say is not served.
    pub(super) fn of(text: &str) -> Self {
        match text {
            "active" => Self::Active,
            "erasing" => Self::Erasing,
            _ => Self::Suspended,
        }
    }
}

/// A tenant in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TenantSummary {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub status: TenantStatus,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Tenants in the order of their codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TenantList {
    /// The tenants.
    pub items: Vec<TenantSummary>,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TenantView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub status: TenantStatus,
    /// Why it is suspended.
    pub reason: Option<String>,
    /// Since when it is suspended.
    pub suspended_at: Option<Timestamp>,
    /// When it was made; nothing once it is gone.
    pub created_at: Option<Timestamp>,
    /// Its host names.
    pub hosts: Vec<HostView>,
    /// Domains that its mails may come from.
    pub sender_domains: Vec<String>,
    /// Its limits.
    pub quotas: Limits,
    /// How far its erasure is.
    pub erasure: Option<ErasureView>,
}

/// How far an erasure is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ErasureView {
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When it was done.
    pub finished_at: Option<Timestamp>,
    /// Rows by table.
    pub tables: BTreeMap<String, TableProgress>,
    /// People who belonged to no other tenant and were erased, too.
    pub people: u64,
    /// Why it does not get on.
    pub message: Option<String>,
}

/// How many rows a table had of a tenant, and how many it still has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct TableProgress {
    /// Rows when the erasure began, and those that came after.
    pub rows: u64,
    /// Rows that are left.
    pub left: u64,
}

impl From<&erasures::Model> for ErasureView {
    fn from(row: &erasures::Model) -> Self {
        Self {
            requested_at: row.requested_at,
            finished_at: row.finished_at,
            tables: serde_json::from_value(row.progress.clone()).unwrap_or_default(),
            people: u64::try_from(row.people).unwrap_or(0),
            message: row.message.clone(),
        }
    }
}

/// A tenant of which nothing is left but the record of its erasure.
pub(super) fn erased(row: &erasures::Model) -> TenantView {
    TenantView {
        code: row.code.clone(),
        name: row.name.clone(),
        status: TenantStatus::Erased,
        reason: None,
        suspended_at: Some(row.suspended_at),
        created_at: None,
        hosts: Vec::new(),
        sender_domains: Vec::new(),
        quotas: Limits::default(),
        erasure: Some(row.into()),
    }
}
