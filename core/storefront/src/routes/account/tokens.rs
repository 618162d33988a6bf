//! API tokens: what programs act with in one's own role.
//! The secret is on the page that makes the token, once.

use axum::{extract::State, response::Response};
use kontor_contract::{
    Fault,
    account::{MyAccount, NewToken, TokenView},
    people::PermissionView,
};
use kontor_kernel::{ApiTokenId, Timestamp};
use kontor_web::{Access, Form, Path, Problem, Routes};

use super::{MANAGE_TOKENS, Place, form_panel};
use crate::{
    locale::Locale,
    routes::forms::{Typed, grouped},
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
    let account = place.shop.port::<dyn MyAccount>()?;
    let known = account.token_permissions(&place.visit.ctx).await?;
    let tokens = account.tokens(&place.visit.ctx).await?;
    let locale = place.locale();
    let form = form_panel(locale, "new", "new-token", new_token(locale, &known));
    Ok(vec![Panel { table: Some(list(place, tokens, &known)), ..Panel::default() }, form])
}

fn list(place: &Place<'_>, tokens: Vec<TokenView>, known: &[PermissionView]) -> Table {
    let locale = place.locale();
    let columns = ["token-name", "made-on", "ends-on", "last-used"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, locale.text("tokens-none"));
    let day = |at: Option<Timestamp>, or: &str| at.map_or_else(|| locale.text(or), |at| place.day(at));
    for token in tokens {
        let url = format!("/account/tokens/{}/revoke", token.id);
        let is_over = token.expires_at.is_some_and(|at| at <= place.visit.ctx.now());
        let end = day(token.expires_at, "never");
        let end = if is_over {
            TableCell::state(Tone::Neutral, locale.text("token-over")).and(end)
        } else {
            TableCell::of(end)
        };
        let cells = vec![
            TableCell::of(token.name).and(in_words(locale, token.permissions.as_deref(), known)),
            TableCell::of(day(Some(token.created_at), "never")),
            end,
            TableCell::of(day(token.last_seen_at, "never")),
        ];
        let confirm = locale.text("revoke-token-confirm");
        table.push(cells, vec![RowAction::taking(locale.text("revoke-token"), url, confirm)]);
    }
    table
}

/// What a token may do. What its owner may not do any more, the token may not either, and it is not said.
fn in_words(locale: &Locale, permissions: Option<&[String]>, known: &[PermissionView]) -> String {
    let Some(names) = permissions else { return locale.text("token-may-all") };
    let titles: Vec<&str> = known
        .iter()
        .filter(|permission| names.contains(&permission.name))
        .map(|permission| permission.title.as_str())
        .collect();
    if titles.is_empty() { locale.text("token-may-nothing") } else { titles.join(" · ") }
}

fn new_token(locale: &Locale, known: &[PermissionView]) -> FormView {
    let days = DAYS.iter().map(|days| Choice {
        value: days.to_string(),
        label: locale.text(&format!("days-{days}")),
        selected: *days == 90,
    });
    let all = FormField::checkbox("all", locale.text("token-may-all"), false).helped(locale.text("token-may-all-help"));
    FormView::new(PATH, locale.text("make-token"))
        .kept("new-token")
        .with(FormField::text("name", locale.text("token-name")).at_most(100).helped(locale.text("token-name-help")))
        .with(FormField::select("days", locale.text("token-days"), days.collect()))
        .with(all)
        .with(FormField::checks("permissions", locale.text("token-may"), grouped(known, |_| false)))
}

/// What a form asks the token to do: all that its owner may, or what is ticked.
fn permissions(locale: &Locale, typed: &Typed) -> Result<Option<Vec<String>>, Fault> {
    let chosen = typed.all("permissions");
    match (typed.is_ticked("all"), chosen.is_empty()) {
        (true, _) => Ok(None),
        (false, false) => Ok(Some(chosen)),
        (false, true) => {
            Err(Fault::field("storefront.no_permission", "/permissions", locale.text("token-may-missing")))
        }
    }
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(panels(&place).await?).await
}

async fn make(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let days = typed.get("days").and_then(|days| days.parse().ok()).filter(|days| DAYS.contains(days)).unwrap_or(90);
    let expires_at = Some(visit.ctx.now().plus_seconds(days * 24 * 3_600));
    let account = shop.port::<dyn MyAccount>()?;
    let made = match permissions(place.locale(), &typed) {
        Ok(permissions) => {
            let new = NewToken { name: typed.text("name"), expires_at, permissions };
            account.make_token(&visit.ctx, &new).await
        }
        Err(fault) => Err(fault),
    };
    match made {
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
