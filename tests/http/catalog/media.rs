//! Pictures and documents of products: uploaded and attached by staff, and shown to whoever sees the product.
//! Nobody else gets them by any address, whatever they know of it.

use kontor_testkit::{Client, Reply, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

use crate::pictures::{drawn, encoded, png, upload, upload_document};

both!(
    a_picture_is_shown_in_every_size_and_kept_by_browsers,
    a_document_is_saved_and_never_shown,
    what_is_for_people_signed_in_is_nothing_to_guests,
    files_are_seen_by_those_only_who_see_the_product,
    the_list_is_replaced_whole_and_says_what_is_wrong_with_it,
    the_same_content_is_one_file,
    only_who_may_upload_does,
    a_picture_can_be_asked_for_before_a_product_is_complete,
    the_shop_shows_pictures_and_documents,
);

fn media_path(product: &str) -> String {
    format!("/api/v1/admin/products/{product}/media")
}

/// Uploads a picture and attaches it to a product as its only one.
async fn pictured(shop: &Shop, product: &str, word: &str) -> Value {
    let file = upload(shop.admin(), word, png(600, 450, word)).await.expect(201);
    let media = json!({ "media": [{ "file_id": file["id"], "role": "picture", "texts": { "en": word } }] });
    shop.admin().put(media_path(product)).json(media).send().await.expect(200);
    file
}

/// The product as somebody sees it, once it looks as it should; lists and pages may be a second old.
async fn seen(client: &Client, sku: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    eventually("the product looks as it should", || async {
        let product = client.get(format!("/api/v1/products/{sku}")).send().await.expect(200);
        is_so(&product).then_some(product)
    })
    .await
}

async fn fetched(client: &Client, address: &Value) -> Reply {
    client.get(address.as_str().expect("an address")).send().await
}

async fn a_picture_is_shown_in_every_size_and_kept_by_browsers(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").price("1.00").build().await;
    let file = pictured(&shop, &bolt.id, "A bolt").await;
    let widths: Vec<_> = file["sizes"].as_array().unwrap().iter().map(|size| size["width"].as_u64().unwrap()).collect();
    assert_eq!((&file["media_type"], widths), (&json!("image/jpeg"), vec![160, 480, 600]), "{file}");
    let product = seen(shop.guest(), "BOLT", |product| product["pictures"] != json!([])).await;
    let picture = &product["pictures"][0];
    assert_eq!(json!([picture["alt"], picture["width"], picture["height"]]), json!(["A bolt", 600, 450]));
    let mut count = 0;
    for source in picture["srcset"].as_str().unwrap().split(", ") {
        let (address, width) = source.split_once(' ').unwrap();
        let reply = shop.guest().get(address).send().await;
        assert_eq!(reply.status, 200, "{address}: {}", reply.text());
        assert_eq!(reply.header("content-type"), Some("image/jpeg"));
        assert_eq!(reply.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(reply.header("content-security-policy"), Some("default-src 'none'; sandbox"));
        let shown = image::load_from_memory_with_format(&reply.body, image::ImageFormat::Jpeg).unwrap();
        assert_eq!(format!("{}w", shown.width()), width);
        assert_eq!(shown.height(), shown.width() * 3 / 4);
        let tag = reply.header("etag").unwrap().to_owned();
        let again = shop.guest().get(address).header("if-none-match", tag).send().await;
        assert_eq!((again.status, again.body.len()), (304, 0));
        count += 1;
    }
    assert_eq!(count, 3);
    let list = shop.guest().get("/api/v1/products").send().await.expect(200);
    assert_eq!(&list["items"][0]["picture"], picture);
    let kept = shop.admin().get(format!("/api/v1/admin/files/{}/content?width=160", file["id"].as_str().unwrap()));
    let kept = kept.send().await;
    assert_eq!((kept.status, kept.header("cache-control")), (200, Some("private, no-store")));
}

async fn a_document_is_saved_and_never_shown(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").build().await;
    let file = upload_document(shop.admin(), "Karta ś8").await.expect(201);
    assert_eq!(file["name"], "Karta ś8.pdf");
    let media = json!({ "media": [{ "file_id": file["id"], "role": "document", "document_kind": "data_sheet",
        "language": "pl", "texts": { "pl": "Karta produktu" } }] });
    shop.admin().put(media_path(&bolt.id)).json(media).send().await.expect(200);
    let product = seen(shop.guest(), "BOLT", |product| product["documents"] != json!([])).await;
    let document = &product["documents"][0];
    let told = json!([document["title"], document["kind"], document["language"], document["media_type"]]);
    assert_eq!(told, json!(["Karta produktu", "data_sheet", "pl", "application/pdf"]));
    assert_eq!(product["pictures"], json!([]));
    let reply = fetched(shop.guest(), &document["href"]).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/pdf")));
    assert_eq!(
        reply.header("content-disposition"),
        Some("attachment; filename=\"Karta _8.pdf\"; filename*=UTF-8''Karta%20%C5%9B8.pdf")
    );
    assert_eq!(reply.header("content-security-policy"), Some("default-src 'none'; sandbox"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(reply.body.len() as u64, document["bytes"].as_u64().unwrap());
    assert!(reply.text().starts_with("%PDF-"));
}

async fn what_is_for_people_signed_in_is_nothing_to_guests(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").build().await;
    let acme = shop.company("ACME").await;
    let buyer = shop.buyer(&acme).await;
    let (open, closed) = (upload_document(shop.admin(), "open").await, upload_document(shop.admin(), "closed").await);
    let (open, closed) = (open.expect(201), closed.expect(201));
    let media = json!({ "media": [
        { "file_id": closed["id"], "role": "document", "audience": "signed_in", "texts": { "en": "Closed" } },
        { "file_id": open["id"], "role": "document", "texts": { "en": "Open" } },
    ] });
    shop.admin().put(media_path(&bolt.id)).json(media).send().await.expect(200);
    let titles = |product: &Value| -> Vec<String> {
        let documents = product["documents"].as_array().unwrap().iter();
        documents.map(|document| document["title"].as_str().unwrap().to_owned()).collect()
    };
    let for_buyer = seen(&buyer, "BOLT", |product| product["documents"] != json!([])).await;
    let for_guest = seen(shop.guest(), "BOLT", |product| product["documents"] != json!([])).await;
    assert_eq!((titles(&for_buyer), titles(&for_guest)), (vec!["Closed".into(), "Open".into()], vec!["Open".into()]));
    let address = &for_buyer["documents"][0]["href"];
    let reply = fetched(&buyer, address).await;
    assert_eq!((reply.status, reply.header("cache-control")), (200, Some("private, no-cache")));
    let refused = fetched(shop.guest(), address).await;
    assert_eq!((refused.status, refused.header("cache-control")), (404, Some("private, no-store")));
    assert!(!refused.text().contains("%PDF"));
    let known = reply.header("etag").unwrap().to_owned();
    let by_tag = shop.guest().get(address.as_str().unwrap()).header("if-none-match", known).send().await;
    assert_eq!(by_tag.status, 404, "a tag opens nothing");
}

async fn files_are_seen_by_those_only_who_see_the_product(app: &'static TestApp) {
    let (shop, other) = (app.tenant().build().await, app.tenant().build().await);
    let bolt = shop.product("BOLT").build().await;
    let nut = shop.product("NUT").build().await;
    let twin = other.product("BOLT").build().await;
    pictured(&shop, &bolt.id, "shown").await;
    pictured(&other, &twin.id, "theirs").await;
    let address = |product: Value| product["pictures"][0]["src"].clone();
    let own = address(seen(shop.guest(), "BOLT", |product| product["pictures"] != json!([])).await);
    let theirs = address(seen(other.guest(), "BOLT", |product| product["pictures"] != json!([])).await);
    assert_eq!(fetched(shop.guest(), &own).await.status, 200);
    for reply in [fetched(shop.guest(), &theirs).await, fetched(shop.admin(), &theirs).await] {
        reply.expect(404);
    }
    let elsewhere = json!(own.as_str().unwrap().replace(&bolt.id, &nut.id));
    fetched(shop.guest(), &elsewhere).await.expect(404);
    for wrong in ["/media/x/y/z", "/media/x/y/480.jpg/..%2f", &own.as_str().unwrap().replace("480.jpg", "481.jpg")] {
        let reply = shop.guest().get(wrong).send().await;
        assert!(matches!(reply.status, 400 | 404 | 422), "{wrong}: {}", reply.status);
    }
    let withdraw = json!({ "step": "withdraw", "channel_code": null });
    let step = format!("/api/v1/admin/products/{}/publication", bolt.id);
    shop.admin().post(step).json(withdraw).send().await.expect(200);
    eventually("the picture goes with its product", || async {
        (fetched(shop.guest(), &own).await.status == 404).then_some(())
    })
    .await;
}

async fn the_list_is_replaced_whole_and_says_what_is_wrong_with_it(app: &'static TestApp) {
    let (shop, other) = (app.tenant().build().await, app.tenant().build().await);
    let bolt = shop.product("BOLT").build().await;
    let path = media_path(&bolt.id);
    let picture = upload(shop.admin(), "one.png", png(50, 50, "one")).await.expect(201)["id"].clone();
    let second = upload(shop.admin(), "two.png", png(50, 50, "two")).await.expect(201)["id"].clone();
    let sheet = upload_document(shop.admin(), "sheet").await.expect(201)["id"].clone();
    let theirs = upload_document(other.admin(), "sheet").await.expect(201)["id"].clone();
    let set = async |media: Value| shop.admin().put(&path).json(json!({ "media": media })).send().await;
    let list = set(json!([
        { "file_id": picture, "role": "picture", "texts": { "en": " Front ", "pl": "" } },
        { "file_id": sheet, "role": "document" },
    ]));
    let list = list.await.expect(200);
    assert_eq!(list["items"][0]["texts"], json!({ "en": "Front" }));
    assert_eq!(list["items"][1]["document_kind"], "other");
    assert_eq!(shop.admin().get(&path).send().await.expect(200), list);
    let long = "x".repeat(251);
    for (media, pointer, code) in [
        (json!([{ "file_id": theirs, "role": "document" }]), "/media/0/file_id", "catalog.unknown_file"),
        (json!([{ "file_id": uuid::Uuid::now_v7(), "role": "picture" }]), "/media/0/file_id", "catalog.unknown_file"),
        (
            json!([{ "file_id": sheet, "role": "document" }, { "file_id": sheet, "role": "document" }]),
            "/media/1/file_id",
            "catalog.file_twice",
        ),
        (json!([{ "file_id": sheet, "role": "picture" }]), "/media/0/role", "catalog.no_picture"),
        (
            json!([{ "file_id": picture, "role": "picture", "document_kind": "manual" }]),
            "/media/0/document_kind",
            "catalog.kind_of_picture",
        ),
        (
            json!([{ "file_id": picture, "role": "picture", "texts": { "de": "Bolzen" } }]),
            "/media/0/texts/de",
            "catalog.bad_language",
        ),
        (
            json!([{ "file_id": picture, "role": "picture", "texts": { "en": long } }]),
            "/media/0/texts/en",
            "catalog.too_long",
        ),
    ] {
        let problem = set(media).await.expect(422);
        assert_eq!(json!([problem["errors"][0]["pointer"], problem["errors"][0]["code"]]), json!([pointer, code]));
    }
    assert_eq!(shop.admin().get(&path).send().await.expect(200), list, "nothing half-written");
    let stale = json!({ "media": [], "version": 0 });
    shop.admin().put(&path).json(stale).send().await.problem(409, "catalog.stale");
    let turned = set(json!([
        { "file_id": second, "role": "picture" },
        { "file_id": picture, "role": "picture" },
    ]));
    let turned = turned.await.expect(200);
    assert_eq!(json!([turned["items"][0]["file_id"], turned["items"][1]["file_id"]]), json!([second, picture]));
    assert_eq!(set(json!([])).await.expect(200)["items"], json!([]));
}

async fn the_same_content_is_one_file(app: &'static TestApp) {
    let (shop, other) = (app.tenant().build().await, app.tenant().build().await);
    let first = upload(shop.admin(), "first.png", png(80, 40, "same")).await.expect(201);
    let again = upload(shop.admin(), "again.png", png(80, 40, "same")).await.expect(201);
    assert_eq!(first, again);
    assert_eq!(first["name"], "first.jpg");
    let theirs = upload(other.admin(), "theirs.png", png(80, 40, "same")).await.expect(201);
    assert_eq!(first["hash"], theirs["hash"]);
    assert_ne!(first["id"], theirs["id"], "tenants share nothing");
    let id = first["id"].as_str().unwrap();
    other.admin().get(format!("/api/v1/admin/files/{id}")).send().await.expect(404);
    other.admin().get(format!("/api/v1/admin/files/{id}/content")).send().await.expect(404);
    // The second content was not kept: the first one is still whole.
    let content = shop.admin().get(format!("/api/v1/admin/files/{id}/content")).send().await;
    assert_eq!((content.status, content.body.len() as u64), (200, first["bytes"].as_u64().unwrap()));
}

async fn only_who_may_upload_does(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").build().await;
    let clerk = shop.user("order_desk").await;
    upload(&clerk, "x.png", png(10, 10, "x")).await.problem(403, "auth.forbidden");
    clerk.put(media_path(&bolt.id)).json(json!({ "media": [] })).send().await.problem(403, "auth.forbidden");
    clerk.get(media_path(&bolt.id)).send().await.expect(200);
    let acme = shop.company("ACME").await;
    upload(&shop.buyer(&acme).await, "x.png", png(10, 10, "x")).await.problem(403, "auth.forbidden");
    upload(shop.guest(), "x.png", png(10, 10, "x")).await.expect(401);
}

async fn a_picture_can_be_asked_for_before_a_product_is_complete(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").build().await;
    let rules = json!({ "need_approval": false, "asks": ["name", "picture"] });
    shop.admin().put("/api/v1/admin/product-rules").json(rules).send().await.expect(200);
    let path = format!("/api/v1/admin/products/{}/publication", bolt.id);
    let missing = shop.admin().get(&path).send().await.expect(200)["completeness"][0].clone();
    assert_eq!(json!([missing["percent"], missing["missing"]]), json!([50, ["picture"]]));
    pictured(&shop, &bolt.id, "a bolt").await;
    let whole = shop.admin().get(&path).send().await.expect(200)["completeness"][0].clone();
    assert_eq!(json!([whole["percent"], whole["missing"]]), json!([100, []]));
}

async fn the_shop_shows_pictures_and_documents(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").build().await;
    shop.product("PLAIN").build().await;
    let webp = encoded(&drawn(500, 500, "<b>"), image::ImageFormat::WebP);
    let file = upload(shop.admin(), "a.webp", webp).await.expect(201);
    let sheet = upload_document(shop.admin(), "sheet").await.expect(201);
    let media = json!({ "media": [
        { "file_id": file["id"], "role": "picture", "texts": { "en": "<b>Bolt</b>" } },
        { "file_id": sheet["id"], "role": "document", "document_kind": "manual", "texts": { "en": "How to \"turn\" it" } },
    ] });
    shop.admin().put(media_path(&bolt.id)).json(media).send().await.expect(200);
    let picture = seen(shop.guest(), "BOLT", |product| product["pictures"] != json!([])).await["pictures"][0].clone();
    let page = shop.guest().get("/products/BOLT").send().await;
    page.expect(200);
    let html = page.text();
    let src = picture["src"].as_str().unwrap();
    for part in [src, "width=\"500\" height=\"500\"", "&lt;b&gt;Bolt&lt;/b&gt;", "Manual", "/document.pdf\" download"] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert!(!html.contains("<b>Bolt"));
    let list = shop.guest().get("/products").send().await;
    list.expect(200);
    assert!(list.text().contains(src), "{}", list.text());
    let plain = shop.guest().get("/products/PLAIN").send().await.text();
    assert!(
        plain.contains("tile-large") && !plain.contains("<img class=\"photo\""),
        "a product without a photo has a tile"
    );
}
