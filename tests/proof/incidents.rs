//! How others were broken into, each by its name: what happened there is tried here, signed in and with a token, and does
//! not happen. Due with what they are about: `a_refund_reached_through_an_empty_lines_list` with refunds,
//! `a_paid_one_euro_payment_settling_another_order` with payments, `a_promotion_limit_read_then_written` with promotions.

use kontor_testkit::{Client, PASSWORD, Shop, TestApp, both, changes, eventually, outside::Issuer};
use kontor_web::Access;
use serde_json::{Value, json};

use crate::{
    coverage::{
        recipes::{filled, is_write},
        scene::Scene,
    },
    outside::{set_up_with, sign_in_as},
};

both!(
    child_rows_loaded_by_bare_id,
    a_guard_or_ed_with_the_callers_filter,
    the_customer_choosing_the_transition,
    csv_formula_injection,
    a_customers_name_compiled_as_a_template,
    registering_over_a_single_sign_on_account,
    sessions_surviving_a_password_reset,
    a_header_naming_the_user,
);

/// Somebody signed in, and the same one with a token.
async fn both_ways(person: Client) -> [Client; 2] {
    let made = person.post("/api/v1/api-tokens").json(json!({ "name": "machine" })).send().await.expect(201);
    let machine = person.with_token(made["token"].as_str().unwrap());
    // Its first use is noted, and nothing more for a while.
    machine.get("/api/v1/session").send().await.expect(200);
    [person, machine]
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("no id in {value}")).to_owned()
}

/// A cart with a line: its id, and the line's.
async fn cart(buyer: &Client, sku: &str) -> (String, String) {
    let cart = id(&buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201));
    let line = json!({ "sku": sku, "quantity": "1" });
    let full = buyer.post(format!("/api/v1/carts/{cart}/lines")).json(line).send().await.expect(201);
    (cart, id(&full["lines"][0]))
}

async fn hardware(app: &'static TestApp) -> Shop {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("2.55").stock(1000).build().await;
    shop
}

/// One's own cart in the path, and a line of another cart behind it: of one's own, a colleague's, another customer's and
/// another tenant's.
async fn child_rows_loaded_by_bare_id(app: &'static TestApp) {
    let (shop, elsewhere) = (hardware(app).await, hardware(app).await);
    let company = shop.company("ACME").await;
    let ways = both_ways(shop.buyer(&company).await).await;
    let (colleague, rival) = (shop.buyer(&company).await, shop.buyer(&shop.company("RIVAL").await).await);
    let stranger = elsewhere.buyer(&elsewhere.company("ACME").await).await;
    let own = cart(&ways[0], "BOLT").await;
    let mut lines = Vec::new();
    for owner in [&ways[0], &colleague, &rival, &stranger] {
        lines.push(cart(owner, "BOLT").await.1);
    }
    let mut raw = app.raw().await;
    let before = [raw.rows_of(shop.id()).await, raw.rows_of(elsewhere.id()).await];
    for way in &ways {
        for line in &lines {
            let path = format!("/api/v1/carts/{}/lines/{line}", own.0);
            way.patch(&path).json(json!({ "quantity": "7" })).send().await.expect(404);
            way.delete(&path).send().await.expect(404);
        }
    }
    // The page's form names a line alone, and finds it in one's own cart or does nothing.
    for line in &lines[1..] {
        let removed = ways[0].post(format!("/cart/lines/{line}/remove")).form(&[]).send().await;
        assert!(matches!(removed.status, 303 | 404), "{}", removed.text());
    }
    let after = [raw.rows_of(shop.id()).await, raw.rows_of(elsewhere.id()).await];
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(changes(before, after), [""; 0]);
    }
    let path = format!("/api/v1/carts/{}/lines/{}", own.0, own.1);
    ways[1].patch(&path).json(json!({ "quantity": "7" })).send().await.expect(200);
}

/// What a caller may filter by, written so that it matches everything were it not for the guard beside it.
const WIDE: [&str; 12] = [
    "SHARED",
    "",
    "%25",
    "_",
    "%25SHARED%25",
    "x'+OR+'1'%3D'1",
    "x%22+OR+1%3D1--",
    "SHARED+OR+1%3D1",
    "')+OR+(1%3D1",
    "SHARED%00",
    "*",
    "SHARED%5C",
];

async fn order(buyer: &Client, number: &str) -> String {
    let body = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }], "po_number": number });
    id(&buyer.post("/api/v1/orders").json(body).send().await.expect(201))
}

async fn a_guard_or_ed_with_the_callers_filter(app: &'static TestApp) {
    let shop = hardware(app).await;
    let (acme, rival) = (shop.company("ACME").await, shop.company("RIVAL").await);
    let buyers = both_ways(shop.member("company_admin", &acme).await).await;
    let own = order(&buyers[0], "SHARED-1").await;
    let theirs = order(&shop.buyer(&rival).await, "SHARED-2").await;
    let clerks = both_ways(shop.scoped_user("administrator", json!({ "companies": [acme.id] })).await).await;
    let lists = |client: &'static str| move |path: &'static str| (client, path);
    let of_buyers = ["/api/v1/orders", "/api/v1/carts", "/api/v1/company/people"].map(lists("buyer"));
    let of_clerks = ["/api/v1/admin/orders", "/api/v1/admin/companies", "/api/v1/admin/people"].map(lists("clerk"));
    let mut found = 0;
    for (who, path) in of_buyers.into_iter().chain(of_clerks) {
        for client in if who == "buyer" { &buyers } else { &clerks } {
            for wide in WIDE {
                let more = [String::new(), "&state=placed".to_owned(), format!("&company_id={}", rival.id)];
                for more in more {
                    let reply = client.get(format!("{path}?q={wide}{more}")).send().await;
                    assert!(matches!(reply.status, 200 | 400), "{path}?q={wide}{more}: {}", reply.text());
                    let text = reply.text();
                    let is_theirs = text.contains(&theirs) || text.contains(&rival.id) || text.contains("RIVAL");
                    assert!(!is_theirs, "{path}?q={wide}{more} shows another customer: {text}");
                    found += usize::from(text.contains(&own));
                }
            }
        }
    }
    assert!(found > 4, "one's own order was found {found} times only, so that nothing is proved");
    let pages = buyers[0].get("/orders?q=SHARED").send().await.text();
    assert!(pages.contains("SHARED-1") && !pages.contains("SHARED-2"));
}

async fn the_customer_choosing_the_transition(app: &'static TestApp) {
    let shop = hardware(app).await;
    let buyers = both_ways(shop.buyer(&shop.company("ACME").await).await).await;
    let placed = order(&buyers[0], "PO-1").await;
    let mut raw = app.raw().await;
    let before = raw.rows_of(shop.id()).await;
    for buyer in &buyers {
        for verb in ["confirm", "cancel"] {
            let note = json!({ "note": "x", "reason": "x" });
            let by_staff_route = buyer.post(format!("/api/v1/admin/orders/{placed}/{verb}")).json(note.clone());
            by_staff_route.send().await.expect(403);
            let by_own = buyer.post(format!("/api/v1/orders/{placed}/{verb}")).json(note).send().await;
            assert!(matches!(by_own.status, 404 | 405), "{verb}: {}", by_own.text());
        }
        for method in ["PUT", "PATCH", "DELETE", "POST"] {
            let request = buyer.request(method.parse().unwrap(), format!("/api/v1/orders/{placed}"));
            let reply = request.json(json!({ "state": "cancelled" })).send().await;
            assert!(matches!(reply.status, 404 | 405), "{method}: {} {}", reply.status, reply.text());
        }
        for (field, value) in [("state", json!("confirmed")), ("status", json!("paid")), ("confirmed", json!(true))] {
            let mut body = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
            body[field] = value;
            buyer.post("/api/v1/orders").json(body).send().await.problem(422, "request.invalid_field");
        }
    }
    assert_eq!(changes(&before, &raw.rows_of(shop.id()).await), [""; 0]);
    let seen = buyers[0].get(format!("/api/v1/orders/{placed}")).send().await.expect(200);
    assert_eq!(seen["state"], "placed");
}

/// What a spreadsheet takes for a formula when a cell begins with it.
const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The cells of a file, with their quotes undone as a spreadsheet does.
fn cells(file: &str) -> Vec<String> {
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    for symbol in file.trim_start_matches('\u{feff}').chars() {
        match symbol {
            '"' => is_quoted = !is_quoted,
            ',' | ';' | '\n' if !is_quoted => cells.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {}
            _ => cell.push(symbol),
        }
    }
    cells.push(cell);
    cells
}

fn is_formula(cell: &str) -> bool {
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
    cell.starts_with(FORMULAS) && !is_number
}

/// Names as they would come from a form that a stranger fills in.
async fn poisoned(scene: &Scene) -> String {
    let admin = scene.shop.admin();
    let mut file = "sku,name,weight_g\n".to_owned();
    for (number, sign) in FORMULAS.into_iter().enumerate() {
        let name = format!("{sign}HYPERLINK(\"//evil\")");
        let company = json!({ "code": format!("F{number}"), "name": name });
        // A name is trimmed or refused where it begins with what is no letter of a name; what is taken is exported.
        let made = scene
            .shop
            .admin()
            .post("/api/v1/admin/products")
            .json(json!({ "sku": format!("F{number}"), "name": name }));
        assert!(matches!(made.send().await.status, 201 | 422));
        let mut company = company;
        company["country"] = json!("GB");
        company["address"] =
            json!({ "name": "x", "street": "1 Quay", "postal_code": "E1", "city": "London", "country": "GB" });
        assert!(matches!(admin.post("/api/v1/admin/companies").json(company).send().await.status, 201 | 422));
        file.push_str(&format!("\"{}\",x,\"{}\"\n", name.replace('"', "\"\""), name.replace('"', "\"\"")));
    }
    let upload = admin.post("/api/v1/admin/imports?kind=products&file_name=%3Dcmd.csv").body("text/csv", file);
    let run = id(&upload.send().await.expect(202));
    eventually("the import has ended", || async {
        let run = admin.get(format!("/api/v1/admin/imports/{run}")).send().await.expect(200);
        (!matches!(run["state"].as_str(), Some("validating" | "applying"))).then_some(())
    })
    .await;
    run
}

/// Files that hold numbers, and codes that take no signs of formulas.
const NUMBERS_AND_CODES: [&str; 2] =
    ["/api/v1/admin/freight/tables/{id}/brackets.csv", "/api/v1/admin/promotion-codes.csv"];

async fn csv_formula_injection(app: &'static TestApp) {
    assert!(is_formula("=1") && is_formula("-x") && !is_formula("-1.5") && !is_formula("'=1"));
    let scene = Scene::new(app, "own").await;
    let run = poisoned(&scene).await;
    scene.shop.seal_audit().await;
    let made = scene.shop.admin().post("/api/v1/api-tokens").json(json!({ "name": "all" })).send().await.expect(201);
    let machine = scene.shop.admin().with_token(made["token"].as_str().unwrap());
    let mut files = 0;
    for row in app.parts().registry.matrix().iter().filter(|row| !is_write(row) && row.path.ends_with(".csv")) {
        assert!(matches!(row.access, Access::Staff(_)), "{}: say here who asks for it", row.path);
        let path = filled(&scene, row.path).replace(&scene.things.import, &run);
        for client in [scene.shop.admin(), &machine] {
            let file = client.get(&path).send().await;
            file.expect(200);
            let (text, cells) = (file.text(), cells(&file.text()));
            let formulas: Vec<&String> = cells.iter().filter(|cell| is_formula(cell)).collect();
            assert_eq!(formulas, [""; 0], "{path}");
            let has_names = !NUMBERS_AND_CODES.contains(&row.path);
            let is_proved = !has_names || text.contains("HYPERLINK");
            assert!(is_proved, "{path} holds none of the names, so that nothing is proved: {text}");
            files += 1;
        }
    }
    assert!(files >= 4, "only {files} files were read");
}

fn household() -> Value {
    let address = json!({ "name": "", "street": "1 Quay", "postal_code": "E1", "city": "London", "country": "GB" });
    json!({ "name": "Household", "country": "GB", "address": address })
}

/// What would be worked out, were it taken for a template: by the themes' language, by others', or by a browser.
const TEMPLATES: [&str; 7] = [
    "{{191*193}}",
    "{{#each this}}{{@key}}{{/each}}",
    "{{{link}}}",
    "${191*193}",
    "<%= 191*193 %>",
    "<script>alert(191*193)</script>",
    "{{lookup this \"token\"}}",
];

/// From a stranger's form to the mail that is received, and on to the pages that show the name.
async fn a_customers_name_compiled_as_a_template(app: &'static TestApp) {
    let shop = app.tenant().at_own_machine().build().await;
    let form = json!({ "is_open": true, "kinds": ["consumer"], "fields": [], "requestable_permissions": [],
        "approval": "automatic", "default_role": "company_admin" });
    let form = shop.admin().put("/api/v1/admin/registration-form").json(form).send().await;
    form.expect(200);
    for (number, name) in TEMPLATES.into_iter().enumerate() {
        let email = format!("t{number}@{}.example", shop.code());
        let person = json!({ "name": name, "email": email });
        let body = json!({ "kind": "consumer", "person": person, "company": household() });
        shop.guest().post("/api/v1/registrations").json(body).send().await.expect(202);
        let mail = app.mail().nth_mail(&email, 1).await;
        let path = mail.path_with("/registration/");
        let secret = path.rsplit('/').next().unwrap();
        let confirm = format!("/api/v1/registration-confirmations/{secret}");
        shop.guest().put(confirm).json(json!({ "password": PASSWORD })).send().await.expect(200);
        let (mut texts, mut pages) = (vec![mail.subject(), mail.text()], vec![mail.html()]);
        let client = shop.guest().sign_in(&email, PASSWORD).await;
        let session = client.get("/api/v1/session").send().await.expect(200);
        assert_eq!(session["user"]["name"], name, "a name is what was written");
        // Another mail that says the name, and the pages.
        shop.guest().post("/api/v1/password-resets").json(json!({ "email": email })).send().await.expect(202);
        let reset = app.mail().mail_with(&email, "/password-reset").await;
        texts.extend([reset.subject(), reset.text()]);
        pages.extend([reset.html(), client.get("/account").send().await.text()]);
        for text in texts.iter().chain(&pages) {
            assert!(!text.contains("36863"), "{name} was worked out: {text}");
        }
        for page in &pages {
            assert!(!page.contains("<script>alert"), "{name} stands in a page as it is: {page}");
        }
        let secret_of_reset = reset.path_with("/password-reset");
        let token = secret_of_reset.rsplit_once("token=").unwrap().1;
        assert_eq!(reset.text().matches(token).count(), 1, "{name} made the mail tell its secret again");
        assert!(texts.iter().any(|text| text.contains(name)), "{name} is said nowhere, so that nothing is proved");
    }
}

/// An account that a provider made has no password; whoever registers with its address gives it none.
async fn registering_over_a_single_sign_on_account(app: &'static TestApp) {
    const THEIRS: &str = "a password of the thief's";
    let (shop, issuer) = (app.tenant().at_own_machine().build().await, Issuer::new());
    let roles = shop.admin().get("/api/v1/admin/roles").send().await.expect(200);
    let desk = roles["items"].as_array().unwrap().iter().find(|role| role["code"] == "order_desk").unwrap();
    set_up_with(&shop, &issuer, json!({ "domains": ["nowhere.example"], "default_role_id": desk["id"] })).await;
    let (identity, code) = (app.parts().identity.clone(), shop.code().to_owned());
    let verified = app.on_server(async move {
        let tenant = identity.tenant(&code).await.unwrap().unwrap();
        let ctx = identity.operator_context(&tenant);
        identity.verify_sign_in_domain(&ctx, crate::outside::CODE, "nowhere.example").await
    });
    verified.await.unwrap();
    let subject = format!("anna-{}", shop.code());
    let owner = sign_in_as(shop.guest(), &issuer, &subject).await;
    owner.expect(303);
    let email = format!("{subject}@nowhere.example");
    let form = json!({ "is_open": true, "kinds": ["consumer", "company"], "fields": [],
        "requestable_permissions": [], "approval": "automatic", "default_role": "company_admin" });
    shop.admin().put("/api/v1/admin/registration-form").json(form).send().await.expect(200);
    let elsewhere = app.tenant().at_own_machine().build().await;
    for host in [shop.guest(), elsewhere.guest()] {
        let person = json!({ "name": "Thief", "email": email });
        let body = json!({ "kind": "consumer", "person": person, "company": household() });
        let told = host.post("/api/v1/registrations").json(body).send().await;
        let is_closed = told.status == 404 || told.status == 409 || told.status == 403;
        assert!(told.status == 202 || is_closed, "{}", told.text());
        for mail in app.mail().mailbox(&email) {
            // Only the owner reads it; even if they follow it, no password is set.
            let path = mail.html().contains("/registration/").then(|| mail.path_with("/registration/"));
            if let Some(secret) = path.and_then(|path| path.rsplit('/').next().map(str::to_owned)) {
                let confirm = format!("/api/v1/registration-confirmations/{secret}");
                host.put(confirm).json(json!({ "password": THEIRS })).send().await;
            }
        }
        let try_in = json!({ "email": email, "password": THEIRS });
        host.post("/api/v1/session").json(try_in).send().await.problem(401, "identity.wrong_credentials");
    }
    // The owner comes in as before, as who they were.
    let again = sign_in_as(shop.guest(), &issuer, &subject).await;
    let session = crate::outside::session_of(shop.guest(), &again).await;
    assert_eq!(
        (&session["user"]["email"], &session["user"]["name"]),
        (&json!(email), &json!(format!("Person {subject}")))
    );
}

async fn sessions_surviving_a_password_reset(app: &'static TestApp) {
    super::sessions::survive_a_password_reset(app).await;
}

/// Whoever knows a user's name in other systems has only to say it in a header of a proxy: as a guest, as somebody else
/// who is signed in, and with somebody else's token.
async fn a_header_naming_the_user(app: &'static TestApp) {
    const NAMES: [&str; 14] = [
        "x-user",
        "x-user-id",
        "x-forwarded-user",
        "x-forwarded-email",
        "remote-user",
        "x-remote-user",
        "x-authenticated-user",
        "x-auth-request-user",
        "x-auth-request-email",
        "x-webauth-user",
        "x-original-user",
        "x-impersonate-user",
        "x-tenant-id",
        "from",
    ];
    let shop = app.tenant().build().await;
    let admin = shop.admin().get("/api/v1/session").send().await.expect(200);
    let (user, member) = (admin["user"]["id"].as_str().unwrap(), admin["persona"]["membership_id"].as_str().unwrap());
    let buyer = shop.person("buyer", Some(&shop.company("ACME").await)).await;
    let ways = both_ways(shop.guest().sign_in(&buyer, PASSWORD).await).await;
    for name in NAMES {
        for value in [user, member, shop.admin_email()] {
            shop.guest().get("/api/v1/session").header(name, value).send().await.problem(401, "auth.required");
            shop.guest().get("/api/v1/admin/orders").header(name, value).send().await.expect(401);
            for way in &ways {
                way.get("/api/v1/admin/orders").header(name, value).send().await.expect(403);
                let seen = way.get("/api/v1/session").header(name, value).send().await.expect(200);
                assert_eq!(seen["user"]["email"], buyer, "{name}: {value}");
            }
        }
    }
}
