//! Personal data: a copy of all that is held of a person in the tenant, and letting go of it (GDPR, articles 15 and 17).
//! Everybody who holds some is asked; identity answers for who the person is and how they got in.

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    account::{PersonalDataView, PersonalSectionView},
    audit::Change,
    privacy::{DataSubject, Erased, PersonalData, PersonalSection},
};
use kontor_kernel::UserId;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::{Service, erasure::former_name, roles::role_title};
use crate::{
    entities::{acting, api_tokens, invitations, memberships, profiles, registrations, roles, sessions, users},
    error::{IdentityError, PeopleError},
    model::email::email_key,
};

impl Service {
    /// A copy of everything that is held of a person in the tenant.
    pub(crate) async fn export_person(&self, ctx: &Ctx, user: UserId) -> Result<PersonalDataView, IdentityError> {
        let ctx = &self.personal(ctx);
        let person = self.known_person(user).await?;
        let tx = self.boot.store.read(ctx).await?;
        let subject = self.subject(&tx, person).await?;
        tx.finish().await?;
        let mut sections = Vec::new();
        for holder in self.boot.ports.all::<dyn PersonalData>() {
            let held = holder.export(ctx, &subject).await?;
            sections.extend(
                held.into_iter()
                    .map(|section| PersonalSectionView { name: section.name.to_owned(), data: section.data }),
            );
        }
        Ok(PersonalDataView { sections })
    }

    /// Lets go of a person in the tenant, with the caller's commit; tells what became of what was held.
    pub(crate) async fn erase_person(
        &self,
        tx: &WriteTx,
        user: UserId,
        reason: &str,
    ) -> Result<Vec<Erased>, IdentityError> {
        self.lock_administrators(tx).await?;
        let person = self.lock_person(tx, user).await?.ok_or(PeopleError::NoSuchPerson)?;
        let subject = self.subject(tx, person).await?;
        if subject.memberships.is_empty() {
            return Err(PeopleError::NoSuchPerson.into());
        }
        let mut erased = Vec::new();
        for holder in self.boot.ports.all::<dyn PersonalData>() {
            erased.extend(holder.erase(tx, &subject).await?);
        }
        self.keep_an_administrator(tx).await?;
        let what = erased.iter().map(|part| json!({ "name": part.name, "erased": part.erased, "kept": part.kept }));
        let after = json!({ "reason": reason, "parts": what.collect::<Vec<_>>() });
        let change = Change::new("identity.person_erased", "person", user, former_name(user));
        self.boot.record(tx, change.after(&after)).await?;
        Ok(erased)
    }

    async fn known_person(&self, user: UserId) -> Result<users::Model, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let row = system.one(users::Entity::find().filter(users::Column::Id.eq(user))).await?;
        row.ok_or_else(|| PeopleError::NoSuchPerson.into())
    }

    async fn subject(&self, tx: &impl Tx, person: users::Model) -> Result<DataSubject, IdentityError> {
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(person.id)).all(tx).await?;
        let memberships = held.into_iter().map(|row| row.id).collect();
        Ok(DataSubject { user: person.id, email: person.email, name: person.name, memberships })
    }

    async fn memberships_told(&self, tx: &impl Tx, user: UserId) -> Result<Value, IdentityError> {
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(user)).all(tx).await?;
        let roles_known = tx.find::<roles::Entity>().all(tx).await?;
        let told = held.iter().map(|row| {
            let role = roles_known.iter().find(|role| role.id == row.role_id);
            let role = role.map(|role| role_title(self.boot.texts(), tx.ctx().locale(), role));
            json!({ "role": role, "company_id": row.company_id, "since": row.created_at, "ended_at": row.ended_at })
        });
        Ok(told.collect())
    }

    /// How a person got in: sessions and tokens, without what opens them.
    async fn access_told(&self, tx: &impl Tx, user: UserId) -> Result<Value, IdentityError> {
        let opened = tx.find::<sessions::Entity>().filter(sessions::Column::UserId.eq(user)).all(tx).await?;
        let tokens = tx.find::<api_tokens::Entity>().filter(api_tokens::Column::UserId.eq(user)).all(tx).await?;
        let acted = tx.find::<acting::Entity>().filter(acting::Column::UserId.eq(user)).all(tx).await?;
        let sessions = opened.iter().map(|row| {
            json!({ "at": row.created_at, "ip": row.ip, "user_agent": row.user_agent, "method": row.method,
                "last_seen_at": row.last_seen_at })
        });
        let tokens = tokens.iter().map(|row| {
            json!({ "name": row.name, "created_at": row.created_at, "expires_at": row.expires_at, "ip": row.ip,
                "last_seen_at": row.last_seen_at })
        });
        let acted = acted.iter().map(|row| {
            json!({ "company_id": row.company_id, "reason": row.reason, "from": row.started_at, "until": row.until })
        });
        let (sessions, tokens, acted) = (sessions.collect(), tokens.collect(), acted.collect());
        Ok(json!({ "sessions": Value::Array(sessions), "tokens": Value::Array(tokens), "acting": Value::Array(acted) }))
    }

    async fn person_told(&self, tx: &impl Tx, person: users::Model) -> Result<Value, IdentityError> {
        let profile = tx.find::<profiles::Entity>().filter(profiles::Column::UserId.eq(person.id)).one(tx).await?;
        Ok(json!({
            "id": person.id, "email": person.email, "name": person.name, "locale": person.locale,
            "created_at": person.created_at, "email_verified_at": person.email_verified_at,
            "one_time_codes_since": person.totp_confirmed_at, "attributes": profile.map(|row| row.attributes),
        }))
    }

    /// What was asked for in the person's name, by their address.
    async fn asked_told(&self, tx: &impl Tx, email: &str) -> Result<Value, IdentityError> {
        let key = email_key(email).unwrap_or_default();
        let invited = tx.find::<invitations::Entity>().filter(invitations::Column::EmailKey.eq(&key)).all(tx).await?;
        let asked = tx.find::<registrations::Entity>().filter(registrations::Column::EmailKey.eq(&key)).all(tx).await?;
        let invited = invited.iter().map(|row| json!({ "at": row.created_at, "by": row.inviter, "name": row.name }));
        let asked = asked.iter().map(|row| {
            json!({ "at": row.created_at, "name": row.name, "company": row.company, "attributes": row.attributes,
                "note": row.note, "state": row.state })
        });
        let (invited, asked) = (invited.collect(), asked.collect());
        Ok(json!({ "invitations": Value::Array(invited), "registrations": Value::Array(asked) }))
    }
}

#[async_trait]
impl PersonalData for Service {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Result<Vec<PersonalSection>, Fault> {
        let person = self.known_person(subject.user).await?;
        let tx = self.boot.store.read(ctx).await?;
        let sections = vec![
            PersonalSection { name: "person", data: self.person_told(&tx, person).await? },
            PersonalSection { name: "memberships", data: self.memberships_told(&tx, subject.user).await? },
            PersonalSection { name: "access", data: self.access_told(&tx, subject.user).await? },
            PersonalSection { name: "requests", data: self.asked_told(&tx, &subject.email).await? },
        ];
        tx.finish().await?;
        Ok(sections)
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject) -> Result<Vec<Erased>, Fault> {
        let access = self.erase_access(tx, subject.user).await?;
        let requests = self.erase_requests(tx, &subject.email).await?;
        let person = self.erase_identity(tx, subject).await?;
        let whole = |name: &'static str, erased: u64| Erased { name, erased, kept: 0, reason: "" };
        Ok(vec![whole("access", access), whole("requests", requests), person])
    }
}
