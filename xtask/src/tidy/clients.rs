//! Shipped code speaks HTTP to other servers through `core/fetch` alone, which refuses addresses inside.
//! Hyper is there for serving; its client is for tests and tools.

use super::Finding;
use super::tree::Tree;

/// How hyper's client is named, however it is imported.
const CLIENTS: [&str; 4] = ["hyper::client", "hyper_util::client", "client::conn::", "client::legacy::"];

/// Where code that is shipped lives.
const SHIPPED: [&str; 2] = ["core/", "modules/"];

/// Every use of an HTTP client that has no policy.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let shipped = tree.rust().filter(|(file, _)| SHIPPED.iter().any(|folder| file.path.starts_with(folder)));
    let found = shipped.filter(|(file, _)| !file.is_test()).flat_map(|(file, rust)| {
        let lines = (1..).zip(file.text.lines()).filter(|(number, _)| !rust.is_test_line(*number));
        let code = lines.filter(|(_, line)| !line.trim_start().starts_with("//"));
        code.filter(|(_, line)| CLIENTS.iter().any(|client| line.contains(client))).map(|(number, _)| {
            Finding::new(&file.path, number, "client", "a client without a policy: ask through kontor_fetch::Fetch")
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, code: &str) -> Vec<usize> {
        check(&Tree::of(&[(path, code)])).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn hypers_client_is_found_in_shipped_code_only() {
        let whole = "use hyper::client::conn::http1::handshake;\n";
        let parts = "use hyper::{\n    Method,\n    client::conn::http1::handshake,\n};\n";
        assert_eq!(lines("core/web/src/serve.rs", whole), [1]);
        assert_eq!(lines("modules/freight/src/lib.rs", parts), [3]);
        assert_eq!(lines("core/testkit/src/client.rs", whole), [0; 0]);
        assert_eq!(lines("xtask/src/replay/client.rs", whole), [0; 0]);
        assert_eq!(lines("core/web/src/tests/wire.rs", whole), [0; 0]);
        assert_eq!(lines("core/web/src/serve.rs", "// hyper::client is for tests.\nuse hyper::server;\n"), [0; 0]);
    }
}
