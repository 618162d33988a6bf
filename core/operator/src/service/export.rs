//! A tenant's rows as one file of lines, each a JSON object, out of one consistent view of the database.
//! The first line says what the file is, the last one how many rows it holds: one without it was cut off.

use std::{collections::BTreeMap, io};

use bytes::Bytes;
use futures_util::{Stream, stream};
use kontor_contract::{Outcome, audit::Change};
use kontor_kernel::UserId;
use kontor_store::{
    ReadTx, Tx,
    lifecycle::{ExportedRow, Exporting, TenantTable},
    tenants as rows,
};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::Service;
use crate::error::OperatorError;

/// The version of the file's shape.
const FORMAT: u32 = 1;
/// How much is sent at once, in bytes.
const PIECE: usize = 64 * 1024;
/// Rows between the database and the file.
const ROWS_WAITING: usize = 16;
/// Pieces between the file and whoever takes it.
const PIECES_WAITING: usize = 4;
const PEOPLE_AT_ONCE: u64 = 500;

/// A piece of the file, or what broke it off.
pub(crate) type Piece = Result<Bytes, io::Error>;

/// The file while it is written.
struct File {
    to: mpsc::Sender<Piece>,
    waiting: Vec<u8>,
    rows: BTreeMap<String, u64>,
}

/// Whoever took the file has gone away.
struct Gone;

enum Broken {
    Gone,
    Failed(OperatorError),
}

impl From<Gone> for Broken {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl<E: Into<OperatorError>> From<E> for Broken {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl File {
    async fn line(&mut self, line: &str) -> Result<(), Gone> {
        self.waiting.extend_from_slice(line.as_bytes());
        self.waiting.push(b'\n');
        if self.waiting.len() >= PIECE { self.flush().await } else { Ok(()) }
    }

    async fn row(&mut self, table: &str, json: &str) -> Result<(), Gone> {
        *self.rows.entry(table.to_owned()).or_default() += 1;
        self.line(&format!("{{\"table\":\"{table}\",\"row\":{json}}}")).await
    }

    async fn flush(&mut self) -> Result<(), Gone> {
        let piece = Bytes::from(std::mem::take(&mut self.waiting));
        if piece.is_empty() {
            return Ok(());
        }
        self.to.send(Ok(piece)).await.map_err(|_| Gone)
    }
}

impl Service {
    /// Begins an export: the pieces of the file, as they are taken. Reading ends when nobody takes them.
    pub(crate) async fn export(&self, code: &str) -> Result<impl Stream<Item = Piece> + use<>, OperatorError> {
        let row = self.known(code).await?;
        let ctx = self.context(&row);
        let tx = self.boot.store.write(&ctx).await?;
        self.boot.record(&tx, Change::new("operator.tenant_exported", "tenant", row.id, &row.name)).await?;
        tx.commit().await?;
        let view = self.boot.store.read(&ctx).await?;
        let (to, taken) = mpsc::channel(PIECES_WAITING);
        let service = self.clone();
        tokio::spawn(async move {
            let mut file = File { to, waiting: Vec::with_capacity(PIECE), rows: BTreeMap::new() };
            if let Err(Broken::Failed(error)) = service.write(&view, &row, &mut file).await {
                tracing::warn!(%error, tenant = row.code, "an export broke off");
                let _ = file.to.send(Err(io::Error::other(error.to_string()))).await;
            }
        });
        Ok(stream::unfold(taken, |mut taken| async move { taken.recv().await.map(|piece| (piece, taken)) }))
    }

    async fn write(&self, view: &ReadTx, row: &rows::Model, file: &mut File) -> Result<(), Broken> {
        let tables = view.tenant_tables().await?;
        file.line(&header(view, row, &tables).await?.to_string()).await?;
        let tenant = json!({ "id": row.id, "code": row.code, "name": row.name, "status": row.status, "created_at": row.created_at });
        file.row("tenant", &tenant.to_string()).await?;
        self.write_people(view, file).await?;
        for table in &tables {
            write_table(view, table, file).await?;
        }
        let end = json!({ "end": true, "rows": file.rows });
        file.line(&end.to_string()).await?;
        Ok(file.flush().await?)
    }

    async fn write_people(&self, view: &ReadTx, file: &mut File) -> Result<(), Broken> {
        let identity = self.identity()?;
        let mut after: Option<UserId> = None;
        loop {
            let people = identity.people(view, after, PEOPLE_AT_ONCE).await?;
            let Some(last) = people.last() else { return Ok(()) };
            after = Some(last.id);
            for person in &people {
                file.row("people", &json!(person).to_string()).await?;
            }
        }
    }
}

async fn header(view: &ReadTx, row: &rows::Model, tables: &[TenantTable]) -> Outcome<Value> {
    let withheld = tables.iter().map(|table| (table.name(), table.withheld()));
    let withheld: BTreeMap<_, _> = withheld.filter(|(_, columns)| !columns.is_empty()).collect();
    Ok(json!({
        "kontor_export": FORMAT,
        "version": env!("CARGO_PKG_VERSION"),
        "schema": view.schema_version().await?,
        "tenant": row.code,
        "exported_at": view.ctx().now(),
        "tables": tables.iter().map(TenantTable::name).collect::<Vec<_>>(),
        "withheld": withheld,
    }))
}

/// Rows flow from the database into the file, and no more of them are in memory than the channel holds.
async fn write_table(view: &ReadTx, table: &TenantTable, file: &mut File) -> Result<(), Broken> {
    let (to, mut rows) = mpsc::channel::<ExportedRow>(ROWS_WAITING);
    let reading = async move { view.export_table(table, &to).await };
    let writing = async {
        while let Some(row) = rows.recv().await {
            file.row(table.name(), &row.json).await?;
        }
        // Closes the channel, so that reading ends, too, where writing has broken off.
        drop(rows);
        Ok::<(), Gone>(())
    };
    let (read, written) = tokio::join!(reading, writing);
    written?;
    match read? {
        Exporting::GoesOn => Ok(()),
        Exporting::HasStopped => Err(Broken::Gone),
    }
}
