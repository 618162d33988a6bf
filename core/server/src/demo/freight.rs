//! Logistic minimums for the freight module: some customers, some products, some of both; most only warn.
//! The sample orders keep to those that block, so that all of them can be placed.

use super::plan::{CompanyPlan, FreightMinimumPlan, Measure, ProductPlan, Severity};
use super::rng::Rng;

/// Minimums of a tenant; `value` is a sensible net value of an order in minor units.
pub(super) fn minimums(
    companies: &[CompanyPlan],
    products: &[ProductPlan],
    value: i64,
    rng: &Rng,
) -> Vec<FreightMinimumPlan> {
    let mut rng = rng.fork("freight");
    let company = |index: usize| companies.get(index).map(|company| company.code.clone());
    let rule = |company, sku, measure, severity| FreightMinimumPlan { company, sku, measure, severity };
    let mut minimums = vec![
        rule(company(1), None, Measure::NetValue(value), Severity::Block),
        rule(company(2), None, Measure::NetValue(value * 2), Severity::Warn),
        rule(company(3), None, Measure::WeightKg(25), Severity::Warn),
        rule(company(7), None, Measure::NetValue(value / 2), Severity::Block),
    ];
    // Cheap goods by the carton: nobody picks a single pack of washers for nothing.
    let cheap = |product: &&ProductPlan| {
        !product.service && product.carton > 1 && product.per == 1 && product.price_minor < value / 20
    };
    let cheap: Vec<_> = products.iter().filter(cheap).collect();
    for severity in [Severity::Block, Severity::Block, Severity::Warn, Severity::Warn] {
        if cheap.is_empty() {
            break;
        }
        let product = rng.pick(&cheap);
        minimums.push(rule(None, Some(product.sku.clone()), Measure::Quantity(product.carton), severity));
    }
    if !cheap.is_empty() {
        let product = rng.pick(&cheap);
        minimums.push(rule(
            company(0),
            Some(product.sku.clone()),
            Measure::Quantity(product.carton * 2),
            Severity::Warn,
        ));
    }
    minimums
}
