//! What is agreed beside the lines: checked when it is said, shown with the cart, kept with the order.
//! What a tenant offers stands in the settings of the order engine.

use kontor_contract::orders::{
    CartMessage, CartTerms, ChargeKind, ChargeView, CheckoutData, DiscountView, OrderPayment, OrderShipping,
    OrderTerms, PaymentWay,
};
use kontor_hooks::{Severity, TaxReason};
use kontor_kernel::{Amount, BusinessDate, Currency};
use kontor_store::{Ctx, WriteTx};
use kontor_words::Value;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Service,
    carts::today,
    compute::{Draft, channel},
    discounts::check_codes,
    place::{Placement, check_wording},
    taxes,
};
use crate::{
    entities::{charges, discounts, orders},
    error::OrderError,
    manifest::{MANIFEST, ORDERS_READ},
    model::{
        calendar::{Calendar, DateFault},
        payment::{self, PaymentMethod},
    },
};

/// The longest cost centre and the longest code of a way, in characters.
const LONGEST_CODE: usize = 60;
const A_DAY_S: i64 = 24 * 60 * 60;

/// What a tenant has set about orders.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    pub(crate) payment_methods: Vec<PaymentMethod>,
    pub(crate) calendar: Calendar,
}

/// How an order is sent, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptShipping {
    code: String,
    name: String,
    is_charged: bool,
    net: i64,
    parcels: u32,
    pallets: u32,
    weight_g: i64,
    steps: Vec<String>,
}

/// How an order is paid, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptPayment {
    code: String,
    name: String,
    days: Option<u32>,
}

/// The rows of an order beside its lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct TermRows {
    pub(crate) charges: Vec<charges::Model>,
    pub(crate) discounts: Vec<discounts::Model>,
}

/// What is said beside the lines is as long as documents can show, and names a country there is.
pub(crate) fn check_terms(checkout: &CheckoutData) -> Result<(), OrderError> {
    let CheckoutData { delivery_address, po_number, note, .. } = checkout;
    taxes::check_country(delivery_address.as_ref())?;
    check_wording(po_number.as_deref(), note.as_deref(), delivery_address.as_ref())?;
    check_codes(&checkout.codes)?;
    let named = [
        ("/cost_centre", &checkout.cost_centre),
        ("/shipping_method", &checkout.shipping_method),
        ("/payment_method", &checkout.payment_method),
    ];
    for (pointer, text) in named {
        let is_good = |text: &String| text.chars().count() <= LONGEST_CODE && !text.chars().any(char::is_control);
        if !text.as_ref().is_none_or(is_good) {
            let detail = format!("This may have at most {LONGEST_CODE} characters, without line breaks.");
            return Err(OrderError::BadField { pointer, detail });
        }
    }
    Ok(())
}

impl Service {
    /// What the tenant has set about orders.
    pub(crate) async fn settings(&self, ctx: &Ctx) -> Result<Settings, OrderError> {
        let state = self.boot.modules.state(ctx, MANIFEST.id).await?;
        // What was set for another version and cannot be read any more is as if nothing was set.
        Ok(serde_json::from_value(state.settings).unwrap_or_default())
    }

    /// Goods are wanted for a day on which they can be delivered.
    pub(crate) async fn check_requested_date(&self, ctx: &Ctx, date: Option<BusinessDate>) -> Result<(), OrderError> {
        let Some(date) = date else { return Ok(()) };
        let today = today(ctx)?;
        if date < today {
            let detail = format!("The requested date lies in the past; choose {today} or later.");
            return Err(OrderError::BadField { pointer: "/requested_date", detail });
        }
        let calendar = self.settings(ctx).await?.calendar;
        match calendar.check(counted_day(ctx, &calendar)?, date) {
            Ok(()) => Ok(()),
            Err(DateFault::TooEarly(date)) => Err(OrderError::TooEarly(date)),
            Err(DateFault::NotDelivered(date)) => Err(OrderError::NotDelivered(date)),
        }
    }

    /// What a cart can be agreed on and what it comes to, and what the buyer must mend of what they have said.
    pub(crate) async fn terms(
        &self,
        ctx: &Ctx,
        checkout: &CheckoutData,
        draft: &Draft,
    ) -> Result<(CartTerms, Vec<CartMessage>), OrderError> {
        let settings = self.settings(ctx).await?;
        let calendar = &settings.calendar;
        let ordered = counted_day(ctx, calendar)?;
        let mut messages = Vec::new();
        let message = |severity, code: &str, text| CartMessage { severity, code: code.to_owned(), text, line_id: None };
        if let Some(Err(fault)) = checkout.requested_date.map(|date| calendar.check(ordered, date)) {
            messages.push(message(Severity::Error, "orders.requested_date", self.date_text(ctx, fault)));
        }
        if let Some(way) = draft.shipping.way().filter(|_| draft.shipping.is_other) {
            let text = self.boot.texts().say(ctx.locale(), "orders-other-shipping", &[("way", (&way.name).into())]);
            messages.push(message(Severity::Warning, "orders.other_shipping", text));
        }
        let chosen = payment::choose(&settings.payment_methods, checkout.payment_method.as_deref());
        let way = |method: &PaymentMethod| PaymentWay {
            code: method.code.clone(),
            name: method.name(ctx.locale()).to_owned(),
            days: method.days,
            is_chosen: chosen.is_some_and(|chosen| chosen.code == method.code),
        };
        let terms = CartTerms {
            shipping: draft.shipping.ways(draft.currency),
            payment: settings.payment_methods.iter().map(way).collect(),
            charges: draft.shipping.charges.iter().map(|charge| charge_view(draft.currency, charge)).collect(),
            discounts: draft
                .discounts
                .iter()
                .map(|given| discount_view(draft.currency, &given.name, given.code.as_ref(), given.amount))
                .collect(),
            codes: draft.codes.clone(),
            earliest_date: Some(calendar.earliest(ordered)),
        };
        Ok((terms, messages))
    }

    /// A sentence on a day that cannot be wanted.
    pub(crate) fn date_text(&self, ctx: &Ctx, fault: DateFault) -> String {
        let (key, date) = match fault {
            DateFault::TooEarly(date) => ("orders-date-too-early", date),
            DateFault::NotDelivered(date) => ("orders-date-not-delivered", date),
        };
        self.boot.texts().say(ctx.locale(), key, &[("date", Value::from(date.to_string()))])
    }

    /// Puts what was agreed beside the lines into the row of an order.
    pub(crate) async fn keep_terms(
        &self,
        ctx: &Ctx,
        row: &mut orders::Model,
        placement: &Placement,
        draft: &Draft,
    ) -> Result<TermRows, OrderError> {
        let checkout = &placement.checkout;
        row.shipping = draft.shipping.way().map(|way| {
            json!(KeptShipping {
                code: way.code.clone(),
                name: way.name.clone(),
                is_charged: way.is_charged,
                net: way.net.minor(),
                parcels: way.parcels,
                pallets: way.pallets,
                weight_g: way.weight_g,
                steps: way.steps.clone(),
            })
        });
        let methods = self.settings(ctx).await?.payment_methods;
        row.payment = payment::choose(&methods, checkout.payment_method.as_deref()).map(|method| {
            let name = method.name(ctx.locale()).to_owned();
            json!(KeptPayment { code: method.code.clone(), name, days: method.days })
        });
        row.cost_centre = checkout.cost_centre.clone().filter(|text| !text.trim().is_empty());
        row.partial_delivery = checkout.partial_delivery;
        Ok(term_rows(row, draft))
    }
}

/// The day as of which an order placed now counts.
fn counted_day(ctx: &Ctx, calendar: &Calendar) -> Result<BusinessDate, OrderError> {
    let Some(until) = calendar.until_s() else { return today(ctx) };
    let zone = &channel(ctx)?.legal_entity.time_zone;
    // Moved ahead by what is left of the day after that time, whatever comes later has reached the next day.
    let counted = ctx.now().plus_seconds(A_DAY_S - until).date_in(zone);
    counted.map_err(|cause| OrderError::BadField { pointer: "/requested_date", detail: cause.to_string() })
}

fn term_rows(order: &orders::Model, draft: &Draft) -> TermRows {
    let position = |at: usize| i32::try_from(at + 1).unwrap_or(i32::MAX);
    let charge = |(at, charge): (usize, &super::shipping::Charge)| charges::Model {
        tenant_id: order.tenant_id,
        order_id: order.id,
        position: position(at),
        kind: if charge.kind == ChargeKind::Freight { "freight".to_owned() } else { "surcharge".to_owned() },
        code: charge.code.clone(),
        name: charge.name.clone(),
        net: charge.amounts.net,
        tax_rate: charge.tax.rate,
        tax: charge.amounts.tax,
        gross: charge.amounts.gross,
        tax_reason: charge.tax.reason.name().to_owned(),
        tax_rule: charge.tax.rule.clone(),
        tax_note: charge.tax.note.clone(),
    };
    let discount = |(at, given): (usize, &crate::model::discounts::Given)| discounts::Model {
        tenant_id: order.tenant_id,
        order_id: order.id,
        position: position(at),
        source: given.source.clone(),
        name: given.name.clone(),
        code: given.code.clone(),
        amount: given.amount,
    };
    TermRows {
        charges: draft.shipping.charges.iter().enumerate().map(charge).collect(),
        discounts: draft.discounts.iter().enumerate().map(discount).collect(),
    }
}

impl TermRows {
    /// Writes them with their order.
    pub(crate) async fn write(&self, tx: &WriteTx) -> Result<(), OrderError> {
        if !self.charges.is_empty() {
            tx.insert_all::<charges::Entity>(self.charges.clone()).await?;
        }
        if !self.discounts.is_empty() {
            tx.insert_all::<discounts::Entity>(self.discounts.clone()).await?;
        }
        Ok(())
    }

    /// What readers see of them and of their order.
    pub(crate) fn view(self, ctx: &Ctx, order: &orders::Model) -> OrderTerms {
        let currency = order.currency;
        let sees_costs = ctx.allows(ORDERS_READ);
        let shipping = order.shipping.clone().and_then(|kept| serde_json::from_value::<KeptShipping>(kept).ok());
        let shipping = shipping.map(|kept| OrderShipping {
            net: (kept.is_charged || sees_costs).then(|| Amount::from_minor(kept.net).to_text(currency)),
            steps: if sees_costs { kept.steps } else { Vec::new() },
            code: kept.code,
            name: kept.name,
            is_charged: kept.is_charged,
            parcels: kept.parcels,
            pallets: kept.pallets,
            weight_g: kept.weight_g,
        });
        let payment = order.payment.clone().and_then(|kept| serde_json::from_value::<KeptPayment>(kept).ok());
        let charge = |row: &charges::Model| ChargeView {
            kind: if row.kind == "freight" { ChargeKind::Freight } else { ChargeKind::Surcharge },
            code: row.code.clone(),
            name: row.name.clone(),
            net: row.net.to_text(currency),
            tax_rate: row.tax_rate,
            tax_reason: reason(row),
            tax: row.tax.to_text(currency),
            gross: row.gross.to_text(currency),
        };
        OrderTerms {
            shipping,
            payment: payment.map(|kept| OrderPayment { code: kept.code, name: kept.name, days: kept.days }),
            cost_centre: order.cost_centre.clone(),
            partial_delivery: order.partial_delivery.unwrap_or(true),
            charges: self.charges.iter().map(charge).collect(),
            discounts: self
                .discounts
                .iter()
                .map(|row| discount_view(currency, &row.name, row.code.as_ref(), row.amount))
                .collect(),
        }
    }
}

/// Why a charge bears its tax.
pub(crate) fn reason(row: &charges::Model) -> TaxReason {
    TaxReason::named(&row.tax_reason).unwrap_or(TaxReason::Standard)
}

fn charge_view(currency: Currency, charge: &super::shipping::Charge) -> ChargeView {
    ChargeView {
        kind: charge.kind,
        code: charge.code.clone(),
        name: charge.name.clone(),
        net: charge.amounts.net.to_text(currency),
        tax_rate: charge.tax.rate,
        tax_reason: charge.tax.reason,
        tax: charge.amounts.tax.to_text(currency),
        gross: charge.amounts.gross.to_text(currency),
    }
}

fn discount_view(currency: Currency, name: &str, code: Option<&String>, amount: Amount) -> DiscountView {
    DiscountView { name: name.to_owned(), code: code.cloned(), amount: amount.to_text(currency) }
}
