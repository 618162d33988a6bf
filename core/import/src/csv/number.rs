//! Reads numbers in plain notation: digits, one decimal mark, nothing else.
//! What a spreadsheet might also mean (thousands, exponents, the other mark) is refused with the reason, because a guess would be a wrong price.

use crate::csv::options::DecimalMark;
use crate::csv::problem::{Code, excerpt};
use crate::csv::telling::of_shown;
use kontor_contract::{Sentence, Value};
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
pub(crate) type Refusal = (Code, Sentence);

/// Reads `text` as a number of the rule, of which the file writes the `factor`-th part where it has another unit.
pub(crate) fn parse(
    text: &str,
    mark: DecimalMark,
    rule: NumberRule,
    factor: Option<Decimal>,
) -> Result<Decimal, Refusal> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text),
    };
    let shown = excerpt(text);
    let Some((whole, decimals)) = split_plain(body, mark) else {
        return Err((Code::BadNumber, why_not(text, body, mark)));
    };
    let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
    let zero = whole.is_empty() && decimals.is_empty();
    if negative && !zero {
        return Err((Code::NegativeNumber, of_shown(format!("{shown} is below zero"), &shown)));
    }
    if zero && rule.zero == Zero::Refused {
        return Err((Code::ZeroNumber, of_shown(format!("{shown} must be above zero"), &shown)));
    }
    // Ten digits hold every maximum; longer ones are not even parsed.
    if whole.len() > 10 {
        return Err(too_large(&shown, rule));
    }
    let number =
        if decimals.len() <= 16 { Decimal::from_str_exact(&format!("0{whole}.{decimals}0")).ok() } else { None };
    let number = number.and_then(|number| number.checked_mul(factor.unwrap_or(Decimal::ONE)));
    let number = number.ok_or_else(|| too_precise(&shown, rule))?.normalize();
    if number.scale() as usize > rule.decimals {
        return Err(too_precise(&shown, rule));
    }
    if number > Decimal::from(rule.max) { Err(too_large(&shown, rule)) } else { Ok(number) }
}

fn too_large(shown: &str, rule: NumberRule) -> Refusal {
    let detail = of_shown(format!("{shown} is more than {}", rule.max), shown);
    (Code::NumberTooLarge, detail.of([("most", Value::Text(rule.max.to_string()))]))
}

fn too_precise(shown: &str, rule: NumberRule) -> Refusal {
    let detail = match rule.decimals {
        0 => of_shown(format!("{shown} must be a whole number"), shown).keyed("import-row-whole-number"),
        most => {
            let detail = of_shown(format!("{shown} has more than {most} decimals"), shown);
            detail.of([("most", Value::Text(most.to_string()))])
        }
    };
    (Code::TooManyDecimals, detail)
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
fn why_not(text: &str, body: &str, mark: DecimalMark) -> Sentence {
    let shown = excerpt(text);
    let (own, other) = (mark.as_char(), mark.other().as_char());
    let not = format!("{shown} is not a number");
    if let Some((_, decimals)) = split_plain(body, mark.other()) {
        return other_mark(&shown, decimals, own, other);
    }
    let digit = |c: char| c.is_ascii_digit();
    let told = |end: &str, key: &'static str| of_shown(format!("{not} in plain notation; {end}"), &shown).keyed(key);
    if is_exponent(body) {
        return told("write it without an exponent", "import-row-exponent");
    }
    if body.starts_with(digit)
        && body.ends_with(digit)
        && body.chars().all(|c| digit(c) || ".,' \u{a0}\u{202f}".contains(c))
    {
        return told("write it without thousands separators", "import-row-thousands");
    }
    if body.strip_prefix('+').is_some_and(|rest| split_plain(rest, mark).is_some()) {
        return told("write it without the plus sign", "import-row-plus-sign");
    }
    of_shown(not, &shown)
}

/// What to do about a number that is one with the other decimal mark.
fn other_mark(shown: &str, decimals: &str, own: char, other: char) -> Sentence {
    let not = format!("{shown} is not a number with the decimal mark '{own}'");
    let marks = [("own", Value::Text(own.to_string())), ("other", Value::Text(other.to_string()))];
    // Three digits may be thousands: to suggest 1.000 for 1,000 could make a price a thousandth.
    if decimals.len() == 3 {
        let detail = format!("{not}; write it without thousands separators or import with decimal_mark={other}");
        return of_shown(detail, shown).keyed("import-row-mark-or-thousands").of(marks);
    }
    let instead = shown.replace(other, &own.to_string());
    let detail = of_shown(format!("{not}; write {instead} or import with decimal_mark={other}"), shown);
    detail.keyed("import-row-other-mark").of(marks).of([("instead", Value::Text(instead))])
}

fn is_exponent(text: &str) -> bool {
    let number = |part: &str| {
        part.contains(|c: char| c.is_ascii_digit()) && part.chars().all(|c| c.is_ascii_digit() || ".,+-".contains(c))
    };
    text.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| number(mantissa) && number(exponent))
}
