//! API tokens: what programs act with in one's own role.
//! The secret is on the page that makes the token, once.

use axum::{extract::State, response::Response};
use kontor_contract::account::{MyAccount, NewToken};
use kontor_kernel::{ApiTokenId, Timestamp};
use kontor_web::{Access, Form, Path, Problem, Routes};

use super::{MANAGE_TOKENS, Place, form_panel};
use crate::{
    routes::forms::Typed,
    shop::{Shop, go_and_tell},
    views::{Choice, FormField, FormView, Note, Panel, RowAction, Table, TableCell, Tone},
    visit::{Flash, Visit},
};

const PATH: &str = "/account/tokens";
/// For how long a token may be made, in days.
const DAYS: [i64; 4] = [30, 90, 180, 365];

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Either(MANAGE_TOKENS);
    routes.get(PATH, access).permission_of("identity").page().handle(shop.clone(), show);
    routes.post(PATH, access).permission_of("identity").page().handle(shop.clone(), make);
    routes.post("/account/tokens/{id}/revoke", access).permission_of("identity").page().handle(shop.clone(), revoke);
}

fn place<'a>(shop: &'a Shop, visit: &'a Visit) -> Place<'a> {
    Place { shop, visit, path: PATH, title: "account-tokens" }
}

async fn panels(place: &Place<'_>) -> Result<Vec<Panel>, Problem> {
    let locale = place.locale();
    let tokens = place.shop.port::<dyn MyAccount>()?.tokens(&place.visit.ctx).await?;
    let columns = ["token-name", "made-on", "ends-on", "last-used"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, locale.text("tokens-none"));
    let day = |at: Option<Timestamp>, or: &str| at.map_or_else(|| locale.text(or), |at| place.day(at));
    for token in tokens {
        let url = format!("/account/tokens/{}/revoke", token.id);
        let cells = vec![
            TableCell::of(token.name).and(token.permissions.map(|names| names.join(", ")).unwrap_or_default()),
            TableCell::of(day(Some(token.created_at), "never")),
            TableCell::of(day(token.expires_at, "never")),
            TableCell::of(day(token.last_seen_at, "never")),
        ];
        table.push(
            cells,
            vec![RowAction::taking(locale.text("revoke-token"), url, locale.text("revoke-token-confirm"))],
        );
    }
    let days = DAYS.iter().map(|days| Choice {
        value: days.to_string(),
        label: locale.text(&format!("days-{days}")),
        selected: *days == 90,
    });
    let form = FormView::new(PATH, locale.text("make-token"))
        .with(FormField::text("name", locale.text("token-name")).at_most(100).helped(locale.text("token-name-help")))
        .with(FormField::select("days", locale.text("token-days"), days.collect()));
    Ok(vec![Panel { table: Some(table), ..Panel::default() }, form_panel(locale, "new", "new-token", form)])
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(panels(&place).await?).await
}

async fn make(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let days = typed.get("days").and_then(|days| days.parse().ok()).filter(|days| DAYS.contains(days)).unwrap_or(90);
    let expires_at = Some(visit.ctx.now().plus_seconds(days * 24 * 3_600));
    let new = NewToken { name: typed.text("name"), expires_at, permissions: None };
    match shop.port::<dyn MyAccount>()?.make_token(&visit.ctx, &new).await {
        Ok(made) => {
            let note = Some(Note { tone: Tone::Good, text: place.text("token-made") });
            let (title, codes) = (made.name, made.token.into_iter().collect());
            let shown = Panel { title, note, codes, ..Panel::default() };
            let rest = panels(&place).await?;
            place.show(std::iter::once(shown).chain(rest).collect()).await
        }
        Err(fault) => {
            let mut panels = panels(&place).await?;
            let error = place.refuse(&mut panels, "new", &typed, fault)?;
            place.show_again(panels, error).await
        }
    }
}

async fn revoke(State(shop): State<Shop>, visit: Visit, Path(id): Path<ApiTokenId>) -> Result<Response, Problem> {
    shop.port::<dyn MyAccount>()?.revoke_token(&visit.ctx, id).await?;
    Ok(go_and_tell(PATH, &Flash::done("token-revoked")))
}
