//! SQLite's one writer with group commit: whatever queued while the last commit ran shares the next one.
//! Nobody waits for company. Each member works in a savepoint; it is acknowledged only after the group's COMMIT.

use std::{pin::Pin, sync::Arc, task::Poll};

use sqlx::{AssertSqlSafe, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use crate::error::{StoreError, StoreResult};

/// Work to do once a commit is durable: bump caches, wake the relay.
pub(crate) type AfterCommit = Box<dyn FnOnce() + Send>;

/// The writer's connection and the group that is open on it.
pub(crate) struct Writer {
    pub(crate) connection: SqliteConnection,
    group: Option<Group>,
    /// A member was dropped without ending; its savepoint is rolled back before anyone else writes.
    abandoned: bool,
    /// A transaction was begun, and whoever began it may have given up before its group was there.
    opening: bool,
}

struct Group {
    outcome: watch::Sender<Outcome>,
    after_commit: Vec<AfterCommit>,
    doomed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    Open,
    Committed,
    Failed(String),
}

/// A member's claim on its group's outcome.
pub(crate) struct Pledge(watch::Receiver<Outcome>);

async fn run(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.map(drop)
}

impl Writer {
    pub(crate) fn new(connection: SqliteConnection) -> Self {
        Self { connection, group: None, abandoned: false, opening: false }
    }

    /// Marks the group as lost: SQLite has given up its transaction.
    pub(crate) fn doom(&mut self) {
        if let Some(group) = &mut self.group {
            group.doomed = true;
        }
    }

    pub(crate) fn abandon(&mut self) {
        self.abandoned = true;
    }

    /// The mark stays until it is done, because whoever does it may give up, too. Done twice it does no harm: the
    /// savepoint itself stays below those to come.
    async fn clear_abandoned(&mut self) -> Result<(), sqlx::Error> {
        if self.abandoned && self.group.as_ref().is_some_and(|group| !group.doomed) {
            run(&mut self.connection, "ROLLBACK TO member").await?;
        }
        self.abandoned = false;
        Ok(())
    }

    /// Begins the transaction of a group, after what is left of one whose beginner gave up.
    async fn begin(&mut self) -> Result<(), sqlx::Error> {
        if self.opening {
            // Where nothing was begun SQLite says so, and that is as well.
            let _ = run(&mut self.connection, "ROLLBACK").await;
        }
        self.opening = true;
        run(&mut self.connection, "BEGIN IMMEDIATE; SAVEPOINT member").await
    }
}

/// Waits for the writer and joins the open group, or opens one.
pub(crate) async fn join(writer: &Arc<Mutex<Writer>>) -> StoreResult<OwnedMutexGuard<Writer>> {
    let mut lease = Arc::clone(writer).lock_owned().await;
    if let Err(error) = lease.clear_abandoned().await {
        lease.doom();
        return Err(error.into());
    }
    if lease.group.as_ref().is_some_and(|group| group.doomed) {
        return Err(StoreError::Unavailable("the group of writes before this one failed".to_owned()));
    }
    if lease.group.is_some() {
        run(&mut lease.connection, "SAVEPOINT member").await?;
        return Ok(lease);
    }
    lease.begin().await?;
    lease.group = Some(Group { outcome: watch::Sender::new(Outcome::Open), after_commit: Vec::new(), doomed: false });
    lease.opening = false;
    queue_the_commit(writer).await;
    Ok(lease)
}

/// Waits until the writer is between two groups, and keeps everybody else waiting for as long as the lease is held.
pub(crate) async fn alone(writer: &Arc<Mutex<Writer>>) -> OwnedMutexGuard<Writer> {
    loop {
        let mut lease = Arc::clone(writer).lock_owned().await;
        if lease.group.is_none() {
            if std::mem::take(&mut lease.opening) {
                // Whoever began a group gave up before it was there.
                let _ = run(&mut lease.connection, "ROLLBACK").await;
            }
            return lease;
        }
        drop(lease);
        // The open group's commit is in the queue already, so this goes behind it.
        tokio::task::yield_now().await;
    }
}

/// Puts the group's commit into the writer's queue: the lock is fair, so those who queued before it are its members.
async fn queue_the_commit(writer: &Arc<Mutex<Writer>>) {
    let mut turn = Box::pin(Arc::clone(writer).lock_owned());
    std::future::poll_fn(|context| {
        // The lock is held by the caller, so this only takes the place in the queue.
        let pending = Pin::new(&mut turn).poll(context).is_pending();
        debug_assert!(pending);
        Poll::Ready(())
    })
    .await;
    tokio::spawn(async move { commit_group(turn.await).await });
}

async fn commit_group(mut lease: OwnedMutexGuard<Writer>) {
    let cleared = lease.clear_abandoned().await;
    let Some(group) = lease.group.take() else { return };
    let result = match cleared {
        Ok(()) if !group.doomed => run(&mut lease.connection, "COMMIT").await,
        Ok(()) => Err(sqlx::Error::Protocol("the database gave up the transaction".to_owned())),
        Err(error) => Err(error),
    };
    match result {
        Ok(()) => {
            drop(lease);
            group.after_commit.into_iter().for_each(|work| work());
            group.outcome.send_replace(Outcome::Committed);
        }
        Err(error) => {
            // SQLite may have rolled back by itself, in which case this says that no transaction is open.
            let _ = run(&mut lease.connection, "ROLLBACK").await;
            drop(lease);
            tracing::error!(%error, "a group of writes failed and was rolled back");
            group.outcome.send_replace(Outcome::Failed(error.to_string()));
        }
    }
}

/// Ends a member's part; its effects stand once the pledge is kept.
pub(crate) async fn leave(mut lease: OwnedMutexGuard<Writer>, after_commit: Vec<AfterCommit>) -> StoreResult<Pledge> {
    let Some(group) = &mut lease.group else {
        return Err(StoreError::Unavailable("the group of this write is gone".to_owned()));
    };
    // From here on the group's commit keeps this member, even where its caller gives up.
    group.after_commit.extend(after_commit);
    let pledge = Pledge(group.outcome.subscribe());
    if let Err(error) = run(&mut lease.connection, "RELEASE member").await {
        lease.doom();
        return Err(error.into());
    }
    Ok(pledge)
}

impl Pledge {
    /// Waits until the group is durable.
    pub(crate) async fn kept(mut self) -> StoreResult<()> {
        let outcome = self.0.wait_for(|outcome| *outcome != Outcome::Open).await.map(|outcome| outcome.clone());
        match outcome {
            Ok(Outcome::Committed) => Ok(()),
            Ok(Outcome::Failed(cause)) => Err(StoreError::Unavailable(cause)),
            Ok(Outcome::Open) | Err(_) => Err(StoreError::Unavailable("the writer stopped".to_owned())),
        }
    }
}
