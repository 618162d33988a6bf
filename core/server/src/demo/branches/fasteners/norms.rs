//! The standards that are stocked, with their shapes and sizes.
//! Heads and nuts are given by their share of steel, which is within some per cent of the tables in the standards.

use super::finishes::{A2, A4, B129, BLACK, Finish, HOT, PLAIN, YZN, Z8, Z48, ZN, ZNX};

/// How the mass of a piece follows from its sizes.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// A shank with a head that weighs as much as so many hundredths of a diameter of shank.
    Screw(i64),
    /// A nut: so many tenths of a milligram per cubic millimetre of its thread.
    Nut(i64),
    /// A washer or ring, likewise, and thicker the wider it is.
    Ring(i64),
}

/// A standard and what is stocked of it.
pub(super) struct Norm {
    pub code: &'static str,
    pub category: &'static str,
    pub standard: &'static str,
    pub iso: &'static str,
    pub name: [&'static str; 2],
    pub text: [&'static str; 2],
    pub shape: Shape,
    /// `M` for metric threads, nothing for wood and sheet metal.
    pub thread: &'static str,
    pub diameters: &'static [i64],
    /// The shortest and the longest stocked, in tenths of the diameter; nothing for what has no length.
    pub lengths: Option<(i64, i64)>,
    pub finishes: &'static [&'static Finish],
    /// Thousandths of a grosz for making a piece of 8 mm.
    pub work: i64,
}

const COARSE: &[i64] = &[30, 40, 50, 60, 80, 100, 120, 140, 160, 180, 200, 240];
const MEDIUM: &[i64] = &[40, 50, 60, 80, 100, 120, 160, 200];
const SMALL: &[i64] = &[30, 40, 50, 60, 80, 100];
const WIDE: &[i64] = &[30, 40, 50, 60, 80, 100, 120, 140, 160, 180, 200, 240, 270, 300];
const WOOD: &[i64] = &[30, 35, 40, 45, 50, 60];

pub(super) const NORMS: &[Norm] = &[
    Norm {
        code: "933", category: "screws", standard: "DIN 933", iso: "ISO 4017", thread: "M",
        name: ["Śruba z łbem sześciokątnym, pełny gwint", "Hexagon head screw, full thread"],
        text: ["Śruba z gwintem na całej długości do połączeń rozłącznych w konstrukcjach i maszynach.", "Screw threaded to the head for detachable joints in structures and machines."],
        shape: Shape::Screw(190), diameters: COARSE, lengths: Some((10, 125)), finishes: &[&ZN, &BLACK, &HOT, &A2, &A4], work: 2_400,
    },
    Norm {
        code: "931", category: "screws", standard: "DIN 931", iso: "ISO 4014", thread: "M",
        name: ["Śruba z łbem sześciokątnym, niepełny gwint", "Hexagon head bolt, partly threaded"],
        text: ["Gładki trzpień przenosi siły ścinające, gwint obejmuje część długości.", "The plain shank takes shear, the thread covers part of the length."],
        shape: Shape::Screw(195), diameters: MEDIUM, lengths: Some((55, 200)), finishes: &[&ZN, &BLACK, &A2], work: 2_600,
    },
    Norm {
        code: "912", category: "screws", standard: "DIN 912", iso: "ISO 4762", thread: "M",
        name: ["Śruba imbusowa z łbem walcowym", "Socket head cap screw"],
        text: ["Łeb z gniazdem sześciokątnym mieści się w pogłębieniu i pozwala na duży moment dokręcania.", "The socket head fits a counterbore and takes a high tightening torque."],
        shape: Shape::Screw(220), diameters: COARSE, lengths: Some((16, 100)), finishes: &[&ZN, &B129, &A2, &A4], work: 3_100,
    },
    Norm {
        code: "7991", category: "screws", standard: "DIN 7991", iso: "ISO 10642", thread: "M",
        name: ["Śruba imbusowa z łbem stożkowym", "Socket countersunk screw"],
        text: ["Po wkręceniu łeb licuje z powierzchnią elementu.", "Once tightened, the head is flush with the surface."],
        shape: Shape::Screw(110), diameters: MEDIUM, lengths: Some((20, 80)), finishes: &[&B129, &ZN, &A2], work: 3_000,
    },
    Norm {
        code: "7380", category: "screws", standard: "ISO 7380", iso: "ISO 7380-1", thread: "M",
        name: ["Śruba imbusowa z łbem kulistym", "Socket button head screw"],
        text: ["Niski, zaokrąglony łeb nie zahacza i dobrze wygląda na widocznych połączeniach.", "The low round head does not catch and looks well where it shows."],
        shape: Shape::Screw(120), diameters: SMALL, lengths: Some((18, 80)), finishes: &[&B129, &ZN, &A2], work: 2_900,
    },
    Norm {
        code: "603", category: "screws", standard: "DIN 603", iso: "ISO 8677", thread: "M",
        name: ["Śruba zamkowa z podsadzeniem", "Cup square neck bolt"],
        text: ["Kwadratowe podsadzenie blokuje obrót w drewnie, gładki łeb nie pozwala na odkręcenie z zewnątrz.", "The square neck locks in timber and the smooth head cannot be undone from outside."],
        shape: Shape::Screw(150), diameters: &[50, 60, 80, 100, 120, 160], lengths: Some((30, 250)), finishes: &[&Z48, &A2], work: 2_300,
    },
    Norm {
        code: "934", category: "nuts", standard: "DIN 934", iso: "ISO 4032", thread: "M",
        name: ["Nakrętka sześciokątna", "Hexagon nut"],
        text: ["Podstawowa nakrętka do śrub z gwintem metrycznym zwykłym.", "The basic nut for coarse metric threads."],
        shape: Shape::Nut(100), diameters: WIDE, lengths: None, finishes: &[&Z8, &PLAIN, &A2, &A4], work: 600,
    },
    Norm {
        code: "985", category: "nuts", standard: "DIN 985", iso: "ISO 10511", thread: "M",
        name: ["Nakrętka samohamowna z wkładką poliamidową", "Prevailing torque nut with polyamide insert"],
        text: ["Wkładka z poliamidu zabezpiecza połączenie przed odkręceniem pod wpływem drgań.", "The polyamide insert keeps the joint from loosening under vibration."],
        shape: Shape::Nut(115), diameters: COARSE, lengths: None, finishes: &[&Z8, &A2, &A4], work: 900,
    },
    Norm {
        code: "6923", category: "nuts", standard: "DIN 6923", iso: "ISO 4161", thread: "M",
        name: ["Nakrętka kołnierzowa ząbkowana", "Serrated flange nut"],
        text: ["Kołnierz zastępuje podkładkę i rozkłada nacisk na większą powierzchnię.", "The flange replaces a washer and spreads the load."],
        shape: Shape::Nut(130), diameters: MEDIUM, lengths: None, finishes: &[&Z8, &A2], work: 950,
    },
    Norm {
        code: "1587", category: "nuts", standard: "DIN 1587", iso: "-", thread: "M",
        name: ["Nakrętka kołpakowa wysoka", "Domed cap nut"],
        text: ["Kołpak zakrywa koniec gwintu i chroni przed skaleczeniem.", "The dome covers the end of the thread and prevents cuts."],
        shape: Shape::Nut(170), diameters: MEDIUM, lengths: None, finishes: &[&Z8, &A2], work: 1_800,
    },
    Norm {
        code: "315", category: "nuts", standard: "DIN 315", iso: "-", thread: "M",
        name: ["Nakrętka motylkowa", "Wing nut"],
        text: ["Dokręcana ręcznie, bez narzędzi.", "Tightened by hand, without tools."],
        shape: Shape::Nut(210), diameters: SMALL, lengths: None, finishes: &[&ZNX, &A2], work: 2_600,
    },
    Norm {
        code: "125", category: "washers", standard: "DIN 125A", iso: "ISO 7089", thread: "M",
        name: ["Podkładka okrągła płaska", "Plain washer"],
        text: ["Rozkłada nacisk łba lub nakrętki i chroni powierzchnię.", "Spreads the load of head or nut and protects the surface."],
        shape: Shape::Ring(100), diameters: WIDE, lengths: None, finishes: &[&ZNX, &PLAIN, &A2, &A4], work: 250,
    },
    Norm {
        code: "9021", category: "washers", standard: "DIN 9021", iso: "ISO 7093", thread: "M",
        name: ["Podkładka powiększona", "Large washer"],
        text: ["Średnica zewnętrzna równa trzem średnicom gwintu, do drewna i cienkich blach.", "Three times the thread in diameter, for timber and thin sheet."],
        shape: Shape::Ring(360), diameters: COARSE, lengths: None, finishes: &[&ZNX, &A2, &A4], work: 350,
    },
    Norm {
        code: "127", category: "washers", standard: "DIN 127B", iso: "-", thread: "M",
        name: ["Podkładka sprężysta", "Spring lock washer"],
        text: ["Napina połączenie i utrudnia luzowanie.", "Keeps tension in the joint and hinders loosening."],
        shape: Shape::Ring(85), diameters: WIDE, lengths: None, finishes: &[&ZNX, &A2, &A4], work: 280,
    },
    Norm {
        code: "6798", category: "washers", standard: "DIN 6798A", iso: "-", thread: "M",
        name: ["Podkładka ząbkowana zewnętrznie", "Serrated lock washer"],
        text: ["Ząbki wgryzają się w powierzchnię i zapewniają styk elektryczny.", "The teeth bite into the surface and make electrical contact."],
        shape: Shape::Ring(60), diameters: COARSE, lengths: None, finishes: &[&ZNX, &A2], work: 320,
    },
    Norm {
        code: "471", category: "washers", standard: "DIN 471", iso: "-", thread: "Ø",
        name: ["Pierścień osadczy zewnętrzny", "Retaining ring for shafts"],
        text: ["Ustala łożyska i koła na wale.", "Holds bearings and wheels on a shaft."],
        shape: Shape::Ring(8), diameters: &[60, 80, 100, 120, 140, 150, 160, 180, 200, 220, 250, 280, 300, 350, 400, 450, 500, 550, 600, 650, 700, 800], lengths: None, finishes: &[&PLAIN, &A2], work: 900,
    },
    Norm {
        code: "472", category: "washers", standard: "DIN 472", iso: "-", thread: "Ø",
        name: ["Pierścień osadczy wewnętrzny", "Retaining ring for bores"],
        text: ["Ustala łożyska w otworze oprawy.", "Holds bearings in a bore."],
        shape: Shape::Ring(7), diameters: &[100, 120, 140, 160, 190, 220, 240, 260, 280, 300, 320, 350, 370, 400, 420, 470, 520, 550, 620, 680, 720, 800], lengths: None, finishes: &[&PLAIN, &A2], work: 950,
    },
    Norm {
        code: "WTX", category: "wood-screws", standard: "PN-EN 14592", iso: "-", thread: "",
        name: ["Wkręt do drewna stożkowy TX", "Torx countersunk wood screw"],
        text: ["Frezowany koniec wchodzi w drewno bez nawiercania.", "The milled point enters timber without a pilot hole."],
        shape: Shape::Screw(90), diameters: WOOD, lengths: Some((40, 240)), finishes: &[&YZN, &ZNX, &A2], work: 1_100,
    },
    Norm {
        code: "WCT", category: "wood-screws", standard: "PN-EN 14592", iso: "-", thread: "",
        name: ["Wkręt ciesielski talerzykowy TX", "Torx wafer head timber screw"],
        text: ["Szeroki łeb dociąga krokwie i belki bez podkładki.", "The wide head pulls rafters and beams together without a washer."],
        shape: Shape::Screw(160), diameters: &[60, 80, 100], lengths: Some((80, 400)), finishes: &[&YZN, &ZNX], work: 2_900,
    },
    Norm {
        code: "571", category: "wood-screws", standard: "DIN 571", iso: "-", thread: "",
        name: ["Wkręt do drewna z łbem sześciokątnym", "Hexagon head wood screw"],
        text: ["Do mocowania ciężkich elementów w drewnie i kołkach rozporowych.", "For heavy parts in timber and plugs."],
        shape: Shape::Screw(170), diameters: &[60, 80, 100, 120, 160], lengths: Some((40, 200)), finishes: &[&ZNX, &A2], work: 2_000,
    },
    Norm {
        code: "7504", category: "wood-screws", standard: "DIN 7504K", iso: "ISO 15480", thread: "",
        name: ["Wkręt samowiercący z łbem sześciokątnym", "Self-drilling screw, hexagon head"],
        text: ["Wierci, gwintuje i mocuje blachę w jednym przejściu.", "Drills, taps and fixes sheet metal in one go."],
        shape: Shape::Screw(180), diameters: &[35, 42, 48, 55, 63], lengths: Some((25, 190)), finishes: &[&ZNX, &A2], work: 1_900,
    },
    Norm {
        code: "7981", category: "wood-screws", standard: "DIN 7981C", iso: "ISO 7049", thread: "",
        name: ["Blachowkręt z łbem walcowym PH", "Pan head tapping screw PH"],
        text: ["Sam formuje gwint w blasze i tworzywie.", "Forms its own thread in sheet metal and plastics."],
        shape: Shape::Screw(130), diameters: &[29, 35, 39, 42, 48, 55, 63], lengths: Some((25, 130)), finishes: &[&ZNX, &A2], work: 900,
    },
    Norm {
        code: "7982", category: "wood-screws", standard: "DIN 7982C", iso: "ISO 7050", thread: "",
        name: ["Blachowkręt z łbem stożkowym PH", "Countersunk tapping screw PH"],
        text: ["Łeb licuje z powierzchnią blachy.", "The head is flush with the sheet."],
        shape: Shape::Screw(80), diameters: &[29, 35, 39, 42, 48, 55, 63], lengths: Some((30, 130)), finishes: &[&ZNX, &A2], work: 900,
    },
    Norm {
        code: "7", category: "rivets-pins", standard: "DIN 7", iso: "ISO 2338", thread: "Ø",
        name: ["Kołek walcowy", "Parallel pin"],
        text: ["Ustala wzajemne położenie części z dokładnością do setnych milimetra.", "Locates parts to hundredths of a millimetre."],
        shape: Shape::Screw(0), diameters: &[20, 30, 40, 50, 60, 80, 100], lengths: Some((20, 100)), finishes: &[&PLAIN, &A2], work: 1_800,
    },
    Norm {
        code: "7337", category: "rivets-pins", standard: "DIN 7337", iso: "ISO 15977", thread: "Ø",
        name: ["Nit zrywalny aluminium/stal", "Blind rivet, aluminium/steel"],
        text: ["Łączy blachy przy dostępie z jednej strony.", "Joins sheets where only one side is open."],
        shape: Shape::Screw(60), diameters: &[32, 40, 48, 64], lengths: Some((15, 75)), finishes: &[&ZNX, &A2], work: 1_300,
    },
    Norm {
        code: "94", category: "rivets-pins", standard: "DIN 94", iso: "ISO 1234", thread: "Ø",
        name: ["Zawleczka", "Split pin"],
        text: ["Zabezpiecza nakrętki koronowe i sworznie.", "Secures castle nuts and clevis pins."],
        shape: Shape::Screw(90), diameters: &[20, 25, 32, 40, 50, 63], lengths: Some((50, 180)), finishes: &[&ZNX, &A2], work: 700,
    },
];

