//! Codes as CSV, written while they are read: a page at a time, however many there are.
//! Cells that a spreadsheet would take for formulas are made harmless.

use bytes::Bytes;
use futures_util::{Stream, stream};
use kontor_kernel::neutralise;
use kontor_store::{Ctx, Tx};
use sea_orm::{ColumnTrait, Order};

use super::{CodeFilter, CodeState, CodeView, Promoting, codes::view, tallies};
use crate::{
    entities::code::{Column as C, Entity},
    error::{PromotionError, PromotionResult},
    ids::subject,
};

const PAGE: u64 = 500;

const COLUMNS: [&str; 11] = [
    "code",
    "state",
    "used",
    "limit_total",
    "limit_per_company",
    "limit_per_person",
    "valid_from",
    "valid_to",
    "company_id",
    "user_id",
    "created_at",
];

/// How far an export has come.
enum Stage {
    Begin,
    After(Option<String>),
    End,
}

impl Promoting {
    /// Codes as CSV in their order, in pieces.
    pub(crate) fn codes_as_csv(
        self: std::sync::Arc<Self>,
        ctx: &Ctx,
        filter: CodeFilter,
    ) -> impl Stream<Item = PromotionResult<Bytes>> + Send + 'static {
        let ctx = ctx.clone();
        stream::try_unfold(Stage::Begin, move |stage| {
            let (service, ctx, filter) = (std::sync::Arc::clone(&self), ctx.clone(), filter.clone());
            async move {
                match stage {
                    Stage::Begin => Ok(Some((written([COLUMNS.map(str::to_owned)])?, Stage::After(None)))),
                    Stage::After(key) => service.piece(&ctx, &filter, key).await.map(Some),
                    Stage::End => Ok(None),
                }
            }
        })
    }

    async fn piece(&self, ctx: &Ctx, filter: &CodeFilter, after: Option<String>) -> PromotionResult<(Bytes, Stage)> {
        let tx = self.boot.store.read(ctx).await?;
        let found = filter.narrow(tx.find::<Entity>()).filter_some(after.map(|key| C::CodeKey.gt(key)));
        let rows = found.order_by(C::CodeKey, Order::Asc).limit(PAGE).all(&tx).await?;
        let used = tallies::used(&tx, rows.iter().map(|row| subject(row.id)).collect(), None).await?;
        tx.finish().await?;
        let last = rows.last().map(|row| row.code_key.clone());
        let lines = rows.into_iter().map(|row| {
            let times = used.get(&subject(row.id)).map_or(0, |used| used.total);
            line(&view(row, times))
        });
        let stage = last.map_or(Stage::End, |key| Stage::After(Some(key)));
        Ok((written(lines)?, stage))
    }
}

fn written(lines: impl IntoIterator<Item = [String; COLUMNS.len()]>) -> PromotionResult<Bytes> {
    let mut output = csv::Writer::from_writer(Vec::new());
    for line in lines {
        let cells = line.iter().map(|cell| neutralise(cell).into_owned());
        output.write_record(cells).map_err(|cause| PromotionError::Unwritable(cause.to_string()))?;
    }
    output.into_inner().map(Bytes::from).map_err(|cause| PromotionError::Unwritable(cause.to_string()))
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn line(code: &CodeView) -> [String; COLUMNS.len()] {
    let given = &code.given;
    let state = match code.state {
        CodeState::Open => "open",
        CodeState::Blocked => "blocked",
    };
    [
        code.code.clone(),
        state.to_owned(),
        code.used.to_string(),
        text(given.limits.total),
        text(given.limits.per_company),
        text(given.limits.per_person),
        text(given.valid_from),
        text(given.valid_to),
        text(given.company_id),
        text(given.user_id),
        code.created_at.to_string(),
    ]
}
