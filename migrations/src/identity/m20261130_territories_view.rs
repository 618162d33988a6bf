//! Others may say which territory something is for, so territories are published with where they stand in their tree, and
//! companies with the territories they are in, from which day to which.

crate::step!("identity_m20261130_territories_view", schema => {
    let territories = "SELECT tenant_id, id, code, parent_id FROM identity_territories WHERE archived_at IS NULL";
    schema.publish_view("v_identity_territories", territories).await?;
    let placed = "SELECT tenant_id, company_id, territory_id, valid_from, valid_to FROM identity_placements WHERE company_id IS NOT NULL";
    schema.publish_view("v_identity_company_territories", placed).await?;
});
