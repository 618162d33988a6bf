//! Queries that carry tenant and scope from the moment they are made; a caller's filter can only narrow them.
//! `OR` in a caller's condition stays inside parentheses, so it cannot widen what is seen.

use std::marker::PhantomData;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, Iterable, Order,
    PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Statement, Value,
    sea_query::{
        Alias, DynIden, Expr, ExprTrait, Func, IntoCondition, IntoIden, LikeExpr, LockType, Query, SelectStatement,
        TableRef, ValueTuple,
    },
};

use crate::{
    ctx::Ctx,
    engine::Conn,
    entity::TenantEntity,
    error::StoreResult,
    scope::Reach,
    tx::{Tx, WriteTx},
};

/// The rows of an entity that a context may see.
fn seen<E: TenantEntity>(ctx: &Ctx) -> Condition {
    if !E::is_seen_without_company() {
        return within::<E>(ctx);
    }
    let companies = E::company_column().and_then(|column| {
        let own = reached(column, &ctx.scope().companies)?;
        Some(Condition::any().add(column.is_null()).add(own))
    });
    others_within::<E>(ctx).add_option(companies)
}

/// The rows of an entity that a context may change.
fn within<E: TenantEntity>(ctx: &Ctx) -> Condition {
    let companies = E::company_column().and_then(|column| reached(column, &ctx.scope().companies));
    others_within::<E>(ctx).add_option(companies)
}

/// Tenant and reach, but for companies.
fn others_within<E: TenantEntity>(ctx: &Ctx) -> Condition {
    let scope = ctx.scope();
    let warehouses = E::warehouse_column().and_then(|column| reached(column, &scope.warehouses));
    let entities = E::legal_entity_column().and_then(|column| reached(column, &scope.legal_entities));
    let tenant = Condition::all().add(E::tenant_column().eq(ctx.tenant()));
    [warehouses, entities].into_iter().flatten().fold(tenant, Condition::add)
}

/// What a column must hold for a row to be seen; nothing where all rows are.
fn reached<C: ColumnTrait, Tag>(column: C, reach: &Reach<Tag>) -> Option<Expr> {
    match reach {
        Reach::All => None,
        Reach::Only(ids) => Some(column.is_in(ids.iter().copied())),
        Reach::Nothing => Some(Expr::cust("1 = 0")),
    }
}

/// Holds where a column contains a text as it is written: what people type is never a pattern.
#[must_use]
pub fn contains(column: impl ColumnTrait, text: &str) -> Expr {
    column.like(LikeExpr::new(format!("%{}%", literally(text))).escape('\\'))
}

/// Holds where one of these words stands in a column, as they are written or with the letters A to Z in any case.
/// Words of no letters are passed over.
#[must_use]
pub fn mentions(column: impl ColumnTrait, words: &[&str]) -> Condition {
    let text = || Expr::col(column.as_column_ref()).cast_as(Alias::new("text"));
    let like = |word: &str| LikeExpr::new(format!("%{}%", literally(word))).escape('\\');
    words.iter().filter(|word| !word.trim().is_empty()).fold(Condition::any().add(Expr::cust("1 = 0")), |any, word| {
        any.add(text().like(like(word))).add(Func::lower(text()).like(like(&word.to_lowercase())))
    })
}

/// Holds where a column begins with a text as it is written.
#[must_use]
pub fn starts_with(column: impl ColumnTrait, text: &str) -> Expr {
    column.like(LikeExpr::new(format!("{}%", literally(text))).escape('\\'))
}

fn literally(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// A search among a tenant's rows.
#[must_use]
#[derive(Clone)]
pub struct Find<E: EntityTrait> {
    select: Select<E>,
}

impl<E: TenantEntity> Find<E> {
    pub(crate) fn new(ctx: &Ctx) -> Self {
        Self { select: E::find().filter(seen::<E>(ctx)) }
    }

    /// Narrows it.
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.select = self.select.filter(Condition::all().add(condition.into_condition()));
        self
    }

    /// Narrows it where there is something to narrow by.
    pub fn filter_some<C: IntoCondition>(self, condition: Option<C>) -> Self {
        match condition {
            Some(condition) => self.filter(condition),
            None => self,
        }
    }

    /// Orders it; later calls break ties of earlier ones.
    pub fn order_by(mut self, column: E::Column, order: Order) -> Self {
        self.select = self.select.order_by(column, order);
        self
    }

    /// At most so many rows.
    pub fn limit(mut self, rows: u64) -> Self {
        self.select = self.select.limit(rows);
        self
    }

    /// Passes over the first rows.
    pub fn offset(mut self, rows: u64) -> Self {
        self.select = self.select.offset(rows);
        self
    }

    /// The first row.
    pub async fn one(self, tx: &impl Tx) -> StoreResult<Option<E::Model>> {
        Ok(self.select.limit(1).into_model::<E::Model>().one(tx.conn().0).await?)
    }

    /// All rows.
    pub async fn all(self, tx: &impl Tx) -> StoreResult<Vec<E::Model>> {
        let conn = tx.conn().0;
        Ok(conn.all(self.select.build(conn.get_database_backend())).await?)
    }

    /// How many rows there are, limit and order aside.
    pub async fn count(self, tx: &impl Tx) -> StoreResult<u64> {
        let mut statement = self.select.into_query();
        statement.clear_selects().clear_order_by().reset_limit().reset_offset();
        statement.expr_as(Expr::cust("COUNT(*)"), Alias::new("n"));
        let row = tx.conn().0.query_one(&statement).await?;
        let counted = row.map(|row| row.try_get::<i64>("", "n")).transpose()?.unwrap_or(0);
        Ok(u64::try_from(counted).unwrap_or(0))
    }

    /// One number computed over the rows, such as `SUM(gross)`; zero where there is none.
    pub async fn sum(self, tx: &impl Tx, column: E::Column) -> StoreResult<i64> {
        let mut statement = self.select.into_query();
        statement.clear_selects().clear_order_by().reset_limit().reset_offset();
        let total = Expr::col(column).sum().cast_as(Alias::new("bigint"));
        statement.expr_as(total, Alias::new("n"));
        let row = tx.conn().0.query_one(&statement).await?;
        Ok(row.map(|row| row.try_get::<Option<i64>>("", "n")).transpose()?.flatten().unwrap_or(0))
    }

    pub(crate) async fn lock_in_key_order(self, conn: &Conn) -> StoreResult<()> {
        let mut statement = self.select.into_query();
        statement.clear_selects().clear_order_by().expr(Expr::val(1));
        for key in E::PrimaryKey::iter() {
            statement.order_by((E::default(), key.into_column()), Order::Asc);
        }
        statement.lock(LockType::Update);
        conn.query_all(&statement).await?;
        Ok(())
    }
}

/// A read-only view that an owner publishes for others to join: its name, and the row it yields.
pub trait View: FromQueryResult {
    /// The view's name in the database, `v_…`.
    const NAME: &'static str;
    /// The columns it yields.
    const COLUMNS: &'static [&'static str];
    /// The column that names the company of a row, where rows belong to one.
    const COMPANY: Option<&'static str> = None;
    /// The column that names the warehouse of a row, where rows belong to one.
    const WAREHOUSE: Option<&'static str> = None;
    /// The column that names the legal entity of a row, where rows belong to one.
    const LEGAL_ENTITY: Option<&'static str> = None;
}

/// A search in a published view.
#[must_use]
pub struct FindView<V: View> {
    statement: SelectStatement,
    view: PhantomData<V>,
}

impl<V: View> FindView<V> {
    /// Passes over the first rows of the view.
    pub fn offset(mut self, rows: u64) -> Self {
        self.statement.offset(rows);
        self
    }

    /// How many rows there are, limit and order aside.
    pub async fn count(&self, tx: &impl Tx) -> StoreResult<u64> {
        let mut statement = self.statement.clone();
        statement.clear_selects().clear_order_by().reset_limit().reset_offset();
        statement.expr_as(Expr::cust("COUNT(*)"), Alias::new("n"));
        let row = tx.conn().0.query_one(&statement).await?;
        let counted = row.map(|row| row.try_get::<i64>("", "n")).transpose()?.unwrap_or(0);
        Ok(u64::try_from(counted).unwrap_or(0))
    }

    pub(crate) fn new(ctx: &Ctx) -> Self {
        let mut statement = Query::select();
        statement.columns(V::COLUMNS.iter().map(|column| Alias::new(*column))).from(Alias::new(V::NAME));
        statement.and_where(Expr::col(Alias::new("tenant_id")).eq(ctx.tenant()));
        let scope = ctx.scope();
        narrow(&mut statement, V::COMPANY, &scope.companies);
        narrow(&mut statement, V::WAREHOUSE, &scope.warehouses);
        narrow(&mut statement, V::LEGAL_ENTITY, &scope.legal_entities);
        Self { statement, view: PhantomData }
    }

    /// Narrows it.
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.statement.cond_where(Condition::all().add(condition.into_condition()));
        self
    }

    /// Orders it by a column of the view.
    pub fn order_by(mut self, column: &'static str, order: Order) -> Self {
        self.statement.order_by(Alias::new(column), order);
        self
    }

    /// At most so many rows.
    pub fn limit(mut self, rows: u64) -> Self {
        self.statement.limit(rows);
        self
    }

    /// All rows.
    pub async fn all(self, tx: &impl Tx) -> StoreResult<Vec<V>> {
        let conn = tx.conn().0;
        Ok(conn.all(conn.get_database_backend().build(&self.statement)).await?)
    }
}

/// Narrows a view by a column to what is reached.
fn narrow<Tag>(statement: &mut SelectStatement, column: Option<&'static str>, reach: &Reach<Tag>) {
    match (column, reach) {
        (None, _) | (_, Reach::All) => {}
        (Some(column), Reach::Only(ids)) => {
            let own: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
            statement.and_where(Expr::col(Alias::new(column)).is_in(own));
        }
        (Some(_), Reach::Nothing) => {
            statement.and_where(Expr::cust("1 = 0"));
        }
    }
}

/// A change to a tenant's rows.
#[must_use]
pub struct Update<E: EntityTrait> {
    update: sea_orm::UpdateMany<E>,
}

impl<E: TenantEntity> Update<E> {
    pub(crate) fn new(ctx: &Ctx) -> Self {
        Self { update: E::update_many().filter(within::<E>(ctx)) }
    }

    /// Sets a column to a value.
    pub fn set(mut self, column: E::Column, value: impl Into<Value>) -> Self {
        self.update = self.update.col_expr(column, Expr::val(value.into()));
        self
    }

    /// Sets a column to an expression over the row, such as `reserved + 3`.
    pub fn set_expr(mut self, column: E::Column, expression: Expr) -> Self {
        self.update = self.update.col_expr(column, expression);
        self
    }

    /// Narrows it.
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.update = self.update.filter(Condition::all().add(condition.into_condition()));
        self
    }

    /// Does it and tells how many rows were changed.
    pub async fn run(self, tx: &WriteTx) -> StoreResult<u64> {
        Ok(tx.connection().execute(&self.update.into_query()).await?.rows_affected())
    }
}

/// A deletion among a tenant's rows.
#[must_use]
pub struct Delete<E: EntityTrait> {
    delete: sea_orm::DeleteMany<E>,
}

impl<E: TenantEntity> Delete<E> {
    pub(crate) fn new(ctx: &Ctx) -> Self {
        Self { delete: E::delete_many().filter(within::<E>(ctx)) }
    }

    /// Narrows it.
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.delete = self.delete.filter(Condition::all().add(condition.into_condition()));
        self
    }

    /// Does it and tells how many rows were deleted.
    pub async fn run(self, tx: &WriteTx) -> StoreResult<u64> {
        Ok(tx.connection().execute(&self.delete.into_query()).await?.rows_affected())
    }
}

/// A change to many rows in one statement: each given row names a key and carries its own values.
/// A condition may refer to both, so `on_hand - reserved >= wanted` is decided by the database for each row.
#[must_use]
pub struct BulkUpdate<E: EntityTrait> {
    within: Condition,
    keys: Vec<E::Column>,
    given: Vec<ValueTuple>,
    sets: Vec<(E::Column, Expr)>,
    filters: Vec<Expr>,
}

const GIVEN: &str = "given";

impl<E: TenantEntity> BulkUpdate<E> {
    pub(crate) fn new(ctx: &Ctx) -> Self {
        Self { within: within::<E>(ctx), keys: Vec::new(), given: Vec::new(), sets: Vec::new(), filters: Vec::new() }
    }

    /// The columns by which given rows are matched: the first values of each given row.
    pub fn keys(mut self, keys: impl IntoIterator<Item = E::Column>) -> Self {
        self.keys = keys.into_iter().collect();
        self
    }

    /// The given rows: keys first, then values that [`Self::value`] refers to. Keys must not repeat.
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Value>>) -> Self {
        self.given = rows.into_iter().map(ValueTuple::Many).collect();
        self
    }

    /// The n-th value after the keys of a given row, counted from 0.
    #[must_use]
    pub fn value(&self, index: usize) -> Expr {
        given_column(self.keys.len() + index)
    }

    /// Sets a column of the matched row.
    pub fn set(mut self, column: E::Column, expression: Expr) -> Self {
        self.sets.push((column, expression));
        self
    }

    /// Changes only matched rows for which this holds.
    pub fn filter(mut self, condition: Expr) -> Self {
        self.filters.push(condition);
        self
    }

    /// Does it and tells how many rows were changed.
    pub async fn run(self, tx: &WriteTx) -> StoreResult<u64> {
        if self.given.is_empty() {
            return Ok(0);
        }
        let mut statement = Query::update();
        statement.table(E::default()).from(TableRef::ValuesList(self.given, Alias::new(GIVEN).into_iden()));
        for (column, expression) in self.sets {
            statement.value(column, expression);
        }
        for (index, key) in self.keys.iter().enumerate() {
            statement.and_where(Expr::col((E::default(), *key)).equals(given_name(index)));
        }
        statement.cond_where(self.within);
        for filter in self.filters {
            statement.and_where(filter);
        }
        Ok(tx.connection().execute(&statement).await?.rows_affected())
    }
}

/// Both databases name the columns of a VALUES list column1, column2 and so on.
fn given_name(index: usize) -> (DynIden, DynIden) {
    (Alias::new(GIVEN).into_iden(), Alias::new(format!("column{}", index + 1)).into_iden())
}

fn given_column(index: usize) -> Expr {
    Expr::col(given_name(index))
}

/// Runs SQL that only this crate writes.
pub(crate) async fn run_sql(conn: &Conn, sql: &str, values: Vec<Value>) -> StoreResult<u64> {
    let backend = conn.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, for_backend(backend, sql), values);
    Ok(conn.execute_raw(statement).await?.rows_affected())
}

/// Turns `?` into `$1`, `$2`… for PostgreSQL. The SQL of this crate has no question marks in literals.
pub(crate) fn for_backend(backend: DbBackend, sql: &str) -> String {
    if backend != DbBackend::Postgres {
        return sql.to_owned();
    }
    let mut numbered = String::with_capacity(sql.len() + 8);
    let mut next = 0;
    for part in sql.split_inclusive('?') {
        match part.strip_suffix('?') {
            Some(before) => {
                next += 1;
                numbered.push_str(before);
                numbered.push_str(&format!("${next}"));
            }
            None => numbered.push_str(part),
        }
    }
    numbered
}
