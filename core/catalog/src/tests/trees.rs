//! Trees of categories: moved whole, counted and filtered with what lies below, and what they ask of their products.
//! Visitors see the shop's tree only.

use std::collections::BTreeMap;

use kontor_contract::{Fault, catalog::ProductQuery};
use kontor_kernel::{CategoryId, PageRequest, Position, ProductId};
use kontor_testkit::{Database, on_both as both};
use serde_json::json;

use super::{Shop, product};
use crate::{
    error::CatalogError,
    service::{
        categories::{CategoryChange, NewCategory},
        category_attributes::WantedAttribute,
        products::{ProductChange, ProductFilter},
    },
};

both!(
    a_filter_by_a_category_shows_what_lies_below_it,
    a_subtree_moves_whole_and_never_below_itself,
    a_product_lies_in_several_categories_and_trees,
    what_a_category_asks_for_is_inherited_and_must_be_there,
    a_category_with_others_below_it_is_not_archived,
);

async fn category(shop: &Shop, code: &str, parent: Option<&str>, tree: Option<&str>) -> CategoryId {
    let new = NewCategory {
        code: Some(code.into()),
        name: code.into(),
        names: BTreeMap::new(),
        tree: tree.map(str::to_owned),
        parent_code: parent.map(str::to_owned),
        position: 0,
    };
    shop.catalogue.create_category(&shop.staff(), new).await.unwrap().id
}

/// tools > drills > steel, and saws below tools, too.
async fn tools(shop: &Shop) -> [CategoryId; 4] {
    let tools = category(shop, "tools", None, None).await;
    let drills = category(shop, "drills", Some("tools"), None).await;
    let steel = category(shop, "steel", Some("drills"), None).await;
    [tools, drills, steel, category(shop, "saws", Some("tools"), None).await]
}

async fn put(shop: &Shop, sku: &str, category: &str, more: &[&str]) -> Result<ProductId, CatalogError> {
    let more = more.iter().map(|code| (*code).to_owned()).collect();
    let change = ProductChange {
        sku: Some(sku.into()),
        name: Some(sku.into()),
        category_code: Some(Some(category.into())),
        more_category_codes: Some(more),
        ..ProductChange::default()
    };
    shop.catalogue.create_product(&shop.staff(), change).await.map(|view| view.id)
}

async fn within(shop: &Shop, category: &str) -> Vec<String> {
    let query = ProductQuery { categories: vec![category.into()], ..ProductQuery::default() };
    let page = PageRequest::new(50, Position::Number(1));
    let found = shop.catalogue.browse(&shop.guest(false), &query, &page).await.unwrap().page;
    found.items.into_iter().map(|card| card.sku).collect()
}

async fn counts(shop: &Shop) -> Vec<(String, usize, u64)> {
    let all = shop.catalogue.all_categories(&shop.guest(false)).await.unwrap();
    all.into_iter().map(|view| (view.code, view.level, view.products)).collect()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, CatalogError>) -> (String, &'static str) {
    match Fault::from(outcome.unwrap_err()) {
        Fault::Refused { fields, .. } => fields.into_iter().next().map(|field| (field.pointer, field.code)).unwrap(),
        other => panic!("{other}"),
    }
}

fn below(parent: Option<&str>) -> CategoryChange {
    CategoryChange { parent_code: Some(parent.map(str::to_owned)), ..CategoryChange::default() }
}

async fn a_filter_by_a_category_shows_what_lies_below_it(database: Database) {
    let shop = Shop::open(database).await;
    tools(&shop).await;
    for (sku, category) in [("D", "drills"), ("S", "steel"), ("W", "saws")] {
        put(&shop, sku, category, &[]).await.unwrap();
    }
    assert_eq!(within(&shop, "tools").await, ["D", "S", "W"]);
    assert_eq!(within(&shop, "drills").await, ["D", "S"]);
    assert_eq!(within(&shop, "steel").await, ["S"]);
    let expected = [("tools", 0, 3), ("drills", 1, 2), ("steel", 2, 1), ("saws", 1, 1)];
    assert_eq!(counts(&shop).await, expected.map(|(code, level, count)| (code.to_owned(), level, count)));
    let listed = shop.catalogue.list_categories(&shop.staff(), None).await.unwrap();
    let paths: Vec<_> = listed.iter().map(|one| (one.path.as_str(), one.products)).collect();
    assert_eq!(paths, [("tools", 3), ("tools/drills", 2), ("tools/drills/steel", 1), ("tools/saws", 1)]);
    let filter = ProductFilter { category: Some("drills".into()), ..ProductFilter::default() };
    let page = PageRequest::new(50, Position::Number(1));
    let found = shop.catalogue.list_products(&shop.staff(), &filter, &page).await.unwrap();
    assert_eq!(found.items.iter().map(|view| view.sku.as_str()).collect::<Vec<_>>(), ["D", "S"]);
}

async fn a_subtree_moves_whole_and_never_below_itself(database: Database) {
    let shop = Shop::open(database).await;
    let [tools, drills, steel, _] = tools(&shop).await;
    put(&shop, "S", "steel", &[]).await.unwrap();
    let staff = shop.staff();
    let moved = async |id, parent| shop.catalogue.change_category(&staff, id, below(parent)).await;
    for (id, parent) in [(tools, "steel"), (drills, "drills"), (drills, "steel")] {
        let circle = ("/parent_code".to_owned(), "catalog.category_circle");
        assert_eq!(refused(moved(id, Some(parent)).await), circle, "{parent}");
    }
    category(&shop, "buying", None, Some("purchasing")).await;
    assert_eq!(refused(moved(steel, Some("buying")).await).1, "catalog.other_tree");
    assert_eq!(refused(moved(steel, Some("nowhere")).await).1, "catalog.unknown_category");
    let view = moved(drills, Some("saws")).await.unwrap();
    assert_eq!((view.path.as_str(), view.level, view.products), ("tools/saws/drills", 2, 1));
    assert_eq!(within(&shop, "saws").await, ["S"], "what lies below moves, too");
    moved(drills, None).await.unwrap();
    assert_eq!((within(&shop, "saws").await.len(), within(&shop, "tools").await.len()), (0, 0));
    assert_eq!(counts(&shop).await, [("drills".to_owned(), 0, 1), ("steel".to_owned(), 1, 1)]);
}

async fn a_product_lies_in_several_categories_and_trees(database: Database) {
    let shop = Shop::open(database).await;
    tools(&shop).await;
    category(&shop, "buying", None, Some("purchasing")).await;
    let id = put(&shop, "S", "steel", &["saws", "buying", "saws"]).await.unwrap();
    assert_eq!((within(&shop, "saws").await, within(&shop, "steel").await), (vec!["S".into()], vec!["S".into()]));
    assert_eq!(within(&shop, "tools").await, ["S"], "counted once");
    assert_eq!(within(&shop, "buying").await, [""; 0], "visitors see the shop's tree only");
    assert!(counts(&shop).await.iter().all(|(code, ..)| code != "buying"));
    let view = shop.catalogue.read_product(&shop.staff(), id).await.unwrap();
    assert_eq!(view.more_category_codes, ["buying", "saws"]);
    let wrong = put(&shop, "X", "steel", &["saws", "nowhere"]).await;
    assert_eq!(refused(wrong), ("/more_category_codes/1".to_owned(), "catalog.unknown_category"));
    let none = ProductChange { more_category_codes: Some(Vec::new()), ..ProductChange::default() };
    shop.catalogue.change_product(&shop.staff(), id, none).await.unwrap();
    assert_eq!(within(&shop, "saws").await, [""; 0]);
}

async fn what_a_category_asks_for_is_inherited_and_must_be_there(database: Database) {
    let shop = Shop::open(database).await;
    let [tools, drills, ..] = tools(&shop).await;
    let staff = shop.staff();
    let wanted = |attribute: &str, is_required, unit: Option<&str>| WantedAttribute {
        attribute: attribute.into(),
        is_required,
        unit: unit.map(str::to_owned),
    };
    let set = async |id, list: &[WantedAttribute]| shop.catalogue.set_category_attributes(&staff, id, list).await;
    set(tools, &[wanted("length", true, Some("mm")), wanted("colour", false, None)]).await.unwrap();
    let list = set(drills, &[wanted("colour", true, None)]).await.unwrap();
    let found: Vec<_> =
        list.items.iter().map(|one| (one.attribute.as_str(), one.required, one.inherited_from.as_deref())).collect();
    assert_eq!(found, [("colour", true, None), ("length", true, Some("tools"))]);
    assert_eq!(refused(put(&shop, "D", "drills", &[]).await).1, "catalog.attribute_missing");
    let made = ProductChange {
        sku: Some("D".into()),
        name: Some("D".into()),
        category_code: Some(Some("drills".into())),
        attributes: Some(json!({ "length": 40, "colour": "grey" })),
        ..ProductChange::default()
    };
    let id = shop.catalogue.create_product(&staff, made).await.unwrap().id;
    let change = ProductChange { attributes: Some(json!({ "colour": null })), ..ProductChange::default() };
    let outcome = shop.catalogue.change_product(&staff, id, change).await;
    assert_eq!(refused(outcome), ("/attributes/colour".to_owned(), "catalog.attribute_missing"));
    let detail = shop.catalogue.detail(&shop.guest(false), "D").await.unwrap().unwrap();
    assert_eq!(detail.attribute_units, BTreeMap::from([("length".to_owned(), "mm".to_owned())]));
    for (list, place, code) in [
        (vec![wanted("x", false, Some("nowhere"))], "/attributes/0/unit", "catalog.unknown_unit"),
        (vec![wanted(" ", false, None)], "/attributes/0/attribute", "catalog.empty"),
        (vec![wanted("x", false, None), wanted("x", true, None)], "/attributes/1/attribute", "catalog.axis_twice"),
    ] {
        assert_eq!(refused(set(tools, &list).await), (place.to_owned(), code));
    }
    assert!(matches!(set(CategoryId::new(), &[]).await, Err(CatalogError::NotFound("category"))));
}

async fn a_category_with_others_below_it_is_not_archived(database: Database) {
    let shop = Shop::open(database).await;
    let [tools, drills, steel, saws] = tools(&shop).await;
    let archived = CategoryChange { archived: Some(true), ..CategoryChange::default() };
    let archive = async |id| shop.catalogue.change_category(&shop.staff(), id, archived.clone()).await;
    assert_eq!(refused(archive(tools).await), ("/archived".to_owned(), "catalog.category_has_children"));
    put(&shop, "D", "saws", &["steel"]).await.unwrap();
    assert!(matches!(archive(steel).await, Err(CatalogError::CategoryNotEmpty { products: 1 })));
    shop.products(&[product("OTHER", "Other")]).await;
    shop.catalogue.change_category(&shop.staff(), saws, below(None)).await.unwrap();
    let id = *shop.catalogue.find_ids(&shop.staff(), &["D".into()]).await.unwrap().values().next().unwrap();
    let none = ProductChange { more_category_codes: Some(Vec::new()), ..ProductChange::default() };
    shop.catalogue.change_product(&shop.staff(), id, none).await.unwrap();
    for id in [steel, drills, tools] {
        assert!(archive(id).await.unwrap().archived);
    }
}
