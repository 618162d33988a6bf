//! Cells of files that people open in spreadsheets, where text that begins like a formula would run.
//! A cell is data wherever it came from; what a customer typed must not run on the desk of the one who opens the file.

use std::borrow::Cow;

/// Makes a cell safe to open in a spreadsheet: one that begins with `=`, `+`, `-`, `@`, tab or carriage return gets a
/// leading apostrophe, unless it is a plain number such as `-12.50` or `+3` (CWE-1236).
#[must_use]
pub fn neutralise(cell: &str) -> Cow<'_, str> {
    if begins_a_formula(cell) && !is_signed_number(cell) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

/// A cell of a file that is read back: as [`neutralise`], and so that [`restore`] gives the very same text. A cell that
/// begins with apostrophes before a formula gets one more, since one is taken away.
#[must_use]
pub fn protect(cell: &str) -> Cow<'_, str> {
    if begins_a_formula(cell.trim_start_matches('\'')) && !is_signed_number(cell) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

/// A cell as it was before [`protect`]: the apostrophe before a formula is taken away.
#[must_use]
pub fn restore(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn begins_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn is_signed_number(cell: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = |body: &str| match body.split_once(['.', ',']) {
        Some((whole, decimals)) => is_digits(whole) && is_digits(decimals),
        None => is_digits(body),
    };
    cell.strip_prefix(['+', '-']).is_some_and(is_plain)
}

#[cfg(test)]
mod tests {
    use super::{neutralise, protect, restore};

    #[test]
    fn what_is_protected_is_restored_to_the_letter() {
        let cells =
            ["=1+1", "'=1", "''=1", "-12", "'-12", "+3 x", "'", "''", "'a", "", "@x", "\t", "'\t", "plain", "-", "'-"];
        for cell in cells {
            let written = protect(cell);
            assert_eq!(restore(&written), cell, "{written}");
            assert!(!written.starts_with(['=', '@', '\t', '\r']), "{written}");
        }
    }

    #[test]
    fn cells_that_would_run_as_formulas_get_an_apostrophe() {
        let formulas = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"];
        for cell in formulas.into_iter().chain(["-", "+", "-1e5", "--1", "=-1", "-1.5.5", "+1 "]) {
            assert_eq!(neutralise(cell), format!("'{cell}"));
        }
    }

    #[test]
    fn numbers_and_ordinary_text_stay_as_they_are() {
        for cell in ["", "-12.50", "-12,50", "+3", "-0", "12", "a=b", "Śruba M8", " =1", "'=1", "żółć@example"] {
            assert_eq!(neutralise(cell), cell);
        }
    }
}
