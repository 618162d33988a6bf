//! How a company stands: which companies are above it, which groups it is in, and whether it has ordered before.
//! Read from what others publish, and only where a promotion asks for it.

use kontor_kernel::{CompanyId, CustomerGroupId, OrderId};
use kontor_store::{StoreResult, Tx, View};
use sea_orm::{
    FromQueryResult,
    sea_query::{Alias, Expr, ExprTrait},
};

use crate::model::promotion::Standing;

/// Companies that stand above one another at the most.
const DEEPEST: usize = 20;

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

/// A line of an order that was not cancelled.
#[derive(Debug, FromQueryResult)]
struct Ordered {
    #[expect(dead_code, reason = "that there is one is all that counts")]
    order_id: OrderId,
}

impl View for Ordered {
    const NAME: &'static str = "v_orders_lines";
    const COLUMNS: &'static [&'static str] = &["order_id"];
}

/// How a company stands.
pub(super) async fn read(tx: &impl Tx, company: CompanyId) -> StoreResult<Standing> {
    let of = |company: CompanyId| Expr::col(Alias::new("company_id")).eq(company);
    let mut companies = vec![company];
    while companies.len() < DEEPEST {
        let last = companies[companies.len() - 1];
        let above = tx.find_view::<Below>().filter(of(last)).limit(1).all(tx).await?;
        match above.first() {
            Some(above) => companies.push(above.parent_id),
            None => break,
        }
    }
    let mut groups = Vec::new();
    for company in &companies {
        // A company without groups of its own is in those of the nearest one above it.
        groups = tx.find_view::<InGroup>().filter(of(*company)).all(tx).await?;
        if !groups.is_empty() {
            break;
        }
    }
    let groups = groups.into_iter().map(|row| row.group_id).collect();
    let has_ordered = !tx.find_view::<Ordered>().filter(of(company)).limit(1).all(tx).await?.is_empty();
    Ok(Standing { companies, groups, has_ordered })
}
