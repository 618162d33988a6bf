//! Promise 38: whatever is changed behind the audit trail is found. Somebody with the owner's rights edits, deletes,
//! swaps and cuts at random places; each is found by the next check, and the same trail put back is found whole. A cut
//! along a seal leaves a database without fault: what finds it is the head that the server keeps beside it.

use kontor_testkit::{Database, Raw, Shop, TestApp, both};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

both!(
    every_change_behind_the_trail_is_found_and_nothing_else_is,
    a_cut_along_a_seal_is_found_behind_the_next_seal_and_after_a_restart,
    the_database_itself_refuses_what_the_application_may_not_do,
);

/// Kinds of crimes; each is committed once, and then so many at random, the same ones in every run.
const CRIMES: usize = 12;
const ROUNDS: usize = 40;
const SEALS: usize = 4;
const ENTRIES_BY_SEAL: usize = 8;
const TABLES: [&str; 3] = ["audit_entries", "audit_details", "audit_seals"];

/// Columns of an entry and values that no entry has.
const EDITS: [(&str, &str); 15] = [
    ("at", "at + 1"),
    ("actor_kind", "'nobody'"),
    ("actor_user_id", "id"),
    ("actor_membership_id", "id"),
    ("company_id", "id"),
    ("on_behalf_of", "id"),
    ("signed_in_by", "'guess'"),
    ("signed_in_id", "id"),
    ("action", "'test.forged'"),
    ("subject", "'forged'"),
    ("subject_id", "'forged'"),
    ("request_id", "'forged'"),
    ("content_hash", "actor_hash"),
    ("actor_hash", "content_hash"),
    ("hash", "content_hash"),
];

/// Somebody who works past the application, with a copy to put back.
struct Intruder {
    raw: Raw,
    tenant: String,
    triggers: Vec<String>,
    /// Where seals stand.
    seals: Vec<String>,
}

impl Intruder {
    async fn at(app: &'static TestApp, shop: &Shop) -> Self {
        let mut raw = app.raw().await;
        let tenant = raw.literal(&shop.id().to_string());
        let triggers = match app.database() {
            Database::Sqlite => {
                raw.texts("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%'").await
            }
            Database::Postgres => Vec::new(),
        };
        for table in TABLES {
            let copy = format!("CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table} WHERE tenant_id = {tenant}");
            raw.execute(&copy).await.unwrap();
        }
        let seals = format!("SELECT CAST(position AS TEXT) FROM audit_seals WHERE tenant_id = {tenant}");
        let seals = raw.texts(&seals).await;
        Self { raw, tenant, triggers, seals }
    }

    /// Does something as the owner can: past the triggers, or as a role that nothing binds.
    async fn does(&mut self, statements: &str) {
        let anew = if self.triggers.is_empty() { "gen_random_uuid()" } else { "randomblob(16)" };
        let statements = statements.replace("ANEW", anew).replace("TENANT", &format!("tenant_id = {}", self.tenant));
        let name = |sql: &String| sql.split_whitespace().nth(2).unwrap().to_owned();
        let lifted: String = self.triggers.iter().map(|sql| format!("DROP TRIGGER {}; ", name(sql))).collect();
        let restored: String = self.triggers.iter().map(|sql| format!("{sql}; ")).collect();
        let begin = if self.triggers.is_empty() { "BEGIN" } else { "BEGIN IMMEDIATE" };
        let sql = format!("{begin}; {lifted}{statements}; {restored}COMMIT");
        self.raw.execute(&sql).await.unwrap_or_else(|cause| panic!("{statements}: {cause}"));
    }

    async fn puts_everything_back(&mut self) {
        let back: Vec<String> = TABLES
            .iter()
            .map(|table| format!("DELETE FROM {table} WHERE TENANT; INSERT INTO {table} SELECT * FROM kept_{table}"))
            .collect();
        self.does(&back.join("; ")).await;
    }
}

fn any<'a, T>(rng: &mut StdRng, things: &'a [T]) -> &'a T {
    &things[rng.random_range(0..things.len())]
}

/// What an intruder does, in SQL, and as what it must be found.
fn crime(rng: &mut StdRng, kind: usize, entries: i64, seals: &[String]) -> (String, &'static [&'static str]) {
    let at = rng.random_range(1..=entries);
    let other = (at + rng.random_range(0..entries - 1)) % entries + 1;
    let of = |position: i64| format!("TENANT AND position = {position}");
    let id = format!("(SELECT id FROM audit_entries WHERE {})", of(at));
    let part = any(rng, &["actor", "content"]);
    let detail = format!("TENANT AND part = '{part}' AND entry_id = {id}");
    let park = |from: i64, to: i64| format!("UPDATE audit_entries SET position = {to} WHERE {}", of(from));
    match kind {
        0 => {
            let (column, value) = any(rng, &EDITS);
            (format!("UPDATE audit_entries SET {column} = {value} WHERE {}", of(at)), &["edited"])
        }
        1 => (format!("UPDATE audit_details SET label = 'forged' WHERE {detail}"), &["edited"]),
        2 => (format!("UPDATE audit_details SET body = '{{}}' WHERE {detail}"), &["edited"]),
        3 => (format!("UPDATE audit_details SET search_key = 'forged' WHERE {detail}"), &["edited"]),
        4 => (format!("DELETE FROM audit_details WHERE {detail}"), &["deleted"]),
        5 => (format!("UPDATE audit_details SET salt = NULL, label = NULL, body = NULL WHERE {detail}"), &["emptied"]),
        6 => {
            let both = format!("DELETE FROM audit_details WHERE TENANT AND entry_id = {id}; DELETE FROM audit_entries");
            (format!("{both} WHERE {}", of(at)), &["deleted", "cut_off"])
        }
        7 => ([park(at, -1), park(other, at), park(-1, other)].join("; "), &["swapped", "edited"]),
        8 => (format!("DELETE FROM audit_entries WHERE TENANT AND position >= {at}"), &["cut_off"]),
        9 => {
            let seals = format!("DELETE FROM audit_seals WHERE TENANT AND position >= {at}");
            (format!("DELETE FROM audit_entries WHERE TENANT AND position >= {at}; {seals}"), &["cut_off"])
        }
        10 => {
            // Something that never happened, behind the last one, with a hash of its own making.
            let copied = "tenant_id, at, actor_kind, actor_user_id, actor_membership_id, company_id, on_behalf_of, \
                signed_in_by, signed_in_id, action, subject, subject_id, request_id, actor_hash, content_hash";
            let entry = format!(
                "SELECT ANEW, {copied}, {}, hash, content_hash FROM audit_entries WHERE {}",
                entries + 1,
                of(entries)
            );
            let into = format!("INSERT INTO audit_entries (id, {copied}, position, previous_hash, hash)");
            (format!("{into} {entry}"), &["edited", "deleted"])
        }
        _ => {
            let seal = any(rng, seals);
            (format!("DELETE FROM audit_seals WHERE TENANT AND position = {seal}"), &["deleted", "cut_off"])
        }
    }
}

/// A tenant whose trail was sealed several times.
async fn busy_shop(app: &'static TestApp) -> (Shop, i64) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").build().await;
    for count in 1..=SEALS * ENTRIES_BY_SEAL {
        shop.set_stock("BOLT", &count.to_string()).await;
        if count % ENTRIES_BY_SEAL == 0 {
            shop.seal_audit().await;
        }
    }
    let entries = check(&shop).await["sealed"].as_i64().unwrap();
    (shop, entries)
}

async fn check(shop: &Shop) -> Value {
    shop.admin().post("/api/v1/admin/audit/check").send().await.expect(200)
}

async fn every_change_behind_the_trail_is_found_and_nothing_else_is(app: &'static TestApp) {
    let (shop, entries) = busy_shop(app).await;
    let whole = check(&shop).await;
    assert_eq!(whole["breaks"], json!([]), "control: nobody has changed anything");
    let mut intruder = Intruder::at(app, &shop).await;
    let mut rng = StdRng::seed_from_u64(38);
    let kinds: Vec<usize> = (0..CRIMES).chain((0..ROUNDS).map(|_| rng.random_range(0..CRIMES))).collect();
    for kind in kinds {
        let (statements, expected) = crime(&mut rng, kind, entries, &intruder.seals);
        intruder.does(&statements).await;
        let report = check(&shop).await;
        let first = report["breaks"][0]["kind"].as_str().unwrap_or("nothing");
        assert!(expected.contains(&first), "{statements}: found {first} first: {}", report["breaks"]);
        intruder.puts_everything_back().await;
        assert_eq!(check(&shop).await, whole, "control: everything is as it was");
    }
    println!(
        "{} changes behind a trail of {entries} entries were found; the control runs found nothing",
        CRIMES + ROUNDS
    );
    sealing_goes_on_behind_a_cut(&shop, &mut intruder, entries).await;
}

/// Whoever cuts the end off cannot hide it behind what is recorded later.
async fn sealing_goes_on_behind_a_cut(shop: &Shop, intruder: &mut Intruder, entries: i64) {
    intruder.does(&format!("DELETE FROM audit_entries WHERE TENANT AND position > {}", entries - 3)).await;
    shop.set_stock("BOLT", "7777").await;
    shop.seal_audit().await;
    let report = check(shop).await;
    assert_eq!(report["breaks"][0]["kind"], "deleted", "{report}");
    assert_eq!(report["breaks"][0]["position"], entries - 2);
    assert_eq!(report["head"]["position"], entries + 1);
}

/// Everything behind a seal goes, the seals too; then somebody does something, and the job links it to what is left.
async fn a_cut_along_a_seal_is_found_behind_the_next_seal_and_after_a_restart(app: &'static TestApp) {
    let (shop, entries) = busy_shop(app).await;
    let mut intruder = Intruder::at(app, &shop).await;
    let mut seals: Vec<i64> = intruder.seals.iter().map(|seal| seal.parse().unwrap()).collect();
    seals.sort_unstable();
    let boundary = seals[seals.len() - 2];
    let behind = format!("WHERE TENANT AND position > {boundary}");
    let details = format!("WHERE TENANT AND entry_id IN (SELECT id FROM audit_entries {behind})");
    let cut = format!(
        "DELETE FROM audit_details {details}; DELETE FROM audit_entries {behind}; DELETE FROM audit_seals {behind}"
    );
    intruder.does(&cut).await;
    let (heads, _) = app.audit_heads();
    let nothing_kept = heads.join("of-nobody");
    // Once while the chain is shorter than it was, and once when it is longer.
    for (acts, kind) in [(1, "cut_off"), (entries - boundary, "resealed")] {
        for count in 1..=acts {
            shop.set_stock("BOLT", &(9_000 + count).to_string()).await;
        }
        shop.seal_audit().await;
        let restarted = shop.check_audit_after_restart(heads.clone()).await;
        for report in [check(&shop).await, restarted] {
            let found = &report["breaks"][0];
            assert_eq!((&found["kind"], &found["position"]), (&json!(kind), &json!(entries)), "{report}");
            assert!(found["detail"].as_str().unwrap().contains("this server"), "{report}");
        }
        let twin = shop.check_audit_after_restart(nothing_kept.clone()).await;
        assert_eq!(twin["breaks"], json!([]), "the twin keeps nothing outside and finds nothing");
    }
}

async fn the_database_itself_refuses_what_the_application_may_not_do(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").build().await;
    shop.seal_audit().await;
    let mut raw = Raw::connect(app.url()).await;
    if app.database() == Database::Postgres {
        raw.execute("SET ROLE kontor_app").await.unwrap();
        raw.execute(&format!("SET kontor.tenant = '{}'", shop.id())).await.unwrap();
    }
    let tenant = raw.literal(&shop.id().to_string());
    let refused = [
        "UPDATE audit_entries SET action = 'x'",
        "UPDATE audit_entries SET content_hash = 'x'",
        "DELETE FROM audit_entries",
        "UPDATE audit_details SET part = 'x'",
        "DELETE FROM audit_details",
        "UPDATE audit_seals SET hash = 'x'",
        "DELETE FROM audit_seals",
    ];
    for statement in refused {
        let outcome = raw.execute(&format!("{statement} WHERE tenant_id = {tenant}")).await;
        let cause = outcome.expect_err(statement).to_string();
        assert!(cause.contains("append-only") || cause.contains("permission denied"), "{statement}: {cause}");
    }
    assert_eq!(check(&shop).await["breaks"], json!([]));
}
