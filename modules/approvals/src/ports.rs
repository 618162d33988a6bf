//! What approvals offer to others, each port on the one service.
//! The contract's traits say what they promise; nothing is decided here.

use std::sync::Arc;

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    approvals::{AboveCeiling, Approvals, CostCentres, OrderToApprove, Verdict},
    privacy::PersonalData,
};
use kontor_kernel::OrderId;
use kontor_module::Registrar;
use kontor_store::{Ctx, WriteTx};

use crate::service::Service;

/// Offers all of them.
pub(crate) fn offer(registrar: &mut Registrar<'_>, service: &Arc<Service>) {
    registrar.offer::<dyn Approvals>(Arc::clone(service) as _);
    registrar.offer::<dyn AboveCeiling>(Arc::clone(service) as _);
    registrar.offer::<dyn CostCentres>(Arc::clone(service) as _);
    registrar.offer_among::<dyn PersonalData>(Arc::clone(service) as _);
}

#[async_trait]
impl Approvals for Service {
    async fn preview(&self, ctx: &Ctx, order: &OrderToApprove) -> Outcome<Verdict> {
        Ok(self.preview_of(ctx, order).await?)
    }

    async fn open(&self, tx: &WriteTx, order: &OrderToApprove) -> Outcome<Verdict> {
        Ok(self.open_for(tx, order).await?)
    }

    async fn close(&self, tx: &WriteTx, order: OrderId) -> Outcome<()> {
        Ok(self.close_of(tx, order).await?)
    }
}

#[async_trait]
impl AboveCeiling for Service {
    async fn is_asked_for(&self, ctx: &Ctx) -> Outcome<bool> {
        Ok(self.asks_above_ceiling(ctx).await?)
    }
}
