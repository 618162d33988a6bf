//! An order as documents print it, straight from its rows: what was placed, whoever asks.
//! Prices stand without tax, however the buyer's prices were listed.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    catalog::TaxMode,
    identity::Address,
    orders::{OrderPaper, OrderPapers, PaperBuyer, PaperCharge, PaperLine, PlacedBy},
};
use kontor_kernel::{Amount, Currency, Locale, OrderId, line_net};
use kontor_store::{Ctx, Tx};
use sea_orm::{ColumnTrait, Order};
use serde::Deserialize;

use super::{Service, terms::TermRows, views};
use crate::{
    entities::{lines, orders},
    error::OrderError,
    model::{machine::state_of, totals::shown_price},
};

/// The buyer's snapshot, as far as documents print it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Snapshot {
    vat_id: Option<String>,
    address: Address,
}

#[async_trait]
impl OrderPapers for Service {
    async fn paper(&self, ctx: &Ctx, id: OrderId, locale: Locale) -> Outcome<Option<OrderPaper>> {
        Ok(self.order_paper(ctx, id, locale).await?)
    }
}

impl Service {
    async fn order_paper(&self, ctx: &Ctx, id: OrderId, locale: Locale) -> Result<Option<OrderPaper>, OrderError> {
        let tx = self.boot.store.read(ctx).await?;
        let Some(row) = tx.find::<orders::Entity>().filter(orders::Column::Id.eq(id)).one(&tx).await? else {
            tx.finish().await?;
            return Ok(None);
        };
        let find = tx.find::<lines::Entity>().filter(lines::Column::OrderId.eq(id));
        let rows = find.order_by(lines::Column::Position, Order::Asc).all(&tx).await?;
        let terms = TermRows::read(&tx, id).await?;
        tx.finish().await?;
        let borne = rows.iter().map(|line| views::borne(self.boot.texts(), locale, line));
        let borne = borne.chain(terms.borne(self.boot.texts(), locale));
        let taxes = views::shares(borne, row.currency);
        let charges = terms.charges.iter().map(|charge| PaperCharge {
            name: charge.name.clone(),
            tax_rate: charge.tax_rate,
            net: charge.net,
        });
        let charges = charges.collect();
        Ok(Some(OrderPaper {
            id: row.id,
            charges,
            terms: terms.view(ctx, &row),
            state: state_of(&row.state),
            legal_entity: row.legal_entity_id,
            channel: row.channel_id,
            buyer: buyer(&row),
            delivery_address: serde_json::from_value(row.delivery_address).unwrap_or_default(),
            order_date: row.order_date,
            requested_date: row.requested_date,
            currency: row.currency,
            lines: rows.into_iter().map(|line| printed(line, row.currency)).collect::<Result<_, _>>()?,
            taxes,
            net: row.net_total,
            tax: row.tax_total,
            gross: row.gross_total,
            number: row.number,
            po_number: row.po_number,
            note: row.note,
            placed_by: PlacedBy { name: row.placed_by_name, email: row.placed_by_email },
            placed_by_id: row.placed_by,
            on_behalf: row.on_behalf,
        }))
    }
}

fn buyer(row: &orders::Model) -> PaperBuyer {
    let Snapshot { vat_id, address } = serde_json::from_value(row.buyer.clone()).unwrap_or_default();
    PaperBuyer {
        company: row.company_id,
        code: row.company_code.clone(),
        name: row.company_name.clone(),
        vat_id,
        address,
    }
}

fn printed(line: lines::Model, currency: Currency) -> Result<PaperLine, OrderError> {
    let mode = if line.tax_mode == "gross" { TaxMode::Gross } else { TaxMode::Net };
    let is_reduced = line.discount.is_some_and(|off| off > Amount::ZERO);
    let (unit_price, _) = shown_price(line.unit_price, mode, line.tax_rate, Some(false))?;
    let base_unit = line.base_unit.unwrap_or_else(|| line.unit.clone());
    let is_packed = base_unit != line.unit;
    Ok(PaperLine {
        position: views::count(line.position),
        sku: line.sku,
        name: line.name,
        quantity: line.quantity,
        base: is_packed.then_some((line.base_quantity, base_unit)),
        unit: line.unit,
        unit_price,
        per: line.price_per,
        discount: match is_reduced {
            true => line_net(unit_price, line.quantity, line.price_per, currency)?.minus(line.net)?,
            false => Amount::ZERO,
        },
        tax_rate: line.tax_rate,
        net: line.net,
    })
}
