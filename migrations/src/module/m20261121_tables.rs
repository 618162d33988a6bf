//! Which modules a tenant has switched on, and with which settings.
//! A module without a row is off.

use kontor_store::schema::{big, flag, json, tenant_table};

crate::step!("module_m20261121_tables", schema => {
    schema
        .create(
            tenant_table("module_states", &["module"])
                .columns([schema.key("module"), flag("enabled"), json("settings"), big("updated_at")]),
        )
        .await?;
});
