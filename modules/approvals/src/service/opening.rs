//! An order is placed: what it needs is decided, budgets are taken from, and whoever is asked first is told.
//! All of it in the order's own commit; where it cannot be placed, the caller drops that commit.

use kontor_contract::approvals::{OrderToApprove, Verdict};
use kontor_kernel::Amount;
use kontor_store::{Tx, WriteTx};
use sea_orm::ColumnTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Service,
    cases::{Case, Refusal},
};
use crate::{
    entities::{
        orders,
        requests::{self, RequestId},
        spenders,
    },
    error::ApprovalsResult,
    model::{
        budget::{AtLimit, Budget},
        plan::{Plan, Why},
        rule::Part,
        state::RequestState,
    },
};

/// A line as a request keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptLine {
    pub(crate) sku: String,
    /// In minor units.
    pub(crate) net: Amount,
}

/// Why a step is needed, as a request keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeptWhy {
    Rule { name: String, sum: Amount },
    Budget { name: String },
}

/// What was taken from budgets.
enum Spent<'a> {
    /// All of it, or so much that these must be approved and these told of.
    Taken { to_approve: Vec<&'a Budget>, to_tell: Vec<&'a Budget> },
    /// One of them does not suffice.
    Refused(Refusal),
}

impl Service {
    /// Decides in the order's commit.
    pub(crate) async fn open_for(&self, tx: &WriteTx, order: &OrderToApprove) -> ApprovalsResult<Verdict> {
        let Some(case) = self.case(tx.ctx(), order).await? else { return Ok(Verdict::Free) };
        if let Some(refusal) = case.cost_centre_refusal() {
            return Ok(self.blocked(tx.ctx(), &refusal));
        }
        self.close_of(tx, order.order).await?;
        wait_for_others(tx, &case).await?;
        let recent = case.recent(tx).await?;
        let (exhausted, told) = match self.spend(tx, &case).await? {
            Spent::Taken { to_approve, to_tell } => (to_approve, to_tell),
            Spent::Refused(refusal) => return Ok(self.blocked(tx.ctx(), &refusal)),
        };
        let plan = match case.plan(&recent, &exhausted)? {
            Ok(plan) => plan,
            Err(hindrance) => return Ok(self.blocked(tx.ctx(), &case.refusal(hindrance))),
        };
        note_order(tx, &case).await?;
        for budget in told {
            self.tell_of_budget(tx, &case, budget).await?;
        }
        if !plan.steps.is_empty() {
            let row = self.request(tx, &case, &plan, &recent).await?;
            tx.insert::<requests::Entity>(row.clone()).await?;
            self.ask(tx, &row, &plan.steps, &case.around()).await?;
        }
        Ok(self.verdict(tx.ctx(), &case, &plan))
    }

    /// Takes an order from its budgets, one after the other.
    async fn spend<'a>(&self, tx: &WriteTx, case: &'a Case<'_>) -> ApprovalsResult<Spent<'a>> {
        let (mut to_approve, mut to_tell) = (Vec::new(), Vec::new());
        let (order, net) = (case.order, case.order.net);
        for budget in case.budgets() {
            let Some(period) = budget.period(order.date) else { continue };
            let is_comparable = budget.currency == order.currency;
            let is_within = is_comparable && self.take_within(tx, budget, period.from, net).await?;
            if !is_within {
                match budget.at_limit {
                    AtLimit::Block => {
                        let left = self.left(tx, budget, order.date).await?;
                        return Ok(Spent::Refused(case.budget_refusal(budget, left)));
                    }
                    AtLimit::RequireApproval => to_approve.push(budget),
                    AtLimit::Warn => to_tell.push(budget),
                }
                if is_comparable {
                    self.take_beyond(tx, budget, period.from, net).await?;
                }
            }
            if is_comparable {
                self.note_taking(tx, order.order, budget, period.from, net).await?;
            }
        }
        Ok(Spent::Taken { to_approve, to_tell })
    }

    async fn request(
        &self,
        tx: &WriteTx,
        case: &Case<'_>,
        plan: &Plan,
        recent: &[Part],
    ) -> ApprovalsResult<requests::Model> {
        let (order, now) = (case.order, tx.ctx().now());
        let before = Amount::sum(recent.iter().map(|part| part.net))?;
        let lines: Vec<KeptLine> =
            order.lines.iter().map(|line| KeptLine { sku: line.sku.clone(), net: line.net }).collect();
        let reasons: Vec<KeptWhy> = plan.reasons.iter().map(kept).collect();
        Ok(requests::Model {
            tenant_id: tx.tenant(),
            id: RequestId::new(),
            company_id: order.company,
            order_id: order.order,
            order_number: order.number.clone(),
            state: RequestState::Waiting.name().to_owned(),
            user_id: order.placed_by,
            membership_id: order.placed_by_membership,
            buyer: case.buyer_name(tx.ctx()),
            currency: order.currency,
            net: order.net.minor(),
            gross: order.gross.minor(),
            counted: order.net.plus(before)?.minor(),
            cost_centre: order.cost_centre.clone(),
            order_date: order.date,
            lines: json!(lines),
            plan: json!(plan.steps),
            reasons: json!(reasons),
            time_zone: tx.ctx().channel().map_or("UTC", |channel| &channel.legal_entity.time_zone).to_owned(),
            step: 0,
            step_since: now,
            reminded_at: None,
            escalated_at: None,
            opened_at: now,
            ended_at: None,
            reason: None,
            version: 1,
        })
    }
}

fn kept(why: &Why) -> KeptWhy {
    match why {
        Why::Rule(name, sum) => KeptWhy::Rule { name: name.clone(), sum: *sum },
        Why::Budget(name) => KeptWhy::Budget { name: name.clone() },
    }
}

/// Waits for whoever places in the same person's name on the same cost centre at the moment, so that the halves of an order
/// see each other.
async fn wait_for_others(tx: &WriteTx, case: &Case<'_>) -> ApprovalsResult<()> {
    let Some(member) = case.order.placed_by_membership.filter(|_| case.settings.split_window_hours > 0) else {
        return Ok(());
    };
    let (key, now) = (case.centre_key(), tx.ctx().now());
    let row =
        spenders::Model { tenant_id: tx.tenant(), membership_id: member, cost_centre: key.clone(), ordered_at: now };
    tx.insert_missing::<spenders::Entity>(vec![row]).await?;
    let update = tx.update::<spenders::Entity>().set(spenders::Column::OrderedAt, now);
    let update = update.filter(spenders::Column::MembershipId.eq(member));
    update.filter(spenders::Column::CostCentre.eq(key)).run(tx).await?;
    Ok(())
}

async fn note_order(tx: &WriteTx, case: &Case<'_>) -> ApprovalsResult<()> {
    use orders::Column;
    let order = case.order;
    let row = orders::Model {
        tenant_id: tx.tenant(),
        order_id: order.order,
        company_id: order.company,
        membership_id: order.placed_by_membership,
        cost_centre: case.centre_key(),
        currency: order.currency,
        net: order.net.minor(),
        parts: json!(case.parts),
        opened_at: tx.ctx().now(),
        closed_at: None,
    };
    let columns = [
        Column::CompanyId,
        Column::MembershipId,
        Column::CostCentre,
        Column::Currency,
        Column::Net,
        Column::Parts,
        Column::OpenedAt,
        Column::ClosedAt,
    ];
    tx.upsert_all::<orders::Entity>(vec![row], [Column::TenantId, Column::OrderId], columns).await?;
    Ok(())
}
