//! Reads what has changed since a snapshot and makes the next one: the first load is a change since nothing.
//! One consistent read sees an epoch and every row written up to it, because epochs rise in the order of commits.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use kontor_kernel::{
    AssortmentId, BusinessDate, CategoryId, CompanyId, CustomerGroupId, Locale, PriceListId, ProductId, TerritoryId,
};
use kontor_search::{Document, Part, Pocket, Synonyms};
use kontor_store::{Ctx, ReadTx, Store, StoreResult, TenantEntity, Tx, View};
use sea_orm::{ColumnTrait, FromQueryResult, Order};

use super::{
    assortments::{self, Assortments},
    books::{Book, PriceUnits, split},
    categories::Categories,
    chains::{Assigned, Chains},
    chunks::{CHUNK, PriceChunk, Product, ProductChunk, ProductRows},
    orders::Lists,
    pricing::cost_lists,
    snapshot::{Codes, Places, Policy, Snapshot},
    taxes::all_taxes,
};
use crate::{
    entities::{
        assignment, assortment, assortment_entry, assortment_viewer, axis, category, category_attribute, category_text,
        channel_state, customer_code, epoch, kit_part, medium, packaging, policy, price, price_list, product,
        product_category, product_code, product_text, quantity_rule, relation, synonym, unit, unit_text, variant,
    },
    model::{
        codes::Named,
        price::{ListFacts, QuantityRule, Tier},
        tax::Taxes,
        units::Units,
    },
};

/// Above so many changed products all texts are read rather than those of the products named.
const NAMED_PRODUCTS: usize = 2_000;

/// More levels than any tree of companies has.
pub(super) const DEEPEST: usize = 64;

/// Names the next lineage of snapshots; zero is none.
static NEXT_LINEAGE: AtomicU64 = AtomicU64::new(1);
/// Names the next arrangement of products in lists; zero is that of nothing.
static NEXT_ARRANGEMENT: AtomicU64 = AtomicU64::new(1);

/// What has changed since a snapshot; `None` where a part has not.
pub(super) struct Delta {
    marks: epoch::Model,
    products: Vec<ProductRows>,
    prices: Vec<price::Model>,
    quantities: Vec<quantity_rule::Model>,
    basics: Option<Basics>,
    assignments: Option<Assigned>,
    taxes: Option<Taxes>,
}

/// A company that stands below another one. Read whole whoever asks: what is kept in memory serves all of them.
#[derive(Debug, FromQueryResult)]
pub(super) struct Below {
    pub company_id: CompanyId,
    pub parent_id: CompanyId,
}

impl View for Below {
    const NAME: &'static str = "v_identity_company_parents";
    const COLUMNS: &'static [&'static str] = &["company_id", "parent_id"];
}

/// A company in a customer group.
#[derive(Debug, FromQueryResult)]
struct InGroup {
    company_id: CompanyId,
    group_id: CustomerGroupId,
}

impl View for InGroup {
    const NAME: &'static str = "v_identity_company_groups";
    const COLUMNS: &'static [&'static str] = &["company_id", "group_id"];
}

struct Basics {
    policy: Policy,
    categories: Vec<category::Model>,
    category_texts: Vec<category_text::Model>,
    category_attributes: Vec<category_attribute::Model>,
    lists: Vec<price_list::Model>,
    synonyms: Vec<synonym::Model>,
    units: Vec<unit::Model>,
    unit_texts: Vec<unit_text::Model>,
}

/// The tenant's epoch now.
pub(crate) async fn marks(tx: &impl Tx) -> StoreResult<epoch::Model> {
    Ok(tx.find::<epoch::Entity>().one(tx).await?.unwrap_or_default())
}

/// What has changed since a state; nothing where the state is the newest.
pub(super) async fn read(store: &Store, ctx: &Ctx, known: Option<&epoch::Model>) -> StoreResult<Option<Delta>> {
    let tx = store.read_for_memory(ctx).await?;
    let marks = marks(&tx).await?;
    if known.is_some_and(|known| known.epoch == marks.epoch) {
        tx.finish().await?;
        return Ok(None);
    }
    // Rows written before the first epoch do not exist, so everything is newer than -1.
    let since = known.map_or(-1, |known| known.epoch);
    let has_changed = |mark: i64| known.is_none() || mark > since;
    let delta = Delta {
        products: if has_changed(marks.products) { changed_products(&tx, since).await? } else { Vec::new() },
        prices: if has_changed(marks.prices) { changed_prices(&tx, since).await? } else { Vec::new() },
        quantities: if has_changed(marks.prices) { changed_quantities(&tx, since).await? } else { Vec::new() },
        basics: if has_changed(marks.basics) { Some(all_basics(&tx).await?) } else { None },
        assignments: if has_changed(marks.assignments) { Some(all_assignments(&tx).await?) } else { None },
        // Certificates are inherited down the tree of companies.
        taxes: if has_changed(marks.basics.max(marks.assignments)) { Some(all_taxes(&tx).await?) } else { None },
        marks,
    };
    tx.finish().await?;
    Ok(Some(delta))
}

async fn changed_products(tx: &ReadTx, since: i64) -> StoreResult<Vec<ProductRows>> {
    let newer = tx.find::<product::Entity>().filter(product::Column::Epoch.gt(since));
    let rows = newer.order_by(product::Column::Id, Order::Asc).all(tx).await?;
    if rows.is_empty() { Ok(Vec::new()) } else { with_parts(tx, rows).await }
}

/// Products with all that belongs to each.
async fn with_parts(tx: &ReadTx, rows: Vec<product::Model>) -> StoreResult<Vec<ProductRows>> {
    let ids: Vec<ProductId> = rows.iter().map(|row| row.id).collect();
    let named = (ids.len() <= NAMED_PRODUCTS).then_some(ids.as_slice());
    macro_rules! parts {
        ($entity:ident, $column:ident, $field:ident) => {
            parts_of::<$entity::Entity>(tx, $entity::Column::$column, named, |row| row.$field).await?
        };
    }
    let mut texts = parts!(product_text, ProductId, product_id);
    let mut packagings = parts!(packaging, ProductId, product_id);
    let mut codes = parts!(product_code, ProductId, product_id);
    let mut customer_codes = parts!(customer_code, ProductId, product_id);
    let mut axes = parts!(axis, ProductId, product_id);
    let mut styles = parts!(variant, ProductId, product_id);
    let mut variants = parts!(variant, StyleId, style_id);
    let mut relations = parts!(relation, ProductId, product_id);
    let mut kit_parts = parts!(kit_part, ProductId, product_id);
    let mut categories = parts!(product_category, ProductId, product_id);
    let mut channel_states = parts!(channel_state, ProductId, product_id);
    let mut media = parts!(medium, ProductId, product_id);
    let whole = |product: product::Model| ProductRows {
        texts: texts.remove(&product.id).unwrap_or_default(),
        packagings: packagings.remove(&product.id).unwrap_or_default(),
        codes: codes.remove(&product.id).unwrap_or_default(),
        customer_codes: customer_codes.remove(&product.id).unwrap_or_default(),
        axes: axes.remove(&product.id).unwrap_or_default(),
        styles: styles.remove(&product.id).unwrap_or_default(),
        variants: variants.remove(&product.id).unwrap_or_default(),
        relations: relations.remove(&product.id).unwrap_or_default(),
        kit_parts: kit_parts.remove(&product.id).unwrap_or_default(),
        categories: categories.remove(&product.id).unwrap_or_default(),
        channel_states: channel_states.remove(&product.id).unwrap_or_default(),
        media: media.remove(&product.id).unwrap_or_default(),
        product,
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// The rows that belong to products, of some or of all.
async fn parts_of<E: TenantEntity>(
    tx: &ReadTx,
    column: E::Column,
    named: Option<&[ProductId]>,
    product: impl Fn(&E::Model) -> ProductId,
) -> StoreResult<HashMap<ProductId, Vec<E::Model>>>
where
    E::Column: ColumnTrait,
{
    let named = named.map(|ids| column.is_in(ids.iter().copied()));
    let mut parts: HashMap<ProductId, Vec<E::Model>> = HashMap::new();
    for row in tx.find::<E>().filter_some(named).all(tx).await? {
        parts.entry(product(&row)).or_default().push(row);
    }
    Ok(parts)
}

async fn changed_prices(tx: &ReadTx, since: i64) -> StoreResult<Vec<price::Model>> {
    let newer = tx.find::<price::Entity>().filter(price::Column::Epoch.gt(since));
    // The first load has no use for what is archived.
    let kept = (since < 0).then(|| price::Column::Archived.eq(false));
    newer.filter_some(kept).all(tx).await
}

async fn changed_quantities(tx: &ReadTx, since: i64) -> StoreResult<Vec<quantity_rule::Model>> {
    tx.find::<quantity_rule::Entity>().filter(quantity_rule::Column::Epoch.gt(since)).all(tx).await
}

async fn all_basics(tx: &ReadTx) -> StoreResult<Basics> {
    let policy = tx.find::<policy::Entity>().one(tx).await?;
    Ok(Basics {
        policy: policy
            .map_or_else(Policy::default, |row| Policy { strategy: row.strategy, margin_floor: row.margin_floor }),
        categories: tx.find::<category::Entity>().order_by(category::Column::Name, Order::Asc).all(tx).await?,
        category_texts: tx.find::<category_text::Entity>().all(tx).await?,
        category_attributes: tx
            .find::<category_attribute::Entity>()
            .order_by(category_attribute::Column::Position, Order::Asc)
            .all(tx)
            .await?,
        lists: tx.find::<price_list::Entity>().order_by(price_list::Column::CodeKey, Order::Asc).all(tx).await?,
        synonyms: tx.find::<synonym::Entity>().all(tx).await?,
        units: tx.find::<unit::Entity>().all(tx).await?,
        unit_texts: tx.find::<unit_text::Entity>().all(tx).await?,
    })
}

async fn all_assignments(tx: &ReadTx) -> StoreResult<Assigned> {
    let lists = tx.find::<assignment::Entity>().order_by(assignment::Column::Priority, Order::Asc).all(tx).await?;
    let assortments = all_assortments(tx).await?;
    // Without a list and without an assortment there is nothing to inherit.
    if lists.is_empty() && assortments.viewers.is_empty() {
        return Ok(Assigned::default());
    }
    let parents = tx.find_view::<Below>().all(tx).await?;
    let groups = tx.find_view::<InGroup>().all(tx).await?;
    Ok(Assigned {
        lists,
        assortments,
        parents: parents.into_iter().map(|below| (below.company_id, below.parent_id)).collect(),
        groups: groups.into_iter().map(|row| (row.company_id, row.group_id)).collect(),
    })
}

/// A company in a territory.
#[derive(Debug, FromQueryResult)]
struct InTerritory {
    company_id: CompanyId,
    territory_id: TerritoryId,
    valid_from: BusinessDate,
    valid_to: Option<BusinessDate>,
}

impl View for InTerritory {
    const NAME: &'static str = "v_identity_company_territories";
    const COLUMNS: &'static [&'static str] = &["company_id", "territory_id", "valid_from", "valid_to"];
}

/// A territory and the one above it.
#[derive(Debug, FromQueryResult)]
struct Territory {
    id: TerritoryId,
    parent_id: Option<TerritoryId>,
}

impl View for Territory {
    const NAME: &'static str = "v_identity_territories";
    const COLUMNS: &'static [&'static str] = &["id", "parent_id"];
}

async fn all_assortments(tx: &ReadTx) -> StoreResult<assortments::Rows> {
    let open = tx.find::<assortment::Entity>().filter(assortment::Column::ArchivedAt.is_null()).all(tx).await?;
    let open: HashSet<AssortmentId> = open.into_iter().map(|row| row.id).collect();
    let mut viewers = tx.find::<assortment_viewer::Entity>().all(tx).await?;
    viewers.retain(|row| open.contains(&row.assortment_id));
    if viewers.is_empty() {
        return Ok(assortments::Rows::default());
    }
    let mut entries = tx.find::<assortment_entry::Entity>().all(tx).await?;
    entries.retain(|row| open.contains(&row.assortment_id));
    let by_territory = viewers.iter().any(|row| row.subject == assortment_viewer::Viewer::Territory);
    let placed = if by_territory { tx.find_view::<InTerritory>().all(tx).await? } else { Vec::new() };
    let territories = if by_territory { tx.find_view::<Territory>().all(tx).await? } else { Vec::new() };
    let placed = placed.into_iter().map(|row| assortments::Placed {
        company: row.company_id,
        territory: row.territory_id,
        from: row.valid_from,
        to: row.valid_to,
    });
    let territories = territories.into_iter().filter_map(|row| Some((row.id, row.parent_id?)));
    Ok(assortments::Rows { entries, viewers, placed: placed.collect(), territories: territories.collect() })
}

/// The next state. Sorts where names have changed, so it belongs on a thread that may be busy for a while.
pub(super) fn apply(old: &Snapshot, delta: Delta) -> Snapshot {
    let mut next = shared(old, delta.marks);
    let holds_others = !delta.products.is_empty() || delta.basics.is_some();
    if holds_others || delta.assignments.is_some() {
        next.arrangement = NEXT_ARRANGEMENT.fetch_add(1, Ordering::Relaxed);
    }
    if let Some(basics) = delta.basics {
        apply_basics(&mut next, basics);
    }
    if let Some(mut assigned) = delta.assignments {
        next.assortments = Arc::new(Assortments::new(std::mem::take(&mut assigned.assortments)));
        next.chains = Arc::new(Chains::new(assigned));
    } else if holds_others {
        next.assortments = Arc::new(next.assortments.anew());
    }
    if let Some(taxes) = delta.taxes {
        next.taxes = Arc::new(taxes);
    }
    let has_moved = next.categories.shape() != old.categories.shape();
    if apply_products(&mut next, delta.products) || has_moved {
        let products: Vec<&Product> = next.chunks.iter().flat_map(|chunk| &chunk.products).map(AsRef::as_ref).collect();
        next.lists = Arc::new(Lists::new(&products, &next.categories));
    }
    apply_prices(&mut next, delta.prices);
    apply_quantities(&mut next, delta.quantities);
    next.bytes = bytes(&next);
    next
}

/// The next snapshot before anything is changed: every part is the old one's.
fn shared(old: &Snapshot, marks: epoch::Model) -> Snapshot {
    Snapshot {
        marks,
        chunks: old.chunks.clone(),
        places: Arc::clone(&old.places),
        codes: Arc::clone(&old.codes),
        price_units: Arc::clone(&old.price_units),
        lists: Arc::clone(&old.lists),
        categories: Arc::clone(&old.categories),
        books: old.books.clone(),
        units: Arc::clone(&old.units),
        defaults: old.defaults.clone(),
        costs: old.costs.clone(),
        chains: Arc::clone(&old.chains),
        assortments: Arc::clone(&old.assortments),
        policy: old.policy,
        taxes: Arc::clone(&old.taxes),
        bytes: 0,
        lineage: if old.lineage == 0 { NEXT_LINEAGE.fetch_add(1, Ordering::Relaxed) } else { old.lineage },
        arrangement: old.arrangement,
        labels: Arc::clone(&old.labels),
        label_ids: Arc::clone(&old.label_ids),
        synonyms: Arc::clone(&old.synonyms),
        columns: OnceLock::new(),
        older_columns: old.columns.get().or(old.older_columns.as_ref()).map(Arc::clone),
    }
}

fn apply_basics(next: &mut Snapshot, basics: Basics) {
    next.policy = basics.policy;
    next.categories = Arc::new(Categories::new(basics.categories, basics.category_texts, basics.category_attributes));
    (next.label_ids, next.labels) = labels(&next.categories);
    next.synonyms = Arc::new(synonyms(&basics.synonyms));
    let is_default = |row: &&price_list::Model| row.is_default && row.purpose == price_list::Purpose::Sales;
    next.defaults = basics.lists.iter().filter(is_default).map(|row| row.id).collect();
    for row in basics.lists {
        let (id, facts) = (row.id, ListFacts::from(row));
        let book = match next.books.get(&id) {
            Some(known) => Book { facts: Arc::new(facts), ..Book::clone(known) },
            None => Book::new(facts),
        };
        next.books.insert(id, Arc::new(book));
    }
    next.costs = cost_lists(&next.books);
    next.units = Arc::new(Units::new(basics.units, basics.unit_texts));
}

/// The names of the shop's categories, to be searched, and which category each document is of.
fn labels(categories: &Categories) -> (Arc<[CategoryId]>, Arc<Pocket>) {
    let shown = categories.in_language(Locale::ALL[0]);
    let pocket = Pocket::new((0..).zip(&shown).map(|(number, category)| {
        let mut document = Document::new();
        document.text(Part::Name, None, &category.own_name);
        for (locale, name) in &category.translations {
            document.text(Part::Name, Some(*locale), name);
        }
        (number, document)
    }));
    (shown.iter().map(|category| category.id).collect(), Arc::new(pocket))
}

/// Each phrase of a group stands for every other one; those of a one-way entry are only found by it.
fn synonyms(rows: &[synonym::Model]) -> Synonyms {
    let mut pairs: Vec<(Locale, &str, &str)> = Vec::new();
    for row in rows {
        let meant: Vec<&str> = row.means.lines().collect();
        pairs.extend(meant.iter().map(|other| (row.locale, row.phrase.as_str(), *other)));
        if row.both_ways {
            let all: Vec<&str> = std::iter::once(row.phrase.as_str()).chain(meant.iter().copied()).collect();
            let others = meant.iter().flat_map(|from| all.iter().map(move |to| (*from, *to)));
            pairs.extend(others.filter(|(from, to)| from != to).map(|(from, to)| (row.locale, from, to)));
        }
    }
    Synonyms::new(pairs)
}

/// Puts products in their places and tells whether lists must be sorted anew.
fn apply_products(next: &mut Snapshot, rows: Vec<ProductRows>) -> bool {
    if rows.is_empty() {
        return false;
    }
    let mut must_sort = false;
    // Codes and new products are rare next to other changes, so the maps are copied only for them.
    let mut places: Option<Places> = None;
    let mut codes: Option<Codes> = None;
    let mut touched: HashSet<usize> = HashSet::new();
    let mut count = next.chunks.iter().map(|chunk| chunk.products.len()).sum::<usize>();
    for rows in rows {
        let product = Product::from_rows(rows);
        let known = places.as_ref().unwrap_or(&next.places).by_id.get(&product.id).copied();
        let place = known.map_or(count, |place| place as usize);
        let Ok(number) = u32::try_from(place) else { continue };
        let old = next.at(number);
        must_sort |= old.is_none_or(|old| !old.is_ordered_like(&product));
        if old.is_none_or(|old| old.sku_key != product.sku_key) {
            let places = places.get_or_insert_with(|| Places::clone(&next.places));
            exchange_place(places, number, old, &product);
        }
        if old.map_or(&[][..], |old| &old.codes) != &*product.codes {
            let codes = codes.get_or_insert_with(|| Codes::clone(&next.codes));
            exchange_codes(codes, number, old, &product);
        }
        put(&mut next.chunks, place, Arc::new(product));
        touched.insert(place / CHUNK);
        count += usize::from(known.is_none());
    }
    if let Some(places) = places {
        next.places = Arc::new(places);
    }
    if let Some(codes) = codes {
        next.codes = Arc::new(codes);
    }
    weigh(next, touched);
    must_sort
}

/// Counts the bytes of chunks that have changed.
fn weigh(next: &mut Snapshot, touched: HashSet<usize>) {
    for number in touched {
        let chunk = Arc::make_mut(&mut next.chunks[number]);
        chunk.bytes = chunk.products.iter().map(|product| product.bytes()).sum();
    }
}

/// A product stands where it stood, under its new code and under its old one no more.
fn exchange_place(places: &mut Places, number: u32, old: Option<&Product>, new: &Product) {
    remove_code(places, old.map(|old| &*old.sku_key), number);
    places.by_id.insert(new.id, number);
    places.by_sku.insert(new.sku_key.clone(), number);
}

/// Two products may exchange codes in one commit, so a code is taken away only from the one that still has it.
fn remove_code(places: &mut Places, key: Option<&str>, place: u32) {
    if let Some(key) = key
        && places.by_sku.get(key) == Some(&place)
    {
        places.by_sku.remove(key);
    }
}

/// A product is found by its new codes and by its old ones no more.
fn exchange_codes(codes: &mut Codes, place: u32, old: Option<&Product>, new: &Product) {
    for code in old.into_iter().flat_map(|old| &old.codes) {
        if let Some(named) = codes.get_mut(&code.key) {
            named.retain(|named| named.place != place);
            if named.is_empty() {
                codes.remove(&code.key);
            }
        }
    }
    for code in &new.codes {
        let named = Named { place, owner: code.owner.clone(), unit_key: code.unit_key.clone() };
        codes.entry(code.key.clone()).or_default().push(named);
    }
}

fn put(chunks: &mut Vec<Arc<ProductChunk>>, place: usize, product: Arc<Product>) {
    if place / CHUNK == chunks.len() {
        chunks.push(Arc::default());
    }
    let chunk = Arc::make_mut(&mut chunks[place / CHUNK]);
    match chunk.products.get_mut(place % CHUNK) {
        Some(old) => *old = product,
        None => chunk.products.push(product),
    }
}

fn apply_prices(next: &mut Snapshot, rows: Vec<price::Model>) {
    if rows.is_empty() {
        return;
    }
    let mut units = PriceUnits::clone(&next.price_units);
    let mut changes: HashMap<PriceListId, Vec<(u32, Tier, bool)>> = HashMap::new();
    for row in rows {
        let (Some(place), Some(unit)) = (next.place_of(row.product_id), units.number_or_new(&row.unit)) else {
            continue;
        };
        let tier = Tier {
            unit,
            min_quantity: row.min_quantity,
            unit_price: row.unit_price,
            per: row.per_quantity,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        };
        changes.entry(row.price_list_id).or_default().push((place, tier, row.archived));
    }
    next.price_units = Arc::new(units);
    for (list, mut rows) in changes {
        let Some(book) = next.books.get_mut(&list) else { continue };
        // In the order of a chunk's own rows, a first load only ever appends.
        rows.sort_unstable_by_key(|(place, tier, _)| (*place, tier.place()));
        let book = Arc::make_mut(book);
        for group in rows.chunk_by(|(left, ..), (right, ..)| split(*left).0 == split(*right).0) {
            apply_chunk(book, group);
        }
    }
}

fn apply_chunk(book: &mut Book, rows: &[(u32, Tier, bool)]) {
    let Some((first, ..)) = rows.first() else { return };
    let (number, _) = split(*first);
    let at = match book.chunks.binary_search_by_key(&number, |(known, _)| *known) {
        Ok(at) => at,
        Err(at) => {
            book.chunks.insert(at, (number, Arc::new(PriceChunk::default())));
            at
        }
    };
    let chunk = Arc::make_mut(&mut book.chunks[at].1);
    for (place, tier, is_archived) in rows {
        chunk.set(split(*place).1, *tier, *is_archived);
    }
}

fn apply_quantities(next: &mut Snapshot, rows: Vec<quantity_rule::Model>) {
    for row in rows {
        let Some(place) = next.place_of(row.product_id) else { continue };
        let Some(book) = next.books.get_mut(&row.price_list_id) else { continue };
        let rules = Arc::make_mut(&mut Arc::make_mut(book).quantities);
        if row.archived {
            rules.remove(&place);
        } else {
            let (minimum, maximum, increment) = (row.minimum, row.maximum, row.increment);
            rules.insert(place, QuantityRule { minimum, maximum, increment });
        }
    }
}

fn bytes(snapshot: &Snapshot) -> usize {
    let products: usize = snapshot.chunks.iter().map(|chunk| chunk.bytes).sum();
    let prices: usize = snapshot.books.values().map(|book| book.bytes()).sum();
    let places = snapshot.places.by_id.len() * 96 + snapshot.codes.len() * 96;
    let columns = snapshot.older_columns.as_ref().map_or(0, |columns| columns.bytes());
    products
        + prices
        + columns
        + places
        + snapshot.chains.bytes()
        + snapshot.assortments.bytes()
        + snapshot.lists.bytes()
}
