//! What goes with a message, by the files that its owner keeps.
//! Empty for messages from before.

use kontor_store::schema::{json, optional};

crate::step!("messages_m20261130_attachments", schema => {
    schema.add_columns("messages_outgoing", [optional(json("attachments"))]).await?;
});
