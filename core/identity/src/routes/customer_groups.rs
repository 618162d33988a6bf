//! Groups of customers for staff: list, form, rename and archive them, and say which ones a company is in.
//! Codes are unique whatever their case and never change.

use axum::extract::State;
use kontor_kernel::{CompanyId, CustomerGroupId, Page, Timestamp};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes, Sort, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entities::customer_groups,
    error::IdentityError,
    manifest::{COMPANIES_READ, CUSTOMER_GROUPS_WRITE},
    service::{
        Service,
        company_groups::GroupsOfCompany,
        customer_groups::{GroupChange, GroupQuery},
    },
};

const GROUPS: &str = "/api/v1/admin/customer-groups";
const GROUP: &str = "/api/v1/admin/customer-groups/{id}";
const OF_COMPANY: &str = "/api/v1/admin/companies/{id}/groups";

/// Which groups.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Words in the name, or the beginning of the code.
    q: Option<String>,
    /// Only archived ones, or only those that are not.
    archived: Option<bool>,
}

/// A group to be formed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewCustomerGroup {
    /// Unique whatever its case, 1 to 60 characters; it never changes.
    code: String,
    /// 1 to 200 characters.
    name: String,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CustomerGroupPatch {
    name: Option<String>,
    /// An archived group counts nowhere; whoever is in it stays in it and is back with it.
    archived: Option<bool>,
}

/// A group of customers.
#[derive(Debug, Serialize, JsonSchema)]
struct CustomerGroupView {
    id: CustomerGroupId,
    code: String,
    name: String,
    created_at: Timestamp,
    archived: bool,
}

/// The groups a company is to be in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CompanyGroupsBody {
    /// At most 50; with none of them it is in those of the company above.
    group_ids: Vec<CustomerGroupId>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get(GROUPS, Access::Staff(COMPANIES_READ))
        .summary("List customer groups")
        .query::<Filter>()
        .paged()
        .sortable(&["name", "-name", "code", "-code"])
        .returns::<Page<CustomerGroupView>>(200)
        .handle(service.clone(), list_groups);
    routes
        .post(GROUPS, Access::Staff(CUSTOMER_GROUPS_WRITE))
        .whole_tenant()
        .summary("Form a customer group")
        .creates()
        .body::<NewCustomerGroup>()
        .returns::<CustomerGroupView>(201)
        .handle(service.clone(), create_group);
    routes
        .get(GROUP, Access::Staff(COMPANIES_READ))
        .summary("See a customer group")
        .returns::<CustomerGroupView>(200)
        .handle(service.clone(), get_group);
    routes
        .patch(GROUP, Access::Staff(CUSTOMER_GROUPS_WRITE))
        .whole_tenant()
        .summary("Rename, archive or restore a customer group")
        .body::<CustomerGroupPatch>()
        .returns::<CustomerGroupView>(200)
        .handle(service.clone(), change_group);
    declare_of_company(routes, service);
}

fn declare_of_company(routes: &mut Routes, service: &Service) {
    routes
        .get(OF_COMPANY, Access::Staff(COMPANIES_READ))
        .summary("See the groups a company is in")
        .returns::<GroupsOfCompany>(200)
        .handle(service.clone(), get_groups_of_company);
    routes
        .put(OF_COMPANY, Access::Staff(CUSTOMER_GROUPS_WRITE))
        .summary("Say which groups a company is in")
        .body::<CompanyGroupsBody>()
        .returns::<GroupsOfCompany>(200)
        .handle(service.clone(), set_groups_of_company);
}

async fn list_groups(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
    sort: Sort,
) -> Result<Json<Page<CustomerGroupView>>, Problem> {
    let (by_code, descending) = sort.one_of(&[("name", false), ("code", true)])?.unwrap_or((false, false));
    let query = GroupQuery { text: filter.q, archived: filter.archived, by_code, descending };
    Ok(Json(service.list_customer_groups(&ctx, &query, &page).await?.map(view)))
}

async fn create_group(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewCustomerGroup>,
) -> Result<Created<CustomerGroupView>, Problem> {
    let change = GroupChange { code: Some(body.code), name: Some(body.name), archived: None };
    let tx = service.boot.store.write(&ctx).await?;
    let view = view(service.create_customer_group(&tx, &change).await?);
    remember_created(&tx, &view).await?;
    tx.commit().await?;
    Ok(Created(view))
}

async fn get_group(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CustomerGroupId>,
) -> Result<Json<CustomerGroupView>, Problem> {
    Ok(Json(view(service.customer_group(&ctx, id).await?)))
}

async fn change_group(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CustomerGroupId>,
    Json(body): Json<CustomerGroupPatch>,
) -> Result<Json<CustomerGroupView>, Problem> {
    let change = GroupChange { code: None, name: body.name, archived: body.archived };
    let tx = service.boot.store.write(&ctx).await?;
    let row = service.change_customer_group(&tx, id, &change).await?;
    tx.commit().await?;
    Ok(Json(view(row)))
}

async fn get_groups_of_company(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
) -> Result<Json<GroupsOfCompany>, Problem> {
    Ok(Json(service.groups_of_company(&ctx, id).await?))
}

async fn set_groups_of_company(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
    Json(body): Json<CompanyGroupsBody>,
) -> Result<Json<GroupsOfCompany>, Problem> {
    if !ctx.scope().holds_company(id) {
        return Err(IdentityError::NoSuchCompany.into());
    }
    let tx = service.boot.store.write(&ctx).await?;
    service.set_groups_of_company(&tx, id, &body.group_ids).await?;
    tx.commit().await?;
    Ok(Json(service.groups_of_company(&ctx, id).await?))
}

fn view(row: customer_groups::Model) -> CustomerGroupView {
    CustomerGroupView {
        id: row.id,
        code: row.code,
        name: row.name,
        created_at: row.created_at,
        archived: row.archived_at.is_some(),
    }
}
