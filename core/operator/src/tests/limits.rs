//! Limits on things: exact however many are made at a time, and set right by counting when things have gone.
//! The naive twin reads, compares and writes, and must fail the same check.

use kontor_contract::{Fault, quotas::QuotaKind};
use kontor_store::{Ctx, Store, StoreError, Tx, retry};
use sea_orm::ColumnTrait;
use serde_json::json;

use super::{Database, World, a_thing, both, thing};

both!(
    of_twenty_at_a_time_exactly_as_many_are_made_as_there_is_room_for,
    whoever_reads_compares_and_writes_makes_too_many,
    orders_of_a_day_are_counted_without_counting,
    what_has_gone_makes_room_again_and_what_was_there_before_counts,
    a_refused_commit_takes_no_room,
);

const LIMIT: u64 = 7;
const AT_A_TIME: usize = 20;

fn is_refused(fault: &Fault) -> bool {
    matches!(fault, Fault::Refused { code: "tenant.quota_reached", detail, .. } if detail.contains('7') && detail.contains("operator"))
}

async fn things(store: &Store, ctx: &Ctx) -> u64 {
    let tx = store.read(ctx).await.unwrap();
    tx.find::<thing::Entity>().count(&tx).await.unwrap()
}

/// Makes things at the same time, and tells how many were made.
async fn at_a_time<F, Fut>(make: F) -> usize
where
    F: Fn() -> Fut,
    Fut: Future<Output = bool> + Send + 'static,
{
    let tasks: Vec<_> = (0..AT_A_TIME).map(|_| tokio::spawn(make())).collect();
    let mut made = 0;
    for task in tasks {
        made += usize::from(task.await.unwrap());
    }
    made
}

async fn limited(database: Database) -> (World, Ctx) {
    let world = World::new(database).await;
    let ctx = world.tenant("acme").await;
    world.patch("acme", json!({ "quotas": { "products": LIMIT, "orders_per_day": LIMIT } })).await.expect(200);
    (world, ctx)
}

/// Makes one thing within its limit.
async fn make(world: &World, ctx: &Ctx, kind: QuotaKind) -> impl Future<Output = bool> + Send + use<> {
    let (store, quotas, ctx) = (world.store.clone(), world.quotas(), ctx.clone());
    async move {
        let once = || async {
            let tx = store.write(&ctx).await?;
            quotas.check(&tx, kind, 1).await?;
            tx.insert::<thing::Entity>(a_thing(&tx)).await?;
            tx.commit().await?;
            Ok::<(), Fault>(())
        };
        match retry(once).await {
            Ok(()) => true,
            Err(fault) => {
                assert!(is_refused(&fault), "{fault}");
                false
            }
        }
    }
}

async fn of_twenty_at_a_time_exactly_as_many_are_made_as_there_is_room_for(database: Database) {
    let (world, ctx) = limited(database).await;
    let mut making = Vec::new();
    for _ in 0..AT_A_TIME {
        making.push(tokio::spawn(make(&world, &ctx, QuotaKind::Products).await));
    }
    let mut made = 0;
    for task in making {
        made += u64::from(task.await.unwrap());
    }
    assert_eq!((made, things(&world.store, &ctx).await), (LIMIT, LIMIT));
    // The neighbour has no limit, and is none the poorer.
    let other = world.tenant("other").await;
    for _ in 0..AT_A_TIME {
        assert!(make(&world, &other, QuotaKind::Products).await.await);
    }
}

async fn whoever_reads_compares_and_writes_makes_too_many(database: Database) {
    let (world, ctx) = limited(database).await;
    let made = at_a_time(|| {
        let (store, ctx) = (world.store.clone(), ctx.clone());
        async move {
            if things(&store, &ctx).await >= LIMIT {
                return false;
            }
            tokio::task::yield_now().await;
            let tx = store.write(&ctx).await.unwrap();
            tx.insert::<thing::Entity>(a_thing(&tx)).await.unwrap();
            tx.commit().await.map_err(|error: StoreError| panic!("{error}")).is_ok()
        }
    })
    .await;
    assert!(made > usize::try_from(LIMIT).unwrap(), "only {made} were made: the check above proves nothing");
}

async fn orders_of_a_day_are_counted_without_counting(database: Database) {
    let (world, ctx) = limited(database).await;
    let mut made = 0;
    for _ in 0..AT_A_TIME {
        made += u64::from(make(&world, &ctx, QuotaKind::OrdersPerDay).await.await);
    }
    assert_eq!(made, LIMIT);
    let tx = world.store.write(&ctx).await.unwrap();
    tx.delete::<thing::Entity>().run(&tx).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!make(&world, &ctx, QuotaKind::OrdersPerDay).await.await, "an order that is gone was placed all the same");
}

async fn what_has_gone_makes_room_again_and_what_was_there_before_counts(database: Database) {
    let world = World::new(database).await;
    let ctx = world.tenant("acme").await;
    let tx = world.store.write(&ctx).await.unwrap();
    for _ in 0..5 {
        tx.insert::<thing::Entity>(a_thing(&tx)).await.unwrap();
    }
    tx.commit().await.unwrap();
    world.patch("acme", json!({ "quotas": { "products": LIMIT } })).await.expect(200);
    let mut made = 0;
    for _ in 0..4 {
        made += usize::from(make(&world, &ctx, QuotaKind::Products).await.await);
    }
    assert_eq!(made, 2, "five were there before the limit");
    let tx = world.store.write(&ctx).await.unwrap();
    let one = tx.find::<thing::Entity>().one(&tx).await.unwrap().unwrap();
    tx.delete::<thing::Entity>().filter(thing::Column::Module.eq(one.module)).run(&tx).await.unwrap();
    tx.commit().await.unwrap();
    assert!(make(&world, &ctx, QuotaKind::Products).await.await);
    assert!(!make(&world, &ctx, QuotaKind::Products).await.await);
    let tx = world.store.write(&ctx).await.unwrap();
    assert!(world.quotas().check(&tx, QuotaKind::Products, 0).await.is_ok(), "nothing is always possible");
    assert!(world.quotas().check(&tx, QuotaKind::People, 1_000).await.is_ok(), "people have no limit here");
}

async fn a_refused_commit_takes_no_room(database: Database) {
    let (world, ctx) = limited(database).await;
    for _ in 0..AT_A_TIME {
        let tx = world.store.write(&ctx).await.unwrap();
        world.quotas().check(&tx, QuotaKind::OrdersPerDay, 1).await.unwrap();
        drop(tx);
    }
    assert!(make(&world, &ctx, QuotaKind::OrdersPerDay).await.await);
    assert_eq!(world.quotas().limit(&ctx, QuotaKind::OrdersPerDay).await.unwrap(), Some(LIMIT));
    assert_eq!(world.quotas().limit(&ctx, QuotaKind::ImportRows).await.unwrap(), None);
}
