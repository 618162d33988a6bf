//! Promise 11: one level below the routes. PostgreSQL itself keeps tenants apart, whatever SQL forgets; that no handle
//! without a tenant can be had at all is proved by the compile-fail tests beside the store.

use kontor_testkit::{Database, Raw, Shop, TestApp};
use serde_json::json;

/// Two tenants with an order each, and a connection as the role that serves requests.
async fn two_tenants() -> (&'static TestApp, Shop, Shop, Raw) {
    let app = TestApp::on(Database::Postgres);
    let mut shops = Vec::new();
    for _ in 0..2 {
        let shop = app.tenant().build().await;
        shop.product("BOLT").price("1.00").stock(5).build().await;
        let buyer = shop.buyer(&shop.company("ACME").await).await;
        let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
        buyer.post("/api/v1/orders").json(order).send().await.expect(201);
        shops.push(shop);
    }
    let mut raw = Raw::connect(app.url()).await;
    raw.execute("SET ROLE kontor_app").await.unwrap();
    let (b, a) = (shops.pop().unwrap(), shops.pop().unwrap());
    (app, a, b, raw)
}

/// What has a tenant's id and no wall, because the system must look through it across tenants; and what it holds instead
/// of any word of trade.
const OPEN: [(&str, &str); 5] = [
    ("identity_channel_hosts", "which host is whose: read before anybody knows the tenant"),
    ("identity_tickets", "hashes of what mails and first steps brought: brought back before anybody knows the tenant"),
    ("identity_user_tenants", "where one person belongs, who is one person at all tenants: two ids and an instant"),
    ("store_jobs_due", "which jobs are due: ids and instants"),
    ("store_outbox_due", "which events are to be told: ids"),
];

fn run(test: impl Future<Output = ()>) {
    // Started here: it brings a runtime of its own, and would not be let into another one.
    TestApp::on(Database::Postgres);
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

async fn as_tenant(raw: &mut Raw, shop: &Shop) {
    raw.execute(&format!("BEGIN; SET LOCAL kontor.tenant = '{}'", shop.id())).await.unwrap();
}

#[test]
fn every_table_of_tenants_is_walled_even_against_its_owner() {
    run(async {
        let mut raw = TestApp::on(Database::Postgres).raw().await;
        let tables = raw.tenant_tables().await;
        let open = "SELECT t.relname::text FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid \
                    WHERE t.relkind IN ('r', 'p') AND c.attname = 'tenant_id' AND t.relnamespace = 'public'::regnamespace \
                    AND NOT (t.relrowsecurity AND t.relforcerowsecurity) ORDER BY 1";
        assert_eq!(raw.texts(open).await, OPEN.map(|(table, _)| table));
        let unkeyed = "SELECT t.relname::text FROM pg_class t JOIN pg_index i ON i.indrelid = t.oid AND i.indisunique \
                       JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = i.indkey[0] \
                       WHERE t.relrowsecurity AND c.attname <> 'tenant_id' ORDER BY 1";
        assert_eq!(raw.texts(unkeyed).await, [""; 0], "unique keys of tenants' tables begin with the tenant");
        let lax = "SELECT relname::text FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace \
                   AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)";
        assert_eq!(raw.texts(lax).await, [""; 0], "views see as much as whoever asks");
        assert!(tables.len() > 25, "{tables:?}");
        let trusted = "SELECT rolname::text FROM pg_roles WHERE rolname IN ('kontor', 'kontor_app') AND (rolsuper OR rolbypassrls)";
        assert_eq!(raw.texts(trusted).await, [""; 0]);
    });
}

/// The operator's own examination says the same, so that nobody is alarmed by a table that is open for a reason.
#[test]
fn the_doctor_finds_every_wall_standing() {
    run(async {
        let app = TestApp::on(Database::Postgres);
        let store = app.parts().store.clone();
        let findings = app.on_server(async move { store.examine().await.unwrap() }).await;
        for finding in findings {
            assert!(finding.is_well, "{}: {}", finding.subject, finding.told);
        }
    });
}

/// References between tenants' rows that do not say within which tenant.
const UNBOUND: &str = "SELECT r.relname || '.' || k.conname FROM pg_constraint k \
    JOIN pg_class r ON r.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid \
    WHERE k.contype = 'f' AND r.relrowsecurity AND t.relrowsecurity AND NOT EXISTS ( \
    SELECT 1 FROM generate_subscripts(k.conkey, 1) place \
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.conkey[place] \
    JOIN pg_attribute b ON b.attrelid = t.oid AND b.attnum = k.confkey[place] \
    WHERE a.attname = 'tenant_id' AND b.attname = 'tenant_id') ORDER BY 1";
/// Functions that work with their maker's rights instead of their caller's, so that a wall bends for whoever calls.
const DEFINERS: &str = "SELECT proname::text FROM pg_proc WHERE prosecdef \
    AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) ORDER BY 1";

#[test]
fn no_reference_and_no_function_leads_past_the_wall() {
    run(async {
        let mut raw = TestApp::on(Database::Postgres).raw().await;
        let references = "SELECT COUNT(*) FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid \
                          JOIN pg_class t ON t.oid = k.confrelid WHERE k.contype = 'f' AND r.relrowsecurity AND t.relrowsecurity";
        let references = raw.number(references).await;
        assert!(references > 20, "only {references} references between tables of tenants");
        assert_eq!(raw.texts(UNBOUND).await, [""; 0]);
        assert_eq!(raw.texts(DEFINERS).await, [""; 0]);
        // The naive twin, undone at once: both checks see what they are there for.
        raw.execute(
            "BEGIN; CREATE TABLE careless (tenant_id uuid, id uuid UNIQUE, of uuid REFERENCES careless (id)); \
             ALTER TABLE careless ENABLE ROW LEVEL SECURITY; \
             CREATE FUNCTION careless() RETURNS bigint SECURITY DEFINER LANGUAGE sql AS 'SELECT 1::bigint'",
        )
        .await
        .unwrap();
        assert_eq!(raw.texts(UNBOUND).await, ["careless.careless_of_fkey"]);
        assert_eq!(raw.texts(DEFINERS).await, ["careless"]);
        raw.execute("ROLLBACK").await.unwrap();
    });
}

#[test]
fn without_a_tenant_nothing_is_seen_by_anybody() {
    run(async {
        let (app, _, _, mut served) = two_tenants().await;
        let mut owner = Raw::connect(app.url()).await;
        let mut outside = app.raw().await;
        for table in outside.tenant_tables().await {
            if OPEN.iter().any(|(open, _)| *open == table) {
                continue;
            }
            let count = format!("SELECT COUNT(*) FROM {table}");
            assert_eq!(served.number(&count).await, 0, "{table} as the app role");
            assert_eq!(owner.number(&count).await, 0, "{table} as its owner");
        }
        assert!(outside.number("SELECT COUNT(*) FROM orders_orders").await >= 2, "there is something to see");
        for view in ["v_catalog_products", "v_inventory_stock"] {
            assert_eq!(served.number(&format!("SELECT COUNT(*) FROM {view}")).await, 0, "{view}");
        }
    });
}

/// What the next one sees on a connection that the tenant before has given back.
async fn judged(raw: &mut Raw) -> Result<(), String> {
    match raw.number("SELECT COUNT(*) FROM orders_orders").await {
        0 => Ok(()),
        seen => Err(format!("the next one sees {seen} orders of the one before")),
    }
}

/// A tenant named for the connection instead of the transaction stays with the connection, and so with the next one.
#[test]
fn the_naive_twin_names_its_tenant_to_the_connection_and_shows_it_to_the_next() {
    run(async {
        let (_, a, _, mut raw) = two_tenants().await;
        raw.execute(&format!("BEGIN; SET kontor.tenant = '{}'; COMMIT", a.id())).await.unwrap();
        let verdict = judged(&mut raw).await;
        assert!(verdict.is_err(), "the careless way passes the check: {verdict:?}");
        raw.execute("RESET kontor.tenant").await.unwrap();
        as_tenant(&mut raw, &a).await;
        raw.execute("COMMIT").await.unwrap();
        judged(&mut raw).await.unwrap();
    });
}

#[test]
fn one_connection_shared_by_two_tenants_shows_each_their_own() {
    run(async {
        let (_, a, b, mut raw) = two_tenants().await;
        for shop in [&a, &b, &a, &b, &a] {
            as_tenant(&mut raw, shop).await;
            let own = format!("SELECT COUNT(*) FROM orders_orders WHERE tenant_id = '{}'", shop.id());
            assert_eq!(raw.number(&own).await, 1);
            assert_eq!(raw.number("SELECT COUNT(*) FROM orders_orders").await, 1, "a forgotten filter");
            let join =
                "SELECT COUNT(*) FROM orders_orders o JOIN orders_lines l ON true JOIN v_inventory_stock s ON true";
            assert_eq!(raw.number(join).await, 1, "a forgotten condition of a join");
            raw.execute("COMMIT").await.unwrap();
            judged(&mut raw).await.expect("the tenant ends with the transaction");
        }
    });
}

#[test]
fn another_tenants_rows_can_be_neither_changed_nor_planted() {
    run(async {
        let (app, a, b, mut raw) = two_tenants().await;
        let mut outside = app.raw().await;
        let before = outside.rows_of(b.id()).await;
        as_tenant(&mut raw, &a).await;
        assert_eq!(raw.execute("UPDATE orders_orders SET state = 'cancelled'").await.unwrap(), 1, "only one's own");
        raw.execute("ROLLBACK").await.unwrap();
        as_tenant(&mut raw, &a).await;
        let theirs = format!("DELETE FROM orders_history WHERE tenant_id = '{}'", b.id());
        assert_eq!(raw.execute(&theirs).await.unwrap(), 0);
        raw.execute("ROLLBACK").await.unwrap();
        as_tenant(&mut raw, &a).await;
        let planted = format!(
            "UPDATE module_states SET tenant_id = '{}'; INSERT INTO module_states VALUES ('{}', 'x', true, '{{}}', 0)",
            b.id(),
            b.id()
        );
        let refused = raw.execute(&planted).await.expect_err("a row for somebody else").to_string();
        assert!(refused.contains("row-level security"), "{refused}");
        raw.execute("ROLLBACK").await.unwrap();
        // The role that serves may not lift the wall either.
        for trick in [
            "ALTER TABLE orders_orders DISABLE ROW LEVEL SECURITY",
            "DROP POLICY tenant_wall ON orders_orders",
            "CREATE TABLE x (y int)",
        ] {
            assert!(raw.execute(trick).await.is_err(), "{trick}");
        }
        assert_eq!(kontor_testkit::changes(&before, &outside.rows_of(b.id()).await), [""; 0]);
    });
}

#[test]
fn requests_of_two_tenants_that_alternate_over_the_pool_never_mix() {
    run(async {
        let (_, a, b, _) = two_tenants().await;
        let ask = |shop: &Shop| {
            let (client, code) = (shop.admin().clone(), shop.code().to_owned());
            async move {
                let list = client.get("/api/v1/admin/orders?page=1").send().await.expect(200);
                let email = list["items"][0]["company"]["id"].as_str().unwrap().to_owned();
                assert_eq!(list["total"], 1, "{code}");
                email
            }
        };
        let mut companies = [std::collections::BTreeSet::new(), std::collections::BTreeSet::new()];
        for _ in 0..20 {
            let (one, two, three, four) = tokio::join!(ask(&a), ask(&b), ask(&a), ask(&b));
            companies[0].extend([one, three]);
            companies[1].extend([two, four]);
        }
        assert_eq!((companies[0].len(), companies[1].len()), (1, 1));
        assert_ne!(companies[0], companies[1]);
    });
}
