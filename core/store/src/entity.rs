//! What makes a sea-orm entity a table of a tenant or of the system.
//! The macros say it in one line, so that an entity file holds nothing but columns.

use kontor_kernel::TenantId;
use sea_orm::EntityTrait;

/// A table whose every row belongs to a tenant.
pub trait TenantEntity: EntityTrait {
    /// The column that holds the tenant.
    fn tenant_column() -> Self::Column;

    /// The column that holds the company a row belongs to; a scoped context sees only its companies' rows.
    fn company_column() -> Option<Self::Column> {
        None
    }

    /// Whether rows that belong to no company are everybody's to see. Changing them takes a reach that is not narrowed.
    fn is_seen_without_company() -> bool {
        false
    }

    /// The column that holds the warehouse a row belongs to.
    fn warehouse_column() -> Option<Self::Column> {
        None
    }

    /// The column that holds the legal entity a row belongs to.
    fn legal_entity_column() -> Option<Self::Column> {
        None
    }

    /// Puts the tenant on a model before it is written.
    fn set_tenant(model: &mut Self::Model, tenant: TenantId);
}

/// A table of the deployment itself, such as the tenants. Reached only with an [`crate::Authority`].
pub trait SystemEntity: EntityTrait {}

/// Declares the entity of this module a tenant's table. `company = CompanyId` names the column that scopes it, and so do
/// `warehouse = …` and `legal_entity = …`. With `company_or_everybody = CompanyId` rows without a company are seen by all.
#[macro_export]
macro_rules! tenant_entity {
    ($($kind:ident = $column:ident),*) => {
        /// Relations are not used: a join across tables goes through a published view.
        #[derive(Debug, Clone, Copy, sea_orm::EnumIter, sea_orm::DeriveRelation)]
        pub enum Relation {}

        impl sea_orm::ActiveModelBehavior for ActiveModel {}

        impl $crate::TenantEntity for Entity {
            fn tenant_column() -> Column {
                Column::TenantId
            }
            $($crate::tenant_entity!(@scope $kind $column);)*
            fn set_tenant(model: &mut Model, tenant: kontor_kernel::TenantId) {
                model.tenant_id = tenant;
            }
        }
    };
    (@scope company $column:ident) => {
        fn company_column() -> Option<Column> {
            Some(Column::$column)
        }
    };
    (@scope company_or_everybody $column:ident) => {
        $crate::tenant_entity!(@scope company $column);
        fn is_seen_without_company() -> bool {
            true
        }
    };
    (@scope warehouse $column:ident) => {
        fn warehouse_column() -> Option<Column> {
            Some(Column::$column)
        }
    };
    (@scope legal_entity $column:ident) => {
        fn legal_entity_column() -> Option<Column> {
            Some(Column::$column)
        }
    };
}

/// Declares the entity of this module a table of the system.
#[macro_export]
macro_rules! system_entity {
    () => {
        /// Relations are not used: a join across tables goes through a published view.
        #[derive(Debug, Clone, Copy, sea_orm::EnumIter, sea_orm::DeriveRelation)]
        pub enum Relation {}

        impl sea_orm::ActiveModelBehavior for ActiveModel {}

        impl $crate::SystemEntity for Entity {}
    };
}
