//! Does what the tenant's administrator would do in the admin, through the same routes, without a socket in between.
//! A refusal ends the demo with the route's own sentence.

use std::collections::HashMap;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
};
use kontor_kernel::{FileId, ProductId};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{
    App,
    commands::Failure,
    demo::{
        AttributePlan, FreightMinimumPlan, Measure, PASSWORD, PriceListPlan, ProductPlan, Severity, TenantPlan, Text,
    },
};

/// A signed-in administrator.
pub(super) struct Administrator {
    router: Router,
    host: String,
    cookie: String,
    csrf: String,
}

const MOST_BYTES: usize = 1 << 20;

impl Administrator {
    /// Signs in.
    pub(super) async fn sign_in(app: &App, host: &str, email: &str) -> Result<Self, Failure> {
        let mut this = Self { router: app.router(), host: host.to_owned(), cookie: String::new(), csrf: String::new() };
        let credentials = json!({ "email": email, "password": PASSWORD });
        let (_, session) = this.send(Method::POST, "/api/v1/session", &credentials).await?;
        session["csrf_token"].as_str().unwrap_or_default().clone_into(&mut this.csrf);
        Ok(this)
    }

    async fn send(&mut self, method: Method, path: &str, body: &Value) -> Result<(StatusCode, Value), Failure> {
        let failed = |cause: String| Failure::Failed(format!("{path}: {cause}"));
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::CONTENT_TYPE, "application/json");
        if !self.cookie.is_empty() {
            request = request.header(header::COOKIE, &self.cookie).header("x-csrf-token", &self.csrf);
        }
        let request = request.body(Body::from(body.to_string())).map_err(|cause| failed(cause.to_string()))?;
        let response = self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let status = response.status();
        if let Some(cookie) = response.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok()) {
            cookie.split(';').next().unwrap_or_default().clone_into(&mut self.cookie);
        }
        let bytes = to_bytes(response.into_body(), MOST_BYTES).await.map_err(|cause| failed(cause.to_string()))?;
        let answer: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        // What an interrupted start has made already is as good as made now.
        let exists = answer["code"]
            .as_str()
            .is_some_and(|code| code.contains("taken") || code.contains("exists") || code.contains("duplicate"));
        if status.is_success() || exists { Ok((status, answer)) } else { Err(failed(answer.to_string())) }
    }

    /// Makes categories with their names in the tenant's language and in English.
    pub(super) async fn make_categories(&mut self, plan: &TenantPlan) -> Result<(), Failure> {
        for category in &plan.categories {
            let names = json!({ (plan.shop.languages[0]): category.name.native, "en": category.name.english });
            let body = json!({ "code": category.code, "name": category.name.native, "names": names });
            self.send(Method::POST, "/api/v1/admin/categories", &body).await?;
        }
        Ok(())
    }

    /// Says what attributes of products are called.
    pub(super) async fn name_attributes(&mut self, plan: &TenantPlan) -> Result<(), Failure> {
        for attribute in &plan.facts {
            let labels = json!({ (plan.shop.languages[0]): attribute.label.native, "en": attribute.label.english });
            let body = json!({
                "thing": attribute.thing, "code": attribute.code, "kind": attribute.kind, "labels": labels, "is_public": true,
            });
            self.send(Method::POST, "/api/v1/admin/attributes", &body).await?;
        }
        Ok(())
    }

    /// Shows a product by a picture, and offers its data sheet where it has one.
    pub(super) async fn show(
        &mut self,
        plan: &TenantPlan,
        product: &ProductPlan,
        id: ProductId,
        (picture, sheet): (FileId, Option<FileId>),
    ) -> Result<(), Failure> {
        let texts = json!({ (plan.shop.languages[0]): product.name.native, "en": product.name.english });
        let mut media = vec![json!({ "file_id": picture, "role": "picture", "texts": texts })];
        media.extend(sheet.map(|sheet| {
            json!({ "file_id": sheet, "role": "document", "document_kind": "data_sheet", "language": "en", "texts": texts })
        }));
        let path = format!("/api/v1/admin/products/{id}/media");
        self.send(Method::PUT, &path, &json!({ "media": media })).await?;
        Ok(())
    }

    /// Makes price lists, with the tenant's default first.
    pub(super) async fn make_price_lists(&mut self, plan: &TenantPlan) -> Result<(), Failure> {
        for PriceListPlan { code, name, .. } in &plan.price_lists {
            let body = json!({ "code": code, "name": name.native, "currency": plan.shop.currency, "tax_mode": "net" });
            self.send(Method::POST, "/api/v1/admin/price-lists", &body).await?;
        }
        Ok(())
    }

    /// Opens warehouses, the main one first.
    pub(super) async fn open_warehouses(&mut self, plan: &TenantPlan) -> Result<(), Failure> {
        for warehouse in &plan.warehouses {
            let body = json!({ "code": warehouse.code, "name": warehouse.name });
            self.send(Method::POST, "/api/v1/admin/warehouses", &body).await?;
        }
        Ok(())
    }

    /// Defines what is asked of whoever wants to buy, and opens the form.
    pub(super) async fn ask_newcomers(&mut self, plan: &TenantPlan) -> Result<(), Failure> {
        let named = |text: &Text| json!({ (plan.shop.languages[0]): text.native, "en": text.english });
        let entries =
            plan.newcomers.entries.iter().map(|entry| json!({ "code": entry.code, "name": named(&entry.name) }));
        let entries: Vec<Value> = entries.collect();
        let attributes = &plan.newcomers.attributes;
        let branch =
            attributes.iter().find(|attribute| attribute.kind == "choice").map(|attribute| named(&attribute.label));
        let dictionary = json!({ "code": "branches", "name": branch, "entries": entries });
        self.send(Method::POST, "/api/v1/admin/dictionaries", &dictionary).await?;
        for attribute in attributes {
            let dictionary = (attribute.kind == "choice").then_some("branches");
            let body = json!({
                "thing": attribute.thing, "code": attribute.code, "kind": attribute.kind, "labels": named(&attribute.label),
                "is_public": true, "dictionary": dictionary,
            });
            self.send(Method::POST, "/api/v1/admin/attributes", &body).await?;
        }
        let field = |attribute: &AttributePlan| json!({ "thing": attribute.thing, "code": attribute.code, "is_required": attribute.is_required });
        let form = json!({
            "is_open": true, "kinds": ["company", "consumer"], "fields": attributes.iter().map(field).collect::<Vec<_>>(),
            "requestable_permissions": ["identity.own_people.manage", "identity.own_company.manage"],
            "approval": "by_staff", "default_role": "buyer",
        });
        self.send(Method::PUT, "/api/v1/admin/registration-form", &form).await?;
        Ok(())
    }

    /// Writes down what companies have answered.
    pub(super) async fn describe_companies(&mut self, plan: &TenantPlan) -> Result<(), Failure> {
        let ids = self.companies(|_| true).await?;
        for (company, branch, employees) in &plan.newcomers.answers {
            let Some(id) = ids.get(company) else { continue };
            let body = json!({ "attributes": { "branch": branch, "employees": employees.to_string() } });
            self.send(Method::PATCH, &format!("/api/v1/admin/companies/{id}"), &body).await?;
        }
        Ok(())
    }

    /// Ids of companies by code, of those that are wanted.
    async fn companies(&mut self, wanted: impl Fn(&Value) -> bool) -> Result<HashMap<String, String>, Failure> {
        let (_, list) = self.send(Method::GET, "/api/v1/admin/companies?limit=200", &Value::Null).await?;
        let rows = list["items"].as_array().into_iter().flatten().filter(|row| wanted(row));
        Ok(rows.filter_map(|row| Some((row["code"].as_str()?.to_owned(), row["id"].as_str()?.to_owned()))).collect())
    }

    /// Draws territories, and places companies in them.
    pub(super) async fn draw_territories(&mut self, plan: &TenantPlan) -> Result<(), Failure> {
        let path = "/api/v1/admin/territories";
        for territory in &plan.territories {
            let parent = match territory.parent {
                Some(code) => Some(self.territory(code).await?),
                None => None,
            };
            let body = json!({ "code": territory.code, "name": territory.name, "parent_id": parent });
            self.send(Method::POST, path, &body).await?;
        }
        self.place_companies(plan).await
    }

    /// Places companies in their territories; those that are placed already stay where they are.
    async fn place_companies(&mut self, plan: &TenantPlan) -> Result<(), Failure> {
        let ids = self.companies(|row| row["territory"].is_null()).await?;
        for territory in plan.territories.iter().filter(|territory| !territory.companies.is_empty()) {
            let id = self.territory(territory.code).await?;
            let path = format!("/api/v1/admin/territories/{id}/placements");
            for company in territory.companies.iter().filter_map(|code| ids.get(code)) {
                self.send(Method::POST, &path, &json!({ "company_id": company })).await?;
            }
        }
        Ok(())
    }

    /// The id of the territory with a code.
    async fn territory(&mut self, code: &str) -> Result<String, Failure> {
        let (_, list) = self.send(Method::GET, "/api/v1/admin/territories", &Value::Null).await?;
        let found = list["items"].as_array().into_iter().flatten().find(|row| row["code"] == code);
        let id = found.and_then(|row| row["id"].as_str()).map(str::to_owned);
        id.ok_or_else(|| Failure::Failed(format!("There is no territory with the code {code}.")))
    }

    /// Switches the freight module on and makes its minimums.
    pub(super) async fn set_freight_rules(&mut self, plan: &TenantPlan) -> Result<(), Failure> {
        self.send(Method::PUT, "/api/v1/admin/modules/freight", &json!({ "enabled": true })).await?;
        for minimum in &plan.freight_minimums {
            self.send(Method::POST, "/api/v1/admin/freight/minimums", &freight_rule(plan, minimum)).await?;
        }
        Ok(())
    }
}

fn freight_rule(plan: &TenantPlan, minimum: &FreightMinimumPlan) -> Value {
    let (measure, threshold) = match minimum.measure {
        Measure::NetValue(minor) => ("net_value", kontor_kernel::format_scaled(minor, 2, 2)),
        Measure::WeightKg(kilograms) => ("weight_kg", kilograms.to_string()),
        Measure::Quantity(units) => ("quantity", units.to_string()),
    };
    json!({
        "company_code": minimum.company,
        "sku": minimum.sku,
        "measure": measure,
        "threshold": threshold,
        "currency": if measure == "net_value" { Some(plan.shop.currency) } else { None },
        "severity": if minimum.severity == Severity::Block { "block" } else { "warn" },
    })
}
