//! Who acts for a customer at the moment, for staff who look after people, and ending it for them.
//! Whoever is ended is themselves again with the next request; the customer's log shows when.

use kontor_contract::{audit::Change, companies::ActingEntry, identity::CompanyName};
use kontor_kernel::{ActingId, CompanyId};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};
use serde_json::json;

use super::Service;
use crate::{
    entities::{acting, companies, sessions},
    error::{IdentityError, PeopleError},
};

/// More than anybody looks at; so many at once would be a matter of its own.
const SHOWN: u64 = 500;

impl Service {
    /// Whoever acts for a company within the reader's reach now, the newest first.
    pub(crate) async fn acting_now(&self, ctx: &Ctx) -> Result<Vec<ActingEntry>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<acting::Entity>().filter(acting::Column::EndedAt.is_null());
        let open = find.filter(acting::Column::Until.gt(ctx.now()));
        let rows = open.order_by(acting::Column::StartedAt, Order::Desc).limit(SHOWN).all(&tx).await?;
        let named = companies::Column::Id.is_in(rows.iter().map(|row| row.company_id));
        let held = tx.find::<companies::Entity>().filter(named).all(&tx).await?;
        tx.finish().await?;
        Ok(rows.into_iter().map(|row| entry(row, &held)).collect())
    }

    /// Ends one: its session is its owner's own again.
    pub(crate) async fn end_acting_by_desk(&self, ctx: &Ctx, id: ActingId) -> Result<(), IdentityError> {
        let tx = self.boot.store.write(ctx).await?;
        let find = tx.find::<acting::Entity>().filter(acting::Column::Id.eq(id));
        let open = find.filter(acting::Column::EndedAt.is_null()).filter(acting::Column::Until.gt(ctx.now()));
        let row = open.one(&tx).await?.ok_or(PeopleError::NotActing)?;
        let name = company_name(&tx, row.company_id).await?.name;
        self.free_sessions(&tx, &row).await?;
        self.close_acting(&tx, row.membership_id, row.company_id).await?;
        let change = Change::new("identity.acting_ended", "company", row.company_id, name);
        self.boot.record(&tx, change.after(&json!({ "user_id": row.user_id, "reason": row.reason }))).await?;
        Ok(tx.commit().await?)
    }

    async fn free_sessions(&self, tx: &WriteTx, row: &acting::Model) -> Result<(), IdentityError> {
        let find = tx.find::<sessions::Entity>().filter(sessions::Column::MembershipId.eq(row.membership_id));
        let open = find.filter(sessions::Column::ActingCompanyId.eq(row.company_id));
        for session in open.filter(sessions::Column::RevokedAt.is_null()).all(tx).await? {
            self.end_acting_of(tx, &session).await?;
            self.forget_after(tx, session.secret_hash.clone()).await;
        }
        Ok(())
    }
}

async fn company_name(tx: &WriteTx, id: CompanyId) -> Result<CompanyName, IdentityError> {
    let row = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id)).one(tx).await?;
    let (code, name) = row.map(|row| (row.code, row.name)).unwrap_or_default();
    Ok(CompanyName { id, code, name })
}

fn entry(row: acting::Model, held: &[companies::Model]) -> ActingEntry {
    let company = held.iter().find(|company| company.id == row.company_id);
    let (code, name) = company.map(|company| (company.code.clone(), company.name.clone())).unwrap_or_default();
    ActingEntry {
        id: row.id,
        company: CompanyName { id: row.company_id, code, name },
        name: row.name,
        reason: row.reason,
        started_at: row.started_at,
        until: row.until,
        ended_at: row.ended_at,
    }
}
