//! A module has one name and carries it through every room: folder, crate, manifest, permissions, events.
//! Someone who knows one module then knows where everything is in all of them.

use super::Finding;
use super::tree::{File, Owner, Tree};

/// Rooms every module has.
const ROOMS: [&str; 3] = ["README.md", "src/lib.rs", "src/manifest.rs"];

/// Folders whose entries are named after an engine or a module.
const NAMED_AFTER_OWNERS: [&str; 2] = ["migrations/src", "admin-ui/src/modules"];

/// Endings that make a dotted string a file and no name of ours.
const FILE_ENDINGS: [&str; 7] = ["md", "rs", "json", "ftl", "svg", "toml", "csv"];

/// Every module that lacks a room or uses a foreign name.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let modules = tree.folders("modules");
    let rooms = modules.iter().flat_map(|name| rooms(tree, name));
    let strangers = NAMED_AFTER_OWNERS.iter().flat_map(|folder| strangers(tree, folder));
    rooms.chain(strangers).chain(tree.files.iter().flat_map(foreign_names)).collect()
}

fn rooms(tree: &Tree, name: &str) -> Vec<Finding> {
    let home = format!("modules/{name}");
    let missing = ROOMS.iter().filter(|room| !tree.has(&format!("{home}/{room}")));
    let missing =
        missing.map(|room| Finding::new(&home, 0, "module", format!("{room} is missing: every module has it")));
    let manifest = tree.files.iter().find(|file| file.path == format!("{home}/Cargo.toml"));
    let package = format!("name = \"kontor-{name}\"");
    let misnamed = manifest.filter(|file| !file.text.contains(&package));
    let misnamed =
        misnamed.map(|file| Finding::new(&file.path, 0, "module", format!("the crate must be named kontor-{name}")));
    missing.chain(misnamed).collect()
}

fn strangers(tree: &Tree, folder: &str) -> Vec<Finding> {
    let owners = [tree.folders("core"), tree.folders("modules")].concat();
    let unknown = tree.folders(folder).into_iter().filter(|name| !owners.contains(name));
    let advice = |name: &str| format!("there is no engine or module `{name}`: name the folder after its owner");
    unknown.map(|name| Finding::new(&format!("{folder}/{name}"), 0, "module", advice(name))).collect()
}

/// Permissions, events and keys declared in a manifest start with the name of their module.
fn foreign_names(file: &File) -> Vec<Finding> {
    let (Owner::Module(name), Some(rust)) = (file.owner(), &file.rust) else { return Vec::new() };
    if !file.path.ends_with("/manifest.rs") {
        return Vec::new();
    }
    let foreign = rust.shipped_literals().filter(|literal| is_dotted_name(&literal.text));
    let foreign = foreign.filter(|literal| literal.text.split('.').next() != Some(name));
    let advice = |text: &str| format!("`{text}` must start with `{name}.`, the name of its module");
    foreign.map(|literal| Finding::new(&file.path, literal.line, "module-name", advice(&literal.text))).collect()
}

fn is_dotted_name(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let word = |part: &&str| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
    };
    parts.len() > 1 && parts.iter().all(word) && !FILE_ENDINGS.contains(&parts[parts.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(manifest: &str) -> Tree {
        Tree::of(&[
            ("modules/freight/README.md", ""),
            ("modules/freight/Cargo.toml", "name = \"kontor-freight\""),
            ("modules/freight/src/lib.rs", "//! A. B."),
            ("modules/freight/src/manifest.rs", manifest),
            ("core/orders/src/lib.rs", "//! A. B."),
            ("migrations/src/freight/m1.rs", "//! A. B."),
        ])
    }

    #[test]
    fn a_module_with_all_its_rooms_and_names_passes() {
        let manifest = "//! A. B.\nconst P: [&str; 2] = [\"freight.minimums.edit\", \"icon.svg\"];\n/// Reads `orders.orders.place`.\nconst N: &str = \"Freight rules. All of them.\";";
        assert_eq!(check(&module(manifest)), []);
    }

    #[test]
    fn a_foreign_permission_is_found() {
        let findings = check(&module("//! A. B.\nconst P: &str = \"orders.minimums.edit\";"));
        assert_eq!((findings.len(), findings[0].line, findings[0].rule), (1, 2, "module-name"));
    }

    #[test]
    fn a_missing_room_and_a_folder_of_nobody_are_found() {
        let tree = Tree::of(&[("modules/loyalty/src/lib.rs", ""), ("migrations/src/loyal/m1.rs", "//! A. B.")]);
        let found: Vec<_> = check(&tree).into_iter().map(|finding| (finding.path, finding.advice)).collect();
        assert_eq!(found.len(), 3);
        assert!(found[0].1.starts_with("README.md is missing"));
        assert_eq!(found[2].0, "migrations/src/loyal");
    }
}
