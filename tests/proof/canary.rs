//! Promise 12: a word that stands in every field of one tenant turns up nowhere in another one: not in lists, searches,
//! exports and pages, not in mails, not in what is kept or published for it.

use kontor_testkit::{Database, Raw, Server, ServerSpec, TestApp, both};
use kontor_web::{Access, MatrixRow};
use serde_json::json;

use crate::coverage::{
    recipes::{asker, filled, is_write, recipe, with_body},
    scene::Scene,
};

both!(a_word_of_one_tenant_turns_up_nowhere_in_another_one);

const CANARY: &str = "zyxcanary";

async fn a_word_of_one_tenant_turns_up_nowhere_in_another_one(app: &'static TestApp) {
    let (own, other) = (Scene::new(app, "own").await, Scene::new(app, CANARY).await);
    let mut raw = app.raw().await;
    let theirs = format!("{:?}", raw.rows_of(other.shop.id()).await);
    let fields = theirs.matches(CANARY).count();
    assert!(fields > 30, "the word stands in {fields} places only");
    let mut asked = 0;
    let of_tenants = |row: &&MatrixRow| !is_write(row) && row.access != Access::Operator;
    for row in app.parts().registry.matrix().iter().filter(of_tenants) {
        let path = filled(&own, row.path);
        let mut paths = vec![path.clone()];
        // A search by the word itself; pages repeat what was typed, so they are asked without it.
        paths.extend(row.path.starts_with("/api").then(|| format!("{path}?q={CANARY}")));
        for client in [asker(&own, row), own.shop.admin(), own.shop.guest()] {
            for path in &paths {
                let reply = client.get(path).send().await;
                let is_refused = reply.status == 400;
                assert!(is_refused || !reply.text().contains(CANARY), "{path} shows it: {}", reply.text());
                asked += 1;
            }
        }
    }
    for row in app.parts().registry.matrix().iter().filter(|row| is_write(row) && row.access != Access::Operator) {
        let recipe = recipe(&own, row).await;
        let client = recipe.client.clone().unwrap_or_else(|| asker(&own, row).clone());
        let reply = with_body(client.request(row.method.clone(), recipe.path), &recipe.body).send().await;
        assert!(!reply.text().contains(CANARY), "{} {} answers with it: {}", row.method, row.path, reply.text());
        asked += 1;
    }
    let ours = format!("{:?}", raw.rows_of(own.shop.id()).await);
    assert!(!ours.contains(CANARY), "it stands in what is kept or published for the other tenant");
    let outgoing = raw.literal(&own.shop.id().to_string());
    let written = format!("SELECT html FROM messages_contents WHERE tenant_id = {outgoing}");
    assert!(raw.texts(&written).await.iter().all(|text| !text.contains(CANARY)), "it stands in a mail");
    let received = app.mail().to_whom(own.shop.code());
    assert!(received.len() > 3, "{} mails", received.len());
    for mail in &received {
        let text = [mail.subject(), mail.text(), mail.html(), mail.headers().join("\n")].concat();
        assert!(!text.contains(CANARY), "it stands in a mail that was received: {text}");
    }
    println!("{asked} answers, and everything that is kept, hold no {CANARY}, which stands in {fields} other places");
    columns_without_it(app, &mut raw, &other).await;
}

/// Text that the scene leaves without the word: each column is listed, so that a new one is seen, and filled if it can be.
async fn columns_without_it(app: &TestApp, raw: &mut Raw, other: &Scene) {
    let records = raw.records_of(other.shop.id()).await;
    let has_it = |table: &str, column: &str| {
        let rows = records.get(table).into_iter().flatten();
        rows.filter_map(|row| row.get(column)).any(|value| value.to_string().contains(CANARY))
    };
    let all = raw.text_columns().await;
    let kept = all.iter().filter_map(|name| name.split_once('.')).filter(|(table, _)| records.contains_key(*table));
    let (with, without): (Vec<_>, Vec<_>) = kept.partition(|(table, column)| has_it(table, column));
    let names: Vec<String> = without.iter().map(|(table, column)| format!("{table}.{column}")).collect();
    println!("{} columns of text hold the word, {} do not", with.len(), names.len());
    if app.database() == Database::Sqlite {
        insta::assert_snapshot!("columns_without_the_word", names.join("\n"));
    }
}

/// What is said in a tenant stands in no line of the server's log, whether it was taken or refused.
async fn what_tenants_say_is_not_logged(database: Database) {
    let server = Server::start(ServerSpec { database, env: &[("KONTOR_LOG", "info,kontor=debug")] }).await;
    let (admin, word) = (server.admin().await, |what: &str| format!("{CANARY}-{what}"));
    let product = json!({ "sku": word("sku"), "name": word("name") });
    admin.post("/api/v1/admin/products").json(product.clone()).send().await.expect(201);
    let address = json!({ "name": CANARY, "street": CANARY, "postal_code": "E1", "city": CANARY, "country": "GB" });
    let company = json!({ "code": word("co"), "name": CANARY, "country": "GB", "address": address });
    admin.post("/api/v1/admin/companies").json(company.clone()).send().await.expect(201);
    let refused = [
        admin.post("/api/v1/admin/products").json(product),
        admin.post("/api/v1/admin/companies").json(company),
        admin.post("/api/v1/admin/companies").json(json!({ CANARY: CANARY })),
        admin.post("/api/v1/admin/orders").json(json!({ "company_code": word("none"), "lines": [] })),
        admin.get(format!("/api/v1/admin/products?q={CANARY}&{CANARY}={CANARY}")),
        admin.get("/api/v1/admin/products").header("x-csrf-token", CANARY),
        server
            .guest()
            .post("/api/v1/session")
            .json(json!({ "email": word("a@b.example"), "password": word("secret") })),
        server.guest().post("/api/v1/password-resets").json(json!({ "email": word("a@b.example") })),
        server.guest().put(format!("/api/v1/password-resets/{CANARY}")).json(json!({ "password": word("secret") })),
        server.guest().get("/api/v1/products").header("cookie", format!("kontor_session={CANARY}")),
        server.guest().get("/api/v1/products").header("authorization", format!("Bearer kt_{CANARY}")),
        admin
            .post("/api/v1/admin/imports?kind=products")
            .body("text/csv", format!("sku,{CANARY}\n{CANARY},{CANARY}\n")),
    ];
    for request in refused {
        assert!(request.send().await.status < 500);
    }
    let log = server.log();
    assert!(log.lines().count() > 5, "the log is empty, so that nothing is proved: {log}");
    let told: Vec<&str> = log.lines().filter(|line| line.contains(CANARY)).collect();
    assert_eq!(told, [""; 0]);
}

mod logged {
    use super::what_tenants_say_is_not_logged;

    kontor_testkit::on_both!(what_tenants_say_is_not_logged);
}
