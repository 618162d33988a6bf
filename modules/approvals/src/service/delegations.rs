//! Substitutes: an approver names somebody who decides in their place from one day to another.
//! Both belong to the same circle; whoever sets the company's rules names substitutes for others, too.

use kontor_contract::{audit::Change, people::CircleMember};
use kontor_kernel::{BusinessDate, MembershipId, Timestamp};
use kontor_store::{Ctx, Tx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Service;
use crate::{
    entities::delegations::{Column, DelegationId, Entity, Model},
    error::{ApprovalsError, ApprovalsResult},
    manifest::OWN_RULES_MANAGE,
};

/// A substitute to be named.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDelegation {
    /// Who is away; oneself where nothing is said.
    pub(crate) membership_id: Option<MembershipId>,
    /// Who decides in their place: somebody of the same company or of one above it.
    pub(crate) substitute_id: MembershipId,
    /// The first day.
    pub(crate) from: BusinessDate,
    /// The last day.
    pub(crate) to: BusinessDate,
}

/// A substitute.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DelegationView {
    #[schemars(with = "String")]
    pub(crate) id: DelegationId,
    pub(crate) membership_id: MembershipId,
    /// Who is away.
    pub(crate) name: Option<String>,
    pub(crate) substitute_id: MembershipId,
    /// Who decides in their place.
    pub(crate) substitute_name: Option<String>,
    pub(crate) from: BusinessDate,
    pub(crate) to: BusinessDate,
    pub(crate) created_at: Timestamp,
}

impl Service {
    /// Those that concern the caller; all of the company's to whoever sets its rules.
    pub(crate) async fn list_delegations(&self, ctx: &Ctx) -> ApprovalsResult<Vec<DelegationView>> {
        let company = self.company(ctx, None).await?;
        let members = self.circle(ctx, company.id).await?.members;
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<Entity>().filter(Column::EndedAt.is_null()).filter(Column::CompanyId.eq(company.id));
        let rows = find.order_by(Column::CreatedAt, Order::Asc).all(&tx).await?;
        tx.finish().await?;
        let own = ctx.persona().map(|persona| persona.membership);
        let sees_all = ctx.allows(OWN_RULES_MANAGE);
        let is_theirs = |row: &Model| sees_all || own == Some(row.membership_id) || own == Some(row.substitute_id);
        Ok(rows.into_iter().filter(is_theirs).map(|row| view(&row, &members)).collect())
    }

    pub(crate) async fn make_delegation(&self, ctx: &Ctx, new: &NewDelegation) -> ApprovalsResult<DelegationView> {
        let company = self.company(ctx, None).await?;
        let members = self.circle(ctx, company.id).await?.members;
        let own = ctx.persona().map(|persona| persona.membership);
        let away = new.membership_id.or(own);
        let known = |id: MembershipId| members.iter().find(|member| member.membership == id);
        let nobody = |pointer: &str| {
            let detail = "Nobody with this membership belongs to the company or to one above it.";
            ApprovalsError::field(pointer, "approvals.no_such_person", detail)
        };
        let away = away.and_then(known).filter(|member| member.company == company.id);
        let away = away.ok_or_else(|| nobody("/membership_id"))?;
        if Some(away.membership) != own && !ctx.allows(OWN_RULES_MANAGE) {
            let detail = "You may name a substitute for yourself only.";
            return Err(ApprovalsError::field("/membership_id", "approvals.not_for_others", detail));
        }
        let substitute = known(new.substitute_id).ok_or_else(|| nobody("/substitute_id"))?;
        if substitute.user == away.user {
            let detail = "Name somebody else.";
            return Err(ApprovalsError::field("/substitute_id", "approvals.own_substitute", detail));
        }
        if new.to < new.from || new.to < ctx.today()? {
            let detail = "The last day must not lie before the first one, nor before today.";
            return Err(ApprovalsError::field("/to", "approvals.bad_days", detail));
        }
        let row = Model {
            tenant_id: ctx.tenant(),
            id: DelegationId::new(),
            company_id: company.id,
            membership_id: away.membership,
            substitute_id: substitute.membership,
            from_date: new.from,
            to_date: new.to,
            created_at: ctx.now(),
            ended_at: None,
        };
        let label = away.name.clone();
        let tx = self.boot.store.write(ctx).await?;
        tx.insert::<Entity>(row.clone()).await?;
        let made = view(&row, &members);
        let change = Change::new("approvals.substitute_named", "substitute", made.id, label).after(&made);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &made).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(made)
    }

    /// Ends it at once.
    pub(crate) async fn end_delegation(&self, ctx: &Ctx, id: DelegationId) -> ApprovalsResult<()> {
        let tx = self.boot.store.write(ctx).await?;
        tx.lock(tx.find::<Entity>().filter(Column::Id.eq(id))).await?;
        let row = tx.find::<Entity>().filter(Column::Id.eq(id)).filter(Column::EndedAt.is_null()).one(&tx).await?;
        let own = ctx.persona().map(|persona| persona.membership);
        let is_theirs = |row: &Model| own == Some(row.membership_id) || ctx.allows(OWN_RULES_MANAGE);
        let row = row.filter(is_theirs).ok_or(ApprovalsError::Unknown("substitute"))?;
        let update = tx.update::<Entity>().set(Column::EndedAt, ctx.now());
        update.filter(Column::Id.eq(id)).run(&tx).await?;
        let before = json!({ "from": row.from_date, "to": row.to_date, "substitute_id": row.substitute_id });
        let change = Change::new("approvals.substitute_ended", "substitute", id, row.membership_id.to_string());
        self.boot.record(&tx, change.before(&before)).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(())
    }
}

fn view(row: &Model, members: &[CircleMember]) -> DelegationView {
    let name =
        |id: MembershipId| members.iter().find(|member| member.membership == id).map(|member| member.name.clone());
    DelegationView {
        id: row.id,
        membership_id: row.membership_id,
        name: name(row.membership_id),
        substitute_id: row.substitute_id,
        substitute_name: name(row.substitute_id),
        from: row.from_date,
        to: row.to_date,
        created_at: row.created_at,
    }
}
