//! Exact prices for carts and orders, computed from memory and named by the epoch they were computed in.
//! The caller's commit asks whether what that epoch knew still holds, and prices anew where it does not.

use kontor_contract::catalog::{LineFault, LineUnit, LineWish, Priced, PricedLine, ProductRef, TaxMode};
use kontor_kernel::{BusinessDate, CompanyId, Currency, ProductId, Quantity, UnitPrice, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::ColumnTrait;

use super::{Catalogue, tax_country};
use crate::{
    entities::{price, product, quantity_rule},
    error::{CatalogError, CatalogResult},
    manifest::BELOW_MARGIN,
    model::{
        margin::margin,
        packaging::{OrderUnit, QuantityFault},
        price::{Amounts, QuantityRule, Said, Wish},
    },
    read_model::{Buyer, Onlooker, PriceLists, Product, Snapshot, marks},
};

/// Where a price comes from that somebody set by hand.
pub(crate) const MANUAL: &str = "manual";

/// For whom, when and in which currency lines are priced.
struct Terms<'a> {
    ctx: &'a Ctx,
    snapshot: &'a Snapshot,
    lists: PriceLists<'a>,
    onlooker: Onlooker,
    date: BusinessDate,
    currency: Currency,
}

/// What a line costs, before it is described.
struct Cost {
    said: Said,
    tax_mode: TaxMode,
    source: String,
}

impl Catalogue {
    /// Prices lines for a company on a date in a currency.
    pub async fn price_lines(
        &self,
        ctx: &Ctx,
        company: CompanyId,
        date: BusinessDate,
        currency: Currency,
        wishes: &[LineWish],
    ) -> CatalogResult<Priced> {
        refuse_foreign_company(ctx, company)?;
        let snapshot = self.cache.get(ctx).await?;
        let lists =
            snapshot.lists_of(Buyer { company: Some(company), channel: ctx.channel().map(|channel| channel.id) });
        let onlooker = Onlooker::of(ctx);
        let terms = Terms { ctx, snapshot: &snapshot, lists, onlooker, date, currency };
        let lines = wishes.iter().map(|wish| terms.line(wish)).collect::<CatalogResult<_>>()?;
        Ok(Priced { lines, epoch: snapshot.epoch() })
    }

    /// Whether what a state knows of some products is still the newest, within the caller's commit.
    pub async fn still_holds(&self, tx: &WriteTx, epoch: i64, products: &[ProductId]) -> CatalogResult<bool> {
        let marks = marks(tx).await?;
        if marks.epoch == epoch {
            return Ok(true);
        }
        // Lists, assignments, categories and taxes concern everybody.
        if marks.assignments.max(marks.basics) > epoch {
            return Ok(false);
        }
        let (ids, mut changed) = (|| products.iter().copied(), 0);
        if marks.products > epoch {
            use product::Column as C;
            changed +=
                tx.find::<product::Entity>().filter(C::Id.is_in(ids())).filter(C::Epoch.gt(epoch)).count(tx).await?;
        }
        if marks.prices > epoch {
            use price::Column as C;
            let prices = tx.find::<price::Entity>().filter(C::ProductId.is_in(ids())).filter(C::Epoch.gt(epoch));
            changed += prices.count(tx).await?;
            use quantity_rule::Column as Q;
            let rules = tx.find::<quantity_rule::Entity>().filter(Q::ProductId.is_in(ids())).filter(Q::Epoch.gt(epoch));
            changed += rules.count(tx).await?;
        }
        Ok(changed == 0)
    }

    /// Reads the newest state into memory.
    pub async fn read_newest(&self, ctx: &Ctx) -> CatalogResult<()> {
        self.cache.get_newest(ctx).await?;
        Ok(())
    }
}

/// Contract prices are nobody else's business, whatever a caller names.
fn refuse_foreign_company(ctx: &Ctx, company: CompanyId) -> CatalogResult<()> {
    if ctx.scope().holds_company(company) { Ok(()) } else { Err(CatalogError::ForeignCompany) }
}

impl Terms<'_> {
    fn line(&self, wish: &LineWish) -> CatalogResult<Result<PricedLine, LineFault>> {
        let measured = match self.measured(wish) {
            Ok(measured) => measured,
            Err(fault) => return Ok(Err(fault)),
        };
        let sku = || measured.product.sku.to_string();
        if wish.manual_price.is_some_and(|price| self.is_below_margin(&measured, price)) {
            return Ok(Err(LineFault::BelowMargin(sku())));
        }
        match self.cost(&measured, wish.manual_price) {
            Some(cost) => self.describe(&measured, cost).map(Ok),
            None => Ok(Err(LineFault::NoPrice(sku()))),
        }
    }

    /// What is wanted and how much of it, where it may be ordered so.
    fn measured(&self, wish: &LineWish) -> Result<Measured<'_>, LineFault> {
        let found = self.on_sale(&wish.product);
        let (place, product) = found.ok_or_else(|| LineFault::UnknownProduct(written(&wish.product)))?;
        let sku = || product.sku.to_string();
        let unit = product.order_unit(self.snapshot.units(), wish.unit.as_deref());
        let unit = unit.ok_or_else(|| self.unknown_unit(product, wish.unit.as_deref()))?;
        let key = code_key(unit.unit);
        let base = unit.base(wish.quantity).map_err(|fault| bad_quantity(product, &unit, fault))?;
        let rule = self.lists.quantities(place, self.currency);
        if !rule.allows(base) {
            let QuantityRule { minimum, maximum, increment } = rule;
            let unit = (*key != *product.unit_key).then(|| product.unit.to_string());
            return Err(LineFault::QuantityRule {
                sku: sku(),
                unit,
                minimum,
                maximum,
                increment,
                nearest: rule.nearest(base),
            });
        }
        let amounts = Amounts { unit: self.snapshot.price_unit(product, &key), entered: wish.quantity, base };
        Ok(Measured { place, product, unit, key, amounts })
    }

    fn on_sale(&self, product: &ProductRef) -> Option<(u32, &Product)> {
        let place = match product {
            ProductRef::Id(id) => self.snapshot.place_of(*id),
            ProductRef::Sku(sku) => self.snapshot.place_of_sku(&code_key(sku)),
        }?;
        let product = self.snapshot.at(place)?;
        (product.is_sold(self.onlooker.channel) && self.is_visible(place)).then_some((place, product))
    }

    fn unknown_unit(&self, product: &Product, named: Option<&str>) -> LineFault {
        let units = product.order_units(self.snapshot.units());
        LineFault::UnknownUnit {
            sku: product.sku.to_string(),
            unit: named.unwrap_or(&product.unit).chars().take(80).collect(),
            units: units.map(|unit| unit.unit.to_owned()).collect(),
        }
    }

    /// What a buyer does not see, they do not get a price of either.
    fn is_visible(&self, place: u32) -> bool {
        self.snapshot.is_in_sight(place, &self.onlooker)
    }

    /// Whether a net price set by hand leaves too little, and whoever set it may not do so.
    fn is_below_margin(&self, measured: &Measured<'_>, price: UnitPrice) -> bool {
        let Some(floor) = self.snapshot.policy().margin_floor else { return false };
        let cost = self.snapshot.cost(measured.place, self.currency, self.date);
        let left = cost.and_then(|cost| margin(price, measured.unit.factor, None, cost));
        // Something given away leaves nothing, whatever it costs.
        let is_below = cost.is_some() && left.is_none_or(|left| left < floor);
        is_below && !self.ctx.allows(BELOW_MARGIN)
    }

    /// What is wanted costs so much for each unit that was entered; a price below zero is none, whoever set it.
    fn cost(&self, measured: &Measured<'_>, manual: Option<UnitPrice>) -> Option<Cost> {
        let cost = match manual {
            Some(unit_price) => {
                let said = Said { unit_price, per: Quantity::ONE };
                Cost { said, tax_mode: TaxMode::Net, source: MANUAL.to_owned() }
            }
            None => {
                let wish = Wish { amounts: measured.amounts, currency: self.currency, date: self.date };
                let found = self.lists.price(measured.place, &wish)?;
                let said = found.said(measured.unit.factor)?;
                Cost { said, tax_mode: found.list.tax_mode, source: found.list.code.clone() }
            }
        };
        (!cost.said.unit_price.is_negative()).then_some(cost)
    }

    fn describe(&self, measured: &Measured<'_>, cost: Cost) -> CatalogResult<PricedLine> {
        let Measured { product, unit, key, amounts, .. } = measured;
        let rate = self.snapshot.taxes().rate(tax_country(self.ctx), &product.tax_class, self.date);
        Ok(PricedLine {
            product: product.id,
            sku: product.sku.to_string(),
            name: product.text(self.ctx.locale()).name.to_string(),
            kind: product.kind,
            unit: unit.unit.to_owned(),
            quantity: amounts.entered,
            base_unit: product.unit.to_string(),
            factor: unit.factor,
            base_quantity: amounts.base,
            units: self.units(product),
            unit_price: cost.said.unit_price,
            per: cost.said.per,
            tax_mode: cost.tax_mode,
            tax_class: product.tax_class.to_string(),
            tax_rate: rate.map_err(|missing| CatalogError::NoTaxRate { missing })?,
            source: cost.source,
            weight_g: self.snapshot.weight_of(product),
            packed_weight_g: product.packed_weight_g(key),
        })
    }

    /// The units to choose from, where there is something to choose.
    fn units(&self, product: &Product) -> Vec<LineUnit> {
        if product.packagings.is_empty() {
            return Vec::new();
        }
        let known = self.snapshot.units();
        let choice = |unit: OrderUnit<'_>| {
            let name = known.get(&code_key(unit.unit)).map_or(unit.unit, |known| known.name(self.ctx.locale()));
            LineUnit { unit: unit.unit.to_owned(), name: name.to_owned(), factor: unit.factor }
        };
        let choices: Vec<LineUnit> = product.order_units(known).map(choice).collect();
        if choices.len() > 1 { choices } else { Vec::new() }
    }
}

/// What is wanted, and how much of it.
struct Measured<'a> {
    place: u32,
    product: &'a Product,
    unit: OrderUnit<'a>,
    /// What the unit's code is compared by.
    key: String,
    amounts: Amounts,
}

fn bad_quantity(product: &Product, unit: &OrderUnit<'_>, fault: QuantityFault) -> LineFault {
    let sku = product.sku.to_string();
    match fault {
        QuantityFault::NotWhole { decimals } => {
            LineFault::NotWhole { sku, unit: unit.unit.to_owned(), base_unit: product.unit.to_string(), decimals }
        }
        QuantityFault::NotPositive | QuantityFault::TooManyDecimals { .. } | QuantityFault::TooLarge => {
            LineFault::BadQuantity { sku, decimals: unit.decimals }
        }
    }
}

fn written(product: &ProductRef) -> String {
    match product {
        ProductRef::Id(id) => id.to_string(),
        ProductRef::Sku(sku) => sku.chars().take(80).collect(),
    }
}
