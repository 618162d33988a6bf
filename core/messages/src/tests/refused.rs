//! What happens when the mail server does not take a mail: later, never, or after somebody has mended something.
//! Every attempt carries the same Message-ID.

use std::collections::BTreeSet;

use kontor_testkit::{MailServer, Manner, Security};

use super::{ANN, Database, both, world, world_with};
use crate::{MailTransport, MessageState, error::MessagesError};

both!(
    a_postponed_mail_is_sent_later_with_the_same_message_id,
    a_refused_address_is_given_up_at_once_and_staff_can_try_again,
    a_server_that_is_away_is_tried_for_half_a_day,
    a_server_that_hangs_up_gets_the_same_mail_again,
    what_is_wrong_with_our_sign_in_is_no_last_word_on_a_mail,
);

async fn a_postponed_mail_is_sent_later_with_the_same_message_id(database: Database) {
    let world = world(database).await;
    world.server.treat(ANN, Manner::Postpone(2));
    let id = world.try_invitation().await;
    let row = world.row(id).await;
    assert_eq!((row.state, row.failures, row.attempts), (MessageState::Failed, 1, 1));
    assert_eq!(row.next_try_at, world.clock.now().plus_seconds(60));
    assert_eq!(row.last_error.as_deref(), Some("transient error (451): 4.3.0 Come back later"));
    assert!(row.link.is_some(), "the next attempt needs it");
    let worker = world.worker();
    world.service.deliver(&world.ctx, id).await.unwrap();
    assert_eq!(world.row(id).await.attempts, 1, "it is not due yet");
    world.pass_seconds(60);
    while world.row(id).await.failures < 2 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    world.pass_seconds(300);
    let row = world.until(id, MessageState::Sent).await;
    worker.kill().await;
    assert_eq!((row.attempts, row.last_error, row.link), (3, None, None));
    let seen = world.server.seen_by(ANN);
    let ids: BTreeSet<_> = seen.iter().map(|mail| mail.header("message-id").unwrap()).collect();
    assert_eq!((seen.len(), ids.len(), world.server.mailbox(ANN).len()), (3, 1, 1));
}

async fn a_refused_address_is_given_up_at_once_and_staff_can_try_again(database: Database) {
    let world = world(database).await;
    world.server.treat(ANN, Manner::Refuse);
    let id = world.try_invitation().await;
    let row = world.row(id).await;
    assert_eq!((row.state, row.attempts), (MessageState::GivenUp, 1));
    assert!(row.last_error.unwrap().contains("Nobody of that name lives here"));
    assert!(world.content(id).await.is_some(), "staff see what would have been sent");
    world.pass_seconds(86_400);
    world.service.deliver(&world.ctx, id).await.unwrap();
    assert_eq!(world.row(id).await.attempts, 1);
    world.server.treat(ANN, Manner::Take);
    world.service.send_again(&world.ctx, id).await.unwrap();
    let worker = world.worker();
    let sent = world.until(id, MessageState::Sent).await;
    worker.kill().await;
    assert_eq!((sent.message_id, sent.attempts), (row.message_id, 2));
    let again = world.service.send_again(&world.ctx, id).await;
    assert!(matches!(again, Err(MessagesError::NotFailed)));
}

async fn a_server_that_is_away_is_tried_for_half_a_day(database: Database) {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let transport = MailTransport::Smtp { url: format!("smtp://{nobody}"), authorities: None };
    let world = world_with(database, MailServer::start(), transport).await;
    let id = world.try_invitation().await;
    let mut pauses = Vec::new();
    while world.row(id).await.state == MessageState::Failed {
        let pause = (world.row(id).await.next_try_at.micros() - world.clock.now().micros()) / 1_000_000;
        pauses.push(pause);
        world.pass_seconds(pause);
        world.service.deliver(&world.ctx, id).await.unwrap();
    }
    let row = world.row(id).await;
    assert_eq!((row.state, row.attempts), (MessageState::GivenUp, 6));
    assert_eq!(pauses, [60, 300, 1_800, 7_200, 28_800]);
    world.pass_seconds(8 * 86_400);
    let late = world.service.send_again(&world.ctx, id).await;
    assert!(matches!(late, Err(MessagesError::TooOld)));
}

async fn a_server_that_hangs_up_gets_the_same_mail_again(database: Database) {
    let world = world(database).await;
    world.server.treat(ANN, Manner::HangUp(1));
    let id = world.try_invitation().await;
    assert_eq!(world.row(id).await.state, MessageState::Failed);
    world.pass_seconds(60);
    world.service.deliver(&world.ctx, id).await.unwrap();
    assert_eq!(world.row(id).await.state, MessageState::Sent);
    // The server has taken both: nobody could know. Their Message-ID tells the mailbox that they are one.
    let got = world.server.mailbox(ANN);
    let ids: BTreeSet<_> = got.iter().map(|mail| mail.header("message-id").unwrap()).collect();
    assert_eq!((got.len(), ids.len()), (2, 1));
}

async fn what_is_wrong_with_our_sign_in_is_no_last_word_on_a_mail(database: Database) {
    let server = MailServer::start_with(Security { sign_in: Some(("kontor".into(), "right".into())), tls: false });
    let url = server.url().replace("right", "wrong");
    let world = world_with(database, server, MailTransport::Smtp { url, authorities: None }).await;
    let id = world.try_invitation().await;
    let row = world.row(id).await;
    assert_eq!(row.state, MessageState::Failed, "{:?}", row.last_error);
    assert!(row.last_error.unwrap().contains("535"));
}
