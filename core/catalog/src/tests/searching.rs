//! Searching a catalogue that is large enough to be written into an index, and that goes on changing.
//! A change is found at once, whether the index knows of it or not.

use std::collections::BTreeMap;

use kontor_contract::{
    catalog::{FoundBy, FoundPage, ProductQuery, ProductSort, SortedBy},
    imports::ProductRow,
};
use kontor_kernel::{CompanyId, Locale, PageRequest, Position};
use kontor_store::Ctx;
use kontor_testkit::{Database, on_both as both};
use serde_json::json;

use super::{Shop, price, product};
use crate::service::{
    assortments::{AssortmentChange, Viewers},
    categories::NewCategory,
    codes::{ForeignKind, WantedCode},
    products::ProductChange,
};

both!(
    a_large_catalogue_is_searched_in_its_index_and_changes_are_found_at_once,
    too_much_is_not_sorted_by_price_and_a_part_of_it_is,
    codes_of_other_kinds_stand_first_too,
    an_erased_tenants_index_is_made_anew_when_somebody_asks,
    a_style_is_found_by_its_variants_shown_once_and_counted_once,
    a_category_finds_and_counts_what_lies_below_it,
    codes_of_suppliers_answer_to_staff_and_those_of_makers_to_everybody,
    a_plain_list_is_told_of_every_change_and_tells_each_reader_their_own,
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

/// What is found once the index is ready; a slow machine looks through names until then.
async fn search(shop: &Shop, ctx: &Ctx, query: &ProductQuery) -> FoundPage {
    let page = PageRequest::new(5, Position::Cursor(None));
    for _ in 0..600 {
        let found = shop.catalogue.search_products(ctx, query, &page).await.unwrap();
        if found.is_complete {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the index is never ready");
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
    rows[0].attributes = Some(json!({ "ean": "5901234123457", "mpn": "HX-77" }));
    rows[2].attributes = Some(json!({ "note": "fits HX77" }));
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

/// The values of a facet with their numbers; nothing names the category.
fn facet(page: &FoundPage, attribute: Option<&str>) -> Vec<(String, u64)> {
    let facet = page.facets.iter().find(|facet| facet.attribute.as_deref() == attribute);
    let values = facet.into_iter().flat_map(|facet| &facet.values);
    values.map(|value| (value.value.clone(), value.products)).collect()
}

async fn a_style_is_found_by_its_variants_shown_once_and_counted_once(database: Database) {
    let shop = Shop::open(database).await;
    let sized = |sku: &str, size: &str, colour: &str| ProductRow {
        attributes: Some(json!({ "size": size, "colour": colour })),
        ..product(sku, "Shirt of cotton")
    };
    let rows = [sized("RED-S", "S", "red"), sized("RED-L", "L", "red"), sized("BLUE-L", "L", "blue")];
    shop.products(&rows).await;
    shop.products(&[product("SHIRT", "Shirt of cotton"), product("CAP", "Cotton cap")]).await;
    let ctx = shop.staff();
    let id = shop.catalogue.detail(&ctx, "SHIRT").await.unwrap().unwrap().id;
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    shop.catalogue.set_axes(&ctx, id, &names(&["size", "colour"]), None).await.unwrap();
    shop.catalogue.set_variants(&ctx, id, &names(&["RED-S", "RED-L", "BLUE-L"]), None).await.unwrap();
    let cotton = search(&shop, &ctx, &words("cotton")).await;
    assert_eq!((cotton.total, skus(&cotton)), (2, vec!["CAP", "SHIRT"]));
    assert_eq!(facet(&cotton, Some("size")), [], "each of two values once tells nothing apart");
    assert_eq!(skus(&search(&shop, &ctx, &words("blue-l")).await), ["SHIRT"], "by the code of a variant");
    let narrowed = ProductQuery { attributes: vec![("size".into(), "L".into())], ..words("cotton") };
    let large = search(&shop, &ctx, &narrowed).await;
    assert_eq!((skus(&large), facet(&large, Some("size"))), (vec!["SHIRT"], vec![("L".into(), 1), ("S".into(), 1)]));
    let nothing = ProductQuery {
        attributes: vec![("size".into(), "S".into()), ("colour".into(), "blue".into())],
        ..words("shirt")
    };
    assert_eq!(search(&shop, &ctx, &nothing).await.total, 0, "no one variant is both");
}

async fn a_category_finds_and_counts_what_lies_below_it(database: Database) {
    let shop = Shop::open(database).await;
    let new = |code: &str, parent: Option<&str>| NewCategory {
        code: Some(code.into()),
        name: format!("{code} department"),
        names: BTreeMap::new(),
        tree: None,
        parent_code: parent.map(str::to_owned),
        position: 0,
    };
    let ctx = shop.staff();
    for (code, parent) in [("tools", None), ("drills", Some("tools")), ("saws", Some("tools")), ("glue", None)] {
        shop.catalogue.create_category(&ctx, new(code, parent)).await.unwrap();
    }
    for (sku, category, more) in [("A", "drills", &[][..]), ("B", "saws", &["drills"]), ("C", "glue", &[])] {
        let change = ProductChange {
            sku: Some(sku.into()),
            name: Some(format!("Thing {sku}")),
            category_code: Some(Some(category.into())),
            more_category_codes: Some(more.iter().map(|code| (*code).to_owned()).collect()),
            ..ProductChange::default()
        };
        shop.catalogue.create_product(&ctx, change).await.unwrap();
    }
    let all = search(&shop, &ctx, &words("thing")).await;
    let counted = [("drills".into(), 2), ("tools".into(), 2), ("glue".into(), 1), ("saws".into(), 1)];
    assert_eq!(facet(&all, None), counted);
    assert_eq!(skus(&search(&shop, &ctx, &words("tools department")).await), ["A", "B"]);
    let within = ProductQuery { categories: vec!["tools".into()], ..words("thing") };
    assert_eq!(skus(&search(&shop, &ctx, &within).await), ["A", "B"]);
    let either = ProductQuery { categories: vec!["saws".into(), "glue".into()], ..ProductQuery::default() };
    assert_eq!(skus(&search(&shop, &ctx, &either).await), ["B", "C"]);
}

async fn codes_of_suppliers_answer_to_staff_and_those_of_makers_to_everybody(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("A", "Hammer"), product("B", "Saw")]).await;
    let ctx = shop.staff();
    let id = shop.catalogue.detail(&ctx, "A").await.unwrap().unwrap().id;
    let code = |kind, code: &str| WantedCode { kind, owner: Some("Acme".into()), code: code.into() };
    let codes = [code(ForeignKind::Supplier, "SUP-77"), code(ForeignKind::Manufacturer, "MAKER-1234")];
    shop.catalogue.set_codes(&ctx, id, &codes, None).await.unwrap();
    let find = async |ctx: &Ctx, text: &str| search(&shop, ctx, &words(text)).await.total;
    let guest = shop.guest(true);
    assert_eq!((find(&ctx, "sup-77").await, find(&guest, "sup-77").await), (1, 0));
    assert_eq!((find(&ctx, "MAKER 1234").await, find(&guest, "maker1234").await), (1, 1));
    let suggested = shop.catalogue.suggestions(&guest, "sup").await.unwrap();
    assert_eq!(suggested, []);
}

/// The page of a category as the list remembers it, and as it is counted anew: a category that is named twice is not plain.
async fn both_ways(shop: &Shop, ctx: &Ctx, category: &str) -> FoundPage {
    let query = |codes: &[&str], sort| ProductQuery {
        categories: codes.iter().map(|code| (*code).to_owned()).collect(),
        sort,
        ..ProductQuery::default()
    };
    for sort in [ProductSort::Name, ProductSort::SkuDescending, ProductSort::Newest, ProductSort::Price] {
        for position in [Position::Number(1), Position::Number(2), Position::Cursor(None)] {
            let page = PageRequest::new(2, position);
            let plain = shop.catalogue.search_products(ctx, &query(&[category], sort), &page).await.unwrap();
            let counted = shop.catalogue.search_products(ctx, &query(&[category; 2], sort), &page).await.unwrap();
            assert_eq!(plain, counted, "{sort:?} {page:?}");
        }
    }
    search(shop, ctx, &query(&[category], ProductSort::Name)).await
}

fn three_things(viewer: CompanyId) -> AssortmentChange {
    AssortmentChange {
        code: Some("some".into()),
        name: Some("Some".into()),
        skus: Some(["A", "B", "C"].map(str::to_owned).into_iter().collect()),
        viewers: Some(Viewers { company_ids: vec![viewer], ..Viewers::default() }),
        ..AssortmentChange::default()
    }
}

async fn a_plain_list_is_told_of_every_change_and_tells_each_reader_their_own(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    let thing = |sku: &str, colour: &str| ProductRow {
        category: Some("tools".into()),
        attributes: Some(json!({ "colour": colour })),
        ..product(sku, &format!("Thing {sku}"))
    };
    let rows = [thing("A", "red"), thing("B", "red"), thing("C", "blue"), thing("D", "blue"), thing("E", "blue")];
    shop.products(&rows).await;
    shop.prices(&["A", "B", "C", "D", "E"].map(|sku| price("standard", sku, 1, "5"))).await;
    let (some, other) = (CompanyId::new(), CompanyId::new());
    let (buyer, stranger) = (shop.buyer(some, Locale::Pl), shop.buyer(other, Locale::Pl));
    let colours = |red: u64, blue: u64| {
        let mut both = vec![("blue".to_owned(), blue), ("red".to_owned(), red)];
        both.retain(|(_, products)| *products > 0);
        both.sort_by_key(|(_, products)| std::cmp::Reverse(*products));
        both
    };
    let told = async |ctx: &Ctx| {
        let page = both_ways(&shop, ctx, "tools").await;
        (page.total, facet(&page, Some("colour")))
    };
    assert_eq!(told(&buyer).await, (5, colours(2, 3)));
    shop.catalogue.create_assortment(&shop.staff(), three_things(some)).await.unwrap();
    assert_eq!((told(&buyer).await, told(&stranger).await), ((3, colours(2, 1)), (5, colours(2, 3))));
    shop.products(&[thing("B", "blue"), thing("F", "red")]).await;
    assert_eq!((told(&buyer).await, told(&stranger).await), ((3, colours(1, 2)), (6, colours(2, 4))));
    shop.prices(&[price("standard", "A", 1, "6")]).await;
    assert_eq!(told(&stranger).await, (6, colours(2, 4)), "prices move nothing");
    let all = shop.catalogue.all_categories(&buyer).await.unwrap();
    assert_eq!(all.iter().map(|one| (one.code.as_str(), one.products)).collect::<Vec<_>>(), [("tools", 3)]);
}
