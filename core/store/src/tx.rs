//! Transactions bound to a tenant. A lease is owned: commit it, or drop it and nothing happened.
//! What they run is built in [`crate::query`]; the connection inside never gets out.

use std::sync::atomic::{AtomicBool, Ordering};

use kontor_kernel::TenantId;
use sea_orm::{ConnectionTrait, IntoActiveModel, QueryTrait, sea_query::OnConflict};
use tokio::sync::Mutex;

use crate::{
    ctx::{Authority, Ctx},
    engine::{AfterCommit, Conn, Raw, Store, leave},
    entity::{SystemEntity, TenantEntity},
    error::{StoreError, StoreResult},
    events::{Event, PendingEvent},
    query::{BulkUpdate, Delete, Find, FindView, Update, View},
    scope::Reach,
};

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::ReadTx {}
    impl Sealed for super::WriteTx {}
}

/// What reading and writing transactions have in common.
pub trait Tx: sealed::Sealed + Send + Sync {
    /// The context they belong to.
    fn ctx(&self) -> &Ctx;

    #[doc(hidden)]
    fn conn(&self) -> Lent<'_>;

    /// The tenant they are bound to.
    fn tenant(&self) -> TenantId {
        self.ctx().tenant()
    }

    /// Finds rows of the tenant that lie within the context's scope.
    fn find<E: TenantEntity>(&self) -> Find<E> {
        Find::new(self.ctx())
    }

    /// Finds rows of a published view within the tenant and scope.
    fn find_view<V: View>(&self) -> FindView<V> {
        FindView::new(self.ctx())
    }
}

/// A lent connection, opaque to callers.
#[doc(hidden)]
pub struct Lent<'a>(pub(crate) &'a Conn);

/// A consistent view of one tenant.
pub struct ReadTx {
    conn: Conn,
    ctx: Ctx,
}

impl ReadTx {
    pub(crate) fn new(conn: Conn, ctx: Ctx) -> Self {
        Self { conn, ctx }
    }

    /// Ends the view and returns its connection at once.
    pub async fn finish(mut self) -> StoreResult<()> {
        self.conn.run_plain("ROLLBACK".to_owned()).await?;
        drop(self.conn.take());
        Ok(())
    }
}

impl Tx for ReadTx {
    fn ctx(&self) -> &Ctx {
        &self.ctx
    }
    fn conn(&self) -> Lent<'_> {
        Lent(&self.conn)
    }
}

/// A unit of work in one tenant.
pub struct WriteTx {
    conn: Conn,
    ctx: Ctx,
    store: Store,
    after_commit: Mutex<Vec<AfterCommit>>,
    events: Mutex<Vec<PendingEvent>>,
    enqueued: AtomicBool,
}

impl Tx for WriteTx {
    fn ctx(&self) -> &Ctx {
        &self.ctx
    }
    fn conn(&self) -> Lent<'_> {
        Lent(&self.conn)
    }
}

impl WriteTx {
    pub(crate) fn new(conn: Conn, ctx: Ctx, store: Store) -> Self {
        Self {
            conn,
            ctx,
            store,
            after_commit: Mutex::default(),
            events: Mutex::default(),
            enqueued: AtomicBool::new(false),
        }
    }

    pub(crate) fn connection(&self) -> &Conn {
        &self.conn
    }

    /// Changes rows of the tenant that lie within the context's scope.
    pub fn update<E: TenantEntity>(&self) -> Update<E> {
        Update::new(&self.ctx)
    }

    /// Deletes rows of the tenant that lie within the context's scope. Business facts are archived instead.
    pub fn delete<E: TenantEntity>(&self) -> Delete<E> {
        Delete::new(&self.ctx)
    }

    /// Changes many rows in one statement, each with its own values.
    pub fn bulk_update<E: TenantEntity>(&self) -> BulkUpdate<E> {
        BulkUpdate::new(&self.ctx)
    }

    /// Writes a row; the tenant is set here, whatever the model says.
    pub async fn insert<E>(&self, model: E::Model) -> StoreResult<()>
    where
        E: TenantEntity,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        self.insert_all::<E>(vec![model]).await
    }

    /// Writes rows in as few statements as the database's limit on values allows.
    pub async fn insert_all<E>(&self, models: Vec<E::Model>) -> StoreResult<()>
    where
        E: TenantEntity,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        self.insert_rows::<E>(models, None).await.map(drop)
    }

    /// Writes rows unless their keys exist; tells how many were written.
    pub async fn insert_missing<E>(&self, models: Vec<E::Model>) -> StoreResult<u64>
    where
        E: TenantEntity,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        self.insert_rows::<E>(models, Some(OnConflict::new().do_nothing().to_owned())).await
    }

    /// Writes rows, or changes `columns` where a row with the same `keys` exists. `keys` begin with the tenant.
    pub async fn upsert_all<E>(
        &self,
        models: Vec<E::Model>,
        keys: impl IntoIterator<Item = E::Column>,
        columns: impl IntoIterator<Item = E::Column>,
    ) -> StoreResult<u64>
    where
        E: TenantEntity,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        let conflict = OnConflict::columns(keys).update_columns(columns).to_owned();
        self.insert_rows::<E>(models, Some(conflict)).await
    }

    async fn insert_rows<E>(&self, mut models: Vec<E::Model>, conflict: Option<OnConflict>) -> StoreResult<u64>
    where
        E: TenantEntity,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        models.iter_mut().for_each(|model| E::set_tenant(model, self.ctx.tenant()));
        self.refuse_out_of_scope::<E>(&models)?;
        insert_models::<E>(&self.conn, models, conflict).await
    }

    /// A context writes no row that it could not see.
    fn refuse_out_of_scope<E: TenantEntity>(&self, models: &[E::Model]) -> StoreResult<()> {
        let scope = self.ctx.scope();
        let is_within = all_reached::<E, _>(models, E::company_column(), &scope.companies)
            && all_reached::<E, _>(models, E::warehouse_column(), &scope.warehouses)
            && all_reached::<E, _>(models, E::legal_entity_column(), &scope.legal_entities);
        if is_within { Ok(()) } else { Err(StoreError::OutOfScope) }
    }

    /// Writes a row of a system table in the same commit; for those the composition root trusts.
    pub async fn insert_system<E>(&self, _authority: &Authority, models: Vec<E::Model>) -> StoreResult<()>
    where
        E: SystemEntity,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        insert_models::<E>(&self.conn, models, None).await.map(drop)
    }

    /// The same, but rows whose keys exist stay as they are.
    pub async fn insert_missing_system<E>(&self, _authority: &Authority, models: Vec<E::Model>) -> StoreResult<()>
    where
        E: SystemEntity,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        let nothing = OnConflict::new().do_nothing().to_owned();
        insert_models::<E>(&self.conn, models, Some(nothing)).await.map(drop)
    }

    /// Locks rows in the order of their keys until commit, so that two units of work cannot wait for each other.
    /// SQLite has one writer and needs no row locks.
    pub async fn lock<E: TenantEntity>(&self, rows: Find<E>) -> StoreResult<()> {
        if self.conn.get_database_backend() == sea_orm::DbBackend::Postgres {
            rows.lock_in_key_order(&self.conn).await?;
        }
        Ok(())
    }

    /// Publishes a fact with this commit.
    pub async fn publish<E: Event>(&self, event: &E) -> StoreResult<()> {
        let pending = PendingEvent::of(&self.ctx, event)?;
        self.events.lock().await.push(pending);
        Ok(())
    }

    /// Does something once the commit is durable, such as dropping a cached value.
    pub async fn after_commit(&self, work: impl FnOnce() + Send + 'static) {
        self.after_commit.lock().await.push(Box::new(work));
    }

    pub(crate) fn mark_enqueued(&self) {
        self.enqueued.store(true, Ordering::Relaxed);
    }

    /// Makes it all durable. When this returns an error, nothing of it happened.
    pub async fn commit(self) -> StoreResult<()> {
        let events = std::mem::take(&mut *self.events.lock().await);
        let mut after_commit = std::mem::take(&mut *self.after_commit.lock().await);
        if !events.is_empty() {
            crate::events::write_outbox(&self.conn, events).await?;
            let store = self.store.clone();
            after_commit.push(Box::new(move || store.inner.relay_wake.notify_one()));
        }
        if self.enqueued.load(Ordering::Relaxed) {
            let store = self.store.clone();
            after_commit.push(Box::new(move || store.inner.jobs_wake.notify_one()));
        }
        commit(self.conn, after_commit).await
    }
}

/// Whether a column of all rows holds what is reached.
fn all_reached<E: TenantEntity, Tag>(models: &[E::Model], column: Option<E::Column>, reach: &Reach<Tag>) -> bool {
    use sea_orm::ModelTrait;
    let Some(column) = column else { return true };
    match reach {
        Reach::All => true,
        Reach::Nothing => models.is_empty(),
        Reach::Only(ids) => {
            models.iter().all(|model| ids.iter().any(|id| sea_orm::Value::from(*id) == model.get(column)))
        }
    }
}

/// Commits on whichever connection was lent.
pub(crate) async fn commit(mut conn: Conn, after_commit: Vec<AfterCommit>) -> StoreResult<()> {
    if conn.is_spoilt() {
        return Err(StoreError::Setup("a statement of this unit of work failed, so none of it can be kept".to_owned()));
    }
    match conn.take() {
        Some(Raw::Writer(lease)) => leave(lease, after_commit).await?.kept().await,
        Some(raw) => {
            // In a task of its own: a caller who gives up takes neither the commit nor what follows it along.
            let committed = tokio::spawn(async move {
                let mut conn = Conn::new(raw);
                conn.run_plain("COMMIT".to_owned()).await?;
                drop(conn.take());
                after_commit.into_iter().for_each(|work| work());
                Ok(())
            });
            committed.await.unwrap_or_else(|_| Err(StoreError::Setup("a commit did not come to its end".to_owned())))
        }
        None => Ok(()),
    }
}

/// Values one INSERT may carry: SQLite takes 32,766, PostgreSQL 65,535.
const VALUES_PER_STATEMENT: usize = 30_000;

pub(crate) async fn insert_models<E>(
    conn: &Conn,
    models: Vec<E::Model>,
    conflict: Option<OnConflict>,
) -> StoreResult<u64>
where
    E: sea_orm::EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    use sea_orm::{ActiveModelTrait, Iterable};
    let columns = E::Column::iter().count().max(1);
    let rows_per_statement = (VALUES_PER_STATEMENT / columns).max(1);
    let mut written = 0;
    let mut models = models.into_iter().peekable();
    while models.peek().is_some() {
        let chunk = models.by_ref().take(rows_per_statement).map(|model| model.into_active_model().reset_all());
        let mut statement = E::insert_many(chunk).into_query();
        if let Some(conflict) = &conflict {
            statement.on_conflict(conflict.clone());
        }
        written += conn.execute(&statement).await?.rows_affected();
    }
    Ok(written)
}
