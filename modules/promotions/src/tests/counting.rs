//! Limits are exact, however many order at once, and what is given back can be used again, once.
//! The race stands beside its naive twin, which looks first and writes afterwards.

use std::sync::Arc;

use kontor_kernel::{CompanyId, OrderId, UserId};
use kontor_store::Tx;
use kontor_testkit::{Database, on_both as both};
use sea_orm::ColumnTrait;
use tokio::sync::Barrier;

use super::{Shelf, UNLIMITED, refusal, spring, times};
use crate::{
    entities::{tally, used},
    ids::{EVERYBODY, subject},
    service::{CodeFacts, LimitsView},
};

both!(
    of_sixty_four_orders_at_once_exactly_five_get_a_code_that_holds_five_times,
    the_naive_twin_gives_it_to_everybody,
    orders_that_use_several_promotions_in_any_order_wait_for_nobody_in_vain,
    a_refused_order_counts_nothing_at_all,
    what_is_given_back_can_be_used_again_and_is_given_back_once,
    a_company_and_a_person_have_limits_of_their_own,
    a_blocked_code_and_an_archived_promotion_take_nothing,
    a_first_order_is_had_once_by_each_company,
    uses_of_other_modules_are_theirs_to_count,
);

const TAKERS: usize = 64;
const LIMIT: i64 = 5;

async fn of_sixty_four_orders_at_once_exactly_five_get_a_code_that_holds_five_times(database: Database) {
    let shelf = Arc::new(Shelf::open(database).await);
    let (promotion, code) = shelf.coded("SPRING5", times(LIMIT)).await;
    let takers = (0..TAKERS).map(|_| {
        let shelf = Arc::clone(&shelf);
        let id = promotion.id;
        tokio::spawn(async move { shelf.order(OrderId::new(), id, Some("SPRING5")).await })
    });
    let mut won = 0;
    for taker in takers.collect::<Vec<_>>() {
        match refusal(taker.await.unwrap()) {
            "nothing" => won += 1,
            code => assert_eq!(code, "promotions.code_used_up"),
        }
    }
    assert_eq!(won, LIMIT);
    assert_eq!(shelf.service.read_code(&shelf.ctx(), code.id).await.unwrap().used, LIMIT);
    assert_eq!(registered(&shelf).await.len(), 5);
}

/// Looks whether the limit is reached and writes when everybody has looked.
async fn naive(shelf: Arc<Shelf>, counted: crate::ids::SubjectId, everybody_has_looked: Arc<Barrier>) -> bool {
    use tally::Column as C;
    let tx = shelf.store.read(&shelf.ctx()).await.unwrap();
    let of = C::SubjectId.eq(counted);
    let used = tx.find::<tally::Entity>().filter(of.clone()).one(&tx).await.unwrap().map_or(0, |row| row.used);
    tx.finish().await.unwrap();
    everybody_has_looked.wait().await;
    if used >= LIMIT {
        return false;
    }
    let tx = shelf.store.write(&shelf.ctx()).await.unwrap();
    let written = tx.update::<tally::Entity>().set(C::Used, used + 1).filter(of).run(&tx).await.unwrap();
    tx.commit().await.unwrap();
    written == 1
}

async fn the_naive_twin_gives_it_to_everybody(database: Database) {
    let shelf = Arc::new(Shelf::open(database).await);
    let (_, code) = shelf.coded("SPRING5", times(LIMIT)).await;
    let row =
        tally::Model { tenant_id: shelf.ctx().tenant(), subject_id: subject(code.id), holder_id: EVERYBODY, used: 0 };
    let tx = shelf.store.write(&shelf.ctx()).await.unwrap();
    tx.insert::<tally::Entity>(row).await.unwrap();
    tx.commit().await.unwrap();
    let barrier = Arc::new(Barrier::new(TAKERS));
    let takers = (0..TAKERS).map(|_| tokio::spawn(naive(Arc::clone(&shelf), subject(code.id), Arc::clone(&barrier))));
    let mut won = 0;
    for taker in takers.collect::<Vec<_>>() {
        won += usize::from(taker.await.unwrap());
    }
    assert_eq!(won, TAKERS, "the twin must fail, or the race proves nothing");
}

async fn orders_that_use_several_promotions_in_any_order_wait_for_nobody_in_vain(database: Database) {
    use kontor_contract::discounts::DiscountUse;
    use kontor_kernel::{Amount, Currency};
    let shelf = Arc::new(Shelf::open(database).await);
    let mut ids = Vec::new();
    for code in ["A", "B", "C"] {
        let change = crate::service::PromotionChange { code: Some(code.to_owned()), ..spring(times(10)) };
        ids.push(shelf.promotion(false, change).await.id);
    }
    let takers = (0..30).map(|taker| {
        let (shelf, mut ids) = (Arc::clone(&shelf), ids.clone());
        ids.rotate_left(taker % 3);
        tokio::spawn(async move {
            let each = |id: &crate::ids::PromotionId| DiscountUse {
                source: format!("promotions:{id}"),
                code: None,
                amount: Amount::from_minor(1),
                currency: Currency::EUR,
            };
            let uses: Vec<DiscountUse> = ids.iter().map(each).collect();
            kontor_store::retry(|| async {
                let tx = shelf.store.write(&shelf.ctx()).await?;
                let taken = shelf.service.take_uses(&tx, OrderId::new(), CompanyId::new(), &uses).await;
                taken.map_err(kontor_contract::Fault::from)?;
                Ok::<_, kontor_contract::Fault>(tx.commit().await?)
            })
            .await
        })
    });
    let mut won = 0;
    for taker in takers.collect::<Vec<_>>() {
        match refusal(taker.await.unwrap()) {
            "nothing" => won += 1,
            code => assert_eq!(code, "promotions.used_up"),
        }
    }
    assert_eq!((won, registered(&shelf).await.len()), (10, 30));
    for id in ids {
        assert_eq!(shelf.service.read_promotion(&shelf.ctx(), id).await.unwrap().used, Some(10));
    }
}

async fn a_refused_order_counts_nothing_at_all(database: Database) {
    let shelf = Shelf::open(database).await;
    let limits = LimitsView { per_company: Some(1), ..UNLIMITED };
    let (promotion, code) = shelf.coded("ONCE", limits).await;
    assert_eq!(refusal(shelf.order(OrderId::new(), promotion.id, Some("once")).await), "nothing");
    let again = shelf.order(OrderId::new(), promotion.id, Some("ONCE")).await;
    assert_eq!(refusal(again), "promotions.code_used_up_by_company");
    assert_eq!(shelf.service.read_code(&shelf.ctx(), code.id).await.unwrap().used, 1);
    let rows = registered(&shelf).await;
    assert_eq!(rows.len(), 1);
    // Parts of one discount are one use of all that they take off.
    assert_eq!(rows[0].amount.minor(), 100);
}

async fn what_is_given_back_can_be_used_again_and_is_given_back_once(database: Database) {
    let shelf = Arc::new(Shelf::open(database).await);
    let (promotion, code) = shelf.coded("ONCE", times(1)).await;
    let order = OrderId::new();
    assert_eq!(refusal(shelf.order(order, promotion.id, Some("ONCE")).await), "nothing");
    assert_eq!(refusal(shelf.order(OrderId::new(), promotion.id, Some("ONCE")).await), "promotions.code_used_up");
    let cancels = (0..8).map(|_| {
        let shelf = Arc::clone(&shelf);
        tokio::spawn(async move { shelf.cancel(order).await })
    });
    for cancel in cancels.collect::<Vec<_>>() {
        cancel.await.unwrap().unwrap();
    }
    shelf.cancel(order).await.unwrap();
    assert_eq!(shelf.service.read_code(&shelf.ctx(), code.id).await.unwrap().used, 0);
    assert_eq!(refusal(shelf.order(OrderId::new(), promotion.id, Some("ONCE")).await), "nothing");
    assert_eq!(refusal(shelf.order(OrderId::new(), promotion.id, Some("ONCE")).await), "promotions.code_used_up");
    let rows = registered(&shelf).await;
    assert_eq!(rows.iter().filter(|row| row.given_back_at.is_some()).count(), 1);
    assert_eq!(rows.len(), 2);
}

async fn a_company_and_a_person_have_limits_of_their_own(database: Database) {
    let shelf = Shelf::open(database).await;
    let limits = LimitsView { total: None, per_company: Some(2), per_person: Some(1) };
    let (promotion, _) = shelf.coded("EACH", limits).await;
    let [acme, other] = [CompanyId::new(), CompanyId::new()];
    let [anna, bruno, carla] = [UserId::new(), UserId::new(), UserId::new()];
    let order = async |company, person| {
        let ctx = shelf.buyer(company, person);
        refusal(shelf.order_as(&ctx, company, OrderId::new(), (promotion.id, Some("EACH"))).await)
    };
    assert_eq!(order(acme, anna).await, "nothing");
    assert_eq!(order(acme, anna).await, "promotions.code_used_up_by_person");
    assert_eq!(order(acme, bruno).await, "nothing");
    assert_eq!(order(acme, carla).await, "promotions.code_used_up_by_company");
    assert_eq!(order(other, carla).await, "nothing");
    assert_eq!(order(other, carla).await, "promotions.code_used_up_by_person");
}

async fn a_blocked_code_and_an_archived_promotion_take_nothing(database: Database) {
    use crate::service::{CodeState, PromotionChange};
    let shelf = Shelf::open(database).await;
    let (promotion, code) = shelf.coded("SPRING5", UNLIMITED).await;
    let block = |state| shelf.service.change_code(Box::leak(Box::new(shelf.ctx())), code.id, None, Some(state), None);
    block(CodeState::Blocked).await.unwrap();
    let order = async |code| refusal(shelf.order(OrderId::new(), promotion.id, code).await);
    assert_eq!(order(Some("SPRING5")).await, "promotions.code_over");
    block(CodeState::Open).await.unwrap();
    assert_eq!(order(Some("SPRING5")).await, "nothing");
    assert_eq!(order(Some("OTHER")).await, "promotions.code_over");
    let others = CodeFacts { company_id: Some(CompanyId::new()), ..CodeFacts::default() };
    shelf.code(promotion.id, "THEIRS", others).await;
    assert_eq!(order(Some("THEIRS")).await, "promotions.code_over");
    let archive = PromotionChange { archived: Some(true), ..PromotionChange::default() };
    shelf.service.change_promotion(&shelf.ctx(), promotion.id, archive).await.unwrap();
    assert_eq!(order(Some("SPRING5")).await, "promotions.over");
    assert_eq!(registered(&shelf).await.len(), 1);
}

async fn a_first_order_is_had_once_by_each_company(database: Database) {
    let shelf = Arc::new(Shelf::open(database).await);
    let mut change = spring(UNLIMITED);
    change.terms.as_mut().unwrap().first_order = true;
    let promotion = shelf.promotion(false, change).await;
    assert!(promotion.counted);
    let takers = (0..16).map(|_| {
        let shelf = Arc::clone(&shelf);
        tokio::spawn(async move { shelf.order(OrderId::new(), promotion.id, None).await })
    });
    let mut won = 0;
    for taker in takers.collect::<Vec<_>>() {
        match refusal(taker.await.unwrap()) {
            "nothing" => won += 1,
            code => assert_eq!(code, "promotions.used_up_by_company"),
        }
    }
    assert_eq!(won, 1);
}

async fn uses_of_other_modules_are_theirs_to_count(database: Database) {
    use kontor_contract::discounts::DiscountUse;
    use kontor_kernel::{Amount, Currency};
    let shelf = Shelf::open(database).await;
    let take = async |source: &str| {
        let (amount, currency) = (Amount::from_minor(1), Currency::EUR);
        let uses = [DiscountUse { source: source.to_owned(), code: None, amount, currency }];
        let tx = shelf.store.write(&shelf.ctx()).await.unwrap();
        let taken = shelf.service.take_uses(&tx, OrderId::new(), shelf.company, &uses).await;
        refusal(taken.map_err(Into::into))
    };
    assert_eq!(take("loyalty:points").await, "nothing");
    assert_eq!(take("promotions:points").await, "promotions.foreign_use");
    assert_eq!(take(&format!("promotions:{}", crate::ids::PromotionId::new())).await, "promotions.over");
}

async fn registered(shelf: &Shelf) -> Vec<used::Model> {
    let tx = shelf.store.read(&shelf.ctx()).await.unwrap();
    let rows = tx.find::<used::Entity>().all(&tx).await.unwrap();
    tx.finish().await.unwrap();
    rows
}
