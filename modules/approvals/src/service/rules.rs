//! Rules: made, changed and archived by a company's administrators or by staff.
//! Orders that wait already go on by the steps they were given.

use kontor_contract::{audit::Change, people::CompanyCircle};
use kontor_kernel::{Amount, CompanyId, Currency, MembershipId, RoleId, Timestamp};
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Service, book,
    fields::{ApproverBody, ApproverView, amount, approvers, known_roles, required, stays_with},
};
use crate::{
    entities::rules::{Column, Entity, Model, RuleId},
    error::{ApprovalsError, ApprovalsResult},
    model::rule::{Conditions, Needs, Rule, Step},
};

/// The most rules of a company.
const MOST: u64 = 100;
/// The most rules of one list.
const MOST_SHOWN: u64 = 1_000;
/// The most steps of a rule.
const MOST_STEPS: usize = 10;
/// The most working hours after which a step is handed on.
const MOST_HOURS: u32 = 400;

/// A rule as it is to be.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleBody {
    /// The company; a buyer's own one where nothing is said. It stays.
    pub(crate) company_id: Option<CompanyId>,
    /// 1 to 100 characters.
    pub(crate) name: String,
    /// The currency of its amounts; an order in another one needs all steps.
    pub(crate) currency: Currency,
    /// Rules are gone through by it; 0 where nothing is said.
    pub(crate) position: Option<i32>,
    /// Whether it is about orders of the companies below, too; it is where nothing is said.
    pub(crate) is_inherited: Option<bool>,
    /// Whether somebody whose role's ceiling covers the order needs nobody; so where nothing is said.
    pub(crate) ceiling_covers: Option<bool>,
    /// Which orders it is about; all where nothing is said.
    #[serde(default)]
    pub(crate) when: WhenBody,
    /// Who approves, one after the other; 1 to 10.
    pub(crate) steps: Vec<StepBody>,
}

/// Which orders a rule is about; what is left out does not narrow.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WhenBody {
    /// Orders of more than this, decimal text without tax. Orders of one person on one cost centre within the window that
    /// the shop has set are summed up.
    pub(crate) above: Option<String>,
    /// Orders with goods of these categories, by code; only those lines count towards the sum then.
    pub(crate) categories: Vec<String>,
    /// Orders on these cost centres, by code.
    pub(crate) cost_centres: Vec<String>,
    /// Orders of people in these roles.
    pub(crate) role_ids: Vec<RoleId>,
    /// Orders of these people.
    pub(crate) membership_ids: Vec<MembershipId>,
    /// Only orders above the ceiling of the role they are placed in.
    pub(crate) above_ceiling: bool,
}

/// A step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepBody {
    /// Who is asked, 1 to 50.
    pub(crate) approvers: Vec<ApproverBody>,
    /// `any` one of them where nothing is said, or `all`.
    #[serde(default)]
    pub(crate) needs: Needs,
    /// Up to this sum, inclusive, no further step is needed; decimal text. Steps without it are always followed by the next.
    pub(crate) up_to: Option<String>,
    /// After so many working hours without an answer others are asked, too; 1 to 400.
    pub(crate) escalate_after_hours: Option<u32>,
    /// Who these are. They are asked at once where nobody of the approvers is left.
    #[serde(default)]
    pub(crate) escalate_to: Vec<ApproverBody>,
}

/// A rule.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RuleView {
    #[schemars(with = "String")]
    pub(crate) id: RuleId,
    pub(crate) company_id: CompanyId,
    pub(crate) name: String,
    pub(crate) currency: Currency,
    pub(crate) position: i32,
    pub(crate) is_inherited: bool,
    pub(crate) ceiling_covers: bool,
    pub(crate) when: WhenView,
    pub(crate) steps: Vec<StepView>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

/// Which orders a rule is about.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RuleWhenView")]
pub(crate) struct WhenView {
    pub(crate) above: Option<String>,
    pub(crate) categories: Vec<String>,
    pub(crate) cost_centres: Vec<String>,
    pub(crate) role_ids: Vec<RoleId>,
    pub(crate) membership_ids: Vec<MembershipId>,
    pub(crate) above_ceiling: bool,
}

/// A step of a rule.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RuleStepView")]
pub(crate) struct StepView {
    pub(crate) approvers: Vec<ApproverView>,
    pub(crate) needs: Needs,
    pub(crate) up_to: Option<String>,
    pub(crate) escalate_after_hours: Option<u32>,
    pub(crate) escalate_to: Vec<ApproverView>,
}

impl Service {
    /// Rules in the order in which they are gone through: of the company that is named, else of a buyer's own one, else of
    /// all that staff reach.
    pub(crate) async fn list_rules(&self, ctx: &Ctx, company: Option<CompanyId>) -> ApprovalsResult<Vec<RuleView>> {
        let only = company.or(ctx.company()).map(|id| Column::CompanyId.eq(id));
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<Entity>().filter_some(only).filter(Column::ArchivedAt.is_null());
        let find = find.order_by(Column::CompanyId, Order::Asc).order_by(Column::Position, Order::Asc);
        let rows = find.order_by(Column::CreatedAt, Order::Asc).limit(MOST_SHOWN).all(&tx).await?;
        tx.finish().await?;
        let mut views = Vec::with_capacity(rows.len());
        let mut circle: Option<(CompanyId, CompanyCircle)> = None;
        for row in rows {
            let known = match circle.take() {
                Some((id, known)) if id == row.company_id => known,
                _ => self.circle(ctx, row.company_id).await?,
            };
            views.extend(view(&row, &known));
            circle = Some((row.company_id, known));
        }
        Ok(views)
    }

    pub(crate) async fn make_rule(&self, ctx: &Ctx, body: &RuleBody) -> ApprovalsResult<RuleView> {
        let company = self.company(ctx, body.company_id).await?;
        let circle = self.circle(ctx, company.id).await?;
        let (conditions, steps) = self.checked(ctx, body, &circle).await?;
        let now = ctx.now();
        let row = Model {
            tenant_id: ctx.tenant(),
            id: RuleId::new(),
            company_id: company.id,
            name: required(&body.name, "/name", 100)?,
            currency: body.currency,
            position: body.position.unwrap_or(0),
            is_inherited: body.is_inherited.unwrap_or(true),
            ceiling_covers: body.ceiling_covers.unwrap_or(true),
            conditions: json!(conditions),
            steps: json!(steps),
            created_at: now,
            updated_at: now,
            archived_at: None,
        };
        let tx = self.boot.store.write(ctx).await?;
        let own = tx.find::<Entity>().filter(Column::CompanyId.eq(company.id)).filter(Column::ArchivedAt.is_null());
        if own.count(&tx).await? >= MOST {
            let detail = "The company has too many rules already.";
            return Err(ApprovalsError::field("/name", "approvals.too_many_rules", detail));
        }
        tx.insert::<Entity>(row.clone()).await?;
        let made = view(&row, &circle).ok_or(ApprovalsError::Unknown("approval rule"))?;
        let change = Change::new("approvals.rule_made", "approval_rule", row.id, &row.name).after(&made);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &made).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(made)
    }

    /// Puts a rule in the place of one.
    pub(crate) async fn change_rule(&self, ctx: &Ctx, id: RuleId, body: &RuleBody) -> ApprovalsResult<RuleView> {
        let known = self.find_rule(ctx, id).await?;
        stays_with(body.company_id, known.company_id)?;
        let circle = self.circle(ctx, known.company_id).await?;
        let (conditions, steps) = self.checked(ctx, body, &circle).await?;
        let name = required(&body.name, "/name", 100)?;
        let tx = self.boot.store.write(ctx).await?;
        let mut row = locked(&tx, id).await?;
        let before = view(&row, &circle);
        row.name = name;
        row.currency = body.currency;
        row.position = body.position.unwrap_or(row.position);
        row.is_inherited = body.is_inherited.unwrap_or(row.is_inherited);
        row.ceiling_covers = body.ceiling_covers.unwrap_or(row.ceiling_covers);
        row.conditions = json!(conditions);
        row.steps = json!(steps);
        row.updated_at = ctx.now();
        let update = tx.update::<Entity>().set(Column::Name, row.name.clone()).set(Column::Currency, row.currency);
        let update = update.set(Column::Position, row.position).set(Column::IsInherited, row.is_inherited);
        let update = update.set(Column::CeilingCovers, row.ceiling_covers).set(Column::UpdatedAt, row.updated_at);
        let update = update.set(Column::Conditions, row.conditions.clone()).set(Column::Steps, row.steps.clone());
        update.filter(Column::Id.eq(id)).run(&tx).await?;
        let after = view(&row, &circle).ok_or(ApprovalsError::Unknown("approval rule"))?;
        let mut change = Change::new("approvals.rule_changed", "approval_rule", id, &row.name).after(&after);
        if let Some(before) = &before {
            change = change.before(before);
        }
        self.boot.record(&tx, change).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(after)
    }

    /// A rule that is archived binds no later order.
    pub(crate) async fn archive_rule(&self, ctx: &Ctx, id: RuleId) -> ApprovalsResult<()> {
        let tx = self.boot.store.write(ctx).await?;
        let row = locked(&tx, id).await?;
        let update = tx.update::<Entity>().set(Column::ArchivedAt, ctx.now()).set(Column::UpdatedAt, ctx.now());
        update.filter(Column::Id.eq(id)).run(&tx).await?;
        let before = json!({ "conditions": row.conditions, "steps": row.steps });
        let change = Change::new("approvals.rule_archived", "approval_rule", id, &row.name).before(&before);
        self.boot.record(&tx, change).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(())
    }

    async fn find_rule(&self, ctx: &Ctx, id: RuleId) -> ApprovalsResult<Model> {
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<Entity>().filter(Column::Id.eq(id)).filter(Column::ArchivedAt.is_null()).one(&tx).await?;
        tx.finish().await?;
        found.ok_or(ApprovalsError::Unknown("approval rule"))
    }

    async fn checked(
        &self,
        ctx: &Ctx,
        body: &RuleBody,
        circle: &CompanyCircle,
    ) -> ApprovalsResult<(Conditions, Vec<Step>)> {
        let when = &body.when;
        known_roles(&when.role_ids, circle, "/when/role_ids")?;
        self.known_members(ctx, &when.membership_ids, "/when/membership_ids").await?;
        let conditions = Conditions {
            above: when.above.as_deref().map(|text| amount(text, body.currency, "/when/above")).transpose()?,
            categories: self.known_categories(ctx, &when.categories, "/when/categories").await?,
            cost_centres: self.known_cost_centres(ctx, &when.cost_centres, "/when/cost_centres").await?,
            roles: when.role_ids.clone(),
            members: when.membership_ids.clone(),
            above_ceiling: when.above_ceiling,
        };
        Ok((conditions, steps(body, circle)?))
    }
}

async fn locked(tx: &WriteTx, id: RuleId) -> ApprovalsResult<Model> {
    tx.lock(tx.find::<Entity>().filter(Column::Id.eq(id))).await?;
    let found = tx.find::<Entity>().filter(Column::Id.eq(id)).filter(Column::ArchivedAt.is_null()).one(tx).await?;
    found.ok_or(ApprovalsError::Unknown("approval rule"))
}

fn steps(body: &RuleBody, circle: &CompanyCircle) -> ApprovalsResult<Vec<Step>> {
    if body.steps.is_empty() || body.steps.len() > MOST_STEPS {
        return Err(ApprovalsError::field("/steps", "approvals.bad_steps", "Say 1 to 10 steps."));
    }
    let mut steps = Vec::with_capacity(body.steps.len());
    let mut highest = Amount::ZERO;
    for (at, one) in body.steps.iter().enumerate() {
        let here = format!("/steps/{at}");
        let step = step(one, body.currency, circle, &here)?;
        if let Some(up_to) = step.up_to {
            if up_to <= highest {
                let detail = "Each tier must reach further than the one before it.";
                return Err(ApprovalsError::field(format!("{here}/up_to"), "approvals.tiers_not_rising", detail));
            }
            highest = up_to;
        }
        steps.push(step);
    }
    Ok(steps)
}

fn step(body: &StepBody, currency: Currency, circle: &CompanyCircle, here: &str) -> ApprovalsResult<Step> {
    let asked = approvers(&body.approvers, circle, &format!("{here}/approvers"))?;
    if asked.is_empty() {
        let detail = "Say who is asked: a role or a person.";
        return Err(ApprovalsError::field(format!("{here}/approvers"), "approvals.nobody_named", detail));
    }
    let escalate_to = approvers(&body.escalate_to, circle, &format!("{here}/escalate_to"))?;
    let hours = body.escalate_after_hours;
    if hours.is_some_and(|hours| hours == 0 || hours > MOST_HOURS) || (hours.is_some() && escalate_to.is_empty()) {
        let detail = "Say 1 to 400 working hours, and who is asked then.";
        return Err(ApprovalsError::field(format!("{here}/escalate_after_hours"), "approvals.bad_escalation", detail));
    }
    let up_to = body.up_to.as_deref().map(|text| amount(text, currency, &format!("{here}/up_to"))).transpose()?;
    Ok(Step { approvers: asked, needs: body.needs, up_to, escalate_after_hours: hours, escalate_to })
}

fn view(row: &Model, circle: &CompanyCircle) -> Option<RuleView> {
    let Rule { conditions, steps, currency, .. } = book::rule(row)?;
    let text = |amount: Amount| amount.to_text(currency);
    let named = |all: &[_]| all.iter().map(|one| ApproverView::of(one, circle)).collect();
    let step = |step: Step| StepView {
        approvers: named(&step.approvers),
        needs: step.needs,
        up_to: step.up_to.map(text),
        escalate_after_hours: step.escalate_after_hours,
        escalate_to: named(&step.escalate_to),
    };
    Some(RuleView {
        id: row.id,
        company_id: row.company_id,
        name: row.name.clone(),
        currency,
        position: row.position,
        is_inherited: row.is_inherited,
        ceiling_covers: row.ceiling_covers,
        when: WhenView {
            above: conditions.above.map(text),
            categories: conditions.categories,
            cost_centres: conditions.cost_centres,
            role_ids: conditions.roles,
            membership_ids: conditions.members,
            above_ceiling: conditions.above_ceiling,
        },
        steps: steps.into_iter().map(step).collect(),
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}
