//! Dependencies point one way, and engines and modules are siblings that never depend on each other.
//! Read from the manifests, so that a wrong edge is refused before anything is compiled with it.

use super::Finding;
use super::tree::{File, Tree};
use toml::{Table, Value};

/// What each crate may depend on, by name without `kontor-`. A crate that is not here is an engine or a module.
const EDGES: [(&str, &[&str]); 13] = [
    ("kernel", &[]),
    ("fetch", &[]),
    ("hooks", &["kernel"]),
    ("words", &["kernel"]),
    ("search", &["kernel"]),
    ("store", &["kernel"]),
    ("contract", &["kernel", "hooks", "words", "store"]),
    ("web", &["kernel", "words", "store", "contract"]),
    ("module", &["kernel", "hooks", "words", "store", "contract", "web"]),
    ("migrations", &["store"]),
    ("testkit", &["kernel", "fetch", "store", "contract", "migrations", "identity", "web", "server"]),
    ("server", EVERYTHING_SHIPPED),
    ("xtask", &["testkit"]),
];

/// What an engine or a module may depend on: the plug and what is below it, never a sibling.
const OF_ENGINES_AND_MODULES: &[&str] = &["kernel", "fetch", "hooks", "words", "store", "contract", "web", "module"];

/// Crates that are a part of one engine and have a manifest of their own for what they depend on.
const PARTS: [(&str, &str); 1] = [("search", "catalog")];

/// What tests of a crate may use besides: the schema and the test kit.
const FOR_TESTS: &[&str] = &["migrations", "testkit", "store"];

/// Stands for every crate but the test kit.
const EVERYTHING_SHIPPED: &[&str] = &["*"];

/// Crates that look at everything: the composition root is above; these are above it.
const ABOVE_ALL: [&str; 2] = ["tests", "bench"];

/// Libraries that only these crates may use, and why.
const SOLE_USERS: [(&str, &[&str], &str); 7] = [
    ("reqwest", &["fetch", "tests"], "only fetch asks other servers, because it refuses inside addresses"),
    ("wasmtime", &["plugin-host"], "only plugin-host runs guest code"),
    ("handlebars", &["storefront"], "only storefront renders templates"),
    ("sqlx", &["store", "bench", "testkit", "tests"], "only store opens connections"),
    ("tantivy", &["search", "bench"], "only search knows the library that keeps its indexes"),
    ("tantivy-fst", &["search"], "only search knows the library that keeps its indexes"),
    ("sea-orm-migration", &["store", "migrations"], "the schema changes in migrations only"),
];

/// Libraries nobody may use, and what to take instead.
const BANNED: [(&str, &str); 5] = [
    ("ureq", ONE_CLIENT),
    ("isahc", ONE_CLIENT),
    ("surf", ONE_CLIENT),
    ("awc", ONE_CLIENT),
    ("openssl", "rustls is the one TLS in the tree"),
];
const ONE_CLIENT: &str = "there is one HTTP client in the tree: kontor-fetch";

/// Where a dependency is declared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Shipped,
    Tests,
}

/// Every edge that is not allowed.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let manifests = tree.files.iter().filter(|file| file.path.ends_with("Cargo.toml") && file.path != "Cargo.toml");
    manifests.flat_map(of_manifest).collect()
}

fn of_manifest(file: &File) -> Vec<Finding> {
    let Ok(manifest) = file.text.parse::<Table>() else {
        return vec![Finding::new(&file.path, 0, "dependency", "not valid TOML")];
    };
    let package = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
    let name = package.unwrap_or_default().trim_start_matches("kontor-");
    let judged = dependencies(&manifest).into_iter().filter_map(|(dependency, purpose)| {
        let advice = judge(name, &dependency, purpose)?;
        Some(Finding::new(&file.path, line_of(&file.text, &dependency), "dependency", advice))
    });
    judged.collect()
}

fn judge(name: &str, dependency: &str, purpose: Purpose) -> Option<String> {
    if let Some((_, instead)) = BANNED.iter().find(|(banned, _)| *banned == dependency) {
        return Some(format!("`{dependency}` is not used in Kontor: {instead}"));
    }
    if let Some((_, users, why)) = SOLE_USERS.iter().find(|(library, ..)| *library == dependency) {
        return (!users.contains(&name)).then(|| format!("`{name}` must not use `{dependency}`: {why}"));
    }
    let dependency = dependency.strip_prefix("kontor-")?;
    if may_depend(name, dependency, purpose) {
        return None;
    }
    Some(format!("`{name}` must not depend on `{dependency}`: {}", advice(name, dependency)))
}

fn may_depend(name: &str, dependency: &str, purpose: Purpose) -> bool {
    if PARTS.contains(&(dependency, name)) {
        return true;
    }
    if ABOVE_ALL.contains(&name) || (purpose == Purpose::Tests && FOR_TESTS.contains(&dependency)) {
        return true;
    }
    let allowed =
        EDGES.iter().find(|(known, _)| *known == name).map_or(OF_ENGINES_AND_MODULES, |(_, allowed)| *allowed);
    let anything = allowed == EVERYTHING_SHIPPED && dependency != "testkit" && !ABOVE_ALL.contains(&dependency);
    anything || allowed.contains(&dependency)
}

fn advice(name: &str, dependency: &str) -> &'static str {
    let is_sibling = |crate_name: &str| EDGES.iter().all(|(known, _)| *known != crate_name);
    if is_sibling(name) && is_sibling(dependency) {
        "engines and modules are siblings; meet in a port, event or view of contract"
    } else {
        "dependencies point from the server down to the kernel; move the type down or invert the call by a port"
    }
}

/// Names of all dependencies, for every target.
fn dependencies(manifest: &Table) -> Vec<(String, Purpose)> {
    let kinds = [
        ("dependencies", Purpose::Shipped),
        ("build-dependencies", Purpose::Shipped),
        ("dev-dependencies", Purpose::Tests),
    ];
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let tables: Vec<&Table> = targets.filter_map(Value::as_table).chain([manifest]).collect();
    let mut found = Vec::new();
    for (kind, purpose) in kinds {
        for dependencies in tables.iter().filter_map(|table| table.get(kind)?.as_table()) {
            found.extend(dependencies.iter().map(|(name, value)| (real_name(name, value), purpose)));
        }
    }
    found
}

/// A renamed dependency counts as what it is.
fn real_name(name: &str, value: &Value) -> String {
    value.get("package").and_then(Value::as_str).unwrap_or(name).to_owned()
}

fn line_of(text: &str, dependency: &str) -> usize {
    text.lines().position(|line| line.contains(dependency) && !line.starts_with("name")).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(package: &str, rest: &str) -> Vec<usize> {
        let text = format!("[package]\nname = \"kontor-{package}\"\n{rest}");
        check(&Tree::of(&[("core/x/Cargo.toml", &text)])).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn edges_downwards_pass() {
        assert_eq!(
            lines("orders", "[dependencies]\nkontor-module.workspace = true\nkontor-hooks = { workspace = true }\n"),
            [0; 0]
        );
        assert_eq!(
            lines("server", "[dependencies]\nkontor-orders.workspace = true\nkontor-freight.workspace = true\n"),
            [0; 0]
        );
        assert_eq!(lines("store", "[dependencies]\nkontor-kernel.workspace = true\nsqlx.workspace = true\n"), [0; 0]);
    }

    #[test]
    fn sideways_and_upward_edges_fail_even_when_renamed_or_for_one_target() {
        assert_eq!(lines("orders", "[dependencies]\nkontor-catalog.workspace = true\n"), [4]);
        assert_eq!(lines("freight", "[dependencies]\nother = { package = \"kontor-orders\", path = \"x\" }\n"), [4]);
        assert_eq!(lines("kernel", "[target.'cfg(unix)'.dependencies]\nkontor-store.workspace = true\n"), [4]);
        assert_eq!(lines("orders", "[dev-dependencies]\nkontor-catalog.workspace = true\n"), [4]);
        assert_eq!(lines("server", "[dependencies]\nkontor-testkit.workspace = true\n"), [4]);
    }

    #[test]
    fn a_part_belongs_to_its_engine_alone() {
        assert_eq!(lines("catalog", "[dependencies]\nkontor-search.workspace = true\n"), [0; 0]);
        assert_eq!(lines("orders", "[dependencies]\nkontor-search.workspace = true\ntantivy = \"0\"\n"), [4, 5]);
        assert_eq!(lines("search", "[dependencies]\nkontor-store.workspace = true\n"), [4]);
    }

    #[test]
    fn tests_of_a_crate_may_use_schema_and_test_kit() {
        assert_eq!(
            lines(
                "orders",
                "[dev-dependencies]\nkontor-testkit.workspace = true\nkontor-migrations.workspace = true\n"
            ),
            [0; 0]
        );
    }

    #[test]
    fn libraries_stay_with_their_sole_users() {
        assert_eq!(lines("orders", "[dependencies]\nsqlx.workspace = true\n"), [4]);
        assert_eq!(lines("web", "[dependencies]\nhandlebars = \"6\"\nreqwest = \"0\"\n"), [4, 5]);
        assert_eq!(lines("fetch", "[dependencies]\nreqwest.workspace = true\nureq = \"3\"\n"), [5]);
    }
}
