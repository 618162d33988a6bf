//! A suspended tenant: its events and jobs wait, hold up nobody else's, and go on when it is resumed.
//! Nothing is lost, however long it lasts and whatever a running job made of it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use futures_util::future::BoxFuture;
use kontor_store::{
    Ctx, WriteTx,
    jobs::{JobFailure, JobHandler, JobRun, Worker, job_state},
    tenants,
};
use kontor_testkit::{Database, on_both};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::sync::watch;

use crate::house::{Counting, House, Noted, Tally, until};

on_both!(
    events_of_a_suspended_tenant_wait_and_hold_up_nobody,
    jobs_of_a_suspended_tenant_wait_and_hold_up_nobody,
    a_job_that_runs_while_its_tenant_is_suspended_stops_and_goes_on_when_it_is_resumed,
);

async fn mark(house: &House, ctx: &Ctx, status: &str) {
    let tx = house.store.system(&house.authority).await.unwrap();
    let update = tenants::Entity::update_many().col_expr(tenants::Column::Status, status.into());
    tx.update(update.filter(tenants::Column::Id.eq(ctx.tenant()))).await.unwrap();
    tx.commit().await.unwrap();
}

async fn with(house: &House, ctx: &Ctx, work: impl AsyncFnOnce(&WriteTx)) {
    let tx = house.store.write(ctx).await.unwrap();
    work(&tx).await;
    tx.commit().await.unwrap();
}

async fn events_of_a_suspended_tenant_wait_and_hold_up_nobody(database: Database) {
    const WAITING: i64 = 600;
    let house = House::build(database).await;
    with(&house, &house.a, async |tx| {
        for number in 0..WAITING {
            tx.publish(&Noted { number }).await.unwrap();
        }
    })
    .await;
    mark(&house, &house.a, "suspended").await;
    with(&house, &house.b, async |tx| tx.publish(&Noted { number: 1 }).await.unwrap()).await;
    let consumer = Arc::new(Counting::default());
    let mut relay = house.relay(vec![Arc::<Counting>::clone(&consumer)]);
    relay.round().await.unwrap();
    assert_eq!(consumer.seen().len(), 1, "more events wait than the relay looks at in one round");
    mark(&house, &house.a, "active").await;
    for _ in 0..4 {
        relay.round().await.unwrap();
    }
    assert_eq!(consumer.seen().len(), 601);
}

async fn jobs_of_a_suspended_tenant_wait_and_hold_up_nobody(database: Database) {
    let house = House::build(database).await;
    with(&house, &house.a, async |tx| {
        for _ in 0..9 {
            tx.enqueue("test.tally", &"a", house.a.now(), None).await.unwrap();
        }
    })
    .await;
    mark(&house, &house.a, "suspended").await;
    with(&house, &house.b, async |tx| {
        tx.enqueue("test.tally", &"b", house.b.now(), None).await.unwrap();
    })
    .await;
    let tally = Arc::new(Tally::default());
    let (stop, stopping) = watch::channel(false);
    let running = tokio::spawn(Worker::run(house.worker(vec![Arc::<Tally>::clone(&tally)], Vec::new()), stopping));
    until(|| async { tally.runs() == ["b"] }).await;
    mark(&house, &house.a, "active").await;
    until(|| async { tally.runs().len() == 10 }).await;
    stop.send_replace(true);
    running.await.unwrap();
}

/// Reports its progress again and again, and gives up for good when that is refused.
struct Long {
    rounds: AtomicUsize,
}

impl JobHandler for Long {
    fn kind(&self) -> &'static str {
        "test.long"
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, job: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(async move {
            for done in 0..500 {
                self.rounds.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
                if job.progress(ctx, done, 500).await.is_err() {
                    return Err(JobFailure::Permanent("it made the worst of it".to_owned()));
                }
                if job.attempt > 1 {
                    return Ok(());
                }
            }
            Ok(())
        })
    }
}

async fn a_job_that_runs_while_its_tenant_is_suspended_stops_and_goes_on_when_it_is_resumed(database: Database) {
    let house = House::build(database).await;
    let long = Arc::new(Long { rounds: AtomicUsize::new(0) });
    let handler = Arc::<Long>::clone(&long) as Arc<dyn JobHandler>;
    let worker = Worker::new(house.store.clone(), house.authority.clone(), house.clock.clone(), vec![handler], vec![]);
    let (stop, stopping) = watch::channel(false);
    let running = tokio::spawn(worker.run(stopping));
    let tx = house.store.write(&house.a).await.unwrap();
    let job = tx.enqueue("test.long", &(), house.a.now(), None).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let state = || async {
        let tx = house.store.read(&house.a).await.unwrap();
        job_state(&tx, job).await.unwrap().unwrap().state
    };
    until(|| async { long.rounds.load(Ordering::Relaxed) > 2 }).await;
    mark(&house, &house.a, "suspended").await;
    until(|| async { state().await == "queued" }).await;
    let rounds = long.rounds.load(Ordering::Relaxed);
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    assert_eq!(long.rounds.load(Ordering::Relaxed), rounds, "it works for a suspended tenant");
    mark(&house, &house.a, "active").await;
    until(|| async { state().await == "done" }).await;
    stop.send_replace(true);
    running.await.unwrap();
}
