//! Which groups companies are in: their own, or those of the nearest company above that has some.
//! Groups are replaced as a whole, so that giving them again changes nothing; the catalogue hears of it in the same commit.

use std::collections::{BTreeSet, HashMap};

use kontor_contract::{Sentence, audit::Change, identity::CompanyName};
use kontor_kernel::{CompanyId, CompanyTag, CustomerGroupId};
use kontor_store::{Ctx, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::ColumnTrait;
use serde::Serialize;
use serde_json::json;

use super::{Service, customer_groups::groups_by_id};
use crate::{
    entities::{companies, company_groups, customer_groups},
    error::IdentityError,
    model::tree::{self, nearest},
};

/// The most groups that a company is in by itself.
pub(crate) const MOST_GROUPS: usize = 50;
/// Companies that one statement names.
const AT_ONCE: usize = 1_000;

/// A group by its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct GroupName {
    id: CustomerGroupId,
    code: String,
    name: String,
}

/// The groups a company is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct GroupsOfCompany {
    /// The groups in the order of their names; archived ones count nowhere and are left out.
    items: Vec<GroupName>,
    /// Whether a company above is in them, and not this one itself.
    is_inherited: bool,
    /// The company above that is in them, where the reader may see it.
    inherited_from: Option<CompanyName>,
}

/// Groups by company.
pub(crate) type OwnGroups = HashMap<CompanyId, BTreeSet<CustomerGroupId>>;

impl Service {
    /// The groups a company is in, by itself or by one above it.
    pub(crate) async fn groups_of_company(&self, ctx: &Ctx, id: CompanyId) -> Result<GroupsOfCompany, IdentityError> {
        let narrow = self.boot.store.read(ctx).await?;
        let company = self.find_company(&narrow, id).await?;
        narrow.finish().await?;
        // What a company above is in decides, seen or not.
        let tx = self.read_wide(ctx).await?;
        let above = tree::ids::<CompanyTag>(&company.path);
        let own = own_groups(&tx, &above).await?;
        let named: BTreeSet<CustomerGroupId> = own.values().flatten().copied().collect();
        let rows = groups_by_id(&tx, &Vec::from_iter(named)).await?;
        let open: Vec<_> = rows.into_iter().filter(|row| row.archived_at.is_none()).collect();
        let found = nearest(&company.path, |id| {
            let groups = own.get(&id)?;
            let items: Vec<_> = open.iter().filter(|row| groups.contains(&row.id)).collect();
            (!items.is_empty()).then_some(items)
        });
        let by = found.as_ref().map_or(id, |(by, _)| *by);
        let from = self.find_company(&tx, by).await?;
        tx.finish().await?;
        let is_seen = by != id && ctx.scope().holds_company(by);
        Ok(GroupsOfCompany {
            items: found.map_or_else(Vec::new, |(_, rows)| names(rows)),
            is_inherited: by != id,
            inherited_from: is_seen.then_some(CompanyName { id: by, code: from.code, name: from.name }),
        })
    }

    /// Puts a company in these groups and no others, or in those of the company above where there are none. Archived ones
    /// that it was in stay, since they are not shown to whoever decides.
    pub(crate) async fn set_groups_of_company(
        &self,
        tx: &WriteTx,
        id: CompanyId,
        wanted: &[CustomerGroupId],
    ) -> Result<(), IdentityError> {
        let wanted: BTreeSet<CustomerGroupId> = wanted.iter().copied().collect();
        if wanted.len() > MOST_GROUPS {
            let detail = Sentence::new(format!("A company is in at most {MOST_GROUPS} groups."));
            let detail = detail.keyed("problem-identity-too_many_groups").of([("most", MOST_GROUPS.into())]);
            return Err(IdentityError::BadField { pointer: "/group_ids", detail });
        }
        let company = self.find_company(tx, id).await?;
        let rows = groups_by_id(tx, &Vec::from_iter(wanted.clone())).await?;
        if rows.iter().filter(|row| row.archived_at.is_none()).count() != wanted.len() {
            let detail = Sentence::new("There is no such customer group.").keyed("problem-no-such-customer-group");
            return Err(IdentityError::BadField { pointer: "/group_ids", detail });
        }
        let change = HashMap::from([(id, wanted)]);
        for (_, before, after) in self.put_groups(tx, change).await? {
            let changed = Change::new("identity.company_groups_changed", "company", id, &company.name);
            self.boot
                .record(tx, changed.before(&json!({ "groups": before })).after(&json!({ "groups": after })))
                .await?;
        }
        Ok(())
    }

    /// Writes the groups of companies, and tells the codes before and after of those that have changed.
    pub(crate) async fn put_groups(
        &self,
        tx: &WriteTx,
        wanted: OwnGroups,
    ) -> Result<Vec<(CompanyId, Vec<String>, Vec<String>)>, IdentityError> {
        let ids: Vec<CompanyId> = wanted.keys().copied().collect();
        for some in ids.chunks(AT_ONCE) {
            let named = companies::Column::Id.is_in(some.iter().copied());
            tx.lock(tx.find::<companies::Entity>().filter(named)).await?;
        }
        let known = own_groups(tx, &ids).await?;
        let named: BTreeSet<_> = known.values().chain(wanted.values()).flatten().copied().collect();
        let named = groups_by_id(tx, &Vec::from_iter(named)).await?;
        let named: HashMap<CustomerGroupId, customer_groups::Model> =
            named.into_iter().map(|row| (row.id, row)).collect();
        let is_archived = |id: &&CustomerGroupId| named.get(*id).is_some_and(|row| row.archived_at.is_some());
        let codes = |ids: &BTreeSet<CustomerGroupId>| {
            let mut codes: Vec<String> =
                ids.iter().filter_map(|id| named.get(id)).map(|row| row.code.clone()).collect();
            codes.sort();
            codes
        };
        let (mut changed, mut told) = (OwnGroups::new(), Vec::new());
        for (company, mut after) in wanted {
            let before = known.get(&company).cloned().unwrap_or_default();
            after.extend(before.iter().filter(is_archived));
            if after != before {
                told.push((company, codes(&before), codes(&after)));
                changed.insert(company, after);
            }
        }
        replace(tx, changed).await?;
        if !told.is_empty() {
            self.tell_inheritance_changed(tx).await?;
        }
        Ok(told)
    }
}

/// The groups that companies are in by themselves, archived ones too.
/// The groups that companies are in by themselves.
pub(super) async fn own_groups(tx: &impl Tx, companies: &[CompanyId]) -> Result<OwnGroups, IdentityError> {
    let mut own = OwnGroups::new();
    for some in companies.chunks(AT_ONCE) {
        let of_these = company_groups::Column::CompanyId.is_in(some.iter().copied());
        for row in tx.find::<company_groups::Entity>().filter(of_these).all(tx).await? {
            own.entry(row.company_id).or_default().insert(row.group_id);
        }
    }
    Ok(own)
}

async fn replace(tx: &WriteTx, changed: OwnGroups) -> Result<(), IdentityError> {
    let companies: Vec<CompanyId> = changed.keys().copied().collect();
    for some in companies.chunks(AT_ONCE) {
        let of_these = company_groups::Column::CompanyId.is_in(some.iter().copied());
        tx.delete::<company_groups::Entity>().filter(of_these).run(tx).await?;
    }
    let tenant_id = tx.tenant();
    let rows = changed.into_iter().flat_map(|(company_id, groups)| {
        groups.into_iter().map(move |group_id| company_groups::Model { tenant_id, company_id, group_id })
    });
    tx.insert_all::<company_groups::Entity>(rows.collect()).await?;
    Ok(())
}

fn names(mut rows: Vec<&customer_groups::Model>) -> Vec<GroupName> {
    rows.sort_by(|left, right| (&left.name_key, left.id).cmp(&(&right.name_key, right.id)));
    let name = |row: &customer_groups::Model| GroupName { id: row.id, code: row.code.clone(), name: row.name.clone() };
    rows.into_iter().map(name).collect()
}
