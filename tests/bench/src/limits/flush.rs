//! How long the disk takes to make a write durable, by `fdatasync` over a file that has its blocks already.
//! Both databases wait for exactly this at every commit.

use std::{fs::File, os::unix::fs::FileExt, path::Path, time::Instant};

use crate::{
    load::Times,
    options::{Database, Pace},
    outcome::{Because, Outcome},
    row::{Row, Unit, median},
};

const PAGE: usize = 8 * 1024;
const PAGES: u64 = 2_048;

pub(super) fn measure(database: Database, folder: &Path, pace: Pace) -> Outcome<Row> {
    let path = folder.join("flush");
    let file = File::create(&path).because("the file to flush")?;
    let page = [7_u8; PAGE];
    for number in 0..PAGES {
        file.write_all_at(&page, number * PAGE as u64).because("the file to flush")?;
    }
    file.sync_all().because("the file to flush")?;
    let all: Vec<(f64, Times)> = (0..pace.runs).map(|_| run(&file, &page, pace)).collect::<Outcome<_>>()?;
    std::fs::remove_file(&path).because("the file to flush")?;
    let rates = all.iter().map(|(rate, _)| *rate).collect();
    let mut row =
        super::plain(database, "limit.flush", "fdatasync of 8 KiB, one after the other", Unit::PerSecond, rates);
    row.p50_ms = Some(median(all.iter().map(|(_, times)| times.p50_ms)));
    row.p99_ms = Some(median(all.iter().map(|(_, times)| times.p99_ms)));
    Ok(row)
}

fn run(file: &File, page: &[u8], pace: Pace) -> Outcome<(f64, Times)> {
    let started = Instant::now();
    let mut micros = Vec::new();
    while started.elapsed() < pace.measure {
        let number = micros.len() as u64 % PAGES;
        let before = Instant::now();
        file.write_all_at(page, number * PAGE as u64).because("the file to flush")?;
        file.sync_data().because("fdatasync")?;
        micros.push(u32::try_from(before.elapsed().as_micros()).unwrap_or(u32::MAX));
    }
    let seconds = started.elapsed().as_secs_f64();
    let times = Times::of(&mut micros);
    Ok((times.count / seconds, times))
}
