//! Which minimums bind a draft and how much is missing to each.
//! Of rules for the same measure and goods the one closest to the customer replaces the farther ones, unless it combines.

use std::collections::HashMap;

use kontor_hooks::{DraftLine, OrderDraft};
use kontor_kernel::{Amount, Currency, ProductId, Quantity};

use super::rule::{Buyer, Goods, Who};

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

/// What happens below a minimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gravity {
    /// The order is refused.
    Blocks,
    /// The customer is told.
    Warns,
    /// Nothing: whom it is for needs no such minimum.
    Waives,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Minimum {
    pub(crate) who: Who,
    pub(crate) goods: Goods,
    pub(crate) threshold: Threshold,
    pub(crate) gravity: Gravity,
    /// Whether it binds beside farther rules, rather than in their place.
    pub(crate) combines: bool,
}

/// A draft, who buys, and the categories of what is bought.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) draft: &'a OrderDraft,
    pub(crate) buyer: &'a Buyer,
    /// The codes of categories, with those above them. Asked for only where a rule names one.
    pub(crate) categories: &'a HashMap<ProductId, Vec<String>>,
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
pub(crate) fn unmet(minimums: &[Minimum], case: Case<'_>) -> Vec<Unmet> {
    let binds = |minimum: &&Minimum| is_for(minimum, case) && !is_replaced(minimum, minimums, case);
    let bound = minimums.iter().filter(binds).filter(|minimum| minimum.gravity != Gravity::Waives);
    bound.filter_map(|minimum| missing(minimum, case)).collect()
}

fn is_for(minimum: &Minimum, case: Case<'_>) -> bool {
    let is_other = matches!(minimum.threshold, Threshold::NetValue(_, currency) if currency != case.draft.currency);
    !is_other && minimum.who.closeness(case.buyer).is_some()
}

fn is_replaced(minimum: &Minimum, minimums: &[Minimum], case: Case<'_>) -> bool {
    let is_same =
        |other: &Minimum| other.goods == minimum.goods && other.threshold.measure() == minimum.threshold.measure();
    let is_closer = |other: &Minimum| other.who.closeness(case.buyer) > minimum.who.closeness(case.buyer);
    let replaces = |other: &&Minimum| !other.combines && is_for(other, case) && is_same(other) && is_closer(other);
    minimums.iter().any(|other| replaces(&other))
}

fn missing(minimum: &Minimum, case: Case<'_>) -> Option<Unmet> {
    let of_line = |line: &DraftLine| case.categories.get(&line.product).map_or(&[][..], Vec::as_slice);
    let counted = |line: &&DraftLine| line.is_goods && minimum.goods.hold(line.product, of_line(line));
    let lines: Vec<&DraftLine> = case.draft.lines.iter().filter(counted).collect();
    let first = lines.first()?;
    let sum = |measure: fn(&DraftLine) -> i64| lines.iter().map(|line| measure(line)).fold(0, i64::saturating_add);
    let (needed, reached) = match minimum.threshold {
        Threshold::NetValue(amount, _) => (amount.minor(), sum(|line| line.net.minor())),
        Threshold::WeightG(grams) => (grams, sum(|line| line.weight_g)),
        Threshold::Quantity(quantity) => (quantity.millionths(), sum(|line| line.quantity.millionths())),
    };
    let is_of_product = matches!(minimum.goods, Goods::Product(_));
    (reached < needed).then(|| Unmet {
        minimum: minimum.clone(),
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
    use kontor_kernel::{BusinessDate, CompanyId, CustomerGroupId, Locale};

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
        let who = company.map_or(Who::Everybody, Who::Company);
        let goods = product.map_or(Goods::All, Goods::Product);
        Minimum { who, goods, threshold, gravity: Gravity::Blocks, combines: false }
    }

    fn unmet(minimums: &[Minimum], draft: &OrderDraft) -> Vec<Unmet> {
        let buyer = Buyer { companies: vec![draft.company.id], groups: Vec::new() };
        super::unmet(minimums, Case { draft, buyer: &buyer, categories: &HashMap::new() })
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

    fn value(minor: i64) -> Threshold {
        Threshold::NetValue(Amount::from_minor(minor), Currency::PLN)
    }

    #[test]
    fn a_minimum_that_combines_binds_beside_the_farther_one() {
        let (company, product) = (CompanyId::new(), ProductId::new());
        let own = Minimum { combines: true, ..rule(Some(company), None, value(10_000)) };
        let rules = [rule(None, None, value(50_000)), own];
        let found = unmet(&rules, &draft(company, vec![line(product, 1, 5_000, 0, true)]));
        assert_eq!(found.iter().map(|unmet| unmet.missing).collect::<Vec<_>>(), [45_000, 5_000]);
    }

    #[test]
    fn a_customer_whose_minimum_is_waived_needs_none() {
        let (company, product) = (CompanyId::new(), ProductId::new());
        let waived = Minimum { gravity: Gravity::Waives, ..rule(Some(company), None, value(0)) };
        let rules = [rule(None, None, value(50_000)), rule(None, None, Threshold::WeightG(10)), waived];
        let found = unmet(&rules, &draft(company, vec![line(product, 1, 1, 0, true)]));
        // Only the measure that was waived: the weight still binds.
        assert_eq!(found.iter().map(|unmet| unmet.minimum.threshold).collect::<Vec<_>>(), [Threshold::WeightG(10)]);
    }

    #[test]
    fn the_nearest_company_above_and_then_a_group_speak_for_a_branch() {
        let (branch, firm, group) = (CompanyId::new(), CompanyId::new(), CustomerGroupId::new());
        let buyer = Buyer { companies: vec![branch, firm], groups: vec![group] };
        let of_group = Minimum { who: Who::Group(group), ..rule(None, None, value(30_000)) };
        let draft = draft(branch, vec![line(ProductId::new(), 1, 0, 0, true)]);
        let found = |rules: &[Minimum]| {
            let case = Case { draft: &draft, buyer: &buyer, categories: &HashMap::new() };
            super::unmet(rules, case).iter().map(|unmet| unmet.missing).collect::<Vec<_>>()
        };
        let everybody = rule(None, None, value(50_000));
        assert_eq!(found(&[everybody.clone(), of_group.clone()]), [30_000]);
        assert_eq!(found(&[everybody, of_group, rule(Some(firm), None, value(20_000))]), [20_000]);
    }

    #[test]
    fn a_categorys_minimum_sums_what_lies_in_it_and_below() {
        let (company, bolt, nut, glue) = (CompanyId::new(), ProductId::new(), ProductId::new(), ProductId::new());
        let buyer = Buyer { companies: vec![company], groups: Vec::new() };
        let metal =
            Minimum { goods: Goods::Category("METAL".to_owned()), ..rule(None, None, Threshold::WeightG(1_000)) };
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        let categories =
            HashMap::from([(bolt, codes(&["bolts", "Metal"])), (nut, codes(&["metal"])), (glue, codes(&["glue"]))]);
        let lines = vec![line(bolt, 1, 1, 300, true), line(nut, 1, 1, 400, true), line(glue, 1, 1, 900, true)];
        let draft = draft(company, lines);
        let found = super::unmet(&[metal], Case { draft: &draft, buyer: &buyer, categories: &categories });
        assert_eq!(found.iter().map(|unmet| (unmet.missing, unmet.position)).collect::<Vec<_>>(), [(300, None)]);
    }
}
