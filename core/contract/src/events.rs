//! The facts that engines publish: past tense, ids and raw values, one version per shape.
//! A field may be added with a new version only; consumers read the version they know.

use kontor_kernel::{BusinessDate, CompanyId, Currency, OrderId};
use kontor_store::events::Event;
use serde::{Deserialize, Serialize};

/// An order was placed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrderPlaced {
    /// The order.
    pub order_id: OrderId,
    /// Its number.
    pub number: String,
    /// Who bought.
    pub company_id: CompanyId,
    /// Currency of the amounts.
    pub currency: Currency,
    /// Net total in minor units.
    pub net_minor: i64,
    /// Gross total in minor units.
    pub gross_minor: i64,
    /// Its date in the legal entity's zone.
    pub order_date: BusinessDate,
}

impl Event for OrderPlaced {
    const TYPE: &'static str = "orders.order_placed";
    const VERSION: u16 = 1;
    fn aggregate(&self) -> String {
        self.order_id.to_string()
    }
}

/// Staff confirmed an order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrderConfirmed {
    /// The order.
    pub order_id: OrderId,
    /// Its number.
    pub number: String,
    /// Who bought.
    pub company_id: CompanyId,
}

impl Event for OrderConfirmed {
    const TYPE: &'static str = "orders.order_confirmed";
    const VERSION: u16 = 1;
    fn aggregate(&self) -> String {
        self.order_id.to_string()
    }
}

/// An order was cancelled and its stock given back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrderCancelled {
    /// The order.
    pub order_id: OrderId,
    /// Its number.
    pub number: String,
    /// Who bought.
    pub company_id: CompanyId,
    /// Why.
    pub reason: String,
}

impl Event for OrderCancelled {
    const TYPE: &'static str = "orders.order_cancelled";
    const VERSION: u16 = 1;
    fn aggregate(&self) -> String {
        self.order_id.to_string()
    }
}

/// A run of an import is done: every row that could be taken has been written. Runs that were refused, failed or
/// were cancelled publish nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportFinished {
    /// The run.
    pub import_id: kontor_kernel::ImportId,
    /// What it brought: products, prices, customers or stock.
    pub kind: String,
    /// Rows written, those that changed nothing among them.
    pub rows_applied: i64,
    /// Rows left out because something was wrong with them.
    pub rows_bad: i64,
}

impl Event for ImportFinished {
    const TYPE: &'static str = "import.run_finished";
    const VERSION: u16 = 1;
    fn aggregate(&self) -> String {
        self.import_id.to_string()
    }
}

/// A tenant's audit trail was sealed up to here. Whoever keeps this outside of the database can tell later whether
/// its end was cut off.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AuditSealed {
    /// The position of the last sealed entry, which is also their number.
    pub position: i64,
    /// Its hash, over all entries before it.
    pub hash: String,
    /// Entries that were sealed this time.
    pub entries: i64,
}

impl Event for AuditSealed {
    const TYPE: &'static str = "audit.trail_sealed";
    const VERSION: u16 = 1;
    fn aggregate(&self) -> String {
        "trail".to_owned()
    }
}
