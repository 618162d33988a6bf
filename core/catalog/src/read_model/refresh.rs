//! Reads what has changed since a snapshot and makes the next one: the first load is a change since nothing.
//! One consistent read sees an epoch and every row written up to it, because epochs rise in the order of commits.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use kontor_kernel::{CompanyId, Locale, PriceListId, ProductId};
use kontor_search::{Document, Part, Pocket, Synonyms};
use kontor_store::{Ctx, ReadTx, Store, StoreResult, Tx, View};
use sea_orm::{ColumnTrait, FromQueryResult, Order};

use super::{
    chunks::{CHUNK, PriceChunk, Product, ProductChunk},
    orders::Orders,
    snapshot::{Book, Category, Places, Snapshot, split},
};
use crate::{
    entities::{
        assignment, category, category_text, epoch, price, price_list, product, product_text, synonym, tax_rate,
    },
    model::{
        price::{ListFacts, Tier},
        tax::Taxes,
    },
};

/// Above so many changed products all texts are read rather than those of the products named.
const NAMED_PRODUCTS: usize = 2_000;

/// More levels than any tree of companies has.
const DEEPEST: usize = 64;

/// Names the next lineage of snapshots; zero is none.
static NEXT_LINEAGE: AtomicU64 = AtomicU64::new(1);

/// What has changed since a snapshot; `None` where a part has not.
pub(super) struct Delta {
    marks: epoch::Model,
    products: Vec<(product::Model, Vec<product_text::Model>)>,
    prices: Vec<price::Model>,
    basics: Option<Basics>,
    assignments: Option<Assigned>,
}

/// The lists that companies have of their own, and who inherits from whom.
struct Assigned {
    lists: Vec<assignment::Model>,
    parents: Vec<Below>,
}

/// A company that stands below another one. Read whole whoever asks: what is kept in memory serves all of them.
#[derive(Debug, FromQueryResult)]
struct Below {
    company_id: CompanyId,
    parent_id: CompanyId,
}

impl View for Below {
    const NAME: &'static str = "v_identity_company_parents";
    const COLUMNS: &'static [&'static str] = &["company_id", "parent_id"];
}

struct Basics {
    categories: Vec<category::Model>,
    category_texts: Vec<category_text::Model>,
    lists: Vec<price_list::Model>,
    rates: Vec<tax_rate::Model>,
    synonyms: Vec<synonym::Model>,
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
        basics: if has_changed(marks.basics) { Some(all_basics(&tx).await?) } else { None },
        assignments: if has_changed(marks.assignments) { Some(all_assignments(&tx).await?) } else { None },
        marks,
    };
    tx.finish().await?;
    Ok(Some(delta))
}

async fn changed_products(tx: &ReadTx, since: i64) -> StoreResult<Vec<(product::Model, Vec<product_text::Model>)>> {
    let newer = tx.find::<product::Entity>().filter(product::Column::Epoch.gt(since));
    let rows = newer.order_by(product::Column::Id, Order::Asc).all(tx).await?;
    let named =
        (rows.len() <= NAMED_PRODUCTS).then(|| product_text::Column::ProductId.is_in(rows.iter().map(|row| row.id)));
    let mut texts: HashMap<ProductId, Vec<product_text::Model>> = HashMap::new();
    if !rows.is_empty() {
        for text in tx.find::<product_text::Entity>().filter_some(named).all(tx).await? {
            texts.entry(text.product_id).or_default().push(text);
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| (texts.remove(&row.id), row))
        .map(|(texts, row)| (row, texts.unwrap_or_default()))
        .collect())
}

async fn changed_prices(tx: &ReadTx, since: i64) -> StoreResult<Vec<price::Model>> {
    let newer = tx.find::<price::Entity>().filter(price::Column::Epoch.gt(since));
    // The first load has no use for what is archived.
    let kept = (since < 0).then(|| price::Column::Archived.eq(false));
    newer.filter_some(kept).all(tx).await
}

async fn all_basics(tx: &ReadTx) -> StoreResult<Basics> {
    Ok(Basics {
        categories: tx.find::<category::Entity>().order_by(category::Column::Name, Order::Asc).all(tx).await?,
        category_texts: tx.find::<category_text::Entity>().all(tx).await?,
        lists: tx.find::<price_list::Entity>().order_by(price_list::Column::CodeKey, Order::Asc).all(tx).await?,
        rates: tx.find::<tax_rate::Entity>().all(tx).await?,
        synonyms: tx.find::<synonym::Entity>().all(tx).await?,
    })
}

async fn all_assignments(tx: &ReadTx) -> StoreResult<Assigned> {
    let lists = tx.find::<assignment::Entity>().order_by(assignment::Column::Priority, Order::Asc).all(tx).await?;
    // Without a list there is nothing to inherit.
    let parents = if lists.is_empty() { Vec::new() } else { tx.find_view::<Below>().all(tx).await? };
    Ok(Assigned { lists, parents })
}

/// The next state. Sorts where names have changed, so it belongs on a thread that may be busy for a while.
pub(super) fn apply(old: &Snapshot, delta: Delta) -> Snapshot {
    let mut next = Snapshot {
        marks: delta.marks,
        chunks: old.chunks.clone(),
        places: Arc::clone(&old.places),
        orders: Arc::clone(&old.orders),
        categories: Arc::clone(&old.categories),
        books: old.books.clone(),
        defaults: old.defaults.clone(),
        assignments: Arc::clone(&old.assignments),
        taxes: Arc::clone(&old.taxes),
        bytes: 0,
        lineage: if old.lineage == 0 { NEXT_LINEAGE.fetch_add(1, Ordering::Relaxed) } else { old.lineage },
        labels: Arc::clone(&old.labels),
        synonyms: Arc::clone(&old.synonyms),
        columns: OnceLock::new(),
        older_columns: old.columns.get().or(old.older_columns.as_ref()).map(Arc::clone),
    };
    if let Some(basics) = delta.basics {
        apply_basics(&mut next, basics);
    }
    if let Some(assigned) = delta.assignments {
        next.assignments = Arc::new(by_company(assigned));
    }
    if apply_products(&mut next, delta.products) {
        let products: Vec<&Product> = next.chunks.iter().flat_map(|chunk| &chunk.products).map(AsRef::as_ref).collect();
        next.orders = Arc::new(Orders::new(&products));
    }
    apply_prices(&mut next, delta.prices);
    next.bytes = bytes(&next);
    next
}

fn apply_basics(next: &mut Snapshot, basics: Basics) {
    next.categories = categories(basics.categories, basics.category_texts).into();
    next.labels = Arc::new(labels(&next.categories));
    next.synonyms = Arc::new(synonyms(&basics.synonyms));
    next.defaults = basics.lists.iter().filter(|row| row.is_default).map(|row| row.id).collect();
    for row in basics.lists {
        let facts = ListFacts {
            id: row.id,
            code: row.code,
            currency: row.currency,
            tax_mode: row.tax_mode.into(),
            is_default: row.is_default,
        };
        let chunks = next.books.get(&row.id).map(|book| book.chunks.clone()).unwrap_or_default();
        next.books.insert(row.id, Arc::new(Book { facts, chunks }));
    }
    let rates = basics.rates.into_iter().map(|row| (row.country, row.class, row.valid_from, row.rate));
    next.taxes = Arc::new(Taxes::new(rates));
}

fn categories(rows: Vec<category::Model>, texts: Vec<category_text::Model>) -> Vec<Category> {
    let mut names: HashMap<_, Vec<(Locale, Box<str>)>> = HashMap::new();
    for text in texts {
        names.entry(text.category_id).or_default().push((text.locale, text.name.into()));
    }
    let category = |row: category::Model| Category {
        translations: names.remove(&row.id).unwrap_or_default().into(),
        id: row.id,
        code: row.code,
        code_key: row.code_key,
        own_name: row.name,
    };
    let mut categories: Vec<Category> = rows.into_iter().map(category).collect();
    categories.sort_by_cached_key(|category| kontor_kernel::sort_key(&category.own_name));
    categories
}

/// The names of categories, to be searched; archived ones hold nothing that could be found.
fn labels(categories: &[Category]) -> Pocket {
    Pocket::new((0..).zip(categories).map(|(number, category)| {
        let mut document = Document::new();
        document.text(Part::Name, None, &category.own_name);
        for (locale, name) in &category.translations {
            document.text(Part::Name, Some(*locale), name);
        }
        (number, document)
    }))
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

/// The lists of every company that has some or inherits some.
fn by_company(assigned: Assigned) -> HashMap<CompanyId, Arc<[PriceListId]>> {
    let mut own: HashMap<CompanyId, Vec<PriceListId>> = HashMap::new();
    for row in assigned.lists {
        own.entry(row.company_id).or_default().push(row.price_list_id);
    }
    let mut lists: HashMap<CompanyId, Arc<[PriceListId]>> =
        own.into_iter().map(|(company, lists)| (company, lists.into())).collect();
    let parents: HashMap<CompanyId, CompanyId> =
        assigned.parents.into_iter().map(|below| (below.company_id, below.parent_id)).collect();
    let heirs = parents.keys().filter(|company| !lists.contains_key(company));
    let inherited: Vec<_> = heirs.filter_map(|heir| Some((*heir, nearest_above(*heir, &parents, &lists)?))).collect();
    lists.extend(inherited);
    lists
}

/// The lists of the nearest company above that has some.
fn nearest_above(
    company: CompanyId,
    parents: &HashMap<CompanyId, CompanyId>,
    lists: &HashMap<CompanyId, Arc<[PriceListId]>>,
) -> Option<Arc<[PriceListId]>> {
    // Trees have no circles; the bound keeps a broken one from hanging every price.
    let above = std::iter::successors(parents.get(&company), |above| parents.get(above)).take(DEEPEST);
    above.into_iter().find_map(|above| lists.get(above).map(Arc::clone))
}

/// Puts products in their places and tells whether lists must be sorted anew.
fn apply_products(next: &mut Snapshot, rows: Vec<(product::Model, Vec<product_text::Model>)>) -> bool {
    if rows.is_empty() {
        return false;
    }
    let mut must_sort = false;
    // Codes and new products are rare next to other changes, so the maps are copied only for them.
    let mut places: Option<Places> = None;
    let mut touched: HashSet<usize> = HashSet::new();
    let mut count = next.chunks.iter().map(|chunk| chunk.products.len()).sum::<usize>();
    for (row, texts) in rows {
        let product = Product::from_rows(row, texts);
        let known = places.as_ref().unwrap_or(&next.places).by_id.get(&product.id).copied();
        let place = known.map_or(count, |place| place as usize);
        let Ok(number) = u32::try_from(place) else { continue };
        let old = next.at(number);
        must_sort |= old.is_none_or(|old| !old.is_ordered_like(&product));
        if old.is_none_or(|old| old.sku_key != product.sku_key) {
            let old_key = old.map(|old| old.sku_key.clone());
            let places = places.get_or_insert_with(|| Places::clone(&next.places));
            remove_code(places, old_key.as_deref(), number);
            places.by_id.insert(product.id, number);
            places.by_sku.insert(product.sku_key.clone(), number);
        }
        put(&mut next.chunks, place, Arc::new(product));
        touched.insert(place / CHUNK);
        count += usize::from(known.is_none());
    }
    if let Some(places) = places {
        next.places = Arc::new(places);
    }
    for number in touched {
        let chunk = Arc::make_mut(&mut next.chunks[number]);
        chunk.bytes = chunk.products.iter().map(|product| product.bytes()).sum();
    }
    must_sort
}

/// Two products may exchange codes in one commit, so a code is taken away only from the one that still has it.
fn remove_code(places: &mut Places, key: Option<&str>, place: u32) {
    if let Some(key) = key
        && places.by_sku.get(key) == Some(&place)
    {
        places.by_sku.remove(key);
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
    let mut changes: HashMap<PriceListId, Vec<(u32, price::Model)>> = HashMap::new();
    for row in rows {
        if let Some(place) = next.place_of(row.product_id) {
            changes.entry(row.price_list_id).or_default().push((place, row));
        }
    }
    for (list, mut rows) in changes {
        let Some(book) = next.books.get_mut(&list) else { continue };
        // In the order of a chunk's own rows, a first load only ever appends.
        rows.sort_unstable_by_key(|(place, row)| (*place, row.min_quantity));
        let book = Arc::make_mut(book);
        for group in rows.chunk_by(|(left, _), (right, _)| split(*left).0 == split(*right).0) {
            apply_chunk(book, group);
        }
    }
}

fn apply_chunk(book: &mut Book, rows: &[(u32, price::Model)]) {
    let Some((first, _)) = rows.first() else { return };
    let (number, _) = split(*first);
    let at = match book.chunks.binary_search_by_key(&number, |(known, _)| *known) {
        Ok(at) => at,
        Err(at) => {
            book.chunks.insert(at, (number, Arc::new(PriceChunk::default())));
            at
        }
    };
    let chunk = Arc::make_mut(&mut book.chunks[at].1);
    for (place, row) in rows {
        let tier = Tier {
            min_quantity: row.min_quantity,
            unit_price: row.unit_price,
            per: row.per_quantity,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        };
        chunk.set(split(*place).1, tier, row.archived);
    }
}

fn bytes(snapshot: &Snapshot) -> usize {
    let products: usize = snapshot.chunks.iter().map(|chunk| chunk.bytes).sum();
    let prices: usize = snapshot.books.values().flat_map(|book| &book.chunks).map(|(_, chunk)| chunk.bytes()).sum();
    let places = snapshot.places.by_id.len() * 96;
    let assignments = snapshot.assignments.len() * 64;
    let columns = snapshot.older_columns.as_ref().map_or(0, |columns| columns.bytes());
    products + prices + places + assignments + columns + snapshot.orders.bytes()
}
