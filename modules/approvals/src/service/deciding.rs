//! Deciding: an approval brings a request a step further, the last one lets the order go on, a rejection ends it.
//! Two at the same moment wait for each other at the request; the second is told that it has been decided.

use kontor_contract::{approvals::OrderGate, audit::Change, people::CompanyCircle};
use kontor_kernel::UserId;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};
use serde_json::json;

use super::{
    Service,
    book::Book,
    requests::{RequestView, steps_of},
    watching::enter,
};
use crate::{
    entities::{
        decisions::{self, DecisionId},
        requests::{self, RequestId},
    },
    error::{ApprovalsError, ApprovalsResult},
    model::{
        people::Around,
        progress::{Approval, current},
        rule::Step,
        state::RequestState,
    },
};

const APPROVED: &str = "approved";
const REJECTED: &str = "rejected";

/// What somebody says to a step.
#[derive(Clone, Copy)]
struct Word<'a> {
    verdict: &'static str,
    comment: Option<&'a str>,
}

/// A request in the hands of whoever decides it.
struct Turn {
    row: requests::Model,
    steps: Vec<Step>,
    approvals: Vec<Approval>,
    at: usize,
}

impl Service {
    /// Approves the waiting step: for oneself, and for whomever one stands in for.
    pub(crate) async fn approve(
        &self,
        ctx: &Ctx,
        id: RequestId,
        comment: Option<&str>,
    ) -> ApprovalsResult<RequestView> {
        let (circle, book, user) = self.before_deciding(ctx, id).await?;
        let tx = self.boot.store.write(ctx).await?;
        let mut turn = self.turn(&tx, id, &circle, &book).await?;
        let around = self.around(&turn.row, &circle, &book, ctx)?;
        self.decide(&tx, &mut turn, &around, user, Word { verdict: APPROVED, comment }).await?;
        match current(&around, &turn.steps, &turn.approvals) {
            Some(next) if next == turn.at => {}
            Some(next) => {
                enter(&mut turn.row, next, ctx.now());
                self.ask(&tx, &turn.row, &turn.steps, &around).await?;
            }
            None => {
                turn.row.state = RequestState::Approved.name().to_owned();
                turn.row.ended_at = Some(ctx.now());
                self.boot.ports.get::<dyn OrderGate>()?.release(&tx, turn.row.order_id, ctx.actor()).await?;
                self.tell_buyer(&tx, "approvals/approved", &turn.row, &around).await?;
            }
        }
        self.save(&tx, &turn.row).await?;
        self.record(&tx, "approvals.order_approved", &turn.row).await?;
        tx.commit().await?;
        self.request_view(ctx, id).await
    }

    /// Rejects the order, which ends it.
    pub(crate) async fn reject(&self, ctx: &Ctx, id: RequestId, reason: &str) -> ApprovalsResult<RequestView> {
        let (circle, book, user) = self.before_deciding(ctx, id).await?;
        let tx = self.boot.store.write(ctx).await?;
        let mut turn = self.turn(&tx, id, &circle, &book).await?;
        let around = self.around(&turn.row, &circle, &book, ctx)?;
        self.decide(&tx, &mut turn, &around, user, Word { verdict: REJECTED, comment: Some(reason) }).await?;
        turn.row.state = RequestState::Rejected.name().to_owned();
        turn.row.ended_at = Some(ctx.now());
        turn.row.reason = Some(reason.to_owned());
        self.save(&tx, &turn.row).await?;
        self.let_go(&tx, turn.row.order_id).await?;
        self.boot.ports.get::<dyn OrderGate>()?.refuse(&tx, turn.row.order_id, ctx.actor(), reason).await?;
        self.tell_buyer(&tx, "approvals/rejected", &turn.row, &around).await?;
        self.record(&tx, "approvals.order_rejected", &turn.row).await?;
        tx.commit().await?;
        self.request_view(ctx, id).await
    }

    /// What is looked at before the unit of work: SQLite has one writer.
    async fn before_deciding(
        &self,
        ctx: &Ctx,
        id: RequestId,
    ) -> ApprovalsResult<(CompanyCircle, std::sync::Arc<Book>, UserId)> {
        let user = ctx.user().ok_or(ApprovalsError::NotAsked)?;
        let tx = self.boot.store.read(ctx).await?;
        let row = tx.find::<requests::Entity>().filter(requests::Column::Id.eq(id)).one(&tx).await?;
        tx.finish().await?;
        let row = row.ok_or(ApprovalsError::Unknown("approval request"))?;
        let (circle, book) = (self.circle(ctx, row.company_id).await?, self.book(ctx).await?);
        self.must_be_seen(ctx, &row, &circle, &book)?;
        Ok((circle, book, user))
    }

    async fn turn(&self, tx: &WriteTx, id: RequestId, circle: &CompanyCircle, book: &Book) -> ApprovalsResult<Turn> {
        let mut row = self.locked(tx, id).await?.ok_or(ApprovalsError::NotWaiting)?;
        let (steps, approvals) = (steps_of(&row), self.approvals(tx, id).await?);
        let around = self.around(&row, circle, book, tx.ctx())?;
        let at = current(&around, &steps, &approvals).ok_or(ApprovalsError::NotWaiting)?;
        // A step that an approver's leaving has brought back begins anew.
        if usize::try_from(row.step).ok() != Some(at) {
            enter(&mut row, at, tx.ctx().now());
        }
        Ok(Turn { row, steps, approvals, at })
    }

    /// Writes a decision for everybody a person may decide for at the waiting step.
    async fn decide(
        &self,
        tx: &WriteTx,
        turn: &mut Turn,
        around: &Around<'_>,
        user: UserId,
        word: Word<'_>,
    ) -> ApprovalsResult<()> {
        if turn.row.user_id == Some(user) {
            return Err(ApprovalsError::OwnOrder);
        }
        let is_escalated = turn.row.escalated_at.is_some();
        let Some(step) = turn.steps.get(turn.at) else { return Err(ApprovalsError::NotWaiting) };
        let given = |of| turn.approvals.iter().any(|one| one.step == turn.at && one.of == of);
        let seats = around.seats(step, is_escalated, user);
        let seats: Vec<_> = seats.into_iter().filter(|seat| !given(seat.membership)).collect();
        if seats.is_empty() {
            let is_asked_by = |step: &Step| !around.seats(step, true, user).is_empty();
            let (before, after) = turn.steps.split_at((turn.at + 1).min(turn.steps.len()));
            return Err(match (before.iter().any(is_asked_by), after.iter().any(is_asked_by)) {
                (true, _) => ApprovalsError::DecidedAlready,
                (false, true) => ApprovalsError::NotYet,
                (false, false) => ApprovalsError::NotAsked,
            });
        }
        let own = around.circle.members.iter().find(|member| member.user == user);
        for seat in seats {
            let by = if seat.user == user { seat } else { own.ok_or(ApprovalsError::NotAsked)? };
            let row = decisions::Model {
                tenant_id: tx.tenant(),
                id: DecisionId::new(),
                request_id: turn.row.id,
                step: i32::try_from(turn.at).unwrap_or(i32::MAX),
                verdict: word.verdict.to_owned(),
                at: tx.ctx().now(),
                user_id: user,
                membership_id: by.membership,
                name: by.name.clone(),
                for_membership_id: seat.membership,
                for_name: (seat.user != user).then(|| seat.name.clone()),
                comment: word.comment.map(str::to_owned),
            };
            tx.insert::<decisions::Entity>(row).await?;
            turn.approvals.push(Approval { step: turn.at, by: by.membership, of: seat.membership });
        }
        Ok(())
    }

    /// The approvals of a request, in the order in which they were given.
    pub(crate) async fn approvals(&self, tx: &impl Tx, id: RequestId) -> ApprovalsResult<Vec<Approval>> {
        let rows = self.decisions(tx, id).await?;
        let approved = rows.iter().filter(|row| row.verdict == APPROVED);
        Ok(approved.filter_map(approval).collect())
    }

    pub(crate) async fn decisions(&self, tx: &impl Tx, id: RequestId) -> ApprovalsResult<Vec<decisions::Model>> {
        let find = tx.find::<decisions::Entity>().filter(decisions::Column::RequestId.eq(id));
        let find = find.order_by(decisions::Column::At, Order::Asc).order_by(decisions::Column::Id, Order::Asc);
        Ok(find.all(tx).await?)
    }

    /// The people around a request today.
    pub(crate) fn around<'a>(
        &self,
        row: &requests::Model,
        circle: &'a CompanyCircle,
        book: &'a Book,
        ctx: &Ctx,
    ) -> ApprovalsResult<Around<'a>> {
        let today = ctx.now().date_in(&row.time_zone)?;
        Ok(Around { circle, delegations: &book.delegations, buyer: row.user_id, today })
    }

    async fn record(&self, tx: &WriteTx, action: &'static str, row: &requests::Model) -> ApprovalsResult<()> {
        let after = json!({ "state": row.state, "step": row.step + 1, "reason": row.reason });
        let change = Change::new(action, "approval_request", row.id, &row.order_number).after(&after);
        Ok(self.boot.record(tx, change).await?)
    }
}

/// An approval as the model counts it.
pub(crate) fn approval(row: &decisions::Model) -> Option<Approval> {
    let step = usize::try_from(row.step).ok()?;
    (row.verdict == APPROVED).then_some(Approval { step, by: row.membership_id, of: row.for_membership_id })
}
