//! A table belongs to one engine or module, and nobody else names it, neither as an entity nor in SQL.
//! Others read what the owner publishes: its ports, its events, and its views named `v_…`.

use super::Finding;
use super::rust::{Literal, Rust};
use super::tree::{File, Owner, Tree};
use std::collections::BTreeMap;

/// Owners whose tables need not begin with their name: the store's are the system's own.
const FREE_OF_PREFIX: [&str; 1] = ["store"];

/// Crates that are tools of tests and look at tables to check them.
const MAY_LOOK: [&str; 1] = ["testkit"];

/// Words of SQL that are followed by a table.
const BEFORE_A_TABLE: [&str; 5] = ["FROM", "JOIN", "INTO", "UPDATE", "TABLE"];

/// Words between those and the name.
const FILLERS: [&str; 5] = ["IF", "NOT", "EXISTS", "ONLY", "LATERAL"];

/// A statement may be written in small letters; these words begin one.
const STATEMENTS: [&str; 3] = ["select", "insert", "delete"];

/// Table to its owner and the place where it is declared.
type Tables = BTreeMap<String, (String, String, usize)>;

/// Every table with a wrong name, with two owners, or named by someone else.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut tables = Tables::new();
    let mut findings = Vec::new();
    for (file, rust, owner) in owned_files(tree) {
        for declared in declarations(file, rust) {
            findings.extend(declare(&mut tables, file, owner, declared));
        }
    }
    for (file, rust, owner) in owned_files(tree) {
        findings.extend(foreign_mentions(&tables, file, rust, owner));
    }
    findings
}

/// Files of engines, modules and migrations with the name of the owner.
fn owned_files(tree: &Tree) -> impl Iterator<Item = (&File, &Rust, &str)> {
    tree.rust().filter(|(file, _)| !file.is_test()).filter_map(|(file, rust)| match file.owner() {
        Owner::Core(name) | Owner::Module(name) | Owner::Migrations(name) if !MAY_LOOK.contains(&name) => {
            Some((file, rust, name))
        }
        _ => None,
    })
}

/// Tables this file brings into being: entities, and in migrations and the store what is created.
fn declarations(file: &File, rust: &Rust) -> Vec<Literal> {
    let mut declared = rust.entity_tables.clone();
    if matches!(file.owner(), Owner::Migrations(_) | Owner::Core("store")) {
        let helpers = rust.table_arguments.iter().filter(|literal| is_table_name(&literal.text));
        declared.extend(helpers.cloned());
    }
    for literal in rust.shipped_literals() {
        let created = mentions(&literal.text).into_iter().filter(|(before, _)| before == "CREATE TABLE");
        declared.extend(created.map(|(_, name)| Literal { line: literal.line, text: name }));
    }
    declared
}

fn declare(tables: &mut Tables, file: &File, owner: &str, declared: Literal) -> Option<Finding> {
    let Literal { line, text: name } = declared;
    if name.starts_with("v_") {
        return None;
    }
    if let Some((other, path, first)) = tables.get(&name).filter(|(other, ..)| other != owner) {
        let advice = format!("table `{name}` belongs to `{other}` ({path}:{first}): a table has one owner");
        return Some(Finding::new(&file.path, line, "table", advice));
    }
    tables.entry(name.clone()).or_insert_with(|| (owner.to_owned(), file.path.clone(), line));
    let fits = name == owner || name.strip_prefix(owner).is_some_and(|rest| rest.starts_with('_'));
    let advice = || format!("table `{name}` must begin with `{owner}_`, the name of its owner");
    (!fits && !FREE_OF_PREFIX.contains(&owner)).then(|| Finding::new(&file.path, line, "table", advice()))
}

fn foreign_mentions(tables: &Tables, file: &File, rust: &Rust, owner: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for literal in rust.shipped_literals() {
        let whole = Some(literal.text.clone()).filter(|text| text.contains('_') && is_table_name(text));
        let in_sql = mentions(&literal.text).into_iter().map(|(_, name)| name);
        for name in in_sql.chain(whole) {
            let Some((other, ..)) = tables.get(&name).filter(|(other, ..)| other != owner) else { continue };
            let advice = format!("table `{name}` belongs to `{other}`: use its port or view, or ask it by an event");
            findings.push(Finding::new(&file.path, literal.line, "foreign-table", advice));
        }
    }
    findings
}

/// Tables named in a piece of SQL, with the word before each.
fn mentions(text: &str) -> Vec<(String, String)> {
    let words: Vec<&str> = text
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let is_statement = words.first().is_some_and(|first| STATEMENTS.contains(first));
    let as_keyword = |word: &str| if is_statement { word.to_ascii_uppercase() } else { word.to_owned() };
    let mut found = Vec::new();
    for at in 0..words.len() {
        let keyword = as_keyword(words[at]);
        if !BEFORE_A_TABLE.contains(&keyword.as_str()) {
            continue;
        }
        let name = words[at + 1..].iter().find(|word| !FILLERS.contains(&as_keyword(word).as_str()));
        let Some(name) = name.filter(|name| is_table_name(name)) else { continue };
        let created = keyword == "TABLE" && at > 0 && as_keyword(words[at - 1]) == "CREATE";
        found.push((if created { "CREATE TABLE".to_owned() } else { keyword }, (*name).to_owned()));
    }
    found
}

fn is_table_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOG: (&str, &str) = (
        "core/catalog/src/entities/product.rs",
        "//! A. B.\n#[sea_orm(table_name = \"catalog_products\")]\nstruct Model;\n",
    );

    fn advice(path: &str, code: &str) -> Vec<(usize, &'static str)> {
        let code = format!("//! A. B.\n{code}");
        let findings = check(&Tree::of(&[CATALOG, (path, &code)]));
        findings.into_iter().map(|finding| (finding.line, finding.rule)).collect()
    }

    #[test]
    fn the_owner_its_migrations_and_views_pass() {
        assert_eq!(advice("core/catalog/src/sql.rs", "const Q: &str = \"SELECT * FROM catalog_products\";"), []);
        assert_eq!(advice("migrations/src/catalog/m1.rs", "fn a() { tenant_table(\"catalog_products\"); }"), []);
        assert_eq!(advice("core/orders/src/sql.rs", "const Q: &str = \"SELECT * FROM v_catalog_products\";"), []);
    }

    #[test]
    fn a_foreign_table_is_found_in_sql_as_an_entity_and_as_a_name() {
        let select = "const Q: &str = \"select x from catalog_products\";";
        assert_eq!(advice("core/orders/src/sql.rs", select), [(2, "foreign-table")]);
        assert_eq!(
            advice("modules/freight/src/sql.rs", "fn a() { Alias::new(\"catalog_products\"); }"),
            [(2, "foreign-table")]
        );
        let entity = "#[sea_orm(table_name = \"catalog_products\")]\nstruct Mine;";
        assert_eq!(advice("core/orders/src/entities/p.rs", entity)[0], (2, "table"));
        assert_eq!(
            advice("migrations/src/orders/m1.rs", "fn a() { run(\"UPDATE catalog_products SET a = 1\"); }"),
            [(2, "foreign-table")]
        );
    }

    #[test]
    fn prose_and_tests_may_say_the_word() {
        assert_eq!(advice("core/orders/src/a.rs", "const T: &str = \"taken from catalog_products by hand\";"), []);
        let test = "#[cfg(test)]\nmod tests {\n    const Q: &str = \"SELECT 1 FROM catalog_products\";\n}";
        assert_eq!(advice("core/orders/src/a.rs", test), []);
    }

    #[test]
    fn a_table_begins_with_the_name_of_its_owner() {
        assert_eq!(
            advice("migrations/src/orders/m1.rs", "const Q: &str = \"CREATE TABLE IF NOT EXISTS carts (id)\";"),
            [(2, "table")]
        );
        assert_eq!(advice("core/store/src/schema.rs", "const Q: &str = \"CREATE TABLE outbox (id)\";"), []);
    }
}
