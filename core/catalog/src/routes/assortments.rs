//! Assortments for staff: what each holds and who sees it.
//! A change replaces the lists it names as a whole and leaves the others alone.

use std::sync::Arc;

use axum::extract::State;
use kontor_kernel::{AssortmentId, ChannelId, CompanyId};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    manifest::{ASSORTMENTS_WRITE, PRODUCTS_READ},
    service::{
        Catalogue,
        assortments::{AssortmentChange, AssortmentDetail, AssortmentRow, Viewers},
        visibility::{Look, VisibilityExplanation},
    },
};

/// All assortments of the tenant.
#[derive(Debug, Serialize, JsonSchema)]
struct AssortmentList {
    /// By code.
    items: Vec<AssortmentRow>,
}

/// A new assortment.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewAssortment {
    /// Its code, unique whatever its case.
    code: String,
    /// Its name.
    name: String,
    /// Codes of categories that it holds with all below them.
    #[serde(default)]
    categories: Vec<String>,
    /// Codes of products that it holds.
    #[serde(default)]
    skus: Vec<String>,
    /// Codes of categories that it leaves out with all below them.
    #[serde(default)]
    without_categories: Vec<String>,
    /// Codes of products that it leaves out.
    #[serde(default)]
    without_skus: Vec<String>,
    /// Who sees it. Nothing is hidden from those whom no assortment is given.
    #[serde(default)]
    viewers: Viewers,
}

/// What to change of an assortment; what is left out stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Changes {
    code: Option<String>,
    name: Option<String>,
    /// An archived assortment is given to nobody.
    archived: Option<bool>,
    categories: Option<Vec<String>>,
    skus: Option<Vec<String>>,
    without_categories: Option<Vec<String>>,
    without_skus: Option<Vec<String>>,
    viewers: Option<Viewers>,
    /// The version the change was made from; any where none is named.
    version: Option<i64>,
}

/// Who looks at which product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The product's code.
    sku: String,
    /// Which company looks; a guest where none is named.
    company_id: Option<CompanyId>,
    /// By which channel; by this one where none is named.
    channel_id: Option<ChannelId>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/assortments", Access::Staff(PRODUCTS_READ))
        .summary("List assortments by code")
        .returns::<AssortmentList>(200)
        .handle(Arc::clone(service), list);
    routes
        .post("/api/v1/admin/assortments", Access::Staff(ASSORTMENTS_WRITE))
        .whole_tenant()
        .summary("Make an assortment")
        .body::<NewAssortment>()
        .returns::<AssortmentDetail>(201)
        .creates()
        .handle(Arc::clone(service), create);
    routes
        .get("/api/v1/admin/assortments/{id}", Access::Staff(PRODUCTS_READ))
        .summary("See what an assortment holds and who sees it")
        .returns::<AssortmentDetail>(200)
        .handle(Arc::clone(service), read);
    routes
        .patch("/api/v1/admin/assortments/{id}", Access::Staff(ASSORTMENTS_WRITE))
        .whole_tenant()
        .summary("Change what an assortment holds or who sees it")
        .body::<Changes>()
        .returns::<AssortmentDetail>(200)
        .handle(Arc::clone(service), change);
    routes
        .get("/api/v1/admin/visibility-explanations", Access::Staff(PRODUCTS_READ))
        .summary("Explain why a company or a guest sees a product, or does not")
        .query::<Asked>()
        .returns::<VisibilityExplanation>(200)
        .handle(Arc::clone(service), explain_visibility);
}

async fn explain_visibility(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<VisibilityExplanation>, Problem> {
    let channel = asked.channel_id.or_else(|| ctx.channel().map(|channel| channel.id));
    let look = Look { sku: asked.sku, company: asked.company_id, channel };
    Ok(Json(catalogue.explain_visibility(&ctx, &look).await?))
}

async fn list(State(catalogue): State<Arc<Catalogue>>, Caller(ctx): Caller) -> Result<Json<AssortmentList>, Problem> {
    Ok(Json(AssortmentList { items: catalogue.list_assortments(&ctx).await? }))
}

async fn create(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Json(new): Json<NewAssortment>,
) -> Result<Created<AssortmentDetail>, Problem> {
    let change = AssortmentChange {
        code: Some(new.code),
        name: Some(new.name),
        archived: None,
        categories: Some(new.categories),
        skus: Some(new.skus),
        without_categories: Some(new.without_categories),
        without_skus: Some(new.without_skus),
        viewers: Some(new.viewers),
        version: None,
    };
    Ok(Created(catalogue.create_assortment(&ctx, change).await?))
}

async fn read(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<AssortmentId>,
) -> Result<Json<AssortmentDetail>, Problem> {
    Ok(Json(catalogue.read_assortment(&ctx, id).await?))
}

async fn change(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<AssortmentId>,
    Json(changes): Json<Changes>,
) -> Result<Json<AssortmentDetail>, Problem> {
    let change = AssortmentChange {
        code: changes.code,
        name: changes.name,
        archived: changes.archived,
        categories: changes.categories,
        skus: changes.skus,
        without_categories: changes.without_categories,
        without_skus: changes.without_skus,
        viewers: changes.viewers,
        version: changes.version,
    };
    Ok(Json(catalogue.change_assortment(&ctx, id, change).await?))
}
