//! Deciding on registrations: seen, let in with a company and a role, or refused with a reason.
//! Of two clerks who decide at once one wins; an account that exists is attached to and never given a password.

use std::collections::BTreeSet;

use kontor_contract::{
    attributes::Attributes,
    audit::Change,
    identity::{Address, CompanyName},
    people::{Audience, FormThing, RegistrationKind, RegistrationState},
};
use kontor_kernel::{CompanyId, MembershipId, Page, PageRequest, RegistrationId, RoleId, Timestamp, UserId};
use kontor_store::{Ctx, Keyset, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Condition, Order};
use serde::Serialize;
use serde_json::json;

use super::{
    Service,
    companies::CompanyChange,
    joining::person_row,
    memberships::Seat,
    people::{companies_by_id, company_name},
    registration_form::{RegistrationForm, default_role},
    registrations::{attributes_of, company_of, kind_of, message_to},
    roles::{check_permissions, role_title},
};
use crate::{
    entities::{companies, memberships, registrations, roles},
    error::{IdentityError, PeopleError},
    manifest::PEOPLE_MANAGE,
    model::scopes::Scopes,
};

/// What is decided with an approval.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decision {
    /// The company to join; a new one where nothing is said.
    pub(crate) company: Option<CompanyId>,
    /// The code of a new one.
    pub(crate) company_code: String,
    /// The role; the form's own where nothing is said.
    pub(crate) role: Option<RoleId>,
    /// Permissions beside the role's.
    pub(crate) permissions: Vec<String>,
}

impl Decision {
    /// As the form decides by itself: a company of its own, and nothing beyond the form's role.
    pub(crate) fn automatic(company_code: String) -> Self {
        Self { company_code, ..Self::default() }
    }
}

/// A registration as those who decide see it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct RegistrationView {
    pub(crate) id: RegistrationId,
    pub(crate) kind: RegistrationKind,
    pub(crate) state: RegistrationState,
    pub(crate) email: String,
    pub(crate) name: String,
    /// The person, where they are known here already.
    pub(crate) user_id: Option<UserId>,
    pub(crate) company: RegisteredCompanyView,
    /// Attributes of the person that the form asked for.
    pub(crate) attributes: Attributes,
    pub(crate) requested_permissions: Vec<String>,
    pub(crate) note: String,
    pub(crate) created_at: Timestamp,
    pub(crate) confirmed_at: Option<Timestamp>,
    pub(crate) decided_at: Option<Timestamp>,
    pub(crate) decided_by: Option<String>,
    pub(crate) reason: Option<String>,
    /// The company that it led to.
    pub(crate) joined: Option<CompanyName>,
    pub(crate) membership_id: Option<MembershipId>,
    /// Companies that it may be about, while nobody has decided.
    pub(crate) suggestions: Vec<Suggestion>,
}

/// The company as it registered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct RegisteredCompanyView {
    pub(crate) name: String,
    pub(crate) vat_id: Option<String>,
    pub(crate) country: String,
    pub(crate) address: Address,
    /// Attributes of the company that the form asked for.
    pub(crate) attributes: Attributes,
}

/// A company that a registration may be about: it has the same VAT id.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Suggestion {
    pub(crate) company: CompanyName,
}

impl Service {
    /// Registrations, the newest first; unconfirmed ones only where they are asked for.
    pub(crate) async fn list_registrations(
        &self,
        ctx: &Ctx,
        state: Option<RegistrationState>,
        page: &PageRequest,
    ) -> Result<Page<RegistrationView>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let wanted = match state {
            Some(state) => registrations::Column::State.eq(state.name()),
            None => registrations::Column::State.ne(RegistrationState::Unconfirmed.name()),
        };
        let keys =
            Keyset { column: registrations::Column::CreatedAt, id: registrations::Column::Id, order: Order::Desc };
        let page = tx.find::<registrations::Entity>().filter(wanted).page(&tx, keys, page).await?;
        let mut items = Vec::new();
        for row in page.items {
            items.push(self.registration_view(&tx, row).await?);
        }
        tx.finish().await?;
        Ok(Page { items, next_cursor: page.next_cursor, total: page.total })
    }

    pub(crate) async fn registration_of(
        &self,
        ctx: &Ctx,
        id: RegistrationId,
    ) -> Result<RegistrationView, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let row = registration(&tx, id).await?;
        let view = self.registration_view(&tx, row).await?;
        tx.finish().await?;
        Ok(view)
    }

    async fn registration_view(
        &self,
        tx: &impl Tx,
        row: registrations::Model,
    ) -> Result<RegistrationView, IdentityError> {
        let state = RegistrationState::named(&row.state).ok_or(PeopleError::NoSuchRegistration)?;
        let company = company_of(&row);
        let joined = companies_by_id(tx, row.company_id).await?;
        let waits = state == RegistrationState::AwaitingDecision;
        let suggestions = if waits { suggested(tx, company.vat_id.as_deref()).await? } else { Vec::new() };
        let user_id = self.known_here(tx, &row.email_key).await?;
        Ok(RegistrationView {
            id: row.id,
            kind: RegistrationKind::named(&row.kind).ok_or(PeopleError::NoSuchRegistration)?,
            state,
            user_id,
            company: RegisteredCompanyView {
                name: company.name,
                vat_id: company.vat_id,
                country: company.country,
                address: company.address,
                attributes: attributes_of(&row, FormThing::Company),
            },
            attributes: attributes_of(&row, FormThing::Person),
            requested_permissions: serde_json::from_value(row.requested_permissions).unwrap_or_default(),
            joined: row.company_id.and_then(|id| joined.get(&id).map(company_name)),
            email: row.email,
            name: row.name,
            note: row.note,
            created_at: row.created_at,
            confirmed_at: row.confirmed_at,
            decided_at: row.decided_at,
            decided_by: row.decided_by,
            reason: row.reason,
            membership_id: row.membership_id,
            suggestions,
        })
    }

    /// A person of this tenant by their address; that somebody is known elsewhere is nobody's business here.
    async fn known_here(&self, tx: &impl Tx, key: &str) -> Result<Option<UserId>, IdentityError> {
        let Some(person) = self.user_by_key(key).await?.filter(|person| person.erased_at.is_none()) else {
            return Ok(None);
        };
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(person.id)).count(tx).await?;
        Ok((held > 0).then_some(person.id))
    }

    /// Lets somebody in.
    pub(crate) async fn approve_registration(
        &self,
        ctx: &Ctx,
        id: RegistrationId,
        mut decision: Decision,
    ) -> Result<RegistrationView, IdentityError> {
        if decision.company.is_none() && decision.company_code.is_empty() {
            decision.company_code = self.fresh_company_code(ctx).await?;
        }
        // A new company lies in nobody's reach yet, so the check of the reach is made here.
        let tx = self.write_wide(ctx).await?;
        let form = self.form(&tx).await?;
        let row = registration(&tx, id).await?;
        if let Some(company) = decision.company
            && !ctx.scope().holds_company(company)
        {
            return Err(no_company().into());
        }
        self.approve_within(&tx, &form, &row, &decision).await?;
        tx.commit().await?;
        self.registration_of(ctx, id).await
    }

    /// Lets somebody in within a unit of work.
    pub(crate) async fn approve_within(
        &self,
        tx: &WriteTx,
        form: &RegistrationForm,
        row: &registrations::Model,
        decision: &Decision,
    ) -> Result<(), IdentityError> {
        take(tx, row.id, RegistrationState::Approved, None).await?;
        let company = self.registered_company(tx, row, decision).await?;
        let seat = self.registered_seat(tx, form, row, decision, company).await?;
        let user = self.registered_person(tx, row).await?;
        let member = self.give_membership(tx, user, &seat, &Scopes::default()).await?;
        let attributes = attributes_of(row, FormThing::Person);
        if !attributes.is_empty() {
            self.write_profile(tx, user, &attributes).await?;
        }
        tx.update::<registrations::Entity>()
            .set(registrations::Column::CompanyId, member.company_id)
            .set(registrations::Column::MembershipId, member.id)
            .filter(registrations::Column::Id.eq(row.id))
            .run(tx)
            .await?;
        let is_company = row.kind == RegistrationKind::Company.name();
        let name = seat.company.as_ref().filter(|_| is_company).map(|company| company.name.clone());
        let mut message = message_to(row, "identity/registration-approved");
        message.link = Some("/sign-in".to_owned());
        message.data = json!({ "name": row.name, "company": name });
        self.post(tx, message).await?;
        let change = Change::new("identity.registration_approved", "registration", row.id, &row.email);
        let view = self.membership_view(tx.ctx(), &member, &seat)?;
        let after = json!({ "user_id": user, "email": row.email, "membership": view });
        Ok(self.boot.record(tx, change.after(&after)).await?)
    }

    /// Refuses somebody, with the reason that they are told.
    pub(crate) async fn reject_registration(
        &self,
        ctx: &Ctx,
        id: RegistrationId,
        reason: &str,
    ) -> Result<RegistrationView, IdentityError> {
        let reason = reason.trim();
        if reason.chars().count() > 1_000 {
            return Err(PeopleError::field("/reason", "identity.bad_field", "Write at most 1000 characters.").into());
        }
        let tx = self.boot.store.write(ctx).await?;
        let row = registration(&tx, id).await?;
        take(&tx, id, RegistrationState::Rejected, Some(reason)).await?;
        let is_company = row.kind == RegistrationKind::Company.name();
        let mut message = message_to(&row, "identity/registration-rejected");
        let company = is_company.then(|| company_of(&row).name);
        message.data = json!({ "name": row.name, "company": company, "reason": reason });
        self.post(&tx, message).await?;
        let change = Change::new("identity.registration_rejected", "registration", id, &row.email);
        self.boot.record(&tx, change.after(&json!({ "email": row.email, "reason": reason }))).await?;
        tx.commit().await?;
        self.registration_of(ctx, id).await
    }

    /// A code that no company has, taken before the write begins.
    pub(crate) async fn fresh_company_code(&self, ctx: &Ctx) -> Result<String, IdentityError> {
        loop {
            let code = format!("R{}", self.boot.store.next_number(ctx, "registered_companies").await?);
            let tx = self.read_wide(ctx).await?;
            let taken = tx.find::<companies::Entity>().filter(companies::Column::CodeKey.eq(&code)).count(&tx).await?;
            tx.finish().await?;
            if taken == 0 {
                return Ok(code);
            }
        }
    }

    async fn registered_company(
        &self,
        tx: &WriteTx,
        row: &registrations::Model,
        decision: &Decision,
    ) -> Result<companies::Model, IdentityError> {
        if let Some(id) = decision.company {
            let found = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id)).one(tx).await?;
            let found = found.filter(|company| company.archived_at.is_none());
            return found.ok_or_else(|| no_company().into());
        }
        let company = company_of(row);
        let change = CompanyChange {
            code: Some(decision.company_code.clone()),
            name: Some(company.name),
            kind: Some(kind_of(row)),
            vat_id: Some(company.vat_id),
            country: Some(company.country),
            email: Some(Some(row.email.clone())),
            address: Some(company.address),
            attributes: Some(attributes_of(row, FormThing::Company)),
            ..CompanyChange::default()
        };
        self.create_company(tx, &change).await.map_err(|error| match error {
            IdentityError::CompanyCodeTaken(code) => {
                let detail = format!("A company with the code {code} exists already.");
                PeopleError::field("/company_code", "identity.company_code_taken", detail).into()
            }
            other => other,
        })
    }

    /// The role in the company: the form's, the one that was chosen, or one composed of it and what was granted beside.
    async fn registered_seat(
        &self,
        tx: &WriteTx,
        form: &RegistrationForm,
        row: &registrations::Model,
        decision: &Decision,
        company: companies::Model,
    ) -> Result<Seat, IdentityError> {
        let usual = if kind_of(row) == kontor_contract::companies::CompanyKind::Consumer {
            RegistrationForm { default_role: "buyer".to_owned(), ..form.clone() }
        } else {
            form.clone()
        };
        let usual = default_role(tx, &usual).await?.ok_or(PeopleError::UnknownRole)?;
        let seat = match decision.role {
            Some(id) if id != usual.id => {
                if !tx.ctx().allows(PEOPLE_MANAGE) {
                    return Err(PeopleError::OnlyTheFormsRole(usual.name).into());
                }
                self.seat_for(tx, id, Some(company.id)).await?
            }
            _ => self.seat_for(tx, usual.id, Some(company.id)).await?,
        };
        if seat.audience() != Audience::Buyer {
            return Err(PeopleError::UnknownRole.into());
        }
        if decision.permissions.is_empty() {
            return Ok(seat);
        }
        self.composed_seat(tx, form, row, &decision.permissions, seat).await
    }

    /// A role of the company's own that grants more than another one.
    async fn composed_seat(
        &self,
        tx: &WriteTx,
        form: &RegistrationForm,
        row: &registrations::Model,
        permissions: &[String],
        base: Seat,
    ) -> Result<Seat, IdentityError> {
        let mut catalogue = self.catalogue(tx.ctx()).await;
        catalogue.retain(|name, _| form.requestable_permissions.iter().any(|known| known == name));
        let mut granted = check_permissions(&catalogue, Audience::Buyer, permissions, &BTreeSet::new())?;
        granted.extend(base.permissions);
        let id = RoleId::new();
        let role = roles::Model {
            tenant_id: tx.tenant(),
            id,
            code: format!("own-{}", id.uuid().simple()),
            name: format!("{} ({})", role_title(self.boot.texts(), tx.ctx().locale(), &base.role), row.name),
            permissions: json!(granted),
            company_id: base.company.as_ref().map(|company| company.id),
            is_built_in: Some(false),
            ..base.role
        };
        self.insert_role(tx, &role).await?;
        let change = Change::new("identity.role_made", "role", id, &role.name);
        self.boot.record(tx, change.after(&json!({ "name": role.name, "permissions": granted }))).await?;
        Ok(Seat { role, permissions: granted, company: base.company })
    }

    /// The person: the account that the address has, as it is, or a new one with the password that was chosen.
    async fn registered_person(&self, tx: &WriteTx, row: &registrations::Model) -> Result<UserId, IdentityError> {
        if let Some(known) = self.person_by_key(tx, &row.email_key).await? {
            let now = self.lock_person(tx, known.id).await?.filter(|person| person.disabled_at.is_none());
            return Ok(now.ok_or(PeopleError::AccountClosed)?.id);
        }
        let mut person = person_row(tx.ctx(), &row.email, &row.name, row.password_hash.clone())?;
        person.locale = Some(row.locale.clone());
        person.email_verified_at = row.confirmed_at;
        self.write_person(tx, person).await
    }
}

async fn registration(tx: &impl Tx, id: RegistrationId) -> Result<registrations::Model, IdentityError> {
    let row = tx.find::<registrations::Entity>().filter(registrations::Column::Id.eq(id)).one(tx).await?;
    row.ok_or_else(|| PeopleError::NoSuchRegistration.into())
}

/// Takes the decision on a registration: of two who decide at once, the second finds it taken.
async fn take(
    tx: &WriteTx,
    id: RegistrationId,
    state: RegistrationState,
    reason: Option<&str>,
) -> Result<(), IdentityError> {
    let waits = registrations::Column::State.eq(RegistrationState::AwaitingDecision.name());
    let taken = tx
        .update::<registrations::Entity>()
        .set(registrations::Column::State, state.name())
        .set(registrations::Column::DecidedAt, tx.ctx().now())
        .set(registrations::Column::DecidedBy, tx.ctx().actor())
        .set(registrations::Column::DecidedById, tx.ctx().user())
        .set(registrations::Column::Reason, reason.map(str::to_owned))
        // The account has the password from here on, or nobody has.
        .set(registrations::Column::PasswordHash, "")
        .filter(Condition::all().add(registrations::Column::Id.eq(id)).add(waits))
        .run(tx)
        .await?;
    if taken == 0 { Err(PeopleError::RegistrationDecided.into()) } else { Ok(()) }
}

/// Companies with the same VAT id, as far as they are seen.
async fn suggested(tx: &impl Tx, vat_id: Option<&str>) -> Result<Vec<Suggestion>, IdentityError> {
    let Some(vat_id) = vat_id else { return Ok(Vec::new()) };
    let bare = vat_id.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let same = companies::Column::VatId.is_in([vat_id, bare]);
    let find = tx.find::<companies::Entity>().filter(same).filter(companies::Column::ArchivedAt.is_null()).limit(10);
    Ok(find.all(tx).await?.iter().map(|row| Suggestion { company: company_name(row) }).collect())
}

fn no_company() -> PeopleError {
    PeopleError::field("/company_id", "identity.no_such_company", "There is no such company.")
}
