//! How far a request has come: worked out anew each time from the steps, what was decided, and who still may.
//! An approval of somebody who has lost the role or the membership since counts no more, so its step is asked again.

use kontor_kernel::MembershipId;

use super::{
    people::Around,
    rule::{Needs, Step},
};

/// An approval that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Approval {
    /// Which step, from 0.
    pub(crate) step: usize,
    /// Who gave it.
    pub(crate) by: MembershipId,
    /// Whose it is: their own, or of whomever they stood in for.
    pub(crate) of: MembershipId,
}

/// Whether an approval still counts for a step.
pub(crate) fn counts(around: &Around<'_>, step: &Step, approval: &Approval) -> bool {
    let still_asked =
        around.is_one_of(&step.approvers, approval.of) || around.is_one_of(&step.escalate_to, approval.of);
    still_asked && around.member(approval.by).is_some_and(|by| Some(by.user) != around.buyer)
}

/// Whether a step is done by the approvals that count.
pub(crate) fn is_done(around: &Around<'_>, step: &Step, index: usize, approvals: &[Approval]) -> bool {
    let given: Vec<&Approval> =
        approvals.iter().filter(|approval| approval.step == index && counts(around, step, approval)).collect();
    // Whoever a step was handed on to stands above those who did not answer.
    let from_above = given.iter().any(|one| !around.is_one_of(&step.approvers, one.of));
    let has_given = |id: MembershipId| given.iter().any(|one| one.of == id);
    match step.needs {
        Needs::Any => !given.is_empty(),
        Needs::All if from_above => true,
        Needs::All => {
            let asked = around.asked(&step.approvers);
            !asked.is_empty() && asked.iter().all(|member| has_given(member.membership))
        }
    }
}

/// The step that waits, from 0; nothing where all are done.
pub(crate) fn current(around: &Around<'_>, steps: &[Step], approvals: &[Approval]) -> Option<usize> {
    steps.iter().enumerate().find(|(index, step)| !is_done(around, step, *index, approvals)).map(|(index, _)| index)
}

/// Those whom a step still waits for.
pub(crate) fn waited_for(
    around: &Around<'_>,
    step: &Step,
    index: usize,
    is_escalated: bool,
    approvals: &[Approval],
) -> Vec<MembershipId> {
    let given =
        |id: MembershipId| approvals.iter().any(|one| one.step == index && one.of == id && counts(around, step, one));
    let asked = around.asked_now(step, is_escalated).into_iter().map(|member| member.membership);
    asked.filter(|id| !given(*id)).collect()
}

#[cfg(test)]
mod tests {
    use kontor_contract::people::CompanyCircle;
    use kontor_kernel::{CompanyId, RoleId};

    use super::*;
    use crate::model::{
        people::tests::{day, member},
        rule::Approver,
    };

    fn step(approvers: Vec<Approver>, needs: Needs) -> Step {
        Step { approvers, needs, up_to: None, escalate_after_hours: None, escalate_to: Vec::new() }
    }

    #[test]
    fn steps_are_gone_one_after_the_other() {
        let (company, head, chief) = (CompanyId::new(), RoleId::new(), RoleId::new());
        let (one, other, top) = (member(company, head), member(company, head), member(company, chief));
        let members = vec![one.clone(), other.clone(), top.clone()];
        let circle = CompanyCircle { path: vec![company], members, roles: Vec::new() };
        let around = Around { circle: &circle, delegations: &[], buyer: None, today: day(1) };
        let steps = [step(vec![Approver::Role(head)], Needs::All), step(vec![Approver::Role(chief)], Needs::Any)];
        let by = |step, id| Approval { step, by: id, of: id };
        assert_eq!(current(&around, &steps, &[]), Some(0));
        assert_eq!(current(&around, &steps, &[by(0, one.membership)]), Some(0), "each of them is asked");
        let both = [by(0, one.membership), by(0, other.membership)];
        assert_eq!(current(&around, &steps, &both), Some(1));
        assert_eq!(waited_for(&around, &steps[1], 1, false, &both), [top.membership]);
        let all = [both[0], both[1], by(1, top.membership)];
        assert_eq!(current(&around, &steps, &all), None);
    }

    #[test]
    fn an_approval_of_somebody_who_lost_the_role_or_left_is_asked_again() {
        let (company, head, clerk) = (CompanyId::new(), RoleId::new(), RoleId::new());
        let (mut one, other) = (member(company, head), member(company, head));
        let steps = [step(vec![Approver::Role(head)], Needs::Any)];
        let given = [Approval { step: 0, by: one.membership, of: one.membership }];
        let now = |members: Vec<_>| {
            let circle = CompanyCircle { path: vec![company], members, roles: Vec::new() };
            let around = Around { circle: &circle, delegations: &[], buyer: None, today: day(1) };
            current(&around, &steps, &given)
        };
        assert_eq!(now(vec![one.clone(), other.clone()]), None);
        assert_eq!(now(vec![other.clone()]), Some(0), "left");
        one.role = clerk;
        assert_eq!(now(vec![one, other]), Some(0), "lost the role");
    }

    #[test]
    fn whoever_a_step_is_handed_on_to_decides_it_alone() {
        let (company, head, chief) = (CompanyId::new(), RoleId::new(), RoleId::new());
        let (one, other, top) = (member(company, head), member(company, head), member(company, chief));
        let circle = CompanyCircle { path: vec![company], members: vec![one, other, top.clone()], roles: Vec::new() };
        let around = Around { circle: &circle, delegations: &[], buyer: None, today: day(1) };
        let mut steps = [step(vec![Approver::Role(head)], Needs::All)];
        steps[0].escalate_to = vec![Approver::Role(chief)];
        assert!(around.seats(&steps[0], false, top.user).is_empty(), "not before it is handed on");
        assert_eq!(around.seats(&steps[0], true, top.user), [&top]);
        assert_eq!(current(&around, &steps, &[Approval { step: 0, by: top.membership, of: top.membership }]), None);
    }

    proptest::proptest! {
        #[test]
        fn taking_an_approver_away_never_brings_a_request_further(
            count in 1_usize..6,
            given in proptest::collection::vec(0_usize..6, 0..6),
            gone in 0_usize..6,
            is_all: bool,
        ) {
            let (company, head) = (CompanyId::new(), RoleId::new());
            let members: Vec<_> = (0..count).map(|_| member(company, head)).collect();
            let approvers: Vec<_> = members.iter().map(|member| Approver::Member(member.membership)).collect();
            let needs = if is_all { Needs::All } else { Needs::Any };
            // Each approver of a step of their own, so that what is left is counted step by step.
            let steps: Vec<Step> = approvers.iter().map(|one| step(vec![*one], needs)).collect();
            let approvals: Vec<Approval> = given
                .iter()
                .filter_map(|index| members.get(*index).map(|member| (*index, member.membership)))
                .map(|(step, id)| Approval { step, by: id, of: id })
                .collect();
            let reached = |members: Vec<_>| {
                let circle = CompanyCircle { path: vec![company], members, roles: Vec::new() };
                let around = Around { circle: &circle, delegations: &[], buyer: None, today: day(1) };
                current(&around, &steps, &approvals).unwrap_or(steps.len())
            };
            let left: Vec<_> = members.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, one)| one.clone()).collect();
            proptest::prop_assert!(reached(left) <= reached(members.clone()));
        }
    }
}
