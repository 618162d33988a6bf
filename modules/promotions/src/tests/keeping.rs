//! Promotions and codes as they are kept: what is refused, and codes in bulk.
//! Nothing half-made is left behind.

use std::{collections::HashSet, sync::Arc};

use futures_util::TryStreamExt;
use kontor_contract::Fault;
use kontor_kernel::PageRequest;
use kontor_testkit::{Database, on_both as both};
use serde_json::json;

use super::{Shelf, UNLIMITED, refusal, spring, times};
use crate::service::{CodeFacts, CodeFilter, LimitsView, NewBatch, NewCode, PromotionChange};

both!(
    what_makes_no_sense_is_refused_at_its_field,
    limits_are_changed_but_not_added_later,
    a_change_of_an_old_version_is_refused,
    codes_are_unique_whatever_their_case_and_lead_to_promotions_that_need_them,
    many_codes_are_made_in_short_commits_and_none_twice,
    codes_go_out_as_a_file,
);

fn nothing<T>(outcome: Result<T, crate::error::PromotionError>) -> Result<(), Fault> {
    outcome.map(drop).map_err(Fault::from)
}

async fn what_makes_no_sense_is_refused_at_its_field(database: Database) {
    let shelf = Shelf::open(database).await;
    let effects = [
        (json!({ "kind": "percent_of_lines" }), "/terms/effect/rate"),
        (json!({ "kind": "percent_of_lines", "rate": "100.5" }), "/terms/effect/rate"),
        (json!({ "kind": "percent_of_order", "rate": "0" }), "/terms/effect/rate"),
        (json!({ "kind": "percent_of_order", "rate": "5", "free": 1 }), "/terms/effect/free"),
        (json!({ "kind": "amount_of_order", "amounts": [] }), "/terms/effect/amounts"),
        (
            json!({ "kind": "amount_of_order", "amounts": [{ "amount": "1.005", "currency": "EUR" }] }),
            "/terms/effect/amounts/0/amount",
        ),
        (
            json!({ "kind": "amount_of_order", "amounts": [{ "amount": "-1", "currency": "EUR" }] }),
            "/terms/effect/amounts/0/amount",
        ),
        (json!({ "kind": "cheapest_free", "every": 3 }), "/terms/effect/free"),
        (json!({ "kind": "cheapest_free", "every": 3, "free": 4 }), "/terms/effect/free"),
        (json!({ "kind": "tiers" }), "/terms/effect/tiers"),
        (
            json!({ "kind": "tiers", "tiers": [{ "from": "1", "currency": "EUR", "rate": "101" }] }),
            "/terms/effect/tiers/0/rate",
        ),
    ];
    for (effect, pointer) in effects {
        let terms = serde_json::from_value(json!({ "effect": effect })).unwrap();
        let change = PromotionChange { terms: Some(terms), ..spring(UNLIMITED) };
        let made = shelf.service.create_promotion(&shelf.ctx(), false, change).await;
        let Err(Fault::Refused { fields, .. }) = nothing(made) else { panic!("{effect} was taken") };
        assert_eq!(fields.iter().map(|field| field.pointer.as_str()).collect::<Vec<_>>(), [pointer]);
    }
    let zero = LimitsView { per_person: Some(0), ..UNLIMITED };
    let made = shelf.service.create_promotion(&shelf.ctx(), false, spring(zero)).await;
    assert_eq!(refusal(nothing(made)), "promotions.invalid");
    let all = crate::service::PromotionFilter::default();
    let kept = shelf.service.list_promotions(&shelf.ctx(), &all, &PageRequest::first(10)).await.unwrap();
    assert!(kept.items.is_empty());
}

async fn limits_are_changed_but_not_added_later(database: Database) {
    let shelf = Shelf::open(database).await;
    let free = shelf.promotion(false, spring(UNLIMITED)).await;
    let limit = |limits| PromotionChange { limits: Some(limits), ..PromotionChange::default() };
    let late = shelf.service.change_promotion(&shelf.ctx(), free.id, limit(times(1))).await;
    assert_eq!(refusal(nothing(late)), "promotions.limits_too_late");
    let change = PromotionChange { code: Some("COUNTED".to_owned()), ..spring(times(1)) };
    let counted = shelf.promotion(false, change).await;
    let none = shelf.service.change_promotion(&shelf.ctx(), counted.id, limit(UNLIMITED)).await.unwrap();
    let some = shelf.service.change_promotion(&shelf.ctx(), counted.id, limit(times(3))).await.unwrap();
    assert_eq!((none.limits, some.limits), (UNLIMITED, times(3)));
}

async fn a_change_of_an_old_version_is_refused(database: Database) {
    let shelf = Shelf::open(database).await;
    let made = shelf.promotion(false, spring(UNLIMITED)).await;
    let change = |version| PromotionChange { priority: Some(1), version: Some(version), ..PromotionChange::default() };
    let changed = shelf.service.change_promotion(&shelf.ctx(), made.id, change(made.version)).await.unwrap();
    assert_eq!((changed.priority, changed.names.len()), (1, 2));
    let stale = shelf.service.change_promotion(&shelf.ctx(), made.id, change(made.version)).await;
    assert_eq!(refusal(nothing(stale)), "promotions.stale");
}

async fn codes_are_unique_whatever_their_case_and_lead_to_promotions_that_need_them(database: Database) {
    let shelf = Shelf::open(database).await;
    let (promotion, _) = shelf.coded("SPRING-5", UNLIMITED).await;
    let new = |code: &str| NewCode { code: code.to_owned(), given: CodeFacts::default() };
    let make =
        async |promotion, code| refusal(nothing(shelf.service.create_code(&shelf.ctx(), promotion, new(code)).await));
    assert_eq!(make(promotion.id, "spring5").await, "promotions.code_taken");
    assert_eq!(make(promotion.id, "A!").await, "promotions.invalid");
    let open = PromotionChange { code: Some("OPEN".to_owned()), ..spring(UNLIMITED) };
    let open = shelf.promotion(false, open).await;
    assert_eq!(make(open.id, "SUMMER").await, "promotions.needs_no_code");
    assert_eq!(make(crate::ids::PromotionId::new(), "SUMMER").await, "not_found");
    let twin = shelf.service.create_promotion(&shelf.ctx(), false, spring(UNLIMITED)).await;
    assert_eq!(refusal(nothing(twin)), "promotions.promotion_taken");
}

async fn many_codes_are_made_in_short_commits_and_none_twice(database: Database) {
    let shelf = Arc::new(Shelf::open(database).await);
    let promotion = shelf.promotion(true, spring(UNLIMITED)).await;
    let given = CodeFacts { limits: times(1), ..CodeFacts::default() };
    let new = NewBatch { count: 2_500, prefix: Some("spring-".to_owned()), length: None, given };
    let batch = shelf.service.create_batch(&shelf.ctx(), promotion.id, new.clone()).await.unwrap();
    assert_eq!((batch.made, batch.wanted, batch.prefix.as_str()), (0, 2_500, "SPRING"));
    // Two workers at once, and once more when all is done.
    let workers = (0..2).map(|_| {
        let shelf = Arc::clone(&shelf);
        tokio::spawn(async move {
            loop {
                let fill = kontor_store::retry(|| async { shelf.service.fill_batch(&shelf.ctx(), batch.id).await });
                let (made, wanted) = fill.await.unwrap();
                if made >= wanted {
                    break;
                }
            }
        })
    });
    for worker in workers.collect::<Vec<_>>() {
        worker.await.unwrap();
    }
    assert_eq!(shelf.service.fill_batch(&shelf.ctx(), batch.id).await.unwrap(), (2_500, 2_500));
    let codes = file(&shelf, CodeFilter { batch: Some(batch.id), ..CodeFilter::default() }).await;
    let codes: HashSet<&str> = codes.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(codes.len(), 2_500);
    for (count, length, prefix) in [(0, None, ""), (100_001, None, ""), (1, Some(7), ""), (1, None, "żubr")] {
        let bad = NewBatch { count, length, prefix: Some(prefix.to_owned()), given: CodeFacts::default() };
        let made = shelf.service.create_batch(&shelf.ctx(), promotion.id, bad).await;
        assert_eq!(refusal(nothing(made)), "promotions.invalid", "{count} {length:?} {prefix}");
    }
}

async fn codes_go_out_as_a_file(database: Database) {
    let shelf = Arc::new(Shelf::open(database).await);
    let (promotion, _) = shelf.coded("SPRING5", times(3)).await;
    shelf.order(kontor_kernel::OrderId::new(), promotion.id, Some("SPRING5")).await.unwrap();
    let text = file(&shelf, CodeFilter { promotion: Some(promotion.id), ..CodeFilter::default() }).await;
    let head = "code,state,used,limit_total,limit_per_company,limit_per_person,valid_from,valid_to,company_id,user_id,created_at";
    assert_eq!(text, format!("{head}\nSPRING5,open,1,3,,,,,,,2026-03-10T12:00:00Z\n"));
    let others = CodeFilter { q: Some("summer".to_owned()), ..CodeFilter::default() };
    assert_eq!(file(&shelf, others).await.lines().count(), 1);
    let found = CodeFilter { q: Some("spr-ing".to_owned()), ..CodeFilter::default() };
    assert_eq!(file(&shelf, found).await.lines().count(), 2);
}

async fn file(shelf: &Arc<Shelf>, filter: CodeFilter) -> String {
    let pieces: Vec<_> = Arc::clone(&shelf.service).codes_as_csv(&shelf.ctx(), filter).try_collect().await.unwrap();
    pieces.iter().map(|piece| String::from_utf8_lossy(piece).into_owned()).collect()
}
