//! Materials, strengths and surfaces of fasteners, in Polish and English.
//! Prices are of wire and sheet with the treatment, per kilogram.

/// A material with its strength and surface.
pub(super) struct Finish {
    pub code: &'static str,
    pub name: [&'static str; 2],
    pub material: &'static str,
    pub grade: &'static str,
    pub text: [&'static str; 2],
    /// Grosz per kilogram.
    pub per_kg: i64,
}

const ZINC: [&str; 2] = [
    "Powłoka cynkowa chroni przed korozją w suchych pomieszczeniach.",
    "The zinc coating keeps rust away in dry rooms.",
];
pub(super) const ZN: Finish = Finish {
    code: "88ZN",
    name: ["8.8 ocynk", "8.8 zinc plated"],
    material: "stal ocynkowana",
    grade: "8.8",
    text: ZINC,
    per_kg: 980,
};
pub(super) const Z8: Finish = Finish {
    code: "8ZN",
    name: ["kl. 8 ocynk", "class 8 zinc plated"],
    material: "stal ocynkowana",
    grade: "8",
    text: ZINC,
    per_kg: 1_050,
};
pub(super) const Z48: Finish = Finish {
    code: "48ZN",
    name: ["4.8 ocynk", "4.8 zinc plated"],
    material: "stal ocynkowana",
    grade: "4.8",
    text: ZINC,
    per_kg: 840,
};
pub(super) const ZNX: Finish = Finish {
    code: "ZN",
    name: ["ocynk", "zinc plated"],
    material: "stal ocynkowana",
    grade: "-",
    text: ZINC,
    per_kg: 900,
};
pub(super) const YZN: Finish = Finish {
    code: "YZN",
    name: ["ocynk żółty", "yellow zinc"],
    material: "stal ocynkowana żółta",
    grade: "-",
    text: ZINC,
    per_kg: 940,
};
pub(super) const BLACK: Finish = Finish {
    code: "109",
    name: ["10.9 czarna", "10.9 plain"],
    material: "stal oksydowana",
    grade: "10.9",
    text: [
        "Do połączeń silnie obciążonych; powierzchnia lekko naoliwiona.",
        "For highly loaded joints; lightly oiled.",
    ],
    per_kg: 1_120,
};
pub(super) const B129: Finish = Finish {
    code: "129",
    name: ["12.9 czarna", "12.9 plain"],
    material: "stal oksydowana",
    grade: "12.9",
    text: ["Najwyższa klasa wytrzymałości, do maszyn i form.", "Highest strength, for machines and moulds."],
    per_kg: 1_290,
};
pub(super) const PLAIN: Finish = Finish {
    code: "PL",
    name: ["fosforan", "phosphated"],
    material: "stal fosforanowana",
    grade: "-",
    text: ["Powierzchnia fosforanowana, gotowa do malowania.", "Phosphated, ready for painting."],
    per_kg: 820,
};
pub(super) const HOT: Finish = Finish {
    code: "88TZN",
    name: ["8.8 ocynk ogniowy", "8.8 hot-dip galvanised"],
    material: "stal ocynkowana ogniowo",
    grade: "8.8",
    text: ["Ocynk ogniowy wytrzymuje lata na zewnątrz.", "Hot-dip galvanising lasts for years outdoors."],
    per_kg: 1_310,
};
pub(super) const A2: Finish = Finish {
    code: "A2",
    name: ["nierdzewna A2", "stainless A2"],
    material: "stal nierdzewna A2",
    grade: "A2-70",
    text: [
        "Stal nierdzewna A2 do zastosowań zewnętrznych i w przemyśle spożywczym.",
        "A2 stainless steel for outdoors and food industry.",
    ],
    per_kg: 2_850,
};
pub(super) const A4: Finish = Finish {
    code: "A4",
    name: ["kwasoodporna A4", "stainless A4"],
    material: "stal kwasoodporna A4",
    grade: "A4-80",
    text: [
        "Stal kwasoodporna A4 znosi wodę morską i środki czyszczące.",
        "A4 stainless steel stands sea water and cleaning agents.",
    ],
    per_kg: 4_150,
};
