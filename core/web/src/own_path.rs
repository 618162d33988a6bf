//! Where a browser may be sent back to after something: a path on this very host, and nothing that only looks like one.
//! Texts like these come back from browsers in forms and addresses, so they are read with suspicion.

const LONGEST: usize = 2_000;

/// A path on this host, or `otherwise` where the text may lead anywhere else, such as `//evil.example`.
#[must_use]
pub fn own_path(text: Option<&str>, otherwise: &str) -> String {
    let is_ours = |path: &&str| {
        let second = path.as_bytes().get(1);
        let is_plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        path.starts_with('/') && second != Some(&b'/') && is_plain && path.len() <= LONGEST
    };
    text.filter(is_ours).unwrap_or(otherwise).to_owned()
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn paths_of_this_host_pass() {
        for path in ["/", "/cart", "/products?q=a%20b&page=2", "/a//b", "/orders#last"] {
            assert_eq!(own_path(Some(path), "/x"), path);
        }
    }

    #[test]
    fn what_may_lead_elsewhere_does_not() {
        let elsewhere = [
            "",
            "products",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "\\/evil.example",
            "https://evil.example",
            "https:evil.example",
            "HTTPS://evil.example",
            "http:/evil.example",
            "//evil.example\\@x",
            "javascript:alert(1)",
            "data:text/html,x",
            "/\t/evil.example",
            "\t//evil.example",
            "/\n/evil.example",
            " //evil.example",
            "/a\r\nSet-Cookie: x",
            "/ż",
            "/\u{2044}evil.example",
            "/\u{0}",
            "@evil.example",
            ".evil.example",
            "?return_to=//evil.example",
            "//",
            "/ /evil.example",
        ];
        for text in elsewhere {
            assert_eq!(own_path(Some(text), "/x"), "/x", "{text:?}");
        }
        assert_eq!(own_path(Some(&format!("/{}", "a".repeat(3_000))), "/x"), "/x");
        assert_eq!(own_path(None, "/x"), "/x");
    }
}
