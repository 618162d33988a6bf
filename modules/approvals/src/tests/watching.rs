//! What time does: reminders, handing on to the next approver, and nobody being left.
//! The clock moves when told; looking twice does nothing twice.

use kontor_testkit::{Database, on_both as both};

use super::{Firm, by_role, step};
use crate::service::rules::StepBody;

both!(
    after_so_many_working_hours_a_step_is_handed_on_and_decided_by_the_next,
    approvers_are_reminded_once,
    a_step_that_nobody_is_left_for_is_handed_on_at_once,
);

fn handed_on(firm: &Firm, hours: u32) -> StepBody {
    StepBody {
        escalate_after_hours: Some(hours),
        escalate_to: vec![by_role(firm.board)],
        ..step(vec![by_role(firm.head)], None)
    }
}

async fn after_so_many_working_hours_a_step_is_handed_on_and_decided_by_the_next(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(None, vec![handed_on(&firm, 7)]).await;
    let order = firm.order(60);
    firm.place(&order).await;
    let id = firm.waiting().await;
    firm.mails("approvals/asked");
    // Ten in the morning and seven working hours: six of them until four, one on the next day.
    firm.set_time("2026-12-01T08:59:59Z");
    firm.service.watch(&firm.system()).await.unwrap();
    assert!(firm.mails("approvals/asked").is_empty());
    firm.set_time("2026-12-01T09:00:00Z");
    firm.service.watch(&firm.system()).await.unwrap();
    assert_eq!(firm.mails("approvals/asked"), ["cecylia@acme.example"]);
    let view = firm.view(id).await;
    assert!(view.steps[0].escalated_at.is_some() && view.may_decide);
    firm.service.watch(&firm.system()).await.unwrap();
    assert!(firm.mails("approvals/asked").is_empty(), "told once");
    firm.service.approve(&firm.ctx(&firm.chief), id, None).await.unwrap();
    assert_eq!(firm.told(order.order), Some(true));
}

async fn approvers_are_reminded_once(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(None, vec![step(vec![by_role(firm.head)], None)]).await;
    firm.place(&firm.order(60)).await;
    // Eight working hours after Monday at ten.
    firm.set_time("2026-12-01T09:59:59Z");
    assert_eq!(firm.service.watch(&firm.system()).await.unwrap(), 0);
    firm.set_time("2026-12-01T10:00:00Z");
    assert_eq!(firm.service.watch(&firm.system()).await.unwrap(), 1);
    assert_eq!(firm.mails("approvals/reminder"), ["hanna@acme.example", "henryk@acme.example"]);
    firm.set_time("2026-12-08T10:00:00Z");
    assert_eq!(firm.service.watch(&firm.system()).await.unwrap(), 0);
}

async fn a_step_that_nobody_is_left_for_is_handed_on_at_once(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(None, vec![handed_on(&firm, 40)]).await;
    firm.place(&firm.order(60)).await;
    firm.mails("approvals/asked");
    firm.world.lock().unwrap().circle.members.retain(|member| member.role != firm.head);
    assert_eq!(firm.service.watch(&firm.system()).await.unwrap(), 1);
    assert_eq!(firm.mails("approvals/asked"), ["cecylia@acme.example"]);
    assert!(firm.view(firm.waiting().await).await.may_decide);
}
