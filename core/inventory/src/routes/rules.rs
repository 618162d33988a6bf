//! What holds for single products, for staff.
//! Products that are not named stay as they are.

use std::sync::Arc;

use axum::extract::State;
use kontor_kernel::{Page, Quantity};
use kontor_web::{Access, Caller, Json, Paging, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::too_many;
use crate::{
    manifest::{STOCK_READ, STOCK_WRITE},
    service::{
        Warehousing,
        rules::{NewRule, RuleView},
    },
};

/// Rules that one request may set.
const MOST_RULES: usize = 2_000;

/// Which rules are looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Only that of the product with this code.
    sku: Option<String>,
}

/// Rules to be set.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewRules {
    /// At most 2,000.
    rules: Vec<RuleBody>,
}

/// What is to hold for a product. Where neither is said, the settings hold again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RuleBody {
    /// The product's code.
    sku: String,
    /// Few are left from this quantity down.
    low_from: Option<Quantity>,
    /// Whether more may be ordered than there is.
    backorder: Option<bool>,
}

/// Rules as they stand now.
#[derive(Debug, Serialize, JsonSchema)]
struct Rules {
    /// Those of the products that were named; products for which the settings hold again are left out.
    items: Vec<RuleView>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Warehousing>) {
    routes
        .get("/api/v1/admin/stock/rules", Access::Staff(STOCK_READ))
        .summary("List products for which something else holds than the settings say")
        .query::<Filter>()
        .paged()
        .returns::<Page<RuleView>>(200)
        .handle(Arc::clone(service), list_rules);
    routes
        .put("/api/v1/admin/stock/rules", Access::Staff(STOCK_WRITE))
        .summary("Set what holds for products; others stay as they are")
        .body::<NewRules>()
        .returns::<Rules>(200)
        .handle(Arc::clone(service), set_rules);
}

async fn list_rules(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<RuleView>>, Problem> {
    Ok(Json(inventory.list_rules(&ctx, filter.sku.as_deref(), &page).await?))
}

async fn set_rules(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Json(new): Json<NewRules>,
) -> Result<Json<Rules>, Problem> {
    if new.rules.len() > MOST_RULES {
        return Err(too_many("/rules", "inventory.too_many_rules", MOST_RULES));
    }
    let rule = |one: RuleBody| NewRule { sku: one.sku, low_from: one.low_from, backorder: one.backorder };
    let rules: Vec<NewRule> = new.rules.into_iter().map(rule).collect();
    Ok(Json(Rules { items: inventory.set_rules(&ctx, &rules).await? }))
}
