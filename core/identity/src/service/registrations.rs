//! Asking to be registered, and answering the mail that follows.
//! Whatever is known of an address already, the answer is the same: only the mail says more, and it goes to the address.

use kontor_contract::{
    Fault, FieldFault,
    attributes::{Attributes, CustomAttributes},
    audit::Change,
    companies::CompanyKind,
    messages::{Messages, NewMessage},
    people::{
        ConfirmedView, FormThing, NewRegisteredCompany, NewRegistration, PendingRegistrationView, RegistrationKind,
        RegistrationState,
    },
};
use kontor_kernel::RegistrationId;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    Service,
    companies::{check_address, checked_vat_id, country_of, required},
    joining::checked_name,
    registration_desk::Decision,
    registration_form::{Approval, RegistrationForm},
};
use crate::{
    entities::{memberships, registrations, roles, users},
    error::{IdentityError, PeopleError},
    manifest::REGISTRATIONS_DECIDE,
    model::{email::email_key, hashing::Lane, password, secret},
};

/// How long the mail may be answered.
const GOOD_FOR_SECONDS: i64 = 48 * 60 * 60;
const LONGEST_NOTE: usize = 2_000;
/// So many of those who decide are told of a new registration.
const MOST_TOLD: usize = 20;

impl Service {
    /// Takes a registration down and sends the mail that confirms the address.
    pub(crate) async fn take_registration(&self, ctx: &Ctx, new: &NewRegistration) -> Result<(), IdentityError> {
        let form = self.form_now(ctx).await?;
        if !form.is_open || !form.kinds.contains(&new.kind) {
            return Err(PeopleError::RegistrationClosed.into());
        }
        let key = email_key(&new.person.email).ok_or_else(|| {
            let detail = "Write an e-mail address, such as anna@example.com.";
            PeopleError::field("/person/email", "identity.bad_email", detail)
        })?;
        self.guard.admit_mail(ctx)?;
        let row = self.checked_registration(ctx, &form, new, key).await?;
        // An address that was written to a moment ago is not written to again, and the answer does not say so.
        if !self.guard.may_write_to(ctx.tenant(), &row.1.email_key) {
            return Ok(());
        }
        self.write_registration(ctx, row).await
    }

    /// The row of a registration with its secret, checked field by field.
    async fn checked_registration(
        &self,
        ctx: &Ctx,
        form: &RegistrationForm,
        new: &NewRegistration,
        key: String,
    ) -> Result<(String, registrations::Model), IdentityError> {
        let name = checked_name("/person/name", &new.person.name)?;
        let company = checked_company(new, &name).map_err(|error| below("/company", error))?;
        check_requested(form, &new.requested_permissions)?;
        if new.note.chars().count() > LONGEST_NOTE {
            let detail = format!("Write at most {LONGEST_NOTE} characters.");
            return Err(PeopleError::field("/note", "identity.bad_field", detail).into());
        }
        let of_company = self.form_attributes(ctx, form, FormThing::Company, &new.company.attributes).await?;
        let of_person = self.form_attributes(ctx, form, FormThing::Person, &new.person.attributes).await?;
        let secret = secret::fresh("");
        let row = registrations::Model {
            email_key: key,
            name,
            company: json!(company),
            attributes: json!({ "company": of_company, "person": of_person }),
            secret_hash: secret::fingerprint(&secret),
            ..blank(ctx, new)
        };
        Ok((secret, row))
    }

    async fn write_registration(
        &self,
        ctx: &Ctx,
        (secret, row): (String, registrations::Model),
    ) -> Result<(), IdentityError> {
        let tx = self.boot.store.write(ctx).await?;
        // Whoever is a member already is told so, where nobody else reads it.
        if self.is_member(&tx, &row.email_key).await? {
            let mut message = message_to(&row, "identity/account-exists");
            message.link = Some("/sign-in".to_owned());
            message.data = json!({ "name": row.name });
            self.post(&tx, message).await?;
            return Ok(tx.commit().await?);
        }
        // An earlier one of the address stays open: somebody else may have asked for this one, and whoever reads the mails
        // decides which of them counts.
        tx.insert::<registrations::Entity>(row.clone()).await?;
        let mut message = message_to(&row, "identity/verify-email");
        message.link = Some(format!("/registration/{secret}"));
        message.data = json!({ "name": row.name, "expires_at": row.expires_at });
        self.post(&tx, message).await?;
        Ok(tx.commit().await?)
    }

    /// A registration as its mail leads to it.
    pub(crate) async fn pending(&self, ctx: &Ctx, secret: &str) -> Result<PendingRegistrationView, IdentityError> {
        let row = self.mailed_registration(&self.inside(ctx, "registration"), secret).await?;
        let is_company = row.kind == RegistrationKind::Company.name();
        let state = RegistrationState::named(&row.state).ok_or(PeopleError::NoSuchRegistration)?;
        let is_open = state == RegistrationState::Unconfirmed;
        Ok(PendingRegistrationView {
            state,
            company: is_company.then(|| company_of(&row).name),
            needs_password: is_open && self.invited_person(&row.email_key).await?.is_none(),
            shortest_password: password::SHORTEST,
            email: row.email,
            name: row.name,
        })
    }

    /// A registration whose mail is still good, by the secret of the mail.
    async fn mailed_registration(&self, inside: &Ctx, secret: &str) -> Result<registrations::Model, IdentityError> {
        let tx = self.boot.store.read(inside).await?;
        let find = tx.find::<registrations::Entity>();
        let find = find.filter(registrations::Column::SecretHash.eq(secret::fingerprint(secret)));
        let row = find.filter(registrations::Column::ExpiresAt.gt(inside.now())).one(&tx).await?;
        tx.finish().await?;
        row.ok_or_else(|| PeopleError::NoSuchRegistration.into())
    }

    /// The password of a new account, chosen by whoever reads the mail; nothing for an account that exists.
    async fn chosen_password(
        &self,
        ctx: &Ctx,
        row: &registrations::Model,
        password: Option<&str>,
    ) -> Result<String, IdentityError> {
        let is_open = row.state == RegistrationState::Unconfirmed.name();
        if !is_open || self.invited_person(&row.email_key).await?.is_some() {
            return Ok(String::new());
        }
        let company = company_of(row).name;
        let about = [row.email_key.as_str(), &row.name, &company, &ctx.tenant_facts().name];
        password::hash_for(Lane::Strangers, password.unwrap_or_default(), &about).await
    }

    /// Answers the mail: staff are to decide, or nobody.
    pub(crate) async fn confirm(
        &self,
        ctx: &Ctx,
        secret: &str,
        password: Option<&str>,
    ) -> Result<ConfirmedView, IdentityError> {
        let inside = self.inside(ctx, "registration");
        let mut row = self.mailed_registration(&inside, secret).await?;
        let hash = self.chosen_password(ctx, &row, password).await?;
        let form = self.form_now(&inside).await?;
        let is_automatic = form.approval == Approval::Automatic;
        let code = if is_automatic { self.fresh_company_code(&inside).await? } else { String::new() };
        let tx = self.boot.store.write(&inside).await?;
        let unconfirmed = registrations::Column::State.eq(RegistrationState::Unconfirmed.name());
        let confirm = tx
            .update::<registrations::Entity>()
            .set(registrations::Column::State, RegistrationState::AwaitingDecision.name())
            .set(registrations::Column::ConfirmedAt, ctx.now())
            .set(registrations::Column::PasswordHash, hash.clone())
            .filter(registrations::Column::Id.eq(row.id));
        if confirm.filter(unconfirmed.clone()).run(&tx).await? == 0 {
            return answered_before(&tx, row.id).await;
        }
        let others = tx.delete::<registrations::Entity>().filter(registrations::Column::EmailKey.eq(&row.email_key));
        others.filter(unconfirmed).run(&tx).await?;
        row.state = RegistrationState::AwaitingDecision.name().to_owned();
        row.confirmed_at = Some(ctx.now());
        row.password_hash = hash;
        let state = if is_automatic {
            self.approve_within(&tx, &form, &row, &Decision::automatic(code)).await?;
            RegistrationState::Approved
        } else {
            self.announce(&tx, &row).await?;
            RegistrationState::AwaitingDecision
        };
        tx.commit().await?;
        Ok(ConfirmedView { state })
    }

    /// Writes to the applicant that it goes on, and to those who decide that somebody waits.
    async fn announce(&self, tx: &WriteTx, row: &registrations::Model) -> Result<(), IdentityError> {
        let company = company_of(row);
        let is_company = row.kind == RegistrationKind::Company.name();
        let shown = is_company.then_some(&company.name);
        let mut received = message_to(row, "identity/registration-received");
        received.data = json!({ "name": row.name, "company": shown });
        self.post(tx, received).await?;
        for person in self.who_decide(tx).await? {
            let mut message = NewMessage::new("identity/new-registration", &person.email);
            message.to_name = Some(person.name);
            message.locale = person.locale.as_deref().and_then(|tag| tag.parse().ok());
            message.link = Some(format!("/admin/registrations/{}", row.id));
            message.once = Some(format!("registration:{}:{}", row.id, person.id));
            message.subject = Some(("registration", row.id.to_string()));
            message.data = json!({
                "applicant": shown.unwrap_or(&row.name), "company": shown, "name": row.name, "email": row.email,
                "note": row.note,
            });
            self.post(tx, message).await?;
        }
        let change = Change::new("identity.registration_confirmed", "registration", row.id, &row.email);
        let after = json!({ "kind": row.kind, "email": row.email, "name": row.name, "company": company });
        Ok(self.boot.record(tx, change.after(&after)).await?)
    }

    /// Members of staff whose role decides on registrations.
    async fn who_decide(&self, tx: &WriteTx) -> Result<Vec<users::Model>, IdentityError> {
        let all = tx.find::<roles::Entity>().all(tx).await?;
        let decides = |role: &&roles::Model| self.permissions_of(role).contains(REGISTRATIONS_DECIDE);
        let deciding: Vec<_> = all.iter().filter(decides).map(|role| role.id).collect();
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::RoleId.is_in(deciding));
        let held = held.filter(memberships::Column::CompanyId.is_null()).filter(memberships::Column::EndedAt.is_null());
        let mut ids: Vec<_> = held.all(tx).await?.into_iter().map(|row| row.user_id).collect();
        ids.sort();
        ids.dedup();
        ids.truncate(MOST_TOLD);
        let alive = Condition::all().add(users::Column::DisabledAt.is_null()).add(users::Column::ErasedAt.is_null());
        let select = users::Entity::find().filter(users::Column::Id.is_in(ids)).filter(alive);
        Ok(tx.all_system(&self.authority, select).await?)
    }

    /// Whether an address belongs to somebody with a live membership here.
    async fn is_member(&self, tx: &WriteTx, key: &str) -> Result<bool, IdentityError> {
        let Some(person) = self.person_by_key(tx, key).await? else { return Ok(false) };
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(person.id));
        Ok(held.filter(memberships::Column::EndedAt.is_null()).count(tx).await? > 0)
    }

    pub(crate) async fn post(&self, tx: &WriteTx, message: NewMessage) -> Result<(), IdentityError> {
        if let Some(messages) = self.boot.ports.find::<dyn Messages>() {
            messages.send(tx, message).await?;
        }
        Ok(())
    }

    /// Attributes that the form asks for, checked against the tenant's schema; no others are taken.
    async fn form_attributes(
        &self,
        ctx: &Ctx,
        form: &RegistrationForm,
        thing: FormThing,
        given: &Attributes,
    ) -> Result<Attributes, IdentityError> {
        let fields = self.fields_of(ctx, form, thing).await?;
        let place = format!("/{}", thing.name());
        let mut faults = Vec::new();
        let mut fault = |code: &str, kind, detail: &str| {
            let pointer = format!("{place}/attributes/{code}");
            faults.push(FieldFault { pointer, code: kind, detail: detail.into() });
        };
        let is_asked = |code: &&String| !fields.iter().any(|field| field.attribute.code == **code);
        given
            .keys()
            .filter(is_asked)
            .for_each(|code| fault(code, "attributes.unknown", "The form does not ask for this."));
        let is_given = |code: &str| given.get(code).is_some_and(|value| !value.is_null() && value != "");
        for field in fields.iter().filter(|field| field.is_required && !is_given(&field.attribute.code)) {
            fault(&field.attribute.code, "attributes.required", "This must be given.");
        }
        if !faults.is_empty() {
            return Err(PeopleError::Fields(faults).into());
        }
        let Some(port) = self.boot.ports.find::<dyn CustomAttributes>() else { return Ok(Attributes::new()) };
        // Nothing is written: the check joins a unit of work, and this one is dropped.
        let tx = self.boot.store.write(ctx).await?;
        let merged = port.merge(&tx, thing.name(), &Attributes::new(), given, true).await;
        merged.map_err(|error| below(&place, error.into()))
    }
}

/// How a registration stands whose mail was answered before, perhaps a moment ago: a mail may be opened twice.
async fn answered_before(tx: &WriteTx, id: RegistrationId) -> Result<ConfirmedView, IdentityError> {
    let find = tx.find::<registrations::Entity>().filter(registrations::Column::Id.eq(id));
    let state = find.one(tx).await?.and_then(|row| RegistrationState::named(&row.state));
    Ok(ConfirmedView { state: state.ok_or(PeopleError::NoSuchRegistration)? })
}

/// What a registration says without being checked, and what nobody has said yet.
fn blank(ctx: &Ctx, new: &NewRegistration) -> registrations::Model {
    registrations::Model {
        tenant_id: ctx.tenant(),
        id: RegistrationId::new(),
        kind: new.kind.name().to_owned(),
        state: RegistrationState::Unconfirmed.name().to_owned(),
        email: new.person.email.trim().to_owned(),
        email_key: String::new(),
        name: String::new(),
        password_hash: String::new(),
        locale: new.person.locale.unwrap_or_else(|| ctx.locale()).tag().to_owned(),
        company: json!({}),
        attributes: json!({}),
        requested_permissions: json!(new.requested_permissions),
        note: new.note.trim().to_owned(),
        secret_hash: String::new(),
        created_at: ctx.now(),
        expires_at: ctx.now().plus_seconds(GOOD_FOR_SECONDS),
        confirmed_at: None,
        decided_at: None,
        decided_by: None,
        decided_by_id: None,
        reason: None,
        company_id: None,
        membership_id: None,
    }
}

fn checked_company(new: &NewRegistration, person: &str) -> Result<NewRegisteredCompany, IdentityError> {
    let given = &new.company;
    let is_company = new.kind == RegistrationKind::Company;
    let name = if is_company { required(Some(&given.name), "/name", 200)? } else { person.to_owned() };
    let country = country_of(Some(&given.country), None)?;
    check_address(&given.address)?;
    let mut address = given.address.clone();
    address.country.clone_from(&country);
    if address.name.trim().is_empty() {
        address.name.clone_from(&name);
    }
    let vat_id = if is_company { checked_vat_id(given.vat_id.as_ref(), &country)? } else { None };
    Ok(NewRegisteredCompany { name, vat_id, country, address, attributes: Attributes::new() })
}

fn check_requested(form: &RegistrationForm, requested: &[String]) -> Result<(), IdentityError> {
    let unknown = requested.iter().enumerate().filter(|(_, name)| !form.requestable_permissions.contains(name));
    let fault = |(index, _): (usize, &String)| FieldFault {
        pointer: format!("/requested_permissions/{index}"),
        code: "identity.no_such_permission",
        detail: "This cannot be asked for.".into(),
    };
    let faults: Vec<FieldFault> = unknown.map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(PeopleError::Fields(faults).into()) }
}

/// The same refusal with its fields below a place of the body.
fn below(place: &str, error: IdentityError) -> IdentityError {
    match Fault::from(error) {
        Fault::Refused { kind, code, detail, mut fields, extra } => {
            for field in &mut fields {
                field.pointer = format!("{place}{}", field.pointer);
            }
            Fault::Refused { kind, code, detail, fields, extra }.into()
        }
        other => other.into(),
    }
}

pub(crate) fn company_of(row: &registrations::Model) -> NewRegisteredCompany {
    serde_json::from_value(row.company.clone()).unwrap_or_else(|_| NewRegisteredCompany {
        name: row.name.clone(),
        vat_id: None,
        country: String::new(),
        address: kontor_contract::identity::Address::default(),
        attributes: Attributes::new(),
    })
}

/// The attributes that were given for a thing.
pub(crate) fn attributes_of(row: &registrations::Model, thing: FormThing) -> Attributes {
    row.attributes[thing.name()].as_object().cloned().unwrap_or_default()
}

/// A message to whoever registers.
pub(crate) fn message_to(row: &registrations::Model, template: &'static str) -> NewMessage {
    let mut message = NewMessage::new(template, &row.email);
    message.to_name = Some(row.name.clone());
    message.locale = row.locale.parse().ok();
    message.subject = Some(("registration", row.id.to_string()));
    message
}

/// What a company is that registered in this way.
pub(crate) fn kind_of(row: &registrations::Model) -> CompanyKind {
    if row.kind == RegistrationKind::Consumer.name() { CompanyKind::Consumer } else { CompanyKind::Company }
}
