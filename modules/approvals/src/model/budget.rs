//! A budget: what it is for, which period an order falls into, and what happens where it does not suffice.
//! How much is taken is never worked out here: the database decides it by conditional update.

use jiff::civil::Date;
use kontor_contract::approvals::OrderToApprove;
use kontor_kernel::{Amount, BusinessDate, CompanyId, Currency, MembershipId, code_key};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rule::Approver;
use crate::entities::budgets::BudgetId;

/// How long a budget lasts before it begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cadence {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
    /// From one day to another, once.
    Range,
}

impl Cadence {
    /// All of them.
    const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::Range];

    /// Its name, `month`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Range => "range",
        }
    }

    /// The one of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cadence| cadence.name() == name)
    }
}

/// What happens to an order that a budget does not suffice for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AtLimit {
    /// It goes on, and whoever looks after the budget is told.
    Warn,
    /// It waits for the budget's approvers.
    RequireApproval,
    /// It cannot be placed.
    Block,
}

impl AtLimit {
    /// All of them.
    const ALL: [Self; 3] = [Self::Warn, Self::RequireApproval, Self::Block];

    /// Its name, `block`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::RequireApproval => "require_approval",
            Self::Block => "block",
        }
    }

    /// The one of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|at_limit| at_limit.name() == name)
    }
}

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: BusinessDate,
    pub(crate) to: BusinessDate,
}

/// A budget of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Budget {
    pub(crate) id: BudgetId,
    pub(crate) company: CompanyId,
    pub(crate) name: String,
    /// Whether orders of the companies below are taken from it, too.
    pub(crate) is_inherited: bool,
    /// Only orders on the cost centre with this code.
    pub(crate) cost_centre: Option<String>,
    /// Only orders of this person.
    pub(crate) member: Option<MembershipId>,
    pub(crate) cadence: Cadence,
    /// The days of a range.
    pub(crate) range: Option<Span>,
    pub(crate) amount: Amount,
    pub(crate) currency: Currency,
    pub(crate) at_limit: AtLimit,
    /// Who is asked where it does not suffice.
    pub(crate) approvers: Vec<Approver>,
}

impl Budget {
    /// The period that a day falls into; nothing where a range does not hold it.
    pub(crate) fn period(&self, day: BusinessDate) -> Option<Span> {
        let date = day.date();
        let months = |first: i8, count: i8| span(date.year(), first, count);
        match self.cadence {
            Cadence::Month => months(date.month(), 1),
            Cadence::Quarter => months((date.month() - 1) / 3 * 3 + 1, 3),
            Cadence::Year => months(1, 12),
            Cadence::Range => self.range.filter(|span| span.from <= day && day <= span.to),
        }
    }

    /// Whether an order of a company whose path this is is taken from it.
    pub(crate) fn concerns(&self, path: &[CompanyId], order: &OrderToApprove) -> bool {
        let is_own = path.last() == Some(&self.company) || (self.is_inherited && path.contains(&self.company));
        let centre = order.cost_centre.as_deref().map(code_key);
        let has_centre = self.cost_centre.as_deref().is_none_or(|code| centre.as_deref() == Some(&code_key(code)));
        let has_person = self.member.is_none_or(|member| order.placed_by_membership == Some(member));
        is_own && has_centre && has_person && self.period(order.date).is_some()
    }
}

/// Whole months of a year.
fn span(year: i16, first: i8, count: i8) -> Option<Span> {
    let last = Date::new(year, first + count - 1, 1).ok()?.last_of_month();
    Some(Span {
        from: BusinessDate::from_ymd(year, first, 1)?,
        to: BusinessDate::from_ymd(last.year(), last.month(), last.day())?,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::rule::tests::{amount, order};

    pub(crate) fn budget(company: CompanyId, cadence: Cadence) -> Budget {
        Budget {
            id: BudgetId::new(),
            company,
            name: "Tools".to_owned(),
            is_inherited: false,
            cost_centre: None,
            member: None,
            cadence,
            range: None,
            amount: amount(1_000),
            currency: Currency::PLN,
            at_limit: AtLimit::Block,
            approvers: Vec::new(),
        }
    }

    fn day(text: &str) -> BusinessDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_falls_into_its_month_quarter_and_year() {
        let company = CompanyId::new();
        for (cadence, on, from, to) in [
            (Cadence::Month, "2028-02-29", "2028-02-01", "2028-02-29"),
            (Cadence::Month, "2026-12-31", "2026-12-01", "2026-12-31"),
            (Cadence::Quarter, "2026-05-15", "2026-04-01", "2026-06-30"),
            (Cadence::Quarter, "2026-12-01", "2026-10-01", "2026-12-31"),
            (Cadence::Year, "2026-07-01", "2026-01-01", "2026-12-31"),
        ] {
            let expected = Span { from: day(from), to: day(to) };
            assert_eq!(budget(company, cadence).period(day(on)), Some(expected), "{cadence:?} {on}");
        }
    }

    #[test]
    fn a_range_holds_its_own_days_and_no_others() {
        let mut budget = budget(CompanyId::new(), Cadence::Range);
        let range = Span { from: day("2026-03-10"), to: day("2026-04-09") };
        budget.range = Some(range);
        assert_eq!(budget.period(day("2026-03-09")), None);
        assert_eq!(budget.period(day("2026-03-10")), Some(range));
        assert_eq!(budget.period(day("2026-04-09")), Some(range));
        assert_eq!(budget.period(day("2026-04-10")), None);
    }

    #[test]
    fn a_budget_is_for_its_cost_centre_its_person_and_its_part_of_the_tree() {
        let [root, leaf] = [CompanyId::new(), CompanyId::new()];
        let mut budget = budget(root, Cadence::Month);
        let mut bought = order(leaf, &[("tools", 5)]);
        assert!(budget.concerns(&[root], &bought) && !budget.concerns(&[root, leaf], &bought));
        budget.is_inherited = true;
        assert!(budget.concerns(&[root, leaf], &bought));
        budget.cost_centre = Some("IT-1".to_owned());
        assert!(!budget.concerns(&[root, leaf], &bought));
        bought.cost_centre = Some("it-1".to_owned());
        assert!(budget.concerns(&[root, leaf], &bought));
        budget.member = Some(MembershipId::new());
        assert!(!budget.concerns(&[root, leaf], &bought));
        budget.member = bought.placed_by_membership;
        assert!(budget.concerns(&[root, leaf], &bought));
    }

    proptest::proptest! {
        #[test]
        fn periods_follow_each_other_without_a_gap(year in 2000_i16..2100, month in 1_i8..=12, date in 1_i8..=28) {
            let on = BusinessDate::from_ymd(year, month, date).unwrap();
            for cadence in [Cadence::Month, Cadence::Quarter, Cadence::Year] {
                let budget = budget(CompanyId::new(), cadence);
                let period = budget.period(on).unwrap();
                proptest::prop_assert!(period.from <= on && on <= period.to);
                let before = budget.period(period.from.minus_days(1)).unwrap();
                proptest::prop_assert_eq!(before.to, period.from.minus_days(1));
            }
        }
    }
}
