//! Taxes of orders: the worked cases placed through the API, to the unit on both databases, and who may change what of them.
//! A buyer says where goods go, and nothing else of what decides on tax.

use kontor_testkit::{
    Client, Shop, TestApp, both,
    tax_cases::{self, TaxCase},
};
use serde_json::{Value, json};

use super::one;

both!(
    the_worked_cases_come_to_what_was_summed_up_by_hand,
    a_rate_entered_today_holds_from_its_first_day,
    a_vat_id_counts_once_it_is_confirmed_and_as_long_as_it_stays,
    a_site_buys_by_the_vat_id_of_its_firm,
    a_certificate_frees_a_company_and_what_stands_below_it_for_its_time,
    classes_and_rules_are_replaced_together,
    private_persons_see_prices_with_tax_and_firms_without,
    a_reason_is_printed_in_the_readers_language,
    a_buyer_cannot_name_a_tax,
    goods_go_to_countries_there_are,
    exemptions_stay_within_reach_and_tenant,
);

const EXEMPTIONS: &str = "/api/v1/admin/tax-exemptions";

async fn legal_entity(shop: &Shop) -> String {
    let list = shop.admin().get("/api/v1/admin/legal-entities").send().await.expect(200);
    format!("/api/v1/admin/legal-entities/{}", list["items"][0]["id"].as_str().unwrap())
}

/// The seller of a case with everything that it has said about taxes.
async fn seller(app: &'static TestApp, case: &TaxCase) -> Shop {
    let shop = app.tenant().currency(case.currency).build().await;
    let entity = json!({ "country": case.seller, "tax_rounding": case.rounding });
    shop.admin().patch(legal_entity(&shop).await).json(entity).send().await.expect(200);
    let rate = |(country, class, rate, from): tax_cases::CaseRate| json!({ "country": country, "class": class, "rate": rate, "valid_from": from });
    let rates: Vec<Value> = tax_cases::rates().into_iter().map(rate).collect();
    shop.admin().put("/api/v1/admin/tax-rates").json(json!({ "rates": rates })).send().await.expect(200);
    let class = |(code, kind): (&str, &str)| json!({ "code": code, "kind": kind });
    let classes: Vec<Value> = tax_cases::classes().into_iter().map(class).collect();
    shop.admin().put("/api/v1/admin/tax-classes").json(json!({ "classes": classes })).send().await.expect(200);
    shop.admin().put("/api/v1/admin/tax-rules").json(json!({ "oss": case.is_oss })).send().await.expect(200);
    let gross = json!({ "code": "gross", "tax_mode": "gross", "is_default": false });
    let gross = shop.admin().post("/api/v1/admin/price-lists").json(gross).send().await.expect(201);
    for (index, line) in case.lines.iter().enumerate() {
        let kind = if line.is_goods { "goods" } else { "service" };
        let product = shop.product(&format!("P{index}")).with("tax_class", json!(line.class));
        let product = product.with("quantity_scale", json!(3)).with("kind", json!(kind)).build().await;
        let list = if line.mode == "gross" { gross["id"].as_str().unwrap() } else { shop.standard_list() };
        shop.set_price(list, &product.sku, "0.001", line.price).await;
    }
    shop
}

async fn confirm(shop: &Shop, company: &str, vat_id: &str, valid: bool) -> kontor_testkit::Reply {
    let path = format!("/api/v1/admin/companies/{company}/vat-id-check");
    shop.admin().put(path).json(json!({ "vat_id": vat_id, "valid": valid })).send().await
}

/// The buyer of a case; answers with its id.
async fn customer(shop: &Shop, case: &TaxCase) -> String {
    let kind = if case.is_consumer { "consumer" } else { "company" };
    let (country, code) = case.ship_to;
    let address = json!({ "name": "Buyer", "street": "1", "postal_code": code, "city": "Town", "country": country });
    let body =
        json!({ "code": "BUYER", "kind": kind, "country": case.buyer, "vat_id": case.vat_id, "address": address });
    let company = shop.company_with(body).await;
    if case.is_confirmed {
        confirm(shop, &company.id, case.vat_id.unwrap(), true).await.expect(200);
    }
    if let Some(classes) = &case.certificate {
        let classes = (!classes.is_empty()).then_some(classes);
        let body = json!({ "certificate": "C-1", "classes": classes, "reason": "Embassy", "from": "2000-01-01" });
        let path = format!("/api/v1/admin/companies/{}/tax-exemptions", company.id);
        shop.admin().post(path).json(body).send().await.expect(201);
    }
    let lists = json!({ "price_lists": [{ "code": "gross", "last": false }] });
    let path = format!("/api/v1/admin/price-list-assignments/company/{}", company.id);
    shop.admin().put(path).json(lists).send().await.expect(204);
    company.id
}

async fn the_worked_cases_come_to_what_was_summed_up_by_hand(app: &'static TestApp) {
    let cases = tax_cases::all();
    assert!(cases.len() >= 40);
    for case in cases {
        let shop = seller(app, &case).await;
        let company = customer(&shop, &case).await;
        let line = |(index, line): (usize, &tax_cases::TaxCaseLine)| json!({ "sku": format!("P{index}"), "quantity": line.quantity });
        let lines: Vec<Value> = case.lines.iter().enumerate().map(line).collect();
        let body = json!({ "company_id": company, "order_date": case.on, "lines": lines });
        let order = shop.admin().post("/api/v1/admin/orders").json(body).send().await.expect(201);
        let sums = ["net_total", "tax_total", "gross_total"].map(|name| order[name].as_str().unwrap().to_owned());
        assert_eq!(sums, case.sums, "{}: {order}", case.name);
        for (placed, worked) in order["lines"].as_array().unwrap().iter().zip(&case.lines) {
            let text = |name: &str| placed[name].as_str().unwrap().to_owned();
            assert_eq!([text("net"), text("tax"), text("gross")], worked.sums, "{}: {placed}", case.name);
            let told = (text("tax_rate"), text("tax_reason"));
            assert_eq!(told, (worked.rate.to_owned(), worked.reason.to_owned()), "{}", case.name);
        }
        // Reading it again shows what was placed.
        let path = format!("/api/v1/admin/orders/{}", order["id"].as_str().unwrap());
        let again = shop.admin().get(path).send().await.expect(200);
        assert_eq!((&again["lines"], &again["taxes"]), (&order["lines"], &order["taxes"]), "{}", case.name);
    }
}

/// A seller in Poland with goods at 100.00 net.
async fn polish(app: &'static TestApp) -> Shop {
    let shop = app.tenant().currency("PLN").build().await;
    let entity = json!({ "country": "PL", "time_zone": "Europe/Warsaw" });
    shop.admin().patch(legal_entity(&shop).await).json(entity).send().await.expect(200);
    let rate =
        |rate: &str, from: &str| json!({ "country": "PL", "class": "standard", "rate": rate, "valid_from": from });
    let rates = json!({ "rates": [rate("23", "2011-01-01")] });
    shop.admin().put("/api/v1/admin/tax-rates").json(rates).send().await.expect(200);
    shop.product("BOLT").price("100.00").build().await;
    shop.product("HELP").price("100.00").service().build().await;
    shop
}

/// Rate and reason of a bolt for a buyer.
async fn taxed(buyer: &Client, sku: &str) -> (String, String) {
    let order = buyer.post("/api/v1/orders").json(one(sku, "1")).send().await.expect(201);
    let text = |name: &str| order["lines"][0][name].as_str().unwrap().to_owned();
    (text("tax_rate"), text("tax_reason"))
}

fn told(rate: &str, reason: &str) -> (String, String) {
    (rate.to_owned(), reason.to_owned())
}

async fn a_rate_entered_today_holds_from_its_first_day(app: &'static TestApp) {
    let shop = polish(app).await;
    shop.company_with(json!({ "code": "ACME", "country": "PL", "address": { "country": "PL" } })).await;
    let rate =
        |rate: &str, from: &str| json!({ "country": "PL", "class": "standard", "rate": rate, "valid_from": from });
    let rates = json!({ "rates": [rate("23", "2011-01-01"), rate("25", "2090-01-01")] });
    shop.admin().put("/api/v1/admin/tax-rates").json(rates).send().await.expect(200);
    for (date, total, rule) in [
        ("2089-12-31", "123.00", "PL standard from 2011-01-01"),
        ("2090-01-01", "125.00", "PL standard from 2090-01-01"),
    ] {
        let body = json!({ "company_code": "ACME", "order_date": date, "lines": [{ "sku": "BOLT", "quantity": "1" }] });
        let order = shop.admin().post("/api/v1/admin/orders").json(body).send().await.expect(201);
        assert_eq!((&order["gross_total"], &order["lines"][0]["tax_rule"]), (&json!(total), &json!(rule)));
    }
}

async fn a_vat_id_counts_once_it_is_confirmed_and_as_long_as_it_stays(app: &'static TestApp) {
    let shop = polish(app).await;
    let body = json!({ "code": "ACME", "country": "DE", "vat_id": "DE136695976", "address": { "country": "DE" } });
    let company = shop.company_with(body).await;
    let buyer = shop.buyer(&company).await;
    assert_eq!(taxed(&buyer, "BOLT").await, told("23", "standard"));
    confirm(&shop, &company.id, "DE111111111", true).await.problem(409, "identity.other_vat_id");
    let seen = confirm(&shop, &company.id, "DE136695976", true).await.expect(200);
    assert!(seen["vat_id_check"]["by"].as_str().is_some_and(|by| !by.is_empty()), "{seen}");
    assert_eq!(taxed(&buyer, "BOLT").await, told("0", "intra_community"));
    assert_eq!(taxed(&buyer, "HELP").await, told("0", "reverse_charge"));
    let path = format!("/api/v1/admin/companies/{}", company.id);
    let changed = shop.admin().patch(&path).json(json!({ "vat_id": "DE129273398" })).send().await.expect(200);
    assert_eq!(changed["vat_id_check"], Value::Null);
    assert_eq!(taxed(&buyer, "BOLT").await, told("23", "standard"));
    confirm(&shop, &company.id, "DE129273398", true).await.expect(200);
    assert_eq!(taxed(&buyer, "BOLT").await, told("0", "intra_community"));
    confirm(&shop, &company.id, "DE129273398", false).await.expect(200);
    assert_eq!(taxed(&buyer, "BOLT").await, told("23", "standard"));
    // Whoever changes companies does not thereby free them from tax.
    let desk = shop.user("order_desk").await;
    let body = json!({ "vat_id": "DE129273398", "valid": true });
    desk.put(format!("{path}/vat-id-check")).json(body).send().await.problem(403, "auth.forbidden");
}

async fn a_site_buys_by_the_vat_id_of_its_firm(app: &'static TestApp) {
    let shop = polish(app).await;
    let firm = json!({ "code": "FIRM", "country": "DE", "vat_id": "DE136695976", "address": { "country": "DE" } });
    let firm = shop.company_with(firm).await;
    confirm(&shop, &firm.id, "DE136695976", true).await.expect(200);
    let below = |code: &str, kind: &str| json!({ "code": code, "kind": kind, "country": "DE", "parent_id": firm.id, "address": { "country": "DE" } });
    let site = shop.company_with(below("SITE", "site")).await;
    assert_eq!(taxed(&shop.buyer(&site).await, "BOLT").await, told("0", "intra_community"));
    // A firm of its own below another one has an id of its own or none.
    let daughter = shop.company_with(below("DAUGHTER", "company")).await;
    assert_eq!(taxed(&shop.buyer(&daughter).await, "BOLT").await, told("23", "standard"));
}

async fn a_certificate_frees_a_company_and_what_stands_below_it_for_its_time(app: &'static TestApp) {
    let shop = polish(app).await;
    let home = |code: &str, more: Value| {
        let mut body = json!({ "code": code, "country": "PL", "address": { "country": "PL" } });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let firm = shop.company_with(home("FIRM", json!({}))).await;
    let site = shop.company_with(home("SITE", json!({ "kind": "site", "parent_id": firm.id }))).await;
    let (of_firm, of_site) = (shop.buyer(&firm).await, shop.buyer(&site).await);
    let path = format!("/api/v1/admin/companies/{}/tax-exemptions", firm.id);
    for (field, wrong) in
        [("certificate", json!("")), ("reason", json!(" ")), ("classes", json!([])), ("until", json!("2019-01-01"))]
    {
        let mut body = json!({ "certificate": "C-7", "reason": "Embassy", "from": "2020-01-01" });
        body[field] = wrong;
        shop.admin().post(&path).json(body).send().await.expect(422);
    }
    let body = json!({ "certificate": "C-7", "reason": "Embassy", "from": "2020-01-01" });
    let made = shop.admin().post(&path).json(body).send().await.expect(201);
    let order = of_site.post("/api/v1/orders").json(one("BOLT", "1")).send().await.expect(201);
    assert_eq!((&order["gross_total"], &order["taxes"][0]["note"]), (&json!("100.00"), &json!("Embassy (C-7)")));
    let one_of_them = format!("{EXEMPTIONS}/{}", made["id"].as_str().unwrap());
    let ended = json!({ "until": "2020-12-31" });
    shop.admin().patch(&one_of_them).json(ended).send().await.expect(200);
    assert_eq!(taxed(&of_firm, "BOLT").await, told("23", "standard"));
    shop.admin().patch(&one_of_them).json(json!({ "until": null })).send().await.expect(200);
    assert_eq!(taxed(&of_firm, "BOLT").await, told("0", "exempt"));
    shop.admin().patch(&one_of_them).json(json!({ "archived": true })).send().await.expect(200);
    assert_eq!(taxed(&of_firm, "BOLT").await, told("23", "standard"));
    let listed = shop.admin().get(&path).send().await.expect(200);
    assert_eq!((&listed["items"][0]["archived"], &listed["items"][0]["certificate"]), (&json!(true), &json!("C-7")));
    // A site that moves away leaves the certificate behind.
    shop.admin().patch(&one_of_them).json(json!({ "archived": false })).send().await.expect(200);
    assert_eq!(taxed(&of_site, "BOLT").await, told("0", "exempt"));
    let elsewhere = shop.company_with(home("OTHER", json!({}))).await;
    let moved = json!({ "parent_id": elsewhere.id });
    shop.admin().patch(format!("/api/v1/admin/companies/{}", site.id)).json(moved).send().await.expect(200);
    assert_eq!(taxed(&of_site, "BOLT").await, told("23", "standard"));
}

async fn classes_and_rules_are_replaced_together(app: &'static TestApp) {
    let shop = polish(app).await;
    let path = "/api/v1/admin/tax-classes";
    let classes = json!([{ "code": "deposit", "names": { "en": "Deposit", "pl": "Kaucja" }, "kind": "outside_scope" }]);
    let set = shop.admin().put(path).json(json!({ "classes": classes })).send().await.expect(200);
    assert_eq!((&set["classes"], &set["undescribed"]), (&classes, &json!(["standard"])));
    for wrong in [
        json!([{ "code": "", "kind": "zero" }]),
        json!([{ "code": "a", "kind": "zero" }, { "code": "a", "kind": "zero" }]),
        json!([{ "code": "a", "kind": "zero", "names": { "xx": "A" } }]),
        json!([{ "code": "a", "kind": "zero", "names": { "en": "" } }]),
    ] {
        shop.admin().put(path).json(json!({ "classes": wrong })).send().await.expect(422);
    }
    shop.admin().put(path).json(json!({ "classes": [{ "code": "a", "kind": "luxury" }] })).send().await.expect(422);
    assert_eq!(shop.admin().get(path).send().await.expect(200)["classes"], classes);
    let rules = "/api/v1/admin/tax-rules";
    assert_eq!(shop.admin().get(rules).send().await.expect(200), json!({ "oss": false }));
    shop.admin().put(rules).json(json!({ "oss": true })).send().await.expect(200);
    assert_eq!(shop.admin().get(rules).send().await.expect(200), json!({ "oss": true }));
    // Where a private person's country must be charged and has no rate, nothing is sold.
    let body = json!({ "code": "ANNA", "kind": "consumer", "country": "DE", "address": { "country": "DE" } });
    let buyer = shop.buyer(&shop.company_with(body).await).await;
    let problem = buyer.post("/api/v1/orders").json(one("BOLT", "1")).send().await.problem(409, "orders.no_tax_rate");
    assert!(problem["detail"].as_str().unwrap().contains("DE"), "{problem}");
    let desk = shop.user("order_desk").await;
    desk.put(rules).json(json!({ "oss": false })).send().await.problem(403, "auth.forbidden");
}

async fn private_persons_see_prices_with_tax_and_firms_without(app: &'static TestApp) {
    let shop = polish(app).await;
    let home =
        |code: &str, kind: &str| json!({ "code": code, "kind": kind, "country": "PL", "address": { "country": "PL" } });
    let firm = shop.buyer(&shop.company_with(home("FIRM", "company")).await).await;
    let anna = shop.buyer(&shop.company_with(home("ANNA", "consumer")).await).await;
    let price = async |who: &Client| {
        let detail = who.get("/api/v1/products/BOLT").send().await.expect(200);
        (detail["price"]["unit_price"].clone(), detail["price"]["tax_mode"].clone())
    };
    let (net, gross) = ((json!("100.00"), json!("net")), (json!("123.00"), json!("gross")));
    assert_eq!((price(&firm).await, price(&anna).await), (net.clone(), gross.clone()));
    let list = anna.get("/api/v1/products").send().await.expect(200);
    assert_eq!(list["items"][0]["price"]["unit_price"], "123.00");
    // They pay the same.
    for (who, shown) in [(&firm, "net"), (&anna, "gross")] {
        let order = who.post("/api/v1/orders").json(one("BOLT", "2")).send().await.expect(201);
        assert_eq!((&order["gross_total"], &order["shown"]), (&json!("246.00"), &json!(shown)));
        assert_eq!(order["lines"][0]["tax_mode"], shown);
    }
    let channels = shop.admin().get("/api/v1/admin/channels").send().await.expect(200);
    let channel = format!("/api/v1/admin/channels/{}", channels["items"][0]["id"].as_str().unwrap());
    assert_eq!(channels["items"][0]["price_display"], "by_customer");
    for (display, of_firm, of_anna) in
        [("gross", &gross, &gross), ("net", &net, &net), ("as_listed", &net, &net), ("by_customer", &net, &gross)]
    {
        let change = json!({ "price_display": display });
        shop.admin().patch(&channel).json(change).send().await.expect(200);
        assert_eq!((&price(&firm).await, &price(&anna).await), (of_firm, of_anna), "{display}");
    }
    let wrong = json!({ "price_display": "both" });
    shop.admin().patch(&channel).json(wrong).send().await.problem(422, "identity.bad_field");
}

async fn a_reason_is_printed_in_the_readers_language(app: &'static TestApp) {
    let shop = polish(app).await;
    let body = json!({ "code": "ACME", "country": "DE", "vat_id": "DE136695976", "address": { "country": "DE" } });
    let company = shop.company_with(body).await;
    confirm(&shop, &company.id, "DE136695976", true).await.expect(200);
    let body = json!({ "company_id": company.id, "lines": [{ "sku": "HELP", "quantity": "1" }] });
    let order = shop.admin().post("/api/v1/admin/orders").json(body).send().await.expect(201);
    let path = format!("/api/v1/admin/orders/{}", order["id"].as_str().unwrap());
    for (language, words) in [("en", "Reverse charge"), ("pl", "Odwrotne obciążenie"), ("it", "Inversione contabile")]
    {
        let seen = shop.admin().get(&path).header("accept-language", language).send().await.expect(200);
        let note = seen["taxes"][0]["note"].as_str().unwrap();
        assert!(note.starts_with(words), "{note}");
    }
    let buyer = shop.buyer(&company).await;
    let id = order["id"].as_str().unwrap();
    let page = buyer.get(format!("/orders/{id}")).send().await.text();
    assert!(page.contains("Reverse charge"), "{page}");
}

async fn a_buyer_cannot_name_a_tax(app: &'static TestApp) {
    let shop = polish(app).await;
    let company = shop.company_with(json!({ "code": "ACME", "country": "PL", "address": { "country": "PL" } })).await;
    let buyer = shop.buyer(&company).await;
    for field in ["tax_rate", "tax", "tax_class", "tax_reason", "tax_mode", "tax_rule", "reason", "exempt"] {
        let mut body = one("BOLT", "1");
        body["lines"][0][field] = json!("0");
        buyer.post("/api/v1/orders").json(body).send().await.problem(422, "request.invalid_field");
    }
    for field in ["vat_id", "tax_id", "country", "exemptions", "certificate", "oss", "seller", "buyer", "kind"] {
        let mut body = one("BOLT", "1");
        body[field] = json!("DE136695976");
        buyer.post("/api/v1/orders").json(body).send().await.problem(422, "request.invalid_field");
    }
    // A company's own people change neither its VAT id nor its country, and confirm nothing.
    let admin = shop.member("company_admin", &company).await;
    for field in ["vat_id", "country", "kind", "vat_id_check"] {
        let change = json!({ field: "DE136695976" });
        admin.patch("/api/v1/company").json(change).send().await.problem(422, "request.invalid_field");
    }
    let path = format!("/api/v1/admin/companies/{}", company.id);
    for (method, path, body) in [
        ("PUT", format!("{path}/vat-id-check"), json!({ "vat_id": "PL5260250274", "valid": true })),
        ("POST", format!("{path}/tax-exemptions"), json!({ "certificate": "1", "reason": "x", "from": "2020-01-01" })),
        ("PUT", "/api/v1/admin/tax-rates".to_owned(), json!({ "rates": [] })),
        ("PUT", "/api/v1/admin/tax-rules".to_owned(), json!({ "oss": true })),
    ] {
        let reply = admin.request(method.parse().unwrap(), path).json(body).send().await;
        assert!(matches!(reply.status, 403 | 404), "{}", reply.text());
    }
    assert_eq!(taxed(&buyer, "BOLT").await, told("23", "standard"));
}

async fn goods_go_to_countries_there_are(app: &'static TestApp) {
    let shop = polish(app).await;
    let company = shop.company_with(json!({ "code": "ACME", "country": "PL", "address": { "country": "PL" } })).await;
    let buyer = shop.buyer(&company).await;
    let placed = async |country: &str| {
        let address = json!({ "name": "x", "street": "1", "postal_code": "1", "city": "x", "country": country });
        let mut body = one("BOLT", "1");
        body["delivery_address"] = address;
        buyer.post("/api/v1/orders").json(body).send().await
    };
    for country in ["XX", "Poland", "P", "PLX", "??"] {
        placed(country).await.problem(422, "orders.bad_field");
    }
    for (country, gross) in [("", "123.00"), ("pl", "123.00"), (" PL ", "123.00"), ("CH", "100.00")] {
        assert_eq!(placed(country).await.expect(201)["gross_total"], gross, "{country}");
    }
}

async fn exemptions_stay_within_reach_and_tenant(app: &'static TestApp) {
    let (shop, elsewhere) = (polish(app).await, app.tenant().build().await);
    let (own, other) = (shop.company("OWN").await, shop.company("OTHER").await);
    let of = |company: &str| format!("/api/v1/admin/companies/{company}/tax-exemptions");
    let body = json!({ "certificate": "C-7", "reason": "Embassy", "from": "2020-01-01" });
    let made = shop.admin().post(of(&other.id)).json(body.clone()).send().await.expect(201);
    let path = format!("{EXEMPTIONS}/{}", made["id"].as_str().unwrap());
    let narrow = shop.scoped_user("administrator", json!({ "companies": [own.id] })).await;
    for client in [&narrow, elsewhere.admin()] {
        client.get(of(&other.id)).send().await.problem(404, "not_found");
        client.post(of(&other.id)).json(body.clone()).send().await.problem(404, "not_found");
        client.patch(&path).json(json!({ "archived": true })).send().await.problem(404, "not_found");
    }
    narrow.post(of(&own.id)).json(body.clone()).send().await.expect(201);
    let desk = shop.user("order_desk").await;
    desk.get(of(&own.id)).send().await.expect(200);
    desk.post(of(&own.id)).json(body).send().await.problem(403, "auth.forbidden");
}
