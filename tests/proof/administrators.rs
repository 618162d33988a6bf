//! The tenant always keeps an administrator: of two who end each other at the same moment, one stays.
//! Whoever counts first and ends afterwards lets everybody go.

use std::sync::Arc;

use futures_util::future::join_all;
use kontor_testkit::{Client, PASSWORD, Raw, Shop, TestApp, both};
use serde_json::Value;
use tokio::sync::Barrier;

both!(administrators_who_end_each_other_at_once_leave_one, the_naive_twin_leaves_nobody);

const ROUNDS: usize = 8;
const TOGETHER: usize = 4;

/// What both the proof and its twin are judged by.
fn judged(left: usize) -> Result<(), String> {
    if left >= 1 { Ok(()) } else { Err("nobody is left who administers the tenant".to_owned()) }
}

/// All administrators of a tenant but the first: membership and client.
async fn administrators(shop: &Shop) -> Vec<(String, Client)> {
    let emails = join_all((0..TOGETHER).map(|_| shop.person("administrator", None))).await;
    let people = shop.admin().get("/api/v1/admin/people?limit=200").send().await.expect(200);
    let membership = |email: &str| {
        let find = |person: &&Value| person["email"] == email;
        let found = people["items"].as_array().unwrap().iter().find(find).unwrap();
        found["memberships"][0]["id"].as_str().unwrap().to_owned()
    };
    let own = membership(shop.admin_email());
    let clients = join_all(emails.iter().map(|email| shop.guest().sign_in(email, PASSWORD))).await;
    let found = emails.iter().zip(clients).map(|(email, client)| (membership(email), client)).collect();
    shop.admin().delete(format!("/api/v1/admin/memberships/{own}")).send().await.expect(204);
    found
}

async fn left(raw: &mut Raw, shop: &Shop) -> usize {
    let tenant = raw.literal(&shop.id().to_string());
    let live = raw
        .number(&format!(
            "SELECT COUNT(*) FROM identity_memberships m JOIN identity_roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id \
             WHERE m.tenant_id = {tenant} AND r.code = 'administrator' AND m.ended_at IS NULL"
        ))
        .await;
    usize::try_from(live).unwrap()
}

async fn administrators_who_end_each_other_at_once_leave_one(app: &'static TestApp) {
    let mut raw = app.raw().await;
    for _ in 0..ROUNDS {
        let shop = app.tenant().build().await;
        let all = administrators(&shop).await;
        let end = |index: usize| {
            let (target, _) = &all[(index + 1) % TOGETHER];
            all[index].1.delete(format!("/api/v1/admin/memberships/{target}")).send()
        };
        let replies = join_all((0..TOGETHER).map(end)).await;
        let told: Vec<_> = replies.iter().map(|reply| reply.status).collect();
        assert!(told.iter().all(|status| matches!(status, 204 | 401 | 409 | 503)), "{told:?}");
        let left = left(&mut raw, &shop).await;
        judged(left).unwrap_or_else(|fault| panic!("{fault}: {told:?}"));
        assert_eq!(left, TOGETHER - told.iter().filter(|status| **status == 204).count());
    }
}

/// Sees that others are left, lets everybody else see it, too, and then goes.
async fn naive_end(mut raw: Raw, tenant: Arc<String>, id: String, everybody_has_counted: Arc<Barrier>) {
    let live = format!("SELECT COUNT(*) FROM identity_memberships WHERE tenant_id = {tenant} AND ended_at IS NULL");
    let live = raw.number(&live).await;
    everybody_has_counted.wait().await;
    if live > 1 {
        let id = raw.literal(&id);
        let end = format!("UPDATE identity_memberships SET ended_at = 1 WHERE tenant_id = {tenant} AND id = {id}");
        raw.execute(&end).await.unwrap();
    }
}

async fn the_naive_twin_leaves_nobody(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let all = administrators(&shop).await;
    let connections = join_all((0..TOGETHER).map(|_| app.raw())).await;
    let tenant = Arc::new(connections[0].literal(&shop.id().to_string()));
    let barrier = Arc::new(Barrier::new(TOGETHER));
    let ends = connections
        .into_iter()
        .zip(&all)
        .map(|(raw, (id, _))| naive_end(raw, Arc::clone(&tenant), id.clone(), Arc::clone(&barrier)));
    join_all(ends).await;
    let verdict = judged(left(&mut app.raw().await, &shop).await);
    assert!(verdict.is_err(), "the careless way passes the check");
}
