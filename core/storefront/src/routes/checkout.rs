//! Checkout: where to deliver, what to note, and the order itself.
//! The order is placed on the totals the buyer saw; when they have changed, the buyer sees the new ones first.

use axum::{extract::State, response::Response};
use kontor_contract::{
    Fault,
    approvals::{CostCentreName, CostCentres},
    identity::{Address, Companies, CompanyRef},
    orders::{CartView, CheckoutData, Ordering},
};
use kontor_kernel::{BusinessDate, CartId};
use kontor_web::{Access, Form, Problem, Routes, StatusCode};
use serde::Deserialize;

use super::{code_of, mendable};
use crate::{
    locale::{FluentArgs, Locale},
    manifest::PLACE,
    number, present,
    shop::{Section, Shop, go_to},
    views::{Checkout, CheckoutForm, Choice, Field},
    visit::Visit,
};

/// Countries of a delivery address: the European Union, its neighbours and the United Kingdom.
const COUNTRIES: [&str; 32] = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "SM", "UA",
];
const LONGEST_PO_NUMBER: usize = 60;
const LONGEST_NOTE: usize = 2_000;

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Buyer(PLACE);
    routes.get("/checkout", access).permission_of("orders").page().handle(shop.clone(), show_checkout);
    routes.post("/checkout/terms", access).permission_of("orders").page().handle(shop.clone(), apply_terms);
    routes.post("/checkout", access).permission_of("orders").page().handle(shop.clone(), place_order);
}

async fn show_checkout(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let cart = shop.port::<dyn Ordering>()?.current_cart(&visit.ctx).await?;
    if cart.lines.is_empty() {
        return Ok(go_to("/cart"));
    }
    let known = known_answers(&shop, &visit, &cart.checkout).await?;
    let form = known.form(shop.locale(&visit.ctx), &visit, &cart)?;
    let view = checkout_page(&shop, &visit, form, cart).await?;
    shop.page(&visit, Section::Cart, &view).await
}

/// The page of a cart, with what was typed so far.
async fn checkout_page(shop: &Shop, visit: &Visit, form: CheckoutForm, cart: CartView) -> Result<Checkout, Problem> {
    let mut terms = present::terms(&cart.terms, &cart.checkout);
    if let Ok(known) = shop.port::<dyn CostCentres>() {
        terms.cost_centres = cost_centres(&known.mine(&visit.ctx).await?, &terms.cost_centre.value);
    }
    Ok(Checkout { form, terms, cart: present::cart(shop.locale(&visit.ctx), cart), ..Checkout::default() })
}

/// The cost centres to choose from; one that is no longer among them stays until another one is chosen.
fn cost_centres(known: &[CostCentreName], chosen: &str) -> Vec<Choice> {
    if known.is_empty() {
        return Vec::new();
    }
    let choice = |one: &CostCentreName| Choice {
        value: one.code.clone(),
        label: format!("{} {}", one.code, one.name),
        selected: one.code == chosen,
    };
    let mut choices: Vec<Choice> = known.iter().map(choice).collect();
    if !known.iter().any(|one| one.code == chosen) {
        choices.insert(0, Choice { value: chosen.to_owned(), label: chosen.to_owned(), selected: true });
    }
    choices
}

/// What the buyer said before; the company's own address until then.
async fn known_answers(shop: &Shop, visit: &Visit, said: &CheckoutData) -> Result<Answers, Problem> {
    let address = match (&said.delivery_address, visit.ctx.company()) {
        (Some(address), _) => address.clone(),
        (None, Some(company)) => {
            let facts = shop.port::<dyn Companies>()?.company(&visit.ctx, &CompanyRef::Id(company)).await?;
            facts
                .map(|facts| Address { name: name_of(&facts.address.name, facts.name), ..facts.address })
                .unwrap_or_default()
        }
        (None, None) => Address::default(),
    };
    Ok(Answers {
        name: Some(address.name),
        street: Some(address.street),
        postal_code: Some(address.postal_code),
        city: Some(address.city),
        country: Some(address.country),
        po_number: said.po_number.clone(),
        requested_date: said.requested_date.map(|date| date.to_string()),
        note: said.note.clone(),
        ..Answers::default()
    })
}

fn name_of(address_name: &str, company_name: String) -> String {
    if address_name.is_empty() { company_name } else { address_name.to_owned() }
}

/// The form as it was sent; absent fields were empty.
#[derive(Debug, Clone, Default, Deserialize)]
struct Answers {
    cart_id: Option<CartId>,
    totals_hash: Option<String>,
    totals_gross: Option<String>,
    name: Option<String>,
    street: Option<String>,
    postal_code: Option<String>,
    city: Option<String>,
    country: Option<String>,
    po_number: Option<String>,
    requested_date: Option<String>,
    note: Option<String>,
    shipping_method: Option<String>,
    payment_method: Option<String>,
    cost_centre: Option<String>,
    /// A box that is ticked; absent where it is not.
    partial_delivery: Option<String>,
    /// The codes that were entered before, with commas between them.
    codes: Option<String>,
    /// Another one.
    code: Option<String>,
    /// One that shall go.
    remove_code: Option<String>,
}

/// Takes what was chosen beside the address and shows what it comes to: nothing is placed yet.
async fn apply_terms(
    State(shop): State<Shop>,
    visit: Visit,
    Form(answers): Form<Answers>,
) -> Result<Response, Problem> {
    let ordering = shop.port::<dyn Ordering>()?;
    let cart = ordering.current_cart(&visit.ctx).await?;
    if answers.cart_id != Some(cart.id) || cart.lines.is_empty() {
        return Ok(go_to("/checkout"));
    }
    let locale = shop.locale(&visit.ctx);
    let said = answers.agreed(cart.checkout.clone());
    let (cart, fault) = match ordering.set_checkout(&visit.ctx, cart.id, said).await {
        Ok(cart) => (cart, None),
        Err(fault) => (cart, Some(fault)),
    };
    let form = answers.form(locale, &visit, &cart)?;
    let mut view = checkout_page(&shop, &visit, form, cart).await?;
    let visit = Visit { here: "/checkout".to_owned(), ..visit };
    let Some(fault) = fault else { return shop.page(&visit, Section::Cart, &view).await };
    view.error = Some(mendable(locale, shop.told(&visit.ctx, fault))?);
    shop.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, Section::Cart, &view).await
}

async fn place_order(
    State(shop): State<Shop>,
    visit: Visit,
    Form(answers): Form<Answers>,
) -> Result<Response, Problem> {
    let ordering = shop.port::<dyn Ordering>()?;
    let (Some(cart), Some(hash)) = (answers.cart_id, &answers.totals_hash) else {
        return Ok(go_to("/checkout"));
    };
    let locale = shop.locale(&visit.ctx);
    let mut form = answers.form(locale, &visit, &ordering.current_cart(&visit.ctx).await?)?;
    let Some(checkout) = answers.check(locale, &visit, &mut form)? else {
        return come_back(&shop, &visit, form, Reason::Fields).await;
    };
    let placed = match ordering.set_checkout(&visit.ctx, cart, checkout).await {
        Ok(_) => ordering.place_cart(&visit.ctx, cart, hash).await,
        Err(fault) => Err(fault),
    };
    match placed {
        Ok(order) => Ok(go_to(&format!("/orders/{}/placed", order.id))),
        // The cart has been placed already, as after pressing twice: the order is in the list.
        Err(fault) if code_of(&fault) == "not_found" => Ok(go_to("/orders")),
        Err(fault) => come_back(&shop, &visit, form, Reason::Refused(fault, answers.totals_gross)).await,
    }
}

/// Why the checkout is shown again.
enum Reason {
    /// Fields are wrong; the form says which.
    Fields,
    /// The order was refused; the gross total that the buyer saw goes with it.
    Refused(Fault, Option<String>),
}

async fn come_back(shop: &Shop, visit: &Visit, form: CheckoutForm, reason: Reason) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let cart = shop.port::<dyn Ordering>()?.current_cart(&visit.ctx).await?;
    let (mut previous, mut error) = (None, None);
    if let Reason::Refused(fault, seen) = reason {
        previous = previous_gross(&fault, seen, &cart);
        error = Some(mendable(locale, shop.told(&visit.ctx, fault))?);
    }
    let view = Checkout { previous_gross: previous, error, ..checkout_page(shop, visit, form, cart).await? };
    let visit = Visit { here: "/checkout".to_owned(), ..visit.clone() };
    shop.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, Section::Cart, &view).await
}

fn previous_gross(fault: &Fault, seen: Option<String>, cart: &CartView) -> Option<String> {
    let has_changed = code_of(fault) == "orders.totals_changed";
    seen.filter(|seen| has_changed && number::wire(seen).is_some() && *seen != cart.totals.gross)
}

impl Answers {
    /// The form with what was typed, without errors yet.
    fn form(&self, locale: &Locale, visit: &Visit, cart: &CartView) -> Result<CheckoutForm, Problem> {
        let field = |value: &Option<String>| Field::of(value.as_deref().unwrap_or_default());
        let country = self.country.as_deref().unwrap_or_default();
        Ok(CheckoutForm {
            name: field(&self.name),
            street: field(&self.street),
            postal_code: field(&self.postal_code),
            city: field(&self.city),
            country: field(&self.country),
            countries: countries(locale, country),
            po_number: field(&self.po_number),
            requested_date: field(&self.requested_date),
            first_date: match cart.terms.earliest_date {
                Some(date) => date.to_string(),
                None => today(visit)?.to_string(),
            },
            note: field(&self.note),
        })
    }

    /// What the form says, or nothing once the fields that are wrong have been marked.
    fn check(&self, locale: &Locale, visit: &Visit, form: &mut CheckoutForm) -> Result<Option<CheckoutData>, Problem> {
        let first = today(visit)?;
        let mut marks = Marks { locale, is_clean: true };
        let address = Address {
            name: marks.required(&mut form.name, "address-name-missing"),
            street: marks.required(&mut form.street, "address-street-missing"),
            postal_code: marks.required(&mut form.postal_code, "address-postal_code-missing"),
            city: marks.required(&mut form.city, "address-city-missing"),
            country: marks.required(&mut form.country, "address-country-missing"),
        };
        let checkout = CheckoutData {
            delivery_address: Some(address),
            po_number: marks.short(&mut form.po_number, LONGEST_PO_NUMBER),
            requested_date: marks.date(&mut form.requested_date, first),
            note: marks.short(&mut form.note, LONGEST_NOTE),
            ..CheckoutData::default()
        };
        Ok(marks.is_clean.then(|| self.agreed(checkout)))
    }

    /// What is known with what was chosen beside it; a whole address goes with it, since freight and taxes depend on it.
    fn agreed(&self, known: CheckoutData) -> CheckoutData {
        let said =
            |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let address = || {
            Some(Address {
                name: said(&self.name)?,
                street: said(&self.street)?,
                postal_code: said(&self.postal_code)?,
                city: said(&self.city)?,
                country: said(&self.country)?,
            })
        };
        let entered = self.codes.as_deref().unwrap_or_default().split(',').chain(self.code.as_deref());
        let removed = self.remove_code.as_deref();
        let mut codes: Vec<String> = Vec::new();
        for code in entered.map(str::trim).filter(|code| !code.is_empty() && Some(*code) != removed) {
            if !codes.iter().any(|known| known == code) {
                codes.push(code.to_owned());
            }
        }
        CheckoutData {
            delivery_address: address().or(known.delivery_address),
            shipping_method: said(&self.shipping_method),
            payment_method: said(&self.payment_method),
            cost_centre: said(&self.cost_centre),
            partial_delivery: Some(self.partial_delivery.is_some()),
            codes,
            ..known
        }
    }
}

/// Marks the fields that are wrong; the first of them gets the focus.
struct Marks<'a> {
    locale: &'a Locale,
    is_clean: bool,
}

impl Marks<'_> {
    fn wrong(&mut self, field: &mut Field, error: String) {
        field.error = Some(error);
        field.focus = self.is_clean;
        self.is_clean = false;
    }

    fn required(&mut self, field: &mut Field, message: &str) -> String {
        let value = field.value.trim().to_owned();
        if value.is_empty() {
            self.wrong(field, self.locale.text(message));
        }
        value
    }

    fn short(&mut self, field: &mut Field, longest: usize) -> Option<String> {
        let value = field.value.trim().to_owned();
        if value.chars().count() > longest {
            let mut args = FluentArgs::new();
            args.set("longest", longest);
            self.wrong(field, self.locale.text_with("text-too-long", &args));
        }
        (!value.is_empty()).then_some(value)
    }

    fn date(&mut self, field: &mut Field, first: BusinessDate) -> Option<BusinessDate> {
        if field.value.is_empty() {
            return None;
        }
        let date = field.value.parse().ok().filter(|date| *date >= first);
        if date.is_none() {
            let mut args = FluentArgs::new();
            args.set("first", self.locale.date(&first.to_string()));
            self.wrong(field, self.locale.text_with("requested-date-invalid", &args));
        }
        date
    }
}

fn today(visit: &Visit) -> Result<BusinessDate, Problem> {
    visit.ctx.today().map_err(|cause| {
        tracing::error!(%cause, "the legal entity's time zone is not known");
        Problem::failed()
    })
}

/// The countries by name in the page's language, with an empty first choice where none is chosen yet.
pub(super) fn countries(locale: &Locale, chosen: &str) -> Vec<Choice> {
    let choice = |code: &str| Choice {
        value: code.to_owned(),
        label: locale.text(&format!("country-{code}")),
        selected: code == chosen,
    };
    let mut choices: Vec<Choice> = COUNTRIES.iter().map(|code| choice(code)).collect();
    choices.sort_by_cached_key(|choice| kontor_kernel::sort_key(&choice.label));
    if !COUNTRIES.contains(&chosen) {
        let label = if chosen.is_empty() { String::new() } else { chosen.to_owned() };
        choices.insert(0, Choice { value: chosen.to_owned(), label, selected: true });
    }
    choices
}
