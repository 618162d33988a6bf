//! `kontor tenant …`: what the operator does with tenants, from the first one on.
//! Works on the database where it is free, and through the operator's routes of the server that has it where it is not.

mod desk;
mod domain;
mod manage;
mod user;

use axum::http::Method;
use clap::{Args, Subcommand};
use kontor_kernel::{Currency, Locale};
use rand::RngExt;
use serde_json::json;

use self::desk::Desk;
use super::{Failure, open};
use crate::Config;

/// Tenants and their people.
#[derive(Debug, Args)]
pub(super) struct Tenant {
    /// Address of a running server, such as http://127.0.0.1:8080; asked instead of the database.
    #[arg(long, global = true)]
    server: Option<String>,
    #[command(subcommand)]
    action: Action,
}

/// What is done.
#[derive(Debug, Subcommand)]
enum Action {
    /// List all tenants.
    List,
    /// Make a tenant with its first legal entity, channel and administrator; one that exists stays as it is.
    Create(Create),
    /// Make a person, or add a role to one. Works on the database itself.
    User(user::User),
    /// Say that a sign-in provider answers for a mail domain. Works on the database itself.
    VerifyDomain(domain::VerifyDomain),
    /// Serve a tenant no longer; nothing of it is lost.
    Suspend(manage::Suspend),
    /// Serve a suspended tenant again.
    Resume(manage::Resume),
    /// Write everything of a tenant as lines of JSON.
    Export(manage::Export),
    /// Erase a suspended tenant for good.
    Erase(manage::Erase),
    /// See or change the limits of a tenant.
    Quota(manage::Quota),
    /// See or change the domains that a tenant's mails may come from.
    SenderDomains(manage::SenderDomains),
}

/// A tenant.
#[derive(Debug, Args)]
pub(super) struct Create {
    /// Short code: lower-case letters, digits and hyphens.
    #[arg(long)]
    code: String,
    /// Name; the code where nothing is said.
    #[arg(long)]
    name: Option<String>,
    /// Host name of the first channel; may be given several times.
    #[arg(long, required = true)]
    host: Vec<String>,
    /// Currency of ISO 4217.
    #[arg(long)]
    currency: Currency,
    /// Languages, the default first: en, pl, it.
    #[arg(long, required = true)]
    language: Vec<Locale>,
    /// Country of ISO 3166-1.
    #[arg(long, default_value = "GB")]
    country: String,
    /// IANA time zone.
    #[arg(long, default_value = "UTC")]
    time_zone: String,
    /// The administrator's e-mail address.
    #[arg(long)]
    admin_email: String,
    /// The administrator's password; made and shown once where none is given.
    #[arg(long, env = "KONTOR_ADMIN_PASSWORD", hide_env_values = true)]
    admin_password: Option<String>,
}

impl Tenant {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        if let Action::User(_) | Action::VerifyDomain(_) = self.action {
            return self.action.run_on_the_database(config).await;
        }
        let desk = Desk::open(config, self.server.as_deref()).await?;
        let outcome = match self.action {
            Action::List => manage::list(&desk).await,
            Action::Create(create) => create.run(&desk).await,
            Action::Suspend(suspend) => suspend.run(&desk).await,
            Action::Resume(resume) => resume.run(&desk).await,
            Action::Export(export) => export.run(&desk).await,
            Action::Erase(erase) => erase.run(&desk).await,
            Action::Quota(quota) => quota.run(&desk).await,
            Action::SenderDomains(domains) => domains.run(&desk).await,
            Action::User(_) | Action::VerifyDomain(_) => Ok(()),
        };
        desk.close().await;
        outcome
    }
}

impl Action {
    async fn run_on_the_database(self, config: &Config) -> Result<(), Failure> {
        let app = open(config).await?;
        let outcome = match self {
            Self::User(user) => user.run(&app).await,
            Self::VerifyDomain(domain) => domain.run(&app).await,
            _ => Ok(()),
        };
        app.store.close().await;
        outcome
    }
}

impl Create {
    async fn run(self, desk: &Desk) -> Result<(), Failure> {
        let is_made = self.admin_password.is_none();
        let password = self.admin_password.unwrap_or_else(fresh_password);
        let body = json!({
            "code": self.code,
            "name": self.name,
            "address": { "country": self.country.to_uppercase() },
            "time_zone": self.time_zone,
            "hosts": self.host,
            "currency": self.currency,
            "languages": self.language,
            "administrator": { "email": self.admin_email, "password": password },
        });
        let answer = desk.ask(Method::POST, "/api/v1/operator/tenants", Some(&body)).await?;
        if answer.code() == "operator.code_taken" {
            println!("The tenant {} exists already and stays as it is.", self.code);
            return Ok(());
        }
        answer.good()?;
        println!("The tenant {} is ready at {}.", self.code, self.host.join(", "));
        if is_made {
            println!("{} signs in there with the password {password}, which is shown only now.", self.admin_email);
        }
        Ok(())
    }
}

/// Letters and digits that nobody takes for one another.
const LEGIBLE: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A password of four groups, some 99 bits: to be typed off a terminal once and changed then.
fn fresh_password() -> String {
    let mut random = rand::rng();
    let mut letter = || char::from(LEGIBLE[random.random_range(0..LEGIBLE.len())]);
    let groups: Vec<String> = (0..4).map(|_| (0..5).map(|_| letter()).collect()).collect();
    groups.join("-")
}
