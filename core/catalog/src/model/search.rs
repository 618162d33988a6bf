//! The simple search, for as long as the index of a large catalogue is being made: every word must occur in the name or
//! the code, whatever its case and marks. It also says whether there is a word in what was typed, and makes codes of names.

use kontor_kernel::sort_key;

/// The longest text that is searched for, in characters; the rest is not looked at.
const LONGEST_TEXT: usize = 200;
const MOST_WORDS: usize = 8;

/// What somebody looks for, normalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    words: Vec<String>,
}

impl Words {
    /// Reads what was typed; nothing where there is no word in it.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().take(LONGEST_TEXT).collect();
        let words: Vec<String> =
            sort_key(&text).split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).map(str::to_owned).collect();
        if words.is_empty() { None } else { Some(Self { words }) }
    }

    /// Whether all words occur in one of the texts each.
    pub fn occur_in(&self, texts: [&str; 2]) -> bool {
        self.words.iter().all(|word| texts.iter().any(|text| text.contains(word.as_str())))
    }
}

/// A code for addresses made from a name: `Śruby i nakrętki` gives `sruby-i-nakretki`.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in sort_key(name).chars() {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_occur_somewhere() {
        let words = Words::parse("  ŚRUBA m8 ").unwrap();
        assert!(words.occur_in(["sruba laczaca m8", "sr-8"]));
        assert!(words.occur_in(["sruba", "din-m8"]));
        assert!(!words.occur_in(["sruba", "din-m6"]));
        assert_eq!(Words::parse("   "), None);
    }

    #[test]
    fn addresses_are_made_of_plain_letters() {
        assert_eq!(slug("Śruby & nakrętki, M8"), "sruby-nakretki-m8");
        assert_eq!(slug(" --- "), "");
    }
}
