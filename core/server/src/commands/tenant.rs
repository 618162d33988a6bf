//! `kontor tenant create` and `kontor tenant user`: the operator's way to the first tenant and its first people.
//! Both can be repeated; what exists already stays as it is.

use clap::{Args, Subcommand};
use kontor_contract::{
    identity::Address,
    imports::{CustomerRow, ImportSink},
};
use kontor_identity::{TenantSpec, UserSpec};
use kontor_kernel::{Currency, Locale};

use super::{Failure, open};
use crate::{App, Config};

/// Make tenants and people.
#[derive(Debug, Subcommand)]
pub(super) enum Tenant {
    /// Make a tenant with its first legal entity, channel and administrator.
    Create(Create),
    /// Make a person, or add a role to one.
    User(User),
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
    /// The administrator's password; asked from KONTOR_ADMIN_PASSWORD where it is not given.
    #[arg(long, env = "KONTOR_ADMIN_PASSWORD")]
    admin_password: String,
}

/// A person.
#[derive(Debug, Args)]
pub(super) struct User {
    /// The tenant's code.
    #[arg(long)]
    tenant: String,
    /// Their e-mail address.
    #[arg(long)]
    email: String,
    /// Their password, at least ten characters.
    #[arg(long, env = "KONTOR_USER_PASSWORD")]
    password: String,
    /// Their name; the address where nothing is said.
    #[arg(long)]
    name: Option<String>,
    /// administrator, order_desk, warehouse, company_admin, buyer or viewer.
    #[arg(long)]
    role: String,
    /// Code of a buyer's company; made where it does not exist.
    #[arg(long)]
    company: Option<String>,
}

impl Tenant {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let app = open(config).await?;
        let outcome = match self {
            Self::Create(create) => create.run(&app).await,
            Self::User(user) => user.run(&app).await,
        };
        app.store.close().await;
        outcome
    }
}

impl Create {
    async fn run(self, app: &App) -> Result<(), Failure> {
        let name = self.name.unwrap_or_else(|| self.code.clone());
        let spec = TenantSpec {
            code: self.code,
            legal_name: name.clone(),
            name,
            vat_id: None,
            address: Address { country: self.country.to_uppercase(), ..Address::default() },
            time_zone: self.time_zone,
            hosts: self.host,
            currency: self.currency,
            languages: self.language,
            accent: "#1f4e79".to_owned(),
            guests_see_prices: false,
        };
        let tenant = app.identity.create_tenant(&spec).await?;
        let ctx = app.identity.operator_context(&tenant);
        let admin = UserSpec {
            name: self.admin_email.clone(),
            email: self.admin_email,
            password: self.admin_password,
            role: "administrator".to_owned(),
            company: None,
        };
        app.identity.create_user(&ctx, &admin).await?;
        println!("The tenant {} is ready at {}.", tenant.code, spec.hosts.join(", "));
        Ok(())
    }
}

impl User {
    async fn run(self, app: &App) -> Result<(), Failure> {
        let tenant = app.identity.tenant(&self.tenant).await?;
        let tenant = tenant.ok_or_else(|| Failure::Usage(format!("there is no tenant {}", self.tenant)))?;
        let ctx = app.identity.operator_context(&tenant);
        if let Some(code) = &self.company {
            let row = CustomerRow {
                code: code.clone(),
                name: code.clone(),
                vat_id: None,
                address: Address { country: "GB".to_owned(), ..Address::default() },
                usual_country: None,
                email: None,
                price_list: None,
                external_id: None,
            };
            let known = app.boot.ports.get::<dyn kontor_contract::identity::Companies>()?;
            let wanted = kontor_contract::identity::CompanyRef::Code(code.clone());
            if known.company(&ctx, &wanted).await?.is_none() {
                let tx = app.store.write(&ctx).await?;
                app.boot.ports.get::<dyn ImportSink<CustomerRow>>()?.apply(&tx, &[row]).await?;
                tx.commit().await?;
            }
        }
        let name = self.name.unwrap_or_else(|| self.email.clone());
        let spec =
            UserSpec { email: self.email, name, password: self.password, role: self.role, company: self.company };
        app.identity.create_user(&ctx, &spec).await?;
        println!("{} may sign in as {}.", spec.email, spec.role);
        Ok(())
    }
}
