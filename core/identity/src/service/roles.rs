//! Roles: composed of permissions that modules declare, given to people, and changed with effect from the next request.
//! Built-in ones follow the manifests; a company composes its own of what its administrator holds.

use std::collections::{BTreeMap, BTreeSet};

use kontor_contract::{
    FieldFault, Sentence,
    audit::Change,
    people::{Audience, OrderCeiling, PermissionView, RoleChange, RoleName, RoleView},
};
use kontor_kernel::{Amount, CompanyTag, Locale, Money, RoleId};
use kontor_module::{Manifest, PermissionSpec, Texts, Value};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use kontor_web::remember_created;
use sea_orm::{ColumnTrait, Order};
use serde_json::json;

use super::{
    Service,
    grants::{Grantor, ceiling_of},
    memberships::sees,
    people::{companies_by_id, company_name},
    provision::built_in_roles,
};
use crate::{
    entities::{companies, invitations, memberships, registration_forms, roles, sign_in_providers},
    error::{IdentityError, PeopleError},
    model::tree,
};

const LONGEST_NAME: usize = 100;
const LONGEST_CODE: usize = 40;

/// A role as it is to be.
#[derive(Debug, Clone)]
pub(crate) struct RoleDraft {
    /// Made of the role's id where nothing is said.
    pub(crate) code: Option<String>,
    pub(crate) name: String,
    pub(crate) audience: Audience,
    pub(crate) permissions: Vec<String>,
    /// The role whose permissions it begins with.
    pub(crate) copy_of: Option<RoleId>,
    pub(crate) order_ceiling: Option<OrderCeiling>,
}

/// The permissions of the modules that are switched on, with the module of each.
pub(crate) type Catalogue = BTreeMap<&'static str, (&'static PermissionSpec, &'static Manifest)>;

/// Whose roles may hold a permission: those whose built-in roles do, and staff where none does.
pub(crate) fn audiences_of(spec: &PermissionSpec) -> BTreeSet<Audience> {
    let audience = |code: &&str| built_in_roles().into_iter().find(|(role, _)| role == code).map(|(_, name)| name);
    let named: BTreeSet<Audience> = spec.roles.iter().filter_map(audience).filter_map(Audience::named).collect();
    if named.is_empty() { BTreeSet::from([Audience::Staff]) } else { named }
}

/// What a role is called in a sentence: a built-in one by its word, a tenant's own by its own name.
pub(crate) fn role_word(row: &roles::Model) -> Value {
    if row.is_built_in == Some(true) { Value::Word(built_in_key(&row.code)) } else { Value::Text(row.name.clone()) }
}

/// What a role is called in a language.
pub(crate) fn role_title(texts: &Texts, locale: Locale, row: &roles::Model) -> String {
    if row.is_built_in == Some(true) { texts.word(locale, &built_in_key(&row.code)) } else { row.name.clone() }
}

/// Whether a code is that of a built-in role; no other role may take it.
pub(crate) fn is_built_in(code: &str) -> bool {
    built_in_roles().iter().any(|(known, _)| *known == code)
}

/// The key of a built-in role's name.
pub(crate) fn built_in_key(code: &str) -> String {
    format!("identity-role-{code}")
}

impl Service {
    /// A role as its reader calls it.
    pub(crate) fn role_name(&self, ctx: &Ctx, row: &roles::Model) -> RoleName {
        RoleName { id: row.id, code: row.code.clone(), name: role_title(self.boot.texts(), ctx.locale(), row) }
    }
}

impl Service {
    /// What roles can be composed of now.
    pub(crate) async fn catalogue(&self, ctx: &Ctx) -> Catalogue {
        let mut catalogue = Catalogue::new();
        for manifest in self.boot.modules.manifests() {
            if self.boot.modules.is_enabled(ctx, manifest.id).await {
                catalogue.extend(manifest.permissions.iter().map(|spec| (spec.name, (spec, *manifest))));
            }
        }
        catalogue
    }

    /// The catalogue as whoever composes roles sees it; buyers see what buyers may hold.
    pub(crate) async fn permission_views(&self, ctx: &Ctx) -> Result<Vec<PermissionView>, IdentityError> {
        let catalogue = self.catalogue(ctx).await;
        let tx = self.boot.store.read(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        tx.finish().await?;
        let texts = self.boot.texts();
        let view = |(spec, manifest): &(&'static PermissionSpec, &'static Manifest)| {
            let audiences = audiences_of(spec);
            let one = BTreeSet::from([spec.name.to_owned()]);
            PermissionView {
                name: spec.name.to_owned(),
                title: spec.title(texts, ctx.locale()),
                module: manifest.id.to_owned(),
                module_name: manifest.name(texts, ctx.locale()),
                may_grant: audiences.iter().any(|audience| grantor.may_hand_on(*audience, &one).is_ok()),
                audiences: audiences.into_iter().collect(),
            }
        };
        let is_seen =
            |view: &PermissionView| grantor.audience == Audience::Staff || view.audiences.contains(&Audience::Buyer);
        Ok(catalogue.values().map(view).filter(is_seen).collect())
    }

    /// Roles that the reader sees, built-in ones first.
    pub(crate) async fn role_views(&self, ctx: &Ctx) -> Result<Vec<RoleView>, IdentityError> {
        let catalogue = self.catalogue(ctx).await;
        let tx = self.boot.store.read(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let rows = tx.find::<roles::Entity>().filter(roles::Column::DeletedAt.is_null());
        let rows = rows.order_by(roles::Column::Code, Order::Asc).all(&tx).await?;
        let mut views = Vec::new();
        for row in rows {
            if self.sees_role(&tx, &row).await? {
                views.push(self.role_view(&tx, &grantor, &catalogue, row).await?);
            }
        }
        tx.finish().await?;
        let rank = |view: &RoleView| {
            let built_in = built_in_roles().iter().position(|(code, _)| *code == view.code).unwrap_or(usize::MAX);
            (!view.is_built_in, built_in, view.audience != Audience::Staff, view.name.to_lowercase())
        };
        views.sort_by_key(rank);
        Ok(views)
    }

    /// One role that the reader sees.
    pub(crate) async fn role_view_of(&self, ctx: &Ctx, id: RoleId) -> Result<RoleView, IdentityError> {
        let catalogue = self.catalogue(ctx).await;
        let tx = self.boot.store.read(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let row = self.seen_role(&tx, id).await?.ok_or(PeopleError::NoSuchRole)?;
        let view = self.role_view(&tx, &grantor, &catalogue, row).await?;
        tx.finish().await?;
        Ok(view)
    }

    /// A role that is there and that the caller sees.
    pub(crate) async fn seen_role(&self, tx: &impl Tx, id: RoleId) -> Result<Option<roles::Model>, IdentityError> {
        let find = tx.find::<roles::Entity>().filter(roles::Column::Id.eq(id));
        let Some(row) = find.filter(roles::Column::DeletedAt.is_null()).one(tx).await? else { return Ok(None) };
        Ok(if self.sees_role(tx, &row).await? { Some(row) } else { None })
    }

    /// Buyers see buyers' roles only; a company's own role is seen above it by whoever reaches it, and everywhere below it.
    async fn sees_role(&self, tx: &impl Tx, row: &roles::Model) -> Result<bool, IdentityError> {
        let ctx = tx.ctx();
        if ctx.company().is_some() && row.audience != Audience::Buyer.name() {
            return Ok(false);
        }
        let (Some(owner), false) = (row.company_id, row.company_id.is_some_and(|id| ctx.scope().holds_company(id)))
        else {
            return Ok(true);
        };
        let Some(own) = ctx.company() else { return Ok(false) };
        let own = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(own)).one(tx).await?;
        Ok(own.is_some_and(|row| tree::ids::<CompanyTag>(&row.path).contains(&owner)))
    }

    async fn role_view(
        &self,
        tx: &impl Tx,
        grantor: &Grantor,
        catalogue: &Catalogue,
        row: roles::Model,
    ) -> Result<RoleView, IdentityError> {
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::RoleId.eq(row.id));
        let held = held.filter(memberships::Column::EndedAt.is_null());
        let members = if grantor.sees_all() {
            held.count(tx).await?
        } else {
            held.all(tx).await?.iter().filter(|member| sees(grantor, member)).count() as u64
        };
        let companies = companies_by_id(tx, row.company_id).await?;
        let permissions = self.permissions_of(&row);
        let may_grant = grantor.may_give(&row, &permissions).is_ok();
        let is_built_in = row.is_built_in == Some(true);
        let is_theirs = row.company_id.is_some_and(|owner| grantor.reach.holds_company(owner));
        Ok(RoleView {
            id: row.id,
            code: row.code.clone(),
            name: role_title(self.boot.texts(), tx.ctx().locale(), &row),
            audience: Audience::named(&row.audience).ok_or(PeopleError::NoSuchRole)?,
            permissions: permissions.iter().filter(|name| catalogue.contains_key(name.as_str())).cloned().collect(),
            order_ceiling: ceiling_of(&row).map(ceiling_view),
            is_built_in,
            company: row.company_id.and_then(|id| companies.get(&id).map(company_name)),
            members,
            may_grant,
            may_change: !is_built_in && may_grant && (grantor.audience == Audience::Staff || is_theirs),
        })
    }

    /// Composes a role: of the tenant by staff, of their own company by buyers.
    pub(crate) async fn create_role_of(&self, ctx: &Ctx, draft: &RoleDraft) -> Result<RoleView, IdentityError> {
        let catalogue = self.catalogue(ctx).await;
        let tx = self.boot.store.write(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let mut wanted: BTreeSet<String> =
            check_permissions(&catalogue, draft.audience, &draft.permissions, &BTreeSet::new())?;
        if let Some(base) = draft.copy_of {
            let copied = self.copied_permissions(&tx, base, draft.audience).await?;
            wanted.extend(copied.into_iter().filter(|name| catalogue.contains_key(name.as_str())));
        }
        let id = RoleId::new();
        let code = match &draft.code {
            Some(code) => self.free_code(&tx, code).await?,
            None => format!("own-{}", id.uuid().simple()),
        };
        let ceiling = draft.order_ceiling.as_ref().map(parse_ceiling).transpose()?;
        let row = roles::Model {
            tenant_id: tx.tenant(),
            id,
            code,
            name: checked_name(&draft.name)?,
            audience: draft.audience.name().to_owned(),
            permissions: json!(wanted),
            company_id: ctx.company(),
            order_ceiling_minor: ceiling.map(|ceiling| ceiling.amount().minor()),
            order_ceiling_currency: ceiling.map(Money::currency),
            is_built_in: Some(false),
            deleted_at: None,
        };
        grantor.may_give(&row, &wanted)?;
        self.insert_role(&tx, &row).await?;
        let view = self.role_view(&tx, &grantor, &catalogue, row).await?;
        self.boot.record(&tx, Change::new("identity.role_made", "role", view.id, &view.name).after(&view)).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// What a role grants that a new one for the same audience begins with.
    async fn copied_permissions(
        &self,
        tx: &WriteTx,
        base: RoleId,
        audience: Audience,
    ) -> Result<BTreeSet<String>, IdentityError> {
        let base = self.seen_role(tx, base).await?.filter(|base| base.audience == audience.name());
        let missing = || PeopleError::field("/copy_of", "identity.no_such_role", "There is no such role to copy.");
        Ok(self.permissions_of(&base.ok_or_else(missing)?).as_ref().clone())
    }

    pub(crate) async fn insert_role(&self, tx: &WriteTx, row: &roles::Model) -> Result<(), IdentityError> {
        match tx.insert::<roles::Entity>(row.clone()).await {
            Err(StoreError::Duplicate(_)) => Err(PeopleError::RoleCodeTaken(row.code.clone()).into()),
            other => Ok(other?),
        }
    }

    /// Changes a role; everybody who holds it does what it says from their next request on.
    pub(crate) async fn change_role_to(
        &self,
        ctx: &Ctx,
        id: RoleId,
        patch: &RoleChange,
    ) -> Result<RoleView, IdentityError> {
        let catalogue = self.catalogue(ctx).await;
        let tx = self.boot.store.write(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let before = self.own_role(&tx, &grantor, id).await?;
        let known = self.permissions_of(&before);
        let mut after = before.clone();
        if let Some(name) = &patch.name {
            after.name = checked_name(name)?;
        }
        if let Some(wanted) = &patch.permissions {
            let audience = Audience::named(&before.audience).ok_or(PeopleError::NoSuchRole)?;
            after.permissions = json!(check_permissions(&catalogue, audience, wanted, &known)?);
        }
        if let Some(ceiling) = &patch.order_ceiling {
            let ceiling = ceiling.as_ref().map(parse_ceiling).transpose()?;
            after.order_ceiling_minor = ceiling.map(|ceiling| ceiling.amount().minor());
            after.order_ceiling_currency = ceiling.map(Money::currency);
        }
        grantor.may_give(&after, &self.permissions_of(&after))?;
        write_role(&tx, &after).await?;
        let was = self.role_view(&tx, &grantor, &catalogue, before).await?;
        let is = self.role_view(&tx, &grantor, &catalogue, after).await?;
        let change = Change::new("identity.role_changed", "role", id, &is.name).before(&was).after(&is);
        self.boot.record(&tx, change).await?;
        self.forget_people_after(&tx).await;
        tx.commit().await?;
        Ok(is)
    }

    /// Deletes a role that nobody holds.
    pub(crate) async fn delete_role_of(&self, ctx: &Ctx, id: RoleId) -> Result<(), IdentityError> {
        let catalogue = self.catalogue(ctx).await;
        let tx = self.boot.store.write(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let row = self.own_role(&tx, &grantor, id).await?;
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::RoleId.eq(id));
        let held = held.filter(memberships::Column::EndedAt.is_null()).count(&tx).await?;
        if held > 0 {
            return Err(PeopleError::RoleHeld(held).into());
        }
        if self.is_named(&tx, &row).await? {
            return Err(PeopleError::RoleNamed.into());
        }
        let was = self.role_view(&tx, &grantor, &catalogue, row.clone()).await?;
        tx.update::<roles::Entity>()
            .set(roles::Column::DeletedAt, ctx.now())
            .set(roles::Column::Code, format!("{}~{id}", row.code))
            .filter(roles::Column::Id.eq(id))
            .run(&tx)
            .await?;
        self.boot.record(&tx, Change::new("identity.role_deleted", "role", id, &was.name).before(&was)).await?;
        Ok(tx.commit().await?)
    }

    /// Whether something would give the role to people who are yet to come.
    async fn is_named(&self, tx: &WriteTx, role: &roles::Model) -> Result<bool, IdentityError> {
        let open = tx.find::<invitations::Entity>().filter(invitations::Column::RoleId.eq(role.id));
        let open =
            open.filter(invitations::Column::AcceptedAt.is_null()).filter(invitations::Column::RevokedAt.is_null());
        let invited = open.filter(invitations::Column::ExpiresAt.gt(tx.ctx().now())).count(tx).await?;
        let providers = tx.find::<sign_in_providers::Entity>();
        let providers = providers.filter(sign_in_providers::Column::DefaultRoleId.eq(role.id)).count(tx).await?;
        let form = tx.find::<registration_forms::Entity>().one(tx).await?;
        let of_form = form.is_some_and(|row| row.form["default_role"] == json!(role.code));
        Ok(invited + providers > 0 || of_form)
    }

    /// A role that the caller may change, locked until commit: nobody gets it while it is looked at.
    async fn own_role(&self, tx: &WriteTx, grantor: &Grantor, id: RoleId) -> Result<roles::Model, IdentityError> {
        tx.lock(tx.find::<roles::Entity>().filter(roles::Column::Id.eq(id))).await?;
        let row = self.seen_role(tx, id).await?.ok_or(PeopleError::NoSuchRole)?;
        let is_theirs = row.company_id.is_some_and(|owner| grantor.reach.holds_company(owner));
        if grantor.audience == Audience::Buyer && !is_theirs {
            return Err(PeopleError::NoSuchRole.into());
        }
        if row.is_built_in == Some(true) {
            return Err(PeopleError::BuiltInRole.into());
        }
        grantor.may_give(&row, &self.permissions_of(&row))?;
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::RoleId.eq(id));
        let own = held.filter(memberships::Column::EndedAt.is_null());
        let own = own.filter_some(grantor.user.map(|user| memberships::Column::UserId.eq(user)));
        if grantor.user.is_some() && own.count(tx).await? > 0 {
            return Err(PeopleError::OwnRole.into());
        }
        Ok(row)
    }

    async fn free_code(&self, tx: &WriteTx, code: &str) -> Result<String, IdentityError> {
        let code = code.trim();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        let is_code =
            code.len() <= LONGEST_CODE && code.starts_with(|c: char| c.is_ascii_lowercase()) && code.chars().all(fits);
        if !is_code {
            let detail = format!("Use 1 to {LONGEST_CODE} lower-case letters, digits, '_' and '-', a letter first.");
            return Err(PeopleError::field("/code", "identity.bad_role_code", detail).into());
        }
        let taken = tx.find::<roles::Entity>().filter(roles::Column::Code.eq(code)).count(tx).await?;
        if taken > 0 { Err(PeopleError::RoleCodeTaken(code.to_owned()).into()) } else { Ok(code.to_owned()) }
    }
}

fn ceiling_view(ceiling: Money) -> OrderCeiling {
    OrderCeiling { amount: ceiling.amount().to_text(ceiling.currency()), currency: ceiling.currency() }
}

fn parse_ceiling(given: &OrderCeiling) -> Result<Money, IdentityError> {
    let parsed = Amount::parse(&given.amount, given.currency).ok().filter(|amount| *amount > Amount::ZERO);
    let detail = format!("Give an amount above zero in {}, such as 500.00.", given.currency);
    let amount = parsed.ok_or_else(|| PeopleError::field("/order_ceiling/amount", "identity.bad_ceiling", detail))?;
    Ok(amount.in_currency(given.currency))
}

fn checked_name(name: &str) -> Result<String, IdentityError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        let detail = length(LONGEST_NAME);
        return Err(PeopleError::field("/name", "identity.bad_field", detail).into());
    }
    Ok(name.to_owned())
}

async fn write_role(tx: &WriteTx, row: &roles::Model) -> Result<(), IdentityError> {
    tx.update::<roles::Entity>()
        .set(roles::Column::Name, row.name.clone())
        .set(roles::Column::Permissions, row.permissions.clone())
        .set(roles::Column::OrderCeilingMinor, row.order_ceiling_minor)
        .set(roles::Column::OrderCeilingCurrency, row.order_ceiling_currency)
        .filter(roles::Column::Id.eq(row.id))
        .run(tx)
        .await?;
    Ok(())
}

/// Permissions that modules of today declare for the audience; those that the role has already stay possible.
pub(crate) fn check_permissions(
    catalogue: &Catalogue,
    audience: Audience,
    wanted: &[String],
    known: &BTreeSet<String>,
) -> Result<BTreeSet<String>, IdentityError> {
    let fits = |name: &String| {
        let of_audience = catalogue.get(name.as_str()).is_some_and(|(spec, _)| audiences_of(spec).contains(&audience));
        of_audience || known.contains(name)
    };
    let fault = |(index, name): (usize, &String)| FieldFault {
        pointer: format!("/permissions/{index}"),
        code: "identity.no_such_permission",
        detail: Sentence::new(format!("There is no permission {} for roles of {}.", quoted(name), plural(audience)))
            .keyed(format!("problem-identity-no_such_permission-{}", audience.name()))
            .of([("permission", quoted(name).into())]),
    };
    let faults: Vec<FieldFault> = wanted.iter().enumerate().filter(|(_, name)| !fits(name)).map(fault).collect();
    if faults.is_empty() { Ok(wanted.iter().cloned().collect()) } else { Err(PeopleError::Fields(faults).into()) }
}

/// How long a text may be.
pub(crate) fn length(most: usize) -> Sentence {
    Sentence::new(format!("Write 1 to {most} characters.")).keyed("problem-length").of([("most", most.into())])
}

/// What somebody sent, short enough to be shown back.
fn quoted(text: &str) -> String {
    format!("'{}'", text.chars().take(80).collect::<String>())
}

const fn plural(audience: Audience) -> &'static str {
    match audience {
        Audience::Staff => "staff",
        Audience::Buyer => "buyers",
    }
}
