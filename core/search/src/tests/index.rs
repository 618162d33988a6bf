//! An index on disk gives the answers that everything in memory gives, whatever happened to it.
//! Pieces, rebuilds, broken files, other processes, other states of the goods: none of them changes what is found.

use std::{fs, path::Path, sync::Arc};

use kontor_kernel::Locale;
use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

use super::{Things, ask, ask_seeing, eager, in_memory, skus, told};
use crate::{Goods, Place, Ready, Shelves, ShelvesLimits, fold_code};

const TENANT: Uuid = Uuid::from_u128(7);
const QUESTIONS: [&str; 9] = ["red", "blue b", "red box", "bxo", "boxes", "a1", "redbox", "tin red small", "x"];

fn same_answers(index: &Ready, things: &Things) {
    let memory = Ready::in_memory(things);
    for text in QUESTIONS {
        let (one, other) = (ask(index, text, Locale::En), ask(&memory, text, Locale::En));
        assert_eq!(told(&one), told(&other), "{text}");
    }
}

fn below(folder: &Path) -> Shelves {
    Shelves::open(&Place::Below(folder.to_owned()), eager())
}

fn few() -> Things {
    Things::of(&[("A1", "Red box"), ("B2", "Blue box"), ("C3", "Small red tin")])
}

#[test]
fn an_index_follows_what_is_added_changed_and_archived() {
    let shelf = in_memory().shelf(TENANT);
    let mut things = few();
    same_answers(&shelf.prepare(&things).unwrap(), &things);
    things.rename(0, "Green bottle");
    things.add("D4", "Red bottle");
    things.archive(1);
    let ready = shelf.prepare(&things).unwrap();
    assert_eq!(ready.behind(), 0);
    assert_eq!(skus(&things, &ask(&ready, "bottle", Locale::En)), ["A1", "D4"]);
    assert_eq!(skus(&things, &ask(&ready, "box", Locale::En)), [""; 0]);
    same_answers(&ready, &things);
}

#[test]
fn little_changes_wait_in_memory_and_are_found_at_once() {
    let limits = ShelvesLimits { most_in_memory: 2, ..eager() };
    let shelves = Shelves::open(&Place::Memory, limits);
    let shelf = shelves.shelf(TENANT);
    let mut things = few();
    assert_eq!(shelf.prepare(&things).unwrap().behind(), 0, "three are more than two");
    things.rename(2, "Tin of nails");
    things.add("E5", "Nail");
    let ready = shelf.prepare(&things).unwrap();
    assert_eq!(ready.behind(), 2);
    assert_eq!(skus(&things, &ask(&ready, "nails", Locale::En)).len(), 2);
    same_answers(&ready, &things);
    assert_eq!(shelf.write(&things).unwrap().behind(), 0);
    assert!(Arc::ptr_eq(&shelf.ready(things.stamp()).unwrap(), &shelf.prepare(&things).unwrap()));
}

#[test]
fn an_index_on_disk_is_opened_again_and_only_what_is_newer_is_added() {
    let folder = tempfile::tempdir().unwrap();
    let mut things = few();
    drop(below(folder.path()).shelf(TENANT).prepare(&things).unwrap());
    // Another process knows the same things at other places.
    things.lineage = 2;
    things.all.reverse();
    let lazy = ShelvesLimits { most_in_memory: 100, ..eager() };
    let shelves = Shelves::open(&Place::Below(folder.path().to_owned()), lazy);
    let ready = shelves.shelf(TENANT).prepare(&things).unwrap();
    // Keys are of places here, so that the first and the last have changed and the middle one has not.
    assert_eq!(ready.behind(), 2);
    same_answers(&ready, &things);
}

#[test]
fn what_was_deleted_or_broken_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let things = few();
    let index = folder.path().join(TENANT.simple().to_string());
    type Harm = fn(&Path);
    let harms: [Harm; 5] = [
        |index| fs::remove_dir_all(index).unwrap(),
        |index| fs::write(index.join("meta.json"), "{").unwrap(),
        |index| each_file(index, "term", |file| fs::write(file, "nonsense").unwrap()),
        |index| each_file(index, "idx", flip),
        |index| each_file(index, "fast", |file| fs::remove_file(file).unwrap()),
    ];
    for (number, harm) in harms.into_iter().enumerate() {
        drop(below(folder.path()).shelf(TENANT).prepare(&things).unwrap());
        assert!(index.join("meta.json").exists());
        harm(&index);
        let ready = below(folder.path()).shelf(TENANT).prepare(&things).unwrap();
        assert_eq!(ready.behind(), 0, "{number}");
        same_answers(&ready, &things);
    }
}

fn each_file(index: &Path, ending: &str, harm: impl Fn(&Path)) {
    let files = fs::read_dir(index).unwrap().map(|entry| entry.unwrap().path());
    let named: Vec<_> = files.filter(|path| path.extension().is_some_and(|known| known == ending)).collect();
    assert!(!named.is_empty(), "no file ends in {ending}");
    named.iter().for_each(|file| harm(file));
}

fn flip(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(file, bytes).unwrap();
}

#[test]
fn what_a_killed_writer_left_behind_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut things = few();
    drop(below(folder.path()).shelf(TENANT).prepare(&things).unwrap());
    let index = folder.path().join(TENANT.simple().to_string());
    let meta = fs::read(index.join("meta.json")).unwrap();
    things.add("D4", "Red bottle");
    drop(below(folder.path()).shelf(TENANT).prepare(&things).unwrap());
    // The files of the second commit are there, but it is as if it had never been told.
    fs::write(index.join("meta.json"), meta).unwrap();
    fs::write(index.join("0123456789abcdef0123456789abcdef.idx"), "half a segment").unwrap();
    let ready = below(folder.path()).shelf(TENANT).prepare(&things).unwrap();
    assert_eq!(ready.behind(), 0);
    same_answers(&ready, &things);
}

#[test]
fn another_state_of_the_goods_is_seen_and_put_right() {
    let folder = tempfile::tempdir().unwrap();
    let mut things = few();
    drop(below(folder.path()).shelf(TENANT).prepare(&things).unwrap());
    // A backup was restored: one thing is as it was before, another was never made.
    things.all[0] = super::Thing { name: "Old box".to_owned(), version: Some(900), ..things.all[0].clone() };
    things.all.pop();
    let ready = below(folder.path()).shelf(TENANT).prepare(&things).unwrap();
    assert_eq!(skus(&things, &ask(&ready, "old", Locale::En)), ["A1"]);
    assert_eq!(skus(&things, &ask(&ready, "tin", Locale::En)), [""; 0]);
    same_answers(&ready, &things);
}

#[test]
fn two_processes_do_not_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (below(folder.path()), below(folder.path()));
    let things = few();
    same_answers(&one.shelf(TENANT).prepare(&things).unwrap(), &things);
    same_answers(&other.shelf(TENANT).prepare(&things).unwrap(), &things);
    assert!(folder.path().join("process-2").join(TENANT.simple().to_string()).join("meta.json").exists());
}

#[test]
fn those_that_nobody_asks_for_are_closed_and_an_erased_one_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let limits = ShelvesLimits { most_open: 2, ..eager() };
    let shelves = Shelves::open(&Place::Below(folder.path().to_owned()), limits);
    let things = few();
    for number in 1..=5 {
        let tenant = Uuid::from_u128(number);
        same_answers(&shelves.shelf(tenant).prepare(&things).unwrap(), &things);
        shelves.close_idle(tenant);
    }
    assert_eq!(shelves.count(), 2);
    let first = Uuid::from_u128(1);
    assert!(!shelves.shelf(first).is_in_use());
    same_answers(&shelves.shelf(first).prepare(&things).unwrap(), &things);
    shelves.erase(first);
    assert!(!folder.path().join(first.simple().to_string()).exists());
}

#[test]
fn where_no_folder_can_be_had_an_index_is_kept_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    fs::write(&file, "").unwrap();
    let things = few();
    same_answers(&below(&file).shelf(TENANT).prepare(&things).unwrap(), &things);
}

/// What a plain look through all names and codes would find of one exact word.
fn look_through(things: &Things, word: &str) -> Vec<u32> {
    let has = |thing: &super::Thing| {
        let mut words = thing.name.split(' ');
        thing.version.is_some() && (words.any(|known| known == word) || fold_code(&thing.sku) == word)
    };
    (0..things.places()).filter(|place| has(&things.all[*place as usize])).collect()
}

/// A change of the goods.
#[derive(Debug, Clone)]
enum Step {
    Add(String),
    Rename(usize, String),
    Archive(usize),
    Write,
}

fn name() -> impl Strategy<Value = String> {
    vec(prop::sample::select(vec!["red", "blue", "box", "boxes", "tin", "small", "bottle", "redbox"]), 1..4)
        .prop_map(|words| words.join(" "))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => name().prop_map(Step::Add),
        3 => (0_usize..20, name()).prop_map(|(place, name)| Step::Rename(place, name)),
        1 => (0_usize..20).prop_map(Step::Archive),
        2 => Just(Step::Write),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_index_written_in_pieces_answers_like_one_made_at_once(steps in vec(step(), 1..25)) {
        let limits = ShelvesLimits { most_in_memory: 3, ..eager() };
        let shelf = Shelves::open(&Place::Memory, limits).shelf(TENANT);
        let mut things = few();
        for step in steps {
            let count = things.all.len();
            match step {
                Step::Add(name) => things.add(&format!("S{count}"), &name),
                Step::Rename(place, name) => things.rename(place % count, &name),
                Step::Archive(place) => things.archive(place % count),
                Step::Write => drop(shelf.write(&things).unwrap()),
            }
            let ready = shelf.prepare(&things).unwrap();
            let memory = Ready::in_memory(&things);
            for text in QUESTIONS {
                let (one, other) = (ask(&ready, text, Locale::En), ask(&memory, text, Locale::En));
                prop_assert_eq!(told(&one), told(&other), "{}", text);
            }
        }
    }

    #[test]
    fn every_hit_may_be_seen_and_hidden_things_leave_no_trace(names in vec(name(), 1..12), hidden in vec(any::<bool>(), 12)) {
        let mut all = Things { lineage: 1, ..Things::default() };
        let mut visible = Things { lineage: 1, ..Things::default() };
        for (number, name) in names.iter().enumerate() {
            all.add(&format!("S{number}"), name);
            visible.add(&format!("S{number}"), name);
            if hidden[number] {
                visible.archive(number);
            }
        }
        let (all, visible) = (Ready::in_memory(&all), Ready::in_memory(&visible));
        for text in QUESTIONS {
            let seen = ask_seeing(&all, text, Locale::En, &|place| !hidden[place as usize]);
            prop_assert!(seen.hits.iter().all(|hit| !hidden[hit.place as usize]));
            let (seen, alone) = (told(&seen), told(&ask(&visible, text, Locale::En)));
            prop_assert_eq!(seen, alone, "{}", text);
        }
    }

    #[test]
    fn an_exact_word_is_found_wherever_a_look_through_finds_it(names in vec(name(), 1..12)) {
        let mut things = Things { lineage: 1, ..Things::default() };
        names.iter().enumerate().for_each(|(number, name)| things.add(&format!("S{number}"), name));
        let ready = Ready::in_memory(&things);
        for word in ["red", "blue", "box", "boxes", "tin", "small", "bottle", "redbox", "s1", "s2"] {
            let found: Vec<u32> = ask(&ready, word, Locale::En).hits.iter().map(|hit| hit.place).collect();
            for place in look_through(&things, word) {
                prop_assert!(found.contains(&place), "{} is not found at {}", word, place);
            }
        }
    }

    #[test]
    fn whatever_is_typed_gets_an_answer(text in "\\PC{0,60}") {
        let things = few();
        let answer = ask(&Ready::in_memory(&things), &text, Locale::Pl);
        prop_assert!(answer.hits.iter().all(|hit| hit.place < things.places()));
    }
}
