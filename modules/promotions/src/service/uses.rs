//! Counting uses in the commit of an order, and giving them back when it is cancelled.
//! Tallies are raised only while below their limit; when one is reached, the caller drops its whole commit.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::discounts::DiscountUse;
use kontor_kernel::{Amount, CompanyId, Currency, OrderId};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};

use super::{
    LimitsView, Promoting,
    codes::limits_of,
    tallies::{self, Raises, User, lower_for, raise_for},
};
use crate::{
    entities::{code, promotion, used},
    error::{PromotionError, PromotionResult},
    ids::{PromotionId, SubjectId, UseId, subject},
    model::{
        codes,
        promotion::{Limits, Reached, Terms},
    },
};

/// What the sources of this module begin with.
const SOURCE: &str = "promotions:";

/// How the core is told of a promotion.
pub(super) fn source(promotion: PromotionId) -> String {
    format!("{SOURCE}{promotion}")
}

/// Uses of one order by promotion and code, each with all that was taken off.
type Summed = BTreeMap<(PromotionId, Option<String>), (Amount, Currency)>;

/// The rows that some uses name.
struct Named {
    promotions: HashMap<PromotionId, promotion::Model>,
    codes: HashMap<String, code::Model>,
}

impl Promoting {
    /// Counts an order's uses. Those of other modules are theirs to count.
    pub async fn take_uses(
        &self,
        tx: &WriteTx,
        order: OrderId,
        company: CompanyId,
        uses: &[DiscountUse],
    ) -> PromotionResult<()> {
        let summed = summed(uses)?;
        if summed.is_empty() {
            return Ok(());
        }
        let user = User { company, person: tx.ctx().user().filter(|_| buys_in_person(tx.ctx())) };
        let named = named(tx, &summed).await?;
        let (mut raises, mut rows) = (Raises::new(), Vec::new());
        for ((id, key), (amount, currency)) in &summed {
            let promotion = in_use(&named, *id)?;
            let code = key.as_ref().map(|key| usable(&named, promotion, key, user)).transpose()?;
            if promotion.is_counted {
                raise_for(&mut raises, subject(promotion.id), user, limits(promotion));
            }
            if let Some(code) = code {
                raise_for(&mut raises, subject(code.id), user, limits_of(code).into());
            }
            rows.push(row(tx, order, user, (promotion, code), (*amount, *currency)));
        }
        if let Some((subject, reached)) = tallies::raise(tx, &raises).await? {
            return Err(used_up(&named, subject, reached));
        }
        tx.insert_all::<used::Entity>(rows).await?;
        Ok(())
    }

    /// Gives back what an order has used and not given back yet.
    pub async fn give_back_uses(&self, tx: &WriteTx, order: OrderId) -> PromotionResult<()> {
        use used::Column as C;
        let open = C::OrderId.eq(order).and(C::GivenBackAt.is_null());
        let rows = tx.find::<used::Entity>().filter(open.clone()).all(tx).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let given_back = tx.update::<used::Entity>().filter(open).set(C::GivenBackAt, tx.ctx().now());
        if given_back.run(tx).await? != rows.len() as u64 {
            // Somebody else gave some of it back in between.
            return Err(StoreError::Conflict.into());
        }
        let mut by = BTreeMap::new();
        for row in rows {
            let user = User { company: row.company_id, person: row.user_id };
            if row.is_counted {
                lower_for(&mut by, subject(row.promotion_id), user);
            }
            if let Some(code) = row.code_id {
                lower_for(&mut by, subject(code), user);
            }
        }
        tallies::lower(tx, &by).await?;
        Ok(())
    }
}

/// Whether whoever acts is the one who buys. A member of staff who acts for a company is not one of its people.
pub(super) fn buys_in_person(ctx: &Ctx) -> bool {
    !ctx.is_staff() && ctx.on_behalf_of().is_none()
}

/// The uses of this module, one for each promotion and code.
fn summed(uses: &[DiscountUse]) -> PromotionResult<Summed> {
    let mut summed = Summed::new();
    for each in uses {
        let Some(id) = each.source.strip_prefix(SOURCE) else { continue };
        let id: PromotionId = id.parse().map_err(|_| PromotionError::ForeignUse(each.source.clone()))?;
        let key = each.code.as_deref().map(codes::key);
        let (amount, _) = summed.entry((id, key)).or_insert((Amount::ZERO, each.currency));
        *amount = amount.plus(each.amount)?;
    }
    Ok(summed)
}

async fn named(tx: &WriteTx, summed: &Summed) -> PromotionResult<Named> {
    let ids = summed.keys().map(|(id, _)| *id);
    let promotions = tx.find::<promotion::Entity>().filter(promotion::Column::Id.is_in(ids)).all(tx).await?;
    let keys: Vec<&String> = summed.keys().filter_map(|(_, key)| key.as_ref()).collect();
    let codes = match keys.is_empty() {
        true => Vec::new(),
        false => tx.find::<code::Entity>().filter(code::Column::CodeKey.is_in(keys)).all(tx).await?,
    };
    Ok(Named {
        promotions: promotions.into_iter().map(|row| (row.id, row)).collect(),
        codes: codes.into_iter().map(|row| (row.code_key.clone(), row)).collect(),
    })
}

fn in_use(named: &Named, id: PromotionId) -> PromotionResult<&promotion::Model> {
    let row = named.promotions.get(&id).ok_or_else(|| PromotionError::PromotionOver(id.to_string()))?;
    if row.archived_at.is_some() { Err(PromotionError::PromotionOver(row.code.clone())) } else { Ok(row) }
}

/// A code that leads to the promotion and is this buyer's to use. On which days it holds was asked with the order's own date.
fn usable<'a>(
    named: &'a Named,
    promotion: &promotion::Model,
    key: &str,
    user: User,
) -> PromotionResult<&'a code::Model> {
    let row = named.codes.get(key).ok_or_else(|| PromotionError::CodeOver(key.to_owned()))?;
    let is_theirs = row.company_id.is_none_or(|company| company == user.company)
        && (row.user_id.is_none() || row.user_id == user.person);
    let is_usable = row.promotion_id == promotion.id && row.blocked_at.is_none() && is_theirs;
    if is_usable { Ok(row) } else { Err(PromotionError::CodeOver(row.code.clone())) }
}

/// The limits of a promotion; one for first orders is had once by a company.
fn limits(row: &promotion::Model) -> Limits {
    let limits =
        LimitsView { total: row.limit_total, per_company: row.limit_per_company, per_person: row.limit_per_person };
    let terms: Option<Terms> = serde_json::from_value(row.terms.clone()).ok();
    let per_company = terms.is_some_and(|terms| terms.first_order).then_some(1).or(limits.per_company);
    Limits { per_company, ..limits.into() }
}

fn row(
    tx: &WriteTx,
    order: OrderId,
    user: User,
    (promotion, code): (&promotion::Model, Option<&code::Model>),
    (amount, currency): (Amount, Currency),
) -> used::Model {
    used::Model {
        tenant_id: tx.tenant(),
        id: UseId::new(),
        promotion_id: promotion.id,
        promotion_code: promotion.code.clone(),
        code_id: code.map(|code| code.id),
        code: code.map(|code| code.code.clone()),
        code_key: code.map(|code| code.code_key.clone()),
        order_id: order,
        company_id: user.company,
        user_id: user.person,
        amount,
        currency,
        is_counted: promotion.is_counted,
        used_at: tx.ctx().now(),
        given_back_at: None,
    }
}

/// Which limit was reached.
fn used_up(named: &Named, counted: SubjectId, reached: Reached) -> PromotionError {
    match named.codes.values().find(|row| subject(row.id) == counted) {
        Some(code) => PromotionError::CodeUsedUp(code.code.clone(), reached),
        None => {
            let promotion = named.promotions.values().find(|row| subject(row.id) == counted);
            PromotionError::PromotionUsedUp(promotion.map(|row| row.code.clone()).unwrap_or_default(), reached)
        }
    }
}
