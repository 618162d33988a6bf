//! Normalised keys for text that is sorted or compared, computed here so that both databases agree.
//! Letters lose their marks (ł, ó, è), case is folded and white space is made one blank.

use unicode_normalization::UnicodeNormalization;

/// The key that names are sorted and searched by. Empty text gives an empty key.
#[must_use]
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut blank_due = false;
    for mark_free in text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        if mark_free.is_whitespace() || mark_free.is_control() {
            blank_due = !key.is_empty();
            continue;
        }
        if blank_due {
            key.push(' ');
            blank_due = false;
        }
        match mark_free {
            // These letters have no decomposition in Unicode.
            'ł' | 'Ł' => key.push('l'),
            'đ' | 'Đ' => key.push('d'),
            'ø' | 'Ø' => key.push('o'),
            'ß' => key.push_str("ss"),
            'æ' | 'Æ' => key.push_str("ae"),
            other => key.extend(other.to_lowercase()),
        }
    }
    key
}

/// The key that codes (SKU, company code) are unique by: trimmed, upper case, inner white space made one blank.
#[must_use]
pub fn code_key(code: &str) -> String {
    code.split_whitespace().collect::<Vec<_>>().join(" ").nfkc().flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_without_marks_or_case() {
        assert_eq!(sort_key("  Śruba  ŁĄCZĄCA M8 "), "sruba laczaca m8");
        assert_eq!(sort_key("Caffè"), "caffe");
    }

    #[test]
    fn codes_differing_only_by_case_are_one() {
        assert_eq!(code_key("85123a"), code_key(" 85123A "));
        assert_eq!(code_key("bank  charges"), "BANK CHARGES");
    }
}
