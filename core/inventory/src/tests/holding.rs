//! Holding stock: what is held is nobody else's, is used once, and is free the moment its time is over.
//! Orders, workers and staff meet on the same holds at the same time.

use std::sync::Arc;

use kontor_contract::Fault;
use kontor_contract::inventory::{Taken, Taker};
use kontor_kernel::{CartId, CompanyId, OrderId, ProductId, Timestamp};
use kontor_testkit::{Database, on_both as both};

use super::{Depot, units};

both!(
    what_is_held_is_nobody_elses_and_is_used_by_its_own_order,
    a_carts_hold_is_used_by_the_order_of_that_cart_only,
    what_has_run_out_is_free_at_once_and_its_job_gives_it_back_once,
    a_hold_can_be_kept_longer_and_given_back_but_only_while_it_holds,
    orders_and_workers_on_the_same_holds_use_or_give_back_each_of_them_once,
);

/// A time long after any hold of these tests began, in seconds.
const LATER: i64 = 4_000_000_000;

fn order(company: CompanyId, cart: Option<CartId>) -> Taker {
    Taker { order: OrderId::new(), company, cart }
}

async fn what_is_held_is_nobody_elses_and_is_used_by_its_own_order(database: Database) {
    let depot = Depot::open(database).await;
    let [own, other] = [CompanyId::new(), CompanyId::new()];
    let product = ProductId::new();
    depot.count("main", &[(product, 10)]).await;
    depot.hold(own, None, LATER, &[(product, 7)]).await.unwrap();
    assert_eq!(depot.left(product).await, Some(units(3)));
    assert!(matches!(depot.take_as(&order(other, None), &[(product, 4)]).await.unwrap(), Taken::Short(_)));
    assert_eq!(depot.hold(other, None, LATER, &[(product, 4)]).await, None);
    // Five of the hold, which keeps two; then those two and all three that are free.
    assert_eq!(depot.take_as(&order(own, None), &[(product, 5)]).await.unwrap(), Taken::All);
    assert_eq!(depot.left(product).await, Some(units(3)));
    depot.check_books().await;
    let last = order(own, None);
    let Taken::Short(short) = depot.take_as(&last, &[(product, 6)]).await.unwrap() else { panic!("it is not there") };
    assert_eq!((short[0].wanted, short[0].available), (units(6), Some(units(5))));
    assert_eq!(depot.take_as(&last, &[(product, 5)]).await.unwrap(), Taken::All);
    assert_eq!(depot.left(product).await, Some(units(0)));
    depot.check_books().await;
    depot.release(last.order).await;
    assert_eq!(depot.left(product).await, Some(units(5)));
    depot.check_books().await;
}

async fn a_carts_hold_is_used_by_the_order_of_that_cart_only(database: Database) {
    let depot = Depot::open(database).await;
    let (company, cart, product) = (CompanyId::new(), CartId::new(), ProductId::new());
    depot.count("main", &[(product, 5)]).await;
    depot.hold(company, Some(cart), LATER, &[(product, 5)]).await.unwrap();
    for taker in [order(company, None), order(company, Some(CartId::new()))] {
        assert!(matches!(depot.take_as(&taker, &[(product, 1)]).await.unwrap(), Taken::Short(_)));
    }
    assert_eq!(depot.take_as(&order(company, Some(cart)), &[(product, 5)]).await.unwrap(), Taken::All);
    depot.check_books().await;
}

async fn what_has_run_out_is_free_at_once_and_its_job_gives_it_back_once(database: Database) {
    let mut depot = Depot::open(database).await;
    let [own, other] = [CompanyId::new(), CompanyId::new()];
    let [a, b] = [ProductId::new(), ProductId::new()];
    depot.set_time(1_000);
    depot.count("main", &[(a, 5), (b, 5)]).await;
    depot.hold(own, None, 2_000, &[(a, 5), (b, 2)]).await.unwrap();
    depot.set_time(1_999);
    assert!(matches!(depot.take_as(&order(other, None), &[(a, 1)]).await.unwrap(), Taken::Short(_)));
    depot.set_time(2_000);
    assert_eq!(depot.take_as(&order(other, None), &[(a, 4)]).await.unwrap(), Taken::All);
    depot.check_books().await;
    assert_eq!(depot.inventory.expire_holds(&depot.ctx()).await.unwrap(), 1);
    assert_eq!(depot.inventory.expire_holds(&depot.ctx()).await.unwrap(), 0);
    assert_eq!((depot.left(a).await, depot.left(b).await), (Some(units(1)), Some(units(5))));
    depot.check_books().await;
}

async fn a_hold_can_be_kept_longer_and_given_back_but_only_while_it_holds(database: Database) {
    let mut depot = Depot::open(database).await;
    let product = ProductId::new();
    depot.set_time(1_000);
    depot.count("main", &[(product, 5)]).await;
    let hold = depot.hold(depot.company, None, 2_000, &[(product, 5)]).await.unwrap();
    let extend = async |depot: &Depot, until: i64| {
        let tx = depot.write().await;
        let until = Timestamp::from_micros(until * 1_000_000);
        let is_kept = depot.inventory.extend_hold(&tx, hold, until).await.unwrap().is_some();
        tx.commit().await.unwrap();
        is_kept
    };
    assert!(extend(&depot, 3_000).await);
    depot.set_time(2_500);
    assert_eq!(depot.inventory.expire_holds(&depot.ctx()).await.unwrap(), 0);
    depot.set_time(3_000);
    assert!(!extend(&depot, 4_000).await, "its time is over");
    let tx = depot.write().await;
    assert!(depot.inventory.release_hold(&tx, hold).await.unwrap().is_some());
    assert!(depot.inventory.release_hold(&tx, hold).await.unwrap().is_none());
    tx.commit().await.unwrap();
    assert_eq!(depot.left(product).await, Some(units(5)));
    depot.check_books().await;
}

async fn buys(depot: Arc<Depot>, product: ProductId, cart: CartId) -> bool {
    let once = || async {
        let taken = depot.take_as(&order(depot.company, Some(cart)), &[(product, 1)]).await;
        Ok::<_, Fault>(taken.map_err(Fault::from)? == Taken::All)
    };
    kontor_store::retry(once).await.unwrap()
}

async fn orders_and_workers_on_the_same_holds_use_or_give_back_each_of_them_once(database: Database) {
    const HOLDS: i64 = 60;
    let mut depot = Depot::open(database).await;
    let product = ProductId::new();
    depot.set_time(1_000);
    depot.count("main", &[(product, HOLDS)]).await;
    let carts: Vec<CartId> = (0..HOLDS).map(|_| CartId::new()).collect();
    for (number, cart) in (0_i64..).zip(&carts) {
        // Half of them are over when the orders come.
        depot.hold(depot.company, Some(*cart), 1_500 + 1_000 * (number % 2), &[(product, 1)]).await.unwrap();
    }
    depot.set_time(2_000);
    let depot = Arc::new(depot);
    let workers = [depot.other_node(), depot.other_node()].map(|node| {
        let depot = Arc::clone(&depot);
        tokio::spawn(async move { node.expire_holds(&depot.ctx()).await.unwrap() })
    });
    let buyer = |cart| tokio::spawn(buys(Arc::clone(&depot), product, cart));
    let buyers: Vec<_> = carts.into_iter().map(buyer).collect();
    let (mut ended, mut sold) = (0, 0);
    for worker in workers {
        ended += worker.await.unwrap();
    }
    for buyer in buyers {
        sold += i64::from(buyer.await.unwrap());
    }
    // Every buyer finds a unit: their own, or one whose time was over.
    assert_eq!((ended, sold), (u64::try_from(HOLDS).unwrap() / 2, HOLDS));
    assert_eq!(depot.left(product).await, Some(units(0)));
    depot.check_books().await;
}
