//! Channels as others may read them: their code, currency and languages.
//! The catalogue shows products on channels, and orders are placed through them.

crate::step!("identity_m20261130_channel_languages", schema => {
    let channels = "SELECT tenant_id, id AS channel_id, code, code_key, legal_entity_id, currency, languages \
        FROM identity_channels";
    schema.publish_view("v_identity_channel_languages", channels).await?;
});
