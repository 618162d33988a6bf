//! Why somebody may do something, in words, from the same facts that the gate decides by.
//! Allowed is what the gate would say; the sentences tell the facts one after another.

use kontor_contract::people::Audience;
use kontor_kernel::{CompanyId, CompanyTag, MembershipId};
use kontor_module::{Manifest, PermissionSpec, Texts, Value};
use kontor_store::{Ctx, Tx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;

use super::{
    Service,
    grants::ceiling_of,
    login::by_buying_for_oneself,
    memberships::{Seat, sees},
    reach::{managed_by, placements_of_companies, territories_below},
    roles::role_word,
};
use crate::{
    entities::{companies, memberships, territories, users},
    error::{IdentityError, PeopleError},
    model::{
        scopes::Scopes,
        tree::{self, nearest},
    },
};

/// Why somebody may do something, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Explanation {
    /// What the gate would say.
    pub(crate) allowed: bool,
    /// Why, in the reader's language.
    pub(crate) sentences: Vec<String>,
}

/// What a sentence is told of.
type Values<'a> = &'a [(&'static str, Value)];

/// What is being told.
struct Story<'a> {
    ctx: &'a Ctx,
    texts: &'a Texts,
    allowed: bool,
    sentences: Vec<String>,
}

impl Story<'_> {
    fn say(&mut self, key: &str, values: Values<'_>) {
        self.sentences.push(self.texts.say(self.ctx.locale(), key, values));
    }

    fn refuse(&mut self, key: &str, values: Values<'_>) {
        self.allowed = false;
        self.say(key, values);
    }
}

impl Service {
    /// Whether a member may do something, perhaps with a certain company, and why.
    pub(crate) async fn explain(
        &self,
        ctx: &Ctx,
        membership: MembershipId,
        permission: &str,
        company: Option<CompanyId>,
    ) -> Result<Explanation, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let member = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(membership)).one(&tx).await?;
        let member = member.filter(|row| sees(&grantor, row)).ok_or(PeopleError::NoSuchMembership)?;
        let seat = self.seat_of(&tx, &member).await?;
        let company = match company {
            Some(id) => Some(self.find_company(&tx, id).await?),
            None => None,
        };
        tx.finish().await?;
        let mut story = Story { ctx, texts: self.boot.texts(), allowed: true, sentences: Vec::new() };
        self.tell_member(&mut story, &member, &seat).await?;
        self.tell_permission(&mut story, &seat, permission).await;
        if let Some(company) = &company {
            self.tell_company(&mut story, &member, &seat, company).await?;
        }
        tell_limits(&mut story, &member, &seat);
        let end = if story.allowed { "identity-why-allowed" } else { "identity-why-refused" };
        story.say(end, &[]);
        Ok(Explanation { allowed: story.allowed, sentences: story.sentences })
    }

    /// Whether the person gets in at all.
    async fn tell_member(
        &self,
        story: &mut Story<'_>,
        member: &memberships::Model,
        seat: &Seat,
    ) -> Result<(), IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let person = system.one(users::Entity::find().filter(users::Column::Id.eq(member.user_id))).await?;
        drop(system);
        let person = person.ok_or(PeopleError::NoSuchPerson)?;
        let (name, role) = (Value::from(&person.name), role_word(&seat.role));
        match &seat.company {
            Some(company) => {
                let values = [("name", name.clone()), ("role", role.clone()), ("company", (&company.name).into())];
                story.say("identity-why-member-buyer", &values);
            }
            None => story.say("identity-why-member-staff", &[("name", name.clone()), ("role", role.clone())]),
        }
        if person.disabled_at.is_some() || person.erased_at.is_some() {
            story.refuse("identity-why-account-closed", &[("name", name.clone())]);
        }
        if member.ended_at.is_some() {
            story.refuse("identity-why-membership-ended", &[("name", name.clone()), ("role", role)]);
        }
        if let Some(company) = seat.company.as_ref().filter(|company| company.archived_at.is_some()) {
            story.refuse("identity-why-company-archived", &[("company", (&company.name).into())]);
        }
        let is_staff = seat.audience() == Audience::Staff;
        if is_staff && self.lacks_second_factor(story.ctx, &person, Some("password")).await? {
            story.refuse("identity-why-second-factor", &[("name", name)]);
        }
        Ok(())
    }

    /// Whether the role holds the permission, and its module is on.
    async fn tell_permission(&self, story: &mut Story<'_>, seat: &Seat, permission: &str) {
        let Some((spec, manifest)) = self.declared(permission) else {
            let shown: String = permission.chars().take(100).collect();
            return story.refuse("identity-why-no-such-permission", &[("permission", shown.into())]);
        };
        let (title, module) = (Value::Word(spec.title_key()), Value::Word(manifest.name_key()));
        let values = [("role", role_word(&seat.role)), ("title", title), ("module", module)];
        if seat.company.as_ref().and_then(by_buying_for_oneself) == Some(permission) {
            story.say("identity-why-granted-consumer", &values);
        } else if !seat.permissions.contains(permission) {
            story.refuse("identity-why-not-granted", &values);
        } else if seat.role.is_built_in == Some(true) {
            story.say("identity-why-granted-built-in", &values);
        } else {
            story.say("identity-why-granted", &values);
        }
        if !self.boot.modules.is_enabled(story.ctx, manifest.id).await {
            story.refuse("identity-why-module-off", &values[1..]);
        }
    }

    fn declared(&self, permission: &str) -> Option<(&'static PermissionSpec, &'static Manifest)> {
        let of = |manifest: &&'static Manifest| {
            let manifest = *manifest;
            Some((manifest.permissions.iter().find(|spec| spec.name == permission)?, manifest))
        };
        self.boot.modules.manifests().iter().find_map(of)
    }

    /// Whether a company is within reach, and by what.
    async fn tell_company(
        &self,
        story: &mut Story<'_>,
        member: &memberships::Model,
        seat: &Seat,
        company: &companies::Model,
    ) -> Result<(), IdentityError> {
        let tx = self.read_wide(story.ctx).await?;
        let scope = self.scope_of(&tx, member, seat.company.as_ref()).await?;
        let is_within = scope.holds_company(company.id);
        let shown = [("company", (&company.name).into())];
        let scopes = Scopes::read(member.scopes.as_ref()).map_err(|_| PeopleError::NoSuchMembership)?;
        if seat.company.is_some() {
            let key = if is_within { "identity-why-reach-own" } else { "identity-why-reach-not-own" };
            story.say(key, &shown);
        } else if !scopes.narrows_companies() {
            story.say("identity-why-reach-all", &shown);
        } else {
            self.tell_reach(story, &tx, member, &scopes, company).await?;
            if !is_within {
                story.say("identity-why-reach-outside", &shown);
            }
        }
        story.allowed &= is_within;
        Ok(tx.finish().await?)
    }

    /// What of a reach lets a company in.
    async fn tell_reach(
        &self,
        story: &mut Story<'_>,
        tx: &impl Tx,
        member: &memberships::Model,
        scopes: &Scopes,
        company: &companies::Model,
    ) -> Result<(), IdentityError> {
        let path = tree::ids::<CompanyTag>(&company.path);
        if let Some(above) = scopes.companies.iter().find(|id| path.contains(id)) {
            let above = self.find_company(tx, *above).await?;
            story.say(
                "identity-why-reach-below",
                &[("above", (&above.name).into()), ("company", (&company.name).into())],
            );
        }
        if !scopes.territories.is_empty() {
            let placed = placements_of_companies(tx, self.tenants_today(tx).await?).await?;
            if let Some((_, id)) = nearest(&company.path, |id| placed.get(&id).copied()) {
                let find = tx.find::<territories::Entity>().filter(territories::Column::Id.eq(id));
                let name = find.one(tx).await?.map(|row| row.name).unwrap_or_default();
                let is_within = territories_below(tx, &scopes.territories).await?.contains(&id);
                let key =
                    if is_within { "identity-why-reach-territory" } else { "identity-why-reach-placed-elsewhere" };
                story.say(key, &[("company", (&company.name).into()), ("territory", name.into())]);
            }
        }
        if scopes.own_customers && managed_by(tx, member.id).await?.contains(&company.id) {
            story.say("identity-why-reach-managed", &[("company", (&company.name).into())]);
        }
        Ok(())
    }
}

/// What else narrows what is done, without saying whether it may be.
fn tell_limits(story: &mut Story<'_>, member: &memberships::Model, seat: &Seat) {
    let scopes = Scopes::read(member.scopes.as_ref()).unwrap_or_default();
    for (key, count) in [
        ("identity-why-warehouses", scopes.warehouses.len()),
        ("identity-why-legal-entities", scopes.legal_entities.len()),
    ] {
        if count > 0 {
            story.say(key, &[("count", count.into())]);
        }
    }
    if let Some(ceiling) = ceiling_of(&seat.role) {
        story.say("identity-why-ceiling", &[("ceiling", ceiling.into())]);
    }
}
