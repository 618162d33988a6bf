//! The ledger: what stands in a warehouse is always the sum of what was booked there.
//! Counts, bookings, orders and holds come in any order and beside each other.

use std::{collections::BTreeSet, sync::Arc};

use kontor_contract::{Fault, inventory::Taken};
use kontor_kernel::{OrderId, ProductId};
use kontor_testkit::{Database, on_both as both};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::{Depot, units};
use crate::{
    error::InventoryError,
    model::movement::MovementKind,
    service::{booking::Booking, warehouses::WarehouseChange},
};

both!(
    whatever_is_booked_on_hand_is_the_sum_of_the_ledger,
    bookings_beside_counts_lose_nothing,
    orders_do_not_wait_for_a_count_of_other_products,
    nothing_leaves_that_is_not_there_or_is_promised,
    an_archived_warehouse_takes_nothing_and_one_in_use_is_not_archived,
    entries_of_the_ledger_cannot_be_changed,
);

fn booking(
    depot: &Depot,
    product: ProductId,
    at: kontor_kernel::WarehouseId,
    kind: MovementKind,
    count: i64,
) -> Booking {
    assert!(!depot.ctx().actor().is_empty());
    Booking { product, warehouse: at, kind, change: units(count), reason: None, reference: None }
}

/// Books in a commit of its own.
async fn book(depot: &Depot, bookings: &[Booking]) -> Result<(), InventoryError> {
    let tx = depot.write().await;
    depot.inventory.book(&tx, bookings).await?;
    tx.commit().await?;
    Ok(())
}

async fn whatever_is_booked_on_hand_is_the_sum_of_the_ledger(database: Database) {
    let depot = Depot::open(database).await;
    let products = [ProductId::new(), ProductId::new()];
    depot.count("main", &[(products[0], 5)]).await;
    depot.count("north", &[(products[1], 5)]).await;
    let warehouses = [depot.warehouse("main").await, depot.warehouse("north").await];
    let steps = proptest::collection::vec((0_u8..6, 0_usize..2, 0_usize..2, -8_i64..12), 60);
    let mut runner = TestRunner::deterministic();
    let mut orders: Vec<OrderId> = Vec::new();
    for (step, product, warehouse, count) in steps.new_tree(&mut runner).unwrap().current() {
        let (product, place) = (products[product], warehouses[warehouse]);
        match step {
            0 => depot.count(["main", "north"][warehouse], &[(product, count.max(0))]).await,
            1 => {
                let order = OrderId::new();
                if depot.take(order, &[(product, count.abs().max(1))]).await.unwrap() == Taken::All {
                    orders.push(order);
                }
            }
            2 => {
                if let Some(order) = orders.pop() {
                    depot.release(order).await;
                }
            }
            3 => drop(depot.hold(depot.company, None, 4_000_000_000, &[(product, count.abs().max(1))]).await),
            4 => {
                let (there, back) = (warehouses[1 - warehouse], count.abs().max(1));
                let out = booking(&depot, product, place, MovementKind::Transfer, -back);
                drop(book(&depot, &[out, booking(&depot, product, there, MovementKind::Transfer, back)]).await);
            }
            _ => drop(book(&depot, &[booking(&depot, product, place, MovementKind::Correction, count)]).await),
        }
        depot.check_books().await;
    }
}

async fn bookings_beside_counts_lose_nothing(database: Database) {
    let depot = Arc::new(Depot::open(database).await);
    let product = ProductId::new();
    depot.count("main", &[(product, 100)]).await;
    let place = depot.warehouse("main").await;
    let work = (0..24).map(|number| {
        let depot = Arc::clone(&depot);
        tokio::spawn(async move {
            kontor_store::retry(|| async {
                if number % 6 == 0 {
                    depot.count("main", &[(product, 200 + number)]).await;
                    return Ok(());
                }
                let change = if number % 2 == 0 { 3 } else { -2 };
                let one = booking(&depot, product, place, MovementKind::Correction, change);
                book(&depot, &[one]).await.map_err(Fault::from)
            })
            .await
            .unwrap();
        })
    });
    for one in work.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    depot.check_books().await;
}

async fn orders_do_not_wait_for_a_count_of_other_products(database: Database) {
    let depot = Depot::open(database).await;
    let [counted, ordered] = [ProductId::new(), ProductId::new()];
    depot.count("main", &[(counted, 5), (ordered, 5)]).await;
    if database == Database::Sqlite {
        // It has one writer; there everybody waits for everybody.
        return;
    }
    let place = depot.warehouse("main").await;
    let tx = depot.write().await;
    depot.inventory.count(&tx, place, &[(counted, units(9))]).await.unwrap();
    let wishes = [(ordered, 5)];
    let order = depot.take(OrderId::new(), &wishes);
    let taken = tokio::time::timeout(std::time::Duration::from_secs(5), order).await;
    assert_eq!(taken.expect("the order does not wait").unwrap(), Taken::All);
    tx.commit().await.unwrap();
    depot.check_books().await;
}

async fn nothing_leaves_that_is_not_there_or_is_promised(database: Database) {
    let depot = Depot::open(database).await;
    let product = ProductId::new();
    depot.count("main", &[(product, 10)]).await;
    depot.take(OrderId::new(), &[(product, 6)]).await.unwrap();
    let place = depot.warehouse("main").await;
    let out = |kind, count| booking(&depot, product, place, kind, count);
    let refused = book(&depot, &[out(MovementKind::Shipment, -5)]).await.unwrap_err();
    assert!(matches!(refused, InventoryError::Promised { free, .. } if free == units(4)));
    let refused = book(&depot, &[out(MovementKind::Correction, -11)]).await.unwrap_err();
    assert!(matches!(refused, InventoryError::BelowZero { on_hand, .. } if on_hand == units(10)));
    book(&depot, &[out(MovementKind::Shipment, -4)]).await.unwrap();
    // What a correction finds missing is missing, whatever was promised.
    book(&depot, &[out(MovementKind::Correction, -5)]).await.unwrap();
    assert_eq!(depot.left(product).await, Some(units(0)));
    depot.check_books().await;
}

async fn an_archived_warehouse_takes_nothing_and_one_in_use_is_not_archived(database: Database) {
    let depot = Depot::open(database).await;
    let product = ProductId::new();
    depot.count("main", &[(product, 1)]).await;
    depot.count("north", &[(product, 2)]).await;
    let north = depot.warehouse("north").await;
    let archive = || WarehouseChange { archived: Some(true), ..WarehouseChange::default() };
    let refused = depot.inventory.change_warehouse(&depot.ctx(), north, archive()).await;
    assert!(matches!(refused, Err(InventoryError::WarehouseInUse(_))));
    depot.count("north", &[(product, 0)]).await;
    assert!(depot.inventory.change_warehouse(&depot.ctx(), north, archive()).await.unwrap().archived);
    let tx = depot.write().await;
    let refused = depot.inventory.count(&tx, north, &[(product, units(3))]).await;
    assert!(matches!(refused, Err(InventoryError::ArchivedWarehouse(_))));
    drop(tx);
    let main = depot.warehouse("main").await;
    let refused = depot.inventory.change_warehouse(&depot.ctx(), main, archive()).await;
    assert!(matches!(refused, Err(InventoryError::MainWarehouse(_))));
    let becomes_main = WarehouseChange { becomes_main: true, archived: Some(false), ..WarehouseChange::default() };
    depot.inventory.change_warehouse(&depot.ctx(), north, becomes_main).await.unwrap();
    let all = depot.inventory.all_warehouses(&depot.ctx()).await.unwrap();
    let mains: BTreeSet<&str> = all.iter().filter(|row| row.is_main).map(|row| row.code.as_str()).collect();
    assert_eq!(mains, BTreeSet::from(["north"]));
}

async fn entries_of_the_ledger_cannot_be_changed(database: Database) {
    use crate::entities::movement::{Column, Entity};
    let depot = Depot::open(database).await;
    depot.count("main", &[(ProductId::new(), 5)]).await;
    let tx = depot.write().await;
    assert!(tx.update::<Entity>().set(Column::Quantity, units(9)).run(&tx).await.is_err());
    drop(tx);
    let tx = depot.write().await;
    assert!(tx.delete::<Entity>().run(&tx).await.is_err());
    drop(tx);
    depot.check_books().await;
}
