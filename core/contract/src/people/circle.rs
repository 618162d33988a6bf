//! Who belongs to a company and to those above it, for whoever decides by roles and persons, such as approvals.
//! Told as it stands at the moment and whatever the reach of the context: it is never shown as it is, only decided by.

use async_trait::async_trait;
use kontor_kernel::{CompanyId, Locale, MembershipId, Money, RoleId, UserId};
use kontor_store::Ctx;

use crate::fault::Outcome;

/// A company, those above it, and their people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompanyCircle {
    /// The companies from the root down; the one that was asked for comes last.
    pub path: Vec<CompanyId>,
    /// People whose membership in one of them has not ended and who may sign in.
    pub members: Vec<CircleMember>,
    /// Roles of buyers that may be held there.
    pub roles: Vec<CircleRole>,
}

/// A membership in a company of the circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircleMember {
    /// The membership.
    pub membership: MembershipId,
    /// The person.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// The language they read, where they have chosen one.
    pub locale: Option<Locale>,
    /// The company.
    pub company: CompanyId,
    /// The role.
    pub role: RoleId,
    /// The most that their own orders may come to, net; nothing where no ceiling is set.
    pub ceiling: Option<Money>,
}

/// A role of buyers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircleRole {
    /// Its id.
    pub id: RoleId,
    /// Its name.
    pub name: String,
}

/// Knows the people of companies.
#[async_trait]
pub trait CompanyCircles: Send + Sync {
    /// The circle of a company; nothing where the tenant has no such company.
    async fn circle(&self, ctx: &Ctx, company: CompanyId) -> Outcome<Option<CompanyCircle>>;
}
