//! A price list: one currency, without or with tax.
//! At the most one list per currency is the default that everybody falls back to.

use kontor_kernel::{Currency, PriceListId, TenantId};
use sea_orm::entity::prelude::*;

/// Without or with tax, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
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

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
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
    pub epoch: i64,
}

kontor_store::tenant_entity!();
