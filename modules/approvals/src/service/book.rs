//! What companies have set, remembered for a second per tenant, so that showing a cart costs no query where nothing is set.
//! Held for the whole tenant, because a buyer's order goes by the rules of companies above that they do not see.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use kontor_kernel::{Amount, CompanyId, MembershipId, TenantId, code_key};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};

use super::Service;
use crate::{
    entities::{budgets, cost_centres, delegations, rules},
    model::{
        budget::{AtLimit, Budget, Cadence, Span},
        people::Delegation,
        rule::Rule,
    },
};

const REMEMBERED: Duration = Duration::from_secs(1);

/// A cost centre that orders may be charged to.
#[derive(Debug, Clone)]
pub(crate) struct Centre {
    pub(crate) company: CompanyId,
    pub(crate) code: String,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) is_inherited: bool,
    /// Who may order on it; everybody where there is none.
    pub(crate) members: Vec<MembershipId>,
}

/// What the companies of a tenant have set and not archived.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// By position.
    pub(crate) rules: Vec<Rule>,
    /// By id, which is the order in which they are taken from.
    pub(crate) budgets: Vec<Budget>,
    pub(crate) centres: Vec<Centre>,
    pub(crate) delegations: Vec<Delegation>,
}

impl Book {
    /// Whether nothing is set by a company or those above it.
    pub(crate) fn is_silent_on(&self, company: CompanyId) -> bool {
        let is_anywhere = self.rules.iter().map(|rule| (rule.company, rule.is_inherited));
        let is_anywhere = is_anywhere.chain(self.budgets.iter().map(|budget| (budget.company, budget.is_inherited)));
        let mut all = is_anywhere.chain(self.centres.iter().map(|centre| (centre.company, centre.is_inherited)));
        !all.any(|(owner, is_inherited)| owner == company || is_inherited)
    }

    /// The rules that concern orders of a company whose path this is, those of the companies above first.
    pub(crate) fn rules_for(&self, path: &[CompanyId]) -> Vec<&Rule> {
        let mut found: Vec<&Rule> = self.rules.iter().filter(|rule| rule.concerns(path)).collect();
        found.sort_by_key(|rule| path.iter().position(|company| *company == rule.company));
        found
    }

    /// The cost centre of a code for a company whose path this is; the nearest one where several have it.
    pub(crate) fn centre(&self, path: &[CompanyId], code: &str) -> Option<&Centre> {
        let key = code_key(code);
        self.centres_for(path).into_iter().find(|centre| centre.key == key)
    }

    /// The cost centres for a company whose path this is, the nearest first.
    pub(crate) fn centres_for(&self, path: &[CompanyId]) -> Vec<&Centre> {
        let own = path.last();
        let is_there =
            |centre: &&Centre| own == Some(&centre.company) || (centre.is_inherited && path.contains(&centre.company));
        let mut found: Vec<&Centre> = self.centres.iter().filter(is_there).collect();
        found.sort_by_key(|centre| path.iter().rev().position(|company| *company == centre.company));
        found
    }
}

type Known = HashMap<TenantId, (Instant, Arc<Book>)>;

/// What was read a moment ago.
#[derive(Default)]
pub(crate) struct Memory {
    known: RwLock<Known>,
}

impl Memory {
    fn find(&self, tenant: TenantId) -> Option<Arc<Book>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&tenant).filter(|(at, _)| at.elapsed() < REMEMBERED).map(|(_, book)| Arc::clone(book))
    }

    fn remember(&self, tenant: TenantId, book: &Arc<Book>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(tenant, (Instant::now(), Arc::clone(book)));
    }

    fn forget(&self, tenant: TenantId) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).remove(&tenant);
    }
}

impl Service {
    /// What the tenant's companies have set.
    pub(crate) async fn book(&self, ctx: &Ctx) -> Result<Arc<Book>, StoreError> {
        if let Some(book) = self.memory.find(ctx.tenant()) {
            return Ok(book);
        }
        let tx = self.boot.store.read_for_memory(ctx).await?;
        let book = Arc::new(read(&tx).await?);
        tx.finish().await?;
        self.memory.remember(ctx.tenant(), &book);
        Ok(book)
    }

    /// Drops what is remembered once the commit is durable.
    pub(crate) async fn forget_after(&self, tx: &WriteTx) {
        let (memory, tenant) = (Arc::clone(&self.memory), tx.tenant());
        tx.after_commit(move || memory.forget(tenant)).await;
    }
}

async fn read(tx: &impl Tx) -> Result<Book, StoreError> {
    let rows = tx.find::<cost_centres::Entity>().all(tx).await?;
    let code = |id| rows.iter().find(|row| Some(row.id) == id).map(|row| row.code.clone());
    let found = tx.find::<budgets::Entity>().filter(budgets::Column::ArchivedAt.is_null());
    let found = found.order_by(budgets::Column::Id, Order::Asc).all(tx).await?;
    let budgets = found.iter().filter_map(|row| budget(row, code(row.cost_centre_id))).collect();
    let found = tx.find::<rules::Entity>().filter(rules::Column::ArchivedAt.is_null());
    let found = found.order_by(rules::Column::Position, Order::Asc).order_by(rules::Column::CreatedAt, Order::Asc);
    let rules = found.all(tx).await?.iter().filter_map(rule).collect();
    let found = tx.find::<delegations::Entity>().filter(delegations::Column::EndedAt.is_null()).all(tx).await?;
    let delegation = |row: delegations::Model| Delegation {
        member: row.membership_id,
        substitute: row.substitute_id,
        from: row.from_date,
        to: row.to_date,
    };
    let centres = rows.iter().filter(|row| row.archived_at.is_none()).map(centre).collect();
    Ok(Book { rules, budgets, centres, delegations: found.into_iter().map(delegation).collect() })
}

/// A row as a rule; one that this version cannot read is logged, and binds nobody.
pub(crate) fn rule(row: &rules::Model) -> Option<Rule> {
    let read = || {
        let conditions = serde_json::from_value(row.conditions.clone())?;
        let steps = serde_json::from_value(row.steps.clone())?;
        Ok::<_, serde_json::Error>((conditions, steps))
    };
    let unread = |cause: &serde_json::Error| tracing::error!(rule = %row.id, %cause, "an approval rule cannot be read");
    let (conditions, steps) = read().inspect_err(unread).ok()?;
    Some(Rule {
        company: row.company_id,
        name: row.name.clone(),
        currency: row.currency,
        is_inherited: row.is_inherited,
        ceiling_covers: row.ceiling_covers,
        conditions,
        steps,
    })
}

/// A row as a budget.
pub(crate) fn budget(row: &budgets::Model, cost_centre: Option<String>) -> Option<Budget> {
    let (from, to) = (row.from_date, row.to_date);
    Some(Budget {
        id: row.id,
        company: row.company_id,
        name: row.name.clone(),
        is_inherited: row.is_inherited,
        cost_centre,
        member: row.membership_id,
        cadence: Cadence::named(&row.period)?,
        range: from.zip(to).map(|(from, to)| Span { from, to }),
        amount: Amount::from_minor(row.amount),
        currency: row.currency,
        at_limit: AtLimit::named(&row.at_limit)?,
        approvers: serde_json::from_value(row.approvers.clone()).unwrap_or_default(),
    })
}

fn centre(row: &cost_centres::Model) -> Centre {
    Centre {
        company: row.company_id,
        code: row.code.clone(),
        key: row.code_key.clone(),
        name: row.name.clone(),
        is_inherited: row.is_inherited,
        members: serde_json::from_value(row.members.clone()).unwrap_or_default(),
    }
}
