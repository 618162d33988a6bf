//! Printed documents, opened by a library that has no part in printing them: pages, text, sums carried, sizes.
//! `cargo test -p kontor-documents --lib -- --ignored` prints some to look at, and what they cost.

use std::time::Instant;

use kontor_kernel::{Amount, Currency, Locale, Rate};
use lopdf::Document as Pdf;

use super::{Genpdf, Press};
use crate::confirmation::{
    Facts, Speech, page,
    tests::{facts, texts},
};

fn print(locale: Locale, facts: &Facts) -> Vec<u8> {
    Genpdf.print(&page(&Speech::new(&texts(), locale), facts).unwrap()).unwrap()
}

/// The text of each page, with every gap as one blank.
fn pages(bytes: &[u8]) -> Vec<String> {
    let pdf = Pdf::load_mem(bytes).unwrap();
    let text = |number: &u32| pdf.extract_text(&[*number]).unwrap();
    let tidy = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    pdf.get_pages().keys().map(text).map(tidy).collect()
}

#[test]
fn a_short_order_is_one_page_with_its_letters() {
    let pages = pages(&print(Locale::Pl, &facts(3)));
    assert_eq!(pages.len(), 1);
    for words in ["Potwierdzenie zamówienia 1024", "Zażółć gęślą jaźń", "più città", "Łódź", "1 / 1", "46,30"]
    {
        assert!(pages[0].contains(words), "{words}: {}", pages[0]);
    }
    assert!(!pages[0].contains("Do przeniesienia"), "{}", pages[0]);
}

#[test]
fn three_hundred_lines_carry_their_sum_from_page_to_page() {
    let bytes = print(Locale::En, &facts(300));
    let pages = pages(&bytes);
    assert!((8..20).contains(&pages.len()), "{}", pages.len());
    let last = pages.len() - 1;
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("{} / {}", index + 1, pages.len())), "{page}");
        assert_eq!(page.contains("Brought forward"), index > 0, "{page}");
        assert_eq!(page.contains("Carried forward"), index < last && pages[index + 1].contains("Brought"), "{page}");
    }
    // What one page carries forward is what its rows come to, and the next one brings the same.
    let sum = |page: &str, label: &str| {
        let (before, after) = page.split_once(label).unwrap();
        let near = [before.split_whitespace().last(), after.split_whitespace().next()];
        near.into_iter().flatten().find_map(|word| Amount::parse(&word.replace(',', ""), Currency::PLN).ok()).unwrap()
    };
    let mut lines = 0;
    for pair in pages.windows(2) {
        lines += i64::try_from(pair[0].matches("DIN933-").count()).unwrap();
        let carried = sum(&pair[0], "Carried forward");
        assert_eq!(carried, Amount::from_minor(lines * 1_255));
        assert_eq!(carried, sum(&pair[1], "Brought forward"));
    }
    assert!(pages[last].contains("3,765.00"), "{}", pages[last]);
}

#[test]
fn long_names_wrap_and_nothing_is_cut_off() {
    let mut long = facts(2);
    let word = "Przeciwwybuchowy".repeat(12);
    let words = "Zawór kulowy z napędem elektrycznym ".repeat(10);
    long.order.lines[0].name.clone_from(&word);
    long.order.lines[1].name = words.trim().to_owned();
    long.order.buyer.name = "Przedsiębiorstwo Produkcyjno-Handlowo-Usługowe ".repeat(4).trim().to_owned();
    let text = pages(&print(Locale::Pl, &long)).join(" ");
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    assert!(letters(&text).contains(&letters(&word)), "{text}");
    assert_eq!(text.matches("napędem").count(), 10, "{text}");
}

#[test]
fn a_long_note_goes_over_the_end_of_a_page() {
    let mut wordy = facts(20);
    wordy.order.note = Some("Proszę uważać. ".repeat(600));
    let pages = pages(&print(Locale::It, &wordy));
    assert!(pages.len() >= 3, "{}", pages.len());
    assert_eq!(pages.join(" ").matches("uważać").count(), 600);
}

#[test]
fn a_file_holds_the_letters_it_shows_and_not_whole_fonts() {
    let bytes = print(Locale::Pl, &facts(3));
    assert!(bytes.len() < 120_000, "{}", bytes.len());
}

#[test]
fn letters_that_the_font_lacks_do_not_stop_the_press() {
    let mut foreign = facts(1);
    foreign.order.lines[0].name = "六角ボルト M8 \u{1f529}".to_owned();
    assert!(pages(&print(Locale::En, &foreign))[0].contains("M8"));
}

/// Prints documents to look at and says what they cost.
#[test]
#[ignore = "for people to look at"]
fn documents_to_look_at() {
    let folder = std::env::temp_dir().join("kontor-documents");
    std::fs::create_dir_all(&folder).unwrap();
    let mut free = facts(3);
    free.order.currency = Currency::EUR;
    let share = &mut free.order.taxes[0];
    (share.rate, share.tax) = (Rate::ZERO, "0.00".to_owned());
    share.note =
        Some("Reverse charge: the recipient of the supply owes the VAT (Article 138 of Directive 2006/112/EC).".into());
    free.order.lines.iter_mut().for_each(|line| line.tax_rate = Rate::ZERO);
    (free.order.tax, free.order.gross) = (Amount::ZERO, free.order.net);
    let mut long = facts(4);
    long.order.lines[0].name = "Przeciwwybuchowy".repeat(12);
    long.order.lines[1].name = "Zawór kulowy z napędem elektrycznym ".repeat(10);
    long.order.buyer.name = "Przedsiębiorstwo Produkcyjno-Handlowo-Usługowe ".repeat(4);
    let cases = [
        ("pl-1", Locale::Pl, facts(1)),
        ("pl-3", Locale::Pl, facts(3)),
        ("it-3", Locale::It, facts(3)),
        ("en-reverse-charge", Locale::En, free),
        ("pl-long-names", Locale::Pl, long),
        ("it-100", Locale::It, facts(100)),
        ("pl-300", Locale::Pl, facts(300)),
    ];
    for (name, locale, facts) in cases {
        let begun = Instant::now();
        let bytes = print(locale, &facts);
        let (ms, pages) = (begun.elapsed().as_millis(), Pdf::load_mem(&bytes).unwrap().get_pages().len());
        println!("{name}: {ms} ms, {} kB, {pages} pages", bytes.len().div_ceil(1024));
        std::fs::write(folder.join(format!("{name}.pdf")), bytes).unwrap();
    }
    println!("{}", folder.display());
}
