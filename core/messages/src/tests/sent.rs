//! What a mail looks like when it arrives, and what stays of it.
//! The mail server is a real one; what it has got is read with a parser that is not lettre's.

use kontor_contract::{
    Outcome,
    messages::{Messages, NewMessage},
};
use kontor_module::ModuleState;
use kontor_testkit::MailServer;
use serde_json::json;

use super::{ANN, Database, World, both, invitation, world, world_with};
use crate::{MailTransport, MessageState};

both!(
    a_mail_arrives_once_with_both_parts_and_polish_letters,
    nothing_of_a_secret_stays_once_it_was_handed_over,
    what_was_rolled_back_is_not_sent,
    a_message_with_a_known_key_is_not_queued_again,
    a_name_with_a_line_break_adds_no_header,
    a_tenants_settings_say_who_writes,
    without_a_mail_server_mails_become_files,
    what_cannot_be_a_message_is_refused_at_once,
);

async fn a_mail_arrives_once_with_both_parts_and_polish_letters(database: Database) {
    let world = world(database).await;
    let id = world.queue(invitation()).await.unwrap();
    let worker = world.worker();
    let row = world.until(id, MessageState::Sent).await;
    worker.kill().await;
    let mail = world.server.nth_mail(ANN, 1).await;
    assert_eq!(mail.subject(), "Baltic Śruby for Ann Żółw");
    assert_eq!(mail.from(), ("Baltic Śruby".to_owned(), "post@kontor.example".to_owned()));
    assert_eq!(mail.addressee(), ("Ann Żółw".to_owned(), ANN.to_owned()));
    let link = "https://baltic.example/invitation/s3cr3t=";
    assert_eq!(mail.text().trim(), format!("Cześć Ann Żółw, masz zaproszenie.\n{link}"));
    assert_eq!(mail.html().trim(), format!("<p>Cześć Ann Żółw, masz zaproszenie.</p><a href=\"{link}\">Łącze</a>"));
    assert!(mail.header("content-type").unwrap().starts_with("multipart/alternative"));
    assert_eq!(mail.header("auto-submitted").as_deref(), Some("auto-generated"));
    assert_eq!(mail.header("date").as_deref(), Some("Sun, 22 Nov 2026 10:00:00 +0000"));
    assert_eq!(mail.header("message-id"), Some(row.message_id));
    world.service.deliver(&world.ctx, id).await.unwrap();
    assert_eq!(world.server.seen_by(ANN).len(), 1);
}

async fn nothing_of_a_secret_stays_once_it_was_handed_over(database: Database) {
    let world = world(database).await;
    let id = world.try_invitation().await;
    let (row, content) = (world.row(id).await, world.content(id).await.unwrap());
    assert_eq!((row.state, row.link.as_ref(), &row.data), (MessageState::Sent, None, &json!({})));
    assert_eq!(row.sent_at, Some(world.clock.now()));
    assert!(world.server.mailbox(ANN)[0].text().contains("s3cr3t"));
    assert!(!format!("{row:?}{content:?}").contains("s3cr3t"));
    assert!(content.html.contains("href=\"https://baltic.example/[link]\""), "{}", content.html);
    assert!(content.plain_text.contains("https://baltic.example/[link]"), "{}", content.plain_text);
}

async fn what_was_rolled_back_is_not_sent(database: Database) {
    let world = world(database).await;
    let tx = world.store.write(&world.ctx).await.unwrap();
    let id = Messages::send(&world.service, &tx, invitation()).await.unwrap().unwrap();
    drop(tx);
    world.service.deliver(&world.ctx, id).await.unwrap();
    assert_eq!(world.server.seen_by(ANN).len(), 0);
}

async fn a_message_with_a_known_key_is_not_queued_again(database: Database) {
    let world = world(database).await;
    let keyed = || NewMessage { once: Some("welcome/ann".to_owned()), ..invitation() };
    assert!(world.queue(keyed()).await.is_some());
    assert!(world.queue(keyed()).await.is_none());
    assert!(world.queue(NewMessage { once: Some("welcome/ben".to_owned()), ..invitation() }).await.is_some());
    assert!(world.queue(invitation()).await.is_some());
}

async fn a_name_with_a_line_break_adds_no_header(database: Database) {
    let world = world(database).await;
    let name = Some("Ann\r\nBcc: all@evil.example\r\n\r\n<script>".to_owned());
    let id = world.queue(NewMessage { to_name: name, ..invitation() }).await.unwrap();
    world.service.deliver(&world.ctx, id).await.unwrap();
    let mail = world.server.nth_mail(ANN, 1).await;
    assert_eq!(mail.to, [ANN]);
    assert!(!mail.headers().contains(&"bcc".to_owned()), "{:?}", mail.headers());
    assert_eq!(mail.addressee().0, "Ann Bcc: all@evil.example <script>");
}

async fn set(world: &World, settings: serde_json::Value) -> Outcome<()> {
    let tx = world.store.write(&world.ctx).await?;
    let state = ModuleState { enabled: true, settings };
    world.service.boot.modules.set_state(&tx, "messages", state).await?;
    Ok(tx.commit().await?)
}

async fn a_tenants_settings_say_who_writes(database: Database) {
    let world = world(database).await;
    let settings = json!({ "from_address": "shop@baltic.example", "from_name": "Baltic\nShop", "reply_to": "" });
    set(&world, settings).await.unwrap();
    world.try_invitation().await;
    let mail = world.server.nth_mail(ANN, 1).await;
    assert_eq!(mail.from(), ("Baltic Shop".to_owned(), "shop@baltic.example".to_owned()));
    assert_eq!(mail.header("reply-to"), None);
    let settings = json!({ "reply_to": "help@baltic.example" });
    set(&world, settings).await.unwrap();
    world.try_invitation().await;
    let mail = world.server.nth_mail(ANN, 2).await;
    assert_eq!(mail.from(), ("Baltic Śruby".to_owned(), "post@kontor.example".to_owned()));
    assert_eq!(mail.header("reply-to").as_deref(), Some("help@baltic.example"));
    let settings = json!({ "from_address": "ceo@bank.example", "from_name": "Bank" });
    set(&world, settings).await.unwrap();
    world.try_invitation().await;
    let mail = world.server.nth_mail(ANN, 3).await;
    assert_eq!(mail.from(), ("Baltic Śruby".to_owned(), "post@kontor.example".to_owned()), "the domain was not let");
    assert_eq!(mail.header("reply-to").as_deref(), Some("ceo@bank.example"));
    for bad in [json!({ "from_address": "no address" }), json!({ "from": "a@b.example" })] {
        assert!(set(&world, bad).await.is_err());
    }
}

async fn without_a_mail_server_mails_become_files(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let transport = MailTransport::Capture { folder: folder.path().join("mail") };
    let world = world_with(database, MailServer::start(), transport).await;
    let id = world.try_invitation().await;
    let row = world.row(id).await;
    assert_eq!((row.state, row.link), (MessageState::Captured, None));
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mail/baltic")).unwrap().flatten().collect();
    let name = files[0].file_name().into_string().unwrap();
    assert_eq!(files.len(), 1);
    assert!(name.starts_with("2026-11-22T10-00-00-identity-invitation-") && name.ends_with(".eml"), "{name}");
    let text = std::fs::read_to_string(files[0].path()).unwrap();
    assert!(text.contains(&row.message_id) && text.contains("s3cr3t"), "{text}");
    assert_eq!(world.server.seen_by(ANN).len(), 0);
}

async fn what_cannot_be_a_message_is_refused_at_once(database: Database) {
    let world = world(database).await;
    let tx = world.store.write(&world.ctx).await.unwrap();
    let send = async |message| Messages::send(&world.service, &tx, message).await.unwrap_err().to_string();
    for address in ["", "ann", "ann@", "ann@reader.example\r\nRCPT TO:<all@evil.example>", "a b@c.example"] {
        let told = send(NewMessage { to: address.to_owned(), ..invitation() }).await;
        assert!(told.ends_with("is not an e-mail address."), "{address}: {told}");
    }
    let told = send(NewMessage { link: Some("https://evil.example/".to_owned()), ..invitation() }).await;
    assert!(told.contains("begins with a slash"), "{told}");
    // What a template lacks is found where the message is made, as long as it is not a release.
    assert!(send(NewMessage { data: json!({}), ..invitation() }).await.contains("no such text"));
    assert!(world.folder.path().exists());
}
