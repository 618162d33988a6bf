//! The platform's own routes: what the admin's shell shows, and switching modules on and off.
//! Made from manifests, so that a module appears without anybody else knowing it.

use axum::extract::State;
use kontor_contract::audit::Change;
use kontor_contract::{account::SignIn, identity::SessionView};
use kontor_kernel::Locale;
use kontor_store::Ctx;
use kontor_web::{Access, Caller, Csrf, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Boot, Manifest, Module, ModuleState, PermissionSpec, Registrar, Zone, words};

/// Switches modules and changes their settings.
const MANAGE: &str = "module.modules.manage";
/// Opens the admin.
const OPEN_ADMIN: &str = "module.admin.open";

static MANIFEST: Manifest = Manifest {
    id: "module",
    words: words!(),
    is_core: true,
    permissions: &[
        PermissionSpec { name: MANAGE, roles: &[] },
        PermissionSpec { name: OPEN_ADMIN, roles: &["order_desk", "warehouse"] },
    ],
    events: &[],
    hooks: &[],
    zones: &[Zone { zone: "settings", label_key: "module-modules", path: "/modules", permission: MANAGE }],
    settings: None,
};

/// The engine behind the admin's shell.
pub struct Platform {
    boot: Boot,
}

impl Platform {
    /// For this deployment.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        Self { boot }
    }

    /// Its manifest, known before it is built.
    #[must_use]
    pub fn static_manifest() -> &'static Manifest {
        &MANIFEST
    }
}

/// An entry of the admin's navigation.
#[derive(Debug, Serialize, JsonSchema)]
struct NavigationEntry {
    /// The module.
    module: &'static str,
    /// Where it stands.
    zone: &'static str,
    /// Locale key of its name.
    label_key: &'static str,
    /// Its path below `/admin`.
    path: &'static str,
    /// The permission that shows it.
    permission: &'static str,
}

/// What the admin's shell shows.
#[derive(Debug, Serialize, JsonSchema)]
struct Shell {
    session: SessionView,
    navigation: Vec<NavigationEntry>,
}

/// A module as the tenant sees it.
#[derive(Debug, Serialize, JsonSchema)]
struct ModuleView {
    id: &'static str,
    name: String,
    description: String,
    version: &'static str,
    is_core: bool,
    enabled: bool,
    settings: serde_json::Value,
    settings_schema: Option<serde_json::Value>,
    permissions: Vec<&'static str>,
    hooks: Vec<&'static str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ModuleList {
    items: Vec<ModuleView>,
}

/// How a module is to stand.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ModuleChange {
    /// On or off; the core stays on.
    enabled: bool,
    /// Its settings, as its schema says; the present ones stay where nothing is said.
    settings: Option<serde_json::Value>,
}

impl Module for Platform {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        let mut routes = Routes::new("module");
        routes
            .get("/api/v1/admin/shell", Access::Staff(OPEN_ADMIN))
            .summary("See one's session and navigation")
            .returns::<Shell>(200)
            .handle(self.boot.clone(), get_shell);
        routes
            .get("/api/v1/admin/modules", Access::Staff(MANAGE))
            .summary("List modules")
            .returns::<ModuleList>(200)
            .handle(self.boot.clone(), list_modules);
        routes
            .put("/api/v1/admin/modules/{id}", Access::Staff(MANAGE))
            .whole_tenant()
            .summary("Switch a module and change its settings")
            .body::<ModuleChange>()
            .returns::<ModuleView>(200)
            .handle(self.boot.clone(), change_module);
        registrar.routes(routes);
    }
}

async fn get_shell(State(boot): State<Boot>, Caller(ctx): Caller, Csrf(csrf): Csrf) -> Result<Json<Shell>, Problem> {
    let session = boot.ports.get::<dyn SignIn>()?.session(&ctx, csrf.as_deref()).await?;
    let mut navigation = Vec::new();
    for manifest in boot.modules.manifests() {
        if boot.modules.is_enabled(&ctx, manifest.id).await {
            let seen = manifest.zones.iter().filter(|zone| ctx.allows(zone.permission));
            navigation.extend(seen.map(|zone| entry(manifest, zone)));
        }
    }
    Ok(Json(Shell { session, navigation }))
}

fn entry(manifest: &Manifest, zone: &Zone) -> NavigationEntry {
    NavigationEntry {
        module: manifest.id,
        zone: zone.zone,
        label_key: zone.label_key,
        path: zone.path,
        permission: zone.permission,
    }
}

async fn view(boot: &Boot, ctx: &Ctx, manifest: &'static Manifest) -> Result<ModuleView, Problem> {
    let state = boot.modules.state(ctx, manifest.id).await?;
    let (texts, reader) = (boot.texts(), ctx.locale());
    Ok(ModuleView {
        id: manifest.id,
        name: manifest.name(texts, reader),
        description: manifest.description(texts, reader),
        version: env!("CARGO_PKG_VERSION"),
        is_core: manifest.is_core,
        enabled: manifest.is_core || state.enabled,
        settings: state.settings,
        settings_schema: manifest.settings_schema(texts, reader),
        permissions: manifest.permissions.iter().map(|spec| spec.name).collect(),
        hooks: manifest.hooks.to_vec(),
    })
}

async fn list_modules(State(boot): State<Boot>, Caller(ctx): Caller) -> Result<Json<ModuleList>, Problem> {
    let mut items = Vec::new();
    for manifest in boot.modules.manifests() {
        items.push(view(&boot, &ctx, manifest).await?);
    }
    Ok(Json(ModuleList { items }))
}

async fn change_module(
    State(boot): State<Boot>,
    Caller(ctx): Caller,
    Path(id): Path<String>,
    Json(body): Json<ModuleChange>,
) -> Result<Json<ModuleView>, Problem> {
    let manifest = boot.modules.manifest(&id).ok_or_else(Problem::not_found)?;
    let before = boot.modules.state(&ctx, manifest.id).await?;
    let settings = body.settings.unwrap_or_else(|| before.settings.clone());
    let after = ModuleState { enabled: body.enabled, settings };
    let tx = boot.store.write(&ctx).await?;
    boot.modules.set_state(&tx, manifest.id, after.clone()).await?;
    let change = Change::new("module.module_changed", "module", manifest.id, manifest.name(boot.texts(), Locale::En));
    boot.record(&tx, change.before(&before).after(&after)).await?;
    tx.commit().await?;
    Ok(Json(view(&boot, &ctx, manifest).await?))
}
