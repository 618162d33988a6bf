//! Moves and placements that meet: two moves that would be harmless alone never make a circle together, and a company is
//! never in two territories on one day. The naive twins show that both would happen.

use futures_util::future::join_all;
use kontor_testkit::{Company, Database, Raw, Shop, TestApp, both};
use serde_json::json;

both!(
    two_moves_at_once_never_make_a_circle,
    the_naive_twin_of_moving_makes_a_circle,
    whatever_is_made_and_moved_at_once_paths_follow_their_parents,
    a_company_is_placed_once_however_many_place_it,
    the_naive_twin_of_placing_places_it_often,
);

const COMPANIES: &str = "/api/v1/admin/companies";
const ROUNDS: usize = 12;

/// Every company's path, worked out of the links alone, against the path it has; and no circle among them.
async fn judged(app: &'static TestApp, shop: &Shop) -> Result<usize, String> {
    let mut raw = app.raw().await;
    let tenant = raw.literal(&shop.id().to_string());
    let id = match app.database() {
        Database::Sqlite => |column: &str| {
            format!(
                "lower(substr(hex({column}), 1, 8) || '-' || substr(hex({column}), 9, 4) || '-' || \
                 substr(hex({column}), 13, 4) || '-' || substr(hex({column}), 17, 4) || '-' || substr(hex({column}), 21))"
            )
        },
        Database::Postgres => |column: &str| format!("{column}::text"),
    };
    let select = format!(
        "SELECT {} || '|' || CASE WHEN parent_id IS NULL THEN '' ELSE {} END || '|' || path \
         FROM identity_companies WHERE tenant_id = {tenant}",
        id("id"),
        id("parent_id")
    );
    let rows: Vec<[String; 3]> = raw
        .texts(&select)
        .await
        .iter()
        .map(|line| line.split('|').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap())
        .collect();
    for [id, _, path] in &rows {
        let (mut expected, mut at) = (String::new(), id.clone());
        for _ in 0..=rows.len() {
            expected = format!("{at}/{expected}");
            let row = rows.iter().find(|row| row[0] == at).ok_or_else(|| format!("{at} is not there"))?;
            if row[1].is_empty() {
                break;
            }
            at.clone_from(&row[1]);
        }
        if expected.split('/').count() > rows.len() + 1 {
            return Err(format!("{id} stands below itself"));
        }
        if expected != *path {
            return Err(format!("{id} has the path {path} instead of {expected}"));
        }
    }
    Ok(rows.len())
}

async fn move_below(shop: &Shop, company: &Company, parent: Option<&Company>) -> u16 {
    let body = json!({ "parent_id": parent.map(|parent| &parent.id) });
    let reply = shop.admin().patch(format!("{COMPANIES}/{}", company.id)).json(body).send().await;
    assert!(matches!(reply.status, 200 | 422), "{}", reply.text());
    reply.status
}

async fn two_moves_at_once_never_make_a_circle(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let [a, b, c] = [shop.company("A").await, shop.company("B").await, shop.company("C").await];
    let mut both = 0;
    for round in 0..ROUNDS {
        let replies = match round % 2 {
            0 => join_all([(&a, &b), (&b, &a)].map(|(one, below)| move_below(&shop, one, Some(below)))).await,
            _ => join_all([(&a, &b), (&b, &c), (&c, &a)].map(|(one, below)| move_below(&shop, one, Some(below)))).await,
        };
        let moved = replies.iter().filter(|status| **status == 200).count();
        assert_eq!(moved, replies.len() - 1, "one too many would close the circle: {replies:?}");
        judged(app, &shop).await.unwrap();
        both += moved;
        for company in [&a, &b, &c] {
            move_below(&shop, company, None).await;
        }
    }
    assert!(both >= ROUNDS, "{both}");
}

/// Looks whether the other one stands below, lets the other look, too, and then writes.
async fn naive_move(mut raw: Raw, rows: [String; 2], barrier: std::sync::Arc<tokio::sync::Barrier>) {
    let [own, other] = &rows;
    let below = format!(
        "SELECT COUNT(*) FROM identity_companies o JOIN identity_companies m ON o.parent_id = m.id \
         WHERE o.id = {other} AND m.id = {own}"
    );
    let is_below = raw.number(&below).await > 0;
    barrier.wait().await;
    if !is_below {
        raw.execute(&format!("UPDATE identity_companies SET parent_id = {other} WHERE id = {own}")).await.unwrap();
    }
}

async fn the_naive_twin_of_moving_makes_a_circle(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (a, b) = (shop.company("A").await, shop.company("B").await);
    let raw = app.raw().await;
    let (a, b) = (raw.literal(&a.id), raw.literal(&b.id));
    let barrier = std::sync::Arc::new(tokio::sync::Barrier::new(2));
    let (one, two) = (app.raw().await, app.raw().await);
    let moves = [(one, [a.clone(), b.clone()]), (two, [b, a])];
    join_all(moves.map(|(raw, rows)| naive_move(raw, rows, std::sync::Arc::clone(&barrier)))).await;
    let verdict = judged(app, &shop).await;
    assert!(verdict.is_err(), "the careless way passes the check: {verdict:?}");
}

async fn whatever_is_made_and_moved_at_once_paths_follow_their_parents(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let tops = join_all(["T0", "T1", "T2", "T3"].map(|code| shop.company(code))).await;
    let make = |number: usize, parent: &Company| {
        let body = json!({ "code": format!("M{number}"), "name": "x", "country": "GB", "parent_id": parent.id });
        shop.admin().post(COMPANIES).json(body).send()
    };
    let mut known = tops;
    for round in 0..6 {
        let made = (0..3).map(|one| make(round * 3 + one, &known[(round * 5 + one * 7) % known.len()]));
        let moves = (0..3).map(|one| {
            let (company, parent) = (&known[(round + one * 3) % known.len()], &known[(round * 2 + one) % known.len()]);
            move_below(&shop, company, (company.id != parent.id).then_some(parent))
        });
        let (made, _) = tokio::join!(join_all(made), join_all(moves));
        for reply in made.iter().filter(|reply| reply.status == 201) {
            let text = |name: &str| reply.json()[name].as_str().unwrap().to_owned();
            known.push(Company { id: text("id"), code: text("code") });
        }
        assert_eq!(judged(app, &shop).await.unwrap(), known.len());
    }
    assert!(known.len() > 12, "{}", known.len());
}

const PLACERS: usize = 8;

async fn areas(shop: &Shop) -> Vec<String> {
    let made = (0..PLACERS).map(|number| {
        let body = json!({ "code": format!("A{number}"), "name": "Area" });
        shop.admin().post("/api/v1/admin/territories").json(body).send()
    });
    join_all(made).await.iter().map(|reply| reply.expect(201)["id"].as_str().unwrap().to_owned()).collect()
}

/// How often a company is placed today.
async fn placed(app: &'static TestApp, company: &Company) -> i64 {
    let mut raw = app.raw().await;
    let id = raw.literal(&company.id);
    raw.number(&format!("SELECT COUNT(*) FROM identity_placements WHERE company_id = {id}")).await
}

async fn a_company_is_placed_once_however_many_place_it(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let areas = areas(&shop).await;
    for round in 0..4 {
        let company = shop.company(&format!("C{round}")).await;
        let attempts = areas.iter().map(|area| {
            let path = format!("/api/v1/admin/territories/{area}/placements");
            shop.admin().post(path).json(json!({ "company_id": company.id })).send()
        });
        let statuses: Vec<u16> = join_all(attempts).await.iter().map(|reply| reply.status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 201 | 409)), "{statuses:?}");
        assert_eq!(placed(app, &company).await, 1);
    }
}

/// Looks whether the company is placed, lets everybody look, too, and then places it.
async fn naive_placing(mut raw: Raw, insert: String, known: String, barrier: std::sync::Arc<tokio::sync::Barrier>) {
    let is_placed = raw.number(&known).await > 0;
    barrier.wait().await;
    if !is_placed {
        raw.execute(&insert).await.unwrap();
    }
}

async fn the_naive_twin_of_placing_places_it_often(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let areas = areas(&shop).await;
    let raw = app.raw().await;
    let (tenant, id) = (raw.literal(&shop.id().to_string()), raw.literal(&company.id));
    let barrier = std::sync::Arc::new(tokio::sync::Barrier::new(PLACERS));
    let connections = join_all((0..PLACERS).map(|_| app.raw())).await;
    let attempts = connections.into_iter().zip(&areas).map(|(raw, area)| {
        let own = raw.literal(&uuid::Uuid::now_v7().to_string());
        let insert = format!(
            "INSERT INTO identity_placements (tenant_id, id, territory_id, company_id, valid_from, created_at) \
             VALUES ({tenant}, {own}, {}, {id}, '2026-01-01', 0)",
            raw.literal(area)
        );
        let known = format!("SELECT COUNT(*) FROM identity_placements WHERE company_id = {id}");
        naive_placing(raw, insert, known, std::sync::Arc::clone(&barrier))
    });
    join_all(attempts).await;
    assert!(placed(app, &company).await > 1, "the careless way passes the check");
}
