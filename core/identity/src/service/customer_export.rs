//! Customers as they go out into files: a page at a time, each behind those above it.
//! The columns are those that an import takes, so that a file that comes back changes nothing.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_trait::async_trait;
use kontor_contract::{
    Fault, Outcome,
    catalog::PriceListAssignment,
    exports::{ExportFilter, ExportPage, ExportSource, ExportValue},
};
use kontor_kernel::{CompanyId, CustomerGroupId, MembershipId};
use kontor_store::{Ctx, Tx};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter};

use super::{
    Service,
    company_groups::{OwnGroups, own_groups},
    customer_groups::groups_by_id,
};
use crate::entities::{companies, memberships, users};

/// Customers that are not archived, as far as whoever asks reaches.
pub(crate) struct CustomerExport(pub(crate) Arc<Service>);

const COLUMNS: [&str; 14] = [
    "code",
    "name",
    "vat_id",
    "country",
    "email",
    "street",
    "postal_code",
    "city",
    "price_list",
    "external_id",
    "kind",
    "parent",
    "account_manager",
    "groups",
];

/// What stands between the codes of price lists or groups in one cell.
const APART: &str = "|";

#[async_trait]
impl ExportSource for CustomerExport {
    fn kind(&self) -> &'static str {
        "customers"
    }

    fn columns(&self) -> &'static [&'static str] {
        &COLUMNS
    }

    async fn check(&self, _: &Ctx, _: &ExportFilter) -> Outcome<()> {
        Ok(())
    }

    async fn rows(&self, ctx: &Ctx, _: &ExportFilter, after: Option<&str>, limit: u64) -> Outcome<ExportPage> {
        self.0.exported_customers(ctx, after, limit).await
    }
}

/// What customers name and others keep.
struct Beside {
    /// Codes of the companies above.
    parents: HashMap<CompanyId, String>,
    /// Codes of price lists, the one asked first at the beginning.
    lists: HashMap<CompanyId, Vec<String>>,
    groups: OwnGroups,
    /// Codes of groups that are not archived.
    open_groups: HashMap<CustomerGroupId, String>,
    /// Addresses of those who look after customers.
    managers: HashMap<MembershipId, String>,
}

impl Service {
    async fn exported_customers(&self, ctx: &Ctx, after: Option<&str>, limit: u64) -> Result<ExportPage, Fault> {
        use companies::Column as C;
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<companies::Entity>().filter(C::ArchivedAt.is_null());
        let found = found.filter_some(after.map(|path| C::Path.gt(path)));
        let rows = found.order_by(C::Path, Order::Asc).limit(limit).all(&tx).await?;
        let beside = self.beside(ctx, &tx, &rows).await?;
        tx.finish().await?;
        let is_full = u64::try_from(rows.len()).is_ok_and(|count| count == limit);
        let next = rows.last().filter(|_| is_full).map(|row| row.path.clone());
        Ok(ExportPage { rows: rows.into_iter().map(|row| customer_row(row, &beside)).collect(), next })
    }

    async fn beside(&self, ctx: &Ctx, tx: &impl Tx, rows: &[companies::Model]) -> Result<Beside, Fault> {
        let ids: Vec<CompanyId> = rows.iter().map(|row| row.id).collect();
        let above: HashSet<CompanyId> = rows.iter().filter_map(|row| row.parent_id).collect();
        let parents = tx.find::<companies::Entity>().filter(companies::Column::Id.is_in(above)).all(tx).await?;
        let groups = own_groups(tx, &ids).await?;
        let named: HashSet<CustomerGroupId> = groups.values().flatten().copied().collect();
        let named = groups_by_id(tx, &Vec::from_iter(named)).await?.into_iter();
        let open_groups = named.filter(|group| group.archived_at.is_none()).map(|group| (group.id, group.code));
        let mut lists: HashMap<CompanyId, Vec<String>> = HashMap::new();
        if let Some(assignment) = self.boot.ports.find::<dyn PriceListAssignment>() {
            for (company, code) in assignment.assigned(ctx, &ids).await? {
                lists.entry(company).or_default().push(code);
            }
        }
        Ok(Beside {
            parents: parents.into_iter().map(|row| (row.id, row.code)).collect(),
            lists,
            groups,
            open_groups: open_groups.collect(),
            managers: self.managers_of(tx, rows).await?,
        })
    }

    /// The addresses of those who look after customers; whoever has left looks after nobody.
    async fn managers_of(
        &self,
        tx: &impl Tx,
        rows: &[companies::Model],
    ) -> Result<HashMap<MembershipId, String>, Fault> {
        let ids: HashSet<MembershipId> = rows.iter().filter_map(|row| row.account_manager_id).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::Id.is_in(ids));
        let held = held.filter(memberships::Column::EndedAt.is_null()).all(tx).await?;
        let system = self.boot.store.read_system(&self.authority).await?;
        let people = held.iter().map(|membership| membership.user_id);
        let people = system.all(users::Entity::find().filter(users::Column::Id.is_in(people))).await?;
        drop(system);
        let addresses: HashMap<_, _> = people.into_iter().map(|person| (person.id, person.email)).collect();
        let address = |held: memberships::Model| Some((held.id, addresses.get(&held.user_id)?.clone()));
        Ok(held.into_iter().filter_map(address).collect())
    }
}

fn customer_row(row: companies::Model, beside: &Beside) -> Vec<ExportValue> {
    let address = row.address();
    let text = |text: String| ExportValue::text(Some(text).filter(|text| !text.is_empty()));
    let lists = beside.lists.get(&row.id).map(|codes| codes.join(APART));
    let groups = beside.groups.get(&row.id).into_iter().flatten().filter_map(|id| beside.open_groups.get(id));
    let groups: Vec<&str> = groups.map(String::as_str).collect();
    let kind = row.kind().name();
    vec![
        ExportValue::Text(row.code),
        ExportValue::Text(row.name),
        ExportValue::text(row.vat_id),
        ExportValue::Text(row.country),
        ExportValue::text(row.email),
        text(address.street),
        text(address.postal_code),
        text(address.city),
        ExportValue::text(lists),
        ExportValue::text(row.external_id),
        ExportValue::text(Some(kind)),
        ExportValue::text(row.parent_id.and_then(|parent| beside.parents.get(&parent)).cloned()),
        ExportValue::text(row.account_manager_id.and_then(|manager| beside.managers.get(&manager)).cloned()),
        text(groups.join(APART)),
    ]
}
