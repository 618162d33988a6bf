//! Every file says what it is for, stays short enough to read, and has a name that means something.
//! `common`, `shared` and `utils` mean nothing: what is in them belongs to somebody.

use super::Finding;
use super::tree::{File, Tree};

/// Names that say nothing, for folders, crates and files of code.
const NAMES_THAT_SAY_NOTHING: [&str; 3] = ["common", "shared", "utils"];

/// Lines a file may have.
const LONGEST_FILE: usize = 600;
const LONGEST_TEST_FILE: usize = 800;

/// Written by people, so that length matters.
const CODE: [&str; 6] = ["rs", "ts", "tsx", "js", "mjs", "hbs"];

/// Made by a generator from the API's own description.
const GENERATED: [&str; 1] = ["admin-ui/src/api/types.ts"];

/// Every file that breaks a rule of form.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let code = tree.files.iter().filter(|file| file.is(&CODE) && !GENERATED.contains(&file.path.as_str()));
    let of_code = code.flat_map(|file| [length(file), opening(file)].into_iter().flatten().collect::<Vec<_>>());
    of_code.chain(tree.files.iter().filter_map(name)).collect()
}

fn length(file: &File) -> Option<Finding> {
    let limit = if file.is_test() { LONGEST_TEST_FILE } else { LONGEST_FILE };
    let lines = file.text.lines().count();
    let advice = || format!("{lines} lines, {limit} are allowed: split it by what its parts are for");
    (lines > limit).then(|| Finding::new(&file.path, lines, "file-length", advice()))
}

fn opening(file: &File) -> Option<Finding> {
    let advice = "open with `//!` and say in two sentences what this file is for";
    (file.is(&["rs"]) && !file.text.starts_with("//!")).then(|| Finding::new(&file.path, 1, "opening", advice))
}

fn name(file: &File) -> Option<Finding> {
    let mut parts: Vec<&str> = file.path.split('/').collect();
    let last = parts.pop()?;
    let stem = last.split_once('.').filter(|_| file.is(&CODE)).map(|(stem, _)| stem);
    let name = parts.into_iter().chain(stem).find(|part| {
        NAMES_THAT_SAY_NOTHING.iter().any(|name| part == name || part.strip_prefix("kontor-") == Some(name))
    })?;
    let advice = format!("`{name}` says nothing: name it after what it holds, or move its parts to their owners");
    Some(Finding::new(&file.path, 0, "name", advice))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<&'static str> {
        check(&Tree::of(&[(path, text)])).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_rust_file_opens_with_its_purpose() {
        assert_eq!(rules("core/a/src/lib.rs", "//! For this. For that.\n"), [""; 0]);
        assert_eq!(rules("core/a/src/lib.rs", "use std::fmt;\n"), ["opening"]);
        assert_eq!(rules("admin-ui/src/a.ts", "export {};\n"), [""; 0]);
    }

    #[test]
    fn a_long_file_is_found_and_tests_may_be_longer() {
        let long = format!("//! A. B.\n{}", "// line\n".repeat(650));
        assert_eq!(rules("core/a/src/lib.rs", &long), ["file-length"]);
        assert_eq!(rules("tests/http/a.rs", &long), [""; 0]);
    }

    #[test]
    fn names_that_say_nothing_are_found() {
        assert_eq!(rules("core/utils/README.md", ""), ["name"]);
        assert_eq!(rules("admin-ui/src/shared/a.ts", ""), ["name"]);
        assert_eq!(rules("core/a/src/common.rs", "//! A. B."), ["name"]);
        assert_eq!(rules("docs/common.md", ""), [""; 0]);
    }
}
