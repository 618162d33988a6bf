//! Every set of texts has the same keys in all its languages, so that no screen falls back unseen.
//! A set is a `locales` folder with `<language>.ftl` files or `<language>/` folders.

use super::Finding;
use super::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// Where sets of texts live.
const HOMES: [&str; 4] = ["themes/", "modules/", "core/", "admin-ui/src/"];

/// Key to the place where it is defined.
type Keys = BTreeMap<String, (String, usize)>;

/// Every key that a language of a set lacks or defines twice.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut sets: BTreeMap<&str, BTreeMap<&str, Keys>> = BTreeMap::new();
    for file in tree.files.iter().filter(|file| file.is(&["ftl"])) {
        let Some((set, language)) = place(&file.path) else { continue };
        let keys = sets.entry(set).or_default().entry(language).or_default();
        for (line, key) in keys_of(&file.text) {
            if let Some((path, first)) = keys.insert(key.clone(), (file.path.clone(), line)) {
                let advice = format!("`{key}` is defined already at {path}:{first}: keep one");
                findings.push(Finding::new(&file.path, line, "locale", advice));
            }
        }
    }
    findings.extend(sets.into_iter().flat_map(|(set, languages)| missing(set, &languages)));
    findings
}

/// The set and the language of a file, by its path.
fn place(path: &str) -> Option<(&str, &str)> {
    if !HOMES.iter().any(|home| path.starts_with(home)) {
        return None;
    }
    let at = path.find("/locales/")?;
    let rest = &path[at + "/locales/".len()..];
    let language = rest.split(['/', '.']).next()?;
    Some((&path[..at + "/locales".len()], language))
}

/// Messages, terms and their attributes, with their lines.
fn keys_of(text: &str) -> Vec<(usize, String)> {
    let mut message = String::new();
    let mut keys = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let Some((left, _)) = line.split_once('=') else { continue };
        let name = left.trim();
        if is_name(name.strip_prefix('-').unwrap_or(name)) && !left.starts_with(char::is_whitespace) {
            name.clone_into(&mut message);
            keys.push((number, message.clone()));
        } else if let Some(attribute) = name.strip_prefix('.').filter(|attribute| is_name(attribute)) {
            keys.push((number, format!("{message}.{attribute}")));
        }
    }
    keys
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')
}

fn missing(set: &str, languages: &BTreeMap<&str, Keys>) -> Vec<Finding> {
    let all: BTreeSet<&String> = languages.values().flat_map(BTreeMap::keys).collect();
    let mut findings = Vec::new();
    for key in all {
        let has = languages.iter().find_map(|(language, keys)| Some((language, keys.get(key)?)));
        let Some((known, (path, line))) = has else { continue };
        for (language, _) in languages.iter().filter(|(_, keys)| !keys.contains_key(key)) {
            let advice = format!("`{key}` is in `{known}` and not in `{language}` of {set}: translate it");
            findings.push(Finding::new(path, *line, "locale", advice));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_keys_in_all_languages_pass() {
        let en = "# Comment = none\nsign-in = Sign in\n    .title = Sign in here\n-brand = Kontor\nlines = { $n ->\n    [one] one = line\n   *[other] lines\n }\n";
        let pl = "sign-in = Zaloguj\n    .title = Tu\n-brand = Kontor\nlines = Wiersze\n";
        let tree = Tree::of(&[("themes/default/locales/en.ftl", en), ("themes/default/locales/pl.ftl", pl)]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn a_key_without_translation_is_found_where_it_is_defined() {
        let tree = Tree::of(&[
            ("modules/freight/locales/en/a.ftl", "one = 1\ntwo = 2\n"),
            ("modules/freight/locales/it/a.ftl", "one = 1\n"),
            ("modules/other/locales/it/a.ftl", "three = 3\n"),
        ]);
        let findings = check(&tree);
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].path.as_str(), findings[0].line), ("modules/freight/locales/en/a.ftl", 2));
        assert!(findings[0].advice.contains("`two` is in `en` and not in `it`"));
    }

    #[test]
    fn a_key_defined_twice_in_a_language_is_found() {
        let tree = Tree::of(&[("admin-ui/src/locales/en.ftl", "one = 1\none = 2\n")]);
        assert_eq!(check(&tree)[0].line, 2);
    }
}
