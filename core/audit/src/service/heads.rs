//! Heads of chains: position and hash of the last sealed entry. Whoever holds one can tell later if it was cut off.
//! This server remembers the last one it sealed per tenant in its data directory, beside the seals, the event and the line
//! in the log.

use std::{collections::HashMap, io::ErrorKind, path::PathBuf};

use kontor_kernel::TenantId;
use kontor_store::{StoreResult, Tx, Vault};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};
use tokio::{io::AsyncWriteExt, sync::Mutex};

use crate::entities::{entries, seals};

/// The end of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AuditHead")]
pub struct Head {
    /// The position of the last sealed entry, which is also their number.
    pub position: i64,
    /// Its hash, over everything before it.
    pub hash: String,
}

/// What this server remembers of a tenant's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Nothing yet.
    Nothing,
    /// The head it sealed last.
    Head(Head),
    /// A file that was changed, or was written under another key.
    Unreadable,
}

/// The heads that this server has sealed, one file per tenant outside of the database. They stand under the deployment's
/// key, so that whoever reaches the folder can lose them but make up none.
#[derive(Debug)]
pub(crate) struct Heads {
    vault: Vault,
    folder: PathBuf,
    /// As far as they were read or written since the start; held while a file is written.
    known: Mutex<HashMap<TenantId, Head>>,
}

impl Heads {
    pub(crate) fn new(vault: Vault, folder: PathBuf) -> Self {
        Self { vault, folder, known: Mutex::default() }
    }

    /// The head that was sealed last here.
    pub(crate) async fn of(&self, tenant: TenantId) -> Kept {
        let mut known = self.known.lock().await;
        if let Some(head) = known.get(&tenant) {
            return Kept::Head(head.clone());
        }
        let kept = self.read(tenant).await;
        if let Kept::Head(head) = &kept {
            known.insert(tenant, head.clone());
        }
        kept
    }

    /// Remembers a head whose seal is durable, unless another one further on is remembered by now.
    pub(crate) async fn remember(&self, tenant: TenantId, head: Head) {
        let mut known = self.known.lock().await;
        if known.get(&tenant).is_some_and(|known| known.position >= head.position) {
            return;
        }
        if let Err(cause) = self.write(tenant, &head).await {
            let folder = self.folder.display();
            tracing::error!(%tenant, %folder, %cause, "the head of the audit trail is kept in memory only");
        }
        known.insert(tenant, head);
    }

    async fn read(&self, tenant: TenantId) -> Kept {
        let sealed = match tokio::fs::read_to_string(self.file(tenant)).await {
            Ok(sealed) => sealed,
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Kept::Nothing,
            Err(cause) => {
                tracing::error!(%tenant, %cause, "the kept head of the audit trail cannot be read");
                return Kept::Unreadable;
            }
        };
        let opened = self.vault.open(&place(tenant), &sealed);
        opened.and_then(|text| serde_json::from_str(&text).ok()).map_or(Kept::Unreadable, Kept::Head)
    }

    /// Written whole under another name first, so that a crash leaves the old one or the new one.
    async fn write(&self, tenant: TenantId, head: &Head) -> std::io::Result<()> {
        let sealed = self.vault.seal(&place(tenant), &serde_json::to_string(head)?);
        tokio::fs::create_dir_all(&self.folder).await?;
        let draft = self.folder.join(format!("{tenant}.{}", std::process::id()));
        let mut file = tokio::fs::File::create(&draft).await?;
        file.write_all(sealed.as_bytes()).await?;
        file.sync_all().await?;
        tokio::fs::rename(&draft, self.file(tenant)).await
    }

    fn file(&self, tenant: TenantId) -> PathBuf {
        self.folder.join(tenant.to_string())
    }
}

/// A kept head opens for its tenant only.
fn place(tenant: TenantId) -> String {
    format!("audit_head:{tenant}")
}

/// Whether a head that was kept is still part of the chain.
pub(crate) async fn is_part_of_chain(tx: &impl Tx, head: &Head) -> StoreResult<bool> {
    let find = tx.find::<entries::Entity>().filter(entries::Column::Position.eq(head.position));
    Ok(find.one(tx).await?.and_then(|entry| entry.hash).as_ref() == Some(&head.hash))
}

/// The head that the newest seal tells.
pub(crate) async fn sealed(tx: &impl Tx) -> StoreResult<Option<Head>> {
    let newest = tx.find::<seals::Entity>().order_by(seals::Column::Position, Order::Desc).one(tx).await?;
    Ok(newest.map(|seal| Head { position: seal.position, hash: seal.hash }))
}

/// The head that the next entry is linked to: the newest seal's, or the newest entry's where seals are missing.
/// A chain that somebody has cut goes on with the positions it had, so that the cut stays to be seen.
pub(crate) async fn end_of_chain(tx: &impl Tx) -> StoreResult<Option<Head>> {
    let linked = tx.find::<entries::Entity>().filter(entries::Column::Position.is_not_null());
    let newest = linked.order_by(entries::Column::Position, Order::Desc).one(tx).await?;
    let entry = newest.and_then(|entry| Some(Head { position: entry.position?, hash: entry.hash? }));
    let seal = sealed(tx).await?;
    Ok(entry.into_iter().chain(seal).max_by_key(|head| head.position))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(position: i64) -> Head {
        Head { position, hash: format!("hash {position}") }
    }

    #[tokio::test]
    async fn a_head_outlives_the_process_and_never_goes_back() {
        let folder = tempfile::tempdir().unwrap();
        let (vault, tenant): (Vault, _) = (Vault::fresh_key().parse().unwrap(), TenantId::new());
        let heads = Heads::new(vault.clone(), folder.path().join("heads"));
        assert_eq!(heads.of(tenant).await, Kept::Nothing);
        for position in [7, 9, 8] {
            heads.remember(tenant, head(position)).await;
        }
        let after_a_restart = Heads::new(vault, folder.path().join("heads"));
        assert_eq!(after_a_restart.of(tenant).await, Kept::Head(head(9)));
        assert_eq!(after_a_restart.of(TenantId::new()).await, Kept::Nothing);
    }

    #[tokio::test]
    async fn a_file_that_was_forged_or_belongs_to_another_tenant_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let fresh = || Heads::new(Vault::fresh_key().parse().unwrap(), folder.path().to_owned());
        let (heads, own, other) = (fresh(), TenantId::new(), TenantId::new());
        heads.remember(own, head(3)).await;
        std::fs::copy(heads.file(own), heads.file(other)).unwrap();
        assert_eq!(heads.of(other).await, Kept::Unreadable);
        assert_eq!(fresh().of(own).await, Kept::Unreadable, "another key");
        std::fs::write(heads.file(other), serde_json::to_string(&head(1)).unwrap()).unwrap();
        assert_eq!(heads.of(other).await, Kept::Unreadable);
    }
}
