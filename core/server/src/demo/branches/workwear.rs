//! Workwear, shoes and personal protection of Baltic Fasteners.
//! First aid kits are medical devices and carry the reduced rate of Polish VAT.

use super::{Axis, Family, choices, other, same, worded};

/// The family with the reduced rate.
pub(super) const FIRST_AID: &str = "APT";

const SHOE: Axis =
    worded("size", [", rozm. ", ", size "], &[36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48], [0, 900]);
const WIDTH: Axis = worded("size", [", rozm. ", ", size "], &[46, 48, 50, 52, 54, 56, 58, 60, 62, 64], [0, 800]);
const LETTER: Axis = choices(
    "size",
    &[
        same("S", ["S", "S"]),
        other("M", ["M", "M"], 1000, 1050),
        other("L", ["L", "L"], 1000, 1100),
        other("XL", ["XL", "XL"], 1000, 1150),
        other("XXL", ["XXL", "XXL"], 1050, 1200),
        other("3XL", ["3XL", "3XL"], 1100, 1250),
    ],
);
const GLOVE: Axis = worded("size", [", rozm. ", ", size "], &[7, 8, 9, 10, 11], [0, 500]);
const CLASS: Axis = choices("class", &[same("S1P", ["S1P", "S1P"]), other("S3", ["S3", "S3"], 1180, 1060)]);
const CLOTH: Axis = choices(
    "colour",
    &[
        same("GR", ["kolor grafitowy", "graphite"]),
        same("GT", ["kolor granatowy", "navy"]),
        same("ZL", ["kolor zielony", "green"]),
    ],
);
const SIGNAL: Axis =
    choices("colour", &[same("ZO", ["kolor żółty", "yellow"]), same("PO", ["kolor pomarańczowy", "orange"])]);
const HELMET: Axis = choices(
    "colour",
    &[
        same("BI", ["kolor biały", "white"]),
        same("ZO", ["kolor żółty", "yellow"]),
        same("NI", ["kolor niebieski", "blue"]),
        same("CZ", ["kolor czerwony", "red"]),
    ],
);
const PERSONS: Axis = choices(
    "size",
    &[
        same("05", ["do 5 osób", "up to 5 persons"]),
        other("20", ["do 20 osób", "up to 20 persons"], 1900, 2100),
        other("50", ["do 50 osób", "up to 50 persons"], 3100, 3600),
    ],
);
const LENS: Axis = choices(
    "lens",
    &[same("BB", ["bezbarwne", "clear"]), same("PC", ["przyciemniane", "tinted"]), same("ZO", ["żółte", "yellow"])],
);

/// Everything that is worn.
pub(super) const FAMILIES: &[Family] = &[
    Family::new(
        "BUT",
        "workwear",
        ["Półbuty robocze", "Safety shoes"],
        [
            "Podnosek kompozytowy i wkładka antyprzebiciowa, bez metalu.",
            "Composite toe cap and penetration-resistant sole, metal-free.",
        ],
    )
    .sold("para", 10)
    .from(9_800, 980)
    .by(&[&CLASS, &SHOE]),
    Family::new(
        "TRZ",
        "workwear",
        ["Trzewiki robocze", "Safety boots"],
        ["Wysoka cholewka stabilizuje kostkę; skóra licowa.", "The high shaft steadies the ankle; full grain leather."],
    )
    .sold("para", 10)
    .from(11_900, 1150)
    .by(&[&CLASS, &SHOE]),
    Family::new(
        "SPO",
        "workwear",
        ["Spodnie robocze do pasa", "Work trousers"],
        [
            "Kieszenie na nakolanniki i narzędzia, tkanina 280 g/m².",
            "Pockets for knee pads and tools, 280 g/m² fabric.",
        ],
    )
    .sold("szt.", 10)
    .from(6_200, 520)
    .by(&[&CLOTH, &WIDTH]),
    Family::new(
        "OGR",
        "workwear",
        ["Ogrodniczki robocze", "Bib and brace"],
        ["Regulowane szelki, wzmocnione kolana.", "Adjustable braces, reinforced knees."],
    )
    .sold("szt.", 10)
    .from(6_900, 640)
    .by(&[&CLOTH, &WIDTH]),
    Family::new(
        "BLU",
        "workwear",
        ["Bluza robocza", "Work jacket"],
        ["Zapinana na suwak kryty listwą, pięć kieszeni.", "Covered zip, five pockets."],
    )
    .sold("szt.", 10)
    .from(5_900, 560)
    .by(&[&CLOTH, &LETTER]),
    Family::new(
        "KUR",
        "workwear",
        ["Kurtka zimowa ostrzegawcza", "Winter high-visibility jacket"],
        ["EN ISO 20471 klasa 3, odpinany kaptur.", "EN ISO 20471 class 3, detachable hood."],
    )
    .sold("szt.", 10)
    .from(11_200, 1100)
    .by(&[&SIGNAL, &LETTER]),
    Family::new(
        "KAM",
        "safety",
        ["Kamizelka ostrzegawcza", "High-visibility vest"],
        ["EN ISO 20471 klasa 2, dwa pasy odblaskowe.", "EN ISO 20471 class 2, two reflective bands."],
    )
    .sold("szt.", 50)
    .from(640, 130)
    .by(&[&SIGNAL, &LETTER]),
    Family::new(
        "REN",
        "safety",
        ["Rękawice nitrylowe powlekane", "Nitrile coated gloves"],
        ["Dobra chwytność w oleju; EN 388 4121X.", "Good grip in oil; EN 388 4121X."],
    )
    .sold("para", 12)
    .from(310, 45)
    .by(&[&GLOVE]),
    Family::new(
        "RES",
        "safety",
        ["Rękawice ze skóry bydlęcej", "Cowhide gloves"],
        ["Wzmocniona dłoń, do prac ciężkich i spawania.", "Reinforced palm, for heavy work and welding."],
    )
    .sold("para", 12)
    .from(890, 180)
    .by(&[&GLOVE]),
    Family::new(
        "REA",
        "safety",
        ["Rękawice antyprzecięciowe", "Cut resistant gloves"],
        ["Poziom D według EN 388, do blach i szkła.", "Level D of EN 388, for sheet metal and glass."],
    )
    .sold("para", 12)
    .from(1_150, 60)
    .by(&[&GLOVE]),
    Family::new(
        "KAS",
        "safety",
        ["Hełm ochronny", "Safety helmet"],
        ["EN 397, regulacja pokrętłem, otwory wentylacyjne.", "EN 397, wheel adjustment, vents."],
    )
    .sold("szt.", 20)
    .from(1_980, 390)
    .by(&[&HELMET]),
    Family::new(
        "OKU",
        "safety",
        ["Okulary ochronne", "Safety glasses"],
        ["EN 166, powłoka przeciw zaparowaniu.", "EN 166, anti-fog coating."],
    )
    .sold("szt.", 20)
    .from(690, 40)
    .by(&[&LENS]),
    Family::new(
        FIRST_AID,
        "safety",
        ["Apteczka zakładowa DIN 13157", "Workplace first aid kit DIN 13157"],
        ["W walizce z uchwytem ściennym; wyrób medyczny.", "In a case with wall bracket; a medical device."],
    )
    .sold("szt.", 5)
    .from(4_900, 900)
    .by(&[&PERSONS]),
];
