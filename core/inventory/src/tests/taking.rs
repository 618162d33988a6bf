//! Taking and giving back: exact, at once visible, and never more than there is.
//! Takers run beside each other on the same few units.

use kontor_contract::inventory::{Shortage, Taken};
use kontor_kernel::{OrderId, PageRequest, Position, ProductId};
use kontor_testkit::{Database, on_both as both};

use super::{Depot, units};
use crate::{error::InventoryError, service::warehouses::WarehouseChange};

both!(
    what_is_taken_is_gone_at_once_and_comes_back_once,
    when_one_product_is_short_nothing_is_taken,
    the_main_warehouse_gives_first_and_several_share_what_none_has_alone,
    many_takers_of_the_last_units_get_exactly_what_there_is,
    the_main_warehouse_opens_with_the_first_stock_and_codes_are_one_whatever_their_case,
    the_stock_list_can_be_asked_in_every_way,
);

async fn what_is_taken_is_gone_at_once_and_comes_back_once(database: Database) {
    let depot = Depot::open(database).await;
    let [a, b, untracked] = [ProductId::new(), ProductId::new(), ProductId::new()];
    depot.count("main", &[(a, 10), (b, 5)]).await;
    assert_eq!(depot.left(a).await, Some(units(10)));
    let order = OrderId::new();
    assert_eq!(depot.take(order, &[(a, 3), (b, 5), (a, 1), (untracked, 99)]).await.unwrap(), Taken::All);
    assert_eq!(
        (depot.left(a).await, depot.left(b).await, depot.left(untracked).await),
        (Some(units(6)), Some(units(0)), None)
    );
    let other = depot.other_node();
    let seen = other.to_be_had(&depot.ctx(), &[a]).await.unwrap();
    assert_eq!(seen[&a].quantity, Some(units(6)));
    depot.release(order).await;
    depot.release(order).await;
    assert_eq!((depot.left(a).await, depot.left(b).await), (Some(units(10)), Some(units(5))));
}

async fn when_one_product_is_short_nothing_is_taken(database: Database) {
    let depot = Depot::open(database).await;
    let [a, b] = [ProductId::new(), ProductId::new()];
    depot.count("main", &[(a, 10), (b, 1)]).await;
    let short = depot.take(OrderId::new(), &[(a, 3), (b, 2)]).await.unwrap();
    assert_eq!(short, Taken::Short(vec![Shortage { product: b, wanted: units(2), available: Some(units(1)) }]));
    assert_eq!(depot.take(OrderId::new(), &[(a, 10)]).await.unwrap(), Taken::All);
    let short = depot.take(OrderId::new(), &[(a, 1)]).await.unwrap();
    assert_eq!(short, Taken::Short(vec![Shortage { product: a, wanted: units(1), available: Some(units(0)) }]));
}

async fn the_main_warehouse_gives_first_and_several_share_what_none_has_alone(database: Database) {
    let depot = Depot::open(database).await;
    let product = ProductId::new();
    depot.count("main", &[(product, 4)]).await;
    depot.count("annexe", &[(product, 6)]).await;
    let orders = [OrderId::new(), OrderId::new(), OrderId::new()];
    assert_eq!(depot.take(orders[0], &[(product, 5)]).await.unwrap(), Taken::All);
    assert_eq!(depot.take(orders[1], &[(product, 5)]).await.unwrap(), Taken::All);
    assert!(matches!(depot.take(orders[2], &[(product, 1)]).await.unwrap(), Taken::Short(_)));
    assert_eq!(depot.left(product).await, Some(units(0)));
    depot.release(orders[1]).await;
    assert_eq!(depot.left(product).await, Some(units(5)));
}

async fn many_takers_of_the_last_units_get_exactly_what_there_is(database: Database) {
    let depot = Depot::open(database).await;
    let products = [ProductId::new(), ProductId::new(), ProductId::new()];
    depot.count("main", &products.map(|product| (product, 10))).await;
    let depot = std::sync::Arc::new(depot);
    let takers = (0..32).map(|taker| {
        let depot = std::sync::Arc::clone(&depot);
        tokio::spawn(async move {
            // Half of them want all products, in different orders; the others only the first.
            let mut wishes: Vec<_> = products.iter().map(|product| (*product, 1)).collect();
            wishes.rotate_left(taker % 3);
            if taker % 2 == 0 {
                wishes = vec![(products[0], 1)];
            }
            kontor_store::retry(|| async {
                let taken = depot.take(OrderId::new(), &wishes).await.map_err(kontor_contract::Fault::from)?;
                Ok::<_, kontor_contract::Fault>(taken == Taken::All)
            })
            .await
            .unwrap()
        })
    });
    let mut sold = 0;
    for taker in takers.collect::<Vec<_>>() {
        sold += usize::from(taker.await.unwrap());
    }
    assert_eq!(sold, 10);
    assert_eq!(depot.left(products[0]).await, Some(units(0)));
}

fn named(code: &str, name: &str) -> WarehouseChange {
    WarehouseChange { code: Some(code.to_owned()), name: Some(name.to_owned()), ..WarehouseChange::default() }
}

async fn the_main_warehouse_opens_with_the_first_stock_and_codes_are_one_whatever_their_case(database: Database) {
    let depot = Depot::open(database).await;
    let tx = depot.write().await;
    let main = depot.inventory.find_warehouse(&tx, None).await.unwrap().unwrap();
    assert_eq!(depot.inventory.find_warehouse(&tx, Some("MAIN")).await.unwrap(), Some(main));
    assert_eq!(depot.inventory.find_warehouse(&tx, Some("north")).await.unwrap(), None);
    tx.commit().await.unwrap();
    let north = depot.inventory.create_warehouse(&depot.ctx(), named("North", "North hall")).await.unwrap();
    assert!(!north.is_main);
    let again = depot.inventory.create_warehouse(&depot.ctx(), named("NORTH", "Again")).await;
    assert!(matches!(again, Err(InventoryError::DuplicateWarehouse(_))));
    let all = depot.inventory.all_warehouses(&depot.ctx()).await.unwrap();
    assert_eq!(all.iter().map(|warehouse| warehouse.code.as_str()).collect::<Vec<_>>(), ["main", "North"]);
}

async fn the_stock_list_can_be_asked_in_every_way(database: Database) {
    let depot = Depot::open(database).await;
    let page = PageRequest::new(5, Position::Number(1));
    let found = depot.inventory.list(&depot.ctx(), Some("50% \\ _"), Some("main"), &page).await.unwrap();
    assert_eq!((found.items.len(), found.total), (0, Some(0)));
    let cursor = PageRequest::new(5, Position::Cursor(Some("A\u{1f}MAIN".into())));
    assert_eq!(depot.inventory.list(&depot.ctx(), None, None, &cursor).await.unwrap().items, Vec::new());
    let nonsense = PageRequest::new(5, Position::Cursor(Some("nonsense".into())));
    assert!(matches!(depot.inventory.list(&depot.ctx(), None, None, &nonsense).await, Err(InventoryError::BadCursor)));
}
