//! Workers that die in the middle and people who change their mind: no row is lost, none is written twice.
//! A killed worker's job is taken up when its lease has run out, so the clock is moved rather than waited for.

use super::*;
use crate::{RunState, entities::runs};

/// A worker is killed while it writes its n-th batch; the next one ends the run.
async fn killed_at(nth: usize, rows: usize) {
    let world = world().await;
    world.shelf.applying.close_at(nth);
    let run = world.start(OnError::Stop, stock_file(rows).as_bytes()).await;
    let worker = world.worker();
    world.shelf.applying.reached.notified().await;
    worker.kill().await;
    let before = world.import.service.run(&world.ctx, run.id).await.unwrap();
    let written = world.shelf.stock().len();
    assert_eq!((before.state, usize::try_from(before.position)), (RunState::Applying, Ok(written)));
    assert!(written < rows && (nth == 1 || written > 0));
    world.shelf.applying.open();
    world.pass_seconds(61);
    let _worker = world.worker();
    let ended = world.import.wait(&world.ctx, run.id).await.unwrap();
    let total = i64::try_from(rows).unwrap();
    assert_eq!((ended.state, counts(&ended)), (RunState::Done, [total, total, 0, total, 0, 0]));
    let stock = world.shelf.stock();
    assert_eq!(stock.len(), rows);
    assert!(stock.values().all(|(_, times)| *times == 1), "a row was written twice");
    world.until_no_pieces().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_killed_in_the_first_batch_is_followed_by_another() {
    killed_at(1, 450).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_killed_between_batches_is_followed_by_another_that_applies_each_row_once() {
    killed_at(4, 5_000).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_killed_while_checking_is_followed_by_another_and_problems_are_told_once() {
    let world = world().await;
    world.shelf.checking.close_at(3);
    let file = format!("sku,on_hand\nA,x\n{}", &stock_file(2_000)["sku,on_hand\n".len()..]);
    let run = world.start(OnError::Stop, file.as_bytes()).await;
    let worker = world.worker();
    world.shelf.checking.reached.notified().await;
    worker.kill().await;
    world.shelf.checking.open();
    world.pass_seconds(61);
    let _worker = world.worker();
    let ended = world.import.wait(&world.ctx, run.id).await.unwrap();
    assert_eq!((ended.state, counts(&ended)), (RunState::Refused, [2_001, 0, 1, 0, 0, 0]));
    assert_eq!(world.kept_problems().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_rows_are_told_once_though_the_run_was_taken_up_again() {
    let world = world().await;
    let bad = |row: usize| if row.is_multiple_of(100) { UNKNOWN } else { "SKU" };
    let lines = (0..3_000).map(|row| format!("{}-{row},{row}\n", bad(row)));
    let file: String = std::iter::once("sku,on_hand\n".to_owned()).chain(lines).collect();
    world.shelf.applying.close_at(3);
    let run = world.start(OnError::Skip, file.as_bytes()).await;
    let worker = world.worker();
    world.shelf.applying.reached.notified().await;
    worker.kill().await;
    world.shelf.applying.open();
    world.pass_seconds(61);
    let _worker = world.worker();
    let ended = world.import.wait(&world.ctx, run.id).await.unwrap();
    assert_eq!((ended.state, counts(&ended)), (RunState::Done, [3_000, 2_970, 30, 2_970, 0, 0]));
    assert_eq!(world.report(run.id).await.lines().count(), 31);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_run_stops_before_its_next_batch() {
    let world = world().await;
    world.shelf.checking.close_at(4);
    let run = world.start(OnError::Skip, stock_file(5_000).as_bytes()).await;
    let _worker = world.worker();
    world.shelf.checking.reached.notified().await;
    let cancelled = world.import.service.cancel(&world.ctx, run.id).await.unwrap();
    let written = world.shelf.stock().len();
    assert!(written > 0 && written < 5_000);
    world.shelf.checking.open();
    assert_eq!((cancelled.state, cancelled.message.as_deref()), (RunState::Cancelled, Some("Cancelled by operator.")));
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let ended = world.import.wait(&world.ctx, run.id).await.unwrap();
    assert_eq!((ended.state, usize::try_from(ended.rows_applied)), (RunState::Cancelled, Ok(written)));
    assert_eq!(world.shelf.stock().len(), written);
    assert_eq!(world.pieces().await, 0);
    let again = world.import.service.cancel(&world.ctx, run.id).await;
    assert!(matches!(again, Err(crate::ImportError::HasEnded)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_cancelled_before_it_begins_writes_nothing() {
    let world = world().await;
    let run = world.start(OnError::Stop, stock_file(10).as_bytes()).await;
    world.import.service.cancel(&world.ctx, run.id).await.unwrap();
    let _worker = world.worker();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(world.shelf.stock().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_workers_on_one_run_only_one_writes_each_batch() {
    let world = world().await;
    let service = &world.import.service;
    let file = futures_util::stream::iter([Ok(bytes::Bytes::from(stock_file(4_000)))]);
    let order = new(OnError::Stop);
    let run = service.receive(&world.ctx, &order, file, crate::service::upload::Worker::Caller).await.unwrap();
    let id = run.id;
    let work = || {
        let (service, ctx) = (service.clone(), world.ctx.clone());
        tokio::spawn(async move { service.work(&ctx, id, &mut crate::service::Progress::to_nobody()).await })
    };
    let (one, other) = (work(), work());
    let outcomes = [one.await.unwrap(), other.await.unwrap()];
    assert!(outcomes.iter().any(Result::is_ok), "{outcomes:?}");
    let ended: runs::Model = service.run(&world.ctx, id).await.unwrap();
    assert_eq!((ended.state, ended.rows_applied, ended.created), (RunState::Done, 4_000, 4_000));
    assert!(world.shelf.stock().values().all(|(_, times)| *times == 1));
}
