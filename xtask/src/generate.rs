//! `cargo xtask generate products|prices ROWS FILE`: files of many rows for imports, the same every time.
//! What is bad in them follows from the number of the row, so that a report can be checked row by row.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
};

use clap::ValueEnum;
use kontor_testkit::generate::{Content, Generated, PER};

use crate::failure::{Failure, Outcome};

/// What one can say on the command line.
#[derive(clap::Args)]
pub struct Options {
    /// What the file holds.
    content: Kind,
    /// How many rows, without the header.
    rows: u64,
    /// Where it goes.
    file: PathBuf,
    /// How many rows are bad, such as `1%` or `0.25%`.
    #[arg(long, default_value = "0%", value_parser = share)]
    bad: u64,
    /// Another seed makes another file.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Products,
    Prices,
}

/// A percentage in parts of ten thousand.
fn share(text: &str) -> Result<u64, String> {
    let wrong = || format!("'{text}' is no percentage such as 1% or 0.25%");
    let number = text.strip_suffix('%').ok_or_else(wrong)?;
    let number: rust_decimal::Decimal = number.parse().map_err(|_| wrong())?;
    let parts = (number * rust_decimal::Decimal::ONE_HUNDRED).normalize();
    let whole = Some(parts).filter(|parts| parts.fract().is_zero());
    let parts = whole.and_then(|parts| u64::try_from(parts).ok()).filter(|parts| *parts <= PER);
    parts.ok_or_else(wrong)
}

/// Writes the file and says how many of its rows are bad.
pub fn run(options: &Options) -> Outcome {
    let content = match options.content {
        Kind::Products => Content::Products,
        Kind::Prices => Content::Prices,
    };
    let Options { rows, bad, seed, ref file, .. } = *options;
    let generated = Generated { content, rows, bad_per_10_000: bad, seed };
    let shown = file.display();
    let failed = |cause: std::io::Error| Failure::new(format!("{shown}: {cause}"));
    let mut output = BufWriter::with_capacity(1 << 20, File::create(file).map_err(failed)?);
    generated.write(&mut output).map_err(failed)?;
    output.flush().map_err(failed)?;
    println!("{shown}: {rows} rows, {} of them bad", generated.bad_rows());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn percentages_are_read_to_the_hundredth() {
        assert_eq!((share("1%"), share("0.25%"), share("100%")), (Ok(100), Ok(25), Ok(10_000)));
        assert!(["1", "101%", "-1%", "0.001%", "x%"].iter().all(|text| share(text).is_err()));
    }
}
