//! Promotions as staff see, make and change them.
//! What is named is looked up before anything is written; limits can be changed, but not added later.

use std::{collections::BTreeMap, sync::Arc};

use kontor_contract::audit::Change;
use kontor_kernel::{
    BusinessDate, ChannelId, CompanyId, Currency, CustomerGroupId, Locale, Page, PageRequest, Quantity, Rate,
    Timestamp, code_key,
};
use kontor_store::{Ctx, Keyset, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};

use super::{Promoting, memory::names, tallies, terms};
use crate::{
    entities::{promotion, text},
    error::{PromotionError, PromotionResult},
    ids::{PromotionId, SubjectId, subject},
    model::promotion::{Limits, Period, Promotion, Terms},
};

/// Names by language.
pub(crate) type Names = BTreeMap<Locale, String>;

/// Promotions that a tenant has in use at the most: every cart is compared with each of them.
const MOST: u64 = 500;
/// Before which and after which others can be put.
const USUAL_PRIORITY: i32 = 100;

/// How often something may be used; as often as wanted where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitsView {
    /// By everybody together.
    pub total: Option<i64>,
    /// By each company.
    pub per_company: Option<i64>,
    /// By each person.
    pub per_person: Option<i64>,
}

impl From<LimitsView> for Limits {
    fn from(limits: LimitsView) -> Self {
        Self { total: limits.total, per_company: limits.per_company, per_person: limits.per_person }
    }
}

/// An amount in a currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoneyFacts {
    /// Decimal text above zero.
    pub amount: String,
    /// Its currency.
    pub currency: Currency,
}

/// From a value on, a share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TierFacts {
    /// What the goods must cost, decimal text.
    pub from: String,
    /// The currency of that.
    pub currency: Currency,
    /// Per cent.
    pub rate: Rate,
}

/// What a promotion does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EffectKind {
    /// A share of each line it is about: `rate`.
    PercentOfLines,
    /// A share of the whole order: `rate`.
    PercentOfOrder,
    /// An amount off the lines it is about: `amounts`.
    AmountOfLines,
    /// An amount off the whole order: `amounts`.
    AmountOfOrder,
    /// Of every so many pieces the cheapest ones are free: `every` and `free`.
    CheapestFree,
    /// A share of the lines it is about, the greater the more they cost: `tiers`.
    Tiers,
}

/// What a promotion gives; of the fields only those of its kind are said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EffectFacts {
    /// What it does.
    pub kind: EffectKind,
    /// Per cent, above 0 and at most 100.
    pub rate: Option<Rate>,
    /// One for each currency.
    pub amounts: Option<Vec<MoneyFacts>>,
    /// Of how many pieces.
    pub every: Option<u32>,
    /// How many of those are free.
    pub free: Option<u32>,
    /// In any order.
    pub tiers: Option<Vec<TierFacts>>,
}

/// What a promotion asks for and gives. Nothing said means all products, customers, channels and currencies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermsFacts {
    /// Products it is about, by code.
    #[serde(default)]
    pub skus: Vec<String>,
    /// Categories it is about, by code, with all below them.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Companies it is for, with those below them.
    #[serde(default)]
    pub company_ids: Vec<CompanyId>,
    /// Customer groups it is for.
    #[serde(default)]
    pub group_ids: Vec<CustomerGroupId>,
    /// Channels it holds in.
    #[serde(default)]
    pub channel_ids: Vec<ChannelId>,
    /// Currencies it holds in.
    #[serde(default)]
    pub currencies: Vec<Currency>,
    /// What the goods it is about must cost at least, one for each currency.
    #[serde(default)]
    pub min_value: Vec<MoneyFacts>,
    /// How many of the goods it is about there must be.
    pub min_quantity: Option<Quantity>,
    /// Whether it is for a company's first order only.
    #[serde(default)]
    pub first_order: bool,
    /// Whether lines whose price was set by hand count and are given, too.
    #[serde(default)]
    pub manual_lines: bool,
    /// What it gives.
    pub effect: EffectFacts,
}

/// A promotion as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PromotionView {
    /// Its id.
    #[schemars(with = "String")]
    pub id: PromotionId,
    /// Its code among promotions; what buyers enter are codes of their own.
    pub code: String,
    /// Names by language.
    pub names: Names,
    /// Smaller ones go first.
    pub priority: i32,
    /// Whether it is had alone or not at all.
    pub exclusive: bool,
    /// Whether it is had by a code only.
    pub needs_code: bool,
    /// The first day.
    pub valid_from: Option<BusinessDate>,
    /// The last day.
    pub valid_to: Option<BusinessDate>,
    /// What it asks for and gives.
    pub terms: TermsFacts,
    /// Whether its uses are counted.
    pub counted: bool,
    /// How often it may be used.
    pub limits: LimitsView,
    /// How often it was used and not given back, where that is counted.
    pub used: Option<i64>,
    /// Whether it is no longer in use.
    pub archived: bool,
    /// Since when there is one.
    pub created_at: Timestamp,
    /// To be sent back with a change.
    pub version: i64,
}

/// What a promotion shall be; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct PromotionChange {
    pub code: Option<String>,
    pub names: Option<Names>,
    pub priority: Option<i32>,
    pub exclusive: Option<bool>,
    pub period: Option<(Option<BusinessDate>, Option<BusinessDate>)>,
    pub terms: Option<TermsFacts>,
    pub limits: Option<LimitsView>,
    pub archived: Option<bool>,
    pub version: Option<i64>,
}

/// Which promotions are looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct PromotionFilter {
    pub archived: Option<bool>,
    pub q: Option<String>,
}

impl Promoting {
    /// A page of promotions by code.
    pub async fn list_promotions(
        &self,
        ctx: &Ctx,
        filter: &PromotionFilter,
        page: &PageRequest,
    ) -> PromotionResult<Page<PromotionView>> {
        use promotion::Column as C;
        let archived = filter.archived.map(|archived| match archived {
            true => C::ArchivedAt.is_not_null(),
            false => C::ArchivedAt.is_null(),
        });
        let begins = filter.q.as_deref().map(|q| kontor_store::contains(C::CodeKey, &code_key(q)));
        let tx = self.boot.store.read(ctx).await?;
        let keys = Keyset { column: C::CodeKey, id: C::Id, order: Order::Asc };
        let found = tx.find::<promotion::Entity>().filter_some(archived).filter_some(begins);
        let rows = found.page(&tx, keys, page).await?;
        let ids = rows.items.iter().map(|row| row.id);
        let mut named = names(tx.find::<text::Entity>().filter(text::Column::PromotionId.is_in(ids)).all(&tx).await?);
        let used = tallies::used(&tx, counted(&rows.items), None).await?;
        tx.finish().await?;
        Ok(rows.map(|row| {
            let times = used.get(&subject(row.id)).map_or(0, |used| used.total);
            let names = named.remove(&row.id).unwrap_or_default();
            view(row, names, times)
        }))
    }

    /// One promotion.
    pub async fn read_promotion(&self, ctx: &Ctx, id: PromotionId) -> PromotionResult<PromotionView> {
        let tx = self.boot.store.read(ctx).await?;
        let view = view_of(&tx, id).await?;
        tx.finish().await?;
        Ok(view)
    }

    /// Makes a promotion.
    pub async fn create_promotion(
        &self,
        ctx: &Ctx,
        needs_code: bool,
        change: PromotionChange,
    ) -> PromotionResult<PromotionView> {
        let terms = self.checked(ctx, &change).await?;
        let tx = self.boot.store.write(ctx).await?;
        let in_use = tx.find::<promotion::Entity>().filter(promotion::Column::ArchivedAt.is_null()).count(&tx).await?;
        if in_use >= MOST {
            return Err(PromotionError::TooMany(MOST));
        }
        let is_first_order = terms.as_ref().is_some_and(|terms| terms.first_order);
        // That an order is the first is made sure of by counting, too.
        let is_counted = Limits::from(change.limits.unwrap_or_default()).is_any() || is_first_order;
        let known = promotion::Model { needs_code, is_counted, ..unwritten(ctx) };
        let id = known.id;
        let row = changed(ctx, known, &change, terms)?;
        refuse_taken(&tx, &row).await?;
        tx.insert::<promotion::Entity>(row).await?;
        write_names(&tx, id, change.names.as_ref()).await?;
        let view = view_of(&tx, id).await?;
        let recorded = Change::new("promotions.promotion_made", "promotion", id, &view.code).after(&view);
        self.boot.record(&tx, recorded).await?;
        remember_created(&tx, &view).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes what is given of a promotion.
    pub async fn change_promotion(
        &self,
        ctx: &Ctx,
        id: PromotionId,
        change: PromotionChange,
    ) -> PromotionResult<PromotionView> {
        use promotion::Column as C;
        let terms = self.checked(ctx, &change).await?;
        let tx = self.boot.store.write(ctx).await?;
        tx.lock(tx.find::<promotion::Entity>().filter(C::Id.eq(id))).await?;
        let before = view_of(&tx, id).await?;
        let known = find(&tx, id).await?;
        if change.version.is_some_and(|version| version != known.version) {
            return Err(PromotionError::Stale);
        }
        let row = changed(ctx, known, &change, terms)?;
        refuse_taken(&tx, &row).await?;
        let columns = [C::Code, C::CodeKey, C::Priority, C::IsExclusive, C::ValidFrom, C::ValidTo, C::Terms];
        let more = [C::LimitTotal, C::LimitPerCompany, C::LimitPerPerson, C::ArchivedAt, C::Version];
        tx.upsert_all::<promotion::Entity>(vec![row], [C::TenantId, C::Id], columns.into_iter().chain(more)).await?;
        write_names(&tx, id, change.names.as_ref()).await?;
        let view = view_of(&tx, id).await?;
        let recorded = Change::new("promotions.promotion_changed", "promotion", id, &view.code);
        self.boot.record(&tx, recorded.before(&before).after(&view)).await?;
        self.forget_after(&tx).await;
        tx.commit().await?;
        Ok(view)
    }

    async fn forget_after(&self, tx: &WriteTx) {
        let (memory, tenant) = (Arc::clone(&self.memory), tx.tenant());
        tx.after_commit(move || memory.forget(tenant)).await;
    }
}

/// A row of which nothing has been said yet.
fn unwritten(ctx: &Ctx) -> promotion::Model {
    promotion::Model {
        tenant_id: ctx.tenant(),
        id: PromotionId::new(),
        code: String::new(),
        code_key: String::new(),
        priority: USUAL_PRIORITY,
        is_exclusive: false,
        needs_code: false,
        valid_from: None,
        valid_to: None,
        terms: serde_json::Value::Null,
        is_counted: false,
        limit_total: None,
        limit_per_company: None,
        limit_per_person: None,
        created_at: ctx.now(),
        archived_at: None,
        version: 0,
    }
}

/// A row with a change.
fn changed(
    ctx: &Ctx,
    mut row: promotion::Model,
    change: &PromotionChange,
    terms: Option<Terms>,
) -> PromotionResult<promotion::Model> {
    if let Some(code) = &change.code {
        row.code = code.split_whitespace().collect::<Vec<_>>().join(" ");
        row.code_key = code_key(code);
    }
    row.priority = change.priority.unwrap_or(row.priority);
    row.is_exclusive = change.exclusive.unwrap_or(row.is_exclusive);
    (row.valid_from, row.valid_to) = change.period.unwrap_or((row.valid_from, row.valid_to));
    if let Some(terms) = terms {
        if terms.first_order && !row.is_counted {
            return Err(PromotionError::LimitsTooLate);
        }
        row.terms = serde_json::to_value(&terms).map_err(|cause| PromotionError::Unwritable(cause.to_string()))?;
    }
    if let Some(limits) = change.limits {
        if Limits::from(limits).is_any() && !row.is_counted {
            return Err(PromotionError::LimitsTooLate);
        }
        (row.limit_total, row.limit_per_company) = (limits.total, limits.per_company);
        row.limit_per_person = limits.per_person;
    }
    row.archived_at = match change.archived {
        Some(true) => row.archived_at.or_else(|| Some(ctx.now())),
        Some(false) => None,
        None => row.archived_at,
    };
    row.version += 1;
    Ok(row)
}

async fn refuse_taken(tx: &WriteTx, row: &promotion::Model) -> PromotionResult<()> {
    use promotion::Column as C;
    let same = tx.find::<promotion::Entity>().filter(C::CodeKey.eq(row.code_key.as_str())).filter(C::Id.ne(row.id));
    match same.one(tx).await? {
        Some(_) => Err(PromotionError::PromotionTaken(row.code.clone())),
        None => Ok(()),
    }
}

async fn write_names(tx: &WriteTx, id: PromotionId, names: Option<&Names>) -> PromotionResult<()> {
    let Some(names) = names else { return Ok(()) };
    tx.delete::<text::Entity>().filter(text::Column::PromotionId.eq(id)).run(tx).await?;
    let row = |(locale, name): (&Locale, &String)| text::Model {
        tenant_id: tx.tenant(),
        promotion_id: id,
        locale: *locale,
        name: name.trim().to_owned(),
    };
    tx.insert_all::<text::Entity>(names.iter().map(row).collect()).await?;
    Ok(())
}

/// A promotion's row.
pub(super) async fn find(tx: &impl Tx, id: PromotionId) -> PromotionResult<promotion::Model> {
    let row = tx.find::<promotion::Entity>().filter(promotion::Column::Id.eq(id)).one(tx).await?;
    row.ok_or(PromotionError::NoSuchPromotion)
}

async fn view_of(tx: &impl Tx, id: PromotionId) -> PromotionResult<PromotionView> {
    let row = find(tx, id).await?;
    let mut named = names(tx.find::<text::Entity>().filter(text::Column::PromotionId.eq(id)).all(tx).await?);
    let used = tallies::used(tx, counted(std::slice::from_ref(&row)), None).await?;
    let times = used.get(&subject(id)).map_or(0, |used| used.total);
    Ok(view(row, named.remove(&id).unwrap_or_default(), times))
}

fn counted(rows: &[promotion::Model]) -> Vec<SubjectId> {
    rows.iter().filter(|row| row.is_counted).map(|row| subject(row.id)).collect()
}

/// A row as what carts are compared with; nothing where this version cannot read its terms.
pub(super) fn promotion_of(row: &promotion::Model, names: Names) -> Option<Promotion> {
    let terms = serde_json::from_value(row.terms.clone()).ok()?;
    Some(Promotion {
        id: row.id,
        code: row.code.clone(),
        names,
        priority: row.priority,
        is_exclusive: row.is_exclusive,
        needs_code: row.needs_code,
        period: Period { from: row.valid_from, to: row.valid_to },
        terms,
        is_counted: row.is_counted,
        limits: Limits { total: row.limit_total, per_company: row.limit_per_company, per_person: row.limit_per_person },
    })
}

fn view(row: promotion::Model, names: Names, used: i64) -> PromotionView {
    PromotionView {
        id: row.id,
        code: row.code,
        names,
        priority: row.priority,
        exclusive: row.is_exclusive,
        needs_code: row.needs_code,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        terms: terms::told(row.terms),
        counted: row.is_counted,
        limits: LimitsView {
            total: row.limit_total,
            per_company: row.limit_per_company,
            per_person: row.limit_per_person,
        },
        used: row.is_counted.then_some(used),
        archived: row.archived_at.is_some(),
        created_at: row.created_at,
        version: row.version,
    }
}
