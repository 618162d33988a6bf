//! What identity offers for the operator of a deployment: making a tenant, its host names, and the people in it.
//! The operator engine decides and keeps the record; what a host or a person is stays identity's.

use std::sync::Arc;

use async_trait::async_trait;
use kontor_kernel::{Currency, Locale, TenantId, UserId};
use kontor_store::{ReadTx, TenantFacts, WriteTx};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{fault::Outcome, identity::Address};

/// A tenant to be made, with its first legal entity and channel.
#[derive(Debug, Clone)]
pub struct NewTenant {
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
    /// Who administers it from the start.
    pub administrator: Option<NewAdministrator>,
}

/// The first member of a tenant's staff. Where the person is known already, their password stays.
#[derive(Clone)]
pub struct NewAdministrator {
    /// Their e-mail address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their password, at least ten characters.
    pub password: String,
}

impl std::fmt::Debug for NewAdministrator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewAdministrator").field("email", &self.email).finish_non_exhaustive()
    }
}

/// A host name and the channel it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HostView {
    /// The name, in lower case and without port.
    pub host: String,
    /// Code of the channel.
    pub channel: String,
}

/// A person of a tenant as an export tells of them: never their password or what else they sign in with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TenantPerson {
    /// Their id.
    pub id: UserId,
    /// Their e-mail address.
    pub email: String,
    /// Their name.
    pub name: String,
}

/// Tenants as identity knows them.
#[async_trait]
pub trait Tenants: Send + Sync {
    /// Makes a tenant; a conflict where its code or one of its hosts is taken.
    async fn create(&self, new: &NewTenant) -> Outcome<Arc<TenantFacts>>;

    /// The host names of the transaction's tenant, in their order.
    async fn hosts(&self, tx: &ReadTx) -> Outcome<Vec<HostView>>;

    /// Leads a host name to a channel; the only channel where none is named. A host belongs to one tenant only: a
    /// conflict where another one has it.
    async fn add_host(&self, tx: &WriteTx, host: &str, channel: Option<&str>) -> Outcome<()>;

    /// Takes a host name away; nothing happens where the tenant has none of that name.
    async fn remove_host(&self, tx: &WriteTx, host: &str) -> Outcome<()>;

    /// People of the transaction's tenant after a given one, in the order of their ids.
    async fn people(&self, tx: &ReadTx, after: Option<UserId>, at_most: u64) -> Outcome<Vec<TenantPerson>>;

    /// Erases people of the transaction's tenant who belong to no other one, at most so many; tells how many it erased.
    /// Called again until it is none, before the tenant's own rows go.
    async fn erase_people(&self, tx: &WriteTx, at_most: u64) -> Outcome<u64>;
}

/// Offered by whoever keeps something of tenants outside of the database, such as an index in files.
#[async_trait]
pub trait KeptOutside: Send + Sync {
    /// Deletes what this node keeps of a tenant that is erased.
    async fn forget(&self, tenant: TenantId) -> Outcome<()>;
}
