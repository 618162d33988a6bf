//! Carts and orders as pages show them.
//! What is computed of them was computed by the order engine.

use kontor_contract::{catalog, identity, orders};
use kontor_hooks::Severity;
use kontor_store::Ctx;

use super::{
    availability, local, packed, per,
    terms::{charges, discounts, order_terms},
    zone_of,
};
use crate::{
    locale::Locale,
    views::{
        Address, Cart, CartLine, Field, HistoryEntry, Message, Order, OrderLine, OrderRow, Tone, Totals, UnitChoice,
        Waiting,
    },
};

pub(crate) fn cart(locale: &Locale, cart: orders::CartView) -> Cart {
    let about = |line: Option<_>| {
        let messages = cart.messages.iter().filter(|message| message.line_id == line);
        messages.map(message).collect::<Vec<_>>()
    };
    let shows_gross = cart.shown == catalog::TaxMode::Gross;
    Cart {
        id: cart.id.to_string(),
        name: cart.name.clone(),
        is_shared: cart.is_shared,
        currency: cart.currency.to_string(),
        messages: about(None),
        lines: cart.lines.iter().map(|line| cart_line(locale, line, shows_gross, about(Some(line.id)))).collect(),
        totals: Totals {
            net: cart.totals.net,
            tax: cart.totals.tax,
            gross: cart.totals.gross,
            discounts: discounts(&cart.terms.discounts),
            charges: charges(&cart.terms.charges),
            shows_gross,
            notes: notes(&cart.taxes),
            weight_g: u64::try_from(cart.totals.weight_g).ok().filter(|grams| *grams > 0),
            hash: cart.totals.hash,
        },
        can_place: cart.can_place,
    }
}

fn message(message: &orders::CartMessage) -> Message {
    let tone = match message.severity {
        Severity::Info => Tone::Info,
        Severity::Warning => Tone::Warn,
        Severity::Error => Tone::Bad,
    };
    Message { tone, text: message.text.clone() }
}

fn cart_line(locale: &Locale, line: &orders::CartLineView, shows_gross: bool, messages: Vec<Message>) -> CartLine {
    let quantity = line.quantity.to_string();
    let choice = |one: &catalog::LineUnit| UnitChoice {
        selected: one.unit == line.unit,
        unit: one.unit.clone(),
        name: one.name.clone(),
        holds: per(one.factor),
        base_unit: line.base_unit.clone(),
        price: None,
    };
    CartLine {
        id: line.id.to_string(),
        sku: line.sku.clone(),
        name: line.name.clone(),
        quantity_field: Field::of(locale.typed(&quantity)),
        quantity,
        unit: line.unit.clone(),
        packed: packed(&line.unit, line.factor, line.base_quantity, &line.base_unit),
        units: line.units.iter().map(choice).collect(),
        field: format!("unit[{}]", line.id),
        unit_price: line.unit_price.clone(),
        per: per(line.per),
        net: line.net.clone(),
        amount: if shows_gross { line.gross.clone() } else { line.net.clone() },
        tax_rate: line.tax_rate.to_string(),
        gross: line.gross.clone(),
        availability: availability(&line.availability),
        messages,
    }
}

/// What must be said about taxes, each sentence once.
fn notes(shares: &[orders::TaxShare]) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for note in shares.iter().filter_map(|share| share.note.as_ref()) {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    notes
}

/// The code of a state, which its message and its tone go by.
pub(crate) const fn state_code(state: orders::OrderState) -> &'static str {
    match state {
        orders::OrderState::AwaitingApproval => "awaiting_approval",
        orders::OrderState::Placed => "placed",
        orders::OrderState::Confirmed => "confirmed",
        orders::OrderState::OnHold => "on_hold",
        orders::OrderState::Cancelled => "cancelled",
    }
}

const fn state_tone(state: orders::OrderState) -> Tone {
    match state {
        orders::OrderState::AwaitingApproval | orders::OrderState::OnHold => Tone::Warn,
        orders::OrderState::Placed => Tone::Info,
        orders::OrderState::Confirmed => Tone::Good,
        orders::OrderState::Cancelled => Tone::Neutral,
    }
}

pub(crate) fn order_row(order: orders::OrderSummary) -> OrderRow {
    OrderRow {
        id: order.id.to_string(),
        number: order.number,
        state: state_code(order.state).to_owned(),
        tone: state_tone(order.state),
        order_date: order.order_date.to_string(),
        po_number: order.po_number,
        line_count: u64::from(order.line_count),
        currency: order.currency.to_string(),
        net_total: order.net_total,
        gross_total: order.gross_total,
    }
}

pub(crate) fn order(ctx: &Ctx, order: orders::OrderView) -> Order {
    let zone = zone_of(ctx);
    let entry = |entry: orders::OrderHistoryEntry| HistoryEntry {
        at: local(entry.at, &zone),
        event: entry.event,
        by: Some(entry.by),
        note: entry.note,
    };
    let shows_gross = order.shown == catalog::TaxMode::Gross;
    Order {
        id: order.id.to_string(),
        number: order.number,
        state: state_code(order.state).to_owned(),
        tone: state_tone(order.state),
        company: order.company.name,
        placed_at: local(order.placed_at, &zone),
        placed_by: order.placed_by.name,
        on_behalf: order.on_behalf,
        po_number: order.po_number,
        requested_date: order.requested_date.map(|date| date.to_string()),
        note: order.note,
        delivery_address: address(order.delivery_address),
        currency: order.currency.to_string(),
        lines: order.lines.into_iter().map(|line| order_line(line, shows_gross)).collect(),
        totals: Totals {
            net: order.net_total,
            tax: order.tax_total,
            gross: order.gross_total,
            discounts: discounts(&order.terms.discounts),
            charges: charges(&order.terms.charges),
            shows_gross,
            notes: notes(&order.taxes),
            weight_g: None,
            hash: String::new(),
        },
        history: order.history.into_iter().map(entry).collect(),
        terms: order_terms(order.terms),
    }
}

fn order_line(line: orders::OrderLineView, shows_gross: bool) -> OrderLine {
    OrderLine {
        position: line.position,
        sku: line.sku,
        name: line.name,
        quantity: line.quantity.to_string(),
        packed: packed(&line.unit, line.factor, line.base_quantity, &line.base_unit),
        unit: line.unit,
        unit_price: line.unit_price,
        per: per(line.per),
        amount: if shows_gross { line.gross.clone() } else { line.net.clone() },
        net: line.net,
        tax_rate: line.tax_rate.to_string(),
        gross: line.gross,
        waiting: line.waiting.map(|waiting| Waiting {
            quantity: waiting.base_quantity.map(|quantity| quantity.to_string()),
            unit: line.base_unit,
            expected_on: waiting.expected_on.map(|on| on.to_string()),
        }),
    }
}

fn address(address: identity::Address) -> Option<Address> {
    let identity::Address { name, street, postal_code, city, country } = address;
    let is_empty = street.is_empty() && city.is_empty();
    (!is_empty).then_some(Address { name, street, postal_code, city, country })
}
