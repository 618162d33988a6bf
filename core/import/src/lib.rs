//! Imports: files of products, prices, customers and stock come in, are checked, and are written by their owners.
//! A run is resumable at any moment, skips or refuses bad rows as asked, and keeps a report with the place of each.

pub mod csv;
mod entities;
mod error;
mod formats;
mod jobs;
mod manifest;
mod model;
mod routes;
mod service;
#[cfg(test)]
mod tests;
mod view;

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{Stream, stream};
use kontor_contract::{imports::SmallTables, privacy::PersonalData};
use kontor_kernel::ImportId;
use kontor_module::{Boot, Manifest, Module, Registrar};
use kontor_store::Ctx;
use tokio::io::{AsyncRead, AsyncReadExt};

pub use error::ImportError;
pub use formats::Format;
pub use manifest::MANIFEST;
pub use model::{
    mapping::{DateForm, MappedColumn, Mapping},
    options::{ImportOptions, Layout, OnError},
    state::RunState,
};
pub use service::upload::NewImport;
pub use view::{ImportProblemView, ImportView};

use service::{Progress, Service, issues::ReportFormat, upload::Worker};

/// How often a waiting caller asks.
const ASK_EVERY: Duration = Duration::from_millis(50);
const READ_BYTES: usize = 64 * 1024;

/// The engine.
#[derive(Clone)]
pub struct Import {
    service: Service,
}

impl Import {
    /// The engine of a deployment.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        Self { service: Service::new(boot) }
    }

    /// Takes a file in and queues its run; a worker does the rest, here or on another node.
    pub async fn start_from_reader<F>(&self, ctx: &Ctx, new: &NewImport, file: F) -> Result<ImportView, ImportError>
    where
        F: AsyncRead + Send + Unpin,
    {
        let run = self.service.receive(ctx, new, Box::pin(pieces_of(file)), Worker::Job).await?;
        self.service.view(ctx, run).await
    }

    /// Waits until a run has ended. Needs a worker that runs, and has no patience of its own.
    pub async fn wait(&self, ctx: &Ctx, id: ImportId) -> Result<ImportView, ImportError> {
        loop {
            let run = self.service.run(ctx, id).await?;
            if run.state.is_ended() {
                return self.service.view(ctx, run).await;
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
    }

    /// Takes a file in and works on it at once, without a worker: for commands that start from nothing. What is wrong
    /// with the file is in the answer; a run that breaks off is an error.
    pub async fn import_now<F>(&self, ctx: &Ctx, new: &NewImport, file: F) -> Result<ImportView, ImportError>
    where
        F: AsyncRead + Send + Unpin,
    {
        let run = self.service.receive(ctx, new, Box::pin(pieces_of(file)), Worker::Caller).await?;
        Box::pin(self.service.work(ctx, run.id, &mut Progress::to_nobody())).await?;
        let run = self.service.run(ctx, run.id).await?;
        self.service.view(ctx, run).await
    }

    /// The report of a run as CSV: `line,column,value,code,detail`, cells neutralised.
    pub async fn report(&self, ctx: &Ctx, id: ImportId) -> Result<Vec<u8>, ImportError> {
        self.service.report(ctx, id, ReportFormat::Csv).await
    }
}

fn pieces_of<F>(file: F) -> impl Stream<Item = Result<Bytes, ImportError>> + Send
where
    F: AsyncRead + Send + Unpin,
{
    stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; READ_BYTES];
        let count = file.read(&mut piece).await.map_err(|cause| ImportError::Broken(cause.to_string()))?;
        piece.truncate(count);
        Ok((count > 0).then(|| (Bytes::from(piece), file)))
    })
}

impl Module for Import {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer_among::<dyn PersonalData>(Arc::new(self.service.clone()));
        registrar.offer::<dyn SmallTables>(Arc::new(self.service.clone()));
        registrar.job(Arc::new(jobs::RunJob(self.service.clone())));
        registrar.job(Arc::new(jobs::SweepJob(self.service.clone())));
        registrar.schedule(jobs::SWEEP);
        registrar.routes(routes::routes(&self.service));
    }
}
