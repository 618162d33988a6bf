//! Stock that is held for a customer without an order, until a time.
//! What became of it is its state; only an open one counts among what is reserved.

use kontor_kernel::{CompanyId, HoldId, Id, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

/// Tag of whatever uses a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HolderTag {}

/// The id of a company, a cart or whatever else uses a hold.
pub(crate) type HolderId = Id<HolderTag>;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_holds")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HoldId,
    pub company_id: CompanyId,
    pub company_code: String,
    pub company_key: String,
    /// `company` or `cart`.
    pub holder: String,
    /// The id of the company or the cart.
    pub holder_id: HolderId,
    pub state: String,
    pub expires_at: Timestamp,
    /// How many lines it has, in whichever warehouse.
    pub line_count: i32,
    pub note: Option<String>,
    pub held_by: String,
    pub held_by_id: Option<UserId>,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

kontor_store::tenant_entity!(company = CompanyId);
