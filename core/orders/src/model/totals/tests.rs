//! Sums by line and by total, of net and gross prices, in currencies of no, two and three decimals, to the edges of 64 bits.
//! The worked cases of the fixture are computed here as they are placed through the API elsewhere.

use kontor_contract::catalog::ProductKind;
use kontor_hooks::TaxReason;
use kontor_kernel::{ProductId, Quantity};
use proptest::prelude::*;

use super::*;

fn line(price: &str, quantity: &str, rate: &str, tax_mode: TaxMode) -> PricedLine {
    PricedLine {
        product: ProductId::new(),
        sku: "A".to_owned(),
        name: "A".to_owned(),
        kind: ProductKind::Goods,
        unit: "pcs".to_owned(),
        quantity: quantity.parse().unwrap(),
        base_unit: "pcs".to_owned(),
        factor: Quantity::ONE,
        base_quantity: quantity.parse().unwrap(),
        units: Vec::new(),
        unit_price: price.parse().unwrap(),
        per: Quantity::ONE,
        tax_mode,
        tax_class: "standard".to_owned(),
        tax_rate: rate.parse().unwrap(),
        source: "standard".to_owned(),
        weight_g: 0,
        packed_weight_g: None,
    }
}

/// Charged at the rate that the line says.
fn charged(line: &PricedLine) -> LineTax {
    LineTax { rate: line.tax_rate, reason: TaxReason::Standard, rule: String::new(), note: None }
}

fn computed(
    lines: &[PricedLine],
    taxes: &[LineTax],
    currency: Currency,
    rounding: TaxRounding,
) -> Result<Vec<LineAmounts>, MoneyError> {
    let taxed = lines.iter().zip(taxes).map(|(line, tax)| Taxed { line, off: Amount::ZERO, tax });
    let items: Vec<Item> = taxed.map(|taxed| taxed.item(currency)).collect::<Result<_, _>>()?;
    amounts(&items, rounding)
}

fn sums(lines: &[PricedLine], rounding: TaxRounding) -> (i64, i64, i64) {
    let taxes: Vec<LineTax> = lines.iter().map(charged).collect();
    let totals = total(&computed(lines, &taxes, Currency::PLN, rounding).unwrap()).unwrap();
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
fn whom_the_tax_does_not_concern_pays_a_gross_price_without_it() {
    for reason in TaxReason::ALL {
        let tax = LineTax { rate: Rate::ZERO, reason, rule: String::new(), note: None };
        let freed = freed(line("9.99", "100", "23", TaxMode::Gross), &tax).unwrap();
        let is_free = reason.frees_from_own_tax();
        let expected = if is_free { ("8.121951", TaxMode::Net) } else { ("9.99", TaxMode::Gross) };
        assert_eq!((freed.unit_price.to_string().as_str(), freed.tax_mode), expected, "{reason:?}");
        let amounts = computed(&[freed], &[tax], Currency::PLN, TaxRounding::ByTotal).unwrap();
        assert_eq!(amounts[0].gross.minor(), if is_free { 81_220 } else { 99_900 }, "{reason:?}");
    }
}

#[test]
fn an_amount_beyond_the_range_is_an_error() {
    let huge = line("9000000000000", "9000000000000", "23", TaxMode::Net);
    let tax = charged(&huge);
    assert_eq!(computed(&[huge], &[tax], Currency::PLN, TaxRounding::ByLine), Err(MoneyError::Overflow));
    // The largest amount there is bears no tax on top, and holds one within.
    let edge = |mode| PricedLine { unit_price: UnitPrice::from_millionths(i64::MAX), ..line("1", "10000", "23", mode) };
    for rounding in [TaxRounding::ByLine, TaxRounding::ByTotal] {
        let net = edge(TaxMode::Net);
        let tax = charged(&net);
        assert_eq!(computed(&[net], &[tax], Currency::PLN, rounding), Err(MoneyError::Overflow));
        let gross = edge(TaxMode::Gross);
        let tax = charged(&gross);
        let amounts = computed(&[gross], &[tax], Currency::PLN, rounding).unwrap();
        assert_eq!(amounts[0].gross.minor(), i64::MAX);
        assert_eq!(amounts[0].net.minor() + amounts[0].tax.minor(), i64::MAX);
    }
}

#[test]
fn the_worked_cases_come_to_what_was_summed_up_by_hand() {
    let cases = kontor_testkit::tax_cases::all();
    assert!(cases.len() >= 40);
    for case in cases {
        let currency: Currency = case.currency.parse().unwrap();
        let rounding = if case.rounding == "by_total" { TaxRounding::ByTotal } else { TaxRounding::ByLine };
        let (mut lines, mut taxes) = (Vec::new(), Vec::new());
        for worked in &case.lines {
            let mode = if worked.mode == "gross" { TaxMode::Gross } else { TaxMode::Net };
            let priced = line(worked.price, worked.quantity, worked.own_rate, mode);
            let reason = TaxReason::named(worked.reason).unwrap();
            let tax = LineTax { rate: worked.rate.parse().unwrap(), reason, rule: String::new(), note: None };
            lines.push(freed(priced, &tax).unwrap());
            taxes.push(tax);
        }
        let amounts = computed(&lines, &taxes, currency, rounding).unwrap();
        let text = |net: Amount, tax: Amount, gross: Amount| [net, tax, gross].map(|amount| amount.to_text(currency));
        for (amount, worked) in amounts.iter().zip(&case.lines) {
            assert_eq!(text(amount.net, amount.tax, amount.gross), worked.sums, "{} {}", case.name, worked.class);
        }
        let whole = total(&amounts).unwrap();
        assert_eq!(text(whole.net, whole.tax, whole.gross), case.sums, "{}", case.name);
    }
}

fn currencies() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec!["JPY", "EUR", "PLN", "KWD"]).prop_map(|code| code.parse().unwrap())
}

/// Prices, quantities, own and charged rates, mode and whether the buyer is free of tax.
fn rows() -> impl Strategy<Value = Vec<(i64, i64, i64, i64, bool, bool)>> {
    let row =
        (0_i64..10_000_000_000, 1_i64..5_000_000_000, 0_i64..300_000, 0_i64..=1_000_000, any::<bool>(), any::<bool>());
    prop::collection::vec(row, 1..30)
}

fn of_rows(rows: &[(i64, i64, i64, i64, bool, bool)]) -> (Vec<PricedLine>, Vec<LineTax>) {
    let of_row = |(price, quantity, own, rate, is_net, is_free): &(i64, i64, i64, i64, bool, bool)| {
        let priced = PricedLine {
            unit_price: UnitPrice::from_millionths(*price),
            quantity: Quantity::from_millionths(*quantity),
            tax_rate: Rate::from_ppm(*own),
            ..line("1", "1", "0", if *is_net { TaxMode::Net } else { TaxMode::Gross })
        };
        let (rate, reason) = if *is_free { (0, TaxReason::Export) } else { (*rate, TaxReason::Standard) };
        let tax = LineTax { rate: Rate::from_ppm(rate), reason, rule: String::new(), note: None };
        (freed(priced, &tax).unwrap(), tax)
    };
    rows.iter().map(of_row).unzip()
}

proptest! {
    #[test]
    fn net_and_tax_are_gross_for_every_line_and_the_whole(rows in rows(), by_total in any::<bool>(), currency in currencies()) {
        let (lines, taxes) = of_rows(&rows);
        let rounding = if by_total { TaxRounding::ByTotal } else { TaxRounding::ByLine };
        let computed = computed(&lines, &taxes, currency, rounding).unwrap();
        for (amount, tax) in computed.iter().zip(&taxes) {
            prop_assert_eq!(amount.net.minor() + amount.tax.minor(), amount.gross.minor());
            prop_assert!(tax.rate != Rate::ZERO || amount.tax == Amount::ZERO);
        }
        let whole = total(&computed).unwrap();
        prop_assert_eq!(whole.net.minor() + whole.tax.minor(), whole.gross.minor());
    }

    #[test]
    fn the_two_roundings_differ_by_half_a_minor_unit_a_line_at_most(rows in rows(), currency in currencies()) {
        let (lines, taxes) = of_rows(&rows);
        let sum = |rounding| total(&computed(&lines, &taxes, currency, rounding).unwrap()).unwrap();
        let (by_line, by_total) = (sum(TaxRounding::ByLine), sum(TaxRounding::ByTotal));
        prop_assert_eq!(by_line.net, by_total.net);
        // Each line and each rate is rounded by half a unit at the most.
        prop_assert!((by_line.tax.minor() - by_total.tax.minor()).unsigned_abs() as usize <= rows.len());
    }

    #[test]
    fn by_total_the_tax_of_a_rate_is_that_of_its_sum(
        rows in prop::collection::vec((0_i64..10_000_000_000, 1_i64..5_000_000_000), 1..30), ppm in 0_i64..=1_000_000, currency in currencies(),
    ) {
        let rows: Vec<_> = rows.into_iter().map(|(price, quantity)| (price, quantity, ppm, ppm, true, false)).collect();
        let (lines, taxes) = of_rows(&rows);
        let whole = total(&computed(&lines, &taxes, currency, TaxRounding::ByTotal).unwrap()).unwrap();
        prop_assert_eq!(whole.tax, Rate::from_ppm(ppm).of(whole.net).unwrap());
    }
}

#[test]
fn a_box_is_another_agreement_than_a_piece_at_the_same_price() {
    let agreed = |line: &PricedLine| {
        let tax = charged(line);
        let taxed = Taxed { line, off: Amount::ZERO, tax: &tax };
        let amounts = amounts(&[taxed.item(Currency::PLN).unwrap()], TaxRounding::ByLine).unwrap();
        hash(&[taxed], &amounts, [], Currency::PLN)
    };
    let piece = line("1", "1", "23", TaxMode::Net);
    let holding = |units: i64| {
        let factor = Quantity::from_units(units).unwrap();
        PricedLine { unit: "box".to_owned(), factor, base_quantity: factor, ..piece.clone() }
    };
    let all = [agreed(&piece), agreed(&holding(1)), agreed(&holding(12))];
    assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2], "{all:?}");
    assert_eq!(agreed(&holding(12)), all[2]);
}
