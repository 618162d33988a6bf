//! Ways, zones, tables of prices and special rules: staff keep them, and try what comes of them.
//! What the tester says is what carts and orders are told, since both ask the same.

use kontor_testkit::{Client, Company, Shop, TestApp, both, redacted};
use serde_json::{Value, json};

both!(
    the_tester_says_what_each_way_costs_and_why,
    a_buyer_is_told_what_is_missing_in_their_language,
    a_customers_own_rule_comes_before_the_groups_and_everybodys,
    a_branch_has_what_is_said_of_its_firm,
    goods_of_a_category_bear_a_surcharge,
    what_is_said_holds_for_the_next_question,
    a_table_is_read_and_replaced_as_a_file,
    a_file_with_a_mistake_changes_nothing,
    a_way_that_is_named_stays,
    a_change_from_an_old_version_is_refused,
    no_two_ways_and_no_two_zones_are_the_same,
    what_makes_no_sense_is_refused_where_it_stands,
    the_warehouse_looks_and_tries_and_changes_nothing,
    what_staff_change_is_on_record,
    a_tenant_that_settles_freight_later_charges_nothing_at_checkout,
    another_tenants_rates_are_nobodys,
);

const PLACE: &str = "/api/v1/admin/freight";

/// A shop with a bolt in boxes and pallets, a courier for parcels and a haulier for pallets.
struct Depot {
    shop: Shop,
    company: Company,
    courier: String,
    haulier: String,
    home: String,
    parcels: String,
}

async fn made(shop: &Shop, what: &str, body: Value) -> String {
    let made = shop.admin().post(format!("{PLACE}/{what}")).json(body).send().await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

fn courier(code: &str) -> Value {
    json!({ "code": code, "name": "Courier", "names": { "pl": "Kurier", "it": "Corriere" }, "is_active": true,
        "priority": 1, "is_charged": true, "carries": "parcels", "volumetric": { "cm3_per_kg": 5000 },
        "parcel": { "weight_kg": "30", "length_mm": 1750, "girth_mm": 3000, "volume_l": 60 } })
}

fn parcels(way: &str, zone: &str) -> Value {
    json!({ "way_id": way, "zone_id": zone, "currency": "GBP", "measure": "piece_weight",
        "free_from": { "from_value": "500.00" },
        "brackets": [{ "up_to": "5", "price": "4.00" }, { "up_to": "30", "price": "4.00", "each": "0.50", "per": "kg",
            "included": "5" }] })
}

async fn depot(app: &'static TestApp) -> Depot {
    let shop = app.tenant().languages(["en", "pl", "it"]).build().await;
    shop.switch("freight", true).await;
    let bolt = shop.product("BOLT").price("2.50").with("weight_g", json!(100)).build().await;
    let packagings = json!({ "packagings": [
        { "unit": "box", "factor": "50", "weight_g": 5200, "length_mm": 300, "width_mm": 200, "height_mm": 150 },
        { "unit": "pallet", "factor": "2000", "weight_g": 233_000 }] });
    shop.admin()
        .put(format!("/api/v1/admin/products/{}/packagings", bolt.id))
        .json(packagings)
        .send()
        .await
        .expect(200);
    let courier = made(&shop, "ways", courier("COURIER")).await;
    let haulier = json!({ "code": "HAULIER", "name": "Haulier", "is_active": true, "priority": 2, "is_charged": true,
        "carries": "pallets", "pallet": { "weight_kg": "800", "length_mm": 1200, "width_mm": 800, "height_mm": 1600,
            "tare_kg": "25" } });
    let haulier = made(&shop, "ways", haulier).await;
    let home = made(&shop, "zones", json!({ "code": "HOME", "name": "Home", "places": ["GB"] })).await;
    let parcels = made(&shop, "tables", parcels(&courier, &home)).await;
    let pallets = json!({ "way_id": haulier, "zone_id": home, "currency": "GBP", "measure": "pallets",
        "free_from": { "from_weight_kg": "240" },
        "brackets": [{ "price": "70.00", "each": "55.00", "per": "pallet", "included": "1" }] });
    made(&shop, "tables", pallets).await;
    let company = shop.company("ACME").await;
    Depot { shop, company, courier, haulier, home, parcels }
}

async fn tried(asker: &Client, company: &str, quantity: &str, unit: &str, language: &str) -> Value {
    let lines = json!([{ "sku": "BOLT", "quantity": quantity, "unit": unit }]);
    let body = json!({ "company_code": company, "date": "2026-11-30", "lines": lines });
    let asked = asker.post(format!("{PLACE}/test")).json(body).header("accept-language", language);
    asked.send().await.expect(200)
}

/// What a way costs; nothing where it is not offered.
async fn net(depot: &Depot, company: &str, way: &str, quantity: &str) -> Value {
    let tried = tried(depot.shop.admin(), company, quantity, "pcs", "en").await;
    tried["ways"].as_array().unwrap().iter().find(|tried| tried["code"] == way).unwrap()["net"].clone()
}

async fn the_tester_says_what_each_way_costs_and_why(app: &'static TestApp) {
    let depot = depot(app).await;
    let fuel = json!({ "name": "Fuel", "way_id": depot.haulier, "effect": "surcharge", "percent": "8",
        "surcharge": { "code": "fuel", "basis": "freight" } });
    made(&depot.shop, "rules", fuel).await;
    // 2 boxes of 5.2 kg and 20 bolts of 2 kg: 4.00 + 0.50, twice, and 4.00.
    let parcels = tried(depot.shop.admin(), "acme", "120", "pcs", "en").await;
    insta::assert_json_snapshot!("parcels_tried", redacted(parcels));
    let pallet = tried(depot.shop.admin(), "acme", "1", "pallet", "en").await;
    insta::assert_json_snapshot!("a_pallet_tried", redacted(pallet));
}

async fn a_buyer_is_told_what_is_missing_in_their_language(app: &'static TestApp) {
    let depot = depot(app).await;
    let mut told = Vec::new();
    for language in ["en", "pl", "it"] {
        let tried = tried(depot.shop.admin(), "ACME", "2000", "pcs", language).await;
        told.push(json!([tried["ways"][0]["name"], tried["ways"][1]["notes"], tried["ways"][1]["steps"]]));
        let tried = super::rates::tried(depot.shop.admin(), "ACME", "10", "pcs", language).await;
        told.push(tried["ways"][0]["notes"].clone());
    }
    insta::assert_json_snapshot!("missing_in_three_languages", told);
}

async fn a_customers_own_rule_comes_before_the_groups_and_everybodys(app: &'static TestApp) {
    let depot = depot(app).await;
    let shop = &depot.shop;
    let group = json!({ "code": "GOLD", "name": "Gold" });
    let group = shop.admin().post("/api/v1/admin/customer-groups").json(group).send().await.expect(201)["id"].clone();
    let member = shop.company("MEMBER").await;
    for company in [&depot.company, &member] {
        let path = format!("/api/v1/admin/companies/{}/groups", company.id);
        shop.admin().put(path).json(json!({ "group_ids": [group] })).send().await.expect(200);
    }
    shop.company("STRANGER").await;
    let fixed = |amount: &str| json!({ "name": amount, "way_id": depot.courier, "effect": "fixed", "amount": amount, "currency": "GBP" });
    made(shop, "rules", fixed("9.00")).await;
    let mut of_group = fixed("7.00");
    of_group["group_id"] = group;
    made(shop, "rules", of_group).await;
    let mut own = fixed("5.00");
    own["company_code"] = json!("acme");
    made(shop, "rules", own).await;
    assert_eq!(net(&depot, "ACME", "COURIER", "10").await, "5.00");
    assert_eq!(net(&depot, "MEMBER", "COURIER", "10").await, "7.00");
    assert_eq!(net(&depot, "STRANGER", "COURIER", "10").await, "9.00");
}

async fn a_branch_has_what_is_said_of_its_firm(app: &'static TestApp) {
    let depot = depot(app).await;
    let branch = json!({ "code": "BRANCH", "name": "Branch", "kind": "site", "parent_id": depot.company.id });
    depot.shop.company_with(branch).await;
    let free = json!({ "name": "Free", "company_code": "ACME", "way_id": depot.courier, "effect": "free" });
    made(&depot.shop, "rules", free).await;
    depot.shop.company("STRANGER").await;
    assert_eq!(net(&depot, "BRANCH", "COURIER", "10").await, "0.00");
    assert_eq!(net(&depot, "STRANGER", "COURIER", "10").await, "4.00");
}

async fn goods_of_a_category_bear_a_surcharge(app: &'static TestApp) {
    let depot = depot(app).await;
    let shop = &depot.shop;
    let category = json!({ "code": "acids", "name": "Acids" });
    shop.admin().post("/api/v1/admin/categories").json(category).send().await.expect(201);
    shop.product("ACID")
        .price("10.00")
        .with("weight_g", json!(12_000))
        .with("category_code", json!("acids"))
        .build()
        .await;
    let hazard = json!({ "name": "Hazard", "names": { "pl": "Towar niebezpieczny" }, "category_code": "acids",
        "currency": "GBP", "effect": "surcharge", "amount": "3.00", "surcharge": { "code": "hazard", "basis": "kg" } });
    made(shop, "rules", hazard).await;
    let lines = json!([{ "sku": "ACID", "quantity": "2" }, { "sku": "BOLT", "quantity": "5" }]);
    let body = json!({ "company_code": "ACME", "lines": lines });
    let tried = shop.admin().post(format!("{PLACE}/test")).json(body).header("accept-language", "pl").send().await;
    let tried = tried.expect(200);
    // 24 kg of acid at 3.00; the bolts bear nothing. A parcel of 24.5 kg, 25 begun: 4.00 + 20 × 0.50.
    let surcharge = json!([{ "code": "hazard", "name": "Towar niebezpieczny", "net": "72.00" }]);
    assert_eq!((&tried["ways"][0]["surcharges"], &tried["ways"][0]["net"]), (&surcharge, &json!("14.00")));
    let plain = super::rates::tried(shop.admin(), "ACME", "5", "pcs", "en").await;
    assert_eq!(plain["ways"][0]["surcharges"], json!([]));
}

async fn what_is_said_holds_for_the_next_question(app: &'static TestApp) {
    let depot = depot(app).await;
    let shop = &depot.shop;
    assert_eq!(net(&depot, "ACME", "COURIER", "10").await, "4.00");
    let off = json!({ "name": "Off", "effect": "percent", "percent": "-10", "way_id": depot.courier });
    let rule = made(shop, "rules", off.clone()).await;
    assert_eq!(net(&depot, "ACME", "COURIER", "10").await, "3.60");
    let mut more = off;
    more["percent"] = json!("50");
    let path = format!("{PLACE}/rules/{rule}");
    let changed = shop.admin().put(&path).json(json!({ "version": 1, "rule": more })).send().await.expect(200);
    assert_eq!(changed["version"], 2);
    assert_eq!(net(&depot, "ACME", "COURIER", "10").await, "6.00");
    shop.admin().delete(&path).send().await.expect(204);
    assert_eq!(net(&depot, "ACME", "COURIER", "10").await, "4.00");
    let mut way = courier("COURIER");
    way["is_active"] = json!(false);
    let path = format!("{PLACE}/ways/{}", depot.courier);
    shop.admin().put(path).json(json!({ "way": way })).send().await.expect(200);
    assert_eq!(net(&depot, "ACME", "COURIER", "10").await, Value::Null);
}

async fn a_table_is_read_and_replaced_as_a_file(app: &'static TestApp) {
    let depot = depot(app).await;
    let admin = depot.shop.admin();
    let path = format!("{PLACE}/tables/{}/brackets.csv", depot.parcels);
    let file = admin.get(&path).send().await;
    assert_eq!(file.text(), "up_to,price,each,per,included\n5,4.00,,,\n30,4.00,0.50,kg,5\n");
    let new = "price;up_to\n7.00;10\n8.00;\n";
    let table = admin.put(&path).body("text/csv", new).send().await.expect(200);
    assert_eq!((&table["version"], &table["table"]["brackets"][1]["price"]), (&json!(2), &json!("8.00")));
    assert_eq!(table["table"]["free_from"]["from_value"], "500.00");
    assert_eq!(admin.get(&path).send().await.text(), "up_to,price,each,per,included\n10,7.00,,,\n,8.00,,,\n");
    assert_eq!(net(&depot, "ACME", "COURIER", "10").await, "7.00");
}

async fn a_file_with_a_mistake_changes_nothing(app: &'static TestApp) {
    let depot = depot(app).await;
    let admin = depot.shop.admin();
    let path = format!("{PLACE}/tables/{}/brackets.csv", depot.parcels);
    let send = async |file: &'static str| admin.put(&path).body("text/csv", file).send().await;
    send("up_to,colour\n1,2\n").await.problem(422, "freight.bad_file");
    send("price,per\n1,kg\n2,mile\n").await.problem(422, "freight.bad_file");
    let twice = send("up_to,price\n10,1\n10,2\n").await.problem(422, "freight.bad_fields");
    assert_eq!(twice["errors"][0]["pointer"], "/brackets/1/up_to");
    let wrong = send("up_to,price\n10,\"1,50\"\n").await.problem(422, "freight.bad_fields");
    assert_eq!(wrong["errors"][0]["pointer"], "/brackets/0/price");
    let table = admin.get(format!("{PLACE}/tables/{}", depot.parcels)).send().await.expect(200);
    assert_eq!((&table["version"], &table["table"]["brackets"][0]["up_to"]), (&json!(1), &json!("5")));
}

async fn a_way_that_is_named_stays(app: &'static TestApp) {
    let depot = depot(app).await;
    let admin = depot.shop.admin();
    let (way, zone) = (format!("{PLACE}/ways/{}", depot.courier), format!("{PLACE}/zones/{}", depot.home));
    admin.delete(&way).send().await.problem(409, "freight.in_use");
    admin.delete(&zone).send().await.problem(409, "freight.in_use");
    let tables = admin.get(format!("{PLACE}/tables")).send().await.expect(200);
    for table in tables["items"].as_array().unwrap() {
        admin.delete(format!("{PLACE}/tables/{}", table["id"].as_str().unwrap())).send().await.expect(204);
    }
    admin.delete(&way).send().await.expect(204);
    admin.delete(&zone).send().await.expect(204);
    admin.delete(&way).send().await.problem(404, "not_found");
}

async fn a_change_from_an_old_version_is_refused(app: &'static TestApp) {
    let depot = depot(app).await;
    let admin = depot.shop.admin();
    let path = format!("{PLACE}/tables/{}", depot.parcels);
    let change = json!({ "version": 1, "table": parcels(&depot.courier, &depot.home) });
    admin.put(&path).json(change.clone()).send().await.expect(200);
    let stale = admin.put(&path).json(change).send().await.problem(409, "freight.stale");
    assert_eq!(stale["version"], 2);
}

async fn no_two_ways_and_no_two_zones_are_the_same(app: &'static TestApp) {
    let depot = depot(app).await;
    let admin = depot.shop.admin();
    let twin = |body: Value, what: &str| admin.post(format!("{PLACE}/{what}")).json(body);
    twin(courier("courier"), "ways").send().await.problem(409, "freight.duplicate_code");
    let zone = |code: &str, places: Value| json!({ "code": code, "name": code, "places": places });
    twin(zone("home", json!(["PL"])), "zones").send().await.problem(409, "freight.duplicate_code");
    let taken = twin(zone("ISLES", json!(["GB IM*", "gb"])), "zones").send().await.problem(422, "freight.bad_fields");
    assert_eq!(
        (&taken["errors"][0]["pointer"], &taken["errors"][0]["code"]),
        (&json!("/places/1"), &json!("freight.place_taken"))
    );
    // A closer place is another one, and is heard first.
    let isles = made(&depot.shop, "zones", zone("ISLES", json!(["GB E*"]))).await;
    let mut dear = parcels(&depot.courier, &isles);
    dear["brackets"] = json!([{ "price": "44.00" }]);
    made(&depot.shop, "tables", dear).await;
    assert_eq!(net(&depot, "ACME", "COURIER", "10").await, "44.00");
}

async fn what_makes_no_sense_is_refused_where_it_stands(app: &'static TestApp) {
    let depot = depot(app).await;
    let table = parcels(&depot.courier, &depot.home);
    let rule = json!({ "name": "R", "effect": "fixed", "amount": "5.00", "currency": "GBP" });
    let zone = json!({ "code": "Z", "name": "Z", "places": ["PL"] });
    let wrong = [
        ("ways", courier("X"), "/code", json!("a b")),
        ("ways", courier("X"), "/name", json!(" ")),
        ("ways", courier("X"), "/countries", json!(["XX"])),
        ("ways", courier("X"), "/volumetric", json!({ "cm3_per_kg": 5000, "kg_per_m3": 333 })),
        ("ways", courier("X"), "/parcel/weight_kg", json!("0")),
        ("ways", courier("X"), "/channel_ids", json!([uuid::Uuid::now_v7()])),
        ("ways", courier("X"), "/carries", json!("pigeons")),
        ("zones", zone.clone(), "/places", json!([])),
        ("zones", zone.clone(), "/places", json!(["PL 00-950"])),
        ("zones", zone, "/places", json!(["XX"])),
        ("tables", table.clone(), "/way_id", json!(uuid::Uuid::now_v7())),
        ("tables", table.clone(), "/zone_id", json!(uuid::Uuid::now_v7())),
        ("tables", table.clone(), "/brackets", json!([])),
        ("tables", table.clone(), "/brackets/0/price", json!("-1")),
        ("tables", table.clone(), "/brackets/0/up_to", json!("31")),
        ("tables", table.clone(), "/brackets/1/per", json!(null)),
        ("tables", table.clone(), "/minimum", json!("1.001")),
        ("tables", table, "/valid_from", json!("2027-02-30")),
        ("rules", rule.clone(), "/amount", json!("x")),
        ("rules", rule.clone(), "/currency", json!(null)),
        ("rules", rule.clone(), "/percent", json!("5")),
        ("rules", rule.clone(), "/company_code", json!("NONE")),
        ("rules", rule.clone(), "/sku", json!("NONE")),
        ("rules", rule.clone(), "/category_code", json!("NONE")),
        ("rules", rule.clone(), "/group_id", json!(uuid::Uuid::now_v7())),
        ("rules", rule, "/effect", json!("surcharge")),
    ];
    for (what, good, pointer, value) in wrong {
        let mut body = good;
        *at(&mut body, pointer) = value;
        let problem = depot.shop.admin().post(format!("{PLACE}/{what}")).json(body).send().await.expect(422);
        let found = problem["errors"][0]["pointer"].as_str().unwrap();
        let is_near = |one: &str, other: &str| one.starts_with(other) || other.starts_with(one);
        let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        assert!(
            is_near(found, pointer) || is_near(found, parent) && !parent.is_empty() || pointer == "/effect",
            "{what}{pointer}: {problem}"
        );
    }
    let kept = depot.shop.admin().get(format!("{PLACE}/rules")).send().await.expect(200);
    assert_eq!(kept["items"], json!([]));
}

/// A place in a body, made where it is not there.
fn at<'a>(body: &'a mut Value, pointer: &str) -> &'a mut Value {
    pointer.split('/').skip(1).fold(body, |inside, name| match name.parse::<usize>() {
        Ok(index) => &mut inside[index],
        Err(_) => &mut inside[name],
    })
}

async fn the_warehouse_looks_and_tries_and_changes_nothing(app: &'static TestApp) {
    let depot = depot(app).await;
    let warehouse = depot.shop.user("warehouse").await;
    for what in ["ways", "zones", "tables", "rules"] {
        warehouse.get(format!("{PLACE}/{what}")).send().await.expect(200);
        warehouse.post(format!("{PLACE}/{what}")).json(json!({})).send().await.problem(403, "auth.forbidden");
    }
    tried(&warehouse, "ACME", "10", "pcs", "en").await;
    let buyer = depot.shop.buyer(&depot.company).await;
    buyer.get(format!("{PLACE}/ways")).send().await.problem(403, "auth.forbidden");
}

async fn what_staff_change_is_on_record(app: &'static TestApp) {
    let depot = depot(app).await;
    let trail = depot.shop.admin().get("/api/v1/admin/audit?limit=200").send().await.expect(200);
    let actions: Vec<&str> =
        trail["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    let count = |action: &str| actions.iter().filter(|known| **known == action).count();
    assert_eq!([count("freight.way_made"), count("freight.zone_made"), count("freight.table_made")], [2, 1, 2]);
}

async fn a_tenant_that_settles_freight_later_charges_nothing_at_checkout(app: &'static TestApp) {
    let depot = depot(app).await;
    let shown = tried(depot.shop.admin(), "ACME", "10", "pcs", "en").await["ways"][0].clone();
    assert_eq!((&shown["is_charged"], shown["notes"].as_array().unwrap().len()), (&json!(true), 1));
    let settings = json!({ "enabled": true, "settings": { "shown_at_checkout": false, "tells_missing": false } });
    depot.shop.admin().put("/api/v1/admin/modules/freight").json(settings).send().await.expect(200);
    let hidden = tried(depot.shop.admin(), "ACME", "10", "pcs", "en").await["ways"][0].clone();
    assert_eq!((&hidden["is_charged"], &hidden["notes"], &hidden["net"]), (&json!(false), &json!([]), &json!("4.00")));
}

async fn another_tenants_rates_are_nobodys(app: &'static TestApp) {
    let depot = depot(app).await;
    let other = app.tenant().build().await;
    other.admin().get(format!("{PLACE}/ways")).send().await.problem(404, "not_found");
    other.switch("freight", true).await;
    let ways = other.admin().get(format!("{PLACE}/ways")).send().await.expect(200);
    assert_eq!(ways["items"], json!([]));
    let path = format!("{PLACE}/ways/{}", depot.courier);
    other.admin().put(&path).json(json!({ "way": courier("COURIER") })).send().await.problem(404, "not_found");
    other.admin().delete(&path).send().await.problem(404, "not_found");
    // The same code may be another tenant's own.
    made(&other, "ways", courier("COURIER")).await;
}
