//! Files on real databases and in real folders: what is kept, what is swept, and what is left of a tenant that is erased.
//! What only shows with another clock, or behind the routes, stands here; the rest in tests/http and tests/proof.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use kontor_contract::{
    Outcome,
    files::{FileFacts, FilePart, FileUser, Files},
    tenants::KeptOutside as _,
};
use kontor_kernel::{Clock, FileId, TenantId, Timestamp};
use kontor_module::{Boot, Hooks, Modules, Ports};
use kontor_store::{Authority, Ctx, Store, StoreConfig, TenantFacts};
use kontor_testkit::{Database, on_both as both};

use crate::{
    depot::{Depot, Place},
    error::FilesError,
    service::Service,
};

both!(
    what_nobody_uses_is_deleted_after_a_day,
    a_file_that_is_brought_again_is_not_swept,
    bytes_without_a_row_are_deleted,
    an_upload_that_breaks_off_leaves_nothing,
    an_erased_tenants_bytes_are_gone,
);

struct House {
    service: Service,
    store: Store,
    authority: Authority,
    folder: tempfile::TempDir,
}

fn tenant(code: &str) -> Arc<TenantFacts> {
    Arc::new(TenantFacts { id: TenantId::new(), code: code.into(), name: code.into() })
}

impl House {
    async fn open(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig { connections: 4, ..StoreConfig::new(database.fresh(folder.path())) };
        let (store, authority) = Store::open(config).await.unwrap();
        store.migrate::<kontor_migrations::Migrator>().await.unwrap();
        let boot = Boot {
            store: store.clone(),
            ports: Ports::default(),
            hooks: Hooks::default(),
            modules: Modules::new(Vec::new(), store.clone()),
            clock: Clock::System,
        };
        let depot = Depot::open(&Place::Folder(folder.path().join("files"))).unwrap();
        Self { service: Service::new(boot, depot, folder.path().join("incoming")), store, authority, folder }
    }

    fn ctx(&self, tenant: &Arc<TenantFacts>, instant: Timestamp) -> Ctx {
        self.authority.system_context(tenant, "files", &Clock::fixed(instant))
    }

    /// All files below a folder of this house, without the folder.
    fn kept(&self, below: &str) -> BTreeSet<String> {
        fn walk(folder: &Path, found: &mut BTreeSet<String>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    walk(&path, found);
                } else {
                    found.insert(path.to_string_lossy().into_owned());
                }
            }
        }
        let mut found = BTreeSet::new();
        walk(&self.folder.path().join(below), &mut found);
        found
    }

    async fn use_for(&self, ctx: &Ctx, thing: &str, files: &[FileId]) -> Vec<FileFacts> {
        let tx = self.store.write(ctx).await.unwrap();
        let by = FileUser { kind: "thing", id: thing.to_owned() };
        let facts = Files::set_used(&self.service, &tx, by, files).await.unwrap();
        tx.commit().await.unwrap();
        facts
    }

    async fn take(&self, ctx: &Ctx, name: &str, content: Vec<u8>) -> Outcome<FileFacts> {
        Files::take(&self.service, ctx, name, content).await
    }

    async fn is_known(&self, ctx: &Ctx, id: FileId) -> bool {
        self.service.facts(ctx, id).await.is_ok()
    }
}

fn paper(word: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {word}\n%%EOF\n").into_bytes()
}

fn day(number: u32) -> Timestamp {
    format!("2126-01-{number:02}T10:00:00Z").parse().unwrap()
}

async fn what_nobody_uses_is_deleted_after_a_day(database: Database) {
    let house = House::open(database).await;
    let shop = tenant("shop");
    let ctx = house.ctx(&shop, day(1));
    let used = house.take(&ctx, "used.pdf", paper("used")).await.unwrap();
    let idle = house.take(&ctx, "idle.pdf", paper("idle")).await.unwrap();
    let facts = house.use_for(&ctx, "bolt", &[used.id, FileId::new()]).await;
    assert_eq!(facts, std::slice::from_ref(&used), "what there is not is not told");
    house.service.sweep(&house.ctx(&shop, day(1))).await.unwrap();
    assert_eq!(house.kept("files").len(), 2, "whoever uploads has a day");
    let later = house.ctx(&shop, day(3));
    house.service.sweep(&later).await.unwrap();
    assert!(house.is_known(&later, used.id).await && !house.is_known(&later, idle.id).await);
    let kept = house.kept("files");
    assert!(kept.len() == 1 && kept.iter().all(|path| path.contains(&used.id.to_string())), "{kept:?}");
    // Two things use it, and one lets go of it.
    house.use_for(&later, "nut", &[used.id]).await;
    house.use_for(&later, "bolt", &[]).await;
    house.service.sweep(&house.ctx(&shop, day(9))).await.unwrap();
    assert!(house.is_known(&later, used.id).await);
    house.use_for(&later, "nut", &[]).await;
    house.service.sweep(&house.ctx(&shop, day(9))).await.unwrap();
    assert!(!house.is_known(&later, used.id).await);
    assert_eq!(house.kept("files").len(), 0);
}

async fn a_file_that_is_brought_again_is_not_swept(database: Database) {
    let house = House::open(database).await;
    let shop = tenant("shop");
    let first = house.take(&house.ctx(&shop, day(1)), "a.pdf", paper("same")).await.unwrap();
    let again = house.take(&house.ctx(&shop, day(5)), "b.pdf", paper("same")).await.unwrap();
    assert_eq!(first, again);
    house.service.sweep(&house.ctx(&shop, day(5))).await.unwrap();
    assert!(house.is_known(&house.ctx(&shop, day(5)), first.id).await);
    let bytes = Files::read(&house.service, shop.id, first.id, FilePart::Document).await.unwrap().unwrap();
    let pieces: Vec<Bytes> = bytes.content.map(Result::unwrap).collect().await;
    assert_eq!(pieces.concat(), paper("same"));
    house.service.sweep(&house.ctx(&shop, day(7))).await.unwrap();
    assert_eq!(house.kept("files").len(), 0);
}

async fn bytes_without_a_row_are_deleted(database: Database) {
    let house = House::open(database).await;
    let shop = tenant("shop");
    let file = house.take(&house.ctx(&shop, day(1)), "a.pdf", paper("row")).await.unwrap();
    house.use_for(&house.ctx(&shop, day(1)), "bolt", &[file.id]).await;
    // As a process that was killed between its bytes and its row leaves them.
    house.service.depot.put(shop.id, FileId::new(), FilePart::Width(160), b"lost".to_vec()).await.unwrap();
    house.service.depot.put(tenant("other").id, FileId::new(), FilePart::Document, b"theirs".to_vec()).await.unwrap();
    // Their age is that of the real files, so that one from a minute ago may belong to an upload that is under way.
    house.service.sweep(&house.ctx(&shop, Clock::System.now())).await.unwrap();
    assert_eq!(house.kept("files").len(), 3);
    house.service.sweep(&house.ctx(&shop, day(3))).await.unwrap();
    let kept = house.kept("files");
    assert_eq!(kept.len(), 2, "another tenant's bytes are its own: {kept:?}");
    assert!(kept.iter().any(|path| path.contains(&file.id.to_string())));
}

async fn an_upload_that_breaks_off_leaves_nothing(database: Database) {
    let house = House::open(database).await;
    let shop = tenant("shop");
    let ctx = house.ctx(&shop, day(1));
    let pieces = [Ok(Bytes::from_static(b"%PDF-1.4 this is no")), Err(FilesError::Broken("gone".to_owned()))];
    let broken = Service::take(&house.service, &ctx, "a.pdf", stream::iter(pieces)).await.err().unwrap();
    assert!(matches!(broken, FilesError::Broken(_)), "{broken}");
    for refused in [b"%PDF-1.4 without an end".to_vec(), b"<svg/>".to_vec(), b"\x89PNG\r\n\x1a\nnothing more".to_vec()]
    {
        house.take(&ctx, "a", refused).await.unwrap_err();
    }
    assert_eq!((house.kept("files").len(), house.kept("incoming").len()), (0, 0));
}

async fn an_erased_tenants_bytes_are_gone(database: Database) {
    let house = House::open(database).await;
    let (shop, other) = (tenant("shop"), tenant("other"));
    house.take(&house.ctx(&shop, day(1)), "a.pdf", paper("one")).await.unwrap();
    house.take(&house.ctx(&shop, day(1)), "b.pdf", paper("two")).await.unwrap();
    let theirs = house.take(&house.ctx(&other, day(1)), "a.pdf", paper("one")).await.unwrap();
    house.service.forget(shop.id).await.unwrap();
    let kept = house.kept("files");
    assert!(kept.len() == 1 && kept.iter().all(|path| path.contains(&theirs.id.to_string())), "{kept:?}");
    house.service.forget(shop.id).await.unwrap();
}
