//! What the hook answers: names and verdicts in words, limits as they stand, and nothing for those who guess.
//! The cart is one line of 100.00 EUR on 10 March 2026.

use kontor_hooks::Off;
use kontor_kernel::{Amount, BusinessDate, CompanyId, OrderId, UserId};
use kontor_testkit::{Database, on_both as both};

use super::{Shelf, UNLIMITED, spring, times};
use crate::service::{CodeFacts, CodeState, LimitsView, PromotionChange};

both!(
    a_promotion_without_a_code_is_had_by_its_name,
    a_code_is_had_however_it_is_written_and_says_what_it_gives,
    a_code_that_is_not_had_says_why,
    an_unknown_code_and_a_foreign_one_are_told_apart_for_nobody,
    whoever_guesses_has_to_wait_and_keeps_what_was_right,
    a_limit_that_is_reached_is_known_in_the_cart,
    two_codes_of_one_promotion_give_it_once,
);

async fn a_promotion_without_a_code_is_had_by_its_name(database: Database) {
    let shelf = Shelf::open(database).await;
    let promotion = shelf.promotion(false, spring(UNLIMITED)).await;
    let answer = shelf.ask(&shelf.ctx(), shelf.company, None, &[]).await;
    assert_eq!(answer.discounts.len(), 1);
    let discount = &answer.discounts[0];
    assert_eq!((discount.name.as_str(), discount.code.as_deref()), ("Spring", None));
    assert_eq!(discount.source, format!("promotions:{}", promotion.id));
    assert_eq!((discount.off, &discount.positions), (Off::Amount(Amount::from_minor(500)), &vec![1]));
    assert!(discount.source.len() <= 60 && answer.codes.is_empty());
    // A day after the last one nothing is left of it.
    shelf.wait(22 * 86_400);
    assert!(shelf.ask(&shelf.ctx(), shelf.company, None, &[]).await.discounts.is_empty());
}

async fn a_code_is_had_however_it_is_written_and_says_what_it_gives(database: Database) {
    let shelf = Shelf::open(database).await;
    shelf.coded("SPRING-5", UNLIMITED).await;
    for written in ["spring5", " Spring 5 ", "SPRING–5"] {
        let answer = shelf.ask(&shelf.ctx(), shelf.company, None, &[written]).await;
        assert_eq!(answer.discounts[0].code.as_deref(), Some("SPRING-5"));
        assert!(answer.codes[0].is_taken);
        assert_eq!(answer.codes[0].code, written);
        assert!(answer.codes[0].text.starts_with("Spring: "), "{}", answer.codes[0].text);
    }
    assert!(shelf.ask(&shelf.ctx(), shelf.company, None, &[]).await.discounts.is_empty());
}

async fn a_code_that_is_not_had_says_why(database: Database) {
    let shelf = Shelf::open(database).await;
    let (promotion, code) = shelf.coded("SPRING5", UNLIMITED).await;
    let mut change = PromotionChange { terms: spring(UNLIMITED).terms, ..PromotionChange::default() };
    let least = serde_json::json!([{ "amount": "600.00", "currency": "EUR" }]);
    change.terms.as_mut().unwrap().min_value = serde_json::from_value(least).unwrap();
    shelf.service.change_promotion(&shelf.ctx(), promotion.id, change).await.unwrap();
    let said = shelf.said(shelf.company, &["SPRING5"]).await.remove(0).replace('\u{a0}', " ");
    assert_eq!(said, "The code SPRING5 needs goods for €500.00 more.");
    shelf.wait(30 * 86_400);
    assert_eq!(shelf.said(shelf.company, &["SPRING5"]).await, ["The code SPRING5 ended on 31 March 2026."]);
    let begins = CodeFacts { valid_from: BusinessDate::from_ymd(2026, 12, 1), ..CodeFacts::default() };
    shelf.code(promotion.id, "LATER", begins).await;
    assert_eq!(shelf.said(shelf.company, &["later"]).await, ["The code later is valid from 1 December 2026 on."]);
    let blocked = shelf.service.change_code(&shelf.ctx(), code.id, None, Some(CodeState::Blocked), None).await.unwrap();
    assert_eq!(blocked.state, CodeState::Blocked);
    assert_eq!(shelf.said(shelf.company, &["SPRING5"]).await, ["The code SPRING5 has been blocked."]);
    let archive = PromotionChange { archived: Some(true), ..PromotionChange::default() };
    shelf.service.change_promotion(&shelf.ctx(), promotion.id, archive).await.unwrap();
    assert_eq!(shelf.said(shelf.company, &["LATER"]).await, ["The code LATER is no longer valid."]);
}

async fn an_unknown_code_and_a_foreign_one_are_told_apart_for_nobody(database: Database) {
    let shelf = Shelf::open(database).await;
    let promotion = shelf.promotion(true, spring(UNLIMITED)).await;
    let (own, anna) = (CompanyId::new(), UserId::new());
    let of_company = CodeFacts { company_id: Some(own), ..CodeFacts::default() };
    shelf.code(promotion.id, "OFACME", of_company).await;
    let of_person = CodeFacts { user_id: Some(anna), ..CodeFacts::default() };
    shelf.code(promotion.id, "OFANNA", of_person).await;
    let not_valid = |code: &str| format!("The code {code} is not valid here.");
    let stranger = shelf.buyer(CompanyId::new(), UserId::new());
    let company = CompanyId::new();
    let answer = shelf.ask(&stranger, company, stranger.user(), &["OFACME", "OFANNA", "NOBODYS"]).await;
    let said: Vec<String> = answer.codes.into_iter().map(|verdict| verdict.text).collect();
    assert_eq!(said, ["OFACME", "OFANNA", "NOBODYS"].map(not_valid));
    let buyer = shelf.buyer(own, anna);
    for code in ["OFACME", "OFANNA"] {
        let answer = shelf.ask(&buyer, own, Some(anna), &[code]).await;
        assert!(answer.codes[0].is_taken, "{}", answer.codes[0].text);
    }
}

async fn whoever_guesses_has_to_wait_and_keeps_what_was_right(database: Database) {
    let shelf = Shelf::open(database).await;
    let (promotion, _) = shelf.coded("SPRING5", UNLIMITED).await;
    shelf.code(promotion.id, "SECRET", CodeFacts::default()).await;
    for guess in 0..10 {
        shelf.said(shelf.company, &["SPRING5", &format!("GUESS{guess}")]).await;
    }
    let wait = "The code SECRET was not looked at: too many codes were wrong. Try again in 10 minutes.";
    assert_eq!(shelf.said(shelf.company, &["SECRET"]).await, [wait]);
    assert!(shelf.said(shelf.company, &["SPRING5"]).await[0].starts_with("Spring: "));
    assert!(shelf.said(CompanyId::new(), &["SECRET"]).await[0].starts_with("Spring: "));
    shelf.wait(600);
    assert!(shelf.said(shelf.company, &["SECRET"]).await[0].starts_with("Spring: "));
}

async fn a_limit_that_is_reached_is_known_in_the_cart(database: Database) {
    let shelf = Shelf::open(database).await;
    let limits = LimitsView { per_company: Some(1), ..times(2) };
    let (promotion, _) = shelf.coded("TWICE", limits).await;
    shelf.order(OrderId::new(), promotion.id, Some("TWICE")).await.unwrap();
    let own = "Your company has used the code TWICE as often as it may.";
    assert_eq!(shelf.said(shelf.company, &["TWICE"]).await, [own]);
    let other = CompanyId::new();
    assert!(shelf.said(other, &["TWICE"]).await[0].starts_with("Spring: "));
    let ctx = shelf.ctx();
    shelf.order_as(&ctx, other, OrderId::new(), (promotion.id, Some("TWICE"))).await.unwrap();
    let everybodys = "The code TWICE has been used as often as it may be.";
    assert_eq!(shelf.said(CompanyId::new(), &["TWICE"]).await, [everybodys]);
    // The same for a promotion that is had without a code.
    let change = PromotionChange { code: Some("FIRST".to_owned()), ..spring(times(1)) };
    let counted = shelf.promotion(false, change).await;
    let answer = shelf.ask(&ctx, shelf.company, None, &[]).await;
    assert_eq!(answer.discounts.len(), 1);
    shelf.order(OrderId::new(), counted.id, None).await.unwrap();
    assert!(shelf.ask(&ctx, shelf.company, None, &[]).await.discounts.is_empty());
}

async fn two_codes_of_one_promotion_give_it_once(database: Database) {
    let shelf = Shelf::open(database).await;
    let (promotion, _) = shelf.coded("ONE", UNLIMITED).await;
    shelf.code(promotion.id, "TWO", CodeFacts::default()).await;
    let answer = shelf.ask(&shelf.ctx(), shelf.company, None, &["TWO", "ONE"]).await;
    assert_eq!(answer.discounts.len(), 1);
    assert_eq!(answer.discounts[0].code.as_deref(), Some("TWO"));
    assert_eq!(answer.codes[1].text, "The code ONE adds nothing: another of your codes gives the same.");
}
