//! Exact prices: whose, from which list, at which state of the catalogue.
//! A commit on one node is seen there at once and elsewhere when it is asked for.

use kontor_contract::catalog::{LineFault, LineWish};
use kontor_kernel::{CompanyId, Currency, Locale, PageRequest, Position, Quantity, UnitPrice};

use kontor_testkit::{Database, on_both as both};

use super::{Shop, price, product, today, wish};
use crate::{error::CatalogError, model::price::QuantityRule, service::quantity_rules::QuantitySetting};

both!(
    own_lists_are_asked_by_priority_and_then_the_default_one,
    quantities_must_be_positive_and_fit_the_unit,
    a_price_set_by_hand_is_taken_as_it_is_unless_it_is_negative,
    another_companys_prices_are_never_told,
    a_class_without_a_rate_is_not_sold_free_of_tax,
    a_commit_is_seen_at_once_on_its_node_and_elsewhere_when_asked_for,
    a_state_holds_until_something_changes_that_concerns_the_product,
);

async fn own_lists_are_asked_by_priority_and_then_the_default_one(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("A", "A"), product("B", "B"), product("C", "C"), product("D", "D")]).await;
    let mut rows = vec![price("contract", "A", 10, "7"), price("dealer", "A", 1, "8"), price("dealer", "B", 1, "5")];
    rows.extend([price("standard", "A", 1, "9"), price("standard", "B", 1, "9"), price("standard", "C", 1, "0")]);
    shop.prices(&rows).await;
    let company = CompanyId::new();
    shop.assign(company, &["contract", "dealer"]).await;
    let found = async |sku: &str, quantity: &str| {
        let line = shop.line(company, sku, quantity).await?;
        Ok((line.unit_price.to_string(), line.source, line.tax_rate.to_string()))
    };
    let expected = |price: &str, list: &str| Ok((price.to_owned(), list.to_owned(), "23".to_owned()));
    assert_eq!(found("a", "10").await, expected("7.00", "contract"));
    assert_eq!(found("a", "9").await, expected("8.00", "dealer"));
    assert_eq!(found("B", "1").await, expected("5.00", "dealer"));
    assert_eq!(found("C", "1").await, expected("0.00", "standard"));
    assert_eq!(found("D", "1").await, Err("NoPrice(\"D\")".to_owned()));
    assert_eq!(found("nothing", "1").await, Err("UnknownProduct(\"nothing\")".to_owned()));
    shop.assign(company, &[]).await;
    assert_eq!(found("a", "10").await, expected("9.00", "standard"));
}

async fn quantities_must_be_positive_and_fit_the_unit(database: Database) {
    let shop = Shop::open(database).await;
    let mut cable = product("CABLE", "Cable");
    cable.quantity_decimals = Some(1);
    shop.products(&[cable, product("BOLT", "Bolt")]).await;
    shop.prices(&[price("standard", "CABLE", 1, "3"), price("standard", "BOLT", 1, "1")]).await;
    let company = CompanyId::new();
    for (sku, quantity, is_taken) in [
        ("CABLE", "0.5", true),
        ("CABLE", "0.25", false),
        ("BOLT", "0.5", false),
        ("BOLT", "0", false),
        ("BOLT", "-1", false),
    ] {
        assert_eq!(shop.line(company, sku, quantity).await.is_ok(), is_taken, "{quantity} of {sku}");
    }
}

async fn a_price_set_by_hand_is_taken_as_it_is_unless_it_is_negative(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("A", "A")]).await;
    let ctx = shop.staff();
    let by_hand = |text: &str| LineWish { manual_price: Some(text.parse::<UnitPrice>().unwrap()), ..wish("A", "2") };
    let wishes = [by_hand("1.2345"), by_hand("0"), by_hand("-1")];
    let priced = shop.catalogue.price_lines(&ctx, CompanyId::new(), today(), Currency::PLN, &wishes).await.unwrap();
    let lines: Vec<_> = priced
        .lines
        .iter()
        .map(|line| line.as_ref().map(|line| (line.unit_price.millionths(), line.source.as_str())))
        .collect();
    let refused = LineFault::NoPrice("A".into());
    assert_eq!(lines, [Ok((1_234_500, "manual")), Ok((0, "manual")), Err(&refused)]);
}

async fn another_companys_prices_are_never_told(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("A", "A")]).await;
    shop.prices(&[price("contract", "A", 1, "1")]).await;
    let (own, foreign) = (CompanyId::new(), CompanyId::new());
    shop.assign(foreign, &["contract"]).await;
    let ctx = shop.buyer(own, Locale::Pl);
    let refused = shop.catalogue.price_lines(&ctx, foreign, today(), Currency::PLN, &[wish("A", "1")]).await;
    assert!(matches!(refused, Err(CatalogError::ForeignCompany)));
    assert_eq!(shop.catalogue.assigned_lists(&ctx, &[foreign]).await.unwrap(), Vec::new());
    let told = shop.catalogue.assigned_lists(&shop.staff(), &[own, foreign]).await.unwrap();
    assert_eq!(told, [(foreign, "contract".to_owned())]);
}

async fn a_class_without_a_rate_is_not_sold_free_of_tax(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    let mut book = product("BOOK", "Book");
    book.tax_class = Some("reduced".into());
    shop.products(&[book]).await;
    shop.prices(&[price("standard", "BOOK", 1, "1")]).await;
    let company = CompanyId::new();
    let ctx = shop.buyer(company, Locale::Pl);
    let refused = shop.catalogue.price_lines(&ctx, company, today(), Currency::PLN, &[wish("BOOK", "1")]).await;
    assert!(matches!(refused, Err(CatalogError::NoTaxRate { .. })));
}

async fn a_commit_is_seen_at_once_on_its_node_and_elsewhere_when_asked_for(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("A", "A"), product("B", "B")]).await;
    shop.prices(&[price("standard", "A", 1, "5"), price("standard", "B", 1, "5")]).await;
    let (company, other) = (CompanyId::new(), shop.other_node());
    let ctx = shop.buyer(company, Locale::Pl);
    let wishes = [wish("A", "1"), wish("B", "1")];
    let before = other.price_lines(&ctx, company, today(), Currency::PLN, &wishes).await.unwrap();
    let of = |sku: &str| before.lines.iter().flatten().find(|line| line.sku == sku).unwrap().product;
    shop.prices(&[price("standard", "A", 1, "6")]).await;
    assert_eq!(shop.line(company, "A", "1").await.unwrap().unit_price.to_string(), "6.00");
    let tx = shop.write().await;
    assert!(!other.still_holds(&tx, before.epoch, &[of("A")]).await.unwrap());
    assert!(other.still_holds(&tx, before.epoch, &[of("B")]).await.unwrap(), "nothing of B has changed");
    drop(tx);
    other.read_newest(&ctx).await.unwrap();
    let after = other.price_lines(&ctx, company, today(), Currency::PLN, &wishes).await.unwrap();
    assert_eq!(after.lines[0].as_ref().unwrap().unit_price.to_string(), "6.00");
    let tx = shop.write().await;
    assert!(other.still_holds(&tx, after.epoch, &[of("A")]).await.unwrap());
}

async fn a_state_holds_until_something_changes_that_concerns_the_product(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("A", "A"), product("B", "B")]).await;
    shop.prices(&[price("standard", "A", 1, "5"), price("standard", "B", 1, "5")]).await;
    let company = CompanyId::new();
    let (a, b) = (shop.line(company, "A", "1").await.unwrap(), shop.line(company, "B", "1").await.unwrap());
    let state = async || {
        let ctx = shop.staff();
        shop.catalogue.price_lines(&ctx, company, today(), Currency::PLN, &[]).await.unwrap().epoch
    };
    let holds = async |epoch: i64| {
        let tx = shop.write().await;
        let of = |product| shop.catalogue.still_holds(&tx, epoch, product);
        (of(&[a.product]).await.unwrap(), of(&[b.product]).await.unwrap())
    };
    let before = state().await;
    shop.products(&[product("B", "Better")]).await;
    assert_eq!(holds(before).await, (true, false), "a product");
    let before = state().await;
    shop.prices(&[price("standard", "B", 1, "6")]).await;
    assert_eq!(holds(before).await, (true, false), "a price");
    let before = state().await;
    let lists =
        shop.catalogue.list_price_lists(&shop.staff(), &PageRequest::new(1, Position::Cursor(None))).await.unwrap();
    let pairs = QuantityRule { increment: Quantity::from_units(2), ..QuantityRule::default() };
    let setting = QuantitySetting { sku: "B".into(), rule: pairs };
    shop.catalogue.set_quantities(&shop.staff(), lists.items[0].id, &[setting]).await.unwrap();
    assert_eq!(holds(before).await, (true, false), "a quantity rule");
    let before = state().await;
    shop.assign(company, &["standard"]).await;
    assert_eq!(holds(before).await, (false, false), "who has which list concerns everybody");
}
