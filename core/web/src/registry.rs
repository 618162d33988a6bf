//! All routes of the binary: checked once at start, then a router, an API document and a permission matrix.
//! Whatever is wrong with a route is named here, all at once, before anything listens.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use axum::{Router, http::Method};
use thiserror::Error;
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
};

use crate::{
    access::Access,
    gate::{Gate, Gated, PathService, UnknownPath},
    routes::{Kind, Repeat, Route, Routes},
};

/// What is wrong with the declared routes, every fault on a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct RegistryError {
    /// The faults, each naming its route.
    pub faults: Vec<String>,
}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the routes are not sound: {}", self.faults.join("\n"))
    }
}

/// A line of the permission matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// The method.
    pub method: Method,
    /// The path, its parameters as `{id}`.
    pub path: &'static str,
    /// Whose route it is.
    pub owner: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Whether that takes a reach that is not narrowed.
    pub is_whole_tenant: bool,
}

/// All routes, sound.
pub struct Registry {
    pub(crate) routes: Vec<Arc<Route>>,
}

impl Registry {
    /// Merges the owners' routes, or names every fault among them.
    pub fn new(owners: impl IntoIterator<Item = Routes>) -> Result<Self, RegistryError> {
        let mut routes: Vec<_> = owners.into_iter().flat_map(|owner| owner.routes).map(Arc::new).collect();
        routes.sort_by(|a, b| (a.path, a.method.as_str()).cmp(&(b.path, b.method.as_str())));
        let mut faults: Vec<_> = routes.iter().flat_map(|route| faults_of(route)).collect();
        faults.extend(duplicates(&routes));
        faults.extend(overlaps(&routes));
        if faults.is_empty() { Ok(Self { routes }) } else { Err(RegistryError { faults }) }
    }

    /// The router: every request passes the gate, then its handler.
    pub fn router(&self, gate: Gate) -> Router {
        let limit = gate.limits().compress_from_bytes;
        let shared = gate.with_document(self.openapi().to_string());
        let mut by_path: BTreeMap<&str, Vec<(Method, Arc<Gated>)>> = BTreeMap::new();
        for route in &self.routes {
            if let Some(gated) = Gated::new(route, shared.limits()) {
                by_path.entry(route.path).or_default().push((route.method.clone(), Arc::new(gated)));
            }
        }
        let mut router = Router::new();
        for (path, methods) in by_path {
            router = router.route_service(path, PathService::new(&shared, methods));
        }
        let worth_it = SizeAbove::new(limit)
            .and(NotForContentType::IMAGES)
            .and(NotForContentType::const_new("font/"))
            .and(NotForContentType::const_new("application/zip"));
        let compression = CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worth_it);
        router.fallback_service(UnknownPath::new(&shared)).layer(compression)
    }

    /// Who may call what, by path and method.
    #[must_use]
    pub fn matrix(&self) -> Vec<MatrixRow> {
        let row = |route: &Arc<Route>| MatrixRow {
            method: route.method.clone(),
            path: route.path,
            owner: route.owner,
            access: route.access,
            is_whole_tenant: route.is_whole_tenant,
        };
        self.routes.iter().map(row).collect()
    }

    /// The matrix as a table of text, for people and for a committed file.
    #[must_use]
    pub fn matrix_text(&self) -> String {
        let width = self.routes.iter().map(|route| route.path.len()).max().unwrap_or_default();
        let line = |row: MatrixRow| {
            let line = format!("{:<6} {:<width$} {:<12} {}", row.method.as_str(), row.path, row.owner, row.access);
            line.trim_end().to_owned() + "\n"
        };
        self.matrix().into_iter().map(line).collect()
    }

    /// All permissions that routes ask for.
    #[must_use]
    pub fn permissions(&self) -> BTreeSet<&'static str> {
        self.routes.iter().filter_map(|route| route.access.permission()).collect()
    }
}

fn name_of(route: &Route) -> String {
    format!("{} {} of {}", route.method, route.path, route.owner)
}

fn faults_of(route: &Route) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |what: &str| faults.push(format!("{}: {what}", name_of(route)));
    if !route.path.starts_with('/') {
        fault("the path does not begin with a slash");
    }
    if route.endpoint.is_none() {
        fault("it has no handler");
    }
    let is_post = route.method == Method::POST;
    if is_post && route.kind == Kind::Api && route.repeat.is_none() {
        fault("a POST says either creates() or repeatable(reason)");
    }
    if !is_post && route.repeat == Some(Repeat::Creates) {
        fault("only a POST creates; other methods are repeatable by nature");
    }
    if let Some(permission) = route.access.permission()
        && let Some(what) = permission_fault(permission, route.permission_owner)
    {
        fault(&what);
    }
    faults
}

fn permission_fault(permission: &str, owner: &str) -> Option<String> {
    let is_word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let words: Vec<_> = permission.split('.').collect();
    match words.as_slice() {
        [first, second, third] if is_word(second) && is_word(third) && *first == owner => None,
        _ => Some(format!("the permission '{permission}' is not of the form {owner}.thing.verb")),
    }
}

fn duplicates(sorted: &[Arc<Route>]) -> Vec<String> {
    let same = |pair: &&[Arc<Route>]| pair[0].path == pair[1].path && pair[0].method == pair[1].method;
    let name = |pair: &[Arc<Route>]| format!("{}: {} declares it, too", name_of(&pair[1]), pair[0].owner);
    sorted.windows(2).filter(same).map(name).collect()
}

/// Paths that the router cannot tell apart, such as two names for one parameter.
fn overlaps(sorted: &[Arc<Route>]) -> Vec<String> {
    let mut seen = matchit::Router::new();
    let mut faults = Vec::new();
    let mut last = "";
    for route in sorted.iter().filter(|route| route.path.starts_with('/')) {
        if route.path != last
            && let Err(cause) = seen.insert(route.path, ())
        {
            faults.push(format!("{}: {cause}", name_of(route)));
        }
        last = route.path;
    }
    faults
}
