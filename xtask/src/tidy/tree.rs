//! The files of the repository as the rules see them: relative paths, text, and parsed Rust.
//! Folders that are made by tools (builds, packages, data) are not part of it.

use super::Finding;
use super::rust::Rust;
use crate::failure::{Because, Outcome};
use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// Folders nobody writes by hand.
const MADE_BY_TOOLS: [&str; 8] =
    [".git", "target", "node_modules", "dist", "data", "test-results", "playwright-report", "book"];

/// A text file is smaller than this; lock files of the front end come near.
const LARGEST: u64 = 4 * 1024 * 1024;

/// All text files of the repository.
#[derive(Default)]
pub struct Tree {
    pub files: Vec<File>,
}

/// One text file; `rust` is set for Rust sources that parse.
pub struct File {
    /// Path from the root, with `/`.
    pub path: String,
    pub text: String,
    pub rust: Option<Rust>,
    broken: Option<(usize, String)>,
}

/// Who a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner<'a> {
    /// `core/<name>`.
    Core(&'a str),
    /// `modules/<name>`.
    Module(&'a str),
    /// `migrations/src/<owner>`.
    Migrations(&'a str),
    /// Anything else, tests and tools among it.
    Nobody,
}

impl Tree {
    /// Reads the tree below a root.
    pub fn read(root: &Path) -> Outcome<Self> {
        let mut files = Vec::new();
        let walk = WalkDir::new(root).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| !is_made_by_tools(entry)) {
            let entry = entry.because(|| "cannot read the repository".into())?;
            let small = entry.metadata().is_ok_and(|data| data.is_file() && data.len() <= LARGEST);
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            if let (true, Ok(text)) = (small, std::fs::read_to_string(entry.path())) {
                files.push(File::new(&relative.to_string_lossy().replace('\\', "/"), &text));
            }
        }
        Ok(Self { files })
    }

    /// A tree of fixtures, for the tests of the rules.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| File::new(path, text)).collect() }
    }

    /// Whether a file is there.
    pub fn has(&self, path: &str) -> bool {
        self.files.iter().any(|file| file.path == path)
    }

    /// Rust files with what was read out of them.
    pub fn rust(&self) -> impl Iterator<Item = (&File, &Rust)> {
        self.files.iter().filter_map(|file| Some((file, file.rust.as_ref()?)))
    }

    /// Names of the folders directly below one, such as the modules below `modules`.
    pub fn folders(&self, below: &str) -> Vec<&str> {
        let inside = self.files.iter().filter_map(|file| file.path.strip_prefix(below)?.strip_prefix('/'));
        let mut names: Vec<&str> = inside.filter_map(|path| Some(path.split_once('/')?.0)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn is_made_by_tools(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    // In a linked checkout `.git` is a file.
    let may_be = entry.file_type().is_dir() || name == ".git";
    may_be && entry.depth() > 0 && MADE_BY_TOOLS.contains(&name.as_ref())
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        let mut file = Self { path: path.to_owned(), text: text.to_owned(), rust: None, broken: None };
        if file.is(&["rs"]) {
            match Rust::parse(text) {
                Ok(rust) => file.rust = Some(rust),
                Err(broken) => file.broken = Some(broken),
            }
        }
        file
    }

    /// Whether the file's name ends with one of these extensions.
    pub fn is(&self, extensions: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
    }

    /// Whether the whole file is test code: the tests' crate, the test kit, or a test module in its own file.
    pub fn is_test(&self) -> bool {
        let inside = ["tests/", "core/testkit/"].iter().any(|folder| self.path.starts_with(folder));
        let own_file = ["/tests.rs", ".test.ts", ".test.tsx", ".spec.ts"].iter().any(|end| self.path.ends_with(end));
        inside || own_file || self.path.contains("/tests/") || self.path.contains("/benches/")
    }

    /// Who the file belongs to.
    pub fn owner(&self) -> Owner<'_> {
        let parts: Vec<&str> = self.path.split('/').collect();
        match parts.as_slice() {
            ["core", name, _, ..] => Owner::Core(name),
            ["modules", name, _, ..] => Owner::Module(name),
            ["migrations", "src", "lib.rs" | "main.rs" | "mod.rs"] => Owner::Nobody,
            ["migrations", "src", name, ..] => Owner::Migrations(name.trim_end_matches(".rs")),
            _ => Owner::Nobody,
        }
    }
}

/// Rust that cannot be parsed cannot be judged.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let broken = tree.files.iter().filter_map(|file| Some((file, file.broken.as_ref()?)));
    broken
        .map(|(file, (line, why))| Finding::new(&file.path, *line, "parse", format!("not valid Rust: {why}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_knows_its_owner_and_whether_it_is_a_test() {
        let owner_of = |path: &str| format!("{:?}", File::new(path, "").owner());
        assert_eq!(owner_of("core/orders/src/lib.rs"), "Core(\"orders\")");
        assert_eq!(owner_of("migrations/src/catalog/m1.rs"), "Migrations(\"catalog\")");
        assert_eq!(owner_of("migrations/src/lib.rs"), "Nobody");
        assert!(File::new("tests/http/orders.rs", "").is_test());
        assert!(File::new("core/import/src/tests.rs", "").is_test());
        assert!(!File::new("core/import/src/rows.rs", "").is_test());
    }

    #[test]
    fn folders_below_a_folder_are_named_once() {
        let tree = Tree::of(&[("modules/a/README.md", ""), ("modules/a/src/lib.rs", ""), ("modules/b/x", "")]);
        assert_eq!(tree.folders("modules"), ["a", "b"]);
    }

    #[test]
    fn broken_rust_is_a_finding() {
        let findings = check(&Tree::of(&[("core/a/src/lib.rs", "fn x( {")]));
        assert_eq!(findings[0].rule, "parse");
    }
}
