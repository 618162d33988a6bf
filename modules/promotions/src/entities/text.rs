//! A promotion's name in a language.
//! Written with the promotion.

use kontor_kernel::{Locale, TenantId};
use sea_orm::entity::prelude::*;

use crate::ids::PromotionId;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promotions_texts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub promotion_id: PromotionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: Locale,
    pub name: String,
}

kontor_store::tenant_entity!();
