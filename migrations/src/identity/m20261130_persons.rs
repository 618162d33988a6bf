//! Registrations know by id who decided on them; and of each person it is known since when they have signed in to a
//! tenant, so that only later sign-ins from other browsers are told to them.

use kontor_store::schema::{big, optional, uuid};

crate::step!("identity_m20261130_persons", schema => {
    schema.add_columns("identity_registrations", [optional(uuid("decided_by_id"))]).await?;
    schema.add_columns("identity_user_tenants", [optional(big("signed_in_at"))]).await?;
});
