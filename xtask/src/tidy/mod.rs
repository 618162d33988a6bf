//! `cargo xtask tidy`: the rules of the house that no compiler knows, each a small module with its table on top.
//! It reads files and never compiles the workspace, so it answers in seconds and can run before every commit.

mod clients;
mod edges;
mod files;
mod functions;
mod locales;
mod modules;
mod paths;
mod rust;
mod shortcuts;
mod tables;
mod tree;

use crate::failure::{Failure, Outcome};
use std::fmt;
use std::path::PathBuf;
use std::time::Instant;
use tree::Tree;

/// What one can say on the command line.
#[derive(clap::Args)]
pub struct Options {
    /// Record the longest function of each crate where it has become shorter.
    #[arg(long)]
    tighten: bool,
}

/// A place where a rule is broken, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub path: String,
    pub line: usize,
    pub rule: &'static str,
    pub advice: String,
}

impl Finding {
    /// A finding at a line of a file; line 0 means the file or folder as a whole.
    pub fn new(path: &str, line: usize, rule: &'static str, advice: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, rule, advice: advice.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}: {}", self.path, self.line.max(1), self.rule, self.advice)
    }
}

/// One rule: from the tree to the places where it is broken.
type Rule = fn(&Tree) -> Vec<Finding>;

const RULES: [Rule; 9] = [
    tree::check,
    edges::check,
    clients::check,
    tables::check,
    locales::check,
    files::check,
    shortcuts::check,
    modules::check,
    paths::check,
];

/// Checks the workspace around this crate, or tightens the ratchet.
pub fn run(options: &Options) -> Outcome {
    if options.tighten { functions::tighten(&Tree::read(&workspace())?) } else { check() }
}

/// Applies every rule to the workspace and prints what it finds.
pub fn check() -> Outcome {
    let started = Instant::now();
    let tree = Tree::read(&workspace())?;
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    let functions = functions::check(&tree)?;
    findings.extend(functions.findings);
    findings.sort();
    findings.dedup();
    for finding in &findings {
        println!("{finding}");
    }
    for note in functions.notes {
        println!("note: {note}");
    }
    println!("tidy: {} files, {} findings, {} ms", tree.files.len(), findings.len(), started.elapsed().as_millis());
    if findings.is_empty() { Ok(()) } else { Err(Failure::new("tidy: see the findings above")) }
}

/// The root of the workspace this crate belongs to.
pub fn workspace() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}
