//! Who is asked by a step, and who may decide in whose place.
//! Whoever placed an order is never among them, in whichever membership and for whomever they stand in.

use kontor_contract::people::{CircleMember, CompanyCircle};
use kontor_kernel::{BusinessDate, CompanyId, MembershipId, UserId};

use super::rule::{Approver, Step};

/// Somebody stands in for an approver from one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Delegation {
    pub(crate) member: MembershipId,
    pub(crate) substitute: MembershipId,
    pub(crate) from: BusinessDate,
    pub(crate) to: BusinessDate,
}

/// The people around an order on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    pub(crate) circle: &'a CompanyCircle,
    pub(crate) delegations: &'a [Delegation],
    /// Who placed the order.
    pub(crate) buyer: Option<UserId>,
    pub(crate) today: BusinessDate,
}

impl<'a> Around<'a> {
    /// Whoever these approvers are, each person once.
    pub(crate) fn asked(&self, approvers: &[Approver]) -> Vec<&'a CircleMember> {
        let mut found: Vec<&CircleMember> = Vec::new();
        for approver in approvers {
            for member in self.named(approver) {
                if found.iter().all(|known| known.user != member.user) {
                    found.push(member);
                }
            }
        }
        found
    }

    fn named(&self, approver: &Approver) -> Vec<&'a CircleMember> {
        let others = || self.circle.members.iter().filter(|member| Some(member.user) != self.buyer);
        match approver {
            Approver::Member(id) => others().filter(|member| member.membership == *id).collect(),
            Approver::Role(role) => {
                let of = |company: &CompanyId| -> Vec<&'a CircleMember> {
                    others().filter(|member| member.role == *role && member.company == *company).collect()
                };
                self.circle.path.iter().rev().map(of).find(|holders| !holders.is_empty()).unwrap_or_default()
            }
        }
    }

    /// Whether a membership is still one of these approvers: in the circle, and in the role, wherever in it.
    pub(crate) fn is_one_of(&self, approvers: &[Approver], id: MembershipId) -> bool {
        let Some(member) = self.member(id) else { return false };
        let is_he = |approver: &Approver| match approver {
            Approver::Member(named) => *named == member.membership,
            Approver::Role(role) => *role == member.role,
        };
        Some(member.user) != self.buyer && approvers.iter().any(is_he)
    }

    /// A membership that has not ended.
    pub(crate) fn member(&self, id: MembershipId) -> Option<&'a CircleMember> {
        self.circle.members.iter().find(|member| member.membership == id)
    }

    /// Who stands in for a membership today.
    pub(crate) fn substitutes(&self, id: MembershipId) -> Vec<&'a CircleMember> {
        let is_on = |one: &&Delegation| one.member == id && one.from <= self.today && self.today <= one.to;
        let standing_in = self.delegations.iter().filter(is_on);
        let live = standing_in.filter_map(|one| self.member(one.substitute));
        live.filter(|member| Some(member.user) != self.buyer).collect()
    }

    /// Those of a step whom a person may decide for today: themselves, and whomever they stand in for.
    pub(crate) fn seats(&self, step: &Step, is_escalated: bool, user: UserId) -> Vec<&'a CircleMember> {
        if Some(user) == self.buyer {
            return Vec::new();
        }
        let is_theirs = |asked: &&CircleMember| {
            asked.user == user || self.substitutes(asked.membership).iter().any(|other| other.user == user)
        };
        self.asked_now(step, is_escalated).into_iter().filter(is_theirs).collect()
    }

    /// Whom a step asks as things stand.
    pub(crate) fn asked_now(&self, step: &Step, is_escalated: bool) -> Vec<&'a CircleMember> {
        let mut all = step.approvers.clone();
        if is_escalated {
            all.extend(&step.escalate_to);
        }
        self.asked(&all)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use kontor_kernel::RoleId;

    use super::*;
    use crate::model::rule::Needs;

    pub(crate) fn member(company: CompanyId, role: RoleId) -> CircleMember {
        CircleMember {
            membership: MembershipId::new(),
            user: UserId::new(),
            name: "Ann".to_owned(),
            email: "ann@reader.example".to_owned(),
            locale: None,
            company,
            role,
            ceiling: None,
        }
    }

    pub(crate) fn day(day: i8) -> BusinessDate {
        BusinessDate::from_ymd(2026, 11, day).unwrap()
    }

    fn step(approvers: Vec<Approver>) -> Step {
        Step { approvers, needs: Needs::Any, up_to: None, escalate_after_hours: None, escalate_to: Vec::new() }
    }

    #[test]
    fn a_role_is_looked_for_in_the_nearest_company_where_somebody_else_holds_it() {
        let (root, leaf, head) = (CompanyId::new(), CompanyId::new(), RoleId::new());
        let (above, near) = (member(root, head), member(leaf, head));
        let circle =
            CompanyCircle { path: vec![root, leaf], members: vec![above.clone(), near.clone()], roles: Vec::new() };
        let around = |buyer| Around { circle: &circle, delegations: &[], buyer, today: day(1) };
        assert_eq!(around(None).asked(&[Approver::Role(head)]), [&near]);
        assert_eq!(around(Some(near.user)).asked(&[Approver::Role(head)]), [&above], "nobody approves their own");
        assert_eq!(around(Some(near.user)).asked(&[Approver::Member(near.membership)]), Vec::<&CircleMember>::new());
    }

    #[test]
    fn a_substitute_decides_between_two_days_and_never_on_their_own_order() {
        let (root, head, clerk) = (CompanyId::new(), RoleId::new(), RoleId::new());
        let (approver, other) = (member(root, head), member(root, clerk));
        let members = vec![approver.clone(), other.clone()];
        let circle = CompanyCircle { path: vec![root], members, roles: Vec::new() };
        let standing_in =
            [Delegation { member: approver.membership, substitute: other.membership, from: day(10), to: day(12) }];
        let step = step(vec![Approver::Role(head)]);
        for (today, buyer, expected) in
            [(9, None, false), (10, None, true), (12, None, true), (13, None, false), (11, Some(other.user), false)]
        {
            let around = Around { circle: &circle, delegations: &standing_in, buyer, today: day(today) };
            assert_eq!(!around.seats(&step, false, other.user).is_empty(), expected, "{today}");
        }
    }
}
