//! The repository works on any machine: no paths of one machine, no package registry of one network,
//! and nothing outside of the checkout but the data that CI offers.

use super::Finding;
use super::tree::{File, Tree};

/// Paths that exist on one machine only. Written in two parts, so that this table does not find itself.
const MACHINE: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("bash_", "jobs")];

/// Hosts packages come from: tools know the public ones, and any other is somebody's own.
const REGISTRIES: [&str; 6] = [
    concat!("://regis", "try."),
    concat!("regis", "try.npmjs"),
    concat!("index.cra", "tes.io"),
    concat!("static.cra", "tes.io"),
    concat!("arti", "factory"),
    concat!("verd", "accio"),
];

/// The folder beside the checkout where CI may lay data.
const OUTSIDE: &str = concat!("../sha", "red");
const MAY_NAME_OUTSIDE: &str = ".ci/run";

/// Lock files name where each package came from; only the public places are the same for everyone.
const LOCKS: [(&str, &str, &str); 2] = [
    ("package-lock.json", "\"resolved\": \"http", concat!("\"resolved\": \"https://regis", "try.npmjs.org/")),
    ("Cargo.lock", "source = \"", "source = \"registry+https://github.com/rust-lang/crates.io-index\""),
];

/// Every line that ties the repository to a place.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().flat_map(of_file).collect()
}

fn of_file(file: &File) -> Vec<Finding> {
    let lock = LOCKS.iter().find(|(name, ..)| file.path.ends_with(name));
    let judged = (1..).zip(file.text.lines()).filter_map(|(number, line)| {
        let advice = match lock {
            Some((_, marker, public)) => judge_lock(line, marker, public),
            None => judge(&file.path, line),
        };
        Some(Finding::new(&file.path, number, "place", advice?))
    });
    judged.collect()
}

fn judge(path: &str, line: &str) -> Option<String> {
    if let Some(found) = MACHINE.iter().find(|found| names(line, found)) {
        return Some(format!("`{found}` is a path of one machine: take it as a parameter or make it relative"));
    }
    if let Some(found) = REGISTRIES.iter().find(|found| line.contains(**found)) {
        return Some(format!("`{found}` names a package registry: leave that to the tools' own settings"));
    }
    let outside = line.contains(OUTSIDE) && path != MAY_NAME_OUTSIDE;
    outside.then(|| format!("`{OUTSIDE}` lies outside of the repository: only {MAY_NAME_OUTSIDE} may name it"))
}

fn judge_lock(line: &str, marker: &str, public: &str) -> Option<String> {
    let line = line.trim_start();
    (line.starts_with(marker) && !line.starts_with(public))
        .then(|| "a package from a place that others do not have: lock it against the public registry".into())
}

/// Whether a line has this path from the root, and not as the middle of a longer word.
fn names(line: &str, path: &str) -> bool {
    let inside_a_word = |before: char| before.is_alphanumeric() || matches!(before, '_' | '-' | '.' | '}' | '>');
    line.match_indices(path).any(|(at, _)| !line[..at].ends_with(inside_a_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn paths_of_one_machine_are_found_and_words_are_not() {
        assert_eq!(found("README.md", &format!("see {}main\n", MACHINE[0])), 1);
        assert_eq!(found("README.md", &format!("docs{}flow and a{}b\n", MACHINE[0], MACHINE[1])), 0);
    }

    #[test]
    fn the_folder_outside_is_named_by_ci_only() {
        assert_eq!(found(".ci/run", OUTSIDE), 0);
        assert_eq!(found("Makefile", OUTSIDE), 1);
    }

    #[test]
    fn registries_are_named_in_lock_files_only_and_only_the_public_ones() {
        assert_eq!(found(".npmrc", REGISTRIES[1]), 1);
        let public = format!("      {}x/-/x-1.tgz\",\n", LOCKS[0].2);
        assert_eq!(found("admin-ui/package-lock.json", &public), 0);
        assert_eq!(found("admin-ui/package-lock.json", "      \"resolved\": \"http://mirror.example/x.tgz\",\n"), 1);
        assert_eq!(found("Cargo.lock", "source = \"registry+https://mirror.example/index\"\n"), 1);
    }
}
