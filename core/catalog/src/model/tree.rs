//! Trees of categories: who stands below whom, in which order, and why a move is refused.
//! Each category has one parent at the most, in its own tree; paths are codes from the root down.

use std::collections::{BTreeMap, HashMap};

use kontor_kernel::CategoryId;

/// The tree that visitors of the shop see.
pub(crate) const SHOP: &str = "shop";

/// Levels of a tree at the most.
pub(crate) const DEEPEST: usize = 8;

/// Separates the codes of a path; it occurs in none of them.
pub(crate) const SEPARATOR: char = '/';

/// A category as a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub id: CategoryId,
    pub parent: Option<CategoryId>,
    pub tree: String,
    pub code: String,
    /// Where it stands among its siblings, and by what equal places are told apart.
    pub order: (i32, String),
}

/// Why a category cannot stand where somebody wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MoveFault {
    /// Below itself.
    Circle,
    /// In another tree than the parent.
    OtherTree,
    /// Deeper than trees go.
    TooDeep,
}

/// All categories of a tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Forest {
    nodes: HashMap<CategoryId, Node>,
}

impl Forest {
    /// From all nodes.
    pub fn new(nodes: impl IntoIterator<Item = Node>) -> Self {
        Self { nodes: nodes.into_iter().map(|node| (node.id, node)).collect() }
    }

    /// A category and those above it, up to the root. A broken chain ends where it is broken.
    pub fn upwards(&self, id: CategoryId) -> impl Iterator<Item = &Node> {
        std::iter::successors(self.nodes.get(&id), |node| self.nodes.get(&node.parent?)).take(DEEPEST)
    }

    /// The codes from the root down to a category.
    pub fn path(&self, id: CategoryId) -> String {
        let mut codes: Vec<&str> = self.upwards(id).map(|node| node.code.as_str()).collect();
        codes.reverse();
        codes.join(&SEPARATOR.to_string())
    }

    /// How deep a category stands; roots stand at 0.
    pub fn level(&self, id: CategoryId) -> usize {
        self.upwards(id).count().saturating_sub(1)
    }

    /// All categories, each followed by what stands below it, siblings in their order, tree by tree.
    pub fn in_order(&self) -> Vec<CategoryId> {
        let mut below: BTreeMap<Option<CategoryId>, Vec<&Node>> = BTreeMap::new();
        for node in self.nodes.values() {
            // What lost its parent stands among the roots rather than nowhere.
            let parent = node.parent.filter(|parent| self.nodes.contains_key(parent));
            below.entry(parent).or_default().push(node);
        }
        for siblings in below.values_mut() {
            siblings.sort_by_key(|node| (&node.tree, &node.order, node.id));
        }
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut waiting: Vec<&Node> = below.remove(&None).unwrap_or_default().into_iter().rev().collect();
        while let Some(node) = waiting.pop() {
            order.push(node.id);
            waiting.extend(below.remove(&Some(node.id)).unwrap_or_default().into_iter().rev());
        }
        order
    }

    /// Those that stand below a category, at any depth.
    pub fn below(&self, id: CategoryId) -> Vec<CategoryId> {
        let is_below = |node: &&Node| node.id != id && self.upwards(node.id).any(|above| above.id == id);
        self.nodes.values().filter(is_below).map(|node| node.id).collect()
    }

    /// Whether a category may stand below another one.
    pub fn check_move(&self, id: CategoryId, tree: &str, parent: Option<CategoryId>) -> Result<(), MoveFault> {
        let Some(parent) = parent else { return Ok(()) };
        if self.upwards(parent).any(|above| above.id == id) {
            return Err(MoveFault::Circle);
        }
        if self.nodes.get(&parent).is_none_or(|node| node.tree != tree) {
            return Err(MoveFault::OtherTree);
        }
        let own = self.level(id);
        let height = self.below(id).into_iter().map(|below| self.level(below) - own).max().unwrap_or(0);
        if self.level(parent) + 1 + height >= DEEPEST { Err(MoveFault::TooDeep) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn node(id: CategoryId, code: &str, parent: Option<CategoryId>, position: i32) -> Node {
        Node { id, parent, tree: SHOP.to_owned(), code: code.to_owned(), order: (position, code.to_owned()) }
    }

    #[test]
    fn trees_are_read_from_the_root_down_in_the_order_of_siblings() {
        let [tools, drills, saws, steel] = [(); 4].map(|()| CategoryId::new());
        let forest = Forest::new([
            node(tools, "tools", None, 1),
            node(saws, "saws", Some(tools), 2),
            node(drills, "drills", Some(tools), 1),
            node(steel, "steel", Some(drills), 0),
        ]);
        assert_eq!(forest.in_order(), [tools, drills, steel, saws]);
        assert_eq!((forest.path(steel).as_str(), forest.level(steel)), ("tools/drills/steel", 2));
        assert_eq!(forest.below(drills), [steel]);
        assert_eq!(forest.check_move(tools, SHOP, Some(steel)), Err(MoveFault::Circle));
        assert_eq!(forest.check_move(tools, SHOP, Some(tools)), Err(MoveFault::Circle));
        assert_eq!(forest.check_move(drills, "purchasing", Some(saws)), Err(MoveFault::OtherTree));
        assert_eq!(forest.check_move(drills, SHOP, Some(saws)), Ok(()));
        assert_eq!(forest.check_move(drills, SHOP, None), Ok(()));
    }

    #[test]
    fn no_tree_is_deeper_than_trees_go() {
        let ids: Vec<CategoryId> = (0..DEEPEST).map(|_| CategoryId::new()).collect();
        let parent = |at: usize| at.checked_sub(1).map(|above| ids[above]);
        let other = CategoryId::new();
        let chain = (0..DEEPEST).map(|at| node(ids[at], &format!("c{at}"), parent(at), 0));
        let forest = Forest::new(chain.chain([node(other, "other", None, 0)]));
        assert_eq!(forest.check_move(other, SHOP, Some(ids[DEEPEST - 1])), Err(MoveFault::TooDeep));
        assert_eq!(forest.check_move(other, SHOP, Some(ids[DEEPEST - 2])), Ok(()));
        assert_eq!(forest.check_move(ids[0], SHOP, Some(other)), Err(MoveFault::TooDeep));
    }

    proptest! {
        #[test]
        fn moves_that_are_allowed_keep_everything_reachable(moves in prop::collection::vec((0_usize..12, 0_usize..13), 1..60)) {
            let ids: Vec<CategoryId> = (0..12).map(|_| CategoryId::new()).collect();
            let mut parents: Vec<Option<usize>> = vec![None; ids.len()];
            let forest = |parents: &[Option<usize>]| {
                let made = |(at, parent): (usize, &Option<usize>)| node(ids[at], &format!("c{at}"), parent.map(|p| ids[p]), 0);
                Forest::new(parents.iter().enumerate().map(made))
            };
            for (which, below) in moves {
                let parent = (below < ids.len()).then_some(below);
                if forest(&parents).check_move(ids[which], SHOP, parent.map(|at| ids[at])).is_ok() {
                    parents[which] = parent;
                }
                let now = forest(&parents);
                prop_assert_eq!(now.in_order().len(), ids.len());
                prop_assert!(ids.iter().all(|id| now.upwards(*id).last().is_some_and(|root| root.parent.is_none())));
            }
        }
    }
}
