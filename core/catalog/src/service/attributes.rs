//! A product's attributes: checked by the engine of custom attributes where the tenant has defined some, and free
//! otherwise. Either way a change is merged into what the product has, and `null` takes one away.

use kontor_contract::attributes::{Attributes, CustomAttributes};
use kontor_store::{Ctx, WriteTx};
use serde_json::Value;

use super::{Catalogue, checks, checks::ColumnFault};
use crate::error::CatalogResult;

const THING: &str = "product";

/// By which rules a product's attributes are checked; found out before the write begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Regime {
    /// The tenant has defined none, and a product may have any.
    Free,
    /// The tenant's definitions.
    Defined,
}

impl Catalogue {
    /// By which rules the tenant's products are checked.
    pub(super) async fn attribute_regime(&self, ctx: &Ctx) -> CatalogResult<Regime> {
        let Some(port) = self.boot.ports.find::<dyn CustomAttributes>() else { return Ok(Regime::Free) };
        let defined = port.of(ctx, THING, ctx.locale()).await?;
        Ok(if defined.is_empty() { Regime::Free } else { Regime::Defined })
    }

    /// The attributes of a product after a change.
    pub(super) async fn merge_attributes(
        &self,
        tx: &WriteTx,
        regime: Regime,
        known: &Value,
        change: &Value,
    ) -> CatalogResult<Value> {
        let known = known.as_object().cloned().unwrap_or_default();
        let change = change.as_object().cloned().unwrap_or_default();
        let merged = match (regime, self.boot.ports.find::<dyn CustomAttributes>()) {
            (Regime::Defined, Some(port)) => port.merge(tx, THING, &known, &change, false).await?,
            _ => merged(known, change),
        };
        let merged = Value::Object(merged);
        checks::attributes(&merged).map_err(ColumnFault::refused)?;
        Ok(merged)
    }

    /// What buyers and guests may see of a product's attributes.
    pub(super) async fn public_attributes(&self, ctx: &Ctx, known: Value) -> CatalogResult<Value> {
        match (self.boot.ports.find::<dyn CustomAttributes>(), known) {
            (Some(port), Value::Object(known)) if !ctx.is_staff() => {
                Ok(Value::Object(port.public(ctx, THING, &known).await?))
            }
            (_, known) => Ok(known),
        }
    }
}

fn merged(mut known: Attributes, change: Attributes) -> Attributes {
    for (name, value) in change {
        if value.is_null() {
            known.remove(&name);
        } else {
            known.insert(name, value);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn free_attributes_are_merged_and_null_takes_one_away() {
        let map = |value: Value| value.as_object().cloned().unwrap();
        let known = map(json!({ "thread": "M8", "old": { "a": 1 } }));
        let change = map(json!({ "thread": "M10", "old": null, "ean": "1", "none": null }));
        assert_eq!(Value::Object(merged(known, change)), json!({ "thread": "M10", "ean": "1" }));
    }
}
