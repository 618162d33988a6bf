//! A ratchet on the longest function of every crate: it may become shorter and never longer.
//! A crate that is not recorded yet gets the limit of new crates.

use super::Finding;
use super::tree::Tree;
use crate::failure::{Because, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What fits on a screen; no crate starts with more.
const LIMIT_OF_NEW_CRATES: usize = 70;

const RECORD: &str = "xtask/ratchet.toml";
const HEAD: &str = "# The longest function of each crate, in lines. It may only go down.\n\
    # `cargo xtask tidy --tighten` records what has become shorter.\n\n[longest]\n";

/// Functions that are too long, and crates that could be held tighter.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    pub findings: Vec<Finding>,
    pub notes: Vec<String>,
}

/// The longest function of a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Longest {
    path: String,
    line: usize,
    name: String,
    lines: usize,
}

type Record = BTreeMap<String, usize>;

/// Holds every crate against its record.
pub fn check(tree: &Tree) -> Outcome<Judgement> {
    Ok(judge(&longest_by_crate(tree), &recorded(tree)?))
}

/// Writes the record anew: never a longer function, and crates that were not in it.
pub fn tighten(tree: &Tree) -> Outcome {
    let tightened = tightened(&longest_by_crate(tree), &recorded(tree)?);
    let path = super::workspace().join(RECORD);
    std::fs::write(&path, write_record(&tightened)).because(|| format!("cannot write {RECORD}"))?;
    println!("tidy: {RECORD} holds {} crates", tightened.len());
    Ok(())
}

fn judge(longest: &BTreeMap<String, Longest>, record: &Record) -> Judgement {
    let mut judgement = Judgement::default();
    for (name, function) in longest {
        let limit = record.get(name).copied().unwrap_or(LIMIT_OF_NEW_CRATES);
        if function.lines > limit {
            let advice = format!(
                "`{}` has {} lines, {name} allows {limit}: move what it does in steps into functions with names",
                function.name, function.lines
            );
            judgement.findings.push(Finding::new(&function.path, function.line, "function-length", advice));
        } else if record.contains_key(name) && function.lines < limit {
            let note = format!("the longest function of {name} has {} lines, {limit} are recorded", function.lines);
            judgement.notes.push(format!("{note}: run `cargo xtask tidy --tighten`"));
        }
    }
    judgement
}

fn tightened(longest: &BTreeMap<String, Longest>, record: &Record) -> Record {
    let limit = |name: &String| record.get(name).copied().unwrap_or(LIMIT_OF_NEW_CRATES);
    longest.iter().map(|(name, function)| (name.clone(), function.lines.min(limit(name)))).collect()
}

fn longest_by_crate(tree: &Tree) -> BTreeMap<String, Longest> {
    let mut longest: BTreeMap<String, Longest> = BTreeMap::new();
    for (file, rust) in tree.rust() {
        let Some(name) = crate_of(&file.path, tree) else { continue };
        for function in &rust.functions {
            let candidate = Longest {
                path: file.path.clone(),
                line: function.line,
                name: function.name.clone(),
                lines: function.lines,
            };
            let entry = longest.entry(name.to_owned()).or_insert_with(|| candidate.clone());
            if candidate.lines > entry.lines {
                *entry = candidate;
            }
        }
    }
    longest
}

/// The folder of the nearest manifest above a file.
fn crate_of<'a>(path: &'a str, tree: &Tree) -> Option<&'a str> {
    let mut folder = path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        if tree.has(&format!("{above}/Cargo.toml")) {
            return Some(above);
        }
        folder = above;
    }
    None
}

fn recorded(tree: &Tree) -> Outcome<Record> {
    match tree.files.iter().find(|file| file.path == RECORD) {
        Some(file) => read_record(&file.text),
        None => Ok(Record::new()),
    }
}

fn read_record(text: &str) -> Outcome<Record> {
    let table: toml::Table = text.parse().because(|| RECORD.to_owned())?;
    let entries = table.get("longest").and_then(toml::Value::as_table).into_iter().flatten();
    let lines = |value: &toml::Value| value.as_integer().and_then(|lines| usize::try_from(lines).ok());
    Ok(entries.filter_map(|(name, value)| Some((name.clone(), lines(value)?))).collect())
}

fn write_record(record: &Record) -> String {
    record.iter().fold(HEAD.to_owned(), |mut text, (name, lines)| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\"{name}\" = {lines}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(lines: usize) -> Tree {
        let code = format!("//! A. B.\nfn long() {{\n{}}}\nfn short() {{}}\n", "    a();\n".repeat(lines - 2));
        Tree::of(&[("core/a/Cargo.toml", ""), ("core/a/src/lib.rs", &code)])
    }

    fn judged(lines: usize, record: &[(&str, usize)]) -> (usize, usize) {
        let record = record.iter().map(|(name, lines)| ((*name).to_owned(), *lines)).collect();
        let judgement = judge(&longest_by_crate(&tree(lines)), &record);
        (judgement.findings.len(), judgement.notes.len())
    }

    #[test]
    fn a_longer_function_fails_and_a_shorter_one_asks_to_tighten() {
        assert_eq!(judged(31, &[("core/a", 30)]), (1, 0));
        assert_eq!(judged(30, &[("core/a", 30)]), (0, 0));
        assert_eq!(judged(29, &[("core/a", 30)]), (0, 1));
    }

    #[test]
    fn a_new_crate_has_the_limit_of_all_new_crates() {
        assert_eq!(judged(70, &[]), (0, 0));
        assert_eq!(judged(71, &[]), (1, 0));
    }

    #[test]
    fn tightening_never_loosens_and_reads_back() {
        let record = Record::from([("core/a".to_owned(), 30)]);
        assert_eq!(tightened(&longest_by_crate(&tree(31)), &record), record);
        assert_eq!(tightened(&longest_by_crate(&tree(9)), &record)["core/a"], 9);
        assert_eq!(read_record(&write_record(&record)).unwrap(), record);
    }
}
