//! The first rows of a file as they would be taken, and what would become of each, without writing anything.
//! Their owner writes them in a unit of work that is given up, so that what is told is what would happen.

use std::collections::BTreeMap;

use kontor_contract::imports::{Applied, CustomerRow, ImportSink, PriceRow, ProductRow, StockRow};
use kontor_kernel::ImportId;
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Service,
    pieces::{Broken, StoredFile},
    rows::{ReadRow, issues, open},
    start::Reading,
    upload::options_of,
};
use crate::{
    csv::{self, Kind, Row, RowError},
    entities::runs,
    error::ImportError,
    formats::{Format, open::Opening, xlsx::Sheet},
    model::{
        issue::Issue,
        mapping::Mapping,
        options::{Layout, Usual},
        proposal,
        row::Incoming,
        state::RunState,
    },
    view::ImportProblemView,
};

/// Rows as they were read, each with what it says in its columns.
type Told<R> = Vec<(ReadRow<R>, Vec<(&'static str, String)>)>;

/// Rows of a preview.
const ROWS: usize = 50;

/// What would become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportFate")]
pub(crate) enum Fate {
    /// Something new would be made.
    Created,
    /// Something would be changed.
    Updated,
    /// Everything is as the row says.
    Unchanged,
    /// It cannot be taken.
    Bad,
}

/// A row of a preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ImportPreviewRow")]
pub(crate) struct PreviewRow {
    /// Where it stands in the file.
    line: i64,
    /// Its cells as they would be taken, by the columns of the kind; those of a bad row as they stand in the file.
    cells: BTreeMap<String, String>,
    /// What would become of it.
    fate: Fate,
    /// What is wrong with it.
    problems: Vec<ImportProblemView>,
    /// What of it is left out, though it is good.
    notes: Vec<ImportProblemView>,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ImportPreviewColumn")]
pub(crate) struct PreviewColumn {
    /// As the file names it.
    source: String,
    /// The column of the kind it goes into; nothing where it is passed over.
    field: Option<String>,
    /// The column of the kind that its name suggests.
    proposed: Option<String>,
}

/// The first rows of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ImportPreview")]
pub(crate) struct Preview {
    /// Its columns.
    columns: Vec<PreviewColumn>,
    /// The sheets of a workbook.
    sheets: Vec<String>,
    /// The columns of the kind, and whether each is mandatory.
    fields: Vec<FieldView>,
    /// The mapping that was used.
    mapping: Option<Mapping>,
    /// One that the names of the columns suggest.
    proposal: Mapping,
    /// Why the file cannot be read, or not to the end of the preview.
    problems: Vec<ImportProblemView>,
    /// Its first rows.
    rows: Vec<PreviewRow>,
    /// Whether there are more.
    has_more: bool,
}

/// A column of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ImportField")]
pub(crate) struct FieldView {
    /// Its name.
    name: &'static str,
    /// Whether every row must fill it.
    mandatory: bool,
}

/// What the thread that reads found.
struct Looked<R> {
    names: Vec<String>,
    sheets: Vec<String>,
    rows: Told<R>,
    fatal: Vec<Issue>,
    has_more: bool,
}

impl<R> Default for Looked<R> {
    fn default() -> Self {
        Self { names: Vec::new(), sheets: Vec::new(), rows: Vec::new(), fatal: Vec::new(), has_more: false }
    }
}

impl Service {
    /// Looks at a file that waits to be started, read as wished.
    pub(crate) async fn preview(&self, ctx: &Ctx, id: ImportId, wish: Reading) -> Result<Preview, ImportError> {
        let mut run = self.run(ctx, id).await?;
        if run.state != RunState::Uploaded {
            return Err(ImportError::HasStarted);
        }
        let kind = run.kind().ok_or(ImportError::NoSuchRun)?;
        let (options, layout) = self.decided(ctx, kind, (run.options(), run.layout()), wish).await?;
        run.options = options_of(options, &layout, &run.usual())?;
        match kind {
            Kind::Products => self.preview_of::<ProductRow>(ctx, &run, kind, &layout).await,
            Kind::Prices => self.preview_of::<PriceRow>(ctx, &run, kind, &layout).await,
            Kind::Customers => self.preview_of::<CustomerRow>(ctx, &run, kind, &layout).await,
            Kind::Stock => self.preview_of::<StockRow>(ctx, &run, kind, &layout).await,
        }
    }

    async fn preview_of<R: Incoming>(
        &self,
        ctx: &Ctx,
        run: &runs::Model,
        kind: Kind,
        layout: &Layout,
    ) -> Result<Preview, ImportError> {
        let sink = self.boot.ports.find::<dyn ImportSink<R>>().ok_or(ImportError::NotTaken(kind))?;
        let broken = Broken::default();
        let file = StoredFile::of(&self.boot.store, ctx, run, &broken);
        let (opening, usual) = (run.opening(), run.usual());
        let looked = tokio::task::spawn_blocking(move || look::<R>(&file, &opening, &usual, kind)).await;
        let looked = looked.map_err(|_| ImportError::Interrupted)?;
        if let Some(cause) = broken.take() {
            return Err(cause);
        }
        let rows = self.fates(ctx, &*sink, layout, looked.rows).await?;
        let proposed = proposal::proposed(kind, &looked.names);
        let columns = looked.names.iter().zip(proposed).map(|(name, proposed)| PreviewColumn {
            source: name.clone(),
            field: field_of(kind, layout, name),
            proposed: proposed.map(str::to_owned),
        });
        Ok(Preview {
            columns: columns.collect(),
            sheets: looked.sheets,
            fields: kind.columns().iter().map(|it| FieldView { name: it.name, mandatory: it.mandatory }).collect(),
            mapping: layout.mapping.clone(),
            proposal: proposal::mapping(kind, &looked.names),
            problems: self.told(ctx, looked.fatal),
            rows,
            has_more: looked.has_more,
        })
    }

    /// What would become of each row: what its owner says of it, or does with it in a unit of work that is given up.
    async fn fates<R: Incoming>(
        &self,
        ctx: &Ctx,
        sink: &dyn ImportSink<R>,
        layout: &Layout,
        read: Told<R>,
    ) -> Result<Vec<PreviewRow>, ImportError> {
        let good: Vec<R> = read.iter().filter_map(|(row, _)| row.row.as_ref().ok().cloned()).collect();
        let lines: Vec<u64> = read.iter().filter(|(row, _)| row.row.is_ok()).map(|(row, _)| row.line).collect();
        let mut found = self.check(ctx, sink, layout, &lines, &good).await?;
        let tx = self.boot.store.write(ctx).await?;
        let (mut rows, mut index) = (Vec::with_capacity(read.len()), 0);
        for (row, cells) in read {
            let (fate, problems, cells) = match row.row {
                Err(problems) => (Fate::Bad, problems, owned(cells)),
                Ok(good) => {
                    let taken = cells.iter().map(|(name, _)| (*name, good.cell(name))).collect();
                    index += 1;
                    match found.remove(&(index - 1)) {
                        Some(problems) => (Fate::Bad, problems, owned(taken)),
                        None => (fate_of(sink.apply(&tx, &[good]).await?), Vec::new(), owned(taken)),
                    }
                }
            };
            let line = i64::try_from(row.line).unwrap_or(i64::MAX);
            let (problems, notes) = (self.told(ctx, problems), self.told(ctx, row.notes));
            rows.push(PreviewRow { line, cells, fate, problems, notes });
        }
        // Dropped and not committed: nothing of it happened.
        drop(tx);
        Ok(rows)
    }

    fn told(&self, ctx: &Ctx, issues: Vec<Issue>) -> Vec<ImportProblemView> {
        issues.into_iter().map(|issue| ImportProblemView::of_issue(issue, self.boot.texts(), ctx.locale())).collect()
    }
}

fn owned(cells: Vec<(&'static str, String)>) -> BTreeMap<String, String> {
    cells.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

fn fate_of(applied: Applied) -> Fate {
    match applied {
        Applied { created: 1.., .. } => Fate::Created,
        Applied { updated: 1.., .. } => Fate::Updated,
        _ => Fate::Unchanged,
    }
}

/// The column of the kind that a column of the file goes into.
fn field_of(kind: Kind, layout: &Layout, name: &str) -> Option<String> {
    let plain = name.trim().to_lowercase();
    match &layout.mapping {
        None => kind.column(&plain).map(|column| column.name.to_owned()),
        Some(mapping) => {
            let mapped = mapping.columns.iter().find(|column| column.source.trim().to_lowercase() == plain);
            mapped.map(|column| column.field.clone())
        }
    }
}

/// Reads names and first rows, on a thread that may block.
fn look<R: Incoming>(file: &StoredFile, opening: &Opening, usual: &Usual, kind: Kind) -> Looked<R> {
    let mut looked = Looked::default();
    if opening.format == Format::Xlsx {
        looked.sheets = Sheet::sheets(file.clone()).unwrap_or_default();
    }
    looked.names = opening.names(kind, file.clone()).unwrap_or_default();
    match open::<R>(file.clone(), opening) {
        Ok(rows) => first_rows(rows, usual, &mut looked),
        Err(error) => looked.fatal = issues(error),
    }
    looked
}

fn first_rows<R: Incoming>(mut rows: csv::Rows<'static, R::Read>, usual: &Usual, looked: &mut Looked<R>) {
    while let Some(read) = rows.next() {
        if looked.rows.len() == ROWS {
            looked.has_more = true;
            return;
        }
        let cells = rows.cells();
        let notes = rows.take_notes().into_iter().map(Issue::from).collect();
        match read {
            Ok(row) => {
                let line = row.line();
                let row = R::of(row, usual).map_err(|problem| vec![problem.into()]);
                looked.rows.push((ReadRow { line, row, notes }, cells));
            }
            Err(error) if error.is_fatal() => {
                looked.fatal = issues(error);
                return;
            }
            Err(error) => {
                let RowError { line, .. } = error;
                looked.rows.push((ReadRow { line, row: Err(issues(error)), notes }, cells));
            }
        }
    }
}
