//! Accepting an invitation: as somebody new with a name and a password, or as the very person whose address was invited.
//! An account that exists keeps its password; whoever says it is theirs proves it by a session or by that password.

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    audit::Change,
    people::{
        Acceptance, AcceptedView, ConfirmedView, InvitedView, Joining, NewRegistration, PendingRegistrationView,
        RegistrationFormView,
    },
};
use kontor_kernel::{UserId, sort_key};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use sea_orm::ColumnTrait;
use serde_json::json;

use super::{Service, grants::Grantor, invitations::waits, memberships::Seat, roles::role_title};
use crate::{
    entities::{invitations, memberships, users},
    error::{IdentityError, PeopleError},
    manifest::{OWN_PEOPLE_MANAGE, PEOPLE_MANAGE},
    model::{email::email_key, hashing::Lane, password, scopes::Scopes, secret},
};

const LONGEST_NAME: usize = 100;

#[async_trait]
impl Joining for Service {
    async fn invitation(&self, ctx: &Ctx, secret: &str) -> Result<InvitedView, Fault> {
        Ok(self.invited(ctx, secret).await?)
    }

    async fn accept_invitation(&self, ctx: &Ctx, secret: &str, acceptance: &Acceptance) -> Result<AcceptedView, Fault> {
        Ok(self.accept(ctx, secret, acceptance).await?)
    }

    async fn registration_form(&self, ctx: &Ctx) -> Result<RegistrationFormView, Fault> {
        Ok(self.form_view(ctx).await?)
    }

    async fn register(&self, ctx: &Ctx, new: &NewRegistration) -> Result<(), Fault> {
        Ok(self.take_registration(ctx, new).await?)
    }

    async fn pending_registration(&self, ctx: &Ctx, secret: &str) -> Result<PendingRegistrationView, Fault> {
        Ok(self.pending(ctx, secret).await?)
    }

    async fn confirm_registration(
        &self,
        ctx: &Ctx,
        secret: &str,
        password: Option<&str>,
    ) -> Result<ConfirmedView, Fault> {
        Ok(self.confirm(ctx, secret, password).await?)
    }
}

/// Who accepts: somebody new, or somebody whose account has been proven to be theirs.
struct Joiner {
    person: users::Model,
    is_new: bool,
}

impl Service {
    /// An invitation as the invited person sees it.
    async fn invited(&self, ctx: &Ctx, secret: &str) -> Result<InvitedView, IdentityError> {
        let inside = self.inside(ctx, "invitation");
        let row = self.invitation_of(&inside, secret).await?;
        let known = self.invited_person(&row.email_key).await?;
        let tx = self.boot.store.read(&inside).await?;
        let seat = self.seat_for(&tx, row.role_id, row.company_id).await.map_err(|_| PeopleError::NoSuchInvitation)?;
        tx.finish().await?;
        Ok(InvitedView {
            email: row.email,
            name: row.name,
            tenant: ctx.tenant_facts().name.clone(),
            inviter: row.inviter,
            audience: seat.audience(),
            role: role_title(self.boot.texts(), ctx.locale(), &seat.role),
            company: seat.company.map(|company| company.name),
            expires_at: row.expires_at,
            is_signed_in: known.as_ref().is_some_and(|known| ctx.user() == Some(known.id)),
            has_account: known.is_some(),
        })
    }

    async fn accept(&self, ctx: &Ctx, secret: &str, acceptance: &Acceptance) -> Result<AcceptedView, IdentityError> {
        let inside = self.inside(ctx, "invitation");
        let row = self.invitation_of(&inside, secret).await?;
        let joiner = self.joiner(ctx, &row, acceptance).await?;
        let acting = self.as_person(ctx, &joiner.person);
        let tx = self.boot.store.write(&acting).await?;
        let accept = tx.update::<invitations::Entity>().set(invitations::Column::AcceptedAt, ctx.now());
        let accept = accept.filter(invitations::Column::Id.eq(row.id)).filter(waits());
        // The secret once more: it may have been sent anew a moment ago.
        if accept.filter(invitations::Column::SecretHash.eq(&row.secret_hash)).run(&tx).await? == 0 {
            return Err(PeopleError::NoSuchInvitation.into());
        }
        let (seat, scopes) = self.still_given(&inside, &tx, &row).await?;
        let user = self.written_joiner(&tx, &joiner).await?;
        let member = self.give_membership(&tx, user, &seat, &scopes).await?;
        let view = self.membership_view(ctx, &member, &seat)?;
        let change = Change::new("identity.invitation_accepted", "invitation", row.id, &row.email);
        let after = json!({ "user_id": user, "membership": view, "invited_by": row.invited_by });
        self.boot.record(&tx, change.after(&after)).await?;
        tx.commit().await?;
        Ok(AcceptedView {
            membership_id: member.id,
            email: row.email,
            is_new: joiner.is_new,
            audience: seat.audience(),
            company: seat.company.map(|company| company.name),
        })
    }

    /// An invitation that waits to be accepted, by the secret of its mail.
    async fn invitation_of(&self, inside: &Ctx, secret: &str) -> Result<invitations::Model, IdentityError> {
        let tx = self.boot.store.read(inside).await?;
        let find = tx.find::<invitations::Entity>();
        let find = find.filter(invitations::Column::SecretHash.eq(secret::fingerprint(secret))).filter(waits());
        let row = find.filter(invitations::Column::ExpiresAt.gt(inside.now())).one(&tx).await?;
        tx.finish().await?;
        row.ok_or_else(|| PeopleError::NoSuchInvitation.into())
    }

    pub(crate) async fn invited_person(&self, key: &str) -> Result<Option<users::Model>, IdentityError> {
        Ok(self.user_by_key(key).await?.filter(|person| person.erased_at.is_none()))
    }

    /// Who accepts, proven as far as it has to be.
    async fn joiner(
        &self,
        ctx: &Ctx,
        row: &invitations::Model,
        acceptance: &Acceptance,
    ) -> Result<Joiner, IdentityError> {
        let known = self.invited_person(&row.email_key).await?;
        let another = || PeopleError::AnotherInvited(row.email.clone());
        match (known, ctx.user()) {
            (Some(person), _) if person.disabled_at.is_some() => Err(PeopleError::AccountClosed.into()),
            (Some(person), Some(user)) if person.id == user => Ok(Joiner { person, is_new: false }),
            (_, Some(_)) => Err(another().into()),
            (Some(_), None) => {
                let password = acceptance.password.as_deref().ok_or_else(another)?;
                let proven = self.prove(ctx, Some(&row.email_key), password, None).await?;
                Ok(Joiner { person: self.proven(proven), is_new: false })
            }
            (None, None) => {
                let name = acceptance.name.as_deref().unwrap_or(&row.name);
                let password = acceptance.password.as_deref().unwrap_or_default();
                let person = self.new_person(ctx, &row.email, name, password).await?;
                Ok(Joiner { person, is_new: true })
            }
        }
    }

    /// Somebody new whose mailbox has been proven.
    async fn new_person(
        &self,
        ctx: &Ctx,
        email: &str,
        name: &str,
        password: &str,
    ) -> Result<users::Model, IdentityError> {
        let name = checked_name("/name", name)?;
        let hash = password::hash_for(Lane::Strangers, password, &[email, &name, &ctx.tenant_facts().name]).await?;
        person_row(ctx, email, &name, hash)
    }

    /// Writes somebody new, or looks once more at somebody known.
    async fn written_joiner(&self, tx: &WriteTx, joiner: &Joiner) -> Result<UserId, IdentityError> {
        if joiner.is_new {
            return self.write_person(tx, joiner.person.clone()).await;
        }
        let known = &joiner.person;
        let now = self.lock_person(tx, known.id).await?.ok_or(PeopleError::AccountClosed)?;
        if now.disabled_at.is_some() || now.erased_at.is_some() || now.email_key != known.email_key {
            return Err(PeopleError::AccountClosed.into());
        }
        Ok(now.id)
    }

    /// Writes a new person; a conflict where the address was taken a moment ago.
    pub(crate) async fn write_person(&self, tx: &WriteTx, person: users::Model) -> Result<UserId, IdentityError> {
        let id = person.id;
        match tx.insert_system::<users::Entity>(&self.authority, vec![person]).await {
            Err(StoreError::Duplicate(_)) => Err(StoreError::Conflict.into()),
            other => Ok(other.map(|()| id)?),
        }
    }

    /// What the invitation gives, if whoever invited could still give it.
    async fn still_given(
        &self,
        inside: &Ctx,
        tx: &WriteTx,
        row: &invitations::Model,
    ) -> Result<(Seat, Scopes), IdentityError> {
        let void = |error: IdentityError| match error {
            IdentityError::People(_) => PeopleError::InvitationVoid.into(),
            other => other,
        };
        let seat = self.seat_for(tx, row.role_id, row.company_id).await.map_err(void)?;
        let scopes = Scopes::read(Some(&row.scopes)).map_err(|_| PeopleError::InvitationVoid)?;
        let Some(grantor) = self.inviter(inside, tx, row).await? else {
            return Err(PeopleError::InvitationVoid.into());
        };
        let reaches = seat.company.as_ref().is_none_or(|company| grantor.reach.holds_company(company.id));
        if !reaches {
            return Err(PeopleError::InvitationVoid.into());
        }
        self.check_grant(tx, &grantor, &seat, &scopes).await.map_err(void)?;
        Ok((seat, scopes))
    }

    /// Whoever invited, as they stand now; nothing where they may not invite any more.
    async fn inviter(
        &self,
        inside: &Ctx,
        tx: &WriteTx,
        row: &invitations::Model,
    ) -> Result<Option<Grantor>, IdentityError> {
        let Some(id) = row.invited_by else { return Ok(Some(Grantor::system())) };
        let member = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(id)).one(tx).await?;
        let Some(member) = member else { return Ok(None) };
        let Some(login) = self.load_login(inside, member.user_id, id).await? else { return Ok(None) };
        let needed = if login.persona.company.is_some() { OWN_PEOPLE_MANAGE } else { PEOPLE_MANAGE };
        if !login.permissions.contains(needed) {
            return Ok(None);
        }
        Ok(Some(self.grantor_of(tx, &login, id).await?))
    }
}

/// A new account; its mailbox has been proven.
pub(crate) fn person_row(ctx: &Ctx, email: &str, name: &str, hash: String) -> Result<users::Model, IdentityError> {
    let key = email_key(email).ok_or_else(|| IdentityError::BadEmail(email.to_owned()))?;
    Ok(users::Model {
        id: UserId::new(),
        email: email.trim().to_owned(),
        email_key: key,
        name: name.to_owned(),
        name_key: Some(sort_key(name)),
        password_hash: hash,
        disabled_at: None,
        created_at: ctx.now(),
        locale: None,
        email_verified_at: Some(ctx.now()),
        credentials_changed_at: None,
        totp_sealed: None,
        totp_confirmed_at: None,
        totp_last_step: None,
        recovery_codes: None,
        erased_at: None,
    })
}

/// A person's name: some characters on one line.
pub(crate) fn checked_name(pointer: &str, name: &str) -> Result<String, IdentityError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        let detail = format!("Write 1 to {LONGEST_NAME} characters.");
        return Err(PeopleError::field(pointer, "identity.bad_field", detail).into());
    }
    Ok(name.to_owned())
}
