//! What baskets have, case by case and for any basket.
//! Amounts are in cents; a line is written as its product, quantity and amount.

use std::collections::{BTreeMap, BTreeSet};

use kontor_hooks::{DiscountLine, Off};
use kontor_kernel::{BusinessDate, ChannelId, CompanyId, Currency, ProductId, Quantity, Rate};
use proptest::prelude::*;

use super::*;
use crate::{
    ids::PromotionId,
    model::{
        effect::{Effect, Tier},
        promotion::{Limits, Period, Standing, Terms},
    },
};

fn day(day: i8) -> BusinessDate {
    BusinessDate::from_ymd(2026, 3, day).unwrap()
}

fn per_cent(rate: &str) -> Rate {
    rate.parse().unwrap()
}

fn cents(minor: i64) -> Amount {
    Amount::from_minor(minor)
}

fn euros(minor: i64) -> BTreeMap<Currency, Amount> {
    BTreeMap::from([(Currency::EUR, cents(minor))])
}

fn promotion(code: &str, effect: Effect) -> Promotion {
    Promotion {
        id: PromotionId::new(),
        code: code.to_owned(),
        names: BTreeMap::new(),
        priority: 100,
        is_exclusive: false,
        needs_code: false,
        period: Period::default(),
        terms: Terms::of(effect),
        is_counted: false,
        limits: Limits::default(),
    }
}

fn exclusive(code: &str, effect: Effect) -> Promotion {
    Promotion { is_exclusive: true, ..promotion(code, effect) }
}

fn line(position: u32, category: &str, quantity: &str, amount: i64) -> DiscountLine {
    DiscountLine {
        position,
        product: ProductId::new(),
        sku: format!("P{position}"),
        categories: vec![category.to_owned()],
        quantity: quantity.parse().unwrap(),
        amount: cents(amount),
        is_manual: false,
    }
}

fn lines(lines: &[(&str, &str, i64)]) -> Vec<DiscountLine> {
    let line = |(at, (category, quantity, amount)): (usize, &(&str, &str, i64))| {
        line(u32::try_from(at).unwrap() + 1, category, quantity, *amount)
    };
    lines.iter().enumerate().map(line).collect()
}

fn on(lines: &[DiscountLine], check: impl FnOnce(&mut Basket<'_>)) -> Basket<'_> {
    let nobody: &'static Standing = Box::leak(Box::default());
    let mut basket = Basket { buyer: nobody, channel: ChannelId::new(), currency: Currency::EUR, date: day(10), lines };
    check(&mut basket);
    basket
}

fn candidates<'a>(promotions: impl IntoIterator<Item = &'a Promotion>) -> Vec<Candidate<'a>> {
    promotions.into_iter().map(|promotion| Candidate { promotion, code: None, used_up: None }).collect()
}

/// What each promotion takes off, and what is left of each line.
fn outcome(promotions: &[Promotion], lines: &[DiscountLine]) -> (Vec<(String, i64)>, Vec<i64>) {
    let choice = choose(candidates(promotions), &on(lines, |_| {})).unwrap();
    let given = choice.given.iter().map(|given| (given.promotion.code.clone(), given.amount.minor())).collect();
    (given, choice.left.iter().map(|left| left.minor()).collect())
}

fn told(given: &[(&str, i64)]) -> Vec<(String, i64)> {
    given.iter().map(|(code, amount)| ((*code).to_owned(), *amount)).collect()
}

/// Why the only promotion is not had.
fn why_not(promotion: &Promotion, basket: &Basket<'_>) -> Option<Obstacle> {
    choose(candidates([promotion]), basket).unwrap().passed_over.pop().map(|(_, obstacle)| obstacle)
}

#[test]
fn a_share_of_lines_is_rounded_by_line_and_a_share_of_the_order_once() {
    let basket = lines(&[("a", "1", 105), ("a", "1", 105), ("a", "1", 105)]);
    let by_line = outcome(&[promotion("L", Effect::RateOfLines(per_cent("5")))], &basket);
    assert_eq!(by_line, (told(&[("L", 15)]), vec![100, 100, 100]));
    let by_order = outcome(&[promotion("O", Effect::RateOfOrder(per_cent("5")))], &basket);
    assert_eq!(by_order, (told(&[("O", 16)]), vec![99, 100, 100]));
}

#[test]
fn an_amount_is_allocated_by_what_lines_cost_and_never_more_than_they_cost() {
    let basket = lines(&[("a", "1", 1_000), ("b", "1", 2_000), ("b", "1", 1)]);
    let ten = outcome(&[promotion("TEN", Effect::AmountOfOrder(euros(1_000)))], &basket);
    assert_eq!(ten, (told(&[("TEN", 1_000)]), vec![667, 1_333, 1]));
    let all = outcome(&[promotion("ALL", Effect::AmountOfOrder(euros(999_999)))], &basket);
    assert_eq!(all, (told(&[("ALL", 3_001)]), vec![0, 0, 0]));
}

#[test]
fn only_the_goods_it_is_about_are_given_and_prices_set_by_hand_are_left_alone() {
    let mut basket = lines(&[("a", "1", 1_000), ("b", "1", 1_000), ("a", "1", 1_000)]);
    basket[2].is_manual = true;
    let mut half = promotion("HALF", Effect::RateOfLines(per_cent("50")));
    half.terms.categories.insert("a".to_owned());
    assert_eq!(outcome(std::slice::from_ref(&half), &basket).1, vec![500, 1_000, 1_000]);
    half.terms.products.insert(basket[1].product, "P2".to_owned());
    half.terms.manual_lines = true;
    assert_eq!(outcome(&[half], &basket).1, vec![500, 500, 500]);
}

#[test]
fn the_more_is_bought_the_greater_the_share() {
    let tier = |from, rate| Tier { currency: Currency::EUR, from: cents(from), rate: per_cent(rate) };
    let tiers = promotion("T", Effect::Tiers(vec![tier(500_000, "8"), tier(100_000, "5")]));
    let off = |value| outcome(std::slice::from_ref(&tiers), &lines(&[("a", "1", value)])).0;
    assert_eq!(off(99_999), told(&[]));
    assert_eq!(
        (off(100_000), off(499_999), off(500_000)),
        (told(&[("T", 5_000)]), told(&[("T", 25_000)]), told(&[("T", 40_000)]))
    );
    let little = lines(&[("a", "1", 60_000)]);
    assert_eq!(why_not(&tiers, &on(&little, |_| {})), Some(Obstacle::ValueMissing(cents(40_000))));
}

#[test]
fn of_every_three_the_cheapest_is_free_whatever_line_it_stands_on() {
    let third = promotion("3", Effect::CheapestFree { every: 3, free: 1 });
    let off = |basket: &[(&str, &str, i64)]| outcome(std::slice::from_ref(&third), &lines(basket)).1;
    assert_eq!(off(&[("a", "2", 2_000), ("a", "1", 700)]), vec![2_000, 0]);
    assert_eq!(off(&[("a", "2", 2_000)]), vec![2_000]);
    // Seven pieces: two are free, the cheapest one and a third of the next line, rounded down.
    assert_eq!(off(&[("a", "3", 1_000), ("a", "1", 300), ("a", "3.9", 3_900)]), vec![667, 0, 3_900]);
    assert_eq!(off(&[("a", "2.99", 2_990)]), vec![2_990]);
}

#[test]
fn combinable_ones_come_by_priority_and_code_each_of_what_is_left() {
    let mut first = promotion("Z", Effect::AmountOfOrder(euros(500)));
    first.priority = 1;
    let (a, b) =
        (promotion("A", Effect::RateOfOrder(per_cent("10"))), promotion("B", Effect::AmountOfOrder(euros(100))));
    let basket = lines(&[("a", "1", 1_500)]);
    let expected = (told(&[("Z", 500), ("A", 100), ("B", 100)]), vec![800]);
    for order in [[&first, &a, &b], [&b, &a, &first], [&a, &first, &b]] {
        assert_eq!(outcome(&order.map(Clone::clone), &basket), expected);
    }
}

#[test]
fn an_exclusive_one_is_had_alone_where_that_takes_off_more() {
    let (a, b) = (promotion("A", Effect::AmountOfOrder(euros(100))), promotion("B", Effect::AmountOfOrder(euros(100))));
    let basket = lines(&[("a", "1", 1_000)]);
    let with =
        |amount| outcome(&[a.clone(), b.clone(), exclusive("X", Effect::AmountOfOrder(euros(amount)))], &basket).0;
    assert_eq!(with(201), told(&[("X", 201)]));
    assert_eq!(with(199), told(&[("A", 100), ("B", 100)]));
    // As much: the one with the smaller priority, then the code that comes first.
    assert_eq!(with(200), told(&[("A", 100), ("B", 100)]));
    let mut early = exclusive("X", Effect::AmountOfOrder(euros(200)));
    early.priority = 1;
    assert_eq!(outcome(&[a, b, early], &basket).0, told(&[("X", 200)]));
}

#[test]
fn what_is_not_had_says_why() {
    let basket = lines(&[("a", "3", 1_000)]);
    let plain = promotion("P", Effect::RateOfOrder(per_cent("5")));
    let why = |change: fn(&mut Promotion)| {
        let mut promotion = plain.clone();
        change(&mut promotion);
        why_not(&promotion, &on(&basket, |_| {}))
    };
    assert_eq!(why(|_| {}), None);
    assert_eq!(why(|it| it.period.from = Some(day(11))), Some(Obstacle::Begins(day(11))));
    assert_eq!(why(|it| it.period.from = Some(day(10))), None);
    assert_eq!(why(|it| it.period.to = Some(day(9))), Some(Obstacle::Ended(day(9))));
    assert_eq!(why(|it| it.period.to = Some(day(10))), None);
    assert_eq!(why(|it| _ = it.terms.channels.insert(ChannelId::new())), Some(Obstacle::OtherChannel));
    assert_eq!(why(|it| _ = it.terms.currencies.insert(Currency::PLN)), Some(Obstacle::OtherCurrency));
    assert_eq!(why(|it| _ = it.terms.min_value.insert(Currency::PLN, cents(1))), Some(Obstacle::OtherCurrency));
    assert_eq!(why(|it| _ = it.terms.companies.insert(CompanyId::new())), Some(Obstacle::OtherBuyer));
    assert_eq!(why(|it| _ = it.terms.categories.insert("b".to_owned())), Some(Obstacle::NoGoods));
    assert_eq!(why(|it| it.terms.min_value = euros(1_001)), Some(Obstacle::ValueMissing(cents(1))));
    assert_eq!(why(|it| it.terms.min_value = euros(1_000)), None);
    let two = Quantity::from_units(2).unwrap();
    assert_eq!(why(|it| it.terms.min_quantity = Quantity::from_units(5)), Some(Obstacle::QuantityMissing(two)));
    assert_eq!(why(|it| it.terms.min_quantity = Quantity::from_units(3)), None);
}

#[test]
fn a_first_order_and_those_who_are_meant() {
    let (firm, site) = (CompanyId::new(), CompanyId::new());
    let basket = lines(&[("a", "1", 1_000)]);
    let mut welcome = promotion("W", Effect::RateOfOrder(per_cent("5")));
    welcome.terms.first_order = true;
    welcome.terms.companies.insert(firm);
    let why = |companies: Vec<CompanyId>, has_ordered| {
        let buyer = Standing { companies, groups: Vec::new(), has_ordered };
        why_not(&welcome, &Basket { buyer: &buyer, ..on(&basket, |_| {}) })
    };
    assert_eq!(why(vec![site, firm], false), None);
    assert_eq!(why(vec![site], false), Some(Obstacle::OtherBuyer));
    assert_eq!(why(vec![site, firm], true), Some(Obstacle::NotTheFirstOrder));
}

#[test]
fn one_that_is_used_up_is_passed_over_and_one_that_finds_nothing_left_is_not_given() {
    let basket = lines(&[("a", "1", 1_000)]);
    let (all, more) =
        (promotion("ALL", Effect::AmountOfOrder(euros(1_000))), promotion("MORE", Effect::RateOfOrder(per_cent("5"))));
    let choice = choose(candidates([&all, &more]), &on(&basket, |_| {})).unwrap();
    assert_eq!(choice.passed_over, vec![(&more, Obstacle::GivesNothing)]);
    let spent = Candidate { promotion: &all, code: None, used_up: Some(Reached::Companys) };
    let choice = choose(vec![spent], &on(&basket, |_| {})).unwrap();
    assert_eq!((choice.given.len(), choice.passed_over), (0, vec![(&all, Obstacle::UsedUp(Reached::Companys))]));
}

fn any_effect() -> impl Strategy<Value = Effect> {
    let rate = (0_i64..=1_000_000).prop_map(Rate::from_ppm);
    let tier = (0_i64..200_000, rate.clone()).prop_map(|(from, rate)| Tier {
        currency: Currency::EUR,
        from: cents(from),
        rate,
    });
    prop_oneof![
        rate.clone().prop_map(Effect::RateOfLines),
        rate.prop_map(Effect::RateOfOrder),
        (1_i64..300_000).prop_map(|amount| Effect::AmountOfLines(euros(amount))),
        (1_i64..300_000).prop_map(|amount| Effect::AmountOfOrder(euros(amount))),
        (1_u32..6, 1_u32..6).prop_map(|(every, free)| Effect::CheapestFree { every: every.max(free), free }),
        prop::collection::vec(tier, 1..4).prop_map(Effect::Tiers),
    ]
}

fn any_promotion() -> impl Strategy<Value = Promotion> {
    let facts = ("[A-Z]{6}", 0_i32..3, any::<bool>(), prop::option::of("[ab]"), any_effect());
    facts.prop_map(|(code, priority, is_exclusive, category, effect)| {
        let mut made = Promotion { priority, is_exclusive, ..promotion(&code, effect) };
        made.terms.categories.extend(category);
        made
    })
}

fn any_line() -> impl Strategy<Value = DiscountLine> {
    let facts = ("[abc]", 1_i64..20_000_000, 0_i64..100_000, prop::bool::weighted(0.1));
    facts.prop_map(|(category, quantity, amount, is_manual)| DiscountLine {
        quantity: Quantity::from_millionths(quantity),
        is_manual,
        ..line(0, &category, "1", amount)
    })
}

fn numbered(mut lines: Vec<DiscountLine>) -> Vec<DiscountLine> {
    (1..).zip(&mut lines).for_each(|(position, line)| line.position = position);
    lines
}

/// What the core makes of an answer by the words of the hook: each of what those before it have left.
fn as_the_core_does(choice: &Choice<'_>, lines: &[DiscountLine]) -> Vec<i64> {
    let mut left: Vec<i64> = lines.iter().map(|line| line.amount.minor()).collect();
    for piece in choice.given.iter().flat_map(|given| &given.pieces) {
        let places: Vec<usize> = (0..lines.len()).filter(|at| piece.positions.contains(&lines[*at].position)).collect();
        let weights: Vec<i64> = places.iter().map(|at| left[*at]).collect();
        let shares: Vec<Amount> = match piece.off {
            Off::Rate(rate) => weights.iter().map(|weight| rate.of(cents(*weight)).unwrap()).collect(),
            Off::Amount(amount) => kontor_kernel::allocate(amount, &weights).unwrap(),
        };
        places.iter().zip(shares).for_each(|(at, share)| left[*at] -= share.minor());
    }
    left
}

proptest! {
    #[test]
    fn never_more_is_taken_off_than_lines_cost_and_the_core_comes_to_the_same(
        promotions in prop::collection::vec(any_promotion(), 0..6),
        basket in prop::collection::vec(any_line(), 0..8).prop_map(numbered),
    ) {
        let choice = choose(candidates(&promotions), &on(&basket, |_| {})).unwrap();
        let left: Vec<i64> = choice.left.iter().map(|left| left.minor()).collect();
        for (line, left) in basket.iter().zip(&left) {
            prop_assert!((0..=line.amount.minor()).contains(left), "{left} of {}", line.amount.minor());
            prop_assert!(!line.is_manual || *left == line.amount.minor());
        }
        prop_assert_eq!(as_the_core_does(&choice, &basket), left.clone());
        let off: i64 = choice.given.iter().map(|given| given.amount.minor()).sum();
        prop_assert_eq!(off, basket.iter().map(|line| line.amount.minor()).sum::<i64>() - left.iter().sum::<i64>());
        prop_assert_eq!(choice.given.len() + choice.passed_over.len(), promotions.len());
    }

    #[test]
    fn the_order_of_promotions_makes_no_difference(
        promotions in prop::collection::vec(any_promotion(), 0..6),
        turn in 0_usize..6,
        basket in prop::collection::vec(any_line(), 0..6).prop_map(numbered),
    ) {
        let mut turned: Vec<&Promotion> = promotions.iter().rev().collect();
        let by = turn % turned.len().max(1);
        turned.rotate_left(by);
        // Of two promotions of one code the order would count; codes are unique.
        let codes: BTreeSet<&str> = promotions.iter().map(|promotion| promotion.code.as_str()).collect();
        prop_assume!(codes.len() == promotions.len());
        let one = choose(candidates(&promotions), &on(&basket, |_| {})).unwrap();
        let other = choose(candidates(turned), &on(&basket, |_| {})).unwrap();
        prop_assert_eq!(&one.left, &other.left);
        let codes = |choice: &Choice<'_>| choice.given.iter().map(|given| given.promotion.code.clone()).collect::<Vec<_>>();
        prop_assert_eq!(codes(&one), codes(&other));
    }

    #[test]
    fn an_exclusive_one_stands_alone_and_nobody_would_have_got_more(
        promotions in prop::collection::vec(any_promotion(), 1..6),
        basket in prop::collection::vec(any_line(), 1..6).prop_map(numbered),
    ) {
        let choice = choose(candidates(&promotions), &on(&basket, |_| {})).unwrap();
        let is_alone = choice.given.iter().any(|given| given.promotion.is_exclusive);
        prop_assert!(!is_alone || choice.given.len() == 1);
        let off: i64 = choice.given.iter().map(|given| given.amount.minor()).sum();
        for promotion in promotions.iter().filter(|promotion| promotion.is_exclusive) {
            let alone = choose(candidates([promotion]), &on(&basket, |_| {})).unwrap();
            prop_assert!(off >= alone.given.iter().map(|given| given.amount.minor()).sum::<i64>());
        }
    }
}
