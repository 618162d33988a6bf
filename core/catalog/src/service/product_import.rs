//! Taking products in bulk: what is there is read once, what differs is written in few statements, the rest is left.
//! Applying the same rows again writes nothing and leaves the epoch as it is.

mod identification;

use std::collections::{HashMap, HashSet};

use kontor_contract::{
    Sentence,
    catalog::ProductKind,
    imports::{Applied, ProductRow, RowFault},
    inventory::StockKeeping,
};
use kontor_kernel::{CategoryId, Locale, ProductId, Quantity, code_key, sort_key};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};

use super::{Catalogue, change::Changed, checks, checks::ColumnFault, publication::first_state};
use crate::{
    entities::{category, product, product_text},
    error::{CatalogError, CatalogResult},
    model::search::slug,
};

/// Keys named in one statement: below SQLite's limit on values.
pub(super) const KEYS_PER_STATEMENT: usize = 5_000;

/// The tax class of products that name none.
pub(crate) const STANDARD_CLASS: &str = "standard";
/// The unit of products that name none.
pub(crate) const USUAL_UNIT: &str = "pcs";

impl Catalogue {
    /// Says what is wrong with rows.
    pub fn check_products(rows: &[ProductRow]) -> Vec<RowFault> {
        let mut seen = HashSet::new();
        let mut faults = Vec::new();
        for (row, product) in rows.iter().enumerate() {
            let repeated = (!seen.insert(code_key(&product.sku))).then(|| {
                let detail = Sentence::new(format!(
                    "The code {} stands in the file twice; codes are compared whatever their case.",
                    product.sku
                ));
                let detail = detail.keyed("catalog-row-duplicate-sku").of([("code", (&product.sku).into())]);
                ColumnFault::new("sku", "catalog.duplicate_sku", detail)
            });
            let found = check_product(product).err().or(repeated);
            faults.extend(found.map(|fault| RowFault {
                row,
                column: fault.column,
                code: fault.code,
                detail: fault.detail,
            }));
        }
        faults
    }

    /// Says which rows would count packaging units in another unit, or more coarsely, than their product does.
    pub async fn check_units(&self, ctx: &Ctx, rows: &[ProductRow]) -> CatalogResult<Vec<RowFault>> {
        let snapshot = self.cache.get(ctx).await?;
        let fault = |(row, product): (usize, &ProductRow)| {
            let known = snapshot.at(snapshot.place_of_sku(&code_key(&product.sku))?)?;
            let is_other = product.unit.as_deref().is_some_and(|unit| code_key(unit) != *known.unit_key);
            let is_coarser = product.quantity_decimals.is_some_and(|decimals| decimals < known.quantity_decimals);
            let refused = Sentence::new(CatalogError::UnitInUse { sku: known.sku.to_string() }.to_string());
            let refused = refused.of([("sku", known.sku.to_string().into())]);
            let column = if is_other { "unit" } else { "quantity_scale" };
            // A row that brings packaging units is checked with them.
            let stays = !known.packagings.is_empty() && product.packagings.is_none();
            ((is_other || is_coarser) && stays).then_some(RowFault {
                row,
                column,
                code: "catalog.unit_in_use",
                detail: refused,
            })
        };
        Ok(rows.iter().enumerate().filter_map(fault).collect())
    }

    /// Writes rows; what a row does not say stays as it is.
    pub async fn apply_products(&self, tx: &WriteTx, rows: &[ProductRow]) -> CatalogResult<Applied> {
        self.begin_change(tx).await?;
        let categories = self.categories_of(tx, rows).await?;
        let mut batch = Batch::load(tx, rows).await?;
        batch.first_state = first_state(tx).await?;
        for row in rows {
            let category = row.category.as_deref().and_then(|category| categories.get(&sort_key(category)).copied());
            batch.take(tx.ctx(), row, category);
        }
        let identified = identification::Changes::of(tx, rows, &mut batch).await?;
        let applied = self.write_batch(tx, &mut batch).await?;
        identified.write(tx).await?;
        self.set_stock(tx, rows, &batch).await?;
        Ok(applied)
    }

    async fn write_batch(&self, tx: &WriteTx, batch: &mut Batch) -> CatalogResult<Applied> {
        let total = batch.states.len() as u64;
        let changed: Vec<&String> =
            batch.states.iter().filter(|(_, state)| **state != State::Unchanged).map(|(key, _)| key).collect();
        let created = batch.states.values().filter(|state| **state == State::Created).count() as u64;
        let applied =
            Applied { created, updated: changed.len() as u64 - created, unchanged: total - changed.len() as u64 };
        if changed.is_empty() {
            return Ok(applied);
        }
        self.claim_room(tx, created).await?;
        let epoch = self.raise_epoch(tx, Changed::Products).await?;
        let now = tx.ctx().now();
        let stamped = |model: &product::Model| product::Model { epoch, updated_at: now, ..model.clone() };
        let rows: Vec<product::Model> =
            changed.iter().filter_map(|key| batch.products.get(*key)).map(stamped).collect();
        write_products(tx, rows).await?;
        write_texts(tx, std::mem::take(&mut batch.changed_texts)).await?;
        Ok(applied)
    }

    async fn set_stock(&self, tx: &WriteTx, rows: &[ProductRow], batch: &Batch) -> CatalogResult<()> {
        let level = |row: &ProductRow| Some((batch.products.get(&code_key(&row.sku))?.id, row.on_hand?));
        let levels: Vec<(ProductId, Quantity)> = rows.iter().filter_map(level).collect();
        if let Some(keeper) = self.boot.ports.find::<dyn StockKeeping>().filter(|_| !levels.is_empty()) {
            keeper.set_on_hand(tx, None, &levels).await?;
        }
        Ok(())
    }

    /// Categories by the key of their name or code, made where they do not exist.
    async fn categories_of(&self, tx: &WriteTx, rows: &[ProductRow]) -> CatalogResult<HashMap<String, CategoryId>> {
        let named: Vec<&str> =
            rows.iter().filter_map(|row| row.category.as_deref()).filter(|name| !name.trim().is_empty()).collect();
        if named.is_empty() {
            return Ok(HashMap::new());
        }
        let mut ids = HashMap::new();
        let mut codes = HashSet::new();
        let mut archived = HashSet::new();
        for known in tx.find::<category::Entity>().all(tx).await? {
            archived.extend(known.archived_at.map(|_| known.id));
            codes.insert(known.code_key);
            // A code wins over the name of another category.
            ids.entry(sort_key(&known.name)).or_insert(known.id);
            ids.insert(sort_key(&known.code), known.id);
        }
        archived.retain(|id| named.iter().any(|name| ids.get(&sort_key(name)) == Some(id)));
        let mut new = Vec::new();
        for name in named {
            let key = sort_key(name);
            if ids.contains_key(&key) {
                continue;
            }
            let row = new_category(tx, name, &mut codes);
            ids.entry(sort_key(&row.code)).or_insert(row.id);
            ids.insert(key, row.id);
            new.push(row);
        }
        if !new.is_empty() || !archived.is_empty() {
            self.raise_epoch(tx, Changed::Basics).await?;
            bring_back(tx, archived).await?;
            tx.insert_all::<category::Entity>(new).await?;
        }
        Ok(ids)
    }
}

/// An archived category that a file names is in use again.
async fn bring_back(tx: &WriteTx, ids: HashSet<CategoryId>) -> CatalogResult<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let update = tx.update::<category::Entity>().filter(category::Column::Id.is_in(ids));
    update.set(category::Column::ArchivedAt, None::<kontor_kernel::Timestamp>).run(tx).await?;
    Ok(())
}

/// A category with a code for addresses that no other one has.
pub(super) fn new_category(tx: &WriteTx, name: &str, codes: &mut HashSet<String>) -> category::Model {
    let plain = Some(slug(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "category".to_owned());
    let mut code = plain.clone();
    let mut number = 2;
    while !codes.insert(code_key(&code)) {
        code = format!("{plain}-{number}");
        number += 1;
    }
    let name = name.trim().to_owned();
    category::Model {
        tenant_id: tx.tenant(),
        id: CategoryId::new(),
        code_key: code_key(&code),
        path: code.clone(),
        code,
        name,
        archived_at: None,
        tree: None,
        parent_id: None,
        position: None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Created,
    Updated,
    Unchanged,
}

/// The products that rows are about: as they were, and then as they shall be.
struct Batch {
    products: HashMap<String, product::Model>,
    texts: HashMap<(ProductId, Locale), product_text::Model>,
    states: HashMap<String, State>,
    changed_texts: HashMap<(ProductId, Locale), product_text::Model>,
    /// The state in which new products begin.
    first_state: Option<product::State>,
}

impl Batch {
    async fn load(tx: &WriteTx, rows: &[ProductRow]) -> CatalogResult<Self> {
        let keys: Vec<String> = rows.iter().map(|row| code_key(&row.sku)).collect();
        let mut products = by_sku(tx, &keys).await?;
        let renamed = by_external_id(tx, rows, &products).await?;
        products.extend(renamed);
        let mut texts = HashMap::new();
        if rows.iter().any(|row| !row.names.is_empty()) {
            let ids: Vec<ProductId> = products.values().map(|product| product.id).collect();
            for some in ids.chunks(KEYS_PER_STATEMENT) {
                let found = tx
                    .find::<product_text::Entity>()
                    .filter(product_text::Column::ProductId.is_in(some.iter().copied()));
                texts.extend(found.all(tx).await?.into_iter().map(|text| ((text.product_id, text.locale), text)));
            }
        }
        Ok(Self { products, texts, states: HashMap::new(), changed_texts: HashMap::new(), first_state: None })
    }

    fn take(&mut self, ctx: &Ctx, row: &ProductRow, category: Option<CategoryId>) {
        let key = code_key(&row.sku);
        let known = self.products.get(&key);
        let mut merged = merge(ctx, row, category, known);
        if known.is_none() {
            merged.state = self.first_state;
        }
        let state = match known {
            None => State::Created,
            Some(known) if *known == merged => State::Unchanged,
            Some(_) => State::Updated,
        };
        let has_new_texts = self.take_texts(merged.id, row);
        let state = if has_new_texts && state == State::Unchanged { State::Updated } else { state };
        self.products.insert(key.clone(), merged);
        let kept = self.states.entry(key).or_insert(state);
        if *kept == State::Unchanged {
            *kept = state;
        }
    }

    /// Says that more of a product changes than its own row.
    fn touch(&mut self, key: &str) {
        if let Some(state) = self.states.get_mut(key).filter(|state| **state == State::Unchanged) {
            *state = State::Updated;
        }
    }

    fn take_texts(&mut self, product_id: ProductId, row: &ProductRow) -> bool {
        let mut has_changed = false;
        for (tag, name) in &row.names {
            let Ok(locale) = tag.parse::<Locale>() else { continue };
            let name = name.trim().to_owned();
            let known = self.texts.get(&(product_id, locale));
            if name.is_empty() || known.is_some_and(|known| known.name == name) {
                continue;
            }
            let description = known.map(|known| known.description.clone()).unwrap_or_default();
            let name_key = sort_key(&name);
            let tenant_id = kontor_kernel::TenantId::default();
            let text = product_text::Model { tenant_id, product_id, locale, name, name_key, description };
            self.texts.insert((product_id, locale), text.clone());
            self.changed_texts.insert((product_id, locale), text);
            has_changed = true;
        }
        has_changed
    }
}

/// A product as it is where a row says nothing of it but its code.
fn new_product(ctx: &Ctx, row: &ProductRow) -> product::Model {
    product::Model {
        tenant_id: ctx.tenant(),
        id: ProductId::new(),
        sku: row.sku.trim().to_owned(),
        sku_key: code_key(&row.sku),
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
        state: None,
    }
}

/// A product as a row wants it; time of change and epoch stay as they were.
fn merge(ctx: &Ctx, row: &ProductRow, category: Option<CategoryId>, known: Option<&product::Model>) -> product::Model {
    let mut merged = known.cloned().unwrap_or_else(|| new_product(ctx, row));
    let key = code_key(&row.sku);
    if merged.sku_key != key {
        row.sku.trim().clone_into(&mut merged.sku);
        merged.sku_key = key;
    }
    let name = row.name.trim();
    if merged.name != name {
        merged.name = name.to_owned();
        merged.name_key = sort_key(name);
    }
    // Files carry no blanks around a text.
    let description = row.description.clone().filter(|text| text.trim() != merged.description.trim());
    replace(&mut merged.description, description);
    replace(&mut merged.kind, row.kind.map(ProductKind::into));
    replace(&mut merged.unit, row.unit.clone());
    replace(&mut merged.quantity_decimals, row.quantity_decimals.map(i32::from));
    replace(&mut merged.weight_g, row.weight_g);
    replace(&mut merged.tax_class, row.tax_class.clone());
    add_attributes(&mut merged.attributes, row.attributes.as_ref());
    merged.category_id = category.or(merged.category_id);
    merged.external_id = row.external_id.clone().or(merged.external_id);
    merged
}

/// Adds attributes to those there are; `null` takes one away.
fn add_attributes(known: &mut serde_json::Value, added: Option<&serde_json::Value>) {
    let Some(added) = added.and_then(serde_json::Value::as_object) else { return };
    let mut all = known.as_object().cloned().unwrap_or_default();
    for (name, value) in added {
        if value.is_null() {
            all.remove(name);
        } else {
            all.insert(name.clone(), value.clone());
        }
    }
    *known = serde_json::Value::Object(all);
}

pub(super) fn replace<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

fn check_product(row: &ProductRow) -> Result<(), ColumnFault> {
    checks::code("sku", &row.sku)?;
    checks::name("name", &row.name)?;
    for (tag, name) in &row.names {
        let unknown =
            |cause: kontor_kernel::UnknownLocale| ColumnFault::new("name", "catalog.bad_language", cause.to_string());
        tag.parse::<Locale>().map_err(unknown)?;
        if !name.trim().is_empty() {
            checks::name("name", name)?;
        }
    }
    row.description.as_deref().map_or(Ok(()), checks::description)?;
    row.unit.as_deref().map_or(Ok(()), |unit| checks::word("unit", unit))?;
    row.tax_class.as_deref().map_or(Ok(()), |class| checks::word("tax_class", class))?;
    row.category
        .as_deref()
        .filter(|name| !name.trim().is_empty())
        .map_or(Ok(()), |name| checks::name("category", name))?;
    row.quantity_decimals.map_or(Ok(()), checks::decimals)?;
    row.weight_g.map_or(Ok(()), checks::weight)?;
    row.attributes.as_ref().map_or(Ok(()), checks::attributes)?;
    if row.on_hand.is_some_and(|on_hand| on_hand < Quantity::ZERO) {
        return Err(ColumnFault::new("on_hand", "catalog.bad_stock", "Stock on hand must not be negative."));
    }
    Ok(())
}

/// Products by the keys of their codes, archived ones among them.
pub(super) async fn by_sku(tx: &impl Tx, keys: &[String]) -> CatalogResult<HashMap<String, product::Model>> {
    let mut products = HashMap::with_capacity(keys.len());
    for some in keys.chunks(KEYS_PER_STATEMENT) {
        let found = tx.find::<product::Entity>().filter(product::Column::SkuKey.is_in(some.iter().cloned()));
        products.extend(found.all(tx).await?.into_iter().map(|row| (row.sku_key.clone(), row)));
    }
    Ok(products)
}

/// Products whose code nobody knows and whose id in another system somebody has, by the key of the new code.
async fn by_external_id(
    tx: &impl Tx,
    rows: &[ProductRow],
    known: &HashMap<String, product::Model>,
) -> CatalogResult<HashMap<String, product::Model>> {
    let mut wanted: HashMap<&str, String> = HashMap::new();
    for row in rows.iter().filter(|row| !known.contains_key(&code_key(&row.sku))) {
        if let Some(id) = row.external_id.as_deref() {
            wanted.entry(id).or_insert_with(|| code_key(&row.sku));
        }
    }
    let ids: Vec<&str> = wanted.keys().copied().collect();
    // One that rows also name by its code stays with that.
    let taken: HashSet<ProductId> = known.values().map(|product| product.id).collect();
    let mut found: HashMap<String, product::Model> = HashMap::new();
    for some in ids.chunks(KEYS_PER_STATEMENT) {
        let rows = tx.find::<product::Entity>().filter(product::Column::ExternalId.is_in(some.iter().copied()));
        for row in rows.order_by(product::Column::Id, Order::Asc).all(tx).await? {
            let key = row.external_id.as_deref().and_then(|id| wanted.get(id)).filter(|_| !taken.contains(&row.id));
            if let Some(key) = key {
                found.entry(key.clone()).or_insert(row);
            }
        }
    }
    Ok(found)
}

/// Writes products whole, new or not.
pub(super) async fn write_products(tx: &WriteTx, rows: Vec<product::Model>) -> CatalogResult<()> {
    use product::Column as C;
    let keys = [C::TenantId, C::Id];
    let columns = [
        C::Sku,
        C::SkuKey,
        C::Name,
        C::NameKey,
        C::Description,
        C::Kind,
        C::Unit,
        C::QuantityDecimals,
        C::WeightG,
        C::TaxClass,
        C::CategoryId,
        C::Attributes,
        C::ExternalId,
        C::UpdatedAt,
        C::ArchivedAt,
        C::Epoch,
        C::State,
    ];
    tx.upsert_all::<product::Entity>(rows, keys, columns).await?;
    Ok(())
}

pub(super) async fn write_texts(
    tx: &WriteTx,
    texts: HashMap<(ProductId, Locale), product_text::Model>,
) -> CatalogResult<()> {
    use product_text::Column as C;
    let keys = [C::TenantId, C::ProductId, C::Locale];
    tx.upsert_all::<product_text::Entity>(texts.into_values().collect(), keys, [C::Name, C::NameKey, C::Description])
        .await?;
    Ok(())
}
