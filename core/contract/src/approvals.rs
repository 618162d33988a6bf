//! Approvals of orders: whoever decides says what an order needs, and the order engine lets it go on or end.
//! Both sides work in the commit of the order, so that a budget is taken exactly when the order is there.

use async_trait::async_trait;
use kontor_kernel::{Amount, BusinessDate, CompanyId, Currency, MembershipId, OrderId, ProductId, UserId};
use kontor_store::{Ctx, WriteTx};
use schemars::JsonSchema;
use serde::Serialize;

use crate::fault::Outcome;

/// What an order is when somebody wants to place it, as far as approvals go by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderToApprove {
    /// The order; for a cart that is only looked at, an id that nothing is kept by.
    pub order: OrderId,
    /// Its number, as people know it; empty while there is none.
    pub number: String,
    /// Who buys.
    pub company: CompanyId,
    /// The person who places it; nothing where Kontor itself does.
    pub placed_by: Option<UserId>,
    /// The membership in which they do.
    pub placed_by_membership: Option<MembershipId>,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The sum without tax; tiers, ceilings and budgets go by it.
    pub net: Amount,
    /// The sum with tax.
    pub gross: Amount,
    /// The code of the cost centre it is ordered on.
    pub cost_centre: Option<String>,
    /// Its date in the legal entity's zone; says which period of a budget it falls into.
    pub date: BusinessDate,
    /// Its lines.
    pub lines: Vec<LineToApprove>,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineToApprove {
    /// The product.
    pub product: ProductId,
    /// The product's code.
    pub sku: String,
    /// The codes of its categories, with those above them.
    pub categories: Vec<String>,
    /// What the line costs without tax.
    pub net: Amount,
}

/// What approvals say of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It goes on at once.
    Free,
    /// It waits until somebody has approved it.
    Awaiting {
        /// How many steps are to be gone.
        steps: u32,
        /// A sentence in the language of the context: who is asked, and why.
        text: String,
    },
    /// It cannot be placed. The caller drops its unit of work.
    Blocked {
        /// A sentence in the language of the context: why, and what to do.
        text: String,
        /// A code that stays, `approvals.budget_exhausted`.
        code: &'static str,
    },
}

/// Decides which orders need somebody's approval. Without such a port, or where the tenant has not switched it on, all are
/// free.
#[async_trait]
pub trait Approvals: Send + Sync {
    /// What would be said, for a cart that is looked at: writes nothing.
    async fn preview(&self, ctx: &Ctx, order: &OrderToApprove) -> Outcome<Verdict>;
    /// Decides in the order's commit, takes from budgets, and opens a request where somebody must approve.
    async fn open(&self, tx: &WriteTx, order: &OrderToApprove) -> Outcome<Verdict>;
    /// An order ended or was changed: its request is closed and budgets get back what was taken. Doing it again does nothing.
    async fn close(&self, tx: &WriteTx, order: OrderId) -> Outcome<()>;
}

/// Offered by the order engine to whoever decides.
#[async_trait]
pub trait OrderGate: Send + Sync {
    /// An order that was waiting goes on. A conflict where it waits no more.
    async fn release(&self, tx: &WriteTx, order: OrderId, by: &str) -> Outcome<()>;
    /// It ends: stock is given back. A conflict where it waits no more. What approvals hold of it they have closed themselves.
    async fn refuse(&self, tx: &WriteTx, order: OrderId, by: &str, reason: &str) -> Outcome<()>;
}

/// A cost centre that may be ordered on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CostCentreName {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Knows the cost centres of companies.
#[async_trait]
pub trait CostCentres: Send + Sync {
    /// Those that whoever acts may order on, by code; none where their company and those above have set none.
    async fn mine(&self, ctx: &Ctx) -> Outcome<Vec<CostCentreName>>;
}

/// Knows where an order above the ceiling of a role waits for somebody instead of being refused at once.
#[async_trait]
pub trait AboveCeiling: Send + Sync {
    /// Whether the company of whoever acts has a rule for such orders. [`Approvals::open`] still blocks those that no step
    /// of it is for.
    async fn is_asked_for(&self, ctx: &Ctx) -> Outcome<bool>;
}
