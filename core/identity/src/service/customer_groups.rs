//! Groups of customers: the tenant forms them, names them and archives them.
//! An archived group counts nowhere, and whoever was in it is in it again when it is restored.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use kontor_contract::{
    Fault, Sentence,
    audit::Change,
    identity::{CustomerGroups, NamedCode},
};
use kontor_kernel::{CustomerGroupId, Page, PageRequest, code_key, sort_key};
use kontor_store::{Ctx, Keyset, StoreError, Tx, WriteTx, contains, starts_with};
use sea_orm::{ColumnTrait, Condition, Order};
use serde_json::{Value, json};

use super::{Service, companies::required};
use crate::{
    entities::customer_groups::{self, Column, Entity, Model},
    error::IdentityError,
};

/// Codes or ids that one statement names.
const AT_ONCE: usize = 1_000;

/// What a group is made or changed to. What is `None` stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct GroupChange {
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) archived: Option<bool>,
}

/// Which groups are looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct GroupQuery {
    pub(crate) text: Option<String>,
    pub(crate) archived: Option<bool>,
    pub(crate) by_code: bool,
    pub(crate) descending: bool,
}

#[async_trait]
impl CustomerGroups for Service {
    async fn ids(&self, ctx: &Ctx, codes: &[String]) -> Result<HashMap<String, CustomerGroupId>, Fault> {
        let tx = self.boot.store.read(ctx).await?;
        let rows = self.open_groups(&tx, codes.iter().map(String::as_str)).await?;
        tx.finish().await?;
        Ok(rows.into_iter().map(|(key, row)| (key, row.id)).collect())
    }

    async fn named(&self, ctx: &Ctx, groups: &[CustomerGroupId]) -> Result<HashMap<CustomerGroupId, NamedCode>, Fault> {
        let tx = self.boot.store.read(ctx).await?;
        let rows = groups_by_id(&tx, groups).await?;
        tx.finish().await?;
        Ok(rows.into_iter().map(|row| (row.id, NamedCode { code: row.code, name: row.name })).collect())
    }
}

/// Groups by their ids, archived ones too.
pub(crate) async fn groups_by_id(
    tx: &impl Tx,
    groups: &[CustomerGroupId],
) -> Result<Vec<customer_groups::Model>, StoreError> {
    let mut rows = Vec::with_capacity(groups.len());
    for some in groups.chunks(AT_ONCE) {
        rows.extend(tx.find::<Entity>().filter(Column::Id.is_in(some.iter().copied())).all(tx).await?);
    }
    Ok(rows)
}

impl Model {
    /// As the audit trail keeps it.
    fn state(&self) -> Value {
        json!({ "code": self.code, "name": self.name, "archived": self.archived_at.is_some() })
    }
}

impl Service {
    /// A page of groups.
    pub(crate) async fn list_customer_groups(
        &self,
        ctx: &Ctx,
        query: &GroupQuery,
        page: &PageRequest,
    ) -> Result<Page<Model>, IdentityError> {
        let words = query.text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(|text| {
            let in_name = contains(Column::NameKey, &sort_key(text));
            Condition::any().add(in_name).add(starts_with(Column::CodeKey, &code_key(text)))
        });
        let archived = query.archived.map(|archived| match archived {
            true => Column::ArchivedAt.is_not_null(),
            false => Column::ArchivedAt.is_null(),
        });
        let keys = Keyset {
            column: if query.by_code { Column::CodeKey } else { Column::NameKey },
            id: Column::Id,
            order: if query.descending { Order::Desc } else { Order::Asc },
        };
        let tx = self.boot.store.read(ctx).await?;
        let rows = tx.find::<Entity>().filter_some(words).filter_some(archived).page(&tx, keys, page).await?;
        tx.finish().await?;
        Ok(rows)
    }

    pub(crate) async fn customer_group(&self, ctx: &Ctx, id: CustomerGroupId) -> Result<Model, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let row = find_group(&tx, id).await?;
        tx.finish().await?;
        Ok(row)
    }

    /// Groups that are not archived by code key, of those named.
    pub(crate) async fn open_groups<'a>(
        &self,
        tx: &impl Tx,
        codes: impl Iterator<Item = &'a str>,
    ) -> Result<HashMap<String, Model>, StoreError> {
        let keys: Vec<String> = codes.map(code_key).collect::<HashSet<_>>().into_iter().collect();
        let mut known = HashMap::with_capacity(keys.len());
        for some in keys.chunks(AT_ONCE) {
            let find = tx.find::<Entity>().filter(Column::CodeKey.is_in(some.iter().map(String::as_str)));
            let rows = find.filter(Column::ArchivedAt.is_null()).all(tx).await?;
            known.extend(rows.into_iter().map(|row| (row.code_key.clone(), row)));
        }
        Ok(known)
    }

    pub(crate) async fn create_customer_group(
        &self,
        tx: &WriteTx,
        change: &GroupChange,
    ) -> Result<Model, IdentityError> {
        let code = required(change.code.as_deref(), "/code", 60)?;
        let name = required(change.name.as_deref(), "/name", 200)?;
        if code.contains('|') {
            let detail = Sentence::new("A code has no |, which stands between codes in imports.");
            let detail = detail.keyed("problem-identity-bar_in_code");
            return Err(IdentityError::BadField { pointer: "/code", detail });
        }
        let row = Model {
            tenant_id: tx.tenant(),
            id: CustomerGroupId::new(),
            code_key: code_key(&code),
            code,
            name_key: sort_key(&name),
            name,
            created_at: tx.ctx().now(),
            archived_at: None,
        };
        match tx.insert::<Entity>(row.clone()).await {
            Err(StoreError::Duplicate(_)) => return Err(IdentityError::CodeTaken(row.code)),
            other => other?,
        }
        let made = Change::new("identity.customer_group_made", "customer_group", row.id, &row.name);
        self.boot.record(tx, made.after(&row.state())).await?;
        Ok(row)
    }

    /// Renames, archives or restores one. Whoever is in it buys at other prices then, so the catalogue is told.
    pub(crate) async fn change_customer_group(
        &self,
        tx: &WriteTx,
        id: CustomerGroupId,
        change: &GroupChange,
    ) -> Result<Model, IdentityError> {
        tx.lock(tx.find::<Entity>().filter(Column::Id.eq(id))).await?;
        let before = find_group(tx, id).await?;
        let mut row = before.clone();
        if change.name.is_some() {
            row.name = required(change.name.as_deref(), "/name", 200)?;
            row.name_key = sort_key(&row.name);
        }
        match change.archived {
            Some(true) if row.archived_at.is_none() => row.archived_at = Some(tx.ctx().now()),
            Some(false) => row.archived_at = None,
            _ => {}
        }
        tx.update::<Entity>()
            .set(Column::Name, row.name.clone())
            .set(Column::NameKey, row.name_key.clone())
            .set(Column::ArchivedAt, row.archived_at)
            .filter(Column::Id.eq(id))
            .run(tx)
            .await?;
        if row.archived_at.is_some() != before.archived_at.is_some() {
            self.tell_inheritance_changed(tx).await?;
        }
        let changed = Change::new("identity.customer_group_changed", "customer_group", id, &row.name);
        self.boot.record(tx, changed.before(&before.state()).after(&row.state())).await?;
        Ok(row)
    }
}

async fn find_group(tx: &impl Tx, id: CustomerGroupId) -> Result<Model, IdentityError> {
    let row = tx.find::<Entity>().filter(Column::Id.eq(id)).one(tx).await?;
    row.ok_or(IdentityError::Unknown("customer group"))
}
