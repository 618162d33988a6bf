//! What pages of a buyer's company use: its people, invitations and own roles.
//! Each is the use case that the routes call; the context says how far it reaches.

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    people::{
        Audience, CompanyPeople, InvitationView, MembershipView, NewInvitation, NewRole, PeopleFilter, PermissionView,
        PersonView, RoleChange, RoleView, Scopes,
    },
};
use kontor_kernel::{CompanyId, InvitationId, MembershipId, Page, PageRequest, Position, RoleId, UserId};
use kontor_store::{Ctx, Tx};
use sea_orm::ColumnTrait;

use super::{
    Service,
    memberships::{MembershipChange, NewMembership},
    roles::RoleDraft,
};
use crate::{
    entities::memberships,
    error::{IdentityError, PeopleError},
};

#[async_trait]
impl CompanyPeople for Service {
    async fn people(&self, ctx: &Ctx, filter: &PeopleFilter, page: &PageRequest) -> Result<Page<PersonView>, Fault> {
        Ok(self.list_people(ctx, filter, page).await?)
    }

    async fn person_of(&self, ctx: &Ctx, membership: MembershipId) -> Result<PersonView, Fault> {
        Ok(self.person_of_membership(ctx, membership).await?)
    }

    async fn add_membership(
        &self,
        ctx: &Ctx,
        user: UserId,
        role: RoleId,
        company: CompanyId,
    ) -> Result<MembershipView, Fault> {
        let new = NewMembership { role, company: Some(company), scopes: Scopes::default() };
        Ok(Service::add_membership(self, ctx, user, &new).await?)
    }

    async fn change_role_of(&self, ctx: &Ctx, membership: MembershipId, role: RoleId) -> Result<PersonView, Fault> {
        let change = MembershipChange { role: Some(role), scopes: None };
        self.change_membership(ctx, membership, &change).await?;
        Ok(self.person_of_membership(ctx, membership).await?)
    }

    async fn end_membership(&self, ctx: &Ctx, membership: MembershipId) -> Result<(), Fault> {
        Ok(self.end_membership_of(ctx, membership).await?)
    }

    async fn invitations(&self, ctx: &Ctx) -> Result<Vec<InvitationView>, Fault> {
        let page = PageRequest::new(PageRequest::MAX_LIMIT, Position::Cursor(None));
        Ok(self.list_invitations(ctx, None, &page).await?.items)
    }

    async fn invite(&self, ctx: &Ctx, new: &NewInvitation) -> Result<InvitationView, Fault> {
        Ok(self.invite_person(ctx, new).await?)
    }

    async fn resend_invitation(&self, ctx: &Ctx, id: InvitationId) -> Result<InvitationView, Fault> {
        Ok(self.resend_invitation_of(ctx, id).await?)
    }

    async fn revoke_invitation(&self, ctx: &Ctx, id: InvitationId) -> Result<(), Fault> {
        Ok(self.revoke_invitation_of(ctx, id).await?)
    }

    async fn roles(&self, ctx: &Ctx) -> Result<Vec<RoleView>, Fault> {
        Ok(self.role_views(ctx).await?)
    }

    async fn permissions(&self, ctx: &Ctx) -> Result<Vec<PermissionView>, Fault> {
        Ok(self.permission_views(ctx).await?)
    }

    async fn create_role(&self, ctx: &Ctx, new: &NewRole) -> Result<RoleView, Fault> {
        let draft = RoleDraft {
            code: None,
            name: new.name.clone(),
            audience: Audience::Buyer,
            permissions: new.permissions.clone(),
            copy_of: None,
            order_ceiling: new.order_ceiling.clone(),
        };
        Ok(self.create_role_of(ctx, &draft).await?)
    }

    async fn change_role(&self, ctx: &Ctx, id: RoleId, change: &RoleChange) -> Result<RoleView, Fault> {
        Ok(self.change_role_to(ctx, id, change).await?)
    }

    async fn delete_role(&self, ctx: &Ctx, id: RoleId) -> Result<(), Fault> {
        Ok(self.delete_role_of(ctx, id).await?)
    }
}

impl Service {
    /// The person behind a membership that the reader sees.
    pub(crate) async fn person_of_membership(&self, ctx: &Ctx, id: MembershipId) -> Result<PersonView, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let row = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(id)).one(&tx).await?;
        tx.finish().await?;
        self.person_of(ctx, row.ok_or(PeopleError::NoSuchMembership)?.user_id).await
    }
}
