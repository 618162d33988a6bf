//! Tax classes and the rules of a tenant's taxes for staff: read together, and replaced together.
//! Codes are what products and rates name.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::State;
use kontor_web::{Access, Caller, Json, Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    manifest::{PRODUCTS_READ, TAXES_WRITE},
    model::tax::ClassKind,
    service::{Catalogue, tax_classes::TaxClass},
};

/// Classes of a request may not be more than that.
const MOST_CLASSES: usize = 200;

/// All tax classes of the tenant.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TaxClassesBody {
    /// In any order.
    classes: Vec<TaxClassView>,
}

/// All tax classes of the tenant.
#[derive(Debug, Serialize, JsonSchema)]
struct TaxClasses {
    /// By code.
    classes: Vec<TaxClassView>,
    /// Classes that rates name and that are not described here.
    undescribed: Vec<String>,
}

/// A class of products.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TaxClassView {
    /// What products and rates name, 1 to 40 characters.
    code: String,
    /// By language tag.
    #[serde(default)]
    names: BTreeMap<String, String>,
    /// What it is to the tax office.
    kind: ClassKind,
}

/// By which rules the tenant charges tax.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TaxRules {
    /// Whether private persons elsewhere in the European Union are charged the tax of their country (one-stop shop).
    oss: bool,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/tax-classes", Access::Staff(PRODUCTS_READ))
        .summary("List tax classes")
        .returns::<TaxClasses>(200)
        .handle(Arc::clone(service), list_tax_classes);
    routes
        .put("/api/v1/admin/tax-classes", Access::Staff(TAXES_WRITE))
        .summary("Replace all tax classes")
        .body::<TaxClassesBody>()
        .returns::<TaxClasses>(200)
        .handle(Arc::clone(service), replace_tax_classes);
    routes
        .get("/api/v1/admin/tax-rules", Access::Staff(PRODUCTS_READ))
        .summary("See by which rules tax is charged")
        .returns::<TaxRules>(200)
        .handle(Arc::clone(service), get_tax_rules);
    routes
        .put("/api/v1/admin/tax-rules", Access::Staff(TAXES_WRITE))
        .summary("Say by which rules tax is charged")
        .body::<TaxRules>()
        .returns::<TaxRules>(200)
        .handle(Arc::clone(service), set_tax_rules);
}

async fn list_tax_classes(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
) -> Result<Json<TaxClasses>, Problem> {
    let view = |class: TaxClass| TaxClassView { code: class.code, names: class.names, kind: class.kind };
    Ok(Json(TaxClasses {
        classes: catalogue.tax_classes(&ctx).await?.into_iter().map(view).collect(),
        undescribed: catalogue.undescribed_classes(&ctx).await?,
    }))
}

async fn replace_tax_classes(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Json(new): Json<TaxClassesBody>,
) -> Result<Json<TaxClasses>, Problem> {
    if new.classes.len() > MOST_CLASSES {
        let detail = format!("At most {MOST_CLASSES} classes are taken.");
        return Err(Problem::unprocessable().code("catalog.too_many_classes").detail(detail));
    }
    let class = |view: TaxClassView| TaxClass { code: view.code, names: view.names, kind: view.kind };
    let classes: Vec<TaxClass> = new.classes.into_iter().map(class).collect();
    catalogue.replace_classes(&ctx, &classes).await?;
    list_tax_classes(State(catalogue), Caller(ctx)).await
}

async fn get_tax_rules(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
) -> Result<Json<TaxRules>, Problem> {
    Ok(Json(TaxRules { oss: catalogue.is_oss(&ctx).await? }))
}

async fn set_tax_rules(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Json(rules): Json<TaxRules>,
) -> Result<Json<TaxRules>, Problem> {
    catalogue.set_oss(&ctx, rules.oss).await?;
    get_tax_rules(State(catalogue), Caller(ctx)).await
}
