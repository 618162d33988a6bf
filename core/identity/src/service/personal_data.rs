//! Personal data: a copy of all that is held of a person in the tenant, and letting go of it (GDPR, articles 15 and 17).
//! Everybody who holds some is asked; identity answers for who the person is and how they got in.

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    account::{PersonalDataView, PersonalSectionView},
    audit::Change,
    companies::CompanyKind,
    privacy::{DataSubject, Erased, PersonalData, PersonalSection, StandIn},
};
use kontor_kernel::{CompanyId, UserId};
use kontor_store::{Ctx, Tx, WriteTx, replies_to};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::{
    Service,
    erasure::{acting_of, decided_by, invitations_by, invitations_to, registrations_of},
    roles::role_title,
    tickets::Purpose,
};
use crate::{
    entities::{
        acting, api_tokens, companies, invitations, memberships, profiles, registrations, roles, sessions, users,
    },
    error::{IdentityError, PeopleError},
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
        let stand_in = self.stand_in(tx, user).await?;
        let mut erased = Vec::new();
        for holder in self.boot.ports.all::<dyn PersonalData>() {
            erased.extend(holder.erase(tx, &subject, &stand_in).await?);
        }
        self.keep_an_administrator(tx).await?;
        let what = erased.iter().map(|part| json!({ "name": part.name, "erased": part.erased, "kept": part.kept }));
        let reason = subject.taken_out_of(reason, &stand_in).unwrap_or_else(|| reason.to_owned());
        let after = json!({ "reason": reason, "parts": what.collect::<Vec<_>>() });
        let change = Change::new("identity.person_erased", "person", user, stand_in.name);
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
        let companies = own_companies(tx, person.id, &held).await?.into_iter().map(|company| company.id).collect();
        let memberships = held.into_iter().map(|row| row.id).collect();
        Ok(DataSubject { user: person.id, email: person.email, name: person.name, memberships, companies })
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
        let sessions = opened.iter().map(|row| {
            json!({ "at": row.created_at, "ip": row.ip, "user_agent": row.user_agent, "method": row.method,
                "last_seen_at": row.last_seen_at, "acting_reason": row.acting_reason })
        });
        let tokens = tokens.iter().map(|row| {
            json!({ "name": row.name, "created_at": row.created_at, "expires_at": row.expires_at, "ip": row.ip,
                "user_agent": row.user_agent, "last_seen_at": row.last_seen_at })
        });
        let (sessions, tokens): (Vec<Value>, Vec<Value>) = (sessions.collect(), tokens.collect());
        let passkeys = self.passkeys_of(user).await?;
        let passkeys: Vec<_> = passkeys.iter().map(super::passkeys::view).collect();
        let outside = self.connections_of(user).await?;
        let outside = outside
            .iter()
            .map(|row| json!({ "issuer": row.issuer, "subject": row.subject, "since": row.created_at }))
            .collect::<Vec<_>>();
        Ok(json!({ "sessions": sessions, "tokens": tokens, "passkeys": passkeys, "outside": outside }))
    }

    /// For whom a person acted, and who acted for the companies that are nobody but them.
    async fn acting_told(&self, tx: &impl Tx, subject: &DataSubject) -> Result<Value, IdentityError> {
        let acted = tx.find::<acting::Entity>().filter(acting_of(subject)).all(tx).await?;
        let told = acted.iter().map(|row| {
            let by = (row.user_id == subject.user).then_some(&row.name);
            json!({ "company_id": row.company_id, "by": by, "reason": row.reason, "from": row.started_at,
                "until": row.until })
        });
        Ok(told.collect())
    }

    async fn person_told(&self, tx: &impl Tx, person: users::Model) -> Result<Value, IdentityError> {
        let profile = tx.find::<profiles::Entity>().filter(profiles::Column::UserId.eq(person.id)).one(tx).await?;
        Ok(json!({
            "id": person.id, "email": person.email, "name": person.name, "locale": person.locale,
            "created_at": person.created_at, "email_verified_at": person.email_verified_at,
            "one_time_codes_since": person.totp_confirmed_at, "attributes": profile.map(|row| row.attributes),
        }))
    }

    /// What was asked for in the person's name, by their address or the membership that came of it; and whom they
    /// invited and let in.
    async fn asked_told(&self, tx: &impl Tx, subject: &DataSubject) -> Result<Value, IdentityError> {
        let invited = tx.find::<invitations::Entity>().filter(invitations_to(subject)).all(tx).await?;
        let asked = tx.find::<registrations::Entity>().filter(registrations_of(subject)).all(tx).await?;
        let inviting = tx.find::<invitations::Entity>().filter(invitations_by(subject)).all(tx).await?;
        let deciding = tx.find::<registrations::Entity>().filter(decided_by(subject)).all(tx).await?;
        let pending = self.tickets_of(subject.user, Purpose::EmailConfirmation).await?;
        let invited = invited.iter().map(|row| json!({ "at": row.created_at, "name": row.name, "email": row.email }));
        let asked = asked.iter().map(|row| {
            json!({ "at": row.created_at, "name": row.name, "email": row.email, "company": row.company,
                "attributes": row.attributes, "note": row.note, "state": row.state, "reason": row.reason })
        });
        let inviting = inviting.iter().map(|row| json!({ "at": row.created_at, "as": row.inviter }));
        let deciding =
            deciding.iter().map(|row| json!({ "at": row.decided_at, "as": row.decided_by, "reason": row.reason }));
        Ok(json!({
            "invitations": invited.collect::<Vec<_>>(), "registrations": asked.collect::<Vec<_>>(),
            "invited_by_them": inviting.collect::<Vec<_>>(), "decided_by_them": deciding.collect::<Vec<_>>(),
            "addresses_to_confirm": pending,
        }))
    }

    /// Replies that are kept for the person's own requests with a key.
    async fn replies_told(&self, tx: &impl Tx, user: UserId) -> Result<Value, IdentityError> {
        let told = replies_to(tx, user).await?.into_iter().map(|reply| {
            let body: Value = serde_json::from_str(&reply.body).unwrap_or(Value::String(reply.body));
            json!({ "at": reply.at, "key": reply.key, "reply": body })
        });
        Ok(told.collect())
    }
}

#[async_trait]
impl PersonalData for Service {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Result<Vec<PersonalSection>, Fault> {
        let person = self.known_person(subject.user).await?;
        let tx = self.boot.store.read(ctx).await?;
        let of = |name: &'static str, data: Value| PersonalSection { name, data };
        let sections = vec![
            of("person", self.person_told(&tx, person).await?),
            of("memberships", self.memberships_told(&tx, subject.user).await?),
            of("companies", companies_told(&tx, subject).await?),
            of("access", self.access_told(&tx, subject.user).await?),
            of("acting", self.acting_told(&tx, subject).await?),
            of("requests", self.asked_told(&tx, subject).await?),
            of("replies", self.replies_told(&tx, subject.user).await?),
        ];
        tx.finish().await?;
        Ok(sections)
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Result<Vec<Erased>, Fault> {
        let access = self.erase_access(tx, subject.user).await?;
        let requests = self.erase_requests(tx, subject, stand_in).await?;
        let replies = self.erase_replies(tx, subject, stand_in).await?;
        let companies = self.erase_companies(tx, subject, stand_in).await?;
        let person = self.erase_identity(tx, subject, stand_in).await?;
        let whole = |name: &'static str, erased: u64| Erased { name, erased, kept: 0, reason: "" };
        Ok(vec![whole("access", access), whole("requests", requests), whole("replies", replies), companies, person])
    }
}

/// What private consumers buy as: companies of theirs in which nobody else is a member any more.
async fn own_companies(
    tx: &impl Tx,
    user: UserId,
    held: &[memberships::Model],
) -> Result<Vec<companies::Model>, IdentityError> {
    let ids: Vec<CompanyId> = held.iter().filter_map(|row| row.company_id).collect();
    let named = companies::Column::Id.is_in(ids.iter().copied());
    let consumers = tx.find::<companies::Entity>().filter(named);
    let consumers = consumers.filter(companies::Column::Kind.eq(CompanyKind::Consumer.name())).all(tx).await?;
    let others = tx.find::<memberships::Entity>().filter(memberships::Column::CompanyId.is_in(ids));
    let others = others.filter(memberships::Column::EndedAt.is_null()).filter(memberships::Column::UserId.ne(user));
    let others = others.all(tx).await?;
    let is_shared = |company: &companies::Model| others.iter().any(|row| row.company_id == Some(company.id));
    Ok(consumers.into_iter().filter(|company| !is_shared(company)).collect())
}

async fn companies_told(tx: &impl Tx, subject: &DataSubject) -> Result<Value, IdentityError> {
    let own = companies::Column::Id.is_in(subject.companies.iter().copied());
    let rows = tx.find::<companies::Entity>().filter(own).all(tx).await?;
    let told = rows.iter().map(|row| {
        json!({ "code": row.code, "name": row.name, "vat_id": row.vat_id, "country": row.country, "email": row.email,
            "address": row.address, "attributes": row.attributes, "external_id": row.external_id,
            "created_at": row.created_at })
    });
    Ok(told.collect())
}
