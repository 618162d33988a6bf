//! Placements: which companies and which members of the staff belong to a territory, from which day to which.
//! A company is in one territory on a day at the most. The past stays as it was: placements begin today or later, and what
//! has begun is ended, not taken back.

use kontor_contract::{audit::Change, identity::CompanyName};
use kontor_kernel::{BusinessDate, CompanyId, MembershipId, PlacementId, TerritoryId};
use kontor_store::{Ctx, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Condition, Order};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Service, reach};
use crate::{
    entities::{companies, memberships, placements, territories},
    error::IdentityError,
};

/// So many of one company or person are shown.
const SHOWN: u64 = 500;

/// Who is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placed {
    Company(CompanyId),
    Staff(MembershipId),
}

/// Something to be placed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewPlacement {
    pub(crate) who: Placed,
    /// Today where nothing is said.
    pub(crate) from: Option<BusinessDate>,
    pub(crate) until: Option<BusinessDate>,
}

/// A placement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PlacementView {
    id: PlacementId,
    territory_id: TerritoryId,
    /// The company, where one is placed.
    company: Option<CompanyName>,
    /// The member of the staff, where one is placed.
    person: Option<PlacedPerson>,
    /// The first day.
    from: BusinessDate,
    /// The last day; open where nothing is said.
    until: Option<BusinessDate>,
}

/// A member of the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PlacedPerson {
    /// Their membership.
    membership_id: MembershipId,
    /// Their name.
    name: String,
    /// Their e-mail address.
    email: String,
}

impl placements::Model {
    /// As the audit trail keeps it.
    fn state(&self) -> Value {
        json!({
            "territory_id": self.territory_id, "company_id": self.company_id, "membership_id": self.membership_id,
            "from": self.valid_from, "until": self.valid_to,
        })
    }
}

impl Service {
    /// Placements in a territory on a day, or all that ever were and will be.
    pub(crate) async fn list_placements(
        &self,
        ctx: &Ctx,
        territory: TerritoryId,
        on: Option<BusinessDate>,
    ) -> Result<Vec<PlacementView>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        self.find_territory(&tx, territory).await?;
        let which =
            Condition::all().add(placements::Column::TerritoryId.eq(territory)).add_option(on.map(reach::good_on));
        let find = tx.find::<placements::Entity>().filter(which).order_by(placements::Column::ValidFrom, Order::Desc);
        let rows = find.order_by(placements::Column::Id, Order::Asc).all(&tx).await?;
        let views = self.placement_views(&tx, rows).await?;
        tx.finish().await?;
        Ok(views)
    }

    /// Placements that a company or a member of the staff ever had and will have.
    pub(crate) async fn placements_of(
        &self,
        ctx: &Ctx,
        company: Option<CompanyId>,
        member: Option<MembershipId>,
    ) -> Result<Vec<PlacementView>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let which = Condition::all()
            .add_option(company.map(|id| placements::Column::CompanyId.eq(id)))
            .add_option(member.map(|id| placements::Column::MembershipId.eq(id)));
        let find = tx.find::<placements::Entity>().filter(which).order_by(placements::Column::ValidFrom, Order::Desc);
        let rows = find.order_by(placements::Column::Id, Order::Asc).limit(SHOWN).all(&tx).await?;
        let views = self.placement_views(&tx, rows).await?;
        tx.finish().await?;
        Ok(views)
    }

    pub(crate) async fn placement_views(
        &self,
        tx: &impl Tx,
        rows: Vec<placements::Model>,
    ) -> Result<Vec<PlacementView>, IdentityError> {
        let named = companies::Column::Id.is_in(rows.iter().filter_map(|row| row.company_id));
        let held = tx.find::<companies::Entity>().filter(named).all(tx).await?;
        let colleagues = self.colleagues(tx, rows.iter().filter_map(|row| row.membership_id)).await?;
        let company = |id: CompanyId| {
            let row = held.iter().find(|row| row.id == id)?;
            Some(CompanyName { id, code: row.code.clone(), name: row.name.clone() })
        };
        let person = |membership_id: MembershipId| {
            let colleague = colleagues.get(&membership_id)?;
            Some(PlacedPerson { membership_id, name: colleague.name.clone(), email: colleague.email.clone() })
        };
        let view = |row: placements::Model| PlacementView {
            id: row.id,
            territory_id: row.territory_id,
            company: row.company_id.and_then(company),
            person: row.membership_id.and_then(person),
            from: row.valid_from,
            until: row.valid_to,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// Places a company or a member of the staff. A company that is in another territory without an end leaves it the
    /// day before.
    pub(crate) async fn place(
        &self,
        tx: &WriteTx,
        territory: TerritoryId,
        new: NewPlacement,
    ) -> Result<placements::Model, IdentityError> {
        // The territory first and then who is placed, as everywhere, so that nobody waits for each other.
        tx.lock(tx.find::<territories::Entity>().filter(territories::Column::Id.eq(territory))).await?;
        let area = self.find_territory(tx, territory).await?;
        if area.archived_at.is_some() {
            return Err(IdentityError::TerritoryInUse(format!("{} is archived; restore it first.", area.name)));
        }
        let (company_id, membership_id) = self.checked_placed(tx, new.who).await?;
        let today = self.tenants_today(tx).await?;
        let from = new.from.unwrap_or(today);
        check_days(from, new.until, today)?;
        self.make_room(tx, new.who, territory, from, new.until).await?;
        let row = placements::Model {
            tenant_id: tx.tenant(),
            id: PlacementId::new(),
            territory_id: territory,
            company_id,
            membership_id,
            valid_from: from,
            valid_to: new.until,
            created_at: tx.ctx().now(),
        };
        tx.insert::<placements::Entity>(row.clone()).await?;
        self.forget_people_after(tx).await;
        let placed = Change::new("identity.placement_made", "territory", territory, &area.name);
        self.boot.record(tx, placed.after(&row.state())).await?;
        if company_id.is_some() {
            self.tell_inheritance_changed(tx).await?;
        }
        Ok(row)
    }

    /// Who is placed, held until commit, so that two who place the same company see each other.
    async fn checked_placed(
        &self,
        tx: &WriteTx,
        who: Placed,
    ) -> Result<(Option<CompanyId>, Option<MembershipId>), IdentityError> {
        let unknown =
            |pointer, what| IdentityError::BadField { pointer, detail: format!("There is no such {what}.").into() };
        match who {
            Placed::Company(id) => {
                tx.lock(tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id))).await?;
                self.find_company(tx, id).await.map_err(|_| unknown("/company_id", "company"))?;
                Ok((Some(id), None))
            }
            Placed::Staff(id) => {
                tx.lock(tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(id))).await?;
                let row = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(id)).one(tx).await?;
                let is_staff = |row: &memberships::Model| row.company_id.is_none() && row.ended_at.is_none();
                row.filter(is_staff).ok_or_else(|| unknown("/membership_id", "member of the staff"))?;
                Ok((None, Some(id)))
            }
        }
    }

    /// Refuses what would overlap: a company anywhere, a member of the staff in the same territory.
    async fn make_room(
        &self,
        tx: &WriteTx,
        who: Placed,
        territory: TerritoryId,
        from: BusinessDate,
        until: Option<BusinessDate>,
    ) -> Result<(), IdentityError> {
        let rows = tx.find::<placements::Entity>().filter(same(who, territory)).filter(overlapping(from, until));
        let rows = rows.order_by(placements::Column::ValidFrom, Order::Asc).all(tx).await?;
        for row in rows {
            let leaves = matches!(who, Placed::Company(_)) && row.valid_to.is_none() && row.valid_from < from;
            let before =
                from.date().yesterday().ok().and_then(|day| BusinessDate::from_ymd(day.year(), day.month(), day.day()));
            match before.filter(|_| leaves) {
                Some(day) => self.write_end(tx, &row, Some(day)).await?,
                None => return Err(IdentityError::PlacedElsewhere(elsewhere(&row))),
            }
        }
        Ok(())
    }

    /// Ends a placement on a day, or opens its end. What ends before it begins never was, so it goes.
    pub(crate) async fn end_placement(
        &self,
        tx: &WriteTx,
        id: PlacementId,
        until: Option<BusinessDate>,
    ) -> Result<Option<placements::Model>, IdentityError> {
        let unknown = || IdentityError::Unknown("placement");
        let known = tx.find::<placements::Entity>().filter(placements::Column::Id.eq(id)).one(tx).await?;
        let known = known.ok_or_else(unknown)?;
        tx.lock(tx.find::<territories::Entity>().filter(territories::Column::Id.eq(known.territory_id))).await?;
        if let Some(who) = known.who() {
            self.checked_still(tx, who).await?;
        }
        // Whoever held it may have changed it.
        let row = tx.find::<placements::Entity>().filter(placements::Column::Id.eq(id)).one(tx).await?;
        let row = row.ok_or_else(unknown)?;
        let today = self.tenants_today(tx).await?;
        let is_past = |day: BusinessDate| day.date().tomorrow().is_ok_and(|next| next < today.date());
        if row.valid_to.is_some_and(|end| end < today) || until.is_some_and(is_past) {
            let detail = "What is past stays as it was; end it today or later.".to_owned();
            return Err(IdentityError::BadField { pointer: "/until", detail: detail.into() });
        }
        self.forget_people_after(tx).await;
        if until.is_some_and(|until| until < row.valid_from) {
            tx.delete::<placements::Entity>().filter(placements::Column::Id.eq(id)).run(tx).await?;
            self.record_end(tx, &row, None).await?;
            return Ok(None);
        }
        self.must_stay_alone(tx, &row, until).await?;
        self.write_end(tx, &row, until).await?;
        Ok(Some(placements::Model { valid_to: until, ..row }))
    }

    async fn checked_still(&self, tx: &WriteTx, who: Placed) -> Result<(), IdentityError> {
        match who {
            Placed::Company(id) => tx.lock(tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id))).await?,
            Placed::Staff(id) => {
                tx.lock(tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(id))).await?;
            }
        }
        Ok(())
    }

    /// A placement that goes on longer must not run into the next one.
    async fn must_stay_alone(
        &self,
        tx: &WriteTx,
        row: &placements::Model,
        until: Option<BusinessDate>,
    ) -> Result<(), IdentityError> {
        let Some(who) = row.who() else { return Ok(()) };
        let others = tx.find::<placements::Entity>().filter(same(who, row.territory_id));
        let others = others.filter(placements::Column::Id.ne(row.id)).filter(overlapping(row.valid_from, until));
        match others.one(tx).await? {
            Some(other) => Err(IdentityError::PlacedElsewhere(elsewhere(&other))),
            None => Ok(()),
        }
    }

    async fn write_end(
        &self,
        tx: &WriteTx,
        row: &placements::Model,
        until: Option<BusinessDate>,
    ) -> Result<(), IdentityError> {
        tx.update::<placements::Entity>()
            .set(placements::Column::ValidTo, until.map(|day| day.to_string()))
            .filter(placements::Column::Id.eq(row.id))
            .run(tx)
            .await?;
        if row.company_id.is_some() {
            self.tell_inheritance_changed(tx).await?;
        }
        let after = placements::Model { valid_to: until, ..row.clone() };
        self.record_end(tx, row, Some(&after)).await
    }

    async fn record_end(
        &self,
        tx: &WriteTx,
        before: &placements::Model,
        after: Option<&placements::Model>,
    ) -> Result<(), IdentityError> {
        let area = self.find_territory(tx, before.territory_id).await?;
        let ended = Change::new("identity.placement_changed", "territory", area.id, &area.name).before(&before.state());
        let ended = match after {
            Some(after) => ended.after(&after.state()),
            None => ended,
        };
        Ok(self.boot.record(tx, ended).await?)
    }
}

impl placements::Model {
    fn who(&self) -> Option<Placed> {
        self.company_id.map(Placed::Company).or(self.membership_id.map(Placed::Staff))
    }
}

fn check_days(from: BusinessDate, until: Option<BusinessDate>, today: BusinessDate) -> Result<(), IdentityError> {
    if from < today {
        let detail = format!("What is past stays as it was; begin today, on {today}, or later.");
        return Err(IdentityError::BadField { pointer: "/from", detail: detail.into() });
    }
    if until.is_some_and(|until| until < from) {
        let detail = "It would end before it begins.".to_owned();
        return Err(IdentityError::BadField { pointer: "/until", detail: detail.into() });
    }
    Ok(())
}

/// Placements that exclude each other: all of a company, those of a member of the staff in one territory.
fn same(who: Placed, territory: TerritoryId) -> Condition {
    match who {
        Placed::Company(id) => Condition::all().add(placements::Column::CompanyId.eq(id)),
        Placed::Staff(id) => Condition::all()
            .add(placements::Column::MembershipId.eq(id))
            .add(placements::Column::TerritoryId.eq(territory)),
    }
}

fn overlapping(from: BusinessDate, until: Option<BusinessDate>) -> Condition {
    let goes_on =
        Condition::any().add(placements::Column::ValidTo.is_null()).add(placements::Column::ValidTo.gte(from));
    Condition::all().add(goes_on).add_option(until.map(|until| placements::Column::ValidFrom.lte(until)))
}

fn elsewhere(row: &placements::Model) -> String {
    let until = row.valid_to.map_or_else(|| "without an end".to_owned(), |day| format!("until {day}"));
    format!("There is a placement from {} {until} already; end that one first.", row.valid_from)
}
