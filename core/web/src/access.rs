//! Who may call a route, said where the route is written.
//! The gate asks [`Access::check`] before any handler runs; finer rights are the use case's business.

use std::fmt;

use kontor_store::{Ctx, Principal};

use crate::problem::Problem;

/// Who may call a route. Permissions are named `owner.thing.verb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody on the tenant's host, signed in or not.
    Public,
    /// Whoever is signed in, in any persona.
    SignedIn,
    /// A persona of the tenant's staff that holds the permission.
    Staff(&'static str),
    /// A persona of a company that holds the permission.
    Buyer(&'static str),
    /// Any persona that holds the permission.
    Either(&'static str),
    /// Everybody on any host; no tenant is known. For what operators ask: health, metrics, the API document.
    AnyHost,
    /// The operator of the deployment on any host, by a token of their own; no tenant is known.
    Operator,
}

impl Access {
    /// The permission the route asks for.
    #[must_use]
    pub const fn permission(self) -> Option<&'static str> {
        match self {
            Self::Staff(name) | Self::Buyer(name) | Self::Either(name) => Some(name),
            Self::Public | Self::SignedIn | Self::AnyHost | Self::Operator => None,
        }
    }

    /// Lets a caller through or says why not: 401 when nobody is signed in, else 403.
    pub fn check(self, ctx: &Ctx) -> Result<(), Problem> {
        let permission = match self {
            Self::Public | Self::AnyHost => return Ok(()),
            // No persona of any tenant is the operator; the gate asks for the operator's token instead.
            Self::Operator => return Err(Problem::unauthorised()),
            Self::SignedIn => None,
            Self::Staff(name) | Self::Buyer(name) | Self::Either(name) => Some(name),
        };
        if matches!(ctx.principal(), Principal::Anonymous) {
            return Err(Problem::unauthorised());
        }
        let Some(permission) = permission else { return Ok(()) };
        let fits = match self {
            Self::Staff(_) => ctx.is_staff(),
            Self::Buyer(_) => ctx.persona().is_some_and(|persona| persona.company.is_some()),
            _ => ctx.persona().is_some(),
        };
        if fits && ctx.allows(permission) { Ok(()) } else { Err(Problem::forbidden(permission)) }
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::SignedIn => f.write_str("signed in"),
            Self::Staff(permission) => write!(f, "staff {permission}"),
            Self::Buyer(permission) => write!(f, "buyer {permission}"),
            Self::Either(permission) => write!(f, "either {permission}"),
            Self::AnyHost => f.write_str("any host"),
            Self::Operator => f.write_str("operator"),
        }
    }
}
