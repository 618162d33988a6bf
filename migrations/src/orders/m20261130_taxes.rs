//! Lines keep why they bear the tax they bear, by which rule that was decided, and what documents print about it.
//! Lines from before keep their rate alone.

use kontor_store::schema::{optional, text};

crate::step!("orders_m20261130_taxes", schema => {
    schema
        .add_columns("orders_lines", [optional(text("tax_reason")), optional(text("tax_rule")), optional(text("tax_note"))])
        .await?;
});
