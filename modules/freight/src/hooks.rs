//! Answers `cart/validate` and `orders/validate` with the minimums that are not reached.
//! Rules are remembered for a second per tenant, so that showing a cart costs no query.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use kontor_hooks::{CartValidate, Finding, HookPoint, OrderDraft, OrdersValidate, Severity};
use kontor_kernel::{Amount, Quantity, TenantId, format_scaled};
use kontor_module::{Hook, HookFault, Texts, Value};
use kontor_store::{Ctx, Store, StoreError, Tx};

use crate::{
    entities::minimums,
    model::minimum::{Minimum, Threshold, Unmet, unmet},
};

const REMEMBERED: Duration = Duration::from_secs(1);

type Rules = Arc<[Minimum]>;

/// Answers both points.
#[derive(Clone)]
pub(crate) struct Checks {
    pub(crate) store: Store,
    pub(crate) texts: Arc<Texts>,
    remembered: Arc<RwLock<HashMap<TenantId, (Instant, Rules)>>>,
}

impl Checks {
    pub(crate) fn new(store: Store, texts: Arc<Texts>) -> Self {
        Self { store, texts, remembered: Arc::default() }
    }

    /// Drops a tenant's rules, so that the next check reads them anew.
    pub(crate) fn forget(&self, tenant: TenantId) {
        self.remembered.write().unwrap_or_else(PoisonError::into_inner).remove(&tenant);
    }

    async fn rules(&self, ctx: &Ctx) -> Result<Rules, StoreError> {
        let known = {
            let remembered = self.remembered.read().unwrap_or_else(PoisonError::into_inner);
            remembered.get(&ctx.tenant()).cloned()
        };
        if let Some((at, rules)) = known
            && at.elapsed() < REMEMBERED
        {
            return Ok(rules);
        }
        let tx = self.store.read_for_memory(ctx).await?;
        let rows = tx.find::<minimums::Entity>().all(&tx).await?;
        tx.finish().await?;
        let rules: Rules = rows.iter().filter_map(rule).collect();
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        remembered.insert(ctx.tenant(), (Instant::now(), Arc::clone(&rules)));
        Ok(rules)
    }

    async fn findings(&self, ctx: &Ctx, draft: &OrderDraft) -> Result<Vec<Finding>, HookFault> {
        let rules = self.rules(ctx).await.map_err(|cause| HookFault(cause.to_string()))?;
        Ok(unmet(&rules, draft).iter().map(|unmet| self.finding(draft, unmet)).collect())
    }

    fn finding(&self, draft: &OrderDraft, unmet: &Unmet) -> Finding {
        let (key, needed, missing): (_, Value, Value) = match unmet.minimum.threshold {
            Threshold::NetValue(needed, currency) => {
                let missing = Amount::from_minor(unmet.missing);
                ("value", needed.in_currency(currency).into(), missing.in_currency(currency).into())
            }
            Threshold::WeightG(needed) => ("weight", kilograms(needed), kilograms(unmet.missing)),
            Threshold::Quantity(needed) => {
                let missing = Quantity::from_millionths(unmet.missing);
                ("quantity", Value::quantity(needed, &unmet.unit), Value::quantity(missing, &unmet.unit))
            }
        };
        let subject = if unmet.minimum.product.is_some() { "product" } else { "order" };
        let values = [("needed", needed), ("missing", missing), ("sku", (&unmet.sku).into())];
        Finding {
            severity: if unmet.minimum.blocks { Severity::Error } else { Severity::Warning },
            code: "freight.minimum_not_reached".to_owned(),
            text: self.texts.say(draft.locale, &format!("freight-minimum-{subject}-{key}"), &values),
            position: unmet.position,
        }
    }
}

fn kilograms(grams: i64) -> Value {
    Value::Measure { decimal: format_scaled(grams, 3, 0), unit: "kg".to_owned() }
}

/// A row as a rule; one that this version cannot read binds nobody.
fn rule(row: &minimums::Model) -> Option<Minimum> {
    let threshold = match row.measure.as_str() {
        "net_value" => Threshold::NetValue(Amount::from_minor(row.threshold), row.currency?),
        "weight_kg" => Threshold::WeightG(row.threshold),
        "quantity" => Threshold::Quantity(Quantity::from_millionths(row.threshold)),
        _ => return None,
    };
    Some(Minimum { company: row.company_id, product: row.product_id, threshold, blocks: row.severity == "block" })
}

#[async_trait]
impl Hook<CartValidate> for Checks {
    async fn call(&self, ctx: &Ctx, input: &OrderDraft) -> Result<<CartValidate as HookPoint>::Output, HookFault> {
        self.findings(ctx, input).await
    }
}

#[async_trait]
impl Hook<OrdersValidate> for Checks {
    async fn call(&self, ctx: &Ctx, input: &OrderDraft) -> Result<<OrdersValidate as HookPoint>::Output, HookFault> {
        self.findings(ctx, input).await
    }
}
