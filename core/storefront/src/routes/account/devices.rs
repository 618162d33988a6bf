//! Where one is signed in, and signing out there.
//! A session that was ended opens nothing from the next request on.

use axum::{extract::State, response::Response};
use kontor_contract::account::MyAccount;
use kontor_kernel::SessionId;
use kontor_web::{Access, Path, Problem, Routes};

use super::{Place, form_panel};
use crate::{
    shop::{Shop, go_and_tell},
    views::{FormView, Panel, RowAction, Table, TableCell},
    visit::{Flash, Visit},
};

const PATH: &str = "/account/devices";

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get(PATH, Access::SignedIn).page().handle(shop.clone(), show);
    routes.post("/account/devices/others/end", Access::SignedIn).page().handle(shop.clone(), end_others);
    routes.post("/account/devices/{id}/end", Access::SignedIn).page().handle(shop.clone(), end);
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = Place { shop: &shop, visit: &visit, path: PATH, title: "account-devices" };
    let locale = place.locale();
    let sessions = shop.port::<dyn MyAccount>()?.sessions(&visit.ctx).await?;
    let columns = ["device", "signed-in-by", "signed-in-on", "last-seen"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, String::new());
    let has_others = sessions.iter().any(|session| !session.is_current);
    for session in sessions {
        let here = session.is_current.then(|| locale.text("this-device"));
        let name = Some(session.device).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| locale.text("device-unknown"));
        let mut device = TableCell::of(name).and(session.ip.unwrap_or_default());
        if let Some(here) = here {
            device.text = format!("{} · {here}", device.text);
        }
        let seen = session.last_seen_at.map_or_else(|| locale.text("never"), |at| place.moment(at));
        let cells = vec![
            device,
            TableCell::of(locale.text(&format!("sign-in-method-{}", session.method))),
            TableCell::of(place.moment(session.created_at)),
            TableCell::of(seen),
        ];
        let url = format!("/account/devices/{}/end", session.id);
        let action = (!session.is_current).then(|| RowAction::new(locale.text("sign-out-there"), url));
        table.push(cells, action.into_iter().collect());
    }
    let mut panels = vec![Panel { table: Some(table), ..Panel::default() }];
    if has_others {
        let mut form = FormView::new("/account/devices/others/end", locale.text("sign-out-everywhere"));
        form.is_bad = true;
        panels.push(form_panel(locale, "others", "account-other-devices", form));
    }
    place.show(panels).await
}

async fn end(State(shop): State<Shop>, visit: Visit, Path(id): Path<SessionId>) -> Result<Response, Problem> {
    shop.port::<dyn MyAccount>()?.end_session(&visit.ctx, id).await?;
    Ok(go_and_tell(PATH, &Flash::done("session-ended")))
}

async fn end_others(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    shop.port::<dyn MyAccount>()?.end_other_sessions(&visit.ctx).await?;
    Ok(go_and_tell(PATH, &Flash::done("sessions-ended")))
}
