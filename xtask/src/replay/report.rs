//! What the run leaves behind: a CSV report with a reason for every row not placed, and one last line of counts.
//! Decisions that changed data and differences found stand in the same file, told apart by their kind.

use super::documents;
use super::plan::{Customer, Plan, Unplaced};
use crate::failure::{Because, Failure, Outcome};
use rust_decimal::Decimal;
use std::path::Path;
use std::time::Duration;

const HEADER: [&str; 9] =
    ["kind", "line", "invoice", "stock_code", "customer", "quantity", "unit_price", "reason", "detail"];

/// What became of one invoice or of the run as a whole, where it is not simply right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub kind: FindingKind,
    pub invoice: String,
    pub detail: String,
}

/// What kind of trouble a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    /// The API would not take the order.
    Refused,
    /// The order is there and is not what the file says.
    Different,
}

impl FindingKind {
    fn code(self) -> &'static str {
        match self {
            Self::Refused => "order_refused",
            Self::Different => "order_different",
        }
    }
}

/// The counts of a run.
#[derive(Debug, Default)]
pub struct Counts {
    /// Orders the server has acknowledged, in this run or before.
    pub placed: usize,
    /// Of these, the ones that were already there when asked for.
    pub replayed: usize,
    /// How often the server was killed on the way.
    pub kills: usize,
    /// Sum of the orders as read back.
    pub net: Decimal,
    pub currency: String,
    pub took: Duration,
}

/// The last line: the same names in the same order in every run.
pub fn last_line(plan: &Plan, counts: &Counts, findings: &[Finding]) -> String {
    format!(
        "replay: invoices={} placed={} explained={} replayed={} refused={} differences={} lines={} rows={} \
         rows_not_placed={} products={} merged={} customers={} kills={} net={} {} seconds={:.1}",
        plan.invoice_count(),
        counts.placed,
        plan.explained.len(),
        counts.replayed,
        count(findings, FindingKind::Refused),
        count(findings, FindingKind::Different),
        plan.line_count(),
        plan.rows,
        plan.unplaced.len(),
        plan.products.len(),
        plan.merges.len(),
        plan.customers.len(),
        counts.kills,
        counts.net,
        counts.currency,
        counts.took.as_secs_f64(),
    )
}

fn count(findings: &[Finding], kind: FindingKind) -> usize {
    findings.iter().filter(|finding| finding.kind == kind).count()
}

/// Fails when an invoice is neither placed nor explained, when anything differs, or when the sum does.
pub fn judge(plan: &Plan, counts: &Counts, findings: &[Finding]) -> Outcome {
    let missing = plan.invoice_count().saturating_sub(counts.placed + plan.explained.len());
    if missing == 0 && findings.is_empty() && counts.net == plan.net() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "replay failed: {missing} invoices neither placed nor explained, {} findings, net {} instead of {}",
        findings.len(),
        counts.net,
        plan.net()
    )))
}

/// Writes the report.
pub fn write(path: &Path, plan: &Plan, findings: &[Finding]) -> Outcome {
    let cannot = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).because(cannot)?;
    }
    std::fs::write(path, text(plan, findings)?).because(cannot)
}

fn text(plan: &Plan, findings: &[Finding]) -> Outcome<Vec<u8>> {
    let cannot = || "cannot write the report".to_owned();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).because(cannot)?;
    let decisions = merges(plan).chain(plan.customers.iter().filter_map(countries)).chain(explanations(plan));
    let rows = plan.unplaced.iter().map(unplaced);
    for record in findings.iter().map(finding).chain(decisions).chain(rows) {
        writer.write_record(&record).because(cannot)?;
    }
    writer.into_inner().because(cannot)
}

fn finding(finding: &Finding) -> [String; 9] {
    let mut record = blank(finding.kind.code());
    record[2].clone_from(&finding.invoice);
    record[8].clone_from(&finding.detail);
    record
}

fn merges(plan: &Plan) -> impl Iterator<Item = [String; 9]> {
    plan.merges.iter().map(|merge| {
        let spellings: Vec<String> =
            merge.spellings.iter().map(|(code, rows)| format!("{code} ({rows} rows)")).collect();
        let mut record = blank("product_merged");
        record[3].clone_from(&merge.sku);
        record[7] = "codes_differ_only_by_case".into();
        record[8] = spellings.join(", ");
        record
    })
}

fn countries(customer: &Customer) -> Option<[String; 9]> {
    let reason = if customer.countries.len() > 1 {
        "several_countries_the_first_counts"
    } else if documents::country_code(customer.countries.first()?).is_none() {
        "country_without_code_left_empty"
    } else {
        return None;
    };
    let mut record = blank("customer_country");
    record[4].clone_from(&customer.code);
    record[7] = reason.into();
    record[8] = customer.countries.join(", ");
    Some(record)
}

fn explanations(plan: &Plan) -> impl Iterator<Item = [String; 9]> {
    plan.explained.iter().map(|explained| {
        let mut record = blank("invoice_not_placed");
        record[2].clone_from(&explained.invoice);
        record[7] = explained.reason.code().into();
        record
    })
}

fn unplaced(unplaced: &Unplaced) -> [String; 9] {
    let mut record = blank("row_not_placed");
    record[1] = unplaced.line.to_string();
    if let Some(row) = &unplaced.row {
        record[2].clone_from(&row.invoice);
        record[3].clone_from(&row.stock_code);
        record[4].clone_from(&row.customer);
        (record[5], record[6]) = row.written.clone();
    }
    record[7] = unplaced.reason.code().into();
    record[8].clone_from(&unplaced.detail);
    record
}

fn blank(kind: &str) -> [String; 9] {
    let mut record: [String; 9] = Default::default();
    record[0] = kind.into();
    record
}

#[cfg(test)]
mod tests {
    use super::super::{input, plan};
    use super::*;

    fn example() -> Plan {
        let rows = "C1,A,x,-1,2,7,EIRE\n2,A,x,1,2,7,EIRE\n2,a,x,1,2,7,Unspecified\n";
        plan::plan(&input::read(format!("{}\n{rows}", input::COLUMNS.join(",")).as_bytes()).unwrap())
    }

    #[test]
    fn the_report_has_findings_then_decisions_then_rows() {
        let finding =
            Finding { kind: FindingKind::Different, invoice: "2".into(), detail: "net 3 instead of 4".into() };
        let report = String::from_utf8(text(&example(), &[finding]).unwrap()).unwrap();
        let expected = "kind,line,invoice,stock_code,customer,quantity,unit_price,reason,detail\n\
            order_different,,2,,,,,,net 3 instead of 4\n\
            product_merged,,,A,,,,codes_differ_only_by_case,\"A (2 rows), a (1 rows)\"\n\
            customer_country,,,,7,,,several_countries_the_first_counts,\"EIRE, Unspecified\"\n\
            row_not_placed,2,C1,A,7,-1,2,cancellation,\n";
        assert_eq!(report, expected);
    }

    #[test]
    fn the_last_line_is_machine_readable_and_a_missing_order_fails() {
        let plan = example();
        let mut counts = Counts { currency: "GBP".into(), ..Counts::default() };
        assert!(judge(&plan, &counts, &[]).is_err());
        (counts.placed, counts.net) = (1, plan.net());
        assert!(judge(&plan, &counts, &[]).is_ok());
        let line = last_line(&plan, &counts, &[]);
        assert!(
            line.starts_with(
                "replay: invoices=1 placed=1 explained=0 replayed=0 refused=0 differences=0 lines=2 rows=3"
            )
        );
        assert!(line.ends_with("net=4 GBP seconds=0.0"), "{line}");
    }
}
