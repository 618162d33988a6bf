//! `kontor tenant user`: the operator's way to the first people of a tenant.
//! It can be repeated; what exists already stays as it is.

use clap::Args;
use kontor_contract::{
    identity::Address,
    imports::{CustomerRow, ImportSink},
};
use kontor_identity::UserSpec;

use crate::{App, commands::Failure};

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

impl User {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let tenant = app.identity.tenant(&self.tenant).await?;
        let tenant = tenant.ok_or_else(|| Failure::Usage(format!("there is no tenant {}", self.tenant)))?;
        let ctx = app.identity.operator_context(&tenant);
        if let Some(code) = &self.company {
            let row = CustomerRow {
                code: code.clone(),
                name: code.clone(),
                address: Address { country: "GB".to_owned(), ..Address::default() },
                ..CustomerRow::default()
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
