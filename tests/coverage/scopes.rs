//! How far people reach, route by route: whoever is kept to some companies, a territory, their own customers, a warehouse
//! or a legal entity sees nothing beyond it in any list or detail, and changes nothing there. The routes are printed.

use kontor_testkit::{Client, PASSWORD, Shop, TestApp, both, changes};
use kontor_web::MatrixRow;
use serde_json::{Value, json};

use super::{
    people,
    recipes::{Body, filled, is_write, parameters, recipe, with_body},
    scene::Scene,
    tenants::put,
};

both!(whoever_reaches_a_part_sees_and_changes_nothing_beyond_it_on_any_route);

/// Things of a customer, a warehouse and a legal entity that the people of this test do not reach.
struct Beyond {
    company: String,
    company_code: String,
    site: String,
    order: String,
    cart: String,
    shopping_list: String,
    minimum: String,
    freight_rule: String,
    hold: String,
    placement: String,
    membership: String,
    person: String,
    invitation: String,
    legal_entity: String,
    channel: String,
    acting: String,
    cost_centre: String,
    rule: String,
    budget: String,
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("no id in {value}")).to_owned()
}

/// A minimum and a special rule of the customer.
async fn freight(admin: &Client) -> (String, String) {
    let minimum = json!({ "company_code": "beyond-co", "measure": "quantity", "threshold": "0.1", "severity": "warn" });
    let minimum = admin.post("/api/v1/admin/freight/minimums").json(minimum).send().await.expect(201);
    let rule = json!({ "name": "beyond-rule", "company_code": "beyond-co", "effect": "offered" });
    let rule = admin.post("/api/v1/admin/freight/rules").json(rule).send().await.expect(201);
    (id(&minimum), id(&rule))
}

impl Beyond {
    async fn of(scene: &Scene) -> Self {
        let (shop, admin) = (&scene.shop, scene.shop.admin());
        let company =
            shop.company_with(json!({ "code": "beyond-co", "name": "beyond-name", "vat_id": "GB7BEYOND7" })).await;
        let site = json!({ "code": "beyond-site", "name": "beyond-site", "kind": "site", "parent_id": company.id });
        let site = shop.company_with(site).await;
        let email = shop.person("company_admin", Some(&company)).await;
        let buyer = shop.guest().sign_in(&email, PASSWORD).await;
        let session = buyer.get("/api/v1/session").send().await.expect(200);
        let lines = json!([{ "sku": scene.things.sku, "quantity": "1" }]);
        let order = json!({ "lines": lines, "po_number": "beyond-po" });
        let order = buyer.post("/api/v1/orders").json(order).send().await.expect(201);
        let cart = buyer.post("/api/v1/carts").json(json!({ "name": "beyond-cart" })).send().await.expect(201);
        let list = json!({ "name": "beyond-list", "lines": [{ "code": scene.things.sku }] });
        let list = buyer.post("/api/v1/shopping-lists").json(list).send().await.expect(201);
        buyer.post("/api/v1/api-tokens").json(json!({ "name": "beyond-token" })).send().await.expect(201);
        let (minimum, freight_rule) = freight(admin).await;
        let hold = json!({ "company_code": "beyond-co", "until": "2099-01-01T00:00:00Z", "note": "beyond-note",
            "lines": [{ "sku": scene.things.sku, "quantity": "1" }] });
        let hold = admin.post("/api/v1/admin/stock/holds").json(hold).send().await.expect(201);
        let area = json!({ "code": "other-area", "name": "Other area" });
        let area = id(&admin.post("/api/v1/admin/territories").json(area).send().await.expect(201));
        let path = format!("/api/v1/admin/territories/{area}/placements");
        let placement = admin.post(path).json(json!({ "company_id": company.id })).send().await.expect(201);
        let warehouse = json!({ "code": "beyond-wh", "name": "beyond-warehouse" });
        admin.post("/api/v1/admin/warehouses").json(warehouse).send().await.expect(201);
        let levels = json!({ "levels": [{ "sku": scene.things.sku, "warehouse_code": "beyond-wh", "on_hand": "7" }] });
        admin.put("/api/v1/admin/stock").json(levels).send().await.expect(200);
        let member = session["persona"]["membership_id"].as_str().unwrap();
        let [cost_centre, rule, budget] = approvals(admin, &company.id, member).await;
        let entity = json!({ "code": "beyond-le", "name": "beyond-entity", "country": "GB", "currency": "GBP",
            "time_zone": "Europe/London" });
        let entity = id(&admin.post("/api/v1/admin/legal-entities").json(entity).send().await.expect(201));
        let channel = json!({ "code": "beyond-ch", "legal_entity_id": entity, "currency": "GBP" });
        let channel = admin.post("/api/v1/admin/channels").json(channel).send().await.expect(201);
        Self {
            site: site.id,
            order: id(&order),
            cart: id(&cart),
            shopping_list: id(&list),
            minimum,
            freight_rule,
            hold: id(&hold),
            placement: id(&placement),
            cost_centre,
            rule,
            budget,
            membership: session["persona"]["membership_id"].as_str().unwrap().to_owned(),
            person: session["user"]["id"].as_str().unwrap().to_owned(),
            invitation: invitation(shop, &company.id).await,
            acting: people::acting(shop, &company.id).await,
            legal_entity: entity,
            channel: id(&channel),
            company: company.id,
            company_code: company.code,
        }
    }

    /// What betrays a customer beyond the reach.
    fn of_customer(&self) -> Vec<String> {
        let words = [
            "beyond-centre",
            "beyond-rule",
            "beyond-budget",
            "beyond-co",
            "beyond-name",
            "beyond-site",
            "GB7BEYOND7",
            "beyond-po",
            "beyond-token",
            "beyond-note",
        ];
        let ids =
            [&self.company, &self.site, &self.order, &self.cart, &self.minimum, &self.placement, &self.invitation];
        let more = [
            &self.membership,
            &self.person,
            &self.acting,
            &self.hold,
            &self.shopping_list,
            &self.rule,
            &self.freight_rule,
        ];
        words.map(str::to_owned).into_iter().chain(ids.into_iter().chain(more).cloned()).collect()
    }

    /// The thing beyond the reach that a route's parameter could name.
    fn thing(&self, path: &str) -> Option<&String> {
        Some(match path {
            path if path.starts_with("/api/v1/admin/acting/{id}") => &self.acting,
            path if path.starts_with("/api/v1/admin/companies/{id}") => &self.company,
            path if path.starts_with("/api/v1/company/sites/{id}") => &self.site,
            path if path.starts_with("/api/v1/admin/orders/{id}") => &self.order,
            path if path.starts_with("/api/v1/orders/{id}") => &self.order,
            path if path.starts_with("/api/v1/carts/{id}") => &self.cart,
            path if path.starts_with("/api/v1/shopping-lists/{id}") => &self.shopping_list,
            path if path.starts_with("/api/v1/admin/freight/minimums/{id}") => &self.minimum,
            path if path.starts_with("/api/v1/admin/freight/rules/{id}") => &self.freight_rule,
            path if path.starts_with("/api/v1/admin/stock/holds/{id}") => &self.hold,
            path if path.starts_with("/api/v1/admin/approvals/cost-centres/{id}") => &self.cost_centre,
            path if path.starts_with("/api/v1/admin/approvals/rules/{id}") => &self.rule,
            path if path.starts_with("/api/v1/admin/approvals/budgets/{id}") => &self.budget,
            path if path.starts_with("/api/v1/admin/placements/{id}") => &self.placement,
            path if path.starts_with("/api/v1/admin/memberships/{id}") => &self.membership,
            path if path.starts_with("/api/v1/admin/people/{id}") => &self.person,
            path if path.starts_with("/api/v1/admin/invitations/{id}") => &self.invitation,
            path if path.starts_with("/orders/{id}") => &self.order,
            _ => return None,
        })
    }
}

/// A cost centre, a rule and a budget of a customer.
async fn approvals(admin: &Client, company: &str, member: &str) -> [String; 3] {
    let made = async |what: &str, body: Value| {
        let made = admin.post(format!("/api/v1/admin/approvals/{what}")).json(body).send().await.expect(201);
        id(&made)
    };
    let centre = json!({ "company_id": company, "code": "beyond-centre", "name": "beyond-centre" });
    let rule = json!({ "company_id": company, "name": "beyond-rule", "currency": "GBP",
        "when": { "above": "1000000" }, "steps": [{ "approvers": [{ "membership_id": member }] }] });
    let budget = json!({ "company_id": company, "name": "beyond-budget", "period": "year", "amount": "1000000",
        "currency": "GBP", "at_limit": "warn" });
    [made("cost-centres", centre).await, made("rules", rule).await, made("budgets", budget).await]
}

async fn invitation(shop: &Shop, company: &str) -> String {
    let roles = shop.admin().get("/api/v1/admin/roles").send().await.expect(200);
    let buyer = roles["items"].as_array().unwrap().iter().find(|role| role["code"] == "buyer").unwrap();
    let body = json!({ "email": "beyond@invited.example", "role_id": buyer["id"], "company_id": company });
    id(&shop.admin().post("/api/v1/admin/invitations").json(body).send().await.expect(201))
}

/// Somebody who reaches a part, and what must not be seen.
struct Persona {
    name: &'static str,
    client: Client,
    canaries: Vec<String>,
    is_kept_to_companies: bool,
}

async fn personas(scene: &Scene, beyond: &Beyond) -> Vec<Persona> {
    let (shop, things) = (&scene.shop, &scene.things);
    let own = shop.scoped_user("administrator", json!({ "own_customers": true })).await;
    let manager = json!({ "account_manager_id": shop.membership_of(&own).await });
    shop.admin().patch(format!("/api/v1/admin/companies/{}", things.company)).json(manager).send().await.expect(200);
    let of_customers =
        |name, client| Persona { name, client, canaries: beyond.of_customer(), is_kept_to_companies: true };
    let warehouses = shop.admin().get("/api/v1/admin/warehouses").send().await.expect(200);
    let warehouse = warehouses["items"].as_array().unwrap().iter().find(|row| row["code"] == things.warehouse_code);
    let entities = shop.admin().get("/api/v1/admin/legal-entities").send().await.expect(200);
    let main = &entities["items"][0]["id"];
    let scoped = async |scopes: Value| shop.scoped_user("administrator", scopes).await;
    vec![
        of_customers("companies", scoped(json!({ "companies": [things.company] })).await),
        of_customers("territory", scoped(json!({ "territories": [things.places.territory] })).await),
        of_customers("own customers", own),
        Persona {
            name: "warehouse",
            client: scoped(json!({ "warehouses": [warehouse.unwrap()["id"]] })).await,
            canaries: vec!["beyond-wh".to_owned(), "beyond-warehouse".to_owned()],
            is_kept_to_companies: false,
        },
        Persona {
            name: "legal entity",
            client: scoped(json!({ "legal_entities": [main] })).await,
            canaries: ["beyond-le", "beyond-entity", "beyond-ch", &beyond.legal_entity, &beyond.channel]
                .map(str::to_owned)
                .to_vec(),
            is_kept_to_companies: false,
        },
        Persona {
            name: "another legal entity",
            client: scoped(json!({ "legal_entities": [beyond.legal_entity] })).await,
            canaries: vec![things.order.clone(), beyond.order.clone(), "beyond-po".to_owned()],
            is_kept_to_companies: false,
        },
    ]
}

async fn whoever_reaches_a_part_sees_and_changes_nothing_beyond_it_on_any_route(app: &'static TestApp) {
    let scene = Scene::new(app, "within").await;
    let beyond = Beyond::of(&scene).await;
    let (mut lines, mut read, mut refused) = (Vec::new(), 0, 0);
    for persona in personas(&scene, &beyond).await {
        sees_what_is_its_own(&scene, &persona).await;
        for row in app.parts().registry.matrix().iter().filter(|row| row.access.permission().is_some()) {
            let label = format!("{}: {} {}", persona.name, row.method, row.path);
            if is_write(row) {
                if persona.is_kept_to_companies && row.path.starts_with("/api") {
                    refused += changes_nothing(app, &scene, &beyond, &persona, row, &label).await;
                }
                continue;
            }
            let verdict = reads_nothing(&scene, &beyond, &persona, row, &label).await;
            read += 1;
            lines.push(format!("{label} {verdict}"));
        }
    }
    println!("{}\n{read} readings and {refused} changes stayed within", lines.join("\n"));
    assert!(read > 150 && refused > 40, "{read} {refused}");
}

/// Without it the test would pass for somebody who sees nothing at all.
async fn sees_what_is_its_own(scene: &Scene, persona: &Persona) {
    if persona.is_kept_to_companies {
        let list = persona.client.get("/api/v1/admin/companies").send().await;
        assert!(list.text().contains(&scene.things.company_code), "{}: {}", persona.name, list.text());
        let orders = persona.client.get("/api/v1/admin/orders?limit=200").send().await;
        assert!(orders.text().contains(&scene.things.order), "{}: {}", persona.name, orders.text());
    }
}

async fn reads_nothing(
    scene: &Scene,
    beyond: &Beyond,
    persona: &Persona,
    row: &MatrixRow,
    label: &str,
) -> &'static str {
    let mut paths = vec![filled(scene, row.path)];
    if parameters(row.path).is_empty() && row.path.starts_with("/api") {
        paths.push(format!("{}?q=beyond", row.path));
    }
    for path in paths {
        let reply = persona.client.get(&path).send().await;
        assert!(reply.status < 500, "{label}: {}", reply.text());
        if row.is_whole_tenant {
            reply.problem(403, "auth.narrow_reach");
        }
        let text = reply.text();
        for canary in &persona.canaries {
            // A page that refuses still names the address that was asked for.
            let is_echo = path.contains(canary.as_str()) && matches!(reply.status, 403 | 404);
            assert!(is_echo || !text.contains(canary.as_str()), "{label} shows {canary} at {path}: {text}");
        }
    }
    if let Some(thing) = beyond.thing(row.path).filter(|_| persona.is_kept_to_companies) {
        let reply = persona.client.get(row.path.replace("{id}", thing)).send().await;
        assert!(matches!(reply.status, 403 | 404), "{label}: {} {}", reply.status, reply.text());
        return "and not by id";
    }
    if row.is_whole_tenant { "whole tenant only" } else { "" }
}

/// The route's own request, aimed at what lies beyond, by path and by every field that names a company.
async fn changes_nothing(
    app: &'static TestApp,
    scene: &Scene,
    beyond: &Beyond,
    persona: &Persona,
    row: &MatrixRow,
    label: &str,
) -> usize {
    let mut aimed = Vec::new();
    if let Some(thing) = beyond.thing(row.path) {
        let body = recipe(scene, row).await.body;
        aimed.push((row.path.replace("{id}", thing).replace("{line_id}", thing), body));
    }
    let named =
        [("company_id", &beyond.company), ("company_code", &beyond.company_code), ("company_ids", &beyond.company)];
    let parent = (!row.path.contains("/territories")).then_some(("parent_id", &beyond.company));
    for (field, value) in named.into_iter().chain(parent) {
        let recipe = recipe(scene, row).await;
        let Body::Json(mut body) = recipe.body else { continue };
        if body.get(field).is_some() && put(&mut body, field, value) {
            aimed.push((recipe.path, Body::Json(body)));
        }
    }
    let mut raw = app.raw().await;
    let count = aimed.len();
    for (path, body) in aimed {
        let before = raw.rows_of(scene.shop.id()).await;
        let reply = with_body(persona.client.request(row.method.clone(), path), &body).send().await;
        assert!(matches!(reply.status, 400..=499), "{label} answers {}: {}", reply.status, reply.text());
        let changed = changes(&before, &raw.rows_of(scene.shop.id()).await);
        // That somebody was there is written down a little later.
        let changed: Vec<_> = changed.iter().filter(|row| !row.starts_with("identity_sessions")).collect();
        assert!(changed.is_empty(), "{label} changes {changed:?}");
    }
    count
}
