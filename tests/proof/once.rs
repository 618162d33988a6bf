//! What is good once is good once, however many bring it at the same time: tickets of mails and handovers, one-time codes
//! and recovery codes. Each race stands beside its naive twin, which looks first and strikes out afterwards.

use std::sync::Arc;

use futures_util::future::join_all;
use kontor_testkit::{PASSWORD, Raw, Reply, Shop, TestApp, both};
use serde_json::{Value, json};
use tokio::sync::Barrier;

use crate::http::identity::second_factor::{set_up, ticket};

both!(
    of_twenty_who_bring_one_ticket_one_is_let_in,
    of_twenty_who_bring_one_code_one_is_let_in,
    of_twenty_who_bring_one_recovery_code_one_is_let_in,
    the_naive_twin_lets_everybody_in,
);

const TRIES: usize = 20;

/// What both the proof and its twin are judged by.
fn judged(let_in: usize) -> Result<(), String> {
    if let_in == 1 { Ok(()) } else { Err(format!("{let_in} of {TRIES} were let in")) }
}

async fn at_once(shop: &Shop, path: &str, bodies: Vec<Value>) -> Vec<Reply> {
    // Each on a connection of its own, so that they meet at the server.
    let guests: Vec<_> =
        bodies.iter().map(|_| kontor_testkit::Client::new(shop.guest().address(), shop.guest().host())).collect();
    join_all(guests.iter().zip(bodies).map(|(guest, body)| guest.post(path).json(body).send())).await
}

fn let_in(replies: &[Reply]) -> usize {
    replies.iter().filter(|reply| reply.session_cookie().is_some()).count()
}

async fn of_twenty_who_bring_one_ticket_one_is_let_in(app: &'static TestApp) {
    let (here, there) = (app.tenant().build().await, app.tenant().build().await);
    let email = here.person("order_desk", None).await;
    there.membership(&email, "order_desk", None).await;
    let client = here.guest().sign_in(&email, PASSWORD).await;
    for _ in 0..3 {
        let way = client.post("/api/v1/session/handover").json(json!({ "tenant_code": there.code() })).send().await;
        let url = way.expect(201)["url"].as_str().unwrap().to_owned();
        let ticket = url.rsplit_once("ticket=").unwrap().1;
        let bodies = vec![json!({ "ticket": ticket }); TRIES];
        let replies = at_once(&there, "/api/v1/session/handover/acceptance", bodies).await;
        judged(let_in(&replies)).unwrap();
        replies.iter().filter(|reply| reply.status != 200).for_each(|reply| {
            reply.problem(409, "identity.ticket_over");
        });
    }
}

/// Twenty first steps of one person, each with a ticket of its own.
async fn tickets(shop: &Shop, email: &str) -> Vec<String> {
    let mut tickets = Vec::new();
    for _ in 0..TRIES {
        tickets.push(ticket(shop, email).await);
    }
    tickets
}

/// Wrong codes are bounded before they are compared, so that some of the twenty are refused for their number.
async fn race(shop: &Shop, tickets: &[String], code: &str) {
    let bodies = tickets.iter().map(|ticket| json!({ "ticket": ticket, "code": code })).collect();
    let replies = at_once(shop, "/api/v1/session/second-factor", bodies).await;
    judged(let_in(&replies)).unwrap();
    for reply in replies.iter().filter(|reply| reply.status != 200) {
        assert!(matches!(reply.status, 422 | 429), "{} {}", reply.status, reply.text());
    }
}

async fn of_twenty_who_bring_one_code_one_is_let_in(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let mut phone = set_up(&shop.guest().sign_in(&email, PASSWORD).await).await;
    race(&shop, &tickets(&shop, &email).await, &phone.code()).await;
}

async fn of_twenty_who_bring_one_recovery_code_one_is_let_in(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let phone = set_up(&shop.guest().sign_in(&email, PASSWORD).await).await;
    race(&shop, &tickets(&shop, &email).await, &phone.recovery[0]).await;
}

/// Looks whether the ticket is there, lets everybody else look, too, and then strikes it out.
async fn naive(mut raw: Raw, purpose: String, everybody_has_looked: Arc<Barrier>) -> bool {
    let seen = raw.number(&format!("SELECT COUNT(*) FROM identity_tickets WHERE purpose = '{purpose}'")).await;
    everybody_has_looked.wait().await;
    let strike = format!("DELETE FROM identity_tickets WHERE purpose = '{purpose}'");
    raw.execute(&strike).await.is_ok() && seen == 1
}

async fn the_naive_twin_lets_everybody_in(app: &'static TestApp) {
    let purpose = format!("twin {}", uuid::Uuid::now_v7());
    let mut raw = app.raw().await;
    let insert = format!(
        "INSERT INTO identity_tickets (secret_hash, purpose, data, created_at, expires_at) \
         VALUES ('{purpose}', '{purpose}', '{{}}', 0, 9000000000000000)"
    );
    raw.execute(&insert).await.unwrap();
    let connections = join_all((0..TRIES).map(|_| app.raw())).await;
    let barrier = Arc::new(Barrier::new(TRIES));
    let tries = connections.into_iter().map(|raw| naive(raw, purpose.clone(), Arc::clone(&barrier)));
    let let_in = join_all(tries).await.into_iter().filter(|won| *won).count();
    let verdict = judged(let_in);
    assert!(verdict.is_err(), "the careless way passes the check: {verdict:?}");
}
