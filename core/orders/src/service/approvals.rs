//! Asking whether somebody of the buyer's company must approve an order, and letting it go on once they have.
//! Only what buyers place themselves is asked about: what staff enter, the customer has agreed to elsewhere.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    approvals::{Approvals, LineToApprove, OrderGate, OrderToApprove, Verdict},
    orders::{CartMessage, OrderState},
};
use kontor_hooks::Severity;
use kontor_kernel::{OrderId, ProductId};
use kontor_store::{Ctx, Tx, WriteTx};

use super::{
    Service,
    compute::{ComputedLine, Draft, Intent},
};
use crate::{entities::orders, error::OrderError, model::machine::Action};

impl Service {
    /// What a cart would need before it counts, as the buyer is told.
    pub(super) async fn approval_message(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        draft: &Draft,
        cost_centre: Option<String>,
    ) -> Result<Option<CartMessage>, OrderError> {
        let Some(approvals) = self.asked(ctx) else { return Ok(None) };
        if draft.lines.is_empty() {
            return Ok(None);
        }
        let order = self.to_approve(ctx, intent, draft, cost_centre).await?;
        let message = |severity, code: &str, text| CartMessage { severity, code: code.to_owned(), text, line_id: None };
        Ok(match approvals.preview(ctx, &order).await? {
            Verdict::Free => None,
            Verdict::Awaiting { text, .. } => Some(message(Severity::Warning, "orders.needs_approval", text)),
            Verdict::Blocked { text, code } => Some(message(Severity::Error, code, text)),
        })
    }

    /// What approvals are asked about an order that is being placed; nothing where nobody is asked.
    pub(super) async fn approval_question(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        draft: &Draft,
        row: &orders::Model,
    ) -> Result<Option<OrderToApprove>, OrderError> {
        if self.asked(ctx).is_none() {
            return Ok(None);
        }
        let order = self.to_approve(ctx, intent, draft, row.cost_centre.clone()).await?;
        Ok(Some(OrderToApprove { order: row.id, number: row.number.clone(), ..order }))
    }

    /// In which state an order begins, decided in its commit.
    pub(super) async fn first_state(
        &self,
        tx: &WriteTx,
        question: Option<&OrderToApprove>,
    ) -> Result<OrderState, OrderError> {
        let (Some(approvals), Some(question)) = (self.asked(tx.ctx()), question) else { return Ok(OrderState::Placed) };
        match approvals.open(tx, question).await? {
            Verdict::Free => Ok(OrderState::Placed),
            Verdict::Awaiting { .. } => Ok(OrderState::AwaitingApproval),
            Verdict::Blocked { text, code } => Err(OrderError::Blocked { code, text }),
        }
    }

    fn asked(&self, ctx: &Ctx) -> Option<std::sync::Arc<dyn Approvals>> {
        let is_buyer = ctx.company().is_some() && ctx.on_behalf_of().is_none();
        self.boot.ports.find::<dyn Approvals>().filter(|_| is_buyer)
    }

    async fn to_approve(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        draft: &Draft,
        cost_centre: Option<String>,
    ) -> Result<OrderToApprove, OrderError> {
        let products: Vec<ProductId> = draft.lines.iter().map(|line| line.priced.product).collect();
        let facts = self.facts(ctx, &products).await?;
        let line = |line: &ComputedLine| LineToApprove {
            product: line.priced.product,
            sku: line.priced.sku.clone(),
            categories: facts.get(&line.priced.product).map(|known| known.categories.clone()).unwrap_or_default(),
            net: line.amounts.net,
        };
        Ok(OrderToApprove {
            order: OrderId::new(),
            number: String::new(),
            company: intent.company.id,
            placed_by: ctx.user(),
            placed_by_membership: ctx.persona().map(|persona| persona.membership),
            currency: draft.currency,
            net: draft.totals.net,
            gross: draft.totals.gross,
            cost_centre,
            date: intent.order_date,
            lines: draft.lines.iter().map(line).collect(),
        })
    }
}

#[async_trait]
impl OrderGate for Service {
    async fn release(&self, tx: &WriteTx, order: OrderId, by: &str) -> Outcome<()> {
        Ok(self.transition(tx, order, Action::Approve, by, None).await?)
    }

    async fn refuse(&self, tx: &WriteTx, order: OrderId, by: &str, reason: &str) -> Outcome<()> {
        Ok(self.transition(tx, order, Action::Cancel, by, Some(reason.to_owned())).await?)
    }
}
