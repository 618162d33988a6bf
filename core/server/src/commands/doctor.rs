//! `kontor doctor`: what an operator should know before a tenant does.
//! Each line says what was looked at and, where something is wrong, what to do.

use super::{Failure, open};
use crate::Config;

pub(super) async fn run(config: &Config) -> Result<(), Failure> {
    println!("Listens at       {}", config.listen);
    println!("Data directory   {}", config.data_dir.display());
    let app = open(config).await?;
    let findings = app.store.examine().await?;
    let mut is_well = true;
    for finding in findings {
        is_well &= finding.is_well;
        let mark = if finding.is_well { "ok  " } else { "MEND" };
        println!("{mark} {:<14} {}", finding.subject, finding.told);
    }
    println!("ok   {:<14} {}", "Tenants", app.identity.tenant_ids().await?.len());
    println!("ok   {:<14} {}", "Routes", app.registry.matrix().len());
    app.store.close().await;
    if is_well { Ok(()) } else { Err(Failure::Failed("something is to be mended; see above".to_owned())) }
}
