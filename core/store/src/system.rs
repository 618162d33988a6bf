//! Tables of the deployment itself: the tenants, and what the relay and the workers look through.
//! They carry no trade data; reaching them takes an [`crate::Authority`].

use std::sync::Arc;

use kontor_kernel::TenantId;
use sea_orm::{ConnectionTrait, DeleteMany, EntityTrait, IntoActiveModel, QueryTrait, Select, UpdateMany};

use crate::{
    ctx::{Authority, TenantFacts},
    engine::{Conn, Store},
    entity::SystemEntity,
    error::StoreResult,
    tx::{WriteTx, commit, insert_models},
};

/// A unit of work on system tables.
pub struct SystemTx {
    conn: Conn,
}

impl SystemTx {
    pub(crate) fn new(conn: Conn) -> Self {
        Self { conn }
    }

    /// The first row.
    pub async fn one<E: SystemEntity>(&self, select: Select<E>) -> StoreResult<Option<E::Model>> {
        Ok(select.one(&self.conn).await?)
    }

    /// All rows.
    pub async fn all<E: SystemEntity>(&self, select: Select<E>) -> StoreResult<Vec<E::Model>> {
        Ok(select.all(&self.conn).await?)
    }

    /// Writes rows.
    pub async fn insert<E>(&self, models: Vec<E::Model>) -> StoreResult<()>
    where
        E: SystemEntity,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        insert_models::<E>(&self.conn, models, None).await.map(drop)
    }

    /// Changes rows and tells how many.
    pub async fn update<E: SystemEntity>(&self, update: UpdateMany<E>) -> StoreResult<u64> {
        Ok(self.conn.execute(&update.into_query()).await?.rows_affected())
    }

    /// Deletes rows and tells how many.
    pub async fn delete<E: SystemEntity>(&self, delete: DeleteMany<E>) -> StoreResult<u64> {
        Ok(self.conn.execute(&delete.into_query()).await?.rows_affected())
    }

    /// Makes it durable.
    pub async fn commit(self) -> StoreResult<()> {
        commit(self.conn, Vec::new()).await
    }
}

impl WriteTx {
    /// Rows of a system table within this unit of work; for those the composition root trusts.
    pub async fn all_system<E: SystemEntity>(&self, _: &Authority, select: Select<E>) -> StoreResult<Vec<E::Model>> {
        Ok(select.all(self.connection()).await?)
    }

    /// Changes rows of a system table in the same commit and tells how many.
    pub async fn update_system<E: SystemEntity>(&self, _: &Authority, update: UpdateMany<E>) -> StoreResult<u64> {
        Ok(self.connection().execute(&update.into_query()).await?.rows_affected())
    }

    /// Deletes rows of a system table in the same commit and tells how many.
    pub async fn delete_system<E: SystemEntity>(&self, _: &Authority, delete: DeleteMany<E>) -> StoreResult<u64> {
        Ok(self.connection().execute(&delete.into_query()).await?.rows_affected())
    }
}

/// The tenants of a deployment.
pub mod tenants {
    use kontor_kernel::{TenantId, Timestamp};
    use sea_orm::entity::prelude::*;

    /// A tenant.
    #[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "store_tenants")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TenantId,
        /// Its short code, unique in the deployment.
        pub code: String,
        /// Its name.
        pub name: String,
        /// `active`, `suspended` or `erasing`.
        pub status: String,
        /// When it was created.
        pub created_at: Timestamp,
    }

    crate::system_entity!();

    /// The status of a tenant that is served and worked for.
    pub const ACTIVE: &str = "active";

    /// The ids of active tenants, for conditions.
    pub(crate) fn active() -> sea_orm::sea_query::SelectStatement {
        use sea_orm::{QuerySelect, QueryTrait};
        Entity::find().select_only().column(Column::Id).filter(Column::Status.eq(ACTIVE)).into_query()
    }
}

impl Store {
    /// All active tenants: those that relay and workers work for.
    pub async fn tenants(&self, authority: &Authority) -> StoreResult<Vec<Arc<TenantFacts>>> {
        use sea_orm::{ColumnTrait, QueryFilter};
        let tx = self.read_system(authority).await?;
        let rows = tx.all(tenants::Entity::find().filter(tenants::Column::Status.eq(tenants::ACTIVE))).await?;
        Ok(rows.into_iter().map(facts).collect())
    }

    /// A tenant by its id, whatever its status.
    pub async fn tenant(&self, authority: &Authority, id: TenantId) -> StoreResult<Option<Arc<TenantFacts>>> {
        use sea_orm::{ColumnTrait, QueryFilter};
        let tx = self.read_system(authority).await?;
        let row = tx.one(tenants::Entity::find().filter(tenants::Column::Id.eq(id))).await?;
        Ok(row.map(facts))
    }
}

fn facts(row: tenants::Model) -> Arc<TenantFacts> {
    Arc::new(TenantFacts { id: row.id, code: row.code, name: row.name })
}
