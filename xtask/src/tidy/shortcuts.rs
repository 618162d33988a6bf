//! No shortcuts in shipped code: nothing that panics for want of an answer, nothing unfinished,
//! no flattened wire types, and no route that has not declared its permission.

use super::Finding;
use super::rust::Shortcut;
use super::tree::{File, Tree};

/// The only crate that may bind paths to handlers: its registry knows the permission of each.
const ROUTES_LIVE_IN: &str = "core/web/";

/// Every shortcut in shipped code.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let shipped = tree.rust().filter(|(file, _)| !file.is_test());
    let of_file = |(file, rust): (&File, &super::rust::Rust)| {
        let uses_axum = rust.shortcuts.iter().any(|(_, shortcut)| *shortcut == Shortcut::Router);
        let findings = rust.shipped_shortcuts().filter_map(|(line, shortcut)| {
            let (rule, advice) = judge(file, shortcut, uses_axum)?;
            Some(Finding::new(&file.path, line, rule, advice))
        });
        findings.collect::<Vec<_>>()
    };
    shipped.flat_map(of_file).collect()
}

fn judge(file: &File, shortcut: Shortcut, uses_axum: bool) -> Option<(&'static str, String)> {
    match shortcut {
        Shortcut::Unwrap => {
            Some(("unwrap", "`unwrap()` outside tests: return the error, or give the type no such case".into()))
        }
        Shortcut::Macro(name) => Some(("unfinished", format!("`{name}!` must not stay: finish it or take it out"))),
        Shortcut::SerdeFlatten => Some((
            "flatten",
            "`#[serde(flatten)]` switches `deny_unknown_fields` off: spell the fields out or nest the struct".into(),
        )),
        Shortcut::Route if uses_axum && !file.path.starts_with(ROUTES_LIVE_IN) => Some((
            "route",
            "a route without a declared permission: register it with the route registry of core/web".into(),
        )),
        Shortcut::Route | Shortcut::Router => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, code: &str) -> Vec<(usize, &'static str)> {
        check(&Tree::of(&[(path, code)])).into_iter().map(|finding| (finding.line, finding.rule)).collect()
    }

    #[test]
    fn shortcuts_in_shipped_code_are_found() {
        let code = "fn a() {\n    b.unwrap();\n    dbg!(c);\n}\n#[derive(Serialize)]\nstruct D {\n    #[serde(flatten)]\n    e: E,\n}\n";
        assert_eq!(rules("core/a/src/lib.rs", code), [(2, "unwrap"), (3, "unfinished"), (7, "flatten")]);
        assert_eq!(rules("tests/http/a.rs", code), []);
    }

    #[test]
    fn an_axum_route_outside_of_web_is_found() {
        let code = "fn a() -> Router {\n    Router::new().route(\"/x\", get(b))\n}\n";
        assert_eq!(rules("core/orders/src/routes.rs", code), [(2, "route")]);
        assert_eq!(rules("core/web/src/registry.rs", code), []);
        let registry = "fn a(r: &mut Registrar) {\n    r.route(\"/x\", VIEW, b);\n}\n";
        assert_eq!(rules("core/orders/src/routes.rs", registry), []);
    }
}
