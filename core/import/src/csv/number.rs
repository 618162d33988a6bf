//! Reads numbers in plain notation: digits, one decimal mark, nothing else.
//! What a spreadsheet might also mean (thousands, exponents, the other mark) is refused with the reason, because a guess would be a wrong price.

use crate::csv::options::DecimalMark;
use crate::csv::problem::{Code, excerpt};
use rust_decimal::Decimal;

/// What a column takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NumberRule {
    pub zero: Zero,
    pub max: u32,
    pub decimals: usize,
}

/// Whether zero is among the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zero {
    Allowed,
    Refused,
}

impl NumberRule {
    /// Prices: a price of nothing is a slip far more often than a gift.
    pub(crate) const PRICE: Self = Self { zero: Zero::Refused, max: 1_000_000_000, decimals: 6 };
    /// Quantities one can order.
    pub(crate) const QUANTITY: Self = Self { zero: Zero::Refused, max: 1_000_000_000, decimals: 6 };
    /// Quantities that lie on a shelf.
    pub(crate) const STOCK: Self = Self { zero: Zero::Allowed, max: 1_000_000_000, decimals: 6 };

    /// Whole numbers from nought or one.
    pub(crate) const fn whole(zero: Zero, max: u32) -> Self {
        Self { zero, max, decimals: 0 }
    }
}

/// Why a text is no number of a column.
pub(crate) type Refusal = (Code, String);

/// Reads `text` as a number of the rule.
pub(crate) fn parse(text: &str, mark: DecimalMark, rule: NumberRule) -> Result<Decimal, Refusal> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text),
    };
    let Some((whole, decimals)) = split_plain(body, mark) else {
        return Err((Code::BadNumber, why_not(text, body, mark)));
    };
    let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
    let zero = whole.is_empty() && decimals.is_empty();
    if negative && !zero {
        return Err((Code::NegativeNumber, format!("{} is below zero", excerpt(text))));
    }
    if zero && rule.zero == Zero::Refused {
        return Err((Code::ZeroNumber, format!("{} must be above zero", excerpt(text))));
    }
    let too_large = || (Code::NumberTooLarge, format!("{} is more than {}", excerpt(text), rule.max));
    // Ten digits hold every maximum; longer ones are not even parsed.
    if whole.len() > 10 {
        return Err(too_large());
    }
    if decimals.len() > rule.decimals {
        let detail = match rule.decimals {
            0 => format!("{} must be a whole number", excerpt(text)),
            most => format!("{} has more than {most} decimals", excerpt(text)),
        };
        return Err((Code::TooManyDecimals, detail));
    }
    let number = Decimal::from_str_exact(&format!("0{whole}.{decimals}0"))
        .map_err(|_| (Code::BadNumber, format!("{} is not a number", excerpt(text))))?;
    if number > Decimal::from(rule.max) {
        return Err(too_large());
    }
    Ok(number.normalize())
}

/// The digits before and after the mark, if the text is nothing but them.
fn split_plain(text: &str, mark: DecimalMark) -> Option<(&str, &str)> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once(mark.as_char()) {
        None => digits(text).then_some((text, "")),
        Some((whole, decimals)) => (digits(whole) && digits(decimals)).then_some((whole, decimals)),
    }
}

/// The most helpful reason why a text is not a plain number.
fn why_not(text: &str, body: &str, mark: DecimalMark) -> String {
    let shown = excerpt(text);
    let (own, other) = (mark.as_char(), mark.other().as_char());
    let not = format!("{shown} is not a number");
    if let Some((_, decimals)) = split_plain(body, mark.other()) {
        // Three digits may be thousands: to suggest 1.000 for 1,000 could make a price a thousandth.
        let remedy = if decimals.len() == 3 {
            "write it without thousands separators".to_owned()
        } else {
            format!("write {}", shown.replace(other, &own.to_string()))
        };
        return format!("{not} with the decimal mark '{own}'; {remedy} or import with decimal_mark={other}");
    }
    let digit = |c: char| c.is_ascii_digit();
    if is_exponent(body) {
        return format!("{not} in plain notation; write it without an exponent");
    }
    if body.starts_with(digit)
        && body.ends_with(digit)
        && body.chars().all(|c| digit(c) || ".,' \u{a0}\u{202f}".contains(c))
    {
        return format!("{not} in plain notation; write it without thousands separators");
    }
    if body.strip_prefix('+').is_some_and(|rest| split_plain(rest, mark).is_some()) {
        return format!("{not} in plain notation; write it without the plus sign");
    }
    not
}

fn is_exponent(text: &str) -> bool {
    let number = |part: &str| {
        part.contains(|c: char| c.is_ascii_digit()) && part.chars().all(|c| c.is_ascii_digit() || ".,+-".contains(c))
    };
    text.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| number(mantissa) && number(exponent))
}
