//! Order confirmations as their readers get them: by both surfaces, as PDF and as tables, and by mail.
//! What arrives is opened by a library that has no part in making it.

use kontor_testkit::{Client, Company, Manner, Reply, Shop, TestApp, both, eventually};
use lopdf::Document as Pdf;
use serde_json::{Value, json};

both!(
    a_confirmed_order_is_confirmed_on_paper,
    the_same_confirmation_is_the_same_file,
    an_order_that_is_not_confirmed_has_no_confirmation,
    what_was_issued_outlives_the_order,
    another_companys_order_is_not_found,
    a_table_is_handed_out_beside_it,
    each_language_has_a_confirmation_of_its_own,
    many_who_ask_at_once_get_one_file,
    a_buyer_is_written_to_when_an_order_is_placed_and_confirmed,
    a_mail_that_is_sent_again_is_the_same_mail,
    orders_that_staff_enter_are_told_to_nobody,
    a_tenant_can_do_without_the_mails,
);

/// A shop that speaks two languages and sells bolts, with a customer and their buyer.
async fn hardware(app: &'static TestApp) -> (Shop, Company, Client) {
    let shop = app.tenant().languages(["pl", "en"]).currency("PLN").tax_rate("23").build().await;
    shop.product("BOLT").name("Śruba M8 × 40").price("2.55").stock(1_000).build().await;
    let company = shop.company("ACME").await;
    let buyer = shop.buyer(&company).await;
    (shop, company, buyer)
}

async fn placed(buyer: &Client) -> Value {
    let body = json!({ "lines": [{ "sku": "BOLT", "quantity": "10" }], "po_number": "PO-7", "note": "Zażółć" });
    buyer.post("/api/v1/orders").json(body).send().await.expect(201)
}

fn path(order: &Value, ending: &str) -> String {
    format!("/api/v1/orders/{}/confirmation.{ending}", order["id"].as_str().unwrap())
}

async fn confirm(shop: &Shop, order: &Value) {
    let path = format!("/api/v1/admin/orders/{}/confirm", order["id"].as_str().unwrap());
    shop.admin().post(path).json(json!({})).send().await.expect(200);
}

async fn confirmed(shop: &Shop, buyer: &Client) -> Value {
    let order = placed(buyer).await;
    confirm(shop, &order).await;
    order
}

/// The text of all pages, with every gap as one blank.
fn text(pdf: &[u8]) -> String {
    let pdf = Pdf::load_mem(pdf).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn pdf(reader: &Client, path: String) -> Reply {
    let reply = reader.get(path).send().await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/pdf")), "{}", reply.text());
    reply
}

async fn a_confirmed_order_is_confirmed_on_paper(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let order = confirmed(&shop, &buyer).await;
    let reply = pdf(&buyer, path(&order, "pdf") + "?language=pl").await;
    let said = text(&reply.body);
    let number = order["number"].as_str().unwrap();
    for words in
        [&format!("Potwierdzenie zamówienia {number}"), "Śruba M8 × 40", "PO-7", "Zażółć", "25,50", "31,37", "1 / 1"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let name = reply.header("content-disposition").unwrap();
    assert!(name.starts_with("attachment; filename=\"Potwierdzenie zam_wienia"), "{name}");
    assert!(name.ends_with(&format!("{number}.pdf")), "{name}");
    let staff = path(&order, "pdf").replace("/api/v1/", "/api/v1/admin/") + "?language=pl";
    assert_eq!(pdf(shop.admin(), staff).await.body, reply.body, "staff and buyers read the same");
}

async fn the_same_confirmation_is_the_same_file(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let order = confirmed(&shop, &buyer).await;
    let first = pdf(&buyer, path(&order, "pdf")).await;
    let again = pdf(&buyer, path(&order, "pdf")).await;
    assert_eq!(first.body, again.body);
    let tag = first.header("etag").unwrap().to_owned();
    let known = buyer.get(path(&order, "pdf")).header("if-none-match", tag.clone()).send().await;
    assert_eq!((known.status, known.body.len(), known.header("etag")), (304, 0, Some(tag.as_str())));
}

async fn an_order_that_is_not_confirmed_has_no_confirmation(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let order = placed(&buyer).await;
    for ending in ["pdf", "xlsx"] {
        buyer.get(path(&order, ending)).send().await.problem(409, "documents.not_confirmed");
    }
    buyer.get(path(&order, "pdf") + "?language=xx").send().await.expect(400);
    let cancel = format!("/api/v1/admin/orders/{}/cancel", order["id"].as_str().unwrap());
    shop.admin().post(cancel).json(json!({ "reason": "gone" })).send().await.expect(200);
    buyer.get(path(&order, "pdf")).send().await.problem(409, "documents.not_confirmed");
}

async fn what_was_issued_outlives_the_order(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let order = confirmed(&shop, &buyer).await;
    let issued = pdf(&buyer, path(&order, "pdf")).await;
    let cancel = format!("/api/v1/admin/orders/{}/cancel", order["id"].as_str().unwrap());
    shop.admin().post(cancel).json(json!({ "reason": "gone" })).send().await.expect(200);
    assert_eq!(pdf(&buyer, path(&order, "pdf")).await.body, issued.body);
}

async fn another_companys_order_is_not_found(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let order = confirmed(&shop, &buyer).await;
    pdf(&buyer, path(&order, "pdf")).await;
    let stranger = shop.buyer(&shop.company("OTHER").await).await;
    let elsewhere = app.tenant().build().await;
    for (reader, path) in [
        (&stranger, path(&order, "pdf")),
        (&stranger, path(&order, "xlsx")),
        (elsewhere.admin(), path(&order, "pdf").replace("/api/v1/", "/api/v1/admin/")),
    ] {
        assert_eq!(reader.get(&path).send().await.status, 404, "{path}");
    }
    shop.guest().get(path(&order, "pdf")).send().await.problem(401, "auth.required");
}

async fn a_table_is_handed_out_beside_it(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let order = confirmed(&shop, &buyer).await;
    let reply = buyer.get(path(&order, "xlsx")).send().await;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!((reply.status, reply.header("content-type")), (200, Some(kind)));
    assert!(reply.body.starts_with(b"PK"), "a table is a zip file");
    assert_eq!(buyer.get(path(&order, "xlsx")).send().await.body, reply.body);
}

async fn each_language_has_a_confirmation_of_its_own(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let order = confirmed(&shop, &buyer).await;
    for (language, words) in
        [("en", "Order confirmation"), ("pl", "Potwierdzenie zamówienia"), ("it", "Conferma d’ordine")]
    {
        let by_query = pdf(&buyer, format!("{}?language={language}", path(&order, "pdf"))).await;
        assert!(text(&by_query.body).contains(words), "{language}");
    }
}

async fn many_who_ask_at_once_get_one_file(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let order = confirmed(&shop, &buyer).await;
    let asked = (0..8).map(|_| buyer.get(path(&order, "pdf") + "?language=it").send());
    let got = futures_util::future::join_all(asked).await;
    let mut files: Vec<_> = got.iter().map(|reply| (reply.status, reply.header("etag").map(str::to_owned))).collect();
    files.dedup();
    assert_eq!((files.len(), files[0].0), (1, 200), "{files:?}");
}

/// The address by which a buyer signs in.
async fn address_of(buyer: &Client) -> String {
    let me = buyer.get("/api/v1/session").send().await.expect(200);
    me["user"]["email"].as_str().unwrap().to_owned()
}

async fn a_buyer_is_written_to_when_an_order_is_placed_and_confirmed(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let to = address_of(&buyer).await;
    let order = placed(&buyer).await;
    let number = order["number"].as_str().unwrap();
    let first = app.mail().nth_mail(&to, 1).await;
    assert_eq!(first.subject(), format!("Otrzymaliśmy zamówienie {number}"));
    assert_eq!(first.attachments().len(), 0);
    assert_eq!(first.path_with("/orders/"), format!("/orders/{}", order["id"].as_str().unwrap()));
    confirm(&shop, &order).await;
    let second = app.mail().nth_mail(&to, 2).await;
    assert_eq!(second.subject(), format!("Zamówienie {number} zostało potwierdzone"));
    let attachments = second.attachments();
    let [(name, bytes)] = attachments.as_slice() else { panic!("{} attachments", attachments.len()) };
    assert_eq!(name, &format!("Potwierdzenie zamówienia {number}.pdf"));
    assert_eq!(Pdf::load_mem(bytes).unwrap().get_pages().len(), 1);
    assert!(text(bytes).contains("Śruba M8 × 40"));
    let online = pdf(&buyer, path(&order, "pdf") + "?language=pl").await;
    assert_eq!(&online.body[..], &bytes[..], "what was sent is what is kept");
}

async fn a_mail_that_is_sent_again_is_the_same_mail(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let to = address_of(&buyer).await;
    let order = placed(&buyer).await;
    app.mail().nth_mail(&to, 1).await;
    app.mail().treat(&to, Manner::Refuse);
    confirm(&shop, &order).await;
    let path = format!("/api/v1/admin/messages?q={to}&state=given_up&page=1");
    let refused = eventually("the mail is refused", || async {
        shop.admin().get(&path).send().await.expect(200)["items"].as_array().unwrap().first().cloned()
    })
    .await;
    app.mail().treat(&to, Manner::Take);
    let again = format!("/api/v1/admin/messages/{}/retry", refused["id"].as_str().unwrap());
    shop.admin().post(again).send().await.expect(200);
    let mail = app.mail().nth_mail(&to, 2).await;
    assert_eq!(mail.attachments().len(), 1, "what goes with it goes with it again");
    let kept = format!("/api/v1/admin/messages/{}", refused["id"].as_str().unwrap());
    let kept = eventually("the mail is on record", || async {
        let kept = shop.admin().get(&kept).send().await.expect(200);
        (kept["state"] == "sent").then_some(kept)
    })
    .await;
    assert_eq!(mail.header("message-id").as_deref(), kept["content"]["message_id"].as_str());
}

async fn orders_that_staff_enter_are_told_to_nobody(app: &'static TestApp) {
    let (shop, company, buyer) = hardware(app).await;
    let body = json!({ "company_code": company.code, "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    let entered = shop.admin().post("/api/v1/admin/orders").json(body).send().await.expect(201);
    confirm(&shop, &entered).await;
    let to = address_of(&buyer).await;
    placed(&buyer).await;
    // The relay keeps its order: once the later order is told of, the earlier one would have been.
    app.mail().nth_mail(&to, 1).await;
    assert_eq!(app.mail().seen_by(shop.admin_email()).len(), 0);
    let staff = format!("/api/v1/admin/orders/{}/confirmation.pdf", entered["id"].as_str().unwrap());
    pdf(shop.admin(), staff).await;
}

async fn a_tenant_can_do_without_the_mails(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let settings = json!({ "enabled": true, "settings": { "mail_when_placed": false } });
    shop.admin().put("/api/v1/admin/modules/documents").json(settings).send().await.expect(200);
    let to = address_of(&buyer).await;
    let order = placed(&buyer).await;
    confirm(&shop, &order).await;
    let mail = app.mail().nth_mail(&to, 1).await;
    assert!(mail.subject().ends_with("zostało potwierdzone"), "{}", mail.subject());
}
