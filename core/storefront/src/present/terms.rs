//! What is agreed beside the lines, as pages show it.
//! What it comes to was computed by the order engine.

use kontor_contract::orders;

use crate::views::{CodeRow, Extra, Field, OrderTerms, Terms, Way};

/// What is taken off, for the totals.
pub(crate) fn discounts(discounts: &[orders::DiscountView]) -> Vec<Extra> {
    let extra = |one: &orders::DiscountView| Extra {
        name: one.name.clone(),
        amount: one.amount.clone(),
        code: one.code.clone(),
    };
    discounts.iter().map(extra).collect()
}

/// What is charged beside the lines, for the totals.
pub(crate) fn charges(charges: &[orders::ChargeView]) -> Vec<Extra> {
    let extra = |one: &orders::ChargeView| Extra { name: one.name.clone(), amount: one.net.clone(), code: None };
    charges.iter().map(extra).collect()
}

/// What can be agreed on at checkout.
pub(crate) fn terms(terms: &orders::CartTerms, checkout: &orders::CheckoutData) -> Terms {
    let shipping = |way: &orders::ShippingWay| Way {
        code: way.code.clone(),
        name: way.name.clone(),
        is_free: way.net.as_deref().is_some_and(is_nothing),
        net: way.net.clone(),
        days: None,
        notes: way.notes.clone(),
        selected: way.is_chosen,
    };
    let payment = |way: &orders::PaymentWay| Way {
        code: way.code.clone(),
        name: way.name.clone(),
        days: way.days,
        selected: way.is_chosen,
        ..Way::default()
    };
    let code = |code: &String| {
        let told = terms.codes.iter().find(|verdict| verdict.code == *code);
        CodeRow {
            code: code.clone(),
            is_taken: told.is_some_and(|verdict| verdict.is_taken),
            text: told.map(|verdict| verdict.text.clone()).unwrap_or_default(),
        }
    };
    Terms {
        shipping: terms.shipping.iter().map(shipping).collect(),
        payment: terms.payment.iter().map(payment).collect(),
        codes: checkout.codes.iter().map(code).collect(),
        codes_text: checkout.codes.join(","),
        code: Field::default(),
        cost_centre: Field::of(checkout.cost_centre.as_deref().unwrap_or_default()),
        cost_centres: Vec::new(),
        partial_delivery: checkout.partial_delivery.unwrap_or(true),
    }
}

/// Whether decimal text is zero.
fn is_nothing(amount: &str) -> bool {
    amount.chars().all(|sign| matches!(sign, '0' | '.' | '-'))
}

/// What was agreed beside the lines of an order.
pub(crate) fn order_terms(terms: orders::OrderTerms) -> OrderTerms {
    let some = |count: u32| (count > 0).then_some(count);
    let shipping = terms.shipping.as_ref();
    OrderTerms {
        parcels: shipping.and_then(|way| some(way.parcels)),
        pallets: shipping.and_then(|way| some(way.pallets)),
        freight_later: shipping.is_some_and(|way| !way.is_charged),
        shipping: terms.shipping.map(|way| way.name),
        payment_days: terms.payment.as_ref().and_then(|way| way.days),
        payment: terms.payment.map(|way| way.name),
        cost_centre: terms.cost_centre,
        at_once: !terms.partial_delivery,
    }
}
