//! Pages of a search: by keyset for cursors, so that inserts between two pages neither repeat nor hide a row, or counted.
//! A cursor names the last row seen by the sorted column and the id; it is opaque to callers and refused when it is not ours.

use kontor_kernel::{Page, PageRequest, Position};
use sea_orm::{ColumnTrait, ColumnType, Condition, EntityTrait, ModelTrait, Order, Value};

use crate::{
    entity::TenantEntity,
    error::{StoreError, StoreResult},
    query::Find,
    tx::Tx,
};

/// How a list is ordered: by a column, ties broken by the id.
#[derive(Debug, Clone)]
pub struct Keyset<E: EntityTrait> {
    /// The column it is sorted by; never null.
    pub column: E::Column,
    /// The id's column.
    pub id: E::Column,
    /// Rising or falling, for both.
    pub order: Order,
}

impl<E: TenantEntity> Find<E> {
    /// One page of the rows found.
    pub async fn page(self, tx: &impl Tx, keys: Keyset<E>, request: &PageRequest) -> StoreResult<Page<E::Model>> {
        let total = if request.is_counted() { Some(self.clone().count(tx).await?) } else { None };
        let after = match request.position() {
            Position::Cursor(Some(cursor)) => Some(after::<E>(&keys, cursor)?),
            Position::Cursor(None) | Position::Number(_) => None,
        };
        let limit = u64::from(request.limit());
        let mut items = self
            .filter_some(after)
            .order_by(keys.column, keys.order.clone())
            .order_by(keys.id, keys.order.clone())
            .offset(request.offset())
            .limit(limit + 1)
            .all(tx)
            .await?;
        let has_more = items.len() as u64 > limit;
        items.truncate(request.limit() as usize);
        let next_cursor = items.last().filter(|_| has_more).and_then(|row| cursor_of::<E>(&keys, row));
        Ok(Page { items, next_cursor, total })
    }
}

fn after<E: TenantEntity>(keys: &Keyset<E>, cursor: &str) -> StoreResult<Condition> {
    let bad = || StoreError::BadCursor;
    let (first, id) = cursor.split_once('~').ok_or_else(bad)?;
    let value = decode(first).filter(|value| fits(keys.column.def().get_column_type(), value)).ok_or_else(bad)?;
    let id = decode(id).filter(|value| fits(keys.id.def().get_column_type(), value)).ok_or_else(bad)?;
    let beyond = |column: E::Column, value: Value| match keys.order {
        Order::Desc => column.lt(value),
        _ => column.gt(value),
    };
    let tie = Condition::all().add(keys.column.eq(value.clone())).add(beyond(keys.id, id));
    Ok(Condition::any().add(beyond(keys.column, value)).add(tie))
}

/// Whether a value is of the column's type: PostgreSQL does not compare others.
fn fits(column: &ColumnType, value: &Value) -> bool {
    match value {
        Value::BigInt(_) => matches!(column, ColumnType::BigInteger),
        Value::Uuid(_) => matches!(column, ColumnType::Uuid),
        Value::String(_) => matches!(column, ColumnType::String(_) | ColumnType::Text),
        _ => false,
    }
}

fn cursor_of<E: TenantEntity>(keys: &Keyset<E>, row: &E::Model) -> Option<String> {
    Some(format!("{}~{}", encode(&row.get(keys.column))?, encode(&row.get(keys.id))?))
}

fn encode(value: &Value) -> Option<String> {
    match value {
        Value::BigInt(Some(number)) => Some(format!("i{number}")),
        Value::Uuid(Some(id)) => Some(format!("u{}", id.simple())),
        Value::String(Some(text)) => {
            Some(format!("s{}", text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>()))
        }
        _ => None,
    }
}

fn decode(text: &str) -> Option<Value> {
    let (kind, rest) = text.split_at_checked(1)?;
    match kind {
        "i" => rest.parse().ok().map(|number| Value::BigInt(Some(number))),
        "u" => uuid::Uuid::try_parse(rest).ok().map(|id| Value::Uuid(Some(id))),
        "s" if rest.len() % 2 == 0 && rest.is_ascii() => {
            let byte = |at: usize| u8::from_str_radix(&rest[at..at + 2], 16).ok();
            let bytes: Option<Vec<u8>> = (0..rest.len()).step_by(2).map(byte).collect();
            // PostgreSQL's texts hold no U+0000.
            let text = String::from_utf8(bytes?).ok().filter(|text| !text.contains('\0'));
            text.map(|text| Value::String(Some(text)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        for value in
            [Value::BigInt(Some(-7)), Value::String(Some("żółw ~ s".to_owned())), Value::String(Some(String::new()))]
        {
            assert_eq!(encode(&value).and_then(|text| decode(&text)), Some(value));
        }
    }

    #[test]
    fn what_is_no_cursor_of_ours_is_refused() {
        for text in ["", "x1", "i", "i1e9", "s0", "szz", "s00", "u12", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    #[test]
    fn a_value_of_another_type_than_the_columns_is_none_of_its_cursor() {
        let (number, text) = (Value::BigInt(Some(1)), Value::String(Some("a".to_owned())));
        assert!(fits(&ColumnType::BigInteger, &number) && fits(&ColumnType::Text, &text));
        assert!(!fits(&ColumnType::Text, &number) && !fits(&ColumnType::BigInteger, &text));
        assert!(!fits(&ColumnType::Uuid, &text));
    }
}
