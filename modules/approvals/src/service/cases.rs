//! An order that is looked at or placed, with all that decides on it: the book, the people, and what was ordered before it.
//! Looking writes nothing; placing does the same and writes.

use std::sync::Arc;

use kontor_contract::{
    approvals::{OrderToApprove, Verdict},
    people::{CircleMember, CompanyCircle},
};
use kontor_kernel::{Amount, BusinessDate, code_key};
use kontor_module::Value;
use kontor_store::{Ctx, Tx};
use sea_orm::ColumnTrait;

use super::{Service, Settings, book::Book};
use crate::{
    entities::orders,
    error::ApprovalsResult,
    model::{
        budget::{AtLimit, Budget},
        people::Around,
        plan::{Hindrance, Plan, Why, plan},
        rule::{Asked, Part, parts_of},
    },
};

/// Why an order cannot be placed.
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    pub(crate) key: &'static str,
    pub(crate) values: Vec<(&'static str, Value)>,
}

/// An order with all that decides on it.
pub(crate) struct Case<'a> {
    pub(crate) order: &'a OrderToApprove,
    pub(crate) book: Arc<Book>,
    pub(crate) circle: CompanyCircle,
    pub(crate) settings: Settings,
    pub(crate) today: BusinessDate,
    pub(crate) parts: Vec<Part>,
}

impl Service {
    /// The case of an order; nothing where neither its company nor one above has set anything.
    pub(crate) async fn case<'a>(&self, ctx: &Ctx, order: &'a OrderToApprove) -> ApprovalsResult<Option<Case<'a>>> {
        if !self.is_on(ctx).await {
            return Ok(None);
        }
        let book = self.book(ctx).await?;
        if book.is_silent_on(order.company) {
            return Ok(None);
        }
        let circle = self.circle(ctx, order.company).await?;
        let (settings, today) = (self.settings(ctx).await?, ctx.today()?);
        Ok(Some(Case { order, book, circle, settings, today, parts: parts_of(order) }))
    }

    /// Whether the company of whoever acts has a rule for orders above a ceiling.
    pub(crate) async fn asks_above_ceiling(&self, ctx: &Ctx) -> ApprovalsResult<bool> {
        let Some(company) = ctx.company() else { return Ok(false) };
        if !self.is_on(ctx).await {
            return Ok(false);
        }
        let book = self.book(ctx).await?;
        if !book.rules.iter().any(|rule| rule.conditions.above_ceiling) {
            return Ok(false);
        }
        let path = self.circle(ctx, company).await?.path;
        Ok(book.rules_for(&path).iter().any(|rule| rule.conditions.above_ceiling))
    }

    /// What would be said of an order, without writing anything.
    pub(crate) async fn preview_of(&self, ctx: &Ctx, order: &OrderToApprove) -> ApprovalsResult<Verdict> {
        let Some(case) = self.case(ctx, order).await? else { return Ok(Verdict::Free) };
        if let Some(refusal) = case.cost_centre_refusal() {
            return Ok(self.blocked(ctx, &refusal));
        }
        let tx = self.boot.store.read_for_memory(ctx).await?;
        let recent = case.recent(&tx).await?;
        let mut exhausted = Vec::new();
        for budget in case.budgets() {
            let suffices = budget.currency == order.currency && self.left(&tx, budget, order.date).await? >= order.net;
            match budget.at_limit {
                _ if suffices => {}
                AtLimit::Warn => {}
                AtLimit::RequireApproval => exhausted.push(budget),
                AtLimit::Block => {
                    let left = self.left(&tx, budget, order.date).await?;
                    return Ok(self.blocked(ctx, &case.budget_refusal(budget, left)));
                }
            }
        }
        tx.finish().await?;
        match case.plan(&recent, &exhausted)? {
            Ok(plan) => Ok(self.verdict(ctx, &case, &plan)),
            Err(hindrance) => Ok(self.blocked(ctx, &case.refusal(hindrance))),
        }
    }

    /// A refusal in the reader's language.
    pub(crate) fn blocked(&self, ctx: &Ctx, refusal: &Refusal) -> Verdict {
        let text = self.boot.texts().say(ctx.locale(), refusal.key, &refusal.values);
        Verdict::Blocked { text, code: refusal.code }
    }

    /// What a plan means to the buyer.
    pub(crate) fn verdict(&self, ctx: &Ctx, case: &Case<'_>, plan: &Plan) -> Verdict {
        let Some(first) = plan.steps.first() else { return Verdict::Free };
        let asked = case.around().asked_now(first, false);
        // Where none of those who are asked first is left, the step is handed on at once.
        let asked = if asked.is_empty() { case.around().asked_now(first, true) } else { asked };
        let who: Vec<&str> = asked.iter().map(|member| member.name.as_str()).collect();
        let values = [("steps", Value::Count(plan.steps.len() as u64)), ("who", who.join(", ").into())];
        let mut sentences = vec![self.boot.texts().say(ctx.locale(), "approvals-awaiting", &values)];
        sentences.extend(plan.reasons.iter().map(|why| self.why(ctx, case.order, why)));
        let steps = u32::try_from(plan.steps.len()).unwrap_or(u32::MAX);
        Verdict::Awaiting { steps, text: sentences.join(" ") }
    }

    /// Why a step is needed, in the reader's language.
    pub(crate) fn why(&self, ctx: &Ctx, order: &OrderToApprove, why: &Why) -> String {
        let texts = self.boot.texts();
        match why {
            Why::Rule(rule, sum) => {
                let values = [("rule", rule.into()), ("sum", sum.in_currency(order.currency).into())];
                texts.say(ctx.locale(), "approvals-why-rule", &values)
            }
            Why::Budget(budget) => texts.say(ctx.locale(), "approvals-why-budget", &[("budget", budget.into())]),
        }
    }
}

impl Case<'_> {
    /// Who places it.
    pub(crate) fn buyer(&self) -> Option<&CircleMember> {
        let id = self.order.placed_by_membership?;
        self.circle.members.iter().find(|member| member.membership == id)
    }

    /// Their name; that of whoever acts where they are none of the company's people.
    pub(crate) fn buyer_name(&self, ctx: &Ctx) -> String {
        self.buyer().map_or_else(|| ctx.actor().to_owned(), |member| member.name.clone())
    }

    pub(crate) fn around(&self) -> Around<'_> {
        Around {
            circle: &self.circle,
            delegations: &self.book.delegations,
            buyer: self.order.placed_by,
            today: self.today,
        }
    }

    /// The key of its cost centre's code.
    pub(crate) fn centre_key(&self) -> String {
        self.order.cost_centre.as_deref().map(code_key).unwrap_or_default()
    }

    /// Why it cannot be charged to the cost centre it names.
    pub(crate) fn cost_centre_refusal(&self) -> Option<Refusal> {
        let code = self.order.cost_centre.as_ref()?;
        let refusal = |code_of, key| Some(Refusal { code: code_of, key, values: vec![("code", code.into())] });
        match self.book.centre(&self.circle.path, code) {
            None => refusal("approvals.no_such_cost_centre", "approvals-blocked-no-such-cost-centre"),
            Some(centre) => {
                let is_theirs = |own: &CircleMember| centre.members.contains(&own.membership);
                // Staff who act for the customer are none of its people, and order on every cost centre.
                let may = centre.members.is_empty() || self.buyer().is_none_or(is_theirs);
                if may {
                    None
                } else {
                    refusal("approvals.foreign_cost_centre", "approvals-blocked-foreign-cost-centre")
                }
            }
        }
    }

    /// The budgets that it is taken from, in the order of their ids.
    pub(crate) fn budgets(&self) -> Vec<&Budget> {
        let concerned = |budget: &&Budget| budget.concerns(&self.circle.path, self.order);
        let is_taken = self.order.net > Amount::ZERO;
        self.book.budgets.iter().filter(concerned).filter(|_| is_taken).collect()
    }

    /// Why it cannot be taken from a budget.
    pub(crate) fn budget_refusal(&self, budget: &Budget, left: Amount) -> Refusal {
        let name = ("budget", Value::from(&budget.name));
        if budget.currency != self.order.currency {
            let currency = |currency: kontor_kernel::Currency| Value::from(currency.to_string());
            let values = vec![name, ("own", currency(budget.currency)), ("currency", currency(self.order.currency))];
            return Refusal { code: "approvals.budget_currency", key: "approvals-blocked-budget-currency", values };
        }
        let money = |amount: Amount| Value::from(amount.in_currency(budget.currency));
        let left = left.max(Amount::ZERO);
        let values = vec![name, ("left", money(left)), ("sum", money(self.order.net))];
        Refusal { code: "approvals.budget_exhausted", key: "approvals-blocked-budget-exhausted", values }
    }

    /// Why it cannot be placed.
    pub(crate) fn refusal(&self, hindrance: Hindrance) -> Refusal {
        let refusal = |code, key, values| Refusal { code, key, values };
        match hindrance {
            Hindrance::NobodyMayApprove(rule) => refusal(
                "approvals.nobody_may_approve",
                "approvals-blocked-nobody-may-approve",
                vec![("rule", rule.into())],
            ),
            Hindrance::NobodyToAsk => refusal("approvals.nobody_to_ask", "approvals-blocked-nobody-to-ask", Vec::new()),
            Hindrance::AboveCeiling => {
                refusal("approvals.above_ceiling", "approvals-blocked-above-ceiling", Vec::new())
            }
        }
    }

    /// What it needs by its rules and by budgets that do not suffice.
    pub(crate) fn plan(&self, recent: &[Part], exhausted: &[&Budget]) -> ApprovalsResult<Result<Plan, Hindrance>> {
        let buyer = self.buyer();
        let asked = Asked {
            order: self.order,
            role: buyer.map(|member| member.role),
            ceiling: buyer.and_then(|member| member.ceiling),
            parts: &self.parts,
            recent,
        };
        Ok(plan(&asked, &self.around(), &self.book.rules_for(&self.circle.path), exhausted)?)
    }

    /// The parts of what the same person has ordered within the window on the same cost centre.
    pub(crate) async fn recent(&self, tx: &impl Tx) -> ApprovalsResult<Vec<Part>> {
        let window = self.settings.split_window_hours;
        let Some(member) = self.order.placed_by_membership.filter(|_| window > 0) else { return Ok(Vec::new()) };
        let since = tx.ctx().now().plus_seconds(-3_600 * window);
        let find = tx.find::<orders::Entity>().filter(orders::Column::MembershipId.eq(member));
        let find = find.filter(orders::Column::CostCentre.eq(self.centre_key()));
        let find = find.filter(orders::Column::Currency.eq(self.order.currency));
        let find = find.filter(orders::Column::OpenedAt.gt(since)).filter(orders::Column::ClosedAt.is_null());
        let rows = find.filter(orders::Column::OrderId.ne(self.order.order)).all(tx).await?;
        Ok(rows
            .into_iter()
            .flat_map(|row| serde_json::from_value::<Vec<Part>>(row.parts).unwrap_or_default())
            .collect())
    }
}
