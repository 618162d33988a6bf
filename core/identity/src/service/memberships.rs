//! Memberships: given, changed and ended, by staff for everybody in their reach and by company administrators for theirs.
//! Nobody gives what they do not hold, and what ends or narrows counts with the next request.

use std::collections::BTreeSet;

use kontor_contract::{
    FieldFault,
    audit::Change,
    inventory::Warehouses,
    people::{Audience, MembershipView},
    quotas::{QuotaKind, Quotas},
};
use kontor_kernel::{CompanyId, MembershipId, RoleId, UserId};
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::remember_created;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{Service, administrators::ADMINISTRATOR, grants::Grantor};
use crate::{
    entities::{api_tokens, companies, legal_entities, memberships, roles, sessions, territories, users},
    error::{IdentityError, PeopleError},
    model::{scopes::Scopes, tree},
};

/// A membership to be given.
#[derive(Debug, Clone)]
pub(crate) struct NewMembership {
    pub(crate) role: RoleId,
    pub(crate) company: Option<CompanyId>,
    pub(crate) scopes: Scopes,
}

/// What changes of a membership. What is `None` stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct MembershipChange {
    pub(crate) role: Option<RoleId>,
    pub(crate) scopes: Option<Scopes>,
}

/// The role and company that a membership has or is to have.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    pub(crate) role: roles::Model,
    pub(crate) permissions: BTreeSet<String>,
    pub(crate) company: Option<companies::Model>,
}

impl Seat {
    pub(crate) fn audience(&self) -> Audience {
        if self.company.is_some() { Audience::Buyer } else { Audience::Staff }
    }
}

impl Service {
    /// Gives somebody who is known here another membership.
    pub(crate) async fn add_membership(
        &self,
        ctx: &Ctx,
        user: UserId,
        new: &NewMembership,
    ) -> Result<MembershipView, IdentityError> {
        self.check_warehouses(ctx, &new.scopes).await?;
        let tx = self.boot.store.write(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        if !self.is_seen(&tx, &grantor, user).await? {
            return Err(PeopleError::NoSuchPerson.into());
        }
        if grantor.user == Some(user) {
            return Err(PeopleError::NotForOneself.into());
        }
        let seat = self.seat_for(&tx, new.role, new.company).await?;
        self.check_grant(&tx, &grantor, &seat, &new.scopes).await?;
        let row = self.give_membership(&tx, user, &seat, &new.scopes).await?;
        let view = self.membership_view(ctx, &row, &seat)?;
        self.record_membership(&tx, "identity.membership_added", user, None, Some(&view)).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Gives a membership another role or reach.
    pub(crate) async fn change_membership(
        &self,
        ctx: &Ctx,
        id: MembershipId,
        change: &MembershipChange,
    ) -> Result<MembershipView, IdentityError> {
        if let Some(scopes) = &change.scopes {
            self.check_warehouses(ctx, scopes).await?;
        }
        let tx = self.boot.store.write(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let (before, seat) = self.managed_membership(&tx, &grantor, id).await?;
        let next = match change.role {
            Some(role) => self.seat_for(&tx, role, before.company_id).await?,
            None => seat.clone(),
        };
        if next.audience() != seat.audience() {
            return Err(PeopleError::UnknownRole.into());
        }
        let kept = || Scopes::read(before.scopes.as_ref()).map_err(|_| PeopleError::NoSuchMembership);
        let scopes = change.scopes.clone().map_or_else(kept, Ok)?;
        self.check_grant(&tx, &grantor, &next, &scopes).await?;
        let after = memberships::Model { role_id: next.role.id, scopes: kept_scopes(&scopes), ..before.clone() };
        tx.update::<memberships::Entity>()
            .set(memberships::Column::RoleId, after.role_id)
            .set(memberships::Column::Scopes, after.scopes.clone())
            .filter(memberships::Column::Id.eq(id))
            .run(&tx)
            .await?;
        self.keep_an_administrator_of(&tx, &seat).await?;
        let (was, is) = (self.membership_view(ctx, &before, &seat)?, self.membership_view(ctx, &after, &next)?);
        self.record_membership(&tx, "identity.membership_changed", before.user_id, Some(&was), Some(&is)).await?;
        self.forget_people_after(&tx).await;
        tx.commit().await?;
        Ok(is)
    }

    /// Ends a membership; its sessions and tokens open nothing from the next request on.
    pub(crate) async fn end_membership_of(&self, ctx: &Ctx, id: MembershipId) -> Result<(), IdentityError> {
        let tx = self.boot.store.write(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let (row, seat) = self.managed_membership(&tx, &grantor, id).await?;
        self.close_membership(&tx, id).await?;
        self.keep_an_administrator_of(&tx, &seat).await?;
        let was = self.membership_view(ctx, &row, &seat)?;
        self.record_membership(&tx, "identity.membership_ended", row.user_id, Some(&was), None).await?;
        self.forget_people_after(&tx).await;
        Ok(tx.commit().await?)
    }

    /// Ends a membership with everything that was opened in it.
    pub(crate) async fn close_membership(&self, tx: &WriteTx, id: MembershipId) -> Result<(), IdentityError> {
        let now = tx.ctx().now();
        let ended = tx.update::<memberships::Entity>().set(memberships::Column::EndedAt, now);
        let ended = ended.filter(memberships::Column::Id.eq(id)).filter(memberships::Column::EndedAt.is_null());
        if ended.run(tx).await? == 0 {
            return Err(PeopleError::MembershipEnded.into());
        }
        let open = tx.update::<sessions::Entity>().set(sessions::Column::RevokedAt, now);
        let open = open.filter(sessions::Column::MembershipId.eq(id)).filter(sessions::Column::RevokedAt.is_null());
        open.run(tx).await?;
        let open = tx.update::<api_tokens::Entity>().set(api_tokens::Column::RevokedAt, now);
        let open = open.filter(api_tokens::Column::MembershipId.eq(id)).filter(api_tokens::Column::RevokedAt.is_null());
        open.run(tx).await?;
        Ok(())
    }

    /// Writes a membership, unless the person has it already or the tenant has no room for them.
    pub(crate) async fn give_membership(
        &self,
        tx: &WriteTx,
        user: UserId,
        seat: &Seat,
        scopes: &Scopes,
    ) -> Result<memberships::Model, IdentityError> {
        let own = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(user));
        let live = own.filter(memberships::Column::EndedAt.is_null()).all(tx).await?;
        let company = seat.company.as_ref().map(|company| company.id);
        if live.iter().any(|row| row.role_id == seat.role.id && row.company_id == company) {
            return Err(PeopleError::MembershipExists.into());
        }
        if live.is_empty()
            && let Some(quotas) = self.boot.ports.find::<dyn Quotas>()
        {
            quotas.check(tx, QuotaKind::People, 1).await?;
        }
        let row = memberships::Model {
            tenant_id: tx.tenant(),
            id: MembershipId::new(),
            user_id: user,
            company_id: company,
            role_id: seat.role.id,
            created_at: tx.ctx().now(),
            ended_at: None,
            scopes: kept_scopes(scopes),
        };
        tx.insert::<memberships::Entity>(row.clone()).await?;
        self.know_in_tenant(tx, user).await?;
        self.forget_people_after(tx).await;
        Ok(row)
    }

    /// A membership that the caller may change: one that they see, and could have given as it is.
    async fn managed_membership(
        &self,
        tx: &WriteTx,
        grantor: &Grantor,
        id: MembershipId,
    ) -> Result<(memberships::Model, Seat), IdentityError> {
        let row = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(id)).one(tx).await?;
        let row = row.filter(|row| sees(grantor, row)).ok_or(PeopleError::NoSuchMembership)?;
        let seat = self.seat_of(tx, &row).await?;
        if seat.role.code == ADMINISTRATOR {
            self.lock_administrators(tx).await?;
        }
        // Whoever waited for the lock looks again.
        let row = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(id)).one(tx).await?;
        let row = row.ok_or(PeopleError::NoSuchMembership)?;
        if row.ended_at.is_some() {
            return Err(PeopleError::MembershipEnded.into());
        }
        grantor.may_give(&seat.role, &seat.permissions)?;
        Ok((row, seat))
    }

    async fn keep_an_administrator_of(&self, tx: &WriteTx, seat: &Seat) -> Result<(), IdentityError> {
        if seat.role.code == ADMINISTRATOR { self.keep_an_administrator(tx).await } else { Ok(()) }
    }

    /// Where a membership is.
    pub(crate) async fn seat_of(&self, tx: &impl Tx, row: &memberships::Model) -> Result<Seat, IdentityError> {
        let role = tx.find::<roles::Entity>().filter(roles::Column::Id.eq(row.role_id)).one(tx).await?;
        let role = role.ok_or(PeopleError::NoSuchRole)?;
        let company = match row.company_id {
            Some(id) => {
                let found = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id)).one(tx).await?;
                Some(found.ok_or(PeopleError::NoSuchMembership)?)
            }
            None => None,
        };
        Ok(Seat { permissions: self.permissions_of(&role).as_ref().clone(), role, company })
    }

    /// The role and company that a membership is to have, as far as the caller sees them; a fault of the field otherwise.
    pub(crate) async fn seat_for(
        &self,
        tx: &impl Tx,
        role: RoleId,
        company: Option<CompanyId>,
    ) -> Result<Seat, IdentityError> {
        let role = self.seen_role(tx, role).await?.ok_or(PeopleError::UnknownRole)?;
        let no_company = || PeopleError::field("/company_id", "identity.no_such_company", "There is no such company.");
        let company = match (Audience::named(&role.audience), company.or_else(|| tx.ctx().company())) {
            (Some(Audience::Staff), None) => None,
            (Some(Audience::Staff), Some(_)) => {
                let detail = "A role of staff belongs to no company.";
                return Err(PeopleError::field("/company_id", "identity.staff_without_company", detail).into());
            }
            (Some(Audience::Buyer), Some(id)) => {
                let found = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id)).one(tx).await?;
                Some(found.filter(|company| company.archived_at.is_none()).ok_or_else(no_company)?)
            }
            (Some(Audience::Buyer), None) => {
                let detail = "Say for which company; this is a role of buyers.";
                return Err(PeopleError::field("/company_id", "identity.company_needed", detail).into());
            }
            (None, _) => return Err(PeopleError::UnknownRole.into()),
        };
        let owner_is_above = |company: &companies::Model| {
            role.company_id.is_none_or(|owner| tree::ids::<kontor_kernel::CompanyTag>(&company.path).contains(&owner))
        };
        if !company.as_ref().is_none_or(owner_is_above) {
            return Err(PeopleError::UnknownRole.into());
        }
        Ok(Seat { permissions: self.permissions_of(&role).as_ref().clone(), role, company })
    }

    /// Whether a role with a reach may be given, as far as the reach names things of this tenant that the caller sees.
    pub(crate) async fn check_grant(
        &self,
        tx: &impl Tx,
        grantor: &Grantor,
        seat: &Seat,
        scopes: &Scopes,
    ) -> Result<(), IdentityError> {
        if seat.audience() == Audience::Buyer && scopes.narrows() {
            let detail = "A buyer reaches their company and those below it; make them a member further below instead.";
            return Err(PeopleError::field("/scopes", "identity.scopes_of_staff_only", detail).into());
        }
        grantor.may_give(&seat.role, &seat.permissions)?;
        let faults = unknown_targets(tx, scopes).await?;
        if !faults.is_empty() {
            return Err(PeopleError::Fields(faults).into());
        }
        if seat.audience() == Audience::Staff { grantor.may_reach(scopes) } else { Ok(()) }
    }

    /// Warehouses belong to the inventory, which is asked before anything is written.
    pub(crate) async fn check_warehouses(&self, ctx: &Ctx, scopes: &Scopes) -> Result<(), IdentityError> {
        if !scopes.is_short() {
            let detail = "A membership names at most 200 things of a kind; use companies or territories further above.";
            return Err(PeopleError::field("/scopes", "identity.scopes_too_long", detail).into());
        }
        if scopes.warehouses.is_empty() {
            return Ok(());
        }
        let known = self.boot.ports.get::<dyn Warehouses>()?.known(ctx, &scopes.warehouses).await?;
        let faults = faults_of("warehouses", "warehouse", &scopes.warehouses, &known);
        if faults.is_empty() { Ok(()) } else { Err(PeopleError::Fields(faults).into()) }
    }

    /// Writes down that a membership was given, changed or ended.
    pub(crate) async fn record_membership(
        &self,
        tx: &WriteTx,
        action: &'static str,
        user: UserId,
        before: Option<&MembershipView>,
        after: Option<&MembershipView>,
    ) -> Result<(), IdentityError> {
        let Some(view) = after.or(before) else { return Ok(()) };
        let select = users::Entity::find().filter(users::Column::Id.eq(user));
        let person = tx.all_system(&self.authority, select).await?;
        let name = person.first().map(|person| person.name.as_str()).unwrap_or_default();
        let mut change = Change::new(action, "membership", view.id, format!("{name}, {}", view.role.name));
        // Whose it is belongs to every state, so that the trail of a person can be followed.
        let told = |view: &MembershipView| json!({ "user_id": user, "membership": view });
        if let Some(before) = before {
            change = change.before(&told(before));
        }
        if let Some(after) = after {
            change = change.after(&told(after));
        }
        Ok(self.boot.record(tx, change).await?)
    }
}

/// Whether somebody sees a membership at all.
pub(crate) fn sees(grantor: &Grantor, row: &memberships::Model) -> bool {
    match (row.company_id, grantor.audience) {
        (Some(company), _) => grantor.reach.holds_company(company),
        (None, Audience::Staff) => grantor.sees_staff(row),
        (None, Audience::Buyer) => false,
    }
}

/// A reach that narrows nothing is kept as nothing.
pub(crate) fn kept_scopes(scopes: &Scopes) -> Option<serde_json::Value> {
    scopes.narrows().then(|| json!(scopes))
}

impl Service {
    /// A membership as its reader sees it.
    pub(crate) fn membership_view(
        &self,
        ctx: &Ctx,
        row: &memberships::Model,
        seat: &Seat,
    ) -> Result<MembershipView, IdentityError> {
        Ok(MembershipView {
            id: row.id,
            audience: seat.role.audience.clone(),
            role: self.role_name(ctx, &seat.role),
            company: seat.company.as_ref().map(super::people::company_name),
            scopes: Scopes::read(row.scopes.as_ref()).map_err(|_| PeopleError::NoSuchMembership)?,
            created_at: row.created_at,
            ended_at: row.ended_at,
        })
    }
}

/// Companies, territories and legal entities that are not there, or lie outside of the caller's scope.
async fn unknown_targets(tx: &impl Tx, scopes: &Scopes) -> Result<Vec<FieldFault>, IdentityError> {
    let ids = scopes.companies.iter().copied();
    let rows = tx.find::<companies::Entity>().filter(companies::Column::Id.is_in(ids)).all(tx).await?;
    let known: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut faults = faults_of("companies", "company", &scopes.companies, &known);
    let ids = scopes.territories.iter().copied();
    let rows = tx.find::<territories::Entity>().filter(territories::Column::Id.is_in(ids)).all(tx).await?;
    let known: Vec<_> = rows.iter().filter(|row| row.archived_at.is_none()).map(|row| row.id).collect();
    faults.extend(faults_of("territories", "territory", &scopes.territories, &known));
    let ids = scopes.legal_entities.iter().copied();
    let rows = tx.find::<legal_entities::Entity>().filter(legal_entities::Column::Id.is_in(ids)).all(tx).await?;
    let known: Vec<_> = rows.iter().map(|row| row.id).collect();
    faults.extend(faults_of("legal_entities", "legal entity", &scopes.legal_entities, &known));
    Ok(faults)
}

fn faults_of<T: PartialEq>(list: &str, what: &str, wanted: &[T], known: &[T]) -> Vec<FieldFault> {
    let missing = wanted.iter().enumerate().filter(|(_, id)| !known.contains(id));
    let fault = |(index, _): (usize, &T)| FieldFault {
        pointer: format!("/scopes/{list}/{index}"),
        code: "identity.no_such_target",
        detail: format!("There is no such {what}.").into(),
    };
    missing.map(fault).collect()
}
