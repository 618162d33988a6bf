//! Lists and pages as guests, buyers and staff see them.
//! Walking by cursor gives the same list as counted pages, in every order.

use kontor_contract::catalog::{ProductCard, ProductQuery, ProductSort};
use kontor_kernel::{CompanyId, Locale, Page, PageRequest, Position};
use kontor_store::Ctx;

use kontor_testkit::{Database, on_both as both};

use super::{Shop, price, product};
use crate::service::products::ProductChange;

both!(
    walking_by_cursor_gives_every_product_once_in_every_order,
    names_are_shown_and_sorted_in_the_language_of_the_request,
    the_exact_code_stands_first_among_what_is_found,
    guests_see_prices_only_where_their_channel_shows_them,
    a_list_of_a_category_holds_its_products_on_sale_only,
);

async fn page(shop: &Shop, ctx: &Ctx, query: &ProductQuery, limit: u32, position: Position) -> Page<ProductCard> {
    shop.catalogue.browse(ctx, query, &PageRequest::new(limit, position)).await.unwrap().page
}

async fn skus(shop: &Shop, ctx: &Ctx, query: &ProductQuery) -> Vec<String> {
    let all = page(shop, ctx, query, 200, Position::Cursor(None)).await;
    all.items.into_iter().map(|card| card.sku).collect()
}

fn by(sort: ProductSort) -> ProductQuery {
    ProductQuery { sort, ..ProductQuery::default() }
}

fn text(text: &str) -> ProductQuery {
    ProductQuery { text: Some(text.into()), ..ProductQuery::default() }
}

async fn walking_by_cursor_gives_every_product_once_in_every_order(database: Database) {
    let shop = Shop::open(database).await;
    // More than one chunk, names that repeat, and two moments of making.
    let rows: Vec<_> =
        (0..300).map(|n| product(&format!("P-{:03}", (n * 7) % 300), &format!("Nut {}", n % 40))).collect();
    shop.products(&rows[..150]).await;
    shop.clock.set(shop.clock.now().plus_seconds(60));
    shop.products(&rows[150..]).await;
    let ctx = shop.staff();
    for sort in [
        ProductSort::Name,
        ProductSort::NameDescending,
        ProductSort::Sku,
        ProductSort::SkuDescending,
        ProductSort::Newest,
    ] {
        let mut walked = Vec::new();
        let mut at = Position::Cursor(None);
        loop {
            let found = page(&shop, &ctx, &by(sort), 37, at).await;
            walked.extend(found.items.into_iter().map(|card| card.sku));
            let Some(next) = found.next_cursor else { break };
            at = Position::Cursor(Some(next));
        }
        let mut counted = Vec::new();
        for number in 1..=9 {
            let found = page(&shop, &ctx, &by(sort), 37, Position::Number(number)).await;
            assert_eq!(found.total, Some(300));
            counted.extend(found.items.into_iter().map(|card| card.sku));
        }
        assert_eq!(walked, counted, "{sort:?}");
        walked.sort();
        walked.dedup();
        assert_eq!(walked.len(), 300, "{sort:?}");
    }
    let wrong = PageRequest::new(5, Position::Cursor(Some("nonsense".into())));
    assert!(shop.catalogue.browse(&ctx, &by(ProductSort::Name), &wrong).await.is_err());
}

async fn names_are_shown_and_sorted_in_the_language_of_the_request(database: Database) {
    let shop = Shop::open(database).await;
    let mut rows = vec![product("A", "Zawór"), product("B", "Łącznik"), product("C", "Śruba")];
    for (row, name) in rows.iter_mut().zip(["Ball valve", "Coupling", "Bolt"]) {
        row.names = vec![("en".into(), name.into())];
    }
    shop.products(&rows).await;
    let company = CompanyId::new();
    let polish = shop.buyer(company, Locale::Pl);
    let english = shop.buyer(company, Locale::En);
    assert_eq!(skus(&shop, &polish, &by(ProductSort::Name)).await, ["B", "C", "A"]);
    assert_eq!(skus(&shop, &english, &by(ProductSort::Name)).await, ["A", "C", "B"]);
    assert_eq!(skus(&shop, &english, &by(ProductSort::NameDescending)).await, ["B", "C", "A"]);
    assert_eq!(shop.catalogue.detail(&english, "c").await.unwrap().unwrap().name, "Bolt");
    assert_eq!(shop.catalogue.detail(&shop.buyer(company, Locale::It), "c").await.unwrap().unwrap().name, "Śruba");
}

async fn the_exact_code_stands_first_among_what_is_found(database: Database) {
    let shop = Shop::open(database).await;
    let rows = [
        product("M8-20", "A bolt m8"),
        product("M8", "Zinc washer"),
        product("X", "Bolt ŁĄCZĄCY m8"),
        product("Y", "Nut"),
    ];
    shop.products(&rows).await;
    let ctx = shop.staff();
    assert_eq!(skus(&shop, &ctx, &text("m8")).await, ["M8", "M8-20", "X"]);
    assert_eq!(skus(&shop, &ctx, &text("bolt lacz")).await, ["X"]);
    assert_eq!(skus(&shop, &ctx, &text("%")).await, Vec::<String>::new());
    let first = page(&shop, &ctx, &text("m8"), 2, Position::Cursor(None)).await;
    let rest = page(&shop, &ctx, &text("m8"), 2, Position::Cursor(first.next_cursor)).await;
    assert_eq!(rest.items.iter().map(|card| card.sku.as_str()).collect::<Vec<_>>(), ["X"]);
    assert_eq!(page(&shop, &ctx, &text("m8"), 2, Position::Number(2)).await.total, Some(3));
}

async fn guests_see_prices_only_where_their_channel_shows_them(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("A", "A")]).await;
    shop.prices(&[price("standard", "A", 1, "2.5"), price("standard", "A", 10, "2"), price("contract", "A", 1, "1")])
        .await;
    let company = CompanyId::new();
    shop.assign(company, &["CONTRACT"]).await;
    let shown = async |ctx: Ctx| {
        let price = page(&shop, &ctx, &by(ProductSort::Name), 24, Position::Cursor(None)).await.items.remove(0).price;
        price.map(|price| (price.unit_price, price.tiers.len(), price.source.price_list))
    };
    assert_eq!(shown(shop.guest(false)).await, None);
    assert_eq!(shown(shop.guest(true)).await, Some(("2.50".into(), 1, "standard".into())));
    assert_eq!(shown(shop.buyer(company, Locale::Pl)).await, Some(("1.00".into(), 0, "contract".into())));
    assert_eq!(shown(shop.buyer(CompanyId::new(), Locale::Pl)).await, Some(("2.50".into(), 1, "standard".into())));
}

async fn a_list_of_a_category_holds_its_products_on_sale_only(database: Database) {
    let shop = Shop::open(database).await;
    let mut rows = vec![product("A", "A"), product("B", "B"), product("C", "C")];
    rows[0].category = Some("Tools".into());
    rows[2].category = Some("Tools".into());
    shop.products(&rows).await;
    let ctx = shop.staff();
    let in_category = |code: &str| ProductQuery { categories: vec![code.into()], ..ProductQuery::default() };
    assert_eq!(skus(&shop, &ctx, &in_category("TOOLS")).await, ["A", "C"]);
    assert_eq!(skus(&shop, &ctx, &in_category("unknown")).await, Vec::<String>::new());
    let id = shop.catalogue.detail(&ctx, "A").await.unwrap().unwrap().id;
    let archive = ProductChange { archived: Some(true), ..ProductChange::default() };
    shop.catalogue.change_product(&ctx, id, archive).await.unwrap();
    assert_eq!(skus(&shop, &ctx, &in_category("tools")).await, ["C"]);
    assert_eq!(shop.catalogue.detail(&ctx, "A").await.unwrap(), None);
}
