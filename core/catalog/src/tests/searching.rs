//! Searching a catalogue that is large enough to be written into an index, and that goes on changing.
//! A change is found at once, whether the index knows of it or not.

use kontor_contract::catalog::{FoundBy, FoundPage, ProductQuery, ProductSort, SortedBy};
use kontor_kernel::{PageRequest, Position};
use kontor_store::Ctx;
use kontor_testkit::{Database, on_both as both};

use super::{Shop, price, product};
use crate::service::products::ProductChange;

both!(
    a_large_catalogue_is_searched_in_its_index_and_changes_are_found_at_once,
    too_much_is_not_sorted_by_price_and_a_part_of_it_is,
    codes_of_other_kinds_stand_first_too,
    an_erased_tenants_index_is_made_anew_when_somebody_asks,
);

/// More than wait in memory, and more than are sorted by price.
const MANY: usize = 2_050;

async fn large(database: Database) -> Shop {
    let shop = Shop::open(database).await;
    let rows: Vec<_> = (0..MANY)
        .map(|number| product(&format!("P-{number:04}"), &format!("Nut M{} of lot {number}", 3 + number % 20)))
        .collect();
    shop.products(&rows).await;
    shop
}

async fn search(shop: &Shop, ctx: &Ctx, query: &ProductQuery) -> FoundPage {
    shop.catalogue.search_products(ctx, query, &PageRequest::new(5, Position::Cursor(None))).await.unwrap()
}

fn words(text: &str) -> ProductQuery {
    ProductQuery { text: Some(text.into()), ..ProductQuery::default() }
}

fn skus(page: &FoundPage) -> Vec<&str> {
    page.items.iter().map(|card| card.sku.as_str()).collect()
}

async fn a_large_catalogue_is_searched_in_its_index_and_changes_are_found_at_once(database: Database) {
    let shop = large(database).await;
    let ctx = shop.staff();
    let all = search(&shop, &ctx, &words("nut")).await;
    assert_eq!((all.total, all.found_by), (MANY as u64, FoundBy::AllWords));
    assert_eq!(skus(&search(&shop, &ctx, &words("lot 1234")).await)[0], "P-1234");
    assert_eq!(skus(&search(&shop, &ctx, &words("p1234")).await), ["P-1234"]);
    let id = shop.catalogue.detail(&ctx, "P-1234").await.unwrap().unwrap().id;
    let rename = ProductChange { name: Some("Wing screw".into()), ..ProductChange::default() };
    shop.catalogue.change_product(&ctx, id, rename).await.unwrap();
    assert_eq!(skus(&search(&shop, &ctx, &words("wing screws")).await), ["P-1234"]);
    assert_eq!(search(&shop, &ctx, &words("nut")).await.total, MANY as u64 - 1);
    let archive = ProductChange { archived: Some(true), ..ProductChange::default() };
    shop.catalogue.change_product(&ctx, id, archive).await.unwrap();
    let gone = search(&shop, &ctx, &words("wing screw")).await;
    assert_eq!((gone.total, gone.found_by, gone.did_you_mean), (0, FoundBy::Nothing, None));
    shop.products(&[product("NEW", "Wing bolt")]).await;
    assert_eq!(skus(&search(&shop, &ctx, &words("wign bolt")).await), ["NEW"]);
}

async fn too_much_is_not_sorted_by_price_and_a_part_of_it_is(database: Database) {
    let shop = large(database).await;
    shop.prices(&[price("standard", "P-0017", 1, "9"), price("standard", "P-0037", 1, "5")]).await;
    let by_price = |text: &str| ProductQuery { sort: ProductSort::Price, ..words(text) };
    let all = search(&shop, &shop.staff(), &by_price("nut")).await;
    assert_eq!((all.total, all.sorted), (MANY as u64, SortedBy::NotByPriceTooMany));
    let part = search(&shop, &shop.staff(), &by_price("nut m20")).await;
    assert_eq!((part.sorted, &skus(&part)[..2]), (SortedBy::AsAsked, &["P-0037", "P-0017"][..]));
    let unseen = search(&shop, &shop.guest(false), &by_price("nut m20")).await;
    assert_eq!(unseen.sorted, SortedBy::NotByPriceUnseen);
}

async fn codes_of_other_kinds_stand_first_too(database: Database) {
    let shop = Shop::open(database).await;
    let mut rows = vec![product("A", "Hammer"), product("B", "Saw 5901234123457"), product("C", "Plane")];
    rows[0].attributes = Some(serde_json::json!({ "ean": "5901234123457", "mpn": "HX-77" }));
    rows[2].attributes = Some(serde_json::json!({ "note": "fits HX77" }));
    shop.products(&rows).await;
    let ctx = shop.staff();
    assert_eq!(skus(&search(&shop, &ctx, &words("5901234123457")).await), ["A", "B"]);
    assert_eq!(skus(&search(&shop, &ctx, &words("hx 77")).await)[0], "A");
}

async fn an_erased_tenants_index_is_made_anew_when_somebody_asks(database: Database) {
    let shop = large(database).await;
    let ctx = shop.staff();
    assert_eq!(search(&shop, &ctx, &words("nut m5")).await.found_by, FoundBy::AllWords);
    shop.catalogue.forget_tenant(ctx.tenant()).await.unwrap();
    assert_eq!(search(&shop, &ctx, &words("nut m5")).await.found_by, FoundBy::AllWords);
}
