//! Formats decimal text the way a language writes numbers, and reads numbers the way people type them.
//! Everything stays decimal: no value passes through a binary fraction on its way to or from a page.

use std::str::FromStr;

use rust_decimal::Decimal;

/// A space that neither breaks a line nor shrinks, as Polish sets it between groups and before a unit.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// More characters than any amount or quantity needs; longer input is refused before it is parsed.
const LONGEST_INPUT: usize = 40;

/// How one language writes numbers and amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    decimal_mark: char,
    group_mark: char,
    symbol: SymbolPlace,
    /// Currencies this language writes with a sign; every other one is written with its ISO code.
    signs: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SymbolPlace {
    Before,
    After,
}

const SIGNS_EN: &[(&str, &str)] = &[("GBP", "£"), ("EUR", "€"), ("USD", "$"), ("JPY", "¥")];
const SIGNS_PL: &[(&str, &str)] = &[("PLN", "zł"), ("EUR", "€")];
const SIGNS_CS: &[(&str, &str)] = &[("CZK", "Kč"), ("EUR", "€")];
const SIGNS_EURO: &[(&str, &str)] = &[("EUR", "€"), ("GBP", "£")];

impl NumberFormat {
    /// The rules for a language tag such as `pl` or `en-GB`; an unknown language is written as English.
    #[must_use]
    pub fn of(language: &str) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        let (decimal_mark, group_mark, symbol, signs) = match primary {
            "pl" => (',', NO_BREAK_SPACE, SymbolPlace::After, SIGNS_PL),
            "cs" | "sk" => (',', NO_BREAK_SPACE, SymbolPlace::After, SIGNS_CS),
            "fr" => (',', '\u{202f}', SymbolPlace::After, SIGNS_EURO),
            "it" | "de" | "es" => (',', '.', SymbolPlace::After, SIGNS_EURO),
            _ => ('.', ',', SymbolPlace::Before, SIGNS_EN),
        };
        Self { decimal_mark, group_mark, symbol, signs }
    }

    /// A number with at least `least_scale` decimals; further decimals stay as long as they are not zero.
    #[must_use]
    pub fn decimal(&self, value: Decimal, least_scale: usize) -> String {
        self.write(value, least_scale, Some(self.group_mark))
    }

    /// A quantity: no trailing zeros, so `12.000` reads `12`.
    #[must_use]
    pub fn quantity(&self, value: Decimal) -> String {
        self.decimal(value, 0)
    }

    /// An amount with its currency, never rounded: a unit price of `0.0255` keeps its four decimals.
    #[must_use]
    pub fn money(&self, amount: Decimal, currency: &str) -> String {
        let number = self.decimal(amount.abs(), minor_digits(currency));
        let sign = self.signs.iter().find(|(code, _)| *code == currency).map(|(_, sign)| *sign);
        let minus = if amount.is_sign_negative() && !amount.is_zero() { "-" } else { "" };
        match (self.symbol, sign) {
            (SymbolPlace::Before, Some(sign)) => format!("{minus}{sign}{number}"),
            (SymbolPlace::Before, None) => format!("{minus}{currency}{NO_BREAK_SPACE}{number}"),
            (SymbolPlace::After, sign) => {
                format!("{minus}{number}{NO_BREAK_SPACE}{}", sign.unwrap_or(currency))
            }
        }
    }

    /// A number as it stands in a form field: the language's decimal mark and no grouping.
    #[must_use]
    pub fn input(&self, value: Decimal) -> String {
        self.write(value, 0, None)
    }

    /// Reads what a person typed: the language's own marks, and spaces between groups.
    ///
    /// A lone group mark that cannot be one (`1.5` in Italian) is read as the decimal mark, because a number pad
    /// has only one of the two; a well-formed group (`1.500` in Italian) stays a group.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<Decimal> {
        if text.len() > LONGEST_INPUT {
            return None;
        }
        let text: String = text.trim().chars().filter(|c| !is_space(*c)).collect();
        let (whole, fraction) = self.split(&text)?;
        let whole: String = whole.chars().filter(|c| *c != self.group_mark).collect();
        let digits = whole.strip_prefix('-').unwrap_or(&whole);
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if digits.is_empty() || !all_digits(digits) || !all_digits(&fraction) {
            return None;
        }
        let plain = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
        Decimal::from_str_exact(&plain).ok()
    }

    /// Splits typed text at its decimal mark; `None` where its marks contradict each other.
    fn split(&self, text: &str) -> Option<(String, String)> {
        let groups_by_space = is_space(self.group_mark);
        let is_decimal_mark = |c: char| c == self.decimal_mark || (groups_by_space && matches!(c, '.' | ','));
        if let Some((whole, fraction)) = text.split_once(is_decimal_mark) {
            let ends_in_mark = fraction.is_empty();
            return (!ends_in_mark && self.well_grouped(whole)).then(|| (whole.to_owned(), fraction.to_owned()));
        }
        if self.well_grouped(text) {
            return Some((text.to_owned(), String::new()));
        }
        let (whole, fraction) = text.split_once(self.group_mark)?;
        (!fraction.is_empty() && !fraction.contains(self.group_mark)).then(|| (whole.to_owned(), fraction.to_owned()))
    }

    fn well_grouped(&self, whole: &str) -> bool {
        let mut groups = whole.trim_start_matches('-').split(self.group_mark);
        let first = groups.next().unwrap_or_default();
        let mut rest = groups.peekable();
        rest.peek().is_none() || (matches!(first.len(), 1..=3) && rest.all(|group| group.len() == 3))
    }

    fn write(&self, value: Decimal, least_scale: usize, group_mark: Option<char>) -> String {
        let text = value.normalize().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits = whole.trim_start_matches('-');
        let mut out = String::with_capacity(text.len() + 8);
        out.push_str(&whole[..whole.len() - digits.len()]);
        for (position, digit) in digits.char_indices() {
            let left = digits.len() - position;
            if let Some(mark) = group_mark.filter(|_| position > 0 && left.is_multiple_of(3)) {
                out.push(mark);
            }
            out.push(digit);
        }
        if least_scale > 0 || !fraction.is_empty() {
            out.push(self.decimal_mark);
            out.push_str(fraction);
            out.extend(std::iter::repeat_n('0', least_scale.saturating_sub(fraction.len())));
        }
        out
    }

    /// The mark between groups of three digits.
    #[must_use]
    pub fn group_mark(&self) -> char {
        self.group_mark
    }
}

/// Reads decimal text as it travels on the wire (`"12.50"`); anything else is `None`.
#[must_use]
pub fn wire(text: &str) -> Option<Decimal> {
    Decimal::from_str(text).ok()
}

/// Digits after the mark that ISO 4217 gives a currency.
fn minor_digits(currency: &str) -> usize {
    match currency {
        "JPY" | "KRW" | "CLP" | "ISK" | "VND" => 0,
        "BHD" | "KWD" | "OMR" | "TND" | "JOD" => 3,
        _ => 2,
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | NO_BREAK_SPACE | '\u{202f}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        wire(text).unwrap()
    }

    /// Written with plain spaces for reading; the page carries no-break ones.
    fn shown(language: &str, amount: &str, currency: &str) -> String {
        NumberFormat::of(language).money(d(amount), currency).replace(NO_BREAK_SPACE, " ")
    }

    #[test]
    fn each_language_writes_amounts_in_its_own_way() {
        assert_eq!(shown("pl", "1234.5", "PLN"), "1 234,50 zł");
        assert_eq!(shown("it", "1234.5", "EUR"), "1.234,50 €");
        assert_eq!(shown("en", "1234.5", "GBP"), "£1,234.50");
        assert_eq!(shown("en-GB", "1234.5", "PLN"), "PLN 1,234.50");
        assert_eq!(shown("pl", "1234567.89", "GBP"), "1 234 567,89 GBP");
        assert_eq!(shown("en", "1500", "JPY"), "¥1,500");
    }

    #[test]
    fn unit_prices_keep_every_decimal_and_zero_pads_to_the_minor_unit() {
        assert_eq!(shown("pl", "0.0255", "PLN"), "0,0255 zł");
        assert_eq!(shown("it", "0", "EUR"), "0,00 €");
        assert_eq!(shown("en", "-12.5", "GBP"), "-£12.50");
        assert_eq!(shown("pl", "-0.5", "PLN"), "-0,50 zł");
    }

    #[test]
    fn quantities_drop_trailing_zeros() {
        let pl = NumberFormat::of("pl");
        assert_eq!(pl.quantity(d("12.000")), "12");
        assert_eq!(pl.quantity(d("0.250")), "0,25");
        assert_eq!(pl.input(d("12500.50")), "12500,5");
    }

    #[test]
    fn people_may_type_numbers_as_they_write_them() {
        let read = |language: &str, text: &str| NumberFormat::of(language).parse(text).map(|v| v.to_string());
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read("pl", "1 234,50"), some("1234.50"));
        assert_eq!(read("pl", "1\u{a0}234,5"), some("1234.5"));
        assert_eq!(read("pl", "2.5"), some("2.5"));
        assert_eq!(read("it", "1.500"), some("1500"));
        assert_eq!(read("it", "1.5"), some("1.5"));
        assert_eq!(read("it", "1.234,50"), some("1234.50"));
        assert_eq!(read("en", "1,500"), some("1500"));
        assert_eq!(read("en", "0,5"), some("0.5"));
        assert_eq!(read("en", "-3"), some("-3"));
    }

    #[test]
    fn text_that_is_not_a_number_is_refused() {
        for text in ["", " ", "abc", "1e9", "NaN", "1,2,3", "1.2.3", "12..5", "1,", ",5", "--1", "+1", "1_000", "０１"]
        {
            for language in ["en", "pl", "it"] {
                assert_eq!(NumberFormat::of(language).parse(text), None, "{language}: {text:?}");
            }
        }
        assert_eq!(NumberFormat::of("en").parse(&"9".repeat(60)), None);
    }
}
