//! What may stand in a header: one line without control characters, of a length that servers take.
//! A name is what people typed; with a line break in it, it would be able to add headers of its own.

/// RFC 5322 allows 998 octets in a line; folded and encoded, this stays far below.
const LONGEST: usize = 200;

/// Text as one line: what breaks lines or cannot be seen becomes a blank, and blanks are made one.
pub(crate) fn one_line(text: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c);
    let line = text.split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => line[..end].trim_end().to_owned(),
        None => line,
    }
}

/// Marks that turn the direction of text or hide in it: a name shows what it is.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_cannot_add_a_header() {
        assert_eq!(one_line("Ann\r\nBcc: all@example.com"), "Ann Bcc: all@example.com");
        assert_eq!(one_line("Ann\u{2028}Bcc: x\u{85}y\u{0}z"), "Ann Bcc: x y z");
    }

    #[test]
    fn names_stay_as_they_are_and_tricks_do_not() {
        assert_eq!(one_line("  Łukasz  Żółw "), "Łukasz Żółw");
        assert_eq!(one_line("support\u{202e}moc.elpmaxe"), "support moc.elpmaxe");
        assert_eq!(one_line(&"ż".repeat(500)).chars().count(), 200);
    }
}
