//! Promise 2: a reservation is paid or released, never both. A thousand units are held for a thousand carts; each is paid
//! within five milliseconds of the end of its hold, while two workers end what has run out.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use futures_util::future::join_all;
use kontor_kernel::Timestamp;
use kontor_testkit::{Raw, Shop, TestApp, both};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::json;
use tokio::sync::Barrier;

both!(
    a_thousand_reservations_are_paid_or_released_and_never_both,
    what_staff_hold_runs_out_by_itself,
    the_naive_twin_pays_and_releases,
);

const HOLDS: usize = 1_000;
/// Holds are made so many at a time, while those before are paid.
const AT_A_TIME: usize = 20;
/// How long they hold: longer than making them takes on any machine.
const LEAD_MS: i64 = 8_000;
/// They end one after the other, so that payments meet the ends of all of them.
const BETWEEN_ENDS_MS: i64 = 3;
/// Payments come as close to the end as this. On a busy machine those of the first kind may all come late.
const AROUND_THE_END_MS: [i64; 3] = [5, 50, 500];

/// What is left of holds when everything has settled.
#[derive(Debug)]
struct Settled {
    holds: i64,
    used: i64,
    expired: i64,
    /// Orders that got a unit.
    sold: i64,
    /// Units that are reserved.
    reserved: i64,
}

/// What both the proof and its twin are judged by.
fn judged(settled: &Settled) -> Result<(), String> {
    if settled.used + settled.expired != settled.holds {
        return Err(format!("a hold has no end, or two: {settled:?}"));
    }
    // A unit that was paid and released, too, is sold and not reserved.
    if settled.sold != settled.reserved || settled.sold < settled.used {
        return Err(format!("what is sold is not what is reserved: {settled:?}"));
    }
    Ok(())
}

async fn settled(raw: &mut Raw, shop: &Shop, sold: usize) -> Settled {
    let tenant = raw.literal(&shop.id().to_string());
    let mut holds_in = async |state: &str| {
        raw.number(&format!("SELECT COUNT(*) FROM inventory_holds WHERE tenant_id = {tenant}{state}")).await
    };
    let (holds, used, expired) =
        (holds_in("").await, holds_in(" AND state = 'used'").await, holds_in(" AND state = 'expired'").await);
    let reserved =
        format!("SELECT CAST(SUM(reserved) AS bigint) FROM inventory_stock_levels WHERE tenant_id = {tenant}");
    let reserved = raw.number(&reserved).await / 1_000_000;
    Settled { holds, used, expired, sold: i64::try_from(sold).unwrap(), reserved }
}

async fn a_thousand_reservations_are_paid_or_released_and_never_both(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let product = shop.product("HOT").price("9.00").stock(u32::try_from(HOLDS).unwrap()).build().await;
    let (mut rng, mut payments) = (StdRng::seed_from_u64(2), Vec::with_capacity(HOLDS));
    let over = Arc::new(AtomicBool::new(false));
    let workers = [(); 2].map(|()| tokio::spawn(shop.end_holds_until_told(Arc::clone(&over))));
    let mut last_end = shop.in_milliseconds(0);
    for _ in 0..HOLDS / AT_A_TIME {
        let begun = shop.in_milliseconds(LEAD_MS).micros();
        let ends = (0..AT_A_TIME).map(|place| begun + i64::try_from(place).unwrap() * BETWEEN_ENDS_MS * 1_000);
        let held = shop.hold_for_carts(&product.id, ends.map(Timestamp::from_micros).collect()).await;
        assert!(shop.in_milliseconds(0).micros() < begun, "this machine is too slow for this test: hold them longer");
        for held in held {
            let most = AROUND_THE_END_MS[payments.len() % AROUND_THE_END_MS.len()] * 1_000;
            let at = Timestamp::from_micros(held.until.micros() + rng.random_range(-most..=most));
            payments.push(tokio::spawn(shop.order_from_cart(&product.id, held, at)));
            last_end = held.until;
        }
    }
    let sold = join_all(payments).await.into_iter().filter(|paid| *paid.as_ref().unwrap()).count();
    shop.wait_until(Timestamp::from_micros(last_end.micros() + 1_000_000)).await;
    over.store(true, Ordering::Relaxed);
    let ended: u64 = join_all(workers).await.into_iter().map(Result::unwrap).sum();
    let settled = settled(&mut app.raw().await, &shop, sold).await;
    println!("{settled:?}, ended by the workers: {ended}");
    judged(&settled).unwrap();
    assert!(settled.used > 0 && settled.expired > 0, "payments fall before and after the ends: {settled:?}");
    // The server's own worker may have ended some.
    assert!(i64::try_from(ended).unwrap() <= settled.expired, "{settled:?} {ended}");
    assert_eq!(shop.available("HOT").await, (HOLDS - sold).to_string());
}

async fn what_staff_hold_runs_out_by_itself(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(10).build().await;
    shop.company("ACME").await;
    let until = shop.in_milliseconds(1_500).to_string();
    let hold = json!({ "company_code": "ACME", "until": until, "lines": [{ "sku": "BOLT", "quantity": "10" }] });
    let made = shop.admin().post("/api/v1/admin/stock/holds").json(hold).send().await.expect(201);
    assert_eq!(shop.available("BOLT").await, "0");
    let path = format!("/api/v1/admin/stock/holds/{}", made["id"].as_str().unwrap());
    kontor_testkit::eventually("the job gives back what has run out", || async {
        let ended = !shop.admin().get(&path).send().await.expect(200)["ended_at"].is_null();
        ended.then_some(())
    })
    .await;
    assert_eq!(shop.available("BOLT").await, "10");
}

/// Whether the hold is open is read, everybody else reads, too, and then each writes what it has worked out.
async fn naively(mut raw: Raw, hold: String, level: Arc<String>, pays: bool, all_have_read: Arc<Barrier>) -> bool {
    let is_open =
        raw.number(&format!("SELECT COUNT(*) FROM inventory_holds WHERE {hold} AND state = 'open'")).await == 1;
    let reserved = "reserved = reserved - 1000000";
    all_have_read.wait().await;
    if !is_open {
        return false;
    }
    let state = if pays { "used" } else { "expired" };
    raw.execute(&format!("UPDATE inventory_holds SET state = '{state}' WHERE {hold}")).await.unwrap();
    if !pays {
        raw.execute(&format!("UPDATE inventory_stock_levels SET {reserved} WHERE {level}")).await.unwrap();
    }
    pays
}

async fn the_naive_twin_pays_and_releases(app: &'static TestApp) {
    const NAIVE_HOLDS: usize = 8;
    let shop = app.tenant().build().await;
    let product = shop.product("HOT").price("9.00").stock(u32::try_from(NAIVE_HOLDS).unwrap()).build().await;
    let until = shop.in_milliseconds(3_600_000);
    let held = shop.hold_for_carts(&product.id, vec![until; NAIVE_HOLDS]).await;
    let mut raw = app.raw().await;
    let tenant = raw.literal(&shop.id().to_string());
    let level = Arc::new(format!("tenant_id = {tenant} AND product_id = {}", raw.literal(&product.id)));
    let barrier = Arc::new(Barrier::new(NAIVE_HOLDS * 2));
    let mut work = Vec::new();
    for held in held {
        for pays in [true, false] {
            let cart = raw.literal(&held.cart.to_string());
            let hold = format!("tenant_id = {tenant} AND holder_id = {cart}");
            work.push(naively(app.raw().await, hold, Arc::clone(&level), pays, Arc::clone(&barrier)));
        }
    }
    let sold = join_all(work).await.into_iter().filter(|paid| *paid).count();
    let settled = settled(&mut raw, &shop, sold).await;
    let verdict = judged(&settled);
    assert!(verdict.is_err(), "the careless way passes the check: {verdict:?}");
    assert!(settled.sold > settled.reserved, "{settled:?}");
}
