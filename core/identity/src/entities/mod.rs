//! Tables of identity. Rows never leave this crate; views and facts do.
//! Users and hosts belong to the system, everything else to a tenant.

pub(crate) mod api_tokens;
pub(crate) mod channel_hosts;
pub(crate) mod channels;
pub(crate) mod companies;
pub(crate) mod legal_entities;
pub(crate) mod memberships;
pub(crate) mod roles;
pub(crate) mod sessions;
pub(crate) mod users;
