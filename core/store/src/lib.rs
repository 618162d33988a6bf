//! The one door to the database. Whoever wants rows holds a [`Ctx`] that an [`Authority`] made, and gets a
//! [`ReadTx`] or [`WriteTx`] that adds tenant and scope to everything it finds, changes or writes.
//!
//! Invariant: only this crate opens transactions or knows sqlx. The rules are told in the README beside this crate.

mod ctx;
mod engine;
pub mod entity;
mod error;
pub mod events;
mod examine;
pub mod idempotency;
pub mod jobs;
pub mod lifecycle;
pub mod numbers;
mod page;
mod persons;
mod query;
pub mod schema;
mod scope;
mod system;
mod tx;
mod vault;

pub use ctx::{
    Authority, ChannelFacts, Credential, Ctx, CtxParts, LegalEntityFacts, Origin, Persona, PersonaCompany,
    PriceDisplay, Principal, SessionNews, TaxRounding, TenantFacts,
};
pub use engine::{Database, Store, StoreConfig};
pub use entity::{SystemEntity, TenantEntity};
pub use error::{StoreError, StoreResult, retry};
pub use examine::Examined;
pub use page::Keyset;
pub use persons::{KeptReply, replies_to};
pub use query::{BulkUpdate, Delete, Find, FindView, Update, View, contains, mentions, starts_with};
pub use scope::{Reach, Scope};
pub use system::{SystemTx, tenants};
pub use tx::{ReadTx, Tx, WriteTx};
pub use vault::{BadKey, Vault};
