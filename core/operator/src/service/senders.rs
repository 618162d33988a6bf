//! Domains that a tenant's mails may come from: let by the operator, asked by whoever sends.
//! A tenant names its sender itself, so without this it could write in anybody's name.

use async_trait::async_trait;
use kontor_contract::{Outcome, messages::SenderDomains};
use kontor_store::{Ctx, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Deserialize;

use super::Service;
use crate::{entities::sender_domains, error::OperatorError};

/// The longest name that DNS knows, and the longest part of one.
const LONGEST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Domains of senders that come and go.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SenderDomainsChange {
    /// Domains, such as `anvil.example`, that the tenant's mails may come from; of a sub-domain each by itself.
    #[serde(default)]
    pub add: Vec<String>,
    /// Domains that they may come from no longer.
    #[serde(default)]
    pub remove: Vec<String>,
}

#[async_trait]
impl SenderDomains for Service {
    async fn may_send_from(&self, ctx: &Ctx, domain: &str) -> Outcome<bool> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<sender_domains::Entity>().filter(sender_domains::Column::Domain.eq(key_of(domain)));
        let is_let = find.one(&tx).await?.is_some();
        tx.finish().await?;
        Ok(is_let)
    }
}

pub(super) async fn sender_domains(tx: &impl Tx) -> Result<Vec<String>, OperatorError> {
    let find = tx.find::<sender_domains::Entity>().order_by(sender_domains::Column::Domain, Order::Asc);
    Ok(find.all(tx).await?.into_iter().map(|row| row.domain).collect())
}

pub(super) async fn change_sender_domains(tx: &WriteTx, change: &SenderDomainsChange) -> Result<(), OperatorError> {
    let gone = sender_domains::Column::Domain.is_in(change.remove.iter().map(|domain| key_of(domain)));
    tx.delete::<sender_domains::Entity>().filter(gone).run(tx).await?;
    for (index, domain) in change.add.iter().enumerate() {
        let domain = key_of(domain);
        if !is_domain(&domain) {
            let detail = "Give the domain of an address, such as anvil.example.".to_owned();
            return Err(OperatorError::BadField { pointer: format!("/sender_domains/add/{index}"), detail });
        }
        let row = sender_domains::Model { tenant_id: tx.tenant(), domain, allowed_at: tx.ctx().now() };
        tx.insert_missing::<sender_domains::Entity>(vec![row]).await?;
    }
    Ok(())
}

fn key_of(domain: &str) -> String {
    domain.trim().to_lowercase()
}

fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.len() <= LONGEST && name.contains('.') && name.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_a_name_with_dots_and_nothing_else() {
        for good in ["anvil.example", "mail.anvil-1.example", "xn--strae-oqa.example"] {
            assert!(is_domain(good), "{good}");
        }
        for bad in ["", "example", ".example", "anvil..example", "a@anvil.example", "straße.example", "*.example"] {
            assert!(!is_domain(bad), "{bad}");
        }
        assert_eq!(key_of(" Anvil.Example "), "anvil.example");
    }
}
