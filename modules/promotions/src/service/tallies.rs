//! Tallies: raised only while they are below their limit, and lowered when a use is given back.
//! The database decides; rows are always changed in the order of their keys, so that two orders cannot wait for each other.

use std::collections::{BTreeMap, HashMap};

use kontor_kernel::{CompanyId, UserId};
use kontor_store::{StoreResult, Tx, WriteTx};
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    entities::tally::{Column, Entity, Model},
    ids::{EVERYBODY, HolderId, SubjectId, holder},
    model::promotion::{Limits, Reached, Used},
};

/// What is raised by one use: by subject and holder, with the limit and whose it is.
pub(super) type Raises = BTreeMap<(SubjectId, HolderId), (Option<i64>, Reached)>;

/// Whoever uses something.
#[derive(Debug, Clone, Copy)]
pub(super) struct User {
    pub company: CompanyId,
    pub person: Option<UserId>,
}

impl User {
    /// For whom a use of theirs counts.
    fn holders(self, limits: Limits) -> impl Iterator<Item = (HolderId, Option<i64>, Reached)> {
        let person = self.person.map(|person| (holder(person), limits.per_person, Reached::Persons));
        let company = (holder(self.company), limits.per_company, Reached::Companys);
        [(EVERYBODY, limits.total, Reached::Everybodys), company].into_iter().chain(person)
    }
}

/// Adds what a use of a subject raises.
pub(super) fn raise_for(raises: &mut Raises, subject: SubjectId, user: User, limits: Limits) {
    for (holder, limit, reached) in user.holders(limits) {
        raises.insert((subject, holder), (limit, reached));
    }
}

/// Raises every tally by one. The first that has reached its limit is told, and then nothing of the commit may stand.
pub(super) async fn raise(tx: &WriteTx, raises: &Raises) -> StoreResult<Option<(SubjectId, Reached)>> {
    let row = |(subject_id, holder_id): &(SubjectId, HolderId)| Model {
        tenant_id: tx.tenant(),
        subject_id: *subject_id,
        holder_id: *holder_id,
        used: 0,
    };
    tx.insert_missing::<Entity>(raises.keys().map(row).collect()).await?;
    for (key, (limit, reached)) in raises {
        let below = limit.map(|limit| Column::Used.lt(limit));
        let raised = tx
            .update::<Entity>()
            .set_expr(Column::Used, Column::Used.into_expr().add(1))
            .filter(of(*key))
            .filter(below.unwrap_or_else(|| Expr::cust("1 = 1")));
        if raised.run(tx).await? == 0 {
            return Ok(Some((key.0, *reached)));
        }
    }
    Ok(None)
}

/// Lowers tallies by as much as is said.
pub(super) async fn lower(tx: &WriteTx, by: &BTreeMap<(SubjectId, HolderId), i64>) -> StoreResult<()> {
    for (key, count) in by {
        let lowered = tx
            .update::<Entity>()
            .set_expr(Column::Used, Column::Used.into_expr().sub(*count))
            .filter(of(*key))
            .filter(Column::Used.gte(*count));
        lowered.run(tx).await?;
    }
    Ok(())
}

/// What a use that is given back lowers.
pub(super) fn lower_for(by: &mut BTreeMap<(SubjectId, HolderId), i64>, subject: SubjectId, user: User) {
    for (holder, ..) in user.holders(Limits::default()) {
        *by.entry((subject, holder)).or_default() += 1;
    }
}

/// How often some things have been used, by everybody and by this company and person.
pub(super) async fn used(
    tx: &impl Tx,
    subjects: Vec<SubjectId>,
    user: Option<User>,
) -> StoreResult<HashMap<SubjectId, Used>> {
    if subjects.is_empty() {
        return Ok(HashMap::new());
    }
    let company = user.map(|user| holder(user.company));
    let person = user.and_then(|user| user.person).map(holder);
    let holders = [Some(EVERYBODY), company, person].into_iter().flatten();
    let found = tx.find::<Entity>().filter(Column::SubjectId.is_in(subjects)).filter(Column::HolderId.is_in(holders));
    let mut used: HashMap<SubjectId, Used> = HashMap::new();
    for row in found.all(tx).await? {
        let of = used.entry(row.subject_id).or_default();
        if row.holder_id == EVERYBODY {
            of.total = row.used;
        } else if Some(row.holder_id) == company {
            of.by_company = row.used;
        } else {
            of.by_person = row.used;
        }
    }
    Ok(used)
}

fn of((subject, holder): (SubjectId, HolderId)) -> Expr {
    Column::SubjectId.eq(subject).and(Column::HolderId.eq(holder))
}
