//! From rows and drafts to what readers see.
//! Amounts become decimal text in their currency here and nowhere else.

use kontor_contract::{
    catalog::ProductKind,
    identity::CompanyName,
    orders::{ExternalId, OrderHistoryEntry, OrderLineView, OrderSummary, OrderView, PlacedBy},
};
use kontor_store::Ctx;

use crate::{
    entities::{history, lines, orders},
    manifest::{ORDERS_CANCEL, ORDERS_CONFIRM},
    model::machine::{Action, next, state_of},
};

fn company(row: &orders::Model) -> CompanyName {
    CompanyName { id: row.company_id, code: row.company_code.clone(), name: row.company_name.clone() }
}

fn external_id(row: &orders::Model) -> Option<ExternalId> {
    Some(ExternalId { system: row.external_system.clone()?, id: row.external_id.clone()? })
}

fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// An order in a list.
pub(crate) fn summary(row: orders::Model) -> OrderSummary {
    OrderSummary {
        id: row.id,
        company: company(&row),
        external_id: external_id(&row),
        state: state_of(&row.state),
        number: row.number,
        currency: row.currency,
        net_total: row.net_total.to_text(row.currency),
        tax_total: row.tax_total.to_text(row.currency),
        gross_total: row.gross_total.to_text(row.currency),
        line_count: count(row.line_count),
        placed_at: row.placed_at,
        order_date: row.order_date,
        po_number: row.po_number,
    }
}

/// An order on its own page.
pub(crate) fn order(ctx: &Ctx, row: orders::Model, lines: Vec<lines::Model>, past: Vec<history::Model>) -> OrderView {
    let state = state_of(&row.state);
    let is_allowed = |action: &Action| match action {
        Action::Confirm => ctx.allows(ORDERS_CONFIRM),
        Action::Cancel => ctx.allows(ORDERS_CANCEL),
    };
    let possible = Action::ALL.into_iter().filter(|action| next(state, *action).is_some());
    OrderView {
        id: row.id,
        state,
        actions: possible.filter(is_allowed).map(|action| action.name().to_owned()).collect(),
        company: company(&row),
        currency: row.currency,
        net_total: row.net_total.to_text(row.currency),
        tax_total: row.tax_total.to_text(row.currency),
        gross_total: row.gross_total.to_text(row.currency),
        line_count: count(row.line_count),
        placed_at: row.placed_at,
        order_date: row.order_date,
        requested_date: row.requested_date,
        external_id: external_id(&row),
        lines: lines.into_iter().map(|line| line_view(&row, line)).collect(),
        delivery_address: serde_json::from_value(row.delivery_address).unwrap_or_default(),
        number: row.number,
        po_number: row.po_number,
        note: row.note,
        placed_by: PlacedBy { name: row.placed_by_name, email: row.placed_by_email },
        on_behalf: row.on_behalf,
        history: past.into_iter().map(entry).collect(),
    }
}

fn line_view(order: &orders::Model, line: lines::Model) -> OrderLineView {
    let currency = order.currency;
    OrderLineView {
        position: count(line.position),
        product_id: line.product_id,
        sku: line.sku,
        name: line.name,
        kind: if line.kind == "service" { ProductKind::Service } else { ProductKind::Goods },
        quantity: line.quantity,
        unit: line.unit,
        unit_price: line.unit_price.to_text(currency),
        per: line.price_per,
        net: line.net.to_text(currency),
        tax_rate: line.tax_rate,
        tax: line.tax.to_text(currency),
        gross: line.gross.to_text(currency),
        price_source: line.price_source,
    }
}

fn entry(row: history::Model) -> OrderHistoryEntry {
    OrderHistoryEntry { at: row.at, event: row.event, by: row.actor, note: row.note }
}
