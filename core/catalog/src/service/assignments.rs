//! Which price lists companies, groups and channels have. What a company has none of it inherits from the nearest company
//! above that has some; at the end everybody has the default list.
//! The lists of one of them are replaced as a whole, so that giving them again changes nothing.

use std::collections::{HashMap, HashSet};

use kontor_contract::{
    audit::Change,
    catalog::AssignedLists,
    identity::{Companies, CompanyRef, CustomerGroups},
};
use kontor_kernel::{CompanyId, CustomerGroupId, PriceListId, code_key};
use kontor_store::{Ctx, Tx, View, WriteTx};
use sea_orm::{
    ColumnTrait, FromQueryResult, Order,
    sea_query::{Alias, Expr, ExprTrait},
};
use uuid::Uuid;

use super::{Catalogue, change::Changed, past, product_import::KEYS_PER_STATEMENT};
use crate::{
    entities::{
        assignment::{self, Subject},
        price_list,
    },
    error::{CatalogError, CatalogResult},
};

/// A list that is given, and whether no further one is asked after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Given {
    list: PriceListId,
    is_last: bool,
}

/// A list that somebody is to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gift {
    /// The list's code.
    pub code: String,
    /// Whether no further list is asked after it.
    pub is_last: bool,
}

/// A channel, as identity publishes it.
#[derive(Debug, FromQueryResult)]
struct ChannelCode {
    code: String,
}

impl View for ChannelCode {
    const NAME: &'static str = "v_identity_channels";
    const COLUMNS: &'static [&'static str] = &["code"];
}

impl Catalogue {
    /// Gives companies their lists, the one asked first at the beginning. A list that was the last one asked stays so.
    pub async fn assign_lists(&self, tx: &WriteTx, wanted: &[AssignedLists]) -> CatalogResult<()> {
        if wanted.is_empty() {
            return Ok(());
        }
        self.begin_change(tx).await?;
        let ids: Vec<Uuid> = wanted.iter().map(|one| one.company.uuid()).collect();
        let known = assignments_of(tx, Subject::Company, &ids).await?;
        let codes = names(tx, &known).await?;
        let gifts = |one: &AssignedLists| {
            let has = known.get(&one.company.uuid()).map_or(&[][..], Vec::as_slice);
            let last = has.iter().filter(|row| row.is_last).filter_map(|row| codes.get(&row.price_list_id));
            let last: HashSet<String> = last.map(|code| code_key(code)).collect();
            let gift = |code: &String| Gift { code: code.clone(), is_last: last.contains(&code_key(code)) };
            (one.company.uuid(), one.price_lists.iter().map(gift).collect())
        };
        let wanted: Vec<(Uuid, Vec<Gift>)> = wanted.iter().map(gifts).collect();
        self.give(tx, Subject::Company, &wanted).await.map(drop)
    }

    /// Gives one company, group or channel its lists, and records it.
    pub async fn give_lists(&self, ctx: &Ctx, (subject, id): (Subject, Uuid), gifts: &[Gift]) -> CatalogResult<()> {
        let label = self.label_of(ctx, subject, id).await?;
        let tx = self.boot.store.write(ctx).await?;
        let before = assignments_of(&tx, subject, &[id]).await?;
        if self.give(&tx, subject, &[(id, gifts.to_vec())]).await? {
            let lists = names(&tx, &before).await?;
            let codes = |rows: &HashMap<Uuid, Vec<assignment::Model>>| -> Vec<String> {
                rows.values().flatten().filter_map(|row| lists.get(&row.price_list_id).cloned()).collect()
            };
            let after: Vec<&str> = gifts.iter().map(|gift| gift.code.as_str()).collect();
            let kind = match subject {
                Subject::Company => "company",
                Subject::Group => "customer_group",
                Subject::Channel => "channel",
            };
            let change = Change::new("catalog.price_lists_assigned", kind, id, label);
            self.boot.record(&tx, change.before(&codes(&before)).after(&after)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// What a company, group or channel is called; refused where there is none.
    async fn label_of(&self, ctx: &Ctx, subject: Subject, id: Uuid) -> CatalogResult<String> {
        match subject {
            Subject::Company => {
                let wanted = CompanyRef::Id(CompanyId::from_uuid(id));
                let company = self.boot.ports.get::<dyn Companies>()?.company(ctx, &wanted).await?;
                company.map(|company| company.code).ok_or(CatalogError::NotFound("company"))
            }
            Subject::Group => {
                let id = CustomerGroupId::from_uuid(id);
                let groups = self.boot.ports.get::<dyn CustomerGroups>()?.named(ctx, &[id]).await?;
                groups.get(&id).map(|group| group.code.clone()).ok_or(CatalogError::NotFound("customer group"))
            }
            Subject::Channel => {
                let tx = self.boot.store.read(ctx).await?;
                let found = tx.find_view::<ChannelCode>().filter(Expr::col(Alias::new("id")).eq(id)).all(&tx).await?;
                tx.finish().await?;
                found.into_iter().next().map(|channel| channel.code).ok_or(CatalogError::NotFound("channel"))
            }
        }
    }

    async fn give(&self, tx: &WriteTx, subject: Subject, wanted: &[(Uuid, Vec<Gift>)]) -> CatalogResult<bool> {
        if wanted.is_empty() {
            return Ok(false);
        }
        self.begin_change(tx).await?;
        let codes = wanted.iter().flat_map(|(_, gifts)| gifts).map(|gift| code_key(&gift.code));
        let lists = lists_named(tx, codes.collect()).await?;
        let ids: Vec<Uuid> = wanted.iter().map(|(id, _)| *id).collect();
        let mut known = assignments_of(tx, subject, &ids).await?;
        let mut changed = Vec::new();
        let mut replaced = Vec::new();
        for (id, gifts) in wanted {
            let given = given(&lists, subject, gifts)?;
            let has = known.remove(id).unwrap_or_default();
            let is_same =
                has.iter().map(|row| Given { list: row.price_list_id, is_last: row.is_last }).eq(given.iter().copied());
            if !is_same {
                changed.push((*id, given));
                replaced.extend(has);
            }
        }
        if changed.is_empty() {
            return Ok(false);
        }
        self.raise_epoch(tx, Changed::Assignments).await?;
        past::keep_assignments(tx, replaced).await?;
        replace(tx, subject, changed).await?;
        Ok(true)
    }

    /// The tree of companies changed or their groups, and with it which lists are inherited.
    pub async fn inheritance_has_changed(&self, tx: &WriteTx) -> CatalogResult<()> {
        self.begin_change(tx).await?;
        self.raise_epoch(tx, Changed::Assignments).await?;
        Ok(())
    }

    /// Of these codes those that no list has.
    pub async fn unknown_lists(&self, ctx: &Ctx, codes: &[String]) -> CatalogResult<Vec<String>> {
        let tx = self.boot.store.read(ctx).await?;
        let known = lists_named(&tx, codes.iter().map(|code| code_key(code)).collect()).await?;
        tx.finish().await?;
        Ok(codes.iter().filter(|code| !known.contains_key(&code_key(code))).cloned().collect())
    }

    /// The codes of companies' lists, as far as the caller may know the companies.
    pub async fn assigned_lists(&self, ctx: &Ctx, companies: &[CompanyId]) -> CatalogResult<Vec<(CompanyId, String)>> {
        let may_see = |company: &&CompanyId| ctx.scope().holds_company(**company);
        let companies: Vec<Uuid> = companies.iter().filter(may_see).map(|company| company.uuid()).collect();
        let tx = self.boot.store.read(ctx).await?;
        let known = assignments_of(&tx, Subject::Company, &companies).await?;
        let codes = names(&tx, &known).await?;
        tx.finish().await?;
        let of_company = |company: &Uuid| {
            let lists = known.get(company).map_or(&[][..], Vec::as_slice);
            let id = CompanyId::from_uuid(*company);
            lists.iter().filter_map(|row| Some((id, codes.get(&row.price_list_id)?.clone()))).collect::<Vec<_>>()
        };
        Ok(companies.iter().flat_map(of_company).collect())
    }

    /// To whom lists are given: all of them, or those of one list or of one company, group or channel.
    pub async fn list_assignments(
        &self,
        ctx: &Ctx,
        list: Option<PriceListId>,
        of: Option<(Subject, Uuid)>,
    ) -> CatalogResult<Vec<(assignment::Model, String)>> {
        let tx = self.boot.store.read(ctx).await?;
        let found = tx
            .find::<assignment::Entity>()
            .filter_some(list.map(|list| assignment::Column::PriceListId.eq(list)))
            .filter_some(of.map(|(subject, _)| assignment::Column::Subject.eq(subject)))
            .filter_some(of.map(|(_, id)| assignment::Column::SubjectId.eq(id)))
            .order_by(assignment::Column::Subject, Order::Asc)
            .order_by(assignment::Column::SubjectId, Order::Asc);
        let rows = found.order_by(assignment::Column::Priority, Order::Asc).limit(MOST_SHOWN).all(&tx).await?;
        let lists = tx.find::<price_list::Entity>().all(&tx).await?;
        tx.finish().await?;
        let codes: HashMap<PriceListId, String> = lists.into_iter().map(|list| (list.id, list.code)).collect();
        let may_see = |row: &assignment::Model| {
            row.subject != Subject::Company || ctx.scope().holds_company(CompanyId::from_uuid(row.subject_id))
        };
        let with_code = |row: assignment::Model| codes.get(&row.price_list_id).cloned().map(|code| (row, code));
        Ok(rows.into_iter().filter(may_see).filter_map(with_code).collect())
    }
}

/// Assignments that one answer tells.
const MOST_SHOWN: u64 = 1_000;

fn given(lists: &HashMap<String, price_list::Model>, subject: Subject, gifts: &[Gift]) -> CatalogResult<Vec<Given>> {
    let mut given: Vec<Given> = Vec::with_capacity(gifts.len());
    for Gift { code, is_last } in gifts {
        let list = lists.get(&code_key(code)).ok_or_else(|| CatalogError::UnknownPriceList(code.clone()))?;
        if list.purpose == price_list::Purpose::Cost {
            return Err(CatalogError::CostList(list.code.clone()));
        }
        if list.purpose == price_list::Purpose::Contract && subject != Subject::Company {
            return Err(CatalogError::ContractForMany(list.code.clone()));
        }
        if !given.iter().any(|known| known.list == list.id) {
            given.push(Given { list: list.id, is_last: *is_last });
        }
    }
    Ok(given)
}

/// The lists that have these codes, by key: a tenant may have one for every customer, so never all of them.
async fn lists_named(tx: &impl Tx, keys: HashSet<String>) -> CatalogResult<HashMap<String, price_list::Model>> {
    let keys: Vec<String> = keys.into_iter().collect();
    let mut lists = HashMap::with_capacity(keys.len());
    for some in keys.chunks(KEYS_PER_STATEMENT) {
        let named = price_list::Column::CodeKey.is_in(some.iter().cloned());
        let found = tx.find::<price_list::Entity>().filter(named).all(tx).await?;
        lists.extend(found.into_iter().map(|list| (list.code_key.clone(), list)));
    }
    Ok(lists)
}

async fn assignments_of(
    tx: &impl Tx,
    subject: Subject,
    ids: &[Uuid],
) -> CatalogResult<HashMap<Uuid, Vec<assignment::Model>>> {
    let mut known: HashMap<Uuid, Vec<assignment::Model>> = HashMap::new();
    for some in ids.chunks(KEYS_PER_STATEMENT) {
        let found = tx
            .find::<assignment::Entity>()
            .filter(assignment::Column::Subject.eq(subject))
            .filter(assignment::Column::SubjectId.is_in(some.iter().copied()));
        for row in found.order_by(assignment::Column::Priority, Order::Asc).all(tx).await? {
            known.entry(row.subject_id).or_default().push(row);
        }
    }
    Ok(known)
}

async fn names(
    tx: &impl Tx,
    rows: &HashMap<Uuid, Vec<assignment::Model>>,
) -> CatalogResult<HashMap<PriceListId, String>> {
    let ids: HashSet<PriceListId> = rows.values().flatten().map(|row| row.price_list_id).collect();
    let found = tx.find::<price_list::Entity>().filter(price_list::Column::Id.is_in(ids)).all(tx).await?;
    Ok(found.into_iter().map(|list| (list.id, list.code)).collect())
}

async fn replace(tx: &WriteTx, subject: Subject, changed: Vec<(Uuid, Vec<Given>)>) -> CatalogResult<()> {
    let ids: Vec<Uuid> = changed.iter().map(|(id, _)| *id).collect();
    for some in ids.chunks(KEYS_PER_STATEMENT) {
        let of_these = assignment::Column::SubjectId.is_in(some.iter().copied());
        let old = tx.delete::<assignment::Entity>().filter(assignment::Column::Subject.eq(subject));
        old.filter(of_these).run(tx).await?;
    }
    let now = tx.ctx().now();
    let rows = changed.into_iter().flat_map(|(subject_id, given)| {
        let row = move |(priority, given): (i32, Given)| assignment::Model {
            tenant_id: tx.tenant(),
            subject,
            subject_id,
            price_list_id: given.list,
            priority,
            is_last: given.is_last,
            assigned_at: now,
        };
        (1_i32..).zip(given).map(row)
    });
    tx.insert_all::<assignment::Entity>(rows.collect()).await?;
    Ok(())
}
