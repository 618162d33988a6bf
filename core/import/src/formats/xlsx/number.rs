//! Numbers of a spreadsheet as it shows them: plain, to fifteen digits, with a point; dates as `2026-11-30`.
//! A spreadsheet keeps binary fractions with seventeen digits, of which it shows fifteen; the two last are noise.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::styles::Shown;

/// Digits a spreadsheet shows.
const DIGITS: usize = 15;
/// Numbers of more digits than this on either side of the point are left as they are written.
const WIDEST: i32 = 40;
/// 31 December 9999, the last day a spreadsheet knows.
const LAST_DAY: i64 = 2_958_465;
const SECONDS: i64 = 86_400;

/// From which day a workbook counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Epoch {
    #[default]
    From1900,
    From1904,
}

/// A number as its style shows it.
pub(super) fn shown(written: &str, shown: Shown, epoch: Epoch) -> String {
    let plain = plain(written).unwrap_or_else(|| written.to_owned());
    match shown {
        Shown::Number => plain,
        Shown::Padded(digits) => padded(plain, digits.into()),
        Shown::Date | Shown::DateTime | Shown::Time => moment(&plain, shown, epoch).unwrap_or(plain),
    }
}

fn padded(plain: String, digits: usize) -> String {
    if plain.bytes().all(|byte| byte.is_ascii_digit()) { format!("{plain:0>digits$}") } else { plain }
}

/// A number without exponent and without the noise of binary fractions.
fn plain(written: &str) -> Option<String> {
    let is_plain = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == '-';
    let digits = written.chars().filter(char::is_ascii_digit).count();
    if written.chars().all(is_plain) && (1..=DIGITS).contains(&digits) {
        return Some(trimmed(written));
    }
    let number: f64 = written.parse().ok()?;
    if !number.is_finite() {
        return None;
    }
    let scientific = format!("{number:.*e}", DIGITS - 1);
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    if exponent.abs() > WIDEST {
        return None;
    }
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let text = match usize::try_from(exponent) {
        Err(_) => format!("0.{}{digits}", "0".repeat(exponent.unsigned_abs() as usize - 1)),
        Ok(exponent) if exponent + 1 >= digits.len() => format!("{digits:0<width$}", width = exponent + 1),
        Ok(exponent) => format!("{}.{}", digits.get(..=exponent)?, digits.get(exponent + 1..)?),
    };
    Some(trimmed(&format!("{sign}{text}")))
}

/// Without zeros that say nothing behind the point.
fn trimmed(text: &str) -> String {
    if !text.contains('.') {
        return text.to_owned();
    }
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-" { "0".to_owned() } else { text.to_owned() }
}

fn moment(plain: &str, shown: Shown, epoch: Epoch) -> Option<String> {
    let serial = Decimal::from_str_exact(plain).ok()?;
    if serial.is_sign_negative() || serial > Decimal::from(LAST_DAY) {
        return None;
    }
    let day = serial.trunc().to_i64()?;
    let part = serial.fract().checked_mul(Decimal::from(SECONDS))?.round().to_i64()?;
    let (day, second) = if part >= SECONDS { (day + 1, 0) } else { (day, part) };
    let (year, month, of_month) = date(day, epoch);
    let time = format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60);
    Some(match shown {
        Shown::Time => time,
        Shown::DateTime if second > 0 => format!("{year:04}-{month:02}-{of_month:02}T{time}"),
        _ => format!("{year:04}-{month:02}-{of_month:02}"),
    })
}

/// Year, month and day of a serial number. Spreadsheets count a 29 February 1900 that never was.
fn date(serial: i64, epoch: Epoch) -> (i64, i64, i64) {
    // Days from 1 March of the year 0, by which leap days stand at the end of their year.
    const TO_1899_12_30: i64 = 693_899;
    const TO_1904_01_01: i64 = 695_361;
    let days = match epoch {
        Epoch::From1900 if serial < 60 => TO_1899_12_30 + 1 + serial,
        Epoch::From1900 => TO_1899_12_30 + serial,
        Epoch::From1904 => TO_1904_01_01 + serial,
    };
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(written: &str) -> String {
        shown(written, Shown::Number, Epoch::From1900)
    }

    #[test]
    fn numbers_lose_no_digit_that_is_shown_and_show_no_noise() {
        for (written, told) in [
            ("12", "12"),
            ("12.50", "12.5"),
            ("-0.0", "-0"),
            ("0.30000000000000004", "0.3"),
            ("12.550000000000001", "12.55"),
            ("5901234123457", "5901234123457"),
            ("5.901234123457E+12", "5901234123457"),
            ("1E-3", "0.001"),
            ("1.5e2", "150"),
            ("9.9999999999999995E-7", "0.000001"),
            ("-2.5E-4", "-0.00025"),
            ("123456789.12345601", "123456789.123456"),
            ("1E+100", "1E+100"),
            ("abc", "abc"),
        ] {
            assert_eq!(number(written), told, "{written}");
        }
        assert_eq!(shown("123", Shown::Padded(5), Epoch::From1900), "00123");
        assert_eq!(shown("1.5", Shown::Padded(5), Epoch::From1900), "1.5");
    }

    #[test]
    fn dates_are_counted_as_spreadsheets_count_them() {
        let date = |serial, epoch| shown(serial, Shown::Date, epoch);
        assert_eq!(date("1", Epoch::From1900), "1900-01-01");
        assert_eq!(date("59", Epoch::From1900), "1900-02-28");
        assert_eq!(date("61", Epoch::From1900), "1900-03-01");
        assert_eq!(date("45351", Epoch::From1900), "2024-02-29");
        assert_eq!(date("46356", Epoch::From1900), "2026-11-30");
        assert_eq!(date("44894", Epoch::From1904), "2026-11-30");
        assert_eq!(date("2958465", Epoch::From1900), "9999-12-31");
        assert_eq!(date("-1", Epoch::From1900), "-1");
        assert_eq!(shown("46356.75", Shown::DateTime, Epoch::From1900), "2026-11-30T18:00:00");
        assert_eq!(shown("0.5", Shown::Time, Epoch::From1900), "12:00:00");
    }
}
