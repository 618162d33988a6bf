//! Cost centres: made, changed and archived by a company's administrators or by staff, and offered to whoever orders.
//! A code is the company's own; a company below may have one of the same code, which is the nearer one then.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    approvals::{CostCentreName, CostCentres},
    audit::Change,
};
use kontor_kernel::{CompanyId, MembershipId, Timestamp, code_key};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Service, fields::required};
use crate::{
    entities::{
        budgets,
        cost_centres::{Column, CostCentreId, Entity, Model},
    },
    error::{ApprovalsError, ApprovalsResult},
};

/// The most cost centres of a company.
const MOST: u64 = 2_000;

/// A cost centre to be made.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCostCentre {
    /// The company; a buyer's own one where nothing is said.
    pub(crate) company_id: Option<CompanyId>,
    /// 1 to 40 characters; compared whatever their case.
    pub(crate) code: String,
    /// 1 to 100 characters.
    pub(crate) name: String,
    /// Whether the companies below may order on it, too; they may where nothing is said.
    pub(crate) is_inherited: Option<bool>,
    /// Memberships that may order on it; everybody where none is named.
    #[serde(default)]
    pub(crate) membership_ids: Vec<MembershipId>,
}

/// What changes of a cost centre; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CostCentreChange {
    pub(crate) name: Option<String>,
    pub(crate) is_inherited: Option<bool>,
    /// Memberships that may order on it; everybody where the list is empty.
    pub(crate) membership_ids: Option<Vec<MembershipId>>,
    /// Nothing is ordered on an archived one.
    pub(crate) archived: Option<bool>,
}

/// A cost centre.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CostCentreView {
    #[schemars(with = "String")]
    pub(crate) id: CostCentreId,
    pub(crate) company_id: CompanyId,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) is_inherited: bool,
    pub(crate) membership_ids: Vec<MembershipId>,
    pub(crate) archived: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

#[async_trait]
impl CostCentres for Service {
    async fn mine(&self, ctx: &Ctx) -> Outcome<Vec<CostCentreName>> {
        Ok(self.centres_of_buyer(ctx).await?)
    }
}

impl Service {
    /// Those that whoever acts may order on, the nearest one of each code.
    async fn centres_of_buyer(&self, ctx: &Ctx) -> ApprovalsResult<Vec<CostCentreName>> {
        let Some(company) = ctx.company() else { return Ok(Vec::new()) };
        if !self.is_on(ctx).await {
            return Ok(Vec::new());
        }
        let book = self.book(ctx).await?;
        if book.centres.is_empty() {
            return Ok(Vec::new());
        }
        let circle = self.circle(ctx, company).await?;
        let own = ctx.persona().map(|persona| persona.membership);
        let is_staff = ctx.on_behalf_of().is_some();
        let mut keys = Vec::new();
        let mut names = Vec::new();
        for centre in book.centres_for(&circle.path) {
            let is_theirs = own.is_some_and(|own| centre.members.contains(&own));
            if keys.contains(&&centre.key) {
                continue;
            }
            keys.push(&centre.key);
            if centre.members.is_empty() || is_theirs || is_staff {
                names.push(CostCentreName { code: centre.code.clone(), name: centre.name.clone() });
            }
        }
        names.sort_by_key(|name| code_key(&name.code));
        Ok(names)
    }

    /// Cost centres by code: of the company that is named, else of a buyer's own one, else of all that staff reach.
    pub(crate) async fn list_cost_centres(
        &self,
        ctx: &Ctx,
        company: Option<CompanyId>,
    ) -> ApprovalsResult<Vec<CostCentreView>> {
        let only = company.or(ctx.company()).map(|id| Column::CompanyId.eq(id));
        let tx = self.boot.store.read(ctx).await?;
        let rows = tx.find::<Entity>().filter_some(only);
        let rows = rows.order_by(Column::CodeKey, Order::Asc).limit(MOST).all(&tx).await?;
        tx.finish().await?;
        Ok(rows.into_iter().map(view).collect())
    }

    pub(crate) async fn make_cost_centre(&self, ctx: &Ctx, new: &NewCostCentre) -> ApprovalsResult<CostCentreView> {
        let company = self.company(ctx, new.company_id).await?;
        let (code, name) = (required(&new.code, "/code", 40)?, required(&new.name, "/name", 100)?);
        self.known_members(ctx, &new.membership_ids, "/membership_ids").await?;
        let now = ctx.now();
        let row = Model {
            tenant_id: ctx.tenant(),
            id: CostCentreId::new(),
            company_id: company.id,
            code_key: code_key(&code),
            code,
            name,
            is_inherited: new.is_inherited.unwrap_or(true),
            members: json!(new.membership_ids),
            created_at: now,
            updated_at: now,
            archived_at: None,
        };
        let tx = self.boot.store.write(ctx).await?;
        if tx.find::<Entity>().filter(Column::CompanyId.eq(company.id)).count(&tx).await? >= MOST {
            let detail = "The company has too many cost centres already.";
            return Err(ApprovalsError::field("/code", "approvals.too_many_cost_centres", detail));
        }
        match tx.insert::<Entity>(row.clone()).await {
            Err(StoreError::Duplicate(_)) => return Err(ApprovalsError::CodeTaken(row.code)),
            other => other?,
        }
        let made = view(row);
        self.record_centre(&tx, "approvals.cost_centre_made", None, &made).await?;
        remember_created(&tx, &made).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(made)
    }

    pub(crate) async fn change_cost_centre(
        &self,
        ctx: &Ctx,
        id: CostCentreId,
        change: &CostCentreChange,
    ) -> ApprovalsResult<CostCentreView> {
        if let Some(ids) = &change.membership_ids {
            self.known_members(ctx, ids, "/membership_ids").await?;
        }
        let tx = self.boot.store.write(ctx).await?;
        tx.lock(tx.find::<Entity>().filter(Column::Id.eq(id))).await?;
        let row = tx.find::<Entity>().filter(Column::Id.eq(id)).one(&tx).await?;
        let mut row = row.ok_or(ApprovalsError::Unknown("cost centre"))?;
        let before = view(row.clone());
        if let Some(name) = &change.name {
            row.name = required(name, "/name", 100)?;
        }
        row.is_inherited = change.is_inherited.unwrap_or(row.is_inherited);
        if let Some(ids) = &change.membership_ids {
            row.members = json!(ids);
        }
        if let Some(archived) = change.archived {
            if archived {
                must_be_unused(&tx, id).await?;
            }
            row.archived_at = archived.then(|| row.archived_at.unwrap_or(ctx.now()));
        }
        row.updated_at = ctx.now();
        let update = tx.update::<Entity>().set(Column::Name, row.name.clone());
        let update = update.set(Column::IsInherited, row.is_inherited).set(Column::Members, row.members.clone());
        let update = update.set(Column::ArchivedAt, row.archived_at).set(Column::UpdatedAt, row.updated_at);
        update.filter(Column::Id.eq(id)).run(&tx).await?;
        let after = view(row);
        self.record_centre(&tx, "approvals.cost_centre_changed", Some(&before), &after).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(after)
    }

    async fn record_centre(
        &self,
        tx: &WriteTx,
        action: &'static str,
        before: Option<&CostCentreView>,
        after: &CostCentreView,
    ) -> ApprovalsResult<()> {
        let mut change = Change::new(action, "cost_centre", after.id, &after.code).after(after);
        if let Some(before) = before {
            change = change.before(before);
        }
        Ok(self.boot.record(tx, change).await?)
    }
}

/// A budget without its cost centre would count every order.
async fn must_be_unused(tx: &WriteTx, id: CostCentreId) -> ApprovalsResult<()> {
    let find = tx.find::<budgets::Entity>().filter(budgets::Column::CostCentreId.eq(id));
    match find.filter(budgets::Column::ArchivedAt.is_null()).one(tx).await? {
        Some(budget) => Err(ApprovalsError::CostCentreInUse(budget.name)),
        None => Ok(()),
    }
}

fn view(row: Model) -> CostCentreView {
    CostCentreView {
        id: row.id,
        company_id: row.company_id,
        code: row.code,
        name: row.name,
        is_inherited: row.is_inherited,
        membership_ids: serde_json::from_value(row.members).unwrap_or_default(),
        archived: row.archived_at.is_some(),
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}
