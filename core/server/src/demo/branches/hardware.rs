//! What a fastener house sells beside metric screws: anchors, nails, ropes, chemicals and some services.
//! The rows that exist once (services, chemicals) are always stocked; grids are thinned with the fasteners.

use super::{Axis, Choice, Family, choices, other, same, sizes, tenths};

const PLUG_MM: Axis = sizes("diameter", ["Ø ", ""], &[5, 6, 8, 10, 12, 14], [1100, 1900]);
const PLUG_MATERIAL: Axis = choices(
    "material",
    &[same("PE", ["polietylen", "polyethylene"]), other("PA", ["nylon PA6", "nylon PA6"], 1850, 1100)],
);
const ANCHOR_MM: Axis = sizes("thread", ["M", ""], &[6, 8, 10, 12, 16, 20], [1400, 2400]);
const ANCHOR_LENGTH: Axis = sizes("length", ["×", " mm"], &[60, 80, 100, 120, 150, 180], [500, 800]);
const FRAME_LENGTH: Axis = sizes("length", ["×", " mm"], &[80, 100, 120, 140, 160, 180, 200, 240], [700, 900]);
const FRAME_MM: Axis = sizes("diameter", ["Ø ", ""], &[8, 10, 12], [900, 1200]);
const NAIL_MM: Axis = tenths("diameter", ["", ""], &[20, 25, 30, 35, 40, 50, 60], [0, 0]);
const NAIL_LENGTH: Axis = sizes("length", ["×", " mm"], &[40, 50, 60, 70, 80, 90, 100, 120, 150, 180], [0, 0]);
const NAIL_SURFACE: Axis =
    choices("coating", &[same("B", ["bez powłoki", "bright"]), other("ZN", ["ocynk", "zinc plated"], 1320, 1000)]);
const ROPE_MM: Axis = sizes("diameter", ["Ø ", " mm"], &[2, 3, 4, 5, 6, 8, 10, 12, 14, 16], [900, 2400]);
const METAL: Axis = choices(
    "material",
    &[same("ZN", ["ocynk", "zinc plated"]), other("A4", ["kwasoodporna A4", "stainless A4"], 3400, 1010)],
);
const SHACKLE_MM: Axis = sizes("diameter", ["", " mm"], &[4, 5, 6, 8, 10, 12, 16, 20], [1300, 2600]);
const ROD_LENGTH: Axis = choices(
    "length",
    &[same("1M", ["1 m", "1 m"]), other("2M", ["2 m", "2 m"], 1960, 2000), other("3M", ["3 m", "3 m"], 2920, 3000)],
);
const ROD_MM: Axis = sizes("thread", ["M", ""], &[5, 6, 8, 10, 12, 14, 16, 20, 24], [1350, 2300]);
const ROD_FINISH: Axis = choices(
    "grade",
    &[
        same("48", ["4.8 ocynk", "4.8 zinc plated"]),
        other("88", ["8.8 ocynk", "8.8 zinc plated"], 1450, 1000),
        other("A2", ["nierdzewna A2", "stainless A2"], 3100, 1010),
    ],
);
const VOLUME: Axis = choices(
    "capacity",
    &[
        same("100", ["100 ml", "100 ml"]),
        other("400", ["400 ml", "400 ml"], 2300, 3800),
        other("5L", ["5 l", "5 l"], 14_500, 41_000),
    ],
);
const BOTTLE: Axis = choices(
    "capacity",
    &[
        same("10", ["10 ml", "10 ml"]),
        other("50", ["50 ml", "50 ml"], 3200, 3400),
        other("250", ["250 ml", "250 ml"], 11_800, 14_000),
    ],
);
const SPRAY_COLOURS: &[Choice] = &[
    same("9005", ["RAL 9005 czarny", "RAL 9005 black"]),
    same("9010", ["RAL 9010 biały", "RAL 9010 white"]),
    same("7016", ["RAL 7016 antracyt", "RAL 7016 anthracite"]),
    same("7035", ["RAL 7035 jasnoszary", "RAL 7035 light grey"]),
    same("3000", ["RAL 3000 czerwień", "RAL 3000 red"]),
    same("5010", ["RAL 5010 błękit", "RAL 5010 blue"]),
    same("6005", ["RAL 6005 zieleń", "RAL 6005 green"]),
    same("1023", ["RAL 1023 żółcień", "RAL 1023 yellow"]),
];
const COLOUR: Axis = choices("colour", SPRAY_COLOURS);
const CUT: Axis = choices(
    "work",
    &[
        same("STAL", ["stal konstrukcyjna", "structural steel"]),
        other("NIER", ["stal nierdzewna", "stainless steel"], 1600, 1000),
    ],
);

/// Grids that are thinned.
pub(super) const FAMILIES: &[Family] = &[
    Family::new(
        "KRU",
        "anchors",
        ["Kołek rozporowy uniwersalny", "Universal wall plug"],
        [
            "Rozpiera się w pełnych i pustych materiałach; opakowanie 100 szt.",
            "Expands in solid and hollow materials; pack of 100.",
        ],
    )
    .sold("op.", 20)
    .from(320, 60)
    .by(&[&PLUG_MM, &PLUG_MATERIAL]),
    Family::new(
        "KSR",
        "anchors",
        ["Kotwa segmentowa stalowa", "Steel through-bolt anchor"],
        [
            "Do betonu niespękanego; dokręcenie rozpiera segment stożkiem.",
            "For uncracked concrete; tightening expands the clip over a cone.",
        ],
    )
    .sold("szt.", 50)
    .from(78, 22)
    .by(&[&ANCHOR_MM, &ANCHOR_LENGTH, &METAL]),
    Family::new(
        "KRA",
        "anchors",
        ["Kołek ramowy z wkrętem", "Frame plug with screw"],
        [
            "Mocuje ościeżnice i łaty bez ich demontażu; opakowanie 50 szt.",
            "Fixes frames and battens in place; pack of 50.",
        ],
    )
    .sold("op.", 10)
    .from(1450, 900)
    .by(&[&FRAME_MM, &FRAME_LENGTH]),
    Family::new(
        "GWO",
        "nails",
        ["Gwóźdź budowlany", "Round wire nail"],
        ["Sprzedawany na wagę; łeb płaski, trzpień gładki.", "Sold by weight; flat head, smooth shank."],
    )
    .sold("kg", 25)
    .from(560, 1000)
    .by(&[&NAIL_MM, &NAIL_LENGTH, &NAIL_SURFACE]),
    Family::new(
        "LIN",
        "ropes-chains",
        ["Lina stalowa 6×7", "Steel wire rope 6×7"],
        [
            "Cięta na wymiar z bębna; splot zwykły, rdzeń włókienny.",
            "Cut to length from the drum; ordinary lay, fibre core.",
        ],
    )
    .sold("m", 100)
    .from(58, 15)
    .by(&[&ROPE_MM, &METAL]),
    Family::new(
        "LAN",
        "ropes-chains",
        ["Łańcuch krótkoogniwowy DIN 766", "Short link chain DIN 766"],
        ["Ogniwa zgrzewane, cięty na wymiar.", "Welded links, cut to length."],
    )
    .sold("m", 30)
    .from(240, 70)
    .by(&[&ROPE_MM, &METAL]),
    Family::new(
        "SZE",
        "ropes-chains",
        ["Szekla prosta", "Straight shackle"],
        ["Łączy liny i łańcuchy; sworzeń wkręcany.", "Joins ropes and chains; screw pin."],
    )
    .sold("szt.", 25)
    .from(95, 12)
    .by(&[&SHACKLE_MM, &METAL]),
    Family::new(
        "KAR",
        "ropes-chains",
        ["Karabińczyk strażacki", "Snap hook"],
        ["Zatrzask sprężynowy, otwierany jedną ręką.", "Spring gate, opens with one hand."],
    )
    .sold("szt.", 25)
    .from(130, 14)
    .by(&[&SHACKLE_MM, &METAL]),
    Family::new(
        "976",
        "screws",
        ["Pręt gwintowany DIN 976", "Threaded rod DIN 976"],
        [
            "Gwint na całej długości, do podwieszeń i zabetonowania.",
            "Threaded over its whole length, for hangers and embedding.",
        ],
    )
    .sold("szt.", 25)
    .from(165, 125)
    .by(&[&ROD_MM, &ROD_LENGTH, &ROD_FINISH]),
];

/// What is always stocked, and services.
pub(super) const FIXED: &[Family] = &[
    Family::new(
        "SMA",
        "chemicals",
        ["Smar wielofunkcyjny z PTFE", "Multi-purpose grease with PTFE"],
        [
            "Smaruje, wypiera wodę i chroni przed korozją od −30 do 130 °C.",
            "Lubricates, displaces water and protects from −30 to 130 °C.",
        ],
    )
    .sold("szt.", 12)
    .from(690, 120)
    .by(&[&VOLUME]),
    Family::new(
        "ODR",
        "chemicals",
        ["Odrdzewiacz penetrujący", "Penetrating rust remover"],
        ["Wnika w zapieczone połączenia w kilka minut.", "Creeps into seized joints within minutes."],
    )
    .sold("szt.", 12)
    .from(620, 120)
    .by(&[&VOLUME]),
    Family::new(
        "KLG",
        "chemicals",
        ["Klej do gwintów, średnia siła", "Thread locker, medium strength"],
        [
            "Zabezpiecza śruby przed odkręceniem, a daje się zerwać zwykłym kluczem.",
            "Keeps screws tight and still lets them be undone with a wrench.",
        ],
    )
    .sold("szt.", 20)
    .from(1480, 20)
    .by(&[&BOTTLE]),
    Family::new(
        "LAK",
        "chemicals",
        ["Lakier w sprayu 400 ml", "Spray paint 400 ml"],
        ["Szybkoschnący lakier akrylowy do metalu i tworzyw.", "Fast drying acrylic paint for metal and plastics."],
    )
    .sold("szt.", 6)
    .from(1120, 380)
    .by(&[&COLOUR]),
    Family::new(
        "USL-CIE",
        "services",
        ["Cięcie na wymiar", "Cutting to length"],
        [
            "Cięcie prętów i profili na podany wymiar, tolerancja ±1 mm; cena za cięcie.",
            "Rods and profiles cut to the given length, tolerance ±1 mm; price per cut.",
        ],
    )
    .sold("szt.", 1)
    .from(180, 0)
    .by(&[&CUT]),
    Family::new(
        "USL-KON",
        "services",
        ["Konfekcjonowanie zestawu śrubowego", "Kitting of a screw set"],
        [
            "Pakowanie śrub, nakrętek i podkładek w jeden woreczek z etykietą klienta.",
            "Screws, nuts and washers packed into one labelled bag.",
        ],
    )
    .sold("szt.", 1)
    .from(55, 0),
    Family::new(
        "USL-GRA",
        "services",
        ["Grawerowanie narzędzi", "Engraving of tools"],
        ["Laserowe oznaczenie narzędzia nazwą firmy lub numerem.", "Laser marking of a tool with a name or number."],
    )
    .sold("szt.", 1)
    .from(420, 0),
    Family::new(
        "USL-KAL",
        "services",
        ["Wzorcowanie klucza dynamometrycznego", "Calibration of a torque wrench"],
        ["Świadectwo wzorcowania w ciągu pięciu dni roboczych.", "Calibration certificate within five working days."],
    )
    .sold("szt.", 1)
    .from(6900, 0),
];
