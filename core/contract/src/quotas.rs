//! What the operator engine offers to whoever makes things: whether the tenant has room for more of them.
//! Asked in the commit that makes them, so that many at a time cannot pass the limit together.

use async_trait::async_trait;
use kontor_store::{Ctx, WriteTx};

use crate::fault::Outcome;

/// What is limited for a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotaKind {
    /// People with a membership.
    People,
    /// Companies that are not archived.
    Companies,
    /// Products that are not archived.
    Products,
    /// Orders placed in one day, by UTC.
    OrdersPerDay,
    /// Rows of one import.
    ImportRows,
}

impl QuotaKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::People, Self::Companies, Self::Products, Self::OrdersPerDay, Self::ImportRows];

    /// Its name, `products`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Companies => "companies",
            Self::Products => "products",
            Self::OrdersPerDay => "orders_per_day",
            Self::ImportRows => "import_rows",
        }
    }
}

/// The limits of tenants.
#[async_trait]
pub trait Quotas: Send + Sync {
    /// Claims room for things that the caller's commit makes: a conflict `tenant.quota_reached` where there is none.
    /// Ask before they are written, since what is written counts. Those who make the same kind of thing for a tenant
    /// that has a limit wait for each other from here to commit. A claim for nothing is never refused.
    async fn check(&self, tx: &WriteTx, kind: QuotaKind, adding: u64) -> Outcome<()>;

    /// The limit itself, where there is one; for what is limited within one piece of work, such as the rows of an import.
    async fn limit(&self, ctx: &Ctx, kind: QuotaKind) -> Outcome<Option<u64>>;
}

/// Counts things of a kind; offered by whoever owns them, for every kind that is not counted by the day.
#[async_trait]
pub trait Counted: Send + Sync {
    /// What it counts.
    fn kind(&self) -> QuotaKind;

    /// How many there are, within the caller's commit.
    async fn count(&self, tx: &WriteTx) -> Outcome<u64>;
}
