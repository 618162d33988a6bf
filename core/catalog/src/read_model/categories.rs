//! The categories in memory: whose products a filter by one of them shows, in which order visitors read them, and which
//! attributes and units they give to their products. Read whole and rarely changed.

use std::collections::{BTreeMap, HashMap};

use kontor_kernel::{CategoryId, Locale, code_key, sort_key};

use crate::{
    entities::{category, category_attribute, category_text},
    model::tree::{Forest, Node, SHOP},
};

/// A row as a node of its tree.
pub(crate) fn node(row: &category::Model) -> Node {
    Node {
        id: row.id,
        parent: row.parent_id,
        tree: row.tree.clone().unwrap_or_else(|| SHOP.to_owned()),
        code: row.code.clone(),
        order: (row.position.unwrap_or(0), sort_key(&row.name)),
    }
}

/// An attribute that products of a category have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AttributeOf {
    pub attribute: String,
    pub is_required: bool,
    pub unit: Option<String>,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Its code.
    pub code: String,
    /// Its name in the tenant's own language.
    pub own_name: String,
    /// Its names in other languages.
    pub translations: Box<[(Locale, Box<str>)]>,
    /// The tree it stands in.
    pub tree: String,
    /// The category above it.
    pub parent: Option<CategoryId>,
    /// How deep it stands; roots stand at 0.
    pub level: usize,
    /// Its place among its siblings.
    pub position: i32,
    /// What it adds to the attributes of those above it.
    pub attributes: Box<[AttributeOf]>,
}

impl Category {
    /// Its name in a language, or in the tenant's own where there is no translation.
    pub fn name(&self, locale: Locale) -> &str {
        let translation = self.translations.iter().find(|(known, _)| *known == locale);
        translation.map_or(&self.own_name, |(_, name)| name)
    }

    /// Whether visitors of the shop see it.
    pub fn is_shown(&self) -> bool {
        self.tree == SHOP
    }
}

/// All categories of a tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Categories {
    by_id: HashMap<CategoryId, Category>,
    by_code: HashMap<String, CategoryId>,
    forest: Forest,
}

impl Categories {
    /// From all rows.
    pub fn new(
        rows: Vec<category::Model>,
        texts: Vec<category_text::Model>,
        attributes: Vec<category_attribute::Model>,
    ) -> Self {
        let mut names: HashMap<CategoryId, Vec<(Locale, Box<str>)>> = HashMap::new();
        for text in texts {
            names.entry(text.category_id).or_default().push((text.locale, text.name.into()));
        }
        let mut added: HashMap<CategoryId, Vec<AttributeOf>> = HashMap::new();
        for row in attributes {
            let attribute = AttributeOf { attribute: row.attribute, is_required: row.is_required, unit: row.unit };
            added.entry(row.category_id).or_default().push(attribute);
        }
        let forest = Forest::new(rows.iter().map(node));
        let by_code = rows.iter().map(|row| (row.code_key.clone(), row.id)).collect();
        let category = |row: category::Model| Category {
            translations: names.remove(&row.id).unwrap_or_default().into(),
            attributes: added.remove(&row.id).unwrap_or_default().into(),
            level: forest.level(row.id),
            id: row.id,
            code: row.code,
            own_name: row.name,
            tree: row.tree.unwrap_or_else(|| SHOP.to_owned()),
            parent: row.parent_id,
            position: row.position.unwrap_or(0),
        };
        let by_id = rows.into_iter().map(category).map(|category| (category.id, category)).collect();
        Self { by_id, by_code, forest }
    }

    /// A category by its id.
    pub fn get(&self, id: CategoryId) -> Option<&Category> {
        self.by_id.get(&id)
    }

    /// A category by its code, whatever its case.
    pub fn by_code(&self, code: &str) -> Option<&Category> {
        self.get(*self.by_code.get(&code_key(code))?)
    }

    /// Who stands below whom; lists are sorted anew where it changes.
    pub fn shape(&self) -> &Forest {
        &self.forest
    }

    /// These categories and all above them, each once.
    pub fn above(&self, ids: &[CategoryId]) -> Vec<CategoryId> {
        let mut all = Vec::new();
        for node in ids.iter().flat_map(|id| self.forest.upwards(*id)) {
            if !all.contains(&node.id) {
                all.push(node.id);
            }
        }
        all
    }

    /// A category and all below it.
    pub fn with_below(&self, id: CategoryId) -> Vec<CategoryId> {
        let mut all = self.forest.below(id);
        all.push(id);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The shop's categories as a reader of a language sees them, each followed by those below it.
    pub fn in_language(&self, locale: Locale) -> Vec<&Category> {
        let node = |category: &Category| Node {
            id: category.id,
            parent: category.parent,
            tree: category.tree.clone(),
            code: String::new(),
            order: (category.position, sort_key(category.name(locale))),
        };
        let forest = Forest::new(self.by_id.values().filter(|category| category.is_shown()).map(node));
        forest.in_order().into_iter().filter_map(|id| self.get(id)).collect()
    }

    /// The attributes that products of some categories have: the nearest category that names one says how.
    pub fn attributes_of(&self, ids: &[CategoryId]) -> BTreeMap<&str, &AttributeOf> {
        let mut found = BTreeMap::new();
        for category in self.above(ids).into_iter().filter_map(|id| self.get(id)) {
            for attribute in &category.attributes {
                found.entry(attribute.attribute.as_str()).or_insert(attribute);
            }
        }
        found
    }

    /// In which unit the attributes of products of some categories are.
    pub fn units_of(&self, ids: &[CategoryId]) -> BTreeMap<String, String> {
        let all = self.attributes_of(ids).into_iter();
        all.filter_map(|(code, attribute)| Some((code.to_owned(), attribute.unit.clone()?))).collect()
    }
}
