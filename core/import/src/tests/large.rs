//! A million rows: the time they take and the memory they need.
//! Long, and therefore run by name: `cargo test -p kontor-import a_million -- --ignored --nocapture`.

use std::time::Instant;

use super::*;
use crate::{
    Format, RunState,
    formats::xlsx::write::{Book, Cell},
};

/// The most memory this process has had, in MiB, where the system tells.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// A stock file of so many rows as a spreadsheet.
fn workbook(rows: usize) -> Vec<u8> {
    let mut book = Book::begin(Vec::new(), "stock").unwrap();
    book.row(["sku", "on_hand"].map(Cell::Text)).unwrap();
    for row in 0..rows {
        let (sku, on_hand) = (format!("SKU-{row:07}"), row.to_string());
        book.row([Cell::Text(&sku), Cell::Number(&on_hand)]).unwrap();
    }
    book.finish().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes"]
async fn a_million_rows_of_a_spreadsheet_fit_into_bounded_memory() {
    let rows = 1_000_000;
    let world = world().await;
    world.shelf.is_bottomless.store(true, Ordering::SeqCst);
    let options = ImportOptions { format: Format::Xlsx, ..ImportOptions::default() };
    let begun = Instant::now();
    let file = workbook(rows);
    let new = NewImport { options, ..new(OnError::Stop) };
    let ended = world.import.import_now(&world.ctx, &new, file.as_slice()).await.unwrap();
    println!("{rows} rows of a spreadsheet in {} s, {:?} MiB at the most", begun.elapsed().as_secs(), peak_mib());
    assert_eq!((ended.state, ended.created), (RunState::Done, 1_000_000));
    assert!(peak_mib().is_none_or(|mib| mib < 256), "{:?}", peak_mib());
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes a minute"]
async fn a_million_rows_fit_into_bounded_memory_and_five_minutes() {
    let rows = 1_000_000;
    let world = world().await;
    world.shelf.is_bottomless.store(true, Ordering::SeqCst);
    let bad = |row: usize| if row % 100 == 99 { UNKNOWN } else { "SKU" };
    let lines = (0..rows).map(|row| format!("{}-{row:07},{row}\n", bad(row)));
    let file: String = std::iter::once("sku,on_hand\n".to_owned()).chain(lines).collect();
    let begun = Instant::now();
    let ended = world.import.import_now(&world.ctx, &new(OnError::Skip), file.as_bytes()).await.unwrap();
    let (seconds, peak) = (begun.elapsed().as_secs(), peak_mib());
    println!("{rows} rows in {seconds} s, {peak:?} MiB at the most");
    assert_eq!((ended.state, counts(&ended)), (RunState::Done, [1_000_000, 990_000, 10_000, 990_000, 0, 0]));
    assert_eq!(world.report(ended.id).await.lines().count(), 10_001);
    assert!(seconds < 300);
    assert!(peak.is_none_or(|mib| mib < 256), "{peak:?}");
}
