//! The figures as people and programs read them: a table of text, the same in Markdown, and JSON for the next run.
//! A goal that is reached is marked with ✓, one that is missed with ✗; a figure with wrong answers in it with !.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    document::{self, Size},
    facts::Facts,
    goals::{self, Goal},
    options::Database,
    outcome::{Because, Outcome},
    row::{Row, Unit},
};

const HEAD: [&str; 8] = [
    "work",
    "median (min–max)",
    "p50 / p99 ms",
    "cores: server + database + driver",
    "goal",
    "× best peer",
    "of the limit",
    "held back by",
];

/// All that a run found.
pub struct Report {
    /// Where.
    pub facts: Facts,
    /// What.
    pub rows: Vec<Row>,
    /// An earlier run to compare with.
    pub baseline: Option<Baseline>,
    /// In which shop.
    pub size: Size,
    /// Whether it was too short to mean much.
    pub is_quick: bool,
}

/// The figures of an earlier run.
pub struct Baseline(Value);

impl Baseline {
    /// As `--json` wrote them.
    pub fn read(path: &Path) -> Outcome<Self> {
        let text = fs::read_to_string(path).because("--baseline")?;
        serde_json::from_str(&text).because("--baseline").map(Self)
    }

    /// What a comparison with it is called.
    fn head(&self, size: Size) -> String {
        if self.0["size"] == size.told() { "× before" } else { "× the other shop" }.to_owned()
    }

    fn median(&self, row: &Row) -> Option<f64> {
        let rows = self.0["rows"].as_array()?;
        let same = |other: &&Value| other["key"] == row.key && other["database"] == row.database.name();
        rows.iter().find(same)?["median"].as_f64()
    }
}

impl Report {
    /// For the terminal.
    pub fn text(&self) -> String {
        let mut text = format!("\n{}\n{}\n", self.facts.line(), self.size.told());
        if self.is_quick {
            text.push_str("A short run: these figures say that everything works and little more.\n");
        }
        for database in self.databases() {
            text.push_str(&format!("\n{}\n{}", database.name(), aligned(&self.table(database))));
        }
        let notes: Vec<String> = self.notes().collect();
        if notes.is_empty() { text } else { format!("{text}\n{}\n", notes.join("\n")) }
    }

    /// For `docs/performance.md`.
    pub fn markdown(&self) -> String {
        let mut text = format!("{}; {}\n", self.facts.line(), self.size.told());
        for database in self.databases() {
            text.push_str(&format!("\n### {}\n\n", database.name()));
            for (place, cells) in self.table(database).into_iter().enumerate() {
                text.push_str(&format!("| {} |\n", cells.join(" | ")));
                if place == 0 {
                    text.push_str(&format!("|{}\n", "---|".repeat(cells.len())));
                }
            }
        }
        let notes: Vec<String> = self.notes().map(|note| format!("- {note}")).collect();
        format!("{text}\n{}\n", notes.join("\n"))
    }

    /// For the next run.
    pub fn to_json(&self) -> String {
        let rows: Vec<Value> = self.rows.iter().map(Row::to_json).collect();
        format!(
            "{:#}\n",
            json!({ "facts": self.facts.to_json(), "size": self.size.told(), "quick": self.is_quick, "rows": rows })
        )
    }

    /// A page with what stood between the markers of this size of shop replaced.
    pub fn between_markers(&self, page: &str) -> Outcome<String> {
        let name = match self.size {
            document::LARGE => "bench-large",
            document::SMALL => "bench-tenants",
            _ => "bench",
        };
        let (begin, end) = (format!("<!-- {name}:begin -->"), format!("<!-- {name}:end -->"));
        let missing = || format!("the page has no {begin} and {end}");
        let (before, rest) = page.split_once(&begin).ok_or_else(missing)?;
        let (_, after) = rest.split_once(&end).ok_or_else(missing)?;
        Ok(format!("{before}{begin}\n{}\n{end}{after}", self.markdown().trim_end()))
    }

    fn databases(&self) -> Vec<Database> {
        let has = |database: &Database| self.rows.iter().any(|row| row.database == *database);
        [Database::Sqlite, Database::Postgres].into_iter().filter(has).collect()
    }

    fn table(&self, database: Database) -> Vec<Vec<String>> {
        let mut head: Vec<String> = HEAD.iter().map(|cell| (*cell).to_owned()).collect();
        head.extend(self.baseline.as_ref().map(|baseline| baseline.head(self.size)));
        let rows = self.rows.iter().filter(|row| row.database == database);
        std::iter::once(head).chain(rows.map(|row| self.cells(row))).collect()
    }

    fn cells(&self, row: &Row) -> Vec<String> {
        let goal = goals::of(row.key);
        let (smallest, largest) = row.range();
        let mark = if row.errors > 0 { format!(" ! {} wrong", row.errors) } else { String::new() };
        let mut cells = vec![
            row.title.to_owned(),
            format!(
                "{} ({}–{}){mark}",
                figure(row.median(), row.unit),
                bare(smallest, row.unit),
                bare(largest, row.unit)
            ),
            times(row),
            row.cores
                .map(|cores| format!("{:.2} + {:.2} + {:.2}", cores.server, cores.database, cores.driver))
                .unwrap_or_default(),
            goal.map(|goal| absolute(row, goal)).unwrap_or_default(),
            goal.and_then(|goal| over_peer(row, goal)).unwrap_or_default(),
            goal.and_then(|goal| self.of_limit(row, goal)).unwrap_or_default(),
            row.bound(self.facts.cores),
        ];
        if let Some(baseline) = &self.baseline {
            let before = baseline.median(row).map(|before| format!("{:.2}", row.times(before)));
            cells.push(before.unwrap_or_default());
        }
        cells
    }

    fn of_limit(&self, row: &Row, goal: &Goal) -> Option<String> {
        let (key, share) = goal.limit?;
        let limit = self.rows.iter().find(|limit| limit.key == key && limit.database == row.database)?;
        let reached = row.times(limit.median());
        Some(format!("{:.0} % (goal {:.0} %) {}", reached * 100.0, share * 100.0, tick(reached >= share)))
    }

    fn notes(&self) -> impl Iterator<Item = String> {
        let noted = self.rows.iter().filter(|row| !row.note.is_empty());
        noted.map(|row| format!("{}, {}: {}", row.database.name(), row.title, row.note.replace('\n', " ")))
    }
}

fn tick(is_reached: bool) -> &'static str {
    if is_reached { "✓" } else { "✗" }
}

fn times(row: &Row) -> String {
    match (row.p50_ms, row.p99_ms) {
        (Some(p50), Some(p99)) => format!("{p50:.2} / {p99:.2}"),
        _ => String::new(),
    }
}

fn absolute(row: &Row, goal: &Goal) -> String {
    let is_more_better = row.unit == Unit::PerSecond;
    let is_reached = if is_more_better { row.median() >= goal.figure } else { row.median() <= goal.figure };
    let sign = if is_more_better { "≥" } else { "≤" };
    let mut parts = Vec::new();
    if !is_more_better || goal.figure > 0.0 {
        parts.push(format!("{sign} {} {}", figure(goal.figure, row.unit), tick(is_reached)));
    }
    if let (Some(most), Some(p99)) = (goal.p99_ms, row.p99_ms) {
        parts.push(format!("p99 ≤ {most:.0} ms {}", tick(p99 <= most)));
    }
    parts.join(", ")
}

fn over_peer(row: &Row, goal: &Goal) -> Option<String> {
    let (figure, wanted) = goal.peer?;
    let times = row.times(figure);
    Some(format!("{times:.0} × (goal {wanted:.0} ×) {}", tick(times >= wanted)))
}

fn figure(value: f64, unit: Unit) -> String {
    let unit_text = match unit {
        Unit::PerSecond => "/s",
        Unit::Seconds => " s",
        Unit::Mebibytes => " MiB",
        Unit::Pieces => "",
    };
    format!("{}{unit_text}", bare(value, unit))
}

fn bare(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Seconds => format!("{value:.2}"),
        _ if value < 1.0 && value.fract() != 0.0 => format!("{value:.2}"),
        _ if value < 10.0 && value.fract() != 0.0 => format!("{value:.1}"),
        _ => thousands(value),
    }
}

fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let grouped = digits.chars().rev().enumerate().flat_map(|(place, digit)| {
        let comma = (place > 0 && place.is_multiple_of(3)).then_some(',');
        comma.into_iter().chain(std::iter::once(digit))
    });
    grouped.collect::<Vec<_>>().into_iter().rev().collect()
}

fn aligned(table: &[Vec<String>]) -> String {
    let columns = table.first().map_or(0, Vec::len);
    let width = |column: usize| table.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    table.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(baseline: Option<Value>) -> Report {
        let facts = Facts {
            cores: 2,
            cpu: "C".into(),
            kernel: "6".into(),
            memory_mib: 1,
            file_system: "ext4".into(),
            load: "0.00".into(),
            date: "2026-11-21".into(),
        };
        let limit = Row::of(Database::Sqlite, "limit.page", "constant", Unit::PerSecond, vec![20_000.0]);
        let list = Row::of(Database::Sqlite, "list.json", "list", Unit::PerSecond, vec![7_000.0, 6_500.0, 7_500.0]);
        Report {
            facts,
            rows: vec![limit, list],
            baseline: baseline.map(Baseline),
            size: document::USUAL,
            is_quick: false,
        }
    }

    #[test]
    fn a_figure_stands_beside_its_goal_its_peer_and_its_limit() {
        let cells = report(None).table(Database::Sqlite).remove(2);
        assert_eq!(cells[1], "7,000/s (6,500–7,500)");
        assert_eq!(cells[4], "≥ 6,000/s ✓");
        assert_eq!(cells[5], "117 × (goal 100 ×) ✓");
        assert_eq!(cells[6], "35 % (goal 30 %) ✓");
    }

    #[test]
    fn an_earlier_run_adds_a_column() {
        let before = json!({ "size": document::USUAL.told(), "rows": [{ "database": "SQLite", "key": "list.json", "median": 3500.0 }] });
        let table = report(Some(before)).table(Database::Sqlite);
        assert_eq!(table[0].last().map(String::as_str), Some("× before"));
        assert_eq!(table[2].last().map(String::as_str), Some("2.00"));
    }

    #[test]
    fn only_what_stands_between_the_markers_is_replaced() {
        let page = "a\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nb\n";
        let (report, table) = (report(None), report(None).markdown());
        let expected = format!("a\n<!-- bench:begin -->\n{}\n<!-- bench:end -->\nb\n", table.trim_end());
        assert_eq!(report.between_markers(page).unwrap(), expected);
        assert!(Report { size: document::LARGE, ..report }.between_markers(page).is_err());
    }

    #[test]
    fn every_goal_with_a_limit_names_one() {
        for goal in goals::GOALS {
            assert!(goal.limit.is_none_or(|(key, _)| key.starts_with("limit.")), "{}", goal.key);
        }
    }
}
