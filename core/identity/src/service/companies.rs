//! Companies: found within the scope, made and changed by staff.
//! A company's price list belongs to the catalogue and is set through its port, in the same commit.

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    catalog::PriceListAssignment,
    identity::{Address, Companies, CompanyFacts, CompanyRef},
};
use kontor_kernel::{CompanyId, Page, PageRequest, code_key, sort_key};
use kontor_store::{Ctx, Keyset, StoreError, Tx, WriteTx, contains, starts_with};
use sea_orm::{ColumnTrait, Condition, Order};
use serde_json::json;

use super::Service;
use crate::{entities::companies, error::IdentityError};

/// What a company is made or changed to. What is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct CompanyChange {
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) vat_id: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) address: Option<Address>,
    pub(crate) parent: Option<CompanyId>,
    pub(crate) external_id: Option<String>,
    pub(crate) price_list: Option<String>,
    pub(crate) archived: Option<bool>,
}

/// Which companies are looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct CompanyQuery {
    pub(crate) text: Option<String>,
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
        let found = row.map(facts);
        if let Some(facts) = &found {
            self.companies.remember(ctx, facts);
        }
        Ok(found)
    }
}

fn facts(row: companies::Model) -> CompanyFacts {
    CompanyFacts {
        id: row.id,
        code: row.code,
        name: row.name,
        vat_id: row.vat_id,
        country: row.country,
        address: serde_json::from_value(row.address).unwrap_or_default(),
        is_archived: row.archived_at.is_some(),
    }
}

pub(crate) fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn required(value: Option<&String>, pointer: &'static str, longest: usize) -> Result<String, IdentityError> {
    let value = value.map(|text| text.trim()).unwrap_or_default();
    if value.is_empty() || value.chars().count() > longest {
        return Err(IdentityError::BadField { pointer, detail: format!("Write 1 to {longest} characters.") });
    }
    Ok(value.to_owned())
}

/// Texts that may be left out are as long as imports take them.
fn check_texts(change: &CompanyChange) -> Result<(), IdentityError> {
    let texts = [
        ("/vat_id", change.vat_id.as_deref(), 32),
        ("/email", change.email.as_deref(), 254),
        ("/external_id", change.external_id.as_deref(), 128),
    ];
    let address = change.address.iter().flat_map(|address| {
        [&address.name, &address.street, &address.postal_code, &address.city, &address.country]
            .map(|line| ("/address", Some(line.as_str()), 200))
    });
    for (pointer, text, longest) in texts.into_iter().chain(address) {
        if text.is_some_and(|text| text.chars().count() > longest) {
            return Err(IdentityError::BadField { pointer, detail: format!("Write at most {longest} characters.") });
        }
    }
    Ok(())
}

impl Service {
    /// A page of companies within the scope.
    pub(crate) async fn list_companies(
        &self,
        ctx: &Ctx,
        query: &CompanyQuery,
        page: &PageRequest,
    ) -> Result<Page<companies::Model>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let words = query.text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(|text| {
            Condition::any()
                .add(contains(companies::Column::NameKey, &sort_key(text)))
                .add(starts_with(companies::Column::CodeKey, &code_key(text)))
        });
        let find = tx.find::<companies::Entity>().filter_some(words);
        let keys = Keyset {
            column: if query.by_code { companies::Column::CodeKey } else { companies::Column::NameKey },
            id: companies::Column::Id,
            order: if query.descending { Order::Desc } else { Order::Asc },
        };
        let rows = find.page(&tx, keys, page).await?;
        tx.finish().await?;
        Ok(rows)
    }

    pub(crate) async fn find_company(&self, tx: &impl Tx, id: CompanyId) -> Result<companies::Model, IdentityError> {
        let row = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id)).one(tx).await?;
        row.ok_or(IdentityError::NoSuchCompany)
    }

    pub(crate) async fn create_company(
        &self,
        tx: &WriteTx,
        change: &CompanyChange,
    ) -> Result<companies::Model, IdentityError> {
        check_texts(change)?;
        let now = tx.ctx().now();
        let id = CompanyId::new();
        let code = required(change.code.as_ref(), "/code", 60)?;
        let name = required(change.name.as_ref(), "/name", 200)?;
        let row = companies::Model {
            tenant_id: tx.tenant(),
            id,
            code_key: code_key(&code),
            code,
            name_key: sort_key(&name),
            name,
            parent_id: change.parent,
            path: format!("{}{id}/", self.path_of(tx, change.parent).await?),
            vat_id: change.vat_id.clone(),
            country: country_of(change)?,
            email: change.email.clone(),
            address: json!(change.address.clone().unwrap_or_default()),
            attributes: json!({}),
            external_id: change.external_id.clone(),
            created_at: now,
            updated_at: now,
            archived_at: None,
            kind: None,
            account_manager_id: None,
        };
        match tx.insert::<companies::Entity>(row.clone()).await {
            Err(StoreError::Duplicate(_)) => return Err(IdentityError::CompanyCodeTaken(row.code)),
            other => other?,
        }
        self.assign_price_list(tx, id, change.price_list.as_deref()).await?;
        Ok(row)
    }

    async fn path_of(&self, tx: &WriteTx, parent: Option<CompanyId>) -> Result<String, IdentityError> {
        match parent {
            None => Ok(String::new()),
            Some(parent) => {
                let found = self.find_company(tx, parent).await;
                found.map(|row| row.path).map_err(|_| IdentityError::NoSuchParent)
            }
        }
    }

    pub(crate) async fn change_company(
        &self,
        tx: &WriteTx,
        id: CompanyId,
        change: &CompanyChange,
    ) -> Result<companies::Model, IdentityError> {
        check_texts(change)?;
        let mut row = self.find_company(tx, id).await?;
        if change.name.is_some() {
            row.name = required(change.name.as_ref(), "/name", 200)?;
            row.name_key = sort_key(&row.name);
        }
        if change.country.is_some() {
            row.country = country_of(change)?;
        }
        row.vat_id = change.vat_id.clone().or(row.vat_id);
        row.email = change.email.clone().or(row.email);
        row.external_id = change.external_id.clone().or(row.external_id);
        if let Some(address) = &change.address {
            row.address = json!(address);
        }
        match change.archived {
            Some(true) if row.archived_at.is_none() => row.archived_at = Some(tx.ctx().now()),
            Some(false) => row.archived_at = None,
            _ => {}
        }
        row.updated_at = tx.ctx().now();
        write_change(tx, &row).await?;
        self.forget_companies_after(tx).await;
        if change.price_list.is_some() {
            self.assign_price_list(tx, id, change.price_list.as_deref()).await?;
        }
        Ok(row)
    }

    async fn assign_price_list(
        &self,
        tx: &WriteTx,
        company: CompanyId,
        price_list: Option<&str>,
    ) -> Result<(), IdentityError> {
        if let Some(code) = price_list {
            self.boot.ports.get::<dyn PriceListAssignment>()?.assign(tx, company, Some(code)).await?;
        }
        Ok(())
    }
}

async fn write_change(tx: &WriteTx, row: &companies::Model) -> Result<(), IdentityError> {
    tx.update::<companies::Entity>()
        .set(companies::Column::Name, row.name.clone())
        .set(companies::Column::NameKey, row.name_key.clone())
        .set(companies::Column::VatId, row.vat_id.clone())
        .set(companies::Column::Country, row.country.clone())
        .set(companies::Column::Email, row.email.clone())
        .set(companies::Column::Address, row.address.clone())
        .set(companies::Column::ExternalId, row.external_id.clone())
        .set(companies::Column::UpdatedAt, row.updated_at)
        .set(companies::Column::ArchivedAt, row.archived_at)
        .filter(companies::Column::Id.eq(row.id))
        .run(tx)
        .await?;
    Ok(())
}

fn country_of(change: &CompanyChange) -> Result<String, IdentityError> {
    let country = change.country.clone().or_else(|| change.address.as_ref().map(|address| address.country.clone()));
    let country = country.unwrap_or_default().trim().to_uppercase();
    if is_country(&country) {
        return Ok(country);
    }
    let detail = "Give the country as two letters of ISO 3166-1, such as PL.".to_owned();
    Err(IdentityError::BadField { pointer: "/country", detail })
}
