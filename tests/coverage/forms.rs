//! Promise 10 for pages: what a form or a page's query names in another tenant is answered as what nobody has is.
//! Every field of every form is known here by name, so that a new one cannot be forgotten.

use std::sync::atomic::{AtomicUsize, Ordering};

use kontor_testkit::{PASSWORD, Reply};
use kontor_web::{Access, MatrixRow};
use serde_json::json;
use uuid::Uuid;

use super::{
    account,
    recipes::{Body, asker, filled, is_write, recipe, with_body},
    scene::{Scene, Things},
    tenants::{Pair, assert_same},
};

/// What the other tenant's people are on the way with: each was asked for once, before anything is compared.
pub(super) struct Tickets {
    second_step: String,
    passkey: String,
    new_passkey: String,
    handover: String,
    /// Addresses of people of the other tenant, taken in turn: an address is written to a few times only.
    known: Vec<String>,
    next: AtomicUsize,
}

/// More than there are routes that take an address.
const KNOWN: usize = 20;

impl Tickets {
    pub(super) async fn of(other: &Scene) -> Self {
        let guest = other.shop.guest();
        let (email, client) = account::somebody(other).await;
        account::recovery_code(&client).await;
        let first = json!({ "email": email, "password": PASSWORD });
        let step = guest.post("/api/v1/session").json(first).send().await.expect(202);
        let options = guest.post("/api/v1/session/passkey/options").send().await.expect(200);
        let new = other
            .buyer
            .post("/api/v1/me/passkeys/options")
            .json(json!({ "password": PASSWORD }))
            .send()
            .await
            .expect(200);
        let mut known = vec![other.shop.admin_email().to_owned()];
        for _ in 0..KNOWN {
            known.push(other.shop.person("order_desk", None).await);
        }
        Self {
            second_step: account::text(&step["ticket"]),
            passkey: account::text(&options["ticket"]),
            new_passkey: account::text(&new["ticket"]),
            handover: account::handed_over(other).await,
            known,
            next: AtomicUsize::new(0),
        }
    }

    /// What a field that names somebody or something on the way may hold of the other tenant's.
    pub(super) fn pair(&self, path: &str, name: &str) -> Option<Pair> {
        let theirs = match (path, name) {
            ("/api/v1/session/second-factor" | "/sign-in/second-step", "ticket") => &self.second_step,
            ("/api/v1/session/passkey", "ticket") => &self.passkey,
            ("/api/v1/me/passkeys", "ticket") => &self.new_passkey,
            ("/api/v1/session/handover/acceptance" | "/session/handover", "ticket") => &self.handover,
            // A company's address is a word of its own and nobody's account.
            ("/company" | "/api/v1/company", "email") => return None,
            (path, "email") if path.starts_with("/api/v1/admin/companies") => return None,
            (_, "email" | "person.email") => &self.known[self.next.fetch_add(1, Ordering::Relaxed) % self.known.len()],
            _ => return None,
        };
        let nobodys = match name {
            "ticket" => theirs.chars().rev().collect(),
            _ => format!("{}@nowhere.example", Uuid::now_v7().simple()),
        };
        Some(Pair { place: format!("body:{name}"), theirs: theirs.clone(), nobodys })
    }
}

/// What a field of a form may name in the other tenant; nothing for one that names nothing.
fn pair(things: &Things, tickets: &Tickets, path: &str, name: &str) -> Option<Pair> {
    if let Some(on_the_way) = tickets.pair(path, name) {
        return Some(on_the_way);
    }
    let nobody = || Uuid::now_v7().to_string();
    let (theirs, nobodys) = match (path, name) {
        (_, "cart_id") => (things.cart.clone(), nobody()),
        (_, "cost_centre") => (things.approvals.cost_centre_code.clone(), "nobody-centre".to_owned()),
        (_, "list") => (things.shopping_list.clone(), nobody()),
        // Looking is never refused; what it says of codes that nobody knows has a test of its own.
        ("/quick-order", "more") => return None,
        (_, "more") => (things.sku.clone(), "nobody-sku".to_owned()),
        (_, "sku") => (things.sku.clone(), "nobody-sku".to_owned()),
        (_, "role_id") => (things.people.own_role.clone(), nobody()),
        (_, "company_id" | "parent") => (things.company.clone(), nobody()),
        ("/password-reset", "token") => (things.account.reset.clone(), nobody()),
        ("/email-confirmation", "token") => (things.account.confirmation.clone(), nobody()),
        // Words of one's own, fixed words, proofs of one's own, and the sum of one's own cart.
        (_, "list_name" | "shared") => return None,
        (_, "name" | "person.name" | "company.name" | "note" | "password" | "person.password" | "current" | "new") => {
            return None;
        }
        ("/company", "email") => return None,
        (
            _,
            "kind" | "language" | "locale" | "permissions" | "requested_permissions" | "days" | "quantity" | "unit",
        ) => {
            return None;
        }
        (
            _,
            "code" | "codes" | "remove_code" | "partial_delivery" | "shipping_method" | "payment_method"
            | "totals_hash" | "po_number" | "requested_date" | "order_ceiling" | "company.vat_id" | "company.country",
        ) => return None,
        (_, part) if is_of_an_address(part) => return None,
        _ => panic!("the field {name} of the form {path} is not known: say in coverage/forms.rs what it names"),
    };
    Some(Pair { place: format!("form:{name}"), theirs, nobodys })
}

fn is_of_an_address(name: &str) -> bool {
    let part = name.rsplit('.').next().unwrap_or(name);
    ["street", "postal_code", "city", "country"].contains(&part)
}

/// Each field that names something, once with the other tenant's and once with nobody's.
pub(super) async fn in_form(own: &Scene, other: &Scene, tickets: &Tickets, row: &MatrixRow) -> Vec<String> {
    let mut places = Vec::new();
    if !is_write(row) {
        return places;
    }
    let Body::Form(asked) = recipe(own, row).await.body else { return places };
    for (name, _) in asked {
        let Some(pair) = pair(&other.things, tickets, row.path, name) else { continue };
        let mut replies = Vec::new();
        for value in [&pair.theirs, &pair.nobodys] {
            let recipe = recipe(own, row).await;
            let Body::Form(mut fields) = recipe.body else { panic!("{} takes no form", row.path) };
            fields.iter_mut().filter(|(field, _)| *field == name).for_each(|(_, given)| given.clone_from(value));
            let client = recipe.client.as_ref().unwrap_or_else(|| asker(own, row));
            let request = client.request(row.method.clone(), recipe.path);
            replies.push(with_body(request, &Body::Form(fields)).send().await);
        }
        assert_same(row, &pair, &replies);
        assert_same_page(row, &pair, &replies);
        places.push(format!("form:{name}"));
    }
    places
}

/// What pages take in their queries. A page that takes another one of these names fails the test below.
const QUERIES: [(&str, &[&str]); 13] = [
    ("/account/security", &["return_to", "connected"]),
    ("/company/people", &["q"]),
    ("/orders", &["q", "state"]),
    ("/products", &["q", "category"]),
    ("/quick-order", &["order", "list", "from"]),
    ("/register", &["kind"]),
    ("/sign-in", &["return_to"]),
    ("/sign-in/with/{code}", &["return_to"]),
    ("/sign-in/callback/{code}", &["code", "state", "error", "iss"]),
    ("/password-reset", &["token"]),
    ("/email-confirmation", &["token"]),
    ("/session/handover", &["ticket"]),
    ("/assets/brand.css", &["v"]),
];

/// What a page's query names in the other tenant; nothing for fixed words and for where to go afterwards.
fn query_pair(things: &Things, tickets: &Tickets, path: &str, name: &str) -> Option<Pair> {
    let nobody = || Uuid::now_v7().to_string();
    let (theirs, nobodys) = match (path, name) {
        (_, "q") => (things.sku.clone(), "nobody-sku".to_owned()),
        ("/quick-order", "order") => (things.order.clone(), nobody()),
        ("/quick-order", "list") => (things.shopping_list.clone(), nobody()),
        (_, "category") => (things.category.clone(), "nobody-things".to_owned()),
        ("/password-reset", "token") => (things.account.reset.clone(), nobody()),
        ("/email-confirmation", "token") => (things.account.confirmation.clone(), nobody()),
        (_, "ticket") => (tickets.handover.clone(), tickets.handover.chars().rev().collect()),
        _ => return None,
    };
    Some(Pair { place: format!("query:{name}"), theirs, nobodys })
}

/// Each parameter of a page's query that names something.
pub(super) async fn in_page_query(own: &Scene, other: &Scene, tickets: &Tickets, row: &MatrixRow) -> Vec<String> {
    let mut places = Vec::new();
    if is_write(row) || row.path.starts_with("/api") || row.access == Access::AnyHost {
        return places;
    }
    let takes = QUERIES.iter().find(|(path, _)| *path == row.path).map_or(&[][..], |(_, names)| names);
    for name in QUERIES.iter().flat_map(|(_, names)| *names) {
        let path = filled(own, row.path);
        if !takes.contains(name) {
            let strange = asker(own, row).get(format!("{path}?{name}=x")).send().await;
            let plain = asker(own, row).get(&path).send().await;
            // The search box in the head of every page repeats what is looked for.
            let is_taken = strange.status == plain.status && *name != "q" && page(&strange, "x") != page(&plain, "x");
            assert!(!is_taken, "{} takes the query {name}: list it in coverage/forms.rs", row.path);
            continue;
        }
        let Some(pair) = query_pair(&other.things, tickets, row.path, name) else { continue };
        for client in [asker(own, row), own.shop.guest()] {
            let mut replies = Vec::new();
            for value in [&pair.theirs, &pair.nobodys] {
                replies.push(client.get(format!("{path}?{name}={}", value.replace(' ', "+"))).send().await);
            }
            assert_same(row, &pair, &replies);
            assert_same_page(row, &pair, &replies);
        }
        places.push(pair.place);
    }
    places
}

/// What a page says, but for what differs each time: nonces, ids, instants, counts, and its own address.
pub(crate) fn page(reply: &Reply, value: &str) -> String {
    let text = reply.text().replace(value, "[value]").replace(&value.replace('@', "&#x40;"), "[value]");
    let text = without_ways_back(&text);
    let is_random = |word: &str| word.len() > 15 || word.bytes().any(|byte| byte.is_ascii_digit());
    let words = text.split(|symbol: char| !(symbol.is_alphanumeric() || symbol == '_' || symbol == '-'));
    words.map(|word| if is_random(word) { "#" } else { word }).collect::<Vec<_>>().join(" ")
}

/// The same without where links and forms lead back to: a page names its own address there, whatever stands in it.
fn without_ways_back(text: &str) -> String {
    ["return_to=", "return_to&#x3D;", "name=\"return_to\" value=\""].iter().fold(text.to_owned(), |text, before| {
        let mut parts = text.split(before);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + part.find('"').map_or("", |end| &part[end..]))
    })
}

#[track_caller]
fn assert_same_page(row: &MatrixRow, pair: &Pair, replies: &[Reply]) {
    let (theirs, nobodys) = (page(&replies[0], &pair.theirs), page(&replies[1], &pair.nobodys));
    assert_eq!(theirs, nobodys, "{} {} {}", row.method, row.path, pair.place);
}
