//! The resolver against a naive one that looks at everything, and its rules one by one.
//! Whatever the lists hold, both must find the same price.

use kontor_contract::catalog::TaxMode;
use kontor_kernel::{BusinessDate, Currency, PriceListId, Quantity, UnitPrice};
use proptest::prelude::*;

use crate::model::price::{Found, ListFacts, Tier, ladder, resolve, shown};

fn day(day: i8) -> BusinessDate {
    BusinessDate::from_ymd(2026, 11, day).unwrap()
}

fn units(count: i64) -> Quantity {
    Quantity::from_units(count).unwrap()
}

fn tier(min: i64, price: i64) -> Tier {
    Tier {
        min_quantity: units(min),
        unit_price: UnitPrice::from_millionths(price),
        per: Quantity::ONE,
        valid_from: None,
        valid_to: None,
    }
}

fn list(code: &str, currency: Currency) -> ListFacts {
    ListFacts { id: PriceListId::new(), code: code.to_owned(), currency, tax_mode: TaxMode::Net, is_default: false }
}

fn price_of(lists: &[(ListFacts, Vec<Tier>)], quantity: Quantity) -> Option<(String, i64)> {
    let found = resolve(offers(lists), Currency::EUR, quantity, day(15))?;
    Some((found.list.code.clone(), found.tier.unit_price.millionths()))
}

fn offers(lists: &[(ListFacts, Vec<Tier>)]) -> impl Iterator<Item = (&ListFacts, &[Tier])> {
    lists.iter().map(|(list, tiers)| (list, tiers.as_slice()))
}

#[test]
fn the_first_list_with_a_price_wins_even_when_a_later_one_is_cheaper() {
    let lists = [
        (list("contract", Currency::EUR), vec![tier(10, 90)]),
        (list("default", Currency::EUR), vec![tier(1, 100), tier(100, 50)]),
    ];
    assert_eq!(price_of(&lists, units(5)), Some(("default".to_owned(), 100)));
    assert_eq!(price_of(&lists, units(10)), Some(("contract".to_owned(), 90)));
    assert_eq!(price_of(&lists, units(200)), Some(("contract".to_owned(), 90)));
}

#[test]
fn lists_of_another_currency_do_not_exist() {
    let lists = [(list("pounds", Currency::GBP), vec![tier(1, 1)]), (list("euros", Currency::EUR), vec![tier(1, 2)])];
    assert_eq!(price_of(&lists, units(1)), Some(("euros".to_owned(), 2)));
    assert_eq!(price_of(&lists[..1], units(1)), None);
}

#[test]
fn a_price_from_one_unit_also_holds_for_half_of_it_and_a_price_from_ten_does_not_hold_for_nine() {
    let half = Quantity::from_millionths(500_000);
    assert_eq!(price_of(&[(list("a", Currency::EUR), vec![tier(1, 7)])], half), Some(("a".to_owned(), 7)));
    assert_eq!(price_of(&[(list("a", Currency::EUR), vec![tier(10, 7)])], units(9)), None);
}

#[test]
fn a_price_holds_from_its_first_to_its_last_day() {
    let dated = [Tier { valid_from: Some(day(10)), valid_to: Some(day(20)), ..tier(1, 5) }];
    let facts = list("a", Currency::EUR);
    for (on, holds) in [(9, false), (10, true), (20, true), (21, false)] {
        let found = resolve([(&facts, dated.as_slice())], Currency::EUR, units(1), day(on));
        assert_eq!(found.is_some(), holds, "on the {on}th");
    }
}

#[test]
fn free_of_charge_is_a_price() {
    assert_eq!(price_of(&[(list("a", Currency::EUR), vec![tier(1, 0)])], units(1)), Some(("a".to_owned(), 0)));
}

#[test]
fn what_is_not_sold_singly_is_shown_with_its_first_quantity() {
    let lists = [(list("a", Currency::EUR), vec![tier(10, 7), tier(50, 6)])];
    let rungs = ladder(offers(&lists), Currency::EUR, day(15));
    let (first, tiers) = shown(&rungs).unwrap();
    assert_eq!((first.tier.min_quantity, tiers.len()), (units(10), 2));
}

/// Looks at every tier of every list and keeps the best by the rule's words.
fn naive(lists: &[(ListFacts, Vec<Tier>)], quantity: Quantity, date: BusinessDate) -> Option<(PriceListId, Tier)> {
    for (facts, tiers) in lists {
        if facts.currency != Currency::EUR {
            continue;
        }
        let mut valid: Vec<Tier> = tiers.clone();
        valid.retain(|tier| tier.valid_from.is_none_or(|from| from <= date));
        valid.retain(|tier| tier.valid_to.is_none_or(|to| to >= date));
        let lowest = valid.iter().map(|tier| tier.min_quantity).min();
        let mut best: Option<Tier> = None;
        for tier in valid {
            let is_base = Some(tier.min_quantity) == lowest && tier.min_quantity <= Quantity::ONE;
            let is_reached = tier.min_quantity <= quantity || is_base;
            if is_reached && best.is_none_or(|best| best.min_quantity < tier.min_quantity) {
                best = Some(tier);
            }
        }
        if let Some(best) = best {
            return Some((facts.id, best));
        }
    }
    None
}

fn any_date() -> impl Strategy<Value = Option<BusinessDate>> {
    proptest::option::of((1_i8..30).prop_map(day))
}

fn any_tiers() -> impl Strategy<Value = Vec<Tier>> {
    let one = (1_i64..40, 0_i64..1_000, any_date(), any_date()).prop_map(|(quarters, price, valid_from, valid_to)| {
        let min_quantity = Quantity::from_millionths(quarters * 250_000);
        Tier { min_quantity, valid_from, valid_to, ..tier(1, price) }
    });
    proptest::collection::vec(one, 0..6).prop_map(|mut tiers| {
        tiers.sort_by_key(|tier| tier.min_quantity);
        tiers.dedup_by_key(|tier| tier.min_quantity);
        tiers
    })
}

fn any_lists() -> impl Strategy<Value = Vec<(ListFacts, Vec<Tier>)>> {
    let one = (any::<bool>(), any_tiers())
        .prop_map(|(is_euro, tiers)| (list("any", if is_euro { Currency::EUR } else { Currency::PLN }), tiers));
    proptest::collection::vec(one, 0..5)
}

proptest! {
    #[test]
    fn the_resolver_finds_what_the_naive_one_finds(lists in any_lists(), quarters in 1_i64..60, on in 1_i8..30) {
        let quantity = Quantity::from_millionths(quarters * 250_000);
        let found = resolve(offers(&lists), Currency::EUR, quantity, day(on)).map(|found| (found.list.id, found.tier));
        prop_assert_eq!(found, naive(&lists, quantity, day(on)));
    }

    #[test]
    fn the_ladder_shows_the_price_that_every_quantity_gets(lists in any_lists(), quarters in 4_i64..60, on in 1_i8..30) {
        let quantity = Quantity::from_millionths(quarters * 250_000);
        let rungs = ladder(offers(&lists), Currency::EUR, day(on));
        let reached = |rung: &&Found<'_>| rung.tier.min_quantity <= quantity;
        let from_ladder = rungs.iter().rev().find(reached).map(|rung| (rung.list.id, rung.tier));
        prop_assert_eq!(from_ladder, naive(&lists, quantity, day(on)));
    }
}
