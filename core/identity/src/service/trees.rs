//! What companies and territories have in common as trees, and the wider view that changing one takes.
//! The shape of a tree changes one change at a time; reach is checked by the use case, since it moves with the tree.

use kontor_kernel::{CompanyId, CompanyTag};
use kontor_store::{Ctx, Reach, ReadTx, Scope, StoreError, Tx, WriteTx};
use sea_orm::ColumnTrait;

use super::Service;
use crate::{
    entities::{memberships, trees},
    error::IdentityError,
};

/// A tree of the tenant.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tree {
    Companies,
    Territories,
}

impl Tree {
    const fn name(self) -> &'static str {
        match self {
            Self::Companies => "companies",
            Self::Territories => "territories",
        }
    }
}

impl Service {
    /// Takes the turn to change a tree's shape. What is read of the tree from now on stays so until commit, so read
    /// nothing of it before.
    pub(crate) async fn begin_tree_change(&self, tx: &WriteTx, tree: Tree) -> Result<(), StoreError> {
        let row = trees::Model { tenant_id: tx.tenant(), name: tree.name().to_owned() };
        tx.insert_missing::<trees::Entity>(vec![row]).await?;
        tx.lock(tx.find::<trees::Entity>().filter(trees::Column::Name.eq(tree.name()))).await
    }

    /// A unit of work that sees the whole tenant, for a caller whose reach the use case checks by itself: what stands
    /// below a company moves with it, seen or not.
    pub(crate) async fn write_wide(&self, ctx: &Ctx) -> Result<WriteTx, StoreError> {
        self.boot.store.write(&self.authority.with_scope(ctx, Scope::tenant())).await
    }

    /// The same for reading, for what is worked out of rows that the caller is never shown.
    pub(crate) async fn read_wide(&self, ctx: &Ctx) -> Result<ReadTx, StoreError> {
        self.boot.store.read(&self.authority.with_scope(ctx, Scope::tenant())).await
    }

    /// Refuses where a company, as it stands in this unit of work, lies outside its maker's reach, or brings others into it.
    pub(crate) async fn must_reach(&self, tx: &WriteTx, ctx: &Ctx, company: CompanyId) -> Result<(), IdentityError> {
        let reach = self.reach_as_it_stands(tx, ctx).await?;
        if !reach.holds(company) {
            return Err(IdentityError::OutOfReach);
        }
        gains_nothing_but(ctx, &reach, Some(company))
    }

    /// Refuses where whoever changed something would reach companies by it that they did not reach before.
    pub(crate) async fn must_gain_nothing(&self, tx: &WriteTx, ctx: &Ctx) -> Result<(), IdentityError> {
        gains_nothing_but(ctx, &self.reach_as_it_stands(tx, ctx).await?, None)
    }

    /// Which companies somebody reaches as things stand in this unit of work.
    async fn reach_as_it_stands(&self, tx: &WriteTx, ctx: &Ctx) -> Result<Reach<CompanyTag>, IdentityError> {
        if ctx.scope().companies == Reach::All {
            return Ok(Reach::All);
        }
        let Some(persona) = ctx.persona() else { return Err(IdentityError::OutOfReach) };
        let find = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(persona.membership));
        let Some(member) = find.one(tx).await? else { return Err(IdentityError::OutOfReach) };
        let own = match member.company_id {
            Some(id) => Some(self.find_company(tx, id).await?),
            None => None,
        };
        Ok(self.scope_of(tx, &member, own.as_ref()).await?.companies)
    }
}

/// What is newly made or moved may come into reach; what comes along with it may not.
fn gains_nothing_but(ctx: &Ctx, reach: &Reach<CompanyTag>, company: Option<CompanyId>) -> Result<(), IdentityError> {
    let Reach::Only(ids) = reach else { return Ok(()) };
    let is_known = |id: &CompanyId| Some(*id) == company || ctx.scope().holds_company(*id);
    if ids.iter().all(is_known) { Ok(()) } else { Err(IdentityError::OutOfReach) }
}
