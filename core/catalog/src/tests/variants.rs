//! Variants, relations and kits: replaced whole, never in circles, shown once in lists, and a style is not sold itself.
//! What replaces an archived product is told on its page.

use kontor_contract::{
    Fault,
    catalog::{ProductQuery, RelationKind},
    imports::ProductRow,
};
use kontor_kernel::{CompanyId, PageRequest, Position, ProductId, Quantity};
use kontor_testkit::{Database, on_both as both};
use serde_json::json;

use super::{Shop, price, product};
use crate::{
    error::CatalogError,
    service::{parts::WantedPart, products::ProductChange},
};

both!(
    a_style_is_listed_once_and_sold_as_its_variants,
    variants_that_make_no_sense_are_refused,
    a_variants_attributes_stay_different_from_its_siblings,
    an_archived_product_tells_what_replaces_it,
    a_kit_is_made_of_ordinary_products,
);

fn shirt(sku: &str, size: &str) -> ProductRow {
    ProductRow { attributes: Some(json!({ "size": size })), ..product(sku, sku) }
}

async fn id_of(shop: &Shop, sku: &str) -> ProductId {
    *shop.catalogue.find_ids(&shop.staff(), &[sku.to_owned()]).await.unwrap().values().next().unwrap()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, CatalogError>) -> (String, &'static str) {
    match Fault::from(outcome.unwrap_err()) {
        Fault::Refused { fields, .. } => fields.into_iter().next().map(|field| (field.pointer, field.code)).unwrap(),
        other => panic!("{other}"),
    }
}

fn skus(list: &[&str]) -> Vec<String> {
    list.iter().map(|sku| (*sku).to_owned()).collect()
}

/// A shirt in two sizes, and a cap.
async fn shirts(database: Database) -> (Shop, ProductId) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    shop.products(&[product("SHIRT", "Shirt"), shirt("S", "S"), shirt("L", "L"), product("CAP", "Cap")]).await;
    shop.prices(&[price("standard", "SHIRT", 1, "9"), price("standard", "S", 1, "10")]).await;
    let style = id_of(&shop, "SHIRT").await;
    (shop, style)
}

async fn listed(shop: &Shop) -> Vec<String> {
    let page = PageRequest::new(50, Position::Number(1));
    let found = shop.catalogue.browse(&shop.guest(true), &ProductQuery::default(), &page).await.unwrap().page;
    found.items.into_iter().map(|card| card.sku).collect()
}

async fn a_style_is_listed_once_and_sold_as_its_variants(database: Database) {
    let (shop, style) = shirts(database).await;
    let staff = shop.staff();
    shop.catalogue.set_axes(&staff, style, &skus(&["size"]), None).await.unwrap();
    let set = shop.catalogue.set_variants(&staff, style, &skus(&["s", "L"]), None).await.unwrap();
    assert_eq!(set.items.iter().map(|item| item.values.join("")).collect::<Vec<_>>(), ["S", "L"]);
    assert_eq!(listed(&shop).await, ["CAP", "SHIRT"]);
    for (page, shown) in [("SHIRT", [false, false]), ("L", [false, true])] {
        let detail = shop.catalogue.detail(&shop.guest(true), page).await.unwrap().unwrap();
        let style = detail.style.unwrap();
        assert_eq!((style.sku.as_str(), style.axes[0].code.as_str()), ("SHIRT", "size"));
        assert_eq!(style.variants.iter().map(|variant| variant.shown).collect::<Vec<_>>(), shown);
        assert_eq!(style.variants[0].product.price.as_ref().unwrap().unit_price, "10.00");
        assert_eq!((detail.sold, detail.price.is_some()), (page == "L", false), "a style has no price of its own");
    }
    let company = CompanyId::new();
    assert!(shop.line(company, "SHIRT", "1").await.is_err(), "a style is not sold");
    assert!(shop.line(company, "S", "1").await.is_ok());
    let archived = ProductChange { archived: Some(true), ..ProductChange::default() };
    shop.catalogue.change_product(&staff, style, archived).await.unwrap();
    assert_eq!(listed(&shop).await, ["CAP", "L", "S"], "without their style they stand for themselves");
    shop.catalogue.set_variants(&staff, style, &[], None).await.unwrap();
    shop.catalogue.set_axes(&staff, style, &[], None).await.unwrap();
    assert!(shop.catalogue.detail(&shop.guest(true), "S").await.unwrap().unwrap().style.is_none());
}

async fn variants_that_make_no_sense_are_refused(database: Database) {
    let (shop, style) = shirts(database).await;
    let (staff, cap) = (shop.staff(), id_of(&shop, "CAP").await);
    let variants = async |id, list: &[&str]| shop.catalogue.set_variants(&staff, id, &skus(list), None).await;
    assert_eq!(refused(variants(style, &["S"]).await), ("/variants".to_owned(), "catalog.no_axes"));
    shop.catalogue.set_axes(&staff, style, &skus(&["size"]), None).await.unwrap();
    for (list, place, code) in [
        (&["S", "NONE"][..], "/variants/1/sku", "catalog.unknown_product"),
        (&["SHIRT"], "/variants/0/sku", "catalog.itself"),
        (&["S", "s"], "/variants/1/sku", "catalog.part_twice"),
        (&["S", "CAP"], "/variants/1/sku", "catalog.no_axis_value"),
    ] {
        assert_eq!(refused(variants(style, list).await), (place.to_owned(), code));
    }
    variants(style, &["S", "L"]).await.unwrap();
    let no_axes = shop.catalogue.set_axes(&staff, style, &[], None).await;
    assert_eq!(refused(no_axes).1, "catalog.axes_in_use");
    let variant = id_of(&shop, "S").await;
    let as_style = shop.catalogue.set_axes(&staff, variant, &skus(&["size"]), None).await;
    assert_eq!(refused(as_style).1, "catalog.variant_as_style");
    shop.catalogue.set_axes(&staff, cap, &skus(&["size"]), None).await.unwrap();
    assert_eq!(refused(variants(cap, &["S"]).await).1, "catalog.variant_taken");
    shop.products(&[shirt("CAP", "M")]).await;
    assert_eq!(refused(variants(style, &["CAP"]).await).1, "catalog.style_as_variant");
    let many = skus(&["a", "b", "c", "d", "e", "f"]);
    assert_eq!(refused(shop.catalogue.set_axes(&staff, style, &many, None).await).0, "/axes");
    let twice = shop.catalogue.set_axes(&staff, style, &skus(&["size", "size"]), None).await;
    assert_eq!(refused(twice), ("/axes/1/attribute".to_owned(), "catalog.axis_twice"));
}

async fn a_variants_attributes_stay_different_from_its_siblings(database: Database) {
    let (shop, style) = shirts(database).await;
    let (staff, small) = (shop.staff(), id_of(&shop, "S").await);
    shop.catalogue.set_axes(&staff, style, &skus(&["size"]), None).await.unwrap();
    shop.catalogue.set_variants(&staff, style, &skus(&["S", "L"]), None).await.unwrap();
    let change = async |size: serde_json::Value| {
        let attributes = Some(json!({ "size": size }));
        shop.catalogue.change_product(&staff, small, ProductChange { attributes, ..ProductChange::default() }).await
    };
    assert_eq!(refused(change(json!("L")).await), ("/attributes".to_owned(), "catalog.same_values"));
    assert_eq!(refused(change(json!(null)).await), ("/attributes".to_owned(), "catalog.no_axis_value"));
    change(json!("XS")).await.unwrap();
}

async fn an_archived_product_tells_what_replaces_it(database: Database) {
    let (shop, _) = shirts(database).await;
    let (staff, cap) = (shop.staff(), id_of(&shop, "CAP").await);
    let archived = ProductChange { archived: Some(true), ..ProductChange::default() };
    shop.catalogue.change_product(&staff, cap, archived).await.unwrap();
    let page = async || shop.catalogue.detail(&shop.guest(true), "CAP").await.unwrap();
    assert!(page().await.is_none());
    let wanted = [(RelationKind::Replacement, "S".to_owned()), (RelationKind::Accessory, "L".to_owned())];
    let set = shop.catalogue.set_relations(&staff, cap, &wanted, None).await.unwrap();
    assert_eq!(set.items.iter().map(|item| item.sku.as_str()).collect::<Vec<_>>(), ["S", "L"]);
    let detail = page().await.unwrap();
    assert_eq!((detail.sold, detail.price.is_none()), (false, true));
    let related: Vec<_> = detail.related.iter().map(|one| (one.kind, one.product.sku.as_str())).collect();
    assert_eq!(related, [(RelationKind::Replacement, "S"), (RelationKind::Accessory, "L")]);
    assert!(!listed(&shop).await.contains(&"CAP".to_owned()));
    let itself = shop.catalogue.set_relations(&staff, cap, &[(RelationKind::CrossSell, "cap".into())], None).await;
    assert_eq!(refused(itself), ("/relations/0/sku".to_owned(), "catalog.itself"));
    let twice = [(RelationKind::Accessory, "L".to_owned()), (RelationKind::Accessory, "l".to_owned())];
    let outcome = shop.catalogue.set_relations(&staff, cap, &twice, None).await;
    assert_eq!(refused(outcome), ("/relations/1/sku".to_owned(), "catalog.part_twice"));
}

async fn a_kit_is_made_of_ordinary_products(database: Database) {
    let (shop, style) = shirts(database).await;
    let heavy = |sku: &str, grams| ProductRow { weight_g: Some(grams), ..product(sku, sku) };
    shop.products(&[heavy("CUP", 300), heavy("BOX", 50), product("KIT", "Kit")]).await;
    shop.prices(&[price("standard", "KIT", 1, "20")]).await;
    let (staff, kit, cup) = (shop.staff(), id_of(&shop, "KIT").await, id_of(&shop, "CUP").await);
    let part = |sku: &str, quantity: &str, is_optional| WantedPart {
        sku: sku.into(),
        quantity: quantity.parse().unwrap(),
        is_optional,
    };
    let set = async |id, parts: &[WantedPart]| shop.catalogue.set_kit_parts(&staff, id, parts, None).await;
    set(kit, &[part("CUP", "2", false), part("BOX", "1", true)]).await.unwrap();
    let detail = shop.catalogue.detail(&shop.guest(true), "KIT").await.unwrap().unwrap();
    assert_eq!((detail.weight_g, detail.kit_parts.len()), (600, 2), "what is optional does not weigh");
    let line = shop.line(CompanyId::new(), "KIT", "3").await.unwrap();
    assert_eq!((line.weight_g, line.quantity), (600, Quantity::from_units(3).unwrap()));
    let parts = shop.catalogue.parts_of_kits(&staff, &[kit, cup]).await.unwrap();
    assert_eq!((parts.len(), parts[&kit][0].product), (1, cup));
    shop.catalogue.set_axes(&staff, style, &skus(&["size"]), None).await.unwrap();
    for (wrong, place, code) in [
        (part("KIT", "1", false), "/parts/0/sku", "catalog.itself"),
        (part("CUP", "0", false), "/parts/0/quantity", "catalog.bad_part_quantity"),
        (part("CUP", "1.5", false), "/parts/0/quantity", "catalog.bad_part_quantity"),
        (part("CUP", "1", true), "/parts", "catalog.no_part"),
        (part("SHIRT", "1", false), "/parts/0/sku", "catalog.style_in_kit"),
    ] {
        assert_eq!(refused(set(kit, &[wrong]).await), (place.to_owned(), code));
    }
    assert_eq!(refused(set(cup, &[part("BOX", "1", false)]).await).1, "catalog.part_as_kit");
    assert_eq!(refused(set(id_of(&shop, "CAP").await, &[part("KIT", "1", false)]).await).1, "catalog.kit_in_kit");
    assert_eq!(refused(shop.catalogue.set_axes(&staff, cup, &skus(&["size"]), None).await).1, "catalog.kit_as_style");
}
