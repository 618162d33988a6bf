//! How well the search does on the demo's two assortments: what somebody types, and the product they should see first.
//! The table is what people in the trade would write; whoever changes what things are worth sees here whom it costs.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::LazyLock,
    time::{Duration, Instant},
};

use jiff::civil::date;
use kontor_kernel::{Locale, sort_key};
use kontor_search::{CodeKind, Document, Goods, Part, Pocket, Question, Ready, Sight, Stamp, Synonyms};

use super::{ProductPlan, SEED, TenantPlan, tenants};

/// Language, what is typed, and the code of the product that should stand first.
type Asked = (Locale, &'static str, &'static str);

const BALTIC: &[Asked] = &[
//BALTIC
];

const VERDI: &[Asked] = &[
//VERDI
];

/// A tenant's products as the catalogue would describe them.
struct Assortment {
    plan: &'static TenantPlan,
    own: Locale,
}

impl Assortment {
    fn at(&self, place: u32) -> &'static ProductPlan {
        &self.plan.products[place as usize]
    }

    fn name(&self, place: u32, reader: Locale) -> &'static str {
        let name = &self.at(place).name;
        if reader == Locale::En { &name.english } else { &name.native }
    }
}

impl Goods for Assortment {
    fn stamp(&self) -> Stamp {
        Stamp { lineage: 1, state: 1 }
    }

    fn places(&self) -> u32 {
        u32::try_from(self.plan.products.len()).unwrap()
    }

    fn key(&self, place: u32) -> Option<u128> {
        Some(u128::from(place))
    }

    fn place_of(&self, key: u128) -> Option<u32> {
        u32::try_from(key).ok()
    }

    fn version(&self, _: u32) -> Option<u64> {
        Some(1)
    }

    fn document(&self, place: u32) -> Document {
        let product = self.at(place);
        let mut document = Document::new();
        document.code(CodeKind::Sku, &product.sku);
        document.text(Part::Name, None, &product.name.native);
        document.title(None, &product.name.native);
        document.text(Part::Name, Some(Locale::En), &product.name.english);
        document.title(Some(Locale::En), &product.name.english);
        document.text(Part::Prose, None, &product.description.native);
        document.text(Part::Prose, Some(Locale::En), &product.description.english);
        for (name, value) in &product.attributes {
            match *name {
                "ean" => document.code(CodeKind::Barcode, value),
                _ => document.text(Part::Fact, None, value),
            }
        }
        document.group(product.category);
        document
    }
}

/// The names of a tenant's categories.
fn labels(assortment: &Assortment) -> Pocket {
    let categories = &assortment.plan.categories;
    Pocket::new((0..).zip(categories).map(|(number, category)| {
        let mut document = Document::new();
        document.text(Part::Name, None, &category.name.native);
        document.text(Part::Name, Some(Locale::En), &category.name.english);
        (number, document)
    }))
}

fn first_hit(assortment: &Assortment, ready: &Ready, labels: &Pocket, reader: Locale, text: &str) -> String {
    let languages = [reader, assortment.own, Locale::En];
    let mut question = Question::read(text, &languages, &Synonyms::default()).unwrap();
    question.add_groups(labels, |number| assortment.plan.categories[number as usize].code.to_owned());
    let sight = Sight { is_visible: &|_| true, until: Instant::now() + Duration::from_secs(60) };
    let mut hits = ready.ask(&question, &sight).hits;
    hits.sort_by_cached_key(|hit| (Reverse(hit.score), sort_key(assortment.name(hit.place, reader))));
    hits.first().map(|hit| assortment.at(hit.place).sku.clone()).unwrap_or_default()
}

fn all_stand_first(plan: &'static TenantPlan, own: Locale, table: &[Asked]) {
    let assortment = Assortment { plan, own };
    let (ready, labels) = (Ready::in_memory(&assortment), labels(&assortment));
    let names: HashMap<&str, &str> =
        plan.products.iter().map(|product| (product.sku.as_str(), product.name.native.as_str())).collect();
    let missed: Vec<String> = table
        .iter()
        .filter_map(|(reader, text, sku)| {
            assert!(names.contains_key(sku), "the demo does not sell {sku}");
            let first = first_hit(&assortment, &ready, &labels, *reader, text);
            let shown = names.get(first.as_str()).copied().unwrap_or("nothing");
            (first != *sku).then(|| format!("{reader} “{text}”: {first} ({shown}) instead of {sku} ({})", names[sku]))
        })
        .collect();
    assert!(missed.is_empty(), "{} of {} miss:\n{}", missed.len(), table.len(), missed.join("\n"));
}

static PLANS: LazyLock<[TenantPlan; 2]> = LazyLock::new(|| tenants(SEED, date(2026, 11, 21)));

#[test]
fn fasteners_are_found_in_polish_and_english() {
    all_stand_first(&PLANS[0], Locale::Pl, BALTIC);
}

#[test]
fn things_for_kitchens_are_found_in_italian_and_english() {
    all_stand_first(&PLANS[1], Locale::It, VERDI);
}
