//! What companies set for their own people: cost centres, rules and budgets, by their administrators or by staff.
//! Where the module is off, nothing tells that it exists.

use kontor_testkit::{Client, Company, Shop, TestApp, both, redacted};
use serde_json::{Value, json};

both!(
    an_administrator_sets_cost_centres_rules_and_budgets_and_a_buyer_sees_them,
    staff_set_them_for_a_customer,
    what_makes_no_sense_is_refused_at_the_field,
    what_another_company_has_set_is_not_found,
    a_code_is_taken_once_and_a_cost_centre_with_a_budget_stays,
    an_archived_rule_and_budget_are_gone_from_the_lists,
    an_approver_names_a_substitute_for_themselves_and_an_administrator_for_others,
    without_the_module_there_are_no_routes,
    a_refusal_is_said_in_the_readers_language,
);

const CENTRES: &str = "/api/v1/company/cost-centres";
const RULES: &str = "/api/v1/company/approval-rules";
const BUDGETS: &str = "/api/v1/company/budgets";
const SUBSTITUTES: &str = "/api/v1/company/substitutes";
const ADMIN: &str = "/api/v1/admin/approvals";

/// A company with an administrator and a buyer.
struct Firm {
    shop: Shop,
    company: Company,
    chief: Client,
    buyer: Client,
    role: Value,
}

async fn firm(app: &'static TestApp) -> Firm {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    shop.switch("approvals", true).await;
    let company = shop.company("ACME").await;
    let (chief, buyer) = (shop.member("company_admin", &company).await, shop.buyer(&company).await);
    let roles = shop.admin().get("/api/v1/admin/roles").send().await.expect(200);
    let role = roles["items"].as_array().unwrap().iter().find(|role| role["code"] == "company_admin");
    let role = role.unwrap()["id"].clone();
    Firm { shop, company, chief, buyer, role }
}

impl Firm {
    fn rule(&self) -> Value {
        json!({ "name": "Purchases", "currency": "GBP", "when": { "above": "500" },
            "steps": [{ "approvers": [{ "role_id": self.role }], "up_to": "5000" },
                { "approvers": [{ "role_id": self.role }], "needs": "all" }] })
    }

    fn budget(&self) -> Value {
        json!({ "name": "Tools", "period": "year", "amount": "1200", "currency": "GBP", "at_limit": "require_approval",
            "approvers": [{ "role_id": self.role }] })
    }
}

async fn made(client: &Client, path: &str, body: Value) -> Value {
    client.post(path).json(body).send().await.expect(201)
}

async fn an_administrator_sets_cost_centres_rules_and_budgets_and_a_buyer_sees_them(app: &'static TestApp) {
    let firm = firm(app).await;
    let (chief, buyer) = (&firm.chief, &firm.buyer);
    let own = firm.shop.membership_of(chief).await;
    let centre = json!({ "code": "IT-1", "name": "Computers", "membership_ids": [own] });
    insta::assert_json_snapshot!("a_new_cost_centre", redacted(made(chief, CENTRES, centre).await));
    made(chief, CENTRES, json!({ "code": "GEN", "name": "General" })).await;
    let mine = async |client: &Client| {
        let mine = client.get(format!("{CENTRES}/mine")).send().await.expect(200);
        mine["items"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((mine(chief).await, mine(buyer).await), (vec![json!("GEN"), json!("IT-1")], vec![json!("GEN")]));
    insta::assert_json_snapshot!("a_new_rule", redacted(made(chief, RULES, firm.rule()).await));
    let mut budget = firm.budget();
    budget["cost_centre"] = json!("it-1");
    insta::assert_json_snapshot!("a_new_budget", redacted(made(chief, BUDGETS, budget).await));
    for path in [CENTRES, RULES, BUDGETS] {
        let list = buyer.get(path).send().await.expect(200);
        assert!(!list["items"].as_array().unwrap().is_empty(), "{path}");
        buyer.post(path).json(json!({})).send().await.problem(403, "auth.forbidden");
    }
    assert_eq!(buyer.get("/api/v1/approvals").send().await.expect(200)["items"], json!([]));
    buyer.get("/api/v1/approvals?show=all").send().await.problem(403, "auth.forbidden");
}

async fn staff_set_them_for_a_customer(app: &'static TestApp) {
    let firm = firm(app).await;
    let desk = firm.shop.user("order_desk").await;
    let of = |mut body: Value| {
        body["company_id"] = json!(firm.company.id);
        body
    };
    made(&desk, &format!("{ADMIN}/cost-centres"), of(json!({ "code": "IT-1", "name": "Computers" }))).await;
    let rule = made(&desk, &format!("{ADMIN}/rules"), of(firm.rule())).await;
    made(&desk, &format!("{ADMIN}/budgets"), of(firm.budget())).await;
    let unsaid = desk.post(format!("{ADMIN}/rules")).json(firm.rule()).send().await;
    assert_eq!(unsaid.problem(422, "approvals.company_needed")["errors"][0]["pointer"], "/company_id");
    let seen = firm.chief.get(RULES).send().await.expect(200);
    assert_eq!(seen["items"][0]["id"], rule["id"]);
    let mut changed = firm.rule();
    changed["name"] = json!("Larger purchases");
    let path = format!("{ADMIN}/rules/{}", rule["id"].as_str().unwrap());
    assert_eq!(desk.put(path).json(changed).send().await.expect(200)["name"], "Larger purchases");
    let listed = desk.get(format!("{ADMIN}/budgets?company_id={}", firm.company.id)).send().await.expect(200);
    let current = &listed["items"][0]["current"];
    assert_eq!((&current["taken"], &current["left"]), (&json!("0.00"), &json!("1200.00")));
    assert_eq!(desk.get(format!("{ADMIN}/requests")).send().await.expect(200)["items"], json!([]));
    firm.shop.user("warehouse").await.get(format!("{ADMIN}/rules")).send().await.problem(403, "auth.forbidden");
}

async fn what_makes_no_sense_is_refused_at_the_field(app: &'static TestApp) {
    let firm = firm(app).await;
    let check = async |path: &str, body: Value, code: &str, pointer: &str| {
        let problem = firm.chief.post(path).json(body).send().await.problem(422, code);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    };
    let nobody = "0192f5a0-0000-7000-8000-000000000000";
    let with = |mut body: Value, at: &str, value: Value| {
        *body.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value;
        body
    };
    check(CENTRES, json!({ "code": " ", "name": "x" }), "approvals.bad_text", "/code").await;
    let stranger = json!({ "code": "A", "name": "x", "membership_ids": [nobody] });
    check(CENTRES, stranger, "approvals.no_such_person", "/membership_ids/0").await;
    for (at, value, code, pointer) in [
        ("/name", json!(""), "approvals.bad_text", "/name"),
        ("/when/above", json!("-1"), "approvals.bad_amount", "/when/above"),
        ("/when/above", json!("1.234"), "approvals.bad_amount", "/when/above"),
        ("/when", json!({ "categories": ["none"] }), "approvals.no_such_category", "/when/categories/0"),
        ("/when", json!({ "cost_centres": ["none"] }), "approvals.unknown_cost_centre", "/when/cost_centres/0"),
        ("/when", json!({ "role_ids": [nobody] }), "approvals.no_such_role", "/when/role_ids/0"),
        ("/when", json!({ "membership_ids": [nobody] }), "approvals.no_such_person", "/when/membership_ids/0"),
        ("/steps", json!([]), "approvals.bad_steps", "/steps"),
        ("/steps/0/approvers", json!([]), "approvals.nobody_named", "/steps/0/approvers"),
        ("/steps/0/approvers", json!([{}]), "approvals.role_or_person", "/steps/0/approvers/0"),
        (
            "/steps/0/approvers",
            json!([{ "membership_id": nobody }]),
            "approvals.no_such_person",
            "/steps/0/approvers/0",
        ),
        (
            "/steps/1",
            json!({ "approvers": [{ "role_id": firm.role }], "up_to": "5000" }),
            "approvals.tiers_not_rising",
            "/steps/1/up_to",
        ),
        (
            "/steps/1",
            json!({ "approvers": [{ "role_id": firm.role }], "escalate_after_hours": 4 }),
            "approvals.bad_escalation",
            "/steps/1/escalate_after_hours",
        ),
    ] {
        check(RULES, with(firm.rule(), at, value), code, pointer).await;
    }
    for (at, value, code, pointer) in [
        ("/amount", json!("0"), "approvals.bad_amount", "/amount"),
        ("/period", json!("range"), "approvals.bad_period", "/from"),
        ("/approvers", json!([]), "approvals.nobody_named", "/approvers"),
    ] {
        check(BUDGETS, with(firm.budget(), at, value), code, pointer).await;
    }
    let mut of_none = firm.budget();
    of_none["cost_centre"] = json!("none");
    check(BUDGETS, of_none, "approvals.unknown_cost_centre", "/cost_centre").await;
}

async fn what_another_company_has_set_is_not_found(app: &'static TestApp) {
    let firm = firm(app).await;
    let rival = firm.shop.company("RIVAL").await;
    let rival = firm.shop.member("company_admin", &rival).await;
    let centre = made(&firm.chief, CENTRES, json!({ "code": "IT-1", "name": "Computers" })).await;
    let rule = made(&firm.chief, RULES, firm.rule()).await;
    let budget = made(&firm.chief, BUDGETS, firm.budget()).await;
    let one = |path: &str, thing: &Value| format!("{path}/{}", thing["id"].as_str().unwrap());
    rival.patch(one(CENTRES, &centre)).json(json!({ "name": "x" })).send().await.problem(404, "not_found");
    rival.put(one(RULES, &rule)).json(firm.rule()).send().await.problem(404, "not_found");
    rival.delete(one(RULES, &rule)).send().await.problem(404, "not_found");
    rival.put(one(BUDGETS, &budget)).json(firm.budget()).send().await.problem(404, "not_found");
    rival.delete(one(BUDGETS, &budget)).send().await.problem(404, "not_found");
    for path in [CENTRES, RULES, BUDGETS] {
        let named = format!("{path}?company_id={}", firm.company.id);
        assert_eq!(rival.get(named).send().await.expect(200)["items"], json!([]), "{path}");
    }
    let mut theirs = firm.rule();
    theirs["company_id"] = json!(firm.company.id);
    rival.post(RULES).json(theirs).send().await.problem(404, "not_found");
}

async fn a_code_is_taken_once_and_a_cost_centre_with_a_budget_stays(app: &'static TestApp) {
    let firm = firm(app).await;
    let centre = made(&firm.chief, CENTRES, json!({ "code": "IT-1", "name": "Computers" })).await;
    let again = firm.chief.post(CENTRES).json(json!({ "code": "it-1", "name": "x" })).send().await;
    again.problem(422, "approvals.code_taken");
    let mut budget = firm.budget();
    budget["cost_centre"] = json!("IT-1");
    let budget = made(&firm.chief, BUDGETS, budget).await;
    let path = format!("{CENTRES}/{}", centre["id"].as_str().unwrap());
    let archive = json!({ "archived": true });
    firm.chief.patch(&path).json(archive.clone()).send().await.problem(409, "approvals.cost_centre_in_use");
    firm.chief.delete(format!("{BUDGETS}/{}", budget["id"].as_str().unwrap())).send().await.expect(204);
    assert_eq!(firm.chief.patch(&path).json(archive).send().await.expect(200)["archived"], true);
}

async fn an_archived_rule_and_budget_are_gone_from_the_lists(app: &'static TestApp) {
    let firm = firm(app).await;
    for (path, body) in [(RULES, firm.rule()), (BUDGETS, firm.budget())] {
        let one = format!("{path}/{}", made(&firm.chief, path, body.clone()).await["id"].as_str().unwrap());
        firm.chief.delete(&one).send().await.expect(204);
        assert_eq!(firm.chief.get(path).send().await.expect(200)["items"], json!([]));
        firm.chief.delete(&one).send().await.problem(404, "not_found");
        firm.chief.put(&one).json(body).send().await.problem(404, "not_found");
    }
    let one = made(&firm.chief, BUDGETS, firm.budget()).await;
    let mut other = firm.budget();
    other["period"] = json!("month");
    let path = format!("{BUDGETS}/{}", one["id"].as_str().unwrap());
    firm.chief.put(path).json(other).send().await.problem(422, "approvals.budget_stays");
}

async fn an_approver_names_a_substitute_for_themselves_and_an_administrator_for_others(app: &'static TestApp) {
    let firm = firm(app).await;
    let (chief, buyer) = (firm.shop.membership_of(&firm.chief).await, firm.shop.membership_of(&firm.buyer).await);
    let days = |member: Option<&str>, substitute: &str| json!({ "membership_id": member, "substitute_id": substitute, "from": "2026-01-01", "to": "2099-12-31" });
    let own = made(&firm.buyer, SUBSTITUTES, days(None, &chief)).await;
    assert_eq!((&own["membership_id"], &own["substitute_id"]), (&json!(buyer), &json!(chief)));
    let refused = async |client: &Client, body: Value, code: &str| {
        client.post(SUBSTITUTES).json(body).send().await.problem(422, code);
    };
    refused(&firm.buyer, days(Some(&chief), &buyer), "approvals.not_for_others").await;
    refused(&firm.buyer, days(None, &buyer), "approvals.own_substitute").await;
    let mut over = days(None, &chief);
    over["to"] = json!("2026-01-02");
    refused(&firm.buyer, over, "approvals.bad_days").await;
    made(&firm.chief, SUBSTITUTES, days(Some(&buyer), &chief)).await;
    let path = format!("{SUBSTITUTES}/{}", own["id"].as_str().unwrap());
    let other = firm.shop.buyer(&firm.company).await;
    other.delete(&path).send().await.problem(404, "not_found");
    firm.buyer.delete(&path).send().await.expect(204);
    firm.buyer.delete(&path).send().await.problem(404, "not_found");
}

async fn without_the_module_there_are_no_routes(app: &'static TestApp) {
    let firm = firm(app).await;
    firm.shop.switch("approvals", false).await;
    for path in [CENTRES, RULES, BUDGETS, SUBSTITUTES, "/api/v1/approvals"] {
        firm.chief.get(path).send().await.problem(404, "not_found");
    }
    firm.shop.admin().get(format!("{ADMIN}/rules")).send().await.problem(404, "not_found");
}

async fn a_refusal_is_said_in_the_readers_language(app: &'static TestApp) {
    let firm = firm(app).await;
    let refused = firm.chief.post(CENTRES).header("accept-language", "pl");
    let refused = refused.json(json!({ "code": "", "name": "x" })).send().await.problem(422, "approvals.bad_text");
    assert_eq!(refused["errors"][0]["detail"], "Proszę wpisać od 1 do 40 znaków w jednym wierszu.");
}
