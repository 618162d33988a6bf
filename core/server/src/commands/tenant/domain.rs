//! `kontor tenant verify-domain`: the operator has made sure that a tenant's sign-in provider answers for a mail domain.
//! From then on it may speak for confirmed accounts of that domain in this tenant; nobody but the operator can say so.

use clap::Args;

use crate::{App, commands::Failure};

/// A mail domain of a provider.
#[derive(Debug, Args)]
pub(super) struct VerifyDomain {
    /// The tenant's code.
    #[arg(long)]
    tenant: String,
    /// The provider's code.
    #[arg(long)]
    provider: String,
    /// The domain, as the tenant has put it on the provider's list.
    #[arg(long)]
    domain: String,
}

impl VerifyDomain {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let tenant = app.identity.tenant(&self.tenant).await?;
        let tenant = tenant.ok_or_else(|| Failure::Usage(format!("there is no tenant {}", self.tenant)))?;
        let ctx = app.identity.operator_context(&tenant);
        app.identity.verify_sign_in_domain(&ctx, &self.provider, &self.domain).await?;
        println!("{} answers for {} from here on.", self.provider, self.domain);
        Ok(())
    }
}
