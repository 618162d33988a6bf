//! Budgets: made, changed and archived by a company's administrators or by staff, and shown with what is left of them.
//! A budget whose amount is lowered keeps what is taken; it is at its limit then.

use kontor_contract::{audit::Change, people::CompanyCircle};
use kontor_kernel::{Amount, BusinessDate, CompanyId, Currency, MembershipId, Timestamp, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Service, book,
    fields::{ApproverBody, ApproverView, amount, approvers, required, stays_with},
};
use crate::{
    entities::{
        budgets::{BudgetId, Column, Entity, Model},
        cost_centres,
    },
    error::{ApprovalsError, ApprovalsResult},
    model::budget::{AtLimit, Cadence},
};

/// The most budgets of a company.
const MOST: u64 = 1_000;

/// A budget as it is to be.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BudgetBody {
    /// The company; a buyer's own one where nothing is said. It stays.
    pub(crate) company_id: Option<CompanyId>,
    /// 1 to 100 characters.
    pub(crate) name: String,
    /// Whether orders of the companies below are taken from it, too; they are where nothing is said.
    pub(crate) is_inherited: Option<bool>,
    /// Only orders on this cost centre of the company, by code.
    pub(crate) cost_centre: Option<String>,
    /// Only orders of this person.
    pub(crate) membership_id: Option<MembershipId>,
    /// `month`, `quarter` or `year`, each by the calendar; or `range` with its days.
    pub(crate) period: Cadence,
    /// The first day of a range.
    pub(crate) from: Option<BusinessDate>,
    /// The last day of a range.
    pub(crate) to: Option<BusinessDate>,
    /// Decimal text above zero, without tax.
    pub(crate) amount: String,
    pub(crate) currency: Currency,
    /// What happens to an order that it does not suffice for.
    pub(crate) at_limit: AtLimit,
    /// Who approves then, or is told.
    #[serde(default)]
    pub(crate) approvers: Vec<ApproverBody>,
}

/// A budget.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BudgetView {
    #[schemars(with = "String")]
    pub(crate) id: BudgetId,
    pub(crate) company_id: CompanyId,
    pub(crate) name: String,
    pub(crate) is_inherited: bool,
    pub(crate) cost_centre: Option<String>,
    pub(crate) membership_id: Option<MembershipId>,
    pub(crate) period: Cadence,
    pub(crate) from: Option<BusinessDate>,
    pub(crate) to: Option<BusinessDate>,
    pub(crate) amount: String,
    pub(crate) currency: Currency,
    pub(crate) at_limit: AtLimit,
    pub(crate) approvers: Vec<ApproverView>,
    /// How it stands in the period of today; nothing where a range does not hold today.
    pub(crate) current: Option<CurrentPeriod>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

/// How a budget stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CurrentPeriod {
    /// The first day.
    pub(crate) from: BusinessDate,
    /// The last day.
    pub(crate) to: BusinessDate,
    /// What orders have taken, decimal text.
    pub(crate) taken: String,
    /// What is left; below zero where more was taken than there is.
    pub(crate) left: String,
}

/// What of a body was found.
struct Checked {
    name: String,
    amount: Amount,
    cost_centre: Option<(cost_centres::CostCentreId, String)>,
    approvers: serde_json::Value,
}

impl Service {
    /// Budgets by name: of the company that is named, else of a buyer's own one, else of all that staff reach.
    pub(crate) async fn list_budgets(&self, ctx: &Ctx, company: Option<CompanyId>) -> ApprovalsResult<Vec<BudgetView>> {
        let only = company.or(ctx.company()).map(|id| Column::CompanyId.eq(id));
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<Entity>().filter_some(only).filter(Column::ArchivedAt.is_null());
        let find = find.order_by(Column::CompanyId, Order::Asc).order_by(Column::Name, Order::Asc);
        let rows = find.order_by(Column::Id, Order::Asc).limit(MOST).all(&tx).await?;
        let mut views = Vec::with_capacity(rows.len());
        let mut circle: Option<(CompanyId, CompanyCircle)> = None;
        for row in rows {
            let known = match circle.take() {
                Some((id, known)) if id == row.company_id => known,
                _ => self.circle(ctx, row.company_id).await?,
            };
            views.extend(self.budget_view(&tx, &row, &known).await?);
            circle = Some((row.company_id, known));
        }
        tx.finish().await?;
        Ok(views)
    }

    pub(crate) async fn make_budget(&self, ctx: &Ctx, body: &BudgetBody) -> ApprovalsResult<BudgetView> {
        let company = self.company(ctx, body.company_id).await?;
        let circle = self.circle(ctx, company.id).await?;
        let checked = self.checked_budget(ctx, body, company.id, &circle).await?;
        let now = ctx.now();
        let row = Model {
            tenant_id: ctx.tenant(),
            id: BudgetId::new(),
            company_id: company.id,
            name: checked.name,
            is_inherited: body.is_inherited.unwrap_or(true),
            cost_centre_id: checked.cost_centre.map(|(id, _)| id),
            membership_id: body.membership_id,
            period: body.period.name().to_owned(),
            from_date: body.from,
            to_date: body.to,
            amount: checked.amount.minor(),
            currency: body.currency,
            at_limit: body.at_limit.name().to_owned(),
            approvers: checked.approvers,
            created_at: now,
            updated_at: now,
            archived_at: None,
        };
        let tx = self.boot.store.write(ctx).await?;
        let own = tx.find::<Entity>().filter(Column::CompanyId.eq(company.id)).filter(Column::ArchivedAt.is_null());
        if own.count(&tx).await? >= MOST {
            let detail = "The company has too many budgets already.";
            return Err(ApprovalsError::field("/name", "approvals.too_many_budgets", detail));
        }
        tx.insert::<Entity>(row.clone()).await?;
        let made = self.told_budget(&tx, &row, &circle).await?;
        let change = Change::new("approvals.budget_made", "budget", row.id, &row.name).after(&made);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &made).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(made)
    }

    /// Puts a budget in the place of one. Its currency and its period stay: what is taken is counted by them.
    pub(crate) async fn change_budget(
        &self,
        ctx: &Ctx,
        id: BudgetId,
        body: &BudgetBody,
    ) -> ApprovalsResult<BudgetView> {
        let known = self.find_budget(ctx, id).await?;
        stays_with(body.company_id, known.company_id)?;
        let circle = self.circle(ctx, known.company_id).await?;
        let checked = self.checked_budget(ctx, body, known.company_id, &circle).await?;
        if body.currency != known.currency {
            return Err(stays("/currency"));
        }
        if body.period.name() != known.period {
            return Err(stays("/period"));
        }
        let tx = self.boot.store.write(ctx).await?;
        let mut row = locked(&tx, id).await?;
        let before = self.told_budget(&tx, &row, &circle).await?;
        row.name = checked.name;
        row.is_inherited = body.is_inherited.unwrap_or(row.is_inherited);
        row.cost_centre_id = checked.cost_centre.map(|(id, _)| id);
        row.membership_id = body.membership_id;
        (row.from_date, row.to_date) = (body.from, body.to);
        row.amount = checked.amount.minor();
        body.at_limit.name().clone_into(&mut row.at_limit);
        row.approvers = checked.approvers;
        row.updated_at = ctx.now();
        let update = tx.update::<Entity>().set(Column::Name, row.name.clone()).set(Column::Amount, row.amount);
        let update = update.set(Column::IsInherited, row.is_inherited).set(Column::CostCentreId, row.cost_centre_id);
        let update = update.set(Column::MembershipId, row.membership_id).set(Column::FromDate, row.from_date);
        let update = update.set(Column::ToDate, row.to_date).set(Column::AtLimit, row.at_limit.clone());
        let update = update.set(Column::Approvers, row.approvers.clone()).set(Column::UpdatedAt, row.updated_at);
        update.filter(Column::Id.eq(id)).run(&tx).await?;
        let after = self.told_budget(&tx, &row, &circle).await?;
        let change = Change::new("approvals.budget_changed", "budget", id, &row.name).before(&before).after(&after);
        self.boot.record(&tx, change).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(after)
    }

    /// Nothing more is taken from an archived budget; what was taken stays on record.
    pub(crate) async fn archive_budget(&self, ctx: &Ctx, id: BudgetId) -> ApprovalsResult<()> {
        let tx = self.boot.store.write(ctx).await?;
        let row = locked(&tx, id).await?;
        let update = tx.update::<Entity>().set(Column::ArchivedAt, ctx.now()).set(Column::UpdatedAt, ctx.now());
        update.filter(Column::Id.eq(id)).run(&tx).await?;
        let before = json!({ "amount": row.amount, "currency": row.currency, "period": row.period });
        let change = Change::new("approvals.budget_archived", "budget", id, &row.name).before(&before);
        self.boot.record(&tx, change).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(())
    }

    async fn find_budget(&self, ctx: &Ctx, id: BudgetId) -> ApprovalsResult<Model> {
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<Entity>().filter(Column::Id.eq(id)).filter(Column::ArchivedAt.is_null()).one(&tx).await?;
        tx.finish().await?;
        found.ok_or(ApprovalsError::Unknown("budget"))
    }

    async fn checked_budget(
        &self,
        ctx: &Ctx,
        body: &BudgetBody,
        company: CompanyId,
        circle: &CompanyCircle,
    ) -> ApprovalsResult<Checked> {
        check_days(body)?;
        if let Some(member) = body.membership_id {
            self.known_members(ctx, &[member], "/membership_id").await?;
        }
        let asked = approvers(&body.approvers, circle, "/approvers")?;
        if asked.is_empty() && body.at_limit == AtLimit::RequireApproval {
            let detail = "Say who approves orders beyond the budget.";
            return Err(ApprovalsError::field("/approvers", "approvals.nobody_named", detail));
        }
        Ok(Checked {
            name: required(&body.name, "/name", 100)?,
            amount: amount(&body.amount, body.currency, "/amount")?,
            cost_centre: self.own_cost_centre(ctx, body.cost_centre.as_deref(), company).await?,
            approvers: json!(asked),
        })
    }

    async fn own_cost_centre(
        &self,
        ctx: &Ctx,
        code: Option<&str>,
        company: CompanyId,
    ) -> ApprovalsResult<Option<(cost_centres::CostCentreId, String)>> {
        let Some(code) = code else { return Ok(None) };
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<cost_centres::Entity>().filter(cost_centres::Column::CompanyId.eq(company));
        let find = find.filter(cost_centres::Column::CodeKey.eq(code_key(code)));
        let found = find.filter(cost_centres::Column::ArchivedAt.is_null()).one(&tx).await?;
        tx.finish().await?;
        let missing = || {
            let detail = "The company has no such cost centre.";
            ApprovalsError::field("/cost_centre", "approvals.unknown_cost_centre", detail)
        };
        found.map(|row| Some((row.id, row.code))).ok_or_else(missing)
    }

    async fn told_budget(&self, tx: &impl Tx, row: &Model, circle: &CompanyCircle) -> ApprovalsResult<BudgetView> {
        self.budget_view(tx, row, circle).await?.ok_or(ApprovalsError::Unknown("budget"))
    }

    async fn budget_view(
        &self,
        tx: &impl Tx,
        row: &Model,
        circle: &CompanyCircle,
    ) -> ApprovalsResult<Option<BudgetView>> {
        let centre = match row.cost_centre_id {
            Some(id) => tx.find::<cost_centres::Entity>().filter(cost_centres::Column::Id.eq(id)).one(tx).await?,
            None => None,
        };
        let Some(budget) = book::budget(row, centre.map(|centre| centre.code)) else { return Ok(None) };
        let today = tx.ctx().today()?;
        let text = |amount: Amount| amount.to_text(budget.currency);
        let current = match budget.period(today) {
            Some(period) => {
                let left = self.left(tx, &budget, today).await?;
                let taken = text(budget.amount.minus(left)?);
                Some(CurrentPeriod { from: period.from, to: period.to, taken, left: text(left) })
            }
            None => None,
        };
        Ok(Some(BudgetView {
            id: row.id,
            company_id: row.company_id,
            is_inherited: row.is_inherited,
            membership_id: row.membership_id,
            period: budget.cadence,
            from: row.from_date,
            to: row.to_date,
            amount: text(budget.amount),
            currency: budget.currency,
            at_limit: budget.at_limit,
            approvers: budget.approvers.iter().map(|one| ApproverView::of(one, circle)).collect(),
            current,
            name: budget.name,
            cost_centre: budget.cost_centre,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }))
    }
}

async fn locked(tx: &WriteTx, id: BudgetId) -> ApprovalsResult<Model> {
    tx.lock(tx.find::<Entity>().filter(Column::Id.eq(id))).await?;
    let found = tx.find::<Entity>().filter(Column::Id.eq(id)).filter(Column::ArchivedAt.is_null()).one(tx).await?;
    found.ok_or(ApprovalsError::Unknown("budget"))
}

fn check_days(body: &BudgetBody) -> ApprovalsResult<()> {
    let fits = match (body.period, body.from, body.to) {
        (Cadence::Range, Some(from), Some(to)) => from <= to,
        (Cadence::Range, _, _) => false,
        (_, from, to) => from.is_none() && to.is_none(),
    };
    if fits {
        return Ok(());
    }
    let detail =
        "A range needs its first and last day in this order; other periods go by the calendar and take no days.";
    Err(ApprovalsError::field("/from", "approvals.bad_period", detail))
}

fn stays(pointer: &str) -> ApprovalsError {
    let detail = "It stays, because what is taken is counted by it. Archive this budget and make another one.";
    ApprovalsError::field(pointer, "approvals.budget_stays", detail)
}
