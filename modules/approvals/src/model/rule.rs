//! A rule: which orders it is about, and which steps those need.
//! What it compares is the sum without tax, together with what the same person has ordered a moment ago.

use kontor_contract::approvals::OrderToApprove;
use kontor_kernel::{Amount, CompanyId, Currency, MembershipId, Money, MoneyError, RoleId, code_key};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Somebody who may approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Approver {
    /// Whoever holds a role: in the company of the order, else in the nearest one above where somebody does.
    Role(RoleId),
    /// One person, by their membership.
    Member(MembershipId),
}

/// How many of those who are asked must approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Needs {
    /// One of them.
    #[default]
    Any,
    /// Each of them.
    All,
}

/// One step: who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) approvers: Vec<Approver>,
    pub(crate) needs: Needs,
    /// Up to this sum, inclusive, no further step is needed.
    pub(crate) up_to: Option<Amount>,
    /// After so many working hours others are asked, too.
    pub(crate) escalate_after_hours: Option<u32>,
    /// Who these are.
    pub(crate) escalate_to: Vec<Approver>,
}

/// Which orders a rule is about; what is left empty does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Conditions {
    /// Orders of more than this.
    pub(crate) above: Option<Amount>,
    /// Orders with goods of these categories; only those lines count towards the sum then.
    pub(crate) categories: Vec<String>,
    /// Orders on these cost centres, by code.
    pub(crate) cost_centres: Vec<String>,
    /// Orders of people in these roles.
    pub(crate) roles: Vec<RoleId>,
    /// Orders of these people.
    pub(crate) members: Vec<MembershipId>,
    /// Orders above the ceiling of the role they are placed in.
    pub(crate) above_ceiling: bool,
}

/// A rule of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) company: CompanyId,
    pub(crate) name: String,
    /// The currency of its amounts.
    pub(crate) currency: Currency,
    /// Whether it is about orders of the companies below, too.
    pub(crate) is_inherited: bool,
    /// Whether somebody whose ceiling covers the order needs nobody.
    pub(crate) ceiling_covers: bool,
    pub(crate) conditions: Conditions,
    pub(crate) steps: Vec<Step>,
}

/// A part of an order, as far as sums go by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// Keys of the codes of its categories.
    pub(crate) categories: Vec<String>,
    pub(crate) net: Amount,
}

/// An order and who places it, as rules see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) order: &'a OrderToApprove,
    /// The role in which it is placed.
    pub(crate) role: Option<RoleId>,
    /// The ceiling of that role.
    pub(crate) ceiling: Option<Money>,
    /// The parts of this order.
    pub(crate) parts: &'a [Part],
    /// The parts of what the same person has ordered on the same cost centre a moment ago, in the same currency.
    pub(crate) recent: &'a [Part],
}

/// The parts of an order.
pub(crate) fn parts_of(order: &OrderToApprove) -> Vec<Part> {
    let part = |line: &kontor_contract::approvals::LineToApprove| Part {
        categories: line.categories.iter().map(|code| code_key(code)).collect(),
        net: line.net,
    };
    let mut parts: Vec<Part> = order.lines.iter().map(part).collect();
    // What is no line, such as freight or a discount of the whole, belongs to no category.
    let of_lines: i128 = parts.iter().map(|part| i128::from(part.net.minor())).sum();
    let rest = i128::from(order.net.minor()) - of_lines;
    if let Ok(rest) = i64::try_from(rest)
        && rest != 0
    {
        parts.push(Part { categories: Vec::new(), net: Amount::from_minor(rest) });
    }
    parts
}

impl Asked<'_> {
    /// Whether the ceiling of the role covers the order; without a ceiling nothing is covered.
    pub(crate) fn is_covered(&self) -> bool {
        self.ceiling.is_some_and(|most| most.currency() == self.order.currency && self.order.net <= most.amount())
    }

    /// Whether the order is above the ceiling of the role; without a ceiling nothing is.
    pub(crate) fn is_above_ceiling(&self) -> bool {
        self.ceiling.is_some() && !self.is_covered()
    }
}

impl Conditions {
    fn counts(&self, part: &Part) -> bool {
        self.categories.is_empty() || self.categories.iter().any(|code| part.categories.contains(&code_key(code)))
    }

    /// The sum that counts: of this order and of those a moment ago.
    fn sum(&self, asked: &Asked<'_>) -> Result<Amount, MoneyError> {
        let parts = asked.parts.iter().chain(asked.recent);
        Amount::sum(parts.filter(|part| self.counts(part)).map(|part| part.net))
    }
}

impl Rule {
    /// Whether it is about orders of a company whose path this is.
    pub(crate) fn concerns(&self, path: &[CompanyId]) -> bool {
        match path.last() {
            Some(own) if *own == self.company => true,
            _ => self.is_inherited && path.contains(&self.company),
        }
    }

    /// The steps that it asks of an order; none where it is not about it.
    pub(crate) fn steps_for(&self, asked: &Asked<'_>) -> Result<Option<Needed<'_>>, MoneyError> {
        let sum = self.conditions.sum(asked)?;
        if !self.matches(asked, sum) {
            return Ok(None);
        }
        let is_comparable = self.currency == asked.order.currency;
        let mut steps = Vec::new();
        for step in &self.steps {
            steps.push(step);
            // An amount in another currency says nothing of this order, so no step is enough by it.
            if step.up_to.is_none_or(|most| is_comparable && sum <= most) && step.up_to.is_some() {
                return Ok(Some(Needed { steps, is_enough: true, sum }));
            }
        }
        let is_enough = self.steps.last().is_none_or(|last| last.up_to.is_none());
        Ok(Some(Needed { steps, is_enough, sum }))
    }

    fn matches(&self, asked: &Asked<'_>, sum: Amount) -> bool {
        let conditions = &self.conditions;
        let is_of = |part: &Part| conditions.counts(part);
        let has_category = conditions.categories.is_empty() || asked.parts.iter().any(is_of);
        let centre = asked.order.cost_centre.as_deref().map(code_key);
        let has_centre = conditions.cost_centres.is_empty()
            || centre.is_some_and(|own| conditions.cost_centres.iter().any(|code| code_key(code) == own));
        let has_role = conditions.roles.is_empty() || asked.role.is_some_and(|role| conditions.roles.contains(&role));
        let has_person = conditions.members.is_empty()
            || asked.order.placed_by_membership.is_some_and(|own| conditions.members.contains(&own));
        let is_above = conditions.above.is_none_or(|least| self.currency != asked.order.currency || sum > least);
        let is_high = !conditions.above_ceiling || asked.is_above_ceiling();
        let is_free = self.ceiling_covers && asked.is_covered();
        has_category && has_centre && has_role && has_person && is_above && is_high && !is_free
    }
}

/// What a rule asks of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Needed<'a> {
    pub(crate) steps: Vec<&'a Step>,
    /// Whether the last step may approve so much at all.
    pub(crate) is_enough: bool,
    /// The sum that was compared.
    pub(crate) sum: Amount,
}

#[cfg(test)]
pub(crate) mod tests {
    use kontor_contract::approvals::LineToApprove;
    use kontor_kernel::{BusinessDate, OrderId, ProductId, UserId};

    use super::*;

    pub(crate) fn amount(units: i64) -> Amount {
        Amount::from_minor(units * 100)
    }

    pub(crate) fn order(company: CompanyId, lines: &[(&str, i64)]) -> OrderToApprove {
        let line = |(category, net): &(&str, i64)| LineToApprove {
            product: ProductId::new(),
            sku: "BOLT".to_owned(),
            categories: vec![(*category).to_owned()],
            net: amount(*net),
        };
        let net = amount(lines.iter().map(|(_, net)| net).sum());
        OrderToApprove {
            order: OrderId::new(),
            number: "SO-1".to_owned(),
            company,
            placed_by: Some(UserId::new()),
            placed_by_membership: Some(MembershipId::new()),
            currency: Currency::PLN,
            net,
            gross: net,
            cost_centre: None,
            date: BusinessDate::from_ymd(2026, 11, 30).unwrap(),
            lines: lines.iter().map(line).collect(),
        }
    }

    pub(crate) fn step(up_to: Option<i64>) -> Step {
        Step {
            approvers: vec![Approver::Role(RoleId::new())],
            needs: Needs::Any,
            up_to: up_to.map(amount),
            escalate_after_hours: None,
            escalate_to: Vec::new(),
        }
    }

    pub(crate) fn rule(company: CompanyId, above: Option<i64>, steps: Vec<Step>) -> Rule {
        Rule {
            company,
            name: "Purchases".to_owned(),
            currency: Currency::PLN,
            is_inherited: true,
            ceiling_covers: true,
            conditions: Conditions { above: above.map(amount), ..Conditions::default() },
            steps,
        }
    }

    /// How many steps a rule asks of an order, and whether the last one is enough.
    fn asks(rule: &Rule, order: &OrderToApprove, recent: &[Part], ceiling: Option<i64>) -> Option<(usize, bool)> {
        let parts = parts_of(order);
        let ceiling = ceiling.map(|most| amount(most).in_currency(Currency::PLN));
        let asked = Asked { order, role: None, ceiling, parts: &parts, recent };
        rule.steps_for(&asked).unwrap().map(|needed| (needed.steps.len(), needed.is_enough))
    }

    #[test]
    fn a_sum_goes_up_the_tiers_until_one_is_enough() {
        let company = CompanyId::new();
        let rule = rule(company, Some(100), vec![step(Some(1_000)), step(Some(5_000)), step(Some(20_000))]);
        for (net, expected) in [
            (100, None),
            (101, Some((1, true))),
            (1_000, Some((1, true))),
            (1_001, Some((2, true))),
            (5_001, Some((3, true))),
            (20_000, Some((3, true))),
            (20_001, Some((3, false))),
        ] {
            assert_eq!(asks(&rule, &order(company, &[("tools", net)]), &[], None), expected, "{net}");
        }
    }

    #[test]
    fn what_was_ordered_a_moment_ago_counts_with_it() {
        let company = CompanyId::new();
        let rule = rule(company, Some(100), vec![step(Some(150)), step(None)]);
        let small = order(company, &[("tools", 60)]);
        assert_eq!(asks(&rule, &small, &[], None), None);
        assert_eq!(asks(&rule, &small, &parts_of(&small), None), Some((1, true)));
        let twice = [parts_of(&small), parts_of(&small)].concat();
        assert_eq!(asks(&rule, &small, &twice, None), Some((2, true)));
    }

    #[test]
    fn only_lines_of_the_named_categories_count() {
        let company = CompanyId::new();
        let mut rule = rule(company, Some(100), vec![step(None)]);
        rule.conditions.categories = vec!["Tools".to_owned()];
        assert_eq!(asks(&rule, &order(company, &[("food", 900), ("tools", 100)]), &[], None), None);
        assert_eq!(asks(&rule, &order(company, &[("food", 9), ("TOOLS", 101)]), &[], None), Some((1, true)));
        let food = order(company, &[("food", 900)]);
        let tools = parts_of(&order(company, &[("tools", 500)]));
        assert_eq!(asks(&rule, &food, &tools, None), None, "the order itself has none of it");
    }

    #[test]
    fn a_ceiling_that_covers_the_order_frees_it_unless_the_rule_says_otherwise() {
        let company = CompanyId::new();
        let mut rule = rule(company, None, vec![step(None)]);
        let order = order(company, &[("tools", 500)]);
        assert_eq!(asks(&rule, &order, &[], Some(500)), None);
        assert_eq!(asks(&rule, &order, &[], Some(499)), Some((1, true)));
        assert_eq!(asks(&rule, &order, &[], None), Some((1, true)), "no ceiling covers nothing");
        rule.ceiling_covers = false;
        assert_eq!(asks(&rule, &order, &[], Some(500)), Some((1, true)));
        rule.conditions.above_ceiling = true;
        assert_eq!(asks(&rule, &order, &[], Some(500)), None);
        assert_eq!(asks(&rule, &order, &[], Some(499)), Some((1, true)));
        assert_eq!(asks(&rule, &order, &[], None), None, "without a ceiling nothing is above it");
    }

    #[test]
    fn an_amount_in_another_currency_frees_nothing() {
        let company = CompanyId::new();
        let mut rule = rule(company, Some(1_000), vec![step(Some(9_000)), step(None)]);
        rule.currency = Currency::EUR;
        assert_eq!(asks(&rule, &order(company, &[("tools", 5)]), &[], None), Some((2, true)));
    }

    #[test]
    fn a_rule_goes_down_the_tree_only_where_it_is_inherited() {
        let [root, leaf] = [CompanyId::new(), CompanyId::new()];
        let mut rule = rule(root, None, vec![step(None)]);
        assert!(rule.concerns(&[root]) && rule.concerns(&[root, leaf]) && !rule.concerns(&[leaf]));
        rule.is_inherited = false;
        assert!(rule.concerns(&[root]) && !rule.concerns(&[root, leaf]));
    }

    proptest::proptest! {
        #[test]
        fn a_larger_order_never_needs_fewer_steps(
            tiers in proptest::collection::vec(1_i64..10_000, 1..5),
            small in 0_i64..20_000,
            more in 0_i64..20_000,
        ) {
            let mut tiers = tiers;
            tiers.sort_unstable();
            let company = CompanyId::new();
            let rule = rule(company, Some(50), tiers.into_iter().map(|most| step(Some(most))).collect());
            let count = |net| asks(&rule, &order(company, &[("tools", net)]), &[], None).map_or(0, |(steps, _)| steps);
            proptest::prop_assert!(count(small) <= count(small + more));
        }

        #[test]
        fn splitting_an_order_never_needs_fewer_steps_than_the_whole(
            whole in 2_i64..20_000,
            share in 1_i64..100,
        ) {
            let company = CompanyId::new();
            let rule = rule(company, Some(50), vec![step(Some(100)), step(Some(1_000)), step(None)]);
            let first = (whole * share / 100).max(1).min(whole - 1);
            let (first, second) = (order(company, &[("tools", first)]), order(company, &[("tools", whole - first)]));
            let at_once = asks(&rule, &order(company, &[("tools", whole)]), &[], None);
            proptest::prop_assert_eq!(asks(&rule, &second, &parts_of(&first), None), at_once);
        }
    }
}
