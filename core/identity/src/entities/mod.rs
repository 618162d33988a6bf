//! Tables of identity. Rows never leave this crate; views and facts do.
//! Users and hosts belong to the system, everything else to a tenant.

pub(crate) mod acting;
pub(crate) mod api_tokens;
pub(crate) mod channel_hosts;
pub(crate) mod channels;
pub(crate) mod companies;
pub(crate) mod company_groups;
pub(crate) mod customer_groups;
pub(crate) mod external_identities;
pub(crate) mod invitations;
pub(crate) mod legal_entities;
pub(crate) mod memberships;
pub(crate) mod passkeys;
pub(crate) mod placements;
pub(crate) mod profiles;
pub(crate) mod registration_forms;
pub(crate) mod registrations;
pub(crate) mod roles;
pub(crate) mod sessions;
pub(crate) mod sign_in_providers;
pub(crate) mod territories;
pub(crate) mod tickets;
pub(crate) mod trees;
pub(crate) mod user_tenants;
pub(crate) mod users;
