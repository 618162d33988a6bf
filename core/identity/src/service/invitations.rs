//! Inviting people: one open invitation for an address, a role and a company, good for a week and taken once.
//! Whoever invites could give the role themselves, and it is asked again when the invitation is accepted.

use kontor_contract::{
    audit::Change,
    messages::{Messages, NewMessage},
    people::{Audience, InvitationState, InvitationView, NewInvitation},
};
use kontor_kernel::{InvitationId, Locale, Page, PageRequest, TenantId};
use kontor_store::{Ctx, Keyset, Reach, Tx, WriteTx};
use kontor_web::remember_created;
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter};
use serde_json::json;

use super::{
    Service,
    grants::Grantor,
    memberships::Seat,
    people::{companies_by_id, company_name, roles_by_id},
    roles::role_title,
};
use crate::{
    entities::{invitations, memberships, roles, users},
    error::{IdentityError, PeopleError},
    model::{email::email_key, scopes::Scopes, secret},
};

/// A week.
const GOOD_FOR_SECONDS: i64 = 7 * 24 * 60 * 60;
/// The most open invitations of a company's own: its administrators write to people we do not know.
const MOST_OF_A_COMPANY: u64 = 200;
const LONGEST_NAME: usize = 100;

impl Service {
    /// Invitations that the reader sees, the newest first; those that wait to be accepted where no state is named.
    pub(crate) async fn list_invitations(
        &self,
        ctx: &Ctx,
        state: Option<InvitationState>,
        page: &PageRequest,
    ) -> Result<Page<InvitationView>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let find = tx.find::<invitations::Entity>().filter_some(seen(&grantor)).filter(in_state(ctx, state));
        let keys = Keyset { column: invitations::Column::CreatedAt, id: invitations::Column::Id, order: Order::Desc };
        let page = find.page(&tx, keys, page).await?;
        let views = self.invitation_views(&tx, &page.items).await?;
        tx.finish().await?;
        Ok(Page { items: views, next_cursor: page.next_cursor, total: page.total })
    }

    /// Invites somebody; one who has an open invitation into the same role and company gets a new mail.
    pub(crate) async fn invite_person(&self, ctx: &Ctx, new: &NewInvitation) -> Result<InvitationView, IdentityError> {
        let key = email_key(&new.email).ok_or_else(|| IdentityError::BadEmail(shortened(&new.email)))?;
        self.check_warehouses(ctx, &new.scopes).await?;
        self.admit_invitation(ctx.tenant(), &key)?;
        let tx = self.boot.store.write(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let seat = self.seat_for(&tx, new.role_id, new.company_id).await?;
        self.check_grant(&tx, &grantor, &seat, &new.scopes).await?;
        // Of two who invite the same person at once, the second finds the invitation of the first.
        tx.lock(tx.find::<roles::Entity>().filter(roles::Column::Id.eq(seat.role.id))).await?;
        self.check_invited(&tx, &grantor, &seat, &key).await?;
        let known = self.open_invitation(&tx, &seat, &key).await?;
        let is_new = known.is_none();
        let secret = secret::fresh("");
        let row = self.invitation_row(ctx, &grantor, &seat, new, key, known, &secret)?;
        if is_new {
            tx.insert::<invitations::Entity>(row.clone()).await?;
        } else {
            renew(&tx, &row).await?;
        }
        let view = self.sent_invitation(&tx, &row, &seat, &secret, "identity.invitation_sent").await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Sends an invitation anew with a new secret; whoever does so answers for it from then on.
    pub(crate) async fn resend_invitation_of(
        &self,
        ctx: &Ctx,
        id: InvitationId,
    ) -> Result<InvitationView, IdentityError> {
        let tx = self.boot.store.write(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let known = self.waiting_invitation(&tx, &grantor, id).await?;
        self.admit_invitation(ctx.tenant(), &known.email_key)?;
        let seat = self.seat_for(&tx, known.role_id, known.company_id).await?;
        let scopes = Scopes::read(Some(&known.scopes)).map_err(|_| PeopleError::NoSuchInvitation)?;
        self.check_grant(&tx, &grantor, &seat, &scopes).await?;
        let secret = secret::fresh("");
        let row = invitations::Model {
            secret_hash: secret::fingerprint(&secret),
            invited_by: grantor.membership,
            inviter: ctx.actor().to_owned(),
            expires_at: ctx.now().plus_seconds(GOOD_FOR_SECONDS),
            ..known
        };
        renew(&tx, &row).await?;
        let view = self.sent_invitation(&tx, &row, &seat, &secret, "identity.invitation_resent").await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Takes an invitation back.
    pub(crate) async fn revoke_invitation_of(&self, ctx: &Ctx, id: InvitationId) -> Result<(), IdentityError> {
        let tx = self.boot.store.write(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let row = self.waiting_invitation(&tx, &grantor, id).await?;
        let revoke = tx.update::<invitations::Entity>().set(invitations::Column::RevokedAt, ctx.now());
        let revoke = revoke.filter(invitations::Column::Id.eq(id)).filter(waits());
        if revoke.run(&tx).await? == 0 {
            return Err(PeopleError::NoSuchInvitation.into());
        }
        let change = Change::new("identity.invitation_revoked", "invitation", id, &row.email);
        self.boot.record(&tx, change.before(&json!({ "email": row.email, "role_id": row.role_id }))).await?;
        Ok(tx.commit().await?)
    }

    /// Nobody's mailbox is filled with invitations.
    fn admit_invitation(&self, tenant: TenantId, key: &str) -> Result<(), IdentityError> {
        if self.guard.may_write_to(tenant, key) { Ok(()) } else { Err(PeopleError::TooOften.into()) }
    }

    /// Whether an address may be invited: not oneself, nobody who has the role, and not too many.
    async fn check_invited(
        &self,
        tx: &WriteTx,
        grantor: &Grantor,
        seat: &Seat,
        key: &str,
    ) -> Result<(), IdentityError> {
        let company = seat.company.as_ref().map(|company| company.id);
        if let Some(person) = self.person_by_key(tx, key).await? {
            if grantor.user == Some(person.id) {
                return Err(PeopleError::NotForOneself.into());
            }
            let held = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(person.id));
            let held = held.filter(memberships::Column::EndedAt.is_null()).all(tx).await?;
            if held.iter().any(|row| row.role_id == seat.role.id && row.company_id == company) {
                return Err(PeopleError::MembershipExists.into());
            }
        }
        if grantor.audience == Audience::Buyer {
            let open = tx.find::<invitations::Entity>().filter_some(seen(grantor)).filter(waits()).count(tx).await?;
            if open >= MOST_OF_A_COMPANY {
                return Err(PeopleError::TooOften.into());
            }
        }
        Ok(())
    }

    /// A person of the deployment, read within a unit of work.
    pub(crate) async fn person_by_key(&self, tx: &WriteTx, key: &str) -> Result<Option<users::Model>, IdentityError> {
        let select =
            users::Entity::find().filter(users::Column::EmailKey.eq(key)).filter(users::Column::ErasedAt.is_null());
        Ok(tx.all_system(&self.authority, select).await?.into_iter().next())
    }

    async fn open_invitation(
        &self,
        tx: &WriteTx,
        seat: &Seat,
        key: &str,
    ) -> Result<Option<invitations::Model>, IdentityError> {
        let company = match &seat.company {
            Some(company) => invitations::Column::CompanyId.eq(company.id),
            None => invitations::Column::CompanyId.is_null(),
        };
        let find = tx.find::<invitations::Entity>().filter(invitations::Column::EmailKey.eq(key)).filter(waits());
        Ok(find.filter(invitations::Column::RoleId.eq(seat.role.id)).filter(company).one(tx).await?)
    }

    async fn waiting_invitation(
        &self,
        tx: &WriteTx,
        grantor: &Grantor,
        id: InvitationId,
    ) -> Result<invitations::Model, IdentityError> {
        let find = tx.find::<invitations::Entity>().filter(invitations::Column::Id.eq(id)).filter(waits());
        let row = find.filter_some(seen(grantor)).one(tx).await?;
        row.ok_or_else(|| PeopleError::NoSuchInvitation.into())
    }

    #[expect(clippy::too_many_arguments, reason = "a row is made of everything that was decided about it")]
    fn invitation_row(
        &self,
        ctx: &Ctx,
        grantor: &Grantor,
        seat: &Seat,
        new: &NewInvitation,
        key: String,
        known: Option<invitations::Model>,
        secret: &str,
    ) -> Result<invitations::Model, IdentityError> {
        let name = new.name.as_deref().unwrap_or_default().trim();
        if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            let detail = format!("Write at most {LONGEST_NAME} characters.");
            return Err(PeopleError::field("/name", "identity.bad_field", detail).into());
        }
        let now = ctx.now();
        Ok(invitations::Model {
            tenant_id: ctx.tenant(),
            id: known.as_ref().map_or_else(InvitationId::new, |known| known.id),
            email: new.email.trim().to_owned(),
            email_key: key,
            name: name.to_owned(),
            role_id: seat.role.id,
            company_id: seat.company.as_ref().map(|company| company.id),
            scopes: json!(new.scopes),
            secret_hash: secret::fingerprint(secret),
            invited_by: grantor.membership,
            inviter: ctx.actor().to_owned(),
            created_at: known.map_or(now, |known| known.created_at),
            expires_at: now.plus_seconds(GOOD_FOR_SECONDS),
            accepted_at: None,
            revoked_at: None,
        })
    }

    /// The language of somebody who is a member here. Whoever is known elsewhere only is a stranger: the mail stands in the
    /// register, which would betray them.
    async fn locale_of_member(&self, tx: &WriteTx, key: &str) -> Result<Option<Locale>, IdentityError> {
        let Some(person) = self.person_by_key(tx, key).await? else { return Ok(None) };
        let own = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(person.id));
        let is_member = own.filter(memberships::Column::EndedAt.is_null()).one(tx).await?.is_some();
        Ok(person.locale.filter(|_| is_member).and_then(|locale| locale.parse().ok()))
    }

    /// Writes the mail and the trail of an invitation.
    async fn sent_invitation(
        &self,
        tx: &WriteTx,
        row: &invitations::Model,
        seat: &Seat,
        secret: &str,
        action: &'static str,
    ) -> Result<InvitationView, IdentityError> {
        let locale = self.locale_of_member(tx, &row.email_key).await?;
        let tenant = tx.ctx().tenant_facts();
        let mut message = NewMessage::new("identity/invitation", &row.email);
        message.to_name = Some(row.name.clone()).filter(|name| !name.is_empty());
        let locale = locale.unwrap_or_else(|| tx.ctx().locale());
        let role = role_title(self.boot.texts(), locale, &seat.role);
        message.locale = Some(locale);
        message.data = json!({
            "inviter": row.inviter, "tenant": tenant.name, "role": role, "expires_at": row.expires_at,
            "company": seat.company.as_ref().map(|company| &company.name),
        });
        message.link = Some(format!("/invitation/{secret}"));
        message.subject = Some(("invitation", row.id.to_string()));
        if let Some(messages) = self.boot.ports.find::<dyn Messages>() {
            messages.send(tx, message).await?;
        }
        let view = self.invitation_view(tx.ctx(), row, seat)?;
        let change = Change::new(action, "invitation", row.id, &row.email).after(&view);
        self.boot.record(tx, change).await?;
        Ok(view)
    }
}

/// Neither accepted nor taken back; it may have expired.
pub(crate) fn waits() -> Condition {
    Condition::all().add(invitations::Column::AcceptedAt.is_null()).add(invitations::Column::RevokedAt.is_null())
}

fn in_state(ctx: &Ctx, state: Option<InvitationState>) -> Condition {
    match state {
        None => waits(),
        Some(InvitationState::Open) => waits().add(invitations::Column::ExpiresAt.gt(ctx.now())),
        Some(InvitationState::Expired) => waits().add(invitations::Column::ExpiresAt.lte(ctx.now())),
        Some(InvitationState::Accepted) => Condition::all().add(invitations::Column::AcceptedAt.is_not_null()),
        Some(InvitationState::Revoked) => Condition::all().add(invitations::Column::RevokedAt.is_not_null()),
    }
}

/// What somebody sees of the invitations: everything, or those into companies that they reach.
fn seen(grantor: &Grantor) -> Option<Condition> {
    if grantor.sees_all() {
        return None;
    }
    let of_companies = match &grantor.reach.companies {
        Reach::All => invitations::Column::CompanyId.is_not_null(),
        Reach::Only(ids) => invitations::Column::CompanyId.is_in(ids.iter().copied()),
        Reach::Nothing => invitations::Column::Id.is_null(),
    };
    Some(Condition::all().add(of_companies))
}

async fn renew(tx: &WriteTx, row: &invitations::Model) -> Result<(), IdentityError> {
    let update = tx
        .update::<invitations::Entity>()
        .set(invitations::Column::Name, row.name.clone())
        .set(invitations::Column::Scopes, row.scopes.clone())
        .set(invitations::Column::SecretHash, row.secret_hash.clone())
        .set(invitations::Column::InvitedBy, row.invited_by)
        .set(invitations::Column::Inviter, row.inviter.clone())
        .set(invitations::Column::ExpiresAt, row.expires_at);
    let renewed = update.filter(invitations::Column::Id.eq(row.id)).filter(waits()).run(tx).await?;
    if renewed == 0 { Err(PeopleError::NoSuchInvitation.into()) } else { Ok(()) }
}

impl Service {
    async fn invitation_views(
        &self,
        tx: &impl Tx,
        rows: &[invitations::Model],
    ) -> Result<Vec<InvitationView>, IdentityError> {
        let roles_named = roles_by_id(tx, rows.iter().map(|row| row.role_id)).await?;
        let companies_named = companies_by_id(tx, rows.iter().filter_map(|row| row.company_id)).await?;
        let mut views = Vec::new();
        for row in rows {
            let Some(role) = roles_named.get(&row.role_id) else { continue };
            let company = row.company_id.and_then(|id| companies_named.get(&id)).cloned();
            let seat = Seat { role: role.clone(), permissions: std::collections::BTreeSet::new(), company };
            views.push(self.invitation_view(tx.ctx(), row, &seat)?);
        }
        Ok(views)
    }

    fn invitation_view(
        &self,
        ctx: &Ctx,
        row: &invitations::Model,
        seat: &Seat,
    ) -> Result<InvitationView, IdentityError> {
        Ok(InvitationView {
            id: row.id,
            email: row.email.clone(),
            name: row.name.clone(),
            role: self.role_name(ctx, &seat.role),
            company: seat.company.as_ref().map(company_name),
            scopes: Scopes::read(Some(&row.scopes)).map_err(|_| PeopleError::NoSuchInvitation)?,
            state: state_of(ctx, row),
            inviter: row.inviter.clone(),
            created_at: row.created_at,
            expires_at: row.expires_at,
        })
    }
}

fn state_of(ctx: &Ctx, row: &invitations::Model) -> InvitationState {
    match (row.accepted_at, row.revoked_at) {
        (Some(_), _) => InvitationState::Accepted,
        (None, Some(_)) => InvitationState::Revoked,
        (None, None) if row.expires_at <= ctx.now() => InvitationState::Expired,
        (None, None) => InvitationState::Open,
    }
}

/// What somebody sent, short enough to be shown back.
fn shortened(text: &str) -> String {
    text.chars().take(100).collect()
}
