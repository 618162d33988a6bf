//! Tax rates by country and class, each from a date on.
//! They are few, so they are read and written together.

use kontor_contract::{FieldFault, Sentence, audit::Change, catalog::TaxRateRow};
use kontor_kernel::Rate;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::Order;

use super::{Catalogue, change::Changed, checks};
use crate::{
    entities::tax_rate,
    error::{CatalogError, CatalogResult},
    model::tax::territory::has_part,
};

/// One hundred per cent: no country taxes more, so more is a mistyped rate.
const HIGHEST: Rate = Rate::from_ppm(1_000_000);

impl Catalogue {
    /// All rates by country, class and date.
    pub async fn tax_rates(&self, ctx: &Ctx) -> CatalogResult<Vec<TaxRateRow>> {
        let tx = self.boot.store.read(ctx).await?;
        let rows = rows_of(&tx).await?;
        tx.finish().await?;
        Ok(rows)
    }

    /// Sets rates; others stay as they are.
    pub async fn set_tax_rates(&self, tx: &WriteTx, rates: &[TaxRateRow]) -> CatalogResult<()> {
        refuse_bad(rates)?;
        if rates.is_empty() {
            return Ok(());
        }
        self.begin_change(tx).await?;
        self.raise_epoch(tx, Changed::Basics).await?;
        let keys = [
            tax_rate::Column::TenantId,
            tax_rate::Column::Country,
            tax_rate::Column::Class,
            tax_rate::Column::ValidFrom,
        ];
        tx.upsert_all::<tax_rate::Entity>(models(tx, rates), keys, [tax_rate::Column::Rate]).await?;
        Ok(())
    }

    /// Replaces all rates by these.
    pub async fn replace_rates(&self, ctx: &Ctx, rates: &[TaxRateRow]) -> CatalogResult<()> {
        refuse_bad(rates)?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        self.raise_epoch(&tx, Changed::Basics).await?;
        let before = rows_of(&tx).await?;
        tx.delete::<tax_rate::Entity>().run(&tx).await?;
        tx.insert_all::<tax_rate::Entity>(models(&tx, rates)).await?;
        let after = rows_of(&tx).await?;
        let change = Change::new("catalog.tax_rates_replaced", "tax_rates", ctx.tenant(), "");
        self.boot.record(&tx, change.before(&told(&before)).after(&told(&after))).await?;
        Ok(tx.commit().await?)
    }
}

async fn rows_of(tx: &impl Tx) -> CatalogResult<Vec<TaxRateRow>> {
    let found = tx.find::<tax_rate::Entity>().order_by(tax_rate::Column::Country, Order::Asc);
    let found = found.order_by(tax_rate::Column::Class, Order::Asc).order_by(tax_rate::Column::ValidFrom, Order::Asc);
    let view = |row: tax_rate::Model| TaxRateRow {
        country: row.country,
        class: row.class,
        rate: row.rate,
        valid_from: row.valid_from,
    };
    Ok(found.all(tx).await?.into_iter().map(view).collect())
}

/// Rates as the audit trail tells them.
fn told(rates: &[TaxRateRow]) -> Vec<serde_json::Value> {
    let row = |row: &TaxRateRow| serde_json::json!({ "country": row.country, "class": row.class, "rate": row.rate, "valid_from": row.valid_from });
    rates.iter().map(row).collect()
}

fn models(tx: &WriteTx, rates: &[TaxRateRow]) -> Vec<tax_rate::Model> {
    let model = |row: &TaxRateRow| tax_rate::Model {
        tenant_id: tx.tenant(),
        country: row.country.clone(),
        class: row.class.trim().to_owned(),
        valid_from: row.valid_from,
        rate: row.rate,
    };
    rates.iter().map(model).collect()
}

/// A country, or a part of one that is taxed otherwise.
fn is_place(place: &str) -> bool {
    match place.split_once('-') {
        None => place.len() == 2 && place.bytes().all(|letter| letter.is_ascii_uppercase()),
        Some((country, part)) => has_part(country, part),
    }
}

fn refuse_bad(rates: &[TaxRateRow]) -> CatalogResult<()> {
    let mut faults = Vec::new();
    let mut fault = |index: usize, column: &str, code, detail: Sentence| {
        faults.push(FieldFault { pointer: format!("/rates/{index}/{column}"), code, detail });
    };
    for (index, row) in rates.iter().enumerate() {
        if !is_place(&row.country) {
            let detail = "Write the country as two letters of ISO 3166-1, such as PL, or a part of one that is taxed \
                          otherwise, such as PT-20.";
            fault(index, "country", "catalog.bad_country", detail.into());
        }
        if let Err(bad) = checks::word("class", &row.class) {
            fault(index, bad.column, bad.code, bad.detail);
        }
        if row.rate < Rate::ZERO || row.rate > HIGHEST {
            fault(index, "rate", "catalog.bad_rate", "A rate is 0 to 100 per cent.".into());
        }
        let key = |row: &TaxRateRow| (row.country.clone(), row.class.trim().to_owned(), row.valid_from);
        if rates[..index].iter().any(|other| key(other) == key(row)) {
            fault(
                index,
                "class",
                "catalog.duplicate_rate",
                "This class has two rates from the same day in this country.".into(),
            );
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(CatalogError::Fields(faults)) }
}
