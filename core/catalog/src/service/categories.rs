//! Categories as staff see and change them: trees with a name in the tenant's own language and names in others.
//! Codes stand in addresses of the shop and never change; a category is archived once nothing in use lies in or below it.

use std::collections::{BTreeMap, HashMap, HashSet};

use kontor_contract::{FieldFault, Sentence, audit::Change};
use kontor_kernel::{CategoryId, Locale, Timestamp, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;

use super::{Catalogue, change::Changed, checks, parts::field, product_import::new_category};
use crate::{
    entities::{category, category_text, product, product_category},
    error::{CatalogError, CatalogResult},
    model::tree::{DEEPEST, Forest, MoveFault, SHOP},
    read_model::{Listing, Snapshot, node},
};

/// A category as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CategoryDetail {
    /// Its id.
    pub id: CategoryId,
    /// Its code, as it stands in addresses of the shop.
    pub code: String,
    /// Its name in the tenant's own language.
    pub name: String,
    /// Its names in other languages, by tag.
    pub names: BTreeMap<Locale, String>,
    /// The tree it stands in; visitors see `shop`.
    pub tree: String,
    /// The code of the category above it.
    pub parent_code: Option<String>,
    /// The codes from the root down to it, with slashes between them.
    pub path: String,
    /// How deep it stands; roots stand at 0.
    pub level: usize,
    /// Its place among its siblings; those with the same one stand by name.
    pub position: i32,
    /// How many products on sale lie in it and below it.
    pub products: u64,
    /// Whether nothing can be put into it any more.
    pub archived: bool,
}

/// A category to be made.
#[derive(Debug, Clone)]
pub(crate) struct NewCategory {
    /// Made from the name where nothing is said.
    pub code: Option<String>,
    pub name: String,
    pub names: BTreeMap<Locale, String>,
    /// That of its parent, or the shop's.
    pub tree: Option<String>,
    pub parent_code: Option<String>,
    pub position: i32,
}

/// What to change of a category; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct CategoryChange {
    pub name: Option<String>,
    /// All names in other languages.
    pub names: Option<BTreeMap<Locale, String>>,
    /// `Some(None)` makes it a root.
    pub parent_code: Option<Option<String>>,
    pub position: Option<i32>,
    pub archived: Option<bool>,
}

impl Catalogue {
    /// All categories tree by tree, each followed by what stands below it, archived ones behind.
    pub async fn list_categories(&self, ctx: &Ctx, archived: Option<bool>) -> CatalogResult<Vec<CategoryDetail>> {
        let snapshot = self.cache.get_newest(ctx).await?;
        let tx = self.boot.store.read(ctx).await?;
        let mut all = Categories::read(&tx).await?;
        tx.finish().await?;
        let mut items: Vec<CategoryDetail> =
            all.forest.in_order().into_iter().filter_map(|id| all.detail(id, count_in(&snapshot, id))).collect();
        items.retain(|item| archived.is_none_or(|archived| archived == item.archived));
        items.sort_by_key(|item| item.archived);
        Ok(items)
    }

    /// Makes a category.
    pub async fn create_category(&self, ctx: &Ctx, new: NewCategory) -> CatalogResult<CategoryDetail> {
        check(Some(&new.name), Some(&new.names), new.code.as_deref(), new.tree.as_deref())?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let known = Categories::read(&tx).await?;
        let parent = known.parent(new.parent_code.as_deref())?;
        let tree = new.tree.or_else(|| parent.and_then(|row| row.tree.clone())).unwrap_or_else(|| SHOP.to_owned());
        let mut codes: HashSet<String> = known.rows.values().map(|row| row.code_key.clone()).collect();
        let made = match new.code {
            None => new_category(&tx, &new.name, &mut codes),
            Some(code) if codes.contains(&code_key(&code)) => return Err(CatalogError::DuplicateCategory(code)),
            Some(code) => category::Model {
                code_key: code_key(&code),
                code: code.trim().to_owned(),
                ..new_category(&tx, &new.name, &mut codes)
            },
        };
        known.forest.check_move(made.id, &tree, parent.map(|row| row.id)).map_err(refused)?;
        let above = parent.map(|row| known.forest.path(row.id));
        let path = above.map_or_else(|| made.code.clone(), |above| format!("{above}/{}", made.code));
        let (parent_id, position) = (parent.map(|row| row.id), Some(new.position));
        let row = category::Model { path, parent_id, position, tree: Some(tree), ..made };
        let id = row.id;
        self.raise_epoch(&tx, Changed::Basics).await?;
        tx.insert::<category::Entity>(row).await?;
        write_names(&tx, id, new.names).await?;
        let view = view_of(&tx, id).await?;
        let change = Change::new("catalog.category_made", "category", id, &view.name).after(&view);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes what is given of a category; what stands below it moves with it.
    pub async fn change_category(
        &self,
        ctx: &Ctx,
        id: CategoryId,
        change: CategoryChange,
    ) -> CatalogResult<CategoryDetail> {
        check(change.name.as_deref(), change.names.as_ref(), None, None)?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let before = view_of(&tx, id).await?;
        if change.archived == Some(true) && before.products > 0 {
            return Err(CatalogError::CategoryNotEmpty { products: before.products });
        }
        let known = Categories::read(&tx).await?;
        let row = known.rows.get(&id).ok_or(CatalogError::NotFound("category"))?;
        let changed = merge(ctx, &known, row, &change)?;
        if changed != *row {
            write_row(&tx, &changed).await?;
            if changed.parent_id != row.parent_id {
                write_paths(&tx).await?;
            }
        }
        if let Some(names) = change.names {
            write_names(&tx, id, names).await?;
        }
        let after = view_of(&tx, id).await?;
        if after != before {
            self.raise_epoch(&tx, Changed::Basics).await?;
            let recorded = Change::new("catalog.category_changed", "category", id, &after.name);
            self.boot.record(&tx, recorded.before(&before).after(&after)).await?;
        }
        tx.commit().await?;
        Ok(after)
    }
}

/// All categories of a tenant with their names.
pub(super) struct Categories {
    pub rows: HashMap<CategoryId, category::Model>,
    names: HashMap<CategoryId, BTreeMap<Locale, String>>,
    pub forest: Forest,
}

impl Categories {
    /// Reads them.
    pub async fn read(tx: &impl Tx) -> CatalogResult<Self> {
        let mut names: HashMap<CategoryId, BTreeMap<Locale, String>> = HashMap::new();
        for text in tx.find::<category_text::Entity>().all(tx).await? {
            names.entry(text.category_id).or_default().insert(text.locale, text.name);
        }
        let rows = tx.find::<category::Entity>().all(tx).await?;
        let forest = Forest::new(rows.iter().map(node));
        Ok(Self { rows: rows.into_iter().map(|row| (row.id, row)).collect(), names, forest })
    }

    fn detail(&mut self, id: CategoryId, products: u64) -> Option<CategoryDetail> {
        let row = self.rows.get(&id)?;
        Some(CategoryDetail {
            id,
            code: row.code.clone(),
            name: row.name.clone(),
            names: self.names.remove(&id).unwrap_or_default(),
            tree: row.tree.clone().unwrap_or_else(|| SHOP.to_owned()),
            parent_code: row.parent_id.and_then(|id| self.rows.get(&id)).map(|parent| parent.code.clone()),
            path: self.forest.path(id),
            level: self.forest.level(id),
            position: row.position.unwrap_or(0),
            products,
            archived: row.archived_at.is_some(),
        })
    }

    /// The category that another one is to stand below.
    fn parent(&self, code: Option<&str>) -> CatalogResult<Option<&category::Model>> {
        let Some(code) = code else { return Ok(None) };
        let key = code_key(code);
        let found = self.rows.values().find(|row| row.code_key == key && row.archived_at.is_none());
        match found {
            Some(parent) => Ok(Some(parent)),
            None => {
                let detail = Sentence::new(format!("There is no category with the code {code}, or it is archived."));
                let detail = detail.of([("code", code.into())]);
                Err(field("/parent_code".to_owned(), "catalog.unknown_category", detail))
            }
        }
    }
}

fn count_in(snapshot: &Snapshot, id: CategoryId) -> u64 {
    snapshot.count_in(Listing::Variants, None, id) as u64
}

fn refused(fault: MoveFault) -> CatalogError {
    let (code, detail) = match fault {
        MoveFault::Circle => ("catalog.category_circle", "A category cannot stand below itself.".to_owned()),
        MoveFault::OtherTree => ("catalog.other_tree", "A category stands in the tree of the one above it.".to_owned()),
        MoveFault::TooDeep => ("catalog.too_deep", format!("A tree has at most {DEEPEST} levels.")),
    };
    field("/parent_code".to_owned(), code, detail.into())
}

fn merge(
    ctx: &Ctx,
    known: &Categories,
    row: &category::Model,
    change: &CategoryChange,
) -> CatalogResult<category::Model> {
    let mut changed = row.clone();
    if let Some(name) = &change.name {
        name.trim().clone_into(&mut changed.name);
    }
    if let Some(code) = &change.parent_code {
        let parent = known.parent(code.as_deref())?.map(|parent| parent.id);
        let tree = row.tree.as_deref().unwrap_or(SHOP);
        known.forest.check_move(row.id, tree, parent).map_err(refused)?;
        changed.parent_id = parent;
    }
    changed.position = change.position.or(row.position);
    match change.archived {
        Some(true) => {
            let is_used = |id: &CategoryId| known.rows.get(id).is_some_and(|below| below.archived_at.is_none());
            if known.forest.below(row.id).iter().any(is_used) {
                let detail = "Archive what stands below this category first, or move it.".into();
                return Err(field("/archived".to_owned(), "catalog.category_has_children", detail));
            }
            changed.archived_at = row.archived_at.or_else(|| Some(ctx.now()));
        }
        Some(false) => changed.archived_at = None,
        None => {}
    }
    Ok(changed)
}

fn check(
    name: Option<&str>,
    names: Option<&BTreeMap<Locale, String>>,
    code: Option<&str>,
    tree: Option<&str>,
) -> CatalogResult<()> {
    let own = [
        name.map(|name| checks::name("name", name)),
        code.map(|code| checks::address_code("code", code)),
        tree.map(|tree| checks::address_code("tree", tree)),
    ];
    let own = own.into_iter().flatten().filter_map(Result::err).map(|fault| (format!("/{}", fault.column), fault));
    let others = names.into_iter().flatten().filter(|(_, name)| !name.trim().is_empty());
    let others =
        others.filter_map(|(locale, name)| Some((format!("/names/{locale}"), checks::name("names", name).err()?)));
    let field = |(pointer, fault): (String, checks::ColumnFault)| FieldFault {
        pointer,
        code: fault.code,
        detail: fault.detail,
    };
    let faults: Vec<FieldFault> = own.chain(others).map(field).collect();
    if faults.is_empty() { Ok(()) } else { Err(CatalogError::Fields(faults)) }
}

async fn view_of(tx: &impl Tx, id: CategoryId) -> CatalogResult<CategoryDetail> {
    let mut all = Categories::read(tx).await?;
    let mut within = all.forest.below(id);
    within.push(id);
    let products = count_on_sale(tx, &within).await?;
    all.detail(id, products).ok_or(CatalogError::NotFound("category"))
}

/// How many products on sale lie in some of these categories, each counted once.
async fn count_on_sale(tx: &impl Tx, within: &[CategoryId]) -> CatalogResult<u64> {
    let on_sale = || tx.find::<product::Entity>().filter(product::Column::ArchivedAt.is_null());
    let usual = product::Column::CategoryId.is_in(within.iter().copied());
    let also = tx.find::<product_category::Entity>();
    let also = also.filter(product_category::Column::CategoryId.is_in(within.iter().copied())).all(tx).await?;
    if also.is_empty() {
        return Ok(on_sale().filter(usual).count(tx).await?);
    }
    let also = product::Column::Id.is_in(also.into_iter().map(|row| row.product_id).collect::<HashSet<_>>());
    Ok(on_sale().filter(Condition::any().add(usual).add(also)).count(tx).await?)
}

async fn write_row(tx: &WriteTx, row: &category::Model) -> CatalogResult<()> {
    use category::Column as C;
    let archived_at: Option<Timestamp> = row.archived_at;
    let update = tx.update::<category::Entity>().filter(C::Id.eq(row.id)).set(C::Name, row.name.as_str());
    let update = update.set(C::ParentId, row.parent_id).set(C::Position, row.position);
    update.set(C::ArchivedAt, archived_at).run(tx).await?;
    Ok(())
}

/// Writes the paths that a move has changed.
async fn write_paths(tx: &WriteTx) -> CatalogResult<()> {
    let all = Categories::read(tx).await?;
    for row in all.rows.values() {
        let path = all.forest.path(row.id);
        if path != row.path {
            let update = tx.update::<category::Entity>().filter(category::Column::Id.eq(row.id));
            update.set(category::Column::Path, path).run(tx).await?;
        }
    }
    Ok(())
}

/// Replaces the names in other languages; empty ones are none.
async fn write_names(tx: &WriteTx, id: CategoryId, names: BTreeMap<Locale, String>) -> CatalogResult<()> {
    tx.delete::<category_text::Entity>().filter(category_text::Column::CategoryId.eq(id)).run(tx).await?;
    let row = |(locale, name): (Locale, String)| category_text::Model {
        tenant_id: tx.tenant(),
        category_id: id,
        locale,
        name: name.trim().to_owned(),
    };
    let rows = names.into_iter().filter(|(_, name)| !name.trim().is_empty()).map(row).collect();
    tx.insert_all::<category_text::Entity>(rows).await?;
    Ok(())
}
