//! What is hidden from somebody is hidden everywhere: in lists, counts, searches, by code, in prices.
//! Whoever sees everything pays nothing for it, and staff see everything.

use std::collections::BTreeSet;

use kontor_contract::{
    catalog::{ProductQuery, ProductSort},
    imports::ProductRow,
};
use kontor_kernel::{CompanyId, Locale, PageRequest, Position};
use kontor_store::Ctx;

use kontor_testkit::{Database, on_both as both};

use super::{Shop, price, product};
use crate::{
    error::CatalogError,
    service::assortments::{AssortmentChange, AssortmentDetail, Viewers},
};

both!(
    without_an_assortment_everybody_sees_everything,
    a_company_sees_its_assortment_only_in_lists_counts_searches_and_prices,
    a_channel_is_the_frame_of_everybody_on_it,
    guests_see_what_is_given_to_guests,
    what_is_left_out_goes_before_what_is_held,
    pages_of_what_is_visible_tell_nothing_of_the_rest,
    an_archived_assortment_hides_nothing_and_a_code_is_taken_once,
);

fn tool(sku: &str, category: &str) -> ProductRow {
    ProductRow { category: Some(category.into()), ..product(sku, &format!("Thing {sku}")) }
}

async fn shop(database: Database) -> Shop {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[tool("A-1", "tools"), tool("A-2", "tools"), tool("B-1", "bolts"), tool("B-2", "bolts")]).await;
    let prices = ["A-1", "A-2", "B-1", "B-2"].map(|sku| price("standard", sku, 1, "5"));
    shop.prices(&prices).await;
    shop
}

fn holding(categories: &[&str], skus: &[&str]) -> AssortmentChange {
    let all = |codes: &[&str]| Some(codes.iter().map(|code| (*code).to_owned()).collect());
    AssortmentChange {
        code: Some(format!("{categories:?}{skus:?}")),
        name: Some("Some".into()),
        categories: all(categories),
        skus: all(skus),
        ..AssortmentChange::default()
    }
}

fn seen_by(change: AssortmentChange, viewers: Viewers) -> AssortmentChange {
    AssortmentChange { viewers: Some(viewers), ..change }
}

fn company(id: CompanyId) -> Viewers {
    Viewers { company_ids: vec![id], ..Viewers::default() }
}

impl Shop {
    async fn assortment(&self, change: AssortmentChange) -> AssortmentDetail {
        self.catalogue.create_assortment(&self.staff(), change).await.unwrap()
    }

    async fn lists(&self, ctx: &Ctx, query: &ProductQuery) -> Vec<String> {
        let page = PageRequest::new(100, Position::Cursor(None));
        let found = self.catalogue.browse(ctx, query, &page).await.unwrap().page;
        found.items.into_iter().map(|card| card.sku).collect::<BTreeSet<_>>().into_iter().collect()
    }

    async fn all(&self, ctx: &Ctx) -> Vec<String> {
        self.lists(ctx, &ProductQuery::default()).await
    }
}

async fn without_an_assortment_everybody_sees_everything(database: Database) {
    let shop = shop(database).await;
    let everything = ["A-1", "A-2", "B-1", "B-2"];
    assert_eq!(shop.all(&shop.guest(true)).await, everything);
    // One that nobody is given hides nothing either.
    shop.assortment(holding(&["tools"], &[])).await;
    assert_eq!(shop.all(&shop.guest(true)).await, everything);
    assert_eq!(shop.all(&shop.buyer(CompanyId::new(), Locale::Pl)).await, everything);
}

async fn a_company_sees_its_assortment_only_in_lists_counts_searches_and_prices(database: Database) {
    let shop = shop(database).await;
    let (some, other) = (CompanyId::new(), CompanyId::new());
    shop.assortment(seen_by(holding(&["tools"], &["B-2"]), company(some))).await;
    let (buyer, stranger) = (shop.buyer(some, Locale::Pl), shop.buyer(other, Locale::Pl));
    assert_eq!(shop.all(&buyer).await, ["A-1", "A-2", "B-2"]);
    assert_eq!(shop.all(&stranger).await.len(), 4);
    assert_eq!(shop.all(&shop.staff()).await.len(), 4);
    let counts = async |ctx: &Ctx| {
        let all = shop.catalogue.all_categories(ctx).await.unwrap();
        all.into_iter().map(|category| (category.code, category.products)).collect::<Vec<_>>()
    };
    assert_eq!(counts(&buyer).await, [("bolts".to_owned(), 1), ("tools".to_owned(), 2)]);
    let search = ProductQuery { text: Some("thing b".into()), ..ProductQuery::default() };
    assert_eq!(shop.lists(&buyer, &search).await, ["B-2"]);
    assert!(shop.catalogue.detail(&buyer, "B-1").await.unwrap().is_none());
    assert!(shop.catalogue.detail(&buyer, "B-2").await.unwrap().is_some());
    assert!(shop.catalogue.find_by_code(&buyer, "b-1").await.unwrap().is_none());
    assert_eq!(shop.line(some, "B-1", "1").await.err().as_deref(), Some("UnknownProduct(\"B-1\")"));
    assert!(shop.line(some, "B-2", "1").await.is_ok() && shop.line(other, "B-1", "1").await.is_ok());
}

async fn a_channel_is_the_frame_of_everybody_on_it(database: Database) {
    let shop = shop(database).await;
    let some = CompanyId::new();
    let buyer = shop.buyer(some, Locale::Pl);
    let channel = buyer.channel().unwrap().id;
    let on_it = Viewers { channel_ids: vec![channel], ..Viewers::default() };
    shop.assortment(seen_by(holding(&["tools"], &[]), on_it)).await;
    assert_eq!(shop.all(&buyer).await, ["A-1", "A-2"]);
    // What a company is given does not lead out of the frame.
    shop.assortment(seen_by(holding(&["bolts"], &["A-2"]), company(some))).await;
    assert_eq!(shop.all(&buyer).await, ["A-2"]);
}

async fn guests_see_what_is_given_to_guests(database: Database) {
    let shop = shop(database).await;
    shop.assortment(seen_by(holding(&["bolts"], &[]), Viewers { guests: true, ..Viewers::default() })).await;
    assert_eq!(shop.all(&shop.guest(true)).await, ["B-1", "B-2"]);
    assert_eq!(shop.all(&shop.buyer(CompanyId::new(), Locale::Pl)).await.len(), 4);
}

async fn what_is_left_out_goes_before_what_is_held(database: Database) {
    let shop = shop(database).await;
    let some = CompanyId::new();
    let change = AssortmentChange {
        without_skus: Some(vec!["a-1".into()]),
        without_categories: Some(vec!["bolts".into()]),
        ..holding(&["tools", "bolts"], &["B-1"])
    };
    let made = shop.assortment(seen_by(change, company(some))).await;
    let buyer = shop.buyer(some, Locale::Pl);
    // A product that is named by itself is held, whatever is said of its category.
    assert_eq!(shop.all(&buyer).await, ["A-2", "B-1"]);
    // A product that comes into a category later is seen at once.
    shop.products(&[tool("A-3", "tools")]).await;
    assert_eq!(shop.all(&buyer).await, ["A-2", "A-3", "B-1"]);
    let empty = AssortmentChange { categories: Some(vec![]), skus: Some(vec![]), ..AssortmentChange::default() };
    shop.catalogue.change_assortment(&shop.staff(), made.view.id, empty).await.unwrap();
    assert!(shop.all(&buyer).await.is_empty(), "an assortment that holds nothing shows nothing");
}

async fn pages_of_what_is_visible_tell_nothing_of_the_rest(database: Database) {
    let shop = shop(database).await;
    let some = CompanyId::new();
    shop.assortment(seen_by(holding(&[], &["A-1", "B-2"]), company(some))).await;
    let buyer = shop.buyer(some, Locale::Pl);
    for sort in [ProductSort::Name, ProductSort::NameDescending, ProductSort::Sku, ProductSort::Newest] {
        let query = ProductQuery { sort, ..ProductQuery::default() };
        let page = async |limit, position| {
            shop.catalogue.browse(&buyer, &query, &PageRequest::new(limit, position)).await.unwrap().page
        };
        let counted = page(1, Position::Number(2)).await;
        assert_eq!((counted.items.len(), counted.total), (1, Some(2)), "{sort:?}");
        let first = page(1, Position::Cursor(None)).await;
        let second = page(1, Position::Cursor(Some(first.next_cursor.unwrap()))).await;
        assert_eq!(second.next_cursor, None, "{sort:?}: nothing is left, whatever is hidden");
        assert_ne!(first.items[0].sku, second.items[0].sku);
    }
}

async fn an_archived_assortment_hides_nothing_and_a_code_is_taken_once(database: Database) {
    let shop = shop(database).await;
    let some = CompanyId::new();
    let made = shop.assortment(seen_by(holding(&["tools"], &[]), company(some))).await;
    let same = shop.catalogue.create_assortment(&shop.staff(), holding(&["tools"], &[])).await;
    assert!(matches!(same, Err(CatalogError::DuplicateAssortment(_))));
    let unknown = shop.catalogue.create_assortment(&shop.staff(), holding(&["none"], &["nothing"])).await;
    let Err(CatalogError::Fields(faults)) = unknown else { panic!("{unknown:?}") };
    assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), ["/categories/0", "/skus/0"]);
    let archived = AssortmentChange { archived: Some(true), ..AssortmentChange::default() };
    let stale = AssortmentChange { version: Some(made.view.version - 1), ..archived.clone() };
    let refused = shop.catalogue.change_assortment(&shop.staff(), made.view.id, stale).await;
    assert!(matches!(refused, Err(CatalogError::Stale { .. })));
    shop.catalogue.change_assortment(&shop.staff(), made.view.id, archived).await.unwrap();
    assert_eq!(shop.all(&shop.buyer(some, Locale::Pl)).await.len(), 4);
}
