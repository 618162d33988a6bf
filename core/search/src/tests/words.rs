//! What is found by which words, and in which order.
//! Each assortment is small enough to see why.

use kontor_kernel::Locale;

use super::{Things, ask, ask_seeing, ask_with, skus};
use crate::{Matched, Ready, Synonyms};

fn found(things: &Things, text: &str) -> Vec<String> {
    skus(things, &ask(&Ready::in_memory(things), text, Locale::En))
}

fn hardware() -> Things {
    Things::of(&[
        ("BF-M8-040-ZN", "Hexagon head bolt M8 × 40, zinc plated"),
        ("BF-M8-060-ZN", "Hexagon head bolt M8 × 60, zinc plated"),
        ("BF-M10-NUT", "Hexagon nut M10"),
        ("85123A", "White hanging heart T-light holder"),
        ("CAB-15", "Copper cable 1,5 mm²"),
        ("GLV-9", "Work gloves 10-pack, for bolts and screws"),
        ("HAM-1", "Hammer"),
        ("HAM-2", "Claw hammer 500 g"),
    ])
}

#[test]
fn codes_stand_first_however_they_are_written() {
    let things = hardware();
    for text in ["BF-M8-040-ZN", "bfm8040zn", "bf m8 040 zn", "BF/M8/040/ZN"] {
        assert_eq!(found(&things, text)[0], "BF-M8-040-ZN", "{text}");
    }
    assert_eq!(found(&things, "bf-m8"), ["BF-M8-040-ZN", "BF-M8-060-ZN"]);
    assert_eq!(found(&things, "m8-040"), ["BF-M8-040-ZN"]);
    assert_eq!(found(&things, "85123"), ["85123A"]);
}

#[test]
fn all_words_must_occur_in_some_form() {
    let things = hardware();
    assert_eq!(found(&things, "hexagonal bolts m8"), ["BF-M8-040-ZN", "BF-M8-060-ZN"]);
    assert_eq!(found(&things, "hex nut"), ["BF-M10-NUT"]);
    assert_eq!(found(&things, "zinc m10"), ["BF-M8-040-ZN", "BF-M8-060-ZN", "BF-M10-NUT"]);
    assert_eq!(ask(&Ready::in_memory(&things), "zinc m10", Locale::En).matched, Matched::Most);
    assert_eq!(found(&things, "nothing at all"), [""; 0]);
    assert_eq!(found(&things, "%"), [""; 0]);
}

#[test]
fn sizes_units_and_packs_are_found_as_people_write_them() {
    let things = hardware();
    for text in ["m8x40", "M8 x 40", "m8×40", "bolt m8 40"] {
        assert_eq!(found(&things, text), ["BF-M8-040-ZN"], "{text}");
    }
    for text in ["1.5mm2", "1,5 mm²", "cable 1.5", "kable 1,5 mm2"] {
        assert_eq!(found(&things, text), ["CAB-15"], "{text}");
    }
    for text in ["10 pack", "10pack", "gloves 10-pack"] {
        assert_eq!(found(&things, text), ["GLV-9"], "{text}");
    }
    for text in ["t-light", "tlight", "t light"] {
        assert_eq!(found(&things, text), ["85123A"], "{text}");
    }
}

#[test]
fn the_whole_name_stands_first_and_prose_last() {
    let mut things = hardware();
    things.add("X-1", "Tool bag");
    things.all[8].description = "Room for a hammer".to_owned();
    assert_eq!(found(&things, "hammer"), ["HAM-1", "HAM-2", "X-1"]);
}

#[test]
fn mistakes_are_forgiven_from_four_letters_on_and_stand_below() {
    let things = hardware();
    for text in ["hamer", "hammmer", "hamemr", "jammer", "hammers"] {
        assert_eq!(found(&things, text)[..2], ["HAM-1", "HAM-2"], "{text}");
    }
    assert_eq!(found(&things, "nit"), [""; 0], "three letters are too few to guess at");
    assert_eq!(found(&things, "m9"), [""; 0], "a number is what it is");
    let ready = Ready::in_memory(&things);
    let answer = ask(&ready, "claw hamer", Locale::En);
    assert_eq!(answer.corrections.iter().map(|one| (one.word, one.term.as_str())).collect::<Vec<_>>(), [(1, "hammer")]);
    assert_eq!(ask(&ready, "hammer", Locale::En).corrections, []);
}

#[test]
fn words_written_as_one_are_found_apart() {
    let things = Things::of(&[("A", "Coffee pot"), ("B", "Teapot"), ("C", "Pot")]);
    assert_eq!(found(&things, "coffeepot"), ["A"]);
    assert_eq!(found(&things, "tea pot"), ["B"]);
}

#[test]
fn polish_and_italian_words_are_found_in_every_form_with_and_without_marks() {
    let things = Things::of(&[
        ("S", "Śruba z łbem sześciokątnym"),
        ("N", "Nakrętka sześciokątna"),
        ("B", "Bicchiere da vino"),
        ("P", "Piatto piano in porcellana"),
    ]);
    let ready = Ready::in_memory(&things);
    let found = |text: &str, locale| skus(&things, &ask(&ready, text, locale));
    for text in ["śruby", "sruby", "śrub", "śrubami", "ŚRUBA", "srubą sześciokątną"] {
        assert_eq!(found(text, Locale::Pl), ["S"], "{text}");
    }
    for text in ["nakrętki", "nakretki", "nakrętek sześciokątnych"] {
        assert_eq!(found(text, Locale::Pl)[0], "N", "{text}");
    }
    for text in ["bicchieri", "bicchieri per vini"] {
        assert_eq!(found(text, Locale::It), ["B"], "{text}");
    }
    assert_eq!(found("piatti piani", Locale::It), ["P"]);
}

#[test]
fn translations_are_found_by_those_who_read_them() {
    let mut things = Things::of(&[("A", "Młotek")]);
    things.all[0].translations = vec![(Locale::En, "Hammer".to_owned())];
    let ready = Ready::in_memory(&things);
    assert_eq!(skus(&things, &ask(&ready, "hammers", Locale::En)), ["A"]);
    assert_eq!(skus(&things, &ask(&ready, "hammer", Locale::It)), [""; 0]);
    assert_eq!(skus(&things, &ask(&ready, "młotki", Locale::Pl)), ["A"]);
}

#[test]
fn synonyms_find_what_the_words_themselves_do_not() {
    let things = Things::of(&[("Z", "Cable tie 200 mm"), ("V", "Vacuum cleaner"), ("H", "Hoover bag")]);
    let rows = [(Locale::En, "zip tie", "cable tie"), (Locale::En, "hoover", "vacuum cleaner")];
    let (ready, synonyms) = (Ready::in_memory(&things), Synonyms::new(rows));
    let found = |text: &str| skus(&things, &ask_with(&ready, text, Locale::En, &|_| true, &synonyms));
    assert_eq!(found("zip ties 200"), ["Z"]);
    assert_eq!(found("hoovers"), ["H", "V"], "what is called so stands first");
    assert_eq!(found("zip"), [""; 0]);
}

#[test]
fn what_may_not_be_seen_leaves_no_trace() {
    let with = Things::of(&[("A", "Hamper"), ("B", "Hammer"), ("C", "Hammer drill")]);
    let without = Things::of(&[("A", "Hamper")]);
    for text in ["hammer", "hamer", "hampre", "hammer drill", "drill hamper"] {
        let seen = ask_seeing(&Ready::in_memory(&with), text, Locale::En, &|place| place == 0);
        let alone = ask(&Ready::in_memory(&without), text, Locale::En);
        assert_eq!(super::told(&seen), super::told(&alone), "{text}");
    }
}
