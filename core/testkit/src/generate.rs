//! Files of many rows, the same every time for the same seed, of which a share is bad in a known way.
//! A row is made from its number alone, so that whoever checks an import knows of each row what should become of it.

use std::io::{self, Write};

/// Parts of a whole of which rows are bad.
pub const PER: u64 = 10_000;
/// Products of a price file's list; prices beyond them stand in further lists.
const PRODUCTS_PER_LIST: u64 = 200_000;
const SORTS: [&str; 12] = [
    "Hex bolt",
    "Carriage bolt",
    "Washer",
    "Nut",
    "Threaded rod",
    "Anchor",
    "Cable tie",
    "Hinge",
    "Bracket",
    "Rivet",
    "Spacer",
    "Clip",
];
const FINISHES: [&str; 6] = ["zinc", "black", "stainless", "brass", "plain", "hot-dip"];
const UNITS: [&str; 4] = ["pcs", "kg", "m", "set"];

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Products with stock, from `P-0000000` on.
    Products,
    /// Prices of such products in lists `L-0`, `L-1` and so on.
    Prices,
}

/// A file to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Generated {
    /// What it holds.
    pub content: Content,
    /// Its rows, without the header.
    pub rows: u64,
    /// How many of ten thousand rows are bad, about.
    pub bad_per_10_000: u64,
    /// Another seed makes another file.
    pub seed: u64,
}

/// How a row is bad: the column and the code under which an import reports it.
pub type Badness = (&'static str, &'static str);

impl Generated {
    /// The columns.
    #[must_use]
    pub const fn columns(&self) -> &'static [&'static str] {
        match self.content {
            Content::Products => &["sku", "name", "unit", "weight_g", "category", "external_id", "on_hand"],
            Content::Prices => &["price_list", "sku", "min_quantity", "unit_price", "per", "currency"],
        }
    }

    /// How a row is bad, if it is.
    #[must_use]
    pub fn badness(&self, row: u64) -> Option<Badness> {
        if self.number(row, 1) % PER >= self.bad_per_10_000 {
            return None;
        }
        let choice = self.number(row, 2) % 3;
        Some(match (self.content, choice) {
            (Content::Products, 0) => ("name", "import.empty_value"),
            (Content::Products, 1) => ("weight_g", "import.bad_number"),
            (Content::Products, _) => ("on_hand", "import.negative_number"),
            (Content::Prices, 0) => ("unit_price", "import.bad_number"),
            (Content::Prices, 1) => ("unit_price", "import.zero_number"),
            (Content::Prices, _) => ("per", "import.too_many_decimals"),
        })
    }

    /// The cells of a row.
    #[must_use]
    pub fn row(&self, row: u64) -> Vec<String> {
        let mut cells = match self.content {
            Content::Products => self.product(row),
            Content::Prices => self.price(row),
        };
        if let Some((column, code)) = self.badness(row) {
            let index = self.columns().iter().position(|name| *name == column).unwrap_or_default();
            cells[index] = match code {
                "import.empty_value" => "",
                "import.negative_number" => "-5",
                "import.zero_number" => "0",
                "import.too_many_decimals" => "1.5",
                _ => "1,50 or so",
            }
            .to_owned();
        }
        cells
    }

    fn product(&self, row: u64) -> Vec<String> {
        let number = self.number(row, 3);
        let sort = pick(&SORTS, number);
        let finish = pick(&FINISHES, number / 100);
        let size = 3 + number / 1_000 % 40;
        vec![
            format!("P-{row:07}"),
            format!("{sort} M{size} {finish} {row}"),
            pick(&UNITS, number / 10_000).to_owned(),
            (5 + number % 5_000).to_string(),
            format!("{sort}s"),
            format!("erp-{row}"),
            (number % 1_000).to_string(),
        ]
    }

    fn price(&self, row: u64) -> Vec<String> {
        let number = self.number(row, 3);
        let (list, product) = (row / PRODUCTS_PER_LIST, row % PRODUCTS_PER_LIST);
        vec![
            format!("L-{list}"),
            format!("P-{product:07}"),
            "1".to_owned(),
            format!("{}.{:02}", 1 + number % 500, number / 500 % 100),
            "1".to_owned(),
            "GBP".to_owned(),
        ]
    }

    /// A number that looks random and follows from seed, row and purpose (splitmix64).
    fn number(&self, row: u64, purpose: u64) -> u64 {
        let mixed = self.seed ^ row.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ purpose.wrapping_mul(0xD1B5_4A32_D192_ED03);
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// How many rows are bad.
    #[must_use]
    pub fn bad_rows(&self) -> u64 {
        (0..self.rows).filter(|row| self.badness(*row).is_some()).count() as u64
    }

    /// Writes the file as CSV. No cell needs quotes but one.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn write(&self, output: &mut impl Write) -> io::Result<()> {
        writeln!(output, "{}", self.columns().join(","))?;
        for row in 0..self.rows {
            let cells = self.row(row);
            let quoted = cells.iter().map(|cell| if cell.contains(',') { format!("\"{cell}\"") } else { cell.clone() });
            writeln!(output, "{}", quoted.collect::<Vec<_>>().join(","))?;
        }
        Ok(())
    }
}

fn pick<'a>(of: &[&'a str], number: u64) -> &'a str {
    of.get(usize::try_from(number % of.len() as u64).unwrap_or_default()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRODUCTS: Generated = Generated { content: Content::Products, rows: 20_000, bad_per_10_000: 100, seed: 7 };

    #[test]
    fn the_same_seed_makes_the_same_file_and_another_one_another() {
        let written = |generated: Generated| {
            let mut file = Vec::new();
            generated.write(&mut file).unwrap();
            file
        };
        assert_eq!(written(PRODUCTS), written(PRODUCTS));
        assert_ne!(written(PRODUCTS), written(Generated { seed: 8, ..PRODUCTS }));
        assert_eq!(written(PRODUCTS).iter().filter(|byte| **byte == b'\n').count(), 20_001);
    }

    #[test]
    fn about_the_wanted_share_is_bad_and_each_bad_row_in_its_way() {
        for content in [Content::Products, Content::Prices] {
            let bad = Generated { content, ..PRODUCTS }.bad_rows();
            assert!((100..=300).contains(&bad), "{bad}");
        }
        assert_eq!(Generated { bad_per_10_000: 0, ..PRODUCTS }.bad_rows(), 0);
        let row = (0..20_000).find(|row| PRODUCTS.badness(*row) == Some(("name", "import.empty_value"))).unwrap();
        assert_eq!(PRODUCTS.row(row)[1], "");
    }
}
