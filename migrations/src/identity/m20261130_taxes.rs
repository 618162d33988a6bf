//! Companies know which VAT id staff have found to be valid, when and by whom; channels whether prices are shown with tax.
//! What was written before has not been confirmed by anybody.

use kontor_store::schema::{optional, text, uuid};

crate::step!("identity_m20261130_taxes", schema => {
    schema
        .add_columns(
            "identity_companies",
            [
                optional(text("vat_id_confirmed")),
                optional(text("vat_id_confirmed_on")),
                optional(uuid("vat_id_confirmed_by")),
            ],
        )
        .await?;
    schema.add_columns("identity_channels", [optional(text("price_display"))]).await?;
});
