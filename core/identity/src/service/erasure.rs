//! Forgetting a person: what they got in by goes, what they are called goes, and what the law wants kept loses their name.
//! A person whom another tenant knows stays themselves there.

use kontor_contract::{
    identity::Address,
    privacy::{DataSubject, Erased, StandIn},
};
use kontor_kernel::{UserId, sort_key};
use kontor_store::{Tx, WriteTx, mentions};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Value};
use serde_json::json;

use super::Service;
use crate::{
    entities::{
        acting, api_tokens, companies, external_identities, invitations, memberships, passkeys, profiles,
        registrations, roles, sessions, tickets, user_tenants,
        users::{self, Column},
    },
    error::IdentityError,
    model::email::email_key,
};

/// Invitations to a person, by the address they have.
pub(super) fn invitations_to(subject: &DataSubject) -> Condition {
    Condition::any().add(invitations::Column::EmailKey.eq(email_key(&subject.email).unwrap_or_default()))
}

/// Invitations that a person made.
pub(super) fn invitations_by(subject: &DataSubject) -> Condition {
    Condition::any().add(invitations::Column::InvitedBy.is_in(subject.memberships.iter().copied()))
}

/// Registrations of a person, by the address they have or by what became of them.
pub(super) fn registrations_of(subject: &DataSubject) -> Condition {
    Condition::any()
        .add(registrations::Column::EmailKey.eq(email_key(&subject.email).unwrap_or_default()))
        .add(registrations::Column::MembershipId.is_in(subject.memberships.iter().copied()))
}

/// Registrations that a person decided on. Rows from before ids were kept know the name only.
pub(super) fn decided_by(subject: &DataSubject) -> Condition {
    use registrations::Column;
    let nameless = Condition::all().add(Column::DecidedById.is_null()).add(Column::DecidedBy.eq(&subject.name));
    Condition::any().add(Column::DecidedById.eq(subject.user)).add(nameless)
}

/// When a person acted for customers, and when somebody acted for a company that is nobody but them.
pub(super) fn acting_of(subject: &DataSubject) -> Condition {
    Condition::any()
        .add(acting::Column::UserId.eq(subject.user))
        .add(acting::Column::CompanyId.is_in(subject.companies.iter().copied()))
}

/// Why something stays of a person.
const KEPT: &str = "Memberships without a name, to which orders and records refer, and for two years when somebody acted \
                    for a customer (commercial and tax law; GDPR, article 17, paragraph 3, points b and e).";
/// Why something stays of a private customer.
const COMPANY_KEPT: &str = "The customer's number without name and address, to which orders refer (commercial and tax \
                            law; GDPR, article 17, paragraph 3, point b).";

impl Service {
    /// Who takes a person's place in this tenant: they themselves without a name where nobody else knows them, and
    /// somebody new where another tenant does.
    pub(super) async fn stand_in(&self, tx: &WriteTx, user: UserId) -> Result<StandIn, IdentityError> {
        let known = user_tenants::Entity::find().filter(user_tenants::Column::UserId.eq(user));
        let known = tx.all_system(&self.authority, known).await?;
        let is_known_elsewhere = known.iter().any(|row| row.tenant_id != tx.tenant());
        let former = if is_known_elsewhere { UserId::new() } else { user };
        Ok(StandIn { user: former, email: former_email(former), name: former_name(user) })
    }

    /// Sessions and tokens in this tenant, with their addresses and browsers.
    pub(super) async fn erase_access(&self, tx: &WriteTx, user: UserId) -> Result<u64, IdentityError> {
        let sessions = tx.delete::<sessions::Entity>().filter(sessions::Column::UserId.eq(user)).run(tx).await?;
        let tokens = tx.delete::<api_tokens::Entity>().filter(api_tokens::Column::UserId.eq(user)).run(tx).await?;
        let profiles = tx.delete::<profiles::Entity>().filter(profiles::Column::UserId.eq(user)).run(tx).await?;
        let here = tickets::Entity::delete_many().filter(tickets::Column::UserId.eq(user));
        let here = here.filter(tickets::Column::TenantId.eq(tx.tenant()));
        let tickets = tx.delete_system(&self.authority, here).await?;
        let logins = std::sync::Arc::clone(&self.logins);
        tx.after_commit(move || logins.forget_person(user)).await;
        Ok(sessions + tokens + profiles + tickets)
    }

    /// What was asked for in the person's name goes; what they asked others loses their name.
    pub(super) async fn erase_requests(
        &self,
        tx: &WriteTx,
        subject: &DataSubject,
        stand_in: &StandIn,
    ) -> Result<u64, IdentityError> {
        let invited = tx.delete::<invitations::Entity>().filter(invitations_to(subject)).run(tx).await?;
        let asked = tx.delete::<registrations::Entity>().filter(registrations_of(subject)).run(tx).await?;
        let inviting = tx.update::<invitations::Entity>().set(invitations::Column::Inviter, stand_in.name.clone());
        let inviting = inviting.filter(invitations_by(subject)).run(tx).await?;
        let deciding = tx.update::<registrations::Entity>();
        let deciding = deciding.set(registrations::Column::DecidedBy, stand_in.name.clone());
        let deciding = deciding.set(registrations::Column::DecidedById, stand_in.user);
        let deciding = deciding.filter(decided_by(subject)).run(tx).await?;
        Ok(invited + asked + inviting + deciding)
    }

    /// Replies to their requests go; replies to others and events that name them do so no more.
    pub(super) async fn erase_replies(
        &self,
        tx: &WriteTx,
        subject: &DataSubject,
        stand_in: &StandIn,
    ) -> Result<u64, IdentityError> {
        let words = [subject.name.as_str(), &subject.email];
        let own = tx.forget_replies_to(subject.user).await?;
        let in_reply = |reply: &str| {
            let value: serde_json::Value = serde_json::from_str(reply).ok()?;
            subject.taken_out_of_all(&value, stand_in).map(|value| value.to_string())
        };
        let others = tx.rewrite_replies(&words, in_reply).await?;
        let in_payload = |payload: &serde_json::Value| subject.taken_out_of_all(payload, stand_in);
        let events = tx.rewrite_events(&words, in_payload, (&subject.name, &stand_in.user.to_string())).await?;
        Ok(own + others + events)
    }

    /// What private consumers buy as is closed and loses name, address and all that was known of it. A firm that was
    /// reached by the person's address is so no more, and roles that were called after them are called otherwise.
    pub(super) async fn erase_companies(
        &self,
        tx: &WriteTx,
        subject: &DataSubject,
        stand_in: &StandIn,
    ) -> Result<Erased, IdentityError> {
        let own = tx.find::<companies::Entity>().filter(companies::Column::Id.is_in(subject.companies.iter().copied()));
        let own = own.all(tx).await?;
        for row in &own {
            self.blank_company(tx, row, stand_in).await?;
        }
        let reached = mentions(companies::Column::Email, &[&subject.email]);
        for row in tx.find::<companies::Entity>().filter(reached).all(tx).await? {
            if row.email.as_deref().is_some_and(|email| email_key(email) == email_key(&subject.email)) {
                let update = tx.update::<companies::Entity>().set(companies::Column::Email, None::<String>);
                update.filter(companies::Column::Id.eq(row.id)).run(tx).await?;
            }
        }
        for row in tx.find::<roles::Entity>().filter(mentions(roles::Column::Name, &[&subject.name])).all(tx).await? {
            let without = subject.is_named_by(&row.name).then(|| subject.taken_out_of(&row.name, stand_in)).flatten();
            if let Some(name) = without {
                let update = tx.update::<roles::Entity>().set(roles::Column::Name, name);
                update.filter(roles::Column::Id.eq(row.id)).run(tx).await?;
            }
        }
        self.forget_companies_after(tx).await;
        let kept = own.len() as u64;
        Ok(Erased { name: "companies", erased: kept, kept, reason: if kept > 0 { COMPANY_KEPT } else { "" } })
    }

    async fn blank_company(
        &self,
        tx: &WriteTx,
        row: &companies::Model,
        stand_in: &StandIn,
    ) -> Result<(), IdentityError> {
        use companies::Column;
        let nowhere = Address { country: row.country.clone(), ..Address::default() };
        tx.update::<companies::Entity>()
            .set(Column::Name, stand_in.name.clone())
            .set(Column::NameKey, sort_key(&stand_in.name))
            .set(Column::VatId, None::<String>)
            .set(Column::VatIdConfirmed, None::<String>)
            .set(Column::Email, None::<String>)
            .set(Column::Address, json!(nowhere))
            .set(Column::Attributes, json!({}))
            .set(Column::ExternalId, None::<String>)
            .set(Column::UpdatedAt, tx.ctx().now())
            .set(Column::ArchivedAt, row.archived_at.unwrap_or_else(|| tx.ctx().now()))
            .filter(Column::Id.eq(row.id))
            .run(tx)
            .await?;
        Ok(())
    }

    /// Memberships end and stay as somebody's who has no name any more: orders and histories refer to them. Where no other
    /// tenant knows the person, the person is gone for good; otherwise the stand-in takes their place here.
    pub(super) async fn erase_identity(
        &self,
        tx: &WriteTx,
        subject: &DataSubject,
        stand_in: &StandIn,
    ) -> Result<Erased, IdentityError> {
        let end = tx.update::<memberships::Entity>().set(memberships::Column::EndedAt, tx.ctx().now());
        let own = end.filter(memberships::Column::UserId.eq(subject.user));
        own.filter(memberships::Column::EndedAt.is_null()).run(tx).await?;
        let kept = self.erase_acting(tx, subject, stand_in).await?;
        if stand_in.user == subject.user {
            self.blank_person(tx, subject.user, stand_in).await?;
        } else {
            self.replace_here(tx, subject.user, stand_in).await?;
        }
        let memberships = u64::try_from(subject.memberships.len()).unwrap_or(u64::MAX);
        Ok(Erased { name: "person", erased: 1, kept: kept + memberships, reason: KEPT })
    }

    /// That somebody acted for a customer stays; who it was and whom the reason names does not.
    async fn erase_acting(
        &self,
        tx: &WriteTx,
        subject: &DataSubject,
        stand_in: &StandIn,
    ) -> Result<u64, IdentityError> {
        let rows = tx.find::<acting::Entity>().filter(acting_of(subject)).all(tx).await?;
        for row in &rows {
            if let Some(reason) = subject.taken_out_of(&row.reason, stand_in) {
                let update = tx.update::<acting::Entity>().set(acting::Column::Reason, reason);
                update.filter(acting::Column::Id.eq(row.id)).run(tx).await?;
            }
        }
        let own = tx.update::<acting::Entity>().set(acting::Column::UserId, stand_in.user);
        let own = own.set(acting::Column::Name, stand_in.name.clone());
        own.filter(acting::Column::UserId.eq(subject.user)).run(tx).await?;
        Ok(rows.len() as u64)
    }

    /// A namesake without a name takes a person's place in this tenant; elsewhere they stay themselves.
    async fn replace_here(&self, tx: &WriteTx, user: UserId, stand_in: &StandIn) -> Result<(), IdentityError> {
        let nobody = users::Model {
            id: stand_in.user,
            email: stand_in.email.clone(),
            email_key: stand_in.email.clone(),
            name: stand_in.name.clone(),
            name_key: Some(sort_key(&stand_in.name)),
            password_hash: String::new(),
            disabled_at: Some(tx.ctx().now()),
            created_at: tx.ctx().now(),
            locale: None,
            email_verified_at: None,
            credentials_changed_at: None,
            totp_sealed: None,
            totp_confirmed_at: None,
            totp_last_step: None,
            recovery_codes: None,
            erased_at: Some(tx.ctx().now()),
        };
        tx.insert_system::<users::Entity>(&self.authority, vec![nobody]).await?;
        let moved = tx.update::<memberships::Entity>().set(memberships::Column::UserId, stand_in.user);
        moved.filter(memberships::Column::UserId.eq(user)).run(tx).await?;
        let here = user_tenants::Entity::delete_many().filter(user_tenants::Column::UserId.eq(user));
        let here = here.filter(user_tenants::Column::TenantId.eq(tx.tenant()));
        tx.delete_system(&self.authority, here).await?;
        Ok(())
    }

    /// Nothing of a person is left but an id.
    async fn blank_person(&self, tx: &WriteTx, user: UserId, stand_in: &StandIn) -> Result<(), IdentityError> {
        let now = tx.ctx().now();
        let mut columns = super::second_factor::no_totp();
        columns.extend([
            (Column::Email, stand_in.email.clone().into()),
            (Column::EmailKey, stand_in.email.clone().into()),
            (Column::Name, stand_in.name.clone().into()),
            (Column::NameKey, sort_key(&stand_in.name).into()),
            (Column::PasswordHash, String::new().into()),
            (Column::Locale, Value::String(None)),
            (Column::EmailVerifiedAt, Value::BigInt(None)),
            (Column::CredentialsChangedAt, now.into()),
            (Column::DisabledAt, now.into()),
            (Column::ErasedAt, now.into()),
        ]);
        self.set_person(tx, user, columns).await?;
        let known = user_tenants::Entity::delete_many().filter(user_tenants::Column::UserId.eq(user));
        tx.delete_system(&self.authority, known).await?;
        let keys = passkeys::Entity::delete_many().filter(passkeys::Column::UserId.eq(user));
        tx.delete_system(&self.authority, keys).await?;
        let outside = external_identities::Entity::delete_many().filter(external_identities::Column::UserId.eq(user));
        tx.delete_system(&self.authority, outside).await?;
        let open = tickets::Entity::delete_many().filter(tickets::Column::UserId.eq(user));
        tx.delete_system(&self.authority, open).await?;
        Ok(())
    }
}

/// An address that no mail reaches (RFC 2606).
fn former_email(user: UserId) -> String {
    format!("{}@erased.invalid", user.uuid().simple())
}

/// What somebody is called who was erased.
pub(crate) fn former_name(user: UserId) -> String {
    let id = user.uuid().simple().to_string();
    // The end of the id: its beginning is the time, which many share.
    format!("Former user {}", &id[id.len() - 8..])
}
