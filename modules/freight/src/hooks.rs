//! Answers `cart/validate` and `orders/validate` with the minimums that are not reached, and the two points of shipping.
//! Everything they go by is remembered for a second, so that showing a cart costs no query.

use std::collections::HashMap;

use async_trait::async_trait;
use kontor_contract::catalog::ProductKnowledge;
use kontor_hooks::{
    CartValidate, ChosenShipping, Finding, HookPoint, OrderDraft, OrdersValidate, Severity, Shipment, ShippingQuote,
    ShippingSurcharge,
};
use kontor_kernel::{Amount, ProductId, Quantity};
use kontor_module::{Hook, HookFault, Value};
use kontor_store::Ctx;

use crate::{
    error::FreightError,
    model::{
        minimum::{Case, Gravity, Minimum, Threshold, Unmet, unmet},
        rule::Goods,
    },
    service::Desk,
    words::kilograms,
};

impl Desk {
    async fn findings(&self, ctx: &Ctx, draft: &OrderDraft) -> Result<Vec<Finding>, FreightError> {
        let book = self.memory.book(ctx).await?;
        if book.minimums.is_empty() {
            return Ok(Vec::new());
        }
        let buyer = self.memory.buyer(ctx, draft.company.id, &book).await?;
        let categories = self.categories(ctx, &book.minimums, draft).await?;
        let case = Case { draft, buyer: &buyer, categories: &categories };
        Ok(unmet(&book.minimums, case).iter().map(|unmet| self.finding(draft, unmet)).collect())
    }

    /// The categories of what is bought, where a minimum names one.
    async fn categories(
        &self,
        ctx: &Ctx,
        minimums: &[Minimum],
        draft: &OrderDraft,
    ) -> Result<HashMap<ProductId, Vec<String>>, FreightError> {
        if !minimums.iter().any(|minimum| matches!(minimum.goods, Goods::Category(_))) {
            return Ok(HashMap::new());
        }
        let Some(knowledge) = self.boot.ports.find::<dyn ProductKnowledge>() else { return Ok(HashMap::new()) };
        let products: Vec<ProductId> = draft.lines.iter().map(|line| line.product).collect();
        let facts = knowledge.facts(ctx, &products).await?;
        Ok(facts.into_iter().map(|(product, facts)| (product, facts.categories)).collect())
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
        let (subject, name) = match &unmet.minimum.goods {
            Goods::Product(_) => ("product", unmet.sku.clone()),
            Goods::Category(code) => ("category", code.clone()),
            Goods::All => ("order", String::new()),
        };
        let values = [("needed", needed), ("missing", missing), ("sku", name.into())];
        let blocks = unmet.minimum.gravity == Gravity::Blocks;
        Finding {
            severity: if blocks { Severity::Error } else { Severity::Warning },
            code: "freight.minimum_not_reached".to_owned(),
            text: self.boot.texts().say(draft.locale, &format!("freight-minimum-{subject}-{key}"), &values),
            position: unmet.position,
        }
    }
}

fn fault(cause: &FreightError) -> HookFault {
    HookFault(cause.to_string())
}

#[async_trait]
impl Hook<CartValidate> for Desk {
    async fn call(&self, ctx: &Ctx, input: &OrderDraft) -> Result<<CartValidate as HookPoint>::Output, HookFault> {
        self.findings(ctx, input).await.map_err(|cause| fault(&cause))
    }
}

#[async_trait]
impl Hook<OrdersValidate> for Desk {
    async fn call(&self, ctx: &Ctx, input: &OrderDraft) -> Result<<OrdersValidate as HookPoint>::Output, HookFault> {
        self.findings(ctx, input).await.map_err(|cause| fault(&cause))
    }
}

#[async_trait]
impl Hook<ShippingQuote> for Desk {
    async fn call(&self, ctx: &Ctx, input: &Shipment) -> Result<<ShippingQuote as HookPoint>::Output, HookFault> {
        self.offers(ctx, input).await.map_err(|cause| fault(&cause))
    }
}

#[async_trait]
impl Hook<ShippingSurcharge> for Desk {
    async fn call(
        &self,
        ctx: &Ctx,
        input: &ChosenShipping,
    ) -> Result<<ShippingSurcharge as HookPoint>::Output, HookFault> {
        self.surcharges(ctx, input).await.map_err(|cause| fault(&cause))
    }
}
