//! Companies: found within the scope, made and changed by staff.
//! A company's price list belongs to the catalogue and is set through its port, in the same commit.

use std::collections::BTreeSet;

use async_trait::async_trait;
use kontor_contract::{
    Fault, FaultKind,
    attributes::{Attributes, CustomAttributes},
    audit::Change,
    catalog::PriceListAssignment,
    companies::CompanyKind,
    identity::{Address, Companies, CompanyFacts, CompanyRef, TaxId},
    quotas::{Counted, QuotaKind, Quotas},
};
use kontor_kernel::{CompanyId, MembershipId, Page, PageRequest, TerritoryId, code_key, sort_key};
use kontor_store::{Ctx, Keyset, StoreError, Tx, WriteTx, contains, starts_with};
use sea_orm::{ColumnTrait, Condition, Order};
use serde_json::{Value, json};

pub(crate) use super::company_texts::{check_address, checked_vat_id, country_of, is_country, required};
use super::{
    Service,
    company_texts::{check_texts, optional},
    reach,
    trees::Tree,
};
use crate::{
    entities::{companies, memberships},
    error::IdentityError,
    model::{tree, vat_id},
};

/// The thing that custom attributes of companies are defined for.
pub(crate) const THING: &str = "company";
/// The most companies that one change may name.
pub(crate) const MOST_AT_ONCE: usize = 500;

/// What a company is made or changed to. What is `None` stays as it is; an inner `None` clears.
#[derive(Debug, Clone, Default)]
pub(crate) struct CompanyChange {
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) kind: Option<CompanyKind>,
    pub(crate) vat_id: Option<Option<String>>,
    pub(crate) country: Option<String>,
    pub(crate) email: Option<Option<String>>,
    pub(crate) address: Option<Address>,
    pub(crate) parent: Option<Option<CompanyId>>,
    pub(crate) account_manager: Option<Option<MembershipId>>,
    pub(crate) attributes: Option<Attributes>,
    pub(crate) external_id: Option<Option<String>>,
    pub(crate) price_list: Option<Option<String>>,
    pub(crate) archived: Option<bool>,
    /// Whether what stands below is archived with it.
    pub(crate) with_below: bool,
}

/// What staff have found out about a VAT id.
#[derive(Debug, Clone)]
pub(crate) struct VatIdConfirmation {
    /// The id they looked up; it must be the company's still.
    pub(crate) vat_id: String,
    pub(crate) is_valid: bool,
}

/// Which companies are looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct CompanyQuery {
    pub(crate) text: Option<String>,
    pub(crate) parent: Option<CompanyId>,
    pub(crate) territory: Option<TerritoryId>,
    pub(crate) account_manager: Option<MembershipId>,
    pub(crate) kind: Option<CompanyKind>,
    pub(crate) archived: Option<bool>,
    pub(crate) by_code: bool,
    pub(crate) descending: bool,
}

#[async_trait]
impl Companies for Service {
    async fn company(&self, ctx: &Ctx, company: &CompanyRef) -> Result<Option<CompanyFacts>, Fault> {
        if let CompanyRef::Id(id) = company
            && let Some(known) = self.companies.find(ctx, *id)
        {
            return Ok(Some(known));
        }
        let tx = self.boot.store.read(ctx).await?;
        let wanted = match company {
            CompanyRef::Id(id) => companies::Column::Id.eq(*id),
            CompanyRef::Code(code) => companies::Column::CodeKey.eq(code_key(code)),
        };
        let row = tx.find::<companies::Entity>().filter(wanted).one(&tx).await?;
        tx.finish().await?;
        let found = match row {
            Some(row) => Some(facts(self.taxed_as(ctx, &row).await?, row)),
            None => None,
        };
        if let Some(facts) = &found {
            self.companies.remember(ctx, facts);
        }
        Ok(found)
    }
}

#[async_trait]
impl Counted for Service {
    fn kind(&self) -> QuotaKind {
        QuotaKind::Companies
    }

    async fn count(&self, tx: &WriteTx) -> Result<u64, Fault> {
        Ok(tx.find::<companies::Entity>().filter(companies::Column::ArchivedAt.is_null()).count(tx).await?)
    }
}

impl Service {
    /// The VAT id a company buys by. Divisions and sites are parts of a firm, so the firm's counts where they have none.
    async fn taxed_as(&self, ctx: &Ctx, row: &companies::Model) -> Result<Option<TaxId>, StoreError> {
        let is_part = matches!(row.kind(), CompanyKind::Division | CompanyKind::Site);
        if !is_part || row.vat_id.is_some() {
            return Ok(row.tax_id());
        }
        // The firm is known to its parts, seen or not.
        let tx = self.read_wide(ctx).await?;
        let above = companies::Column::Id.is_in(tree::ids::<kontor_kernel::CompanyTag>(&row.path));
        let rows = tx.find::<companies::Entity>().filter(above).all(&tx).await?;
        tx.finish().await?;
        let found = tree::nearest(&row.path, |id| rows.iter().find(|row| row.id == id)?.tax_id());
        Ok(found.map(|(_, tax_id)| tax_id))
    }
}

fn facts(tax_id: Option<TaxId>, row: companies::Model) -> CompanyFacts {
    CompanyFacts {
        kind: row.kind(),
        tax_id,
        id: row.id,
        code: row.code,
        name: row.name,
        vat_id: row.vat_id,
        country: row.country,
        address: serde_json::from_value(row.address).unwrap_or_default(),
        is_archived: row.archived_at.is_some(),
    }
}

impl companies::Model {
    /// What it is in its tree; rows from before there were kinds are firms.
    pub(crate) fn kind(&self) -> CompanyKind {
        self.kind.as_deref().and_then(CompanyKind::named).unwrap_or_default()
    }

    /// Its own VAT id, and whether exactly this one has been confirmed.
    pub(crate) fn tax_id(&self) -> Option<TaxId> {
        let vat_id = self.vat_id.clone()?;
        Some(TaxId { is_confirmed: self.vat_id_confirmed.as_ref() == Some(&vat_id), vat_id })
    }

    pub(crate) fn address(&self) -> Address {
        serde_json::from_value(self.address.clone()).unwrap_or_default()
    }

    pub(crate) fn attributes(&self) -> Attributes {
        serde_json::from_value(self.attributes.clone()).unwrap_or_default()
    }

    /// As the audit trail keeps it.
    pub(crate) fn state(&self) -> Value {
        json!({
            "code": self.code, "name": self.name, "kind": self.kind(), "vat_id": self.vat_id, "country": self.country,
            "email": self.email, "address": self.address, "parent_id": self.parent_id,
            "account_manager_id": self.account_manager_id, "attributes": self.attributes,
            "external_id": self.external_id, "archived": self.archived_at.is_some(),
            "vat_id_confirmed": self.vat_id_confirmed,
        })
    }
}

impl Service {
    /// A page of companies within the scope.
    pub(crate) async fn list_companies(
        &self,
        ctx: &Ctx,
        query: &CompanyQuery,
        page: &PageRequest,
    ) -> Result<Page<companies::Model>, IdentityError> {
        let among = self.named_by(ctx, query).await?;
        let tx = self.boot.store.read(ctx).await?;
        let words = query.text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(|text| {
            Condition::any()
                .add(contains(companies::Column::NameKey, &sort_key(text)))
                .add(starts_with(companies::Column::CodeKey, &code_key(text)))
        });
        let find = tx
            .find::<companies::Entity>()
            .filter_some(words)
            .filter_some(query.parent.map(|parent| companies::Column::ParentId.eq(parent)))
            .filter_some(query.kind.map(of_kind))
            .filter_some(query.archived.map(|archived| match archived {
                true => companies::Column::ArchivedAt.is_not_null(),
                false => companies::Column::ArchivedAt.is_null(),
            }))
            .filter_some(among.map(|ids| companies::Column::Id.is_in(ids)));
        let keys = Keyset {
            column: if query.by_code { companies::Column::CodeKey } else { companies::Column::NameKey },
            id: companies::Column::Id,
            order: if query.descending { Order::Desc } else { Order::Asc },
        };
        let rows = find.page(&tx, keys, page).await?;
        tx.finish().await?;
        Ok(rows)
    }

    /// The companies that a territory or an account manager names, by inheritance too; nothing where neither is asked.
    async fn named_by(&self, ctx: &Ctx, query: &CompanyQuery) -> Result<Option<BTreeSet<CompanyId>>, IdentityError> {
        if query.territory.is_none() && query.account_manager.is_none() {
            return Ok(None);
        }
        let tx = self.read_wide(ctx).await?;
        let in_territory = match query.territory {
            Some(territory) => {
                let today = self.tenants_today(&tx).await?;
                Some(reach::in_territories(&tx, &[territory], today).await?)
            }
            None => None,
        };
        let managed = match query.account_manager {
            Some(manager) => Some(reach::managed_by(&tx, manager).await?),
            None => None,
        };
        tx.finish().await?;
        Ok(match (in_territory, managed) {
            (Some(placed), Some(managed)) => Some(placed.intersection(&managed).copied().collect()),
            (placed, managed) => placed.or(managed),
        })
    }

    pub(crate) async fn find_company(&self, tx: &impl Tx, id: CompanyId) -> Result<companies::Model, IdentityError> {
        let row = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id)).one(tx).await?;
        row.ok_or(IdentityError::NoSuchCompany)
    }

    /// Makes a company in the caller's commit, which sees the whole tenant; the caller's reach is the caller's business.
    pub(crate) async fn create_company(
        &self,
        tx: &WriteTx,
        change: &CompanyChange,
    ) -> Result<companies::Model, IdentityError> {
        check_texts(change)?;
        let parent = change.parent.flatten();
        if parent.is_some() {
            self.begin_tree_change(tx, Tree::Companies).await?;
        }
        let mut row = new_row(tx, change)?;
        self.put_below(tx, &mut row, parent).await?;
        row.account_manager_id = self.checked_manager(tx, change.account_manager.flatten()).await?;
        // What the tenant asks of its customers, it does not ask of their parts.
        let is_part = matches!(row.kind(), CompanyKind::Division | CompanyKind::Site);
        if !is_part || change.attributes.is_some() {
            row.attributes = self.merged_attributes(tx, &Attributes::new(), change.attributes.as_ref()).await?;
        }
        let (id, code) = (row.id, row.code.clone());
        self.claim(tx, QuotaKind::Companies, 1).await?;
        match tx.insert::<companies::Entity>(row.clone()).await {
            Err(StoreError::Duplicate(_)) => return Err(IdentityError::CompanyCodeTaken(code)),
            other => other?,
        }
        self.assign_price_list(tx, id, change.price_list.as_ref()).await?;
        if parent.is_some() {
            self.tell_inheritance_changed(tx).await?;
        }
        if parent.is_some() || row.account_manager_id.is_some() {
            self.forget_people_after(tx).await;
        }
        self.boot
            .record(tx, Change::new("identity.company_made", "company", id, &row.name).after(&row.state()))
            .await?;
        Ok(row)
    }

    /// Claims room for things that are not written yet, where the deployment holds its tenants to limits.
    pub(crate) async fn claim(&self, tx: &WriteTx, kind: QuotaKind, adding: u64) -> Result<(), IdentityError> {
        match self.boot.ports.find::<dyn Quotas>() {
            Some(quotas) => Ok(quotas.check(tx, kind, adding).await?),
            None => Ok(()),
        }
    }

    /// Changes a company in a unit of work that sees the whole tenant, so that what stands below goes with it.
    pub(crate) async fn change_company(
        &self,
        tx: &WriteTx,
        id: CompanyId,
        change: &CompanyChange,
    ) -> Result<companies::Model, IdentityError> {
        check_texts(change)?;
        if change.parent.is_some() || change.archived.is_some() || change.kind.is_some() {
            self.begin_tree_change(tx, Tree::Companies).await?;
        }
        tx.lock(tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id))).await?;
        let before = self.find_company(tx, id).await?;
        let mut row = before.clone();
        change_texts(&mut row, change)?;
        if let Some(manager) = change.account_manager {
            row.account_manager_id = self.checked_manager(tx, manager).await?;
        }
        if let Some(attributes) = &change.attributes {
            row.attributes = self.merged_attributes(tx, &before.attributes(), Some(attributes)).await?;
        }
        self.change_place(tx, &mut row, change).await?;
        row.updated_at = tx.ctx().now();
        write_change(tx, &row).await?;
        self.forget_companies_after(tx).await;
        if row.account_manager_id != before.account_manager_id || row.kind != before.kind {
            self.forget_people_after(tx).await;
        }
        self.assign_price_list(tx, id, change.price_list.as_ref()).await?;
        let recorded = Change::new("identity.company_changed", "company", id, &row.name);
        self.boot.record(tx, recorded.before(&before.state()).after(&row.state())).await?;
        Ok(row)
    }

    /// Notes that the company's VAT id, as it stands, has been found valid, or takes that back.
    pub(crate) async fn confirm_vat_id(
        &self,
        tx: &WriteTx,
        id: CompanyId,
        confirmation: &VatIdConfirmation,
    ) -> Result<companies::Model, IdentityError> {
        tx.lock(tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id))).await?;
        let before = self.find_company(tx, id).await?;
        let Some(vat_id) = before.vat_id.clone().filter(|vat_id| *vat_id == confirmation.vat_id) else {
            let detail = "The company has another VAT id now; look that one up.";
            return Err(Fault::new(FaultKind::Conflict, "identity.other_vat_id", detail).into());
        };
        if let Some(fault) = vat_id::fault(&vat_id) {
            return Err(IdentityError::BadVatId(fault));
        }
        let today = self.tenants_today(tx).await?;
        let mut row = before.clone();
        (row.vat_id_confirmed, row.vat_id_confirmed_on, row.vat_id_confirmed_by) = match confirmation.is_valid {
            true => (Some(vat_id), Some(today), tx.ctx().persona().map(|persona| persona.membership)),
            false => (None, None, None),
        };
        tx.update::<companies::Entity>()
            .set(companies::Column::VatIdConfirmed, row.vat_id_confirmed.clone())
            .set(companies::Column::VatIdConfirmedOn, row.vat_id_confirmed_on)
            .set(companies::Column::VatIdConfirmedBy, row.vat_id_confirmed_by)
            .filter(companies::Column::Id.eq(id))
            .run(tx)
            .await?;
        self.forget_companies_after(tx).await;
        let recorded = Change::new("identity.vat_id_checked", "company", id, &row.name);
        self.boot.record(tx, recorded.before(&before.state()).after(&row.state())).await?;
        Ok(row)
    }

    /// A membership that may look after companies.
    async fn checked_manager(
        &self,
        tx: &WriteTx,
        manager: Option<MembershipId>,
    ) -> Result<Option<MembershipId>, IdentityError> {
        let Some(manager) = manager else { return Ok(None) };
        let find = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(manager));
        let is_staff = |row: &memberships::Model| row.company_id.is_none() && row.ended_at.is_none();
        let row = find.one(tx).await?.filter(is_staff).ok_or(IdentityError::NoSuchAccountManager)?;
        Ok(Some(row.id))
    }

    /// Custom attributes after a change, checked against the tenant's schema.
    pub(crate) async fn merged_attributes(
        &self,
        tx: &WriteTx,
        known: &Attributes,
        change: Option<&Attributes>,
    ) -> Result<Value, IdentityError> {
        let none = Attributes::new();
        let change = change.unwrap_or(&none);
        match self.boot.ports.find::<dyn CustomAttributes>() {
            Some(schema) => Ok(Value::Object(schema.merge(tx, THING, known, change, false).await?)),
            None if change.is_empty() => Ok(Value::Object(known.clone())),
            None => {
                let detail = "This deployment keeps no custom attributes.".to_owned();
                Err(IdentityError::BadField { pointer: "/attributes", detail: detail.into() })
            }
        }
    }

    /// Gives many companies to one account manager, or takes them away from theirs, in one commit.
    pub(crate) async fn reassign_companies(
        &self,
        ctx: &Ctx,
        ids: &[CompanyId],
        manager: Option<MembershipId>,
    ) -> Result<u64, IdentityError> {
        let ids: BTreeSet<CompanyId> = ids.iter().copied().collect();
        if ids.is_empty() || ids.len() > MOST_AT_ONCE {
            let detail = format!("Name 1 to {MOST_AT_ONCE} companies.");
            return Err(IdentityError::BadField { pointer: "/company_ids", detail: detail.into() });
        }
        if ids.iter().any(|id| !ctx.scope().holds_company(*id)) {
            return Err(IdentityError::NoSuchCompany);
        }
        let tx = self.write_wide(ctx).await?;
        let manager = match self.checked_manager(&tx, manager).await {
            Err(IdentityError::NoSuchAccountManager) => {
                let detail = IdentityError::NoSuchAccountManager.to_string();
                return Err(Fault::field("identity.no_such_account_manager", "/membership_id", detail).into());
            }
            other => other?,
        };
        let changed = self.give_to(&tx, &ids, manager).await?;
        self.must_gain_nothing(&tx, ctx).await?;
        self.forget_people_after(&tx).await;
        tx.commit().await?;
        Ok(changed)
    }

    /// Writes down who looks after companies from now on, and tells how many had somebody else before.
    async fn give_to(
        &self,
        tx: &WriteTx,
        ids: &BTreeSet<CompanyId>,
        manager: Option<MembershipId>,
    ) -> Result<u64, IdentityError> {
        let named = || companies::Column::Id.is_in(ids.iter().copied());
        tx.lock(tx.find::<companies::Entity>().filter(named())).await?;
        let rows = tx.find::<companies::Entity>().filter(named()).all(tx).await?;
        if rows.len() != ids.len() {
            return Err(IdentityError::NoSuchCompany);
        }
        let changed: Vec<_> = rows.into_iter().filter(|row| row.account_manager_id != manager).collect();
        tx.update::<companies::Entity>()
            .set(companies::Column::AccountManagerId, manager)
            .set(companies::Column::UpdatedAt, tx.ctx().now())
            .filter(companies::Column::Id.is_in(changed.iter().map(|row| row.id)))
            .run(tx)
            .await?;
        for row in &changed {
            let after = companies::Model { account_manager_id: manager, ..row.clone() };
            let recorded = Change::new("identity.company_changed", "company", row.id, &row.name);
            self.boot.record(tx, recorded.before(&row.state()).after(&after.state())).await?;
        }
        Ok(changed.len() as u64)
    }

    async fn assign_price_list(
        &self,
        tx: &WriteTx,
        company: CompanyId,
        price_list: Option<&Option<String>>,
    ) -> Result<(), IdentityError> {
        if let Some(code) = price_list {
            self.boot.ports.get::<dyn PriceListAssignment>()?.assign(tx, company, code.as_deref()).await?;
        }
        Ok(())
    }

    /// Price lists and groups are inherited down the tree, so the catalogue hears of every change of its shape and of groups.
    pub(crate) async fn tell_inheritance_changed(&self, tx: &WriteTx) -> Result<(), IdentityError> {
        if let Some(lists) = self.boot.ports.find::<dyn PriceListAssignment>() {
            lists.inheritance_changed(tx).await?;
        }
        Ok(())
    }
}

/// Rows from before there were kinds are firms.
fn of_kind(kind: CompanyKind) -> Condition {
    let named = Condition::any().add(companies::Column::Kind.eq(kind.name()));
    if kind == CompanyKind::Company { named.add(companies::Column::Kind.is_null()) } else { named }
}

/// A company as it is asked for, still at the top and without what others decide.
fn new_row(tx: &WriteTx, change: &CompanyChange) -> Result<companies::Model, IdentityError> {
    let now = tx.ctx().now();
    let id = CompanyId::new();
    let code = required(change.code.as_deref(), "/code", 60)?;
    let name = required(change.name.as_deref(), "/name", 200)?;
    let country = country_of(change.country.as_deref(), change.address.as_ref())?;
    Ok(companies::Model {
        tenant_id: tx.tenant(),
        id,
        code_key: code_key(&code),
        code,
        name_key: sort_key(&name),
        name,
        parent_id: None,
        path: String::new(),
        vat_id: checked_vat_id(change.vat_id.as_ref().and_then(Option::as_ref), &country)?,
        country,
        email: optional(change.email.as_ref().and_then(Option::as_ref)),
        address: json!(change.address.clone().unwrap_or_default()),
        attributes: json!({}),
        external_id: optional(change.external_id.as_ref().and_then(Option::as_ref)),
        created_at: now,
        updated_at: now,
        archived_at: None,
        kind: Some(change.kind.unwrap_or_default().name().to_owned()),
        account_manager_id: None,
        vat_id_confirmed: None,
        vat_id_confirmed_on: None,
        vat_id_confirmed_by: None,
    })
}

fn change_texts(row: &mut companies::Model, change: &CompanyChange) -> Result<(), IdentityError> {
    if change.name.is_some() {
        row.name = required(change.name.as_deref(), "/name", 200)?;
        row.name_key = sort_key(&row.name);
    }
    if change.country.is_some() {
        row.country = country_of(change.country.as_deref(), None)?;
    }
    if let Some(said) = &change.vat_id {
        // An id that was kept before it could be checked may stay as it is.
        if said != &row.vat_id {
            row.vat_id = checked_vat_id(said.as_ref(), &row.country)?;
        }
    }
    if let Some(said) = &change.email {
        row.email = optional(said.as_ref());
    }
    if let Some(said) = &change.external_id {
        row.external_id = optional(said.as_ref());
    }
    if let Some(address) = &change.address {
        row.address = json!(address);
    }
    Ok(())
}

async fn write_change(tx: &WriteTx, row: &companies::Model) -> Result<(), IdentityError> {
    tx.update::<companies::Entity>()
        .set(companies::Column::Name, row.name.clone())
        .set(companies::Column::NameKey, row.name_key.clone())
        .set(companies::Column::VatId, row.vat_id.clone())
        .set(companies::Column::Country, row.country.clone())
        .set(companies::Column::Email, row.email.clone())
        .set(companies::Column::Address, row.address.clone())
        .set(companies::Column::Attributes, row.attributes.clone())
        .set(companies::Column::ExternalId, row.external_id.clone())
        .set(companies::Column::Kind, row.kind.clone())
        .set(companies::Column::ParentId, row.parent_id)
        .set(companies::Column::AccountManagerId, row.account_manager_id)
        .set(companies::Column::UpdatedAt, row.updated_at)
        .set(companies::Column::ArchivedAt, row.archived_at)
        .filter(companies::Column::Id.eq(row.id))
        .run(tx)
        .await?;
    Ok(())
}
