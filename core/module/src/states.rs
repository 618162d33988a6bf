//! Which modules a tenant has switched on, and with which settings. Core engines are always on.
//! Read often and changed rarely: remembered for a second, and dropped at once on the node that changes it.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use futures_util::future::BoxFuture;
use kontor_contract::{Fault, FaultKind};
use kontor_kernel::{Locale, TenantId};
use kontor_store::{Ctx, Store, StoreError, Tx, WriteTx};
use kontor_words::{Sentence, Texts, Value, Words};
use serde::Serialize;

use crate::{Manifest, SettingsError, SettingsSchema};

mod table {
    use kontor_kernel::{TenantId, Timestamp};
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "module_states")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub module: String,
        pub enabled: bool,
        pub settings: Json,
        pub updated_at: Timestamp,
    }

    kontor_store::tenant_entity!();
}

const REMEMBERED: Duration = Duration::from_secs(1);

/// How a module stands for a tenant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModuleState {
    /// Whether it is on.
    pub enabled: bool,
    /// Its settings.
    pub settings: serde_json::Value,
}

type TenantStates = Arc<HashMap<String, ModuleState>>;

/// The modules of a deployment and their states per tenant.
#[derive(Clone)]
pub struct Modules {
    manifests: Arc<[&'static Manifest]>,
    texts: Arc<Texts>,
    store: Store,
    remembered: Arc<RwLock<HashMap<TenantId, (Instant, TenantStates)>>>,
}

impl Modules {
    /// For these manifests. A locale file that cannot be read is a mistake of its owner's and ends the start.
    #[must_use]
    pub fn new(manifests: Vec<&'static Manifest>, store: Store) -> Self {
        let words: Vec<&Words> = [&kontor_web::WORDS].into_iter().chain(manifests.iter().map(|it| &it.words)).collect();
        let texts = match Texts::new(&words) {
            Ok(texts) => Arc::new(texts),
            Err(cause) => panic!("a locale file cannot be read: {cause}"),
        };
        Self { manifests: manifests.into(), texts, store, remembered: Arc::default() }
    }

    /// The words of all modules.
    #[must_use]
    pub const fn texts(&self) -> &Arc<Texts> {
        &self.texts
    }

    /// All manifests, core first.
    #[must_use]
    pub fn manifests(&self) -> &[&'static Manifest] {
        &self.manifests
    }

    /// A manifest by id.
    #[must_use]
    pub fn manifest(&self, id: &str) -> Option<&'static Manifest> {
        self.manifests.iter().copied().find(|manifest| manifest.id == id)
    }

    /// Whether a module is on for the tenant of `ctx`. When the database cannot say, optional modules count as off.
    pub async fn is_enabled(&self, ctx: &Ctx, id: &str) -> bool {
        match self.manifest(id) {
            Some(manifest) if manifest.is_core => true,
            Some(_) => self.state(ctx, id).await.is_ok_and(|state| state.enabled),
            None => false,
        }
    }

    /// How a module stands for the tenant of `ctx`.
    pub async fn state(&self, ctx: &Ctx, id: &str) -> Result<ModuleState, StoreError> {
        let is_core = self.manifest(id).is_some_and(|manifest| manifest.is_core);
        let states = self.states(ctx).await?;
        let off = || ModuleState { enabled: is_core, settings: serde_json::json!({}) };
        Ok(states.get(id).cloned().unwrap_or_else(off))
    }

    async fn states(&self, ctx: &Ctx) -> Result<TenantStates, StoreError> {
        let known = {
            let remembered = self.remembered.read().unwrap_or_else(PoisonError::into_inner);
            remembered.get(&ctx.tenant()).cloned()
        };
        if let Some((at, states)) = known
            && at.elapsed() < REMEMBERED
        {
            return Ok(states);
        }
        let tx = self.store.read(ctx).await?;
        let rows = tx.find::<table::Entity>().all(&tx).await?;
        tx.finish().await?;
        let state = |row: table::Model| (row.module, ModuleState { enabled: row.enabled, settings: row.settings });
        let states: TenantStates = Arc::new(rows.into_iter().map(state).collect());
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        remembered.insert(ctx.tenant(), (Instant::now(), Arc::clone(&states)));
        Ok(states)
    }

    /// Switches a module on or off for the tenant of `tx` and sets its settings, after checking them.
    pub async fn set_state(&self, tx: &WriteTx, id: &str, state: ModuleState) -> Result<(), Fault> {
        let manifest = self.manifest(id).ok_or_else(|| Fault::not_found("module"))?;
        if manifest.is_core && !state.enabled {
            return Err(self.stays_on(manifest));
        }
        SettingsSchema::of(manifest).check(&state.settings).map_err(refused)?;
        let row = table::Model {
            tenant_id: tx.tenant(),
            module: id.to_owned(),
            enabled: state.enabled,
            settings: state.settings,
            updated_at: tx.ctx().now(),
        };
        let keys = [table::Column::TenantId, table::Column::Module];
        let columns = [table::Column::Enabled, table::Column::Settings, table::Column::UpdatedAt];
        tx.upsert_all::<table::Entity>(vec![row], keys, columns).await?;
        let (remembered, tenant) = (Arc::clone(&self.remembered), tx.tenant());
        tx.after_commit(move || {
            remembered.write().unwrap_or_else(PoisonError::into_inner).remove(&tenant);
        })
        .await;
        Ok(())
    }
}

impl Modules {
    fn stays_on(&self, manifest: &Manifest) -> Fault {
        let name = manifest.name(&self.texts, Locale::En);
        let detail = Sentence::new(format!("{name} is part of the core and stays on."));
        Fault::field("module.is_core", "/enabled", detail.of([("module", Value::Word(manifest.name_key()))]))
    }
}

impl kontor_web::Switches for Modules {
    fn is_on<'a>(&'a self, ctx: &'a Ctx, owner: &'static str) -> BoxFuture<'a, bool> {
        // Routes of the server itself (health, assets) belong to no module and are always there.
        Box::pin(async move { self.manifest(owner).is_none() || self.is_enabled(ctx, owner).await })
    }
}

fn refused(error: SettingsError) -> Fault {
    match error {
        SettingsError::Fields(fields) => Fault::fields("module.bad_settings", "Some settings cannot be taken.", fields),
        SettingsError::NoSettings => {
            Fault::field("module.no_settings", "/settings", "This module has no settings; send an empty object.")
        }
        SettingsError::BadSchema(cause) => Fault::new(FaultKind::Conflict, "module.bad_schema", cause),
    }
}
