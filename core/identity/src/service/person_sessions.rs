//! A person's sessions in this tenant, for staff who look after people.
//! Ending them ends nothing elsewhere: every tenant has its own.

use kontor_contract::{account::OwnSessionView, audit::Change};
use kontor_kernel::UserId;
use kontor_store::{Ctx, Tx};
use sea_orm::{ColumnTrait, Order};
use serde_json::json;

use super::{Service, sessions::session_item};
use crate::{
    entities::sessions,
    error::{IdentityError, PeopleError},
};

impl Service {
    /// Open sessions of a person whom the reader sees, the newest first.
    pub(crate) async fn sessions_of(&self, ctx: &Ctx, user: UserId) -> Result<Vec<OwnSessionView>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        if !self.is_seen(&tx, &grantor, user).await? {
            return Err(PeopleError::NoSuchPerson.into());
        }
        let find = tx.find::<sessions::Entity>().filter(sessions::Column::UserId.eq(user));
        let open = find.filter(sessions::Column::RevokedAt.is_null()).filter(sessions::Column::ExpiresAt.gt(ctx.now()));
        let rows = open.order_by(sessions::Column::CreatedAt, Order::Desc).limit(200).all(&tx).await?;
        tx.finish().await?;
        Ok(rows.into_iter().map(|row| session_item(row, ctx.credential())).collect())
    }

    /// Ends them all.
    pub(crate) async fn end_sessions_of(&self, ctx: &Ctx, user: UserId) -> Result<(), IdentityError> {
        let person = self.person_of(ctx, user).await?;
        let tx = self.boot.store.write(ctx).await?;
        let find = tx.find::<sessions::Entity>().filter(sessions::Column::UserId.eq(user));
        let mut ended = 0;
        for row in find.filter(sessions::Column::RevokedAt.is_null()).all(&tx).await? {
            ended += u64::from(self.end_row(&tx, &row).await?);
        }
        let change = Change::new("identity.sessions_ended", "person", user, person.name);
        self.boot.record(&tx, change.after(&json!({ "user_id": user, "sessions": ended }))).await?;
        Ok(tx.commit().await?)
    }
}
