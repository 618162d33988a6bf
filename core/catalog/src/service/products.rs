//! Products as staff see and change them: with codes of tax and other systems, archived ones among them.
//! A change names the version it was made from, and is refused where somebody else was quicker.

use std::collections::{BTreeMap, HashMap, HashSet};

use kontor_contract::{FieldFault, Sentence, audit::Change, catalog::ProductKind};
use kontor_kernel::{CategoryId, Locale, Page, PageRequest, Position, ProductId, Timestamp, code_key, sort_key};
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Condition, Order, sea_query::LikeExpr};
use serde::Serialize;

use super::{
    Catalogue,
    attributes::Regime,
    categories::Categories,
    category_attributes::refuse_incomplete,
    change::Changed,
    checks,
    checks::ColumnFault,
    packagings::has_packagings,
    parts::field,
    product_import::{STANDARD_CLASS, USUAL_UNIT, by_sku, replace, write_products, write_texts},
    publication::first_state,
    variants::refuse_same_values,
};
use crate::{
    entities::{category, product, product_category, product_text},
    error::{CatalogError, CatalogResult},
    model::{cursor::Cursor, publication::State},
    read_model::{Product, Snapshot},
};

/// A product as staff see it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(crate) struct ProductView {
    /// Its id.
    pub id: ProductId,
    /// Its code.
    pub sku: String,
    /// Its name in the tenant's own language.
    pub name: String,
    /// Its names in other languages, by tag.
    pub names: BTreeMap<String, String>,
    /// What it is.
    pub description: String,
    /// Goods or a service.
    pub kind: ProductKind,
    /// Its unit of measure.
    pub unit: String,
    /// How many decimals a quantity may have, 0 to 6.
    pub quantity_scale: u8,
    /// Weight of one unit in grams.
    pub weight_g: i64,
    /// Its tax class.
    pub tax_class: String,
    /// The code of its category.
    pub category_code: Option<String>,
    /// The codes of other categories it lies in.
    pub more_category_codes: Vec<String>,
    /// Attributes by name.
    pub attributes: serde_json::Value,
    /// Its id in another system.
    pub external_id: Option<String>,
    /// Whether it is no longer sold.
    pub archived: bool,
    /// How far it has come on its way into the shop.
    pub state: State,
    /// How complete it is where it is least so, in per cent.
    pub completeness: Option<u8>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// To be sent back with a change.
    pub version: i64,
}

/// What to change of a product; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProductChange {
    pub sku: Option<String>,
    pub name: Option<String>,
    pub names: Option<BTreeMap<String, String>>,
    pub description: Option<String>,
    pub kind: Option<ProductKind>,
    pub unit: Option<String>,
    pub quantity_scale: Option<u8>,
    pub weight_g: Option<i64>,
    pub tax_class: Option<String>,
    /// `Some(None)` takes it out of its category.
    pub category_code: Option<Option<String>>,
    /// All other categories.
    pub more_category_codes: Option<Vec<String>>,
    pub attributes: Option<serde_json::Value>,
    pub external_id: Option<Option<String>>,
    pub archived: Option<bool>,
    /// The version the change was made from; any where none is named.
    pub version: Option<i64>,
}

/// Which products staff look for.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProductFilter {
    /// Part of a name or code.
    pub text: Option<String>,
    /// The code of a category.
    pub category: Option<String>,
    /// Only archived ones, or only those on sale.
    pub archived: Option<bool>,
    /// Only those that have come so far.
    pub state: Option<State>,
    /// Only those of which nothing is missing, or only the others.
    pub complete: Option<bool>,
}

impl Catalogue {
    /// A page of products by code.
    pub async fn list_products(
        &self,
        ctx: &Ctx,
        filter: &ProductFilter,
        page: &PageRequest,
    ) -> CatalogResult<Page<ProductView>> {
        if let Some(is_complete) = filter.complete {
            return self.list_by_completeness(ctx, filter, is_complete, page).await;
        }
        let tx = self.boot.store.read(ctx).await?;
        let categories = tx.find::<category::Entity>().all(&tx).await?;
        let category = match &filter.category {
            Some(code) => match find_category(&categories, code) {
                Some(id) => Some(lies_within(&tx, id).await?),
                None => {
                    return Ok(Page { items: Vec::new(), next_cursor: None, total: page.is_counted().then_some(0) });
                }
            },
            None => None,
        };
        let found = tx.find::<product::Entity>().filter_some(category).filter_some(filter.archived.map(in_archive));
        let found = found.filter_some(filter.state.map(in_state));
        let found = found.filter_some(filter.text.as_deref().map(contains));
        let total = if page.is_counted() { Some(found.clone().count(&tx).await?) } else { None };
        let after = match page.position() {
            Position::Cursor(Some(text)) => Some(Cursor::decode(text, "product").ok_or(CatalogError::BadCursor)?),
            _ => None,
        };
        let after = after.map(|cursor| product::Column::SkuKey.gt(cursor.key));
        let rows = found.filter_some(after).order_by(product::Column::SkuKey, Order::Asc).offset(page.offset());
        let mut rows = rows.limit(u64::from(page.limit()) + 1).all(&tx).await?;
        let next_cursor = cut(&mut rows, page.limit());
        let items = views(&tx, rows, &categories).await?;
        tx.finish().await?;
        let items = self.with_completeness(ctx, items).await?;
        Ok(Page { items, next_cursor, total })
    }

    /// A page of products on sale of which nothing is missing, or of the others. Completeness is known in memory only, and so
    /// the page is chosen there.
    async fn list_by_completeness(
        &self,
        ctx: &Ctx,
        filter: &ProductFilter,
        is_complete: bool,
        page: &PageRequest,
    ) -> CatalogResult<Page<ProductView>> {
        let judged: HashSet<ProductId> = self.of_completeness(ctx, is_complete).await?.into_iter().collect();
        let snapshot = self.cache.get_newest(ctx).await?;
        let is_sought = |product: &&Product| judged.contains(&product.id) && matches(&snapshot, product, filter);
        let mut found: Vec<&Product> = snapshot.products().filter(is_sought).collect();
        found.sort_by(|left, right| left.sku_key.cmp(&right.sku_key));
        let first = match page.position() {
            Position::Cursor(None) => 0,
            Position::Cursor(Some(text)) => {
                let after = Cursor::decode(text, "product").ok_or(CatalogError::BadCursor)?;
                found.partition_point(|product| *product.sku_key <= *after.key)
            }
            Position::Number(_) => usize::try_from(page.offset()).unwrap_or(usize::MAX),
        };
        let ids: Vec<ProductId> =
            found.iter().skip(first).take(page.limit() as usize + 1).map(|product| product.id).collect();
        let tx = self.boot.store.read(ctx).await?;
        let mut rows: Vec<product::Model> = products_by_id(&tx, ids).await?.into_values().collect();
        rows.sort_by(|left, right| left.sku_key.cmp(&right.sku_key));
        let next_cursor = cut(&mut rows, page.limit());
        let categories = tx.find::<category::Entity>().all(&tx).await?;
        let items = views(&tx, rows, &categories).await?;
        tx.finish().await?;
        let items = self.with_completeness(ctx, items).await?;
        Ok(Page { items, next_cursor, total: page.is_counted().then_some(found.len() as u64) })
    }

    /// Says of products how complete they are.
    async fn with_completeness(&self, ctx: &Ctx, mut views: Vec<ProductView>) -> CatalogResult<Vec<ProductView>> {
        let ids: Vec<ProductId> = views.iter().map(|view| view.id).collect();
        let least = self.least_complete(ctx, &ids).await?;
        for view in &mut views {
            view.completeness = least.get(&view.id).copied();
        }
        Ok(views)
    }

    /// One product, archived or not.
    pub async fn read_product(&self, ctx: &Ctx, id: ProductId) -> CatalogResult<ProductView> {
        let tx = self.boot.store.read(ctx).await?;
        let view = view_of(&tx, id).await?;
        tx.finish().await?;
        Ok(view)
    }

    /// Makes a product. Code and name must be given.
    pub async fn create_product(&self, ctx: &Ctx, change: ProductChange) -> CatalogResult<ProductView> {
        let regime = self.attribute_regime(ctx).await?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let id = ProductId::new();
        let new = product::Model {
            tenant_id: ctx.tenant(),
            id,
            sku: String::new(),
            sku_key: String::new(),
            name: String::new(),
            name_key: String::new(),
            description: String::new(),
            kind: product::Kind::Goods,
            unit: USUAL_UNIT.to_owned(),
            quantity_decimals: 0,
            weight_g: 0,
            tax_class: STANDARD_CLASS.to_owned(),
            category_id: None,
            attributes: serde_json::json!({}),
            external_id: None,
            created_at: ctx.now(),
            updated_at: ctx.now(),
            archived_at: None,
            epoch: 0,
            state: first_state(&tx).await?,
        };
        // A product that is made says all its attributes, so that required ones are missed.
        let change = ProductChange { attributes: change.attributes.or_else(|| Some(serde_json::json!({}))), ..change };
        self.write_change(&tx, new, change, regime).await?;
        let view = view_of(&tx, id).await?;
        let recorded = Change::new("catalog.product_made", "product", id, format!("{} {}", view.sku, view.name));
        self.boot.record(&tx, recorded.after(&view)).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes what is given of a product.
    pub async fn change_product(&self, ctx: &Ctx, id: ProductId, change: ProductChange) -> CatalogResult<ProductView> {
        let regime = self.attribute_regime(ctx).await?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let known = find_product(&tx, id).await?;
        if change.version.is_some_and(|version| version != known.epoch) {
            return Err(CatalogError::Stale { now: known.epoch });
        }
        let before = view_of(&tx, id).await?;
        self.write_change(&tx, known, change, regime).await?;
        let view = view_of(&tx, id).await?;
        if view != before {
            let recorded = Change::new("catalog.product_changed", "product", id, format!("{} {}", view.sku, view.name));
            self.boot.record(&tx, recorded.before(&before).after(&view)).await?;
        }
        tx.commit().await?;
        Ok(view)
    }

    async fn write_change(
        &self,
        tx: &WriteTx,
        known: product::Model,
        mut change: ProductChange,
        regime: Regime,
    ) -> CatalogResult<()> {
        check(&change)?;
        if let Some(attributes) = change.attributes.take() {
            change.attributes = Some(self.merge_attributes(tx, regime, &known.attributes, &attributes).await?);
        }
        let category = category_for(tx, &change, known.category_id).await?;
        let names = change.names.clone();
        let is_described = change.attributes.is_some() || change.category_code.is_some();
        let more = more_categories(tx, &known, change.more_category_codes.take()).await?;
        let changed = merge(tx.ctx(), known.clone(), change, category);
        refuse_duplicate(tx, &changed).await?;
        refuse_other_unit(tx, &known, &changed).await?;
        if changed.attributes != known.attributes {
            refuse_same_values(tx, &changed).await?;
        }
        if is_described || more.is_some() {
            refuse_incomplete(tx, &changed, more.as_deref()).await?;
        }
        let texts = changed_texts(tx, changed.id, names).await?;
        if changed == known && texts.is_empty() && more.is_none() {
            return Ok(());
        }
        let is_new = known.sku_key.is_empty() || known.archived_at.is_some();
        self.claim_room(tx, u64::from(is_new && changed.archived_at.is_none())).await?;
        let epoch = self.raise_epoch(tx, Changed::Products).await?;
        let id = changed.id;
        write_products(tx, vec![product::Model { epoch, updated_at: tx.ctx().now(), ..changed }]).await?;
        if let Some(more) = more {
            write_more_categories(tx, id, more).await?;
        }
        write_texts(tx, texts.into_iter().map(|text| ((text.product_id, text.locale), text)).collect()).await
    }
}

/// Whether a product in memory is what staff look for, completeness aside.
fn matches(snapshot: &Snapshot, product: &Product, filter: &ProductFilter) -> bool {
    let holds =
        |text: &String| product.text.name_key.contains(&sort_key(text)) || product.sku_key.contains(&code_key(text));
    let lies_in = |code: &String| {
        let category = snapshot.categories().by_code(code);
        category.is_some_and(|category| snapshot.categories().above(&product.categories).contains(&category.id))
    };
    filter.text.as_ref().is_none_or(holds)
        && filter.category.as_ref().is_none_or(lies_in)
        && filter.archived.is_none_or(|archived| archived == product.is_archived)
        && filter.state.is_none_or(|state| state == product.state)
}

/// Products that are archived, or those that are not.
fn in_archive(archived: bool) -> Condition {
    let at = product::Column::ArchivedAt;
    Condition::all().add(if archived { at.is_not_null() } else { at.is_null() })
}

/// Products that have come so far; those of before have no state and are published.
fn in_state(state: State) -> Condition {
    let same = Condition::any().add(product::Column::State.eq(product::State::from(state)));
    if state == State::Published { same.add(product::Column::State.is_null()) } else { same }
}

/// Products that lie in a category or below it.
async fn lies_within(tx: &impl Tx, id: CategoryId) -> CatalogResult<Condition> {
    let mut within = Categories::read(tx).await?.forest.below(id);
    within.push(id);
    let also = product_category::Column::CategoryId.is_in(within.iter().copied());
    let also = tx.find::<product_category::Entity>().filter(also).all(tx).await?;
    let also = product::Column::Id.is_in(also.into_iter().map(|row| row.product_id));
    Ok(Condition::any().add(product::Column::CategoryId.is_in(within)).add(also))
}

/// Products whose name or code holds a text; what is typed is never a pattern.
fn contains(text: &str) -> Condition {
    let pattern = |key: String| {
        let literal = key.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        LikeExpr::new(format!("%{literal}%")).escape('\\')
    };
    Condition::any()
        .add(product::Column::NameKey.like(pattern(sort_key(text))))
        .add(product::Column::SkuKey.like(pattern(code_key(text))))
}

/// Takes away the row that only told that there are more, and names the place before it.
fn cut(rows: &mut Vec<product::Model>, limit: u32) -> Option<String> {
    if rows.len() <= limit as usize {
        return None;
    }
    rows.truncate(limit as usize);
    rows.last().map(|row| Cursor { order: "product", key: row.sku_key.clone(), tie: String::new() }.encode())
}

pub(super) async fn find_product(tx: &impl Tx, id: ProductId) -> CatalogResult<product::Model> {
    let found = tx.find::<product::Entity>().filter(product::Column::Id.eq(id)).one(tx).await?;
    found.ok_or(CatalogError::NotFound("product"))
}

/// Products by id, archived ones among them.
pub(super) async fn products_by_id(
    tx: &impl Tx,
    ids: Vec<ProductId>,
) -> CatalogResult<HashMap<ProductId, product::Model>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = tx.find::<product::Entity>().filter(product::Column::Id.is_in(ids)).all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn view_of(tx: &impl Tx, id: ProductId) -> CatalogResult<ProductView> {
    let categories = tx.find::<category::Entity>().all(tx).await?;
    let rows = vec![find_product(tx, id).await?];
    views(tx, rows, &categories).await?.pop().ok_or(CatalogError::NotFound("product"))
}

async fn views(
    tx: &impl Tx,
    rows: Vec<product::Model>,
    categories: &[category::Model],
) -> CatalogResult<Vec<ProductView>> {
    let ids = rows.iter().map(|row| row.id);
    let more = product_category::Column::ProductId.is_in(ids.clone());
    let more = tx.find::<product_category::Entity>().filter(more).all(tx).await?;
    let texts = tx.find::<product_text::Entity>().filter(product_text::Column::ProductId.is_in(ids)).all(tx).await?;
    let code_of = |id: CategoryId| categories.iter().find(|known| known.id == id).map(|known| known.code.clone());
    let full = |row: product::Model| {
        let of_row = more.iter().filter(|more| more.product_id == row.id);
        let mut codes: Vec<String> = of_row.filter_map(|more| code_of(more.category_id)).collect();
        codes.sort();
        let names = texts.iter().filter(|text| text.product_id == row.id);
        let names = names.map(|text| (text.locale.to_string(), text.name.clone())).collect();
        let category_code = row.category_id.and_then(code_of);
        ProductView { names, category_code, more_category_codes: codes, ..ProductView::from(row) }
    };
    Ok(rows.into_iter().map(full).collect())
}

/// What the product's own row says.
impl From<product::Model> for ProductView {
    fn from(row: product::Model) -> Self {
        Self {
            names: BTreeMap::new(),
            category_code: None,
            more_category_codes: Vec::new(),
            id: row.id,
            sku: row.sku,
            name: row.name,
            description: row.description,
            kind: row.kind.into(),
            unit: row.unit,
            quantity_scale: u8::try_from(row.quantity_decimals).unwrap_or(0),
            weight_g: row.weight_g,
            tax_class: row.tax_class,
            attributes: row.attributes,
            external_id: row.external_id,
            archived: row.archived_at.is_some(),
            state: row.state.map_or(State::Published, State::from),
            completeness: None,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.epoch,
        }
    }
}

fn find_category(categories: &[category::Model], code: &str) -> Option<CategoryId> {
    let key = code_key(code);
    categories.iter().find(|category| category.code_key == key).map(|category| category.id)
}

/// The other categories of a product after a change; nothing where they stay.
async fn more_categories(
    tx: &WriteTx,
    known: &product::Model,
    codes: Option<Vec<String>>,
) -> CatalogResult<Option<Vec<CategoryId>>> {
    let Some(codes) = codes else { return Ok(None) };
    let of_product = product_category::Column::ProductId.eq(known.id);
    let rows = tx.find::<product_category::Entity>().filter(of_product).all(tx).await?;
    let before: HashSet<CategoryId> = rows.into_iter().map(|row| row.category_id).collect();
    let categories = tx.find::<category::Entity>().all(tx).await?;
    let mut wanted = Vec::new();
    for (at, code) in codes.iter().enumerate() {
        let key = code_key(code);
        let found = categories.iter().find(|row| row.code_key == key);
        match found.filter(|row| row.archived_at.is_none() || before.contains(&row.id)) {
            Some(row) if !wanted.contains(&row.id) => wanted.push(row.id),
            Some(_) => {}
            None => {
                let detail = Sentence::new(format!("There is no category with the code {code}, or it is archived."));
                let detail = detail.of([("code", code.into())]);
                return Err(field(format!("/more_category_codes/{at}"), "catalog.unknown_category", detail));
            }
        }
    }
    let is_same = wanted.len() == before.len() && wanted.iter().all(|id| before.contains(id));
    Ok((!is_same).then_some(wanted))
}

async fn write_more_categories(tx: &WriteTx, product_id: ProductId, more: Vec<CategoryId>) -> CatalogResult<()> {
    let of_product = product_category::Column::ProductId.eq(product_id);
    tx.delete::<product_category::Entity>().filter(of_product).run(tx).await?;
    let row = |category_id| product_category::Model { tenant_id: tx.tenant(), product_id, category_id };
    tx.insert_all::<product_category::Entity>(more.into_iter().map(row).collect()).await?;
    Ok(())
}

async fn category_for(
    tx: &WriteTx,
    change: &ProductChange,
    known: Option<CategoryId>,
) -> CatalogResult<Option<CategoryId>> {
    let code = match &change.category_code {
        None => return Ok(known),
        Some(None) => return Ok(None),
        Some(Some(code)) => code,
    };
    let categories = tx.find::<category::Entity>().all(tx).await?;
    let open = |id: &CategoryId| {
        Some(*id) == known || categories.iter().any(|category| category.id == *id && category.archived_at.is_none())
    };
    match find_category(&categories, code).filter(open) {
        Some(id) => Ok(Some(id)),
        None => {
            let detail = format!("There is no category with the code {code}, or it is archived.");
            Err(ColumnFault::new("category_code", "catalog.unknown_category", detail).refused())
        }
    }
}

fn merge(
    ctx: &Ctx,
    mut product: product::Model,
    change: ProductChange,
    category: Option<CategoryId>,
) -> product::Model {
    if let Some(sku) = change.sku {
        product.sku_key = code_key(&sku);
        product.sku = sku.trim().to_owned();
    }
    if let Some(name) = change.name {
        product.name_key = sort_key(&name);
        product.name = name.trim().to_owned();
    }
    replace(&mut product.description, change.description);
    replace(&mut product.kind, change.kind.map(ProductKind::into));
    replace(&mut product.unit, change.unit);
    replace(&mut product.quantity_decimals, change.quantity_scale.map(i32::from));
    replace(&mut product.weight_g, change.weight_g);
    replace(&mut product.tax_class, change.tax_class);
    replace(&mut product.attributes, change.attributes);
    replace(&mut product.external_id, change.external_id);
    product.category_id = category;
    match change.archived {
        Some(true) => product.archived_at = product.archived_at.or_else(|| Some(ctx.now())),
        Some(false) => product.archived_at = None,
        None => {}
    }
    product
}

async fn refuse_duplicate(tx: &WriteTx, product: &product::Model) -> CatalogResult<()> {
    let others = by_sku(tx, std::slice::from_ref(&product.sku_key)).await?;
    if others.values().any(|other| other.id != product.id) {
        return Err(CatalogError::DuplicateSku(product.sku.clone()));
    }
    Ok(())
}

/// Packaging units count in the product's own unit, so it stays what it is and as fine as it is while there are any.
async fn refuse_other_unit(tx: &WriteTx, known: &product::Model, changed: &product::Model) -> CatalogResult<()> {
    let is_other = code_key(&known.unit) != code_key(&changed.unit);
    let is_coarser = changed.quantity_decimals < known.quantity_decimals;
    if (is_other || is_coarser) && has_packagings(tx, known.id).await? {
        return Err(CatalogError::UnitInUse { sku: known.sku.clone() });
    }
    Ok(())
}

async fn changed_texts(
    tx: &WriteTx,
    product_id: ProductId,
    names: Option<BTreeMap<String, String>>,
) -> CatalogResult<Vec<product_text::Model>> {
    let Some(names) = names else { return Ok(Vec::new()) };
    let known =
        tx.find::<product_text::Entity>().filter(product_text::Column::ProductId.eq(product_id)).all(tx).await?;
    let mut changed = Vec::new();
    for (tag, name) in names {
        let Ok(locale) = tag.parse::<Locale>() else { continue };
        let before = known.iter().find(|text| text.locale == locale);
        if before.is_some_and(|before| before.name == name.trim()) {
            continue;
        }
        let description = before.map(|before| before.description.clone()).unwrap_or_default();
        let name_key = sort_key(&name);
        let name = name.trim().to_owned();
        changed.push(product_text::Model { tenant_id: tx.tenant(), product_id, locale, name, name_key, description });
    }
    Ok(changed)
}

fn check(change: &ProductChange) -> CatalogResult<()> {
    let faults = [
        change.sku.as_deref().map(|sku| checks::code("sku", sku)),
        change.name.as_deref().map(|name| checks::name("name", name)),
        change.description.as_deref().map(checks::description),
        change.unit.as_deref().map(|unit| checks::word("unit", unit)),
        change.tax_class.as_deref().map(|class| checks::word("tax_class", class)),
        change.quantity_scale.map(checks::decimals),
        change.weight_g.map(checks::weight),
        change.attributes.as_ref().map(checks::attributes),
        change.external_id.as_ref().and_then(Option::as_deref).map(|id| checks::name("external_id", id)),
        change.names.as_ref().map(checks::names),
    ];
    let faults: Vec<FieldFault> = faults
        .into_iter()
        .flatten()
        .filter_map(Result::err)
        .map(|fault| FieldFault { pointer: format!("/{}", fault.column), code: fault.code, detail: fault.detail })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(CatalogError::Fields(faults)) }
}
