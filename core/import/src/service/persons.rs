//! What imports hold of a person: the runs they started, and rows that could not be taken in which they are named.
//! Nothing of it has to be kept by law; that a run happened, and what it changed, stays without saying whose it was.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    privacy::{DataSubject, Erased, PersonalData, PersonalSection, StandIn},
};
use kontor_store::{Ctx, StoreResult, Tx, WriteTx, mentions};
use sea_orm::{ColumnTrait, Condition, Order};
use serde_json::{Value, json};

use super::Service;
use crate::{
    entities::{problems, runs, upload_keys},
    error::ImportError,
};

const SECTION: &str = "imports";

#[async_trait]
impl PersonalData for Service {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>> {
        Ok(vec![PersonalSection { name: SECTION, data: self.told_imports(ctx, subject).await? }])
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Outcome<Vec<Erased>> {
        let erased = erase_runs(tx, subject, stand_in).await? + erase_problems(tx, subject, stand_in).await?;
        let keys = tx.delete::<upload_keys::Entity>();
        keys.filter(upload_keys::Column::Principal.eq(subject.user.to_string())).run(tx).await?;
        Ok(vec![Erased { name: SECTION, erased, kept: 0, reason: "" }])
    }
}

/// Runs that a person started. Rows from before ids were kept know the name only.
fn started_by(subject: &DataSubject) -> Condition {
    let nameless =
        Condition::all().add(runs::Column::StartedById.is_null()).add(runs::Column::StartedBy.eq(&subject.name));
    Condition::any().add(runs::Column::StartedById.eq(subject.user)).add(nameless)
}

/// Runs of theirs, and those that tell of them, such as one they cancelled.
async fn runs_of(tx: &impl Tx, subject: &DataSubject) -> StoreResult<Vec<runs::Model>> {
    let words = [subject.name.as_str(), &subject.email];
    let told = mentions(runs::Column::Message, &words).add(mentions(runs::Column::FileName, &words));
    let find = tx.find::<runs::Entity>().filter(started_by(subject).add(told));
    find.order_by(runs::Column::CreatedAt, Order::Asc).all(tx).await
}

/// Rows that could not be taken in which the person is named.
async fn problems_of(tx: &impl Tx, subject: &DataSubject) -> StoreResult<Vec<problems::Model>> {
    let words = [subject.name.as_str(), &subject.email];
    let named = mentions(problems::Column::Value, &words).add(mentions(problems::Column::Detail, &words));
    let rows = tx.find::<problems::Entity>().filter(named).all(tx).await?;
    let is_theirs = |row: &problems::Model| subject.is_named_by(&row.value) || subject.is_named_by(&row.detail);
    Ok(rows.into_iter().filter(is_theirs).collect())
}

impl Service {
    async fn told_imports(&self, ctx: &Ctx, subject: &DataSubject) -> Result<Value, ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let (runs, problems) = (runs_of(&tx, subject).await?, problems_of(&tx, subject).await?);
        tx.finish().await?;
        let runs: Vec<_> = runs
            .iter()
            .map(|run| {
                json!({ "at": run.created_at, "kind": run.kind, "file_name": run.file_name,
                "by": run.started_by, "state": run.state, "message": run.message })
            })
            .collect();
        let rows: Vec<_> = problems
            .iter()
            .map(|row| json!({ "column": row.column_name, "value": row.value, "detail": row.detail }))
            .collect();
        Ok(json!({ "runs": runs, "rows": rows }))
    }
}

async fn erase_runs(tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Result<u64, ImportError> {
    let mut erased = 0;
    for run in runs_of(tx, subject).await? {
        let without = |text: &Option<String>| {
            let changed = text.as_deref().and_then(|text| subject.taken_out_of(text, stand_in));
            changed.or_else(|| text.clone())
        };
        let mut after =
            runs::Model { message: without(&run.message), file_name: without(&run.file_name), ..run.clone() };
        if run.started_by_id == Some(subject.user) || (run.started_by_id.is_none() && run.started_by == subject.name) {
            after.started_by.clone_from(&stand_in.name);
            after.started_by_id = Some(stand_in.user);
        }
        if after != run {
            let update = tx.update::<runs::Entity>().set(runs::Column::StartedBy, after.started_by);
            let update = update.set(runs::Column::StartedById, after.started_by_id);
            let update = update.set(runs::Column::Message, after.message).set(runs::Column::FileName, after.file_name);
            // The English sentence stays; what it was told of may name them.
            let update = update.set(runs::Column::MessageWords, None::<serde_json::Value>);
            erased += update.filter(runs::Column::Id.eq(run.id)).run(tx).await?;
        }
    }
    Ok(erased)
}

async fn erase_problems(tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Result<u64, ImportError> {
    let mut erased = 0;
    for row in problems_of(tx, subject).await? {
        let without = |text: &str| subject.taken_out_of(text, stand_in).unwrap_or_else(|| text.to_owned());
        let update = tx.update::<problems::Entity>().set(problems::Column::Value, without(&row.value));
        let update = update.set(problems::Column::Detail, without(&row.detail));
        let update = update.set(problems::Column::Words, None::<Value>);
        let update = update.filter(problems::Column::RunId.eq(row.run_id));
        erased += update.filter(problems::Column::Ordinal.eq(row.ordinal)).run(tx).await?;
    }
    Ok(erased)
}
