//! What every owner of personal data offers: telling what it holds of a person, and letting go of it.
//! Offered by many; identity asks all of them when a person wants a copy or wants to be forgotten (GDPR, articles 15 and 17).

use async_trait::async_trait;
use kontor_kernel::{MembershipId, UserId};
use kontor_store::{Ctx, WriteTx};
use serde_json::Value;

use crate::fault::Outcome;

/// The person it is about, and how they are known in the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSubject {
    /// The person.
    pub user: UserId,
    /// Their e-mail address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their memberships in the tenant, ended ones too.
    pub memberships: Vec<MembershipId>,
}

/// What an owner holds of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonalSection {
    /// What it is, `orders`, `messages`.
    pub name: &'static str,
    /// All of it.
    pub data: Value,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// What it was, `orders`, `messages`.
    pub name: &'static str,
    /// Rows whose personal data is gone.
    pub erased: u64,
    /// Rows that stay.
    pub kept: u64,
    /// Why those stay: the law and its term; empty where none stays.
    pub reason: &'static str,
}

/// Holds personal data.
#[async_trait]
pub trait PersonalData: Send + Sync {
    /// All that is held of a person in the tenant.
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>>;

    /// Takes the person out of what is held; what the law wants kept stays and is named.
    async fn erase(&self, tx: &WriteTx, subject: &DataSubject) -> Outcome<Vec<Erased>>;
}
