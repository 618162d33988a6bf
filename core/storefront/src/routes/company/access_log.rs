//! When members of the shop's staff acted for the company, who it was and why.
//! Nothing can be changed here: it is for the company to see.

use axum::{extract::State, response::Response};
use kontor_contract::companies::{ActingEntry, OwnCompany};
use kontor_kernel::PageRequest;
use kontor_web::{Access, Problem, Routes};

use crate::{
    routes::account::{Place, READ_COMPANY},
    shop::Shop,
    views::{Panel, Table, TableCell, Tone},
    visit::Visit,
};

/// Entries on the page, the latest first.
const MOST_ENTRIES: u32 = 100;

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Buyer(READ_COMPANY);
    routes.get("/company/access-log", access).permission_of("identity").page().handle(shop.clone(), show);
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = Place { shop: &shop, visit: &visit, path: "/company/access-log", title: "company-access-log" };
    let locale = place.locale();
    let columns = ["acted-who", "persona-for", "acted-why", "acted-when", "state"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, locale.text("access-log-none"));
    let log = shop.port::<dyn OwnCompany>()?.acting_log(&visit.ctx, &PageRequest::first(MOST_ENTRIES)).await?;
    for entry in log.items {
        let state = state(&place, &entry);
        let cells = vec![
            TableCell::of(entry.name),
            TableCell::of(entry.company.name),
            TableCell::of(entry.reason),
            TableCell::of(place.moment(entry.started_at)),
            state,
        ];
        table.push(cells, Vec::new());
    }
    place.show(vec![Panel { table: Some(table), ..Panel::default() }]).await
}

fn state(place: &Place<'_>, entry: &ActingEntry) -> TableCell {
    let is_over = entry.ended_at.is_some() || entry.until <= place.visit.ctx.now();
    if is_over {
        let end = entry.ended_at.unwrap_or(entry.until);
        return TableCell::state(Tone::Neutral, place.text("acted-over")).and(place.moment(end));
    }
    TableCell::state(Tone::Info, place.text("acted-now"))
}
