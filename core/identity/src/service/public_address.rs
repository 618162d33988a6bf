//! Where a tenant's pages are found from outside, for what is written to people when no request is at hand.
//! Host names are known; scheme and port are the deployment's, because a proxy may stand before it.

use std::net::IpAddr;

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    messages::{PublicAddress, PublicSite},
};
use kontor_kernel::ChannelId;
use kontor_store::{Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter};

use super::Service;
use crate::entities::{channel_hosts, channels};

/// How the deployment is reached from outside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicOrigin {
    /// `http` or `https`; what is usual for the host where nothing is said.
    pub scheme: Option<String>,
    /// The port in addresses; what is usual for the host where nothing is said.
    pub port: Option<u16>,
    /// The port that the server listens on: that of hosts on the same machine.
    pub listen_port: u16,
}

impl PublicOrigin {
    /// Scheme, host and, where it is not the scheme's own, port, without a slash at the end.
    #[must_use]
    pub fn address(&self, host: &str) -> String {
        let is_local = is_local(host);
        let usual = if is_local { "http" } else { "https" };
        let scheme = self.scheme.as_deref().unwrap_or(usual);
        let port = self.port.or(is_local.then_some(self.listen_port));
        match port {
            Some(80) if scheme == "http" => format!("{scheme}://{host}"),
            Some(443) if scheme == "https" => format!("{scheme}://{host}"),
            Some(port) if port != 0 => format!("{scheme}://{host}:{port}"),
            _ => format!("{scheme}://{host}"),
        }
    }
}

/// Whether a host name leads to the machine itself.
fn is_local(host: &str) -> bool {
    let is_loopback = |host: &str| host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    host == "localhost" || host.ends_with(".localhost") || is_loopback(host.trim_matches(['[', ']']))
}

#[async_trait]
impl PublicAddress for Service {
    async fn site(&self, tx: &WriteTx, channel: Option<ChannelId>) -> Result<Option<PublicSite>, Fault> {
        let select = channel_hosts::Entity::find().filter(channel_hosts::Column::TenantId.eq(tx.tenant()));
        let mut hosts = tx.all_system(&self.authority, select).await?;
        hosts.sort_by(|left, right| left.host.cmp(&right.host));
        let channels = tx.find::<channels::Entity>().order_by(channels::Column::Id, Order::Asc).all(tx).await?;
        let host_of = |row: &channels::Model| hosts.iter().find(|host| host.channel_id == row.id);
        let asked = channels.iter().find(|row| Some(row.id) == channel && host_of(row).is_some());
        let Some(row) = asked.or_else(|| channels.iter().find(|row| host_of(row).is_some())) else { return Ok(None) };
        let Some(host) = host_of(row) else { return Ok(None) };
        let entity = self.find_legal_entity(tx, row.legal_entity_id).await?;
        Ok(Some(PublicSite {
            address: self.public.address(&host.host),
            channel: row.id,
            accent: row.accent.clone(),
            locale: row.languages().first().copied().unwrap_or_default(),
            time_zone: entity.time_zone,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_the_same_machine_have_its_port_and_others_are_reached_safely() {
        let usual = PublicOrigin { listen_port: 8080, ..PublicOrigin::default() };
        assert_eq!(usual.address("baltic.localhost"), "http://baltic.localhost:8080");
        assert_eq!(usual.address("127.0.0.1"), "http://127.0.0.1:8080");
        assert_eq!(usual.address("shop.example"), "https://shop.example");
        let behind = PublicOrigin { scheme: Some("https".to_owned()), port: Some(8443), listen_port: 8080 };
        assert_eq!(behind.address("shop.example"), "https://shop.example:8443");
        let plain = PublicOrigin { scheme: Some("http".to_owned()), port: Some(80), listen_port: 8080 };
        assert_eq!(plain.address("baltic.localhost"), "http://baltic.localhost");
    }
}
