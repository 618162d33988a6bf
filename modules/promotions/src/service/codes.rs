//! Codes as staff see, make, assign and block them.
//! A code that was given to a company is that company's alone; who may see it follows whom one may see.

use kontor_contract::{
    audit::Change,
    identity::{Companies, CompanyRef},
};
use kontor_kernel::{BusinessDate, CompanyId, Page, PageRequest, Timestamp, UserId};
use kontor_store::{Ctx, Find, Keyset, Tx, View, WriteTx, starts_with};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{
    ColumnTrait, FromQueryResult, Order,
    sea_query::{Alias, Expr, ExprTrait},
};
use serde::{Deserialize, Serialize};

use super::{
    LimitsView, Promoting, field,
    promotions::find as find_promotion,
    refuse, tallies,
    terms::{limit_faults, period_fault},
    unknown,
};
use crate::{
    entities::{
        code::{self, Column as C},
        promotion,
    },
    error::{PromotionError, PromotionResult},
    ids::{BatchId, CodeId, PromotionId, subject},
    model::{codes, promotion::Period},
};

/// What a code is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeFacts {
    /// The company it is for; everybody's where nothing is said.
    pub company_id: Option<CompanyId>,
    /// The person it is for.
    pub user_id: Option<UserId>,
    /// The first day.
    pub valid_from: Option<BusinessDate>,
    /// The last day.
    pub valid_to: Option<BusinessDate>,
    /// How often it may be used.
    #[serde(default)]
    pub limits: LimitsView,
}

/// A code to be made.
#[derive(Debug, Clone)]
pub(crate) struct NewCode {
    pub code: String,
    pub given: CodeFacts,
}

/// How a code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CodeState {
    /// It may be used.
    Open,
    /// Staff have blocked it.
    Blocked,
}

/// A code as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CodeView {
    /// Its id.
    #[schemars(with = "String")]
    pub id: CodeId,
    /// The promotion it leads to.
    #[schemars(with = "String")]
    pub promotion_id: PromotionId,
    /// The batch it was generated with.
    #[schemars(with = "Option<String>")]
    pub batch_id: Option<BatchId>,
    /// As it is written.
    pub code: String,
    /// Whether it may be used.
    pub state: CodeState,
    /// What it is given.
    pub given: CodeFacts,
    /// How often it was used and not given back.
    pub used: i64,
    /// Since when there is one.
    pub created_at: Timestamp,
    /// To be sent back with a change.
    pub version: i64,
}

/// Which codes are looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct CodeFilter {
    pub promotion: Option<PromotionId>,
    pub batch: Option<BatchId>,
    pub company: Option<CompanyId>,
    pub user: Option<UserId>,
    pub state: Option<CodeState>,
    /// The beginning of the code, however it is written.
    pub q: Option<String>,
}

impl CodeFilter {
    pub(super) fn narrow(&self, mut found: Find<code::Entity>) -> Find<code::Entity> {
        found = found.filter_some(self.promotion.map(|id| C::PromotionId.eq(id)));
        found = found.filter_some(self.batch.map(|id| C::BatchId.eq(id)));
        found = found.filter_some(self.company.map(|id| C::CompanyId.eq(id)));
        found = found.filter_some(self.user.map(|id| C::UserId.eq(id)));
        found = found.filter_some(self.state.map(|state| match state {
            CodeState::Open => C::BlockedAt.is_null(),
            CodeState::Blocked => C::BlockedAt.is_not_null(),
        }));
        found.filter_some(self.q.as_deref().map(|q| starts_with(C::CodeKey, &codes::key(q))))
    }
}

/// A person, as identity publishes them.
#[derive(Debug, FromQueryResult)]
struct Person {
    #[expect(dead_code, reason = "that there is one is all that counts")]
    user_id: UserId,
}

impl View for Person {
    const NAME: &'static str = "v_identity_people";
    const COLUMNS: &'static [&'static str] = &["user_id"];
}

impl Promoting {
    /// A page of codes, in their order.
    pub async fn list_codes(
        &self,
        ctx: &Ctx,
        filter: &CodeFilter,
        page: &PageRequest,
    ) -> PromotionResult<Page<CodeView>> {
        let tx = self.boot.store.read(ctx).await?;
        let keys = Keyset { column: C::CodeKey, id: C::Id, order: Order::Asc };
        let rows = filter.narrow(tx.find::<code::Entity>()).page(&tx, keys, page).await?;
        let used = tallies::used(&tx, rows.items.iter().map(|row| subject(row.id)).collect(), None).await?;
        tx.finish().await?;
        Ok(rows.map(|row| {
            let times = used.get(&subject(row.id)).map_or(0, |used| used.total);
            view(row, times)
        }))
    }

    /// One code.
    pub async fn read_code(&self, ctx: &Ctx, id: CodeId) -> PromotionResult<CodeView> {
        let tx = self.boot.store.read(ctx).await?;
        let view = view_of(&tx, id).await?;
        tx.finish().await?;
        Ok(view)
    }

    /// Makes a code for a promotion.
    pub async fn create_code(&self, ctx: &Ctx, promotion: PromotionId, new: NewCode) -> PromotionResult<CodeView> {
        self.refuse_bad(ctx, &new.given).await?;
        let detail = "A code has 3 to 40 signs: letters from A to Z, digits and dashes.";
        let bad = || PromotionError::Fields(vec![field("/code", "promotions.bad_code", detail)]);
        let code = codes::as_kept(&new.code).ok_or_else(bad)?;
        let tx = self.boot.store.write(ctx).await?;
        let promotion = coded_promotion(&tx, promotion).await?;
        let row = row_of(&tx, promotion.id, None, code, &new.given);
        let (id, code) = (row.id, row.code.clone());
        if tx.insert_missing::<code::Entity>(vec![row]).await? == 0 {
            return Err(PromotionError::CodeTaken(code));
        }
        let view = view_of(&tx, id).await?;
        self.boot.record(&tx, Change::new("promotions.code_made", "discount_code", id, &code).after(&view)).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Gives a code something else, blocks it or unblocks it. What is `None` stays as it is.
    pub async fn change_code(
        &self,
        ctx: &Ctx,
        id: CodeId,
        given: Option<CodeFacts>,
        state: Option<CodeState>,
        version: Option<i64>,
    ) -> PromotionResult<CodeView> {
        if let Some(given) = &given {
            self.refuse_bad(ctx, given).await?;
        }
        let tx = self.boot.store.write(ctx).await?;
        tx.lock(tx.find::<code::Entity>().filter(C::Id.eq(id))).await?;
        let before = view_of(&tx, id).await?;
        if version.is_some_and(|version| version != before.version) {
            return Err(PromotionError::Stale);
        }
        let given = given.unwrap_or_else(|| before.given.clone());
        let is_blocked = state.unwrap_or(before.state) == CodeState::Blocked;
        rewrite(&tx, id, &given, is_blocked, before.version + 1).await?;
        let view = view_of(&tx, id).await?;
        let recorded = Change::new("promotions.code_changed", "discount_code", id, &view.code);
        self.boot.record(&tx, recorded.before(&before).after(&view)).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// What codes are given must make sense, and whoever they are for must exist.
    pub(super) async fn refuse_bad(&self, ctx: &Ctx, given: &CodeFacts) -> PromotionResult<()> {
        let mut faults = limit_faults(given.limits);
        faults.extend(period_fault(Period { from: given.valid_from, to: given.valid_to }));
        if let Some(company) = given.company_id {
            let companies = self.boot.ports.get::<dyn Companies>()?;
            if companies.company(ctx, &CompanyRef::Id(company)).await?.is_none() {
                faults.push(unknown("/company_id", "company"));
            }
        }
        if let Some(user) = given.user_id
            && !self.knows_person(ctx, user).await?
        {
            faults.push(unknown("/user_id", "person"));
        }
        refuse(faults)
    }

    /// Whether somebody is one of the tenant's people.
    pub(super) async fn knows_person(&self, ctx: &Ctx, user: UserId) -> PromotionResult<bool> {
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find_view::<Person>().filter(Expr::col(Alias::new("user_id")).eq(user)).limit(1).all(&tx);
        let is_known = !found.await?.is_empty();
        tx.finish().await?;
        Ok(is_known)
    }
}

/// Writes what a code is given and whether it is blocked.
async fn rewrite(tx: &WriteTx, id: CodeId, given: &CodeFacts, is_blocked: bool, version: i64) -> PromotionResult<()> {
    let changed = tx
        .update::<code::Entity>()
        .set(C::CompanyId, given.company_id)
        .set(C::UserId, given.user_id)
        .set(C::ValidFrom, given.valid_from)
        .set(C::ValidTo, given.valid_to)
        .set(C::LimitTotal, given.limits.total)
        .set(C::LimitPerCompany, given.limits.per_company)
        .set(C::LimitPerPerson, given.limits.per_person)
        .set(C::BlockedAt, is_blocked.then(|| tx.ctx().now()))
        .set(C::Version, version)
        .filter(C::Id.eq(id));
    // One that is everybody's is seen by all and changed only by who reaches all.
    if changed.run(tx).await? == 0 { Err(PromotionError::NoSuchCode) } else { Ok(()) }
}

/// A promotion that is had by codes.
pub(super) async fn coded_promotion(tx: &WriteTx, id: PromotionId) -> PromotionResult<promotion::Model> {
    let promotion = find_promotion(tx, id).await?;
    if promotion.needs_code { Ok(promotion) } else { Err(PromotionError::NeedsNoCode(promotion.code)) }
}

/// A new code.
pub(super) fn row_of(
    tx: &WriteTx,
    promotion: PromotionId,
    batch: Option<BatchId>,
    code: String,
    given: &CodeFacts,
) -> code::Model {
    code::Model {
        tenant_id: tx.tenant(),
        id: CodeId::new(),
        promotion_id: promotion,
        batch_id: batch,
        code_key: codes::key(&code),
        code,
        company_id: given.company_id,
        user_id: given.user_id,
        valid_from: given.valid_from,
        valid_to: given.valid_to,
        limit_total: given.limits.total,
        limit_per_company: given.limits.per_company,
        limit_per_person: given.limits.per_person,
        blocked_at: None,
        created_at: tx.ctx().now(),
        version: 1,
    }
}

async fn view_of(tx: &impl Tx, id: CodeId) -> PromotionResult<CodeView> {
    let row = tx.find::<code::Entity>().filter(C::Id.eq(id)).one(tx).await?.ok_or(PromotionError::NoSuchCode)?;
    let used = tallies::used(tx, vec![subject(id)], None).await?;
    Ok(view(row, used.get(&subject(id)).map_or(0, |used| used.total)))
}

/// What a code is given.
pub(super) fn limits_of(row: &code::Model) -> LimitsView {
    LimitsView { total: row.limit_total, per_company: row.limit_per_company, per_person: row.limit_per_person }
}

pub(super) fn view(row: code::Model, used: i64) -> CodeView {
    let limits = limits_of(&row);
    CodeView {
        id: row.id,
        promotion_id: row.promotion_id,
        batch_id: row.batch_id,
        code: row.code,
        state: if row.blocked_at.is_some() { CodeState::Blocked } else { CodeState::Open },
        given: CodeFacts {
            company_id: row.company_id,
            user_id: row.user_id,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            limits,
        },
        used,
        created_at: row.created_at,
        version: row.version,
    }
}
