//! `kontor tenant list`, `suspend`, `resume`, `export`, `erase`, `quota` and `sender-domains`: what the operator does with tenants.
//! Each works on the database where it is free, and through the server that has it where it is not.

use std::{os::fd::AsFd, path::PathBuf, time::Duration};

use axum::http::Method;
use clap::Args;
use serde_json::{Map, Value, json};
use tokio::io::AsyncWriteExt;

use super::desk::Desk;
use crate::commands::Failure;

const TENANTS: &str = "/api/v1/operator/tenants";
const BETWEEN_LOOKS: Duration = Duration::from_millis(300);

/// Why a tenant is suspended.
#[derive(Debug, Args)]
pub(super) struct Suspend {
    /// The tenant's code.
    code: String,
    /// Why, in a sentence; kept in the tenant's audit trail.
    #[arg(long)]
    reason: String,
}

/// A tenant.
#[derive(Debug, Args)]
pub(super) struct Resume {
    /// The tenant's code.
    code: String,
}

/// Where an export goes.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// The tenant's code.
    code: String,
    /// The file; standard output where nothing is said.
    #[arg(long)]
    to: Option<PathBuf>,
}

/// A tenant to be erased.
#[derive(Debug, Args)]
pub(super) struct Erase {
    /// The tenant's code. It must be suspended.
    code: String,
    /// The code once more: this cannot be undone.
    #[arg(long)]
    confirm: String,
}

/// Limits of a tenant: a number, or `none`. Those that are not named stay.
#[derive(Debug, Args)]
pub(super) struct Quota {
    /// The tenant's code.
    code: String,
    /// People with a membership.
    #[arg(long)]
    people: Option<String>,
    /// Companies that are not archived.
    #[arg(long)]
    companies: Option<String>,
    /// Products that are not archived.
    #[arg(long)]
    products: Option<String>,
    /// Orders placed in one day, by UTC.
    #[arg(long)]
    orders_per_day: Option<String>,
    /// Rows of one import.
    #[arg(long)]
    import_rows: Option<String>,
    /// Requests in a second.
    #[arg(long)]
    requests_per_second: Option<String>,
    /// Requests that may come at once.
    #[arg(long)]
    request_burst: Option<String>,
}

/// Domains of senders. First make sure that the domain is the tenant's, and that its DNS lets this deployment send for it.
#[derive(Debug, Args)]
pub(super) struct SenderDomains {
    /// The tenant's code.
    code: String,
    /// A domain that its mails may come from; may be given several times.
    #[arg(long)]
    add: Vec<String>,
    /// A domain that they may come from no longer; may be given several times.
    #[arg(long)]
    remove: Vec<String>,
}

fn path_of(code: &str) -> String {
    format!("{TENANTS}/{code}")
}

pub(super) async fn list(desk: &Desk) -> Result<(), Failure> {
    let mut cursor = String::new();
    loop {
        let page = desk.ask(Method::GET, &format!("{TENANTS}?limit=200{cursor}"), None).await?.good()?;
        for tenant in page["items"].as_array().into_iter().flatten() {
            let text = |name: &str| tenant[name].as_str().unwrap_or_default();
            println!("{:<24} {:<10} {}", text("code"), text("status"), text("name"));
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(()),
        }
    }
}

impl Suspend {
    pub(super) async fn run(self, desk: &Desk) -> Result<(), Failure> {
        let body = json!({ "status": "suspended", "reason": self.reason });
        desk.ask(Method::PATCH, &path_of(&self.code), Some(&body)).await?.good()?;
        println!("The tenant {} is suspended; other nodes know it within five seconds.", self.code);
        Ok(())
    }
}

impl Resume {
    pub(super) async fn run(self, desk: &Desk) -> Result<(), Failure> {
        desk.ask(Method::PATCH, &path_of(&self.code), Some(&json!({ "status": "active" }))).await?.good()?;
        println!("The tenant {} is served again.", self.code);
        Ok(())
    }
}

impl Export {
    pub(super) async fn run(self, desk: &Desk) -> Result<(), Failure> {
        let path = format!("{}/export", path_of(&self.code));
        match &self.to {
            None => {
                let stdout = std::io::stdout().as_fd().try_clone_to_owned()?;
                desk.save(&path, &mut tokio::fs::File::from_std(stdout.into())).await
            }
            Some(file) => {
                let cannot = |cause| Failure::Usage(format!("{} cannot be made: {cause}", file.display()));
                let mut to = tokio::io::BufWriter::new(tokio::fs::File::create(file).await.map_err(cannot)?);
                desk.save(&path, &mut to).await?;
                to.flush().await?;
                to.get_ref().sync_all().await?;
                println!("The tenant {} is in {}.", self.code, file.display());
                Ok(())
            }
        }
    }
}

impl Erase {
    pub(super) async fn run(self, desk: &Desk) -> Result<(), Failure> {
        let path = path_of(&self.code);
        desk.ask(Method::DELETE, &path, Some(&json!({ "confirm": self.confirm }))).await?.good()?;
        println!("The tenant {} is being erased. This goes on by itself when the command is stopped.", self.code);
        if let Some(app) = desk.app() {
            app.operator.erase_pending().await.map_err(|cause| Failure::Failed(cause.to_string()))?;
        }
        loop {
            let tenant = desk.ask(Method::GET, &path, None).await?.good()?;
            if tenant["status"] == "erased" {
                println!("{}", told(&tenant["erasure"]));
                return Ok(());
            }
            if let Some(message) = tenant["erasure"]["message"].as_str() {
                return Err(Failure::Failed(format!("it does not get on and is tried again: {message}")));
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }
}

fn told(erasure: &Value) -> String {
    let tables = erasure["tables"].as_object().cloned().unwrap_or_default();
    let rows: u64 = tables.values().filter_map(|table| table["rows"].as_u64()).sum();
    format!("{rows} rows in {} tables and {} people are gone.", tables.len(), erasure["people"])
}

impl Quota {
    pub(super) async fn run(self, desk: &Desk) -> Result<(), Failure> {
        let path = path_of(&self.code);
        let changed = self.changed()?;
        let tenant = if changed.is_empty() {
            desk.ask(Method::GET, &path, None).await?.good()?
        } else {
            desk.ask(Method::PATCH, &path, Some(&json!({ "quotas": changed }))).await?.good()?
        };
        for (name, most) in tenant["quotas"].as_object().into_iter().flatten() {
            println!("{name:<20} {}", most.as_u64().map_or_else(|| "none".to_owned(), |most| most.to_string()));
        }
        Ok(())
    }

    fn changed(&self) -> Result<Map<String, Value>, Failure> {
        let given = [
            ("people", &self.people),
            ("companies", &self.companies),
            ("products", &self.products),
            ("orders_per_day", &self.orders_per_day),
            ("import_rows", &self.import_rows),
            ("requests_per_second", &self.requests_per_second),
            ("request_burst", &self.request_burst),
        ];
        let mut changed = Map::new();
        for (name, text) in given {
            let Some(text) = text else { continue };
            let most = if text == "none" { Value::Null } else { json!(number(name, text)?) };
            changed.insert(name.to_owned(), most);
        }
        Ok(changed)
    }
}

impl SenderDomains {
    pub(super) async fn run(self, desk: &Desk) -> Result<(), Failure> {
        let (path, body) =
            (path_of(&self.code), json!({ "sender_domains": { "add": self.add, "remove": self.remove } }));
        let answer = if self.add.is_empty() && self.remove.is_empty() {
            desk.ask(Method::GET, &path, None).await?
        } else {
            desk.ask(Method::PATCH, &path, Some(&body)).await?
        };
        for domain in answer.good()?["sender_domains"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            println!("{domain}");
        }
        Ok(())
    }
}

fn number(name: &str, text: &str) -> Result<u64, Failure> {
    let option = name.replace('_', "-");
    text.parse().map_err(|_| Failure::Usage(format!("--{option}: '{text}' is neither a whole number nor none")))
}
