//! Companies for staff: list, make, see, change, move, and give to an account manager.
//! Codes are unique whatever their case and never change.

use axum::extract::State;
use kontor_contract::{
    attributes::Attributes,
    companies::{AccountManagerView, CompanyKind, CompanyTree, CompanyWarning},
    identity::{Address, CompanyName},
};
use kontor_kernel::{BusinessDate, CompanyId, MembershipId, Page, TerritoryId, Timestamp};
use kontor_store::Ctx;
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes, Sort, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::given;
use crate::{
    entities::companies,
    error::IdentityError,
    manifest::{COMPANIES_READ, COMPANIES_WRITE, VAT_IDS_CONFIRM},
    service::{
        Service,
        companies::{CompanyChange, CompanyQuery, VatIdConfirmation},
        company_views::{PriceListOfCompany, Surroundings, TerritoryOfCompany},
    },
};

/// Which companies.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Words in the name, or the beginning of the code.
    q: Option<String>,
    /// Those directly below this one.
    parent_id: Option<CompanyId>,
    /// Those in this territory or below it today, by inheritance too.
    territory_id: Option<TerritoryId>,
    /// Those that this member of the staff looks after, by inheritance too.
    account_manager_id: Option<MembershipId>,
    kind: Option<CompanyKind>,
    /// Only archived ones, or only those that are not.
    archived: Option<bool>,
}

/// A company to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewCompany {
    /// Unique whatever its case, 1 to 60 characters.
    code: String,
    /// 1 to 200 characters.
    name: String,
    /// A firm where nothing is said. Private persons stand alone; below a site stand sites only.
    kind: Option<CompanyKind>,
    vat_id: Option<String>,
    /// Two letters of ISO 3166-1; the address's country where nothing is said.
    country: Option<String>,
    email: Option<String>,
    address: Option<Address>,
    /// The company it stands below.
    parent_id: Option<CompanyId>,
    /// The member of the staff who looks after it; whoever looks after the company above where nothing is said.
    account_manager_id: Option<MembershipId>,
    /// Its price list by code, before the default one; that of the company above where nothing is said.
    price_list_code: Option<String>,
    /// Custom attributes.
    attributes: Option<Attributes>,
    /// Its id in another system.
    external_id: Option<String>,
}

/// What changes; what is left out stays, and `null` clears.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CompanyPatch {
    name: Option<String>,
    kind: Option<CompanyKind>,
    #[serde(default, deserialize_with = "given")]
    vat_id: Option<Option<String>>,
    country: Option<String>,
    #[serde(default, deserialize_with = "given")]
    email: Option<Option<String>>,
    address: Option<Address>,
    /// Moves it with all that stands below it; `null` puts it at the top.
    #[serde(default, deserialize_with = "given")]
    parent_id: Option<Option<CompanyId>>,
    #[serde(default, deserialize_with = "given")]
    account_manager_id: Option<Option<MembershipId>>,
    #[serde(default, deserialize_with = "given")]
    price_list_code: Option<Option<String>>,
    /// Custom attributes; `null` removes one.
    attributes: Option<Attributes>,
    #[serde(default, deserialize_with = "given")]
    external_id: Option<Option<String>>,
    /// An archived company signs in no more and buys no more.
    archived: Option<bool>,
    /// Archives what stands below it, too; without it a company above others is not archived.
    with_below: Option<bool>,
}

/// A company.
#[derive(Debug, Serialize, JsonSchema)]
struct CompanyView {
    id: CompanyId,
    code: String,
    name: String,
    kind: CompanyKind,
    vat_id: Option<String>,
    /// When and by whom exactly this VAT id was found to be valid.
    vat_id_check: Option<VatIdCheck>,
    country: String,
    email: Option<String>,
    address: Address,
    parent_id: Option<CompanyId>,
    /// The companies above it, the topmost first.
    path: Vec<CompanyName>,
    account_manager: Option<AccountManagerView>,
    /// Its own price list.
    price_list_code: Option<String>,
    /// The list that its prices come from first, its own or one from above.
    price_list: Option<PriceListOfCompany>,
    /// Where it is placed today.
    territory: Option<TerritoryOfCompany>,
    /// Custom attributes.
    attributes: Attributes,
    external_id: Option<String>,
    /// What is worth a look.
    warnings: Vec<CompanyWarning>,
    /// How many people it has; told of a single company only.
    people: Option<u64>,
    created_at: Timestamp,
    updated_at: Timestamp,
    archived: bool,
}

/// When a VAT id was found to be valid.
#[derive(Debug, Serialize, JsonSchema)]
struct VatIdCheck {
    /// The day.
    on: BusinessDate,
    /// Who found it.
    by: String,
}

/// What staff have found out about a company's VAT id.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct VatIdFinding {
    /// The id that was looked up; 409 where the company has another one by now.
    vat_id: String,
    /// Whether it is valid; `false` takes a confirmation back.
    valid: bool,
}

/// Companies that change hands.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reassignment {
    /// 1 to 500 companies.
    company_ids: Vec<CompanyId>,
    /// Who looks after them from now on; nobody where it is left out.
    membership_id: Option<MembershipId>,
}

/// What became of it.
#[derive(Debug, Serialize, JsonSchema)]
struct Reassigned {
    /// How many companies had somebody else before.
    changed: u64,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/companies", Access::Staff(COMPANIES_READ))
        .summary("List companies")
        .query::<Filter>()
        .paged()
        .sortable(&["name", "-name", "code", "-code"])
        .returns::<Page<CompanyView>>(200)
        .handle(service.clone(), list_companies);
    routes
        .post("/api/v1/admin/companies", Access::Staff(COMPANIES_WRITE))
        .summary("Make a company")
        .creates()
        .body::<NewCompany>()
        .returns::<CompanyView>(201)
        .handle(service.clone(), create_company);
    routes
        .post("/api/v1/admin/companies/account-manager", Access::Staff(COMPANIES_WRITE))
        .summary("Give companies to an account manager")
        .repeatable("naming the same manager again changes nothing")
        .body::<Reassignment>()
        .returns::<Reassigned>(200)
        .handle(service.clone(), reassign_companies);
    declare_one(routes, service);
}

/// What concerns a single company.
fn declare_one(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/companies/{id}", Access::Staff(COMPANIES_READ))
        .summary("See a company")
        .returns::<CompanyView>(200)
        .handle(service.clone(), get_company);
    routes
        .patch("/api/v1/admin/companies/{id}", Access::Staff(COMPANIES_WRITE))
        .summary("Change a company or move it in its tree")
        .body::<CompanyPatch>()
        .returns::<CompanyView>(200)
        .handle(service.clone(), change_company);
    routes
        .put("/api/v1/admin/companies/{id}/vat-id-check", Access::Staff(VAT_IDS_CONFIRM))
        .summary("Say whether a company's VAT id is valid")
        .body::<VatIdFinding>()
        .returns::<CompanyView>(200)
        .handle(service.clone(), check_vat_id);
    routes
        .get("/api/v1/admin/companies/{id}/tree", Access::Staff(COMPANIES_READ))
        .summary("See the tree in which a company stands")
        .returns::<CompanyTree>(200)
        .handle(service.clone(), get_tree);
}

async fn list_companies(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
    sort: Sort,
) -> Result<Json<Page<CompanyView>>, Problem> {
    let (by_code, descending) = sort.one_of(&[("name", false), ("code", true)])?.unwrap_or((false, false));
    let query = CompanyQuery {
        text: filter.q,
        parent: filter.parent_id,
        territory: filter.territory_id,
        account_manager: filter.account_manager_id,
        kind: filter.kind,
        archived: filter.archived,
        by_code,
        descending,
    };
    let page = service.list_companies(&ctx, &query, &page).await?;
    let around = service.around(&ctx, &page.items).await?;
    Ok(Json(page.map(|row| view(&ctx, row, &around, None))))
}

async fn create_company(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewCompany>,
) -> Result<Created<CompanyView>, Problem> {
    if body.parent_id.is_some_and(|parent| !ctx.scope().holds_company(parent)) {
        return Err(IdentityError::NoSuchParent.into());
    }
    let price_list = body.price_list_code.clone();
    let tx = service.write_wide(&ctx).await?;
    let row = service.create_company(&tx, &body.into()).await?;
    service.must_reach(&tx, &ctx, row.id).await?;
    let around = service.around_within(&tx, std::slice::from_ref(&row)).await?.with_price_list(row.id, price_list);
    let view = view(&ctx, row, &around, Some(0));
    remember_created(&tx, &view).await?;
    tx.commit().await?;
    Ok(Created(view))
}

async fn get_company(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
) -> Result<Json<CompanyView>, Problem> {
    let tx = service.boot.store.read(&ctx).await?;
    let row = service.find_company(&tx, id).await?;
    tx.finish().await?;
    Ok(Json(seen(&service, &ctx, row).await?))
}

async fn change_company(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
    Json(body): Json<CompanyPatch>,
) -> Result<Json<CompanyView>, Problem> {
    if !ctx.scope().holds_company(id) {
        return Err(IdentityError::NoSuchCompany.into());
    }
    if body.parent_id.flatten().is_some_and(|parent| !ctx.scope().holds_company(parent)) {
        return Err(IdentityError::NoSuchParent.into());
    }
    let (moves, is_given) = (body.parent_id.is_some(), body.account_manager_id.is_some());
    let tx = service.write_wide(&ctx).await?;
    let row = service.change_company(&tx, id, &body.into()).await?;
    if moves {
        service.must_reach(&tx, &ctx, id).await?;
    } else if is_given {
        service.must_gain_nothing(&tx, &ctx).await?;
    }
    tx.commit().await?;
    Ok(Json(seen(&service, &ctx, row).await?))
}

async fn check_vat_id(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
    Json(body): Json<VatIdFinding>,
) -> Result<Json<CompanyView>, Problem> {
    let confirmation = VatIdConfirmation { vat_id: body.vat_id, is_valid: body.valid };
    let tx = service.boot.store.write(&ctx).await?;
    let row = service.confirm_vat_id(&tx, id, &confirmation).await?;
    tx.commit().await?;
    Ok(Json(seen(&service, &ctx, row).await?))
}

async fn get_tree(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
) -> Result<Json<CompanyTree>, Problem> {
    Ok(Json(service.tree_around(&ctx, id).await?))
}

async fn reassign_companies(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Reassignment>,
) -> Result<Json<Reassigned>, Problem> {
    let changed = service.reassign_companies(&ctx, &body.company_ids, body.membership_id).await?;
    Ok(Json(Reassigned { changed }))
}

impl From<NewCompany> for CompanyChange {
    fn from(new: NewCompany) -> Self {
        Self {
            code: Some(new.code),
            name: Some(new.name),
            kind: new.kind,
            vat_id: new.vat_id.map(Some),
            country: new.country,
            email: new.email.map(Some),
            address: new.address,
            parent: new.parent_id.map(Some),
            account_manager: new.account_manager_id.map(Some),
            attributes: new.attributes,
            external_id: new.external_id.map(Some),
            price_list: new.price_list_code.map(Some),
            archived: None,
            with_below: false,
        }
    }
}

impl From<CompanyPatch> for CompanyChange {
    fn from(patch: CompanyPatch) -> Self {
        Self {
            code: None,
            name: patch.name,
            kind: patch.kind,
            vat_id: patch.vat_id,
            country: patch.country,
            email: patch.email,
            address: patch.address,
            parent: patch.parent_id,
            account_manager: patch.account_manager_id,
            attributes: patch.attributes,
            external_id: patch.external_id,
            price_list: patch.price_list_code,
            archived: patch.archived,
            with_below: patch.with_below.unwrap_or(false),
        }
    }
}

/// A single company with everything around it.
async fn seen(service: &Service, ctx: &Ctx, row: companies::Model) -> Result<CompanyView, Problem> {
    let tx = service.boot.store.read(ctx).await?;
    let people = service.count_people(&tx, row.id).await?;
    tx.finish().await?;
    let around = service.around(ctx, std::slice::from_ref(&row)).await?;
    Ok(view(ctx, row, &around, Some(people)))
}

fn view(ctx: &Ctx, row: companies::Model, around: &Surroundings, people: Option<u64>) -> CompanyView {
    CompanyView {
        vat_id_check: around.vat_id_check(&row).map(|(on, by)| VatIdCheck { on, by }),
        kind: row.kind(),
        address: row.address(),
        path: around.names_above(ctx, &row),
        account_manager: around.account_manager(ctx, &row),
        price_list_code: around.own_price_list(&row),
        price_list: around.price_list(ctx, &row),
        territory: around.territory(&row),
        attributes: row.attributes(),
        warnings: around.warnings(&row),
        people,
        id: row.id,
        code: row.code,
        name: row.name,
        vat_id: row.vat_id,
        country: row.country,
        email: row.email,
        parent_id: row.parent_id,
        external_id: row.external_id,
        created_at: row.created_at,
        updated_at: row.updated_at,
        archived: row.archived_at.is_some(),
    }
}
