//! Which minimums bind a draft and how much is missing to each.
//! Of rules for the same measure and product, the customer's own replaces the one for everybody.

use kontor_hooks::{DraftLine, OrderDraft};
use kontor_kernel::{Amount, CompanyId, Currency, ProductId, Quantity};

/// What a minimum measures, with the threshold in its own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Threshold {
    /// Net value of goods.
    NetValue(Amount, Currency),
    /// Weight of goods in grams.
    WeightG(i64),
    /// Quantity of goods in their units of measure.
    Quantity(Quantity),
}

impl Threshold {
    const fn measure(self) -> u8 {
        match self {
            Self::NetValue(..) => 0,
            Self::WeightG(_) => 1,
            Self::Quantity(_) => 2,
        }
    }
}

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Minimum {
    pub(crate) company: Option<CompanyId>,
    pub(crate) product: Option<ProductId>,
    pub(crate) threshold: Threshold,
    pub(crate) blocks: bool,
}

/// A minimum that a draft does not reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unmet {
    pub(crate) minimum: Minimum,
    /// What is missing, in the threshold's unit: minor units, grams or millionths.
    pub(crate) missing: i64,
    /// The line it is about, for a product's minimum.
    pub(crate) position: Option<u32>,
    pub(crate) sku: String,
    pub(crate) unit: String,
}

/// The minimums a draft does not reach. A draft without goods reaches all of them.
pub(crate) fn unmet(minimums: &[Minimum], draft: &OrderDraft) -> Vec<Unmet> {
    let binds = |minimum: &&Minimum| is_for(minimum, draft) && !is_replaced(minimum, minimums, draft);
    minimums.iter().filter(binds).filter_map(|minimum| missing(minimum, draft)).collect()
}

fn is_for(minimum: &Minimum, draft: &OrderDraft) -> bool {
    let currency_fits = !matches!(minimum.threshold, Threshold::NetValue(_, currency) if currency != draft.currency);
    currency_fits && minimum.company.is_none_or(|company| company == draft.company.id)
}

fn is_replaced(minimum: &Minimum, minimums: &[Minimum], draft: &OrderDraft) -> bool {
    let is_same =
        |other: &Minimum| other.product == minimum.product && other.threshold.measure() == minimum.threshold.measure();
    minimum.company.is_none()
        && minimums.iter().any(|other| other.company.is_some() && is_for(other, draft) && is_same(other))
}

fn missing(minimum: &Minimum, draft: &OrderDraft) -> Option<Unmet> {
    let counted = |line: &&DraftLine| line.is_goods && minimum.product.is_none_or(|product| product == line.product);
    let lines: Vec<&DraftLine> = draft.lines.iter().filter(counted).collect();
    let first = lines.first()?;
    let sum = |measure: fn(&DraftLine) -> i64| lines.iter().map(|line| measure(line)).fold(0, i64::saturating_add);
    let (needed, reached) = match minimum.threshold {
        Threshold::NetValue(amount, _) => (amount.minor(), sum(|line| line.net.minor())),
        Threshold::WeightG(grams) => (grams, sum(|line| line.weight_g)),
        Threshold::Quantity(quantity) => (quantity.millionths(), sum(|line| line.quantity.millionths())),
    };
    let is_of_product = minimum.product.is_some();
    (reached < needed).then(|| Unmet {
        minimum: *minimum,
        missing: needed - reached,
        position: is_of_product.then_some(first.position),
        sku: if is_of_product { first.sku.clone() } else { String::new() },
        unit: first.unit.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kontor_hooks::{DraftTotals, Party};
    use kontor_kernel::{BusinessDate, Locale};

    fn line(product: ProductId, quantity: i64, net: i64, weight_g: i64, is_goods: bool) -> DraftLine {
        DraftLine {
            position: 1,
            product,
            sku: "A".to_owned(),
            is_goods,
            quantity: Quantity::from_units(quantity).unwrap(),
            unit: "pcs".to_owned(),
            net: Amount::from_minor(net),
            weight_g,
        }
    }

    fn draft(company: CompanyId, lines: Vec<DraftLine>) -> OrderDraft {
        let net = Amount::sum(lines.iter().map(|line| line.net)).unwrap();
        OrderDraft {
            company: Party { id: company, code: "C".to_owned(), country: "PL".to_owned() },
            currency: Currency::PLN,
            order_date: BusinessDate::from_ymd(2026, 11, 21).unwrap(),
            locale: Locale::En,
            totals: DraftTotals { net, goods_net: net, weight_g: 0 },
            lines,
        }
    }

    fn rule(company: Option<CompanyId>, product: Option<ProductId>, threshold: Threshold) -> Minimum {
        Minimum { company, product, threshold, blocks: true }
    }

    #[test]
    fn the_whole_order_is_measured_without_services() {
        let (company, product) = (CompanyId::new(), ProductId::new());
        let rules = [rule(None, None, Threshold::WeightG(50_000))];
        let goods = line(product, 1, 100, 49_999, true);
        let postage = line(ProductId::new(), 1, 100, 9_999, false);
        let found = unmet(&rules, &draft(company, vec![goods.clone(), postage]));
        assert_eq!(found.iter().map(|unmet| unmet.missing).collect::<Vec<_>>(), vec![1]);
        assert_eq!(unmet(&rules, &draft(company, vec![goods.clone(), line(ProductId::new(), 1, 1, 1, true)])), vec![]);
    }

    #[test]
    fn a_products_minimum_binds_only_when_it_is_ordered_and_sums_its_lines() {
        let (company, product) = (CompanyId::new(), ProductId::new());
        let rules = [rule(None, Some(product), Threshold::Quantity(Quantity::from_units(10).unwrap()))];
        assert_eq!(unmet(&rules, &draft(company, vec![line(ProductId::new(), 1, 1, 1, true)])), vec![]);
        let two_lines = vec![line(product, 4, 1, 1, true), line(product, 5, 1, 1, true)];
        let found = unmet(&rules, &draft(company, two_lines));
        assert_eq!((found[0].missing, found[0].position), (1_000_000, Some(1)));
        assert_eq!(unmet(&rules, &draft(company, vec![line(product, 10, 1, 1, true)])), vec![]);
    }

    #[test]
    fn the_customers_own_minimum_replaces_the_one_for_everybody() {
        let (company, product) = (CompanyId::new(), ProductId::new());
        let value = |minor| Threshold::NetValue(Amount::from_minor(minor), Currency::PLN);
        let rules = [rule(None, None, value(50_000)), rule(Some(company), None, value(10_000))];
        assert_eq!(unmet(&rules, &draft(company, vec![line(product, 1, 10_000, 0, true)])), vec![]);
        let other = unmet(&rules, &draft(CompanyId::new(), vec![line(product, 1, 10_000, 0, true)]));
        assert_eq!(other[0].missing, 40_000);
    }

    #[test]
    fn a_value_in_another_currency_does_not_bind() {
        let rules = [rule(None, None, Threshold::NetValue(Amount::from_minor(1), Currency::EUR))];
        assert_eq!(unmet(&rules, &draft(CompanyId::new(), vec![line(ProductId::new(), 1, 0, 0, true)])), vec![]);
    }

    #[test]
    fn a_draft_without_goods_needs_no_lorry() {
        let rules = [rule(None, None, Threshold::WeightG(1))];
        assert_eq!(unmet(&rules, &draft(CompanyId::new(), vec![line(ProductId::new(), 1, 9, 0, false)])), vec![]);
    }
}
