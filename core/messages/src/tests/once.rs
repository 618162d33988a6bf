//! Nothing is sent twice, except where a process dies at the one moment at which nobody can know.
//! The naive twin, which looks before it sends instead of taking, shows that the tests can fail.

use std::{collections::BTreeSet, time::Duration};

use futures_util::future::join_all;
use kontor_testkit::Manner;

use super::{ANN, Database, World, both, invitation, world};
use crate::{
    MessageState,
    transport::{Sender, compose},
};

both!(
    of_many_workers_at_once_one_sends,
    the_naive_twin_sends_several_times,
    a_worker_that_dies_while_sending_is_replaced_and_the_message_keeps_its_id,
    a_worker_taken_for_dead_has_no_say_any_more,
);

const WORKERS: usize = 6;

async fn of_many_workers_at_once_one_sends(database: Database) {
    let world = world(database).await;
    world.server.treat(ANN, Manner::Dawdle(Duration::from_millis(200)));
    let id = world.queue(invitation()).await.unwrap();
    let outcomes = join_all((0..WORKERS).map(|_| world.service.deliver(&world.ctx, id))).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "the others come back later");
    let row = world.row(id).await;
    assert_eq!((row.state, row.attempts), (MessageState::Sent, 1));
    assert_eq!(world.server.seen_by(ANN).len(), 1);
}

/// Looks whether the message waits, sends it, and then says so.
async fn naively(world: &World, id: kontor_kernel::MessageId) {
    let row = world.row(id).await;
    if row.state != MessageState::Queued {
        return;
    }
    let mail = kontor_contract::messages::RenderedMail { subject: "x".into(), html: "x".into(), text: "x".into() };
    let sender = Sender { address: "a@b.example".parse().unwrap(), name: String::new(), reply_to: None };
    let mail = compose(&row, &mail, &sender, Vec::new()).unwrap();
    let transport = crate::MailTransport::Smtp { url: world.server.url(), authorities: None };
    crate::transport::Transport::open(&transport).unwrap().hand_over(&world.ctx, &row, &mail).await;
    let tx = world.store.write(&world.ctx).await.unwrap();
    let sent = tx.update::<crate::entities::outgoing::Entity>();
    sent.set(crate::entities::outgoing::Column::State, MessageState::Sent).run(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn the_naive_twin_sends_several_times(database: Database) {
    let world = world(database).await;
    world.server.treat(ANN, Manner::Dawdle(Duration::from_millis(200)));
    let id = world.queue(invitation()).await.unwrap();
    join_all((0..WORKERS).map(|_| naively(&world, id))).await;
    assert!(world.server.seen_by(ANN).len() > 1);
}

async fn a_worker_that_dies_while_sending_is_replaced_and_the_message_keeps_its_id(database: Database) {
    let world = world(database).await;
    // It has taken the mail and will say so in a while: the worst moment to die.
    world.server.treat(ANN, Manner::Dawdle(Duration::from_secs(600)));
    let id = world.queue(invitation()).await.unwrap();
    let first = world.worker();
    world.server.nth_mail(ANN, 1).await;
    first.kill().await;
    assert_eq!(world.row(id).await.state, MessageState::Sending);
    world.server.treat(ANN, Manner::Take);
    world.pass_seconds(61);
    let second = world.worker();
    let row = world.until(id, MessageState::Sent).await;
    second.kill().await;
    let got = world.server.mailbox(ANN);
    let ids: BTreeSet<_> = got.iter().map(|mail| mail.header("message-id").unwrap()).collect();
    assert_eq!((got.len(), ids.len(), row.attempts), (2, 1, 2));
}

async fn a_worker_taken_for_dead_has_no_say_any_more(database: Database) {
    let world = world(database).await;
    world.server.treat(ANN, Manner::Dawdle(Duration::from_millis(1500)));
    let id = world.queue(invitation()).await.unwrap();
    let (service, ctx) = (world.service.clone(), world.ctx.clone());
    let slow = tokio::spawn(async move { service.deliver(&ctx, id).await });
    world.server.nth_mail(ANN, 1).await;
    world.pass_seconds(61);
    world.server.treat(ANN, Manner::Refuse);
    world.service.deliver(&world.ctx, id).await.unwrap();
    assert_eq!(world.row(id).await.state, MessageState::GivenUp);
    slow.await.unwrap().unwrap();
    let row = world.row(id).await;
    assert_eq!((row.state, row.attempts), (MessageState::GivenUp, 2));
}
