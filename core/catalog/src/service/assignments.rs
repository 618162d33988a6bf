//! Which price lists companies have. A company without one buys by those of the nearest company above that has some, and
//! at the default list's prices where there is none.
//! Lists are replaced as a whole, so that giving them again changes nothing.

use std::collections::{HashMap, HashSet};

use kontor_contract::catalog::AssignedLists;
use kontor_kernel::{CompanyId, PriceListId, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};

use super::{Catalogue, change::Changed, price_import::lists_by_code, product_import::KEYS_PER_STATEMENT};
use crate::{
    entities::{assignment, price_list},
    error::{CatalogError, CatalogResult},
};

impl Catalogue {
    /// Gives companies their lists, the one asked first at the beginning.
    pub async fn assign_lists(&self, tx: &WriteTx, wanted: &[AssignedLists]) -> CatalogResult<()> {
        if wanted.is_empty() {
            return Ok(());
        }
        self.begin_change(tx).await?;
        let lists = if wanted.iter().any(|one| !one.price_lists.is_empty()) {
            lists_by_code(tx).await?
        } else {
            HashMap::new()
        };
        let companies: Vec<CompanyId> = wanted.iter().map(|one| one.company).collect();
        let known = assignments_of(tx, &companies).await?;
        let mut changed = Vec::new();
        for one in wanted {
            let ids = ids_of(&lists, &one.price_lists)?;
            let has = known.get(&one.company).map_or(&[][..], Vec::as_slice);
            if has != ids {
                changed.push((one.company, ids));
            }
        }
        if changed.is_empty() {
            return Ok(());
        }
        self.raise_epoch(tx, Changed::Assignments).await?;
        replace(tx, changed).await
    }

    /// The tree of companies changed or their groups, and with it which lists are inherited.
    pub async fn inheritance_has_changed(&self, tx: &WriteTx) -> CatalogResult<()> {
        self.begin_change(tx).await?;
        self.raise_epoch(tx, Changed::Assignments).await?;
        Ok(())
    }

    /// Of these codes those that no list has.
    pub async fn unknown_lists(&self, ctx: &Ctx, codes: &[String]) -> CatalogResult<Vec<String>> {
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<price_list::Entity>().all(&tx).await?;
        tx.finish().await?;
        let known: HashSet<String> = found.into_iter().map(|list| list.code_key).collect();
        Ok(codes.iter().filter(|code| !known.contains(&code_key(code))).cloned().collect())
    }

    /// The codes of companies' lists, as far as the caller may know the companies.
    pub async fn assigned_lists(&self, ctx: &Ctx, companies: &[CompanyId]) -> CatalogResult<Vec<(CompanyId, String)>> {
        let may_see = |company: &&CompanyId| ctx.scope().holds_company(**company);
        let companies: Vec<CompanyId> = companies.iter().filter(may_see).copied().collect();
        let tx = self.boot.store.read(ctx).await?;
        let known = assignments_of(&tx, &companies).await?;
        let ids: HashSet<PriceListId> = known.values().flatten().copied().collect();
        let found = tx.find::<price_list::Entity>().filter(price_list::Column::Id.is_in(ids)).all(&tx).await?;
        tx.finish().await?;
        let codes: HashMap<PriceListId, String> = found.into_iter().map(|list| (list.id, list.code)).collect();
        let of_company = |company: &CompanyId| {
            let lists = known.get(company).map_or(&[][..], Vec::as_slice);
            lists.iter().filter_map(|list| Some((*company, codes.get(list)?.clone()))).collect::<Vec<_>>()
        };
        Ok(companies.iter().flat_map(of_company).collect())
    }
}

fn ids_of(lists: &HashMap<String, price_list::Model>, codes: &[String]) -> CatalogResult<Vec<PriceListId>> {
    let mut ids = Vec::with_capacity(codes.len());
    for code in codes {
        let list = lists.get(&code_key(code)).ok_or_else(|| CatalogError::UnknownPriceList(code.clone()))?;
        if !ids.contains(&list.id) {
            ids.push(list.id);
        }
    }
    Ok(ids)
}

async fn assignments_of(tx: &impl Tx, companies: &[CompanyId]) -> CatalogResult<HashMap<CompanyId, Vec<PriceListId>>> {
    let mut known: HashMap<CompanyId, Vec<PriceListId>> = HashMap::new();
    for some in companies.chunks(KEYS_PER_STATEMENT) {
        let found = tx.find::<assignment::Entity>().filter(assignment::Column::CompanyId.is_in(some.iter().copied()));
        for row in found.order_by(assignment::Column::Priority, Order::Asc).all(tx).await? {
            known.entry(row.company_id).or_default().push(row.price_list_id);
        }
    }
    Ok(known)
}

async fn replace(tx: &WriteTx, changed: Vec<(CompanyId, Vec<PriceListId>)>) -> CatalogResult<()> {
    let companies: Vec<CompanyId> = changed.iter().map(|(company, _)| *company).collect();
    for some in companies.chunks(KEYS_PER_STATEMENT) {
        let of_these = assignment::Column::CompanyId.is_in(some.iter().copied());
        tx.delete::<assignment::Entity>().filter(of_these).run(tx).await?;
    }
    let rows = changed.into_iter().flat_map(|(company_id, lists)| {
        let row = move |(priority, price_list_id)| assignment::Model {
            tenant_id: tx.tenant(),
            company_id,
            price_list_id,
            priority,
        };
        (1_i32..).zip(lists).map(row)
    });
    tx.insert_all::<assignment::Entity>(rows.collect()).await?;
    Ok(())
}
