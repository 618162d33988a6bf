//! Takes the customers that an import brings: new codes are made, known ones changed where they differ.
//! Applying the same rows again changes nothing.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use kontor_contract::{
    Fault, Sentence,
    catalog::{AssignedLists, PriceListAssignment},
    identity::Address,
    imports::{Applied, CustomerRow, ImportSink, RowFault},
    quotas::QuotaKind,
};
use kontor_kernel::{CompanyId, MembershipId, code_key, sort_key};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    Service,
    companies::{CompanyChange, is_country},
    company_groups::{MOST_GROUPS, OwnGroups},
    trees::Tree,
};
use crate::{
    entities::{companies, customer_groups, memberships, users},
    error::IdentityError,
    model::{email::email_key, vat_id},
};

/// What rows name and others keep.
#[derive(Default)]
struct Named {
    unknown_lists: HashSet<String>,
    /// Companies by their code.
    companies: HashMap<String, companies::Model>,
    /// Members of the staff by their address.
    managers: HashMap<String, MembershipId>,
    /// Groups that are not archived, by the key of their code.
    groups: HashMap<String, customer_groups::Model>,
}

#[async_trait]
impl ImportSink<CustomerRow> for Service {
    async fn check(&self, ctx: &Ctx, rows: &[CustomerRow]) -> Result<Vec<RowFault>, Fault> {
        let tx = self.boot.store.read(ctx).await?;
        let mut named = self.named(&tx, rows).await?;
        tx.finish().await?;
        named.unknown_lists = self.unknown_lists(ctx, rows).await?;
        Ok(rows.iter().enumerate().flat_map(|(row, customer)| faults_of(row, customer, &named)).collect())
    }

    async fn apply(&self, tx: &WriteTx, rows: &[CustomerRow]) -> Result<Applied, Fault> {
        if rows.iter().any(|row| row.parent.is_some() || row.kind.is_some()) {
            self.begin_tree_change(tx, Tree::Companies).await?;
        }
        let named = self.named(tx, rows).await?;
        let mut batch = Batch::default();
        for row in rows {
            let before = named.companies.get(&code_key(&row.code));
            batch.take(tx, before, row, &named);
        }
        for (company, parent) in std::mem::take(&mut batch.below) {
            if let Some(row) = batch.fresh.get_mut(company) {
                self.put_below(tx, row, Some(parent)).await?;
            }
        }
        let applied = batch.applied();
        self.write_batch(tx, batch).await?;
        Ok(applied)
    }
}

/// What becomes of the rows of one commit.
#[derive(Default)]
struct Batch {
    fresh: Vec<companies::Model>,
    /// Which of the fresh ones stand below another company.
    below: Vec<(usize, CompanyId)>,
    changed: Vec<companies::Model>,
    /// Known ones that come to stand elsewhere or to somebody else.
    placed: Vec<(CompanyId, CompanyChange)>,
    lists: Vec<AssignedLists>,
    /// The groups of companies whose rows say some.
    groups: OwnGroups,
    updated: HashSet<CompanyId>,
    unchanged: u64,
}

impl Batch {
    fn take(&mut self, tx: &WriteTx, before: Option<&companies::Model>, row: &CustomerRow, named: &Named) {
        let parent = row.parent.as_ref().and_then(|code| named.companies.get(&code_key(code))).map(|parent| parent.id);
        let manager = row.account_manager.as_ref().and_then(|email| named.managers.get(&email_key(email)?)).copied();
        let mut after = merged(tx, before, row);
        if let Some(lists) = &row.price_lists {
            self.lists.push(AssignedLists { company: after.id, price_lists: lists.clone() });
        }
        if let Some(codes) = &row.groups {
            let groups = codes.iter().filter_map(|code| named.groups.get(&code_key(code))).map(|group| group.id);
            self.groups.insert(after.id, groups.collect());
        }
        let Some(before) = before else {
            after.account_manager_id = manager;
            self.below.extend(parent.map(|parent| (self.fresh.len(), parent)));
            self.fresh.push(after);
            return;
        };
        let change = CompanyChange {
            kind: row.kind.filter(|kind| *kind != before.kind()),
            parent: parent.filter(|parent| before.parent_id != Some(*parent)).map(Some),
            account_manager: manager.filter(|manager| before.account_manager_id != Some(*manager)).map(Some),
            ..CompanyChange::default()
        };
        let is_placed = change.kind.is_some() || change.parent.is_some() || change.account_manager.is_some();
        if is_placed {
            self.placed.push((before.id, change));
        }
        let differs = differs(before, &after);
        if differs {
            self.changed.push(after);
        }
        if differs || is_placed {
            self.updated.insert(before.id);
        } else {
            self.unchanged += 1;
        }
    }

    fn applied(&self) -> Applied {
        let count = |count: usize| u64::try_from(count).unwrap_or(0);
        Applied { created: count(self.fresh.len()), updated: count(self.updated.len()), unchanged: self.unchanged }
    }
}

impl Service {
    /// What the rows name: themselves and the companies above them, and members of the staff.
    async fn named(&self, tx: &impl Tx, rows: &[CustomerRow]) -> Result<Named, Fault> {
        let keys: HashSet<String> = rows
            .iter()
            .flat_map(|row| [Some(&row.code), row.parent.as_ref()])
            .flatten()
            .map(|code| code_key(code))
            .collect();
        let find = tx.find::<companies::Entity>().filter(companies::Column::CodeKey.is_in(keys));
        let companies = find.all(tx).await?.into_iter().map(|row| (row.code_key.clone(), row)).collect();
        let emails: HashSet<String> =
            rows.iter().filter_map(|row| row.account_manager.as_deref()).filter_map(email_key).collect();
        let managers = if emails.is_empty() { HashMap::new() } else { self.staff_by_email(tx, emails).await? };
        let groups = self.open_groups(tx, rows.iter().flat_map(|row| row.groups.iter().flatten().map(String::as_str)));
        let groups = groups.await?;
        Ok(Named { unknown_lists: HashSet::new(), companies, managers, groups })
    }

    async fn staff_by_email(
        &self,
        tx: &impl Tx,
        emails: HashSet<String>,
    ) -> Result<HashMap<String, MembershipId>, Fault> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let people = system.all(users::Entity::find().filter(users::Column::EmailKey.is_in(emails))).await?;
        drop(system);
        let of_them = memberships::Column::UserId.is_in(people.iter().map(|person| person.id));
        let held = tx.find::<memberships::Entity>().filter(of_them).filter(memberships::Column::EndedAt.is_null());
        let held = held.filter(memberships::Column::CompanyId.is_null()).all(tx).await?;
        let membership = |person: users::Model| {
            let held = held.iter().find(|row| row.user_id == person.id)?;
            Some((person.email_key, held.id))
        };
        Ok(people.into_iter().filter_map(membership).collect())
    }

    async fn write_batch(&self, tx: &WriteTx, batch: Batch) -> Result<(), Fault> {
        let is_in_tree = batch.fresh.iter().any(|row| row.parent_id.is_some());
        let reaches_people = is_in_tree || batch.fresh.iter().any(|row| row.account_manager_id.is_some());
        let made = u64::try_from(batch.fresh.len()).unwrap_or(0);
        self.claim(tx, QuotaKind::Companies, made).await?;
        write(tx, batch.fresh, batch.changed).await?;
        for (company, change) in &batch.placed {
            self.change_company(tx, *company, change).await?;
        }
        self.forget_companies_after(tx).await;
        if reaches_people {
            self.forget_people_after(tx).await;
        }
        if is_in_tree {
            self.tell_inheritance_changed(tx).await?;
        }
        if !batch.groups.is_empty() {
            self.put_groups(tx, batch.groups).await?;
        }
        self.assign_lists(tx, batch.lists).await
    }

    /// The price lists that rows name and nobody has made.
    async fn unknown_lists(&self, ctx: &Ctx, rows: &[CustomerRow]) -> Result<HashSet<String>, Fault> {
        let named: HashSet<String> = rows.iter().filter_map(|row| row.price_lists.clone()).flatten().collect();
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

fn faults_of(row: usize, customer: &CustomerRow, named: &Named) -> Vec<RowFault> {
    let fault = |column, code, detail: Sentence| RowFault { row, column, code, detail };
    let mut faults = Vec::new();
    let before = named.companies.get(&code_key(&customer.code));
    let country = country_of(customer, before);
    if !is_country(&country) {
        let detail = format!("'{country}' is not a country; give two letters of ISO 3166-1, such as PL.");
        let detail = Sentence::new(detail).keyed("identity-row-bad-country").of([("country", country.into())]);
        faults.push(fault("country", "import.bad_country", detail));
    }
    for list in customer.price_lists.iter().flatten().filter(|list| named.unknown_lists.contains(*list)) {
        let detail = Sentence::new(format!("There is no price list with the code {list}."));
        let detail = detail.of([("code", list.into())]);
        faults.push(fault("price_list", "catalog.unknown_price_list", detail));
    }
    if let Some(email) = &customer.account_manager
        && !email_key(email).is_some_and(|key| named.managers.contains_key(&key))
    {
        let detail = Sentence::new(format!("{email} is no member of the staff."));
        let detail = detail.keyed("identity-row-no-manager").of([("email", email.into())]);
        faults.push(fault("account_manager", "identity.no_such_account_manager", detail));
    }
    for code in customer.groups.iter().flatten().filter(|code| !named.groups.contains_key(&code_key(code))) {
        let detail = Sentence::new(format!("There is no customer group with the code {code}."));
        let detail = detail.keyed("identity-row-no-group").of([("code", code.into())]);
        faults.push(fault("groups", "identity.no_such_customer_group", detail));
    }
    if customer.groups.as_ref().is_some_and(|groups| groups.len() > MOST_GROUPS) {
        let detail = Sentence::new(format!("A company is in at most {MOST_GROUPS} groups."));
        let detail = detail.of([("most", MOST_GROUPS.into())]);
        faults.push(fault("groups", "identity.too_many_groups", detail));
    }
    faults.extend(place_fault(customer, before, named).map(|(code, detail)| fault("parent", code, detail)));
    faults
}

/// What is wrong with where a customer is to stand.
fn place_fault(
    customer: &CustomerRow,
    before: Option<&companies::Model>,
    named: &Named,
) -> Option<(&'static str, Sentence)> {
    let kind = customer.kind.or(before.map(companies::Model::kind)).unwrap_or_default();
    let code = customer.parent.as_ref()?;
    let Some(parent) = named.companies.get(&code_key(code)) else {
        let detail = format!("There is no company {code} yet; bring it in before what stands below it.");
        let detail = Sentence::new(detail).keyed("identity-row-no-parent").of([("code", code.into())]);
        return Some(("identity.no_such_parent", detail));
    };
    if before.is_some_and(|before| crate::model::tree::is_within(&parent.path, &before.path)) {
        return Some(("identity.circle", IdentityError::Circle("company").to_string().into()));
    }
    if !kind.may_stand_below(parent.kind()) {
        let error = IdentityError::WrongPlace { kind: kind.name(), parent: parent.kind().name() };
        return Some(("identity.wrong_place", error.to_string().into()));
    }
    None
}

fn merged(tx: &WriteTx, before: Option<&companies::Model>, row: &CustomerRow) -> companies::Model {
    let now = tx.ctx().now();
    let id = before.map_or_else(CompanyId::new, |before| before.id);
    let country = country_of(row, before);
    let address = address_of(row, before, &country);
    let kind = row.kind.unwrap_or_default();
    companies::Model {
        tenant_id: tx.tenant(),
        id,
        code: before.map_or_else(|| row.code.clone(), |before| before.code.clone()),
        code_key: code_key(&row.code),
        name: row.name.clone(),
        name_key: sort_key(&row.name),
        parent_id: before.and_then(|before| before.parent_id),
        path: before.map_or_else(|| format!("{id}/"), |before| before.path.clone()),
        // One that cannot be right is kept as it was brought in, and the company is shown with a warning.
        vat_id: row
            .vat_id
            .as_ref()
            .map(|said| vat_id::normalise(said, &country))
            .or_else(|| before.and_then(|before| before.vat_id.clone())),
        country,
        email: row.email.clone().or_else(|| before.and_then(|before| before.email.clone())),
        address: json!(address),
        attributes: before.map_or_else(|| json!({}), |before| before.attributes.clone()),
        external_id: row.external_id.clone().or_else(|| before.and_then(|before| before.external_id.clone())),
        created_at: before.map_or(now, |before| before.created_at),
        updated_at: now,
        archived_at: before.and_then(|before| before.archived_at),
        kind: before.map_or_else(|| Some(kind.name().to_owned()), |before| before.kind.clone()),
        account_manager_id: before.and_then(|before| before.account_manager_id),
        vat_id_confirmed: before.and_then(|before| before.vat_id_confirmed.clone()),
        vat_id_confirmed_on: before.and_then(|before| before.vat_id_confirmed_on),
        vat_id_confirmed_by: before.and_then(|before| before.vat_id_confirmed_by),
    }
}

/// The country a row says, else the one the customer has, else the one that is usual.
fn country_of(row: &CustomerRow, before: Option<&companies::Model>) -> String {
    let said = Some(&row.address.country).filter(|country| !country.is_empty());
    said.or(before.map(|before| &before.country)).or(row.usual_country.as_ref()).cloned().unwrap_or_default()
}

/// The address a row says; what it leaves empty stays as it was. A name or country of its own, which no column of a file
/// holds, stays as long as the customer's own does.
fn address_of(row: &CustomerRow, before: Option<&companies::Model>, country: &str) -> Address {
    let known = before.map(companies::Model::address).unwrap_or_default();
    let or = |said: &str, known: String| if said.is_empty() { known } else { said.to_owned() };
    let keeps_name = before.is_some_and(|before| before.name == row.name) && !known.name.is_empty();
    let keeps_country = before.is_some_and(|before| before.country == country) && !known.country.is_empty();
    let said = &row.address;
    Address {
        name: if keeps_name { known.name } else { or(&said.name, known.name) },
        street: or(&said.street, known.street),
        postal_code: or(&said.postal_code, known.postal_code),
        city: or(&said.city, known.city),
        country: if keeps_country { known.country } else { country.to_owned() },
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
