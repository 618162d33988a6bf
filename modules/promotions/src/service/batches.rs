//! Codes in bulk: a batch says how many are wanted, and a job makes them in short commits.
//! What exists already is left out by the database and drawn again, so a batch ends with exactly as many as were wanted.

use kontor_contract::audit::Change;
use kontor_kernel::Timestamp;
use kontor_store::{Ctx, StoreError, Tx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::ColumnTrait;
use serde::Serialize;

use super::{
    CodeFacts, Promoting,
    codes::{coded_promotion, row_of},
    field, refuse,
};
use crate::{
    entities::{
        batch::{self, Column as C},
        code,
    },
    error::{PromotionError, PromotionResult},
    ids::{BatchId, PromotionId},
    jobs::{GENERATE_JOB, Generate},
    model::codes,
};

/// Codes of one batch at the most.
const MOST_CODES: i64 = 100_000;
/// Codes that one commit makes: on SQLite nobody else writes meanwhile.
const PER_COMMIT: i64 = 1_000;
/// Signs that are drawn where nothing is said.
const USUAL_LENGTH: usize = 10;

/// Codes to be generated.
#[derive(Debug, Clone)]
pub(crate) struct NewBatch {
    pub count: i64,
    pub prefix: Option<String>,
    pub length: Option<usize>,
    pub given: CodeFacts,
}

/// A batch as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct BatchView {
    /// Its id.
    #[schemars(with = "String")]
    pub id: BatchId,
    /// The promotion its codes lead to.
    #[schemars(with = "String")]
    pub promotion_id: PromotionId,
    /// How its codes begin.
    pub prefix: String,
    /// How many signs of each are drawn.
    pub length: i32,
    /// How many codes are wanted.
    pub wanted: i64,
    /// How many there are so far.
    pub made: i64,
    /// When it was asked for.
    pub created_at: Timestamp,
}

impl From<batch::Model> for BatchView {
    fn from(row: batch::Model) -> Self {
        let (id, promotion_id, prefix, length) = (row.id, row.promotion_id, row.prefix, row.length);
        Self { id, promotion_id, prefix, length, wanted: row.wanted, made: row.made, created_at: row.created_at }
    }
}

impl Promoting {
    /// Asks for codes; a job makes them.
    pub async fn create_batch(&self, ctx: &Ctx, promotion: PromotionId, new: NewBatch) -> PromotionResult<BatchView> {
        self.refuse_bad(ctx, &new.given).await?;
        let (prefix, length) = drawn(&new)?;
        let given = serde_json::to_value(&new.given).map_err(|cause| PromotionError::Unwritable(cause.to_string()))?;
        let tx = self.boot.store.write(ctx).await?;
        let promotion = coded_promotion(&tx, promotion).await?;
        let row = batch::Model {
            tenant_id: ctx.tenant(),
            id: BatchId::new(),
            promotion_id: promotion.id,
            prefix,
            length,
            wanted: new.count,
            made: 0,
            given,
            created_at: ctx.now(),
        };
        let view = BatchView::from(row.clone());
        tx.insert::<batch::Entity>(row).await?;
        tx.enqueue(GENERATE_JOB, &Generate { batch: view.id }, ctx.now(), Some(view.id.to_string())).await?;
        let recorded = Change::new("promotions.codes_generated", "code_batch", view.id, &promotion.code);
        self.boot.record(&tx, recorded.after(&view)).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// How far a batch is.
    pub async fn read_batch(&self, ctx: &Ctx, id: BatchId) -> PromotionResult<BatchView> {
        let tx = self.boot.store.read(ctx).await?;
        let row = tx.find::<batch::Entity>().filter(C::Id.eq(id)).one(&tx).await?;
        tx.finish().await?;
        row.map(BatchView::from).ok_or(PromotionError::NoSuchBatch)
    }

    /// Makes some of a batch's codes; tells how many there are and how many are wanted.
    pub async fn fill_batch(&self, ctx: &Ctx, id: BatchId) -> PromotionResult<(i64, i64)> {
        let tx = self.boot.store.write(ctx).await?;
        let row = tx.find::<batch::Entity>().filter(C::Id.eq(id)).one(&tx).await?;
        let row = row.ok_or(PromotionError::NoSuchBatch)?;
        let missing = (row.wanted - row.made).clamp(0, PER_COMMIT);
        if missing == 0 {
            return Ok((row.made, row.wanted));
        }
        let given: CodeFacts =
            serde_json::from_value(row.given).map_err(|cause| PromotionError::Unwritable(cause.to_string()))?;
        let length = usize::try_from(row.length).unwrap_or(USUAL_LENGTH);
        let draw = |_| row_of(&tx, row.promotion_id, Some(id), codes::draw(&row.prefix, length), &given);
        let written = tx.insert_missing::<code::Entity>((0..missing).map(draw).collect()).await?;
        let made = row.made + i64::try_from(written).unwrap_or(missing);
        let counted = tx.update::<batch::Entity>().set(C::Made, made).filter(C::Id.eq(id)).filter(C::Made.eq(row.made));
        if counted.run(&tx).await? == 0 {
            // Another worker has made some in between; none of these are kept.
            return Err(StoreError::Conflict.into());
        }
        tx.commit().await?;
        Ok((made, row.wanted))
    }
}

/// How codes begin and how many signs of them are drawn.
fn drawn(new: &NewBatch) -> PromotionResult<(String, i32)> {
    let mut faults = Vec::new();
    if !(1..=MOST_CODES).contains(&new.count) {
        faults.push(field("/count", "promotions.bad_count", "At once 1 to 100,000 codes are made."));
    }
    let length = new.length.unwrap_or(USUAL_LENGTH);
    if !(codes::FEWEST_DRAWN..=codes::MOST_DRAWN).contains(&length) {
        faults.push(field("/length", "promotions.bad_length", "8 to 20 signs of a code are drawn."));
    }
    let prefix = codes::prefix_as_kept(new.prefix.as_deref().unwrap_or_default());
    if prefix.is_none() {
        let detail = "Codes begin with at most 12 signs: letters from A to Z, digits and dashes.";
        faults.push(field("/prefix", "promotions.bad_prefix", detail));
    }
    refuse(faults)?;
    Ok((prefix.unwrap_or_default(), i32::try_from(length).unwrap_or_default()))
}
