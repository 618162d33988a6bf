//! What identity offers about companies, and how it shows a session; [`crate::account`] opens one.
//! Everything is told within the tenant and scope of the context.

use std::collections::HashMap;

use async_trait::async_trait;
use kontor_kernel::{ChannelId, CompanyId, Currency, CustomerGroupId, LegalEntityId, Locale, MembershipId, UserId};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    account::{ActingView, ElsewhereView},
    companies::CompanyKind,
    fault::Outcome,
};

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Who receives.
    #[serde(default)]
    pub name: String,
    /// Street and number.
    #[serde(default)]
    pub street: String,
    /// Postal code.
    #[serde(default)]
    pub postal_code: String,
    /// City.
    #[serde(default)]
    pub city: String,
    /// Country, ISO 3166-1 alpha-2.
    #[serde(default)]
    pub country: String,
}

/// A company named by id or code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompanyRef {
    /// By id.
    Id(CompanyId),
    /// By code, whatever its case.
    Code(String),
}

/// A company as orders need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyFacts {
    /// Its id.
    pub id: CompanyId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its VAT id.
    pub vat_id: Option<String>,
    /// What it is in its tree.
    pub kind: CompanyKind,
    /// The VAT id it buys by.
    pub tax_id: Option<TaxId>,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Where it is.
    pub address: Address,
    /// Whether it no longer buys.
    pub is_archived: bool,
}

/// The VAT id that a company buys by: its own, or for a division or site that of the firm it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxId {
    /// The id as it is kept.
    pub vat_id: String,
    /// Whether staff have confirmed that exactly this id is valid.
    pub is_confirmed: bool,
}

/// Companies of the tenant.
#[async_trait]
pub trait Companies: Send + Sync {
    /// A company within the context's scope.
    async fn company(&self, ctx: &Ctx, company: &CompanyRef) -> Outcome<Option<CompanyFacts>>;
}

/// Groups of customers, which the tenant forms. A company without groups of its own is in those of the nearest company above
/// it that has some. An archived group counts nowhere.
#[async_trait]
pub trait CustomerGroups: Send + Sync {
    /// Ids by code key (see [`kontor_kernel::code_key`]) of groups that are not archived; codes that nobody knows are left
    /// out.
    async fn ids(&self, ctx: &Ctx, codes: &[String]) -> Outcome<HashMap<String, CustomerGroupId>>;
    /// Codes and names of groups of the tenant, archived ones too; ids that nobody knows are left out.
    async fn named(&self, ctx: &Ctx, groups: &[CustomerGroupId]) -> Outcome<HashMap<CustomerGroupId, NamedCode>>;
}

/// A channel or a legal entity, by id and code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<Id> {
    /// Its id.
    pub id: Id,
    /// Its code.
    pub code: String,
}

/// The tenant's channels and legal entities, for whoever names them.
#[async_trait]
pub trait Places: Send + Sync {
    /// The channels that the context reaches, the first one first.
    async fn channels(&self, ctx: &Ctx) -> Outcome<Vec<Place<ChannelId>>>;
    /// The legal entities that the context reaches, the first one first.
    async fn legal_entities(&self, ctx: &Ctx) -> Outcome<Vec<Place<LegalEntityId>>>;
}

/// A role in which a person may act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonaView {
    /// The membership behind it.
    pub membership_id: MembershipId,
    /// `staff` or `buyer`.
    pub audience: String,
    /// The role.
    pub role: NamedCode,
    /// The company of a buyer.
    pub company: Option<CompanyName>,
}

/// A code and a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NamedCode {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
}

/// A company's id, code and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CompanyName {
    /// Its id.
    pub id: CompanyId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The person of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UserView {
    /// Their id.
    pub id: UserId,
    /// Their e-mail address.
    pub email: String,
    /// Their name.
    pub name: String,
}

/// The channel of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChannelView {
    /// Its code.
    pub code: String,
    /// Its currency.
    pub currency: Currency,
    /// Its languages, the first one by default.
    pub languages: Vec<Locale>,
}

/// The legal entity of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LegalEntityView {
    /// Its name.
    pub name: String,
    /// Its IANA time zone.
    pub time_zone: String,
    /// Its country.
    pub country: String,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionView {
    /// The person.
    pub user: UserView,
    /// The role they act in.
    pub persona: PersonaView,
    /// The roles they may act in here.
    pub personas: Vec<PersonaView>,
    /// What they may do in this role.
    pub permissions: Vec<String>,
    /// To be sent as `X-CSRF-Token` with every change; empty for tokens.
    pub csrf_token: String,
    /// The tenant.
    pub tenant: NamedCode,
    /// The channel.
    pub channel: ChannelView,
    /// Who sells.
    pub legal_entity: LegalEntityView,
    /// For whom a member of staff acts at the moment.
    pub acting: Option<ActingView>,
    /// Other tenants where the same person is a member.
    pub elsewhere: Vec<ElsewhereView>,
    /// The tenant asks its staff for a second factor and the person has none: nothing but their own account is open.
    pub needs_second_factor: bool,
}
