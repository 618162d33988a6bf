//! From nothing to the first answer, and the memory of a server that rests and of one that has worked.
//! The database has been written before; caches of the operating system are warm, the server's are empty.

use std::time::{Duration, Instant};

use crate::{
    http::Ask,
    options::Options,
    outcome::Outcome,
    process::memory_mib,
    row::{Row, Unit},
    shop::Shop,
};

/// How long a server rests before its memory is read.
pub(super) const REST: Duration = Duration::from_secs(2);

pub(super) fn measure(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let (mut times, mut idle) = (Vec::new(), Vec::new());
    for _ in 0..options.pace().runs.max(3) {
        shop.kontor.stop()?;
        let started = Instant::now();
        shop.kontor.spawn()?;
        shop.kontor.wait_until_it_listens()?;
        let ask = Ask::get("/api/v1/products?limit=24", &shop.buyers[0].api)?;
        shop.ask(&ask).or_else(|_| shop.ask(&ask))?.check(200, "unit_price")?;
        times.push(started.elapsed().as_secs_f64());
        crate::kontor::pause(REST);
        idle.push(memory(shop)?.0);
    }
    Ok(vec![
        Row::of(shop.database, "start", "cold start to the first list page", Unit::Seconds, times),
        Row::of(shop.database, "memory.idle", "memory of the server, idle after its first page", Unit::Mebibytes, idle),
    ])
}

/// Memory after all work of the run.
pub(super) fn loaded(shop: &Shop) -> Outcome<Row> {
    let (now, most) = memory(shop)?;
    let row =
        Row::of(shop.database, "memory.loaded", "memory of the server after all of this", Unit::Mebibytes, vec![now]);
    Ok(row.noting(&format!("at the most {most:.0} MiB")))
}

pub(super) fn memory(shop: &Shop) -> Outcome<(f64, f64)> {
    shop.kontor.process().map(memory_mib).ok_or_else(|| "the server does not run".to_owned())
}
