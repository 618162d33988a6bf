//! Others may say which channel something is for, so channels are published by their codes.
//! What a channel shows and sells stays identity's own.

crate::step!("identity_m20261130_channels_view", schema => {
    schema.publish_view("v_identity_channels", "SELECT tenant_id, id, code, code_key FROM identity_channels").await?;
});
