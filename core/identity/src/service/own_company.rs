//! The company of a buyer: seen and changed by its own people, with the divisions and sites below it.
//! What is not the customer's to decide, such as its code, its VAT id and its prices, is not touched here.

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    attributes::{Attributes, CustomAttributes},
    audit::Change,
    companies::{
        ActingEntry, CompanyKind, CompanyNode, CompanyTree, NewSite, OwnCompany, OwnCompanyChange, OwnCompanyView,
        SiteChange,
    },
    identity::CompanyName,
};
use kontor_kernel::{CompanyId, Page, PageRequest};
use kontor_store::{Ctx, Keyset, Tx, WriteTx};
use kontor_web::remember_created;
use sea_orm::{ColumnTrait, Order};
use serde_json::{Value, json};

use super::{
    Service,
    companies::{CompanyChange, THING, check_address, required},
    company_tree::{node, shown},
};
use crate::{
    entities::{acting, companies},
    error::IdentityError,
    model::tree::{self, at_or_below},
};

/// The most companies below one's own; whoever needs more asks the staff.
const MOST_BELOW: u64 = 2_000;

#[async_trait]
impl OwnCompany for Service {
    async fn own(&self, ctx: &Ctx) -> Result<OwnCompanyView, Fault> {
        Ok(self.own_company(ctx).await?)
    }

    async fn change_own(&self, ctx: &Ctx, change: &OwnCompanyChange) -> Result<OwnCompanyView, Fault> {
        Ok(self.change_own_company(ctx, change).await?)
    }

    async fn own_tree(&self, ctx: &Ctx) -> Result<CompanyTree, Fault> {
        let tx = self.boot.store.read(ctx).await?;
        let own = self.find_company(&tx, own_id(ctx)?).await?;
        let rows = tx.find::<companies::Entity>().filter(at_or_below(companies::Column::Path, &own.path));
        let rows = rows.all(&tx).await?;
        tx.finish().await?;
        Ok(shown(rows))
    }

    async fn add_site(&self, ctx: &Ctx, site: &NewSite) -> Result<CompanyNode, Fault> {
        Ok(self.make_site(ctx, site).await?)
    }

    async fn change_site(&self, ctx: &Ctx, id: CompanyId, change: &SiteChange) -> Result<CompanyNode, Fault> {
        Ok(self.change_own_site(ctx, id, change).await?)
    }

    async fn acting_log(&self, ctx: &Ctx, page: &PageRequest) -> Result<Page<ActingEntry>, Fault> {
        Ok(self.list_acting(ctx, page).await?)
    }
}

/// The company the context acts in; whoever has none finds none.
fn own_id(ctx: &Ctx) -> Result<CompanyId, IdentityError> {
    ctx.company().ok_or(IdentityError::NoSuchCompany)
}

impl Service {
    async fn own_company(&self, ctx: &Ctx) -> Result<OwnCompanyView, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let row = self.find_company(&tx, own_id(ctx)?).await?;
        tx.finish().await?;
        self.own_view(ctx, row).await
    }

    async fn own_view(&self, ctx: &Ctx, row: companies::Model) -> Result<OwnCompanyView, IdentityError> {
        let around = self.around(ctx, std::slice::from_ref(&row)).await?;
        // What others keep secret is not told by a warning: a shared VAT id would name another customer.
        let is_own = |warning: &kontor_contract::companies::CompanyWarning| warning.code == "vat_id_invalid";
        Ok(OwnCompanyView {
            kind: row.kind(),
            path: around.names_above(ctx, &row),
            address: row.address(),
            attributes: self.public_attributes(ctx, &row.attributes()).await?,
            account_manager: around.account_manager(ctx, &row),
            warnings: around.warnings(&row).into_iter().filter(is_own).collect(),
            id: row.id,
            code: row.code,
            name: row.name,
            vat_id: row.vat_id,
            country: row.country,
            email: row.email,
            updated_at: row.updated_at,
        })
    }

    async fn public_attributes(&self, ctx: &Ctx, known: &Attributes) -> Result<Attributes, IdentityError> {
        match self.boot.ports.find::<dyn CustomAttributes>() {
            Some(schema) => Ok(schema.public(ctx, THING, known).await?),
            None => Ok(Attributes::new()),
        }
    }

    async fn change_own_company(&self, ctx: &Ctx, change: &OwnCompanyChange) -> Result<OwnCompanyView, IdentityError> {
        let id = own_id(ctx)?;
        let tx = self.boot.store.write(ctx).await?;
        let attributes = match &change.attributes {
            Some(wanted) => Some(self.attributes_by_buyer(&tx, id, wanted).await?),
            None => None,
        };
        let wanted = CompanyChange {
            name: change.name.clone(),
            email: change.email.clone(),
            address: change.address.clone(),
            ..CompanyChange::default()
        };
        let mut row = self.change_company(&tx, id, &wanted).await?;
        if let Some(attributes) = attributes {
            row.attributes = attributes;
        }
        tx.commit().await?;
        self.own_view(ctx, row).await
    }

    /// Writes the custom attributes that buyers may give and tells all of them.
    async fn attributes_by_buyer(
        &self,
        tx: &WriteTx,
        id: CompanyId,
        wanted: &Attributes,
    ) -> Result<Value, IdentityError> {
        tx.lock(tx.find::<companies::Entity>().filter(companies::Column::Id.eq(id))).await?;
        let row = self.find_company(tx, id).await?;
        let schema = self.boot.ports.get::<dyn CustomAttributes>()?;
        let merged = json!(schema.merge(tx, THING, &row.attributes(), wanted, true).await?);
        tx.update::<companies::Entity>()
            .set(companies::Column::Attributes, merged.clone())
            .filter(companies::Column::Id.eq(id))
            .run(tx)
            .await?;
        let recorded = Change::new("identity.company_attributes_changed", "company", id, &row.name);
        let (before, after) = (json!({ "attributes": row.attributes }), json!({ "attributes": merged }));
        self.boot.record(tx, recorded.before(&before).after(&after)).await?;
        Ok(merged)
    }

    /// Makes a division or site below the caller's company. Its code is the company's and the next free number.
    async fn make_site(&self, ctx: &Ctx, site: &NewSite) -> Result<CompanyNode, IdentityError> {
        if !matches!(site.kind, CompanyKind::Division | CompanyKind::Site) {
            let detail = "Make a division or a site; firms are made by the shop.".to_owned();
            return Err(IdentityError::BadField { pointer: "/kind", detail: detail.into() });
        }
        required(Some(&site.name), "/name", 200)?;
        check_address(&site.address)?;
        let own = own_id(ctx)?;
        let parent = site.parent.unwrap_or(own);
        if !ctx.scope().holds_company(parent) {
            return Err(IdentityError::NoSuchParent);
        }
        let tx = self.write_wide(ctx).await?;
        self.begin_tree_change(&tx, super::trees::Tree::Companies).await?;
        let own = self.find_company(&tx, own).await?;
        let code = free_code(&tx, &own).await?;
        let country = Some(site.address.country.trim().to_owned()).filter(|country| !country.is_empty());
        let change = CompanyChange {
            code: Some(code),
            name: Some(site.name.clone()),
            kind: Some(site.kind),
            country: country.or(Some(own.country)),
            address: Some(site.address.clone()),
            parent: Some(Some(parent)),
            ..CompanyChange::default()
        };
        let row = self.create_company(&tx, &change).await?;
        let depth = tree::levels(&row.path).saturating_sub(tree::levels(&own.path));
        let made = node(&row, row.parent_id, u32::try_from(depth).unwrap_or_default());
        remember_created(&tx, &made).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Changes a division or site below the caller's company, never the company itself nor a firm below it.
    async fn change_own_site(
        &self,
        ctx: &Ctx,
        id: CompanyId,
        change: &SiteChange,
    ) -> Result<CompanyNode, IdentityError> {
        let own = own_id(ctx)?;
        if id == own || !ctx.scope().holds_company(id) {
            return Err(IdentityError::NoSuchCompany);
        }
        let wanted = CompanyChange {
            name: change.name.clone(),
            address: change.address.clone(),
            archived: change.archived,
            ..CompanyChange::default()
        };
        let tx = self.write_wide(ctx).await?;
        let own = self.find_company(&tx, own).await?;
        let row = self.find_company(&tx, id).await?;
        let is_part = matches!(row.kind(), CompanyKind::Division | CompanyKind::Site);
        if !is_part || !tree::is_within(&row.path, &own.path) {
            return Err(IdentityError::NoSuchCompany);
        }
        let row = self.change_company(&tx, id, &wanted).await?;
        tx.commit().await?;
        let depth = tree::levels(&row.path).saturating_sub(tree::levels(&own.path));
        Ok(node(&row, row.parent_id, u32::try_from(depth).unwrap_or_default()))
    }

    async fn list_acting(&self, ctx: &Ctx, page: &PageRequest) -> Result<Page<ActingEntry>, IdentityError> {
        own_id(ctx)?;
        let tx = self.boot.store.read(ctx).await?;
        let keys = Keyset { column: acting::Column::StartedAt, id: acting::Column::Id, order: Order::Desc };
        let rows = tx.find::<acting::Entity>().page(&tx, keys, page).await?;
        let named = companies::Column::Id.is_in(rows.items.iter().map(|row| row.company_id));
        let held = tx.find::<companies::Entity>().filter(named).all(&tx).await?;
        tx.finish().await?;
        let name = |id: CompanyId| {
            let row = held.iter().find(|row| row.id == id);
            let (code, name) = row.map(|row| (row.code.clone(), row.name.clone())).unwrap_or_default();
            CompanyName { id, code, name }
        };
        Ok(rows.map(|row| ActingEntry {
            id: row.id,
            company: name(row.company_id),
            name: row.name,
            reason: row.reason,
            started_at: row.started_at,
            until: row.until,
            ended_at: row.ended_at,
        }))
    }
}

/// The company's code with the next number that nobody has.
async fn free_code(tx: &WriteTx, own: &companies::Model) -> Result<String, IdentityError> {
    let below = tx.find::<companies::Entity>().filter(at_or_below(companies::Column::Path, &own.path));
    let count = below.count(tx).await?;
    if count > MOST_BELOW {
        let detail = "There are too many companies below yours already; ask the shop.".to_owned();
        return Err(IdentityError::BadField { pointer: "/parent_id", detail: detail.into() });
    }
    let stem: String = own.code.chars().take(50).collect();
    for number in count.. {
        let code = format!("{stem}-{number}");
        let taken = companies::Column::CodeKey.eq(kontor_kernel::code_key(&code));
        if tx.find::<companies::Entity>().filter(taken).count(tx).await? == 0 {
            return Ok(code);
        }
    }
    Err(IdentityError::CompanyCodeTaken(stem))
}
