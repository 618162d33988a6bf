//! Recipes and things of approvals: what a company sets, and an order that waits for its administrator.
//! Rules are about the orders of one person only, so that nobody else's wait.

use kontor_testkit::{Client, Company, Shop};
use kontor_web::MatrixRow;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    recipes::{Body, Recipe, fresh},
    scene::{Scene, Things},
};

/// Ids and codes of one of each.
pub(crate) struct Approvals {
    pub(crate) cost_centre: String,
    pub(crate) cost_centre_code: String,
    pub(crate) rule: String,
    pub(crate) budget: String,
    pub(crate) substitute: String,
    pub(crate) request: String,
    /// Whose orders wait.
    pub(crate) asker: Client,
    asking: String,
    /// Who approves them.
    administrators: String,
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("no id in {value}")).to_owned()
}

async fn made(client: &Client, path: &str, body: Value) -> String {
    id(&client.post(path).json(body).send().await.expect(201))
}

/// Whether a route is one of these.
pub(crate) fn is_of_approvals(path: &str) -> bool {
    let own = ["cost-centres", "approval-rules", "budgets", "substitutes"];
    path.starts_with("/api/v1/approvals")
        || path.starts_with("/api/v1/admin/approvals")
        || own.iter().any(|name| path.starts_with(&format!("/api/v1/company/{name}")))
}

impl Approvals {
    /// One of each, of a company whose administrator is the buyer.
    pub(crate) async fn of(shop: &Shop, word: &str, buyer: &Client, company: &Company, sku: &str) -> Self {
        shop.switch("approvals", true).await;
        let asker = shop.member("buyer", company).await;
        let roles = shop.admin().get("/api/v1/admin/roles").send().await.expect(200);
        let is_administrators = |role: &&Value| role["code"] == "company_admin";
        let administrators = roles["items"].as_array().unwrap().iter().find(is_administrators);
        let mut own = Self {
            cost_centre: String::new(),
            cost_centre_code: format!("{word}-centre"),
            rule: String::new(),
            budget: String::new(),
            substitute: String::new(),
            request: Uuid::now_v7().to_string(),
            asking: shop.membership_of(&asker).await,
            administrators: id(administrators.unwrap()),
            asker,
        };
        let centre = json!({ "code": own.cost_centre_code, "name": word });
        own.cost_centre = made(buyer, "/api/v1/company/cost-centres", centre).await;
        own.rule = made(buyer, "/api/v1/company/approval-rules", own.new_rule(None, None, None)).await;
        own.budget = made(buyer, "/api/v1/company/budgets", own.new_budget(None, None)).await;
        let substitute = own.new_substitute(&shop.membership_of(buyer).await);
        own.substitute = made(buyer, "/api/v1/company/substitutes", substitute).await;
        own.request = own.waiting(buyer, sku).await.unwrap_or(own.request);
        own
    }

    /// An order that waits for the administrator; none where the order engine asks for nobody's approval.
    async fn waiting(&self, buyer: &Client, sku: &str) -> Option<String> {
        let order = json!({ "lines": [{ "sku": sku, "quantity": "1" }] });
        self.asker.post("/api/v1/orders").json(order).send().await.expect(201);
        let waiting = buyer.get("/api/v1/approvals").send().await.expect(200);
        Some(waiting["items"].as_array()?.last()?["id"].as_str()?.to_owned())
    }

    fn new_rule(&self, company: Option<&str>, category: Option<&str>, centre: Option<&str>) -> Value {
        let approver = json!({ "role_id": self.administrators });
        json!({ "company_id": company, "name": fresh(), "currency": "GBP", "position": 1, "is_inherited": true,
            "ceiling_covers": true, "when": { "above": "0.01", "categories": category.into_iter().collect::<Vec<_>>(),
            "cost_centres": centre.into_iter().collect::<Vec<_>>(), "role_ids": [], "membership_ids": [self.asking],
            "above_ceiling": false }, "steps": [{ "approvers": [approver], "needs": "any", "up_to": null,
            "escalate_after_hours": 8, "escalate_to": [approver] }] })
    }

    fn new_budget(&self, company: Option<&str>, centre: Option<&str>) -> Value {
        json!({ "company_id": company, "name": fresh(), "is_inherited": true, "cost_centre": centre,
            "membership_id": null, "period": "range", "from": "2026-01-01", "to": "2099-12-31", "amount": "1000000",
            "currency": "GBP", "at_limit": "warn", "approvers": [{ "role_id": self.administrators }] })
    }

    fn new_substitute(&self, substitute: &str) -> Value {
        json!({ "membership_id": self.asking, "substitute_id": substitute, "from": "2026-01-01", "to": "2099-12-31" })
    }
}

/// The thing that a parameter of these routes names.
pub(crate) fn thing(things: &Things, path: &str, name: &str) -> Option<String> {
    let own = &things.approvals;
    let is_of = |part: &str| name == "id" && path.contains(part);
    let known = match path {
        path if !is_of_approvals(path) => return None,
        _ if is_of("/cost-centres/") => &own.cost_centre,
        _ if is_of("/approval-rules/") || is_of("/approvals/rules/") => &own.rule,
        _ if is_of("/budgets/") => &own.budget,
        _ if is_of("/substitutes/") => &own.substitute,
        _ if is_of("/approvals/") => &own.request,
        _ => return None,
    };
    Some(known.clone())
}

/// The recipe of a writing route among these.
pub(crate) async fn recipe(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (own, path) = (&scene.things.approvals, row.path);
    let is_staffs = path.starts_with("/api/v1/admin");
    let asks = if is_staffs { scene.shop.admin() } else { &scene.buyer };
    let company = Some(scene.things.company.as_str());
    let what = path.trim_end_matches("/{id}");
    let new = match what.rsplit('/').next()? {
        "cost-centres" => json!({ "company_id": company, "code": fresh(), "name": "New", "is_inherited": true,
            "membership_ids": [own.asking] }),
        "approval-rules" | "rules" => own.new_rule(company, Some(&scene.things.category), Some(&own.cost_centre_code)),
        "budgets" => own.new_budget(company, Some(&own.cost_centre_code)),
        "substitutes" => own.new_substitute(&scene.things.membership),
        "approve" | "reject" => {
            let request = own.waiting(&scene.buyer, &scene.things.sku).await.unwrap_or_else(|| own.request.clone());
            let body = if path.ends_with("/approve") { json!({ "comment": "x" }) } else { json!({ "reason": "x" }) };
            return Some(Recipe::new(path.replace("{id}", &request), Body::Json(body)));
        }
        _ => return None,
    };
    if row.method.as_str() == "POST" {
        return Some(Recipe::new(path, Body::Json(new)));
    }
    let path = path.replace("{id}", &made(asks, what, new.clone()).await);
    let body = match row.method.as_str() {
        "PATCH" => Body::Json(json!({ "name": fresh(), "is_inherited": false, "membership_ids": [own.asking],
            "archived": false })),
        "PUT" => {
            let mut changed = new;
            changed["name"] = json!(fresh());
            Body::Json(changed)
        }
        _ => Body::None,
    };
    Some(Recipe::new(path, body))
}
