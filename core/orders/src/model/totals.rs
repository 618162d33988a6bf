//! Net, tax and gross of lines, charges and the whole, under both ways of rounding taxes.
//! Net prices: tax is added. Gross prices: tax is taken out, `gross × rate ÷ (100 % + rate)`, and the buyer pays what stands
//! there; for a buyer whom the seller's own tax does not concern they become net prices first.

use std::collections::BTreeMap;

use kontor_contract::catalog::{PricedLine, TaxMode};
use kontor_hooks::LineTax;
use kontor_kernel::{Amount, Currency, MoneyError, Quantity, Rate, UnitPrice, allocate, line_net};
use kontor_store::TaxRounding;
use sha2::{Digest, Sha256};

/// The amounts of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LineAmounts {
    pub(crate) net: Amount,
    pub(crate) tax: Amount,
    pub(crate) gross: Amount,
}

/// The sums of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Totals {
    pub(crate) net: Amount,
    pub(crate) tax: Amount,
    pub(crate) gross: Amount,
}

/// A line with what is taken off it, in the mode of its price, and the tax it bears.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taxed<'a> {
    pub(crate) line: &'a PricedLine,
    pub(crate) off: Amount,
    pub(crate) tax: &'a LineTax,
}

impl Taxed<'_> {
    /// What is charged for it.
    pub(crate) fn item(self, currency: Currency) -> Result<Item, MoneyError> {
        let Self { line, off, tax } = self;
        let amount = line_net(line.unit_price, line.quantity, line.per, currency)?.minus(off)?;
        Ok(Item { amount, mode: line.tax_mode, rate: tax.rate })
    }
}

/// Something that is charged, a line or freight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Item {
    /// What it costs, in the mode.
    pub(crate) amount: Amount,
    pub(crate) mode: TaxMode,
    pub(crate) rate: Rate,
}

/// The exact product of two quantities; nothing where it overflows or is finer than can be counted.
pub(crate) fn times(quantity: Quantity, of_each: Quantity) -> Option<Quantity> {
    let one = i128::from(Quantity::ONE.millionths());
    let product = i128::from(quantity.millionths()) * i128::from(of_each.millionths());
    let whole = (product % one == 0).then_some(product / one)?;
    i64::try_from(whole).ok().map(Quantity::from_millionths)
}

/// Computes the amounts of everything that is charged together.
pub(crate) fn amounts(items: &[Item], rounding: TaxRounding) -> Result<Vec<LineAmounts>, MoneyError> {
    let mut amounts = items.iter().map(|item| by_line(*item)).collect::<Result<Vec<_>, _>>()?;
    if rounding == TaxRounding::ByTotal {
        round_by_total(items, &mut amounts)?;
    }
    Ok(amounts)
}

fn by_line(Item { amount, mode, rate }: Item) -> Result<LineAmounts, MoneyError> {
    match mode {
        TaxMode::Net => {
            let tax = rate.of(amount)?;
            Ok(LineAmounts { net: amount, tax, gross: amount.plus(tax)? })
        }
        TaxMode::Gross => {
            let tax = rate.within(amount)?;
            Ok(LineAmounts { net: amount.minus(tax)?, tax, gross: amount })
        }
    }
}

/// Rounds the tax of what is priced net once per rate and allocates it; what is priced gross stands as it is.
fn round_by_total(items: &[Item], amounts: &mut [LineAmounts]) -> Result<(), MoneyError> {
    let mut by_rate: BTreeMap<Rate, Vec<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate().filter(|(_, item)| item.mode == TaxMode::Net) {
        by_rate.entry(item.rate).or_default().push(index);
    }
    for (rate, indexes) in by_rate {
        let net = Amount::sum(indexes.iter().map(|index| amounts[*index].net))?;
        let weights: Vec<i64> = indexes.iter().map(|index| amounts[*index].net.minor()).collect();
        for (index, tax) in indexes.iter().zip(allocate(rate.of(net)?, &weights)?) {
            let line = &mut amounts[*index];
            *line = LineAmounts { net: line.net, tax, gross: line.net.plus(tax)? };
        }
    }
    Ok(())
}

/// A price that holds the seller's own tax, for a buyer whom that tax does not concern: the price without it, rounded once
/// at the sixth decimal, so that documents can show what they charge.
pub(crate) fn freed(line: PricedLine, tax: &LineTax) -> Result<PricedLine, MoneyError> {
    if line.tax_mode == TaxMode::Net || !tax.reason.frees_from_own_tax() {
        return Ok(line);
    }
    Ok(PricedLine { unit_price: line.unit_price.without_tax(line.tax_rate)?, tax_mode: TaxMode::Net, ..line })
}

/// What is taken off a price that holds the seller's own tax, for a buyer whom that tax does not concern.
pub(crate) fn freed_off(off: Amount, line: &PricedLine, tax: &LineTax) -> Result<Amount, MoneyError> {
    if off == Amount::ZERO || line.tax_mode == TaxMode::Net || !tax.reason.frees_from_own_tax() {
        return Ok(off);
    }
    off.minus(line.tax_rate.within(off)?)
}

/// A unit price as its reader is used to it, and the mode it then stands in; as it is listed where nothing is said.
pub(crate) fn shown_price(
    price: UnitPrice,
    mode: TaxMode,
    rate: Rate,
    with_tax: Option<bool>,
) -> Result<(UnitPrice, TaxMode), MoneyError> {
    match (mode, with_tax) {
        (TaxMode::Net, Some(true)) => Ok((price.with_tax(rate)?, TaxMode::Gross)),
        (TaxMode::Gross, Some(false)) => Ok((price.without_tax(rate)?, TaxMode::Net)),
        (mode, _) => Ok((price, mode)),
    }
}

/// Sums up lines.
pub(crate) fn total(lines: &[LineAmounts]) -> Result<Totals, MoneyError> {
    Ok(Totals {
        net: Amount::sum(lines.iter().map(|line| line.net))?,
        tax: Amount::sum(lines.iter().map(|line| line.tax))?,
        gross: Amount::sum(lines.iter().map(|line| line.gross))?,
    })
}

/// Names exactly these lines, prices and taxes, and the charges beside them, so that a buyer places what they have seen.
pub(crate) fn hash<'a>(
    lines: &[Taxed<'_>],
    amounts: &[LineAmounts],
    charges: impl IntoIterator<Item = (&'a str, LineAmounts)>,
    currency: Currency,
) -> String {
    let mut hash = Sha256::new();
    hash.update(currency.code());
    for (Taxed { line, tax, .. }, amount) in lines.iter().zip(amounts) {
        hash.update(line.product.uuid().as_bytes());
        let numbers = [
            line.quantity.millionths(),
            line.unit_price.millionths(),
            line.per.millionths(),
            tax.rate.ppm(),
            amount.net.minor(),
            amount.tax.minor(),
        ];
        numbers.iter().for_each(|number| hash.update(number.to_be_bytes()));
        hash.update(tax.reason.name());
        // A box and a piece are not the same, even where they cost the same.
        if line.unit != line.base_unit {
            hash.update(line.unit.len().to_be_bytes());
            hash.update(&line.unit);
            hash.update(line.base_quantity.millionths().to_be_bytes());
        }
    }
    for (code, amount) in charges {
        hash.update(code.len().to_be_bytes());
        hash.update(code);
        [amount.net, amount.tax].iter().for_each(|amount| hash.update(amount.minor().to_be_bytes()));
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
