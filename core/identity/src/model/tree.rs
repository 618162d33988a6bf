//! Paths of trees: the ids from the root down, each ended by a slash, so that what stands below a node begins with its path.
//! What is inherited is decided here too, by one rule: the nearest node that says something decides.

use kontor_kernel::Id;
use sea_orm::{ColumnTrait, Condition};

/// The path of a node below another one, or of a root.
pub(crate) fn path_below<Tag>(parent: Option<&str>, id: Id<Tag>) -> String {
    format!("{}{id}/", parent.unwrap_or_default())
}

/// How many levels a path has; a root has one.
pub(crate) fn levels(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

/// The ids of a path, the root first.
pub(crate) fn ids<Tag>(path: &str) -> Vec<Id<Tag>> {
    path.split('/').filter_map(|part| part.parse().ok()).collect()
}

/// Whether a path is another one's or lies below it.
pub(crate) fn is_within(path: &str, top: &str) -> bool {
    path.starts_with(top)
}

/// The path of a node after the one at `from` has come to stand at `to`.
pub(crate) fn moved(path: &str, from: &str, to: &str) -> String {
    path.strip_prefix(from).map_or_else(|| path.to_owned(), |rest| format!("{to}{rest}"))
}

/// Holds for nodes at or below a path. Written as a range, because an index serves it whatever the database thinks of
/// case in patterns: nothing but what begins with the path lies between it and the path with its slash counted up by one.
pub(crate) fn at_or_below<C: ColumnTrait>(column: C, path: &str) -> Condition {
    let end = path.strip_suffix('/').unwrap_or(path);
    Condition::all().add(column.gte(path)).add(column.lt(format!("{end}0")))
}

/// What a node says, or the nearest one above it that says something, and which one that is.
pub(crate) fn nearest<Tag, T>(path: &str, said: impl Fn(Id<Tag>) -> Option<T>) -> Option<(Id<Tag>, T)> {
    path.rsplit('/').filter_map(|part| part.parse::<Id<Tag>>().ok()).find_map(|id| Some((id, said(id)?)))
}

#[cfg(test)]
mod tests {
    use kontor_kernel::CompanyId;

    use super::*;

    #[test]
    fn a_path_names_everybody_from_the_root_down() {
        let [root, middle, leaf] = [CompanyId::new(), CompanyId::new(), CompanyId::new()];
        let top = path_below(None, root);
        let path = path_below(Some(&path_below(Some(&top), middle)), leaf);
        assert_eq!(ids(&path), [root, middle, leaf]);
        assert_eq!((levels(&top), levels(&path)), (1, 3));
        assert!(is_within(&path, &top) && is_within(&top, &top) && !is_within(&top, &path));
        let elsewhere = path_below(None, CompanyId::new());
        assert_eq!(moved(&path, &top, &elsewhere), format!("{elsewhere}{middle}/{leaf}/"));
    }

    #[test]
    fn the_nearest_one_that_says_something_decides() {
        let [root, middle, leaf] = [CompanyId::new(), CompanyId::new(), CompanyId::new()];
        let path = format!("{root}/{middle}/{leaf}/");
        let said = |id: CompanyId| [(root, 1), (middle, 2)].into_iter().find(|(by, _)| *by == id).map(|(_, said)| said);
        assert_eq!(nearest(&path, said), Some((middle, 2)));
        assert_eq!(nearest(&format!("{root}/{leaf}/"), said), Some((root, 1)));
        assert_eq!(nearest(&format!("{leaf}/"), said), None);
    }
}
