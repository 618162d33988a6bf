//! Categories as staff see and change them: a name in the tenant's own language and names in others.
//! Codes stand in addresses of the shop and never change; a category is archived once nothing on sale lies in it.

use std::collections::{BTreeMap, HashSet};

use kontor_contract::{FieldFault, audit::Change};
use kontor_kernel::{CategoryId, Locale, Timestamp, code_key, sort_key};
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::ColumnTrait;
use serde::Serialize;

use super::{Catalogue, change::Changed, checks, product_import::new_category};
use crate::{
    entities::{category, category_text, product},
    error::{CatalogError, CatalogResult},
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
    /// How many products on sale lie in it.
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
}

/// What to change of a category; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct CategoryChange {
    pub name: Option<String>,
    /// All names in other languages.
    pub names: Option<BTreeMap<Locale, String>>,
    pub archived: Option<bool>,
}

impl Catalogue {
    /// All categories by name, archived ones behind.
    pub async fn list_categories(&self, ctx: &Ctx, archived: Option<bool>) -> CatalogResult<Vec<CategoryDetail>> {
        let tx = self.boot.store.read(ctx).await?;
        let mut rows = tx.find::<category::Entity>().all(&tx).await?;
        rows.retain(|row| archived.is_none_or(|archived| archived == row.archived_at.is_some()));
        rows.sort_by_key(|row| (row.archived_at.is_some(), sort_key(&row.name)));
        let texts = tx.find::<category_text::Entity>().all(&tx).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let names = texts.iter().filter(|text| text.category_id == row.id);
            let names = names.map(|text| (text.locale, text.name.clone())).collect();
            let products = count_on_sale(&tx, row.id).await?;
            items.push(detail(row, names, products));
        }
        tx.finish().await?;
        Ok(items)
    }

    /// Makes a category.
    pub async fn create_category(&self, ctx: &Ctx, new: NewCategory) -> CatalogResult<CategoryDetail> {
        check(Some(&new.name), Some(&new.names), new.code.as_deref())?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let mut codes: HashSet<String> =
            tx.find::<category::Entity>().all(&tx).await?.into_iter().map(|row| row.code_key).collect();
        let row = match new.code {
            None => new_category(&tx, &new.name, &mut codes),
            Some(code) if codes.contains(&code_key(&code)) => return Err(CatalogError::DuplicateCategory(code)),
            Some(code) => category::Model {
                code_key: code_key(&code),
                path: code.trim().to_owned(),
                code: code.trim().to_owned(),
                ..new_category(&tx, &new.name, &mut codes)
            },
        };
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

    /// Changes what is given of a category.
    pub async fn change_category(
        &self,
        ctx: &Ctx,
        id: CategoryId,
        change: CategoryChange,
    ) -> CatalogResult<CategoryDetail> {
        check(change.name.as_deref(), change.names.as_ref(), None)?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let before = view_of(&tx, id).await?;
        if change.archived == Some(true) && before.products > 0 {
            return Err(CatalogError::CategoryNotEmpty { products: before.products });
        }
        let name = change.name.unwrap_or_else(|| before.name.clone());
        let mut update = tx.update::<category::Entity>().filter(category::Column::Id.eq(id));
        update = update.set(category::Column::Name, name.trim());
        match change.archived {
            Some(true) if !before.archived => update = update.set(category::Column::ArchivedAt, Some(ctx.now())),
            Some(false) => update = update.set(category::Column::ArchivedAt, None::<Timestamp>),
            _ => {}
        }
        update.run(&tx).await?;
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

fn check(name: Option<&str>, names: Option<&BTreeMap<Locale, String>>, code: Option<&str>) -> CatalogResult<()> {
    let own = [name.map(|name| checks::name("name", name)), code.map(|code| checks::address_code("code", code))];
    let own = own.into_iter().flatten().filter_map(Result::err).map(|fault| (format!("/{}", fault.column), fault));
    let others = names.into_iter().flatten().filter(|(_, name)| !name.trim().is_empty());
    let others =
        others.filter_map(|(locale, name)| Some((format!("/names/{locale}"), checks::name("names", name).err()?)));
    let field = |(pointer, fault): (String, checks::ColumnFault)| FieldFault {
        pointer,
        code: fault.code,
        detail: fault.detail.into(),
    };
    let faults: Vec<FieldFault> = own.chain(others).map(field).collect();
    if faults.is_empty() { Ok(()) } else { Err(CatalogError::Fields(faults)) }
}

async fn view_of(tx: &impl Tx, id: CategoryId) -> CatalogResult<CategoryDetail> {
    let row = tx.find::<category::Entity>().filter(category::Column::Id.eq(id)).one(tx).await?;
    let row = row.ok_or(CatalogError::NotFound("category"))?;
    let texts = tx.find::<category_text::Entity>().filter(category_text::Column::CategoryId.eq(id)).all(tx).await?;
    let names = texts.into_iter().map(|text| (text.locale, text.name)).collect();
    let products = count_on_sale(tx, id).await?;
    Ok(detail(row, names, products))
}

fn detail(row: category::Model, names: BTreeMap<Locale, String>, products: u64) -> CategoryDetail {
    let archived = row.archived_at.is_some();
    CategoryDetail { id: row.id, code: row.code, name: row.name, names, products, archived }
}

async fn count_on_sale(tx: &impl Tx, id: CategoryId) -> CatalogResult<u64> {
    let inside = tx.find::<product::Entity>().filter(product::Column::CategoryId.eq(id));
    Ok(inside.filter(product::Column::ArchivedAt.is_null()).count(tx).await?)
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
