//! A price list: one currency, without or with tax, in force from one day to another, with rules for what it does not hold.
//! At the most one list per currency is the default that everybody falls back to.

use kontor_kernel::{BusinessDate, Currency, PriceListId, TenantId, Timestamp};
use schemars::JsonSchema;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Without or with tax, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Mode {
    #[sea_orm(string_value = "net")]
    Net,
    #[sea_orm(string_value = "gross")]
    Gross,
}

impl From<kontor_contract::catalog::TaxMode> for Mode {
    fn from(mode: kontor_contract::catalog::TaxMode) -> Self {
        match mode {
            kontor_contract::catalog::TaxMode::Net => Self::Net,
            kontor_contract::catalog::TaxMode::Gross => Self::Gross,
        }
    }
}

impl From<Mode> for kontor_contract::catalog::TaxMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Net => Self::Net,
            Mode::Gross => Self::Gross,
        }
    }
}

/// What a list is for, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Purpose {
    /// Customers buy by it.
    #[sea_orm(string_value = "sales")]
    Sales,
    /// What a company has agreed; asked before all others, and final.
    #[sea_orm(string_value = "contract")]
    Contract,
    /// What goods cost; nobody buys by it.
    #[sea_orm(string_value = "cost")]
    Cost,
}

/// Whether a list may be asked, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum State {
    /// Being written; only a what-if asks it.
    #[sea_orm(string_value = "draft")]
    Draft,
    /// In force on the days it is valid.
    #[sea_orm(string_value = "active")]
    Active,
    /// No longer in use.
    #[sea_orm(string_value = "archived")]
    Archived,
}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "catalog_price_lists")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PriceListId,
    pub code: String,
    pub code_key: String,
    pub name: String,
    pub currency: Currency,
    pub tax_mode: Mode,
    pub is_default: bool,
    pub purpose: Purpose,
    pub state: State,
    pub valid_from: Option<BusinessDate>,
    pub valid_to: Option<BusinessDate>,
    /// The list whose prices its rules call `price`.
    pub base_list_id: Option<PriceListId>,
    /// Rules in order, each `{"when": …, "price": …}`.
    pub rules: Option<serde_json::Value>,
    /// `{"step": …, "plus": …, "toward": …}`.
    pub ending: Option<serde_json::Value>,
    pub note: String,
    pub updated_at: Timestamp,
    pub epoch: i64,
}

kontor_store::tenant_entity!();
