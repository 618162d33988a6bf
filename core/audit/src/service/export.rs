//! The trail as CSV, written while it is read: a page of entries at a time, however many there are.
//! The last line is the head of the chain, so that whoever keeps the file can tell later whether the end was cut off.

use bytes::Bytes;
use futures_util::{Stream, stream};
use kontor_kernel::{AuditEntryId, Timestamp, neutralise};
use kontor_store::{Ctx, Tx};

use super::{
    Service, heads,
    trail::{Row, TrailFilter, narrowed, newest_first, older_than},
};
use crate::error::AuditError;

const PAGE: u64 = 200;

const COLUMNS: [&str; 22] = [
    "position",
    "hash",
    "previous_hash",
    "id",
    "at",
    "actor_kind",
    "actor_id",
    "actor_name",
    "actor_email",
    "membership_id",
    "company_id",
    "on_behalf_of",
    "signed_in_by",
    "action",
    "subject",
    "subject_id",
    "label",
    "before",
    "after",
    "ip",
    "user_agent",
    "request_id",
];

/// The action on the last line of an export.
const HEAD: &str = "audit.head";

/// How far an export has come.
enum Stage {
    Begin,
    After(Option<(Timestamp, AuditEntryId)>),
    End,
}

impl Service {
    /// The entries as CSV, the newest first, in pieces.
    pub(crate) fn as_csv(
        &self,
        ctx: &Ctx,
        filter: TrailFilter,
    ) -> impl Stream<Item = Result<Bytes, AuditError>> + Send + 'static {
        let (service, ctx) = (self.clone(), ctx.clone());
        stream::try_unfold(Stage::Begin, move |stage| {
            let (service, ctx, filter) = (service.clone(), ctx.clone(), filter.clone());
            async move {
                match stage {
                    Stage::Begin => Ok(Some((written([COLUMNS.map(str::to_owned)])?, Stage::After(None)))),
                    Stage::After(place) => service.piece(&ctx, &filter, place).await.map(Some),
                    Stage::End => Ok(None),
                }
            }
        })
    }

    async fn piece(
        &self,
        ctx: &Ctx,
        filter: &TrailFilter,
        place: Option<(Timestamp, AuditEntryId)>,
    ) -> Result<(Bytes, Stage), AuditError> {
        let tx = self.store.read(ctx).await?;
        let mut found = narrowed(tx.find_view::<Row>(), filter);
        if let Some(place) = place {
            found = found.filter(older_than(place));
        }
        let rows = newest_first(found).limit(PAGE).all(&tx).await?;
        let last = rows.last().map(|row| (row.at, row.id));
        let head = if last.is_none() { heads::sealed(&tx).await? } else { None };
        tx.finish().await?;
        match last {
            Some(place) => Ok((written(rows.iter().map(line))?, Stage::After(Some(place)))),
            None => Ok((written(head.into_iter().map(|head| head_line(&ctx.now().to_string(), &head)))?, Stage::End)),
        }
    }
}

fn written(lines: impl IntoIterator<Item = [String; COLUMNS.len()]>) -> Result<Bytes, AuditError> {
    let mut output = csv::Writer::from_writer(Vec::new());
    for line in lines {
        let cells = line.iter().map(|cell| neutralise(cell).into_owned());
        output.write_record(cells).map_err(|cause| AuditError::Unwritable(cause.to_string()))?;
    }
    output.into_inner().map(Bytes::from).map_err(|cause| AuditError::Unwritable(cause.to_string()))
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn line(row: &Row) -> [String; COLUMNS.len()] {
    let (actor, content) = (row.actor(), row.content());
    [
        text(row.position),
        text(row.hash.as_ref()),
        text(row.previous_hash.as_ref()),
        row.id.to_string(),
        row.at.to_string(),
        row.actor_kind.clone(),
        text(row.actor_user_id),
        text(row.actor_label.as_ref()),
        text(actor.email),
        text(row.actor_membership_id),
        text(row.company_id),
        text(row.on_behalf_of),
        row.signed_in_by.clone(),
        row.action.clone(),
        row.subject.clone(),
        row.subject_id.clone(),
        text(row.content_label.as_ref()),
        text(content.before),
        text(content.after),
        text(actor.ip),
        text(actor.user_agent),
        row.request_id.clone(),
    ]
}

fn head_line(at: &str, head: &heads::Head) -> [String; COLUMNS.len()] {
    COLUMNS.map(|column| match column {
        "position" => head.position.to_string(),
        "hash" => head.hash.clone(),
        "at" => at.to_owned(),
        "actor_kind" => "system".to_owned(),
        "action" => HEAD.to_owned(),
        _ => String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_neutralised_and_quoted() {
        let mut line = COLUMNS.map(|_| String::new());
        line[7] = "=HYPERLINK(\"x\")".to_owned();
        line[16] = "a,b".to_owned();
        let text = String::from_utf8(written([line]).unwrap().to_vec()).unwrap();
        assert_eq!(text, ",,,,,,,\"'=HYPERLINK(\"\"x\"\")\",,,,,,,,,\"a,b\",,,,,\n");
    }
}
