//! The register of uses for staff.
//! There is no route that changes it: orders write it, and cancelling them does.

use std::sync::Arc;

use axum::extract::State;
use kontor_kernel::{CompanyId, OrderId, Page};
use kontor_web::{Access, Caller, Json, Paging, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    ids::{CodeId, PromotionId},
    manifest::CODES_READ,
    service::{Promoting, UseFilter, UseView},
};

/// Which uses are looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Only those of this promotion.
    #[schemars(with = "Option<String>")]
    promotion_id: Option<PromotionId>,
    /// Only those by this code.
    #[schemars(with = "Option<String>")]
    code_id: Option<CodeId>,
    /// Only those of this company.
    company_id: Option<CompanyId>,
    /// Only those of this order.
    order_id: Option<OrderId>,
    /// A code; case, blanks and dashes make no difference.
    q: Option<String>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Promoting>) {
    routes
        .get("/api/v1/admin/promotion-uses", Access::Staff(CODES_READ))
        .summary("List uses of promotions and codes, the newest first")
        .query::<Filter>()
        .paged()
        .returns::<Page<UseView>>(200)
        .handle(Arc::clone(service), list_uses);
}

async fn list_uses(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<UseView>>, Problem> {
    let filter = UseFilter {
        promotion: filter.promotion_id,
        code: filter.code_id,
        company: filter.company_id,
        order: filter.order_id,
        q: filter.q,
    };
    Ok(Json(service.list_uses(&ctx, &filter, &page).await?))
}
