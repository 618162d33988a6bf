//! Handing out and erasing personal data, for whoever looks after it in the tenant.
//! What is held of a person is held everywhere in the tenant, so this takes a reach that holds all they are here.

use kontor_contract::{account::PersonalDataView, audit::Change};
use kontor_kernel::UserId;
use kontor_store::{Ctx, Tx};
use schemars::JsonSchema;
use sea_orm::ColumnTrait;
use serde::Serialize;
use serde_json::json;

use super::{Service, grants::Grantor, memberships::sees};
use crate::{
    entities::memberships,
    error::{IdentityError, PeopleError},
};

/// What became of a person's data.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct ErasureView {
    pub(crate) items: Vec<ErasedView>,
}

/// What became of what one part of the shop held.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct ErasedView {
    /// What it was, `orders`, `messages`.
    pub(crate) name: String,
    /// Rows whose personal data is gone.
    pub(crate) erased: u64,
    /// Rows that stay.
    pub(crate) kept: u64,
    /// Why those stay.
    pub(crate) reason: String,
}

impl Service {
    /// A copy of all that is held of a person here.
    pub(crate) async fn data_of(&self, ctx: &Ctx, user: UserId) -> Result<PersonalDataView, IdentityError> {
        let person = self.person_of(ctx, user).await?;
        let tx = self.boot.store.write(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        self.whole_person(&tx, &grantor, user).await?;
        // That somebody took a copy is told before they have it.
        let change = Change::new("identity.personal_data_exported", "person", user, person.name);
        self.boot.record(&tx, change.after(&json!({ "user_id": user }))).await?;
        tx.commit().await?;
        self.export_person(ctx, user).await
    }

    /// Lets go of a person here. Nobody does it to themselves, or to somebody who may do more than they.
    pub(crate) async fn erase(&self, ctx: &Ctx, user: UserId, reason: &str) -> Result<ErasureView, IdentityError> {
        let reason = reason.trim();
        if !(3..=500).contains(&reason.chars().count()) {
            return Err(PeopleError::field("/reason", "identity.bad_field", "Write 3 to 500 characters.").into());
        }
        // Orders and messages of the person lie wherever they bought, so the unit of work sees the whole tenant.
        let tx = self.write_wide(ctx).await?;
        let grantor = self.grantor_in(&tx, ctx).await?;
        if grantor.user == Some(user) {
            return Err(PeopleError::NotForOneself.into());
        }
        for member in self.whole_person(&tx, &grantor, user).await? {
            if member.ended_at.is_none() {
                let seat = self.seat_of(&tx, &member).await?;
                grantor.may_give(&seat.role, &seat.permissions)?;
            }
        }
        let erased = self.erase_person(&tx, user, reason).await?;
        self.forget_people_after(&tx).await;
        tx.commit().await?;
        let view = |part: kontor_contract::privacy::Erased| ErasedView {
            name: part.name.to_owned(),
            erased: part.erased,
            kept: part.kept,
            reason: part.reason.to_owned(),
        };
        Ok(ErasureView { items: erased.into_iter().map(view).collect() })
    }

    /// All that a person is and was here; refused where some of it lies outside the caller's reach.
    async fn whole_person(
        &self,
        tx: &impl Tx,
        grantor: &Grantor,
        user: UserId,
    ) -> Result<Vec<memberships::Model>, IdentityError> {
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(user)).all(tx).await?;
        let seen = held.iter().filter(|row| sees(grantor, row)).count();
        match seen {
            0 => Err(PeopleError::NoSuchPerson.into()),
            count if count < held.len() => Err(PeopleError::WiderThanOwn.into()),
            _ => Ok(held),
        }
    }
}
