//! `kontor import`: brings a file in on a stopped database and prints the report.
//! While a server runs on SQLite, send the file to it instead: the database has one process.

use std::path::{Path, PathBuf};

use clap::Args;

use kontor_import::{Format, ImportOptions, Layout, NewImport, RunState};

use super::{Failure, open};
use crate::Config;

/// Import a file: CSV, XLSX, NDJSON or BMEcat by the end of its name.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The tenant's code.
    #[arg(long)]
    tenant: String,
    /// products, prices, customers or stock.
    #[arg(long)]
    kind: String,
    /// utf-8, windows-1252 or iso-8859-1.
    #[arg(long, default_value = "utf-8")]
    encoding: String,
    /// stop (nothing is written when a row is bad) or skip (good rows are written).
    #[arg(long, default_value = "stop")]
    on_error: String,
    /// . or ,
    #[arg(long, default_value = ".")]
    decimal_mark: String,
    /// The file.
    file: PathBuf,
}

impl Import {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let app = open(config).await?;
        let outcome = self.bring_in(&app).await;
        app.store.close().await;
        outcome
    }

    async fn bring_in(&self, app: &crate::App) -> Result<(), Failure> {
        let tenant = app.identity.tenant(&self.tenant).await?;
        let tenant = tenant.ok_or_else(|| Failure::Usage(format!("there is no tenant {}", self.tenant)))?;
        let ctx = app.identity.operator_context(&tenant);
        let options = ImportOptions {
            encoding: word("--encoding", &self.encoding)?,
            decimal_mark: word("--decimal-mark", &self.decimal_mark)?,
            on_error: word("--on-error", &self.on_error)?,
            format: format_of(&self.file),
            ..ImportOptions::default()
        };
        let file_name = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
        let kind = word("--kind", &self.kind)?;
        let new = NewImport { kind, options, layout: Layout::default(), file_name, key: None };
        let shown = self.file.display();
        let file = tokio::fs::File::open(&self.file).await;
        let file = file.map_err(|cause| Failure::Usage(format!("{shown} cannot be opened: {cause}")))?;
        let failed = |cause: kontor_import::ImportError| Failure::Failed(cause.to_string());
        let run = app.import.import_now(&ctx, &new, file).await.map_err(failed)?;
        for problem in &run.first_errors {
            let column = problem.column.as_deref().unwrap_or("-");
            eprintln!("{shown}:{}: {column}: {}", problem.line, problem.detail);
        }
        println!(
            "{} rows: {} new, {} changed, {} as they were, {} bad.",
            run.rows_total, run.created, run.updated, run.unchanged, run.rows_bad
        );
        match run.state {
            RunState::Done => Ok(()),
            _ => {
                Err(Failure::Failed(run.message.unwrap_or_else(|| format!("{shown} was refused; nothing was written"))))
            }
        }
    }
}

/// The format that the end of a file's name says; CSV where it says nothing.
fn format_of(file: &Path) -> Format {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "xlsx" => Format::Xlsx,
        "ndjson" | "jsonl" => Format::Ndjson,
        "xml" => Format::Bmecat,
        _ => Format::Csv,
    }
}

/// Reads an option's word as the wire writes it.
fn word<T: serde::de::DeserializeOwned>(option: &str, text: &str) -> Result<T, Failure> {
    let value = serde_json::Value::String(text.to_owned());
    serde_json::from_value(value).map_err(|cause| Failure::Usage(format!("{option}: {cause}")))
}
