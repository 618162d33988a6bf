//! The tenant always keeps somebody who may do everything: a live administrator whose reach nothing narrows.
//! Whoever takes that away locks the role first and looks again afterwards, so that two who leave at once cannot both.

use std::collections::BTreeSet;

use kontor_kernel::{RoleId, UserId};
use kontor_store::{Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Service;
use crate::{
    entities::{memberships, roles, users},
    error::{IdentityError, PeopleError},
    model::scopes::Scopes,
};

/// The built-in role that holds every permission of staff.
pub(crate) const ADMINISTRATOR: &str = "administrator";

impl Service {
    /// Waits for whoever else changes who administers the tenant. Called before a membership or a person may end.
    pub(crate) async fn lock_administrators(&self, tx: &WriteTx) -> Result<(), IdentityError> {
        Ok(tx.lock(tx.find::<roles::Entity>().filter(roles::Column::Code.eq(ADMINISTRATOR))).await?)
    }

    /// Refuses what was done when nobody is left who administers the tenant.
    pub(crate) async fn keep_an_administrator(&self, tx: &WriteTx) -> Result<(), IdentityError> {
        let role = tx.find::<roles::Entity>().filter(roles::Column::Code.eq(ADMINISTRATOR)).one(tx).await?;
        let Some(role) = role else { return Ok(()) };
        let left = self.administrators(tx, role.id).await?;
        if left.is_empty() { Err(PeopleError::LastAdministrator.into()) } else { Ok(()) }
    }

    /// People who administer the tenant without any limit.
    async fn administrators(&self, tx: &WriteTx, role: RoleId) -> Result<BTreeSet<UserId>, IdentityError> {
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::RoleId.eq(role));
        let live = held.filter(memberships::Column::EndedAt.is_null()).all(tx).await?;
        let is_whole =
            |row: &&memberships::Model| Scopes::read(row.scopes.as_ref()).is_ok_and(|scopes| !scopes.narrows());
        let people: Vec<UserId> = live.iter().filter(is_whole).map(|row| row.user_id).collect();
        let select = users::Entity::find().filter(users::Column::Id.is_in(people));
        let select = select.filter(users::Column::DisabledAt.is_null()).filter(users::Column::ErasedAt.is_null());
        let rows = tx.all_system(&self.authority, select).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }
}
