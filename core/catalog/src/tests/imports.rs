//! Rows that imports bring: written once, whatever their case, and never again when nothing differs.
//! What is wrong is told by row and column before anything is written.

use kontor_contract::imports::Applied;
use kontor_kernel::Locale;

use kontor_testkit::{Database, on_both as both};

use super::{Shop, price, product};
use crate::{error::CatalogError, service::Catalogue};

both!(
    the_same_rows_again_write_nothing_and_leave_the_epoch,
    codes_that_differ_only_by_case_are_one_product,
    bad_prices_are_told_by_row_and_column,
    outside_a_channel_a_new_list_has_the_currency_that_is_usual_where_the_file_came_from,
    a_category_is_found_by_code_or_name_and_made_where_it_is_missing,
);

fn applied(created: u64, updated: u64, unchanged: u64) -> Applied {
    Applied { created, updated, unchanged }
}

async fn the_same_rows_again_write_nothing_and_leave_the_epoch(database: Database) {
    let shop = Shop::open(database).await;
    let mut rows = vec![product("SR-8", "Śruba M8"), product("SR-10", "Śruba M10")];
    rows[0].names = vec![("en".into(), "Bolt M8".into())];
    rows[1].category = Some("Śruby i nakrętki".into());
    rows[1].attributes = Some(serde_json::json!({ "ean": "590", "length": "20 mm" }));
    assert_eq!(shop.products(&rows).await, applied(2, 0, 0));
    let prices = [price("standard", "sr-8", 1, "1.20"), price("standard", "SR-8", 100, "0.95")];
    assert_eq!(shop.prices(&prices).await, applied(2, 0, 0));
    let tx = shop.write().await;
    let before = crate::read_model::marks(&tx).await.unwrap();
    drop(tx);
    assert_eq!(shop.products(&rows).await, applied(0, 0, 2));
    assert_eq!(shop.prices(&prices).await, applied(0, 0, 2));
    let tx = shop.write().await;
    assert_eq!(crate::read_model::marks(&tx).await.unwrap(), before);
    drop(tx);
    rows[0].names = vec![("en".into(), "Hex bolt M8".into())];
    rows[1].weight_g = Some(31);
    assert_eq!(shop.products(&rows).await, applied(0, 2, 0));
}

async fn codes_that_differ_only_by_case_are_one_product(database: Database) {
    let shop = Shop::open(database).await;
    assert_eq!(shop.products(&[product("85123a", "Heart")]).await, applied(1, 0, 0));
    assert_eq!(shop.products(&[product("85123A", "White heart")]).await, applied(0, 1, 0));
    let found = shop.catalogue.detail(&shop.staff(), "85123a").await.unwrap().unwrap();
    assert_eq!((found.sku.as_str(), found.name.as_str()), ("85123a", "White heart"));
    let twice = Catalogue::check_products(&[product("a", "One"), product("A", "Two")]);
    assert_eq!(twice.iter().map(|fault| (fault.row, fault.code)).collect::<Vec<_>>(), [(1, "catalog.duplicate_sku")]);
}

async fn bad_prices_are_told_by_row_and_column(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("A", "A")]).await;
    shop.prices(&[price("standard", "A", 1, "1")]).await;
    let mut pounds = price("standard", "A", 2, "1");
    pounds.currency = Some("GBP".parse().unwrap());
    let rows =
        [price("x", "A", 1, "1"), price("x", "B", 1, "1"), price("x", "a", 1, "2"), price("x", "A", 5, "-1"), pounds];
    let faults = shop.catalogue.check_prices(&shop.staff(), &rows).await.unwrap();
    let found: Vec<_> = faults.iter().map(|fault| (fault.row, fault.column, fault.code)).collect();
    let expected = [
        (1, "sku", "catalog.unknown_product"),
        (2, "sku", "catalog.duplicate_price"),
        (3, "unit_price", "catalog.bad_price"),
        (4, "currency", "catalog.other_currency"),
    ];
    assert_eq!(found, expected);
    let tx = shop.write().await;
    let refused = shop.catalogue.apply_prices(&tx, &rows[4..]).await;
    assert!(matches!(refused, Err(CatalogError::OtherCurrency { .. })));
}

async fn outside_a_channel_a_new_list_has_the_currency_that_is_usual_where_the_file_came_from(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("A", "A")]).await;
    let worker = shop.worker();
    let row = price("contract", "A", 1, "1");
    let faults = shop.catalogue.check_prices(&worker, std::slice::from_ref(&row)).await.unwrap();
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["catalog.no_currency"]);
    let row = kontor_contract::imports::PriceRow { usual_currency: Some(kontor_kernel::Currency::EUR), ..row };
    assert_eq!(shop.catalogue.check_prices(&worker, std::slice::from_ref(&row)).await.unwrap(), []);
    let tx = shop.store.write(&worker).await.unwrap();
    assert_eq!(shop.catalogue.apply_prices(&tx, std::slice::from_ref(&row)).await.unwrap(), applied(1, 0, 0));
    tx.commit().await.unwrap();
    // A list that exists keeps its currency, whatever is usual elsewhere.
    let later = kontor_contract::imports::PriceRow { usual_currency: Some(kontor_kernel::Currency::PLN), ..row };
    assert_eq!(shop.catalogue.check_prices(&worker, &[later]).await.unwrap(), []);
}

async fn a_category_is_found_by_code_or_name_and_made_where_it_is_missing(database: Database) {
    let shop = Shop::open(database).await;
    let mut rows = vec![product("A", "A"), product("B", "B"), product("C", "C"), product("D", "D")];
    for (row, name) in rows.iter_mut().zip(["Śruby & nakrętki", "sruby & NAKRETKI", "sruby-nakretki", ""]) {
        row.category = Some(name.into());
    }
    shop.products(&rows).await;
    let found = shop.catalogue.all_categories(&shop.buyer(kontor_kernel::CompanyId::new(), Locale::En)).await.unwrap();
    let found: Vec<_> = found.iter().map(|view| (view.code.as_str(), view.name.as_str(), view.products)).collect();
    assert_eq!(found, [("sruby-nakretki", "Śruby & nakrętki", 3)]);
}
