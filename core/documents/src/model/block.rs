//! The small tree of blocks that a template turns its facts into, and that a press prints.
//! All text in it is written already: amounts, dates and labels are in the reader's language.

/// A document before it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    /// What readers of PDF files show as its title.
    pub(crate) title: String,
    /// The colour of its rules.
    pub(crate) accent: Colour,
    /// What stands at the head of every page after the first.
    pub(crate) running: String,
    /// What stands at the foot of every page; the number of the page comes after it.
    pub(crate) imprint: String,
    /// What it says, from top to bottom.
    pub(crate) blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// Its name, in large letters.
    Heading(String),
    /// A paragraph. Lines stay lines.
    Text(Voice, String),
    /// Blocks beside each other, each with its share of the width.
    Columns(Vec<(u16, Vec<Block>)>),
    /// Labels and what they name, below each other.
    Facts(Vec<Fact>),
    /// Lines that may go over many pages.
    Table(Table),
    /// Sums at the right margin, which stay on one page.
    Totals(Vec<Total>),
    /// A thin rule across the page.
    Rule,
    /// Room, in millimetres.
    Gap(u8),
}

/// How a text is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// As usual.
    Plain,
    /// So that it is found first.
    Strong,
    /// Beside the matter.
    Quiet,
}

/// A label and what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) value: String,
}

/// A sum with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Total {
    pub(crate) label: String,
    pub(crate) value: String,
    /// The one that the others lead to.
    pub(crate) is_final: bool,
}

/// Lines under a head that every page repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    /// What is carried from page to page; nothing where there is nothing to sum up.
    pub(crate) carry: Option<Carry>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) head: String,
    /// Its share of the table's width.
    pub(crate) share: u16,
    pub(crate) side: Side,
}

/// To which side a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
}

/// A row of a table. It is never torn between pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// The sum of this row and all before it, as the reader's language writes it.
    pub(crate) running: String,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub(crate) text: String,
    /// In small letters below it.
    pub(crate) below: Option<String>,
}

/// How sums are carried from page to page, in the last column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Carry {
    /// At the foot of a page.
    pub(crate) forward: String,
    /// At the head of the next one.
    pub(crate) brought: String,
}

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl Colour {
    /// Reads `#rrggbb`; ink where it is written otherwise.
    pub(crate) fn of(text: &str) -> Self {
        const INK: Colour = Colour(0x17, 0x18, 0x1a);
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        value.map_or(INK, |value| {
            let [_, red, green, blue] = value.to_be_bytes();
            Self(red, green, blue)
        })
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), below: None }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, below: None }
    }
}

impl Document {
    /// Every character that may be printed, so that fonts hold these and no others.
    pub(crate) fn letters(&self) -> std::collections::BTreeSet<char> {
        let mut letters: std::collections::BTreeSet<char> = ('0'..='9').chain(" /?".chars()).collect();
        for text in [&self.title, &self.running, &self.imprint] {
            letters.extend(text.chars());
        }
        self.blocks.iter().for_each(|block| block.tell(&mut |text| letters.extend(text.chars())));
        letters
    }
}

impl Block {
    /// Shows every text of it.
    fn tell(&self, told: &mut dyn FnMut(&str)) {
        match self {
            Self::Heading(text) | Self::Text(_, text) => told(text),
            Self::Columns(columns) => columns.iter().flat_map(|(_, blocks)| blocks).for_each(|block| block.tell(told)),
            Self::Facts(facts) => facts.iter().flat_map(|fact| [&fact.label, &fact.value]).for_each(|text| told(text)),
            Self::Totals(totals) => totals.iter().flat_map(|sum| [&sum.label, &sum.value]).for_each(|text| told(text)),
            Self::Table(table) => table.tell(told),
            Self::Rule | Self::Gap(_) => {}
        }
    }
}

impl Table {
    fn tell(&self, told: &mut dyn FnMut(&str)) {
        self.columns.iter().for_each(|column| told(&column.head));
        for row in &self.rows {
            told(&row.running);
            for cell in &row.cells {
                told(&cell.text);
                cell.below.iter().for_each(|below| told(below));
            }
        }
        if let Some(Carry { forward, brought }) = &self.carry {
            told(forward);
            told(brought);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_channels_keep_them() {
        assert_eq!(Colour::of("#1f4fa3"), Colour(0x1f, 0x4f, 0xa3));
        for text in ["", "red", "#fff", "#12345g", "#+12345", "#żżż"] {
            assert_eq!(Colour::of(text), Colour(0x17, 0x18, 0x1a), "{text}");
        }
    }

    #[test]
    fn every_letter_of_a_document_is_known_before_it_is_printed() {
        let table = Table {
            columns: vec![Column { head: "ą".into(), share: 1, side: Side::Left }],
            rows: vec![Row { cells: vec![Cell { text: "ę".into(), below: Some("ó".into()) }], running: "ł".into() }],
            carry: Some(Carry { forward: "ś".into(), brought: "ż".into() }),
        };
        let document = Document {
            title: "à".into(),
            accent: Colour(0, 0, 0),
            running: "è".into(),
            imprint: "ì".into(),
            blocks: vec![
                Block::Heading("ò".into()),
                Block::Columns(vec![(1, vec![Block::Text(Voice::Plain, "ù".into())])]),
                Block::Facts(vec![Fact { label: "é".into(), value: "ź".into() }]),
                Block::Totals(vec![Total { label: "ć".into(), value: "ń".into(), is_final: true }]),
                Block::Table(table),
            ],
        };
        let letters = document.letters();
        assert!("àèìòùéźćńąęółśż0123456789 /".chars().all(|letter| letters.contains(&letter)), "{letters:?}");
    }
}
