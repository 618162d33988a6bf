//! The send register through its routes, and mails of the theme as they arrive at a real mail server.
//! What is sent when is the business of whoever sends; here a message is queued as any engine would queue it.

use kontor_testkit::{Manner, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

both!(
    a_mail_arrives_in_the_readers_language_with_both_parts,
    staff_see_what_was_written_and_not_where_its_link_led,
    a_refused_message_is_sent_again_by_staff_and_only_then,
    what_people_call_themselves_is_printed_as_it_stands,
    the_register_is_searched_and_paged,
    a_tenants_settings_name_the_sender_in_a_domain_that_the_operator_has_let,
);

fn invitation(inviter: &str) -> Value {
    json!({ "inviter": inviter, "company": "Stocznia Żuraw", "role": "Kupujący", "expires_at": "2026-11-30T22:30:00Z" })
}

/// An address that only this tenant writes to.
fn address(shop: &Shop, name: &str) -> String {
    format!("{name}@{}.example", shop.code())
}

/// The message to an address, as soon as it stands as expected.
async fn entry(shop: &Shop, to: &str, state: &str) -> Value {
    eventually(&format!("a message to {to} is {state}"), || async {
        let path = format!("/api/v1/admin/messages?q={to}&state={state}&page=1");
        let list = shop.admin().get(path).send().await.expect(200);
        list["items"].as_array().unwrap().first().cloned()
    })
    .await
}

async fn a_mail_arrives_in_the_readers_language_with_both_parts(app: &'static TestApp) {
    let shop = app.tenant().languages(["pl", "en"]).build().await;
    let to = address(&shop, "lukasz");
    shop.send_message("identity/invitation", &to, Some("Łukasz Żółw"), "/invitation/s3cr3t", invitation("Zofia Łoś"))
        .await;
    let mail = app.mail().nth_mail(&to, 1).await;
    assert_eq!(mail.addressee(), ("Łukasz Żółw".to_owned(), to));
    assert_eq!(mail.from().0, "Anvil Trading");
    let (text, html) = (mail.text(), mail.html());
    for part in [&text, &html] {
        assert!(part.contains("Stocznia Żuraw") && part.contains("Łukasz Żółw"), "{part}");
        assert!(part.contains("/invitation/s3cr3t"), "{part}");
    }
    assert!(text.lines().any(|line| line.ends_with("/invitation/s3cr3t")), "{text}");
    assert!(html.starts_with("<!doctype html>") && !text.contains('<'), "{text}");
    assert_eq!(mail.path_with("/invitation/"), "/invitation/s3cr3t");
    assert!(mail.header("message-id").unwrap().ends_with("@localhost>"));
}

async fn staff_see_what_was_written_and_not_where_its_link_led(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let to = address(&shop, "ann");
    shop.send_message("identity/invitation", &to, Some("Ann"), "/invitation/s3cr3t", invitation("Ben")).await;
    let listed = entry(&shop, &to, "sent").await;
    assert_eq!((&listed["content"], &listed["subject"]), (&Value::Null, &json!("Ben invites you to Anvil Trading")));
    assert_eq!((&listed["to"], &listed["attempts"]), (&json!({ "address": to, "name": "Ann" }), &json!(1)));
    let path = format!("/api/v1/admin/messages/{}", listed["id"].as_str().unwrap());
    let seen = shop.admin().get(&path).send().await;
    let content = &seen.expect(200)["content"];
    assert!(!seen.text().contains("s3cr3t"));
    assert!(
        content["html"].as_str().unwrap().contains("/[link]") && content["text"].as_str().unwrap().contains("/[link]")
    );
    assert_eq!(
        Some(content["message_id"].as_str().unwrap()),
        app.mail().mailbox(&to)[0].header("message-id").as_deref()
    );
    let other = app.tenant().build().await;
    other.admin().get(path).send().await.problem(404, "not_found");
}

async fn a_refused_message_is_sent_again_by_staff_and_only_then(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let to = address(&shop, "gone");
    let id = shop.refused_message(&to).await;
    let path = format!("/api/v1/admin/messages/{id}");
    let refused = shop.admin().get(&path).send().await.expect(200);
    assert!(refused["last_error"].as_str().unwrap().contains("Nobody of that name lives here"), "{refused}");
    assert_eq!((&refused["state"], &refused["next_try_at"]), (&json!("given_up"), &Value::Null));
    app.mail().treat(&to, Manner::Take);
    let again = shop.admin().post(format!("{path}/retry")).send().await.expect(200);
    assert_eq!(again["state"], "queued");
    let mail = app.mail().nth_mail(&to, 1).await;
    entry(&shop, &to, "sent").await;
    let sent = shop.admin().get(&path).send().await.expect(200);
    assert_eq!(Some(sent["content"]["message_id"].as_str().unwrap()), mail.header("message-id").as_deref());
    shop.admin().post(format!("{path}/retry")).send().await.problem(409, "messages.not_failed");
    assert_eq!(app.mail().seen_by(&to).len(), 1);
}

async fn what_people_call_themselves_is_printed_as_it_stands(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let to = address(&shop, "eve");
    let hostile = "{{7*7}} <img src=x onerror=alert(1)>";
    let data = json!({ "inviter": hostile, "company": hostile, "role": hostile, "expires_at": "2026-11-30T22:30:00Z" });
    let name = format!("{hostile}\r\nBcc: all@evil.example");
    shop.send_message("identity/invitation", &to, Some(&name), "/invitation/x", data).await;
    let mail = app.mail().nth_mail(&to, 1).await;
    assert_eq!(mail.to, [to]);
    assert!(!mail.headers().contains(&"bcc".to_owned()), "{:?}", mail.headers());
    assert!(mail.subject().starts_with(hostile), "{}", mail.subject());
    assert!(mail.html().contains("{{7*7}} &lt;img") && !mail.html().contains("<img"), "{}", mail.html());
    assert!(mail.text().contains(hostile), "{}", mail.text());
}

async fn the_register_is_searched_and_paged(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for name in ["one", "two", "three"] {
        let to = address(&shop, name);
        shop.send_message("identity/account-exists", &to, None, "/sign-in", json!({})).await;
        entry(&shop, &to, "sent").await;
    }
    let list = |query: &str| {
        let request = shop.admin().get(format!("/api/v1/admin/messages?{query}"));
        async move { request.send().await }
    };
    let first = list("limit=2").await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = list(&format!("limit=2&cursor={cursor}")).await.expect(200);
    let to = |page: &Value| page["items"].as_array().unwrap().iter().map(|row| row["to"]["address"].clone()).collect();
    let all: Vec<Value> = [to(&first), to(&second)].into_iter().flat_map(|page: Vec<Value>| page).collect();
    assert_eq!(all, ["three", "two", "one"].map(|name| json!(address(&shop, name))));
    for (query, total) in [
        ("page=1", 3),
        ("page=1&q=TWO@", 1),
        ("page=1&q=already%20have", 3),
        ("page=1&state=queued", 0),
        ("page=1&template=identity/account-exists", 3),
        ("page=1&template=identity/invitation", 0),
    ] {
        assert_eq!(list(query).await.expect(200)["total"], total, "{query}");
    }
    list("state=lost").await.expect(400);
    list("sate=sent").await.expect(400);
}

async fn a_tenants_settings_name_the_sender_in_a_domain_that_the_operator_has_let(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let settings =
        json!({ "from_address": "shop@anvil.example", "from_name": "Anvil Łódź", "reply_to": "help@anvil.example" });
    let path = "/api/v1/admin/modules/messages";
    shop.admin().put(path).json(json!({ "enabled": true, "settings": settings })).send().await.expect(200);
    let wrong = json!({ "enabled": true, "settings": { "reply_to": "nobody" } });
    shop.admin().put(path).json(wrong).send().await.problem(422, "module.bad_settings");
    let to = address(&shop, "ann");
    let nth = async |nth: usize| {
        shop.send_message("identity/account-exists", &to, None, "/sign-in", json!({})).await;
        let mail = app.mail().nth_mail(&to, nth).await;
        (mail.from(), mail.header("reply-to"))
    };
    let (ours, theirs) = (("Anvil Trading", "kontor@localhost"), ("Anvil Łódź", "shop@anvil.example"));
    let named = |(name, address): (&str, &str)| (name.to_owned(), address.to_owned());
    let help = Some("help@anvil.example".to_owned());
    assert_eq!(nth(1).await, (named(ours), help.clone()), "the operator has let nothing");
    let domains = async |change: Value| {
        let path = format!("/api/v1/operator/tenants/{}", shop.code());
        app.operator().patch(path).json(json!({ "sender_domains": change })).send().await
    };
    domains(json!({ "add": ["no domain"] })).await.problem(422, "operator.bad_field");
    domains(json!({ "add": ["mail.anvil.example"] })).await.expect(200);
    assert_eq!(nth(2).await, (named(ours), help.clone()), "another domain");
    let let_be = domains(json!({ "add": ["Anvil.Example"] })).await.expect(200);
    assert_eq!(let_be["sender_domains"], json!(["anvil.example", "mail.anvil.example"]));
    assert_eq!(nth(3).await, (named(theirs), help));
    domains(json!({ "remove": ["anvil.example"] })).await.expect(200);
    let without = json!({ "enabled": true, "settings": { "from_address": "shop@anvil.example" } });
    shop.admin().put(path).json(without).send().await.expect(200);
    let answers = Some("shop@anvil.example".to_owned());
    assert_eq!(nth(4).await, (named(ours), answers), "answers go where the tenant wants to be written to");
}
