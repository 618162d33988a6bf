//! The registration form as the tenant designs it: who may register, what they are asked, and who decides.
//! It names attributes and permissions that exist; what has gone since is left out when the form is shown.

use std::collections::BTreeSet;

use kontor_contract::{
    FieldFault,
    attributes::{AttributeView, CustomAttributes},
    audit::Change,
    people::{Audience, FormFieldView, FormThing, RegistrationFormView, RegistrationKind, RequestablePermission},
};
use kontor_module::PermissionSpec;
use kontor_store::{Ctx, Tx};
use schemars::JsonSchema;
use sea_orm::ColumnTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Service, roles::audiences_of};
use crate::{
    entities::{registration_forms, roles},
    error::{IdentityError, PeopleError},
};

/// Who decides on a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Approval {
    /// A member of staff.
    ByStaff,
    /// Nobody: whoever has answered the mail is in, with a company of their own.
    Automatic,
}

/// A field of the tenant's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormField {
    /// Of what it is.
    pub(crate) thing: FormThing,
    /// The attribute's code; it is one that buyers see.
    pub(crate) code: String,
    /// Whether it must be given.
    #[serde(default)]
    pub(crate) is_required: bool,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegistrationForm {
    /// Whether anybody may register.
    pub(crate) is_open: bool,
    /// Who may.
    pub(crate) kinds: Vec<RegistrationKind>,
    /// The tenant's own fields.
    #[serde(default)]
    pub(crate) fields: Vec<FormField>,
    /// Permissions that may be asked for beside the default role's.
    #[serde(default)]
    pub(crate) requestable_permissions: Vec<String>,
    /// Who decides.
    pub(crate) approval: Approval,
    /// Code of the role that a company's people get; private persons are buyers.
    pub(crate) default_role: String,
}

impl Default for RegistrationForm {
    fn default() -> Self {
        Self {
            is_open: false,
            kinds: vec![RegistrationKind::Company],
            fields: Vec::new(),
            requestable_permissions: Vec::new(),
            approval: Approval::ByStaff,
            default_role: "company_admin".to_owned(),
        }
    }
}

impl Service {
    /// The form; the usual one where the tenant has designed none.
    pub(crate) async fn form(&self, tx: &impl Tx) -> Result<RegistrationForm, IdentityError> {
        let row = tx.find::<registration_forms::Entity>().one(tx).await?;
        // A form that this version cannot read lets nobody in.
        Ok(row.and_then(|row| serde_json::from_value(row.form).ok()).unwrap_or_default())
    }

    pub(crate) async fn form_now(&self, ctx: &Ctx) -> Result<RegistrationForm, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let form = self.form(&tx).await?;
        tx.finish().await?;
        Ok(form)
    }

    /// Designs the form.
    pub(crate) async fn set_form(&self, ctx: &Ctx, form: &RegistrationForm) -> Result<(), IdentityError> {
        let faults = self.form_faults(ctx, form).await?;
        if !faults.is_empty() {
            return Err(PeopleError::Fields(faults).into());
        }
        let tx = self.boot.store.write(ctx).await?;
        let before = self.form(&tx).await?;
        let row = registration_forms::Model { tenant_id: tx.tenant(), form: json!(form), updated_at: ctx.now() };
        let columns = [registration_forms::Column::Form, registration_forms::Column::UpdatedAt];
        tx.upsert_all::<registration_forms::Entity>(vec![row], [registration_forms::Column::TenantId], columns).await?;
        let change =
            Change::new("identity.registration_form_changed", "registration_form", "form", "Registration form");
        self.boot.record(&tx, change.before(&before).after(form)).await?;
        Ok(tx.commit().await?)
    }

    /// The form as guests see it.
    pub(crate) async fn form_view(&self, ctx: &Ctx) -> Result<RegistrationFormView, IdentityError> {
        let form = self.form_now(ctx).await?;
        let mut fields = Vec::new();
        for thing in [FormThing::Company, FormThing::Person] {
            fields.extend(self.fields_of(ctx, &form, thing).await?);
        }
        let catalogue = self.catalogue(ctx).await;
        let known = form.requestable_permissions.iter().filter_map(|name| catalogue.get(name.as_str()));
        let title = |spec: &PermissionSpec| spec.title(self.boot.texts(), ctx.locale());
        let requestable =
            known.map(|(spec, _)| RequestablePermission { name: spec.name.to_owned(), title: title(spec) });
        Ok(RegistrationFormView {
            is_open: form.is_open,
            kinds: form.kinds,
            fields,
            requestable_permissions: requestable.collect(),
        })
    }

    /// The fields of a thing that the form asks for: those it names, and those that every such thing must have.
    pub(crate) async fn fields_of(
        &self,
        ctx: &Ctx,
        form: &RegistrationForm,
        thing: FormThing,
    ) -> Result<Vec<FormFieldView>, IdentityError> {
        let mut known = self.form_schema(ctx, thing).await?;
        let mut fields = Vec::new();
        for named in form.fields.iter().filter(|field| field.thing == thing) {
            if let Some(at) = known.iter().position(|attribute| attribute.code == named.code) {
                let mut attribute = known.remove(at);
                attribute.is_required |= named.is_required;
                fields.push(FormFieldView { thing, is_required: attribute.is_required, attribute });
            }
        }
        let always = known.into_iter().filter(|attribute| attribute.is_required);
        fields.extend(always.map(|attribute| FormFieldView { thing, is_required: true, attribute }));
        Ok(fields)
    }

    async fn form_schema(&self, ctx: &Ctx, thing: FormThing) -> Result<Vec<AttributeView>, IdentityError> {
        match self.boot.ports.find::<dyn CustomAttributes>() {
            Some(port) => {
                let all = port.of(ctx, thing.name(), ctx.locale()).await?;
                Ok(all.into_iter().filter(|attribute| attribute.is_public).collect())
            }
            None => Ok(Vec::new()),
        }
    }

    async fn form_faults(&self, ctx: &Ctx, form: &RegistrationForm) -> Result<Vec<FieldFault>, IdentityError> {
        let mut faults = self.field_faults(ctx, form).await?;
        let mut fault = |pointer: String, code, detail: &str| {
            faults.push(FieldFault { pointer, code, detail: detail.into() });
        };
        if form.kinds.is_empty() {
            fault("/kinds".to_owned(), "identity.no_kind", "Say who may register: company, consumer or both.");
        }
        let catalogue = self.catalogue(ctx).await;
        for (index, name) in form.requestable_permissions.iter().enumerate() {
            let spec = catalogue.get(name.as_str()).map(|(spec, _)| *spec);
            if !spec.is_some_and(|spec| audiences_of(spec).contains(&Audience::Buyer)) {
                let pointer = format!("/requestable_permissions/{index}");
                fault(pointer, "identity.no_such_permission", "There is no such permission for roles of buyers.");
            }
        }
        let tx = self.boot.store.read(ctx).await?;
        let role = default_role(&tx, form).await?;
        tx.finish().await?;
        if role.is_none() {
            let detail = "There is no role of buyers with this code that every company may use.";
            fault("/default_role".to_owned(), "identity.no_such_role", detail);
        }
        Ok(faults)
    }

    async fn field_faults(&self, ctx: &Ctx, form: &RegistrationForm) -> Result<Vec<FieldFault>, IdentityError> {
        let company = self.form_schema(ctx, FormThing::Company).await?;
        let person = self.form_schema(ctx, FormThing::Person).await?;
        let (mut faults, mut seen) = (Vec::new(), BTreeSet::new());
        for (index, field) in form.fields.iter().enumerate() {
            let known = if field.thing == FormThing::Company { &company } else { &person };
            let is_twice = !seen.insert((field.thing.name(), field.code.as_str()));
            if is_twice || !known.iter().any(|attribute| attribute.code == field.code) {
                let detail =
                    format!("There is no attribute of a {} with this code that buyers see.", field.thing.name());
                let detail = if is_twice { "The form asks for this already.".to_owned() } else { detail };
                let pointer = format!("/fields/{index}/code");
                faults.push(FieldFault { pointer, code: "identity.no_such_attribute", detail: detail.into() });
            }
        }
        Ok(faults)
    }
}

/// The role that the form gives to a company's people.
pub(crate) async fn default_role(tx: &impl Tx, form: &RegistrationForm) -> Result<Option<roles::Model>, IdentityError> {
    let find = tx.find::<roles::Entity>().filter(roles::Column::Code.eq(&form.default_role));
    let find = find.filter(roles::Column::Audience.eq(Audience::Buyer.name()));
    let find = find.filter(roles::Column::CompanyId.is_null()).filter(roles::Column::DeletedAt.is_null());
    Ok(find.one(tx).await?)
}
