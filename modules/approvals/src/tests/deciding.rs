//! Deciding: tiers, guards against approving one's own, splitting, losing the role, standing in, and two at once.
//! The order engine is told exactly once how it ended.

use kontor_contract::approvals::Verdict;
use kontor_kernel::PageRequest;
use kontor_testkit::{Database, on_both as both};

use super::{Firm, by_role, code, short, step};
use crate::{
    model::rule::Needs,
    service::{delegations::NewDelegation, requests::Shown},
};

both!(
    an_order_goes_up_the_tiers_and_on_when_the_last_step_is_approved,
    nobody_approves_their_own_order_even_in_the_right_role,
    orders_that_were_split_are_summed_up,
    halves_of_an_order_that_are_placed_at_the_same_moment_see_each_other,
    a_rejection_ends_the_order_and_tells_the_buyer_why,
    an_approver_who_lost_the_role_cannot_decide_and_what_they_approved_is_asked_again,
    an_order_that_is_changed_is_asked_again,
    a_substitute_decides_and_it_is_told_for_whom,
    of_two_who_approve_at_the_same_moment_one_is_told_that_it_is_decided,
    where_each_of_them_must_approve_the_order_waits_for_the_last,
    a_stranger_does_not_find_a_request,
    what_is_looked_at_says_the_same_as_what_is_placed,
);

async fn an_order_goes_up_the_tiers_and_on_when_the_last_step_is_approved(database: Database) {
    let firm = Firm::open(database).await;
    let tiers = vec![step(vec![by_role(firm.head)], Some("1000")), step(vec![by_role(firm.board)], None)];
    firm.rule(Some("100"), tiers).await;
    assert_eq!(firm.place(&firm.order_of(&firm.chief, 100)).await, Verdict::Free);
    let order = firm.order(1_001);
    let Verdict::Awaiting { steps, text } = firm.place(&order).await else { panic!("it waits") };
    assert_eq!(steps, 2);
    assert!(text.contains("Hanna, Henryk") && text.contains("Purchases"), "{text}");
    assert_eq!(firm.mails("approvals/asked"), ["hanna@acme.example", "henryk@acme.example"]);
    let id = firm.waiting().await;
    let refused = firm.service.approve(&firm.ctx(&firm.chief), id, None).await.unwrap_err();
    assert_eq!(code(refused), "approvals.decided_already", "the second step is not asked yet");
    let view = firm.service.approve(&firm.ctx(&firm.heads[0]), id, Some("Fine.")).await.unwrap();
    assert_eq!((view.steps[1].waits_for.as_slice(), firm.told(order.order)), (&["Cecylia".to_owned()][..], None));
    assert_eq!(firm.mails("approvals/asked"), ["cecylia@acme.example"]);
    firm.service.approve(&firm.ctx(&firm.chief), id, None).await.unwrap();
    assert_eq!(firm.told(order.order), Some(true));
    assert_eq!(firm.mails("approvals/approved"), ["bea@acme.example"]);
    let late = firm.service.approve(&firm.ctx(&firm.heads[1]), id, None).await.unwrap_err();
    assert_eq!(code(late), "approvals.not_waiting");
}

async fn nobody_approves_their_own_order_even_in_the_right_role(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(None, vec![step(vec![by_role(firm.head)], None)]).await;
    let own = firm.order_of(&firm.heads[0], 50);
    assert_eq!(short(&firm.place(&own).await), "1 steps");
    let id = firm.waiting().await;
    let refused = firm.service.approve(&firm.ctx(&firm.heads[0]), id, None).await.unwrap_err();
    assert_eq!(code(refused), "approvals.own_order");
    assert_eq!(firm.mails("approvals/asked"), ["henryk@acme.example"]);
    firm.service.approve(&firm.ctx(&firm.heads[1]), id, None).await.unwrap();
    assert_eq!(firm.told(own.order), Some(true));
    firm.world.lock().unwrap().circle.members.retain(|member| member.name != "Henryk");
    assert_eq!(short(&firm.place(&firm.order_of(&firm.heads[0], 50)).await), "approvals.nobody_to_ask");
}

async fn orders_that_were_split_are_summed_up(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(Some("100"), vec![step(vec![by_role(firm.head)], None)]).await;
    let first = firm.order(60);
    assert_eq!(firm.place(&first).await, Verdict::Free);
    assert_eq!(short(&firm.service.preview_of(&firm.ctx(&firm.buyer), &firm.order(60)).await.unwrap()), "1 steps");
    assert_eq!(short(&firm.place(&firm.order(60)).await), "1 steps");
    assert_eq!(firm.view(firm.waiting().await).await.counted, "120.00");
    assert_eq!(firm.place(&firm.order_of(&firm.chief, 60)).await, Verdict::Free, "of somebody else");
    // A day later, and without the one that waits.
    firm.set_time("2026-12-01T10:00:01Z");
    assert_eq!(firm.place(&firm.order(60)).await, Verdict::Free);
    // One that has ended counts no more.
    firm.set_time("2026-12-03T10:00:00Z");
    let gone = firm.order(60);
    assert_eq!(firm.place(&gone).await, Verdict::Free);
    firm.close(&gone).await;
    assert_eq!(firm.place(&firm.order(60)).await, Verdict::Free);
}

async fn halves_of_an_order_that_are_placed_at_the_same_moment_see_each_other(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(Some("100"), vec![step(vec![by_role(firm.head)], None)]).await;
    let halves = [firm.order(60), firm.order(60)];
    let (one, other) = tokio::join!(firm.place(&halves[0]), firm.place(&halves[1]));
    let mut told = [short(&one), short(&other)];
    told.sort();
    assert_eq!(told, ["1 steps", "free"]);
}

async fn a_rejection_ends_the_order_and_tells_the_buyer_why(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(None, vec![step(vec![by_role(firm.head)], None)]).await;
    let order = firm.order(60);
    firm.place(&order).await;
    let id = firm.waiting().await;
    let view = firm.service.reject(&firm.ctx(&firm.heads[1]), id, "Too dear.").await.unwrap();
    assert_eq!((view.reason.as_deref(), view.history.len()), (Some("Too dear."), 1));
    assert_eq!((view.history[0].verdict.as_str(), view.history[0].name.as_str()), ("rejected", "Henryk"));
    assert_eq!(firm.told(order.order), Some(false));
    assert_eq!(firm.mails("approvals/rejected"), ["bea@acme.example"]);
}

async fn an_approver_who_lost_the_role_cannot_decide_and_what_they_approved_is_asked_again(database: Database) {
    let firm = Firm::open(database).await;
    let steps = vec![step(vec![by_role(firm.head)], None), step(vec![by_role(firm.board)], None)];
    firm.rule(None, steps).await;
    let order = firm.order(60);
    firm.place(&order).await;
    let id = firm.waiting().await;
    firm.service.approve(&firm.ctx(&firm.heads[0]), id, None).await.unwrap();
    firm.mails("approvals/asked");
    let demote = |name: &str| {
        let mut world = firm.world.lock().unwrap();
        let member = world.circle.members.iter_mut().find(|member| member.name == name).unwrap();
        member.role = firm.clerks;
    };
    demote("Hanna");
    let view = firm.view(id).await;
    assert!(!view.history[0].counts);
    assert_eq!(view.steps[0].waits_for, ["Henryk"]);
    firm.service.watch(&firm.system()).await.unwrap();
    let refused = firm.service.approve(&firm.ctx(&firm.heads[0]), id, None).await.unwrap_err();
    assert_eq!(code(refused), "not_found", "she has nothing to do with it any more");
    let early = firm.service.approve(&firm.ctx(&firm.chief), id, None).await.unwrap_err();
    assert_eq!(code(early), "approvals.decided_already");
    firm.service.approve(&firm.ctx(&firm.heads[1]), id, None).await.unwrap();
    firm.service.approve(&firm.ctx(&firm.chief), id, None).await.unwrap();
    assert_eq!(firm.told(order.order), Some(true));
}

async fn an_order_that_is_changed_is_asked_again(database: Database) {
    let firm = Firm::open(database).await;
    let steps = vec![step(vec![by_role(firm.head)], None), step(vec![by_role(firm.board)], None)];
    firm.rule(None, steps).await;
    let order = firm.order(60);
    firm.place(&order).await;
    let before = firm.waiting().await;
    firm.service.approve(&firm.ctx(&firm.heads[0]), before, None).await.unwrap();
    firm.close(&order).await;
    let changed = kontor_contract::approvals::OrderToApprove { order: order.order, ..firm.order(600) };
    assert_eq!(short(&firm.place(&changed).await), "2 steps");
    let after = firm.waiting().await;
    assert_ne!(before, after);
    let refused = firm.service.approve(&firm.ctx(&firm.chief), before, None).await.unwrap_err();
    assert_eq!(code(refused), "approvals.not_waiting");
    assert!(firm.view(after).await.history.is_empty(), "what was approved before does not count");
}

async fn a_substitute_decides_and_it_is_told_for_whom(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(None, vec![step(vec![by_role(firm.board)], None)]).await;
    let new = NewDelegation {
        membership_id: None,
        substitute_id: firm.heads[0].membership,
        from: "2026-12-01".parse().unwrap(),
        to: "2026-12-02".parse().unwrap(),
    };
    let made = firm.service.make_delegation(&firm.ctx(&firm.chief), &new).await.unwrap();
    assert_eq!((made.name.as_deref(), made.substitute_name.as_deref()), (Some("Cecylia"), Some("Hanna")));
    firm.place(&firm.order(60)).await;
    let id = firm.waiting().await;
    let early = firm.service.approve(&firm.ctx(&firm.heads[0]), id, None).await.unwrap_err();
    assert_eq!(code(early), "not_found", "not before the first day");
    firm.set_time("2026-12-01T08:00:00Z");
    let to_decide = firm.service.list_requests(&firm.ctx(&firm.heads[0]), Shown::ToDecide, &PageRequest::first(24));
    assert_eq!(to_decide.await.unwrap().items.len(), 1);
    let told = firm.service.approve(&firm.ctx(&firm.heads[0]), id, None).await.unwrap();
    assert_eq!((told.history[0].name.as_str(), told.history[0].for_name.as_deref()), ("Hanna", Some("Cecylia")));
}

async fn of_two_who_approve_at_the_same_moment_one_is_told_that_it_is_decided(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(None, vec![step(vec![by_role(firm.head)], None)]).await;
    let order = firm.order(60);
    firm.place(&order).await;
    let id = firm.waiting().await;
    let [one, other] = [firm.ctx(&firm.heads[0]), firm.ctx(&firm.heads[1])];
    let both = tokio::join!(firm.service.approve(&one, id, None), firm.service.reject(&other, id, "No."));
    let outcomes = [both.0.map(drop).map_err(code), both.1.map(drop).map_err(code)];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.contains(&Err("approvals.not_waiting")), "{outcomes:?}");
    assert_eq!(firm.told(order.order), Some(outcomes[0].is_ok()));
}

async fn where_each_of_them_must_approve_the_order_waits_for_the_last(database: Database) {
    let firm = Firm::open(database).await;
    let mut both = step(vec![by_role(firm.head)], None);
    both.needs = Needs::All;
    firm.rule(None, vec![both]).await;
    let order = firm.order(60);
    firm.place(&order).await;
    let id = firm.waiting().await;
    let view = firm.service.approve(&firm.ctx(&firm.heads[1]), id, None).await.unwrap();
    assert_eq!((view.steps[0].waits_for.as_slice(), view.may_decide), (&["Hanna".to_owned()][..], false));
    let again = firm.service.approve(&firm.ctx(&firm.heads[1]), id, None).await.unwrap_err();
    assert_eq!((code(again), firm.told(order.order)), ("approvals.decided_already", None));
    firm.service.approve(&firm.ctx(&firm.heads[0]), id, None).await.unwrap();
    assert_eq!(firm.told(order.order), Some(true));
}

async fn a_stranger_does_not_find_a_request(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(None, vec![step(vec![by_role(firm.board)], None)]).await;
    firm.place(&firm.order(60)).await;
    let id = firm.waiting().await;
    let nosy = firm.ctx_with(&firm.heads[0], &[crate::manifest::DESK_USE]);
    assert_eq!(code(firm.service.request_view(&nosy, id).await.unwrap_err()), "not_found");
    assert_eq!(code(firm.service.reject(&nosy, id, "No.").await.unwrap_err()), "not_found");
    let own = firm.ctx_with(&firm.buyer, &[crate::manifest::DESK_USE]);
    assert!(!firm.service.request_view(&own, id).await.unwrap().may_decide);
}

async fn what_is_looked_at_says_the_same_as_what_is_placed(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(Some("100"), vec![step(vec![by_role(firm.head)], Some("1000"))]).await;
    for net in [99, 500, 5_000] {
        let order = firm.order_of(&firm.heads[0], net);
        let seen = firm.service.preview_of(&firm.ctx(&firm.heads[0]), &order).await.unwrap();
        assert_eq!(seen, firm.place(&order).await);
        firm.close(&order).await;
    }
}
