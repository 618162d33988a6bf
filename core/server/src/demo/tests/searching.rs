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

use crate::demo::{ProductPlan, SEED, TenantPlan, tenants};

/// Language, what is typed, and the code of the product that should stand first.
type Asked = (Locale, &'static str, &'static str);

const BALTIC: &[Asked] = &[
    (Locale::Pl, "931-060065-109", "931-060065-109"),
    (Locale::Pl, "931060065109", "931-060065-109"),
    (Locale::Pl, "2110000352981", "931-060065-109"),
    (Locale::Pl, "din 931 m6x65 10.9", "931-060065-109"),
    (Locale::Pl, "sruba din931 m6 x 65 10.9", "931-060065-109"),
    (Locale::Pl, "śruby imbusowe m8x70 12.9", "912-080070-129"),
    (Locale::Pl, "imbus m8x70 12.9", "912-080070-129"),
    (Locale::Pl, "śruba imbusowa walcowa M12×40 a2", "912-120040-A2"),
    (Locale::Pl, "nakrętka samohamowna m5 a4", "985-050-A4"),
    (Locale::Pl, "nakretki samohamowne m5 kwasoodporne", "985-050-A4"),
    (Locale::Pl, "nakrętka sześciokątna m24 nierdzewna", "934-240-A2"),
    (Locale::Pl, "pręt gwintowany m12 2 m 4.8", "976-12-2M-48"),
    (Locale::Pl, "prety gwintowane m12 2m 4.8 ocynk", "976-12-2M-48"),
    (Locale::Pl, "kotwa segmentowa m16x60 ocynk", "KSR-16-060-ZN"),
    (Locale::Pl, "kotwy m8x120 a4", "KSR-08-120-A4"),
    (Locale::Pl, "nit zrywalny 3,2x16 ocynk", "7337-032016-ZN"),
    (Locale::Pl, "nity zrywalne 3.2 x 16 ocynk", "7337-032016-ZN"),
    (Locale::Pl, "odkurzacz przemyslowy 30l ferrum", "EOD-30-F"),
    (Locale::Pl, "odkurzacze 30 l ferrum pro", "EOD-30-F"),
    (Locale::Pl, "bit tx45 50mm", "BTX-45-50"),
    (Locale::Pl, "bit udarowy tx 45 50 mm", "BTX-45-50"),
    (Locale::Pl, "nasadka 3/8 32mm", "NAS-38-32"),
    (Locale::Pl, "spodnie robocze granatowe 48", "SPO-GT-48"),
    (Locale::Pl, "spodnie do pasa granat rozmiar 48", "SPO-GT-48"),
    (Locale::Pl, "ogrodniczki grafitowe 50", "OGR-GR-50"),
    (Locale::Pl, "ogrodnczki grafitowe 50", "OGR-GR-50"),
    (Locale::Pl, "zawleczka 6,3x100 nierdzewna", "94-063100-A2"),
    (Locale::Pl, "gwoździe budowlane 2,5x120 bez powłoki", "GWO-25-120-B"),
    (Locale::Pl, "gwozdz 2.5x120 bez powloki", "GWO-25-120-B"),
    (Locale::Pl, "śruba zamkowa m6x130 ocynk", "603-060130-48ZN"),
    (Locale::Pl, "wkręty do drewna 6x140 ocynk", "WTX-060140-ZN"),
    (Locale::Pl, "wkręt do drewna torx 6,0x100 żółty", "WTX-060100-YZN"),
    (Locale::Pl, "blachowkręt 5,5x40 ocynk walcowy", "7981-055040-ZN"),
    (Locale::Pl, "wkręt samowiercący 4,2x50 a2", "7504-042050-A2"),
    (Locale::En, "hexagon bolt m6x80 a2 partly threaded", "931-060080-A2"),
    (Locale::En, "socket head cap screws m5x30 a4", "912-050030-A4"),
    (Locale::En, "button head screw m8x50 10.9", "7380-080050-109"),
    (Locale::En, "cup square bolt m16x80 a2", "603-160080-A2"),
    (Locale::En, "blind rivets 3.2x16 zinc", "7337-032016-ZN"),
    (Locale::En, "industrial vacuum cleaner 30 l ferrum", "EOD-30-F"),
    (Locale::En, "work trousers navy 48", "SPO-GT-48"),
    (Locale::En, "bib and brace graphite 50", "OGR-GR-50"),
    (Locale::En, "hexagon socket 3/8 32 mm", "NAS-38-32"),
    (Locale::En, "hexagon nuts m24 stainless", "934-240-A2"),
    (Locale::En, "threaded rods m12 2 m 4.8", "976-12-2M-48"),
    (Locale::En, "impact bit tx45 50", "BTX-45-50"),
    (Locale::En, "split pins 6.3x100 stainless", "94-063100-A2"),
    (Locale::En, "through bolt anchor m8x120 a4", "KSR-08-120-A4"),
];

const VERDI: &[Asked] = &[
    (Locale::It, "TOV-240-LI-GR", "TOV-240-LI-GR"),
    (Locale::It, "tov240ligr", "TOV-240-LI-GR"),
    (Locale::It, "2120000716324", "TOV-240-LI-GR"),
    (Locale::It, "tovaglia lino grigio perla 140x240", "TOV-240-LI-GR"),
    (Locale::It, "tovaglie di lino grigie 140x240", "TOV-240-LI-GR"),
    (Locale::It, "tovaglioli di carta 33x33 rossi 2 veli", "TVL-33-2V-RO"),
    (Locale::It, "tovaglioli carta rosso 33x33 2 veli", "TVL-33-2V-RO"),
    (Locale::It, "vaschetta gn 1/9 65 mm forata", "GNP-19-065-IXF"),
    (Locale::It, "vaschette gastronorm 1/2 200 melammina nera", "GNV-12-200-ME"),
    (Locale::It, "gastronorm gn1/3 40 policarbonato", "GNV-13-040-PC"),
    (Locale::It, "coltello cuoco 14 cm blu", "COC-14-BL"),
    (Locale::It, "coltelli da cuoco manico blu 14", "COC-14-BL"),
    (Locale::It, "spelucchini blu 9", "SPE-09-BL"),
    (Locale::It, "spellucchino 9 cm blu", "SPE-09-BL"),
    (Locale::It, "piatto pizza 26 taro nera", "PIZ-26-TA"),
    (Locale::It, "piatti pizza 26 cm neri", "PIZ-26-TA"),
    (Locale::It, "piatto fondo 20 savena", "PIF-20-SA"),
    (Locale::It, "boccale birra 30 cl trebbia", "BIR-30-TR"),
    (Locale::It, "boccali da birra trebbia 30cl", "BIR-30-TR"),
    (Locale::It, "bicchierino liquore 6 cl trebbia", "LIQ-06-TR"),
    (Locale::It, "secchiello ghiaccio 4 l nero", "SEG-4-NE"),
    (Locale::It, "secchielli per il ghiaccio neri 4 l", "SEG-4-NE"),
    (Locale::It, "friggitrice elettrica 40 l", "FRI-40-E"),
    (Locale::It, "frigitrice 40 l elettrica", "FRI-40-E"),
    (Locale::It, "padella bassa alluminio professionale 50", "PAB-50-AL"),
    (Locale::It, "padelle basse 50 alluminio professionale", "PAB-50-AL"),
    (Locale::It, "pellicola alimentare 33 cm 150 m", "PEL-33-150"),
    (Locale::It, "guanti nitrile blu l", "GUA-NB-L"),
    (Locale::It, "guanti monouso nitrile taglia L", "GUA-NB-L"),
    (Locale::It, "brillantante 5l", "BRI-5L"),
    (Locale::It, "scatola pizza 45 neutra", "SPZ-45-NE"),
    (Locale::It, "scatole per pizza 45 cm neutre", "SPZ-45-NE"),
    (Locale::It, "giacca cuoco bianca s", "GIA-BI-S"),
    (Locale::It, "mestolo da minestra lamone", "POS-MI-LAM"),
    (Locale::It, "caraffa graduata 150 cl enza", "CAR-150-EN"),
    (Locale::It, "cestino pane 23 filo metallico bianco", "CES-23-FI-BI"),
    (Locale::En, "tablecloth linen pearl grey 140x240", "TOV-240-LI-GR"),
    (Locale::En, "paper napkins red 33x33 2-ply", "TVL-33-2V-RO"),
    (Locale::En, "chef knife 14 cm blue", "COC-14-BL"),
    (Locale::En, "chefs knives blue handle 14cm", "COC-14-BL"),
    (Locale::En, "ice bucket matt black 4 l", "SEG-4-NE"),
    (Locale::En, "fryer 40 l electric", "FRI-40-E"),
    (Locale::En, "beer mugs 30 cl trebbia", "BIR-30-TR"),
    (Locale::En, "cling film 33 cm 150 m", "PEL-33-150"),
    (Locale::En, "bread basket 23 cm wire white", "CES-23-FI-BI"),
    (Locale::En, "deep plates 20 savena", "PIF-20-SA"),
    (Locale::En, "silicone spatula 45 black", "SPA-45-NE"),
    (Locale::En, "take away tray 500 ml cardboard", "VAA-0500-CA"),
    (Locale::En, "hot drink cups 300 ml compostable", "BCA-300-CO"),
    (Locale::En, "rinse aid 5 l", "BRI-5L"),
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
    question.add_groups(labels, |number| vec![assortment.plan.categories[number as usize].code.to_owned()]);
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
