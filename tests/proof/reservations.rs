//! Promise 2: a reservation is paid or released, never both. A thousand units are held for a thousand carts; each is paid
//! within five milliseconds of the end of its hold, while two workers end what has run out.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::future::{join, join_all};
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
const AROUND_THE_END_MS: i64 = 5;
/// Holds that are made and paid before, to see how quick this machine is now.
const TRIED: usize = 20;
/// Holds end one after the other, so that payments meet the ends of all of them: so many times slower than they are paid.
const SLOWER: i64 = 3;

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

/// How long it takes this machine, with all it has to do besides, to hold a unit and to pay one.
struct Pace {
    hold_micros: i64,
    pay_micros: i64,
}

async fn pace(shop: &Shop) -> Pace {
    let product = shop.product("TRIED").price("9.00").stock(u32::try_from(TRIED).unwrap()).build().await;
    let (begun, late) = (Instant::now(), shop.in_milliseconds(3_600_000));
    let held = shop.hold_for_carts(&product.id, vec![late; TRIED]).await;
    let hold = begun.elapsed();
    let begun = Instant::now();
    let now = shop.in_milliseconds(0);
    let payments: Vec<_> = held.into_iter().map(|held| shop.order_from_cart(&product.id, held, now)).collect();
    assert!(join_all(payments).await.into_iter().all(|paid| paid));
    let each = |all: Duration| i64::try_from(all.as_micros()).unwrap() / i64::try_from(TRIED).unwrap();
    Pace { hold_micros: each(hold).max(1_000), pay_micros: each(begun.elapsed()).max(1_000) }
}

async fn a_thousand_reservations_are_paid_or_released_and_never_both(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let product = shop.product("HOT").price("9.00").stock(u32::try_from(HOLDS).unwrap()).build().await;
    let pace = pace(&app.tenant().build().await).await;
    // Far enough ahead that all of them are held before the first one ends.
    let all_held = pace.hold_micros * i64::try_from(HOLDS).unwrap() * SLOWER;
    let first_end = Timestamp::from_micros(shop.in_milliseconds(2_000).micros() + all_held);
    let end_of = |number: usize| {
        let later = i64::try_from(number).unwrap() * pace.pay_micros * SLOWER;
        Timestamp::from_micros(first_end.micros() + later)
    };
    let mut held = Vec::with_capacity(HOLDS);
    for batch in (0..HOLDS).map(end_of).collect::<Vec<_>>().chunks(100) {
        held.extend(shop.hold_for_carts(&product.id, batch.to_vec()).await);
    }
    assert!(shop.in_milliseconds(0) < first_end, "this machine is too slow for this test: hold them longer");
    assert_eq!(shop.available("HOT").await, "0");
    let mut rng = StdRng::seed_from_u64(2);
    let payments = held.iter().map(|held| {
        let around = rng.random_range(-AROUND_THE_END_MS * 1_000..=AROUND_THE_END_MS * 1_000);
        shop.order_from_cart(&product.id, *held, Timestamp::from_micros(held.until.micros() + around))
    });
    let payments: Vec<_> = payments.collect();
    let last_end = Timestamp::from_micros(end_of(HOLDS).micros() + 1_000_000);
    let workers = join(shop.end_holds_until(last_end), shop.end_holds_until(last_end));
    let (paid, ended) = join(join_all(payments), workers).await;
    let sold = paid.into_iter().filter(|paid| *paid).count();
    let settled = settled(&mut app.raw().await, &shop, sold).await;
    println!("{settled:?}, ended by the workers: {ended:?}");
    judged(&settled).unwrap();
    assert!(settled.used > 0 && settled.expired > 0, "payments fall before and after the ends: {settled:?}");
    // The server's own worker may have ended some.
    assert!(i64::try_from(ended.0 + ended.1).unwrap() <= settled.expired, "{settled:?} {ended:?}");
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
