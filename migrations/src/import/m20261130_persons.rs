//! Runs know by id who started them, so that the person can be told of them and be forgotten.
//! Of runs from before, the name tells it.

use kontor_store::schema::{optional, uuid};

crate::step!("import_m20261130_persons", schema => {
    schema.add_columns("import_runs", [optional(uuid("started_by_id"))]).await?;
});
