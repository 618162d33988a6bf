//! Cuts text into words as people write and look for them: `M8x40`, `1,5 mm²` and `10-pack` stay findable by their parts.
//! A word keeps its marks for the stemmers and is compared without them.

use kontor_kernel::sort_key;
use unicode_normalization::UnicodeNormalization;

/// The longest word that is kept, in bytes; longer ones are cut.
const LONGEST: usize = 60;

/// A piece of a word that has several.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Piece {
    /// In small letters, with marks.
    pub raw: String,
    /// As it is compared.
    pub folded: String,
}

impl Piece {
    fn of(raw: &str) -> Self {
        Self { raw: raw.to_owned(), folded: cut(sort_key(raw)) }
    }
}

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The whole, without hyphens and blanks.
    pub whole: Piece,
    /// What it is made of, where that is more than one thing.
    pub parts: Vec<Piece>,
}

fn cut(mut text: String) -> String {
    if text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
    }
    text
}

/// A code without case, marks and anything between its letters and digits.
#[must_use]
pub fn fold_code(code: &str) -> String {
    cut(sort_key(code).chars().filter(|letter| letter.is_alphanumeric()).collect())
}

/// The word of a text that is compared as `folded`, as the text writes it.
#[must_use]
pub fn written(text: &str, folded: &str) -> Option<String> {
    let pieces = tokens(text).into_iter().flat_map(|token| std::iter::once(token.whole).chain(token.parts));
    pieces.into_iter().find(|piece| piece.folded == folded).map(|piece| piece.raw)
}

/// A run of letters and digits, and whether a hyphen or the like joins it to the one before.
struct Run {
    text: String,
    is_joined: bool,
}

/// The words of a text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut compound: Vec<String> = Vec::new();
    let runs = with_sizes_joined(runs(text));
    for run in runs {
        if !run.is_joined {
            tokens.extend(token(&compound));
            compound.clear();
        }
        compound.push(run.text);
    }
    tokens.extend(token(&compound));
    tokens
}

fn token(runs: &[String]) -> Option<Token> {
    let whole = Piece::of(&runs.concat());
    if whole.folded.is_empty() {
        return None;
    }
    let parts: Vec<Piece> = runs.iter().flat_map(|run| split(run)).map(|part| Piece::of(&part)).collect();
    let parts =
        if parts.len() > 1 { parts.into_iter().filter(|part| !part.folded.is_empty()).collect() } else { vec![] };
    Some(Token { whole, parts })
}

fn runs(text: &str) -> Vec<Run> {
    let letters: Vec<char> = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut runs: Vec<Run> = Vec::new();
    let mut current = String::new();
    let mut is_joined = false;
    for (at, letter) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        if let Some(kept) = kept(letter, before, &letters[at + 1..]) {
            current.push(kept);
            continue;
        }
        // `chef's` is `chefs`, whose stem is that of `chef`.
        if is_possessive(letter, &letters[at + 1..]) && !current.is_empty() {
            continue;
        }
        if !current.is_empty() {
            runs.push(Run { text: number(std::mem::take(&mut current)), is_joined });
        }
        // Only what stands directly between two runs joins them.
        let touches = |neighbour: Option<&char>| neighbour.is_some_and(|letter| letter.is_alphanumeric());
        let joins = matches!(letter, '-' | '‐' | '‑' | '–' | '/' | '_' | '.' | '+');
        is_joined = joins && touches(before.as_ref()) && touches(letters.get(at + 1));
    }
    if !current.is_empty() {
        runs.push(Run { text: number(current), is_joined });
    }
    runs
}

/// What becomes of a sign within a word; nothing where it ends the word.
fn kept(letter: char, before: Option<char>, rest: &[char]) -> Option<char> {
    let is_digit = |letter: Option<&char>| letter.is_some_and(char::is_ascii_digit);
    let between_digits = is_digit(before.as_ref()) && is_digit(rest.first());
    match letter {
        ',' | '.' if between_digits => Some('.'),
        '/' if between_digits => Some('/'),
        '*' if between_digits => Some('x'),
        '×' | '✕' => Some('x'),
        // A diameter and no letter.
        'ø' | '⌀' if is_digit(rest.iter().find(|letter| !letter.is_whitespace())) => None,
        letter if letter.is_alphanumeric() => Some(letter),
        _ => None,
    }
}

fn is_possessive(letter: char, rest: &[char]) -> bool {
    let ends = |next: Option<&char>| next.is_none_or(|next| !next.is_alphanumeric());
    matches!(letter, '\'' | '’') && rest.first() == Some(&'s') && ends(rest.get(1))
}

/// `1.0` and `1.50` are `1` and `1.5`; three decimals may be thousands and stay.
fn number(run: String) -> String {
    let Some((whole, decimals)) = run.split_once('.') else { return run };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) || decimals.len() > 2 {
        return run;
    }
    run.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `M8 × 40` is `M8×40`: a size is one word however it is spaced.
fn with_sizes_joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    let mut rest = runs.into_iter().peekable();
    while let Some(run) = rest.next() {
        let ends_in_digit = |run: &Run| run.text.ends_with(|letter: char| letter.is_ascii_digit());
        let begins_with_digit = |run: &&Run| run.text.starts_with(|letter: char| letter.is_ascii_digit());
        match (joined.last_mut(), rest.peek()) {
            (Some(before), Some(after)) if run.text == "x" && ends_in_digit(before) && begins_with_digit(&after) => {
                let after = rest.next().map(|after| after.text).unwrap_or_default();
                before.text.push('x');
                before.text.push_str(&after);
            }
            _ => joined.push(run),
        }
    }
    joined
}

/// The parts of a run: sizes at their `x`, a number and the unit behind it, a word and the number behind it.
fn split(run: &str) -> Vec<String> {
    let letters: Vec<char> = run.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut parts: Vec<String> = vec![String::new()];
    for (at, letter) in letters.iter().copied().enumerate() {
        let after_digit = at > 0 && is_digit(at - 1);
        if letter == 'x' && after_digit && is_digit(at + 1) {
            parts.push(String::new());
            continue;
        }
        let part = parts.last().map_or("", String::as_str);
        let ends_number = letter.is_alphabetic() && after_digit && part.chars().all(|known| !known.is_alphabetic());
        if ends_number || (letter.is_ascii_digit() && ends_word(part, &letters[at..])) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    let halves = parts.iter().flat_map(|part| part.split('/'));
    halves.filter(|half| !half.is_empty()).map(str::to_owned).collect()
}

/// Whether a number begins behind a word: `DIN931`, but neither `M8` nor `mm2`.
fn ends_word(part: &str, number: &[char]) -> bool {
    let is_power = matches!(part, "mm" | "cm" | "dm" | "km") && matches!(number, ['2' | '3']);
    part.chars().count() > 1 && part.chars().all(char::is_alphabetic) && !is_power
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let word = |token: Token| {
            let parts: Vec<String> = token.parts.into_iter().map(|part| part.folded).collect();
            if parts.is_empty() { token.whole.folded } else { format!("{}={}", token.whole.folded, parts.join("+")) }
        };
        tokens(text).into_iter().map(word).collect()
    }

    #[test]
    fn words_are_compared_without_case_and_marks() {
        assert_eq!(words("Śruba  ŁĄCZĄCA, l’acqua"), ["sruba", "laczaca", "l", "acqua"]);
        assert_eq!(words("Chef's knife, chefs’ knives"), ["chefs", "knife", "chefs", "knives"]);
        assert_eq!(words(" -- % "), [""; 0]);
    }

    #[test]
    fn sizes_are_one_word_and_their_parts_however_they_are_spaced() {
        for text in ["M8x40", "M8 × 40", "m8 x 40", "M8×40"] {
            assert_eq!(words(text), ["m8x40=m8+40"], "{text}");
        }
        assert_eq!(words("10 x 20 x 30 mm"), ["10x20x30=10+20+30", "mm"]);
        assert_eq!(words("Ø 10 mm"), ["10", "mm"]);
        assert_eq!(words("x 5, box"), ["x", "5", "box"]);
    }

    #[test]
    fn numbers_and_units_are_found_together_and_apart() {
        assert_eq!(words("1,5 mm²"), ["1.5", "mm2"]);
        assert_eq!(words("1.50mm2 1,000 1.0"), ["1.50mm2=1.50+mm2", "1.000", "1"]);
        assert_eq!(words("10-pack T-light"), ["10pack=10+pack", "tlight=t+light"]);
        assert_eq!(words("1/2 BF/001"), ["1/2=1+2", "bf001=bf+001"]);
        assert_eq!(words("85123A M8 DIN931"), ["85123a=85123+a", "m8", "din931=din+931"]);
    }

    #[test]
    fn codes_are_compared_without_what_stands_between() {
        assert_eq!(fold_code(" BF-M8/040 zn "), "bfm8040zn");
        assert_eq!(written("Śruba z łbem", "lbem").as_deref(), Some("łbem"));
    }
}
