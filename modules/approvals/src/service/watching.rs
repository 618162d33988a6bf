//! Requests that wait are looked at by a job: who is asked may have changed, and nobody may have answered in time.
//! Each request is a unit of work of its own, so that one that fails keeps no other from being looked at.

use std::collections::HashMap;

use kontor_contract::people::CompanyCircle;
use kontor_kernel::{CompanyId, Timestamp};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};

use super::{Service, Settings, requests::steps_of};
use crate::{
    entities::requests::{self, RequestId},
    error::ApprovalsResult,
    model::{people::Around, progress::current, rule::Step, state::RequestState},
};

/// Requests that one run looks at.
const MOST: u64 = 5_000;

impl Service {
    /// Looks at all that wait, and tells at how many something was due.
    pub(crate) async fn watch(&self, ctx: &Ctx) -> ApprovalsResult<u64> {
        if !self.is_on(ctx).await {
            return Ok(0);
        }
        let tx = self.boot.store.read(ctx).await?;
        let waiting = tx.find::<requests::Entity>().filter(requests::Column::State.eq(RequestState::Waiting.name()));
        let waiting = waiting.order_by(requests::Column::OpenedAt, Order::Asc).limit(MOST).all(&tx).await?;
        tx.finish().await?;
        let settings = self.settings(ctx).await?;
        let mut circles: HashMap<CompanyId, CompanyCircle> = HashMap::new();
        let mut changed = 0;
        for row in waiting {
            if let std::collections::hash_map::Entry::Vacant(empty) = circles.entry(row.company_id) {
                empty.insert(self.circle(ctx, row.company_id).await?);
            }
            let Some(circle) = circles.get(&row.company_id) else { continue };
            changed += u64::from(self.look_at(ctx, row.id, circle, &settings).await?);
        }
        Ok(changed)
    }

    async fn look_at(
        &self,
        ctx: &Ctx,
        id: RequestId,
        circle: &CompanyCircle,
        settings: &Settings,
    ) -> ApprovalsResult<bool> {
        let book = self.book(ctx).await?;
        let tx = self.boot.store.write(ctx).await?;
        let Some(mut row) = self.locked(&tx, id).await? else { return Ok(false) };
        let steps = steps_of(&row);
        let approvals = self.approvals(&tx, id).await?;
        let today = ctx.now().date_in(&row.time_zone)?;
        let around = Around { circle, delegations: &book.delegations, buyer: row.user_id, today };
        let Some(now_at) = current(&around, &steps, &approvals) else { return Ok(false) };
        let is_elsewhere = usize::try_from(row.step).ok() != Some(now_at);
        if is_elsewhere {
            enter(&mut row, now_at, ctx.now());
            self.save(&tx, &row).await?;
            self.ask(&tx, &row, &steps, &around).await?;
        }
        let is_due = self.see_to_due(&tx, &mut row, &steps, &around, settings).await?;
        tx.commit().await?;
        Ok(is_elsewhere || is_due)
    }

    /// Hands the step on where nobody has answered in time or nobody is left to, and reminds once.
    async fn see_to_due(
        &self,
        tx: &WriteTx,
        row: &mut requests::Model,
        steps: &[Step],
        around: &Around<'_>,
        settings: &Settings,
    ) -> ApprovalsResult<bool> {
        let waiting = usize::try_from(row.step).ok().and_then(|index| steps.get(index));
        let (Some(step), now) = (waiting, tx.ctx().now()) else { return Ok(false) };
        let nobody_left = around.asked_now(step, false).is_empty();
        let is_over = escalates_at(row, step, settings).is_some_and(|at| at <= now);
        if row.escalated_at.is_none() && !step.escalate_to.is_empty() && (is_over || nobody_left) {
            row.escalated_at = Some(now);
            self.save(tx, row).await?;
            self.ask(tx, row, steps, around).await?;
            return Ok(true);
        }
        if row.reminded_at.is_none() && reminds_at(row, settings).is_some_and(|at| at <= now) {
            row.reminded_at = Some(now);
            self.save(tx, row).await?;
            self.remind(tx, row, step, around).await?;
            return Ok(true);
        }
        Ok(false)
    }

    /// When something is due at the waiting step.
    pub(crate) fn due(&self, row: &requests::Model, step: &Step, settings: &Settings) -> Vec<Timestamp> {
        let escalates = escalates_at(row, step, settings).filter(|_| row.escalated_at.is_none());
        let reminds = reminds_at(row, settings).filter(|_| row.reminded_at.is_none());
        escalates.into_iter().chain(reminds).collect()
    }

    /// A request that still waits, locked until commit.
    pub(crate) async fn locked(&self, tx: &WriteTx, id: RequestId) -> ApprovalsResult<Option<requests::Model>> {
        let own = requests::Column::Id.eq(id);
        tx.lock(tx.find::<requests::Entity>().filter(own.clone())).await?;
        let found = tx.find::<requests::Entity>().filter(own);
        Ok(found.filter(requests::Column::State.eq(RequestState::Waiting.name())).one(tx).await?)
    }

    /// Writes how a request stands.
    pub(crate) async fn save(&self, tx: &WriteTx, row: &requests::Model) -> ApprovalsResult<()> {
        use requests::Column;
        let update = tx.update::<requests::Entity>().set(Column::State, row.state.clone());
        let update = update.set(Column::Step, row.step).set(Column::StepSince, row.step_since);
        let update = update.set(Column::RemindedAt, row.reminded_at).set(Column::EscalatedAt, row.escalated_at);
        let update = update.set(Column::EndedAt, row.ended_at).set(Column::Reason, row.reason.clone());
        let update = update.set(Column::Version, row.version + 1);
        update.filter(Column::Id.eq(row.id)).run(tx).await?;
        Ok(())
    }
}

/// The request waits at another step from now on.
pub(crate) fn enter(row: &mut requests::Model, step: usize, now: Timestamp) {
    row.step = i32::try_from(step).unwrap_or(i32::MAX);
    row.step_since = now;
    row.reminded_at = None;
    row.escalated_at = None;
}

fn escalates_at(row: &requests::Model, step: &Step, settings: &Settings) -> Option<Timestamp> {
    let hours = step.escalate_after_hours.filter(|_| !step.escalate_to.is_empty())?;
    Some(settings.workday.after(row.step_since, hours, &row.time_zone))
}

fn reminds_at(row: &requests::Model, settings: &Settings) -> Option<Timestamp> {
    let hours = Some(settings.remind_after_hours).filter(|hours| *hours > 0)?;
    Some(settings.workday.after(row.step_since, hours, &row.time_zone))
}
