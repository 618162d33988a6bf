//! What the files engine offers to others: the contract's ports on the one service.
//! Nothing is decided here.

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream;
use kontor_contract::{
    Outcome,
    files::{FileBytes, FileFacts, FilePart, FileUser, Files, MediaType},
    tenants::KeptOutside,
};
use kontor_kernel::{FileId, TenantId};
use kontor_store::{Ctx, WriteTx};

use crate::service::Service;

#[async_trait]
impl Files for Service {
    async fn set_used(&self, tx: &WriteTx, by: FileUser, files: &[FileId]) -> Outcome<Vec<FileFacts>> {
        Ok(Service::set_used(self, tx, &by, files).await?)
    }

    async fn read(&self, tenant: TenantId, file: FileId, part: FilePart) -> Outcome<Option<FileBytes>> {
        Ok(Service::read(self, tenant, file, part).await?)
    }

    async fn take(&self, ctx: &Ctx, name: &str, content: Vec<u8>) -> Outcome<FileFacts> {
        let content = stream::iter([Ok(Bytes::from(content))]);
        Ok(Service::take(self, ctx, name, content).await?)
    }

    async fn keep(&self, ctx: &Ctx, name: &str, media_type: MediaType, content: Vec<u8>) -> Outcome<FileFacts> {
        Ok(self.keep_made(ctx, name, media_type, content).await?)
    }
}

#[async_trait]
impl KeptOutside for Service {
    async fn forget(&self, tenant: TenantId) -> Outcome<()> {
        Ok(self.depot.delete_tenant(tenant).await?)
    }
}
