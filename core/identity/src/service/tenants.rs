//! What the operator's engine asks of identity: a new tenant, its host names, and who its people are.
//! Host names and people are the deployment's, so that what belongs to one tenant only is looked up here.

use std::sync::Arc;

use async_trait::async_trait;
use kontor_contract::{
    Fault, FaultKind, FieldFault, Outcome, Sentence,
    tenants::{HostView, NewTenant, TenantPerson, Tenants},
};
use kontor_kernel::{TenantId, UserId, code_key};
use kontor_store::{ReadTx, StoreError, TenantFacts, Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::SelectStatement};

use super::{
    Service,
    provision::{TenantSpec, UserSpec},
};
use crate::{
    entities::{channel_hosts, channels, user_tenants, users},
    error::IdentityError,
    model::{email::email_key, password},
};

/// The accent colour of a new channel.
const ACCENT: &str = "#1f4e79";
const LONGEST_HOST: usize = 253;

#[async_trait]
impl Tenants for Service {
    async fn create(&self, new: &NewTenant) -> Outcome<Arc<TenantFacts>> {
        let spec = self.checked(new).await?;
        let facts = self.create_tenant(&spec).await.map_err(of_host)?;
        if let Some(person) = &new.administrator {
            let ctx = self.authority.system_context(&facts, "operator", &self.boot.clock);
            let spec = UserSpec {
                email: person.email.clone(),
                name: person.name.clone(),
                password: person.password.clone(),
                role: "administrator".to_owned(),
                company: None,
            };
            self.create_user(&ctx, &spec).await?;
        }
        Ok(facts)
    }

    async fn hosts(&self, tx: &ReadTx) -> Outcome<Vec<HostView>> {
        let own = channel_hosts::Entity::find().filter(channel_hosts::Column::TenantId.eq(tx.tenant()));
        let rows = tx.all_system(&self.authority, own.order_by_asc(channel_hosts::Column::Host)).await?;
        let channels = tx.find::<channels::Entity>().all(tx).await?;
        let code = |row: &channel_hosts::Model| channels.iter().find(|channel| channel.id == row.channel_id);
        let view = |row: channel_hosts::Model| HostView {
            channel: code(&row).map(|channel| channel.code.clone()).unwrap_or_default(),
            host: row.host,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    async fn add_host(&self, tx: &WriteTx, host: &str, channel: Option<&str>) -> Outcome<()> {
        let host = checked_host(host, "/hosts/add")?;
        let known = channel_hosts::Entity::find().filter(channel_hosts::Column::Host.eq(&host));
        if let Some(row) = tx.all_system(&self.authority, known).await?.pop() {
            // One that is given again to the same channel stays; to move it, it is taken away first.
            let is_own = row.tenant_id == tx.tenant() && row.channel_id == chosen(tx, channel).await?.id;
            return if is_own { Ok(()) } else { Err(host_taken(&host)) };
        }
        let channel = chosen(tx, channel).await?;
        let row = channel_hosts::Model { host, tenant_id: tx.tenant(), channel_id: channel.id };
        let written = tx.insert_system::<channel_hosts::Entity>(&self.authority, vec![row.clone()]).await;
        written.map_err(|error| match error {
            StoreError::Duplicate(_) => host_taken(&row.host),
            other => other.into(),
        })?;
        self.forget_sites(tx).await;
        Ok(())
    }

    async fn remove_host(&self, tx: &WriteTx, host: &str) -> Outcome<()> {
        let own = channel_hosts::Entity::delete_many()
            .filter(channel_hosts::Column::Host.eq(host.to_lowercase()))
            .filter(channel_hosts::Column::TenantId.eq(tx.tenant()));
        tx.delete_system(&self.authority, own).await?;
        self.forget_sites(tx).await;
        Ok(())
    }

    async fn people(&self, tx: &ReadTx, after: Option<UserId>, at_most: u64) -> Outcome<Vec<TenantPerson>> {
        let mut select = users::Entity::find().filter(users::Column::Id.in_subquery(known_here(tx.tenant())));
        if let Some(after) = after {
            select = select.filter(users::Column::Id.gt(after));
        }
        let select = select.order_by_asc(users::Column::Id).limit(at_most);
        let people = tx.all_system(&self.authority, select).await?;
        Ok(people.into_iter().map(|row| TenantPerson { id: row.id, email: row.email, name: row.name }).collect())
    }

    async fn erase_people(&self, tx: &WriteTx, at_most: u64) -> Outcome<u64> {
        let here_only = users::Entity::find()
            .filter(users::Column::Id.in_subquery(known_here(tx.tenant())))
            .filter(users::Column::Id.not_in_subquery(known_elsewhere(tx.tenant())))
            .order_by_asc(users::Column::Id)
            .limit(at_most);
        let ids: Vec<UserId> = tx.all_system(&self.authority, here_only).await?.into_iter().map(|row| row.id).collect();
        // Passkeys, tickets and whatever else the deployment keeps of a person stand in tables that name them so.
        let uuids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
        tx.erase_system_rows(&self.authority, "user_id", &uuids).await?;
        let gone = users::Entity::delete_many().filter(users::Column::Id.is_in(ids));
        Ok(tx.delete_system(&self.authority, gone).await?)
    }
}

impl Service {
    /// What can be refused is refused before anything is made.
    async fn checked(&self, new: &NewTenant) -> Outcome<TenantSpec> {
        let mut hosts = Vec::new();
        for (place, host) in new.hosts.iter().enumerate() {
            hosts.push(checked_host(host, &format!("/hosts/{place}"))?);
        }
        let taken = channel_hosts::Entity::find().filter(channel_hosts::Column::Host.is_in(&hosts));
        if let Some(row) = self.boot.store.read_system(&self.authority).await?.one(taken).await? {
            return Err(host_taken(&row.host));
        }
        if let Some(person) = &new.administrator {
            email_key(&person.email).ok_or_else(|| IdentityError::BadEmail(person.email.clone()))?;
            password::hash(&person.password).await?;
        }
        Ok(TenantSpec {
            code: new.code.clone(),
            name: new.name.clone(),
            legal_name: new.legal_name.clone(),
            vat_id: new.vat_id.clone(),
            address: new.address.clone(),
            time_zone: new.time_zone.clone(),
            hosts,
            currency: new.currency,
            languages: new.languages.clone(),
            accent: ACCENT.to_owned(),
            guests_see_prices: false,
        })
    }

    async fn forget_sites(&self, tx: &WriteTx) {
        let (logins, tenant) = (Arc::clone(&self.logins), tx.tenant());
        tx.after_commit(move || logins.forget_tenant(tenant)).await;
    }
}

/// The channel of a code, or the only one there is.
async fn chosen(tx: &WriteTx, code: Option<&str>) -> Outcome<channels::Model> {
    let key = code.map(code_key);
    let found =
        tx.find::<channels::Entity>().filter_some(key.map(|key| channels::Column::CodeKey.eq(key))).all(tx).await?;
    match <[channels::Model; 1]>::try_from(found) {
        Ok([channel]) => Ok(channel),
        Err(_) => {
            let detail = "Name the channel that the host leads to by its code.";
            Err(Fault::field("identity.no_such_channel", "/hosts/add", detail))
        }
    }
}

fn known_here(tenant: TenantId) -> SelectStatement {
    user_tenants::Entity::find()
        .select_only()
        .column(user_tenants::Column::UserId)
        .filter(user_tenants::Column::TenantId.eq(tenant))
        .into_query()
}

fn known_elsewhere(tenant: TenantId) -> SelectStatement {
    user_tenants::Entity::find()
        .select_only()
        .column(user_tenants::Column::UserId)
        .filter(user_tenants::Column::TenantId.ne(tenant))
        .into_query()
}

fn checked_host(host: &str, pointer: &str) -> Outcome<String> {
    let host = host.trim().trim_end_matches('.').to_lowercase();
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if host.len() <= LONGEST_HOST && host.split('.').all(is_label) {
        return Ok(host);
    }
    let detail = format!("'{host}' is not a host name; write it without port, such as shop.example.com.");
    Err(Fault::field("identity.bad_host", pointer, detail))
}

fn host_taken(host: &str) -> Fault {
    let detail = format!("The host {host} leads to another shop or channel already; it belongs to one only.");
    let detail = Sentence::new(detail).of([("host", host.into())]);
    let field = FieldFault { pointer: "/hosts".to_owned(), code: "tenant.host_taken", detail: detail.clone() };
    Fault::Refused { kind: FaultKind::Conflict, code: "tenant.host_taken", detail, fields: vec![field], extra: None }
}

/// Two who ask for the same host at the same time are told apart by the database only.
fn of_host(error: IdentityError) -> Fault {
    match error {
        IdentityError::Store(StoreError::Duplicate(_)) => {
            let detail = "The code or one of the hosts was taken by another tenant at this moment.";
            Fault::new(FaultKind::Conflict, "tenant.host_taken", detail)
        }
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_without_port_and_scheme() {
        assert_eq!(checked_host(" Shop.Example.COM. ", "/h").unwrap(), "shop.example.com");
        for bad in ["", "shop:8080", "http://shop", "a..b", "-a.b", "sh op", "a_b", &"a".repeat(64), "żółw.pl"] {
            assert!(checked_host(bad, "/h").is_err(), "{bad}");
        }
    }
}
