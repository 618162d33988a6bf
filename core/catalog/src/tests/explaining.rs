//! Why a price is what it is, what rules and schedules make of it, and how it was before.
//! Explanations come from the code that prices, so each is compared with what a line costs.

use kontor_contract::catalog::{LineFault, TaxMode};
use kontor_kernel::{BusinessDate, CompanyId, Locale, PageRequest, Position, Quantity};

use kontor_testkit::{Database, on_both as both};

use super::{Shop, price, product, today};
use crate::{
    entities::price_list::{Purpose, State},
    error::CatalogError,
    manifest::{COSTS_READ, COSTS_WRITE},
    model::price::{QuantityRule, WrittenEnding, WrittenRule},
    read_model::Buyer,
    service::{
        explain::{PriceExplanation, Question},
        policy::{PolicyView, PriceStrategy},
        price_lists::{ListChange, NewPriceList, PriceListView},
        prices::PriceSetting,
        quantity_rules::QuantitySetting,
    },
};

both!(
    every_list_that_was_asked_is_named_with_what_it_said,
    a_list_of_rules_makes_prices_and_tells_how,
    a_scheduled_list_switches_on_its_first_day_and_ends_after_its_last,
    a_price_with_a_successor_switches_on_its_day,
    the_past_is_explained_as_it_was,
    what_goods_cost_is_told_to_those_who_may_know,
    the_lowest_price_wins_where_the_tenant_says_so,
    a_list_cannot_be_derived_from_itself_and_rules_must_be_readable,
    quantities_are_ruled_by_the_first_list_that_says_so,
);

fn new(code: &str, purpose: Purpose, facts: ListChange) -> NewPriceList {
    NewPriceList { code: code.into(), currency: None, tax_mode: TaxMode::Net, purpose, state: State::Active, facts }
}

fn rules(base: &str, rules: &[(Option<&str>, &str)]) -> ListChange {
    let rule = |(when, price): &(Option<&str>, &str)| WrittenRule {
        when: when.map(str::to_owned),
        price: (*price).to_owned(),
    };
    let base_list = (!base.is_empty()).then(|| Some(base.to_owned()));
    ListChange { base_list, rules: Some(rules.iter().map(rule).collect()), ..ListChange::default() }
}

fn setting(sku: &str, price: &str, from: Option<BusinessDate>) -> PriceSetting {
    PriceSetting {
        sku: sku.into(),
        unit: None,
        min_quantity: Quantity::ONE,
        unit_price: Some(price.parse().unwrap()),
        per: Quantity::ONE,
        valid_from: from,
        valid_to: None,
    }
}

fn november(day: i8) -> BusinessDate {
    BusinessDate::from_ymd(2026, 11, day).unwrap()
}

impl Shop {
    async fn list(&self, new: NewPriceList) -> PriceListView {
        self.catalogue.create_price_list(&self.staff_who_may(&[COSTS_READ, COSTS_WRITE]), new).await.unwrap()
    }

    async fn why(&self, company: CompanyId, sku: &str, quantity: &str) -> PriceExplanation {
        let question = question(company, sku, quantity);
        self.catalogue.explain_price(&self.staff(), &question).await.unwrap()
    }
}

fn question(company: CompanyId, sku: &str, quantity: &str) -> Question {
    Question {
        sku: sku.into(),
        buyer: Buyer { company: Some(company), channel: None },
        quantity: quantity.parse().unwrap(),
        unit: None,
        date: None,
        as_of: None,
        currency: None,
    }
}

fn said(explanation: &PriceExplanation) -> Vec<(&str, &str, bool)> {
    explanation.steps.iter().map(|step| (step.price_list.as_str(), step.outcome, step.won)).collect()
}

fn found(explanation: &PriceExplanation) -> Option<(&str, &str)> {
    explanation.price.as_ref().map(|price| (price.price_list.as_str(), price.unit_price.as_str()))
}

async fn every_list_that_was_asked_is_named_with_what_it_said(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("A", "Bolt")]).await;
    shop.prices(&[price("dealer", "A", 100, "8"), price("standard", "A", 1, "9")]).await;
    let draft = NewPriceList { state: State::Draft, ..new("next", Purpose::Sales, ListChange::default()) };
    shop.list(draft).await;
    let company = CompanyId::new();
    shop.assign(company, &["next", "dealer"]).await;
    let why = shop.why(company, "a", "5").await;
    let expected = [("next", "draft", false), ("dealer", "below_smallest", false), ("standard", "price", true)];
    assert_eq!(said(&why), expected);
    assert_eq!(found(&why), Some(("standard", "9.00")));
    let why = shop.why(company, "a", "100").await;
    assert_eq!(said(&why), [("next", "draft", false), ("dealer", "price", true)]);
    assert_eq!(shop.line(company, "a", "100").await.unwrap().source, "dealer");
}

async fn a_list_of_rules_makes_prices_and_tells_how(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    let mut tool = product("T", "Drill");
    tool.category = Some("tools".into());
    shop.products(&[product("A", "Bolt"), tool]).await;
    let (one, ten) = (price("standard", "T", 1, "300"), price("standard", "T", 10, "250"));
    shop.prices(&[price("standard", "A", 1, "9.50"), one, ten]).await;
    let ending =
        WrittenEnding { step: "1".parse().unwrap(), plus: "0.99".parse().unwrap(), toward: Default::default() };
    let facts = rules("standard", &[(Some("'tools' in categories"), "price * 0.8"), (None, "price")]);
    shop.list(new("club", Purpose::Sales, ListChange { ending: Some(Some(ending)), ..facts })).await;
    let company = CompanyId::new();
    shop.assign(company, &["club"]).await;
    let why = shop.why(company, "T", "10").await;
    let step = why.steps[0].rule.as_ref().unwrap();
    assert_eq!(
        (step.number, step.when.as_deref(), step.formula.as_str()),
        (1, Some("'tools' in categories"), "price * 0.8")
    );
    assert_eq!(
        (step.base_price.as_deref(), step.computed.as_str(), step.ended.as_str()),
        (Some("250.00"), "200.00", "199.99")
    );
    for (sku, quantity, expected) in [("T", "1", "239.99"), ("T", "10", "199.99"), ("A", "3", "9.99")] {
        let line = shop.line(company, sku, quantity).await.unwrap();
        assert_eq!(
            (line.source.as_str(), line.unit_price.to_string().as_str()),
            ("club", expected),
            "{quantity} of {sku}"
        );
        assert_eq!(found(&shop.why(company, sku, quantity).await), Some(("club", expected)));
    }
    // A price of the base list changes what is derived from it.
    shop.prices(&[price("standard", "A", 1, "20")]).await;
    assert_eq!(found(&shop.why(company, "A", "1").await), Some(("club", "19.99")));
}

async fn a_scheduled_list_switches_on_its_first_day_and_ends_after_its_last(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("A", "Bolt")]).await;
    shop.prices(&[price("standard", "A", 1, "9"), price("autumn", "A", 1, "7")]).await;
    let lists = shop.catalogue.list_price_lists(&shop.staff(), &everything()).await.unwrap();
    let autumn = lists.items.iter().find(|list| list.code == "autumn").unwrap();
    let days = ListChange {
        valid_from: Some(Some(november(22))),
        valid_to: Some(Some(november(24))),
        ..ListChange::default()
    };
    shop.catalogue.change_price_list(&shop.staff(), autumn.id, days).await.unwrap();
    let company = CompanyId::new();
    shop.assign(company, &["autumn"]).await;
    let on = async |day: i8| {
        let asked = Question { date: Some(november(day)), ..question(company, "A", "1") };
        found(&shop.catalogue.explain_price(&shop.staff(), &asked).await.unwrap()).unwrap().1.to_owned()
    };
    assert_eq!(
        (on(21).await, on(22).await, on(24).await, on(25).await),
        ("9.00".into(), "7.00".into(), "7.00".into(), "9.00".into())
    );
}

fn everything() -> PageRequest {
    PageRequest::new(100, Position::Cursor(None))
}

async fn a_price_with_a_successor_switches_on_its_day(database: Database) {
    let mut shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("A", "Bolt")]).await;
    shop.prices(&[price("standard", "A", 1, "9")]).await;
    let list = shop.catalogue.list_price_lists(&shop.staff(), &everything()).await.unwrap().items.remove(0);
    let next = [setting("A", "11", Some(november(22)))];
    shop.catalogue.set_prices(&shop.staff(), list.id, &next).await.unwrap();
    let company = CompanyId::new();
    assert_eq!(found(&shop.why(company, "A", "1").await), Some(("standard", "9.00")));
    // Warsaw is an hour ahead: one second before midnight there, and one after.
    shop.at("2026-11-21T22:59:59Z");
    assert_eq!(found(&shop.why(company, "A", "1").await), Some(("standard", "9.00")));
    shop.at("2026-11-21T23:00:00Z");
    assert_eq!(found(&shop.why(company, "A", "1").await), Some(("standard", "11.00")));
}

async fn the_past_is_explained_as_it_was(database: Database) {
    let mut shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("A", "Bolt")]).await;
    shop.prices(&[price("standard", "A", 1, "9"), price("dealer", "A", 1, "8")]).await;
    let company = CompanyId::new();
    shop.assign(company, &["dealer"]).await;
    shop.at("2026-11-22T10:00:00Z");
    shop.prices(&[price("dealer", "A", 1, "6")]).await;
    shop.at("2026-11-23T10:00:00Z");
    shop.assign(company, &[]).await;
    shop.at("2026-11-24T10:00:00Z");
    let lists = shop.catalogue.list_price_lists(&shop.staff(), &everything()).await.unwrap();
    let standard = lists.items.iter().find(|list| list.code == "standard").unwrap();
    let ended = ListChange { valid_to: Some(Some(november(23))), ..ListChange::default() };
    shop.catalogue.change_price_list(&shop.staff(), standard.id, ended).await.unwrap();
    shop.at("2026-11-25T10:00:00Z");
    let at = async |instant: &str, day: i8| {
        let as_of = Some(instant.parse().unwrap());
        let asked = Question { as_of, date: Some(november(day)), ..question(company, "A", "1") };
        let why = shop.catalogue.explain_price(&shop.staff(), &asked).await.unwrap();
        found(&why).map(|(list, price)| format!("{list} {price}"))
    };
    assert_eq!(at("2026-11-21T12:00:00Z", 21).await.as_deref(), Some("dealer 8.00"));
    assert_eq!(at("2026-11-22T12:00:00Z", 22).await.as_deref(), Some("dealer 6.00"));
    assert_eq!(at("2026-11-23T12:00:00Z", 24).await.as_deref(), Some("standard 9.00"));
    assert_eq!(at("2026-11-24T12:00:00Z", 24).await, None);
    assert_eq!(found(&shop.why(company, "A", "1").await), None);
}

async fn what_goods_cost_is_told_to_those_who_may_know(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("A", "Bolt")]).await;
    shop.prices(&[price("standard", "A", 1, "10")]).await;
    let costs = shop.list(new("costs", Purpose::Cost, ListChange::default())).await;
    assert!(costs.is_default, "the first list of costs says what goods cost");
    let manager = shop.staff_who_may(&[COSTS_READ, COSTS_WRITE]);
    shop.catalogue.set_prices(&manager, costs.id, &[setting("A", "8", None)]).await.unwrap();
    let floor = PolicyView { strategy: PriceStrategy::FirstMatch, margin_floor: Some("25".parse().unwrap()) };
    shop.catalogue.write_policy(&shop.staff(), floor).await.unwrap();
    let company = CompanyId::new();
    let why = shop.catalogue.explain_price(&manager, &question(company, "A", "1")).await.unwrap();
    let margin = why.margin.unwrap();
    assert_eq!((margin.cost.as_str(), margin.margin.to_string().as_str(), margin.is_below_floor), ("8.00", "20", true));
    // Somebody else sees neither the margin nor the list.
    assert_eq!(shop.why(company, "A", "1").await.margin, None);
    let seen = shop.catalogue.list_price_lists(&shop.staff(), &everything()).await.unwrap();
    assert!(seen.items.iter().all(|list| list.code != "costs"));
    let refused = shop.catalogue.set_prices(&shop.staff(), costs.id, &[setting("A", "1", None)]).await;
    assert!(matches!(refused, Err(CatalogError::NotFound(_))));
    // Nobody buys by it.
    let tx = shop.write().await;
    let wanted = [kontor_contract::catalog::AssignedLists { company, price_lists: vec!["costs".into()] }];
    assert!(matches!(shop.catalogue.assign_lists(&tx, &wanted).await, Err(CatalogError::CostList(_))));
}

async fn the_lowest_price_wins_where_the_tenant_says_so(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("A", "Bolt")]).await;
    shop.prices(&[price("dealer", "A", 1, "9"), price("standard", "A", 1, "10"), price("standard", "A", 50, "7")])
        .await;
    let company = CompanyId::new();
    shop.assign(company, &["dealer"]).await;
    let source = async |quantity: &str| shop.line(company, "A", quantity).await.unwrap().source;
    assert_eq!((source("1").await.as_str(), source("50").await.as_str()), ("dealer", "dealer"));
    let lowest = PolicyView { strategy: PriceStrategy::Lowest, margin_floor: None };
    shop.catalogue.write_policy(&shop.staff(), lowest).await.unwrap();
    assert_eq!((source("1").await.as_str(), source("50").await.as_str()), ("dealer", "standard"));
    let why = shop.why(company, "A", "50").await;
    assert_eq!(said(&why), [("dealer", "price", false), ("standard", "price", true)]);
}

async fn a_list_cannot_be_derived_from_itself_and_rules_must_be_readable(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("A", "Bolt")]).await;
    let base = shop.list(new("base", Purpose::Sales, ListChange::default())).await;
    shop.list(new("less", Purpose::Sales, rules("base", &[(None, "price * 0.9")]))).await;
    let pointers =
        async |change: ListChange| match shop.catalogue.change_price_list(&shop.staff(), base.id, change).await {
            Err(CatalogError::Fields(faults)) => {
                faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
    let one = |pointer: &str, code| vec![(pointer.to_owned(), code)];
    assert_eq!(pointers(rules("less", &[(None, "price")])).await, one("/base_list", "catalog.base_circle"));
    assert_eq!(pointers(rules("base", &[(None, "price")])).await, one("/base_list", "catalog.base_circle"));
    assert_eq!(pointers(rules("none", &[(None, "cost")])).await, one("/base_list", "catalog.unknown_price_list"));
    assert_eq!(pointers(rules("", &[(None, "price * 0.9")])).await, one("/base_list", "catalog.no_base_list"));
    assert_eq!(pointers(rules("", &[(Some("colour =="), "cost")])).await, one("/rules/0/when", "catalog.bad_rule"));
    assert_eq!(
        pointers(rules("", &[(None, "cost"), (None, "margin")])).await,
        one("/rules/1/price", "catalog.bad_rule")
    );
    let back = ListChange { state: Some(State::Draft), ..ListChange::default() };
    assert!(pointers(back).await.contains(&("/state".to_owned(), "catalog.bad_list_state")));
}

async fn quantities_are_ruled_by_the_first_list_that_says_so(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("A", "Bolt")]).await;
    shop.prices(&[price("standard", "A", 1, "9"), price("dealer", "A", 1, "8")]).await;
    let lists = shop.catalogue.list_price_lists(&shop.staff(), &everything()).await.unwrap();
    let id = |code: &str| lists.items.iter().find(|list| list.code == code).unwrap().id;
    let some = |units: i64| Quantity::from_units(units).filter(|quantity| quantity.is_positive());
    let rule = |least, most, step| QuantityRule { minimum: some(least), maximum: some(most), increment: some(step) };
    let set = async |list: &str, rule: QuantityRule| {
        let settings = [QuantitySetting { sku: "A".into(), rule }];
        shop.catalogue.set_quantities(&shop.staff(), id(list), &settings).await
    };
    set("standard", rule(12, 120, 12)).await.unwrap();
    let company = CompanyId::new();
    let refused = async |quantity: &str| {
        let ctx = shop.buyer(company, Locale::Pl);
        let wishes = [super::wish("A", quantity)];
        let priced = shop.catalogue.price_lines(&ctx, company, today(), kontor_kernel::Currency::PLN, &wishes).await;
        match priced.unwrap().lines.into_iter().next().unwrap() {
            Err(LineFault::QuantityRule { nearest, .. }) => Some(nearest),
            other => other.map(|_| None).unwrap(),
        }
    };
    assert_eq!(
        (refused("24").await, refused("25").await, refused("500").await),
        (None, Some(some(36)), Some(some(120)))
    );
    shop.assign(company, &["dealer"]).await;
    set("dealer", rule(5, 0, 5)).await.unwrap();
    assert_eq!((refused("25").await, refused("500").await), (None, None));
    set("dealer", rule(0, 0, 0)).await.unwrap();
    assert_eq!(refused("25").await, Some(some(36)));
    assert!(matches!(set("dealer", rule(13, 20, 12)).await, Err(CatalogError::Fields(_))));
}
