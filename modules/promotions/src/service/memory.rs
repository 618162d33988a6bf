//! The promotions of each tenant as carts ask for them, remembered for a second.
//! The node that changes a promotion drops them at once.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use kontor_kernel::{CompanyId, TenantId};
use kontor_store::{Ctx, StoreResult, Tx};
use sea_orm::ColumnTrait;

use super::{Promoting, promotions::promotion_of, standing};
use crate::{
    entities::{promotion, text},
    ids::PromotionId,
    model::promotion::{Promotion, Standing},
};

const REMEMBERED: Duration = Duration::from_secs(1);
/// Companies whose standing is remembered before the old ones are let go.
const MOST_STANDINGS: usize = 5_000;

/// The promotions of a tenant that are not archived.
pub(super) type Known = Arc<[Promotion]>;

type Standings = HashMap<(TenantId, CompanyId), (Instant, Arc<Standing>)>;

/// What is remembered.
#[derive(Default)]
pub(super) struct Memory {
    promotions: RwLock<HashMap<TenantId, (Instant, Known)>>,
    standings: RwLock<Standings>,
}

impl Memory {
    /// Drops a tenant's promotions, so that the next cart reads them anew.
    pub(super) fn forget(&self, tenant: TenantId) {
        self.promotions.write().unwrap_or_else(PoisonError::into_inner).remove(&tenant);
    }
}

impl Promoting {
    /// The promotions of the tenant that are not archived.
    pub(super) async fn known(&self, ctx: &Ctx) -> StoreResult<Known> {
        let remembered = {
            let promotions = self.memory.promotions.read().unwrap_or_else(PoisonError::into_inner);
            promotions.get(&ctx.tenant()).cloned()
        };
        if let Some((_, known)) = remembered.filter(|(at, _)| at.elapsed() < REMEMBERED) {
            return Ok(known);
        }
        let tx = self.boot.store.read_for_memory(ctx).await?;
        let unarchived = tx.find::<promotion::Entity>().filter(promotion::Column::ArchivedAt.is_null());
        let rows = unarchived.all(&tx).await?;
        let mut names = names(tx.find::<text::Entity>().all(&tx).await?);
        tx.finish().await?;
        // One that this version cannot read gives nothing to nobody.
        let known: Known =
            rows.iter().filter_map(|row| promotion_of(row, names.remove(&row.id).unwrap_or_default())).collect();
        let mut promotions = self.memory.promotions.write().unwrap_or_else(PoisonError::into_inner);
        promotions.insert(ctx.tenant(), (Instant::now(), Arc::clone(&known)));
        Ok(known)
    }

    /// How a company stands, as far as promotions ask; not older than a second.
    pub(super) async fn standing(&self, ctx: &Ctx, company: CompanyId) -> StoreResult<Arc<Standing>> {
        let key = (ctx.tenant(), company);
        let remembered = {
            let standings = self.memory.standings.read().unwrap_or_else(PoisonError::into_inner);
            standings.get(&key).cloned()
        };
        if let Some((_, standing)) = remembered.filter(|(at, _)| at.elapsed() < REMEMBERED) {
            return Ok(standing);
        }
        let tx = self.boot.store.read_for_memory(ctx).await?;
        let standing = Arc::new(standing::read(&tx, company).await?);
        tx.finish().await?;
        let mut standings = self.memory.standings.write().unwrap_or_else(PoisonError::into_inner);
        if standings.len() >= MOST_STANDINGS {
            standings.retain(|_, (at, _)| at.elapsed() < REMEMBERED);
        }
        standings.insert(key, (Instant::now(), Arc::clone(&standing)));
        Ok(standing)
    }
}

/// Names by promotion and language.
pub(super) fn names(rows: Vec<text::Model>) -> HashMap<PromotionId, super::promotions::Names> {
    let mut names: HashMap<_, super::promotions::Names> = HashMap::new();
    for row in rows {
        names.entry(row.promotion_id).or_default().insert(row.locale, row.name);
    }
    names
}
