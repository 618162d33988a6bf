//! Exact prices for carts and orders, computed from memory and named by the epoch they were computed in.
//! The caller's commit asks whether that epoch is still the newest, and prices anew where it is not.

use kontor_contract::catalog::{LineFault, LineWish, Priced, PricedLine, ProductRef, TaxMode};
use kontor_kernel::{BusinessDate, CompanyId, Currency, Quantity, UnitPrice, code_key};
use kontor_store::{Ctx, WriteTx};

use super::{Catalogue, tax_country};
use crate::{
    error::{CatalogError, CatalogResult},
    manifest::BELOW_MARGIN,
    model::{
        margin::margin,
        price::{Amounts, QuantityRule, Wish},
    },
    read_model::{Buyer, PriceLists, Product, Snapshot, marks},
};

/// Where a price comes from that somebody set by hand.
pub(crate) const MANUAL: &str = "manual";

/// For whom, when and in which currency lines are priced.
struct Terms<'a> {
    ctx: &'a Ctx,
    snapshot: &'a Snapshot,
    lists: PriceLists<'a>,
    date: BusinessDate,
    currency: Currency,
}

/// What a line costs, before it is described.
struct Cost {
    unit_price: UnitPrice,
    per: Quantity,
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
        let terms = Terms { ctx, snapshot: &snapshot, lists, date, currency };
        let lines = wishes.iter().map(|wish| terms.line(wish)).collect::<CatalogResult<_>>()?;
        Ok(Priced { lines, epoch: snapshot.epoch() })
    }

    /// Whether a state is still the newest, within the caller's commit.
    pub async fn is_newest(&self, tx: &WriteTx, epoch: i64) -> CatalogResult<bool> {
        Ok(marks(tx).await?.epoch == epoch)
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
        let place = match &wish.product {
            ProductRef::Id(id) => self.snapshot.place_of(*id),
            ProductRef::Sku(sku) => self.snapshot.place_of_sku(&code_key(sku)),
        };
        let on_sale = place.and_then(|place| Some((place, self.snapshot.at(place)?)));
        let Some((place, product)) =
            on_sale.filter(|(_, product)| product.is_sold(self.ctx.channel().map(|channel| channel.id)))
        else {
            return Ok(Err(LineFault::UnknownProduct(written(&wish.product))));
        };
        if !wish.quantity.is_positive() || !wish.quantity.fits_decimals(product.quantity_decimals.into()) {
            let (sku, decimals) = (product.sku.to_string(), product.quantity_decimals);
            return Ok(Err(LineFault::BadQuantity { sku, decimals }));
        }
        let rule = self.lists.quantities(place, self.currency);
        if !rule.allows(wish.quantity) {
            let QuantityRule { minimum, maximum, increment } = rule;
            let (sku, nearest) = (product.sku.to_string(), rule.nearest(wish.quantity));
            return Ok(Err(LineFault::QuantityRule { sku, minimum, maximum, increment, nearest }));
        }
        if wish.manual_price.is_some_and(|price| self.is_below_margin(place, price)) {
            return Ok(Err(LineFault::BelowMargin(product.sku.to_string())));
        }
        match self.cost(place, wish) {
            Some(cost) => self.describe(product, wish.quantity, cost).map(Ok),
            None => Ok(Err(LineFault::NoPrice(product.sku.to_string()))),
        }
    }

    /// Whether a net price set by hand leaves too little, and whoever set it may not do so.
    fn is_below_margin(&self, place: u32, price: UnitPrice) -> bool {
        let Some(floor) = self.snapshot.policy().margin_floor else { return false };
        let cost = self.snapshot.cost(place, self.currency, self.date);
        let left = cost.and_then(|cost| margin(price, Quantity::ONE, None, cost));
        // Something given away leaves nothing, whatever it costs.
        let is_below = cost.is_some() && left.is_none_or(|left| left < floor);
        is_below && !self.ctx.allows(BELOW_MARGIN)
    }

    /// The cost of a wish; a price below zero is none, whoever set it.
    fn cost(&self, place: u32, wish: &LineWish) -> Option<Cost> {
        let cost = match wish.manual_price {
            Some(unit_price) => {
                Cost { unit_price, per: Quantity::ONE, tax_mode: TaxMode::Net, source: MANUAL.to_owned() }
            }
            None => {
                let amounts = Amounts::base(wish.quantity);
                let found = self.lists.price(place, &Wish { amounts, currency: self.currency, date: self.date })?;
                Cost {
                    unit_price: found.unit_price,
                    per: found.per,
                    tax_mode: found.list.tax_mode,
                    source: found.list.code.clone(),
                }
            }
        };
        (!cost.unit_price.is_negative()).then_some(cost)
    }

    fn describe(&self, product: &Product, quantity: Quantity, cost: Cost) -> CatalogResult<PricedLine> {
        let rate = self.snapshot.taxes().rate(tax_country(self.ctx), &product.tax_class, self.date);
        Ok(PricedLine {
            product: product.id,
            sku: product.sku.to_string(),
            name: product.text(self.ctx.locale()).name.to_string(),
            kind: product.kind,
            unit: product.unit.to_string(),
            quantity,
            unit_price: cost.unit_price,
            per: cost.per,
            tax_mode: cost.tax_mode,
            tax_class: product.tax_class.to_string(),
            tax_rate: rate.map_err(|missing| CatalogError::NoTaxRate { missing })?,
            source: cost.source,
            weight_g: self.snapshot.weight_of(product),
        })
    }
}

fn written(product: &ProductRef) -> String {
    match product {
        ProductRef::Id(id) => id.to_string(),
        ProductRef::Sku(sku) => sku.chars().take(80).collect(),
    }
}
