//! Takes the customers that an import brings: new codes are made, known ones changed where they differ.
//! Applying the same rows again changes nothing.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    catalog::{AssignedLists, PriceListAssignment},
    identity::Address,
    imports::{Applied, CustomerRow, ImportSink, RowFault},
};
use kontor_kernel::{CompanyId, code_key, sort_key};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::ColumnTrait;
use serde_json::json;

use super::{Service, companies::is_country};
use crate::entities::companies;

#[async_trait]
impl ImportSink<CustomerRow> for Service {
    async fn check(&self, ctx: &Ctx, rows: &[CustomerRow]) -> Result<Vec<RowFault>, Fault> {
        let unknown = self.unknown_lists(ctx, rows).await?;
        Ok(rows.iter().enumerate().flat_map(|(row, customer)| faults_of(row, customer, &unknown)).collect())
    }

    async fn apply(&self, tx: &WriteTx, rows: &[CustomerRow]) -> Result<Applied, Fault> {
        let keys: Vec<String> = rows.iter().map(|row| code_key(&row.code)).collect();
        let find = tx.find::<companies::Entity>().filter(companies::Column::CodeKey.is_in(keys));
        let known: HashMap<String, companies::Model> =
            find.all(tx).await?.into_iter().map(|row| (row.code_key.clone(), row)).collect();
        let mut applied = Applied::default();
        let (mut fresh, mut changed, mut lists) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            let before = known.get(&code_key(&row.code));
            let after = merged(tx, before, row);
            if let Some(list) = &row.price_list {
                lists.push(AssignedLists { company: after.id, price_lists: vec![list.clone()] });
            }
            match before {
                None => fresh.push(after),
                Some(before) if differs(before, &after) => changed.push(after),
                Some(_) => applied.unchanged += 1,
            }
        }
        applied.created = u64::try_from(fresh.len()).unwrap_or(0);
        applied.updated = u64::try_from(changed.len()).unwrap_or(0);
        write(tx, fresh, changed).await?;
        self.forget_companies_after(tx).await;
        self.assign_lists(tx, lists).await?;
        Ok(applied)
    }
}

impl Service {
    /// The price lists that rows name and nobody has made.
    async fn unknown_lists(&self, ctx: &Ctx, rows: &[CustomerRow]) -> Result<HashSet<String>, Fault> {
        let named: HashSet<String> = rows.iter().filter_map(|row| row.price_list.clone()).collect();
        if named.is_empty() {
            return Ok(named);
        }
        let assignment = self.boot.ports.get::<dyn PriceListAssignment>()?;
        Ok(assignment.unknown(ctx, &Vec::from_iter(named)).await?.into_iter().collect())
    }

    async fn assign_lists(&self, tx: &WriteTx, lists: Vec<AssignedLists>) -> Result<(), Fault> {
        if lists.is_empty() {
            return Ok(());
        }
        self.boot.ports.get::<dyn PriceListAssignment>()?.assign_all(tx, &lists).await
    }
}

fn faults_of(row: usize, customer: &CustomerRow, unknown_lists: &HashSet<String>) -> Vec<RowFault> {
    let country = country_of(customer, None);
    let bad_country = (!is_country(&country)).then(|| RowFault {
        row,
        column: "country",
        code: "import.bad_country",
        detail: format!("'{country}' is not a country; give two letters of ISO 3166-1, such as PL."),
    });
    let unknown_list = customer.price_list.as_ref().filter(|list| unknown_lists.contains(*list)).map(|list| RowFault {
        row,
        column: "price_list",
        code: "catalog.unknown_price_list",
        detail: format!("There is no price list with the code {list}."),
    });
    bad_country.into_iter().chain(unknown_list).collect()
}

fn merged(tx: &WriteTx, before: Option<&companies::Model>, row: &CustomerRow) -> companies::Model {
    let now = tx.ctx().now();
    let id = before.map_or_else(CompanyId::new, |before| before.id);
    let country = country_of(row, before);
    let address = Address { country: country.clone(), ..address_of(row, before) };
    companies::Model {
        tenant_id: tx.tenant(),
        id,
        code: before.map_or_else(|| row.code.clone(), |before| before.code.clone()),
        code_key: code_key(&row.code),
        name: row.name.clone(),
        name_key: sort_key(&row.name),
        parent_id: before.and_then(|before| before.parent_id),
        path: before.map_or_else(|| format!("{id}/"), |before| before.path.clone()),
        vat_id: row.vat_id.clone().or_else(|| before.and_then(|before| before.vat_id.clone())),
        country,
        email: row.email.clone().or_else(|| before.and_then(|before| before.email.clone())),
        address: json!(address),
        attributes: before.map_or_else(|| json!({}), |before| before.attributes.clone()),
        external_id: row.external_id.clone().or_else(|| before.and_then(|before| before.external_id.clone())),
        created_at: before.map_or(now, |before| before.created_at),
        updated_at: now,
        archived_at: before.and_then(|before| before.archived_at),
        kind: before.and_then(|before| before.kind.clone()),
        account_manager_id: before.and_then(|before| before.account_manager_id),
    }
}

/// The country a row says, else the one the customer has, else the one that is usual.
fn country_of(row: &CustomerRow, before: Option<&companies::Model>) -> String {
    let said = Some(&row.address.country).filter(|country| !country.is_empty());
    said.or(before.map(|before| &before.country)).or(row.usual_country.as_ref()).cloned().unwrap_or_default()
}

/// The address a row says; what it leaves empty stays as it was.
fn address_of(row: &CustomerRow, before: Option<&companies::Model>) -> Address {
    let known: Address =
        before.and_then(|before| serde_json::from_value(before.address.clone()).ok()).unwrap_or_default();
    let or = |said: &str, known: String| if said.is_empty() { known } else { said.to_owned() };
    let said = &row.address;
    Address {
        name: or(&said.name, known.name),
        street: or(&said.street, known.street),
        postal_code: or(&said.postal_code, known.postal_code),
        city: or(&said.city, known.city),
        country: or(&said.country, known.country),
    }
}

fn differs(before: &companies::Model, after: &companies::Model) -> bool {
    let touched = companies::Model { updated_at: before.updated_at, ..after.clone() };
    *before != touched
}

async fn write(tx: &WriteTx, fresh: Vec<companies::Model>, changed: Vec<companies::Model>) -> Result<(), Fault> {
    tx.insert_all::<companies::Entity>(fresh).await?;
    let keys = [companies::Column::TenantId, companies::Column::Id];
    let columns = [
        companies::Column::Name,
        companies::Column::NameKey,
        companies::Column::VatId,
        companies::Column::Country,
        companies::Column::Email,
        companies::Column::Address,
        companies::Column::ExternalId,
        companies::Column::UpdatedAt,
    ];
    tx.upsert_all::<companies::Entity>(changed, keys, columns).await?;
    Ok(())
}
