//! Logistic minimums per customer and product.
//! Customers and products are other owners' and therefore not referred to by foreign keys.

use kontor_store::schema::{big, optional, tenant_table, text, uuid};

crate::step!("freight_m20261121_tables", schema => {
    schema
        .create(
            tenant_table("freight_minimums", &["id"])
                .columns([uuid("id"), optional(uuid("company_id")), optional(text("company_code"))])
                .columns([optional(uuid("product_id")), optional(text("sku")), text("measure"), big("threshold")])
                .columns([optional(text("currency")), text("severity"), big("created_at")]),
        )
        .await?;
});
