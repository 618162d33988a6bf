//! The store from outside: what its contexts see, how its groups commit, how events and jobs survive failures.
//! Each test opens a database of its own with a table made for it, a SQLite file and one on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test fails where something it needs is not there")]

mod house;
mod lifecycle;
mod rebuild;
mod walls;

mod groups {
    //! Group commit: many units of work, one commit; a failed or dropped member takes nobody along.

    use super::house::{House, note, notes, until};
    use futures_util::FutureExt;
    use kontor_store::Tx;
    use kontor_testkit::{Database, on_both};
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    on_both!(
        units_of_work_that_queue_are_all_there_once_acknowledged,
        a_dropped_unit_of_work_leaves_nothing_and_takes_nobody_along,
        a_refused_statement_fails_its_own_unit_of_work_only,
        waiting_writers_that_give_up_do_not_keep_the_others_waiting,
        readers_that_give_up_while_they_begin_or_end_leave_no_connection_behind_in_a_transaction,
        a_writer_that_gives_up_while_it_begins_does_not_stop_the_next_one,
        what_was_dropped_is_rolled_back_even_when_the_next_writer_gives_up,
        a_commit_whose_caller_gives_up_happens_with_all_that_follows_it_or_not_at_all,
        what_follows_a_commit_happens_after_it_and_never_after_a_rollback,
        numbers_are_unique_and_rise_for_each_caller,
    );

    async fn units_of_work_that_queue_are_all_there_once_acknowledged(database: Database) {
        let house = House::build(database).await;
        let tasks: Vec<_> = (0..200)
            .map(|number| {
                let (store, ctx) = (house.store.clone(), house.a.clone());
                tokio::spawn(async move {
                    let tx = store.write(&ctx).await.unwrap();
                    tx.insert::<note::Entity>(note::row(&tx, &format!("n{number}"))).await.unwrap();
                    tx.commit().await.unwrap();
                    let tx = store.read(&ctx).await.unwrap();
                    let own = note::named(&tx, &format!("n{number}")).await;
                    assert_eq!(own, 1, "an acknowledged row is not there");
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(notes(&house.store, &house.a).await, 200);
    }

    async fn a_dropped_unit_of_work_leaves_nothing_and_takes_nobody_along(database: Database) {
        let house = House::build(database).await;
        let tasks: Vec<_> = (0..60)
            .map(|number| {
                let (store, ctx) = (house.store.clone(), house.a.clone());
                tokio::spawn(async move {
                    let tx = store.write(&ctx).await.unwrap();
                    tx.insert::<note::Entity>(note::row(&tx, &format!("n{number}"))).await.unwrap();
                    if number % 3 == 0 { drop(tx) } else { tx.commit().await.unwrap() }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(notes(&house.store, &house.a).await, 40);
    }

    async fn a_refused_statement_fails_its_own_unit_of_work_only(database: Database) {
        let house = House::build(database).await;
        let (first, second) = (house.store.write(&house.a), house.store.clone());
        let tx = first.await.unwrap();
        let id = note::row(&tx, "same");
        tx.insert::<note::Entity>(id.clone()).await.unwrap();
        assert!(tx.insert::<note::Entity>(id).await.is_err(), "a key was taken twice");
        let other = tx.insert::<note::Entity>(note::row(&tx, "other")).await;
        let kept = match database {
            // The same lease goes on: only the statement failed.
            Database::Sqlite => {
                other.unwrap();
                tx.commit().await.unwrap();
                2
            }
            // PostgreSQL gives the whole unit of work up, and the store does not pretend otherwise.
            Database::Postgres => {
                assert!(other.is_err() && tx.commit().await.is_err());
                0
            }
        };
        assert_eq!(notes(&second, &house.a).await, kept);
        // Whoever comes next is not held up by it.
        let tx = second.write(&house.a).await.unwrap();
        tx.insert::<note::Entity>(note::row(&tx, "next")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(notes(&second, &house.a).await, kept + 1);
    }

    async fn waiting_writers_that_give_up_do_not_keep_the_others_waiting(database: Database) {
        let house = House::build(database).await;
        let holder = house.store.write(&house.a).await.unwrap();
        let waiting: Vec<_> = (0..20)
            .map(|_| {
                let (store, ctx) = (house.store.clone(), house.a.clone());
                tokio::spawn(async move { store.write(&ctx).await.map(drop) })
            })
            .collect();
        tokio::task::yield_now().await;
        waiting.iter().step_by(2).for_each(tokio::task::JoinHandle::abort);
        holder.insert::<note::Entity>(note::row(&holder, "held")).await.unwrap();
        holder.commit().await.unwrap();
        let tx = house.store.write(&house.a).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(notes(&house.store, &house.a).await, 1);
    }

    async fn readers_that_give_up_while_they_begin_or_end_leave_no_connection_behind_in_a_transaction(
        database: Database,
    ) {
        let house = House::build(database).await;
        assert_eq!(notes(&house.store, &house.a).await, 0);
        for round in 0..200 {
            let (store, ctx) = (house.store.clone(), house.a.clone());
            if round % 2 == 0 {
                drop(store.read(&ctx).now_or_never());
            } else {
                let tx = store.read(&ctx).await.unwrap();
                drop(tx.finish().now_or_never());
            }
        }
        for _ in 0..40 {
            assert_eq!(notes(&house.store, &house.a).await, 0);
        }
    }

    async fn a_writer_that_gives_up_while_it_begins_does_not_stop_the_next_one(database: Database) {
        let house = House::build(database).await;
        for round in 0..20 {
            // Mostly it has asked SQLite to begin and has no answer yet.
            drop(house.store.write(&house.a).now_or_never());
            let tx = house.store.write(&house.a).await.unwrap();
            tx.insert::<note::Entity>(note::row(&tx, &format!("n{round}"))).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(notes(&house.store, &house.a).await, 20);
    }

    async fn what_was_dropped_is_rolled_back_even_when_the_next_writer_gives_up(database: Database) {
        let house = House::build(database).await;
        let store = &house.store;
        for round in 0..20 {
            let tx = store.write(&house.a).await.unwrap();
            let mut waiting = Box::pin(store.write(&house.a));
            tx.insert::<note::Entity>(note::row(&tx, &format!("dropped {round}"))).await.unwrap();
            let early = waiting.as_mut().now_or_never();
            // SQLite has one writer; PostgreSQL may have begun another one at once.
            assert!(early.is_none() || database == Database::Postgres);
            drop(tx);
            // It has the writer now, and gives up while it clears what was dropped.
            let given_up = if early.is_none() { waiting.as_mut().now_or_never() } else { None };
            drop((early, given_up, waiting));
            let tx = store.write(&house.a).await.unwrap();
            tx.insert::<note::Entity>(note::row(&tx, &format!("kept {round}"))).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(notes(store, &house.a).await, 20);
    }

    async fn a_commit_whose_caller_gives_up_happens_with_all_that_follows_it_or_not_at_all(database: Database) {
        let house = House::build(database).await;
        let done = Arc::new(AtomicUsize::new(0));
        for round in 0..20 {
            let tx = house.store.write(&house.a).await.unwrap();
            tx.insert::<note::Entity>(note::row(&tx, &format!("n{round}"))).await.unwrap();
            let counter = Arc::clone(&done);
            tx.after_commit(move || {
                counter.fetch_add(1, Ordering::SeqCst);
            })
            .await;
            drop(tx.commit().now_or_never());
        }
        house.store.write(&house.a).await.unwrap().commit().await.unwrap();
        // The last one given up may still be on its way.
        until(|| async { notes(&house.store, &house.a).await as usize == done.load(Ordering::SeqCst) }).await;
        assert!(done.load(Ordering::SeqCst) > 0, "none was committed, so that nothing is proved");
    }

    async fn what_follows_a_commit_happens_after_it_and_never_after_a_rollback(database: Database) {
        let house = House::build(database).await;
        let done = Arc::new(AtomicUsize::new(0));
        for commits in [true, false] {
            let tx = house.store.write(&house.a).await.unwrap();
            let counter = Arc::clone(&done);
            tx.after_commit(move || {
                counter.fetch_add(1, Ordering::SeqCst);
            })
            .await;
            assert_eq!(tx.tenant(), house.a.tenant());
            if commits {
                assert_eq!(done.load(Ordering::SeqCst), 0);
                tx.commit().await.unwrap();
            }
        }
        drop(house.store.write(&house.a).await.unwrap());
        assert_eq!(done.load(Ordering::SeqCst), 1);
    }

    async fn numbers_are_unique_and_rise_for_each_caller(database: Database) {
        let house = House::build(database).await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (store, ctx) = (house.store.clone(), house.a.clone());
                tokio::spawn(async move {
                    let mut taken = Vec::new();
                    for _ in 0..50 {
                        taken.push(store.next_number(&ctx, "orders").await.unwrap());
                    }
                    assert!(taken.is_sorted());
                    taken
                })
            })
            .collect();
        let mut all = Vec::new();
        for task in tasks {
            all.extend(task.await.unwrap());
        }
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 400, "a number was given twice");
        assert_eq!(house.store.next_number(&house.b, "orders").await.unwrap(), 1001, "tenants share a series");
    }
}

mod events {
    //! The outbox and the relay: at least once, in order, effects once, poison parked.

    use super::house::{Counting, House, Noted, note};
    use kontor_store::events::Relay;
    use kontor_testkit::{Database, on_both};
    use std::sync::Arc;

    on_both!(
        every_committed_fact_takes_effect_once_and_in_order,
        an_effect_that_fails_is_rolled_back_tried_again_and_parked_in_the_end,
    );

    async fn every_committed_fact_takes_effect_once_and_in_order(database: Database) {
        let house = House::build(database).await;
        let consumer = Arc::new(Counting::default());
        for number in 0..30 {
            let tx = house.store.write(&house.a).await.unwrap();
            tx.publish(&Noted { number }).await.unwrap();
            if number % 5 == 4 { drop(tx) } else { tx.commit().await.unwrap() }
        }
        for _ in 0..3 {
            // A relay that starts anew repeats nothing: the effect and the note of it commit together.
            let mut relay = house.relay(vec![Arc::<Counting>::clone(&consumer)]);
            relay.round().await.unwrap();
        }
        let seen = consumer.seen();
        let expected: Vec<i64> = (0..30).filter(|number| number % 5 != 4).collect();
        assert_eq!(seen.iter().map(|(number, _)| *number).collect::<Vec<_>>(), expected);
        let positions: Vec<i64> = seen.iter().map(|(_, position)| *position).collect();
        assert_eq!(positions, (1..=24).collect::<Vec<_>>(), "positions have gaps or do not rise");
        assert_eq!(super::house::notes(&house.store, &house.a).await, 24, "an effect is missing or doubled");
    }

    async fn an_effect_that_fails_is_rolled_back_tried_again_and_parked_in_the_end(database: Database) {
        let house = House::build(database).await;
        let consumer = Arc::new(Counting::failing_on(1));
        for number in 0..3 {
            let tx = house.store.write(&house.a).await.unwrap();
            tx.publish(&Noted { number }).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut relay: Relay = house.relay(vec![Arc::<Counting>::clone(&consumer)]);
        let first = relay.round().await.unwrap();
        assert_eq!((first.stamped, first.handled, first.failed), (3, 1, 1));
        for _ in 0..12 {
            relay.round().await.unwrap();
        }
        assert_eq!(consumer.attempts_on(1), 10, "a poisonous event is tried ten times");
        let tx = house.store.read(&house.a).await.unwrap();
        assert_eq!((note::named(&tx, "0").await, note::named(&tx, "1").await, note::named(&tx, "2").await), (1, 0, 1));
    }
}

mod work {
    //! Jobs: queued with their fact, run once, taken again when their worker died, cancelled, recurring.

    use super::house::{House, Tally, until};
    use kontor_kernel::Timestamp;
    use kontor_store::jobs::{Schedule, Worker, job_state};
    use kontor_testkit::{Database, on_both};
    use std::sync::Arc;
    use tokio::sync::watch;

    on_both!(
        a_job_runs_once_its_fact_is_committed_and_fails_for_good_after_a_permanent_failure,
        a_job_whose_worker_died_is_taken_again_when_its_lease_has_run_out,
        a_schedule_queues_one_job_per_tenant_and_slot,
    );

    async fn a_job_runs_once_its_fact_is_committed_and_fails_for_good_after_a_permanent_failure(database: Database) {
        let house = House::build(database).await;
        let tally = Arc::new(Tally::default());
        let (stop, stopping) = watch::channel(false);
        let worker = house.worker(vec![Arc::<Tally>::clone(&tally)], Vec::new());
        let running = tokio::spawn(Worker::run(worker, stopping));
        let tx = house.store.write(&house.a).await.unwrap();
        tx.enqueue("test.tally", &"dropped", house.a.now(), None).await.unwrap();
        drop(tx);
        let tx = house.store.write(&house.a).await.unwrap();
        let good = tx.enqueue("test.tally", &"good", house.a.now(), Some("once".to_owned())).await.unwrap().unwrap();
        let twice = tx.enqueue("test.tally", &"good", house.a.now(), Some("once".to_owned())).await.unwrap();
        let bad = tx.enqueue("test.tally", &"permanent", house.a.now(), None).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(twice, None);
        until(|| async {
            let tx = house.store.read(&house.a).await.unwrap();
            let states = (job_state(&tx, good).await.unwrap().unwrap(), job_state(&tx, bad).await.unwrap().unwrap());
            states.0.state == "done" && states.1.state == "failed"
        })
        .await;
        assert_eq!(tally.runs(), ["good", "permanent"]);
        stop.send_replace(true);
        running.await.unwrap();
    }

    async fn a_job_whose_worker_died_is_taken_again_when_its_lease_has_run_out(database: Database) {
        let house = House::build(database).await;
        let dying = Arc::new(Tally::hanging());
        let (stop, stopping) = watch::channel(false);
        let first = tokio::spawn(Worker::run(house.worker(vec![Arc::<Tally>::clone(&dying)], Vec::new()), stopping));
        let tx = house.store.write(&house.a).await.unwrap();
        let job = tx.enqueue("test.tally", &"survivor", house.a.now(), None).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        until(|| async { dying.runs() == ["survivor"] }).await;
        stop.send_replace(true);
        first.await.unwrap();
        let healthy = Arc::new(Tally::default());
        let (stop, stopping) = watch::channel(false);
        let second = tokio::spawn(Worker::run(house.worker(vec![Arc::<Tally>::clone(&healthy)], Vec::new()), stopping));
        house.clock.set(Timestamp::from_micros(house.a.now().micros()).plus_seconds(61));
        until(|| async {
            let tx = house.store.read(&house.a).await.unwrap();
            job_state(&tx, job).await.unwrap().unwrap().state == "done"
        })
        .await;
        assert_eq!(healthy.runs(), ["survivor"]);
        stop.send_replace(true);
        second.await.unwrap();
    }

    async fn a_schedule_queues_one_job_per_tenant_and_slot(database: Database) {
        let house = House::build(database).await;
        let tally = Arc::new(Tally::default());
        let schedule = Schedule { kind: "test.tally", every_seconds: 3600 };
        let (stop, stopping) = watch::channel(false);
        let worker = house.worker(vec![Arc::<Tally>::clone(&tally)], vec![schedule]);
        let running = tokio::spawn(Worker::run(worker, stopping));
        until(|| async { tally.runs().len() >= 2 }).await;
        tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
        assert_eq!(tally.runs().len(), 2, "two tenants, one slot");
        stop.send_replace(true);
        running.await.unwrap();
    }
}
