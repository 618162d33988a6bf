//! Encryption and signing in, with a certificate made for the test.
//! Who cannot prove to be the mail server gets neither password nor mail.

use kontor_testkit::{MailServer, Security};

use super::{ANN, Database, both, world_with};
use crate::{MailTransport, MessageState};

both!(a_mail_travels_encrypted_after_signing_in, a_server_that_nobody_vouches_for_gets_no_mail);

fn guarded() -> MailServer {
    MailServer::start_with(Security { tls: true, sign_in: Some(("kontor".to_owned(), "p%40ss".to_owned())) })
}

async fn a_mail_travels_encrypted_after_signing_in(database: Database) {
    // The password holds an @, which a URL writes as %40.
    let server = MailServer::start_with(Security { tls: true, sign_in: Some(("kontor".into(), "p@ss".into())) });
    let url = server.url().replace("p@ss", "p%40ss");
    let authorities = server.authority().map(std::path::Path::to_owned);
    let world = world_with(database, server, MailTransport::Smtp { url, authorities }).await;
    let id = world.try_invitation().await;
    let row = world.row(id).await;
    assert_eq!(row.state, MessageState::Sent, "{:?}", row.last_error);
    assert!(world.server.nth_mail(ANN, 1).await.was_encrypted);
}

async fn a_server_that_nobody_vouches_for_gets_no_mail(database: Database) {
    let server = guarded();
    let transport = MailTransport::Smtp { url: server.url(), authorities: None };
    let world = world_with(database, server, transport).await;
    let id = world.try_invitation().await;
    let row = world.row(id).await;
    assert_eq!(row.state, MessageState::Failed);
    assert!(row.last_error.unwrap().contains("certificate"));
    assert_eq!(world.server.seen_by(ANN).len(), 0);
}
