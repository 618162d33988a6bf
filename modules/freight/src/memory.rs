//! What a tenant has said about freight, and who its buyers are, remembered for a second.
//! So a quote costs no query, and whatever is asked is at the most a second old.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use kontor_kernel::{CompanyId, CustomerGroupId, TenantId};
use kontor_store::{Ctx, ReadTx, Store, StoreResult, Tx, View};
use sea_orm::{
    FromQueryResult,
    sea_query::{Alias, Expr, ExprTrait},
};

use crate::{
    entities::{minimums, rules, tables, ways, zones},
    model::{
        quote::Book,
        rule::{Buyer, Who},
        table::Table,
        way::{Way, Zone},
    },
    rows,
};

const REMEMBERED: Duration = Duration::from_secs(1);
/// Buyers that are remembered at once; more have gone stale long ago.
const MOST_BUYERS: usize = 20_000;
/// More levels than any tree of companies has.
const DEEPEST: usize = 64;

/// A company that stands below another one.
#[derive(Debug, FromQueryResult)]
struct Below {
    parent_id: CompanyId,
}

impl View for Below {
    const NAME: &'static str = "v_identity_company_parents";
    const COLUMNS: &'static [&'static str] = &["parent_id"];
}

/// A company in a customer group.
#[derive(Debug, FromQueryResult)]
struct InGroup {
    group_id: CustomerGroupId,
}

impl View for InGroup {
    const NAME: &'static str = "v_identity_company_groups";
    const COLUMNS: &'static [&'static str] = &["group_id"];
}

/// Values by key, each for a second.
struct Fresh<K, V>(RwLock<HashMap<K, (Instant, Arc<V>)>>);

impl<K: Eq + Hash + Copy, V> Fresh<K, V> {
    fn get(&self, key: K) -> Option<Arc<V>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (at, value) = known.get(&key)?;
        (at.elapsed() < REMEMBERED).then(|| Arc::clone(value))
    }

    /// Keeps what was read at an instant: it is as old as the question, not as the answer.
    fn keep(&self, key: K, asked: Instant, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_BUYERS {
            known.retain(|_, (at, _)| at.elapsed() < REMEMBERED);
        }
        known.insert(key, (asked, Arc::clone(&value)));
        value
    }

    fn forget(&self, key: K) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&key);
    }
}

/// What is remembered.
#[derive(Clone)]
pub(crate) struct Memory {
    store: Store,
    books: Arc<Fresh<TenantId, Book>>,
    buyers: Arc<Fresh<(TenantId, CompanyId), Buyer>>,
}

impl Memory {
    pub(crate) fn new(store: Store) -> Self {
        let fresh = || RwLock::new(HashMap::new());
        Self { store, books: Arc::new(Fresh(fresh())), buyers: Arc::new(Fresh(RwLock::default())) }
    }

    /// Drops what a tenant has said, so that the next question reads it anew.
    pub(crate) fn forget(&self, tenant: TenantId) {
        self.books.forget(tenant);
    }

    /// Everything that the tenant has said.
    pub(crate) async fn book(&self, ctx: &Ctx) -> StoreResult<Arc<Book>> {
        if let Some(known) = self.books.get(ctx.tenant()) {
            return Ok(known);
        }
        let asked = Instant::now();
        let tx = self.store.read_for_memory(ctx).await?;
        let book = read_book(&tx).await?;
        tx.finish().await?;
        Ok(self.books.keep(ctx.tenant(), asked, book))
    }

    /// Who a company is to the rules. Where none of them names a customer or a group, nothing need be read.
    pub(crate) async fn buyer(&self, ctx: &Ctx, company: CompanyId, book: &Book) -> StoreResult<Arc<Buyer>> {
        if !book.tells_buyers_apart() {
            return Ok(Arc::new(Buyer { companies: vec![company], groups: Vec::new() }));
        }
        let key = (ctx.tenant(), company);
        if let Some(known) = self.buyers.get(key) {
            return Ok(known);
        }
        let asked = Instant::now();
        let tx = self.store.read_for_memory(ctx).await?;
        let buyer = read_buyer(&tx, company).await?;
        tx.finish().await?;
        Ok(self.buyers.keep(key, asked, buyer))
    }
}

impl Book {
    fn tells_buyers_apart(&self) -> bool {
        let of_rules = self.rules.iter().map(|rule| rule.who);
        let mut all = of_rules.chain(self.minimums.iter().map(|minimum| minimum.who));
        all.any(|who| who != Who::Everybody)
    }
}

/// Reads everything. A row that this version cannot read binds nobody.
async fn read_book(tx: &ReadTx) -> StoreResult<Book> {
    let mut ways: Vec<Way> = tx.find::<ways::Entity>().all(tx).await?.iter().filter_map(rows::way).collect();
    ways.sort_by(|one, other| (one.priority, &one.code).cmp(&(other.priority, &other.code)));
    let zones: Vec<Zone> = tx.find::<zones::Entity>().all(tx).await?.iter().filter_map(rows::zone).collect();
    let tables: Vec<Table> = tx.find::<tables::Entity>().all(tx).await?.iter().filter_map(rows::table).collect();
    let rules = tx.find::<rules::Entity>().all(tx).await?.iter().filter_map(rows::rule).collect();
    let minimums = tx.find::<minimums::Entity>().all(tx).await?.iter().filter_map(rows::minimum).collect();
    Ok(Book { ways, zones, tables, rules, minimums })
}

/// The company and those above it, and the groups of the nearest of them that is in any.
async fn read_buyer(tx: &ReadTx, company: CompanyId) -> StoreResult<Buyer> {
    let of = |id: CompanyId| Expr::col(Alias::new("company_id")).eq(id);
    let mut companies = vec![company];
    while companies.len() < DEEPEST
        && let Some(last) = companies.last()
    {
        let above = tx.find_view::<Below>().filter(of(*last)).limit(1).all(tx).await?;
        let Some(above) = above.first().filter(|above| !companies.contains(&above.parent_id)) else { break };
        companies.push(above.parent_id);
    }
    let mut groups = Vec::new();
    for company in &companies {
        groups = tx.find_view::<InGroup>().filter(of(*company)).all(tx).await?;
        if !groups.is_empty() {
            break;
        }
    }
    Ok(Buyer { companies, groups: groups.into_iter().map(|row| row.group_id).collect() })
}
