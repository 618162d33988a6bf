//! From rows and drafts to what readers see.
//! Amounts become decimal text in their currency here and nowhere else.

use std::{cmp::Reverse, collections::BTreeMap};

use kontor_contract::{
    catalog::{ProductKind, TaxMode},
    identity::CompanyName,
    orders::{ExternalId, OrderHistoryEntry, OrderLineView, OrderSummary, OrderView, PlacedBy, TaxShare},
};
use kontor_hooks::TaxReason;
use kontor_kernel::{Amount, Currency, Rate};
use kontor_store::Ctx;
use kontor_words::Texts;

use super::{
    taxes,
    terms::{self, TermRows},
};
use crate::{
    entities::{charges, history, lines, orders},
    manifest::{ORDERS_CANCEL, ORDERS_CONFIRM, ORDERS_HOLD},
    model::{
        machine::{Action, next, state_of},
        totals::shown_price,
    },
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
pub(crate) fn order(
    ctx: &Ctx,
    texts: &Texts,
    row: orders::Model,
    lines: Vec<lines::Model>,
    terms: TermRows,
    past: Vec<history::Model>,
) -> OrderView {
    let state = state_of(&row.state);
    let is_allowed = |action: &Action| match action {
        // Whoever approves does it at their own desk.
        Action::Approve => false,
        Action::Confirm => ctx.allows(ORDERS_CONFIRM),
        Action::Hold | Action::Resume => ctx.allows(ORDERS_HOLD),
        Action::Cancel => ctx.allows(ORDERS_CANCEL),
    };
    let held_from = row.held_from.as_deref().map(state_of);
    let bear = |line: &lines::Model| Borne {
        rate: line.tax_rate,
        reason: reason(line),
        note: taxes::note(texts, ctx.locale(), reason(line), line.tax_note.as_deref()),
        net: line.net,
        tax: line.tax,
    };
    let charged = |charge: &charges::Model| Borne {
        rate: charge.tax_rate,
        reason: terms::reason(charge),
        note: taxes::note(texts, ctx.locale(), terms::reason(charge), charge.tax_note.as_deref()),
        net: charge.net,
        tax: charge.tax,
    };
    let possible = Action::ALL.into_iter().filter(|action| next(state, *action, held_from).is_some());
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
        taxes: shares(lines.iter().map(bear).chain(terms.charges.iter().map(charged)), row.currency),
        shown: shown(ctx),
        lines: lines.into_iter().map(|line| line_view(ctx, &row, line)).collect(),
        terms: terms.view(ctx, &row),
        delivery_address: serde_json::from_value(row.delivery_address).unwrap_or_default(),
        number: row.number,
        po_number: row.po_number,
        note: row.note,
        placed_by: PlacedBy { name: row.placed_by_name, email: row.placed_by_email },
        on_behalf: row.on_behalf,
        history: past.into_iter().map(entry).collect(),
    }
}

/// Why a line bears its tax; of orders from before reasons were kept the rate tells it.
fn reason(line: &lines::Model) -> TaxReason {
    let unknown = if line.tax_rate == Rate::ZERO { TaxReason::Zero } else { TaxReason::Standard };
    line.tax_reason.as_deref().and_then(TaxReason::named).unwrap_or(unknown)
}

/// Whether a reader is used to amounts without or with tax; without where nothing is said.
pub(crate) fn shown(ctx: &Ctx) -> TaxMode {
    if ctx.shows_tax() == Some(true) { TaxMode::Gross } else { TaxMode::Net }
}

/// What one line adds to the sums by rate.
pub(crate) struct Borne {
    pub(crate) rate: Rate,
    pub(crate) reason: TaxReason,
    pub(crate) note: Option<String>,
    pub(crate) net: Amount,
    pub(crate) tax: Amount,
}

/// What lines have in common that are summed up together; the highest rate comes first.
type Common = (Reverse<Rate>, TaxReason, Option<String>);

/// The sums by rate, reason and note, the highest rate first. They are parts of totals that fit, so they fit, too.
pub(crate) fn shares(lines: impl Iterator<Item = Borne>, currency: Currency) -> Vec<TaxShare> {
    let mut sums: BTreeMap<Common, (Amount, Amount)> = BTreeMap::new();
    for line in lines {
        let (net, tax) = sums.entry((Reverse(line.rate), line.reason, line.note)).or_default();
        *net = net.plus(line.net).unwrap_or(*net);
        *tax = tax.plus(line.tax).unwrap_or(*tax);
    }
    let share = |((Reverse(rate), reason, note), (net, tax)): (Common, (Amount, Amount))| TaxShare {
        rate,
        reason,
        note,
        net: net.to_text(currency),
        tax: tax.to_text(currency),
    };
    sums.into_iter().map(share).collect()
}

fn line_view(ctx: &Ctx, order: &orders::Model, line: lines::Model) -> OrderLineView {
    let currency = order.currency;
    let mode = if line.tax_mode == "gross" { TaxMode::Gross } else { TaxMode::Net };
    // A price so large that it cannot be shown otherwise is shown as it was placed.
    let shown = shown_price(line.unit_price, mode, line.tax_rate, ctx.shows_tax());
    let (unit_price, tax_mode) = shown.unwrap_or((line.unit_price, mode));
    OrderLineView {
        position: count(line.position),
        product_id: line.product_id,
        tax_reason: reason(&line),
        tax_rule: line.tax_rule.unwrap_or_default(),
        sku: line.sku,
        name: line.name,
        kind: if line.kind == "service" { ProductKind::Service } else { ProductKind::Goods },
        quantity: line.quantity,
        base_unit: line.base_unit.unwrap_or_else(|| line.unit.clone()),
        unit: line.unit,
        factor: line.unit_factor,
        base_quantity: line.base_quantity,
        unit_price: unit_price.to_text(currency),
        tax_mode,
        per: line.price_per,
        discount: line.discount.unwrap_or_default().to_text(currency),
        net: line.net.to_text(currency),
        tax_rate: line.tax_rate,
        tax: line.tax.to_text(currency),
        gross: line.gross.to_text(currency),
        price_source: line.price_source,
        waiting: None,
    }
}

fn entry(row: history::Model) -> OrderHistoryEntry {
    OrderHistoryEntry { at: row.at, event: row.event, by: row.actor, note: row.note }
}
