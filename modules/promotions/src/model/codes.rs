//! How codes are written, compared and made.
//! Upper and lower case, blanks and dashes make no difference, and generated codes have no letters that are mistaken.

use rand::RngExt;
use unicode_normalization::UnicodeNormalization;

/// Digits and letters that nobody takes for one another: without 0, 1, I, L, O and U.
const ALPHABET: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs of a generated code that stand together.
const GROUP: usize = 5;
/// The longest code that is kept, as it is written.
pub(crate) const LONGEST: usize = 40;
/// The shortest code that is kept, blanks and dashes aside.
pub(crate) const SHORTEST: usize = 3;
/// The fewest signs that are drawn for a generated code: 30 to the power of 8 are 650 thousand million.
pub(crate) const FEWEST_DRAWN: usize = 8;
/// The most signs that are drawn for a generated code.
pub(crate) const MOST_DRAWN: usize = 20;
/// The longest beginning of generated codes.
pub(crate) const LONGEST_PREFIX: usize = 12;

/// The key that codes are compared by.
pub(crate) fn key(code: &str) -> String {
    let counts = |letter: &char| !letter.is_whitespace() && !letter.is_control() && !is_dash(*letter);
    code.nfkc().filter(counts).flat_map(char::to_uppercase).collect()
}

const fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '_' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// A code as it is kept: trimmed and in upper case; nothing where it is too short, too long or holds other signs.
pub(crate) fn as_kept(code: &str) -> Option<String> {
    let kept = code.trim().to_uppercase();
    let is_plain = kept.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let is_fit = kept.len() <= LONGEST && key(&kept).len() >= SHORTEST;
    (is_plain && is_fit).then_some(kept)
}

/// A beginning of generated codes as it is kept; nothing where it is too long or holds other signs.
pub(crate) fn prefix_as_kept(prefix: &str) -> Option<String> {
    let kept = prefix.trim().trim_end_matches('-').to_uppercase();
    let is_plain = kept.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    (is_plain && kept.len() <= LONGEST_PREFIX).then_some(kept)
}

/// A code that nobody can foresee.
pub(crate) fn draw(prefix: &str, length: usize) -> String {
    let mut random = rand::rng();
    let mut code = prefix.to_owned();
    for at in 0..length {
        if at % GROUP == 0 && !code.is_empty() {
            code.push('-');
        }
        code.push(char::from(ALPHABET[random.random_range(0..ALPHABET.len())]));
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn case_blanks_and_dashes_make_no_difference() {
        for written in ["SPRING-5", " spring5 ", "Spring 5", "s p r i n g 5", "SPRING–5", "ＳＰＲＩＮＧ５", "spring_5"]
        {
            assert_eq!(key(written), "SPRING5", "{written}");
        }
    }

    #[test]
    fn a_code_is_kept_in_upper_case_and_of_plain_signs() {
        assert_eq!(as_kept(" spring-5 ").as_deref(), Some("SPRING-5"));
        for refused in ["", "A-", "--", "ŻUBR", "A B C", "A=1+1", &"A".repeat(LONGEST + 1)] {
            assert_eq!(as_kept(refused), None, "{refused}");
        }
    }

    #[test]
    fn generated_codes_are_readable_and_differ() {
        let codes: HashSet<String> = (0..2_000).map(|_| draw("SPRING", 10)).collect();
        assert_eq!(codes.len(), 2_000);
        let code = codes.iter().next().unwrap();
        assert_eq!((code.len(), &code[..7], &code[12..13]), (18, "SPRING-", "-"));
        assert!(code[7..].bytes().all(|sign| sign == b'-' || ALPHABET.contains(&sign)));
        assert_eq!(draw("", 8).len(), 9);
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in ".{0,40}") {
            // Some letters have no upper case of one letter; what has been folded stays folded.
            let folded = key(&key(&text));
            prop_assert_eq!(key(&folded), folded);
        }

        #[test]
        fn what_is_generated_is_a_code(length in FEWEST_DRAWN..=MOST_DRAWN, prefix in "[A-Z0-9]{0,12}") {
            let code = draw(&prefix, length);
            prop_assert_eq!(as_kept(&code), Some(code.clone()));
            prop_assert_eq!(key(&code).len(), prefix.len() + length);
        }
    }
}
