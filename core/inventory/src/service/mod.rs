//! The inventory's use cases: taking and giving back, counting, and telling what is to be had.
//! Stock is taken by conditional update, so that the last units are sold once whatever runs beside it.

mod import;
pub(crate) mod keeping;
pub(crate) mod list;
mod taking;

use std::{collections::HashMap, sync::Arc};

use kontor_contract::inventory::Availability;
use kontor_kernel::{ProductId, Quantity};
use kontor_module::Boot;
use kontor_store::Ctx;

use crate::{
    error::InventoryResult,
    manifest::{LOW_THRESHOLD, MANIFEST},
    memory::Memory,
    model::availability::USUAL_LOW,
};

/// The inventory.
pub(crate) struct Warehousing {
    boot: Boot,
    memory: Arc<Memory>,
}

impl Warehousing {
    /// For a deployment, with an empty memory.
    pub fn new(boot: Boot) -> Self {
        Self { memory: Arc::new(Memory::new(boot.store.clone())), boot }
    }

    /// How much is to be had of products; at most a second old.
    pub async fn to_be_had(
        &self,
        ctx: &Ctx,
        products: &[ProductId],
    ) -> InventoryResult<HashMap<ProductId, Availability>> {
        let state = self.boot.modules.state(ctx, MANIFEST.id).await?;
        let low = state
            .settings
            .get(LOW_THRESHOLD)
            .and_then(|value| value.as_str())
            .and_then(|text| text.parse::<Quantity>().ok());
        Ok(self.memory.availability(ctx, products, low.unwrap_or(USUAL_LOW)).await?)
    }
}
