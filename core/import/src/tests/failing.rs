//! Files that cannot be read and uploads that break off: the place is named, and nothing stays half-done.
//! Whatever a crash leaves behind is found by the sweep.

use bytes::Bytes;
use futures_util::stream;

use super::*;
use crate::{ImportError, RunState, service::upload};

/// Refuses a file, and says what of it is told.
async fn refused(options: ImportOptions, file: &[u8]) -> (i64, String, String) {
    let world = world().await;
    let new = NewImport { options, ..new(options.on_error) };
    let ended = world.import.import_now(&world.ctx, &new, file).await.unwrap();
    assert_eq!((ended.state, ended.rows_applied), (RunState::Refused, 0), "{ended:?}");
    assert!(world.shelf.stock().is_empty());
    assert_eq!(world.pieces().await, 0);
    let first = ended.first_errors.first().unwrap();
    (first.line, first.code.clone(), ended.message.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_encoding_is_refused_with_the_place_of_the_byte() {
    let file = b"sku,on_hand\r\nA,1\r\nCAF\xC9,2\r\n";
    let (line, code, _) = refused(ImportOptions::default(), file).await;
    assert_eq!((line, code.as_str()), (3, "import.bad_byte"));
    let world = world().await;
    let options = ImportOptions { encoding: crate::csv::Encoding::Windows1252, ..ImportOptions::default() };
    let new = NewImport { options, ..new(OnError::Stop) };
    let ended = world.import.import_now(&world.ctx, &new, file.as_slice()).await.unwrap();
    assert_eq!(ended.state, RunState::Done);
    assert!(world.shelf.stock().contains_key("CAFÉ"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_is_refused_even_where_bad_rows_are_left_out() {
    let skip = ImportOptions { on_error: OnError::Skip, ..ImportOptions::default() };
    for (file, line, code, message) in [
        ("", 1, "import.empty_file", "The file cannot be read: line 1: the file is empty; it needs a header row"),
        (
            "sku,stock\nA,1\n",
            1,
            "import.unknown_column",
            "The file cannot be read: line 1: the column 'stock' is not known",
        ),
        (
            "sku,on_hand\nA,1\nB,\"2\nC,3\n",
            3,
            "import.unterminated_quote",
            "line 3, column on_hand: the quote opened here is never closed",
        ),
    ] {
        let (told_line, told_code, told) = refused(skip, file.as_bytes()).await;
        assert_eq!((told_line, told_code.as_str()), (line, code));
        assert!(told.contains(message), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_that_nobody_takes_is_refused_before_anything_is_stored() {
    let world = world().await;
    let new = NewImport { kind: Kind::Customers, ..new(OnError::Stop) };
    let error = world.import.start_from_reader(&world.ctx, &new, b"sku\n".as_slice()).await.unwrap_err();
    assert_eq!(error.to_string(), "No module of this deployment takes customers; nothing was imported.");
    assert_eq!(world.pieces().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let world = world().await;
    let piece = || Ok(Bytes::from(vec![b'x'; 300 * 1024]));
    let broken = stream::iter([piece(), piece(), Err(ImportError::Broken("the client went away".to_owned()))]);
    let outcome = world.import.service.receive(&world.ctx, &new(OnError::Stop), broken, upload::Worker::Job).await;
    assert_eq!(outcome.unwrap_err().to_string(), "The file did not arrive whole: the client went away");
    let endless = stream::repeat_with(|| Ok(Bytes::from_static(&[b'x'; 100 * 1024])));
    let mut service = world.import.service.clone();
    service.file_limit_bytes = 1024 * 1024;
    let outcome = service.receive(&world.ctx, &new(OnError::Stop), endless, upload::Worker::Job).await;
    assert_eq!(outcome.unwrap_err().to_string(), "A file may have 1048576 bytes at the most; split it.");
    assert_eq!(world.pieces().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_name_that_cannot_be_shown_is_refused() {
    let world = world().await;
    for name in [String::new(), "a\nb.csv".to_owned(), "ż".repeat(201)] {
        let new = NewImport { file_name: Some(name), ..new(OnError::Stop) };
        let outcome = world.import.start_from_reader(&world.ctx, &new, b"sku\n".as_slice()).await;
        assert!(matches!(outcome, Err(ImportError::BadFileName)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sweep_finds_what_a_crash_left_behind() {
    let world = world().await;
    let (service, ctx) = (&world.import.service, &world.ctx);
    let tx = world.store.write(ctx).await.unwrap();
    let orphan = |number| chunks::Model {
        tenant_id: ctx.tenant(),
        run_id: ImportId::from_uuid(ctx.tenant().uuid()),
        number,
        content: b"sku".to_vec(),
        created_at: ctx.now(),
    };
    tx.insert_all::<chunks::Entity>((0..40).map(orphan).collect()).await.unwrap();
    tx.commit().await.unwrap();
    let (order, file) = (new(OnError::Stop), stream::iter([Ok(Bytes::from("sku"))]));
    let run = service.receive(ctx, &order, file, upload::Worker::Caller).await.unwrap();
    service.sweep(ctx).await.unwrap();
    assert_eq!((world.pieces().await, service.run(ctx, run.id).await.unwrap().state), (41, RunState::Validating));
    world.pass_seconds(24 * 3_600 + 1);
    service.sweep(ctx).await.unwrap();
    let run = service.run(ctx, run.id).await.unwrap();
    let told = "It broke off and could not be taken up again; import the file again.";
    assert_eq!((run.state, run.message.as_deref()), (RunState::Failed, Some(told)));
    assert_eq!(world.pieces().await, 0);
    assert_eq!(run.finished_at, Some(at("2026-11-22T10:00:01Z")));
}
