//! Several carts, and shopping lists: which there are, which cart is being filled, and what each is called and shared with.
//! What is shared is everybody's to fill; only whoever made it names it, shares it and throws it away.

use axum::{extract::State, response::Response};
use kontor_contract::{
    Fault,
    orders::{CartChange, CartKind, CartSummary, Carts},
};
use kontor_kernel::CartId;
use kontor_web::{Access, Form, Path, Problem, Routes, StatusCode};

use super::forms::{Refused, Typed, refuse};
use crate::{
    locale::{FluentArgs, Locale},
    manifest::PLACE,
    present,
    shop::{Section, Shop, go_and_tell, go_to},
    views::{FormField, FormView, Link, Panel, PanelPage, RowAction, Table, TableCell, Tone},
    visit::{Flash, Visit},
};

const LONGEST_NAME: u32 = 100;

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Buyer(PLACE);
    let (carts, lists) = (Shelf::of(shop, CartKind::Cart), Shelf::of(shop, CartKind::ShoppingList));
    routes.get("/carts", access).permission_of("orders").page().handle(carts.clone(), show);
    routes.post("/carts", access).permission_of("orders").page().handle(carts.clone(), make);
    routes.post("/carts/{id}/choose", access).permission_of("orders").page().handle(carts.clone(), choose);
    routes.get("/carts/{id}", access).permission_of("orders").page().handle(carts.clone(), show_one);
    routes.post("/carts/{id}", access).permission_of("orders").page().handle(carts.clone(), change);
    routes.post("/carts/{id}/discard", access).permission_of("orders").page().handle(carts, discard);
    routes.get("/lists", access).permission_of("orders").page().handle(lists.clone(), show);
    routes.get("/lists/{id}", access).permission_of("orders").page().handle(lists.clone(), show_one);
    routes.post("/lists/{id}", access).permission_of("orders").page().handle(lists.clone(), change);
    routes.post("/lists/{id}/discard", access).permission_of("orders").page().handle(lists, discard);
}

/// Carts or shopping lists of a shop.
#[derive(Clone)]
struct Shelf {
    shop: Shop,
    kind: CartKind,
}

impl Shelf {
    fn of(shop: &Shop, kind: CartKind) -> Self {
        Self { shop: shop.clone(), kind }
    }

    const fn path(&self) -> &'static str {
        match self.kind {
            CartKind::Cart => "/carts",
            CartKind::ShoppingList => "/lists",
        }
    }

    /// What the theme calls messages about it: `cart-…` or `list-…`.
    const fn word(&self) -> &'static str {
        match self.kind {
            CartKind::Cart => "cart",
            CartKind::ShoppingList => "list",
        }
    }

    fn text(&self, locale: &Locale, id: &str) -> String {
        locale.text(&format!("{}{id}", self.word()))
    }

    fn done(&self, what: &str) -> Response {
        go_and_tell(self.path(), &Flash::done(&format!("{}-{what}", self.word())))
    }

    /// What one is called; one without a name by the day it was changed last.
    fn name_of(&self, locale: &Locale, visit: &Visit, cart: &CartSummary) -> String {
        if !cart.name.is_empty() {
            return cart.name.clone();
        }
        let mut args = FluentArgs::new();
        args.set("day", present::day(locale, &visit.ctx, cart.updated_at));
        locale.text_with(&format!("{}-of-day", self.word()), &args)
    }

    fn table(&self, locale: &Locale, visit: &Visit, carts: &[CartSummary]) -> Table {
        let columns = ["cart-name", "col-lines", "state", "changed-on"].map(|id| locale.text(id)).to_vec();
        let mut table = Table::new(columns, self.text(locale, "s-none"));
        for cart in carts {
            let name = TableCell::of(self.name_of(locale, visit, cart));
            let cells = vec![
                if cart.is_own { name } else { name.and(locale.text("cart-of-colleague")) },
                TableCell::of(cart.line_count.to_string()),
                state(locale, cart),
                TableCell::of(present::moment(locale, &visit.ctx, cart.updated_at)),
            ];
            table.push(cells, self.actions(locale, cart));
        }
        table
    }

    fn actions(&self, locale: &Locale, cart: &CartSummary) -> Vec<RowAction> {
        let at = |step: &str| format!("{}/{}{step}", self.path(), cart.id);
        let mut actions = vec![match (self.kind, cart.is_current) {
            (CartKind::ShoppingList, _) => {
                RowAction::link(locale.text("list-open"), format!("/quick-order?list={}", cart.id))
            }
            (CartKind::Cart, true) => RowAction::link(locale.text("to-cart"), "/cart".to_owned()),
            (CartKind::Cart, false) => RowAction::new(locale.text("cart-choose"), at("/choose")),
        }];
        if cart.is_own {
            actions.push(RowAction::link(locale.text("cart-change"), at("")));
            let confirm = self.text(locale, "-discard-confirm");
            actions.push(RowAction::taking(locale.text("cart-discard"), at("/discard"), confirm));
        }
        actions
    }

    /// Lists are made of rows; a cart is made empty.
    fn new_one(&self, locale: &Locale) -> Option<FormView> {
        let name = FormField::text("name", locale.text("cart-name")).at_most(LONGEST_NAME);
        let form = || FormView::new(self.path(), locale.text("cart-make"));
        (self.kind == CartKind::Cart).then(|| form().with(name.helped(locale.text("cart-name-help"))))
    }

    async fn page(&self, visit: &Visit, refused: Option<Refused>) -> Result<Response, Problem> {
        let locale = self.shop.locale(&visit.ctx);
        let carts = self.shop.port::<dyn Carts>()?.list(&visit.ctx, self.kind).await?;
        let mut panels = vec![Panel { table: Some(self.table(locale, visit, &carts)), ..Panel::default() }];
        let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let (form, error) = match refused {
            Some(Refused { form, error }) => (Some(form), error),
            None => (self.new_one(locale), None),
        };
        if let Some(form) = form {
            panels.push(Panel { title: locale.text("cart-new"), form: Some(form), ..Panel::default() });
        }
        let (title, lead) = (self.text(locale, "s-title"), self.text(locale, "s-lead"));
        let view = PanelPage { title, lead, error, panels, ..PanelPage::default() };
        let visit = Visit { here: self.path().to_owned(), ..visit.clone() };
        self.shop.page_with(status, &visit, Section::Cart, &view).await
    }

    /// The name of one of the visitor's own, and its form.
    async fn form_of(&self, visit: &Visit, id: CartId) -> Result<(String, FormView), Problem> {
        let locale = self.shop.locale(&visit.ctx);
        let carts = self.shop.port::<dyn Carts>()?.list(&visit.ctx, self.kind).await?;
        let cart = carts.iter().find(|cart| cart.id == id && cart.is_own).ok_or_else(Problem::not_found)?;
        let shared = FormField::checkbox("shared", locale.text("cart-share"), cart.is_shared);
        let form = FormView::new(format!("{}/{id}", self.path()), locale.text("cart-save"))
            .with(FormField::text("name", locale.text("cart-name")).of(&*cart.name).at_most(LONGEST_NAME))
            .with(shared.helped(self.text(locale, "-share-help")));
        Ok((self.name_of(locale, visit, cart), form))
    }

    async fn one(
        &self,
        visit: &Visit,
        title: String,
        form: FormView,
        refused: Option<Option<String>>,
    ) -> Result<Response, Problem> {
        let locale = self.shop.locale(&visit.ctx);
        let links = vec![Link { label: self.text(locale, "s-title"), url: self.path().to_owned() }];
        let panel = Panel { form: Some(form), links, ..Panel::default() };
        let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let view = PanelPage { title, error: refused.flatten(), panels: vec![panel], ..PanelPage::default() };
        self.shop.page_with(status, visit, Section::Cart, &view).await
    }
}

fn state(locale: &Locale, cart: &CartSummary) -> TableCell {
    let shared = || locale.text("cart-is-shared");
    match (cart.is_current, cart.is_shared) {
        (true, true) => TableCell::state(Tone::Good, locale.text("cart-is-current")).and(shared()),
        (true, false) => TableCell::state(Tone::Good, locale.text("cart-is-current")),
        (false, true) => TableCell::state(Tone::Info, shared()),
        (false, false) => TableCell::of(""),
    }
}

async fn show(State(shelf): State<Shelf>, visit: Visit) -> Result<Response, Problem> {
    shelf.page(&visit, None).await
}

async fn make(State(shelf): State<Shelf>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    match shelf.shop.port::<dyn Carts>()?.make(&visit.ctx, &typed.text("name")).await {
        Ok(_) => Ok(go_and_tell("/cart", &Flash::done("cart-made"))),
        Err(fault) => {
            let locale = shelf.shop.locale(&visit.ctx);
            let form = typed.fill(shelf.new_one(locale).unwrap_or_default());
            let refused = refuse(locale, form, shelf.shop.told(&visit.ctx, fault))?;
            shelf.page(&visit, Some(refused)).await
        }
    }
}

async fn choose(State(shelf): State<Shelf>, visit: Visit, Path(id): Path<CartId>) -> Result<Response, Problem> {
    shelf.shop.port::<dyn Carts>()?.choose(&visit.ctx, id).await?;
    Ok(go_to("/cart"))
}

async fn discard(State(shelf): State<Shelf>, visit: Visit, Path(id): Path<CartId>) -> Result<Response, Problem> {
    match shelf.shop.port::<dyn Carts>()?.discard(&visit.ctx, shelf.kind, id).await {
        Ok(()) => Ok(shelf.done("discarded")),
        // Pressing twice, or in two windows, ends with it gone all the same.
        Err(fault) if super::code_of(&fault) == "not_found" => Ok(go_to(shelf.path())),
        Err(fault) => Err(fault.into()),
    }
}

async fn show_one(State(shelf): State<Shelf>, visit: Visit, Path(id): Path<CartId>) -> Result<Response, Problem> {
    let (title, form) = shelf.form_of(&visit, id).await?;
    shelf.one(&visit, title, form, None).await
}

async fn change(
    State(shelf): State<Shelf>,
    visit: Visit,
    Path(id): Path<CartId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let change = CartChange { name: Some(typed.text("name")), is_shared: Some(typed.is_ticked("shared")) };
    let changed: Result<(), Fault> = shelf.shop.port::<dyn Carts>()?.change(&visit.ctx, shelf.kind, id, &change).await;
    match changed {
        Ok(()) => Ok(shelf.done("changed")),
        Err(fault) => {
            let (title, form) = shelf.form_of(&visit, id).await?;
            let fault = shelf.shop.told(&visit.ctx, fault);
            let Refused { form, error } = refuse(shelf.shop.locale(&visit.ctx), typed.fill(form), fault)?;
            shelf.one(&visit, title, form, Some(error)).await
        }
    }
}
