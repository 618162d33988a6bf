//! Holds an order as the API shows it against the invoice it came from, to the penny.
//! Pure: it reads JSON and the plan and says in words what differs.

use super::documents::SYSTEM;
use super::input::plain_decimal;
use super::plan::{Order, Plan};
use super::report::{Finding, FindingKind};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::HashMap;

/// What every order of the run has in common.
#[derive(Debug, Clone)]
pub struct Expected {
    pub order_date: String,
    pub currency: String,
}

/// The invoice an order summary stands for, if it is one of this run.
pub fn invoice_of(summary: &Value) -> Option<&str> {
    let external = &summary["external_id"];
    (external["system"] == SYSTEM).then(|| external["id"].as_str()).flatten()
}

/// The net total of an order; none when it is no decimal text.
pub fn net_of(summary: &Value) -> Option<Decimal> {
    summary["net_total"].as_str().and_then(plain_decimal)
}

/// What differs between the invoice and its order, one finding for all of it.
pub fn compare(order: &Order, summary: &Value, expected: &Expected) -> Option<Finding> {
    let mut differences = Vec::new();
    if net_of(summary) != Some(order.net) {
        differences.push(format!("net_total {} instead of {}", summary["net_total"], order.net));
    }
    let mut check = |name: &str, found: &Value, wanted: Value| {
        if *found != wanted {
            differences.push(format!("{name} {found} instead of {wanted}"));
        }
    };
    check("line_count", &summary["line_count"], order.lines.len().into());
    check("external_id", &summary["external_id"]["id"], order.invoice.as_str().into());
    check("company", &summary["company"]["code"], order.customer.as_str().into());
    check("currency", &summary["currency"], expected.currency.as_str().into());
    check("order_date", &summary["order_date"], expected.order_date.as_str().into());
    (!differences.is_empty()).then(|| different(&order.invoice, differences.join(", ")))
}

/// What is wrong with the orders as read back: missing ones, doubled ones, and ones that differ.
pub fn compare_all(plan: &Plan, summaries: &[Value], expected: &Expected) -> Vec<Finding> {
    let mut by_invoice: HashMap<&str, Vec<&Value>> = HashMap::new();
    for summary in summaries {
        if let Some(invoice) = invoice_of(summary) {
            by_invoice.entry(invoice).or_default().push(summary);
        }
    }
    let mut findings: Vec<Finding> = plan
        .orders
        .iter()
        .filter_map(|order| match by_invoice.remove(order.invoice.as_str()).as_deref() {
            None => Some(different(&order.invoice, "the order is missing".into())),
            Some([only]) => compare(order, only, expected),
            Some(several) => Some(different(&order.invoice, format!("the order is there {} times", several.len()))),
        })
        .collect();
    let mut strangers: Vec<&str> = by_invoice.into_keys().collect();
    strangers.sort_unstable();
    findings.extend(
        strangers
            .into_iter()
            .filter(|invoice| !is_explained(plan, invoice))
            .map(|invoice| different(invoice, "an order is there that the file does not have".into())),
    );
    findings
}

/// A limited run may meet the orders of an earlier, longer one.
fn is_explained(plan: &Plan, invoice: &str) -> bool {
    plan.explained.iter().any(|explained| explained.invoice == invoice)
}

/// The sum of the orders of this plan as read back.
pub fn net_of_all(plan: &Plan, summaries: &[Value]) -> Decimal {
    let ours: std::collections::HashSet<&str> = plan.orders.iter().map(|order| order.invoice.as_str()).collect();
    let of_plan = summaries.iter().filter(|summary| invoice_of(summary).is_some_and(|invoice| ours.contains(invoice)));
    of_plan.filter_map(net_of).sum()
}

fn different(invoice: &str, detail: String) -> Finding {
    Finding { kind: FindingKind::Different, invoice: invoice.to_owned(), detail }
}

#[cfg(test)]
mod tests {
    use super::super::{input, plan};
    use super::*;
    use serde_json::json;

    fn example() -> (Plan, Expected) {
        let rows = "1,A,x,2,1.25,7,EIRE\n2,A,x,1,3,7,EIRE\n";
        let input = input::read(format!("{}\n{rows}", input::COLUMNS.join(",")).as_bytes()).unwrap();
        (plan::plan(&input), Expected { order_date: "2010-12-01".into(), currency: "GBP".into() })
    }

    fn summary(invoice: &str, net: &str) -> Value {
        json!({ "external_id": { "system": "online-retail", "id": invoice }, "net_total": net, "line_count": 1,
            "company": { "code": "7" }, "currency": "GBP", "order_date": "2010-12-01" })
    }

    fn details(summaries: &[Value]) -> Vec<(String, String)> {
        let (plan, expected) = example();
        let findings = compare_all(&plan, summaries, &expected);
        findings.into_iter().map(|finding| (finding.invoice, finding.detail)).collect()
    }

    #[test]
    fn orders_that_equal_their_invoices_pass_and_sum_up() {
        let orders = [summary("1", "2.50"), summary("2", "3.00"), json!({ "external_id": null, "net_total": "9" })];
        assert_eq!(details(&orders), []);
        assert_eq!(net_of_all(&example().0, &orders).to_string(), "5.50");
    }

    #[test]
    fn a_penny_a_missing_and_a_doubled_order_are_found() {
        let found = details(&[summary("1", "2.51"), summary("2", "3"), summary("2", "3"), summary("3", "1")]);
        assert_eq!(found[0], ("1".into(), "net_total \"2.51\" instead of 2.50".into()));
        assert_eq!(found[1], ("2".into(), "the order is there 2 times".into()));
        assert_eq!(found[2], ("3".into(), "an order is there that the file does not have".into()));
        assert_eq!(details(&[summary("1", "2.50")])[0].1, "the order is missing");
    }
}
