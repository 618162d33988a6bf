//! Hand tools, drills and discs, power tools and measuring tools of Baltic Fasteners.
//! The two brands are invented: Norsund for every day, Ferrum for workshops.

use super::{Axis, Family, choices, other, same, sizes, tenths};

const BRAND: Axis =
    choices("brand", &[same("N", ["Norsund", "Norsund"]), other("F", ["Ferrum Pro", "Ferrum Pro"], 1720, 1060)]);
const SPANNER_MM: Axis = sizes(
    "size",
    ["", " mm"],
    &[6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 24, 27, 30, 32],
    [560, 900],
);
const SOCKET_MM: Axis =
    sizes("size", ["", " mm"], &[8, 10, 11, 12, 13, 14, 16, 17, 18, 19, 21, 22, 24, 27, 30, 32], [420, 700]);
const DRIVE: Axis = choices(
    "drive",
    &[
        same("14", ["1/4\"", "1/4\""]),
        other("38", ["3/8\"", "3/8\""], 1280, 1500),
        other("12", ["1/2\"", "1/2\""], 1560, 2100),
    ],
);
const HEX_MM: Axis = tenths("size", ["", " mm"], &[15, 20, 25, 30, 40, 50, 60, 80, 100, 120], [420, 1100]);
const TX: Axis = sizes("size", ["TX", ""], &[6, 8, 10, 15, 20, 25, 27, 30, 40, 45, 50], [160, 240]);
const SLOT_MM: Axis = tenths("size", ["", " mm"], &[25, 30, 40, 55, 65, 80, 100], [520, 700]);
const PH: Axis = sizes("size", ["PH", ""], &[1, 2, 3, 4], [260, 380]);
const PZ: Axis = sizes("size", ["PZ", ""], &[1, 2, 3, 4], [260, 380]);
const BIT: Axis = choices(
    "length",
    &[
        same("25", ["25 mm", "25 mm"]),
        other("50", ["50 mm", "50 mm"], 1750, 1900),
        other("90", ["90 mm", "90 mm"], 2600, 3300),
    ],
);
const PLIERS_MM: Axis = sizes("length", ["", " mm"], &[140, 160, 180, 200, 250], [820, 1500]);
const HAMMER_G: Axis = sizes("weight", ["", " g"], &[100, 200, 300, 500, 800, 1000, 1500, 2000], [210, 960]);
const SAW_MM: Axis = sizes("length", ["", " mm"], &[300, 350, 400, 450, 500, 550], [700, 900]);
const LEVEL_CM: Axis = sizes("length", ["", " cm"], &[40, 60, 80, 100, 120, 150, 180, 200], [760, 880]);
const TAPE_M: Axis = sizes("length", ["", " m"], &[2, 3, 5, 8, 10], [640, 700]);
const CALLIPER_MM: Axis = sizes("range", ["", " mm"], &[150, 200, 250, 300, 500], [1300, 950]);
const MICRO: Axis = choices(
    "range",
    &[
        same("025", ["0–25 mm", "0–25 mm"]),
        other("050", ["25–50 mm", "25–50 mm"], 1200, 1300),
        other("075", ["50–75 mm", "50–75 mm"], 1420, 1600),
        other("100", ["75–100 mm", "75–100 mm"], 1650, 1900),
    ],
);
const DRILL_MM: Axis = tenths(
    "diameter",
    ["Ø ", " mm"],
    &[
        10, 15, 20, 25, 30, 32, 35, 40, 42, 45, 50, 55, 60, 65, 68, 70, 75, 80, 85, 90, 95, 100, 102, 105, 110, 115,
        120, 130,
    ],
    [310, 600],
);
const DRILL_STEEL: Axis =
    choices("material", &[same("HSS", ["HSS", "HSS"]), other("CO", ["HSS-Co 5%", "HSS-Co 5%"], 2350, 1000)]);
const SDS_MM: Axis = sizes("diameter", ["Ø ", ""], &[5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25], [480, 900]);
const SDS_LENGTH: Axis = sizes("length", ["×", " mm"], &[110, 160, 210, 260, 310, 460], [560, 880]);
const DISC_MM: Axis = sizes("diameter", ["Ø ", " mm"], &[115, 125, 150, 180, 230], [1600, 2100]);
const DISC_FOR: Axis = choices(
    "use",
    &[
        same("ST", ["stal", "steel"]),
        other("IX", ["stal nierdzewna", "stainless steel"], 1380, 980),
        other("AL", ["aluminium", "aluminium"], 1450, 980),
        other("BE", ["beton", "concrete"], 1220, 1040),
    ],
);
const GRIT: Axis = sizes("grit", ["P", ""], &[40, 60, 80, 100, 120, 180, 240], [0, 0]);
const TAP_M: Axis = sizes("thread", ["M", ""], &[3, 4, 5, 6, 8, 10, 12, 14, 16, 20], [680, 1500]);
const VOLTS: Axis = choices(
    "set",
    &[
        same("SOLO", ["bez akumulatora", "body only"]),
        other("2AH", ["2 akumulatory 2,0 Ah, walizka", "two 2.0 Ah batteries, case"], 1850, 1750),
        other("5AH", ["2 akumulatory 5,0 Ah, walizka", "two 5.0 Ah batteries, case"], 2520, 2200),
    ],
);
const TORQUE: Axis = choices(
    "range",
    &[
        same("025", ["5–25 Nm", "5–25 Nm"]),
        other("110", ["20–110 Nm", "20–110 Nm"], 1240, 1450),
        other("220", ["40–220 Nm", "40–220 Nm"], 1480, 1900),
        other("350", ["70–350 Nm", "70–350 Nm"], 1950, 2600),
    ],
);
const VACUUM_L: Axis = sizes("capacity", ["", " l"], &[20, 30, 40, 60], [620, 500]);
const TANK_L: Axis = sizes("capacity", ["", " l"], &[24, 50, 100, 200], [780, 820]);

/// Tools worked by hand, and what is put into machines.
pub(super) const FAMILIES: &[Family] = &[
    Family::new(
        "KPO",
        "hand-tools",
        ["Klucz płasko-oczkowy", "Combination spanner"],
        ["Stal chromowo-wanadowa, oczko odchylone o 15°.", "Chrome vanadium steel, ring end set at 15°."],
    )
    .sold("szt.", 10)
    .from(410, 28)
    .by(&[&SPANNER_MM, &BRAND]),
    Family::new(
        "KPG",
        "hand-tools",
        ["Klucz płasko-oczkowy z grzechotką", "Ratchet combination spanner"],
        ["Grzechotka o 72 zębach do pracy w ciasnych miejscach.", "72-tooth ratchet for tight places."],
    )
    .sold("szt.", 10)
    .from(1150, 32)
    .by(&[&SPANNER_MM]),
    Family::new(
        "NAS",
        "hand-tools",
        ["Nasadka sześciokątna", "Hexagon socket"],
        [
            "Profil przenosi siłę na boki, nie na krawędzie śruby.",
            "The profile drives on the flanks and spares the corners.",
        ],
    )
    .sold("szt.", 10)
    .from(260, 22)
    .by(&[&DRIVE, &SOCKET_MM]),
    Family::new(
        "IMB",
        "hand-tools",
        ["Klucz imbusowy długi z kulką", "Long ball-end hex key"],
        ["Kulka pozwala pracować pod kątem do 25°.", "The ball end works at up to 25°."],
    )
    .sold("szt.", 20)
    .from(140, 6)
    .by(&[&HEX_MM, &BRAND]),
    Family::new(
        "WTX-W",
        "hand-tools",
        ["Wkrętak", "Screwdriver"],
        ["Rękojeść dwuskładnikowa, grot hartowany.", "Two-component handle, hardened tip."],
    )
    .sold("szt.", 12)
    .from(690, 62)
    .by(&[&TX, &BRAND]),
    Family::new(
        "WPL",
        "hand-tools",
        ["Wkrętak płaski", "Slotted screwdriver"],
        ["Grot frezowany pasuje do rowka bez luzu.", "The milled tip fits the slot without play."],
    )
    .sold("szt.", 12)
    .from(540, 48)
    .by(&[&SLOT_MM, &BRAND]),
    Family::new(
        "WPH",
        "hand-tools",
        ["Wkrętak krzyżowy", "Phillips screwdriver"],
        ["Rękojeść z otworem na klucz do większego momentu.", "The handle takes a spanner for more torque."],
    )
    .sold("szt.", 12)
    .from(580, 55)
    .by(&[&PH, &BRAND]),
    Family::new(
        "BTX",
        "hand-tools",
        ["Bit udarowy", "Impact bit"],
        [
            "Strefa skrętna chroni końcówkę przed złamaniem; opakowanie 10 szt.",
            "A torsion zone keeps the tip from breaking; pack of 10.",
        ],
    )
    .sold("op.", 20)
    .from(780, 70)
    .by(&[&TX, &BIT]),
    Family::new(
        "BPZ",
        "hand-tools",
        ["Bit krzyżowy", "Pozidriv bit"],
        ["Do wkrętów do drewna; opakowanie 10 szt.", "For wood screws; pack of 10."],
    )
    .sold("op.", 20)
    .from(690, 68)
    .by(&[&PZ, &BIT]),
    Family::new(
        "SZU",
        "hand-tools",
        ["Szczypce uniwersalne", "Combination pliers"],
        ["Ostrza hartowane indukcyjnie tną drut twardy do 2 mm.", "Induction hardened edges cut hard wire up to 2 mm."],
    )
    .sold("szt.", 6)
    .from(1480, 160)
    .by(&[&PLIERS_MM, &BRAND]),
    Family::new(
        "SZB",
        "hand-tools",
        ["Szczypce tnące boczne", "Diagonal cutters"],
        ["Precyzyjne cięcie przy powierzchni.", "Clean cuts close to the surface."],
    )
    .sold("szt.", 6)
    .from(1620, 150)
    .by(&[&PLIERS_MM, &BRAND]),
    Family::new(
        "MLS",
        "hand-tools",
        ["Młotek ślusarski", "Engineer's hammer"],
        ["Obuch kuty, trzonek z jesionu.", "Forged head, ash handle."],
    )
    .sold("szt.", 6)
    .from(980, 170)
    .by(&[&HAMMER_G, &BRAND]),
    Family::new(
        "PIL",
        "hand-tools",
        ["Piła płatnica do drewna", "Hand saw"],
        ["Zęby hartowane, siedem na cal.", "Hardened teeth, seven to the inch."],
    )
    .sold("szt.", 6)
    .from(1540, 320)
    .by(&[&SAW_MM, &BRAND]),
    Family::new(
        "KDY",
        "hand-tools",
        ["Klucz dynamometryczny 1/2\"", "Torque wrench 1/2\""],
        ["Dokładność ±4 %, ze świadectwem wzorcowania.", "Accuracy ±4 %, with calibration certificate."],
    )
    .sold("szt.", 4)
    .from(11_900, 820)
    .by(&[&TORQUE, &BRAND]),
    Family::new(
        "WIM",
        "cutting",
        ["Wiertło do metalu DIN 338", "Twist drill DIN 338"],
        [
            "Szlifowane ze stali szybkotnącej, kąt wierzchołkowy 135°.",
            "Ground from high speed steel, point angle 135°.",
        ],
    )
    .sold("szt.", 10)
    .from(88, 3)
    .by(&[&DRILL_MM, &DRILL_STEEL]),
    Family::new(
        "SDS",
        "cutting",
        ["Wiertło SDS-plus", "SDS-plus drill"],
        ["Cztery ostrza z węglika, do betonu zbrojonego.", "Four carbide edges, for reinforced concrete."],
    )
    .sold("szt.", 10)
    .from(410, 48)
    .by(&[&SDS_MM, &SDS_LENGTH]),
    Family::new(
        "TAR",
        "cutting",
        ["Tarcza do cięcia", "Cutting disc"],
        ["Cienka tarcza tnie szybko i zostawia mało gratu.", "The thin disc cuts fast and leaves little burr."],
    )
    .sold("szt.", 25)
    .from(165, 42)
    .by(&[&DISC_MM, &DISC_FOR]),
    Family::new(
        "LIS",
        "cutting",
        ["Tarcza listkowa", "Flap disc"],
        ["Szlifuje i wygładza w jednym przejściu.", "Grinds and finishes in one pass."],
    )
    .sold("szt.", 10)
    .from(590, 95)
    .by(&[&DISC_MM, &GRIT]),
    Family::new(
        "GWR",
        "cutting",
        ["Gwintownik ręczny, komplet 3 szt.", "Hand taps, set of 3"],
        ["Zdzierak, pośredni i wykańczak ze stali HSS.", "Taper, second and bottoming tap in HSS."],
    )
    .sold("kpl.", 5)
    .from(2100, 28)
    .by(&[&TAP_M, &BRAND]),
    Family::new(
        "SUW",
        "measuring",
        ["Suwmiarka", "Vernier calliper"],
        ["Stal nierdzewna, noniusz 0,02 mm, etui.", "Stainless steel, 0.02 mm vernier, case."],
    )
    .sold("szt.", 5)
    .from(3900, 180)
    .by(&[&CALLIPER_MM, &BRAND]),
    Family::new(
        "SUE",
        "measuring",
        ["Suwmiarka elektroniczna", "Digital calliper"],
        ["Odczyt 0,01 mm, przełączanie mm i cali.", "Reads 0.01 mm, switches between mm and inch."],
    )
    .sold("szt.", 5)
    .from(6400, 190)
    .by(&[&CALLIPER_MM, &BRAND]),
    Family::new(
        "MIK",
        "measuring",
        ["Mikrometr zewnętrzny", "Outside micrometer"],
        ["Powierzchnie pomiarowe z węglika, odczyt 0,01 mm.", "Carbide faces, reads 0.01 mm."],
    )
    .sold("szt.", 5)
    .from(7200, 260)
    .by(&[&MICRO, &BRAND]),
    Family::new(
        "POZ",
        "measuring",
        ["Poziomica aluminiowa", "Aluminium spirit level"],
        ["Trzy libelle, jedna powierzchnia frezowana.", "Three vials, one milled face."],
    )
    .sold("szt.", 6)
    .from(2350, 280)
    .by(&[&LEVEL_CM, &BRAND]),
    Family::new(
        "MIA",
        "measuring",
        ["Miara zwijana", "Tape measure"],
        ["Klasa dokładności II, końcówka magnetyczna.", "Accuracy class II, magnetic hook."],
    )
    .sold("szt.", 12)
    .from(640, 95)
    .by(&[&TAPE_M, &BRAND]),
];

/// Machines, cordless and with mains cable.
pub(super) const MACHINES: &[Family] = &[
    Family::new(
        "EWW",
        "power-tools",
        ["Wiertarko-wkrętarka 18 V", "Cordless drill driver 18 V"],
        ["Silnik bezszczotkowy, 60 Nm, uchwyt 13 mm.", "Brushless motor, 60 Nm, 13 mm chuck."],
    )
    .sold("szt.", 2)
    .from(23_900, 1300)
    .by(&[&VOLTS, &BRAND]),
    Family::new(
        "EZU",
        "power-tools",
        ["Zakrętarka udarowa 18 V", "Cordless impact driver 18 V"],
        ["180 Nm przy małej masie; trzy biegi.", "180 Nm at low weight; three speeds."],
    )
    .sold("szt.", 2)
    .from(26_500, 1150)
    .by(&[&VOLTS, &BRAND]),
    Family::new(
        "EKU",
        "power-tools",
        ["Klucz udarowy 18 V", "Cordless impact wrench 18 V"],
        ["Zrywa połączenia do 900 Nm, zabierak 1/2\".", "Breaks joints of up to 900 Nm, 1/2\" drive."],
    )
    .sold("szt.", 2)
    .from(44_800, 2300)
    .by(&[&VOLTS, &BRAND]),
    Family::new(
        "EMW",
        "power-tools",
        ["Młotowiertarka SDS-plus 18 V", "Cordless rotary hammer 18 V"],
        ["Energia udaru 2,6 J, tłumienie drgań.", "Impact energy 2.6 J, vibration control."],
    )
    .sold("szt.", 1)
    .from(48_900, 2900)
    .by(&[&VOLTS, &BRAND]),
    Family::new(
        "ESK",
        "power-tools",
        ["Szlifierka kątowa 125 mm 18 V", "Cordless angle grinder 125 mm 18 V"],
        ["Hamulec zatrzymuje tarczę w dwie sekundy.", "The brake stops the disc in two seconds."],
    )
    .sold("szt.", 2)
    .from(31_200, 2100)
    .by(&[&VOLTS, &BRAND]),
    Family::new(
        "EPT",
        "power-tools",
        ["Pilarka tarczowa 165 mm 18 V", "Cordless circular saw 165 mm 18 V"],
        ["Głębokość cięcia 57 mm, króciec do odkurzacza.", "Cuts 57 mm deep, dust extraction port."],
    )
    .sold("szt.", 1)
    .from(38_700, 3100)
    .by(&[&VOLTS, &BRAND]),
    Family::new(
        "EWY",
        "power-tools",
        ["Wyrzynarka 18 V", "Cordless jigsaw 18 V"],
        [
            "Cztery stopnie podcinania, wymiana brzeszczotu bez klucza.",
            "Four pendulum settings, tool-free blade change.",
        ],
    )
    .sold("szt.", 2)
    .from(29_800, 2200)
    .by(&[&VOLTS, &BRAND]),
    Family::new(
        "EOD",
        "power-tools",
        ["Odkurzacz przemysłowy", "Industrial vacuum cleaner"],
        ["Klasa pyłu L, gniazdo z automatycznym startem.", "Dust class L, socket with automatic start."],
    )
    .sold("szt.", 1)
    .from(46_500, 8200)
    .by(&[&VACUUM_L, &BRAND]),
    Family::new(
        "EKO",
        "power-tools",
        ["Kompresor olejowy 230 V", "Oil-lubricated compressor 230 V"],
        ["Ciśnienie 10 bar, dwa wyjścia z regulacją.", "10 bar, two regulated outlets."],
    )
    .sold("szt.", 1)
    .from(58_000, 24_000)
    .by(&[&TANK_L]),
];
