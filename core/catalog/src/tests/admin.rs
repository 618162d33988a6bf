//! What staff change by hand: products by version, price lists with one default, prices in and out.
//! A refusal names the field and writes nothing.

use kontor_contract::{Fault, catalog::TaxMode};
use kontor_kernel::{CompanyId, PageRequest, Position, Quantity};

use kontor_testkit::{Database, on_both as both};

use super::{Shop, product};
use crate::{
    entities::price_list::{Purpose, State},
    error::CatalogError,
    service::{
        price_lists::{ListChange, NewPriceList},
        prices::PriceSetting,
        products::{ProductChange, ProductFilter},
    },
};

both!(
    a_change_leaves_alone_what_it_does_not_name,
    a_code_that_is_taken_is_refused_by_its_name,
    staff_find_products_by_part_of_a_name_and_no_sign_is_a_pattern,
    the_first_list_of_a_currency_is_the_default_and_prices_come_and_go,
    two_products_made_at_once_with_one_code_are_one_product,
);

fn new(sku: &str, name: &str) -> ProductChange {
    ProductChange { sku: Some(sku.into()), name: Some(name.into()), ..ProductChange::default() }
}

fn list(code: &str) -> NewPriceList {
    NewPriceList {
        code: code.into(),
        currency: None,
        tax_mode: TaxMode::Net,
        purpose: Purpose::Sales,
        state: State::Active,
        facts: ListChange::default(),
    }
}

fn setting(sku: &str, unit_price: Option<&str>) -> PriceSetting {
    PriceSetting {
        sku: sku.into(),
        unit: None,
        min_quantity: Quantity::ONE,
        unit_price: unit_price.map(|text| text.parse().unwrap()),
        per: Quantity::ONE,
        valid_from: None,
        valid_to: None,
    }
}

async fn a_change_leaves_alone_what_it_does_not_name(database: Database) {
    let shop = Shop::open(database).await;
    let ctx = shop.staff();
    let made = shop
        .catalogue
        .create_product(
            &ctx,
            ProductChange { weight_g: Some(12), external_id: Some(Some("77".into())), ..new("A-1", "Bolt") },
        )
        .await
        .unwrap();
    let change =
        ProductChange { name: Some("Hex bolt".into()), version: Some(made.version), ..ProductChange::default() };
    let changed = shop.catalogue.change_product(&ctx, made.id, change.clone()).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.weight_g, changed.external_id.as_deref()), ("Hex bolt", 12, Some("77")));
    let stale = shop.catalogue.change_product(&ctx, made.id, change).await;
    assert!(matches!(stale, Err(CatalogError::Stale { now }) if now == changed.version));
    let emptied = ProductChange { external_id: Some(None), ..ProductChange::default() };
    assert_eq!(shop.catalogue.change_product(&ctx, made.id, emptied).await.unwrap().external_id, None);
}

async fn a_code_that_is_taken_is_refused_by_its_name(database: Database) {
    let shop = Shop::open(database).await;
    let ctx = shop.staff();
    shop.catalogue.create_product(&ctx, new("A-1", "Bolt")).await.unwrap();
    let other = shop.catalogue.create_product(&ctx, new("A-2", "Nut")).await.unwrap();
    let change = ProductChange { sku: Some("a-1".into()), ..ProductChange::default() };
    for refused in [
        shop.catalogue.create_product(&ctx, new("a-1", "Bolt")).await,
        shop.catalogue.change_product(&ctx, other.id, change).await,
    ] {
        let fault = Fault::from(refused.unwrap_err());
        assert!(fault.to_string().contains("a-1"), "{fault}");
    }
    let own = ProductChange { sku: Some("a-2".into()), ..ProductChange::default() };
    assert_eq!(shop.catalogue.change_product(&ctx, other.id, own).await.unwrap().sku, "a-2");
    assert!(shop.catalogue.detail(&ctx, "A-2").await.unwrap().is_some());
}

async fn staff_find_products_by_part_of_a_name_and_no_sign_is_a_pattern(database: Database) {
    let shop = Shop::open(database).await;
    let rows: Vec<_> = [("A", "50% off"), ("B", "50 bolts"), ("C", "Śruba"), ("D", "back\\slash")]
        .map(|(sku, name)| product(sku, name))
        .into();
    shop.products(&rows).await;
    for (text, expected) in
        [("50%", vec!["A"]), ("sruba", vec!["C"]), ("\\", vec!["D"]), ("_", vec![]), ("", vec!["A", "B", "C", "D"])]
    {
        assert_eq!(found(&shop, text).await, expected, "{text}");
    }
}

async fn found(shop: &Shop, text: &str) -> Vec<String> {
    let filter = ProductFilter { text: Some(text.into()), ..ProductFilter::default() };
    let page =
        shop.catalogue.list_products(&shop.staff(), &filter, &PageRequest::new(10, Position::Number(1))).await.unwrap();
    assert_eq!(page.total, Some(page.items.len() as u64));
    page.items.into_iter().map(|item| item.sku).collect()
}

async fn the_first_list_of_a_currency_is_the_default_and_prices_come_and_go(database: Database) {
    let shop = Shop::open(database).await;
    let ctx = shop.staff();
    shop.products(&[product("A", "A")]).await;
    let standard = shop.catalogue.create_price_list(&ctx, list("Standard")).await.unwrap();
    let dealer = shop.catalogue.create_price_list(&ctx, list("dealer")).await.unwrap();
    assert_eq!((standard.is_default, dealer.is_default), (true, false));
    let duplicate = shop.catalogue.create_price_list(&ctx, list("STANDARD")).await;
    assert!(matches!(duplicate, Err(CatalogError::DuplicatePriceList(_))));
    let applied = shop.catalogue.set_prices(&ctx, standard.id, &[setting("a", Some("4.2"))]).await.unwrap();
    assert_eq!(applied.created, 1);
    let company = CompanyId::new();
    assert_eq!(shop.line(company, "A", "1").await.unwrap().unit_price.to_string(), "4.20");
    let listed = shop.catalogue.list_prices(&ctx, standard.id, Some("a"), &PageRequest::default()).await.unwrap();
    assert_eq!(listed.items[0].unit_price, "4.20");
    shop.catalogue.set_prices(&ctx, standard.id, &[setting("A", None)]).await.unwrap();
    assert!(shop.line(company, "A", "1").await.is_err());
    assert_eq!(
        shop.catalogue.list_prices(&ctx, standard.id, None, &PageRequest::default()).await.unwrap().items,
        Vec::new()
    );
    let bad = shop.catalogue.set_prices(&ctx, standard.id, &[setting("A", Some("1")), setting("?", Some("-1"))]).await;
    let Err(CatalogError::Fields(fields)) = bad else { panic!("it was taken") };
    assert_eq!(fields[0].pointer, "/prices/1/sku");
    assert!(shop.line(company, "A", "1").await.is_err(), "half of it was written");
}

async fn two_products_made_at_once_with_one_code_are_one_product(database: Database) {
    let shop = Shop::open(database).await;
    let ctx = shop.staff();
    let both = [0, 1].map(|_| shop.catalogue.create_product(&ctx, new("A-1", "Bolt")));
    let [first, second] = both;
    let (first, second) = tokio::join!(first, second);
    assert!(first.is_ok() != second.is_ok());
    assert_eq!(found(&shop, "A-1").await, ["A-1"]);
}
