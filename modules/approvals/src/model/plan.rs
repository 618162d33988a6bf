//! What an order needs by all rules and budgets together: steps to go one after the other, or a reason why it cannot be.
//! The rules of the companies above come first, then by their own order; a step that stands there already is not asked twice.

use kontor_kernel::{Amount, MoneyError};

use super::{
    budget::Budget,
    people::Around,
    rule::{Asked, Needs, Rule, Step},
};

/// Why a step is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Why {
    /// A rule of this name says so, for a sum of so much.
    Rule(String, Amount),
    /// A budget of this name does not suffice.
    Budget(String),
}

/// What an order needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Plan {
    pub(crate) steps: Vec<Step>,
    pub(crate) reasons: Vec<Why>,
}

/// Why an order cannot be placed at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hindrance {
    /// The rule of this name lets nobody approve so much.
    NobodyMayApprove(String),
    /// Nobody but the buyer holds the roles that are to be asked.
    NobodyToAsk,
    /// It is above the ceiling of the buyer's role, and no rule says who is asked then.
    AboveCeiling,
}

/// What an order needs by rules that concern it, and by budgets that do not suffice for it.
pub(crate) fn plan(
    asked: &Asked<'_>,
    around: &Around<'_>,
    rules: &[&Rule],
    exhausted: &[&Budget],
) -> Result<Result<Plan, Hindrance>, MoneyError> {
    let mut plan = Plan::default();
    for rule in rules {
        let Some(needed) = rule.steps_for(asked)? else { continue };
        if !needed.is_enough {
            return Ok(Err(Hindrance::NobodyMayApprove(rule.name.clone())));
        }
        plan.reasons.push(Why::Rule(rule.name.clone(), needed.sum));
        needed.steps.into_iter().for_each(|step| plan.add(step));
    }
    if plan.steps.is_empty() && asked.is_above_ceiling() {
        return Ok(Err(Hindrance::AboveCeiling));
    }
    for budget in exhausted {
        plan.reasons.push(Why::Budget(budget.name.clone()));
        plan.add(&Step {
            approvers: budget.approvers.clone(),
            needs: Needs::Any,
            up_to: None,
            escalate_after_hours: None,
            escalate_to: Vec::new(),
        });
    }
    let is_lost = |step: &Step| around.asked_now(step, true).is_empty();
    if plan.steps.iter().any(is_lost) { Ok(Err(Hindrance::NobodyToAsk)) } else { Ok(Ok(plan)) }
}

impl Plan {
    fn add(&mut self, step: &Step) {
        let is_same = |known: &Step| known.approvers == step.approvers && known.needs == step.needs;
        if !self.steps.iter().any(is_same) {
            self.steps.push(step.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use kontor_contract::{approvals::OrderToApprove, people::CompanyCircle};
    use kontor_kernel::{CompanyId, Currency, RoleId};

    use super::*;
    use crate::model::{
        budget::{Cadence, tests::budget},
        people::tests::{day, member},
        rule::{
            Approver, parts_of,
            tests::{amount, order, rule, step},
        },
    };

    struct Firm {
        circle: CompanyCircle,
        company: CompanyId,
        head: RoleId,
    }

    fn firm() -> Firm {
        let (company, head) = (CompanyId::new(), RoleId::new());
        let circle = CompanyCircle { path: vec![company], members: vec![member(company, head)], roles: Vec::new() };
        Firm { circle, company, head }
    }

    impl Firm {
        fn step(&self, up_to: Option<i64>) -> Step {
            Step { approvers: vec![Approver::Role(self.head)], ..step(up_to) }
        }

        fn plan(
            &self,
            order: &OrderToApprove,
            ceiling: Option<i64>,
            rules: &[&Rule],
            out: &[&Budget],
        ) -> Result<Plan, Hindrance> {
            let parts = parts_of(order);
            let ceiling = ceiling.map(|most| amount(most).in_currency(Currency::PLN));
            let asked = Asked { order, role: None, ceiling, parts: &parts, recent: &[] };
            let around = Around { circle: &self.circle, delegations: &[], buyer: order.placed_by, today: day(30) };
            plan(&asked, &around, rules, out).unwrap()
        }
    }

    #[test]
    fn without_rules_and_budgets_an_order_is_free() {
        let firm = firm();
        assert_eq!(firm.plan(&order(firm.company, &[("tools", 5)]), None, &[], &[]), Ok(Plan::default()));
    }

    #[test]
    fn a_step_that_two_rules_and_a_budget_ask_for_is_asked_once() {
        let firm = firm();
        let rules = [rule(firm.company, None, vec![firm.step(None)]), rule(firm.company, None, vec![firm.step(None)])];
        let mut out = budget(firm.company, Cadence::Month);
        out.approvers = vec![Approver::Role(firm.head)];
        let plan = firm.plan(&order(firm.company, &[("tools", 5)]), None, &[&rules[0], &rules[1]], &[&out]).unwrap();
        assert_eq!((plan.steps.len(), plan.reasons.len()), (1, 3));
    }

    #[test]
    fn what_nobody_may_approve_or_nobody_is_left_to_approve_cannot_be_placed() {
        let firm = firm();
        let small = rule(firm.company, None, vec![firm.step(Some(10))]);
        let bought = order(firm.company, &[("tools", 11)]);
        let refused = firm.plan(&bought, None, &[&small], &[]);
        assert_eq!(refused, Err(Hindrance::NobodyMayApprove("Purchases".to_owned())));
        let open = rule(firm.company, None, vec![firm.step(None)]);
        let own = OrderToApprove { placed_by: Some(firm.circle.members[0].user), ..bought };
        assert_eq!(firm.plan(&own, None, &[&open], &[]), Err(Hindrance::NobodyToAsk));
    }

    #[test]
    fn an_order_above_the_ceiling_needs_somebody_or_cannot_be_placed() {
        let firm = firm();
        let bought = order(firm.company, &[("tools", 11)]);
        assert_eq!(firm.plan(&bought, Some(10), &[], &[]), Err(Hindrance::AboveCeiling));
        let mut out = budget(firm.company, Cadence::Month);
        out.approvers = vec![Approver::Role(firm.head)];
        assert_eq!(
            firm.plan(&bought, Some(10), &[], &[&out]),
            Err(Hindrance::AboveCeiling),
            "a budget's word is not it"
        );
        let open = rule(firm.company, None, vec![firm.step(None)]);
        assert_eq!(firm.plan(&bought, Some(10), &[&open], &[]).unwrap().steps.len(), 1);
        assert_eq!(firm.plan(&bought, Some(11), &[&open], &[]), Ok(Plan::default()));
    }
}
