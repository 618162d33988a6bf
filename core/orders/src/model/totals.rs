//! Net, tax and gross of lines and of the whole, under both ways of rounding taxes.
//! Net prices: tax is added. Gross prices: tax is taken out, `gross × rate ÷ (100 % + rate)`.

use std::collections::BTreeMap;

use kontor_contract::catalog::{PricedLine, TaxMode};
use kontor_kernel::{Amount, Currency, MoneyError, Quantity, Rate, allocate, line_net, round_div};
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

/// The exact product of two quantities; nothing where it overflows or is finer than can be counted.
pub(crate) fn times(quantity: Quantity, of_each: Quantity) -> Option<Quantity> {
    let one = i128::from(Quantity::ONE.millionths());
    let product = i128::from(quantity.millionths()) * i128::from(of_each.millionths());
    let whole = (product % one == 0).then_some(product / one)?;
    i64::try_from(whole).ok().map(Quantity::from_millionths)
}

const WHOLE_PPM: i128 = 1_000_000;

/// Computes the amounts of lines.
pub(crate) fn amounts(
    lines: &[&PricedLine],
    currency: Currency,
    rounding: TaxRounding,
) -> Result<Vec<LineAmounts>, MoneyError> {
    let mut amounts = lines.iter().map(|line| by_line(line, currency)).collect::<Result<Vec<_>, _>>()?;
    if rounding == TaxRounding::ByTotal {
        round_by_total(lines, &mut amounts)?;
    }
    Ok(amounts)
}

fn by_line(line: &PricedLine, currency: Currency) -> Result<LineAmounts, MoneyError> {
    let amount = line_net(line.unit_price, line.quantity, line.per, currency)?;
    match line.tax_mode {
        TaxMode::Net => {
            let tax = line.tax_rate.of(amount)?;
            Ok(LineAmounts { net: amount, tax, gross: amount.plus(tax)? })
        }
        TaxMode::Gross => {
            let rate = i128::from(line.tax_rate.ppm());
            let tax = Amount::from_minor(round_div(i128::from(amount.minor()) * rate, WHOLE_PPM + rate)?);
            Ok(LineAmounts { net: amount.minus(tax)?, tax, gross: amount })
        }
    }
}

/// Rounds the tax of net-priced lines once per rate and allocates it to them; gross-priced lines stand as they are.
fn round_by_total(lines: &[&PricedLine], amounts: &mut [LineAmounts]) -> Result<(), MoneyError> {
    let mut by_rate: BTreeMap<Rate, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.tax_mode == TaxMode::Net) {
        by_rate.entry(line.tax_rate).or_default().push(index);
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

/// Sums up lines.
pub(crate) fn total(lines: &[LineAmounts]) -> Result<Totals, MoneyError> {
    Ok(Totals {
        net: Amount::sum(lines.iter().map(|line| line.net))?,
        tax: Amount::sum(lines.iter().map(|line| line.tax))?,
        gross: Amount::sum(lines.iter().map(|line| line.gross))?,
    })
}

/// Names exactly these lines, prices and taxes, so that a buyer places what they have seen.
pub(crate) fn hash(lines: &[&PricedLine], amounts: &[LineAmounts], currency: Currency) -> String {
    let mut hash = Sha256::new();
    hash.update(currency.code());
    for (line, amount) in lines.iter().zip(amounts) {
        hash.update(line.product.uuid().as_bytes());
        let numbers = [
            line.quantity.millionths(),
            line.unit_price.millionths(),
            line.per.millionths(),
            line.tax_rate.ppm(),
            amount.net.minor(),
            amount.tax.minor(),
        ];
        numbers.iter().for_each(|number| hash.update(number.to_be_bytes()));
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kontor_contract::catalog::ProductKind;
    use kontor_kernel::{ProductId, Quantity};
    use proptest::prelude::*;

    fn line(price: &str, quantity: &str, rate: &str, tax_mode: TaxMode) -> PricedLine {
        PricedLine {
            product: ProductId::new(),
            sku: "A".to_owned(),
            name: "A".to_owned(),
            kind: ProductKind::Goods,
            unit: "pcs".to_owned(),
            quantity: quantity.parse().unwrap(),
            unit_price: price.parse().unwrap(),
            per: Quantity::ONE,
            tax_mode,
            tax_rate: rate.parse().unwrap(),
            source: "standard".to_owned(),
            weight_g: 0,
        }
    }

    fn sums(lines: &[PricedLine], rounding: TaxRounding) -> (i64, i64, i64) {
        let lines: Vec<&PricedLine> = lines.iter().collect();
        let totals = total(&amounts(&lines, Currency::PLN, rounding).unwrap()).unwrap();
        (totals.net.minor(), totals.tax.minor(), totals.gross.minor())
    }

    #[test]
    fn the_two_lawful_roundings_differ_by_a_grosz() {
        let lines = [line("0.55", "1", "23", TaxMode::Net), line("0.55", "1", "23", TaxMode::Net)];
        assert_eq!(sums(&lines, TaxRounding::ByLine), (110, 26, 136));
        assert_eq!(sums(&lines, TaxRounding::ByTotal), (110, 25, 135));
    }

    #[test]
    fn a_gross_price_is_what_the_buyer_pays() {
        assert_eq!(sums(&[line("1.23", "1", "23", TaxMode::Gross)], TaxRounding::ByLine), (100, 23, 123));
        assert_eq!(sums(&[line("9.99", "3", "5", TaxMode::Gross)], TaxRounding::ByTotal), (2854, 143, 2997));
    }

    #[test]
    fn an_amount_beyond_the_range_is_an_error() {
        let huge = line("9000000000000", "9000000000000", "23", TaxMode::Net);
        assert_eq!(amounts(&[&huge], Currency::PLN, TaxRounding::ByLine), Err(MoneyError::Overflow));
    }

    proptest! {
        #[test]
        fn net_and_tax_are_gross_for_every_line_and_the_whole(
            rows in prop::collection::vec((0_i64..10_000_000_000, 1_i64..5_000_000_000, 0_i64..300_000, any::<bool>()), 1..30),
            by_total in any::<bool>(),
        ) {
            let lines: Vec<PricedLine> = rows.iter().map(|(price, quantity, rate, net)| PricedLine {
                unit_price: kontor_kernel::UnitPrice::from_millionths(*price),
                quantity: Quantity::from_millionths(*quantity),
                tax_rate: Rate::from_ppm(*rate),
                ..line("1", "1", "0", if *net { TaxMode::Net } else { TaxMode::Gross })
            }).collect();
            let lines: Vec<&PricedLine> = lines.iter().collect();
            let rounding = if by_total { TaxRounding::ByTotal } else { TaxRounding::ByLine };
            let computed = amounts(&lines, Currency::EUR, rounding).unwrap();
            for amount in &computed {
                prop_assert_eq!(amount.net.minor() + amount.tax.minor(), amount.gross.minor());
            }
            let whole = total(&computed).unwrap();
            prop_assert_eq!(whole.net.minor() + whole.tax.minor(), whole.gross.minor());
        }
    }
}
