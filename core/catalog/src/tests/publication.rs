//! Products on their way into the shop: what is no more than a draft is neither seen nor sold, by no way of asking.
//! Without a rule of the tenant everything is published at once.

use kontor_contract::catalog::ProductQuery;
use kontor_kernel::{CompanyId, PageRequest, Position, ProductId};
use kontor_testkit::{Database, on_both as both};

use super::{Shop, price, product};
use crate::{
    error::CatalogError,
    model::{
        completeness::Ask,
        publication::{State, Step},
    },
    service::{
        codes::{ForeignKind, WantedCode},
        products::{ProductChange, ProductFilter},
        publication::ProductRules,
    },
};

both!(
    a_draft_is_neither_seen_nor_sold_until_it_is_published,
    without_a_rule_everything_is_published_at_once,
    only_steps_of_the_table_are_taken,
    staff_list_products_by_state,
);

const CODE: &str = "5901234123457";

async fn id_of(shop: &Shop, sku: &str) -> ProductId {
    *shop.catalogue.find_ids(&shop.staff(), &[sku.to_owned()]).await.unwrap().values().next().unwrap()
}

async fn need_approval(shop: &Shop) {
    let rules = ProductRules { need_approval: true, asks: vec![Ask::Name] };
    shop.catalogue.set_rules(&shop.staff(), rules).await.unwrap();
}

/// By how many ways a visitor comes to the product.
async fn ways_to(shop: &Shop, sku: &str) -> [bool; 4] {
    let guest = shop.guest(true);
    let page = PageRequest::new(50, Position::Number(1));
    let list = shop.catalogue.browse(&guest, &ProductQuery::default(), &page).await.unwrap();
    [
        list.page.items.iter().any(|card| card.sku == sku),
        shop.catalogue.detail(&guest, sku).await.unwrap().is_some(),
        shop.catalogue.find_by_code(&guest, CODE).await.unwrap().is_some(),
        shop.line(CompanyId::new(), sku, "1").await.is_ok(),
    ]
}

async fn a_draft_is_neither_seen_nor_sold_until_it_is_published(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    need_approval(&shop).await;
    shop.products(&[product("BOLT", "Bolt")]).await;
    shop.prices(&[price("standard", "BOLT", 1, "1")]).await;
    let (staff, id) = (shop.staff(), id_of(&shop, "BOLT").await);
    let code = WantedCode { kind: ForeignKind::Barcode, owner: None, code: CODE.into() };
    shop.catalogue.set_codes(&staff, id, &[code], None).await.unwrap();
    assert_eq!(ways_to(&shop, "BOLT").await, [false; 4]);
    shop.catalogue.take_step(&staff, id, Step::Approve, None, None).await.unwrap();
    assert_eq!(ways_to(&shop, "BOLT").await, [false; 4]);
    let view = shop.catalogue.take_step(&staff, id, Step::Publish, None, None).await.unwrap();
    assert_eq!((view.state, view.steps), (State::Published, vec![Step::Withdraw]));
    assert_eq!(ways_to(&shop, "BOLT").await, [true; 4]);
    // A file brought again leaves the state alone.
    shop.products(&[product("BOLT", "Long bolt")]).await;
    assert_eq!(ways_to(&shop, "BOLT").await, [true; 4]);
    shop.catalogue.take_step(&staff, id, Step::Withdraw, None, None).await.unwrap();
    assert_eq!(ways_to(&shop, "BOLT").await, [false; 4]);
}

async fn without_a_rule_everything_is_published_at_once(database: Database) {
    let shop = Shop::open(database).await;
    let staff = shop.staff();
    assert_eq!(shop.catalogue.read_rules(&staff).await.unwrap(), ProductRules::default());
    let new = ProductChange { sku: Some("A".into()), name: Some("A".into()), ..ProductChange::default() };
    assert_eq!(shop.catalogue.create_product(&staff, new).await.unwrap().state, State::Published);
    shop.products(&[product("B", "B")]).await;
    need_approval(&shop).await;
    let new = ProductChange { sku: Some("C".into()), name: Some("C".into()), ..ProductChange::default() };
    assert_eq!(shop.catalogue.create_product(&staff, new).await.unwrap().state, State::Draft);
    let page = PageRequest::new(50, Position::Number(1));
    let list = shop.catalogue.browse(&shop.guest(false), &ProductQuery::default(), &page).await.unwrap();
    assert_eq!(list.page.items.iter().map(|card| card.sku.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    let twice = ProductRules { need_approval: false, asks: vec![Ask::Name, Ask::Name] };
    assert!(matches!(shop.catalogue.set_rules(&staff, twice).await, Err(CatalogError::Fields(_))));
}

async fn only_steps_of_the_table_are_taken(database: Database) {
    let shop = Shop::open(database).await;
    need_approval(&shop).await;
    shop.products(&[product("BOLT", "Bolt")]).await;
    let (staff, id) = (shop.staff(), id_of(&shop, "BOLT").await);
    let take = async |step, version| shop.catalogue.take_step(&staff, id, step, None, version).await;
    for step in [Step::Publish, Step::Reject, Step::Withdraw] {
        let refused = take(step, None).await;
        assert!(matches!(refused, Err(CatalogError::NoStep { state: State::Draft, .. })), "{step:?}");
    }
    let view = take(Step::Approve, None).await.unwrap();
    assert!(matches!(take(Step::Reject, Some(view.version - 1)).await, Err(CatalogError::Stale { .. })));
    assert_eq!(take(Step::Reject, Some(view.version)).await.unwrap().state, State::Draft);
    let nowhere = shop.catalogue.take_step(&staff, id, Step::Approve, Some("nowhere"), None).await;
    assert!(matches!(nowhere, Err(CatalogError::Fields(_))));
    let nobodys = shop.catalogue.take_step(&staff, ProductId::new(), Step::Approve, None, None).await;
    assert!(matches!(nobodys, Err(CatalogError::NotFound("product"))));
}

async fn staff_list_products_by_state(database: Database) {
    let shop = Shop::open(database).await;
    shop.products(&[product("OLD", "Old")]).await;
    need_approval(&shop).await;
    shop.products(&[product("NEW", "New")]).await;
    let staff = shop.staff();
    let list = async |state, complete| {
        let filter = ProductFilter { state: Some(state), complete, ..ProductFilter::default() };
        let page = PageRequest::new(50, Position::Number(1));
        let found = shop.catalogue.list_products(&staff, &filter, &page).await.unwrap();
        assert_eq!(found.total, Some(found.items.len() as u64));
        found.items.into_iter().map(|view| view.sku).collect::<Vec<_>>()
    };
    for complete in [None, Some(true)] {
        assert_eq!(list(State::Published, complete).await, ["OLD"], "no channel asks for anything here");
        assert_eq!(list(State::Draft, complete).await, ["NEW"]);
    }
    assert_eq!(list(State::Draft, Some(false)).await, [""; 0]);
}
