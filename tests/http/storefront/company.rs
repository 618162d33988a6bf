//! The pages of a company: its data with the tenant's own fields, and its divisions and sites.
//! Whatever the shop alone decides is shown and not asked for.

use kontor_testkit::{TestApp, both};
use serde_json::json;

use super::{page, send, shown, way};

both!(
    a_site_is_renamed_and_moved_on_a_page_of_its_own,
    a_private_person_has_details_and_no_sites,
    a_company_keeps_the_tenants_own_fields_by_their_labels,
);

fn address<'a>(name: &'a str, street: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("name", name),
        ("address.street", street),
        ("address.postal_code", "E2"),
        ("address.city", "London"),
        ("address.country", "GB"),
    ]
}

async fn a_site_is_renamed_and_moved_on_a_page_of_its_own(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let (chief, clerk) = (shop.member("company_admin", &company).await, shop.member("viewer", &company).await);
    let new = json!({ "name": "Depot", "kind": "site", "address": { "street": "2 Dock", "country": "GB" } });
    let site = chief.post("/api/v1/company/sites").json(new).send().await.expect(201);
    let path = format!("/company/sites/{}", site["id"].as_str().unwrap());
    assert!(shown(&chief, "/company").await.contains(&format!("href=\"{path}\"")));
    assert!(shown(&chief, &path).await.contains("value=\"2 Dock\""));
    assert_eq!(page(&clerk, &path).await.status, 403);
    assert_eq!(page(&chief, &format!("/company/sites/{}", company.id)).await.status, 404);
    let empty = send(&chief, &path, &address("", "9 Quay")).await;
    assert!(empty.status == 422 && empty.text().contains("value=\"9 Quay\""), "{}", empty.text());
    assert_eq!(way(&send(&chief, &path, &address("North depot", "9 Quay")).await), "/company");
    let tree = chief.get("/api/v1/company/tree").send().await.expect(200);
    let moved = tree["items"].as_array().unwrap().iter().find(|node| node["id"] == site["id"]).unwrap();
    assert_eq!((&moved["name"], &moved["address"]["street"]), (&json!("North depot"), &json!("9 Quay")));
}

async fn a_private_person_has_details_and_no_sites(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let person = shop.company_with(json!({ "code": "P-1", "kind": "consumer", "name": "Nora" })).await;
    let nora = shop.member("company_admin", &person).await;
    let page = shown(&nora, "/company").await;
    assert!(page.contains("Change your details") && !page.contains("New division or site"), "{page}");
    assert_eq!(way(&send(&nora, "/company", &address("Nora New", "1 Lane")).await), "/company");
    let own = nora.get("/api/v1/company").send().await.expect(200);
    assert_eq!((&own["name"], &own["address"]["street"]), (&json!("Nora New"), &json!("1 Lane")));
}

async fn a_company_keeps_the_tenants_own_fields_by_their_labels(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for (code, label, kind, is_public) in
        [("fleet", "Vans", "number", true), ("certified", "Certified", "flag", true), ("risk", "Risk", "text", false)]
    {
        let labels = json!({ "en": label });
        let body = json!({ "thing": "company", "code": code, "kind": kind, "labels": labels, "is_public": is_public });
        shop.admin().post("/api/v1/admin/attributes").json(body).send().await.expect(201);
    }
    let chief = shop.member("company_admin", &shop.company("ACME").await).await;
    let mut fields = address("Acme", "1 Quay").to_vec();
    fields.extend([("attributes.fleet", "12"), ("attributes.certified", "yes")]);
    assert_eq!(way(&send(&chief, "/company", &fields).await), "/company");
    let page = shown(&chief, "/company").await;
    assert!(page.contains("<dt>Vans</dt><dd>12</dd>") && page.contains("<dt>Certified</dt><dd>yes</dd>"), "{page}");
    assert!(!page.contains("Risk"));
    fields.retain(|(name, _)| *name != "attributes.fleet");
    fields.push(("attributes.fleet", "many"));
    let wrong = send(&chief, "/company", &fields).await;
    assert!(wrong.status == 422 && wrong.text().contains("id=\"e-attributes.fleet\""), "{}", wrong.text());
}
