//! Erasing tenants: asked for once, done in short steps by whichever process is free, and taken up again after a crash.
//! Nothing is remembered between steps but the tables themselves: what is left in them is what is left to do.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use kontor_contract::tenants::KeptOutside;
use kontor_kernel::Timestamp;
use kontor_store::{Ctx, TenantFacts, lifecycle::Erasure, tenants as rows};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use tokio::sync::watch;

use super::{
    Service,
    tenants::present_suspension,
    views::{TableProgress, TenantStatus, TenantView},
};
use crate::{entities::erasures, error::OperatorError};

/// How often somebody looks for erasures that another process has left.
const IDLE: Duration = Duration::from_secs(5);
/// How long after the suspension the first row goes: by then every node knows of it.
const GRACE_SECONDS: i64 = 6;
/// How long after the end the tables are looked through once more, for what was still being written.
const SWEEP_AFTER_SECONDS: i64 = 3_600;
const TELL_EVERY: Duration = Duration::from_millis(500);
const PEOPLE_AT_ONCE: u64 = 100;

type Progress = BTreeMap<String, TableProgress>;

impl Service {
    /// Marks a suspended tenant for erasure; asked again it says how far that is.
    pub(crate) async fn begin_erasure(&self, code: &str, confirm: &str) -> Result<TenantView, OperatorError> {
        let row = self.known(code).await?;
        if confirm != code {
            return Err(OperatorError::NotConfirmed(code.to_owned()));
        }
        match TenantStatus::of(&row.status) {
            TenantStatus::Active => return Err(OperatorError::NotSuspended(code.to_owned())),
            TenantStatus::Suspended => self.mark(&row).await?,
            TenantStatus::Erasing | TenantStatus::Erased => {}
        }
        self.erasures.notify_one();
        self.view(code).await
    }

    async fn mark(&self, row: &rows::Model) -> Result<(), OperatorError> {
        let tx = self.boot.store.write(&self.context(row)).await?;
        if !self.move_status(&tx, "suspended", "erasing").await? {
            return Err(OperatorError::NotSuspended(row.code.clone()));
        }
        let now = self.boot.clock.now();
        let suspended_at = present_suspension(&tx).await?.map_or(now, |suspension| suspension.suspended_at);
        let erasure = erasures::Model {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            state: "erasing".to_owned(),
            progress: json!({}),
            people: 0,
            message: None,
            suspended_at,
            requested_at: now,
            finished_at: None,
            swept_at: None,
        };
        tx.insert_system::<erasures::Entity>(&self.authority, vec![erasure]).await?;
        tx.commit().await?;
        tracing::info!(tenant = row.code, "the operator has a tenant erased");
        Ok(())
    }

    /// Erases what is to be erased until told to stop.
    pub(crate) async fn run_erasures(&self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            tokio::select! {
                outcome = self.erase_pending() => {
                    if let Err(error) = outcome {
                        tracing::warn!(%error, "an erasure could not go on; it is tried again");
                    }
                }
                _ = stop.changed() => return,
            }
            tokio::select! {
                () = self.erasures.notified() => {}
                () = tokio::time::sleep(IDLE) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Erases every tenant that is marked, to its end; what another process is at is left to it.
    pub(crate) async fn erase_pending(&self) -> Result<(), OperatorError> {
        let _turn = self.erasing.lock().await;
        for row in self.pending().await? {
            if let Err(error) = self.erase(&row).await {
                self.tell(&row, None, Some(error.to_string())).await?;
                tracing::warn!(%error, tenant = row.code, "the erasure of a tenant could not go on; it is tried again");
            }
        }
        Ok(())
    }

    async fn pending(&self) -> Result<Vec<erasures::Model>, OperatorError> {
        use erasures::Column as C;
        let long_ago = self.boot.clock.now().plus_seconds(-SWEEP_AFTER_SECONDS);
        let to_sweep = Condition::all().add(C::SweptAt.is_null()).add(C::FinishedAt.lt(long_ago));
        let due = Condition::any().add(C::State.eq("erasing")).add(to_sweep);
        let select = erasures::Entity::find().filter(due).order_by_asc(C::RequestedAt);
        Ok(self.boot.store.read_system(&self.authority).await?.all(select).await?)
    }

    async fn erase(&self, row: &erasures::Model) -> Result<(), OperatorError> {
        self.wait_until(row.suspended_at.plus_seconds(GRACE_SECONDS)).await;
        let Some(mut erasure) = self.boot.store.begin_erasure(&self.authority, row.id).await? else { return Ok(()) };
        let facts = TenantFacts { id: row.id, code: row.code.clone(), name: row.name.clone() };
        let ctx = self.authority.system_context(&facts.into(), "operator", &self.boot.clock);
        self.erase_people(&ctx, row).await?;
        let mut progress = self.count(&ctx, row).await?;
        while self.empty_tables(&mut erasure, row, &mut progress).await? > 0 {}
        erasure.finish(&self.authority).await?;
        self.end(row, &progress).await
    }

    async fn wait_until(&self, at: Timestamp) {
        let micros = at.micros().saturating_sub(self.boot.clock.now().micros());
        tokio::time::sleep(Duration::from_micros(u64::try_from(micros).unwrap_or(0))).await;
    }

    /// People go first, while the tenant's rows still say who they are.
    async fn erase_people(&self, ctx: &Ctx, row: &erasures::Model) -> Result<(), OperatorError> {
        let identity = self.identity()?;
        loop {
            let tx = self.boot.store.write(ctx).await?;
            let erased = identity.erase_people(&tx, PEOPLE_AT_ONCE).await?;
            if erased == 0 {
                return Ok(());
            }
            let more = erasures::Entity::update_many().col_expr(
                erasures::Column::People,
                sea_orm::sea_query::ExprTrait::add(
                    sea_orm::sea_query::Expr::col(erasures::Column::People),
                    i64::try_from(erased).unwrap_or(0),
                ),
            );
            tx.update_system(&self.authority, more.filter(erasures::Column::Id.eq(row.id))).await?;
            tx.commit().await?;
        }
    }

    /// How many rows are left, beside how many there were when it began.
    async fn count(&self, ctx: &Ctx, row: &erasures::Model) -> Result<Progress, OperatorError> {
        let mut progress: Progress = serde_json::from_value(row.progress.clone()).unwrap_or_default();
        let view = self.boot.store.read(ctx).await?;
        for table in view.tenant_tables().await? {
            let left = view.count_table(&table).await?;
            let known = progress.entry(table.name().to_owned()).or_default();
            *known = TableProgress { rows: known.rows.max(left), left };
        }
        view.finish().await?;
        progress.retain(|_, table| table.rows > 0);
        self.tell(row, Some(&progress), None).await?;
        Ok(progress)
    }

    /// Empties all tables once, and tells how many rows that were: a node may have been writing still.
    async fn empty_tables(
        &self,
        erasure: &mut Erasure,
        row: &erasures::Model,
        progress: &mut Progress,
    ) -> Result<u64, OperatorError> {
        let names: Vec<String> = erasure.tables().iter().map(|table| table.name().to_owned()).collect();
        let (mut erased, mut told_at) = (0, Instant::now());
        for (place, name) in names.iter().enumerate() {
            loop {
                let worked = erasure.step(place).await?;
                if worked.is_empty {
                    break;
                }
                erased += worked.rows;
                if let Some(table) = progress.get_mut(name) {
                    table.left = table.left.saturating_sub(worked.rows);
                }
                if told_at.elapsed() >= TELL_EVERY {
                    self.tell(row, Some(progress), None).await?;
                    told_at = Instant::now();
                }
                // Others have the database for at least as long as the step had it.
                tokio::time::sleep(worked.took).await;
            }
        }
        self.tell(row, Some(progress), None).await?;
        Ok(erased)
    }

    async fn tell(
        &self,
        row: &erasures::Model,
        progress: Option<&Progress>,
        message: Option<String>,
    ) -> Result<(), OperatorError> {
        let mut update = erasures::Entity::update_many().col_expr(erasures::Column::Message, message.into());
        if let Some(progress) = progress {
            update = update.col_expr(erasures::Column::Progress, json!(progress).into());
        }
        let tx = self.boot.store.system(&self.authority).await?;
        tx.update(update.filter(erasures::Column::Id.eq(row.id))).await?;
        Ok(tx.commit().await?)
    }

    async fn end(&self, row: &erasures::Model, progress: &Progress) -> Result<(), OperatorError> {
        let now = self.boot.clock.now();
        let is_sweep = row.finished_at.is_some();
        let done = if is_sweep { erasures::Column::SweptAt } else { erasures::Column::FinishedAt };
        let update = erasures::Entity::update_many()
            .col_expr(erasures::Column::State, "erased".into())
            .col_expr(erasures::Column::Progress, json!(progress).into())
            .col_expr(done, now.into())
            .filter(erasures::Column::Id.eq(row.id));
        let tx = self.boot.store.system(&self.authority).await?;
        tx.update(update).await?;
        tx.commit().await?;
        self.standings.forget(row.id);
        for holder in self.boot.ports.all::<dyn KeptOutside>() {
            holder.forget(row.id).await?;
        }
        tracing::info!(tenant = row.code, "a tenant has been erased");
        Ok(())
    }
}
