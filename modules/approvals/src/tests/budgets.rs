//! Budgets: taken exactly, given back once, and what happens at the limit.
//! Many take from the last of a budget beside each other; a twin that reads first and writes then takes too much.

use kontor_contract::approvals::Verdict;
use kontor_kernel::{Currency, MembershipId};
use kontor_store::Tx;
use kontor_testkit::{Database, on_both as both};
use sea_orm::ColumnTrait;

use super::{Firm, amount, by_role, short, step};
use crate::{
    entities::spending,
    model::budget::{AtLimit, Cadence},
    service::{
        budgets::{BudgetBody, BudgetView},
        cost_centres::{CostCentreChange, NewCostCentre},
    },
};

both!(
    a_budget_that_blocks_is_taken_to_the_last_and_given_back_once,
    a_budget_that_asks_is_taken_beyond_and_somebody_must_approve,
    a_budget_that_warns_is_taken_beyond_and_tells_its_owner_once,
    many_who_order_at_the_same_moment_never_take_more_than_there_is,
    a_budget_is_for_its_cost_centre_and_begins_anew_with_the_month,
    an_order_on_a_cost_centre_that_is_not_there_or_not_theirs_is_blocked,
);

impl Firm {
    async fn budget(&self, most: &str, at_limit: AtLimit, cost_centre: Option<&str>) -> BudgetView {
        let body = BudgetBody {
            company_id: None,
            name: "Tools".to_owned(),
            is_inherited: None,
            cost_centre: cost_centre.map(str::to_owned),
            membership_id: None,
            period: Cadence::Month,
            from: None,
            to: None,
            amount: most.to_owned(),
            currency: Currency::PLN,
            at_limit,
            approvers: vec![by_role(self.board)],
        };
        self.service.make_budget(&self.ctx(&self.chief), &body).await.unwrap()
    }

    async fn cost_centre(&self, code: &str, members: Vec<MembershipId>) -> crate::entities::cost_centres::CostCentreId {
        let new = NewCostCentre {
            company_id: None,
            code: code.to_owned(),
            name: code.to_owned(),
            is_inherited: None,
            membership_ids: Vec::new(),
        };
        let made = self.service.make_cost_centre(&self.ctx(&self.chief), &new).await.unwrap();
        // Who may order is set as it is kept: people are named by another engine's port.
        let tx = self.store.write(&self.system()).await.unwrap();
        use crate::entities::cost_centres::{Column, Entity};
        let update = tx.update::<Entity>().set(Column::Members, serde_json::json!(members));
        update.filter(Column::Id.eq(made.id)).run(&tx).await.unwrap();
        self.service.forget_after(&tx).await;
        tx.commit().await.unwrap();
        made.id
    }

    /// What is taken and what is left in the month of today.
    async fn stands(&self) -> (String, String) {
        let mut all = self.service.list_budgets(&self.ctx(&self.chief), None).await.unwrap();
        let current = all.remove(0).current.unwrap();
        (current.taken, current.left)
    }
}

fn stand(taken: &str, left: &str) -> (String, String) {
    (taken.to_owned(), left.to_owned())
}

async fn a_budget_that_blocks_is_taken_to_the_last_and_given_back_once(database: Database) {
    let firm = Firm::open(database).await;
    firm.budget("100", AtLimit::Block, None).await;
    let first = firm.order(60);
    assert_eq!(firm.place(&first).await, Verdict::Free);
    let Verdict::Blocked { text, code } = firm.place(&firm.order(41)).await else { panic!("it is blocked") };
    assert_eq!(code, "approvals.budget_exhausted");
    let plain = text.replace('\u{a0}', " ");
    assert!(plain.contains("Tools") && plain.contains("40.00") && plain.contains("41.00"), "{plain}");
    assert_eq!(short(&firm.service.preview_of(&firm.ctx(&firm.buyer), &firm.order(41)).await.unwrap()), code);
    assert_eq!(firm.place(&firm.order(40)).await, Verdict::Free);
    assert_eq!(firm.stands().await, stand("100.00", "0.00"));
    firm.close(&first).await;
    firm.close(&first).await;
    assert_eq!(firm.stands().await, stand("40.00", "60.00"));
    // An order that is changed gives back what it had and takes what it comes to then.
    assert_eq!(firm.place(&first).await, Verdict::Free);
    assert_eq!(firm.place(&first).await, Verdict::Free);
    assert_eq!(firm.stands().await, stand("100.00", "0.00"));
}

async fn a_budget_that_asks_is_taken_beyond_and_somebody_must_approve(database: Database) {
    let firm = Firm::open(database).await;
    firm.budget("100", AtLimit::RequireApproval, None).await;
    let order = firm.order(130);
    assert_eq!(short(&firm.place(&order).await), "1 steps");
    assert_eq!(firm.stands().await, stand("130.00", "-30.00"));
    let id = firm.waiting().await;
    assert_eq!(firm.view(id).await.reasons, ["The budget “Tools” does not suffice."]);
    firm.service.reject(&firm.ctx(&firm.chief), id, "Next month.").await.unwrap();
    assert_eq!((firm.stands().await, firm.told(order.order)), (stand("0.00", "100.00"), Some(false)));
}

async fn a_budget_that_warns_is_taken_beyond_and_tells_its_owner_once(database: Database) {
    let firm = Firm::open(database).await;
    firm.budget("100", AtLimit::Warn, None).await;
    for _ in 0..3 {
        assert_eq!(firm.place(&firm.order(60)).await, Verdict::Free);
    }
    assert_eq!(firm.stands().await, stand("180.00", "-80.00"));
    assert_eq!(firm.mails("approvals/budget-exceeded"), ["cecylia@acme.example"]);
}

async fn many_who_order_at_the_same_moment_never_take_more_than_there_is(database: Database) {
    let firm = std::sync::Arc::new(Firm::open(database).await);
    let budget = firm.budget("100", AtLimit::Block, None).await;
    let place = |_| {
        let firm = std::sync::Arc::clone(&firm);
        tokio::spawn(async move { firm.place(&firm.order(30)).await == Verdict::Free })
    };
    let placed: Vec<_> = (0..12).map(place).collect();
    let mut free = 0;
    for one in placed {
        free += i32::from(one.await.unwrap());
    }
    assert_eq!((free, firm.stands().await), (3, stand("90.00", "10.00")));
    // The twin reads what is taken before it writes.
    let start = budget.current.unwrap().from;
    let naive = |_| {
        let (firm, id) = (std::sync::Arc::clone(&firm), budget.id);
        tokio::spawn(async move {
            let tx = firm.store.read(&firm.system()).await.unwrap();
            let own = spending::Column::BudgetId.eq(id);
            let taken = tx.find::<spending::Entity>().filter(own.clone()).one(&tx).await.unwrap().unwrap().taken;
            tx.finish().await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            if taken + amount(10).minor() > amount(100).minor() {
                return false;
            }
            let tx = firm.store.write(&firm.system()).await.unwrap();
            let update = tx.update::<spending::Entity>().set(spending::Column::Taken, taken + amount(10).minor());
            update.filter(own).filter(spending::Column::PeriodStart.eq(start)).run(&tx).await.unwrap();
            tx.commit().await.unwrap();
            true
        })
    };
    let twins: Vec<_> = (0..6).map(naive).collect();
    let mut taken = 0;
    for one in twins {
        taken += i32::from(one.await.unwrap());
    }
    assert!(taken > 1, "only one of them has room, and {taken} took it");
}

async fn a_budget_is_for_its_cost_centre_and_begins_anew_with_the_month(database: Database) {
    let firm = Firm::open(database).await;
    let centre = firm.cost_centre("IT-1", Vec::new()).await;
    firm.budget("100", AtLimit::Block, Some("it-1")).await;
    assert_eq!(firm.place(&firm.order(500)).await, Verdict::Free, "on no cost centre");
    let mut order = firm.order(100);
    order.cost_centre = Some("It-1".to_owned());
    assert_eq!(firm.place(&order).await, Verdict::Free);
    let mut next = firm.order(1);
    next.cost_centre = Some("IT-1".to_owned());
    assert_eq!(short(&firm.place(&next).await), "approvals.budget_exhausted");
    next.date = "2026-12-01".parse().unwrap();
    assert_eq!(firm.place(&next).await, Verdict::Free);
    let archive = CostCentreChange { archived: Some(true), ..CostCentreChange::default() };
    let refused = firm.service.change_cost_centre(&firm.ctx(&firm.chief), centre, &archive).await.unwrap_err();
    assert_eq!(super::code(refused), "approvals.cost_centre_in_use");
}

async fn an_order_on_a_cost_centre_that_is_not_there_or_not_theirs_is_blocked(database: Database) {
    let firm = Firm::open(database).await;
    firm.rule(Some("1000"), vec![step(vec![by_role(firm.head)], None)]).await;
    firm.cost_centre("OPEN", Vec::new()).await;
    firm.cost_centre("OURS", vec![firm.chief.membership]).await;
    for (code, expected) in
        [("open", "free"), ("OURS", "approvals.foreign_cost_centre"), ("NONE", "approvals.no_such_cost_centre")]
    {
        let mut order = firm.order(10);
        order.cost_centre = Some(code.to_owned());
        assert_eq!(short(&firm.place(&order).await), expected, "{code}");
    }
    use kontor_contract::approvals::CostCentres;
    let codes = |names: Vec<kontor_contract::approvals::CostCentreName>| -> Vec<String> {
        names.into_iter().map(|name| name.code).collect()
    };
    assert_eq!(codes(firm.service.mine(&firm.ctx(&firm.buyer)).await.unwrap()), ["OPEN"]);
    assert_eq!(codes(firm.service.mine(&firm.ctx(&firm.chief)).await.unwrap()), ["OPEN", "OURS"]);
}
