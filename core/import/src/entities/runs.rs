//! Runs of imports. Counters and `position` change in the commits of the rows they count.
//! `position` is how many well-formed rows of the file are dealt with; a run that is taken up again begins behind it.

use kontor_kernel::{ImportId, JobId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

use crate::{
    csv::Kind,
    formats::open::Opening,
    model::{
        options::{ImportOptions, Layout, OnError, Usual},
        state::RunState,
    },
};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_runs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    pub kind: String,
    pub state: RunState,
    pub file_name: Option<String>,
    pub options: Json,
    pub chunks: i32,
    pub file_bytes: i64,
    pub job_id: Option<JobId>,
    pub rows_total: i64,
    pub rows_applied: i64,
    pub rows_bad: i64,
    pub problems: i64,
    pub created: i64,
    pub updated: i64,
    pub unchanged: i64,
    pub position: i64,
    pub started_by: String,
    /// The person, where one started it and ids were kept already.
    pub started_by_id: Option<UserId>,
    pub message: Option<String>,
    /// The same for other languages.
    pub message_words: Option<Json>,
    pub created_at: Timestamp,
    pub started_at: Option<Timestamp>,
    /// When the first row was written.
    pub applying_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();

impl Model {
    /// Where [`Self::usual`] stands beside the options of whoever imports.
    pub(crate) const USUAL: &'static str = "usual";

    /// Where [`Self::layout`] stands.
    pub(crate) const LAYOUT: &'static str = "layout";

    /// Where in its file the rows are, and what the columns are.
    pub(crate) fn layout(&self) -> Layout {
        let layout = self.options.get(Self::LAYOUT).cloned();
        layout.and_then(|layout| serde_json::from_value(layout).ok()).unwrap_or_default()
    }

    /// As its file is opened.
    pub(crate) fn opening(&self) -> Opening {
        let (options, layout) = (self.options(), self.layout());
        let Layout { sheet, mapping, .. } = layout;
        Opening { format: options.format, sheet, mapping, options: options.for_reading() }
    }

    /// How its file is read.
    pub(crate) fn options(&self) -> ImportOptions {
        serde_json::from_value(self.options.clone()).unwrap_or_default()
    }

    /// What rows mean that leave currency or country out.
    pub(crate) fn usual(&self) -> Usual {
        let usual = self.options.get(Self::USUAL).cloned();
        usual.and_then(|usual| serde_json::from_value(usual).ok()).unwrap_or_default()
    }

    /// Whether bad rows are left out rather than ending it.
    pub(crate) fn skips(&self) -> bool {
        self.options().on_error == OnError::Skip
    }

    /// What it brings.
    pub(crate) fn kind(&self) -> Option<Kind> {
        Kind::named(&self.kind)
    }
}
