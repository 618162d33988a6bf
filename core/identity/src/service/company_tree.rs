//! The tree of companies: who may stand where, moving with all that stands below, archiving, and how a tree is shown.
//! Whoever changes its shape has taken the turn for it, so a circle cannot be made by two who move at once.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::{
    companies::{CompanyKind, CompanyNode, CompanyTree},
    quotas::QuotaKind,
};
use kontor_kernel::CompanyId;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::ColumnTrait;

use super::{Service, companies::CompanyChange};
use crate::{
    entities::companies,
    error::IdentityError,
    model::tree::{self, at_or_below},
};

/// The most levels of a tree of companies.
pub(crate) const DEEPEST: usize = 12;
/// Paths rewritten by one statement.
const AT_ONCE: usize = 5_000;

impl Service {
    /// Puts a row below a company or at the top; what stands below the row is the caller's business.
    pub(crate) async fn put_below(
        &self,
        tx: &WriteTx,
        row: &mut companies::Model,
        parent: Option<CompanyId>,
    ) -> Result<(), IdentityError> {
        let above = match parent {
            None => None,
            Some(id) => Some(self.find_company(tx, id).await.map_err(|_| IdentityError::NoSuchParent)?),
        };
        if let Some(above) = &above {
            if !row.path.is_empty() && tree::is_within(&above.path, &row.path) {
                return Err(IdentityError::Circle("company"));
            }
            let (kind, place) = (row.kind(), above.kind());
            if !kind.may_stand_below(place) {
                return Err(IdentityError::WrongPlace { kind: kind.name(), parent: place.name() });
            }
            if above.archived_at.is_some() && row.archived_at.is_none() {
                return Err(IdentityError::ParentArchived);
            }
        }
        row.parent_id = parent;
        row.path = tree::path_below(above.as_ref().map(|above| above.path.as_str()), row.id);
        if tree::levels(&row.path) > DEEPEST { Err(IdentityError::TooDeep(DEEPEST)) } else { Ok(()) }
    }

    /// Kind, place and archive of a company, as a change wants them. The turn to change the tree has been taken where
    /// one of them is to change.
    pub(crate) async fn change_place(
        &self,
        tx: &WriteTx,
        row: &mut companies::Model,
        change: &CompanyChange,
    ) -> Result<(), IdentityError> {
        let moves = change.parent.is_some_and(|parent| parent != row.parent_id);
        if let Some(kind) = change.kind.filter(|kind| *kind != row.kind()) {
            row.kind = Some(kind.name().to_owned());
            self.fits_those_below(tx, row, kind).await?;
            if !moves {
                self.put_below(tx, row, row.parent_id).await?;
            }
        }
        match change.archived {
            Some(false) => self.restore(tx, row).await?,
            Some(true) => self.archive(tx, row, change.with_below).await?,
            None => {}
        }
        if moves {
            self.move_company(tx, row, change.parent.flatten()).await?;
        }
        Ok(())
    }

    /// Moves a company with all that stands below it: every path is rewritten in this commit.
    async fn move_company(
        &self,
        tx: &WriteTx,
        row: &mut companies::Model,
        parent: Option<CompanyId>,
    ) -> Result<(), IdentityError> {
        let from = row.path.clone();
        let below = tx.find::<companies::Entity>().filter(at_or_below(companies::Column::Path, &from)).all(tx).await?;
        self.put_below(tx, row, parent).await?;
        let paths: Vec<(CompanyId, String)> =
            below.iter().map(|moving| (moving.id, tree::moved(&moving.path, &from, &row.path))).collect();
        if paths.iter().any(|(_, path)| tree::levels(path) > DEEPEST) {
            return Err(IdentityError::TooDeep(DEEPEST));
        }
        for some in paths.chunks(AT_ONCE) {
            let update = tx.bulk_update::<companies::Entity>().keys([companies::Column::Id]);
            let path = update.value(0);
            let rows = some.iter().map(|(id, path)| vec![(*id).into(), path.clone().into()]);
            update.rows(rows).set(companies::Column::Path, path).run(tx).await?;
        }
        self.forget_people_after(tx).await;
        self.forget_companies_after(tx).await;
        self.tell_inheritance_changed(tx).await
    }

    /// A company that becomes another kind must still be one below which its companies may stand.
    async fn fits_those_below(
        &self,
        tx: &WriteTx,
        row: &companies::Model,
        kind: CompanyKind,
    ) -> Result<(), IdentityError> {
        let children = tx.find::<companies::Entity>().filter(companies::Column::ParentId.eq(row.id)).all(tx).await?;
        match children.iter().find(|child| !child.kind().may_stand_below(kind)) {
            Some(child) => Err(IdentityError::WrongPlace { kind: child.kind().name(), parent: kind.name() }),
            None => Ok(()),
        }
    }

    /// Archives a company, alone or with all below it: their people get in no more.
    async fn archive(&self, tx: &WriteTx, row: &mut companies::Model, with_below: bool) -> Result<(), IdentityError> {
        if row.archived_at.is_some() {
            return Ok(());
        }
        let below = || {
            let live = at_or_below(companies::Column::Path, &row.path).add(companies::Column::ArchivedAt.is_null());
            live.add(companies::Column::Id.ne(row.id))
        };
        let open = tx.find::<companies::Entity>().filter(below()).count(tx).await?;
        if open > 0 && !with_below {
            return Err(IdentityError::HasCompaniesBelow(open));
        }
        let now = tx.ctx().now();
        tx.update::<companies::Entity>().set(companies::Column::ArchivedAt, now).filter(below()).run(tx).await?;
        row.archived_at = Some(now);
        self.forget_people_after(tx).await;
        Ok(())
    }

    /// Takes a company back from the archive; the one above must not be in it.
    async fn restore(&self, tx: &WriteTx, row: &mut companies::Model) -> Result<(), IdentityError> {
        if row.archived_at.is_none() {
            return Ok(());
        }
        if let Some(parent) = row.parent_id
            && self.find_company(tx, parent).await?.archived_at.is_some()
        {
            return Err(IdentityError::ParentArchived);
        }
        row.archived_at = None;
        // The row is written by the caller, so it is not counted yet.
        self.claim(tx, QuotaKind::Companies, 1).await?;
        self.forget_people_after(tx).await;
        Ok(())
    }

    /// The whole tree in which a company stands, as far as the context sees it.
    pub(crate) async fn tree_around(&self, ctx: &Ctx, id: CompanyId) -> Result<CompanyTree, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let row = self.find_company(&tx, id).await?;
        let top = row.path.split_inclusive('/').next().unwrap_or_default();
        let rows = tx.find::<companies::Entity>().filter(at_or_below(companies::Column::Path, top)).all(&tx).await?;
        tx.finish().await?;
        Ok(shown(rows))
    }
}

/// Companies in the order of a tree: each after the one it belongs to, in the order of names. Those whose parent is not
/// shown stand at the top.
pub(crate) fn shown(rows: Vec<companies::Model>) -> CompanyTree {
    let known: HashMap<CompanyId, companies::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let mut below: BTreeMap<Option<CompanyId>, Vec<&companies::Model>> = BTreeMap::new();
    for row in known.values() {
        below.entry(row.parent_id.filter(|parent| known.contains_key(parent))).or_default().push(row);
    }
    for rows in below.values_mut() {
        rows.sort_by(|left, right| (&left.name_key, left.id).cmp(&(&right.name_key, right.id)));
    }
    let mut items = Vec::with_capacity(known.len());
    let mut open: Vec<(&companies::Model, u32)> = children(&below, None, 0);
    while let Some((row, depth)) = open.pop() {
        items.push(node(row, row.parent_id.filter(|parent| known.contains_key(parent)), depth));
        open.extend(children(&below, Some(row.id), depth + 1));
    }
    CompanyTree { items }
}

/// The rows below one, the last one first, as a stack takes them.
fn children<'a>(
    below: &BTreeMap<Option<CompanyId>, Vec<&'a companies::Model>>,
    of: Option<CompanyId>,
    depth: u32,
) -> Vec<(&'a companies::Model, u32)> {
    below.get(&of).into_iter().flatten().rev().map(|row| (*row, depth)).collect()
}

pub(crate) fn node(row: &companies::Model, parent_id: Option<CompanyId>, depth: u32) -> CompanyNode {
    CompanyNode {
        id: row.id,
        code: row.code.clone(),
        name: row.name.clone(),
        kind: row.kind(),
        parent_id,
        depth,
        address: row.address(),
        archived: row.archived_at.is_some(),
    }
}
