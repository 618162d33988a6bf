//! Price lists as staff see and change them: what they are for, when they are in force, and what they are derived from.
//! A list as it was before a change is kept, so that a price of the past can be explained.

use std::collections::HashMap;

use kontor_contract::{FieldFault, audit::Change, catalog::TaxMode};
use kontor_kernel::{BusinessDate, Currency, Page, PageRequest, PriceListId, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::{
    Catalogue,
    change::Changed,
    channel_currency, checks,
    checks::ColumnFault,
    past,
    prices::{after, field, refuse},
};
use crate::{
    entities::price_list::{self, Purpose, State},
    error::{CatalogError, CatalogResult},
    manifest::{COSTS_READ, COSTS_WRITE},
    model::{
        cursor::Cursor,
        price::{DEEPEST, WrittenEnding, WrittenRule, derivation},
    },
};

/// The most rules a list may have.
const MOST_RULES: usize = 50;

/// A price list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PriceListView {
    /// Its id.
    pub id: PriceListId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The currency of all its prices.
    pub currency: Currency,
    /// Without or with tax.
    pub tax_mode: TaxMode,
    /// Whether everybody falls back to it.
    pub is_default: bool,
    /// What it is for.
    pub purpose: Purpose,
    /// Whether it may be asked.
    pub state: State,
    /// The first day on which it is in force.
    pub valid_from: Option<BusinessDate>,
    /// The last day on which it is in force.
    pub valid_to: Option<BusinessDate>,
    /// The code of the list whose prices its rules call `price`.
    pub base_list: Option<String>,
    /// Rules for what it does not hold itself, the first that holds making the price.
    pub rules: Vec<WrittenRule>,
    /// What prices by its rules end in.
    pub ending: Option<WrittenEnding>,
    /// What staff note about it.
    pub note: String,
    /// To be sent back with a change.
    pub version: i64,
}

/// A new price list.
#[derive(Debug, Clone)]
pub(crate) struct NewPriceList {
    pub code: String,
    pub currency: Option<Currency>,
    pub tax_mode: TaxMode,
    pub purpose: Purpose,
    pub state: State,
    pub facts: ListChange,
}

/// What to change of a price list; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListChange {
    pub name: Option<String>,
    pub is_default: Option<bool>,
    pub state: Option<State>,
    pub valid_from: Option<Option<BusinessDate>>,
    pub valid_to: Option<Option<BusinessDate>>,
    /// The code of a list; `Some(None)` takes it away.
    pub base_list: Option<Option<String>>,
    pub rules: Option<Vec<WrittenRule>>,
    pub ending: Option<Option<WrittenEnding>>,
    pub note: Option<String>,
    /// The version the change was made from; any where none is named.
    pub version: Option<i64>,
}

impl Catalogue {
    /// A page of price lists by code. Lists of costs are told to those who may know costs.
    pub async fn list_price_lists(&self, ctx: &Ctx, page: &PageRequest) -> CatalogResult<Page<PriceListView>> {
        let tx = self.boot.store.read(ctx).await?;
        let hidden = (!ctx.allows(COSTS_READ)).then(|| price_list::Column::Purpose.ne(Purpose::Cost));
        let found = tx.find::<price_list::Entity>().filter_some(hidden);
        let total = if page.is_counted() { Some(found.clone().count(&tx).await?) } else { None };
        let after = after(page, "price_list")?.map(|cursor| price_list::Column::CodeKey.gt(cursor.key));
        let rows = found.filter_some(after).order_by(price_list::Column::CodeKey, Order::Asc).offset(page.offset());
        let mut rows = rows.limit(u64::from(page.limit()) + 1).all(&tx).await?;
        let has_more = rows.len() > page.limit() as usize;
        rows.truncate(page.limit() as usize);
        let last = rows.last().filter(|_| has_more);
        let next_cursor =
            last.map(|row| Cursor { order: "price_list", key: row.code_key.clone(), tie: String::new() }.encode());
        let items = views(&tx, rows).await?;
        tx.finish().await?;
        Ok(Page { items, next_cursor, total })
    }

    /// One price list.
    pub async fn read_price_list(&self, ctx: &Ctx, id: PriceListId) -> CatalogResult<PriceListView> {
        let tx = self.boot.store.read(ctx).await?;
        let row = find_list(&tx, id).await?;
        let view = view(&tx, row).await?;
        tx.finish().await?;
        Ok(view)
    }

    /// Makes a price list. The first one of its currency is everybody's default unless the caller says otherwise.
    pub async fn create_price_list(&self, ctx: &Ctx, new: NewPriceList) -> CatalogResult<PriceListView> {
        let currency =
            new.currency.or_else(|| channel_currency(ctx)).ok_or_else(|| CatalogError::NoCurrency(new.code.clone()))?;
        may_write(ctx, new.purpose)?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let others = tx.find::<price_list::Entity>().all(&tx).await?;
        let code_key = code_key(&new.code);
        if others.iter().any(|list| list.code_key == code_key) {
            return Err(CatalogError::DuplicatePriceList(new.code));
        }
        let of_its_kind = |list: &price_list::Model| list.currency == currency && list.purpose == new.purpose;
        let usually = new.purpose != Purpose::Contract && new.state == State::Active && !others.iter().any(of_its_kind);
        let known = empty(ctx, &new, currency, usually);
        let mut row = changed(&known, new.facts, &others)?;
        row.epoch = self.raise_epoch(&tx, Changed::Basics).await?;
        leave_only_default(&tx, &row).await?;
        tx.insert::<price_list::Entity>(row.clone()).await?;
        let view = view(&tx, row).await?;
        let change = Change::new("catalog.price_list_made", "price_list", view.id, &view.code).after(&view);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes what is given of a price list.
    pub async fn change_price_list(
        &self,
        ctx: &Ctx,
        id: PriceListId,
        change: ListChange,
    ) -> CatalogResult<PriceListView> {
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let known = find_list(&tx, id).await?;
        may_write(ctx, known.purpose)?;
        if change.version.is_some_and(|version| version != known.epoch) {
            return Err(CatalogError::Stale { now: known.epoch });
        }
        let others = tx.find::<price_list::Entity>().all(&tx).await?;
        let mut row = changed(&known, change, &others)?;
        if row != known {
            row.epoch = self.raise_epoch(&tx, Changed::Basics).await?;
            row.updated_at = ctx.now();
            past::keep_list(&tx, &known).await?;
            leave_only_default(&tx, &row).await?;
            write(&tx, row.clone()).await?;
            let (before, after) = (view(&tx, known).await?, view(&tx, row.clone()).await?);
            let recorded = Change::new("catalog.price_list_changed", "price_list", id, &after.code);
            self.boot.record(&tx, recorded.before(&before).after(&after)).await?;
        }
        let view = view(&tx, row).await?;
        tx.commit().await?;
        Ok(view)
    }
}

/// Whoever may not know costs does not learn that there are lists of them.
fn may_write(ctx: &Ctx, purpose: Purpose) -> CatalogResult<()> {
    if purpose != Purpose::Cost || ctx.allows(COSTS_WRITE) { Ok(()) } else { Err(CatalogError::NotFound("price list")) }
}

/// A list as it shall be.
fn changed(
    known: &price_list::Model,
    change: ListChange,
    others: &[price_list::Model],
) -> CatalogResult<price_list::Model> {
    let mut row = known.clone();
    if let Some(name) = change.name {
        name.trim().clone_into(&mut row.name);
    }
    row.is_default = change.is_default.unwrap_or(row.is_default);
    row.state = change.state.unwrap_or(row.state);
    row.valid_from = change.valid_from.unwrap_or(row.valid_from);
    row.valid_to = change.valid_to.unwrap_or(row.valid_to);
    row.note = change.note.unwrap_or(row.note);
    let mut faults = facts_faults(known, &row);
    let mut base_is_named = false;
    if let Some(base) = change.base_list {
        base_is_named = base.is_some();
        match base.map(|code| base_of(&row, &code, others)).transpose() {
            Ok(base) => row.base_list_id = base,
            Err(fault) => faults.push(field(fault, "")),
        }
    }
    let rules = change.rules.unwrap_or_else(|| rules_of(&row));
    let ending = change.ending.unwrap_or_else(|| ending_of(&row));
    faults.extend(rule_faults(row.base_list_id, base_is_named, &rules, ending));
    refuse(faults)?;
    row.rules = (!rules.is_empty()).then(|| serde_json::json!(rules));
    row.ending = ending.map(|ending| serde_json::json!(ending));
    Ok(row)
}

fn facts_faults(known: &price_list::Model, row: &price_list::Model) -> Vec<FieldFault> {
    let mut faults: Vec<ColumnFault> = [
        checks::code("code", &row.code),
        checks::name("name", &row.name),
        checks::validity(row.valid_from, row.valid_to),
        checks::note(&row.note),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    if row.is_default && (row.state != State::Active || row.purpose == Purpose::Contract) {
        let detail = "Everybody can fall back to a list only while it is in force, and never to a contract.";
        faults.push(ColumnFault::new("is_default", "catalog.bad_default", detail));
    }
    if known.state == State::Active && row.state == State::Draft {
        let detail = "A list that was in force stays one that was; archive it, or make a new draft.";
        faults.push(ColumnFault::new("state", "catalog.bad_list_state", detail));
    }
    faults.into_iter().map(|fault| field(fault, "")).collect()
}

fn rule_faults(
    base: Option<PriceListId>,
    base_is_named: bool,
    rules: &[WrittenRule],
    ending: Option<WrittenEnding>,
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let fault =
        |pointer: &str, code, detail: String| FieldFault { pointer: pointer.to_owned(), code, detail: detail.into() };
    if rules.len() > MOST_RULES {
        faults.push(fault("/rules", "catalog.too_many_rules", format!("A list has at most {MOST_RULES} rules.")));
    }
    if ending.is_some_and(|ending| !ending.is_sound()) {
        let detail = "The step must be more than zero, and what is added at least zero and less than the step.";
        faults.push(fault("/ending", "catalog.bad_ending", detail.to_owned()));
    }
    match derivation(base, rules, ending) {
        Err(refused) => faults.push(fault(&refused.pointer, "catalog.bad_rule", refused.error.to_string())),
        Ok(Some(derived)) if base.is_none() && !base_is_named && derived.uses_price() => {
            let detail = "A rule speaks of the price in another list; name that list.";
            faults.push(fault("/base_list", "catalog.no_base_list", detail.to_owned()));
        }
        Ok(_) => {}
    }
    faults
}

/// The list that prices are derived from, which must not be derived from this one.
fn base_of(row: &price_list::Model, code: &str, others: &[price_list::Model]) -> Result<PriceListId, ColumnFault> {
    let key = code_key(code);
    let unknown = || {
        ColumnFault::new(
            "base_list",
            "catalog.unknown_price_list",
            format!("There is no price list with the code {code}."),
        )
    };
    let base = others.iter().find(|list| list.code_key == key).ok_or_else(unknown)?;
    let above = |list: &&price_list::Model| others.iter().find(|other| Some(other.id) == list.base_list_id);
    let chain: Vec<PriceListId> =
        std::iter::successors(Some(base), above).take(DEEPEST + 1).map(|list| list.id).collect();
    if chain.contains(&row.id) {
        let detail = format!("{code} is itself derived from this list.");
        return Err(ColumnFault::new("base_list", "catalog.base_circle", detail));
    }
    if chain.len() > DEEPEST {
        let detail = format!("At most {DEEPEST} lists may be derived from one another.");
        return Err(ColumnFault::new("base_list", "catalog.base_too_deep", detail));
    }
    Ok(base.id)
}

fn rules_of(row: &price_list::Model) -> Vec<WrittenRule> {
    row.rules.clone().and_then(|rules| serde_json::from_value(rules).ok()).unwrap_or_default()
}

fn ending_of(row: &price_list::Model) -> Option<WrittenEnding> {
    row.ending.clone().and_then(|ending| serde_json::from_value(ending).ok())
}

/// A new list that holds nothing yet.
fn empty(ctx: &Ctx, new: &NewPriceList, currency: Currency, is_default: bool) -> price_list::Model {
    price_list::Model {
        tenant_id: ctx.tenant(),
        id: PriceListId::new(),
        name: new.code.trim().to_owned(),
        code: new.code.trim().to_owned(),
        code_key: code_key(&new.code),
        currency,
        tax_mode: new.tax_mode.into(),
        is_default,
        purpose: new.purpose,
        state: new.state,
        valid_from: None,
        valid_to: None,
        base_list_id: None,
        rules: None,
        ending: None,
        note: String::new(),
        updated_at: ctx.now(),
        epoch: 0,
    }
}

async fn leave_only_default(tx: &WriteTx, row: &price_list::Model) -> CatalogResult<()> {
    if !row.is_default {
        return Ok(());
    }
    use price_list::Column as C;
    let others = tx.update::<price_list::Entity>().set(C::IsDefault, false).filter(C::Id.ne(row.id));
    let others = others.filter(C::Currency.eq(row.currency)).filter(C::Purpose.eq(row.purpose));
    others.filter(C::IsDefault.eq(true)).run(tx).await?;
    Ok(())
}

async fn write(tx: &WriteTx, row: price_list::Model) -> CatalogResult<()> {
    use price_list::Column as C;
    let columns = [
        C::Name,
        C::IsDefault,
        C::State,
        C::ValidFrom,
        C::ValidTo,
        C::BaseListId,
        C::Rules,
        C::Ending,
        C::Note,
        C::UpdatedAt,
        C::Epoch,
    ];
    tx.upsert_all::<price_list::Entity>(vec![row], [C::TenantId, C::Id], columns).await?;
    Ok(())
}

/// A list of the tenant; one of costs only for those who may know them.
pub(super) async fn find_list(tx: &impl Tx, id: PriceListId) -> CatalogResult<price_list::Model> {
    let found = tx.find::<price_list::Entity>().filter(price_list::Column::Id.eq(id)).one(tx).await?;
    let told = found.filter(|list| list.purpose != Purpose::Cost || tx.ctx().allows(COSTS_READ));
    told.ok_or(CatalogError::NotFound("price list"))
}

async fn view(tx: &impl Tx, row: price_list::Model) -> CatalogResult<PriceListView> {
    views(tx, vec![row]).await?.pop().ok_or(CatalogError::NotFound("price list"))
}

async fn views(tx: &impl Tx, rows: Vec<price_list::Model>) -> CatalogResult<Vec<PriceListView>> {
    let bases = rows.iter().filter_map(|row| row.base_list_id);
    let bases = tx.find::<price_list::Entity>().filter(price_list::Column::Id.is_in(bases)).all(tx).await?;
    let codes: HashMap<PriceListId, String> = bases.into_iter().map(|list| (list.id, list.code)).collect();
    let view = |row: price_list::Model| PriceListView {
        rules: rules_of(&row),
        ending: ending_of(&row),
        base_list: row.base_list_id.and_then(|base| codes.get(&base).cloned()),
        id: row.id,
        code: row.code,
        name: row.name,
        currency: row.currency,
        tax_mode: row.tax_mode.into(),
        is_default: row.is_default,
        purpose: row.purpose,
        state: row.state,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        note: row.note,
        version: row.epoch,
    };
    Ok(rows.into_iter().map(view).collect())
}
