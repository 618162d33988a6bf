//! `kontor serve` and `kontor worker`: run until told to stop, then drain.
//! SIGTERM and Ctrl-C stop gracefully; a second one is the operating system's business.

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use super::{Failure, open};
use crate::{App, Config};
use kontor_store::Database;

pub(super) async fn serve(config: &Config) -> Result<(), Failure> {
    run(open(config).await?, config).await
}

/// Serves a deployment until the process is told to stop.
pub(super) async fn run(app: App, config: &Config) -> Result<(), Failure> {
    let listen = config.listen;
    let running = app
        .start(listen)
        .await
        .map_err(|cause| Failure::Usage(format!("KONTOR_LISTEN: {listen} cannot be listened on: {cause}")))?;
    println!("Kontor serves at http://{}", running.address);
    told_to_stop().await?;
    println!("Kontor stops: running requests are finished first.");
    running.stop().await;
    Ok(())
}

pub(super) async fn work(config: &Config) -> Result<(), Failure> {
    let app = open(config).await?;
    if app.store.database() == Database::Sqlite {
        let problem = "on SQLite the server does the work of the worker; run kontor serve";
        return Err(Failure::Usage(problem.to_owned()));
    }
    let (stop, stopping) = watch::channel(false);
    println!("Kontor works on events and jobs.");
    let work = app.work(stopping);
    tokio::pin!(work);
    tokio::select! {
        () = &mut work => {}
        outcome = told_to_stop() => {
            outcome?;
            stop.send_replace(true);
            work.await;
        }
    }
    app.store.close().await;
    Ok(())
}

async fn told_to_stop() -> Result<(), Failure> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
