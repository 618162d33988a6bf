//! Files of every format as tables: named columns, and rows that are read one after the other with their place.
//! No reader holds more than one row, the names and what its format shares between rows, and each bounds all of them.

pub(crate) mod bmecat;
mod guard;
pub(crate) mod ndjson;
pub(crate) mod open;
pub(crate) mod xlsx;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::csv::Problem;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportFormat")]
pub enum Format {
    /// Rows of text, `text/csv`.
    #[default]
    Csv,
    /// A spreadsheet, `application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`.
    Xlsx,
    /// A JSON object on each line, `application/x-ndjson`.
    Ndjson,
    /// A catalogue of BMEcat 2005 or 1.2, `application/xml`.
    Bmecat,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Xlsx, Self::Ndjson, Self::Bmecat];

    /// The media types of uploads, the usual one of each format first.
    pub(crate) const MEDIA_TYPES: [&'static str; 5] = [
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/x-ndjson",
        "application/xml",
        "text/xml",
    ];

    /// The format of a media type without its parameters.
    pub(crate) fn of_media_type(media_type: &str) -> Option<Self> {
        let index = Self::MEDIA_TYPES.iter().position(|known| known.eq_ignore_ascii_case(media_type.trim()))?;
        Some(Self::ALL[index.min(Self::ALL.len() - 1)])
    }

    /// The name in parameters and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ndjson => "ndjson",
            Self::Bmecat => "bmecat",
        }
    }
}

/// A column as a file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) line: u64,
}

/// How a number in a cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// As whoever imports declares it.
    Declared,
    /// With a point, as formats write it that have numbers of their own.
    Plain,
}

/// What stands in a cell.
#[derive(Debug, Clone)]
pub(crate) struct Value<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Where it stands.
    pub(crate) line: u64,
    pub(crate) notation: Notation,
}

/// A file as a table.
pub(crate) trait Table: Send {
    /// Its columns in its order.
    fn names(&self) -> &[Name];

    /// Goes to the next row; `false` at the end. The problem of one that cannot be reached ends the file.
    fn advance(&mut self) -> Result<bool, Problem>;

    /// The place of the row: its line, its row in the sheet, or the line where its element begins.
    fn line(&self) -> u64;

    /// How many fields the row has, where a row can have too many or too few.
    fn fields(&self) -> Option<usize> {
        None
    }

    /// What stands in the row under the n-th column; nothing where the cell is absent. A problem has no column yet.
    fn cell(&self, index: usize) -> Result<Option<Value<'_>>, Problem>;

    /// What is wrong with the row as a whole.
    fn take_problems(&mut self) -> Vec<Problem> {
        Vec::new()
    }

    /// What of the row is left out, though the row is good.
    fn take_notes(&mut self) -> Vec<Problem> {
        Vec::new()
    }
}

/// What a reader keeps of one row where its format does not keep it as it came.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) line: u64,
    cells: Vec<Option<Kept>>,
}

#[derive(Debug)]
enum Kept {
    Text(String, u64, Notation),
    Bad(Problem),
}

impl Row {
    pub(crate) fn begin(&mut self, line: u64) {
        self.line = line;
        self.cells.clear();
    }

    pub(crate) fn set(&mut self, index: usize, text: String, line: u64, notation: Notation) {
        self.put(index, Kept::Text(text, line, notation));
    }

    pub(crate) fn spoil(&mut self, index: usize, problem: Problem) {
        self.put(index, Kept::Bad(problem));
    }

    fn put(&mut self, index: usize, kept: Kept) {
        if self.cells.len() <= index {
            self.cells.resize_with(index + 1, || None);
        }
        self.cells[index] = Some(kept);
    }

    pub(crate) fn cell(&self, index: usize) -> Result<Option<Value<'_>>, Problem> {
        match self.cells.get(index).and_then(Option::as_ref) {
            None => Ok(None),
            Some(Kept::Bad(problem)) => Err(problem.clone()),
            Some(Kept::Text(text, line, notation)) => {
                Ok(Some(Value { text: Cow::Borrowed(text), line: *line, notation: *notation }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        open::{InMemory, Opening},
        *,
    };
    use crate::{
        csv::{self, Code, DecimalMark, Options, PriceRow, ProductRow, Row as _, RowError, StockRow},
        model::mapping::{DateForm, MappedColumn, Mapping},
    };

    fn rows<T: csv::Row>(opening: &Opening, file: &str) -> Vec<Result<T, RowError>> {
        let source = InMemory(bytes::Bytes::copy_from_slice(file.as_bytes()));
        let opened = opening
            .table(T::KIND, source)
            .and_then(|table| csv::rows_of::<T>(table, opening.mapping(T::KIND).as_ref(), opening.options));
        match opened {
            Ok(rows) => rows.collect(),
            Err(error) => vec![Err(error)],
        }
    }

    fn told<T>(rows: &[Result<T, RowError>]) -> Vec<(u64, Option<&str>, Code)> {
        let problems = rows.iter().filter_map(|row| row.as_ref().err()).flat_map(|error| &error.problems);
        problems.map(|problem| (problem.line, problem.column.as_deref(), problem.code)).collect()
    }

    fn column(source: &str, field: &str) -> MappedColumn {
        MappedColumn { source: source.to_owned(), field: field.to_owned(), ..MappedColumn::default() }
    }

    fn mapped(mapping: Mapping) -> Opening {
        Opening { mapping: Some(mapping), ..Opening::default() }
    }

    #[test]
    fn a_mapping_renames_converts_replaces_and_fills_in() {
        let mut unit = column("JM", "unit");
        unit.values.insert("szt".to_owned(), "pcs".to_owned());
        let weight = MappedColumn {
            factor: Some("1000".to_owned()),
            decimal_mark: Some(DecimalMark::Comma),
            ..column("Waga", "weight_g")
        };
        let columns = vec![column("Indeks", "sku"), column("nazwa", "name"), unit, weight];
        let constants = [("tax_class".to_owned(), "reduced".to_owned())].into();
        let opening = mapped(Mapping { columns, constants, ignores_others: true, ..Mapping::default() });
        let file = "INDEKS,Nazwa,JM,Waga,Uwagi\nA,One,SZT,\"0,013\",x\nB,Two,kg,\"0,00001\",\n,Three,,,\n";
        let found = rows::<ProductRow>(&opening, file);
        let first = found[0].as_ref().unwrap();
        assert_eq!(
            (first.sku.as_str(), first.unit.as_deref(), first.tax_class.as_deref()),
            ("A", Some("pcs"), Some("reduced"))
        );
        assert_eq!(told(&found[..1]), []);
        assert_eq!(first.weight_g, Some(13));
        assert_eq!(told(&found)[..1], [(3, Some("Waga"), Code::TooManyDecimals)]);
        assert_eq!(told(&found)[1..], [(4, Some("Indeks"), Code::EmptyValue)]);
    }

    #[test]
    fn dates_are_read_by_the_form_of_their_column() {
        let from = MappedColumn { date_form: Some(DateForm::Points), ..column("Od", "valid_from") };
        let columns = vec![column("Kod", "sku"), column("Cena", "unit_price"), from];
        let constants = [("price_list".to_owned(), "STANDARD".to_owned())].into();
        let opening = mapped(Mapping { columns, constants, ..Mapping::default() });
        let found = rows::<PriceRow>(&opening, "Kod;Cena;Od\nA;1.5;30.11.2026\nB;2;2026-11-30\nC;3;\n");
        let days: Vec<_> = found.iter().flatten().map(|row| row.valid_from.map(|day| day.to_string())).collect();
        assert_eq!(days, [Some("2026-11-30".to_owned()), None]);
        assert_eq!(told(&found), [(3, Some("Od"), Code::BadValue)]);
    }

    #[test]
    fn a_mapping_refuses_what_it_misses_and_what_it_does_not_know() {
        let mapping = Mapping { columns: vec![column("a", "sku"), column("b", "on_hand")], ..Mapping::default() };
        let check = |file: &str| {
            told(&rows::<StockRow>(&mapped(mapping.clone()), file)).iter().map(|it| it.2).collect::<Vec<_>>()
        };
        assert_eq!(check("a,b\nA,1\n"), []);
        assert_eq!(check("a,b,c\nA,1,2\n"), [Code::UnknownColumn]);
        assert_eq!(check("a,c\nA,1\n"), [Code::MissingColumn, Code::UnknownColumn, Code::MissingColumn]);
        assert_eq!(check("a,b,A\nA,1,2\n"), [Code::DuplicateColumn, Code::MissingColumn]);
    }

    fn json_lines() -> Opening {
        Opening { format: Format::Ndjson, ..Opening::default() }
    }

    #[test]
    fn json_lines_are_read_by_their_names_with_numbers_in_plain_notation() {
        let opening =
            Opening { options: Options { decimal_mark: DecimalMark::Comma, ..Options::default() }, ..json_lines() };
        let file =
            "\u{feff}{\"on_hand\":12.5,\"SKU\":\"A\"}\r\n  \n{\"sku\":\"B\",\"on_hand\":\"3\",\"warehouse\":null}";
        let found = rows::<StockRow>(&opening, file);
        let read: Vec<_> =
            found.iter().flatten().map(|row| (row.sku.clone(), row.on_hand.to_string(), row.line())).collect();
        assert_eq!(read, [("A".to_owned(), "12.5".to_owned(), 1), ("B".to_owned(), "3".to_owned(), 3)]);
    }

    #[test]
    fn lines_that_are_long_deep_or_no_objects_are_told_by_line() {
        let deep = format!("{{\"sku\":{}1{}}}", "[".repeat(5_000), "]".repeat(5_000));
        let file = format!("{{\"sku\":\"A\"}}\n[]\n{deep}\n{{\"sku\":\"B\",\"on_hand\":1,\"on_hnd\":2}}\n");
        assert_eq!(
            told(&rows::<StockRow>(&json_lines(), &file)),
            [
                (1, Some("on_hand"), Code::EmptyValue),
                (2, None, Code::BadObject),
                (3, None, Code::BadObject),
                (4, Some("on_hnd"), Code::UnknownField)
            ]
        );
        let long = format!("{{\"sku\":\"{}\"}}\n", "x".repeat(2_000_000));
        assert_eq!(told(&rows::<StockRow>(&json_lines(), &long)), [(1, None, Code::RecordTooLong)]);
        assert!(rows::<StockRow>(&json_lines(), "").is_empty());
    }

    #[test]
    fn what_was_protected_for_a_spreadsheet_is_read_as_it_was() {
        let found = rows::<ProductRow>(&Opening::default(), "sku,name\n'=1+1,''=x\n-12,'plain\n");
        let read: Vec<_> = found.iter().flatten().map(|row| (row.sku.as_str(), row.name.as_str())).collect();
        assert_eq!(read, [("=1+1", "'=x"), ("-12", "'plain")]);
    }

    #[test]
    fn media_types_name_formats() {
        let of = Format::of_media_type;
        assert_eq!((of("text/CSV"), of("application/x-ndjson")), (Some(Format::Csv), Some(Format::Ndjson)));
        assert_eq!((of(Format::MEDIA_TYPES[1]), of("text/xml")), (Some(Format::Xlsx), Some(Format::Bmecat)));
        assert_eq!((of("application/xml"), of("text/plain")), (Some(Format::Bmecat), None));
        for format in Format::ALL {
            assert_eq!(serde_json::to_value(format).unwrap(), format.as_str());
        }
    }
}
