//! Who belongs to a company and to those above it, as others decide by it.
//! Read with the reach of the tenant, for a buyer's own reach ends at their company.

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    people::{Audience, CircleMember, CircleRole, CompanyCircle, CompanyCircles},
};
use kontor_kernel::{CompanyId, UserId};
use kontor_store::{Ctx, Tx};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter};

use super::{Service, grants::ceiling_of};
use crate::{
    entities::{companies, memberships, roles, users},
    error::IdentityError,
    model::tree,
};

#[async_trait]
impl CompanyCircles for Service {
    async fn circle(&self, ctx: &Ctx, company: CompanyId) -> Result<Option<CompanyCircle>, Fault> {
        Ok(self.circle_of(ctx, company).await?)
    }
}

impl Service {
    async fn circle_of(&self, ctx: &Ctx, company: CompanyId) -> Result<Option<CompanyCircle>, IdentityError> {
        let tx = self.read_wide(ctx).await?;
        let row = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(company)).one(&tx).await?;
        let Some(row) = row else {
            tx.finish().await?;
            return Ok(None);
        };
        let path: Vec<CompanyId> = tree::ids(&row.path);
        let live = tx.find::<memberships::Entity>().filter(memberships::Column::EndedAt.is_null());
        let live = live.filter(memberships::Column::CompanyId.is_in(path.iter().copied()));
        let live = live.order_by(memberships::Column::CreatedAt, Order::Asc).all(&tx).await?;
        let held_here = Condition::any()
            .add(roles::Column::CompanyId.is_null())
            .add(roles::Column::CompanyId.is_in(path.iter().copied()));
        let held = tx.find::<roles::Entity>().filter(roles::Column::Audience.eq(Audience::Buyer.name()));
        let held = held.filter(roles::Column::DeletedAt.is_null()).filter(held_here);
        let held = held.order_by(roles::Column::Name, Order::Asc).all(&tx).await?;
        tx.finish().await?;
        let people = self.who_may_sign_in(live.iter().map(|row| row.user_id).collect()).await?;
        let member = |row: &memberships::Model| {
            let person = people.iter().find(|person| person.id == row.user_id)?;
            let role = held.iter().find(|role| role.id == row.role_id)?;
            Some(CircleMember {
                membership: row.id,
                user: person.id,
                name: person.name.clone(),
                email: person.email.clone(),
                locale: person.locale.as_deref().and_then(|tag| tag.parse().ok()),
                company: row.company_id?,
                role: role.id,
                ceiling: ceiling_of(role),
            })
        };
        let members = live.iter().filter_map(member).collect();
        let roles = held.iter().map(|role| CircleRole { id: role.id, name: role.name.clone() }).collect();
        Ok(Some(CompanyCircle { path, members, roles }))
    }

    async fn who_may_sign_in(&self, people: Vec<UserId>) -> Result<Vec<users::Model>, IdentityError> {
        let select = users::Entity::find().filter(users::Column::Id.is_in(people));
        let select = select.filter(users::Column::DisabledAt.is_null()).filter(users::Column::ErasedAt.is_null());
        let tx = self.boot.store.read_system(&self.authority).await?;
        Ok(tx.all(select).await?)
    }
}
