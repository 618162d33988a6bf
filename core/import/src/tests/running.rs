//! Files that come in whole or in part: what is written, what is counted, what the report says.
//! The same file twice changes nothing the second time.

use kontor_store::Tx;

use super::*;
use crate::RunState;

#[tokio::test(flavor = "multi_thread")]
async fn a_good_file_is_written_once_and_again_changes_nothing() {
    let world = world().await;
    let file = stock_file(1_234);
    let first = world.import(OnError::Stop, file.as_bytes()).await;
    assert_eq!((first.state, counts(&first)), (RunState::Done, [1_234, 1_234, 0, 1_234, 0, 0]));
    assert_eq!((first.started_at, first.finished_at), (Some(world.clock.now()), Some(world.clock.now())));
    assert_eq!((first.started_by.as_str(), first.message.as_deref()), ("operator", None));
    let again = world.import(OnError::Stop, file.as_bytes()).await;
    assert_eq!((again.state, counts(&again)), (RunState::Done, [1_234, 1_234, 0, 0, 0, 1_234]));
    assert!(world.shelf.stock().values().all(|(_, times)| *times == 1));
    world.until_no_pieces().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_many_pieces_is_read_as_one() {
    let world = world().await;
    // Lines of 37 bytes with letters of two bytes: pieces end within lines and within letters.
    let lines = (0..20_000).map(|row| format!("ŻÓŁĆ-ŻÓŁĆ-{row:06},{row:06}.50\r\n"));
    let file: String = std::iter::once("sku,on_hand\r\n".to_owned()).chain(lines).collect();
    assert!(file.len() > 2 * 256 * 1024);
    let run = world.start(OnError::Stop, file.as_bytes()).await;
    assert_eq!(world.pieces().await, file.len().div_ceil(256 * 1024) as u64);
    let _worker = world.worker();
    let ended = world.import.wait(&world.ctx, run.id).await.unwrap();
    assert_eq!((ended.state, counts(&ended)), (RunState::Done, [20_000, 20_000, 0, 20_000, 0, 0]));
    assert_eq!(world.shelf.stock()["ŻÓŁĆ-ŻÓŁĆ-019999"].0, "19999.5");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_row_refuses_the_whole_file_and_nothing_is_written() {
    let world = world().await;
    let file = format!("{}OK-1,\"1,5\"\n{UNKNOWN}-1,2\n", stock_file(700));
    let ended = world.import(OnError::Stop, file.as_bytes()).await;
    assert_eq!((ended.state, counts(&ended)), (RunState::Refused, [702, 0, 2, 0, 0, 0]));
    assert_eq!(ended.message.as_deref(), Some("2 of 702 rows cannot be taken; nothing was written."));
    let told: Vec<_> = ended.first_errors.iter().map(|error| (error.line, error.code.as_str())).collect();
    assert_eq!(told, [(702, "import.bad_number"), (703, "shelf.unknown_sku")]);
    assert!(world.shelf.stock().is_empty());
    world.until_no_pieces().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_rows_are_left_out_where_that_is_asked_for_and_the_report_names_each() {
    let world = world().await;
    let file = format!("sku,on_hand\nA,1\nB,x\n=C{UNKNOWN},3\nD,\"4,5\"\n{UNKNOWN},5\na,6\nE,7\n");
    let ended = world.import(OnError::Skip, file.as_bytes()).await;
    assert_eq!((ended.state, counts(&ended)), (RunState::Done, [7, 2, 5, 2, 0, 0]));
    assert_eq!(world.shelf.stock().keys().collect::<Vec<_>>(), ["A", "E"]);
    let report = "line,column,value,code,detail\n\
        3,on_hand,x,import.bad_number,x is not a number\n\
        4,sku,'=CNOBODYS,shelf.unknown_sku,There is no such product.\n\
        5,on_hand,\"4,5\",import.bad_number,\"4,5 is not a number with the decimal mark '.'; write 4.5 or import with decimal_mark=,\"\n\
        6,sku,NOBODYS,shelf.unknown_sku,There is no such product.\n\
        7,sku,a,import.duplicate_key,a stands in line 2 already and again in line 7\n";
    assert_eq!(world.report(ended.id).await, report);
    assert_eq!(ended.first_errors.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_beyond_those_kept_are_counted() {
    let world = world().await;
    let rows = 21_000;
    let file: String = "sku,on_hand\n".to_owned() + &"A,x\n".repeat(rows);
    let ended = world.import(OnError::Skip, file.as_bytes()).await;
    assert_eq!((ended.state, counts(&ended)), (RunState::Done, [21_000, 0, 21_000, 0, 0, 0]));
    assert_eq!(world.kept_problems().await, 20_000);
    let report = world.report(ended.id).await;
    assert!(report.ends_with("\n,,,import.more_problems,1000 more problems are counted but not listed\n"));
    assert_eq!(report.lines().count(), 20_002);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_done_says_so_to_others() {
    let world = world().await;
    let ended = world.import(OnError::Skip, b"sku,on_hand\nA,1\nB,\n").await;
    struct Finished(Mutex<Vec<serde_json::Value>>);
    impl kontor_store::events::Consumer for Finished {
        fn name(&self) -> &'static str {
            "shelf.finished"
        }
        fn kinds(&self) -> &'static [&'static str] {
            &["import.run_finished"]
        }
        fn handle<'a>(
            &'a self,
            _: &'a WriteTx,
            event: &'a kontor_store::events::Envelope,
        ) -> futures_util::future::BoxFuture<'a, Result<(), String>> {
            self.0.lock().unwrap().push(event.payload.clone());
            Box::pin(std::future::ready(Ok(())))
        }
    }
    let consumer = Arc::new(Finished(Mutex::default()));
    let heard = Arc::clone(&consumer);
    let mut relay = kontor_store::events::Relay::new(
        world.store.clone(),
        world.authority.clone(),
        world.clock.clone(),
        vec![consumer],
    );
    relay.round().await.unwrap();
    let expected = serde_json::json!({ "import_id": ended.id, "kind": "stock", "rows_applied": 1, "rows_bad": 1 });
    assert_eq!(*heard.0.lock().unwrap(), [expected]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_worker_a_command_does_the_work_itself() {
    let world = world().await;
    let ended = world.import.import_now(&world.ctx, &new(OnError::Stop), stock_file(300).as_bytes()).await.unwrap();
    assert_eq!((ended.state, counts(&ended)), (RunState::Done, [300, 300, 0, 300, 0, 0]));
    assert_eq!(world.pieces().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_tenant_sees_no_run_of_this_one() {
    let world = world().await;
    let ended = world.import(OnError::Stop, b"sku,on_hand\nA,1\n").await;
    let stranger = Arc::new(TenantFacts { id: TenantId::new(), code: "verdi".into(), name: "Verdi".into() });
    let ctx = world.authority.system_context(&stranger, "operator", &world.clock);
    let unknown = |outcome: Result<(), crate::ImportError>| matches!(outcome, Err(crate::ImportError::NoSuchRun));
    assert!(unknown(world.import.wait(&ctx, ended.id).await.map(drop)));
    assert!(unknown(world.import.report(&ctx, ended.id).await.map(drop)));
    assert!(unknown(world.import.service.cancel(&ctx, ended.id).await.map(drop)));
    let tx = world.store.read(&ctx).await.unwrap();
    assert_eq!(tx.find::<crate::entities::runs::Entity>().count(&tx).await.unwrap(), 0);
}
