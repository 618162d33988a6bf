//! What is tidied up each hour.
//! Doing it twice changes nothing.

use kontor_store::Tx;
use kontor_testkit::Manner;
use sea_orm::ColumnTrait;

use super::{ANN, Database, both, invitation, world};
use crate::{MessageState, entities::outgoing};

both!(a_message_whose_job_was_lost_is_sent_after_all, a_message_that_was_given_up_loses_its_secret_after_a_week);

async fn a_message_whose_job_was_lost_is_sent_after_all(database: Database) {
    let world = world(database).await;
    let id = world.queue(invitation()).await.unwrap();
    let tx = world.store.write(&world.ctx).await.unwrap();
    // Queued by another node's clock, long ago, and its job went with a restored backup.
    let long_ago = world.clock.now().plus_seconds(-3_600);
    let update = tx.update::<outgoing::Entity>().set(outgoing::Column::NextTryAt, long_ago);
    update.filter(outgoing::Column::Id.eq(id)).run(&tx).await.unwrap();
    let jobs = tx.find::<outgoing::Entity>().count(&tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(jobs, 1);
    world.service.sweep(&world.ctx).await.unwrap();
    world.service.sweep(&world.ctx).await.unwrap();
    let worker = world.worker();
    world.until(id, MessageState::Sent).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    worker.kill().await;
    assert_eq!(world.server.seen_by(ANN).len(), 1);
}

async fn a_message_that_was_given_up_loses_its_secret_after_a_week(database: Database) {
    let world = world(database).await;
    world.server.treat(ANN, Manner::Refuse);
    let id = world.try_invitation().await;
    world.pass_seconds(6 * 86_400);
    world.service.sweep(&world.ctx).await.unwrap();
    assert!(world.row(id).await.link.is_some());
    world.pass_seconds(2 * 86_400);
    world.service.sweep(&world.ctx).await.unwrap();
    assert_eq!(world.row(id).await.link, None);
}
