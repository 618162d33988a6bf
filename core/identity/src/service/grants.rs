//! What somebody may give away: nothing that they do not hold, and no further than they reach themselves.
//! The one place that decides it, for memberships, invitations and roles alike.

use std::{collections::BTreeSet, sync::Arc};

use kontor_contract::people::Audience;
use kontor_kernel::{Amount, Currency, MembershipId, Money, UserId};
use kontor_store::{Ctx, Principal, Reach, Scope, Tx};
use sea_orm::ColumnTrait;

use super::{
    Service,
    login::Login,
    reach::{below, territories_below},
};
use crate::{
    entities::{companies, memberships, roles},
    error::{IdentityError, PeopleError},
    model::scopes::Scopes,
};

/// Somebody who gives roles to others, and what they hold.
#[derive(Debug, Clone)]
pub(crate) struct Grantor {
    pub(crate) audience: Audience,
    pub(crate) user: Option<UserId>,
    pub(crate) membership: Option<MembershipId>,
    permissions: Arc<BTreeSet<String>>,
    /// With the companies and territories below those that are named.
    scopes: Scopes,
    pub(crate) reach: Scope,
    ceiling: Option<Money>,
    /// Kontor itself, which gives whatever it is told to.
    is_system: bool,
}

/// The most that an order of a role may come to.
pub(crate) fn ceiling_of(role: &roles::Model) -> Option<Money> {
    let currency: Currency = role.order_ceiling_currency?;
    Some(Amount::from_minor(role.order_ceiling_minor?).in_currency(currency))
}

impl Service {
    /// Whoever the unit of work is for.
    pub(crate) async fn grantor(&self, tx: &impl Tx) -> Result<Grantor, IdentityError> {
        self.grantor_in(tx, tx.ctx()).await
    }

    /// Whoever a context is for, where the unit of work sees further than they do.
    pub(crate) async fn grantor_in(&self, tx: &impl Tx, ctx: &Ctx) -> Result<Grantor, IdentityError> {
        let membership = ctx.persona().map(|persona| persona.membership);
        let (scopes, ceiling) = match membership {
            Some(id) => self.limits_of(tx, id).await?,
            None => (Scopes::default(), None),
        };
        Ok(Grantor {
            audience: if ctx.company().is_some() { Audience::Buyer } else { Audience::Staff },
            user: ctx.user(),
            membership,
            permissions: Arc::new(ctx.permissions().clone()),
            scopes,
            reach: ctx.scope().clone(),
            ceiling,
            is_system: matches!(ctx.principal(), Principal::System(_)),
        })
    }

    /// Whoever a membership makes of a person, as they stand now.
    pub(crate) async fn grantor_of(
        &self,
        tx: &impl Tx,
        login: &Login,
        membership: MembershipId,
    ) -> Result<Grantor, IdentityError> {
        let (scopes, ceiling) = self.limits_of(tx, membership).await?;
        Ok(Grantor {
            audience: if login.persona.company.is_some() { Audience::Buyer } else { Audience::Staff },
            user: Some(login.user()),
            membership: Some(membership),
            permissions: Arc::clone(&login.permissions),
            scopes,
            reach: login.scope.clone(),
            ceiling,
            is_system: false,
        })
    }

    async fn limits_of(&self, tx: &impl Tx, id: MembershipId) -> Result<(Scopes, Option<Money>), IdentityError> {
        let member = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(id)).one(tx).await?;
        let Some(member) = member else { return Err(PeopleError::NoSuchMembership.into()) };
        let role = tx.find::<roles::Entity>().filter(roles::Column::Id.eq(member.role_id)).one(tx).await?;
        let mut scopes = Scopes::read(member.scopes.as_ref()).map_err(|_| PeopleError::NoSuchMembership)?;
        // What stands below is within, so that it may be given away by its own name.
        if !scopes.companies.is_empty() {
            let named = tx.find::<companies::Entity>().filter(companies::Column::Id.is_in(scopes.companies.clone()));
            let paths: Vec<String> = named.all(tx).await?.into_iter().map(|row| row.path).collect();
            scopes.companies.extend(below(tx, &paths).await?);
        }
        if !scopes.territories.is_empty() {
            let below = territories_below(tx, &scopes.territories).await?;
            scopes.territories.extend(below);
        }
        Ok((scopes, role.as_ref().and_then(ceiling_of)))
    }
}

impl Grantor {
    /// Kontor itself.
    pub(crate) fn system() -> Self {
        Self {
            audience: Audience::Staff,
            user: None,
            membership: None,
            permissions: Arc::default(),
            scopes: Scopes::default(),
            reach: Scope::tenant(),
            ceiling: None,
            is_system: true,
        }
    }

    /// Whether a permission is held; Kontor itself holds all of them.
    pub(crate) fn holds(&self, permission: &str) -> bool {
        self.is_system || self.permissions.contains(permission)
    }

    /// Whether they may hand on these permissions to people of an audience; the first one they may not is named.
    /// Permissions of buyers count in a company only, so staff who manage people give them without holding them.
    pub(crate) fn may_hand_on(&self, audience: Audience, permissions: &BTreeSet<String>) -> Result<(), IdentityError> {
        match (self.audience, audience) {
            (Audience::Buyer, Audience::Staff) => Err(PeopleError::UnknownRole.into()),
            (Audience::Staff, Audience::Buyer) => Ok(()),
            _ => match permissions.iter().find(|name| !self.holds(name)) {
                Some(lacking) => Err(PeopleError::MoreThanOwn(lacking.clone()).into()),
                None => Ok(()),
            },
        }
    }

    /// Whether they may give a role: its permissions, and orders as large as it allows.
    pub(crate) fn may_give(&self, role: &roles::Model, permissions: &BTreeSet<String>) -> Result<(), IdentityError> {
        let audience = Audience::named(&role.audience).ok_or(PeopleError::UnknownRole)?;
        self.may_hand_on(audience, permissions)?;
        self.may_allow_orders(ceiling_of(role))
    }

    /// Whether they may let others order up to a ceiling, or without one: whoever has one gives none that is higher, be
    /// it to colleagues or to customers, whose orders they could then place in another name.
    pub(crate) fn may_allow_orders(&self, ceiling: Option<Money>) -> Result<(), IdentityError> {
        let Some(own) = self.ceiling else { return Ok(()) };
        let is_within =
            ceiling.is_some_and(|given| given.currency() == own.currency() && given.amount() <= own.amount());
        if is_within { Ok(()) } else { Err(PeopleError::CeilingAboveOwn(own).into()) }
    }

    /// Whether they may let a membership of staff reach so far.
    pub(crate) fn may_reach(&self, scopes: &Scopes) -> Result<(), IdentityError> {
        if self.is_system || self.scopes.covers(scopes) { Ok(()) } else { Err(PeopleError::WiderThanOwn.into()) }
    }

    /// Whether staff of this reach are seen by them: those who reach no further than themselves.
    pub(crate) fn sees_staff(&self, member: &memberships::Model) -> bool {
        let is_own = self.user == Some(member.user_id);
        let covers = |scopes: Scopes| self.scopes.covers(&scopes);
        is_own || !self.scopes.narrows() || Scopes::read(member.scopes.as_ref()).is_ok_and(covers)
    }

    /// Whether nothing narrows what they see.
    pub(crate) fn sees_all(&self) -> bool {
        self.is_system
            || (self.audience == Audience::Staff
                && !self.scopes.narrows()
                && matches!(self.reach.companies, Reach::All))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grantor(audience: Audience, permissions: &[&str]) -> Grantor {
        Grantor {
            audience,
            user: None,
            membership: None,
            permissions: Arc::new(permissions.iter().map(|name| (*name).to_owned()).collect()),
            scopes: Scopes::default(),
            reach: Scope::tenant(),
            ceiling: None,
            is_system: false,
        }
    }

    fn named(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn nobody_hands_on_what_they_do_not_hold() {
        let clerk = grantor(Audience::Staff, &["a.b.c"]);
        assert!(clerk.may_hand_on(Audience::Staff, &named(&["a.b.c"])).is_ok());
        assert!(matches!(
            clerk.may_hand_on(Audience::Staff, &named(&["a.b.c", "x.y.z"])),
            Err(IdentityError::People(PeopleError::MoreThanOwn(name))) if name == "x.y.z"
        ));
        assert!(clerk.may_hand_on(Audience::Buyer, &named(&["x.y.z"])).is_ok());
        let buyer = grantor(Audience::Buyer, &["a.b.c"]);
        assert!(buyer.may_hand_on(Audience::Buyer, &named(&["x.y.z"])).is_err());
        assert!(buyer.may_hand_on(Audience::Staff, &named(&[])).is_err());
    }

    #[test]
    fn whoever_has_a_ceiling_gives_none_that_is_higher() {
        let pounds = |minor| Some(Amount::from_minor(minor).in_currency(Currency::GBP));
        for audience in [Audience::Buyer, Audience::Staff] {
            let limited = Grantor { ceiling: pounds(100), ..grantor(audience, &[]) };
            assert!(limited.may_allow_orders(pounds(100)).is_ok());
            for wider in [None, pounds(101), Some(Amount::from_minor(1).in_currency(Currency::EUR))] {
                assert!(limited.may_allow_orders(wider).is_err());
            }
            assert!(grantor(audience, &[]).may_allow_orders(None).is_ok());
        }
    }
}
