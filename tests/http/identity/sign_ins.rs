//! Sign-ins on record: who came in by what, who failed, who left; and the mail about a browser that is not known.
//! A stranger who guesses writes next to nothing.

use kontor_testkit::{Client, PASSWORD, Reply, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

use super::people::text;

both!(
    signing_in_and_out_and_what_ends_sessions_is_on_record,
    guesses_are_one_entry_and_a_count,
    who_is_no_member_here_is_not_on_record_here,
    a_sign_in_from_an_unknown_browser_is_told_by_mail_in_the_readers_language,
);

const SESSION: &str = "/api/v1/session";

async fn sign_in(shop: &Shop, email: &str, password: &str, cookie: Option<&str>) -> Reply {
    let request = shop.guest().post(SESSION).json(json!({ "email": email, "password": password }));
    let request =
        request.header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0");
    match cookie {
        Some(cookie) => request.header("cookie", cookie).send().await,
        None => request.send().await,
    }
}

/// The mark that a browser got.
fn mark(reply: &Reply) -> Option<String> {
    let lines = reply.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
    lines.filter_map(|line| line.split(';').next()).find(|pair| pair.starts_with("kontor_device=")).map(str::to_owned)
}

/// Entries about a person, the oldest first: what was done, and what it says.
async fn entries(shop: &Shop, user: &str) -> Vec<(String, Value)> {
    let path = format!("/api/v1/admin/audit?subject_id={user}&limit=200");
    let list = shop.admin().get(path).send().await.expect(200);
    let mut entries = Vec::new();
    for item in list["items"].as_array().unwrap().iter().rev() {
        let path = format!("/api/v1/admin/audit/{}", text(&item["id"]));
        let entry = shop.admin().get(path).send().await.expect(200);
        entries.push((text(&entry["action"]), entry));
    }
    entries
}

async fn me(client: &Client) -> String {
    text(&client.get("/api/v1/me").send().await.expect(200)["id"])
}

async fn signing_in_and_out_and_what_ends_sessions_is_on_record(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let (one, two) = (shop.guest().sign_in(&email, PASSWORD).await, shop.guest().sign_in(&email, PASSWORD).await);
    let three = shop.guest().sign_in(&email, PASSWORD).await;
    let user = me(&one).await;
    let sessions = one.get("/api/v1/me/sessions").send().await.expect(200);
    let other = sessions["items"].as_array().unwrap().iter().find(|item| item["is_current"] == false).unwrap();
    one.delete(format!("/api/v1/me/sessions/{}", text(&other["id"]))).send().await.expect(204);
    one.delete("/api/v1/me/sessions").send().await;
    one.delete(SESSION).send().await.expect(204);
    for gone in [&one, &two, &three] {
        gone.get("/api/v1/me").send().await.problem(401, "auth.invalid");
    }
    let entries = entries(&shop, &user).await;
    let actions: Vec<&str> = entries.iter().map(|(action, _)| action.trim_start_matches("identity.")).collect();
    let (came, ended) = ("signed_in", "sessions_ended");
    assert_eq!(actions, [came, came, came, ended, ended, "signed_out"], "{entries:?}");
    let first = entries[0].1.to_string();
    assert!(first.contains("\"password\"") && first.contains(&email) && first.contains("127.0.0.1"), "{first}");
}

async fn guesses_are_one_entry_and_a_count(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let known = sign_in(&shop, &email, PASSWORD, None).await;
    known.expect(200);
    let user = me(&shop.guest().with_session(&known)).await;
    let device = mark(&known).expect("the browser is known from here on");
    let mut refused = 0;
    for _ in 0..15 {
        let reply = sign_in(&shop, &email, "not the password", None).await;
        assert!(matches!(reply.status, 401 | 429), "{}", reply.text());
        refused += u32::from(reply.status == 429);
    }
    assert!(refused > 0, "the guesses were too few to be refused");
    let failed = async || {
        let entries = entries(&shop, &user).await;
        entries.into_iter().filter(|(action, _)| action == "identity.sign_in_failed").collect::<Vec<_>>()
    };
    let told =
        eventually("the failure is on record", || async { Some(failed().await).filter(|told| !told.is_empty()) });
    let told = told.await;
    assert_eq!(told.len(), 1, "{told:?}");
    let entry = told[0].1.to_string();
    assert!(entry.contains("\"guest\"") && entry.contains("127.0.0.1") && entry.contains("\"password\""), "{entry}");
    sign_in(&shop, &email, PASSWORD, Some(&device)).await.expect(200);
    let entries = entries(&shop, &user).await;
    let last = &entries.last().unwrap();
    assert_eq!(last.0, "identity.signed_in");
    assert!(last.1.to_string().contains("\"failed_before\":14"), "{}", last.1);
    assert_eq!(failed().await.len(), 1, "the others are a count");
}

async fn who_is_no_member_here_is_not_on_record_here(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let email = elsewhere.person("order_desk", None).await;
    let member = shop.person("order_desk", None).await;
    for email in [&email, &"nobody@nowhere.example".to_owned(), &member] {
        sign_in(&shop, email, "not the password", None).await.expect(401);
    }
    let failures = || async {
        let path = "/api/v1/admin/audit?action=identity.sign_in_failed";
        let list = shop.admin().get(path).send().await.expect(200);
        Some(list["items"].as_array().unwrap().clone()).filter(|items| !items.is_empty())
    };
    let failures = eventually("the member's failure is on record", failures).await;
    assert_eq!(failures.len(), 1, "{failures:?}");
}

async fn a_sign_in_from_an_unknown_browser_is_told_by_mail_in_the_readers_language(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    let email = shop.person("buyer", Some(&shop.company("ACME").await)).await;
    let first = sign_in(&shop, &email, PASSWORD, None).await;
    first.expect(200);
    let device = mark(&first).expect("the browser is known from here on");
    let client = shop.guest().with_session(&first);
    client.patch("/api/v1/me").json(json!({ "locale": "pl" })).send().await.expect(200);
    let again = sign_in(&shop, &email, PASSWORD, Some(&device)).await;
    again.expect(200);
    assert_eq!(mark(&again), None, "a known browser keeps its mark");
    let stranger = sign_in(&shop, &email, PASSWORD, Some("kontor_device=v1.forged")).await;
    stranger.expect(200);
    let mail = app.mail().nth_mail(&email, 1).await;
    assert_eq!(mail.subject(), "Nowe logowanie na Twoje konto");
    for part in [mail.text(), mail.html()] {
        assert!(part.contains("Firefox") && part.contains("127.0.0.1"), "{part}");
        assert!(part.contains("/account/devices"), "{part}");
    }
    // The new browser is known now, and neither the first sign-in nor one from a known browser was told.
    let device = mark(&stranger).expect("the other browser is known, too");
    sign_in(&shop, &email, PASSWORD, Some(&device)).await.expect(200);
    let sent = shop.admin().get(format!("/api/v1/admin/messages?q={email}")).send().await.expect(200);
    assert_eq!(sent["items"].as_array().unwrap().len(), 1, "{sent}");
}
