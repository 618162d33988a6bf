//! What a file is called: the name somebody gave, without folders, signs that steer terminals, or an ending that lies.
//! Names are shown and offered for saving; where the bytes are kept never depends on them.

use kontor_contract::files::MediaType;

/// The longest name, in characters, ending included.
const MOST_CHARS: usize = 120;
/// What a file is called that has no name that can be used.
const NAMELESS: &str = "file";
/// Signs that some system or other gives a meaning.
const FORBIDDEN: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// A name for a file of a media type, whatever was given.
pub(crate) fn clean(given: &str, media_type: MediaType) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match last.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => stem,
        _ => last,
    };
    let mut kept = String::new();
    for letter in stem.chars().filter(|letter| is_shown(*letter)) {
        if letter.is_whitespace() { kept.push(' ') } else { kept.push(letter) }
    }
    let words: Vec<&str> = kept.split_whitespace().collect();
    let room = MOST_CHARS - media_type.ending().len() - 1;
    let stem: String = words.join(" ").trim_matches(['.', ' ']).chars().take(room).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    format!("{}.{}", if stem.is_empty() { NAMELESS } else { stem }, media_type.ending())
}

fn is_ending(text: &str) -> bool {
    let is_plain = text.chars().all(|letter| letter.is_ascii_alphanumeric());
    (1..=5).contains(&text.len()) && is_plain && text.chars().any(char::is_alphabetic)
}

/// Neither forbidden, nor a control sign, nor one that turns the direction of writing round to hide an ending.
fn is_shown(letter: char) -> bool {
    let turns =
        matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    !turns && !FORBIDDEN.contains(&letter) && (!letter.is_control() || letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_lose_folders_and_endings_that_lie() {
        let cases = [
            ("../../etc/passwd", "passwd.pdf"),
            ("..\\..\\boot.ini", "boot.pdf"),
            ("Karta produktu M8 ×40.pdf", "Karta produktu M8 ×40.pdf"),
            ("report.html", "report.pdf"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.pdf"),
            ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
            ("", "file.pdf"),
            ("...", "file.pdf"),
            ("Version 2.10", "Version 2.10.pdf"),
            ("scheda tecnica v1.2 finale", "scheda tecnica v1.2 finale.pdf"),
        ];
        for (given, kept) in cases {
            assert_eq!(clean(given, MediaType::Pdf), kept, "{given}");
        }
        assert_eq!(clean("photo.PNG", MediaType::Jpeg), "photo.jpg");
    }

    proptest! {
        #[test]
        fn no_name_leaves_its_folder_or_its_header(given in any::<String>()) {
            let name = clean(&given, MediaType::Webp);
            prop_assert!(name.chars().count() <= MOST_CHARS && name.len() > ".webp".len());
            prop_assert!(name.ends_with(".webp") && !name.starts_with('.'));
            prop_assert!(!name.contains(FORBIDDEN) && !name.chars().any(char::is_control));
            prop_assert_eq!(clean(&name, MediaType::Webp), name);
        }
    }
}
